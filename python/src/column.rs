//! One column of a table, from Python values.

use std::sync::Arc;

use arrow_array::builder::{
    BooleanBuilder, Date32Builder, Float64Builder, Int64Builder, ListBuilder, StringBuilder,
    TimestampMicrosecondBuilder,
};
use arrow_array::{
    Array, ArrayRef, Float32Array, Float64Array, Int32Array, Int64Array, NullArray, make_array,
};
use arrow_data::ArrayData;
use arrow_data::transform::MutableArrayData;
use arrow_schema::ArrowError;
use jiff::Unit;
use jiff::civil::{Date, DateTime, date};
use peerpath::document::Day;
use peerpath::{Place, Problem, Problems, Table};
use pyo3::buffer::PyBuffer;
use pyo3::prelude::*;
use pyo3::types::{
    PyBool, PyBytes, PyDate, PyDateTime, PyDict, PyFloat, PyInt, PyList, PyString, PyTuple,
};
use serde_json::Map;

use crate::capsule;
use crate::value::{json, kind};

const EPOCH: Date = date(1970, 1, 1);

/// A column of an Arrow array, a numpy array, or any iterable of values of one type. What is
/// wrong with it is noted.
pub(crate) fn column(
    name: &str,
    values: &Bound<'_, PyAny>,
    problems: &mut Problems,
) -> PyResult<Option<ArrayRef>> {
    if values.hasattr("__arrow_c_stream__")? || values.hasattr("__arrow_c_array__")? {
        return Ok(match joined(&capsule::chunks(values)?) {
            Ok(column) => Some(column),
            Err(error) => {
                problems.push(Place::column(name), error.to_string(), "a column of values");
                None
            }
        });
    }
    if let Some(column) = buffer(values) {
        return Ok(Some(column));
    }
    let scalar = values.is_instance_of::<PyString>()
        || values.is_instance_of::<PyBytes>()
        || values.is_instance_of::<PyDict>();
    let listed = if scalar { None } else { Some(listed(values)?) };
    // The first value says whether the others need looking at.
    if let Some(list) = listed.as_ref().and_then(|values| values.cast::<PyList>().ok())
        && list.iter().find(|value| !value.is_none()).is_some_and(|first| is_nested(&first))
        && list.iter().any(|value| holds_nested(&value))
    {
        return Ok(nested(name, list, problems));
    }
    let Some(values) = listed.and_then(|values| values.try_iter().ok()) else {
        problems.push(Place::column(name), "no list", "a list of values");
        return Ok(None);
    };
    cells(name, values, problems)
}

fn is_nested(value: &Bound<'_, PyAny>) -> bool {
    value.is_instance_of::<PyDict>()
        || value.is_instance_of::<PyList>()
        || value.is_instance_of::<PyTuple>()
}

/// Whether a value is a dict, or a list that holds lists or dicts.
fn holds_nested(value: &Bound<'_, PyAny>) -> bool {
    let holds = |list: &Bound<'_, PyAny>| {
        list.try_iter()
            .is_ok_and(|mut members| members.any(|one| one.is_ok_and(|one| is_nested(&one))))
    };
    value.is_instance_of::<PyDict>() || (is_nested(value) && holds(value))
}

/// A column of dicts, or of lists of them, by way of JSON.
fn nested(name: &str, values: &Bound<'_, PyList>, problems: &mut Problems) -> Option<ArrayRef> {
    let known = problems.len();
    let values = json(values.as_any(), &|| Place::column(name), problems, 0);
    if problems.len() > known {
        return None;
    }
    match Table::from_json_columns(&Map::from_iter([(name.to_owned(), values)])) {
        Ok(table) => table.batches().first().map(|batch| Arc::clone(batch.column(0))),
        Err(error) => {
            error.problems().iter().for_each(|problem| problems.add(|| problem.clone()));
            None
        }
    }
}

/// Chunks of one type as one array.
fn joined(chunks: &[ArrayRef]) -> Result<ArrayRef, ArrowError> {
    Ok(match chunks {
        [] => Arc::new(NullArray::new(0)),
        [only] => Arc::clone(only),
        _ => {
            let data: Vec<ArrayData> = chunks.iter().map(Array::to_data).collect();
            let length = data.iter().map(ArrayData::len).sum();
            let mut all = MutableArrayData::new(data.iter().collect(), false, length);
            for (index, chunk) in data.iter().enumerate() {
                all.try_extend(index, 0, chunk.len())?;
            }
            make_array(all.freeze())
        }
    })
}

/// The numbers of an object with Python's buffer protocol, such as a numpy array.
fn buffer(values: &Bound<'_, PyAny>) -> Option<ArrayRef> {
    fn read<T: pyo3::buffer::Element>(values: &Bound<'_, PyAny>) -> Option<Vec<T>> {
        let buffer = PyBuffer::<T>::get(values).ok()?;
        if buffer.dimensions() != 1 { None } else { buffer.to_vec(values.py()).ok() }
    }
    if values.is_instance_of::<PyBytes>() {
        return None;
    }
    let numbers =
        read::<f64>(values).map(|values| Arc::new(Float64Array::from(values)) as ArrayRef);
    numbers
        .or_else(|| read::<i64>(values).map(|values| Arc::new(Int64Array::from(values)) as _))
        .or_else(|| read::<i32>(values).map(|values| Arc::new(Int32Array::from(values)) as _))
        .or_else(|| read::<f32>(values).map(|values| Arc::new(Float32Array::from(values)) as _))
}

/// Other arrays as Python values. Times of numpy come in many units, of which only days and
/// microseconds become Python's own dates and moments.
fn listed<'py>(values: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
    if !values.hasattr("tolist")? {
        return Ok(values.clone());
    }
    let of_type = values.getattr("dtype").and_then(|dtype| dtype.str());
    let of_type = of_type.map_or_else(|_| String::new(), |name| name.to_string());
    if of_type.starts_with("datetime64") && of_type != "datetime64[D]" {
        return values.call_method1("astype", ("datetime64[us]",))?.call_method0("tolist");
    }
    values.call_method0("tolist")
}

/// One value of a column.
enum Cell {
    Missing,
    /// Not a number, which stands for a missing value wherever values are not numbers.
    Nan,
    Flag(bool),
    Integer(i64),
    Number(f64),
    Text(String),
    Texts(Vec<String>),
    Day(i32),
    Moment(i64),
    Other(String),
}

/// The type that the values of a column share.
#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Nothing,
    Flag,
    Integer,
    Number,
    Text,
    Texts,
    Day,
    Moment,
}

impl Kind {
    fn in_words(self) -> &'static str {
        match self {
            Kind::Nothing => "nothing",
            Kind::Flag => "true or false",
            Kind::Integer => "an integer",
            Kind::Number => "a number",
            Kind::Text => "text",
            Kind::Texts => "a list of text",
            Kind::Day => "a date",
            Kind::Moment => "a moment",
        }
    }

    /// The type that values of both types have together.
    fn joined(self, other: Kind) -> Option<Kind> {
        match (self, other) {
            (Kind::Nothing, kind) | (kind, Kind::Nothing) => Some(kind),
            (Kind::Integer, Kind::Number) | (Kind::Number, Kind::Integer) => Some(Kind::Number),
            (Kind::Day, Kind::Moment) | (Kind::Moment, Kind::Day) => Some(Kind::Moment),
            (one, other) if one == other => Some(one),
            _ => None,
        }
    }
}

fn cells<'py>(
    name: &str,
    values: impl Iterator<Item = PyResult<Bound<'py, PyAny>>>,
    problems: &mut Problems,
) -> PyResult<Option<ArrayRef>> {
    let mut cells = Vec::new();
    let mut shared = Kind::Nothing;
    let mut mixed = false;
    for (row, value) in values.enumerate() {
        let cell = cell(&value?);
        let (kind, found) = match &cell {
            Cell::Missing | Cell::Nan => (Some(Kind::Nothing), ""),
            Cell::Flag(_) => (Some(Kind::Flag), ""),
            Cell::Integer(_) => (Some(Kind::Integer), ""),
            Cell::Number(_) => (Some(Kind::Number), ""),
            Cell::Text(_) => (Some(Kind::Text), ""),
            Cell::Texts(_) => (Some(Kind::Texts), ""),
            Cell::Day(_) => (Some(Kind::Day), ""),
            Cell::Moment(_) => (Some(Kind::Moment), ""),
            Cell::Other(found) => (None, found.as_str()),
        };
        match kind.and_then(|kind| shared.joined(kind)) {
            Some(joined) => shared = joined,
            None => {
                mixed = true;
                problems.add(|| {
                    let found =
                        kind.map_or_else(|| found.to_owned(), |kind| kind.in_words().to_owned());
                    let expected = match shared {
                        Kind::Nothing => "text, a number, true, false, a date or None".to_owned(),
                        shared => format!("{}, as in the rows before", shared.in_words()),
                    };
                    Problem::new(Place::cell(row, name), found, expected)
                });
            }
        }
        cells.push(cell);
    }
    Ok((!mixed).then(|| array(shared, cells)))
}

fn cell(value: &Bound<'_, PyAny>) -> Cell {
    if value.is_none() {
        return Cell::Missing;
    }
    if let Ok(text) = value.cast::<PyString>() {
        return match text.to_cow() {
            Ok(text) => Cell::Text(text.into_owned()),
            Err(_) => Cell::Other("text with half a surrogate pair".to_owned()),
        };
    }
    if let Ok(number) = value.cast::<PyFloat>() {
        use pyo3::types::PyFloatMethods;
        let number = number.value();
        return if number.is_nan() { Cell::Nan } else { Cell::Number(number) };
    }
    if let Ok(flag) = value.cast::<PyBool>() {
        return Cell::Flag(flag.is_true());
    }
    if value.is_instance_of::<PyDate>() {
        return date_cell(value);
    }
    if value.is_instance_of::<PyList>() || value.is_instance_of::<PyTuple>() {
        return match value.extract::<Vec<String>>() {
            Ok(texts) => Cell::Texts(texts),
            Err(_) => Cell::Other("a list of something else than text".to_owned()),
        };
    }
    if value.get_type().name().is_ok_and(|name| name == "NAType") {
        return Cell::Missing;
    }
    if let Ok(integer) = value.extract::<i64>() {
        return Cell::Integer(integer);
    }
    if value.is_instance_of::<PyInt>() {
        return Cell::Other(format!("{value}, more than 64 bits"));
    }
    match value.extract::<f64>() {
        Ok(number) if number.is_nan() => Cell::Nan,
        Ok(number) => Cell::Number(number),
        Err(_) => Cell::Other(kind(value)),
    }
}

fn date_cell(value: &Bound<'_, PyAny>) -> Cell {
    // Not a time is a moment to Python, and unequal to itself.
    if value.ne(value).unwrap_or(false) {
        return Cell::Missing;
    }
    if !value.is_instance_of::<PyDateTime>() {
        let day = value.extract::<Date>();
        return day
            .map_or_else(|_| Cell::Other(kind(value)), |day| Cell::Day(Day(day).since_1970()));
    }
    let since = |moment: DateTime| {
        let span =
            EPOCH.to_datetime(jiff::civil::Time::midnight()).until((Unit::Microsecond, moment));
        span.ok().map(|span| span.get_microseconds())
    };
    match value.extract::<DateTime>().ok().and_then(since) {
        Some(moment) => Cell::Moment(moment),
        None => Cell::Other("a moment in a time zone".to_owned()),
    }
}

const MICROSECONDS_A_DAY: i64 = 24 * 60 * 60 * 1_000_000;

fn array(kind: Kind, cells: Vec<Cell>) -> ArrayRef {
    match kind {
        // Only NaN, or only NaN and None: numbers, so that a reader of numbers says what it found.
        Kind::Nothing if cells.iter().any(|cell| matches!(cell, Cell::Nan)) => {
            array(Kind::Number, cells)
        }
        Kind::Nothing => Arc::new(NullArray::new(cells.len())),
        Kind::Flag => {
            let mut column = BooleanBuilder::with_capacity(cells.len());
            for cell in cells {
                column.append_option(if let Cell::Flag(flag) = cell { Some(flag) } else { None });
            }
            Arc::new(column.finish())
        }
        Kind::Integer if cells.iter().any(|cell| matches!(cell, Cell::Nan)) => {
            array(Kind::Number, cells)
        }
        Kind::Integer => {
            let mut column = Int64Builder::with_capacity(cells.len());
            for cell in cells {
                column.append_option(if let Cell::Integer(value) = cell {
                    Some(value)
                } else {
                    None
                });
            }
            Arc::new(column.finish())
        }
        Kind::Number => {
            let mut column = Float64Builder::with_capacity(cells.len());
            for cell in cells {
                column.append_option(match cell {
                    Cell::Number(value) => Some(value),
                    Cell::Integer(value) => Some(value as f64),
                    Cell::Nan => Some(f64::NAN),
                    _ => None,
                });
            }
            Arc::new(column.finish())
        }
        Kind::Text => {
            let mut column = StringBuilder::new();
            for cell in cells {
                column.append_option(if let Cell::Text(text) = cell { Some(text) } else { None });
            }
            Arc::new(column.finish())
        }
        Kind::Texts => {
            let mut column = ListBuilder::new(StringBuilder::new());
            for cell in cells {
                let texts = if let Cell::Texts(texts) = cell { Some(texts) } else { None };
                for text in texts.iter().flatten() {
                    column.values().append_value(text);
                }
                column.append(texts.is_some());
            }
            Arc::new(column.finish())
        }
        Kind::Day => {
            let mut column = Date32Builder::with_capacity(cells.len());
            for cell in cells {
                column.append_option(if let Cell::Day(day) = cell { Some(day) } else { None });
            }
            Arc::new(column.finish())
        }
        Kind::Moment => {
            let mut column = TimestampMicrosecondBuilder::with_capacity(cells.len());
            for cell in cells {
                column.append_option(match cell {
                    Cell::Moment(moment) => Some(moment),
                    Cell::Day(day) => Some(i64::from(day) * MICROSECONDS_A_DAY),
                    _ => None,
                });
            }
            Arc::new(column.finish())
        }
    }
}
