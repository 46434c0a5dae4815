//! Counting hours where one hour may fit several parts.
//!
//! A greedy count can wrongly fail an applicant: an hour placed early in a part that is
//! capped, or in a bucket that others could fill, is wanting elsewhere. So the count is a
//! linear program, solved exactly. Hours are divisible; those that fit the same parts form
//! one group. The unknowns are, per group and bucket, the hours counted, and one more: the
//! hours still missing, the least number of further hours of the applicant's choosing with
//! which every bound would hold. The program first makes the missing hours as few and then
//! the counted hours as many as possible.

use num_bigint::BigInt;
use num_rational::Ratio;
use num_traits::{CheckedAdd, CheckedDiv, CheckedMul, CheckedSub, One, Signed, Zero};

/// Hours that fit the same parts, in thousandths.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Group {
    pub(crate) amount: i64,
    /// The parts whose floors the hours help to reach, a bit each.
    pub(crate) floors: u32,
    /// The parts whose caps the hours fill, a bit each.
    pub(crate) caps: u32,
    /// The buckets into which the hours can go, a bit each. An hour counts in one of them.
    pub(crate) buckets: u32,
    /// Whether the hours count without a bucket.
    pub(crate) free: bool,
}

/// The bounds of a part in thousandths; shares are thousandths of all counted hours.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Bounds {
    pub(crate) at_least: i64,
    pub(crate) at_most: Option<i64>,
    pub(crate) share_at_least: Option<i64>,
    pub(crate) share_at_most: Option<i64>,
}

/// What must hold of the hours counted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Demand {
    pub(crate) at_least: i64,
    pub(crate) parts: Vec<Bounds>,
    pub(crate) buckets: Vec<Bounds>,
}

/// A best count, in thousandths.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Allocation {
    /// The least number of further hours, rounded up.
    pub(crate) missing: i64,
    /// Per group the hours counted without a bucket, then in each, rounded down.
    pub(crate) counted: Vec<Vec<i64>>,
}

impl Allocation {
    /// The hours counted of a group.
    pub(crate) fn of_group(&self, group: usize) -> i64 {
        self.counted.get(group).map_or(0, |counted| counted.iter().sum())
    }
}

/// Counts the hours in the best way.
pub(crate) fn allocate(groups: &[Group], demand: &Demand) -> Allocation {
    if let Some(allocation) = everything(groups, demand) {
        return allocation;
    }
    // Machine numbers hold all but contrived cases; the large ones are slower and never fail.
    solve::<i128>(groups, demand)
        .or_else(|| solve::<BigInt>(groups, demand))
        .unwrap_or_else(|| nothing(groups, demand))
}

/// The count of every hour, where that breaks no cap or share and leaves no choice of bucket: it
/// is then best, since no other count has more of anything.
fn everything(groups: &[Group], demand: &Demand) -> Option<Allocation> {
    let total: i64 = groups.iter().map(|group| group.amount).sum();
    let mut missing = (demand.at_least - total).max(0);
    for (part, bounds) in demand.parts.iter().enumerate() {
        let sum = |mask: fn(&Group) -> u32| -> i64 {
            let inside = groups.iter().filter(|group| mask(group) >> part & 1 == 1);
            inside.map(|group| group.amount).sum()
        };
        let (reached, filled) = (sum(|group| group.floors), sum(|group| group.caps));
        let share = |share: i64| i128::from(total) * i128::from(share);
        let within = bounds.at_most.is_none_or(|most| filled <= most)
            && bounds.share_at_most.is_none_or(|most| i128::from(filled) * 1000 <= share(most))
            && bounds.share_at_least.is_none_or(|least| i128::from(reached) * 1000 >= share(least));
        if !within {
            return None;
        }
        missing = missing.max(bounds.at_least - reached);
    }
    let mut filled = vec![0; demand.buckets.len()];
    let mut counted = Vec::with_capacity(groups.len());
    for group in groups {
        let mut places = vec![0; demand.buckets.len() + 1];
        let bucket = match (group.buckets.count_ones(), group.free) {
            (0, true) => 0,
            (1, false) => group.buckets.trailing_zeros() as usize + 1,
            _ => return None,
        };
        *places.get_mut(bucket)? = group.amount;
        if bucket > 0 {
            *filled.get_mut(bucket - 1)? += group.amount;
        }
        counted.push(places);
    }
    let mut short = 0;
    for (bounds, filled) in demand.buckets.iter().zip(filled) {
        if bounds.at_most.is_some_and(|most| filled > most) {
            return None;
        }
        short += (bounds.at_least - filled).max(0);
    }
    Some(Allocation { missing: missing.max(short), counted })
}

/// The count of no hour.
fn nothing(groups: &[Group], demand: &Demand) -> Allocation {
    let parts = demand.parts.iter().map(|bounds| bounds.at_least);
    let buckets = demand.buckets.iter().map(|bounds| bounds.at_least).sum();
    Allocation {
        missing: parts.fold(demand.at_least.max(buckets), i64::max),
        counted: vec![vec![0; demand.buckets.len() + 1]; groups.len()],
    }
}

/// The numbers that a program can be solved in.
trait Number:
    Clone
    + num_integer::Integer
    + Signed
    + CheckedAdd
    + CheckedSub
    + CheckedMul
    + CheckedDiv
    + From<i64>
{
    fn to_i64(&self) -> Option<i64>;
}

impl Number for i128 {
    fn to_i64(&self) -> Option<i64> {
        i64::try_from(*self).ok()
    }
}

impl Number for BigInt {
    fn to_i64(&self) -> Option<i64> {
        i64::try_from(self.clone()).ok()
    }
}

/// One unknown: hours of a group in a bucket (0 is none), the filling of a bucket's floor,
/// or the hours missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Unknown {
    Counted(usize, usize),
    Filling(usize),
    Missing,
}

/// The best count; `None` where the numbers do not hold it.
fn solve<T: Number>(groups: &[Group], demand: &Demand) -> Option<Allocation> {
    let unknowns = unknowns(groups, demand);
    let mut program = Program::<T>::new(unknowns.len());
    for row in rows(groups, demand) {
        program.row(unknowns.iter().map(|&unknown| (row.coefficient)(unknown)), row.bound);
    }
    let missing = unknowns.len() - 1;
    program.maximise(unknowns.iter().map(|unknown| -i64::from(*unknown == Unknown::Missing)));
    let counted = |unknown: &Unknown| i64::from(matches!(unknown, Unknown::Counted(..)));
    program.maximise(unknowns.iter().map(counted));
    let values = program.solve(missing)?;
    let mut allocation = Allocation {
        missing: values.get(missing)?.ceil().to_integer().to_i64()?,
        counted: vec![vec![0; demand.buckets.len() + 1]; groups.len()],
    };
    for (unknown, value) in unknowns.iter().zip(&values) {
        if let Unknown::Counted(group, bucket) = *unknown {
            let hours = value.floor().to_integer().to_i64()?;
            *allocation.counted.get_mut(group)?.get_mut(bucket)? = hours;
        }
    }
    Some(allocation)
}

fn unknowns(groups: &[Group], demand: &Demand) -> Vec<Unknown> {
    let mut unknowns = Vec::new();
    for (index, group) in groups.iter().enumerate() {
        if group.free {
            unknowns.push(Unknown::Counted(index, 0));
        }
        let buckets = (0..demand.buckets.len()).filter(|bucket| group.buckets >> bucket & 1 == 1);
        unknowns.extend(buckets.map(|bucket| Unknown::Counted(index, bucket + 1)));
    }
    unknowns.extend((0..demand.buckets.len()).map(Unknown::Filling));
    unknowns.push(Unknown::Missing);
    unknowns
}

/// `sum of coefficient × unknown ≤ bound`.
struct Row<'a> {
    coefficient: Box<dyn Fn(Unknown) -> i64 + 'a>,
    bound: i64,
}

/// The bounds as rows. Shares are scaled by 1000. Missing hours may be of any kind, so they
/// help every floor at once, but in buckets they are shared out.
fn rows<'a>(groups: &'a [Group], demand: &'a Demand) -> Vec<Row<'a>> {
    let mut rows: Vec<Row<'a>> = Vec::new();
    let mut row = |bound: i64, coefficient: Box<dyn Fn(Unknown) -> i64 + 'a>| {
        rows.push(Row { coefficient, bound });
    };
    let inside = |part: usize, group: usize, mask: fn(&Group) -> u32| {
        groups.get(group).is_some_and(|group| mask(group) >> part & 1 == 1)
    };
    for (index, group) in groups.iter().enumerate() {
        row(
            group.amount,
            Box::new(move |unknown| match unknown {
                Unknown::Counted(group, _) => i64::from(group == index),
                _ => 0,
            }),
        );
    }
    row(
        -demand.at_least,
        Box::new(|unknown| match unknown {
            Unknown::Filling(_) => 0,
            _ => -1,
        }),
    );
    for (part, bounds) in demand.parts.iter().enumerate() {
        row(
            -bounds.at_least,
            Box::new(move |unknown| match unknown {
                Unknown::Counted(group, _) => -i64::from(inside(part, group, |group| group.floors)),
                Unknown::Filling(_) => 0,
                Unknown::Missing => -1,
            }),
        );
        if let Some(most) = bounds.at_most {
            row(
                most,
                Box::new(move |unknown| match unknown {
                    Unknown::Counted(group, _) => {
                        i64::from(inside(part, group, |group| group.caps))
                    }
                    _ => 0,
                }),
            );
        }
        if let Some(least) = bounds.share_at_least {
            row(
                0,
                Box::new(move |unknown| match unknown {
                    Unknown::Counted(group, _) => {
                        least - 1000 * i64::from(inside(part, group, |group| group.floors))
                    }
                    Unknown::Filling(_) => 0,
                    Unknown::Missing => least - 1000,
                }),
            );
        }
        if let Some(most) = bounds.share_at_most {
            row(
                0,
                Box::new(move |unknown| match unknown {
                    Unknown::Counted(group, _) => {
                        1000 * i64::from(inside(part, group, |group| group.caps)) - most
                    }
                    Unknown::Filling(_) => 0,
                    Unknown::Missing => -most,
                }),
            );
        }
    }
    for (index, bounds) in demand.buckets.iter().enumerate() {
        row(
            0,
            Box::new(move |unknown| match unknown {
                Unknown::Counted(_, bucket) => -i64::from(bucket == index + 1),
                Unknown::Filling(bucket) => i64::from(bucket == index),
                Unknown::Missing => 0,
            }),
        );
        row(
            bounds.at_least,
            Box::new(move |unknown| i64::from(unknown == Unknown::Filling(index))),
        );
        if let Some(most) = bounds.at_most {
            row(
                most,
                Box::new(move |unknown| match unknown {
                    Unknown::Counted(_, bucket) => i64::from(bucket == index + 1),
                    _ => 0,
                }),
            );
        }
    }
    let floors: i64 = demand.buckets.iter().map(|bounds| bounds.at_least).sum();
    row(
        -floors,
        Box::new(|unknown| match unknown {
            Unknown::Counted(..) => 0,
            Unknown::Filling(_) | Unknown::Missing => -1,
        }),
    );
    rows
}

/// A linear program `A x ≤ b`, `x ≥ 0` in condensed tableau form, with objectives in order
/// of importance below the rows. Every number is an exact fraction.
struct Program<T: Number> {
    columns: usize,
    /// A row holds the coefficients of the columns, then the bound. Slack of row `i` has the
    /// label `columns + i`.
    rows: Vec<Vec<Ratio<T>>>,
    objectives: Vec<Vec<Ratio<T>>>,
    /// The label of the unknown that each row gives the value of.
    basic: Vec<usize>,
    /// The label of the unknown, now zero, of each column.
    zero: Vec<usize>,
}

impl<T: Number> Program<T> {
    fn new(columns: usize) -> Program<T> {
        let zero = (0..columns).collect();
        Program { columns, rows: Vec::new(), objectives: Vec::new(), basic: Vec::new(), zero }
    }

    fn row(&mut self, coefficients: impl Iterator<Item = i64>, bound: i64) {
        self.basic.push(self.columns + self.rows.len());
        self.rows.push(coefficients.chain([bound]).map(whole).collect());
    }

    fn maximise(&mut self, coefficients: impl Iterator<Item = i64>) {
        let negated = coefficients.map(|coefficient| -coefficient);
        self.objectives.push(negated.chain([0]).map(whole).collect());
    }

    /// The values of the unknowns at the optimum. Raising the unknown `relief` satisfies
    /// every row that zero does not.
    fn solve(mut self, relief: usize) -> Option<Vec<Ratio<T>>> {
        let most_broken = (0..self.rows.len())
            .filter(|&row| self.bound(row).is_some_and(Ratio::is_negative))
            .min_by(|&a, &b| self.bound(a).cmp(&self.bound(b)));
        if let Some(row) = most_broken {
            self.pivot(row, relief)?;
        }
        for objective in 0..self.objectives.len() {
            while let Some(column) = self.entering(objective)? {
                let row = self.leaving(column)?;
                self.pivot(row, column)?;
            }
        }
        let mut values = vec![Ratio::<T>::zero(); self.columns];
        for (row, &label) in self.basic.iter().enumerate() {
            if let Some(value) = values.get_mut(label) {
                *value = self.bound(row)?.clone();
            }
        }
        Some(values)
    }

    fn bound(&self, row: usize) -> Option<&Ratio<T>> {
        self.rows.get(row)?.last()
    }

    /// The column whose unknown improves an objective without worsening a more important one.
    /// The smallest label is taken (Bland's rule), so that the search ends.
    fn entering(&self, objective: usize) -> Option<Option<usize>> {
        let (before, rest) = self.objectives.split_at_checked(objective)?;
        let this = rest.first()?;
        let improving = (0..self.columns).filter(|&column| {
            this.get(column).is_some_and(Ratio::is_negative)
                && before.iter().all(|row| row.get(column).is_some_and(Zero::is_zero))
        });
        Some(improving.min_by_key(|&column| self.zero.get(column)))
    }

    /// The row that first bounds the growth of a column's unknown.
    fn leaving(&self, column: usize) -> Option<usize> {
        let mut best: Option<(Ratio<T>, usize, usize)> = None;
        for (row, coefficients) in self.rows.iter().enumerate() {
            let coefficient = coefficients.get(column)?;
            if !coefficient.is_positive() {
                continue;
            }
            let step = self.bound(row)?.checked_div(coefficient)?;
            let candidate = (step, *self.basic.get(row)?, row);
            if best.as_ref().is_none_or(|best| (&candidate.0, candidate.1) < (&best.0, best.1)) {
                best = Some(candidate);
            }
        }
        best.map(|(_, _, row)| row)
    }

    fn pivot(&mut self, row: usize, column: usize) -> Option<()> {
        let mut pivot_row = std::mem::take(self.rows.get_mut(row)?);
        let inverse = Ratio::<T>::one().checked_div(pivot_row.get(column)?)?;
        for (index, value) in pivot_row.iter_mut().enumerate() {
            *value = match index == column {
                true => inverse.clone(),
                false => value.checked_mul(&inverse)?,
            };
        }
        for other in self.rows.iter_mut().chain(&mut self.objectives) {
            let Some(factor) = other.get(column).cloned().filter(|factor| !factor.is_zero()) else {
                continue;
            };
            for (index, (value, pivot)) in other.iter_mut().zip(&pivot_row).enumerate() {
                let change = factor.checked_mul(pivot)?;
                *value = match index == column {
                    true => Ratio::zero().checked_sub(&change)?,
                    false => value.checked_sub(&change)?,
                };
            }
        }
        *self.rows.get_mut(row)? = pivot_row;
        std::mem::swap(self.basic.get_mut(row)?, self.zero.get_mut(column)?);
        Some(())
    }
}

fn whole<T: Number>(number: i64) -> Ratio<T> {
    Ratio::from_integer(T::from(number))
}

#[cfg(test)]
mod tests;
