//! Columns as names.

use std::collections::HashMap;
use std::hash::Hash;

use arrow_array::cast::AsArray;
use arrow_array::types::{
    ArrowDictionaryKeyType, ArrowPrimitiveType, Float32Type, Float64Type, Int8Type, Int16Type,
    Int32Type, Int64Type, UInt8Type, UInt16Type, UInt32Type, UInt64Type,
};
use arrow_array::{Array, ArrayRef};
use arrow_buffer::ArrowNativeType;
use arrow_schema::DataType;

use crate::labels::{Coder, Labels};

/// Codes a column of names. The error says what the column is instead.
///
/// Integers and whole floats (what data frames make of integers with gaps) are named by their
/// digits, booleans `true` and `false`.
pub(super) fn read(chunks: &[ArrayRef]) -> Result<Labels, String> {
    match chunks.first().map(Array::data_type) {
        Some(DataType::Int8) => Ok(integers::<Int8Type>(chunks)),
        Some(DataType::Int16) => Ok(integers::<Int16Type>(chunks)),
        Some(DataType::Int32) => Ok(integers::<Int32Type>(chunks)),
        Some(DataType::Int64) => Ok(integers::<Int64Type>(chunks)),
        Some(DataType::UInt8) => Ok(integers::<UInt8Type>(chunks)),
        Some(DataType::UInt16) => Ok(integers::<UInt16Type>(chunks)),
        Some(DataType::UInt32) => Ok(integers::<UInt32Type>(chunks)),
        Some(DataType::UInt64) => Ok(integers::<UInt64Type>(chunks)),
        _ => {
            let mut coder = Coder::default();
            for chunk in chunks {
                each(chunk, &mut |name| match name {
                    Some(name) => coder.push(name),
                    None => coder.push_missing(),
                })?;
            }
            Ok(coder.finish())
        }
    }
}

/// Integers below this are looked up in a list, others in a map. Persons and states are mostly
/// numbered from 0 or 1.
const LISTED: usize = 1 << 22;

/// Persons and states are mostly numbered: their digits are written once each, not once a row.
fn integers<T: ArrowPrimitiveType>(chunks: &[ArrayRef]) -> Labels
where
    T::Native: Hash + Eq + ToString,
{
    let mut listed: Vec<u32> = Vec::new();
    let mut mapped: HashMap<T::Native, u32> = HashMap::new();
    let mut coder = Coder::default();
    for chunk in chunks {
        for value in chunk.as_primitive::<T>() {
            let Some(value) = value else {
                coder.push_missing();
                continue;
            };
            let small = value.to_usize().filter(|&small| small < LISTED);
            let known = match small {
                Some(small) => listed.get(small).copied().filter(|&code| code != Labels::MISSING),
                None => mapped.get(&value).copied(),
            };
            let code = known.unwrap_or_else(|| {
                let code = coder.add(value.to_string());
                match small {
                    Some(small) => {
                        if listed.len() <= small {
                            listed.resize((small + 1).next_power_of_two(), Labels::MISSING);
                        }
                        if let Some(slot) = listed.get_mut(small) {
                            *slot = code;
                        }
                    }
                    None => {
                        mapped.insert(value, code);
                    }
                }
                code
            });
            coder.push_code(code);
        }
    }
    coder.finish()
}

/// Hands each cell to `visit` as a name. The error says what the column is instead.
pub(super) fn each(chunk: &ArrayRef, visit: &mut dyn FnMut(Option<&str>)) -> Result<(), String> {
    match chunk.data_type() {
        DataType::Utf8 => chunk.as_string::<i32>().iter().for_each(visit),
        DataType::LargeUtf8 => chunk.as_string::<i64>().iter().for_each(visit),
        DataType::Utf8View => chunk.as_string_view().iter().for_each(visit),
        DataType::Dictionary(key, _) => match **key {
            DataType::Int8 => entries::<Int8Type>(chunk, visit)?,
            DataType::Int16 => entries::<Int16Type>(chunk, visit)?,
            DataType::Int32 => entries::<Int32Type>(chunk, visit)?,
            DataType::Int64 => entries::<Int64Type>(chunk, visit)?,
            DataType::UInt8 => entries::<UInt8Type>(chunk, visit)?,
            DataType::UInt16 => entries::<UInt16Type>(chunk, visit)?,
            DataType::UInt32 => entries::<UInt32Type>(chunk, visit)?,
            _ => entries::<UInt64Type>(chunk, visit)?,
        },
        DataType::Boolean => chunk.as_boolean().iter().for_each(|value| {
            visit(value.map(|value| if value { "true" } else { "false" }));
        }),
        DataType::Int8 => displayed::<Int8Type>(chunk, visit),
        DataType::Int16 => displayed::<Int16Type>(chunk, visit),
        DataType::Int32 => displayed::<Int32Type>(chunk, visit),
        DataType::Int64 => displayed::<Int64Type>(chunk, visit),
        DataType::UInt8 => displayed::<UInt8Type>(chunk, visit),
        DataType::UInt16 => displayed::<UInt16Type>(chunk, visit),
        DataType::UInt32 => displayed::<UInt32Type>(chunk, visit),
        DataType::UInt64 => displayed::<UInt64Type>(chunk, visit),
        // A data frame without nulls writes a missing name as NaN.
        DataType::Float32 => displayed::<Float32Type>(chunk, &mut |name| {
            visit(name.filter(|&name| name != "NaN"));
        }),
        DataType::Float64 => displayed::<Float64Type>(chunk, &mut |name| {
            visit(name.filter(|&name| name != "NaN"));
        }),
        DataType::Null => (0..chunk.len()).for_each(|_| visit(None)),
        other => return Err(format!("a column of type {other}")),
    }
    Ok(())
}

fn displayed<T: ArrowPrimitiveType>(chunk: &ArrayRef, visit: &mut dyn FnMut(Option<&str>))
where
    T::Native: ToString,
{
    for value in chunk.as_primitive::<T>() {
        visit(value.map(|value| value.to_string()).as_deref());
    }
}

fn entries<K: ArrowDictionaryKeyType>(
    chunk: &ArrayRef,
    visit: &mut dyn FnMut(Option<&str>),
) -> Result<(), String> {
    let dictionary = chunk.as_dictionary::<K>();
    if matches!(dictionary.values().data_type(), DataType::Dictionary(..)) {
        return Err("a dictionary of dictionaries".to_owned());
    }
    let mut names: Vec<Option<String>> = Vec::with_capacity(dictionary.values().len());
    each(dictionary.values(), &mut |name| names.push(name.map(str::to_owned)))?;
    for key in dictionary.keys() {
        visit(key.and_then(|key| names.get(key.as_usize())?.as_deref()));
    }
    Ok(())
}
