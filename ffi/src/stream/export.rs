//! From record batches to a stream, each callback guarded.

use std::ffi::{CString, c_char, c_int};
use std::ptr;

use arrow_array::ffi::{FFI_ArrowArray, FFI_ArrowSchema};
use arrow_array::ffi_stream::FFI_ArrowArrayStream;
use arrow_array::{Array, RecordBatch, StructArray};
use arrow_schema::SchemaRef;
use peerpath::{Code, Error, Place, Table};

use crate::guard::caught;
use crate::text::c_string;

/// What callbacks return on failure: `EINVAL`, which is 22 on every system with a C compiler of ours.
const EINVAL: c_int = 22;

/// A stream of the table's batches; no row is copied. It outlives the table's handle.
pub(crate) fn export(table: &Table) -> FFI_ArrowArrayStream {
    let batches = table.batches().to_vec().into_iter().map(Ok);
    export_batches(table.schema(), Box::new(batches))
}

/// Record batches, made when they are asked for.
pub(crate) type Batches = Box<dyn Iterator<Item = Result<RecordBatch, Error>> + Send>;

/// A stream of batches. It ends with the first error.
pub(crate) fn export_batches(schema: SchemaRef, batches: Batches) -> FFI_ArrowArrayStream {
    let state = Box::new(State { schema, batches: Some(batches), last_error: None });
    FFI_ArrowArrayStream {
        get_schema: Some(get_schema),
        get_next: Some(get_next),
        get_last_error: Some(get_last_error),
        release: Some(release),
        private_data: Box::into_raw(state).cast(),
    }
}

struct State {
    schema: SchemaRef,
    /// What is left; `None` after an error, or a panic in the middle of a batch.
    batches: Option<Batches>,
    last_error: Option<CString>,
}

unsafe extern "C" fn get_schema(
    stream: *mut FFI_ArrowArrayStream,
    out: *mut FFI_ArrowSchema,
) -> c_int {
    // SAFETY: the consumer passes a stream of ours that is not released, and a place to write to.
    unsafe {
        answer(stream, out, |state| {
            FFI_ArrowSchema::try_from(state.schema.as_ref()).map_err(|error| {
                let found = error.to_string();
                Error::one(Code::Internal, "Arrow stream", Place::Whole, found, "a schema")
            })
        })
    }
}

unsafe extern "C" fn get_next(
    stream: *mut FFI_ArrowArrayStream,
    out: *mut FFI_ArrowArray,
) -> c_int {
    // SAFETY: as in `get_schema`.
    unsafe {
        answer(stream, out, |state| {
            let Some(mut batches) = state.batches.take() else {
                return Ok(FFI_ArrowArray::empty());
            };
            let Some(batch) = batches.next() else { return Ok(FFI_ArrowArray::empty()) };
            let rows = StructArray::from(batch?);
            state.batches = Some(batches);
            Ok(FFI_ArrowArray::new(&rows.to_data()))
        })
    }
}

unsafe extern "C" fn get_last_error(stream: *mut FFI_ArrowArrayStream) -> *const c_char {
    // SAFETY: as in `get_schema`.
    match unsafe { state(stream) }.and_then(|state| state.last_error.as_ref()) {
        Some(text) => text.as_ptr(),
        None => ptr::null(),
    }
}

unsafe extern "C" fn release(stream: *mut FFI_ArrowArrayStream) {
    // SAFETY: the consumer passes a stream of ours, or none.
    let Some(stream) = (unsafe { stream.as_mut() }) else { return };
    if stream.release.take().is_none() || stream.private_data.is_null() {
        return;
    }
    let state = std::mem::replace(&mut stream.private_data, ptr::null_mut());
    (stream.get_schema, stream.get_next, stream.get_last_error) = (None, None, None);
    // A panic while dropping has nobody to be told to; it must only not leave.
    let _ = caught("release", || {
        // SAFETY: the box of `export`, taken out of the stream above, so only once.
        drop(unsafe { Box::from_raw(state.cast::<State>()) });
        Ok(())
    });
}

/// Writes what `work` makes, or notes its error.
///
/// # Safety
/// `stream` is NULL, released, or one of `export`; `out` is NULL or valid for writing.
unsafe fn answer<T>(
    stream: *mut FFI_ArrowArrayStream,
    out: *mut T,
    work: impl FnOnce(&mut State) -> Result<T, Error>,
) -> c_int {
    // SAFETY: by contract.
    let Some(state) = (unsafe { state(stream) }) else { return EINVAL };
    if out.is_null() {
        return EINVAL;
    }
    match caught("Arrow stream", || work(state)) {
        Ok(value) => {
            // SAFETY: not NULL, so valid by contract.
            unsafe { out.write(value) };
            0
        }
        Err(error) => {
            state.last_error = Some(c_string(&error.message()));
            EINVAL
        }
    }
}

unsafe fn state<'a>(stream: *mut FFI_ArrowArrayStream) -> Option<&'a mut State> {
    // SAFETY: `stream` is NULL or one of `export`, whose private data are a `State` until released.
    unsafe { stream.as_ref()?.private_data.cast::<State>().as_mut() }
}
