//! Counting the moves in histories: one sweep over the rows.
//!
//! Where all times are whole numbers that are not too large, the counts go straight into a
//! dense table. Otherwise the moves are written down, sorted and counted in runs. Both count
//! whole numbers, so that how the rows are dealt out to threads does not show in the result.

use super::risk_table::{Change, Changes, Edge};
use crate::threads::{self, on_each};
use crate::transition::history::Covariate;
use crate::transition::history::{Histories, Row, Rows};

/// Rows below which threads cost more than they save.
const FEW_ROWS: usize = 50_000;
/// The most cells of a dense table: 32 MB, that is, about what a processor's caches hold.
const MOST_CELLS: usize = 1 << 22;

/// How states, groups and moves are numbered for counting.
struct Plan<'a> {
    rows: &'a Rows,
    /// The group of each person; everybody is in group 0 where there is no covariate.
    group: Option<&'a [u32]>,
    groups: usize,
    states: usize,
}

/// The changes of each group, in the order of the covariate's codes.
pub(super) fn changes(
    histories: &Histories,
    by: Option<&Covariate>,
    threads: Option<usize>,
) -> Vec<Changes> {
    let plan = Plan {
        rows: histories.rows(),
        group: by.map(|covariate| covariate.codes.as_slice()),
        groups: by.map_or(1, |covariate| covariate.names.len()),
        states: histories.space().len(),
    };
    plan.count(if plan.rows.len() < FEW_ROWS { 1 } else { threads::count(threads) })
}

impl Plan<'_> {
    fn count(&self, parts: usize) -> Vec<Changes> {
        let parts = self.rows.parts(parts);
        match self.dense_times(&parts) {
            Some(times) => self.count_dense(&parts, times),
            None => self.count_sorted(&parts),
        }
    }

    fn edges(&self) -> usize {
        self.states * (self.states + 2)
    }

    fn code(&self, edge: Edge) -> usize {
        let states = self.states;
        match edge {
            Edge::Move(origin, target) => usize::from(origin) * states + usize::from(target),
            Edge::Join(state) => states * states + usize::from(state),
            Edge::Censor(state) => states * (states + 1) + usize::from(state),
        }
    }

    fn edge(&self, code: usize) -> Edge {
        let states = self.states.max(1);
        let (a, b) = ((code / states) as u16, (code % states) as u16);
        if code < states * states {
            Edge::Move(a, b)
        } else if code < states * (states + 1) {
            Edge::Join(b)
        } else {
            Edge::Censor(b)
        }
    }

    /// The number of dense times, 0 to the largest, if all are whole and the table is not
    /// out of proportion to the rows.
    fn dense_times(&self, parts: &[std::ops::Range<usize>]) -> Option<usize> {
        let largest = on_each(parts.len(), parts.iter().collect(), |part| {
            let whole = |times: &[f64]| {
                times.iter().try_fold(0u32, |largest, &time| {
                    let number = time as u32;
                    (f64::from(number) == time).then_some(largest.max(number))
                })
            };
            let starts = whole(self.rows.start.get(part.clone()).unwrap_or_default())?;
            let stops = whole(self.rows.stop.get(part.clone()).unwrap_or_default())?;
            Some(starts.max(stops))
        });
        let largest = largest.into_iter().try_fold(0, |a, b| Some(a.max(b?)))?;
        let times = largest as usize + 1;
        let cells = times.checked_mul(self.edges())?.checked_mul(self.groups)?;
        (cells <= MOST_CELLS && cells <= 16 * self.rows.len() + (1 << 14)).then_some(times)
    }

    fn count_dense(&self, parts: &[std::ops::Range<usize>], times: usize) -> Vec<Changes> {
        let edges = self.edges();
        let count = |part: &std::ops::Range<usize>| {
            let mut cells = vec![0i64; self.groups * times * edges];
            self.moves(part.clone(), |group, time, edge, count| {
                let cell = (group * times + time as usize) * edges + self.code(edge);
                if let Some(cell) = cells.get_mut(cell) {
                    *cell += count;
                }
            });
            cells
        };
        let add = |mut a: Vec<i64>, b: Vec<i64>| {
            for (a, b) in a.iter_mut().zip(b) {
                *a += b;
            }
            a
        };
        let cells = on_each(parts.len(), parts.iter().collect(), count)
            .into_iter()
            .reduce(add)
            .unwrap_or_default();
        let mut groups: Vec<Changes> =
            cells.chunks(times * edges.max(1)).map(|cells| self.dense_changes(cells)).collect();
        groups.resize(self.groups, Changes::new());
        groups
    }

    fn dense_changes(&self, cells: &[i64]) -> Changes {
        let mut changes = Changes::new();
        for (time, cells) in cells.chunks(self.edges().max(1)).enumerate() {
            for (code, &count) in cells.iter().enumerate() {
                if count != 0 {
                    changes.push(Change { time: time as f64, count, edge: self.edge(code) });
                }
            }
        }
        changes
    }

    fn count_sorted(&self, parts: &[std::ops::Range<usize>]) -> Vec<Changes> {
        // Group, time, edge and sign of one move, in 16 bytes that compare as one number. The
        // bits of a float of 0 or more are in the order of the floats.
        let list = |part: &std::ops::Range<usize>| {
            let mut moves: Vec<u128> = Vec::with_capacity(part.len() + part.len() / 2);
            self.moves(part.clone(), |group, time, edge, count| {
                let sign = u128::from(count < 0);
                let code = (self.code(edge) as u128) << 1 | sign;
                moves.push((group as u128) << 96 | u128::from(time.to_bits()) << 32 | code);
            });
            moves.sort_unstable();
            moves
        };
        let lists = on_each(parts.len(), parts.iter().collect(), list);
        let mut groups = vec![Changes::new(); self.groups];
        merge_runs(&lists, |key, count| {
            let (group, time) = ((key >> 96) as usize, f64::from_bits((key >> 32) as u64));
            let edge = self.edge((key as u32 >> 1) as usize);
            if let Some(changes) = groups.get_mut(group) {
                changes.push(Change { time, count, edge });
            }
        });
        groups
    }

    /// Calls `note(group, time, edge, count)` for each move in a range of rows that cuts no
    /// person in two.
    fn moves(&self, part: std::ops::Range<usize>, mut note: impl FnMut(usize, f64, Edge, i64)) {
        let mut before: Option<(Row, usize)> = None;
        let end = |(row, group): (Row, usize), note: &mut dyn FnMut(usize, f64, Edge, i64)| {
            if row.moves() {
                note(group, row.stop, Edge::Join(row.target), -1);
            } else {
                note(group, row.stop, Edge::Censor(row.origin), 1);
            }
        };
        for row in self.rows.range(part) {
            let group = match self.group {
                None => 0,
                Some(codes) => {
                    codes.get(row.person as usize).map_or(self.groups, |&code| code as usize)
                }
            };
            if group >= self.groups {
                continue;
            }
            match before {
                Some((last, _)) if row.continues(&last) => {}
                _ => {
                    if let Some(last) = before {
                        end(last, &mut note);
                    }
                    note(group, row.start, Edge::Join(row.origin), 1);
                }
            }
            if row.moves() {
                note(group, row.stop, Edge::Move(row.origin, row.target), 1);
            }
            before = Some((row, group));
        }
        if let Some(last) = before {
            end(last, &mut note);
        }
    }
}

/// Goes through sorted lists as if they were one, and calls `take(key, sum)` for each run of
/// keys that differ at most in the sign, which is the lowest bit.
fn merge_runs(lists: &[Vec<u128>], mut take: impl FnMut(u128, i64)) {
    let mut heads: Vec<std::iter::Peekable<std::slice::Iter<'_, u128>>> =
        lists.iter().map(|list| list.iter().peekable()).collect();
    loop {
        let next = heads.iter_mut().filter_map(|head| head.peek().map(|key| **key >> 1)).min();
        let Some(key) = next else { return };
        let mut sum = 0i64;
        for head in &mut heads {
            while let Some(found) = head.next_if(|found| **found >> 1 == key) {
                sum += if found & 1 == 0 { 1 } else { -1 };
            }
        }
        if sum != 0 {
            take(key << 1, sum);
        }
    }
}
