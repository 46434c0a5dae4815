//! What each person does to an estimate: influence values, and from them robust standard errors
//! and pseudo-values.
//!
//! The influence of a person on the state probabilities p(t) is the derivative of p(t) in the
//! person's weight (the infinitesimal jackknife: Jaeckel 1972; for the estimator of Aalen and
//! Johansen: Therneau, Crowson and Atkinson, vignettes of R survival). With P(u, t) the product
//! of the I + dA after u until t, and `g_j(u) = p_j(u-) / Y_j(u)`:
//!
//! - a transition j → k of weight w at u adds `w g_j(u) (P_k·(u, t) - P_j·(u, t))`;
//! - being at risk in j on (a, b] takes away `w (C_j(b) - C_j(a))`, where `C_j(x)` is the sum over
//!   u ≤ x of `g_j(u) (dA(u) P(u, t))_j·`;
//! - where the distribution at the start is estimated from Y persons, being one of them in
//!   state j adds `w (e_j - p(0)) / Y · P(0, t)`.
//!
//! The time until the last reporting time is cut in spans. Within a span all is computed
//! towards its end, by one sweep backwards; from one span to the next a person's influence is
//! carried by P(t, t'), since P(u, t') = P(u, t) P(t, t'). So a row is seen once in all, not for
//! each reporting time, and no array of persons and times is formed. For the mean time in states
//! until t, the integral of P(u, v) over v in (u, t] takes the place of P(u, t).

mod block;
#[cfg(test)]
mod tests;

use super::changes::{Changes, Edge, RiskSets};
use crate::threads::{self, on_each};
use crate::transition::history::Histories;
use block::Block;

/// Rows of the persons that one thread takes at a time. It is fixed, so that sums do not depend on
/// the number of threads.
const ROWS_AT_ONCE: usize = 1 << 19;
/// Numbers held at once of what changes in time: 48 MB.
const NUMBERS_AT_ONCE: usize = 6 << 20;

/// Of what the influence is asked.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Functional {
    /// The probabilities at each reporting time.
    Probability,
    /// The mean times in states from the start until the one reporting time.
    MeanTime,
}

/// What is kept of influence values.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Kept {
    /// Their squares, summed over clusters: variances.
    Squares,
    /// Those, and the products of the values for two states: covariances.
    Products,
    /// The squares, and all values.
    Values,
}

/// An estimate whose influence values are asked for.
pub(super) struct Estimate<'a> {
    pub(super) histories: &'a Histories,
    /// The group of each person that counts, if not all do.
    pub(super) group: Option<(&'a [u32], u32)>,
    pub(super) changes: &'a Changes,
    pub(super) start: f64,
    /// The distribution at the start; `None` where it is that observed.
    pub(super) initial: Option<&'a [f64]>,
    pub(super) functional: Functional,
}

/// Those at a time who leave a state.
struct Departure {
    time: f64,
    /// The probability of the state before, for each person at risk.
    g: f64,
    /// The first of its moves in the list of them, and how many it has.
    first: u32,
    moves: u16,
    state: u16,
}

/// Everything that happens to a group from the start on, in order of time.
struct Course {
    departures: Vec<Departure>,
    /// Target and share of those at risk.
    moves: Vec<(u16, f64)>,
    /// The distribution at the start, and how many are at risk then.
    p: Vec<f64>,
    at_risk: f64,
}

/// A piece of time, ending at `end`.
struct Span {
    end: f64,
    /// The place among the reporting times that `end` has, if it is one.
    report: Option<usize>,
    /// The departures in it.
    from: usize,
    to: usize,
}

/// What a sweep backwards through a span leaves, a number for each state that is influenced.
struct Sweep {
    /// Of the whole span: P, or its integral.
    carry: Vec<f64>,
    /// For each departure, `g (dA P)_j` of its state summed from it until the end; after the last
    /// of them zeros.
    rest: Vec<f64>,
    /// For each state, the sum over the whole span.
    whole: Vec<f64>,
    /// What each move adds, from the first of the span on.
    moved: Vec<f64>,
}

/// Squares of influence values, summed over clusters; and products or the values themselves where
/// they are kept.
#[derive(Debug, Default)]
pub(super) struct Influence {
    /// For each reporting time and state the variance.
    pub(super) variance: Vec<f64>,
    /// For each reporting time and two states the covariance.
    pub(super) covariance: Vec<f64>,
    /// For each person of the group, reporting time and state the influence.
    pub(super) values: Vec<f64>,
    /// The persons to whom these belong.
    pub(super) persons: Vec<u32>,
}

impl Estimate<'_> {
    /// The influence of everybody at reporting times, which are in order and not before the
    /// start.
    pub(super) fn influence(&self, reports: &[f64], kept: Kept) -> Influence {
        let states = self.histories.space().len();
        let course = self.course(states, reports.last().copied().unwrap_or(self.start));
        let spans = self.spans(&course, reports, states);
        let mut blocks = self.blocks(&course, reports.len(), kept);
        let threads = match self.histories.rows().len() {
            0..50_000 => 1,
            _ => threads::count(None),
        };
        let mut spans = spans.as_slice();
        while !spans.is_empty() {
            let cost = |span: &Span| (span.to - span.from) * 3 * states;
            let mut room = NUMBERS_AT_ONCE;
            let fits = |span: &&Span| {
                let fits = cost(span) <= room;
                room = room.saturating_sub(cost(span));
                fits
            };
            let count = spans.iter().take_while(fits).count().max(1);
            let (here, after) = spans.split_at(count);
            spans = after;
            let sweep = |span| self.sweep(&course, span, states);
            let sweeps: Vec<Sweep> = on_each(threads, here.iter().collect(), sweep);
            on_each(threads, blocks.iter_mut().collect(), |block| {
                let mut events = Vec::new();
                for part in here.iter().zip(&sweeps) {
                    block.follow(self.histories, &course, part, &mut events);
                }
            });
        }
        let mut influence = Influence::default();
        for block in blocks {
            add_up(&mut influence.variance, &block.squares);
            add_up(&mut influence.covariance, &block.products);
            if kept == Kept::Values {
                influence.persons.extend(block.persons());
                influence.values.extend(block.values);
            }
        }
        influence.variance.resize(reports.len() * states, 0.0);
        influence
    }

    fn course(&self, states: usize, until: f64) -> Course {
        let changes = self.changes;
        let mut at_risk = RiskSets::new(changes, states);
        let mut times = changes.times().peekable();
        let time = |place: usize| changes.list.get(place).map_or(f64::NAN, |change| change.time);
        while let Some(here) = times.next_if(|here| time(here.start) <= self.start) {
            at_risk.settle(here);
        }
        let total = at_risk.total();
        let start: Vec<f64> = match self.initial {
            Some(initial) => initial.to_vec(),
            None => (0..states).map(|state| at_risk.at(state) / total).collect(),
        };
        let mut departures: Vec<Departure> = Vec::new();
        let mut moves: Vec<(u16, f64)> = Vec::new();
        let mut p = start.clone();
        let mut gone = Vec::new();
        for here in times {
            let now = time(here.start);
            if now > until {
                break;
            }
            let first = departures.len();
            for place in here.clone() {
                let edge = changes.list.get(place).map(|change| change.edge);
                let Some(Edge::Move(origin, target)) = edge else { break };
                let state = usize::from(origin);
                let there = at_risk.at(state);
                match departures.last_mut().filter(|last| last.time == now && last.state == origin)
                {
                    Some(last) => last.moves += 1,
                    None => departures.push(Departure {
                        time: now,
                        g: p[state] / there,
                        first: moves.len() as u32,
                        moves: 1,
                        state: origin,
                    }),
                }
                moves.push((target, changes.number(changes.amount(place)) / there));
            }
            gone.clear();
            gone.extend(departures[first..].iter().map(|leave| p[usize::from(leave.state)]));
            for (leave, &before) in departures[first..].iter().zip(&gone) {
                for &(target, share) in leave.moves(&moves) {
                    p[usize::from(leave.state)] -= before * share;
                    p[usize::from(target)] += before * share;
                }
            }
            at_risk.settle(here);
        }
        Course { departures, moves, p: start, at_risk: total }
    }

    /// Spans that end at the reporting times, or before where a span would be too large.
    fn spans(&self, course: &Course, reports: &[f64], states: usize) -> Vec<Span> {
        let most = (NUMBERS_AT_ONCE / (3 * states.max(1))).max(1);
        let mut spans = Vec::with_capacity(reports.len());
        let mut from = 0;
        for (report, &end) in reports.iter().enumerate() {
            let all = course.departures.partition_point(|leave| leave.time <= end);
            while self.functional == Functional::Probability && all - from > most {
                let time = course.departures[from + most - 1].time;
                let to = course.departures.partition_point(|leave| leave.time <= time);
                if to >= all {
                    break;
                }
                spans.push(Span { end: time, report: None, from, to });
                from = to;
            }
            spans.push(Span { end, report: Some(report), from, to: all });
            from = all;
        }
        spans
    }

    fn sweep(&self, course: &Course, span: &Span, states: usize) -> Sweep {
        let departures = &course.departures[span.from..span.to];
        let mut rest = vec![0.0; (departures.len() + 1) * states];
        let mut whole = vec![0.0; states * states];
        let moves_from = departures.first().map_or(0, |leave| leave.first as usize);
        let moves: usize = departures.iter().map(|leave| usize::from(leave.moves)).sum();
        let mut moved = vec![0.0; moves * states];
        let mut after = vec![0.0; states * states];
        let mut time = span.end;
        if self.functional == Functional::Probability {
            after.iter_mut().step_by(states + 1).for_each(|one| *one = 1.0);
        }
        let wait = |after: &mut [f64], time: &mut f64, until: f64| {
            if self.functional == Functional::MeanTime {
                after.iter_mut().step_by(states + 1).for_each(|cell| *cell += *time - until);
                *time = until;
            }
        };
        let mut row = vec![0.0; states];
        let mut changed: Vec<f64> = Vec::new();
        let mut rests = rest.chunks_exact_mut(states).rev().skip(1);
        for here in departures.chunk_by(|a, b| a.time == b.time).rev() {
            wait(&mut after, &mut time, here[0].time);
            changed.clear();
            for (leave, rest) in here.iter().rev().zip(&mut rests) {
                row.fill(0.0);
                let stays = &after[usize::from(leave.state) * states..][..states];
                let slots =
                    moved[(leave.first as usize - moves_from) * states..].chunks_exact_mut(states);
                for (&(target, share), moved) in leave.moves(&course.moves).iter().zip(slots) {
                    let goes = &after[usize::from(target) * states..][..states];
                    for k in 0..states {
                        let gain = goes[k] - stays[k];
                        moved[k] = leave.g * gain;
                        row[k] += share * gain;
                    }
                }
                let whole = &mut whole[usize::from(leave.state) * states..][..states];
                for (whole, row) in whole.iter_mut().zip(&row) {
                    *whole += leave.g * row;
                }
                rest.copy_from_slice(whole);
                changed.extend(stays.iter().zip(&row).map(|(stays, row)| stays + row));
            }
            for (leave, changed) in here.iter().rev().zip(changed.chunks(states)) {
                after[usize::from(leave.state) * states..][..states].copy_from_slice(changed);
            }
        }
        wait(&mut after, &mut time, self.start);
        Sweep { carry: after, rest, whole, moved }
    }

    /// The persons of the group, in parts that cut no cluster in two.
    fn blocks(&self, course: &Course, reports: usize, kept: Kept) -> Vec<Block> {
        let members = members(self.histories, self.group);
        let rows = self.histories.rows().len().max(1);
        let persons = (ROWS_AT_ONCE / rows.div_ceil(members.len().max(1))).max(1);
        let block = |members: &[Member]| Block::new(self, course, members, reports, kept);
        parts(&members, persons).into_iter().map(block).collect()
    }
}

/// Adds a part to a sum, which is empty before the first.
fn add_up(sum: &mut Vec<f64>, part: &[f64]) {
    sum.resize(part.len(), 0.0);
    for (sum, part) in sum.iter_mut().zip(part) {
        *sum += part;
    }
}

impl Departure {
    /// Its moves in the list of them.
    fn moves<'a>(&self, moves: &'a [(u16, f64)]) -> &'a [(u16, f64)] {
        &moves[self.first as usize..][..usize::from(self.moves)]
    }
}

/// A person with rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Member {
    /// Where there are no clusters, the person.
    pub(super) cluster: u32,
    pub(super) person: u32,
    /// The first row.
    pub(super) row: u32,
}

/// The cluster of a person; where there are no clusters, the person.
pub(super) fn cluster(histories: &Histories, person: u32) -> u32 {
    let clusters = histories.attributes().cluster.as_ref();
    let own = clusters.and_then(|clusters| clusters.codes.get(person as usize));
    own.copied().unwrap_or(person)
}

/// The persons of a group, or all, in the order of their clusters.
pub(super) fn members(histories: &Histories, group: Option<(&[u32], u32)>) -> Vec<Member> {
    let mut members: Vec<Member> = Vec::new();
    let mut last = None;
    for (row, &person) in histories.rows().person.iter().enumerate() {
        if last == Some(person) {
            continue;
        }
        last = Some(person);
        let belongs = group.is_none_or(|(codes, group)| {
            codes.get(person as usize).is_some_and(|&code| code == group)
        });
        if belongs {
            let cluster = cluster(histories, person);
            members.push(Member { cluster, person, row: row as u32 });
        }
    }
    if histories.attributes().cluster.is_some() {
        members.sort_unstable();
    }
    members
}

/// Persons in parts of so many, or a few more, that cut no cluster in two.
pub(super) fn parts(members: &[Member], persons: usize) -> Vec<&[Member]> {
    let mut parts = Vec::new();
    let mut from = 0;
    while from < members.len() {
        let mut to = (from + persons).min(members.len());
        while to < members.len() && members[to].cluster == members[to - 1].cluster {
            to += 1;
        }
        parts.push(&members[from..to]);
        from = to;
    }
    parts
}
