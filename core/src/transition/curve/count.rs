//! Counting the moves in histories: one sweep over the rows.
//!
//! Where all times are whole numbers that are not too large, the counts go straight into a
//! dense table. Otherwise the moves are written down, sorted and counted in runs. Both count
//! whole numbers (weights too, in small units), so that how the rows are dealt out to threads does not show in the result.

use super::changes::{Change, Changes, Edge, units};
use crate::threads::{self, on_each};
use crate::transition::history::{Attributes, Groups, Histories, Row, Rows};

/// Rows below which threads cost more than they save.
const FEW_ROWS: usize = 50_000;
/// The most cells of a dense table: 32 MB, that is, about what a processor's caches hold.
const MOST_CELLS: usize = 1 << 22;

/// How states, groups and moves are numbered for counting.
struct Plan<'a> {
    rows: &'a Rows,
    attributes: &'a Attributes,
    /// The group of each person; everybody is in group 0 where there is no covariate.
    group: Option<&'a [u32]>,
    groups: usize,
    states: usize,
}

/// The changes of each group, in the order of the codes of `by`.
pub(super) fn changes(
    histories: &Histories,
    by: Option<&Groups>,
    threads: Option<usize>,
) -> Vec<Changes> {
    let plan = Plan {
        rows: histories.rows(),
        attributes: histories.attributes(),
        group: by.map(|by| by.codes.as_slice()),
        groups: by.map_or(1, |by| by.names.len()),
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
        let weighted = self.attributes.weight.is_some();
        let cells = self.groups * times * edges;
        let count = |part: &std::ops::Range<usize>| {
            let mut counts = vec![0i64; cells];
            let mut weights = vec![0i128; if weighted { cells } else { 0 }];
            self.moves(part.clone(), |group, time, edge, count, weight| {
                let cell = (group * times + time as usize) * edges + self.code(edge);
                if let Some(cell) = counts.get_mut(cell) {
                    *cell += count;
                }
                if let Some(cell) = weights.get_mut(cell) {
                    *cell += weight;
                }
            });
            (counts, weights)
        };
        fn add<T: std::ops::AddAssign>(a: &mut [T], b: Vec<T>) {
            a.iter_mut().zip(b).for_each(|(a, b)| *a += b);
        }
        let (counts, weights) = on_each(parts.len(), parts.iter().collect(), count)
            .into_iter()
            .reduce(|mut a, b| {
                add(&mut a.0, b.0);
                add(&mut a.1, b.1);
                a
            })
            .unwrap_or_default();
        let size = times * edges.max(1);
        (0..self.groups)
            .map(|group| {
                let cells = group * size..(group + 1) * size;
                let weights = weights.get(cells.clone()).unwrap_or_default();
                self.dense_changes(counts.get(cells).unwrap_or_default(), weights)
            })
            .collect()
    }

    fn dense_changes(&self, counts: &[i64], weights: &[i128]) -> Changes {
        let edges = self.edges().max(1);
        let mut changes = Changes::default();
        for (cell, &count) in counts.iter().enumerate() {
            let weight = weights.get(cell).copied();
            if count != 0 || weight.is_some_and(|weight| weight != 0) {
                let (time, edge) = ((cell / edges) as f64, self.edge(cell % edges));
                changes.push(Change { time, count, edge }, weight);
            }
        }
        changes
    }

    fn count_sorted(&self, parts: &[std::ops::Range<usize>]) -> Vec<Changes> {
        // Group, time, edge and sign of one move, in 16 bytes that compare as one number. The
        // bits of a float of 0 or more are in the order of the floats.
        let key = |group: usize, time: f64, edge: Edge, sign: u32| {
            let code = u128::from((self.code(edge) as u32) << 2 | sign);
            (group as u128) << 96 | u128::from(time.to_bits()) << 32 | code
        };
        let mut groups = vec![Changes::default(); self.groups];
        let mut take = |key: u128, count: i64, weight: Option<i128>| {
            let (group, time) = ((key >> 96) as usize, f64::from_bits((key >> 32) as u64));
            let edge = self.edge((key as u32 >> 2) as usize);
            if let Some(changes) = groups.get_mut(group) {
                changes.push(Change { time, count, edge }, weight);
            }
        };
        if self.attributes.weight.is_some() {
            let list = |part: &std::ops::Range<usize>| {
                let mut moves: Vec<(u128, i128)> = Vec::with_capacity(part.len() * 3 / 2);
                self.moves(part.clone(), |group, time, edge, count, weight| {
                    moves.push((key(group, time, edge, (count + 1) as u32), weight));
                });
                moves.sort_unstable();
                moves
            };
            let lists = on_each(parts.len(), parts.iter().collect(), list);
            merge_runs(
                &lists,
                |(key, weight)| (*key, *weight),
                |key, count, weight| {
                    take(key, count, Some(weight));
                },
            );
        } else {
            let list = |part: &std::ops::Range<usize>| {
                let mut moves: Vec<u128> = Vec::with_capacity(part.len() * 3 / 2);
                self.moves(part.clone(), |group, time, edge, count, _| {
                    moves.push(key(group, time, edge, (count + 1) as u32));
                });
                moves.sort_unstable();
                moves
            };
            let lists = on_each(parts.len(), parts.iter().collect(), list);
            merge_runs(&lists, |key| (*key, 0), |key, count, _| take(key, count, None));
        }
        groups
    }

    /// Calls `note(group, time, edge, count, weight)` for each move in a range of rows that
    /// cuts no person in two. Counts are 1 or -1, or 0 where only the weight of a person
    /// changes.
    fn moves(
        &self,
        part: std::ops::Range<usize>,
        mut note: impl FnMut(usize, f64, Edge, i64, i128),
    ) {
        let mut before: Option<(Row, usize, i128)> = None;
        let weights = self.attributes.weight.as_ref();
        let end = |(row, group, weight): (Row, usize, i128),
                   note: &mut dyn FnMut(usize, f64, Edge, i64, i128)| {
            if row.moves() {
                note(group, row.stop, Edge::Join(row.target), -1, -weight);
            } else {
                note(group, row.stop, Edge::Censor(row.origin), 1, weight);
            }
        };
        let first = part.start;
        for (place, row) in self.rows.range(part).enumerate() {
            let group = match self.group {
                None => 0,
                Some(codes) => {
                    codes.get(row.person as usize).map_or(self.groups, |&code| code as usize)
                }
            };
            if group >= self.groups {
                continue;
            }
            let weight =
                weights.and_then(|weights| weights.get(first + place, row.person)).map_or(0, units);
            match before {
                Some((last, _, known)) if row.continues(&last) => {
                    if weight != known {
                        note(group, row.start, Edge::Join(row.origin), 0, weight - known);
                    }
                }
                _ => {
                    if let Some(last) = before {
                        end(last, &mut note);
                    }
                    note(group, row.start, Edge::Join(row.origin), 1, weight);
                }
            }
            if row.moves() {
                note(group, row.stop, Edge::Move(row.origin, row.target), 1, weight);
            }
            before = Some((row, group, weight));
        }
        if let Some(last) = before {
            end(last, &mut note);
        }
    }
}

/// Goes through sorted lists as if they were one, and calls `take(key, count, weight)` with the
/// sums of each run of keys that differ at most in the count, which is in the two lowest bits.
fn merge_runs<E>(
    lists: &[Vec<E>],
    read: impl Fn(&E) -> (u128, i128),
    mut take: impl FnMut(u128, i64, i128),
) {
    let mut heads: Vec<std::iter::Peekable<std::slice::Iter<'_, E>>> =
        lists.iter().map(|list| list.iter().peekable()).collect();
    loop {
        let next = heads.iter_mut().filter_map(|head| head.peek().map(|e| read(e).0 >> 2)).min();
        let Some(key) = next else { return };
        let (mut count, mut weight) = (0i64, 0i128);
        for head in &mut heads {
            while let Some(found) = head.next_if(|found| read(found).0 >> 2 == key) {
                let (found, more) = read(found);
                count += (found & 3) as i64 - 1;
                weight += more;
            }
        }
        take(key << 2, count, weight);
    }
}
