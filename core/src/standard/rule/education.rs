//! `education`: a level of schooling.

mod order;

use super::{Check, Kind, Outcome};
use crate::standard::changes::Changes;
use crate::standard::evidence::{Level, Section};
use crate::standard::facts::Facts;
use crate::standard::names::OneOrMore;
use crate::standard::note::{Key, Note, Reason, Standing};
use crate::standard::verdict::Verdict;
use crate::standard::window::{Window, windowed};
use jiff::civil::Date;

windowed! {
    /// A level of schooling reached, or a higher one.
    Education {
        /// The least level.
        at_least: Level,
        /// The field, any of several.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        field: Option<OneOrMore<String>>,
    }
}

impl Education {
    /// Whether the level has been reached.
    pub(super) fn reached(&self, facts: &Facts<'_>, notes: &mut Vec<Note>) -> Verdict {
        let frame = self.own_frame(facts, &[]);
        facts.any(Section::Education, &frame, notes, |index| {
            let entry = facts.dossier.education.get(index)?;
            let level = match entry.level >= self.at_least {
                true => Standing::Counts,
                false => Standing::Out(Reason::Below),
            };
            let field = self.field.as_ref().map_or(Standing::Counts, |field| {
                Standing::among(Key::Field, entry.field.as_deref(), field.iter())
            });
            Some(facts.dated(entry.on, &frame).and(level).and(field))
        })
    }
}

impl Kind for Education {
    fn name(&self) -> &'static str {
        "education"
    }

    fn check(&self, check: &mut Check<'_>) {
        check.not_empty("field", self.field.as_ref().map(OneOrMore::as_slice));
    }

    fn is_plainly_met(&self, facts: &Facts<'_>) -> bool {
        let mut reached =
            facts.dossier.education.iter().filter(|entry| entry.level >= self.at_least);
        self.is_unlimited() && self.field.is_none() && reached.any(|entry| facts.is_past(entry.on))
    }

    fn judge(&self, facts: &Facts<'_>, notes: &mut Vec<Note>) -> Outcome {
        Outcome::of(self.reached(facts, notes))
    }

    fn changes(&self, changes: &mut Changes<'_>) {
        self.own_window().note_changes(Section::Education, changes);
    }

    fn window(&self) -> Window<'_> {
        self.own_window()
    }

    fn required(&self, as_of: Date) -> String {
        let mut text = format!("at least {}", self.at_least.in_words());
        if let Some(field) = &self.field {
            text += &format!(" in {}", field.in_words());
        }
        text + &self.own_window().in_words(as_of)
    }

    fn section(&self) -> Option<Section> {
        Some(Section::Education)
    }
}
