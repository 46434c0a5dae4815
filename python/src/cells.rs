//! Columns of a table as Python values and as texts.

use std::sync::Arc;

use arrow_array::cast::AsArray;
use arrow_array::types::{
    Date32Type, Float64Type, Int64Type, TimestampMicrosecondType, UInt64Type,
};
use arrow_array::{Array, ArrayRef};
use arrow_cast::cast;
use arrow_cast::display::{ArrayFormatter, FormatOptions};
use arrow_schema::{DataType, TimeUnit};
use jiff::Span;
use jiff::civil::{Date, DateTime, date};
use peerpath::{Code, Error, Place};
use pyo3::prelude::*;
use pyo3::types::PyList;

use crate::error::raised;

const EPOCH: Date = date(1970, 1, 1);

/// The few types that all others are read as.
fn plain_type(of: &DataType) -> DataType {
    match of {
        DataType::Int8 | DataType::Int16 | DataType::Int32 | DataType::Int64 => DataType::Int64,
        DataType::UInt8 | DataType::UInt16 | DataType::UInt32 => DataType::Int64,
        DataType::UInt64 => DataType::UInt64,
        DataType::Float16 | DataType::Float32 | DataType::Float64 => DataType::Float64,
        DataType::Decimal128(..) | DataType::Decimal256(..) => DataType::Float64,
        DataType::Boolean => DataType::Boolean,
        DataType::Date32 | DataType::Date64 => DataType::Date32,
        DataType::Timestamp(_, None) => DataType::Timestamp(TimeUnit::Microsecond, None),
        DataType::Dictionary(_, values) => plain_type(values),
        _ => DataType::Utf8,
    }
}

fn plain(py: Python<'_>, column: &ArrayRef) -> PyResult<ArrayRef> {
    let wanted = plain_type(column.data_type());
    if *column.data_type() == wanted {
        return Ok(Arc::clone(column));
    }
    // A cast drops what it cannot read, such as bytes that are no text.
    let kept = cast(column, &wanted).ok().filter(|cast| nulls(cast) == nulls(column));
    kept.map_or_else(|| written(column), Ok).map_err(|error| {
        let found = error.to_string();
        raised(py, &Error::one(Code::Table, "table", Place::Whole, found, "values to show"))
    })
}

fn nulls(column: &ArrayRef) -> usize {
    column.logical_null_count()
}

/// Cells of a type that is not read as any plain one, in Arrow's own writing.
fn written(column: &ArrayRef) -> Result<ArrayRef, arrow_schema::ArrowError> {
    let options = FormatOptions::new();
    let formatter = ArrayFormatter::try_new(column, &options)?;
    let cells = (0..column.len()).map(|row| {
        if column.is_null(row) { Ok(None) } else { formatter.value(row).try_to_string().map(Some) }
    });
    let cells: Result<arrow_array::StringArray, arrow_schema::ArrowError> = cells.collect();
    Ok(Arc::new(cells?))
}

/// The values of a column, appended to a list.
pub(crate) fn append(list: &Bound<'_, PyList>, column: &ArrayRef) -> PyResult<()> {
    let py = list.py();
    let column = plain(py, column)?;
    match column.data_type() {
        DataType::Int64 => {
            column.as_primitive::<Int64Type>().iter().try_for_each(|cell| list.append(cell))
        }
        DataType::UInt64 => {
            column.as_primitive::<UInt64Type>().iter().try_for_each(|cell| list.append(cell))
        }
        DataType::Float64 => {
            column.as_primitive::<Float64Type>().iter().try_for_each(|cell| list.append(cell))
        }
        DataType::Boolean => column.as_boolean().iter().try_for_each(|cell| list.append(cell)),
        DataType::Date32 => {
            let days = column.as_primitive::<Date32Type>().iter();
            days.map(|day| day.and_then(day_of)).try_for_each(|cell| list.append(cell))
        }
        DataType::Timestamp(..) => {
            let moments = column.as_primitive::<TimestampMicrosecondType>().iter();
            moments.map(|moment| moment.and_then(moment_of)).try_for_each(|cell| list.append(cell))
        }
        _ => column.as_string::<i32>().iter().try_for_each(|cell| list.append(cell)),
    }
}

fn day_of(days: i32) -> Option<Date> {
    EPOCH.checked_add(Span::new().try_days(days).ok()?).ok()
}

fn moment_of(microseconds: i64) -> Option<DateTime> {
    let span = Span::new().try_microseconds(microseconds).ok()?;
    EPOCH.to_datetime(jiff::civil::Time::midnight()).checked_add(span).ok()
}

/// Whether cells of a type are set flush right.
pub(crate) fn is_number(of: &DataType) -> bool {
    matches!(plain_type(of), DataType::Int64 | DataType::UInt64 | DataType::Float64)
}

/// The values of a column as people read them; a missing one is empty.
pub(crate) fn texts(py: Python<'_>, column: &ArrayRef) -> PyResult<Vec<String>> {
    let column = plain(py, column)?;
    if *column.data_type() == DataType::Float64 {
        let numbers = column.as_primitive::<Float64Type>().iter();
        return Ok(numbers.map(|cell| cell.map_or_else(String::new, number)).collect());
    }
    if *column.data_type() == DataType::Boolean {
        let flags = column.as_boolean().iter();
        let yes_no = |flag| if flag { "yes" } else { "no" };
        return Ok(flags.map(|cell| cell.map_or("", yes_no).to_owned()).collect());
    }
    let list = PyList::empty(py);
    append(&list, &column)?;
    list.iter()
        .map(|cell| if cell.is_none() { Ok(String::new()) } else { Ok(cell.str()?.to_string()) })
        .collect()
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
