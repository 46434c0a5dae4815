//! Rows of a table as values of a type that documents have, by the same reader (serde).
//!
//! A row is read field by field in the order of the type, straight from the columns. Only where
//! that fails is the row turned into a JSON value and held against the schema of the type, to
//! find everything that is wrong with it, as `document` does.

use std::marker::PhantomData;

use arrow_array::ArrayRef;
use arrow_schema::Field;
use serde::de::{self, DeserializeOwned, DeserializeSeed, SeqAccess, Visitor};
use serde_json::Value;

use super::cell::{Cell, Column, Refused};
use crate::document::{self, Described};
use crate::error::{Code, Error, Problems};

/// The rows of columns as values of `T`.
pub(crate) struct Records<'a, T> {
    columns: Vec<(&'a str, Column<'a>)>,
    /// For each field of `T`, its column.
    places: Vec<Option<usize>>,
    of: PhantomData<fn() -> T>,
}

impl<'a, T: Described> Records<'a, T> {
    /// The rows of the columns. A column that `T` does not know is passed over: who calls has
    /// asked [`fields`] before.
    pub(crate) fn new(
        columns: impl IntoIterator<Item = (&'a Field, &'a ArrayRef)>,
        untyped: bool,
    ) -> Records<'a, T> {
        let columns = columns.into_iter();
        let columns: Vec<(&str, Column<'_>)> = columns
            .map(|(field, array)| (field.name().as_str(), Column::new(array, untyped)))
            .collect();
        let place = |field: &&str| columns.iter().position(|(name, _)| name == field);
        let places = fields::<T>().iter().map(place).collect();
        Records { columns, places, of: PhantomData }
    }

    /// The value in a row.
    ///
    /// # Errors
    /// [`Code::Document`] with everything that is wrong with the row; places are pointers into
    /// it, such as `/amount`.
    pub(crate) fn read(&self, row: usize) -> Result<T, Error> {
        T::deserialize(Row { records: self, row })
            .map_err(|refused| wrong(&self.columns, row, fields::<T>(), T::schema, refused))
    }
}

/// Everything that is wrong with a row that cannot be read.
fn wrong(
    columns: &[(&str, Column<'_>)],
    row: usize,
    known: &[&str],
    schema: fn() -> Value,
    refused: Refused,
) -> Error {
    // Cells of no type are not what their JSON would be.
    if columns.iter().any(|(_, column)| column.is_untyped()) {
        return refused.into_error();
    }
    let columns = columns.iter().filter(|(name, _)| known.contains(name));
    let cells = columns.filter_map(|(name, column)| {
        let value = Cell { column, row }.to_json();
        (!value.is_null()).then(|| ((*name).to_owned(), value))
    });
    let mut problems = Problems::new();
    document::diagnose(&Value::Object(cells.collect()), &schema(), &mut problems);
    match problems.is_empty() {
        true => refused.into_error(),
        false => problems.into_error(Code::Document, "row"),
    }
}

/// The names of the fields of a type, in order.
pub(crate) fn fields<T: DeserializeOwned>() -> &'static [&'static str] {
    let mut found: &'static [&'static str] = &[];
    // It refuses every type, once it has seen its fields.
    let _ = T::deserialize(Seen(&mut found));
    found
}

/// A reader that only notes which fields it is asked for.
struct Seen<'a>(&'a mut &'static [&'static str]);

impl<'de> de::Deserializer<'de> for Seen<'_> {
    type Error = Refused;

    fn deserialize_any<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Refused> {
        Err(Refused::default())
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        fields: &'static [&'static str],
        _: V,
    ) -> Result<V::Value, Refused> {
        *self.0 = fields;
        Err(Refused::default())
    }

    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf
        option unit unit_struct newtype_struct seq tuple tuple_struct map enum identifier
        ignored_any
    }
}

/// One row.
struct Row<'r, 'a, T> {
    records: &'r Records<'a, T>,
    row: usize,
}

impl<'de, T> de::Deserializer<'de> for Row<'_, '_, T> {
    type Error = Refused;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refused> {
        visitor.visit_seq(Fields { row: self, next: 0 })
    }

    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf
        option unit unit_struct newtype_struct seq tuple tuple_struct map enum identifier
        struct ignored_any
    }
}

/// The fields of a row, in the order of the type.
struct Fields<'r, 'a, T> {
    row: Row<'r, 'a, T>,
    next: usize,
}

impl<'de, T> SeqAccess<'de> for Fields<'_, '_, T> {
    type Error = Refused;

    fn next_element_seed<S: DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, Refused> {
        let Row { records, row } = self.row;
        let Some(place) = records.places.get(self.next) else { return Ok(None) };
        self.next += 1;
        let column = place.and_then(|place| records.columns.get(place));
        let (name, cell) = match column {
            Some((name, column)) => (*name, Cell { column, row }),
            None => ("", Cell { column: &Column::Nothing, row }),
        };
        seed.deserialize(cell).map(Some).map_err(|refused| refused.in_column(name))
    }
}

impl<T> Clone for Row<'_, '_, T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Row<'_, '_, T> {}
