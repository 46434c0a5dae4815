//! Linear programs in exact fractions.

use num_bigint::BigInt;
use num_rational::Ratio;
use num_traits::{CheckedAdd, CheckedDiv, CheckedMul, CheckedSub, One, Signed, Zero};

/// The numbers that a program can be solved in.
pub(super) trait Number:
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

/// A linear program `A x ≤ b`, `x ≥ 0` in condensed tableau form, with objectives in order
/// of importance below the rows. Every number is an exact fraction.
pub(super) struct Program<T: Number> {
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
    pub(super) fn new(columns: usize) -> Program<T> {
        let zero = (0..columns).collect();
        Program { columns, rows: Vec::new(), objectives: Vec::new(), basic: Vec::new(), zero }
    }

    pub(super) fn row(&mut self, coefficients: impl Iterator<Item = i64>, bound: i64) {
        self.basic.push(self.columns + self.rows.len());
        self.rows.push(coefficients.chain([bound]).map(whole).collect());
    }

    pub(super) fn maximise(&mut self, coefficients: impl Iterator<Item = i64>) {
        let negated = coefficients.map(|coefficient| -coefficient);
        self.objectives.push(negated.chain([0]).map(whole).collect());
    }

    /// The values of the unknowns at the optimum. Raising the unknown `relief` satisfies
    /// every row that zero does not.
    pub(super) fn solve(mut self, relief: usize) -> Option<Vec<Ratio<T>>> {
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
