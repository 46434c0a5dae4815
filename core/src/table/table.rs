//! The table itself.

use std::sync::Arc;

use arrow_array::{RecordBatch, RecordBatchReader};
use arrow_schema::{ArrowError, Schema, SchemaRef};

use super::{TableBuilder, TableReader};
use crate::error::{Code, Error, Place};
use crate::order;

/// Named columns of one length, immutable and cheap to clone.
///
/// ```
/// use peerpath::Table;
/// let table = Table::from_csv("person,month,state\n1,0,seeking\n1,7,peer-job\n")?;
/// assert_eq!(table.row_count(), 2);
/// assert_eq!(table.column_names(), ["person", "month", "state"]);
/// # Ok::<(), peerpath::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct Table {
    schema: SchemaRef,
    batches: Arc<[RecordBatch]>,
    untyped: bool,
}

impl Table {
    /// A table of Arrow record batches that share a schema.
    ///
    /// # Errors
    /// [`Code::Table`] where a batch has another schema than the first, or a column name occurs twice.
    pub fn from_batches(schema: SchemaRef, batches: Vec<RecordBatch>) -> Result<Table, Error> {
        for batch in &batches {
            if batch.schema().fields() != schema.fields() {
                return Err(Error::one(
                    Code::Table,
                    "table",
                    Place::Whole,
                    "batches with different columns",
                    "the same columns in every batch",
                ));
            }
        }
        Table::checked(schema, batches, false)
    }

    /// A table of everything that a stream of Arrow record batches yields.
    ///
    /// # Errors
    /// [`Code::Stream`] where the stream reports an error; [`Code::Table`] where a column name
    /// occurs twice.
    pub fn from_stream(stream: &mut dyn RecordBatchReader) -> Result<Table, Error> {
        let schema = stream.schema();
        let batches: Result<Vec<RecordBatch>, ArrowError> = stream.collect();
        let batches = batches.map_err(|error| {
            Error::one(Code::Stream, "table", Place::Whole, error.to_string(), "record batches")
        })?;
        Table::from_batches(schema, batches)
    }

    /// A table whose cells are texts of no type: each is read as the type asked for.
    pub(super) fn untyped(schema: SchemaRef, batch: RecordBatch) -> Result<Table, Error> {
        Table::checked(schema, vec![batch], true)
    }

    fn checked(
        schema: SchemaRef,
        batches: Vec<RecordBatch>,
        untyped: bool,
    ) -> Result<Table, Error> {
        let mut names: Vec<&String> = schema.fields().iter().map(|field| field.name()).collect();
        order::sort(&mut names, &Ord::cmp);
        if let Some(pair) = names.windows(2).find(|pair| pair[0] == pair[1]) {
            return Err(Error::one(
                Code::Table,
                "table",
                Place::column(pair[0]),
                "two columns of this name",
                "one",
            ));
        }
        Ok(Table { schema, batches: batches.into(), untyped })
    }

    /// A builder for a table, column by column.
    #[must_use]
    pub fn builder() -> TableBuilder {
        TableBuilder::default()
    }

    /// A reader of columns by name and type.
    #[must_use]
    pub fn reader(&self) -> TableReader<'_> {
        TableReader::new(self)
    }

    /// The number of rows.
    #[must_use]
    pub fn row_count(&self) -> usize {
        self.batches.iter().map(RecordBatch::num_rows).sum()
    }

    /// The names of the columns, in order.
    #[must_use]
    pub fn column_names(&self) -> Vec<&str> {
        self.schema.fields().iter().map(|field| field.name().as_str()).collect()
    }

    /// The Arrow schema.
    #[must_use]
    pub fn schema(&self) -> SchemaRef {
        Arc::clone(&self.schema)
    }

    /// The Arrow record batches; no row is copied.
    #[must_use]
    pub fn batches(&self) -> &[RecordBatch] {
        &self.batches
    }

    /// Whether cells are texts of no type, as in CSV.
    pub(crate) fn is_untyped(&self) -> bool {
        self.untyped
    }

    /// A table of other rows of the same columns.
    pub(crate) fn with_batch(&self, batch: RecordBatch) -> Table {
        Table { schema: batch.schema(), batches: Arc::from([batch]), untyped: self.untyped }
    }

    /// The rows that are kept, in their order; none is copied.
    pub(crate) fn keep_rows(&self, keep: &[bool]) -> Table {
        let mut kept = Vec::new();
        let mut before = 0;
        for batch in self.batches.iter() {
            let of_batch = keep.get(before..before + batch.num_rows()).unwrap_or_default();
            let mut start = 0;
            for run in of_batch.chunk_by(|one, other| one == other) {
                if run.first() == Some(&true) {
                    kept.push(batch.slice(start, run.len()));
                }
                start += run.len();
            }
            before += batch.num_rows();
        }
        Table { schema: Arc::clone(&self.schema), batches: kept.into(), untyped: self.untyped }
    }

    /// A table with no row and no column.
    #[must_use]
    pub fn empty() -> Table {
        Table { schema: Arc::new(Schema::empty()), batches: Arc::from([]), untyped: false }
    }
}
