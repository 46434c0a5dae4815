//! Rows of a table as values of a type that documents have.
//!
//! Rows are read some at a time, column by column: each cell by the reader that documents have for
//! a value of its kind (serde), the values of a dictionary once. A row that cannot be read is
//! turned into a JSON value and held against the schema of the type, to find everything that is
//! wrong with it, as `document` does.

use std::ops::Range;

use arrow_array::ArrayRef;
use arrow_schema::Field;
use serde::de::{self, DeserializeOwned, Visitor};
use serde_json::Value;

use super::cell::{Cell, Column, Refused};
use crate::document::{self, Described};
use crate::error::{Code, Error, Problems};

/// So many rows are read at a time: few enough that what is read stays near the processor.
const RUN: usize = 256;

/// A type of which a table has a value in each row and a column for each field.
pub(crate) trait Record: Described {
    /// The values of the rows whose fields are given; none of a row with a field that cannot be
    /// read.
    fn collect(fields: &mut Fields<'_, '_>) -> Vec<Option<Self>>;
}

/// Makes a struct a [`Record`]: its fields, all and in the order of the declaration.
macro_rules! record {
    ($record:ident { $($field:ident),* $(,)? }) => {
        impl $crate::table::Record for $record {
            fn collect(
                fields: &mut $crate::table::Fields<'_, '_>,
            ) -> Vec<Option<$record>> {
                $(let mut $field = fields.next();)*
                fields
                    .rows()
                    .map(|_| {
                        // Each moves on by one, whether or not another can be read.
                        $(let $field = $field.next();)*
                        Some($record { $($field: $field?,)* })
                    })
                    .collect()
            }
        }
    };
}
pub(crate) use record;

/// What a field of a record holds.
pub(crate) trait FieldValue: Clone {
    /// What it holds in a row without a cell, if that may be.
    fn absent() -> Option<Self>;

    /// What it holds by a cell that has something in it.
    fn read(cell: Cell<'_, '_>) -> Result<Self, Refused>;
}

/// Makes types field values, as a reader of documents reads them, that may or may not be absent.
macro_rules! field_values {
    ($($value:ty),* $(,)?) => {$(
        impl $crate::table::FieldValue for $value {
            fn absent() -> Option<$value> {
                None
            }

            fn read(
                cell: $crate::table::Cell<'_, '_>,
            ) -> Result<$value, $crate::table::Refused> {
                serde::Deserialize::deserialize(cell)
            }
        }
    )*};
}
pub(crate) use field_values;

impl<T: FieldValue> FieldValue for Option<T> {
    fn absent() -> Option<Option<T>> {
        Some(None)
    }

    fn read(cell: Cell<'_, '_>) -> Result<Option<T>, Refused> {
        T::read(cell).map(Some)
    }
}

/// The fields of some rows, one after the other.
pub(crate) struct Fields<'r, 'a> {
    columns: &'r [(&'a str, Column<'a>)],
    names: std::slice::Iter<'static, &'static str>,
    rows: Range<usize>,
    /// Rows with a cell that cannot be read, and what was found, field by field.
    refused: Vec<(usize, Refused)>,
}

impl Fields<'_, '_> {
    pub(crate) fn rows(&self) -> Range<usize> {
        self.rows.clone()
    }

    /// What the next field holds in each row; nothing where its cell cannot be read.
    pub(crate) fn next<T: FieldValue>(&mut self) -> FieldValues<T> {
        let name = self.names.next().copied().unwrap_or_default();
        let column = self.columns.iter().find(|(column, _)| *column == name);
        let Some((_, all)) = column else { return FieldValues::Absent };
        let known = |cell: Cell<'_, '_>| match cell.is_null() {
            true => T::absent().ok_or_else(Refused::nothing),
            false => T::read(cell),
        };
        let refused = &mut self.refused;
        let mut read = |row: usize| match known(Cell { column: all, row }) {
            Ok(value) => Some(value),
            Err(found) => {
                refused.push((row, found.in_column(name)));
                None
            }
        };
        let rows = self.rows.clone();
        let values: Vec<Option<T>> = match all.dictionary() {
            Some((entries, column, count)) if count <= rows.len() => {
                let known: Vec<Option<T>> =
                    (0..count).map(|row| known(Cell { column, row }).ok()).collect();
                let of = |row: usize| {
                    let entry = entries.get(row).filter(|_| !Cell { column: all, row }.is_null());
                    known.get(*entry?)?.clone()
                };
                // Where there is none, it is read again for what is wrong with it.
                rows.map(|row| of(row).or_else(|| read(row))).collect()
            }
            _ => rows.map(read).collect(),
        };
        FieldValues::Read(values.into_iter())
    }
}

/// What a field holds in each row.
pub(crate) enum FieldValues<T> {
    /// It has no column.
    Absent,
    Read(std::vec::IntoIter<Option<T>>),
}

impl<T: FieldValue> FieldValues<T> {
    pub(crate) fn next(&mut self) -> Option<T> {
        match self {
            FieldValues::Absent => T::absent(),
            FieldValues::Read(values) => values.next().flatten(),
        }
    }
}

/// The rows of columns as values of `T`, in order. An error lists everything that is wrong with a
/// row; places are pointers into it, such as `/amount`.
pub(crate) struct Records<'a, T> {
    columns: Vec<(&'a str, Column<'a>)>,
    /// The rows still to be read.
    rows: Range<usize>,
    /// Those that have been, the first of them, and what was refused among them.
    ready: std::vec::IntoIter<Option<T>>,
    row: usize,
    refused: Vec<(usize, Refused)>,
}

impl<'a, T: Record> Records<'a, T> {
    /// Some rows of the columns. A column that `T` does not know is passed over: who calls has
    /// asked [`fields`] before.
    pub(crate) fn new(
        columns: impl IntoIterator<Item = (&'a Field, &'a ArrayRef)>,
        untyped: bool,
        rows: Range<usize>,
    ) -> Records<'a, T> {
        let columns = columns.into_iter();
        let columns: Vec<(&str, Column<'_>)> = columns
            .map(|(field, array)| (field.name().as_str(), Column::new(array, untyped)))
            .collect();
        let row = rows.start;
        Records { columns, rows, ready: Vec::new().into_iter(), row, refused: Vec::new() }
    }
}

impl<T: Record> Iterator for Records<'_, T> {
    type Item = Result<T, Error>;

    fn next(&mut self) -> Option<Result<T, Error>> {
        if self.ready.len() == 0 {
            if self.rows.is_empty() {
                return None;
            }
            let end = self.rows.end.min(self.rows.start.saturating_add(RUN));
            let rows = self.rows.start..end;
            self.rows.start = end;
            let names = fields::<T>().iter();
            let mut fields = Fields { columns: &self.columns, names, rows, refused: Vec::new() };
            self.ready = T::collect(&mut fields).into_iter();
            self.refused = fields.refused;
        }
        let row = self.row;
        self.row += 1;
        Some(
            self.ready
                .next()?
                .ok_or_else(|| wrong(&self.columns, row, fields::<T>(), T::schema, &self.refused)),
        )
    }
}

/// Everything that is wrong with a row that cannot be read: by the schema of its type, unless that
/// finds nothing or the cells are of no type and so not what their JSON would be.
fn wrong(
    columns: &[(&str, Column<'_>)],
    row: usize,
    known: &[&str],
    schema: fn() -> Value,
    refused: &[(usize, Refused)],
) -> Error {
    let mut problems = Problems::new();
    if !columns.iter().any(|(_, column)| column.is_untyped()) {
        let columns = columns.iter().filter(|(name, _)| known.contains(name));
        let cells = columns.filter_map(|(name, column)| {
            let value = Cell { column, row }.to_json();
            (!value.is_null()).then(|| ((*name).to_owned(), value))
        });
        document::diagnose(&Value::Object(cells.collect()), &schema(), &mut problems);
    }
    if problems.is_empty() {
        for (_, refused) in refused.iter().filter(|(other, _)| *other == row) {
            problems.add(|| refused.problem());
        }
    }
    problems.into_error(Code::Document, "row")
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
