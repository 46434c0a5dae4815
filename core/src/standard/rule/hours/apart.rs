//! Hours of several requirements, of which none may count in two that count apart.

use std::sync::Arc;

use super::Hours;
use super::count::{Candidate, Grouped};
use super::keys::Linked;
use super::tally::{Setting, Tally};
use crate::standard::allocation::joint::{Member, Portion, allocate_jointly};
use crate::standard::allocation::{Allocation, Group};
use crate::standard::facts::Facts;

/// Requirements on hours that are counted together.
#[derive(Clone, Debug)]
pub(crate) struct Apart {
    /// All of them, in the order in which they are counted.
    rules: Vec<Hours>,
    /// Of each, a bit for every one that counts apart from it.
    masks: Vec<u8>,
    /// Which one this is of.
    own: usize,
}

impl Apart {
    pub(crate) fn new(own: usize, rules: Vec<Hours>, masks: Vec<u8>) -> Apart {
        let unlinked = |rule: Hours| {
            let linked = Linked { ratio: rule.linked.ratio.clone(), apart: None };
            Hours { linked, ..rule }
        };
        Apart { rules: rules.into_iter().map(unlinked).collect(), masks, own }
    }

    pub(super) fn others(&self) -> impl Iterator<Item = &Hours> {
        let own = self.own;
        self.rules.iter().enumerate().filter(move |(place, _)| *place != own).map(|(_, rule)| rule)
    }
}

/// A count of several rules.
struct Count {
    /// The hours missing in all of them together; `None` where that is not known.
    missing: Option<i64>,
    /// What is counted in the rule whose count this is.
    own: Option<(Grouped, Allocation)>,
}

impl Hours {
    /// Gives the rule those that count apart from it.
    pub(crate) fn count_apart(&mut self, apart: Apart) {
        self.linked.apart = Some(Arc::new(apart));
    }

    /// Whether the rule asks for more than that hours be counted in it.
    pub(crate) fn timed(&self) -> bool {
        self.spread.is_some() || self.per.is_some_and(|per| per.at_least.is_some())
    }

    /// Counts the candidates so that the rule and those from which it counts apart are met, or as
    /// few hours as can be are missing in all. What is missing here is what is missing in all,
    /// without what is missing where this rule is left out.
    pub(super) fn tally_apart(
        &self,
        apart: &Apart,
        candidates: &[Candidate],
        setting: &Setting<'_>,
        in_favour: bool,
    ) -> Tally {
        let alone = self.tally(candidates, setting, in_favour);
        let facts = setting.facts;
        let [perhaps, surely] = facts.beside;
        let mask = if in_favour { surely } else { perhaps };
        let asked = |place: &usize| *place == apart.own || mask >> *place & 1 == 1;
        let all: Vec<usize> = (0..apart.rules.len()).filter(asked).collect();
        let before: Vec<usize> = all.iter().copied().filter(|&one| one < apart.own).collect();
        let explained = facts.explained && !in_favour;
        // The first of them take what they need.
        let first = self.exclusive.is_empty() || before.is_empty();
        if all.len() < 2 || (first && !explained) {
            return alone;
        }
        let count = |places: &[usize]| count(apart, places, facts, in_favour);
        let (missing, reached, shown) = if first {
            (alone.missing, alone.reached, None)
        } else {
            let with: Vec<usize> = before.iter().copied().chain([apart.own]).collect();
            let (with, without) = (count(&with), count(&before).missing);
            let reached = with.missing.map_or(in_favour, |missing| missing == 0);
            let missing = match (with.missing, without) {
                (Some(with), Some(without)) => (with - without).max(alone.missing),
                _ => alone.missing,
            };
            let shown = (all.len() == before.len() + 1).then_some(with);
            (missing, reached && alone.reached, shown)
        };
        let shown = shown.unwrap_or_else(|| count(&all));
        match shown.own {
            Some((grouped, allocation)) => Tally { grouped, allocation, missing, reached },
            None => Tally { missing, reached, ..alone },
        }
    }
}

/// Counts the hours of several rules together.
fn count(apart: &Apart, places: &[usize], facts: &Facts<'_>, in_favour: bool) -> Count {
    let mut rules: Vec<(usize, Vec<Candidate>)> = Vec::with_capacity(places.len());
    let mut members: Vec<Member> = Vec::with_capacity(places.len());
    let mut known = true;
    for &place in places {
        let Some(rule) = apart.rules.get(place) else { continue };
        let setting = rule.setting(facts, &mut Vec::new());
        let candidates = rule.candidates(facts, &setting.frame);
        let (grouped, mut demand) = rule.asked(&candidates, &setting, in_favour);
        match rule.least_of_ratio(&setting, in_favour) {
            Some(least) => demand.at_least = demand.at_least.max(least),
            None => known = false,
        }
        let portions = candidates.iter().zip(&grouped.of).filter_map(|(candidate, group)| {
            let (entry, amount) = (candidate.index, candidate.amount);
            group.map(|group| Portion { entry, group, amount })
        });
        let bits = places.iter().enumerate();
        let mask = apart.masks.get(place).copied().unwrap_or_default();
        let apart = bits
            .filter(|(_, other)| mask >> **other & 1 == 1)
            .fold(0, |apart, (bit, _)| apart | 1_u8 << bit);
        members.push(Member {
            portions: portions.collect(),
            groups: grouped.groups,
            demand,
            apart,
        });
        rules.push((place, candidates));
    }
    let solved = allocate_jointly(&members).filter(|_| known);
    let missing = solved.as_ref().map(|solved| solved.missing);
    let counted = solved.map(|solved| solved.counted).unwrap_or_default();
    let mut all = rules.into_iter().zip(members).zip(counted);
    let own = all.rfind(|(((place, _), _), _)| *place == apart.own);
    Count {
        missing,
        own: own
            .map(|(((_, candidates), member), counted)| portioned(&candidates, &member, counted)),
    }
}

/// The groups of a rule as one for each entry, with what is counted of each.
fn portioned(
    candidates: &[Candidate],
    member: &Member,
    counted: Vec<Vec<i64>>,
) -> (Grouped, Allocation) {
    let entries = member.portions.iter().filter_map(|portion| {
        Some(Group { amount: portion.amount, ..*member.groups.get(portion.group)? })
    });
    let groups = entries.chain(member.others().copied()).collect();
    let of = candidates.iter().map(|candidate| {
        member.portions.iter().position(|portion| portion.entry == candidate.index)
    });
    let grouped = Grouped { groups, of: of.collect(), limits: Vec::new() };
    (grouped, Allocation { missing: 0, counted, exact: true })
}
