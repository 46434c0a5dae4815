//! The product-integral: state probabilities and their covariance, one event time after the
//! other.
//!
//! With `Y_j` at risk in state j just before a time u and `d_jk` transitions j → k at u, the
//! increments are `dA_jk = d_jk / Y_j` for j ≠ k, and `dA_jj = -Σ_k dA_jk`. The estimate moves as
//! `p ← p (I + dA)`, its covariance as
//!
//! ```text
//! V ← (I + dA)ᵀ V (I + dA) + Σ_j p_j² Cov(dA_j·)
//! ```
//!
//! with, for k, l ≠ j, `Cov(dA_jk, dA_jl)` = `d_jk (δ_kl Y_j - d_jl) / Y_j³` (Greenwood: the moves of
//! those at risk are multinomial) or `δ_kl d_jk / Y_j²` (Aalen: Poisson). Andersen, Borgan, Gill
//! and Keiding, Statistical Models Based on Counting Processes (1993), section IV.4. For
//! Greenwood p is the probability before u; for Aalen the one after, as in R's mstate, so that
//! with two states it is the error of a Kaplan–Meier curve after Tsiatis, `S² Σ d / Y²`.
//!
//! For the rows p and q of a matrix of transition probabilities the same holds of their covariance,
//! with `p_j q_j` in the place of `p_j²`.
//!
//! The time in each state, `r(t) = ∫ p`, goes along: between event times, over a step Δ in
//! which p is constant, `r ← r + Δ p`, `Var r ← Var r + Δ (C + Cᵀ) + Δ² V` and `C ← C + Δ V` for
//! `C = Cov(r, p)`; at an event time `C ← C (I + dA)`.
//!
//! A time with moves out of m states costs O(m · states), so that continuous times, where m
//! is 1, are as cheap as they can be.

use super::changes::{Changes, Edge, RiskSets};
use super::options::StandardError;

/// A walk along the changes of one group.
pub(super) struct Walk<'a> {
    changes: &'a Changes,
    /// The place of the next change.
    next: usize,
    states: usize,
    se: StandardError,
    at_risk: RiskSets<'a>,
    /// The time up to which the walk has come.
    pub(super) time: f64,
    /// Probabilities of the states.
    pub(super) p: Vec<f64>,
    /// Probabilities from another start; empty where there is none.
    other: Vec<f64>,
    /// The covariance of `p`, row-major, or that of `p` with `other`; empty where it is not
    /// followed.
    v: Vec<f64>,
    mean: Option<MeanTime>,
    /// States whose risk set ran empty while they had probability.
    emptied: Vec<Option<f64>>,
    /// Those of them whose risk set filled again, with the time it ran empty.
    pub(super) refilled: Vec<(usize, f64)>,
    origins: Vec<Origin>,
    /// Where those at the time at hand go, origin by origin.
    targets: Vec<Target>,
    /// Rows (then columns) of `v` as they were before the time at hand.
    scratch: Vec<f64>,
}

/// A state that is entered, and how many enter it.
type Target = (usize, f64);

/// A state that is left at the time at hand.
#[derive(Clone, Copy)]
struct Origin {
    state: usize,
    at_risk: f64,
    leaving: f64,
    /// Its probability before, and that from the other start.
    p: f64,
    other: f64,
    /// Which of the targets of this time are its own.
    from: usize,
    to: usize,
}

/// Time in each state since the start.
struct MeanTime {
    r: Vec<f64>,
    variance: Vec<f64>,
    /// Cov(r, p), row-major, rows for r.
    c: Vec<f64>,
}

impl<'a> Walk<'a> {
    /// A walk that has come to `time`, with nobody anywhere yet: [`Walk::begin`] comes next.
    pub(super) fn new(changes: &'a Changes, states: usize, se: StandardError, time: f64) -> Self {
        let mut walk = Walk {
            changes,
            next: changes.list.partition_point(|change| change.time <= time),
            states,
            se,
            at_risk: RiskSets::new(changes, states),
            time,
            p: vec![0.0; states],
            other: Vec::new(),
            v: vec![0.0; states * states],
            mean: None,
            emptied: vec![None; states],
            refilled: Vec::new(),
            origins: Vec::new(),
            targets: Vec::new(),
            scratch: Vec::new(),
        };
        walk.at_risk.settle(0..walk.next);
        walk
    }

    /// Begins in a distribution that is known.
    pub(super) fn begin_with(&mut self, initial: &[f64]) {
        self.p = initial.to_vec();
    }

    /// Begins in one state, and beside it in another: a row of a matrix of transition
    /// probabilities, and its covariance with another row, or with itself.
    pub(super) fn begin_in(&mut self, state: usize, other: usize) {
        self.p = certainly(state, self.states);
        if other != state {
            self.other = certainly(other, self.states);
        }
    }

    /// Begins in the distribution of those at risk now, with its multinomial covariance. Gives
    /// their number; where it is 0 there is no distribution.
    pub(super) fn begin_observed(&mut self) -> f64 {
        let total = self.at_risk.total();
        if total <= 0.0 {
            return 0.0;
        }
        for (state, p) in self.p.iter_mut().enumerate() {
            *p = self.at_risk.at(state) / total;
        }
        for (row, p) in self.v.chunks_mut(self.states.max(1)).zip(&self.p) {
            for (v, q) in row.iter_mut().zip(&self.p) {
                *v = -p * q / total;
            }
        }
        for (state, p) in self.p.iter().enumerate() {
            if let Some(v) = self.v.get_mut(state * (self.states + 1)) {
                *v = p * (1.0 - p) / total;
            }
        }
        total
    }

    /// Follows probabilities alone: for errors that come from elsewhere.
    pub(super) fn without_variance(mut self) -> Self {
        self.v.clear();
        self
    }

    /// Also keeps account of the time in each state.
    pub(super) fn with_mean_time(mut self) -> Self {
        self.mean = Some(MeanTime {
            r: vec![0.0; self.states],
            variance: vec![0.0; self.states],
            c: vec![0.0; self.states * self.states],
        });
        self
    }

    /// The variance of the probability of a state.
    pub(super) fn variance(&self, state: usize) -> f64 {
        self.v.get(state * (self.states + 1)).copied().unwrap_or(f64::NAN)
    }

    /// The covariance of the probabilities of all states, row-major.
    pub(super) fn covariance(&self) -> &[f64] {
        &self.v
    }

    /// The mean time in a state since the start, and its variance.
    pub(super) fn mean_time(&self, state: usize) -> (f64, f64) {
        match &self.mean {
            Some(MeanTime { r, variance, .. }) => (
                r.get(state).copied().unwrap_or(f64::NAN),
                variance.get(state).copied().unwrap_or(f64::NAN),
            ),
            None => (f64::NAN, f64::NAN),
        }
    }

    /// Walks on to `time`, moves at `time` included.
    pub(super) fn advance(&mut self, time: f64) {
        while self.step_until(time) {}
        self.wait(time);
    }

    /// Walks on to the next time with moves, if there is one not later than `time`.
    pub(super) fn step_until(&mut self, time: f64) -> bool {
        let after = self.changes.list.get(self.next..).unwrap_or_default();
        let Some(now) = after.first().map(|change| change.time).filter(|now| *now <= time) else {
            return false;
        };
        let here = after.iter().position(|change| change.time != now).unwrap_or(after.len());
        let here = self.next..self.next + here;
        self.next = here.end;
        self.wait(now);
        self.moves(here.clone());
        self.settle(here);
        true
    }

    /// Whether the next time has a transition, rather than only comings and goings.
    pub(super) fn transition_is_next(&self) -> bool {
        // Transitions come before everything else at a time.
        matches!(self.changes.list.get(self.next).map(|change| change.edge), Some(Edge::Move(..)))
    }

    /// Lets time pass, in which nothing happens.
    fn wait(&mut self, time: f64) {
        let step = time - self.time;
        self.time = time;
        if step <= 0.0 {
            return;
        }
        let Some(MeanTime { r, variance, c }) = &mut self.mean else { return };
        for (r, p) in r.iter_mut().zip(&self.p) {
            *r += step * p;
        }
        for (state, variance) in variance.iter_mut().enumerate() {
            let diagonal = state * (self.states + 1);
            if let (Some(c), Some(v)) = (c.get(diagonal), self.v.get(diagonal)) {
                *variance += step * (2.0 * c + step * v);
            }
        }
        for (c, v) in c.iter_mut().zip(&self.v) {
            *c += step * v;
        }
    }

    /// Applies the transitions at one time.
    fn moves(&mut self, here: std::ops::Range<usize>) {
        self.origins.clear();
        self.targets.clear();
        let mut leaving = 0i128;
        for place in here {
            let Some(Edge::Move(origin, target)) =
                self.changes.list.get(place).map(|change| change.edge)
            else {
                break;
            };
            let (state, amount) = (usize::from(origin), self.changes.amount(place));
            let from = self.targets.len();
            self.targets.push((usize::from(target), self.changes.number(amount)));
            match self.origins.last_mut() {
                Some(last) if last.state == state => {
                    leaving += amount;
                    last.leaving = self.changes.number(leaving);
                    last.to = from + 1;
                }
                _ => {
                    leaving = amount;
                    self.origins.push(Origin {
                        state,
                        at_risk: self.at_risk.at(state),
                        leaving: self.changes.number(leaving),
                        p: self.p.get(state).copied().unwrap_or(0.0),
                        other: self.other.get(state).copied().unwrap_or(0.0),
                        from,
                        to: from + 1,
                    });
                }
            }
        }
        if self.origins.is_empty() {
            return;
        }
        let targets = std::mem::take(&mut self.targets);
        let here = targets.as_slice();
        let Walk { origins, scratch, states, .. } = self;
        let states = *states;
        move_entries(origins, here, &mut self.p);
        if !self.other.is_empty() {
            move_row(origins, here, &mut self.other, scratch);
        }
        if self.v.is_empty() {
            self.targets = targets;
            return;
        }
        move_rows(origins, here, states, &mut self.v, scratch);
        for row in self.v.chunks_mut(states) {
            move_row(origins, here, row, scratch);
        }
        if let Some(MeanTime { c, .. }) = &mut self.mean {
            for row in c.chunks_mut(states) {
                move_row(origins, here, row, scratch);
            }
        }
        self.spread(here);
        self.targets = targets;
    }

    /// Adds to the covariance what the transitions at one time leave uncertain.
    fn spread(&mut self, here: &[Target]) {
        let states = self.states;
        for origin in &self.origins {
            let moves = here.get(origin.from..origin.to).unwrap_or_default();
            let (p, other, binomial) = match self.se {
                // Robust errors are not followed here, and Greenwood's cost no more than none.
                StandardError::Greenwood | StandardError::Robust => (origin.p, origin.other, 1.0),
                StandardError::Aalen => {
                    let after = |p: &[f64]| p.get(origin.state).copied().unwrap_or(0.0);
                    (after(&self.p), after(&self.other), 0.0)
                }
            };
            let product = if self.other.is_empty() { p * p } else { p * other };
            if product == 0.0 || origin.at_risk <= 0.0 {
                continue;
            }
            let weight = product / (origin.at_risk * origin.at_risk);
            let v = &mut self.v;
            let mut add = |row: usize, column: usize, amount: f64| {
                if let Some(v) = v.get_mut(row * states + column) {
                    *v += weight * amount;
                }
            };
            let j = origin.state;
            let y = origin.at_risk;
            add(j, j, origin.leaving * (1.0 - binomial * origin.leaving / y));
            for &(k, d_k) in moves {
                add(k, k, d_k * (1.0 - binomial * d_k / y));
                let with_origin = -d_k * (1.0 - binomial * origin.leaving / y);
                add(j, k, with_origin);
                add(k, j, with_origin);
                if binomial > 0.0 {
                    for &(l, d_l) in moves.iter().filter(|(l, _)| *l != k) {
                        add(k, l, -d_k * d_l / y);
                    }
                }
            }
        }
    }

    /// Brings the numbers at risk up to just after one time.
    fn settle(&mut self, here: std::ops::Range<usize>) {
        let Walk { at_risk, emptied, refilled, p, time, .. } = self;
        at_risk.settle(here.clone());
        for change in self.changes.list.get(here).unwrap_or_default() {
            let (a, b) = match change.edge {
                Edge::Move(origin, target) => (origin, target),
                Edge::Join(state) | Edge::Censor(state) => (state, state),
            };
            for state in [usize::from(a), usize::from(b)] {
                if let (Some(&p), Some(since)) = (p.get(state), emptied.get_mut(state)) {
                    let empty = at_risk.is_empty(state);
                    if empty && p > 0.0 && since.is_none() {
                        *since = Some(*time);
                    } else if !empty && let Some(since) = since.take() {
                        refilled.push((state, since));
                    }
                }
            }
        }
    }
}

/// The distribution over so many states of who is in one of them.
pub(super) fn certainly(state: usize, states: usize) -> Vec<f64> {
    (0..states).map(|one| f64::from(u8::from(one == state))).collect()
}

/// `x ← x (I + dA)`, in place, for a row of length `states` whose entries at the origins are
/// in `before`.
fn apply(origins: &[Origin], here: &[Target], x: &mut [f64], before: impl Fn(usize) -> f64) {
    for (i, origin) in origins.iter().enumerate() {
        if let Some(x) = x.get_mut(origin.state) {
            // Exactly 0 where all leave: no remainder of a subtraction.
            *x = before(i) * ((origin.at_risk - origin.leaving) / origin.at_risk);
        }
    }
    for (i, origin) in origins.iter().enumerate() {
        let share = before(i) / origin.at_risk;
        for &(target, count) in here.get(origin.from..origin.to).unwrap_or_default() {
            if let Some(x) = x.get_mut(target) {
                *x += share * count;
            }
        }
    }
}

fn move_entries(origins: &[Origin], here: &[Target], p: &mut [f64]) {
    apply(origins, here, p, |i| origins.get(i).map_or(0.0, |origin| origin.p));
}

fn move_row(origins: &[Origin], here: &[Target], row: &mut [f64], scratch: &mut Vec<f64>) {
    scratch.clear();
    scratch.extend(origins.iter().map(|o| row.get(o.state).copied().unwrap_or(0.0)));
    apply(origins, here, row, |i| scratch.get(i).copied().unwrap_or(0.0));
}

/// `M ← (I + dA)ᵀ M`, in place.
fn move_rows(
    origins: &[Origin],
    here: &[Target],
    states: usize,
    m: &mut [f64],
    scratch: &mut Vec<f64>,
) {
    scratch.clear();
    let row = |state: usize| state * states..(state + 1) * states;
    for origin in origins {
        scratch.extend_from_slice(m.get(row(origin.state)).unwrap_or_default());
    }
    for (origin, before) in origins.iter().zip(scratch.chunks(states)) {
        let stay = (origin.at_risk - origin.leaving) / origin.at_risk;
        for (m, before) in m.get_mut(row(origin.state)).unwrap_or_default().iter_mut().zip(before) {
            *m = stay * before;
        }
    }
    for (origin, before) in origins.iter().zip(scratch.chunks(states)) {
        for &(target, count) in here.get(origin.from..origin.to).unwrap_or_default() {
            let share = count / origin.at_risk;
            for (m, before) in m.get_mut(row(target)).unwrap_or_default().iter_mut().zip(before) {
                *m += share * before;
            }
        }
    }
}
