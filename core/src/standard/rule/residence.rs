//! `residence`: where the person lives or works.

mod order;

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Check, Kind, Outcome};
use crate::document::Day;
use crate::standard::changes::Changes;
use crate::standard::day_name::DayName;
use crate::standard::evidence::Section;
use crate::standard::facts::Facts;
use crate::standard::names::OneOrMore;
use crate::standard::note::{Key, Note, Reason, Standing};
use crate::standard::window::{Frame, State, Window};

/// The person lives or works in a place on the day of assessment, for at least this share
/// of the time.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Residence {
    /// The place, any of several.
    #[serde(rename = "in")]
    place: OneOrMore<String>,
    /// The least share of the time, from 0 to 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 0.0, max = 1.0))]
    share: Option<f64>,
    /// The day on which; the day of assessment where not given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    anchor: Option<DayName>,
}

impl Kind for Residence {
    fn name(&self) -> &'static str {
        "residence"
    }

    fn check(&self, check: &mut Check<'_>) {
        check.not_empty("in", Some(self.place.as_slice()));
        if let Some(share) = self.share.filter(|share| !(0.0..=1.0).contains(share)) {
            check.note("share", share.to_string(), "a share from 0 to 1");
        }
    }

    fn judge(&self, facts: &Facts<'_>, notes: &mut Vec<Note>) -> Outcome {
        let frame = self.window().frame(facts);
        Outcome::of(facts.any(Section::Residence, &frame, notes, |index| {
            let entry = facts.dossier.residence.get(index)?;
            if self.place.iter().all(|place| place != entry.place) {
                return None;
            }
            let share = match (entry.share, self.share) {
                (_, None) => Standing::Counts,
                (None, _) => Standing::Perhaps(Reason::Unsaid(Key::Share)),
                (Some(share), Some(least)) if share < least => Standing::Out(Reason::Below),
                _ => Standing::Counts,
            };
            Some(lasts_on(facts, &frame, entry.from, entry.to).and(share))
        }))
    }

    fn changes(&self, changes: &mut Changes<'_>) {
        self.window().note_changes(Section::Residence, changes);
    }

    fn window(&self) -> Window<'_> {
        Window::on(self.anchor.as_ref())
    }

    fn required(&self, _: Date) -> String {
        let mut text = format!("living or working in {}", self.place.in_words());
        if let Some(share) = self.share {
            text += &format!(" for at least {} of the time", share_in_words(share));
        }
        if let Some(day) = &self.anchor {
            text += &format!(" on {day}");
        }
        text
    }

    fn section(&self) -> Option<Section> {
        Some(Section::Residence)
    }
}

/// Whether a time includes the last day of a frame.
pub(super) fn lasts_on(facts: &Facts<'_>, frame: &Frame, from: Day, to: Option<Day>) -> Standing {
    match to {
        _ if from.0 > facts.as_of => Standing::Out(Reason::Future),
        _ if frame.state != State::Settled => frame.settled(),
        _ if from.0 > frame.end => Standing::Out(Reason::After(frame.end)),
        Some(Day(to)) if to < frame.end => Standing::Out(Reason::Ended(to)),
        _ => Standing::Counts,
    }
}

/// A share as a percentage.
pub(super) fn share_in_words(share: f64) -> String {
    let tenths = (share * 1000.0).round() / 10.0;
    format!("{tenths} %")
}
