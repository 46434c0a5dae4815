//! `attest`: a statement in the dossier.

mod order;

use super::{Kind, Outcome, Seen};
use crate::document::Day;
use crate::standard::changes::Changes;
use crate::standard::evidence::{Attestation, Proof, Section};
use crate::standard::facts::Facts;
use crate::standard::note::{Note, Reason, Standing};
use crate::standard::verdict::Verdict;
use crate::standard::window::{Window, windowed};
use jiff::civil::Date;

windowed! {
    /// The dossier states it, with at least this kind of proof. Where it is stated more than
    /// once the latest statement governs; a statement that it is not so needs no proof.
    Attest {
        /// What is stated, such as `lived-experience`.
        statement: String,
        /// The least kind of proof.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        proof: Option<Proof>,
    }
}

impl Kind for Attest {
    fn name(&self) -> &'static str {
        "attest"
    }

    fn is_plainly_met(&self, facts: &Facts<'_>) -> bool {
        let stated = &facts.dossier.attestations;
        let mut stated = stated.iter().filter(|entry| entry.statement == self.statement);
        // Nothing that was stated is denied, be it later.
        let holds = |found, entry: &Attestation| {
            entry.holds.then(|| found || facts.is_past(Some(entry.on)))
        };
        self.is_unlimited() && self.proof.is_none() && stated.try_fold(false, holds) == Some(true)
    }

    fn judge(&self, facts: &Facts<'_>, notes: &mut Vec<Note>) -> Outcome {
        let frame = self.own_frame(facts, &[]);
        let statements = facts.dossier.attestations.iter().enumerate();
        let standing = statements.filter(|(_, entry)| entry.statement == self.statement).map(
            |(index, entry)| {
                let dated = facts.dated(Some(entry.on), &frame);
                let proved = match entry.holds {
                    true => facts.proved(entry.proof, self.proof),
                    false => Standing::Counts,
                };
                (index, entry.on.0, entry.holds, dated.and(proved))
            },
        );
        Outcome::of(latest(
            facts,
            Section::Attestations,
            standing,
            facts.closed(Section::Attestations) || frame.is_never(),
            notes,
        ))
    }

    fn changes(&self, changes: &mut Changes<'_>) {
        self.own_window().note_changes(Section::Attestations, changes);
    }

    fn window(&self) -> Window<'_> {
        self.own_window()
    }

    fn can_be_mended(&self, seen: &Seen<'_>) -> bool {
        seen.notes.iter().all(|note| note.standing != Standing::Out(Reason::Denies))
    }

    fn required(&self, as_of: Date) -> String {
        let mut text = format!("a statement of `{}`", self.statement);
        if let Some(proof) = self.proof.filter(|&proof| proof > Proof::Own) {
            text += &format!(", proved by {} or better", proof.in_words());
        }
        text + &self.own_window().worded(as_of, &not_older)
    }

    fn section(&self) -> Option<Section> {
        Some(Section::Attestations)
    }
}

/// How old something may be.
pub(super) fn not_older(within: &str, start: Day) -> String {
    format!(", not older than {within} ({start})")
}

/// The verdict of the latest of several yes-or-no entries, given as index, day, answer and
/// standing. Contradictory answers of one day leave it unknown, and so does a yes that may
/// count and is not older than the latest no.
pub(super) fn latest(
    facts: &Facts<'_>,
    section: Section,
    entries: impl Iterator<Item = (usize, Date, bool, Standing)>,
    closed: bool,
    notes: &mut Vec<Note>,
) -> Verdict {
    let first = notes.len();
    let (mut yes, mut no, mut perhaps) = (None, None, None);
    for (index, on, answer, standing) in entries {
        let slot = match (standing, answer) {
            (Standing::Out(_), _) | (Standing::Perhaps(_), false) => None,
            (Standing::Perhaps(_), true) => Some(&mut perhaps),
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
        facts.note(notes, Note::new(section, index, standing));
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
