//! From a stream to a table, checking everything that can be checked.

use std::ffi::{CStr, c_int};
use std::sync::Arc;

use arrow_array::ffi::{FFI_ArrowArray, FFI_ArrowSchema, from_ffi_and_data_type};
use arrow_array::ffi_stream::FFI_ArrowArrayStream;
use arrow_array::{RecordBatch, RecordBatchOptions, StructArray};
use arrow_schema::{ArrowError, DataType, Schema, SchemaRef};
use peerpath::{Code, Error, Place, Table};

use crate::guard::{Call, caught};

/// Reads everything that a stream yields, and releases it, whether reading succeeds or not.
///
/// # Safety
/// `stream` is valid for reading and writing, and follows the C stream interface.
pub(crate) unsafe fn import(
    call: &Call,
    stream: *mut FFI_ArrowArrayStream,
) -> Result<Table, Error> {
    // SAFETY: by contract. From here on the stream is ours, and dropping it releases it.
    let stream = unsafe { FFI_ArrowArrayStream::from_raw(stream) };
    if stream.release.is_none() {
        return Err(call.refuse(
            Code::Stream,
            "stream",
            "a stream that was released",
            "a stream that was not yet read",
        ));
    }
    let refused = |found: String| {
        Error::one(
            Code::Stream,
            call.function(),
            Place::argument("stream"),
            found,
            "an Arrow stream",
        )
    };
    // `arrow-array` asserts some of the interface: what it panics over is the stream's fault.
    let read = caught(call.function(), || {
        let mut reader = Reader { stream };
        // SAFETY: by contract.
        unsafe { reader.read() }.map_err(|error| refused(error.to_string()))
    });
    let (schema, batches) = read.map_err(|error| match error.code() {
        Code::Internal => {
            let found =
                error.problems().first().map_or("a malformed stream", |problem| problem.found());
            refused(found.to_owned())
        }
        _ => error,
    })?;
    Table::from_batches(schema, batches)
}

struct Reader {
    stream: FFI_ArrowArrayStream,
}

impl Reader {
    unsafe fn read(&mut self) -> Result<(SchemaRef, Vec<RecordBatch>), ArrowError> {
        // SAFETY: the stream is not released, by the check in `import`.
        let schema = Arc::new(unsafe { self.schema() }?);
        let mut batches = Vec::new();
        // SAFETY: as above.
        while let Some(batch) = unsafe { self.next(&schema) }? {
            batches.push(batch);
        }
        Ok((schema, batches))
    }

    unsafe fn schema(&mut self) -> Result<Schema, ArrowError> {
        let get_schema = self.stream.get_schema.ok_or_else(|| missing("get_schema"))?;
        let mut schema = FFI_ArrowSchema::empty();
        // SAFETY: the callback of this stream, with an empty place to write to.
        let code = unsafe { get_schema(&raw mut self.stream, &raw mut schema) };
        self.check(code)?;
        Schema::try_from(&schema)
    }

    unsafe fn next(&mut self, schema: &SchemaRef) -> Result<Option<RecordBatch>, ArrowError> {
        let get_next = self.stream.get_next.ok_or_else(|| missing("get_next"))?;
        let mut array = FFI_ArrowArray::empty();
        // SAFETY: the callback of this stream, with an empty place to write to.
        let code = unsafe { get_next(&raw mut self.stream, &raw mut array) };
        self.check(code)?;
        if array.is_released() {
            return Ok(None);
        }
        check_lengths(&array)?;
        let kind = DataType::Struct(schema.fields().clone());
        // SAFETY: the array has this type, by the contract of the interface; what of it can be
        // checked is checked on the next line, before anything looks at the values.
        let data = unsafe { from_ffi_and_data_type(array, kind) }?;
        data.validate_full()?;
        let options = RecordBatchOptions::new().with_row_count(Some(data.len()));
        let columns = StructArray::from(data).into_parts().1;
        RecordBatch::try_new_with_options(Arc::clone(schema), columns, &options).map(Some)
    }

    /// The stream's own error where a callback reported one.
    fn check(&mut self, code: c_int) -> Result<(), ArrowError> {
        if code == 0 {
            return Ok(());
        }
        let text = self.stream.get_last_error.and_then(|get_last_error| {
            // SAFETY: the callback of this stream; the text is valid until its next callback.
            let text = unsafe { get_last_error(&raw mut self.stream) };
            // SAFETY: not NULL, so a NUL-terminated text by the contract of the interface.
            (!text.is_null())
                .then(|| unsafe { CStr::from_ptr(text) }.to_string_lossy().into_owned())
        });
        let text = text.unwrap_or_else(|| format!("error {code} and no message"));
        Err(ArrowError::CDataInterface(text))
    }
}

fn missing(callback: &str) -> ArrowError {
    ArrowError::CDataInterface(format!("no callback `{callback}`"))
}

/// Refuses lengths that no memory has, which `arrow-array` would compute with.
fn check_lengths(array: &FFI_ArrowArray) -> Result<(), ArrowError> {
    // The widest value that a column of ours has is a view of 16 bytes; and offsets have one more.
    let most = isize::MAX as usize / 16 - 1;
    let lengths = [array.len(), array.offset(), array.num_buffers(), array.num_children()];
    if lengths.iter().any(|&length| length > most) || array.len() + array.offset() > most {
        return Err(ArrowError::CDataInterface("an impossible length".to_owned()));
    }
    (0..array.num_children()).try_for_each(|index| check_lengths(array.child(index)))?;
    array.dictionary().map_or(Ok(()), check_lengths)
}
