//! Columns of a table as Python values and as texts.

use arrow_array::cast::AsArray;
use arrow_array::types::{
    ArrowPrimitiveType, Date32Type, Date64Type, Decimal128Type, Float32Type, Float64Type, Int8Type,
    Int16Type, Int32Type, Int64Type, TimestampMicrosecondType, TimestampMillisecondType,
    TimestampNanosecondType, TimestampSecondType, UInt8Type, UInt16Type, UInt32Type, UInt64Type,
};
use arrow_array::{Array, ArrayRef};
use arrow_schema::{DataType, TimeUnit};
use jiff::Span;
use jiff::civil::{Date, DateTime, date};
use peerpath::document::Day;
use peerpath::{Code, Error, Place};
use pyo3::IntoPyObject;
use pyo3::prelude::*;
use pyo3::types::{PyBool, PyFloat, PyList};

use crate::error::raised;

const EPOCH: Date = date(1970, 1, 1);
const MILLISECONDS_A_DAY: i64 = 24 * 60 * 60 * 1_000;

/// The values of a column, appended to a list: integers, floats (decimals too), text, booleans,
/// dates, moments; moments in a time zone as text in UTC; bytes and lists as they are; what is
/// missing as `None`.
pub(crate) fn append(list: &Bound<'_, PyList>, column: &ArrayRef) -> PyResult<()> {
    match column.data_type() {
        DataType::Null => (0..column.len()).try_for_each(|_| list.append(list.py().None())),
        DataType::Boolean => column.as_boolean().iter().try_for_each(|cell| list.append(cell)),
        DataType::Utf8 => column.as_string::<i32>().iter().try_for_each(|cell| list.append(cell)),
        DataType::LargeUtf8 => {
            column.as_string::<i64>().iter().try_for_each(|cell| list.append(cell))
        }
        DataType::Utf8View => column.as_string_view().iter().try_for_each(|cell| list.append(cell)),
        DataType::Int8 => each::<Int8Type, _>(list, column, i64::from),
        DataType::Int16 => each::<Int16Type, _>(list, column, i64::from),
        DataType::Int32 => each::<Int32Type, _>(list, column, i64::from),
        DataType::Int64 => each::<Int64Type, i64>(list, column, |value| value),
        DataType::UInt8 => each::<UInt8Type, _>(list, column, i64::from),
        DataType::UInt16 => each::<UInt16Type, _>(list, column, i64::from),
        DataType::UInt32 => each::<UInt32Type, _>(list, column, i64::from),
        DataType::UInt64 => each::<UInt64Type, u64>(list, column, |value| value),
        DataType::Float32 => each::<Float32Type, _>(list, column, f64::from),
        DataType::Float64 => each::<Float64Type, f64>(list, column, |value| value),
        DataType::Decimal128(_, scale) => {
            let unit = 10_f64.powi(i32::from(*scale));
            each::<Decimal128Type, _>(list, column, |value| value as f64 / unit)
        }
        DataType::Date32 => each::<Date32Type, _>(list, column, day_of),
        DataType::Date64 => each::<Date64Type, _>(list, column, |value| {
            day_of(i32::try_from(value.div_euclid(MILLISECONDS_A_DAY)).ok()?)
        }),
        DataType::Timestamp(unit, zone) => moments(list, column, *unit, zone.is_some()),
        DataType::Dictionary(..) => entries(list, column),
        DataType::List(_) => {
            column.as_list::<i32>().iter().try_for_each(|cell| nested(list, cell.as_ref()))
        }
        DataType::LargeList(_) => {
            column.as_list::<i64>().iter().try_for_each(|cell| nested(list, cell.as_ref()))
        }
        DataType::Binary => column.as_binary::<i32>().iter().try_for_each(|cell| list.append(cell)),
        DataType::LargeBinary => {
            column.as_binary::<i64>().iter().try_for_each(|cell| list.append(cell))
        }
        other => {
            let found = format!("a column of type {other}");
            let expected = "numbers, text, booleans, dates, moments, bytes or lists of them";
            let error = Error::one(Code::Table, "table", Place::Whole, found, expected);
            Err(raised(list.py(), &error))
        }
    }
}

fn each<'py, T: ArrowPrimitiveType, V: IntoPyObject<'py>>(
    list: &Bound<'py, PyList>,
    column: &ArrayRef,
    value: impl Fn(T::Native) -> V,
) -> PyResult<()> {
    column.as_primitive::<T>().iter().try_for_each(|cell| list.append(cell.map(&value)))
}

fn moments(
    list: &Bound<'_, PyList>,
    column: &ArrayRef,
    unit: TimeUnit,
    zoned: bool,
) -> PyResult<()> {
    fn microseconds<T: ArrowPrimitiveType<Native = i64>>(
        column: &ArrayRef,
        convert: impl Fn(i64) -> Option<i64>,
    ) -> Vec<Option<i64>> {
        column.as_primitive::<T>().iter().map(|cell| cell.and_then(&convert)).collect()
    }
    let cells = match unit {
        TimeUnit::Second => {
            microseconds::<TimestampSecondType>(column, |value| value.checked_mul(1_000_000))
        }
        TimeUnit::Millisecond => {
            microseconds::<TimestampMillisecondType>(column, |value| value.checked_mul(1_000))
        }
        TimeUnit::Microsecond => microseconds::<TimestampMicrosecondType>(column, Some),
        TimeUnit::Nanosecond => {
            microseconds::<TimestampNanosecondType>(column, |value| Some(value.div_euclid(1_000)))
        }
    };
    cells.into_iter().map(|cell| cell.and_then(moment_of)).try_for_each(|moment| match zoned {
        false => list.append(moment),
        true => list.append(moment.map(|moment| format!("{moment}Z"))),
    })
}

fn nested(list: &Bound<'_, PyList>, cell: Option<&ArrayRef>) -> PyResult<()> {
    let Some(cell) = cell else { return list.append(list.py().None()) };
    let values = PyList::empty(list.py());
    append(&values, cell)?;
    list.append(values)
}

/// A dictionary's entries are made Python values once.
fn entries(list: &Bound<'_, PyList>, column: &ArrayRef) -> PyResult<()> {
    let dictionary = column.as_any_dictionary();
    let values = PyList::empty(list.py());
    append(&values, dictionary.values())?;
    for (row, key) in dictionary.normalized_keys().into_iter().enumerate() {
        if dictionary.keys().is_null(row) {
            list.append(list.py().None())?;
        } else {
            list.append(values.get_item(key)?)?;
        }
    }
    Ok(())
}

fn day_of(days: i32) -> Option<Date> {
    Day::of_1970(days).map(|day| day.0)
}

fn moment_of(microseconds: i64) -> Option<DateTime> {
    let span = Span::new().try_microseconds(microseconds).ok()?;
    EPOCH.to_datetime(jiff::civil::Time::midnight()).checked_add(span).ok()
}

/// Whether cells of a type are set flush right.
pub(crate) fn is_number(of: &DataType) -> bool {
    of.is_numeric()
}

/// The values of a column as people read them; a missing one is empty.
pub(crate) fn texts(py: Python<'_>, column: &ArrayRef) -> PyResult<Vec<String>> {
    let list = PyList::empty(py);
    if append(&list, column).is_err() {
        // A type that Python has no plain value for: its name is better than no table.
        return Ok(vec![column.data_type().to_string(); column.len()]);
    }
    list.iter().map(|cell| text(&cell)).collect()
}

fn text(cell: &Bound<'_, PyAny>) -> PyResult<String> {
    if cell.is_none() {
        return Ok(String::new());
    }
    if let Ok(flag) = cell.cast::<PyBool>() {
        return Ok(if flag.is_true() { "yes" } else { "no" }.to_owned());
    }
    if let Ok(value) = cell.cast::<PyFloat>() {
        return Ok(number(value.value()));
    }
    Ok(cell.str()?.to_string())
}

/// Four significant digits after the point where a number has a fraction: enough to read, and
/// `to_dict` has the rest.
fn number(value: f64) -> String {
    if !value.is_finite() || value == 0.0 {
        return value.to_string();
    }
    let size = value.abs();
    if (1e-4..1e15).contains(&size) {
        if value.fract() == 0.0 { value.to_string() } else { trimmed(&format!("{value:.4}")) }
    } else {
        format!("{value:.3e}")
    }
}

/// A number with a fraction keeps at least one digit after the point.
fn trimmed(text: &str) -> String {
    let shortest = text.find('.').map_or(0, |point| point + 2);
    let length = text.trim_end_matches('0').len().max(shortest);
    text[..length].to_owned()
}
