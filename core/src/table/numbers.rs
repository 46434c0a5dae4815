//! Columns as numbers.

use arrow_array::cast::AsArray;
use arrow_array::types::{
    ArrowPrimitiveType, Decimal128Type, Float32Type, Float64Type, Int8Type, Int16Type, Int32Type,
    Int64Type, UInt8Type, UInt16Type, UInt32Type, UInt64Type,
};
use arrow_array::{Array, ArrayRef};
use arrow_schema::DataType;

use super::names;
use super::reader::Cell;

/// Whether a column holds numbers; see `TableReader::is_numeric`.
pub(super) fn are_numbers(chunks: &[ArrayRef], untyped: bool) -> bool {
    let Some(first) = chunks.first() else { return false };
    let kind = first.data_type();
    if kind.is_numeric() {
        return true;
    }
    if !untyped {
        return false;
    }
    let mut any = false;
    let mut all = true;
    for chunk in chunks {
        let read = names::each(chunk, &mut |text: Option<&str>| {
            if let Some(text) = text.map(str::trim) {
                any = true;
                let digits = text.strip_prefix('-').unwrap_or(text);
                let name = digits.len() > 1 && digits.starts_with('0') && !digits.starts_with("0.");
                all = all && !name && text.parse::<f64>().is_ok_and(f64::is_finite);
            }
        });
        all = all && read.is_ok();
    }
    any && all
}

/// Hands each cell to `visit` as a finite number. The error says what the column is instead.
pub(super) fn read(
    chunk: &ArrayRef,
    untyped: bool,
    visit: &mut dyn FnMut(Cell<f64>),
) -> Result<(), String> {
    match chunk.data_type() {
        DataType::Float64 => each::<Float64Type>(chunk, visit, finite),
        DataType::Float32 => each::<Float32Type>(chunk, visit, |value| finite(f64::from(value))),
        DataType::Int8 => each::<Int8Type>(chunk, visit, |value| Cell::Value(f64::from(value))),
        DataType::Int16 => each::<Int16Type>(chunk, visit, |value| Cell::Value(f64::from(value))),
        DataType::Int32 => each::<Int32Type>(chunk, visit, |value| Cell::Value(f64::from(value))),
        DataType::Int64 => each::<Int64Type>(chunk, visit, |value| exact(value.into())),
        DataType::UInt8 => each::<UInt8Type>(chunk, visit, |value| Cell::Value(f64::from(value))),
        DataType::UInt16 => each::<UInt16Type>(chunk, visit, |value| Cell::Value(f64::from(value))),
        DataType::UInt32 => each::<UInt32Type>(chunk, visit, |value| Cell::Value(f64::from(value))),
        DataType::UInt64 => each::<UInt64Type>(chunk, visit, |value| exact(value.into())),
        DataType::Decimal128(_, scale) => {
            let unit = 10_f64.powi(-i32::from(*scale));
            each::<Decimal128Type>(chunk, visit, |value| match exact(value) {
                // Divided, not multiplied, where it can be: 1.1 must be the double next to 1.1.
                Cell::Value(value) if *scale > 0 => finite(value / 10_f64.powi(i32::from(*scale))),
                Cell::Value(value) => finite(value * unit),
                cell => cell,
            });
        }
        DataType::Null => (0..chunk.len()).for_each(|_| visit(Cell::Missing)),
        _ if untyped => names::each(chunk, &mut |text| {
            visit(match text.map(str::trim) {
                None => Cell::Missing,
                Some(text) => match text.parse::<f64>() {
                    Ok(value) if value.is_finite() => Cell::Value(value),
                    _ => Cell::Wrong(format!("`{text}`")),
                },
            });
        })?,
        other => return Err(format!("a column of type {other}")),
    }
    Ok(())
}

fn each<T: ArrowPrimitiveType>(
    chunk: &ArrayRef,
    visit: &mut dyn FnMut(Cell<f64>),
    convert: impl Fn(T::Native) -> Cell<f64>,
) {
    let array = chunk.as_primitive::<T>();
    if array.null_count() == 0 {
        array.values().iter().for_each(|&value| visit(convert(value)));
    } else {
        array.iter().for_each(|value| visit(value.map_or(Cell::Missing, &convert)));
    }
}

fn finite(value: f64) -> Cell<f64> {
    if value.is_finite() { Cell::Value(value) } else { Cell::Wrong(value.to_string()) }
}

/// An integer as a double, where the double holds it exactly.
fn exact(value: i128) -> Cell<f64> {
    const LARGEST: u128 = 1 << 53;
    if value.unsigned_abs() <= LARGEST {
        Cell::Value(value as f64)
    } else {
        Cell::Wrong(format!("{value}, more than a number can hold exactly"))
    }
}
