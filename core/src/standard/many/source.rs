//! Where many dossiers come from.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::sync::Arc;

use arrow_array::{RecordBatch, RecordBatchReader};

use super::portion::Portion;
use super::sections::check_rows;
use super::tables::SectionTables;
use crate::error::{Code, Error, Place};
use crate::standard::dossier::Dossier;
use crate::table::Table;

/// Many dossiers, one after the other, from wherever they come.
pub struct Dossiers<'a>(Source<'a>);

enum Source<'a> {
    Lines {
        lines: Box<dyn BufRead + Send + 'a>,
        read: usize,
        subject: String,
    },
    Each {
        dossiers: Box<dyn Iterator<Item = Result<Dossier, Error>> + Send + 'a>,
        read: usize,
    },
    Tables {
        tables: Arc<SectionTables>,
        read: usize,
    },
    Rows {
        batches: Box<dyn Iterator<Item = Result<RecordBatch, Error>> + Send + 'a>,
        now: RecordBatch,
        read: usize,
        untyped: bool,
    },
}

impl<'a> Dossiers<'a> {
    /// Dossiers in JSON Lines, one document a line; blank lines are passed over.
    pub fn from_json_lines(lines: impl BufRead + Send + 'a) -> Dossiers<'a> {
        let subject = "dossiers".to_owned();
        Dossiers(Source::Lines { lines: Box::new(lines), read: 0, subject })
    }

    /// Dossiers in a file of JSON Lines.
    ///
    /// # Errors
    /// [`Code::File`] where the file cannot be opened.
    pub fn from_json_lines_file(path: impl AsRef<Path>) -> Result<Dossiers<'a>, Error> {
        let subject = path.as_ref().display().to_string();
        let file = std::fs::File::open(path).map_err(|error| unreadable(&subject, &error))?;
        Ok(Dossiers(Source::Lines { lines: Box::new(BufReader::new(file)), read: 0, subject }))
    }

    /// Dossiers of an iterator. One that could not be read is an error in its place.
    pub fn from_each(
        dossiers: impl IntoIterator<Item = Result<Dossier, Error>, IntoIter: Send> + 'a,
    ) -> Dossiers<'a> {
        Dossiers(Source::Each { dossiers: Box::new(dossiers.into_iter()), read: 0 })
    }

    /// Dossiers in tables, one for each section, by the key of the section in a dossier.
    ///
    /// The table `persons` has a row for each dossier: `person`, a text or a whole number that no
    /// other row has, and `born` where it is known. Each other table has the column `person` and
    /// columns with the keys of the entries of its section, such as `of`, `amount` and `to` under
    /// `hours`; a key without a column is in no entry, a cell without a value is no value.
    /// `topics` and other lists are lists of text; in tables from CSV they are texts with `;`
    /// between. The table `complete` has `person` and `section`.
    ///
    /// Rows of a section may come in any order; where they come in the order of the persons
    /// they are read as they stand.
    ///
    /// # Errors
    /// [`Code::Table`] with every table and column that is unknown or missing, every person that
    /// is missing or occurs twice, and every row of somebody who is not among the persons. What
    /// is wrong in the cells is said when the dossiers are assessed.
    pub fn from_tables(
        tables: impl IntoIterator<Item = (impl AsRef<str>, Table)>,
    ) -> Result<Dossiers<'a>, Error> {
        let tables = Arc::new(SectionTables::new(tables)?);
        Ok(Dossiers(Source::Tables { tables, read: 0 }))
    }

    /// Dossiers in the rows of one table, as data frames read JSON Lines: the columns are the keys
    /// of a dossier, sections are lists of objects.
    ///
    /// # Errors
    /// [`Code::Table`] with every column that is unknown or is not of the right type.
    pub fn from_rows(table: &Table) -> Result<Dossiers<'a>, Error> {
        check_rows(&table.schema())?;
        let batches = table.batches().to_vec().into_iter().map(Ok);
        Ok(Dossiers::rows(Box::new(batches), table.schema(), table.is_untyped()))
    }

    /// Dossiers in the rows of a stream of Arrow record batches, one batch in memory at a time. The
    /// columns are those of [`Dossiers::from_rows`].
    ///
    /// # Errors
    /// As [`Dossiers::from_rows`].
    pub fn from_row_stream(
        stream: impl RecordBatchReader + Send + 'a,
    ) -> Result<Dossiers<'a>, Error> {
        let schema = stream.schema();
        check_rows(&schema)?;
        let batches = stream.map(|batch| {
            batch.map_err(|error| {
                let found = error.to_string();
                Error::one(Code::Stream, "dossiers", Place::Whole, found, "record batches")
            })
        });
        Ok(Dossiers::rows(Box::new(batches), schema, false))
    }

    fn rows(
        batches: Box<dyn Iterator<Item = Result<RecordBatch, Error>> + Send + 'a>,
        schema: arrow_schema::SchemaRef,
        untyped: bool,
    ) -> Dossiers<'a> {
        let now = RecordBatch::new_empty(schema);
        Dossiers(Source::Rows { batches, now, read: 0, untyped })
    }

    /// What an error about all of them is about.
    pub(super) fn subject(&self) -> &str {
        match &self.0 {
            Source::Lines { subject, .. } => subject,
            _ => "dossiers",
        }
    }

    /// The code of an error about what is in them.
    pub(super) fn code(&self) -> Code {
        match &self.0 {
            Source::Tables { .. } => Code::Table,
            _ => Code::Document,
        }
    }

    /// The next dossiers, at most so many.
    pub(super) fn next_portion(&mut self, size: usize) -> Option<Result<Portion, Error>> {
        match &mut self.0 {
            Source::Lines { lines, read, subject } => {
                let mut portion = Vec::new();
                while portion.len() < size {
                    let mut line = Vec::new();
                    match lines.read_until(b'\n', &mut line) {
                        Ok(0) => break,
                        Ok(_) => {
                            if !line.iter().all(u8::is_ascii_whitespace) {
                                portion.push((*read, line));
                            }
                            *read += 1;
                        }
                        Err(error) => return Some(Err(unreadable(subject, &error))),
                    }
                }
                (!portion.is_empty()).then_some(Ok(Portion::Lines(portion)))
            }
            Source::Each { dossiers, read } => {
                let portion: Vec<_> = dossiers.take(size).collect();
                let first = *read;
                *read += portion.len();
                (!portion.is_empty()).then_some(Ok(Portion::Dossiers { first, dossiers: portion }))
            }
            Source::Tables { tables, read } => {
                let first = *read;
                *read = (first + size).min(tables.persons());
                let rows = first..*read;
                let tables = Arc::clone(tables);
                (!rows.is_empty()).then_some(Ok(Portion::Tables { tables, rows }))
            }
            Source::Rows { batches, now, read, untyped } => {
                while now.num_rows() == 0 {
                    match batches.next()? {
                        Ok(batch) => *now = batch,
                        Err(error) => return Some(Err(error)),
                    }
                }
                let length = size.min(now.num_rows());
                let batch = now.slice(0, length);
                *now = now.slice(length, now.num_rows() - length);
                let first = *read;
                *read += length;
                Some(Ok(Portion::Rows { first, batch, untyped: *untyped }))
            }
        }
    }
}

impl std::fmt::Debug for Dossiers<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Dossiers(…)")
    }
}

fn unreadable(subject: &str, error: &std::io::Error) -> Error {
    Error::one(Code::File, subject, Place::Whole, error.to_string(), "a file to read")
}
