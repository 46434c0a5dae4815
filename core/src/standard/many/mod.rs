//! Many dossiers against one standard: a table with one row a person.
//!
//! [`Dossiers`] come from JSON Lines, from an iterator, or from Arrow tables; they are taken in
//! portions of [`AssessManyOptions::batch_rows`], read and judged on several threads at once
//! and given out in the order in which they came, so that memory does not grow with their
//! number and the result does not depend on the number of threads. A portion is judged by the
//! same rules as a single dossier, only without notes for an explanation.

mod answer;
mod batches;
mod options;
mod portion;
mod sections;
mod source;
mod tables;
#[cfg(test)]
mod tests;

pub use batches::AssessmentBatches;
pub use options::{AssessManyOptions, AssessmentForm, OnError};
pub use source::Dossiers;

use jiff::civil::Date;

use super::definition::Standard;
use crate::error::Error;
use crate::table::Table;

impl Standard {
    /// Assesses many dossiers as they stand on one day: a row for each, in their order.
    ///
    /// The columns are `person`, `verdict`, `met_on` where it is asked for; `met`, `unmet`, `unknown`: how many of the
    /// requirements that look at evidence are so; `missing`: of how many of them an amount is
    /// missing; then for each of these requirements its verdict under its id and, where it
    /// counts something, the amount missing under `<id>_missing`. An id that is already the name
    /// of a column gets a `_` after it. [`AssessmentForm::Long`] has a row for each person
    /// and requirement instead: `person`, `requirement`, `verdict`, `missing`, `unit`.
    ///
    /// ```
    /// use jiff::civil::date;
    /// use peerpath::standard::{AssessManyOptions, Dossiers};
    /// let standard = peerpath::Standard::builtin("us-nc/cpss")?;
    /// let lines = "{\"format\": \"peerpath/dossier/1\", \"person\": \"a\", \"born\": \"2015-05-02\"}\n";
    /// let dossiers = Dossiers::from_json_lines(lines.as_bytes());
    /// let options = AssessManyOptions::default();
    /// let table = standard.assess_many(dossiers, date(2026, 11, 21), &options)?;
    /// assert_eq!(table.to_json_columns()["verdict"], serde_json::json!(["unmet"]));
    /// # Ok::<(), peerpath::Error>(())
    /// ```
    ///
    /// # Errors
    /// With everything that is wrong with any dossier, unless
    /// [`AssessManyOptions::on_error`] is to report it in the rows: [`Code::Document`](crate::Code)
    /// with pointers into the batch taken as a list, where lines are not dossiers; `Table` with
    /// cells, where tables are not; `NotInForce` where that is all that is wrong. In any case
    /// `Table` where columns are missing, unknown or of a wrong type, or rows are of nobody, and
    /// `File` or `Stream` where reading fails.
    pub fn assess_many(
        &self,
        dossiers: Dossiers<'_>,
        as_of: Date,
        options: &AssessManyOptions,
    ) -> Result<Table, Error> {
        AssessmentBatches::new(self, dossiers, as_of, options).into_table()
    }

    /// Assesses many dossiers portion by portion, in memory that does not grow with their
    /// number: each table is a part of the one that [`Standard::assess_many`] gives. The first
    /// error is the last item.
    ///
    /// # Errors
    /// None until the first item is asked for.
    pub fn assess_batches<'a>(
        &self,
        dossiers: Dossiers<'a>,
        as_of: Date,
        options: &AssessManyOptions,
    ) -> AssessmentBatches<'a> {
        AssessmentBatches::new(self, dossiers, as_of, options)
    }
}
