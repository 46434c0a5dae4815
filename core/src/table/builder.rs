//! Result tables, column by column.

use std::sync::Arc;

use arrow_array::builder::{BooleanBuilder, Date32Builder, Float64Builder, StringBuilder};
use arrow_array::{ArrayRef, Float64Array, Int64Array, RecordBatch};
use arrow_schema::{Field, Schema};
use jiff::civil::Date;

use super::Table;
use crate::document::Day;
use crate::error::{Code, Error, Place};

/// Builds a table column by column.
#[derive(Debug, Default)]
pub struct TableBuilder {
    fields: Vec<Field>,
    columns: Vec<ArrayRef>,
}

impl TableBuilder {
    /// A column of texts.
    #[must_use]
    pub fn text(self, name: &str, values: impl IntoIterator<Item = impl AsRef<str>>) -> Self {
        self.optional_text(name, values.into_iter().map(Some))
    }

    /// A column of texts, some missing.
    #[must_use]
    pub fn optional_text(
        self,
        name: &str,
        values: impl IntoIterator<Item = Option<impl AsRef<str>>>,
    ) -> Self {
        let mut column = StringBuilder::new();
        for value in values {
            append(&mut column, value.as_ref().map(AsRef::as_ref));
        }
        self.column(name, Arc::new(column.finish()))
    }

    /// A column of numbers. What is not a number becomes null, since no reader should meet a
    /// NaN that nobody explained.
    #[must_use]
    pub fn number(self, name: &str, values: impl IntoIterator<Item = f64>) -> Self {
        self.numbers(name, values.into_iter().collect())
    }

    fn numbers(self, name: &str, values: Vec<f64>) -> Self {
        if values.iter().any(|value| value.is_nan()) {
            let mut column = Float64Builder::with_capacity(values.len());
            for value in values {
                column.append_option((!value.is_nan()).then_some(value));
            }
            return self.column(name, Arc::new(column.finish()));
        }
        self.column(name, Arc::new(Float64Array::from(values)))
    }

    /// A column of numbers, some missing.
    #[must_use]
    pub fn optional_number(
        self,
        name: &str,
        values: impl IntoIterator<Item = Option<f64>>,
    ) -> Self {
        self.numbers(name, values.into_iter().map(|value| value.unwrap_or(f64::NAN)).collect())
    }

    /// A column of counts (64-bit integers, signed because more readers know those).
    #[must_use]
    pub fn count(self, name: &str, values: impl IntoIterator<Item = u64>) -> Self {
        let values = values.into_iter().map(|value| i64::try_from(value).unwrap_or(i64::MAX));
        self.column(name, Arc::new(Int64Array::from(values.collect::<Vec<i64>>())))
    }

    /// A column of counts, some missing.
    #[must_use]
    pub fn optional_count(self, name: &str, values: impl IntoIterator<Item = Option<u64>>) -> Self {
        let count = |value| i64::try_from(value).unwrap_or(i64::MAX);
        let values: Int64Array = values.into_iter().map(|value| value.map(count)).collect();
        self.column(name, Arc::new(values))
    }

    /// A column of days, some missing.
    #[must_use]
    pub fn day(self, name: &str, values: impl IntoIterator<Item = Option<Date>>) -> Self {
        let mut column = Date32Builder::new();
        for value in values {
            column.append_option(value.map(|day| Day(day).since_1970()));
        }
        self.column(name, Arc::new(column.finish()))
    }

    /// A column of true and false.
    #[must_use]
    pub fn flag(self, name: &str, values: impl IntoIterator<Item = bool>) -> Self {
        let mut column = BooleanBuilder::new();
        for value in values {
            column.append_value(value);
        }
        self.column(name, Arc::new(column.finish()))
    }

    fn column(mut self, name: &str, values: ArrayRef) -> Self {
        self.fields.push(Field::new(name, values.data_type().clone(), true));
        self.columns.push(values);
        self
    }

    /// The table.
    ///
    /// # Errors
    /// [`Code::Internal`] where the columns differ in length, [`Code::Table`] where two have one
    /// name: both are defects of the calling code.
    pub fn finish(self) -> Result<Table, Error> {
        let schema = Arc::new(Schema::new(self.fields));
        let batch = RecordBatch::try_new(Arc::clone(&schema), self.columns).map_err(|error| {
            let expected = "columns of one length";
            Error::one(Code::Internal, "table", Place::Whole, error.to_string(), expected)
        })?;
        Table::from_batches(schema, vec![batch])
    }
}

/// Adds a text: one piece of code for all columns, however their values come.
#[inline(never)]
fn append(column: &mut StringBuilder, value: Option<&str>) {
    column.append_option(value);
}
