//! Columns by name and type.

use arrow_array::{Array, ArrayRef};

use super::{Table, Times, names, numbers, times};
use crate::document::hint;
use crate::error::{Code, Error, Place, Problem, Problems};
use crate::labels::Labels;

/// Reads columns of a table by name and type, and notes every problem instead of stopping at
/// the first.
///
/// A read that fails yields an empty column or one with gaps: what was read counts only after
/// [`TableReader::finish`] has found no problem.
///
/// ```
/// use peerpath::Table;
/// let table = Table::from_json(r#"{"id": [1, 1], "month": [0, null]}"#)?;
/// let mut reader = table.reader();
/// let person = reader.labels("id");
/// let month = reader.numbers("month");
/// let state = reader.labels("state");
/// let error = reader.finish("histories").unwrap_err();
/// assert_eq!(error.count(), 2);
/// # Ok::<(), peerpath::Error>(())
/// ```
#[derive(Debug)]
pub struct TableReader<'a> {
    table: &'a Table,
    problems: Problems,
}

/// One cell as a reader of one type sees it.
#[derive(Clone, Debug)]
pub(crate) enum Cell<T> {
    Missing,
    Value(T),
    /// What is there instead.
    Wrong(String),
}

impl<'a> TableReader<'a> {
    pub(super) fn new(table: &'a Table) -> TableReader<'a> {
        TableReader { table, problems: Problems::new() }
    }

    /// Whether there is a column of this name.
    #[must_use]
    pub fn has(&self, column: &str) -> bool {
        self.table.column_names().contains(&column)
    }

    /// The number of rows.
    #[must_use]
    pub fn row_count(&self) -> usize {
        self.table.row_count()
    }

    /// Whether a column holds numbers: by its type, or, where it has none, by what is in its
    /// cells. Digits behind a leading 0 are a name.
    #[must_use]
    pub fn is_numeric(&self, column: &str) -> bool {
        let names = self.table.column_names();
        let Some(index) = names.iter().position(|name| *name == column) else { return false };
        let chunks: Vec<ArrayRef> =
            self.table.batches().iter().map(|batch| ArrayRef::clone(batch.column(index))).collect();
        numbers::are_numbers(&chunks, self.table.is_untyped())
    }

    /// A column of finite numbers without gaps: integers, floats, decimals.
    pub fn numbers(&mut self, column: &str) -> Vec<f64> {
        let mut values = Vec::with_capacity(self.table.row_count());
        let wanted = "a finite number";
        self.cells(column, wanted, numbers::read, |reader, row, cell| match cell {
            Cell::Value(value) => values.push(value),
            Cell::Missing => reader.refuse(row, column, "nothing", wanted),
            Cell::Wrong(found) => reader.refuse(row, column, found, wanted),
        });
        values
    }

    /// A column of finite numbers, some missing.
    pub fn optional_numbers(&mut self, column: &str) -> Vec<Option<f64>> {
        let mut values = Vec::with_capacity(self.table.row_count());
        let wanted = "a finite number, or nothing";
        self.cells(column, wanted, numbers::read, |reader, row, cell| match cell {
            Cell::Value(value) => values.push(Some(value)),
            Cell::Missing => values.push(None),
            Cell::Wrong(found) => reader.refuse(row, column, found, wanted),
        });
        values
    }

    /// A column of names without gaps: texts, dictionaries, integers, booleans.
    pub fn labels(&mut self, column: &str) -> Labels {
        let labels = self.optional_labels(column);
        for (row, &code) in labels.codes().iter().enumerate() {
            if code == Labels::MISSING {
                self.refuse(row, column, "nothing", "a name");
            }
        }
        labels
    }

    /// A column of names, some missing.
    pub fn optional_labels(&mut self, column: &str) -> Labels {
        let Some(chunks) = self.chunks(column) else { return Labels::default() };
        match names::read(&chunks) {
            Ok(labels) => labels,
            Err(found) => {
                self.problems.push(Place::column(column), found, "a column of names");
                Labels::default()
            }
        }
    }

    /// A column of times without gaps: numbers, or days where it holds dates or timestamps.
    ///
    /// A timestamp must fall on midnight and have no time zone: a moment is not a day.
    pub fn times(&mut self, column: &str) -> Times {
        let Some(chunks) = self.chunks(column) else { return Times::Numbers(Vec::new()) };
        if !times::are_days(&chunks, self.table.is_untyped()) {
            return Times::Numbers(self.numbers(column));
        }
        let mut days = Vec::with_capacity(self.table.row_count());
        let wanted = "a date";
        self.cells(column, wanted, times::read, |reader, row, cell| match cell {
            Cell::Value(day) => days.push(day),
            Cell::Missing => reader.refuse(row, column, "nothing", wanted),
            Cell::Wrong(found) => reader.refuse(row, column, found, wanted),
        });
        Times::Days(days)
    }

    /// A column of times, some not known: NaN among numbers, [`i32::MIN`] among days. One of which
    /// none is known has the kind of `like`.
    pub fn open_times(&mut self, column: &str, like: &Times) -> Times {
        let Some(chunks) = self.chunks(column) else { return Times::Numbers(Vec::new()) };
        if chunks.iter().all(|chunk| chunk.logical_null_count() == chunk.len()) {
            let rows = self.table.row_count();
            return match like {
                Times::Numbers(_) => Times::Numbers(vec![f64::NAN; rows]),
                Times::Days(_) => Times::Days(vec![i32::MIN; rows]),
            };
        }
        if !times::are_days(&chunks, self.table.is_untyped()) {
            let numbers = self.optional_numbers(column).into_iter();
            return Times::Numbers(numbers.map(|number| number.unwrap_or(f64::NAN)).collect());
        }
        let mut days = Vec::with_capacity(self.table.row_count());
        let wanted = "a date, or nothing";
        self.cells(column, wanted, times::read, |reader, row, cell| match cell {
            Cell::Value(day) => days.push(day),
            Cell::Missing => days.push(i32::MIN),
            Cell::Wrong(found) => reader.refuse(row, column, found, wanted),
        });
        Times::Days(days)
    }

    /// What is wrong so far; an estimator adds what only it can see.
    pub fn problems(&mut self) -> &mut Problems {
        &mut self.problems
    }

    /// Ends reading. `subject` says what was read, such as `survey`.
    ///
    /// # Errors
    /// [`Code::Table`] with every problem noted.
    pub fn finish(self, subject: &str) -> Result<(), Error> {
        self.problems.finish(Code::Table, subject)
    }

    fn refuse(&mut self, row: usize, column: &str, found: impl Into<String>, wanted: &str) {
        self.problems.add(|| Problem::new(Place::cell(row, column), found, wanted));
    }

    /// Hands each cell of a column to `visit`, with its row.
    fn cells<T>(
        &mut self,
        column: &str,
        wanted: &str,
        read: impl Fn(&ArrayRef, bool, &mut dyn FnMut(Cell<T>)) -> Result<(), String>,
        mut visit: impl FnMut(&mut Self, usize, Cell<T>),
    ) {
        let Some(chunks) = self.chunks(column) else { return };
        let untyped = self.table.is_untyped();
        let mut row = 0;
        for chunk in &chunks {
            let outcome = read(chunk, untyped, &mut |cell| {
                visit(self, row, cell);
                row += 1;
            });
            if let Err(found) = outcome {
                let expected = format!("a column of which each row is {wanted}");
                return self.problems.push(Place::column(column), found, expected);
            }
        }
    }

    fn chunks(&mut self, column: &str) -> Option<Vec<ArrayRef>> {
        let names = self.table.column_names();
        let Some(index) = names.iter().position(|name| *name == column) else {
            let listed: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
            let expected = format!("one of {}{}", listed.join(", "), hint(column, &names));
            self.problems.push(Place::column(column), "no such column", expected);
            return None;
        };
        let batches = self.table.batches().iter();
        Some(batches.map(|batch| ArrayRef::clone(batch.column(index))).collect())
    }
}
