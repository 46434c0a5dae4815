//! `exam`: a passed examination.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Kind, Outcome};
use crate::document::Period;
use crate::standard::Amount;
use crate::standard::changes::Changes;
use crate::standard::evidence::Section;
use crate::standard::facts::{Facts, start_of};
use crate::standard::names::OneOrMore;
use crate::standard::note::{Note, Reason, Standing};

/// An examination is passed, any of those named, with at least this score. A score alone does
/// not say that it was passed.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ExamPassed {
    /// Which examination; any one will do where there is no name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    name: Option<OneOrMore<String>>,
    /// The least score, in the unit of the examination.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    score: Option<Amount>,
    /// How long ago it may have been taken.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    within: Option<Period>,
}

impl Kind for ExamPassed {
    fn name(&self) -> &'static str {
        "exam"
    }

    fn check(&self, check: &mut super::Check<'_>) {
        check.not_empty("name", self.name.as_ref().map(OneOrMore::as_slice));
    }

    fn judge(&self, facts: &Facts<'_>, notes: &mut Vec<Note>) -> Outcome {
        Outcome::of(facts.any(Section::Exams, notes, |index| {
            let entry = facts.dossier.exams.get(index)?;
            if self.name.as_ref().is_some_and(|name| name.iter().all(|name| name != entry.name)) {
                return None;
            }
            let passed = match entry.passed {
                Some(false) => Standing::Out(Reason::Denies),
                None => Standing::Perhaps(Reason::Unsaid("passed")),
                Some(true) => Standing::Counts,
            };
            let scored = match (entry.score, self.score) {
                (None, Some(_)) => Standing::Perhaps(Reason::Unsaid("score")),
                (Some(score), Some(least)) if score < least => Standing::Out(Reason::Below),
                _ => Standing::Counts,
            };
            Some(facts.dated(Some(entry.on), self.within).and(passed).and(scored))
        }))
    }

    fn changes(&self, changes: &mut Changes<'_>) {
        changes.window(Section::Exams, self.within);
    }

    fn required(&self, as_of: Date) -> String {
        let mut text = match &self.name {
            Some(name) => format!("examination {} passed", name.in_words()),
            None => "an examination passed".to_owned(),
        };
        if let Some(score) = self.score {
            text += &format!(" with a score of {score} or more");
        }
        if let Some(within) = self.within {
            text += &format!(
                ", not longer than {} ago ({})",
                within.in_words(),
                start_of(within, as_of)
            );
        }
        text
    }

    fn section(&self) -> Option<Section> {
        Some(Section::Exams)
    }
}
