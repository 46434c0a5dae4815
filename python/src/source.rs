//! Documents given as text, as a file or as a dict.

use std::path::PathBuf;

use peerpath::{Code, Error, Place};
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyDict, PyList, PyString};

use crate::error::{raised, run};
use crate::value::{document_text, kind, wrong_argument};

/// The text of a JSON document. A `str` is a path where it ends in `.json`, else the document
/// itself; any other path comes as a `pathlib.Path`.
pub(crate) fn json_text(source: &Bound<'_, PyAny>, subject: &str) -> PyResult<String> {
    let is_path = |text: &str| text.ends_with(".json") && !text.trim_start().starts_with('{');
    if source.is_instance_of::<PyDict>() || source.is_instance_of::<PyList>() {
        return document_text(source, subject);
    }
    text(source, subject, is_path)
}

/// The text of a CSV table. A `str` is a path where it has a single line, else the table itself.
pub(crate) fn csv_text(source: &Bound<'_, PyAny>) -> PyResult<String> {
    text(source, "table", |text| !text.contains(['\n', '\r']))
}

/// The path that an argument names.
pub(crate) fn path(source: &Bound<'_, PyAny>, call: &str) -> PyResult<PathBuf> {
    source
        .extract::<PathBuf>()
        .map_err(|_| wrong_argument(source.py(), call, "path", kind(source), "a path"))
}

fn text(
    source: &Bound<'_, PyAny>,
    subject: &str,
    is_path: impl Fn(&str) -> bool,
) -> PyResult<String> {
    let py = source.py();
    if let Ok(bytes) = source.cast::<PyBytes>() {
        return utf8(bytes.as_bytes().to_vec()).map_err(|found| {
            raised(py, &Error::one(Code::InvalidText, subject, Place::Whole, found, "UTF-8"))
        });
    }
    if let Ok(text) = source.cast::<PyString>() {
        let text = text.to_cow().map_err(|cause| {
            let found = format!("text with half a surrogate pair ({cause})");
            raised(py, &Error::one(Code::InvalidText, subject, Place::Whole, found, "text"))
        })?;
        if !is_path(&text) {
            return Ok(text.into_owned());
        }
    }
    let Ok(path) = source.extract::<PathBuf>() else {
        return Err(wrong_argument(py, subject, "source", kind(source), "text, a path or a dict"));
    };
    run(py, || peerpath::document::read_file(&path))
}

fn utf8(bytes: Vec<u8>) -> Result<String, String> {
    String::from_utf8(bytes).map_err(|error| {
        format!("a byte that is not UTF-8 after {} good ones", error.utf8_error().valid_up_to())
    })
}
