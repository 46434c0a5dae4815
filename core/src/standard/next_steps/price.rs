//! What it costs to make a requirement met or unmet, as things stand on a day.

use jiff::civil::Date;

use super::options::NextStepsOptions;
use super::plan::StepKind;
use super::search::Action;
use crate::standard::assess::Judgement;
use crate::standard::facts::Facts;
use crate::standard::report::MissingAmount;
use crate::standard::requirement::{Requirements, Rule};
use crate::standard::rule::{Kind, Seen};
use crate::standard::verdict::Verdict;

/// What it costs to make a requirement met or unmet by an action of its own; `None` where there is
/// none.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Price {
    /// What its rule says, for one that looks at evidence.
    pub(super) verdict: Verdict,
    pub(super) met: Option<u128>,
    pub(super) unmet: Option<u128>,
    /// What a waiver costs; nothing is left to waive where one is given.
    pub(super) waiver: Option<u128>,
    pub(super) waived: bool,
    pub(super) amount: Option<MissingAmount>,
}

/// The prices of all requirements, by number, with the words of their actions.
#[derive(Clone)]
pub(super) struct Prices {
    pub(super) of: Vec<Price>,
    words: Vec<Words>,
}

#[derive(Clone, Default)]
struct Words {
    next: String,
    by: Option<String>,
    waivable_by: Option<String>,
}

impl Prices {
    pub(super) fn of(
        requirements: &Requirements,
        judgement: &Judgement,
        facts: &Facts<'_>,
        now: Date,
        options: &NextStepsOptions,
    ) -> Prices {
        let mut prices = Prices { of: Vec::new(), words: Vec::new() };
        for (index, requirement) in requirements.all.iter().enumerate() {
            let ruling = judgement.rulings.get(index);
            let id = requirement.id.as_str();
            let waived = ruling.is_some_and(|ruling| ruling.waiver.is_some());
            let mut price = Price {
                verdict: Verdict::Unknown,
                met: None,
                unmet: None,
                waiver: requirement.waivable_by.as_ref().and_then(|_| options.waiving(id)),
                waived,
                amount: None,
            };
            let mut words =
                Words { waivable_by: requirement.waivable_by.clone(), ..Words::default() };
            let outcome = ruling.and_then(|ruling| ruling.outcome.as_ref());
            if let (Rule::Leaf(kind), Some(outcome)) = (&requirement.rule, outcome) {
                let seen = Seen { facts, notes: judgement.notes(index), outcome };
                price.verdict = outcome.verdict;
                match outcome.verdict {
                    Verdict::Met => price.met = Some(0),
                    Verdict::Unmet => {
                        price.unmet = Some(0);
                        let too_late = kind.window().by.is_some_and(|by| by.0 < now);
                        let own = facts.of_credential(requirements.credential(index));
                        let shut = kind.window().frame(&own).empty;
                        if !too_late && !shut && kind.can_be_mended(&seen) {
                            price.met = options.doing(id, outcome.missing);
                        }
                        price.amount = outcome.missing.map(|missing| MissingAmount {
                            amount: missing.amount,
                            unit: missing.unit.name(),
                        });
                        words.next = kind.next(&seen);
                    }
                    Verdict::Unknown => {
                        price.met = options.settling(id);
                        price.unmet = price.met;
                        words.next = kind.question(&seen);
                    }
                }
                let by = kind.answered_by();
                words.by = (by != "applicant").then(|| by.to_owned());
            }
            prices.of.push(price);
            prices.words.push(words);
        }
        prices
    }

    /// The least prices where one action can serve several requirements: hours, say, that count in
    /// two of them. What serves several costs no less than the dearest of them alone, so each has
    /// at least its part of its own price. `None` where nothing can serve two.
    pub(super) fn shared(&self, requirements: &Requirements) -> Option<Vec<Price>> {
        let done: Vec<(usize, &dyn Kind)> = requirements
            .all
            .iter()
            .enumerate()
            .zip(&self.of)
            .filter(|(_, price)| price.verdict == Verdict::Unmet && price.amount.is_some())
            .filter(|(_, price)| price.met.is_some_and(|met| met > 0))
            .filter_map(|((index, requirement), _)| match &requirement.rule {
                Rule::Leaf(kind) => Some((index, &**kind as &dyn Kind)),
                _ => None,
            })
            .collect();
        let mut prices = self.of.clone();
        let mut any = false;
        for (index, kind) in &done {
            let count = done.iter().filter(|(_, other)| kind.may_share(*other)).count();
            any |= count > 1;
            if let Some(met) = prices.get_mut(*index).and_then(|price| price.met.as_mut()) {
                *met /= u128::try_from(count).unwrap_or(1).max(1);
            }
        }
        any.then_some(prices)
    }

    /// What an action says.
    pub(super) fn says(&self, action: &Action) -> Option<String> {
        let words = self.words.get(action.requirement)?;
        Some(match action.kind {
            StepKind::Waiver => {
                format!("a waiver by {}", words.waivable_by.as_deref().unwrap_or_default())
            }
            StepKind::SettleNot => format!("settle that it is not so: {}", words.next),
            _ => words.next.clone(),
        })
    }

    /// Who has to act.
    pub(super) fn by(&self, action: &Action) -> Option<String> {
        let words = self.words.get(action.requirement)?;
        match action.kind {
            StepKind::Waiver => words.waivable_by.clone(),
            _ => words.by.clone(),
        }
    }
}
