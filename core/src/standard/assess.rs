//! Judging a dossier by a standard.

use std::ops::ControlFlow;

use super::evidence::Section;
use super::facts::Facts;
use super::note::{Note, Standing};
use super::requirement::{Requirement, Requirements, Rule};
use super::rule::{Kind, Missing, Outcome};
use super::verdict::Verdict;

/// What was made of each requirement, by number.
pub(crate) struct Judgement {
    verdicts: Vec<Verdict>,
    pub(crate) rulings: Vec<Ruling>,
    /// What became of the entries, for all requirements in one list.
    pub(crate) notes: Vec<Note>,
}

/// What was made of one requirement, beside its verdict.
#[derive(Default)]
pub(crate) struct Ruling {
    /// What its rule says, before any waiver.
    pub(crate) outcome: Option<Outcome>,
    /// Where its notes are.
    pub(crate) notes: (usize, usize),
    /// The decision that waives it.
    pub(crate) waiver: Option<usize>,
}

/// The verdict on each requirement, by number, and what is missing, where nothing is explained.
#[cfg(feature = "arrow")]
#[derive(Default)]
pub(crate) struct Verdicts {
    verdicts: Vec<Verdict>,
    missing: Vec<Option<Missing>>,
}

#[cfg(feature = "arrow")]
impl Verdicts {
    /// Judges every requirement. What was judged before is forgotten; its memory serves again.
    pub(crate) fn renew<'a>(&mut self, requirements: &'a Requirements, facts: Facts<'a>) {
        let Verdicts { verdicts, missing } = self;
        verdicts.resize(requirements.all.len(), Verdict::Unknown);
        missing.resize(requirements.all.len(), None);
        judge_each(requirements, facts, verdicts, briefly(), |index, _, made, _| {
            if let Some(place) = missing.get_mut(index) {
                *place = made;
            }
            ControlFlow::Continue(())
        });
    }

    /// What became of a requirement, and what is missing, of which there is nothing where it is met,
    /// be it by waiver.
    #[inline]
    pub(crate) fn of(&self, index: usize) -> (Verdict, Option<Missing>) {
        let verdict = verdict_of(&self.verdicts, index);
        let missing = self.missing.get(index).copied().flatten();
        (verdict, missing.filter(|_| verdict != Verdict::Met))
    }
}

/// The verdict on the whole, where nothing else is asked.
pub(crate) fn verdict<'a>(requirements: &'a Requirements, facts: Facts<'a>) -> Verdict {
    let count = requirements.all.len();
    // Most standards are of a few dozen requirements.
    let (mut few, mut many) = ([Verdict::Unknown; 64], Vec::new());
    let verdicts = match few.get_mut(..count) {
        Some(few) => few,
        None => {
            many.resize(count, Verdict::Unknown);
            &mut many
        }
    };
    judge_each(requirements, facts, verdicts, briefly(), |index, verdict, _, _| {
        let decisive = verdict == Verdict::Unmet && requirements.decides(index);
        if decisive { ControlFlow::Break(Verdict::Unmet) } else { ControlFlow::Continue(()) }
    })
}

/// Judges a rule where nothing is explained: the verdict, and what is missing.
fn briefly() -> impl FnMut(&dyn Kind, &Facts<'_>) -> (Verdict, Option<Missing>) {
    let mut notes = Vec::new();
    move |kind, facts| {
        if kind.is_plainly_met(facts) {
            return (Verdict::Met, None);
        }
        let outcome = kind.judge(facts, &mut notes);
        (outcome.verdict, outcome.missing)
    }
}

/// Judges the requirements, each once and after those it depends on, until `keep` breaks off with
/// the verdict on the whole. `leaf` judges a rule that looks at evidence; `keep` is given of each
/// requirement the verdict, what else `leaf` made of it, and the decision that waives it. What
/// stands in `verdicts` before is not looked at: each is judged before it is asked for.
#[inline(always)]
fn judge_each<'a, Made: Default>(
    requirements: &'a Requirements,
    mut facts: Facts<'a>,
    verdicts: &mut [Verdict],
    mut leaf: impl FnMut(&dyn Kind, &Facts<'_>) -> (Verdict, Made),
    mut keep: impl FnMut(usize, Verdict, Made, Option<usize>) -> ControlFlow<Verdict>,
) -> Verdict {
    // Seen anew by each requirement: what differs is written over, not copied with the rest.
    let alone = facts.beside;
    for &index in &requirements.order {
        let Some(requirement) = requirements.all.get(index) else { continue };
        let (verdict, made) = match &requirement.rule {
            Rule::Leaf(kind) => {
                facts.credential = requirements.credential_of(requirement);
                facts.beside = match requirement.apart.is_empty() {
                    true => alone,
                    false => beside(requirements, requirement, &facts, verdicts),
                };
                leaf(kind.as_ref(), &facts)
            }
            rule => (combined(rule, |other| verdict_of(verdicts, other)), Made::default()),
        };
        let waiver = match verdict {
            Verdict::Met => None,
            _ => waiver(requirement, &facts),
        };
        let verdict = if waiver.is_some() { Verdict::Met } else { verdict };
        let verdict = applied(requirement, verdict, |other| verdict_of(verdicts, other));
        if let Some(place) = verdicts.get_mut(index) {
            *place = verdict;
        }
        if let ControlFlow::Break(whole) = keep(index, verdict, made, waiver) {
            return whole;
        }
    }
    verdict_of(verdicts, 0)
}

/// Judges every requirement of a standard.
pub(crate) fn judge(requirements: &Requirements, facts: &Facts<'_>) -> Judgement {
    let count = requirements.all.len();
    let mut verdicts = vec![Verdict::Unknown; count];
    let mut rulings = Vec::new();
    rulings.resize_with(count, Ruling::default);
    let mut notes = Vec::new();
    if facts.explained {
        // Most entries are noted once, hours often twice.
        notes.reserve(facts.dossier.entries() + facts.dossier.hours.len());
    }
    let leaf = |kind: &dyn Kind, facts: &Facts<'_>| {
        let first = notes.len();
        let outcome = kind.judge(facts, &mut notes);
        let (verdict, notes) = (outcome.verdict, (first, notes.len()));
        (verdict, Ruling { outcome: Some(outcome), notes, waiver: None })
    };
    judge_each(requirements, *facts, &mut verdicts, leaf, |index, _, ruling, waiver| {
        if let Some(place) = rulings.get_mut(index) {
            *place = Ruling { waiver, ..ruling };
        }
        ControlFlow::Continue(())
    });
    Judgement { verdicts, rulings, notes }
}

fn verdict_of(verdicts: &[Verdict], index: usize) -> Verdict {
    verdicts.get(index).copied().unwrap_or(Verdict::Unknown)
}

/// The verdict of a rule over other requirements.
fn combined(rule: &Rule, of: impl Fn(usize) -> Verdict) -> Verdict {
    match rule {
        Rule::All(parts) | Rule::ForEach(parts) => {
            parts.iter().fold(Verdict::Met, |all, &part| all.and(of(part)))
        }
        Rule::Any(parts) => parts.iter().fold(Verdict::Unmet, |any, &part| any.or(of(part))),
        Rule::AtLeast(count, parts) => {
            Verdict::at_least(*count, parts.iter().map(|&part| of(part)))
        }
        Rule::Not(part) => of(*part).negated(),
        Rule::When { condition, then, otherwise } => {
            of(*condition).choose(of(*then), otherwise.map_or(Verdict::Met, &of))
        }
        Rule::Refer(other) => of(*other),
        Rule::Leaf(_) => Verdict::Unknown,
    }
}

/// A requirement that does not apply is met.
fn applied(requirement: &Requirement, verdict: Verdict, of: impl Fn(usize) -> Verdict) -> Verdict {
    requirement.applies.map_or(verdict, |applies| of(applies).choose(verdict, Verdict::Met))
}

/// Of the requirements whose hours count apart from one: those that may apply, and those that
/// surely do and are not waived.
fn beside(
    requirements: &Requirements,
    requirement: &Requirement,
    facts: &Facts<'_>,
    verdicts: &[Verdict],
) -> [u8; 2] {
    let mut beside = [0; 2];
    for (place, &other) in requirement.apart.iter().enumerate() {
        let Some(other) = requirements.all.get(other) else { continue };
        let applies = other.applies.map_or(Verdict::Met, |applies| verdict_of(verdicts, applies));
        if waiver(other, facts).is_some() || applies == Verdict::Unmet {
            continue;
        }
        let [perhaps, surely] = &mut beside;
        *perhaps |= 1 << place;
        *surely |= u8::from(applies == Verdict::Met) << place;
    }
    beside
}

/// The decision that waives a requirement: the latest of whoever can waive it about its id,
/// if it is in favour. A waiver has effect from when it is on file, so none recorded is none
/// given, whether or not the section is complete.
fn waiver(requirement: &Requirement, facts: &Facts<'_>) -> Option<usize> {
    let by = requirement.waivable_by.as_deref()?;
    let decisions = facts.dossier.decisions.iter().enumerate();
    let latest = decisions
        .filter(|(_, entry)| entry.by == by && entry.about == requirement.id)
        .filter(|(_, entry)| facts.past(Some(entry.on)) == Standing::Counts)
        .max_by_key(|(index, entry)| (entry.on, !entry.outcome, *index));
    latest.filter(|(_, entry)| entry.outcome).map(|(index, _)| index)
}

impl Judgement {
    pub(crate) fn verdict(&self, index: usize) -> Verdict {
        verdict_of(&self.verdicts, index)
    }

    pub(crate) fn notes(&self, index: usize) -> &[Note] {
        let ruling = self.rulings.get(index);
        ruling.and_then(|ruling| self.notes.get(ruling.notes.0..ruling.notes.1)).unwrap_or_default()
    }

    /// The verdict on the whole if one requirement had another verdict.
    pub(crate) fn whole_if(
        &self,
        requirements: &Requirements,
        changed: usize,
        to: Verdict,
    ) -> Verdict {
        let mut verdicts = self.verdicts.clone();
        for &index in &requirements.order {
            let Some(requirement) = requirements.all.get(index) else { continue };
            let of = |other: usize| verdicts.get(other).copied().unwrap_or(Verdict::Unknown);
            let Some(ruling) = self.rulings.get(index) else { continue };
            let verdict = match (&requirement.rule, &ruling.outcome) {
                _ if index == changed => to,
                _ if ruling.waiver.is_some() => Verdict::Met,
                (Rule::Leaf(_), Some(outcome)) => applied(requirement, outcome.verdict, of),
                (rule, _) => applied(requirement, combined(rule, of), of),
            };
            if let Some(slot) = verdicts.get_mut(index) {
                *slot = verdict;
            }
        }
        verdicts.first().copied().unwrap_or(Verdict::Unknown)
    }

    /// Whether the rule of a requirement that looks at evidence is met or unmet, apart from
    /// whether it applies.
    fn settled(&self, index: usize) -> bool {
        let outcome = self.rulings.get(index).and_then(|ruling| ruling.outcome.as_ref());
        outcome.is_some_and(|outcome| outcome.verdict.is_known())
    }

    /// The requirements that look at evidence and are unknown, in a requirement that is.
    pub(crate) fn open(&self, requirements: &Requirements, within: usize) -> Vec<usize> {
        let alone = requirements.all.get(within).is_some_and(|requirement| {
            matches!(requirement.rule, Rule::Leaf(_)) && requirement.applies.is_none()
        });
        if alone && !self.verdict(within).is_known() {
            return vec![within];
        }
        let mut open = Vec::new();
        let mut stack = vec![within];
        while let Some(index) = stack.pop() {
            let Some(requirement) = requirements.all.get(index) else { continue };
            if self.verdict(index).is_known() || open.contains(&index) {
                continue;
            }
            match &requirement.rule {
                // Known itself, it is unknown only whether it applies.
                Rule::Leaf(_) if self.settled(index) => {}
                Rule::Leaf(_) => open.push(index),
                Rule::Refer(other) => stack.push(*other),
                rule => stack.extend(rule.children().into_iter().rev()),
            }
            stack.extend(requirement.applies);
        }
        open
    }

    /// The requirements on which the verdict turns, in the order of the document: those not
    /// met that stand between the whole and being met, and look at evidence or negate what
    /// does.
    pub(crate) fn deciding(&self, requirements: &Requirements) -> Vec<usize> {
        let mut deciding = Vec::new();
        let mut seen = vec![false; requirements.all.len()];
        // Under a condition or a negation only what is unknown is open.
        let mut stack = vec![(0_usize, false)];
        while let Some((index, only_unknown)) = stack.pop() {
            let verdict = self.verdict(index);
            let (Some(requirement), Some(seen)) =
                (requirements.all.get(index), seen.get_mut(index))
            else {
                continue;
            };
            if verdict == Verdict::Met || (only_unknown && verdict.is_known()) || *seen {
                continue;
            }
            *seen = true;
            // What is unmet inside what is unknown does not decide: the unknown does.
            let only_unknown = only_unknown || verdict == Verdict::Unknown;
            // What comes first is pushed last.
            match &requirement.rule {
                Rule::All(parts)
                | Rule::ForEach(parts)
                | Rule::Any(parts)
                | Rule::AtLeast(_, parts) => {
                    stack.extend(parts.iter().rev().map(|&part| (part, only_unknown)));
                }
                Rule::When { condition, then, otherwise } => {
                    let chosen = self.verdict(*condition);
                    if let Some(otherwise) = otherwise.filter(|_| chosen != Verdict::Met) {
                        stack.push((otherwise, only_unknown));
                    }
                    if chosen != Verdict::Unmet {
                        stack.push((*then, only_unknown));
                    }
                    stack.push((*condition, true));
                }
                Rule::Refer(other) => stack.push((*other, only_unknown)),
                Rule::Leaf(_) | Rule::Not(_) => deciding.push(index),
            }
            if let Some(applies) = requirement.applies {
                stack.push((applies, true));
            }
        }
        deciding
    }
}

impl Ruling {
    /// The notes of a decision that waives.
    pub(crate) fn waiver_note(&self) -> Option<Note> {
        self.waiver.map(|index| Note::new(Section::Decisions, index, Standing::Counts))
    }
}
