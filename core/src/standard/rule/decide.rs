//! `decide`: a person's decision.

mod order;

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::attest::latest;
use super::{Kind, Outcome, Seen};
use crate::standard::changes::Changes;
use crate::standard::evidence::Section;
use crate::standard::facts::Facts;
use crate::standard::note::Note;
use crate::standard::verdict::Verdict;

/// A recorded decision says so; the latest governs. Without one the answer is unknown, in a
/// complete section too: that nobody decided is not a refusal.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Decide {
    /// Who decides.
    pub(super) by: String,
    /// What about.
    pub(super) about: String,
}

impl Decide {
    /// What has been decided by the day of assessment.
    pub(super) fn verdict(&self, facts: &Facts<'_>, notes: &mut Vec<Note>) -> Verdict {
        let decisions = facts.dossier.decisions.iter().enumerate();
        let standing = decisions
            .filter(|(_, entry)| entry.by == self.by && entry.about == self.about)
            .map(|(index, entry)| (index, entry.on.0, entry.outcome, facts.past(Some(entry.on))));
        latest(facts, Section::Decisions, standing, false, notes)
    }
}

impl Kind for Decide {
    fn name(&self) -> &'static str {
        "decide"
    }

    fn judge(&self, facts: &Facts<'_>, notes: &mut Vec<Note>) -> Outcome {
        Outcome::of(self.verdict(facts, notes))
    }

    // Only days that the dossier records matter.
    fn changes(&self, _: &mut Changes<'_>) {}

    fn required(&self, _: Date) -> String {
        format!("a decision of `{}` on `{}`", self.by, self.about)
    }

    fn found(&self, seen: &Seen<'_>) -> String {
        match (seen.outcome.verdict, seen.notes) {
            (Verdict::Unknown, []) => "no decision recorded".to_owned(),
            (Verdict::Unmet, _) => "decided against".to_owned(),
            _ => seen.entries(self.section()),
        }
    }

    fn question(&self, _: &Seen<'_>) -> String {
        format!("ask `{}` to decide on `{}`", self.by, self.about)
    }

    fn answered_by(&self) -> &str {
        &self.by
    }

    fn section(&self) -> Option<Section> {
        Some(Section::Decisions)
    }
}
