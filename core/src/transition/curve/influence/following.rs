//! Following persons through spans of time.

use super::super::locate::Locator;
use super::{Course, Estimate, Span, Sweep};
use crate::threads::on_each;

/// Persons, and how far their influence has been followed.
pub(super) struct Chunk {
    pub(super) clusters: Vec<u32>,
    pub(super) persons: Vec<u32>,
    /// The row of each that comes next.
    pub(super) next: Vec<u32>,
    /// The influence of each on each state, as it is at the end of the last span.
    pub(super) influence: Vec<f64>,
    pub(super) squares: Vec<f64>,
    pub(super) values: Vec<f64>,
}

/// Some spans, through which persons are followed.
pub(super) struct Following<'a> {
    estimate: &'a Estimate<'a>,
    course: &'a Course,
    spans: &'a [Span],
    sweeps: &'a [Sweep],
    /// Whether these are the first of all spans.
    first: bool,
    /// The end of the last of them.
    end: f64,
    /// For each state, the times in these spans at which persons leave it, and how many of its
    /// departures were before. Times are looked up among few, which stay in the cache.
    times: Vec<(usize, Locator)>,
}

/// A row, with where it begins and ends among the departures from its state; where it is outside
/// of the spans, the first or last in them.
struct Stay {
    start: f64,
    stop: f64,
    state: usize,
    target: Option<usize>,
    weight: f64,
    from: usize,
    to: usize,
    /// Whether it ends at a time at which persons leave its state.
    at_departure: bool,
}

impl<'a> Following<'a> {
    pub(super) fn new(
        estimate: &'a Estimate<'a>,
        course: &'a Course,
        spans: &'a [Span],
        sweeps: &'a [Sweep],
        (first, threads): (bool, usize),
    ) -> Following<'a> {
        let (from, to) = match spans {
            [] => (0, 0),
            [span, ..] => (span.from, spans.last().map_or(span.to, |last| last.to)),
        };
        let own = |own: &Vec<u32>| {
            let before = |at: usize| own.partition_point(|&place| (place as usize) < at);
            let here = own.get(before(from)..before(to)).unwrap_or_default();
            let times = here.iter().map(|&place| course.departures[place as usize].time);
            (before(from), Locator::new(times.collect()))
        };
        Following {
            estimate,
            course,
            spans,
            sweeps,
            first,
            end: spans.last().map_or(estimate.start, |last| last.end),
            times: on_each(threads, course.own.iter().collect(), own),
        }
    }

    pub(super) fn take(&self, chunk: &mut Chunk) {
        let states = self.course.p.len();
        let reports = self.spans.iter().filter(|span| span.report.is_some()).count();
        let first_report = self.spans.iter().find_map(|span| span.report).unwrap_or(0);
        let all_reports = chunk.squares.len() / states.max(1);
        let mut sums = vec![0.0; reports * states];
        let mut carried = vec![0.0; states];
        for i in 0..chunk.persons.len() {
            let person = chunk.persons[i];
            let influence = &mut chunk.influence[i * states..][..states];
            let mut next = chunk.next[i] as usize;
            let mut stay = self.stay(next, person);
            let begun = self.first && self.begin(influence, next, person);
            let mut any = begun || influence.iter().any(|&value| value != 0.0);
            let mut report = 0;
            for (span, sweep) in self.spans.iter().zip(self.sweeps) {
                if any {
                    carry(influence, &sweep.carry, &mut carried);
                }
                while let Some(here) = stay.as_ref().filter(|here| here.start < span.end) {
                    any |= sweep.add(influence, here, self.course);
                    if here.stop > span.end {
                        break;
                    }
                    next += 1;
                    stay = self.stay(next, person);
                }
                if span.report.is_some() {
                    if any {
                        let sums = &mut sums[report * states..][..states];
                        sums.iter_mut().zip(&*influence).for_each(|(sum, value)| *sum += value);
                        if !chunk.values.is_empty() {
                            let slot = (i * all_reports + first_report + report) * states;
                            chunk.values[slot..slot + states].copy_from_slice(influence);
                        }
                    }
                    report += 1;
                }
            }
            chunk.next[i] = next as u32;
            if chunk.clusters.get(i + 1) != chunk.clusters.get(i) {
                let squares = &mut chunk.squares[first_report * states..][..sums.len()];
                for (square, sum) in squares.iter_mut().zip(&mut sums) {
                    *square += *sum * *sum;
                    *sum = 0.0;
                }
            }
        }
    }

    fn stay(&self, row: usize, person: u32) -> Option<Stay> {
        let rows = self.estimate.histories.rows();
        if *rows.person.get(row)? != person {
            return None;
        }
        let state = usize::from(*rows.origin.get(row)?);
        let target = usize::from(*rows.target.get(row)?);
        let (start, stop) = (*rows.start.get(row)?, *rows.stop.get(row)?);
        let (before, times) = self.times.get(state)?;
        let place = |time: f64| if start < self.end { times.until(time) } else { 0 };
        let to = place(stop);
        Some(Stay {
            start,
            stop,
            state,
            target: (target < self.course.p.len()).then_some(target),
            weight: self.estimate.histories.attributes().weight(row, person),
            from: before + place(start),
            to: before + to,
            at_departure: times.is_last_of(to, stop),
        })
    }

    /// The influence of a person on the distribution at the start; whether there is any.
    fn begin(&self, influence: &mut [f64], row: usize, person: u32) -> bool {
        if self.estimate.initial.is_some() {
            return false;
        }
        let start = self.estimate.start;
        let rows = (row..).map_while(|row| self.stay(row, person));
        let Some(here) = rows.take_while(|stay| stay.start <= start).find(|stay| stay.stop > start)
        else {
            return false;
        };
        for (state, (value, p)) in influence.iter_mut().zip(&self.course.p).enumerate() {
            let share = f64::from(u8::from(state == here.state)) - p;
            *value = here.weight * share / self.course.at_risk;
        }
        true
    }
}

/// `x ← x M`.
fn carry(x: &mut [f64], matrix: &[f64], scratch: &mut [f64]) {
    scratch.fill(0.0);
    for (&value, row) in x.iter().zip(matrix.chunks_exact(x.len().max(1))) {
        for (sum, cell) in scratch.iter_mut().zip(row) {
            *sum += value * cell;
        }
    }
    x.copy_from_slice(scratch);
}

impl Sweep {
    /// Adds what a stay does within the span; whether it does anything.
    fn add(&self, influence: &mut [f64], stay: &Stay, course: &Course) -> bool {
        let states = influence.len();
        let (first, last) = (self.first[stay.state], self.last[stay.state]);
        let (from, to) = (stay.from.max(first), stay.to.min(last));
        if from >= to {
            return false;
        }
        let rest = &self.rest[stay.state];
        let a = &rest[(from - first) * 2 * states..][..states];
        let (b, moved) = rest[(to - first) * 2 * states..][..2 * states].split_at(states);
        for ((value, a), b) in influence.iter_mut().zip(a).zip(b) {
            *value -= stay.weight * (a - b);
        }
        // The last departure that the stay is at risk of is its own, if it ends in one here.
        let own = stay.target.filter(|_| stay.to == to && stay.at_departure);
        let Some(target) = own else { return true };
        if moved.first().is_some_and(|first| !first.is_nan()) {
            for (value, gain) in influence.iter_mut().zip(moved) {
                *value += stay.weight * gain;
            }
            return true;
        }
        let leave = &course.departures[course.own[stay.state][to - 1] as usize];
        let moves = &course.moves[leave.from..leave.to];
        if let Some(place) = moves.iter().position(|(to, _)| *to == target) {
            let moved = &self.moved[(leave.from + place - self.moves_from) * states..][..states];
            for (value, gain) in influence.iter_mut().zip(moved) {
                *value += stay.weight * gain;
            }
        }
        true
    }
}
