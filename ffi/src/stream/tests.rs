#![allow(clippy::unwrap_used, reason = "tests")]

use std::ffi::{c_char, c_int};
use std::sync::Arc;

use arrow_array::ffi::{FFI_ArrowArray, FFI_ArrowSchema};
use arrow_array::ffi_stream::FFI_ArrowArrayStream;
use arrow_array::{Array, ArrayRef, Int64Array, RecordBatch, StringArray, StructArray};
use arrow_data::ArrayData;
use arrow_schema::DataType;
use peerpath::{Code, Error, Table};

use super::{export, import};
use crate::guard::Call;

fn read(mut stream: FFI_ArrowArrayStream) -> Result<Table, Error> {
    // SAFETY: a stream that follows the interface, but for what a test is about.
    let table = unsafe { import(&Call::in_test(), &raw mut stream) };
    assert!(stream.release.is_none(), "taken over in any case");
    table
}

fn sample() -> Table {
    let person: ArrayRef = Arc::new(Int64Array::from(vec![Some(1), None]));
    let state: ArrayRef = Arc::new(StringArray::from(vec!["seeking", "peer-job"]));
    let batch = RecordBatch::try_from_iter([("person", person), ("state", state)]).unwrap();
    Table::from_batches(batch.schema(), vec![batch.clone(), batch.slice(1, 1)]).unwrap()
}

#[test]
fn a_table_survives_the_way_out_and_in() {
    let table = sample();
    let stream = export(&table);
    let json = table.to_json();
    drop(table);
    assert_eq!(read(stream).unwrap().to_json(), json);
}

#[test]
fn a_released_stream_is_refused() {
    assert_eq!(read(FFI_ArrowArrayStream::empty()).unwrap_err().code(), Code::Stream);
}

#[test]
fn a_stream_without_a_callback_is_refused() {
    for remove in [
        |stream: &mut FFI_ArrowArrayStream| stream.get_schema = None,
        |stream: &mut FFI_ArrowArrayStream| stream.get_next = None,
    ] {
        let mut stream = export(&sample());
        remove(&mut stream);
        let error = read(stream).unwrap_err();
        assert_eq!(error.code(), Code::Stream);
        assert!(error.message().contains("no callback"), "{error}");
    }
}

unsafe extern "C" fn fails<T>(_: *mut FFI_ArrowArrayStream, _: *mut T) -> c_int {
    5
}

unsafe extern "C" fn says(_: *mut FFI_ArrowArrayStream) -> *const c_char {
    c"the wire broke".as_ptr()
}

#[test]
fn the_error_of_a_stream_is_reported() {
    let mut stream = export(&sample());
    stream.get_next = Some(fails::<FFI_ArrowArray>);
    stream.get_last_error = Some(says);
    let error = read(stream).unwrap_err();
    assert!(error.message().contains("the wire broke"), "{error}");

    let mut stream = export(&sample());
    stream.get_schema = Some(fails::<FFI_ArrowSchema>);
    stream.get_last_error = None;
    let error = read(stream).unwrap_err();
    assert!(error.message().contains("error 5"), "{error}");
}

/// Answers once with a batch whose text is not UTF-8.
unsafe extern "C" fn not_utf8(_: *mut FFI_ArrowArrayStream, out: *mut FFI_ArrowArray) -> c_int {
    let offsets = arrow_array::Int32Array::from(vec![0, 2]);
    let bytes = arrow_array::UInt8Array::from(vec![0xc3, 0x28]);
    let builder = ArrayData::builder(DataType::Utf8).len(1);
    let buffers = [offsets.to_data(), bytes.to_data()].map(|data| data.buffers()[0].clone());
    // SAFETY: deliberately not a text; nothing reads it as one before it is checked.
    let text = unsafe { builder.buffers(buffers.to_vec()).build_unchecked() };
    let person = Int64Array::from(vec![1]).to_data();
    let fields = sample().schema().fields().clone();
    let builder = ArrayData::builder(DataType::Struct(fields)).len(1);
    // SAFETY: as above.
    let data = unsafe { builder.child_data(vec![person, text]).build_unchecked() };
    // SAFETY: the reader passes a place to write to.
    unsafe { out.write(FFI_ArrowArray::new(&data)) };
    0
}

#[test]
fn text_that_is_not_utf8_is_refused() {
    let mut stream = export(&sample());
    stream.get_next = Some(not_utf8);
    let error = read(stream).unwrap_err();
    assert_eq!(error.code(), Code::Stream, "{error}");
}

/// Answers with one column too few, which `arrow-array` panics over.
unsafe extern "C" fn too_few(_: *mut FFI_ArrowArrayStream, out: *mut FFI_ArrowArray) -> c_int {
    let person: ArrayRef = Arc::new(Int64Array::from(vec![1]));
    let batch = RecordBatch::try_from_iter([("person", person)]).unwrap();
    // SAFETY: as above.
    unsafe { out.write(FFI_ArrowArray::new(&StructArray::from(batch).to_data())) };
    0
}

#[test]
fn a_batch_that_does_not_fit_its_schema_is_refused() {
    let mut stream = export(&sample());
    stream.get_next = Some(too_few);
    let error = read(stream).unwrap_err();
    assert_eq!(error.code(), Code::Stream, "{error}");
}

#[test]
fn callbacks_of_an_exported_stream_refuse_misuse() {
    let mut stream = export(&sample());
    let (get_schema, get_next) = (stream.get_schema.unwrap(), stream.get_next.unwrap());
    let get_last_error = stream.get_last_error.unwrap();
    let release = stream.release.unwrap();
    let mut array = FFI_ArrowArray::empty();
    let pointer = &raw mut stream;
    // SAFETY: what a careless consumer does: NULL, use after release, release again.
    unsafe {
        assert_ne!(get_next(pointer, std::ptr::null_mut()), 0);
        assert!(get_last_error(pointer).is_null());
        release(pointer);
        release(pointer);
        assert_ne!(get_next(pointer, &raw mut array), 0);
        assert_ne!(get_schema(std::ptr::null_mut(), std::ptr::null_mut()), 0);
        assert!(get_last_error(pointer).is_null());
    }
}
