//! Columns as times.

use arrow_array::ArrayRef;
use arrow_array::cast::AsArray;
use arrow_array::types::{
    ArrowPrimitiveType, Date32Type, Date64Type, TimestampMicrosecondType, TimestampMillisecondType,
    TimestampNanosecondType, TimestampSecondType,
};
use arrow_schema::{DataType, TimeUnit};

use super::names;
use super::reader::Cell;
use crate::document::Day;

/// A column of times.
#[derive(Clone, Debug, PartialEq)]
pub enum Times {
    /// Numbers in the caller's unit.
    Numbers(Vec<f64>),
    /// Days since 1970-01-01.
    Days(Vec<i32>),
}

const SECONDS_A_DAY: i64 = 24 * 60 * 60;

/// Whether a column holds days rather than numbers: by its type, or, where it has none, by its
/// first cell.
pub(super) fn are_days(chunks: &[ArrayRef], untyped: bool) -> bool {
    let Some(first) = chunks.first() else { return false };
    match first.data_type() {
        DataType::Date32 | DataType::Date64 | DataType::Timestamp(..) => true,
        DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View if untyped => {
            let mut first_text = None;
            for chunk in chunks {
                let _ = names::each(chunk, &mut |text| {
                    if first_text.is_none() {
                        first_text = text.map(|text| text.trim().parse::<f64>().is_err());
                    }
                });
            }
            first_text == Some(true)
        }
        // Texts in a typed table are dates where they are written as such.
        DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View => true,
        _ => false,
    }
}

/// Hands each cell to `visit` as a day since 1970-01-01. The error says what the column is
/// instead.
pub(super) fn read(
    chunk: &ArrayRef,
    _untyped: bool,
    visit: &mut dyn FnMut(Cell<i32>),
) -> Result<(), String> {
    match chunk.data_type() {
        DataType::Date32 => {
            for day in chunk.as_primitive::<Date32Type>() {
                visit(day.map_or(Cell::Missing, Cell::Value));
            }
        }
        DataType::Date64 => midnights::<Date64Type>(chunk, visit, 1_000),
        DataType::Timestamp(_, Some(zone)) => {
            return Err(format!("moments in the time zone {zone}"));
        }
        DataType::Timestamp(TimeUnit::Second, None) => {
            midnights::<TimestampSecondType>(chunk, visit, 1);
        }
        DataType::Timestamp(TimeUnit::Millisecond, None) => {
            midnights::<TimestampMillisecondType>(chunk, visit, 1_000);
        }
        DataType::Timestamp(TimeUnit::Microsecond, None) => {
            midnights::<TimestampMicrosecondType>(chunk, visit, 1_000_000);
        }
        DataType::Timestamp(TimeUnit::Nanosecond, None) => {
            midnights::<TimestampNanosecondType>(chunk, visit, 1_000_000_000);
        }
        _ => names::each(chunk, &mut |text| {
            visit(match text.map(str::trim) {
                None => Cell::Missing,
                Some(text) => match Day::parse(text) {
                    Some(day) => Cell::Value(day.since_1970()),
                    None => Cell::Wrong(format!("`{text}`")),
                },
            });
        })?,
    }
    Ok(())
}

fn midnights<T: ArrowPrimitiveType<Native = i64>>(
    chunk: &ArrayRef,
    visit: &mut dyn FnMut(Cell<i32>),
    a_second: i64,
) {
    let a_day = SECONDS_A_DAY * a_second;
    for moment in chunk.as_primitive::<T>() {
        visit(match moment {
            None => Cell::Missing,
            Some(moment) => match i32::try_from(moment.div_euclid(a_day)) {
                Ok(day) if moment.rem_euclid(a_day) == 0 => Cell::Value(day),
                _ => Cell::Wrong("a moment that is not midnight".to_owned()),
            },
        });
    }
}
