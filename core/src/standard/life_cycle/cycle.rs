//! Cycles of continuing education.

use jiff::civil::{Date, date};

use super::document::{CycleLength, CycleStart, LifeCycleDocument};
use super::expiry::{Calendar, Expires};
use super::term::{Holding, MOST_EARLIER, Term};
use crate::document::Period;

/// A cycle: both days are in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Cycle {
    pub(super) from: Date,
    pub(super) to: Date,
}

/// The number of the cycle, counted from 0, of cycles that begin on a day, in which a day
/// lies: the first where it lies before all.
fn number(first: Date, every: Period, day: Date) -> i64 {
    let begins = |number: i64| match number {
        0 => Some(first),
        number => every.times(number).and_then(|times| times.after(first)),
    };
    // The last cycle that begins on or before the day; beyond the calendar counts as later.
    let (mut low, mut high) = (0, 1_i64 << 22);
    while low < high {
        let middle = low + (high - low + 1) / 2;
        if begins(middle).is_some_and(|begins| begins <= day) {
            low = middle;
        } else {
            high = middle - 1;
        }
    }
    low
}

/// A cycle by its number, of cycles that begin on a day.
fn numbered(first: Date, every: Period, number: i64) -> Option<Cycle> {
    let begins = |number: i64| match number {
        0 => Some(first),
        number => every.times(number)?.after(first),
    };
    Some(Cycle { from: begins(number)?, to: begins(number + 1)?.yesterday().ok()? })
}

/// The cycle in which a day lies, the first where it lies before all, of cycles of this
/// length from the first issue on. They end on the days on which terms of that length would.
pub(super) fn around(
    rules: &LifeCycleDocument,
    issued: Date,
    every: Period,
    day: Date,
) -> Option<Cycle> {
    if matches!(rules.expires, Some(Expires::Fixed(_))) {
        return numbered(issued, every, number(issued, every, day));
    }
    let calendar = Calendar { every: Some(every), expires: rules.expires.as_ref() };
    let (from, to) = calendar.term_around(issued, day)?;
    Some(Cycle { from, to })
}

/// The cycle at hand on a day, and those before it from the latest, as far as they are known.
pub(super) fn at_hand(
    rules: &LifeCycleDocument,
    holding: &Holding<'_>,
    as_of: Date,
) -> Option<(Cycle, Vec<Cycle>)> {
    let term = holding.term?;
    let whole = |term: &Term| term.last.map(|to| Cycle { from: term.from, to });
    let every = rules.cycle.as_ref().and_then(|cycle| cycle.every).or(rules.calendar().length());
    let starts = rules.cycle.as_ref().and_then(|cycle| cycle.starts);
    let apart = rules.cycle.as_ref().is_some_and(CycleLength::is_apart);
    if !apart {
        return Some((whole(&term)?, holding.earlier.iter().filter_map(whole).collect()));
    }
    let (issued, every) = (holding.first_issued?, every?);
    let first = match starts {
        Some(CycleStart::CalendarYear) => date(issued.year(), 1, 1),
        Some(CycleStart::NextCalendarYear) => {
            Date::new(issued.year().checked_add(1)?, 1, 1).ok()?
        }
        Some(CycleStart::Issue) | None => issued,
    };
    let holding_day = |day: Date| match starts {
        Some(CycleStart::Issue) | None => around(rules, first, every, day),
        Some(_) => numbered(first, every, number(first, every, day)),
    };
    let at_hand = holding_day(term.last.map_or(as_of, |last| as_of.min(last)))?;
    let mut before: Vec<Cycle> = Vec::new();
    let mut from = at_hand.from;
    while before.len() < MOST_EARLIER && from > first {
        let Some(cycle) = from.yesterday().ok().and_then(holding_day) else { break };
        before.push(cycle);
        from = cycle.from;
    }
    Some((at_hand, before))
}

impl CycleLength {
    /// Whether the cycles are not those between renewals.
    fn is_apart(&self) -> bool {
        self.every.is_some() || self.starts.is_some()
    }
}
