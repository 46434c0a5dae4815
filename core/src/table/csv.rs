//! Tables from CSV.

use std::path::Path;
use std::sync::Arc;

use arrow_array::{ArrayRef, RecordBatch, RecordBatchOptions, builder::StringBuilder};
use arrow_schema::{DataType, Field, Schema};
use csv::{ErrorKind, ReaderBuilder};

use super::Table;
use crate::error::{Code, Error, Place, Problems};

impl Table {
    /// A table from CSV text (RFC 4180) with a header row; a byte order mark is passed over.
    ///
    /// Cells have no type until they are read: a number is asked for, or a date, or a name,
    /// and `007` stays `007` where it is a name. An empty cell is missing.
    ///
    /// # Errors
    /// [`Code::Table`] with every row that has more or fewer cells than the header.
    pub fn from_csv(text: &str) -> Result<Table, Error> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let mut reader = ReaderBuilder::new().flexible(true).from_reader(text.as_bytes());
        let header = reader.headers().map_err(|error| unreadable(&error))?.clone();
        if header.is_empty() {
            return Err(Error::one(
                Code::Table,
                "table",
                Place::Whole,
                "no header row",
                "CSV with a header row",
            ));
        }
        let mut columns: Vec<StringBuilder> = header.iter().map(|_| StringBuilder::new()).collect();
        let mut problems = Problems::new();
        for (row, record) in reader.records().enumerate() {
            let record = record.map_err(|error| unreadable(&error))?;
            if record.len() != header.len() {
                problems.push(
                    Place::row(row),
                    format!("{} cells", record.len()),
                    format!("{}, as in the header", header.len()),
                );
                continue;
            }
            for (column, cell) in columns.iter_mut().zip(&record) {
                column.append_option((!cell.is_empty()).then_some(cell));
            }
        }
        problems.finish(Code::Table, "table")?;
        let fields: Vec<Field> =
            header.iter().map(|name| Field::new(name.trim(), DataType::Utf8, true)).collect();
        let columns: Vec<ArrayRef> =
            columns.iter_mut().map(|column| Arc::new(column.finish()) as ArrayRef).collect();
        let schema = Arc::new(Schema::new(fields));
        let batch = RecordBatch::try_new_with_options(
            Arc::clone(&schema),
            columns,
            &RecordBatchOptions::default(),
        )
        .map_err(|error| {
            Error::one(Code::Internal, "table", Place::Whole, error.to_string(), "columns")
        })?;
        Table::untyped(schema, batch)
    }

    /// A table from a CSV file in UTF-8. See [`Table::from_csv`].
    ///
    /// # Errors
    /// [`Code::File`] where the file cannot be read, [`Code::InvalidText`] where it is not
    /// UTF-8; else as [`Table::from_csv`].
    pub fn from_csv_file(path: impl AsRef<Path>) -> Result<Table, Error> {
        Table::from_csv(&crate::document::read_file(path.as_ref())?)
    }
}

fn unreadable(error: &csv::Error) -> Error {
    let place = match error.position() {
        Some(position) => {
            Place::Position { line: usize::try_from(position.line()).unwrap_or(0), column: 1 }
        }
        None => Place::Whole,
    };
    let found = match error.kind() {
        ErrorKind::Utf8 { .. } => "text that is not UTF-8".to_owned(),
        _ => error.to_string(),
    };
    Error::one(Code::Table, "table", place, found, "CSV (RFC 4180)")
}
