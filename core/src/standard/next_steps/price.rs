//! What it costs to make a requirement met or unmet, as things stand on a day.

use jiff::civil::Date;

use super::options::NextStepsOptions;
use super::plan::StepKind;
use super::search::Action;
use crate::standard::assess::Judgement;
use crate::standard::facts::Facts;
use crate::standard::report::MissingAmount;
use crate::standard::requirement::{Requirements, Rule};
use crate::standard::rule::Seen;
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
                        if !too_late && kind.can_be_mended(&seen) {
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
