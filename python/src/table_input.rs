//! Tables given as data frames or as dicts of columns.

use std::sync::Arc;

use arrow_array::{Array, ArrayRef, RecordBatch};
use arrow_schema::{Field, Schema};
use peerpath::{Code, Error, Place, Problems, Table};
use pyo3::Borrowed;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyString};

use crate::capsule;
use crate::column::column;
use crate::error::{attached, raised, raised_from, run};
use crate::table::PyTable;
use crate::value::{kind, shown};

/// A table argument: a `peerpath.Table`, anything with `__arrow_c_stream__` or
/// `__arrow_c_array__`, or a dict of columns.
pub(crate) struct TableInput(pub(crate) Table);

impl<'py> FromPyObject<'_, 'py> for TableInput {
    type Error = PyErr;

    fn extract(object: Borrowed<'_, 'py, PyAny>) -> PyResult<TableInput> {
        let py = object.py();
        if let Ok(table) = object.cast::<PyTable>() {
            return Ok(TableInput(table.get().0.clone()));
        }
        if let Ok(columns) = object.cast::<PyDict>() {
            return attached(py, || columns_of(&columns)).map(TableInput);
        }
        if object.hasattr("__arrow_c_stream__")? || object.hasattr("__arrow_c_array__")? {
            return attached(py, || stream_of(&object)).map(TableInput);
        }
        let expected = "a peerpath.Table, a data frame of pandas 2.2, polars, pyarrow or DuckDB, \
                        or a dict of columns";
        let error = Error::one(Code::Argument, "table", Place::Whole, kind(&object), expected);
        Err(raised(py, &error))
    }
}

fn stream_of(object: &Bound<'_, PyAny>) -> PyResult<Table> {
    let py = object.py();
    let mut stream = capsule::rows(object).map_err(|cause| {
        let found = cause.value(py).to_string();
        let error =
            Error::one(Code::Stream, "table", Place::Whole, found, "an Arrow stream of rows");
        raised_from(py, &error, cause)
    })?;
    run(py, move || Table::from_stream(&mut stream))
}

fn columns_of(columns: &Bound<'_, PyDict>) -> PyResult<Table> {
    let py = columns.py();
    let mut problems = Problems::new();
    let mut fields = Vec::new();
    let mut arrays: Vec<ArrayRef> = Vec::new();
    for (name, values) in columns {
        let Some(name) = name.cast::<PyString>().ok().and_then(|name| name.to_cow().ok()) else {
            problems.push(
                Place::Whole,
                format!("a column named {}", shown(&name)),
                "names that are text",
            );
            continue;
        };
        if let Some(array) = column(&name, &values, &mut problems)? {
            fields.push(Field::new(&*name, array.data_type().clone(), true));
            arrays.push(array);
        }
    }
    let length = arrays.first().map_or(0, Array::len);
    for (field, array) in fields.iter().zip(&arrays) {
        if array.len() != length {
            let expected = format!("{length}, as in the first column");
            problems.push(Place::column(field.name()), array.len().to_string(), expected);
        }
    }
    let table = problems.finish(Code::Table, "table").and_then(|()| {
        let schema = Arc::new(Schema::new(fields));
        if arrays.is_empty() {
            return Table::from_batches(schema, Vec::new());
        }
        let batch = RecordBatch::try_new(Arc::clone(&schema), arrays).map_err(|error| {
            Error::one(Code::Internal, "table", Place::Whole, error.to_string(), "columns")
        })?;
        Table::from_batches(schema, vec![batch])
    });
    table.map_err(|error| raised(py, &error))
}
