//! Linear programs in exact fractions.

use num_bigint::BigInt;
use num_traits::{CheckedMul, CheckedSub, Signed};

/// The whole numbers that a program can be solved in.
pub(super) trait Number:
    Clone + num_integer::Integer + Signed + CheckedMul + CheckedSub + From<i64>
{
    fn to_i64(&self) -> Option<i64>;
}

impl Number for i64 {
    fn to_i64(&self) -> Option<i64> {
        Some(*self)
    }
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

/// A fraction; what it is divided by is above zero.
#[derive(Clone)]
pub(super) struct Fraction<T> {
    numerator: T,
    denominator: T,
}

impl<T: Number> Fraction<T> {
    /// The largest whole number that is not above it.
    pub(super) fn floor(&self) -> Option<i64> {
        self.numerator.div_floor(&self.denominator).to_i64()
    }

    /// The sum with another value of the same solution, which has the same denominator.
    pub(super) fn plus(&self, other: &Fraction<T>) -> Option<Fraction<T>> {
        let negated = T::zero().checked_sub(&other.numerator)?;
        let numerator = self.numerator.checked_sub(&negated)?;
        Some(Fraction { numerator, denominator: self.denominator.clone() })
    }

    /// The smallest whole number that is not below it.
    pub(super) fn ceil(&self) -> Option<i64> {
        self.numerator.div_ceil(&self.denominator).to_i64()
    }
}

/// A linear program `A x ≤ b`, `x ≥ 0` in condensed tableau form, with objectives in order
/// of importance below the rows.
///
/// Every number is an exact fraction, and all have one denominator: the tableau holds whole
/// numbers, and a pivot divides without remainder (J. Edmonds, *Systems of distinct
/// representatives and linear algebra*, 1967; the numbers are minors of the first tableau).
/// That saves the greatest common divisors of fractions that each have their own.
pub(super) struct Program<T: Number> {
    columns: usize,
    /// What all numbers of the tableau are divided by; above zero.
    denominator: T,
    /// The rows, then the objectives, one after the other: each the coefficients of the columns,
    /// then the bound. Slack of row `i` has the label `columns + i`.
    numbers: Vec<T>,
    /// The label of the unknown that each row gives the value of.
    basic: Vec<usize>,
    /// The label of the unknown, now zero, of each column.
    zero: Vec<usize>,
}

impl<T: Number> Program<T> {
    pub(super) fn new(columns: usize) -> Program<T> {
        Program {
            columns,
            denominator: T::one(),
            numbers: Vec::new(),
            basic: Vec::new(),
            zero: (0..columns).collect(),
        }
    }

    pub(super) fn row(&mut self, coefficients: impl Iterator<Item = i64>, bound: i64) {
        self.basic.push(self.columns + self.basic.len());
        self.numbers.extend(coefficients.chain([bound]).map(T::from));
    }

    /// Adds an objective, less important than those before. No row is added after one.
    pub(super) fn maximise(&mut self, coefficients: impl Iterator<Item = i64>) {
        let negated = coefficients.map(|coefficient| -coefficient);
        self.numbers.extend(negated.chain([0]).map(T::from));
    }

    fn lines(&self) -> impl Iterator<Item = &[T]> {
        self.numbers.chunks_exact(self.columns + 1)
    }

    fn line(&self, number: usize) -> Option<&[T]> {
        let start = number.checked_mul(self.columns + 1)?;
        self.numbers.get(start..start + self.columns + 1)
    }

    /// The values of the unknowns at the optimum. Raising the unknown `relief` satisfies
    /// every row that zero does not.
    pub(super) fn solve(mut self, relief: usize) -> Option<Vec<Fraction<T>>> {
        let rows = self.basic.len();
        let most_broken = (0..rows)
            .filter(|&row| self.bound(row).is_some_and(T::is_negative))
            .min_by(|&a, &b| self.bound(a).cmp(&self.bound(b)));
        if let Some(row) = most_broken {
            self.pivot(row, relief)?;
        }
        for objective in rows..self.lines().count() {
            while let Some(column) = self.entering(objective)? {
                let row = self.leaving(column)?;
                self.pivot(row, column)?;
            }
        }
        let denominator = self.denominator.clone();
        let nothing = Fraction { numerator: T::zero(), denominator };
        let mut values = vec![nothing; self.columns];
        for (row, &label) in self.basic.iter().enumerate() {
            if let Some(value) = values.get_mut(label) {
                value.numerator = self.bound(row)?.clone();
            }
        }
        Some(values)
    }

    fn bound(&self, row: usize) -> Option<&T> {
        self.line(row)?.last()
    }

    /// The column whose unknown improves an objective without worsening a more important one.
    /// The smallest label is taken (Bland's rule), so that the search ends.
    fn entering(&self, objective: usize) -> Option<Option<usize>> {
        let this = self.line(objective)?;
        let before = || self.lines().take(objective).skip(self.basic.len());
        let improving = (0..self.columns).filter(|&column| {
            this.get(column).is_some_and(T::is_negative)
                && before().all(|row| row.get(column).is_some_and(T::is_zero))
        });
        Some(improving.min_by_key(|&column| self.zero.get(column)))
    }

    /// The row that first bounds the growth of a column's unknown; of several, that of the
    /// smallest label.
    fn leaving(&self, column: usize) -> Option<usize> {
        let mut best: Option<(&T, &T, usize, usize)> = None;
        for (row, coefficients) in self.lines().take(self.basic.len()).enumerate() {
            let (coefficient, bound) = (coefficients.get(column)?, coefficients.last()?);
            if !coefficient.is_positive() {
                continue;
            }
            let label = *self.basic.get(row)?;
            let first = match best {
                None => true,
                Some((least, of, other, _)) => {
                    // bound / coefficient against least / of.
                    let (this, that) = (bound.checked_mul(of)?, least.checked_mul(coefficient)?);
                    (this, label) < (that, other)
                }
            };
            if first {
                best = Some((bound, coefficient, label, row));
            }
        }
        best.map(|(.., row)| row)
    }

    fn pivot(&mut self, row: usize, column: usize) -> Option<()> {
        let mut pivot_row = self.line(row)?.to_vec();
        let pivot = pivot_row.get(column)?.clone();
        let negative = pivot.is_negative();
        let signed = |value: T| if negative { T::zero().checked_sub(&value) } else { Some(value) };
        let whole = self.denominator.is_one();
        for (number, other) in self.numbers.chunks_exact_mut(self.columns + 1).enumerate() {
            if number == row {
                continue;
            }
            let Some(factor) = other.get(column).cloned() else { continue };
            if factor.is_zero() && pivot == self.denominator {
                continue;
            }
            for (index, (value, across)) in other.iter_mut().zip(&pivot_row).enumerate() {
                if index == column {
                    *value = signed(T::zero().checked_sub(&factor)?)?;
                    continue;
                }
                let kept = value.checked_mul(&pivot)?;
                let changed = kept.checked_sub(&factor.checked_mul(across)?)?;
                let divided = if whole { changed } else { changed / self.denominator.clone() };
                *value = signed(divided)?;
            }
        }
        for (index, value) in pivot_row.iter_mut().enumerate() {
            let kept = if index == column { &self.denominator } else { &*value };
            *value = signed(kept.clone())?;
        }
        self.denominator = pivot.abs();
        let start = row.checked_mul(self.columns + 1)?;
        self.numbers.get_mut(start..start + self.columns + 1)?.clone_from_slice(&pivot_row);
        std::mem::swap(self.basic.get_mut(row)?, self.zero.get_mut(column)?);
        Some(())
    }
}
