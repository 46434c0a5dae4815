//! Tables as text, row by row.

use std::io::{self, Write};

use serde_json::{Map, Value};

use super::Table;
use super::cell::{Cell, Column};

impl Table {
    /// Writes the rows as JSON Lines: an object a row, without the keys of missing values; dates as
    /// `YYYY-MM-DD`.
    ///
    /// # Errors
    /// Those of the writer.
    pub fn write_json_lines(&self, to: &mut impl Write) -> io::Result<()> {
        self.each_row(|names, cells| {
            let names = names.iter().map(|name| (*name).to_owned());
            let row = names.zip(cells).filter(|(_, cell)| !cell.is_null());
            serde_json::to_writer(&mut *to, &row.collect::<Map<_, _>>())?;
            to.write_all(b"\n")
        })
    }

    /// Writes the rows as CSV (RFC 4180), after a header where it is asked for; a missing value is
    /// an empty cell, a list its JSON.
    ///
    /// # Errors
    /// Those of the writer.
    pub fn write_csv(&self, to: &mut impl Write, header: bool) -> io::Result<()> {
        let mut writer = csv::Writer::from_writer(to);
        if header {
            writer.write_record(self.column_names())?;
        }
        self.each_row(|_, cells| {
            let cells = cells.map(|cell| match cell {
                Value::Null => String::new(),
                Value::String(text) => text,
                other => other.to_string(),
            });
            Ok(writer.write_record(cells)?)
        })?;
        writer.flush()
    }

    fn each_row(
        &self,
        mut write: impl FnMut(&[&str], &mut dyn Iterator<Item = Value>) -> io::Result<()>,
    ) -> io::Result<()> {
        let names = self.column_names();
        for batch in self.batches() {
            let columns: Vec<Column<'_>> =
                batch.columns().iter().map(|column| Column::new(column, false)).collect();
            for row in 0..batch.num_rows() {
                write(&names, &mut columns.iter().map(|column| Cell { column, row }.to_json()))?;
            }
        }
        Ok(())
    }
}
