//! `references`: people who vouch for the applicant.

mod order;

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Check, Found, Kind, Missing, Outcome, Seen, Unit};
use crate::document::{Day, Period};
use crate::standard::changes::Changes;
use crate::standard::evidence::{ReferenceEntry, Section};
use crate::standard::facts::{Facts, start_of};
use crate::standard::names::OneOrMore;
use crate::standard::note::{Key, Note, Reason, Standing};
use crate::standard::verdict::Verdict;
use crate::standard::window::{Frame, Window, windowed};

windowed! {
    /// So many references, some of them in given roles. One reference fills one role; which
    /// reference fills which role is matched so that as many roles as possible are filled.
    References {
        /// How many.
        #[schemars(range(min = 1, max = 20))]
        count: usize,
        /// The roles to be filled, each by a reference of its own.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        of: Vec<Role>,
        /// Kinds of people whose references do not count.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        not_from: Vec<String>,
    }
}

/// What a reference must be to fill a role.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Role {
    /// The kind of person, any of several.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    from: Option<OneOrMore<String>>,
    /// How long that person has known the applicant.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    known_for: Option<Period>,
    /// What the reference speaks to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    about: Option<String>,
}

impl Role {
    fn filled_by(&self, entry: &ReferenceEntry, facts: &Facts<'_>) -> Standing {
        let from = self.from.as_ref().map_or(Standing::Counts, |from| {
            Standing::among(Key::From, entry.from.as_deref(), from.iter())
        });
        let known = match (self.known_for, entry.known_since) {
            (None, _) => Standing::Counts,
            (Some(_), None) => Standing::Perhaps(Reason::Unsaid(Key::KnownSince)),
            (Some(known), Some(Day(since))) if since > start_of(known, facts.as_of) => {
                Standing::Out(Reason::Below)
            }
            _ => Standing::Counts,
        };
        let about = match (&self.about, &entry.about) {
            (None, _) => Standing::Counts,
            (Some(_), None) => Standing::Perhaps(Reason::Unsaid(Key::About)),
            (Some(about), Some(said)) if !said.iter().any(|one| one == about) => {
                Standing::Out(Reason::Differs(Key::About))
            }
            _ => Standing::Counts,
        };
        from.and(known).and(about)
    }

    fn in_words(&self) -> String {
        let mut parts = Vec::new();
        if let Some(from) = &self.from {
            parts.push(format!("from {}", from.in_words()));
        }
        if let Some(known) = self.known_for {
            parts.push(format!("from someone who has known the applicant {}", known.in_words()));
        }
        if let Some(about) = &self.about {
            parts.push(format!("on {about}"));
        }
        parts.join(", ")
    }
}

impl References {
    /// How many references are wanting, if only those of the given standings were to count:
    /// in all, or for roles that none of them fills.
    fn wanting(&self, facts: &Facts<'_>, counts: impl Fn(Standing) -> bool) -> usize {
        let frame = self.own_frame(facts, &[]);
        let references = &facts.dossier.references;
        let eligible: Vec<&ReferenceEntry> =
            references.iter().filter(|entry| counts(self.standing(entry, facts, &frame))).collect();
        let fits: Vec<Vec<bool>> = self
            .of
            .iter()
            .map(|role| eligible.iter().map(|entry| counts(role.filled_by(entry, facts))).collect())
            .collect();
        let unfilled = self.of.len() - matched(&fits, eligible.len());
        self.count.saturating_sub(eligible.len()).max(unfilled)
    }

    fn standing(&self, entry: &ReferenceEntry, facts: &Facts<'_>, frame: &Frame) -> Standing {
        let accepted = match &entry.from {
            _ if self.not_from.is_empty() => Standing::Counts,
            None => Standing::Perhaps(Reason::Unsaid(Key::From)),
            Some(from) if self.not_from.iter().any(|one| one == from) => {
                Standing::Out(Reason::Differs(Key::From))
            }
            Some(_) => Standing::Counts,
        };
        facts.dated(entry.on, frame).and(accepted)
    }
}

/// The largest number of roles that can be filled at once, by augmenting paths.
fn matched(fits: &[Vec<bool>], references: usize) -> usize {
    fn place(
        role: usize,
        fits: &[Vec<bool>],
        seen: &mut [bool],
        holder: &mut [Option<usize>],
    ) -> bool {
        for reference in 0..seen.len() {
            let free = fits.get(role).and_then(|fits| fits.get(reference)) == Some(&true)
                && seen.get(reference) == Some(&false);
            if !free {
                continue;
            }
            if let Some(seen) = seen.get_mut(reference) {
                *seen = true;
            }
            let moved = match holder.get(reference).copied().flatten() {
                None => true,
                Some(other) => place(other, fits, seen, holder),
            };
            if moved {
                if let Some(holder) = holder.get_mut(reference) {
                    *holder = Some(role);
                }
                return true;
            }
        }
        false
    }
    let mut holder = vec![None; references];
    (0..fits.len())
        .filter(|&role| place(role, fits, &mut vec![false; references], &mut holder))
        .count()
}

impl Kind for References {
    fn name(&self) -> &'static str {
        "references"
    }

    fn check(&self, check: &mut Check<'_>) {
        // The bound also bounds the depth of the matching.
        if !(1..=20).contains(&self.count) {
            check.note("count", self.count.to_string(), "a number from 1 to 20");
        }
        if self.of.len() > self.count {
            let roles = format!("{} roles, more than `count` {}", self.of.len(), self.count);
            check.note("of", roles, "at most as many roles as references");
        }
        for (index, role) in self.of.iter().enumerate() {
            if role.in_words().is_empty() {
                check.note(
                    &format!("of/{index}"),
                    "an empty role",
                    "`from`, `known_for` or `about`",
                );
            }
            let names = role.from.as_ref().map(OneOrMore::as_slice);
            check.not_empty(&format!("of/{index}/from"), names);
        }
    }

    fn judge(&self, facts: &Facts<'_>, notes: &mut Vec<Note>) -> Outcome {
        let frame = self.own_frame(facts, &[]);
        for (index, entry) in facts.dossier.references.iter().enumerate() {
            let accepted = self.standing(entry, facts, &frame);
            let roles = self.of.iter().map(|role| role.filled_by(entry, facts));
            // A reference that fits no role for want of a fact is worth asking about.
            let role = roles.fold(None, |best, role| match (best, role) {
                (Some(Standing::Counts), _) | (_, Standing::Counts) => Some(Standing::Counts),
                (Some(Standing::Perhaps(_)), _) => best,
                (_, role @ Standing::Perhaps(_)) => Some(role),
                (best, _) => best,
            });
            let all_have_roles = self.of.len() == self.count;
            let standing = match role {
                Some(role) => accepted.and(role),
                None if all_have_roles => accepted.and(Standing::Out(Reason::Differs(Key::Role))),
                None => accepted,
            };
            notes.push(Note::new(Section::References, index, standing));
        }
        let wanting = self.wanting(facts, |standing| standing == Standing::Counts);
        let verdict = if wanting == 0 {
            Verdict::Met
        } else if self.wanting(facts, |standing| !matches!(standing, Standing::Out(_))) == 0 {
            Verdict::Unknown
        } else {
            Verdict::absent(facts.closed(Section::References) || frame.is_never())
        };
        Outcome {
            verdict,
            missing: Missing::of(wanting, Unit::References),
            found: Found::Count(self.count.saturating_sub(wanting)),
        }
    }

    fn changes(&self, changes: &mut Changes<'_>) {
        for known in self.of.iter().filter_map(|role| role.known_for) {
            changes.lasts(Section::References, known);
        }
        self.own_window().note_changes(Section::References, changes);
    }

    fn window(&self) -> Window<'_> {
        self.own_window()
    }

    fn required(&self, as_of: Date) -> String {
        let mut text =
            format!("{} reference{}", self.count, if self.count == 1 { "" } else { "s" });
        if !self.of.is_empty() {
            let roles: Vec<String> =
                self.of.iter().map(|role| format!("one {}", role.in_words())).collect();
            text += &format!(": {}", roles.join("; "));
        }
        if !self.not_from.is_empty() {
            text += &format!("; not from {}", self.not_from.join(", "));
        }
        let window = self.own_window().in_words(as_of);
        if !window.is_empty() {
            text += &format!(", given{window}");
        }
        text
    }

    fn found(&self, seen: &Seen<'_>) -> String {
        let Found::Count(found) = seen.outcome.found else { return String::new() };
        let mut text = format!("{found} of {} found", self.count);
        if let Some(missing) = seen.outcome.missing {
            text += &format!(", {} missing", missing.unit.after(missing.amount));
            text += &format!(", {}", seen.state(Section::References));
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
        Some(Unit::References)
    }

    fn section(&self) -> Option<Section> {
        Some(Section::References)
    }
}
