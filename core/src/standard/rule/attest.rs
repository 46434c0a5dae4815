//! `attest`: a statement in the dossier.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Kind, Outcome};
use crate::document::Period;
use crate::standard::changes::Changes;
use crate::standard::evidence::{Proof, Section};
use crate::standard::facts::{Facts, start_of};
use crate::standard::note::{Note, Reason, Standing};
use crate::standard::verdict::Verdict;

/// The dossier states it, with at least this kind of proof. Where it is stated more than
/// once the latest statement governs; a statement that it is not so needs no proof.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Attest {
    /// What is stated, such as `lived-experience`.
    statement: String,
    /// How old the statement may be.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    within: Option<Period>,
    /// The least kind of proof.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    proof: Option<Proof>,
}

impl Kind for Attest {
    fn name(&self) -> &'static str {
        "attest"
    }

    fn judge(&self, facts: &Facts<'_>, notes: &mut Vec<Note>) -> Outcome {
        let statements = facts.dossier.attestations.iter().enumerate();
        let standing = statements.filter(|(_, entry)| entry.statement == self.statement).map(
            |(index, entry)| {
                let dated = facts.dated(Some(entry.on), self.within);
                let proved = match entry.holds {
                    true => facts.proved(entry.proof, self.proof),
                    false => Standing::Counts,
                };
                (index, entry.on.0, entry.holds, dated.and(proved))
            },
        );
        Outcome::of(latest(
            Section::Attestations,
            standing,
            facts.closed(Section::Attestations),
            notes,
        ))
    }

    fn changes(&self, changes: &mut Changes<'_>) {
        changes.window(Section::Attestations, self.within);
    }

    fn required(&self, as_of: Date) -> String {
        let mut text = format!("a statement of `{}`", self.statement);
        if let Some(proof) = self.proof.filter(|&proof| proof > Proof::Own) {
            text += &format!(", proved by {} or better", proof.in_words());
        }
        if let Some(within) = self.within {
            text +=
                &format!(", not older than {} ({})", within.in_words(), start_of(within, as_of));
        }
        text
    }

    fn section(&self) -> Option<Section> {
        Some(Section::Attestations)
    }
}

/// The verdict of the latest of several yes-or-no entries, given as index, day, answer and
/// standing. Contradictory answers of one day leave it unknown, and so does a yes that may
/// count and is not older than the latest no.
pub(super) fn latest(
    section: Section,
    entries: impl Iterator<Item = (usize, Date, bool, Standing)>,
    closed: bool,
    notes: &mut Vec<Note>,
) -> Verdict {
    let first = notes.len();
    let (mut yes, mut no, mut perhaps) = (None, None, None);
    for (index, on, answer, standing) in entries {
        let slot = match (standing, answer) {
            (Standing::Out(_), _) => None,
            (Standing::Perhaps(_), _) => Some(&mut perhaps),
            (Standing::Counts, true) => Some(&mut yes),
            (Standing::Counts, false) => Some(&mut no),
        };
        if let Some(slot) = slot {
            *slot = (*slot).max(Some(on));
        }
        let standing = match (standing, answer) {
            (Standing::Counts, false) => Standing::Out(Reason::Denies),
            (standing, _) => standing,
        };
        notes.push(Note::new(section, index, standing));
    }
    let verdict = match (yes, no) {
        (Some(yes), no) if no.is_none_or(|no| no < yes) => Verdict::Met,
        (Some(yes), Some(no)) if yes == no => Verdict::Unknown,
        (_, Some(no)) if perhaps.is_none_or(|perhaps| perhaps < no) => Verdict::Unmet,
        (None, None) if perhaps.is_none() => Verdict::absent(closed),
        _ => Verdict::Unknown,
    };
    if let (Some(yes), Some(no)) = (yes, no) {
        let replaced = if yes == no { Reason::Contradicted } else { Reason::Superseded };
        for note in notes.iter_mut().skip(first) {
            let governed = match note.standing {
                Standing::Counts => no >= yes,
                Standing::Out(Reason::Denies) => yes >= no,
                _ => false,
            };
            if governed {
                note.standing = match replaced {
                    Reason::Contradicted => Standing::Perhaps(replaced),
                    _ => Standing::Out(replaced),
                };
            }
        }
    }
    verdict
}
