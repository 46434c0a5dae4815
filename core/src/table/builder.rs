//! Result tables, column by column.

use std::sync::Arc;

use arrow_array::builder::{BooleanBuilder, Date32Builder, Float64Builder, StringBuilder};
use arrow_array::{ArrayRef, Float64Array, Int64Array, RecordBatch, StringArray};
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
        let values = StringArray::from_iter_values(values);
        self.column(name, Arc::new(values))
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
            column.append_option(value);
        }
        self.column(name, Arc::new(column.finish()))
    }

    /// A column of numbers. What is not a number becomes null, since no reader should meet a
    /// NaN that nobody explained.
    #[must_use]
    pub fn number(self, name: &str, values: impl IntoIterator<Item = f64>) -> Self {
        let values: Vec<f64> = values.into_iter().collect();
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
        self.number(name, values.into_iter().map(|value| value.unwrap_or(f64::NAN)))
    }

    /// A column of counts (64-bit integers, signed because more readers know those).
    #[must_use]
    pub fn count(self, name: &str, values: impl IntoIterator<Item = u64>) -> Self {
        let values = values.into_iter().map(|value| i64::try_from(value).unwrap_or(i64::MAX));
        self.column(name, Arc::new(Int64Array::from_iter_values(values)))
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
