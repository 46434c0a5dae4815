//! Hours by the calendar period in which they were done.

use jiff::civil::Date;

use super::Hours;
use super::count::Candidate;
use super::keys::{Per, Spread};
use crate::standard::Amount;
use crate::standard::calendar::CalendarPeriod;
use crate::standard::changes::{Changes, first_day_past};
use crate::standard::evidence::HoursEntry;
use crate::standard::facts::start_of;
use crate::standard::names::OneOrMore;
use crate::standard::note::{Key, Reason, Standing};
use crate::standard::rule::Kind;
use crate::standard::rule::measure::Where;
use crate::standard::window::{Frame, State};

/// The most periods that are looked at.
const MOST_PERIODS: usize = 6000;

/// The first and the last day of an entry, as far as they are known.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Days {
    pub(super) from: Option<Date>,
    pub(super) to: Option<Date>,
}

impl Days {
    /// The days on which the hours count: of a course its last.
    pub(super) fn of(entry: &HoursEntry) -> Days {
        let (from, to) = (entry.from.map(|day| day.0), entry.to.map(|day| day.0));
        match (entry.of.counts_on_completion(), to) {
            (true, Some(to)) => Days { from: Some(to), to: Some(to) },
            _ => Days { from, to },
        }
    }

    /// The period that holds all the days, or why that is not known.
    pub(super) fn period(self, period: CalendarPeriod) -> Result<Date, Reason> {
        match (self.from, self.to) {
            (Some(from), Some(to)) if period.start(from) == period.start(to) => {
                Ok(period.start(from))
            }
            (Some(_), Some(to)) => Err(Reason::Straddles(period.start(to))),
            (_, None) => Err(Reason::Unsaid(Key::To)),
            (None, _) => Err(Reason::Unsaid(Key::From)),
        }
    }
}

impl Per {
    /// Whether enough periods have the least hours: surely, or at best where `in_favour`.
    pub(super) fn reached(
        &self,
        candidates: &[Candidate],
        frame: &Frame,
        closed: bool,
        in_favour: bool,
    ) -> bool {
        let Some(least) = self.at_least else { return true };
        if frame.state != State::Settled {
            return in_favour;
        }
        let mut sums: Vec<(Date, i64)> = Vec::new();
        let mut range: Option<(Date, Date)> = None;
        for candidate in candidates {
            let counts = candidate.standing == Standing::Counts;
            if matches!(candidate.standing, Standing::Out(_)) {
                continue;
            }
            let (Some(from), Some(to)) = (candidate.days.from, candidate.days.to) else {
                match in_favour {
                    true => return true,
                    // Where it lies is not known, so neither is which periods there are.
                    false if self.periods.is_none() && frame.start.is_none() => return false,
                    false => continue,
                }
            };
            let (first, last) = (self.period.start(from), self.period.start(to));
            range = Some(range.map_or((first, last), |(a, b)| (a.min(first), b.max(last))));
            if in_favour {
                for start in self.periods_between(first, last).take(MOST_PERIODS) {
                    add(&mut sums, start, candidate.amount);
                }
            } else if counts && first == last {
                add(&mut sums, first, candidate.amount);
            }
        }
        sums.sort_unstable();
        let needed: Vec<Date> = match (self.periods, frame.start, range) {
            (Some(_), ..) => sums.iter().map(|&(start, _)| start).collect(),
            (None, Some(start), _) => {
                let first = self.period.start(start);
                let whole = self.periods_between(first, frame.end).filter(|&period| {
                    let next = self.period.next(period);
                    period >= start
                        && next.and_then(|next| next.yesterday().ok()) <= Some(frame.end)
                });
                whole.take(MOST_PERIODS).collect()
            }
            // With more hours there may be more periods.
            (None, None, _) if !closed && !in_favour => return false,
            (None, None, Some((first, last))) => {
                self.periods_between(first, last).take(MOST_PERIODS).collect()
            }
            (None, None, None) => return false,
        };
        if needed.len() == MOST_PERIODS {
            return in_favour;
        }
        let count = self.count_reached(&sums, &needed, least.thousandths(), frame.end);
        count >= self.periods.map_or(needed.len(), |periods| periods as usize)
    }

    /// In how many of the periods the least hours are reached, with what is carried over. What
    /// is carried over is not carried again, so that each period is best served first.
    fn count_reached(
        &self,
        sums: &[(Date, i64)],
        periods: &[Date],
        least: i64,
        end: Date,
    ) -> usize {
        let most_carried = self.carry_over.map_or(0, Amount::thousandths);
        let mut reached = 0;
        let mut carried: Option<(Date, i64)> = None;
        let mut periods = periods.to_vec();
        if most_carried > 0 && self.periods.is_some() {
            // What is carried can alone be enough for a period without hours.
            let next = periods.iter().filter_map(|&start| self.period.next(start));
            let next: Vec<Date> = next.filter(|&next| next <= end).collect();
            periods.extend(next);
            periods.sort_unstable();
            periods.dedup();
        }
        for start in periods {
            let sum = sums.binary_search_by_key(&start, |&(start, _)| start);
            let own = sum.ok().and_then(|at| sums.get(at)).map_or(0, |&(_, sum)| sum);
            let brought =
                carried.filter(|&(next, _)| next == start).map_or(0, |(_, amount)| amount);
            let used = (least - brought).max(0);
            carried = None;
            if own >= used {
                reached += 1;
                let over = (own - used).min(most_carried);
                carried = self.period.next(start).map(|next| (next, over));
            }
        }
        reached
    }

    fn periods_between(&self, first: Date, last: Date) -> impl Iterator<Item = Date> {
        let period = self.period;
        std::iter::successors(Some(first), move |&start| period.next(start))
            .take_while(move |&start| start <= last)
    }
}

fn add(sums: &mut Vec<(Date, i64)>, start: Date, amount: i64) {
    match sums.iter_mut().rev().find(|(period, _)| *period == start) {
        Some((_, sum)) => *sum = sum.saturating_add(amount),
        None => sums.push((start, amount)),
    }
}

impl Spread {
    /// Whether the hours last long enough: surely, or at best where `in_favour`.
    pub(super) fn reached(&self, candidates: &[Candidate], frame: &Frame, in_favour: bool) -> bool {
        let Some(least) = self.at_least else { return true };
        let (mut first, mut last): (Option<Date>, Option<Date>) = (None, None);
        for candidate in candidates {
            let Days { from, to } = candidate.whole;
            match candidate.standing {
                Standing::Out(_) => continue,
                Standing::Perhaps(_) if !in_favour => continue,
                _ => {}
            }
            if in_favour && (from.is_none() || to.is_none()) {
                return true;
            }
            for day in [from, to].into_iter().flatten() {
                first = Some(first.map_or(day, |first| first.min(day)));
                last = Some(last.map_or(day, |last| last.max(day)));
            }
        }
        let (Some(first), Some(last)) = (first, last) else { return false };
        let until = last.min(frame.end).tomorrow().unwrap_or(last);
        first <= start_of(least, until)
    }
}

impl Hours {
    /// Names the days on which verdicts can change beside those of the windows: where a calendar
    /// period begins or ends, or begins to lie in the window, as long as there are hours; and
    /// those of filters, of schooling and of the other hours of a ratio.
    pub(super) fn note_changes(&self, changes: &mut Changes<'_>) {
        for day in self.filters().flat_map(OneOrMore::<Where>::days) {
            changes.on(day);
            changes.on_next(day);
        }
        for credit in &self.credit_for {
            credit.education.changes(changes);
        }
        if let Some(other) = self.linked.ratio.as_deref() {
            other.changes(changes);
        }
        if let Some(least) = self.spread.and_then(|spread| spread.at_least) {
            // Hours that go on last longer by the day; the day itself is one of theirs.
            let begun = changes.dossier.hours.iter().filter_map(|entry| entry.from);
            for begun in begun {
                let eve = begun.0.yesterday().ok();
                let past = eve.and_then(|eve| first_day_past(eve, least));
                if let Some(reached) = past.and_then(|past| past.yesterday().ok()) {
                    changes.on(reached);
                }
            }
        }
        for other in self.linked.apart.iter().flat_map(|apart| apart.others()) {
            other.changes(changes);
        }
        let Some(per) = self.per else { return };
        let within = self.own_window().within;
        let hours = changes.all_recorded();
        let window = self.own_window();
        let days = hours.into_iter().chain(window.fixed()).chain([changes.after()]);
        let (first, last) =
            days.fold((Date::MAX, Date::MIN), |(first, last), day| (first.min(day), last.max(day)));
        let end = within.map_or(Some(last), |within| within.after(last)).unwrap_or(Date::MAX);
        let end = end.checked_add(jiff::Span::new().years(2)).unwrap_or(Date::MAX);
        let start = per.period.start(first);
        for start in per.periods_between(start, end) {
            for day in [Some(start), start.yesterday().ok()].into_iter().flatten() {
                changes.on(day);
                if let Some(within) = within {
                    changes.leaves(day, within);
                }
            }
        }
    }

    /// The times, each no longer than `spread` allows, whose hours can be all that count: lists
    /// of candidates. One of them is at least as good as any other choice.
    pub(super) fn short_times<'a>(
        &self,
        candidates: &'a [Candidate],
        in_favour: bool,
    ) -> Option<impl Iterator<Item = Vec<Candidate>> + 'a> {
        let most = self.spread.as_ref()?.at_most?;
        let fits = move |candidate: &Candidate, start: Date| {
            let end = most.after(start).unwrap_or(Date::MAX);
            let Days { from, to } = candidate.days;
            match in_favour {
                // The hours may all have been done on one of the days.
                true => from.is_none_or(|from| from < end) && to.is_none_or(|to| to >= start),
                false => from.is_some_and(|from| from >= start) && to.is_some_and(|to| to < end),
            }
        };
        let starts = candidates.iter().filter_map(move |candidate| {
            let counts = match candidate.standing {
                Standing::Counts => true,
                Standing::Perhaps(_) => in_favour,
                Standing::Out(_) => false,
            };
            let Days { from, to } = candidate.days;
            // At best it begins on the last day of what it would else leave out.
            let start = if in_favour { to.or(from).or(Some(Date::MIN)) } else { from };
            start.filter(|_| counts)
        });
        let mut starts: Vec<Date> = starts.collect();
        starts.sort_unstable();
        starts.dedup();
        Some(starts.into_iter().map(move |start| {
            candidates.iter().filter(|candidate| fits(candidate, start)).copied().collect()
        }))
    }
}
