//! `fee`: a fee paid or waived.

mod order;

use jiff::civil::Date;

use super::{Check, Kind, Outcome};
use crate::standard::Amount;
use crate::standard::changes::Changes;
use crate::standard::evidence::Section;
use crate::standard::facts::Facts;
use crate::standard::note::{Note, Reason, Standing};
use crate::standard::window::{Window, windowed};

windowed! {
    /// A fee of a kind is on file that was waived, or of which the amount is within the bounds.
    Fee {
        /// The kind of fee, such as `application`.
        kind: String,
        /// The least amount.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        at_least: Option<Amount>,
        /// The greatest amount that may be asked for.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        at_most: Option<Amount>,
    }
}

impl Kind for Fee {
    fn name(&self) -> &'static str {
        "fee"
    }

    fn check(&self, check: &mut Check<'_>) {
        if let (Some(least), Some(most)) = (self.at_least, self.at_most)
            && most < least
        {
            let found = format!("{most}, below `at_least` {least}");
            check.note("at_most", found, "at least the lower bound");
        }
    }

    fn judge(&self, facts: &Facts<'_>, notes: &mut Vec<Note>) -> Outcome {
        let frame = self.own_frame(facts, &[]);
        Outcome::of(facts.any(Section::Fees, &frame, notes, |index| {
            let entry = facts.dossier.fees.get(index)?;
            if entry.kind != self.kind {
                return None;
            }
            let amount = match entry.amount {
                _ if entry.waived == Some(true) => Standing::Counts,
                amount if self.at_least.is_some_and(|least| amount < least) => {
                    Standing::Out(Reason::Below)
                }
                amount if self.at_most.is_some_and(|most| amount > most) => {
                    Standing::Out(Reason::Above)
                }
                _ => Standing::Counts,
            };
            Some(facts.dated(entry.on, &frame).and(amount))
        }))
    }

    fn changes(&self, changes: &mut Changes<'_>) {
        self.own_window().note_changes(Section::Fees, changes);
    }

    fn window(&self) -> Window<'_> {
        self.own_window()
    }

    fn required(&self, as_of: Date) -> String {
        let amount = match (self.at_least, self.at_most) {
            (Some(least), Some(most)) if least == most => format!(" of {least}"),
            (Some(least), Some(most)) => format!(" of {least} to {most}"),
            (Some(least), None) => format!(" of at least {least}"),
            (None, Some(most)) => format!(" of at most {most}"),
            (None, None) => String::new(),
        };
        let window = self.own_window().in_words(as_of);
        format!("{} fee{amount} paid{window}", self.kind)
    }

    fn section(&self) -> Option<Section> {
        Some(Section::Fees)
    }
}
