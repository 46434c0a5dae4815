//! `employer`: present employment by a kind of employer.

mod order;

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::residence::lasts_on;
use super::{Check, Kind, Outcome};
use crate::standard::changes::Changes;
use crate::standard::day_name::DayName;
use crate::standard::evidence::Section;
use crate::standard::facts::Facts;
use crate::standard::names::OneOrMore;
use crate::standard::note::{Key, Note, Standing};
use crate::standard::window::Window;

/// A span of `employment` by one of these kinds of employer includes the day of assessment.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Employer {
    /// The kind of employer, any of several.
    kind: OneOrMore<String>,
    /// The day on which; the day of assessment where not given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    anchor: Option<DayName>,
}

impl Kind for Employer {
    fn name(&self) -> &'static str {
        "employer"
    }

    fn check(&self, check: &mut Check<'_>) {
        check.not_empty("kind", Some(self.kind.as_slice()));
    }

    fn judge(&self, facts: &Facts<'_>, notes: &mut Vec<Note>) -> Outcome {
        let frame = self.window().frame(facts);
        Outcome::of(facts.any(Section::Spans, &frame, notes, |index| {
            let entry = facts.dossier.spans.get(index)?;
            if entry.of != "employment" {
                return None;
            }
            let employer =
                Standing::among(Key::Employer, entry.employer.as_deref(), self.kind.iter());
            Some(lasts_on(facts, &frame, entry.from, entry.to).and(employer))
        }))
    }

    fn changes(&self, changes: &mut Changes<'_>) {
        self.window().note_changes(Section::Spans, changes);
    }

    fn window(&self) -> Window<'_> {
        Window::on(self.anchor.as_ref())
    }

    fn required(&self, _: Date) -> String {
        let on = self.anchor.as_ref().map_or(String::new(), |day| format!(" on {day}"));
        format!("employment by {}{on}", self.kind.in_words())
    }

    fn section(&self) -> Option<Section> {
        Some(Section::Spans)
    }
}
