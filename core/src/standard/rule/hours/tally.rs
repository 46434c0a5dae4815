//! Counting candidates, either as if every doubt went against the applicant or as if every one
//! went in favour.

use super::Hours;
use super::count::{Candidate, Grouped, timing};
use super::keys::Others;
use crate::standard::Amount;
use crate::standard::allocation::{Allocation, Bounds, Demand, Group, allocate};
use crate::standard::evidence::Section;
use crate::standard::facts::Facts;
use crate::standard::note::{Note, Standing};
use crate::standard::rule::measure::{Bucket, Part};
use crate::standard::verdict::Verdict;
use crate::standard::window::Frame;

/// What the rule looks at beside the candidates.
pub(super) struct Setting<'a> {
    pub(super) facts: &'a Facts<'a>,
    pub(super) frame: Frame,
    /// Whether all hours are recorded.
    pub(super) closed: bool,
    /// What schooling does.
    pub(super) credit: Credit,
}

/// Hours that schooling counts as, and the least hours where it lowers them: surely, and at best.
#[derive(Clone, Copy, Default)]
pub(super) struct Credit {
    hours: [i64; 2],
    least: [Option<i64>; 2],
}

impl Credit {
    /// Whether schooling that may have been reached matters.
    pub(super) fn is_doubtful(&self) -> bool {
        self.hours[0] != self.hours[1] || self.least[0] != self.least[1]
    }

    /// The hours that schooling surely counts as.
    pub(super) fn surely(&self) -> i64 {
        self.hours[0]
    }
}

/// A count of candidates.
pub(super) struct Tally {
    pub(super) grouped: Grouped,
    pub(super) allocation: Allocation,
    /// The hours that are missing.
    pub(super) missing: i64,
    /// Whether all that is asked for is reached.
    pub(super) reached: bool,
}

impl Hours {
    /// What schooling does for the hours.
    pub(super) fn credit(&self, facts: &Facts<'_>, notes: &mut Vec<Note>) -> Credit {
        let mut credit = Credit::default();
        for one in &self.credit_for {
            let first = notes.len();
            let verdict = one.education.reached(facts, notes);
            if !facts.explained {
                notes.truncate(first);
            }
            for (at_best, known) in [false, true].into_iter().enumerate() {
                if verdict == Verdict::Unmet || (verdict == Verdict::Unknown && !known) {
                    continue;
                }
                if let (Some(hours), Some(slot)) = (one.hours, credit.hours.get_mut(at_best)) {
                    *slot = (*slot).max(hours.thousandths());
                }
                if let (Some(least), Some(slot)) = (one.lowers_to, credit.least.get_mut(at_best)) {
                    let least = least.thousandths();
                    *slot = Some(slot.map_or(least, |lower| lower.min(least)));
                }
            }
        }
        credit
    }

    fn demand(&self, setting: &Setting<'_>, in_favour: bool) -> Demand {
        let least = self.at_least.map_or(0, Amount::thousandths);
        let [surely, at_best] = setting.credit.least;
        let lowered = if in_favour { at_best } else { surely };
        let least = lowered.map_or(least, |lowered| lowered.min(least));
        let carried = self.carried(setting.facts).thousandths();
        Demand {
            at_least: least - carried.min(least),
            parts: self.parts.iter().map(Part::bounds).collect(),
            buckets: self.buckets.iter().map(Bucket::bounds).collect(),
            limits: Vec::new(),
        }
    }

    /// What there is to count, and what is asked of the count.
    pub(super) fn asked(
        &self,
        candidates: &[Candidate],
        setting: &Setting<'_>,
        in_favour: bool,
    ) -> (Grouped, Demand) {
        let mut grouped = self.grouped(candidates, setting.facts, in_favour);
        let mut demand = self.demand(setting, in_favour);
        demand.limits = std::mem::take(&mut grouped.limits);
        let [surely, at_best] = setting.credit.hours;
        let credited = if in_favour { at_best } else { surely };
        if credited > 0 {
            grouped.groups.push(Group { amount: credited, free: true, ..Group::default() });
        }
        if let Some(most) = self.ratio.as_ref().and_then(|ratio| ratio.at_most) {
            let others = self.others_counted(setting, in_favour);
            let at_most = others.map(|others| scaled(others, most));
            demand.parts.push(Bounds { at_most, ..Bounds::default() });
        }
        (grouped, demand)
    }

    /// The least hours in proportion to the others of the ratio; `None` where there is no knowing.
    pub(super) fn least_of_ratio(&self, setting: &Setting<'_>, in_favour: bool) -> Option<i64> {
        match self.ratio.as_ref().and_then(|ratio| ratio.at_least) {
            Some(least) => Some(scaled_up(self.others_asked(setting, in_favour)?, least)),
            None => Some(0),
        }
    }

    /// Counts the candidates.
    pub(super) fn tally(
        &self,
        candidates: &[Candidate],
        setting: &Setting<'_>,
        in_favour: bool,
    ) -> Tally {
        let (grouped, demand) = self.asked(candidates, setting, in_favour);
        let allocation = allocate(&grouped.groups, &demand);
        let mut missing = allocation.missing;
        let mut reached = missing == 0;
        match self.least_of_ratio(setting, in_favour) {
            Some(0) => {}
            Some(least) => {
                let groups = 0..grouped.groups.len();
                let short = least - groups.map(|group| allocation.of_group(group)).sum::<i64>();
                reached &= short <= 0;
                missing = missing.max(short);
            }
            None => reached = false,
        }
        let in_time =
            self.spread.is_none_or(|spread| spread.reached(candidates, &setting.frame, in_favour));
        let in_periods = self
            .per
            .is_none_or(|per| per.reached(candidates, &setting.frame, setting.closed, in_favour));
        reached &= in_time && in_periods;
        // What could not be counted exactly is not known.
        reached = if allocation.exact { reached } else { in_favour };
        Tally { grouped, allocation, missing, reached }
    }

    /// The count of all candidates, or where the hours must have been done in a short time, of
    /// those done in one such time.
    pub(super) fn best_tally(
        &self,
        candidates: &[Candidate],
        setting: &Setting<'_>,
        in_favour: bool,
    ) -> (Tally, Option<Vec<Candidate>>) {
        if let Some(apart) = self.linked.apart.as_deref() {
            return (self.tally_apart(apart, candidates, setting, in_favour), None);
        }
        let Some(times) = self.short_times(candidates, in_favour) else {
            return (self.tally(candidates, setting, in_favour), None);
        };
        // No hours at all are a choice too: schooling may stand in for them.
        let mut best: Option<(Tally, Vec<Candidate>)> = None;
        for chosen in times.chain([Vec::new()]) {
            let tally = self.tally(&chosen, setting, in_favour);
            let better = best.as_ref().is_none_or(|(best, _)| {
                (tally.reached, -tally.missing) > (best.reached, -best.missing)
            });
            if better {
                let reached = tally.reached;
                best = Some((tally, chosen));
                if reached {
                    break;
                }
            }
        }
        match best {
            Some((tally, chosen)) => (tally, Some(chosen)),
            None => (self.tally(candidates, setting, in_favour), None),
        }
    }

    /// The other hours of the ratio that bound these from above, at least so many or at best;
    /// `None` is no bound.
    fn others_counted(&self, setting: &Setting<'_>, in_favour: bool) -> Option<i64> {
        if in_favour && !setting.closed {
            return None;
        }
        match self.other() {
            Some(Other::Rule(rule)) => {
                let other = rule.setting(setting.facts, &mut Vec::new());
                let candidates = rule.candidates(setting.facts, &other.frame);
                let (tally, _) = rule.best_tally(&candidates, &other, in_favour);
                let groups = 0..tally.grouped.groups.len();
                Some(groups.map(|group| tally.allocation.of_group(group)).sum())
            }
            Some(Other::Recorded) => {
                let [surely, at_best] = self.recorded(setting);
                Some(if in_favour { at_best } else { surely })
            }
            None => Some(0),
        }
    }

    /// The other hours of the ratio in proportion to which these are asked for: at most so many,
    /// or where `in_favour` at least; `None` where there is no knowing how many.
    fn others_asked(&self, setting: &Setting<'_>, in_favour: bool) -> Option<i64> {
        match self.other() {
            Some(Other::Rule(rule)) => {
                let other = rule.setting(setting.facts, &mut Vec::new());
                let candidates = rule.candidates(setting.facts, &other.frame);
                let asked = rule.at_least.map(Amount::thousandths);
                let recorded: i64 = candidates
                    .iter()
                    .filter(|candidate| match candidate.standing {
                        Standing::Counts => true,
                        Standing::Perhaps(_) => !in_favour,
                        Standing::Out(_) => false,
                    })
                    .map(|candidate| candidate.amount)
                    .sum();
                // What is not asked for need not be counted.
                let lowered = other.credit.least;
                let least = if in_favour { lowered[1] } else { None };
                let asked = least.or(asked);
                match setting.closed {
                    true => Some(asked.map_or(recorded, |asked| asked.min(recorded))),
                    false if in_favour => Some(asked.map_or(recorded, |asked| asked.min(recorded))),
                    false => asked,
                }
            }
            Some(Other::Recorded) => {
                let [surely, at_best] = self.recorded(setting);
                match in_favour {
                    true => Some(surely),
                    false => setting.closed.then_some(at_best),
                }
            }
            None => Some(0),
        }
    }

    fn other(&self) -> Option<Other<'_>> {
        match &self.ratio.as_ref()?.to {
            Others::Requirement(_) => self.linked.ratio.as_deref().map(Other::Rule),
            Others::Recorded(_) => Some(Other::Recorded),
        }
    }

    /// The hours of the ratio that are recorded in the window: surely, and at best.
    fn recorded(&self, setting: &Setting<'_>) -> [i64; 2] {
        let mut sums = [0_i64; 2];
        let Some(Others::Recorded(recorded)) = self.ratio.as_ref().map(|ratio| &ratio.to) else {
            return sums;
        };
        for entry in &setting.facts.dossier.hours {
            if !recorded.of.as_slice().contains(&entry.of) {
                continue;
            }
            let mut standing = timing(entry, setting.facts, &setting.frame);
            if let Some(filter) = &recorded.filter {
                standing = standing.and(filter.fits(entry, setting.facts));
            }
            let converted = self.in_hours(entry.amount, entry.unit.as_deref(), entry.of);
            let amount = converted.unwrap_or_default();
            let [surely, at_best] = &mut sums;
            match standing {
                Standing::Counts => {
                    *surely = surely.saturating_add(amount);
                    *at_best = at_best.saturating_add(amount);
                }
                Standing::Perhaps(_) => *at_best = at_best.saturating_add(amount),
                Standing::Out(_) => {}
            }
        }
        sums
    }

    /// What the rule looks at beside the candidates.
    pub(super) fn setting<'a>(&self, facts: &'a Facts<'a>, notes: &mut Vec<Note>) -> Setting<'a> {
        let frame = self.own_frame(facts, self.of.as_slice());
        let closed = facts.closed(Section::Hours) || frame.is_never();
        Setting { facts, frame, closed, credit: self.credit(facts, notes) }
    }
}

enum Other<'a> {
    Rule(&'a Hours),
    Recorded,
}

/// A part of an amount, rounded down.
fn scaled(amount: i64, part: Amount) -> i64 {
    let product = i128::from(amount) * i128::from(part.thousandths()) / 1000;
    i64::try_from(product).unwrap_or(i64::MAX)
}

/// A part of an amount, rounded up.
fn scaled_up(amount: i64, part: Amount) -> i64 {
    let product = i128::from(amount) * i128::from(part.thousandths());
    i64::try_from((product + 999) / 1000).unwrap_or(i64::MAX)
}
