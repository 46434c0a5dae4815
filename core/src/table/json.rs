//! Tables from and to JSON columns.

use std::sync::Arc;

use arrow_array::builder::{
    BooleanBuilder, Float64Builder, Int64Builder, ListBuilder, StringBuilder,
};
use arrow_array::cast::AsArray;
use arrow_array::types::{Date32Type, Float64Type, Int64Type};
use arrow_array::{Array, ArrayRef, NullArray, RecordBatch};
use arrow_schema::{DataType, Field, Schema};
use serde_json::{Map, Value};

use super::cell::{self, Column};
use super::reader::Cell;
use super::{Table, names, numbers, times};
use crate::document::{self, Day};
use crate::error::{Code, Error, Place, Problems};

/// The type that all cells of a column share.
#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Nothing,
    Flag,
    Integer,
    Number,
    Text,
    Texts,
}

impl Table {
    /// A table from JSON columns, `{"column": [value, …], …}`. The values of a column are all
    /// numbers, all texts, all booleans or all lists of texts; `null` is missing. Texts that are
    /// dates are read as dates where dates are asked for.
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
            if let Some(array) = array(name, values, &mut problems) {
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

fn kind(value: &Value) -> Option<Kind> {
    match value {
        Value::Null => Some(Kind::Nothing),
        Value::Bool(_) => Some(Kind::Flag),
        Value::Number(number) if number.is_i64() => Some(Kind::Integer),
        Value::Number(_) => Some(Kind::Number),
        Value::String(_) => Some(Kind::Text),
        Value::Array(texts) if texts.iter().all(Value::is_string) => Some(Kind::Texts),
        _ => None,
    }
}

fn array(name: &str, values: &[Value], problems: &mut Problems) -> Option<ArrayRef> {
    let mut shared = Kind::Nothing;
    for (row, value) in values.iter().enumerate() {
        shared = match (shared, kind(value)) {
            (shared, Some(Kind::Nothing)) => shared,
            (Kind::Nothing, Some(kind)) => kind,
            (shared, Some(kind)) if shared == kind => shared,
            (Kind::Integer | Kind::Number, Some(Kind::Integer | Kind::Number)) => Kind::Number,
            (_, found) => {
                let found = found.map_or(
                    "an object or a list that is not of texts",
                    |_| "a value of another type",
                );
                problems.push(Place::cell(row, name), found, "values of one type");
                return None;
            }
        };
    }
    Some(match shared {
        Kind::Nothing => Arc::new(NullArray::new(values.len())),
        Kind::Flag => {
            let mut column = BooleanBuilder::new();
            values.iter().for_each(|value| column.append_option(value.as_bool()));
            Arc::new(column.finish())
        }
        Kind::Integer => {
            let mut column = Int64Builder::new();
            values.iter().for_each(|value| column.append_option(value.as_i64()));
            Arc::new(column.finish())
        }
        Kind::Number => {
            let mut column = Float64Builder::new();
            values.iter().for_each(|value| column.append_option(value.as_f64()));
            Arc::new(column.finish())
        }
        Kind::Text => {
            let mut column = StringBuilder::new();
            values.iter().for_each(|value| column.append_option(value.as_str()));
            Arc::new(column.finish())
        }
        Kind::Texts => {
            let mut column = ListBuilder::new(StringBuilder::new());
            for value in values {
                let texts = value.as_array();
                for text in texts.into_iter().flatten() {
                    column.values().append_option(text.as_str());
                }
                column.append(texts.is_some());
            }
            Arc::new(column.finish())
        }
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
