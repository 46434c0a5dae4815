//! The rows of an alignment.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::document::described;

described! { AlignmentOptions = "alignment-options" }

/// What to hold standards against, and the form of the table.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct AlignmentOptions {
    /// The id of the model: `samhsa-2023` where not given.
    pub model: String,
    /// The form of the table: `long` where not given.
    pub form: AlignmentForm,
}

impl Default for AlignmentOptions {
    fn default() -> AlignmentOptions {
        AlignmentOptions { model: "samhsa-2023".to_owned(), form: AlignmentForm::Long }
    }
}

/// The form of the table of an alignment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum AlignmentForm {
    /// A row for each standard and criterion.
    Long,
    /// A row for each standard, a column for each criterion.
    Wide,
}

/// How standards align with a model.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Alignment {
    /// `peerpath/alignment/1`.
    pub format: &'static str,
    /// The model.
    pub model: String,
    /// Its version.
    pub version: String,
    /// Its title.
    pub title: String,
    /// What is known to be missing from the document of the model.
    pub gaps: Vec<String>,
    /// A row for each standard and criterion, in the order of the standards, then of the model.
    pub rows: Vec<AlignmentRow>,
    /// `Not legal advice.`
    pub disclaimer: &'static str,
}

/// How one standard stands to one criterion.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct AlignmentRow {
    /// The id of the standard.
    pub standard: String,
    /// Its version.
    pub version: String,
    /// The id of the criterion.
    pub criterion: String,
    /// What the criterion is about.
    pub title: String,
    /// How the standard stands to it.
    pub status: AlignmentStatus,
    /// The ids of the requirements that are about it.
    pub requirements: Vec<String>,
    /// What the standard asks for, as a phrase; none where it is silent.
    pub theirs: Option<String>,
    /// What the model says, as a phrase.
    pub model: String,
    /// The sources of the standard's requirements.
    pub cite: Vec<String>,
    /// `found`, or `unverified` where a value of the standard is; none where it is silent.
    pub confidence: Option<&'static str>,
    /// The sources of the criterion.
    pub model_cite: Vec<String>,
    /// `found` or `unverified`: how well the criterion is known.
    pub model_confidence: &'static str,
    /// Remarks of the standard and of the model.
    pub note: Option<String>,
}

/// How a standard stands to a criterion.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum AlignmentStatus {
    /// It asks for what the model says, no less than the least and no more than the most.
    Met,
    /// It asks for more than the most, or for what should not be asked for.
    Exceeded,
    /// It asks for less than the least.
    Short,
    /// Its document has nothing about it.
    Silent,
    /// Whether it asks for the least could not be told.
    Undecided,
}

impl AlignmentStatus {
    /// The fixed name, such as `met`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            AlignmentStatus::Met => "met",
            AlignmentStatus::Exceeded => "exceeded",
            AlignmentStatus::Short => "short",
            AlignmentStatus::Silent => "silent",
            AlignmentStatus::Undecided => "undecided",
        }
    }
}

impl Alignment {
    /// The alignment as JSON.
    #[must_use]
    pub fn to_json(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }
}

#[cfg(feature = "arrow")]
mod table {
    use super::{Alignment, AlignmentForm, AlignmentOptions, AlignmentRow};
    use crate::error::Error;
    use crate::table::Table;

    impl Alignment {
        /// The table in the form that the options ask for.
        ///
        /// # Errors
        /// None in practice.
        pub fn table(&self, options: &AlignmentOptions) -> Result<Table, Error> {
            match options.form {
                AlignmentForm::Long => self.to_table(),
                AlignmentForm::Wide => self.to_wide_table(),
            }
        }

        /// The alignment as a table, a row for each standard and criterion: `standard`,
        /// `version`, `criterion`, `title`, `status`, `theirs`, `model`, `requirements`, `cite`,
        /// `confidence`, `model_cite`, `model_confidence`, `note`.
        ///
        /// # Errors
        /// None in practice.
        pub fn to_table(&self) -> Result<Table, Error> {
            let rows = || self.rows.iter();
            let list = |of: fn(&AlignmentRow) -> &[String]| {
                rows().map(move |row| {
                    let list = of(row);
                    (!list.is_empty()).then(|| list.join(", "))
                })
            };
            Table::builder()
                .text("standard", rows().map(|row| &row.standard))
                .text("version", rows().map(|row| &row.version))
                .text("criterion", rows().map(|row| &row.criterion))
                .text("title", rows().map(|row| &row.title))
                .text("status", rows().map(|row| row.status.name()))
                .optional_text("theirs", rows().map(|row| row.theirs.as_ref()))
                .text("model", rows().map(|row| &row.model))
                .optional_text("requirements", list(|row| &row.requirements))
                .optional_text("cite", list(|row| &row.cite))
                .optional_text("confidence", rows().map(|row| row.confidence))
                .optional_text("model_cite", list(|row| &row.model_cite))
                .text("model_confidence", rows().map(|row| row.model_confidence))
                .optional_text("note", rows().map(|row| row.note.as_ref()))
                .finish()
        }

        /// The alignment for reading: a row for each standard, with `standard` and `version`,
        /// and a column for each criterion, named by its id, that holds the status, with
        /// ` (unverified)` after it where a value it rests on is not verified.
        ///
        /// # Errors
        /// None in practice.
        pub fn to_wide_table(&self) -> Result<Table, Error> {
            let mut criteria: Vec<&str> = Vec::new();
            for row in &self.rows {
                if !criteria.contains(&row.criterion.as_str()) {
                    criteria.push(&row.criterion);
                }
            }
            let standards = || self.rows.iter().step_by(criteria.len().max(1));
            let mut table = Table::builder()
                .text("standard", standards().map(|row| &row.standard))
                .text("version", standards().map(|row| &row.version));
            for &criterion in &criteria {
                let rows = self.rows.iter().filter(|row| row.criterion == criterion);
                table = table.text(
                    criterion,
                    rows.map(|row| {
                        let doubt = row.confidence == Some("unverified")
                            || (row.confidence.is_some() && row.model_confidence == "unverified");
                        let doubt = if doubt { " (unverified)" } else { "" };
                        format!("{}{doubt}", row.status.name())
                    }),
                );
            }
            table.finish()
        }
    }
}
