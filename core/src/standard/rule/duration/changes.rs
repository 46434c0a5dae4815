//! The days on which the rule on a time that lasts can change its verdict.

use jiff::ToSpan;
use jiff::civil::Date;

use super::{Duration, Run, days_between, least_days};
use crate::document::Period;
use crate::standard::changes::{Changes, first_day_past, lengths, month_ends};
use crate::standard::dossier::DossierDocument;
use crate::standard::facts::{Facts, start_of};

impl Duration {
    /// The runs of days that the spans cover, whether they are over or still to come; what
    /// still lasts runs to the end of the calendar.
    fn all_runs(&self, dossier: &DossierDocument) -> Vec<Run> {
        let spans = dossier.spans.iter().filter(|span| span.of == self.of);
        let mut runs: Vec<Run> = spans
            .map(|span| {
                let until = span.to.and_then(|to| to.0.tomorrow().ok());
                Run { from: span.from.0, until: until.unwrap_or(Date::MAX) }
            })
            .collect();
        runs.sort_unstable();
        let mut joined: Vec<Run> = Vec::with_capacity(runs.len());
        for run in runs {
            match joined.last_mut() {
                Some(last) if run.from <= last.until => last.until = last.until.max(run.until),
                _ => joined.push(run),
            }
        }
        joined
    }

    pub(super) fn note_changes(&self, changes: &mut Changes<'_>) {
        let runs = self.all_runs(changes.dossier);
        match self.consecutive {
            None => self.changes_of_sum(&runs, changes),
            Some(_) => self.changes_in_a_row(&runs, changes),
        }
    }

    /// Names every day on which a time that is counted from a day that is given or recorded can
    /// be long enough, for windows that are bounded by such days.
    pub(super) fn note_all_changes(&self, changes: &mut Changes<'_>) {
        let mut days = changes.all_recorded();
        days.extend(self.own_window().fixed());
        days.sort_unstable();
        days.dedup();
        let least = least_days(self.at_least);
        let within = self.own_window().within;
        for &day in &days {
            for day in [day, day.tomorrow().unwrap_or(day)] {
                changes.reaches(day, self.at_least);
                changes.on(day.saturating_add(least.days()));
                // From then on a window that ends on the day is too short.
                if let Some(within) = within {
                    changes.leaves(start_of(self.at_least, day), within);
                    changes.leaves(day.saturating_sub(least.days()), within);
                }
            }
        }
        if self.consecutive.is_none() {
            self.changes_of_bounded_sum(days, changes);
        }
    }

    /// The days on which a sum in a window counted from these days, given or recorded, comes to be
    /// enough or too little.
    fn changes_of_bounded_sum(&self, days: Vec<Date>, changes: &mut Changes<'_>) {
        let after = changes.after();
        let last = days.last().map_or(after, |&last| last.max(after));
        let end = self.at_least.after(last).unwrap_or(Date::MAX).saturating_add(40.days());
        let within = self.own_window().within;
        let mut edges: Vec<Date> = Vec::new();
        for day in days {
            let ends = within.and_then(|within| within.after(day));
            let left = within.and_then(|within| first_day_past(day, within));
            for edge in [Some(day), ends, left].into_iter().flatten() {
                let eve = edge.yesterday().unwrap_or(edge);
                let days = std::iter::successors(Some(eve), |day| day.tomorrow().ok());
                edges.extend(days.take(4));
            }
        }
        let (dossier, credential) = (changes.dossier, changes.credential);
        let surplus = |day: Date| {
            let facts = Facts::unexplained(dossier, day).of_credential(credential);
            let frame = self.own_window().frame(&facts);
            let runs = self.runs(&facts, &frame, &mut Vec::new());
            let days: i64 = runs.iter().map(|run| i64::from(run.days())).sum();
            days - i64::from(self.needed(&frame))
        };
        crossings(surplus, edges, after, end).into_iter().for_each(|day| changes.on(day));
        if surplus(end).abs() <= NEAR {
            changes.month_ends();
        }
    }

    /// A run comes to be long enough, ends, and is cut by the window until it is too short.
    fn changes_in_a_row(&self, runs: &[Run], changes: &mut Changes<'_>) {
        for run in runs {
            changes.on(run.from);
            changes.reaches(run.from, self.at_least);
            changes.on(run.until);
            changes.on_next(run.until);
            if let Some(within) = self.within_period() {
                changes.leaves(run.from, within);
                changes.leaves(start_of(self.at_least, run.until), within);
            }
        }
        let near = self.within_period().is_some_and(|within| near(within, self.at_least));
        if near && !runs.is_empty() {
            changes.month_ends();
        }
    }

    /// The sum of days and the sum needed move evenly but where a run begins or ends, or does so as
    /// seen from the start of the window, and at the ends of months.
    fn changes_of_sum(&self, runs: &[Run], changes: &mut Changes<'_>) {
        let sum = Sum::of(self, runs);
        let Some(last) = runs.last() else { return };
        let mut edges: Vec<Date> = runs
            .iter()
            .flat_map(|run| [run.from, run.until])
            .filter(|&day| day < Date::MAX)
            .collect();
        if let Some(within) = self.within_period() {
            let reached = |&day: &Date| first_day_past(day.yesterday().ok()?, within);
            let seen: Vec<Date> = edges.iter().filter_map(reached).collect();
            edges.extend(seen);
        }
        let (least, most) = lengths(self.at_least);
        let lasting = last.until == Date::MAX;
        let mut end = edges.iter().copied().max().unwrap_or(last.from);
        if lasting && self.within_period().is_none() {
            end = end.saturating_add(most.days());
        }
        let end = end.saturating_add(40.days()).max(changes.after());
        let crossings = crossings(|day| sum.surplus(day), edges, changes.after(), end);
        crossings.into_iter().for_each(|day| changes.on(day));
        let for_ever = match (lasting, self.within_period()) {
            (true, Some(within)) => near(within, self.at_least),
            (true, None) | (false, Some(_)) => false,
            (false, None) => (least..most).contains(&sum.total()),
        };
        if for_ever {
            changes.month_ends();
        }
    }
}

/// How near a surplus is to being too little, or the other way round, where the ends of months can
/// make it so: they move the days of a window and those needed by no more than six each.
const NEAR: i64 = 20;

/// The days on which a surplus of days begins or ceases to be none or more, up to `end`.
///
/// Between two edges it changes by no more than two days a day and `NEAR` in all, so that a surplus
/// far from zero is not looked at again before it can have come there. Near zero it is looked at
/// at the ends of months, between which it moves evenly. So the work grows with the edges and with
/// the logarithm of the time, and not with its days.
fn crossings(
    surplus: impl Fn(Date) -> i64,
    mut edges: Vec<Date>,
    after: Date,
    end: Date,
) -> Vec<Date> {
    edges.retain(|&edge| edge > after && edge < end);
    edges.push(end);
    edges.sort_unstable();
    let mut edges = edges.into_iter().peekable();
    let mut crossings = Vec::new();
    let mut day = after;
    let mut enough = surplus(day) >= 0;
    while day < end {
        let now = surplus(day);
        if (now >= 0) != enough {
            crossings.push(day);
            enough = !enough;
        }
        while edges.next_if(|&edge| edge <= day).is_some() {}
        let edge = edges.peek().copied().unwrap_or(end);
        let far = (now.abs() - NEAR) / 3;
        if far > 0 {
            day = day.saturating_add(far.min(3_700_000).days()).min(edge);
            continue;
        }
        let next = month_ends(day, edge).next().unwrap_or(edge);
        if let Ok(eve) = next.yesterday()
            && eve > day
            && (surplus(eve) >= 0) != enough
        {
            let steps = if enough { now + 1 } else { -now };
            crossings.extend(day.checked_add(steps.days()).ok());
            enough = !enough;
        }
        day = next;
    }
    crossings
}

/// The sum of the days of runs, with the sum before each.
struct Sum<'a> {
    rule: &'a Duration,
    runs: Vec<(Run, i64)>,
}

impl<'a> Sum<'a> {
    fn of(rule: &'a Duration, runs: &[Run]) -> Sum<'a> {
        let mut before = 0;
        let runs = runs.iter().map(|&run| {
            let here = (run, before);
            before += i64::from(run.days());
            here
        });
        Sum { rule, runs: runs.collect() }
    }

    /// The days before the morning of a day.
    fn before(&self, day: Date) -> i64 {
        let begun = self.runs.partition_point(|(run, _)| run.from < day);
        let last = begun.checked_sub(1).and_then(|last| self.runs.get(last));
        last.map_or(0, |&(run, before)| {
            before + i64::from(days_between(run.from, run.until.min(day)))
        })
    }

    fn total(&self) -> i64 {
        self.before(Date::MAX)
    }

    /// How many days there are beyond those needed, as seen on a day.
    fn surplus(&self, day: Date) -> i64 {
        let outside =
            self.rule.within_period().map_or(0, |within| self.before(start_of(within, day)));
        let needed = days_between(start_of(self.rule.at_least, day), day);
        self.before(day) - outside - i64::from(needed)
    }
}

/// Whether which of two periods is longer can depend on the day.
fn near(one: Period, other: Period) -> bool {
    let months = |period: Period| {
        let span = period.span();
        i64::from(span.get_years()) * 12 + i64::from(span.get_months())
    };
    let ((one_least, one_most), (other_least, other_most)) = (lengths(one), lengths(other));
    months(one) != months(other) && one_least <= other_most && other_least <= one_most
}
