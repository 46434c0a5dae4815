//! Cells as serde reads them.

use std::fmt;

use arrow_array::cast::AsArray;
use arrow_array::types::{Date32Type, Float64Type, Int32Type, Int64Type};
use arrow_array::{
    Array, ArrayRef, BooleanArray, Date32Array, Float64Array, Int32Array, Int64Array,
    LargeStringArray, StringArray, StringViewArray,
};
use arrow_buffer::NullBuffer;
use arrow_schema::DataType;
use serde::de::value::StrDeserializer;
use serde::de::{self, DeserializeSeed, IntoDeserializer, SeqAccess, Visitor};
use serde_json::{Map, Value};

use super::{numbers, reader, times};
use crate::document::Day;
use crate::error::{Place, Problem};

/// One column, its type looked at once.
pub(crate) struct Column<'a> {
    nulls: Option<&'a NullBuffer>,
    /// Whether it has texts that may stand for values of any type.
    untyped: bool,
    cells: Cells<'a>,
}

enum Cells<'a> {
    /// No cell holds anything.
    Nothing,
    Text(&'a StringArray),
    LargeText(&'a LargeStringArray),
    TextView(&'a StringViewArray),
    Flag(&'a BooleanArray),
    Integer(&'a Int64Array),
    SmallInteger(&'a Int32Array),
    Number(&'a Float64Array),
    Day(&'a Date32Array),
    /// Numbers of a rarer type.
    Numbers(Vec<reader::Cell<f64>>),
    /// Days of a rarer type.
    Days(Vec<reader::Cell<i32>>),
    /// The entry of each row in a column of entries, and how many there are.
    Entries(Vec<usize>, Box<Column<'a>>, usize),
    /// Where the list of each row begins and ends in a column of members.
    Lists(Vec<usize>, Box<Column<'a>>),
    /// A column for each key.
    Objects(Vec<(&'a str, Column<'a>)>),
    /// A type that nothing is read from.
    Other(&'a DataType),
}

impl<'a> Column<'a> {
    /// A column of an array; `untyped` where its texts may stand for values of any type.
    pub(crate) fn new(array: &'a ArrayRef, untyped: bool) -> Column<'a> {
        let cells = Cells::new(array, untyped);
        let text = matches!(cells, Cells::Text(_) | Cells::LargeText(_) | Cells::TextView(_));
        Column { nulls: array.nulls(), untyped: untyped && text, cells }
    }

    /// A column in which no cell holds anything.
    pub(crate) const NOTHING: Column<'static> =
        Column { nulls: None, untyped: false, cells: Cells::Nothing };

    pub(crate) fn is_untyped(&self) -> bool {
        self.untyped
    }

    /// Of a column of entries, the entry of each row, the column of the entries, and how many they
    /// are.
    pub(super) fn dictionary(&self) -> Option<(&[usize], &Column<'a>, usize)> {
        match &self.cells {
            Cells::Entries(entries, values, count) => Some((entries, values, *count)),
            _ => None,
        }
    }

    /// Whether a row is marked as one without a value, whatever stands there.
    #[inline]
    pub(super) fn is_masked(&self, row: usize) -> bool {
        self.nulls.is_some_and(|nulls| nulls.is_null(row))
    }

    fn is_null(&self, row: usize) -> bool {
        if self.is_masked(row) {
            return true;
        }
        match &self.cells {
            Cells::Nothing => true,
            // What data frames without nulls write for a missing number.
            Cells::Number(array) => array.value(row).is_nan(),
            Cells::Numbers(cells) => matches!(cells.get(row), None | Some(reader::Cell::Missing)),
            Cells::Days(cells) => matches!(cells.get(row), None | Some(reader::Cell::Missing)),
            Cells::Entries(entries, values, _) => {
                entries.get(row).is_none_or(|&entry| values.is_null(entry))
            }
            _ => false,
        }
    }

    /// The text in a row, where it has one.
    #[inline]
    pub(crate) fn text(&self, row: usize) -> Option<&str> {
        match &self.cells {
            Cells::Text(array) if !self.is_masked(row) => Some(array.value(row)),
            _ => self.other_text(row),
        }
    }

    /// The text in a row of a column of a rarer type.
    fn other_text(&self, row: usize) -> Option<&str> {
        if self.is_null(row) {
            return None;
        }
        match &self.cells {
            Cells::Text(array) => Some(array.value(row)),
            Cells::LargeText(array) => Some(array.value(row)),
            Cells::TextView(array) => Some(array.value(row)),
            Cells::Entries(entries, values, _) => values.text(*entries.get(row)?),
            _ => None,
        }
    }

    /// The whole number in a row, where it has one.
    pub(crate) fn integer(&self, row: usize) -> Option<i64> {
        if self.is_null(row) {
            return None;
        }
        match &self.cells {
            Cells::Integer(array) => Some(array.value(row)),
            Cells::SmallInteger(array) => Some(array.value(row).into()),
            Cells::Entries(entries, values, _) => values.integer(*entries.get(row)?),
            _ => {
                self.number(row).filter(|number| number.fract() == 0.0).map(|number| number as i64)
            }
        }
    }

    /// The number in a row of a column of the type that numbers mostly have.
    #[inline]
    pub(crate) fn plain_number(&self, row: usize) -> Option<f64> {
        match &self.cells {
            Cells::Number(array) if !self.is_masked(row) => Some(array.value(row)),
            _ => None,
        }
    }

    /// Whether it is so, in a row of a column of truth values.
    #[inline]
    pub(crate) fn plain_flag(&self, row: usize) -> Option<bool> {
        match &self.cells {
            Cells::Flag(array) if !self.is_masked(row) => Some(array.value(row)),
            _ => None,
        }
    }

    /// The number of the day in a row of a column of days.
    #[inline]
    pub(crate) fn plain_day(&self, row: usize) -> Option<i32> {
        match &self.cells {
            Cells::Day(array) if !self.is_masked(row) => Some(array.value(row)),
            _ => None,
        }
    }

    fn number(&self, row: usize) -> Option<f64> {
        match &self.cells {
            Cells::Number(array) => Some(array.value(row)),
            Cells::Numbers(cells) => match cells.get(row)? {
                reader::Cell::Value(number) => Some(*number),
                _ => None,
            },
            _ => None,
        }
    }

    /// The members of the list in a row: from where to where, of which column.
    pub(crate) fn list(&self, row: usize) -> Option<(std::ops::Range<usize>, &Column<'a>)> {
        match &self.cells {
            Cells::Lists(ends, members) if !self.is_null(row) => {
                Some((*ends.get(row)?..*ends.get(row + 1)?, members))
            }
            _ => None,
        }
    }
}

impl<'a> Cells<'a> {
    fn new(array: &'a ArrayRef, untyped: bool) -> Cells<'a> {
        match array.data_type() {
            DataType::Null => Cells::Nothing,
            DataType::Utf8 => Cells::Text(array.as_string()),
            DataType::LargeUtf8 => Cells::LargeText(array.as_string()),
            DataType::Utf8View => Cells::TextView(array.as_string_view()),
            DataType::Boolean => Cells::Flag(array.as_boolean()),
            DataType::Int64 => Cells::Integer(array.as_primitive::<Int64Type>()),
            DataType::Int32 => Cells::SmallInteger(array.as_primitive::<Int32Type>()),
            DataType::Float64 => Cells::Number(array.as_primitive::<Float64Type>()),
            DataType::Date32 => Cells::Day(array.as_primitive::<Date32Type>()),
            DataType::Date64 | DataType::Timestamp(..) => {
                let mut days = Vec::with_capacity(array.len());
                match times::read(array, false, &mut |day| days.push(day)) {
                    Ok(()) => Cells::Days(days),
                    Err(_) => Cells::Other(array.data_type()),
                }
            }
            DataType::Dictionary(..) => match array.as_any_dictionary_opt() {
                // Of a column of categories that has none.
                Some(dictionary) if dictionary.values().is_empty() => Cells::Nothing,
                Some(dictionary) => {
                    let values = Column::new(dictionary.values(), untyped);
                    let count = dictionary.values().len();
                    Cells::Entries(dictionary.normalized_keys(), Box::new(values), count)
                }
                None => Cells::Other(array.data_type()),
            },
            DataType::List(_) => {
                let lists = array.as_list::<i32>();
                let ends = lists.value_offsets().iter().map(|&end| end as usize);
                let members = Box::new(Column::new(lists.values(), untyped));
                Cells::Lists(ends.collect(), members)
            }
            DataType::LargeList(_) => {
                let lists = array.as_list::<i64>();
                let ends = lists.value_offsets().iter().map(|&end| end as usize);
                let members = Box::new(Column::new(lists.values(), untyped));
                Cells::Lists(ends.collect(), members)
            }
            DataType::Struct(fields) => {
                let objects = array.as_struct();
                let columns = fields.iter().zip(objects.columns());
                let columns = columns
                    .map(|(field, array)| (field.name().as_str(), Column::new(array, untyped)));
                Cells::Objects(columns.collect())
            }
            _ => {
                let mut values = Vec::with_capacity(array.len());
                match numbers::read(array, false, &mut |value| values.push(value)) {
                    Ok(()) => Cells::Numbers(values),
                    Err(_) => Cells::Other(array.data_type()),
                }
            }
        }
    }
}

/// A number as JSON; a whole one without a point, as documents write it.
fn number(number: f64) -> Value {
    if number.fract() == 0.0 && number.abs() < 9e15 {
        return (number as i64).into();
    }
    let finite = serde_json::Number::from_f64(number);
    finite.map_or_else(|| number.to_string().into(), Value::Number)
}

/// One cell. To be read as a value it must hold one, or be of [`Column::NOTHING`].
#[derive(Clone, Copy)]
pub(crate) struct Cell<'c, 'a> {
    pub(crate) column: &'c Column<'a>,
    pub(crate) row: usize,
}

impl<'c, 'a> Cell<'c, 'a> {
    /// A cell, to be read as a value.
    fn of(column: &'c Column<'a>, row: usize) -> Cell<'c, 'a> {
        Cell { column: if column.is_null(row) { &Column::NOTHING } else { column }, row }
    }

    /// The text of the cell, where it may stand for a value of any type.
    fn untyped_text(self) -> Option<&'c str> {
        if self.column.untyped { self.column.text(self.row) } else { None }
    }

    /// Whether nothing is in it.
    pub(super) fn is_null(self) -> bool {
        self.column.is_null(self.row)
    }

    /// The cell as JSON.
    pub(crate) fn to_json(self) -> Value {
        let Cell { column, row } = self;
        if column.is_null(row) {
            return Value::Null;
        }
        let day = |number: i32| Day::of_1970(number).map(|day| day.to_string()).into();
        match &column.cells {
            Cells::Nothing => Value::Null,
            Cells::Text(_) | Cells::LargeText(_) | Cells::TextView(_) => column.text(row).into(),
            Cells::Flag(array) => array.value(row).into(),
            Cells::Integer(array) => array.value(row).into(),
            Cells::SmallInteger(array) => array.value(row).into(),
            Cells::Number(array) => number(array.value(row)),
            Cells::Day(array) => day(array.value(row)),
            Cells::Numbers(cells) => match cells.get(row) {
                Some(reader::Cell::Value(value)) => number(*value),
                Some(reader::Cell::Wrong(found)) => found.as_str().into(),
                _ => Value::Null,
            },
            Cells::Days(cells) => match cells.get(row) {
                Some(reader::Cell::Value(number)) => day(*number),
                Some(reader::Cell::Wrong(found)) => found.as_str().into(),
                _ => Value::Null,
            },
            Cells::Entries(entries, values, _) => match entries.get(row) {
                Some(&row) => Cell { column: values, row }.to_json(),
                None => Value::Null,
            },
            Cells::Lists(..) => match column.list(row) {
                Some((members, column)) => {
                    members.map(|row| Cell { column, row }.to_json()).collect()
                }
                None => Value::Null,
            },
            Cells::Objects(columns) => {
                let cells = columns
                    .iter()
                    .map(|(name, column)| ((*name).to_owned(), Cell { column, row }.to_json()));
                Value::Object(cells.filter(|(_, cell)| !cell.is_null()).collect::<Map<_, _>>())
            }
            Cells::Other(of) => Value::String(format!("a cell of type {of}")),
        }
    }
}

impl<'de> de::Deserializer<'de> for Cell<'_, '_> {
    type Error = Refused;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refused> {
        let Cell { column, row } = self;
        match &column.cells {
            Cells::Nothing => visitor.visit_unit(),
            Cells::Text(array) => visitor.visit_str(array.value(row)),
            Cells::Day(array) => visitor.visit_i32(array.value(row)),
            Cells::Flag(array) => visitor.visit_bool(array.value(row)),
            Cells::Integer(array) => visitor.visit_i64(array.value(row)),
            Cells::SmallInteger(array) => visitor.visit_i64(array.value(row).into()),
            Cells::Number(array) => visitor.visit_f64(array.value(row)),
            Cells::LargeText(array) => visitor.visit_str(array.value(row)),
            Cells::TextView(array) => visitor.visit_str(array.value(row)),
            Cells::Numbers(cells) => match cells.get(row) {
                Some(reader::Cell::Value(number)) => visitor.visit_f64(*number),
                _ => Err(Refused::default()),
            },
            Cells::Days(cells) => match cells.get(row) {
                Some(reader::Cell::Value(number)) => visitor.visit_i32(*number),
                _ => Err(Refused::default()),
            },
            Cells::Entries(entries, values, _) => match entries.get(row) {
                Some(&row) => Cell::of(values, row).deserialize_any(visitor),
                None => visitor.visit_unit(),
            },
            Cells::Lists(..) => match column.list(row) {
                Some((rows, column)) => visitor.visit_seq(Members { rows, column }),
                None => visitor.visit_unit(),
            },
            Cells::Objects(..) | Cells::Other(..) => Err(Refused::default()),
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refused> {
        if self.column.is_null(self.row) { visitor.visit_none() } else { visitor.visit_some(self) }
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refused> {
        if self.column.is_null(self.row) {
            return visitor.visit_seq(Members { rows: 0..0, column: &Column::NOTHING });
        }
        match self.untyped_text() {
            // Of a column without a type, lists are texts with semicolons between.
            Some(text) => {
                let members = text.split(';').map(str::trim).filter(|member| !member.is_empty());
                visitor.visit_seq(de::value::SeqDeserializer::new(members))
            }
            _ => self.deserialize_any(visitor),
        }
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refused> {
        match self.untyped_text().map(str::trim) {
            Some("true") => visitor.visit_bool(true),
            Some("false") => visitor.visit_bool(false),
            _ => self.deserialize_any(visitor),
        }
    }

    fn deserialize_f64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refused> {
        match self.untyped_text() {
            Some(text) => match text.trim().parse::<f64>() {
                Ok(number) => visitor.visit_f64(number),
                Err(_) => Err(de::Error::invalid_value(de::Unexpected::Str(text), &"a number")),
            },
            _ => self.deserialize_any(visitor),
        }
    }

    fn deserialize_u32<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refused> {
        let text = self.untyped_text();
        match (self.column.integer(self.row), text.map(|text| text.trim().parse::<u32>())) {
            // Data frames that know no missing whole number hold them as floating point.
            (Some(number), _) => visitor.visit_i64(number),
            (None, Some(Ok(number))) => visitor.visit_u32(number),
            (None, Some(Err(_))) => {
                let found = text.unwrap_or_default();
                Err(de::Error::invalid_value(de::Unexpected::Str(found), &"a whole number"))
            }
            (None, None) => self.deserialize_any(visitor),
        }
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Refused> {
        let text: StrDeserializer<'_, Refused> = match self.column.text(self.row) {
            Some(text) => text.into_deserializer(),
            None => return Err(Refused::default()),
        };
        text.deserialize_enum(name, variants, visitor)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Refused> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Refused> {
        match &self.column.cells {
            Cells::Objects(columns) if columns.iter().all(|(name, _)| fields.contains(name)) => {
                visitor.visit_seq(Keys { columns, row: self.row, fields: fields.iter() })
            }
            _ => Err(Refused::default()),
        }
    }

    serde::forward_to_deserialize_any! {
        i8 i16 i32 i64 i128 u8 u16 u64 u128 f32 char str string bytes byte_buf unit
        unit_struct tuple tuple_struct map identifier ignored_any
    }
}

/// The members of a list.
struct Members<'c, 'a> {
    rows: std::ops::Range<usize>,
    column: &'c Column<'a>,
}

impl<'de> SeqAccess<'de> for Members<'_, '_> {
    type Error = Refused;

    fn next_element_seed<S: DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, Refused> {
        let column = self.column;
        self.rows.next().map(|row| seed.deserialize(Cell::of(column, row))).transpose()
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.rows.len())
    }
}

/// The keys of an object, in the order of its type.
struct Keys<'c, 'a> {
    columns: &'c [(&'a str, Column<'a>)],
    row: usize,
    fields: std::slice::Iter<'static, &'static str>,
}

impl<'de> SeqAccess<'de> for Keys<'_, '_> {
    type Error = Refused;

    fn next_element_seed<S: DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, Refused> {
        let Some(field) = self.fields.next() else { return Ok(None) };
        let column = self.columns.iter().find(|(name, _)| name == field);
        let column = column.map_or(&Column::NOTHING, |(_, column)| column);
        seed.deserialize(Cell::of(column, self.row)).map(Some)
    }
}

/// Why a row cannot be read.
#[derive(Debug, Default)]
pub(crate) struct Refused {
    column: String,
    why: String,
}

impl Refused {
    pub(crate) fn in_column(self, column: &str) -> Refused {
        Refused { column: column.to_owned(), ..self }
    }

    /// Nothing where there must be something.
    pub(super) fn nothing() -> Refused {
        Refused { column: String::new(), why: "nothing".to_owned() }
    }

    /// What is wrong, with a pointer to the cell in its row.
    pub(super) fn problem(&self) -> Problem {
        let place = Place::pointer(match self.column.as_str() {
            "" => String::new(),
            column => format!("/{column}"),
        });
        Problem::new(place, self.why.as_str(), "a cell that can be read")
    }
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.why)
    }
}

impl std::error::Error for Refused {}

impl de::Error for Refused {
    fn custom<M: fmt::Display>(message: M) -> Refused {
        Refused { column: String::new(), why: message.to_string() }
    }
}
