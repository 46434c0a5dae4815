//! `absent`: nothing of a kind in a window.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Kind, Outcome, Seen};
use crate::document::{Day, Period};
use crate::standard::changes::Changes;
use crate::standard::evidence::Section;
use crate::standard::facts::{Facts, start_of};
use crate::standard::note::{Note, Reason, Standing};
use crate::standard::verdict::Verdict;

/// No event and no span of a kind touches the window, both its ends included; at any time
/// up to the day of assessment where there is no window. Known only where `events` and
/// `spans` are both complete.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Absent {
    /// The `kind` of events and the `of` of spans.
    of: String,
    /// The window, counted back from the day of assessment.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    within: Option<Period>,
}

impl Absent {
    fn standing(&self, facts: &Facts<'_>, from: Date, to: Option<Day>) -> Standing {
        match (facts.window(self.within), to) {
            _ if from > facts.as_of => Standing::Out(Reason::Future),
            (Some(start), Some(Day(to))) if to < start => Standing::Out(Reason::Before(start)),
            _ => Standing::Out(Reason::Present),
        }
    }
}

impl Kind for Absent {
    fn name(&self) -> &'static str {
        "absent"
    }

    fn judge(&self, facts: &Facts<'_>, notes: &mut Vec<Note>) -> Outcome {
        let first = notes.len();
        for (index, event) in facts.dossier.events.iter().enumerate() {
            if event.kind == self.of {
                let standing = self.standing(facts, event.on.0, Some(event.on));
                notes.push(Note::new(Section::Events, index, standing));
            }
        }
        for (index, span) in facts.dossier.spans.iter().enumerate() {
            if span.of == self.of {
                let standing = self.standing(facts, span.from.0, span.to);
                notes.push(Note::new(Section::Spans, index, standing));
            }
        }
        let present = Standing::Out(Reason::Present);
        let complete = facts.closed(Section::Events) && facts.closed(Section::Spans);
        Outcome::of(match notes.iter().skip(first).any(|note| note.standing == present) {
            true => Verdict::Unmet,
            false if complete => Verdict::Met,
            false => Verdict::Unknown,
        })
    }

    fn changes(&self, changes: &mut Changes<'_>) {
        changes.window(Section::Events, self.within);
        changes.window(Section::Spans, self.within);
    }

    fn required(&self, as_of: Date) -> String {
        match self.within {
            None => format!("no {}", self.of),
            Some(within) => format!(
                "no {} in the {} to {as_of} (from {})",
                self.of,
                within.in_words(),
                start_of(within, as_of)
            ),
        }
    }

    fn found(&self, seen: &Seen<'_>) -> String {
        match seen.outcome.verdict {
            Verdict::Met => "none, `events` and `spans` complete".to_owned(),
            Verdict::Unmet => format!("{} recorded", self.of),
            Verdict::Unknown => {
                let events = seen.state(Section::Events);
                format!("none recorded, {events}, {}", seen.state(Section::Spans))
            }
        }
    }

    fn question(&self, seen: &Seen<'_>) -> String {
        let open = [Section::Events, Section::Spans];
        let open = open.into_iter().filter(|&section| !seen.facts.closed(section));
        let open: Vec<String> = open.map(|section| format!("`{}`", section.name())).collect();
        format!("record any {}, or that {} is complete without it", self.of, open.join(" and "))
    }

    fn section(&self) -> Option<Section> {
        None
    }
}
