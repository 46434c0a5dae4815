//! From a stream to a table, checking everything that can be checked.

use std::ffi::{CStr, c_int};
use std::sync::Arc;

use arrow_array::ffi::{FFI_ArrowArray, FFI_ArrowSchema, from_ffi_and_data_type};
use arrow_array::ffi_stream::FFI_ArrowArrayStream;
use arrow_array::{RecordBatch, RecordBatchOptions, RecordBatchReader, StructArray};
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
    // SAFETY: by contract.
    let mut reader = unsafe { open(call, stream) }?;
    let mut batches = Vec::new();
    while let Some(batch) = reader.read()? {
        batches.push(batch);
    }
    Table::from_batches(reader.schema, batches)
}

/// Takes over a stream, to read it batch by batch. It is released with the reader, and at once
/// where it cannot be read.
///
/// # Safety
/// `stream` is valid for reading and writing, and follows the C stream interface until it is
/// released.
pub(crate) unsafe fn open(call: &Call, stream: *mut FFI_ArrowArrayStream) -> Result<Reader, Error> {
    // SAFETY: by contract. From here on the stream is ours, and dropping it releases it.
    let mut stream = unsafe { FFI_ArrowArrayStream::from_raw(stream) };
    if stream.release.is_none() {
        return Err(call.refuse(
            Code::Stream,
            "stream",
            "a stream that was released",
            "a stream that was not yet read",
        ));
    }
    let function = call.function();
    // SAFETY: by contract.
    let schema = believed(function, || unsafe { schema(&mut stream) })?;
    Ok(Reader { stream, schema: Arc::new(schema), function })
}

/// Does what follows a stream's word. `arrow-array` asserts some of the interface: what it panics
/// over is the stream's fault.
fn believed<T>(function: &str, work: impl FnOnce() -> Result<T, ArrowError>) -> Result<T, Error> {
    let refused = |found: String| {
        Error::one(Code::Stream, function, Place::argument("stream"), found, "an Arrow stream")
    };
    caught(function, || work().map_err(|error| refused(error.to_string()))).map_err(|error| {
        match error.code() {
            Code::Internal => {
                let problem = error.problems().first();
                refused(problem.map_or("a malformed stream", |problem| problem.found()).to_owned())
            }
            _ => error,
        }
    })
}

/// A stream that is read batch by batch.
pub(crate) struct Reader {
    stream: FFI_ArrowArrayStream,
    schema: SchemaRef,
    function: &'static str,
}

impl Reader {
    fn read(&mut self) -> Result<Option<RecordBatch>, Error> {
        let Reader { stream, schema, function } = self;
        // SAFETY: the stream is not released, and follows the interface, by the contract of `open`.
        believed(function, || unsafe { next(stream, schema) })
    }
}

impl Iterator for Reader {
    type Item = Result<RecordBatch, ArrowError>;

    fn next(&mut self) -> Option<Self::Item> {
        self.read().map_err(|error| ArrowError::ExternalError(Box::new(error))).transpose()
    }
}

impl RecordBatchReader for Reader {
    fn schema(&self) -> SchemaRef {
        Arc::clone(&self.schema)
    }
}

unsafe fn schema(stream: &mut FFI_ArrowArrayStream) -> Result<Schema, ArrowError> {
    let get_schema = stream.get_schema.ok_or_else(|| missing("get_schema"))?;
    let mut schema = FFI_ArrowSchema::empty();
    // SAFETY: the callback of this stream, with an empty place to write to.
    let code = unsafe { get_schema(&raw mut *stream, &raw mut schema) };
    check(stream, code)?;
    Schema::try_from(&schema)
}

unsafe fn next(
    stream: &mut FFI_ArrowArrayStream,
    schema: &SchemaRef,
) -> Result<Option<RecordBatch>, ArrowError> {
    let get_next = stream.get_next.ok_or_else(|| missing("get_next"))?;
    let mut array = FFI_ArrowArray::empty();
    // SAFETY: the callback of this stream, with an empty place to write to.
    let code = unsafe { get_next(&raw mut *stream, &raw mut array) };
    check(stream, code)?;
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
fn check(stream: &mut FFI_ArrowArrayStream, code: c_int) -> Result<(), ArrowError> {
    if code == 0 {
        return Ok(());
    }
    let text = stream.get_last_error.and_then(|get_last_error| {
        // SAFETY: the callback of this stream; the text is valid until its next callback.
        let text = unsafe { get_last_error(&raw mut *stream) };
        // SAFETY: not NULL, so a NUL-terminated text by the contract of the interface.
        (!text.is_null()).then(|| unsafe { CStr::from_ptr(text) }.to_string_lossy().into_owned())
    });
    let text = text.unwrap_or_else(|| format!("error {code} and no message"));
    Err(ArrowError::CDataInterface(text))
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
