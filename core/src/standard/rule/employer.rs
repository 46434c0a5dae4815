//! `employer`: present employment by a kind of employer.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::residence::lasts_on;
use super::{Check, Kind, Outcome};
use crate::standard::changes::Changes;
use crate::standard::evidence::Section;
use crate::standard::facts::Facts;
use crate::standard::names::OneOrMore;
use crate::standard::note::{Note, Standing};

/// A span of `employment` by one of these kinds of employer includes the day of assessment.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Employer {
    /// The kind of employer, any of several.
    kind: OneOrMore<String>,
}

impl Kind for Employer {
    fn name(&self) -> &'static str {
        "employer"
    }

    fn check(&self, check: &mut Check<'_>) {
        check.not_empty("kind", Some(self.kind.as_slice()));
    }

    fn judge(&self, facts: &Facts<'_>, notes: &mut Vec<Note>) -> Outcome {
        Outcome::of(facts.any(Section::Spans, notes, |index| {
            let entry = facts.dossier.spans.get(index)?;
            if entry.of != "employment" {
                return None;
            }
            let employer = Standing::among("employer", entry.employer.as_deref(), self.kind.iter());
            Some(lasts_on(facts.as_of, entry.from, entry.to).and(employer))
        }))
    }

    // Only days that the dossier records matter.
    fn changes(&self, _: &mut Changes<'_>) {}

    fn required(&self, _: Date) -> String {
        format!("employment by {}", self.kind.in_words())
    }

    fn section(&self) -> Option<Section> {
        Some(Section::Spans)
    }
}
