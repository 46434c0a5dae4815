//! Rows of a table as values of a type that documents have.
//!
//! Cells are read some rows at a time, column by column: by the reader that documents have for a
//! value of its kind (serde), those of the type that such a column mostly has without its detour,
//! the values of a dictionary once. What is read goes into records that are there already, row by
//! row: a field without a column costs nothing. A row that cannot be read is turned into a JSON
//! value and held against the schema of the type, to find everything that is wrong with it, as
//! `document` does.

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
    /// A record without anything that a column says.
    const BLANK: Self;

    /// A reader of each field.
    type Readers: Default;

    /// Reads the fields of a run of rows.
    fn read(readers: &mut Self::Readers, run: &mut Run<'_, '_>);

    /// Puts into a record what its fields have in the next row of the run.
    fn put(readers: &mut Self::Readers, record: &mut Self);
}

/// Makes a struct a [`Record`]: its fields, all and in the order of the declaration.
macro_rules! record {
    ($record:ident { $($field:ident: $kind:ty),* $(,)? }) => {
        const _: () = {
            #[derive(Default)]
            pub(crate) struct Readers {
                $($field: $crate::table::FieldReader<$kind>,)*
            }

            impl $crate::table::Record for $record {
                const BLANK: $record =
                    $record { $($field: <$kind as $crate::table::FieldValue>::BLANK,)* };

                type Readers = Readers;

                fn read(readers: &mut Readers, run: &mut $crate::table::Run<'_, '_>) {
                    $(readers.$field.read(run);)*
                }

                fn put(readers: &mut Readers, record: &mut $record) {
                    $(readers.$field.put(&mut record.$field);)*
                }
            }
        };
    };
}
pub(crate) use record;

/// What a field of a record holds.
pub(crate) trait FieldValue: Clone {
    /// What it holds in a row without a cell; where there must be one, anything.
    const BLANK: Self;

    /// Whether there may be no cell.
    const OPTIONAL: bool = false;

    /// What it holds by a cell of the type that its column mostly has; nothing where it has another.
    fn plain(_column: &Column<'_>, _row: usize) -> Option<Self> {
        None
    }

    /// What it holds by a cell that has something in it.
    fn read(cell: Cell<'_, '_>) -> Result<Self, Refused>;
}

/// Makes types field values, as a reader of documents reads them: each with what stands where there
/// is no value, and, after `or`, how a cell of the most usual type is read, as serde would.
macro_rules! field_values {
    ($($value:ty = $blank:expr $(, or |$column:ident, $row:ident| $plain:expr)?;)*) => {$(
        impl $crate::table::FieldValue for $value {
            const BLANK: $value = $blank;

            $(#[inline]
            fn plain($column: &$crate::table::Column<'_>, $row: usize) -> Option<$value> {
                $plain
            })?

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
    const BLANK: Option<T> = None;
    const OPTIONAL: bool = true;

    #[inline]
    fn plain(column: &Column<'_>, row: usize) -> Option<Option<T>> {
        T::plain(column, row).map(Some)
    }

    fn read(cell: Cell<'_, '_>) -> Result<Option<T>, Refused> {
        T::read(cell).map(Some)
    }
}

/// Some rows of columns, whose fields are read one after the other.
pub(crate) struct Run<'r, 'a> {
    columns: &'r [(&'a str, Column<'a>)],
    names: std::slice::Iter<'static, &'static str>,
    rows: Range<usize>,
    /// How many rows there are in all runs.
    all: usize,
    /// Rows with a cell that cannot be read, and what was found, field by field.
    refused: &'r mut Vec<(usize, Refused)>,
}

/// Reads a field.
pub(crate) struct FieldReader<T> {
    /// What the values of the dictionary say that can be read, where the column has one.
    known: Vec<Option<T>>,
    /// What it holds in the rows of the run; nothing where it has no column.
    ready: std::vec::IntoIter<T>,
}

impl<T> Default for FieldReader<T> {
    fn default() -> FieldReader<T> {
        FieldReader { known: Vec::new(), ready: Vec::new().into_iter() }
    }
}

impl<T: FieldValue> FieldReader<T> {
    /// Reads the field in the rows of a run, as the next of its fields.
    pub(crate) fn read(&mut self, run: &mut Run<'_, '_>) {
        let name = run.names.next().copied().unwrap_or_default();
        let rows = run.rows.clone();
        let refused = &mut *run.refused;
        let Some((_, all)) = run.columns.iter().find(|(column, _)| *column == name) else {
            if !T::OPTIONAL {
                refused.extend(rows.map(|row| (row, Refused::nothing().in_column(name))));
            }
            return;
        };
        let known = |cell: Cell<'_, '_>| match cell.is_null() {
            true if T::OPTIONAL => Ok(T::BLANK),
            true => Err(Refused::nothing()),
            false => T::read(cell),
        };
        let mut read = |row: usize| {
            known(Cell { column: all, row }).unwrap_or_else(|found| {
                refused.push((row, found.in_column(name)));
                T::BLANK
            })
        };
        let values: Vec<T> = match all.dictionary() {
            Some((entries, column, count)) if count <= run.all => {
                if self.known.is_empty() {
                    self.known = (0..count).map(|row| known(Cell { column, row }).ok()).collect();
                }
                let of = |row: usize| {
                    let entry = entries.get(row).filter(|_| !all.is_masked(row));
                    self.known.get(*entry?)?.clone()
                };
                // Where there is none, it is read again for what is wrong with it.
                rows.map(|row| of(row).unwrap_or_else(|| read(row))).collect()
            }
            _ => rows.map(|row| T::plain(all, row).unwrap_or_else(|| read(row))).collect(),
        };
        self.ready = values.into_iter();
    }

    /// Puts what it holds in the next row into its place.
    #[inline]
    pub(crate) fn put(&mut self, place: &mut T) {
        if let Some(value) = self.ready.next() {
            *place = value;
        }
    }
}

/// The rows of columns as values of `T`, in order. An error lists everything that is wrong with a
/// row; places are pointers into it, such as `/amount`.
pub(crate) struct Records<'a, T: Record> {
    columns: Vec<(&'a str, Column<'a>)>,
    readers: T::Readers,
    /// All rows; the one that is next; and the end of those that are read.
    rows: Range<usize>,
    row: usize,
    ready: usize,
    /// What was refused among those that are read.
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
        let (row, ready) = (rows.start, rows.start);
        Records { columns, readers: T::Readers::default(), rows, row, ready, refused: Vec::new() }
    }

    /// Reads the next row into a record that is [`Record::BLANK`] or holds an earlier row; where
    /// none is left it stays as it is, and where one cannot be read it holds part of it.
    pub(crate) fn read(&mut self, record: &mut T) -> Result<(), Error> {
        if self.row == self.ready {
            self.read_on();
        }
        if self.row == self.ready {
            return Ok(());
        }
        T::put(&mut self.readers, record);
        let row = self.row;
        self.row += 1;
        if self.refused.iter().all(|(other, _)| *other != row) {
            return Ok(());
        }
        Err(wrong(&self.columns, row, fields::<T>(), T::schema, &self.refused))
    }

    /// Makes the next rows the records of a list that held earlier ones, and notes by number which
    /// cannot be read.
    pub(crate) fn fill(
        &mut self,
        count: usize,
        records: &mut Vec<T>,
        note: &mut dyn FnMut(usize, Error),
    ) {
        records.truncate(count);
        while records.len() < count {
            records.push(T::BLANK);
        }
        for (index, record) in records.iter_mut().enumerate() {
            if let Err(error) = self.read(record) {
                note(index, error);
            }
        }
    }

    /// Reads the next rows, if there are any.
    fn read_on(&mut self) {
        self.ready = self.rows.end.min(self.row.saturating_add(RUN));
        self.refused.clear();
        let mut run = Run {
            columns: &self.columns,
            names: fields::<T>().iter(),
            rows: self.row..self.ready,
            all: self.rows.len(),
            refused: &mut self.refused,
        };
        T::read(&mut self.readers, &mut run);
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
