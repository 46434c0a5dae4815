//! `credits`: study credits.

mod order;

use super::measure::Measured;
use super::{Found, Kind, Missing, Outcome, Seen, Unit};
use crate::standard::Amount;
use crate::standard::changes::Changes;
use crate::standard::evidence::{Level, Section};
use crate::standard::facts::Facts;
use crate::standard::names::OneOrMore;
use crate::standard::note::{Key, Note, Reason, Standing};
use crate::standard::verdict::Verdict;
use crate::standard::window::{Window, windowed};
use jiff::civil::Date;

windowed! {
    /// Study credits earned, in a field and a window. College schooling whose credits are not
    /// recorded may have any number of them; schooling below college has none.
    Credits {
        /// The least credits.
        at_least: Amount,
        /// The field, any of several.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        field: Option<OneOrMore<String>>,
    }
}

impl Kind for Credits {
    fn name(&self) -> &'static str {
        "credits"
    }

    fn check(&self, check: &mut super::Check<'_>) {
        check.not_empty("field", self.field.as_ref().map(OneOrMore::as_slice));
    }

    fn judge(&self, facts: &Facts<'_>, notes: &mut Vec<Note>) -> Outcome {
        let frame = self.own_frame(facts, &[]);
        let (mut counted, mut open) =
            (0_i64, !facts.closed(Section::Education) && !frame.is_never());
        for (index, entry) in facts.dossier.education.iter().enumerate() {
            if entry.credits.is_none() && entry.level < Level::SomeCollege {
                continue;
            }
            let field = self.field.as_ref().map_or(Standing::Counts, |field| {
                Standing::among(Key::Field, entry.field.as_deref(), field.iter())
            });
            let mut standing = facts.dated(entry.on, &frame).and(field);
            if entry.credits.is_none() {
                standing = standing.and(Standing::Perhaps(Reason::Unsaid(Key::Credits)));
            }
            let amount = match standing {
                Standing::Counts => entry.credits.unwrap_or_default(),
                Standing::Perhaps(_) => {
                    open = true;
                    Amount::ZERO
                }
                Standing::Out(_) => Amount::ZERO,
            };
            counted = counted.saturating_add(amount.thousandths());
            notes.push(Note::amount(Section::Education, index, standing, amount));
        }
        let missing = Amount::from_thousandths(self.at_least.thousandths() - counted);
        let counted = Amount::from_thousandths(counted);
        Outcome {
            verdict: match missing == Amount::ZERO {
                true => Verdict::Met,
                false => Verdict::absent(!open),
            },
            missing: Missing::amount(missing, Unit::Credits),
            found: Found::Measure(Box::new(Measured {
                counted,
                recorded: counted,
                credited: Amount::ZERO,
                parts: Vec::new(),
            })),
        }
    }

    fn changes(&self, changes: &mut Changes<'_>) {
        self.own_window().note_changes(Section::Education, changes);
    }

    fn window(&self) -> Window<'_> {
        self.own_window()
    }

    fn required(&self, as_of: Date) -> String {
        let mut text = format!("{} study credits", self.at_least);
        if let Some(field) = &self.field {
            text += &format!(" in {}", field.in_words());
        }
        text += &self.own_window().in_words(as_of);
        text
    }

    fn found(&self, seen: &Seen<'_>) -> String {
        let Found::Measure(measured) = &seen.outcome.found else { return String::new() };
        let mut text = format!("{} counted", Unit::Credits.after(measured.counted));
        if let Some(missing) = seen.outcome.missing {
            text += &format!(", {} missing", missing.amount);
            text += &format!(", {}", seen.state(Section::Education));
        }
        text
    }

    fn next(&self, seen: &Seen<'_>) -> String {
        match seen.outcome.missing {
            Some(missing) => format!("{} more", missing.unit.after(missing.amount)),
            None => self.required(seen.facts.as_of),
        }
    }

    fn unit(&self) -> Option<Unit> {
        Some(Unit::Credits)
    }

    fn section(&self) -> Option<Section> {
        Some(Section::Education)
    }
}
