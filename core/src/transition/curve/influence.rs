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
//! carried by P(t, t'), since P(u, t') = P(u, t) P(t, t'). So a row costs a few look-ups in all,
//! not for each reporting time, and no array of persons and times is formed. For the mean time
//! in states until t, the integral of P(u, v) over v in (u, t] takes the place of P(u, t).

mod following;

use super::changes::{Changes, Edge, RiskSets};
use crate::threads::{self, on_each};
use crate::transition::history::Histories;
use following::{Chunk, Following};

/// Persons that one thread takes at a time. It is fixed, so that sums do not depend on the
/// number of threads.
const PERSONS_AT_ONCE: usize = 1 << 13;
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
    state: usize,
    /// The probability of the state before, for each person at risk.
    g: f64,
    /// Its moves in the list of them.
    from: usize,
    to: usize,
}

/// Everything that happens to a group from the start on, in order of time.
struct Course {
    departures: Vec<Departure>,
    /// Target and share of those at risk.
    moves: Vec<(usize, f64)>,
    /// The distribution at the start, and how many are at risk then.
    p: Vec<f64>,
    at_risk: f64,
    /// For each state, which departures are its own.
    own: Vec<Vec<u32>>,
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

/// What a sweep backwards through a span leaves: the part of `C` from a departure to the end,
/// and what each move adds, a number for each state that is influenced.
struct Sweep {
    /// Of the span before the first departure: P, or its integral.
    carry: Vec<f64>,
    /// For each state, the first of its departures in the span.
    first: Vec<usize>,
    /// For each state, the end of them.
    last: Vec<usize>,
    /// For each state and departure, `g (dA P)_j` summed until the end; beside it what the move
    /// of the departure before adds, not a number where that has several. What a stay needs where
    /// it ends is in one place of the memory.
    rest: Vec<Vec<f64>>,
    /// The numbers of a move are at its place less this.
    moves_from: usize,
    moved: Vec<f64>,
}

/// Squares of influence values, summed over clusters; and the values themselves if they are
/// wanted.
#[derive(Debug, Default)]
pub(super) struct Influence {
    /// For each reporting time and state the variance.
    pub(super) variance: Vec<f64>,
    /// For each person of the group, reporting time and state the influence.
    pub(super) values: Vec<f64>,
    /// The persons to whom these belong.
    pub(super) persons: Vec<u32>,
}

impl Estimate<'_> {
    /// The influence of everybody at reporting times, which are in order and not before the
    /// start. `values` asks for the values of persons too.
    pub(super) fn influence(&self, reports: &[f64], values: bool) -> Influence {
        let states = self.histories.space().len();
        let course = self.course(states, reports.last().copied().unwrap_or(self.start));
        let spans = self.spans(&course, reports, states);
        let mut chunks = self.chunks(states, reports.len(), values);
        let threads = match self.histories.rows().len() {
            0..50_000 => 1,
            _ => threads::count(None),
        };
        let mut spans = spans.as_slice();
        let mut first = true;
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
            let following = Following::new(self, &course, here, &sweeps, (first, threads));
            on_each(threads, chunks.iter_mut().collect(), |chunk| following.take(chunk));
            first = false;
        }
        let mut influence =
            Influence { variance: vec![0.0; reports.len() * states], ..Influence::default() };
        for chunk in chunks {
            for (sum, part) in influence.variance.iter_mut().zip(&chunk.squares) {
                *sum += part;
            }
            if values {
                influence.values.extend(chunk.values);
                influence.persons.extend(chunk.persons);
            }
        }
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
        let mut moves: Vec<(usize, f64)> = Vec::new();
        let mut own = vec![Vec::new(); states];
        let mut p = start.clone();
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
                let to = moves.len();
                match departures.last_mut().filter(|last| last.time == now && last.state == state) {
                    Some(last) => last.to = to + 1,
                    None => {
                        own[state].push(departures.len() as u32);
                        let g = p[state] / there;
                        departures.push(Departure { time: now, state, g, from: to, to: to + 1 });
                    }
                }
                moves.push((usize::from(target), changes.number(changes.amount(place)) / there));
            }
            let gone: Vec<f64> = departures[first..].iter().map(|leave| p[leave.state]).collect();
            for (leave, &before) in departures[first..].iter().zip(&gone) {
                for &(target, share) in &moves[leave.from..leave.to] {
                    p[leave.state] -= before * share;
                    p[target] += before * share;
                }
            }
            at_risk.settle(here);
        }
        Course { departures, moves, p: start, at_risk: total, own }
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
        let bounds = |at: usize| -> Vec<usize> {
            course
                .own
                .iter()
                .map(|own| own.partition_point(|&place| (place as usize) < at))
                .collect()
        };
        let (first, last) = (bounds(span.from), bounds(span.to));
        let sizes = first.iter().zip(&last).map(|(first, last)| (last - first + 1) * 2 * states);
        let mut rest: Vec<Vec<f64>> = sizes.map(|size| vec![0.0; size]).collect();
        let mut at: Vec<usize> =
            first.iter().zip(&last).map(|(first, last)| last - first).collect();
        let moves_from = departures.first().map_or(0, |leave| leave.from);
        let moves_to = departures.last().map_or(moves_from, |leave| leave.to);
        let mut moved = vec![0.0; (moves_to - moves_from) * states];
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
        for here in departures.chunk_by(|a, b| a.time == b.time).rev() {
            wait(&mut after, &mut time, here[0].time);
            changed.clear();
            for leave in here {
                row.fill(0.0);
                let stays = &after[leave.state * states..][..states];
                for (place, &(target, share)) in
                    course.moves[leave.from..leave.to].iter().enumerate()
                {
                    let goes = &after[target * states..][..states];
                    let slot = (leave.from + place - moves_from) * states;
                    for k in 0..states {
                        let gain = goes[k] - stays[k];
                        moved[slot + k] = leave.g * gain;
                        row[k] += share * gain;
                    }
                }
                at[leave.state] -= 1;
                let slot = at[leave.state] * 2 * states;
                let (here, next) = rest[leave.state][slot..].split_at_mut(2 * states);
                let (until_end, added) = next.split_at_mut(states);
                for k in 0..states {
                    here[k] = until_end[k] + leave.g * row[k];
                    added[k] = moved[(leave.from - moves_from) * states + k];
                }
                if leave.to - leave.from > 1 {
                    added[0] = f64::NAN;
                }
                changed.extend(stays.iter().zip(&row).map(|(stays, row)| stays + row));
            }
            for (leave, changed) in here.iter().zip(changed.chunks(states)) {
                after[leave.state * states..][..states].copy_from_slice(changed);
            }
        }
        wait(&mut after, &mut time, self.start);
        Sweep { carry: after, first, last, rest, moves_from, moved }
    }

    /// The persons of the group, in parts that cut no cluster in two.
    fn chunks(&self, states: usize, reports: usize, values: bool) -> Vec<Chunk> {
        let members = members(self.histories, self.group);
        let chunk = |members: &[Member]| Chunk {
            clusters: members.iter().map(|member| member.cluster).collect(),
            persons: members.iter().map(|member| member.person).collect(),
            next: members.iter().map(|member| member.row).collect(),
            influence: vec![0.0; members.len() * states],
            squares: vec![0.0; reports * states],
            values: vec![0.0; if values { members.len() * reports * states } else { 0 }],
        };
        parts(&members).into_iter().map(chunk).collect()
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

/// The persons of a group, or all, in the order of their clusters.
pub(super) fn members(histories: &Histories, group: Option<(&[u32], u32)>) -> Vec<Member> {
    let mut members: Vec<Member> = Vec::new();
    let clusters = histories.attributes().cluster.as_ref();
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
            let own = clusters.and_then(|clusters| clusters.codes.get(person as usize));
            let cluster = own.copied().unwrap_or(person);
            members.push(Member { cluster, person, row: row as u32 });
        }
    }
    if clusters.is_some() {
        members.sort_unstable();
    }
    members
}

/// Persons in parts that cut no cluster in two.
pub(super) fn parts(members: &[Member]) -> Vec<&[Member]> {
    let mut parts = Vec::new();
    let mut from = 0;
    while from < members.len() {
        let mut to = (from + PERSONS_AT_ONCE).min(members.len());
        while to < members.len() && members[to].cluster == members[to - 1].cluster {
            to += 1;
        }
        parts.push(&members[from..to]);
        from = to;
    }
    parts
}
