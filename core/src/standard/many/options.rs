//! How many dossiers are assessed.

use std::num::NonZeroUsize;

use schemars::JsonSchema;
use serde::Deserialize;

use crate::document::described;

described! { AssessManyOptions = "assess-many-options" }

/// How [`Standard::assess_many`](crate::Standard::assess_many) answers.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct AssessManyOptions {
    /// What a row is: a person, or a person and a requirement.
    pub form: AssessmentForm,
    /// What becomes of a dossier that cannot be assessed.
    pub on_error: OnError,
    /// Whether the first day on which the verdict is met if nothing changes but time, as of
    /// [`Assessment::met_on`](crate::Assessment::met_on), is given under `met_on`, after the
    /// verdict; in wide form only.
    pub met_on: bool,
    /// On how many threads, at least 1; as many as the machine has to spare where not given. It
    /// does not change the result.
    pub threads: Option<NonZeroUsize>,
    /// How many persons are assessed in one portion, at least 1; 8192 where not given. It bounds
    /// the memory, and is the length of the tables that
    /// [`Standard::assess_batches`](crate::Standard::assess_batches) gives in wide form.
    pub batch_rows: Option<NonZeroUsize>,
}

/// What a row of the answer is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum AssessmentForm {
    /// A person, with columns for each requirement.
    #[default]
    Wide,
    /// A person and a requirement.
    Long,
}

/// What becomes of a dossier that cannot be assessed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum OnError {
    /// The whole is refused, with everything that is wrong with any dossier.
    #[default]
    Refuse,
    /// Its row says what is wrong in the column `error`, which is last, and nothing else.
    Report,
}

impl AssessManyOptions {
    pub(super) fn batch_rows(&self) -> usize {
        self.batch_rows.map_or(8192, NonZeroUsize::get)
    }
}
