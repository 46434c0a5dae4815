//! Arrow data from and to other Python libraries: the Arrow PyCapsule interface
//! (<https://arrow.apache.org/docs/format/CDataInterface/PyCapsuleInterface.html>).
//!
//! A capsule owns an Arrow C structure. Importing moves the structure out and leaves a released
//! one behind, so that a capsule used twice is refused, never read twice.

use std::ffi::CStr;

use arrow_array::ffi::{FFI_ArrowArray, FFI_ArrowSchema, from_ffi, from_ffi_and_data_type};
use arrow_array::ffi_stream::{ArrowArrayStreamReader, FFI_ArrowArrayStream};
use arrow_array::{
    Array, ArrayRef, RecordBatch, RecordBatchIterator, RecordBatchReader, StructArray, make_array,
};
use arrow_schema::{ArrowError, DataType, SchemaRef};
use peerpath::Table;
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::{PyCapsule, PyTuple};

const STREAM: &CStr = c"arrow_array_stream";
const SCHEMA: &CStr = c"arrow_schema";
const ARRAY: &CStr = c"arrow_array";

/// A table as a stream of record batches. No row is copied.
pub(crate) fn stream_capsule<'py>(
    py: Python<'py>,
    table: &Table,
) -> PyResult<Bound<'py, PyCapsule>> {
    let batches: Vec<Result<RecordBatch, ArrowError>> =
        table.batches().iter().cloned().map(Ok).collect();
    let reader = RecordBatchIterator::new(batches, table.schema());
    PyCapsule::new_with_value(py, FFI_ArrowArrayStream::new(Box::new(reader)), STREAM)
}

/// A schema, as the struct that rows are.
pub(crate) fn schema_capsule<'py>(
    py: Python<'py>,
    schema: &SchemaRef,
) -> PyResult<Bound<'py, PyCapsule>> {
    let schema = FFI_ArrowSchema::try_from(schema.as_ref()).map_err(refused)?;
    PyCapsule::new_with_value(py, schema, SCHEMA)
}

/// The rows of an object with `__arrow_c_stream__` or `__arrow_c_array__`.
pub(crate) fn rows(object: &Bound<'_, PyAny>) -> PyResult<Box<dyn RecordBatchReader + Send>> {
    if object.hasattr("__arrow_c_stream__")? {
        let reader = ArrowArrayStreamReader::try_new(stream(object)?).map_err(refused)?;
        let schema = reader.schema();
        return Ok(Box::new(RecordBatchIterator::new(reader.map(|rows| checked(rows?)), schema)));
    }
    let array = array(object)?;
    let Some(rows) = array.as_any().downcast_ref::<StructArray>() else {
        return Err(PyValueError::new_err(format!("an array of type {}", array.data_type())));
    };
    let batch = RecordBatch::from(rows);
    let schema = batch.schema();
    Ok(Box::new(RecordBatchIterator::new([Ok(batch)], schema)))
}

/// The chunks of a column with `__arrow_c_stream__` or `__arrow_c_array__`.
pub(crate) fn chunks(object: &Bound<'_, PyAny>) -> PyResult<Vec<ArrayRef>> {
    if !object.hasattr("__arrow_c_stream__")? {
        return Ok(vec![array(object)?]);
    }
    let mut stream = stream(object)?;
    let (Some(get_schema), Some(get_next)) = (stream.get_schema, stream.get_next) else {
        return Err(PyValueError::new_err("a stream without its functions"));
    };
    let mut schema = FFI_ArrowSchema::empty();
    // SAFETY: the functions of a live stream, called as the C stream interface says, each with
    // the stream itself and a released structure to fill.
    succeeded(unsafe { get_schema(&raw mut stream, &raw mut schema) })?;
    let of_type = DataType::try_from(&schema).map_err(refused)?;
    let mut chunks = Vec::new();
    loop {
        let mut chunk = FFI_ArrowArray::empty();
        // SAFETY: as above.
        succeeded(unsafe { get_next(&raw mut stream, &raw mut chunk) })?;
        if chunk.is_released() {
            return Ok(chunks);
        }
        // SAFETY: the stream promises that its arrays are of the type of its schema.
        let data = unsafe { from_ffi_and_data_type(chunk, of_type.clone()) }.map_err(refused)?;
        data.validate_full().map_err(refused)?;
        chunks.push(make_array(data));
    }
}

/// Rows whose every value is what its type allows, such as text that is UTF-8: what comes from
/// foreign memory is not believed.
fn checked(rows: RecordBatch) -> Result<RecordBatch, ArrowError> {
    rows.columns().iter().try_for_each(|column| column.to_data().validate_full())?;
    Ok(rows)
}

fn stream(object: &Bound<'_, PyAny>) -> PyResult<FFI_ArrowArrayStream> {
    let capsule = object.call_method0("__arrow_c_stream__")?.cast_into::<PyCapsule>()?;
    let pointer = capsule.pointer_checked(Some(STREAM))?;
    // SAFETY: a capsule of this name holds such a structure; `from_raw` moves it out and leaves a
    // released one, which the capsule's destructor passes over.
    let stream = unsafe { FFI_ArrowArrayStream::from_raw(pointer.as_ptr().cast()) };
    match stream.release {
        Some(_) => Ok(stream),
        None => Err(PyValueError::new_err("a stream that was already released")),
    }
}

fn array(object: &Bound<'_, PyAny>) -> PyResult<ArrayRef> {
    let pair = object.call_method0("__arrow_c_array__")?.cast_into::<PyTuple>()?;
    let (schema, array): (Bound<'_, PyCapsule>, Bound<'_, PyCapsule>) = pair.extract()?;
    let schema = schema.pointer_checked(Some(SCHEMA))?;
    let array = array.pointer_checked(Some(ARRAY))?;
    // SAFETY: capsules of these names hold such structures; both are moved out.
    let (schema, array) = unsafe {
        (
            FFI_ArrowSchema::from_raw(schema.as_ptr().cast()),
            FFI_ArrowArray::from_raw(array.as_ptr().cast()),
        )
    };
    if array.is_released() {
        return Err(PyValueError::new_err("an array that was already released"));
    }
    // SAFETY: the two belong together, as the interface says.
    let data = unsafe { from_ffi(array, &schema) }.map_err(refused)?;
    data.validate_full().map_err(refused)?;
    Ok(make_array(data))
}

fn succeeded(status: i32) -> PyResult<()> {
    match status {
        0 => Ok(()),
        number => Err(PyValueError::new_err(format!("a stream that failed with error {number}"))),
    }
}

fn refused(error: ArrowError) -> PyErr {
    PyValueError::new_err(error.to_string())
}
