//! Tables from and to JSON columns.

use std::collections::HashSet;
use std::sync::Arc;

use arrow_array::cast::AsArray;
use arrow_array::types::{Date32Type, Float64Type, Int64Type};
use arrow_array::{
    Array, ArrayRef, BooleanArray, Float64Array, Int64Array, ListArray, NullArray, RecordBatch,
    StringArray, StructArray,
};
use arrow_buffer::{NullBuffer, OffsetBuffer};
use arrow_schema::{DataType, Field, Schema};
use serde_json::{Map, Value};

use super::cell::{self, Column};
use super::reader::Cell;
use super::{Table, names, numbers, times};
use crate::document::{self, Day};
use crate::error::{Code, Error, Place, Problems};

/// The most keys of objects in one column: each is a column for every object.
const MOST_KEYS: usize = 1000;

/// The type that all cells of a column share.
#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Nothing,
    Flag,
    Integer,
    Number,
    Text,
    List,
    Object,
}

impl Table {
    /// A table from JSON columns, `{"column": [value, …], …}`. The values of a column are all
    /// numbers, all texts, all booleans, all lists or all objects, and so are the members of its
    /// lists and the values of each key; `null` is missing. Texts that are dates are read as dates
    /// where dates are asked for.
    ///
    /// # Errors
    /// [`Code::Syntax`] where the text is not JSON, [`Code::Document`] where it is not of lists,
    /// [`Code::Table`] with every column whose values are mixed or whose length differs.
    pub fn from_json(text: &str) -> Result<Table, Error> {
        let columns: Map<String, Value> = document::parse(text, "table")?;
        Table::from_json_columns(&columns)
    }

    /// A table from JSON columns that are already values. See [`Table::from_json`].
    ///
    /// # Errors
    /// As [`Table::from_json`].
    pub fn from_json_columns(columns: &Map<String, Value>) -> Result<Table, Error> {
        let mut problems = Problems::new();
        let mut fields = Vec::new();
        let mut arrays: Vec<ArrayRef> = Vec::new();
        for (name, values) in columns {
            let Some(values) = values.as_array() else {
                problems.push(Place::column(name), "no list", "a list of values");
                continue;
            };
            let cells: Vec<(usize, &Value)> = values.iter().enumerate().collect();
            if let Some(array) = array(name, &cells, &mut problems) {
                fields.push(Field::new(name, array.data_type().clone(), true));
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
        problems.finish(Code::Table, "table")?;
        let schema = Arc::new(Schema::new(fields));
        if arrays.is_empty() {
            return Table::from_batches(schema, Vec::new());
        }
        let batch = RecordBatch::try_new(Arc::clone(&schema), arrays).map_err(|error| {
            Error::one(Code::Internal, "table", Place::Whole, error.to_string(), "columns")
        })?;
        Table::from_batches(schema, vec![batch])
    }

    /// The table as JSON columns, `{"column": [value, …], …}`; dates as `YYYY-MM-DD`, missing
    /// values as `null`. Numbers keep every digit.
    #[must_use]
    pub fn to_json_columns(&self) -> Map<String, Value> {
        let names = self.column_names().into_iter().enumerate();
        names
            .map(|(index, name)| {
                let columns = self.batches().iter().map(|batch| batch.column(index));
                (name.to_owned(), Value::Array(columns.flat_map(cells).collect()))
            })
            .collect()
    }

    /// The table as JSON text. See [`Table::to_json_columns`].
    #[must_use]
    pub fn to_json(&self) -> String {
        Value::Object(self.to_json_columns()).to_string()
    }
}

fn kind(value: &Value) -> Kind {
    match value {
        Value::Null => Kind::Nothing,
        Value::Bool(_) => Kind::Flag,
        Value::Number(number) if number.is_i64() => Kind::Integer,
        Value::Number(_) => Kind::Number,
        Value::String(_) => Kind::Text,
        Value::Array(_) => Kind::List,
        Value::Object(_) => Kind::Object,
    }
}

/// The array of some values, each with the row of the table in which it is.
fn array(name: &str, cells: &[(usize, &Value)], problems: &mut Problems) -> Option<ArrayRef> {
    let mut shared = Kind::Nothing;
    for &(row, value) in cells {
        shared = match (shared, kind(value)) {
            (shared, Kind::Nothing) => shared,
            (Kind::Nothing, kind) => kind,
            (shared, kind) if shared == kind => shared,
            (Kind::Integer | Kind::Number, Kind::Integer | Kind::Number) => Kind::Number,
            _ => {
                let place = Place::cell(row, name);
                problems.push(place, "a value of another type", "values of one type");
                return None;
            }
        };
    }
    let values = cells.iter().map(|(_, value)| *value);
    Some(match shared {
        Kind::Nothing => Arc::new(NullArray::new(cells.len())),
        Kind::Flag => Arc::new(values.map(Value::as_bool).collect::<BooleanArray>()),
        Kind::Integer => Arc::new(values.map(Value::as_i64).collect::<Int64Array>()),
        Kind::Number => Arc::new(values.map(Value::as_f64).collect::<Float64Array>()),
        Kind::Text => Arc::new(values.map(Value::as_str).collect::<StringArray>()),
        Kind::List => lists(name, cells, problems)?,
        Kind::Object => objects(name, cells, problems)?,
    })
}

fn lists(name: &str, cells: &[(usize, &Value)], problems: &mut Problems) -> Option<ArrayRef> {
    let lists = || cells.iter().map(|(row, value)| (*row, value.as_array()));
    let members: Vec<(usize, &Value)> = lists()
        .flat_map(|(row, list)| list.into_iter().flatten().map(move |member| (row, member)))
        .collect();
    // Of lists without members nothing is known; lists of texts are what they most often are.
    let members = match members.is_empty() {
        true => Arc::new(StringArray::new_null(0)),
        false => array(name, &members, problems)?,
    };
    let field = Arc::new(Field::new_list_field(members.data_type().clone(), true));
    let ends = OffsetBuffer::from_lengths(lists().map(|(_, list)| list.map_or(0, Vec::len)));
    let nulls = lists().map(|(_, list)| list.is_some()).collect();
    Some(Arc::new(ListArray::try_new(field, ends, members, Some(nulls)).ok()?))
}

fn objects(name: &str, cells: &[(usize, &Value)], problems: &mut Problems) -> Option<ArrayRef> {
    let objects = || cells.iter().map(|(row, value)| (*row, value.as_object()));
    let mut known = HashSet::new();
    let keys = objects().flat_map(|(_, object)| object.into_iter().flat_map(Map::keys));
    let keys: Vec<&String> = keys.filter(|key| known.insert(*key)).collect();
    if keys.len() > MOST_KEYS {
        let expected = format!("objects with at most {MOST_KEYS} different keys");
        problems.push(Place::column(name), format!("{} keys", keys.len()), expected);
        return None;
    }
    let mut fields = Vec::with_capacity(keys.len());
    let mut arrays = Vec::with_capacity(keys.len());
    for key in keys {
        let values: Vec<(usize, &Value)> = objects()
            .map(|(row, object)| (row, object.and_then(|it| it.get(key)).unwrap_or(&Value::Null)))
            .collect();
        let array = array(&format!("{name}.{key}"), &values, problems)?;
        fields.push(Field::new(key, array.data_type().clone(), true));
        arrays.push(array);
    }
    let nulls: NullBuffer = objects().map(|(_, object)| object.is_some()).collect();
    Some(match fields.is_empty() {
        true => Arc::new(StructArray::new_empty_fields(cells.len(), Some(nulls))),
        false => Arc::new(StructArray::try_new(fields.into(), arrays, Some(nulls)).ok()?),
    })
}

fn cells(column: &ArrayRef) -> Vec<Value> {
    match column.data_type() {
        DataType::Float64 => column.as_primitive::<Float64Type>().iter().map(Value::from).collect(),
        DataType::Int64 => column.as_primitive::<Int64Type>().iter().map(Value::from).collect(),
        DataType::Boolean => column.as_boolean().iter().map(Value::from).collect(),
        DataType::Date32 => {
            let days = column.as_primitive::<Date32Type>().iter();
            days.map(|day| day.and_then(Day::of_1970).map(|day| day.to_string()).into()).collect()
        }
        DataType::List(_) | DataType::LargeList(_) | DataType::Struct(_) => {
            let cells = Column::new(column, false);
            (0..column.len()).map(|row| cell::Cell { column: &cells, row }.to_json()).collect()
        }
        _ => foreign_cells(column),
    }
}

/// Cells of a type that no result has: as numbers, names or days, whichever they are first.
fn foreign_cells(column: &ArrayRef) -> Vec<Value> {
    fn value<T: Into<Value>>(cell: Cell<T>) -> Value {
        match cell {
            Cell::Value(value) => value.into(),
            Cell::Missing => Value::Null,
            Cell::Wrong(found) => found.into(),
        }
    }
    let mut values = Vec::with_capacity(column.len());
    if numbers::read(column, false, &mut |cell| values.push(value(cell))).is_ok() {
        return values;
    }
    if names::each(column, &mut |name| values.push(name.into())).is_ok() {
        return values;
    }
    let day = |day| Value::from(Day::of_1970(day).map(|day| day.to_string()));
    let read = times::read(column, false, &mut |cell| {
        values.push(match cell {
            Cell::Value(number) => day(number),
            cell => value(cell),
        });
    });
    match read {
        Ok(()) => values,
        Err(found) => vec![found.into(); column.len()],
    }
}
