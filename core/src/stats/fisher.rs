//! Fisher's exact test of a table of counts.

use std::collections::BTreeMap;

use super::Contingency;
use super::hypothesis::Hypothesis;

/// Tables whose probabilities differ by less than this share count as equally probable: what
/// rounding makes of equal ones must not decide. As in R.
const SAME: f64 = 1e-7;

/// Why there is no exact p-value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotExact {
    /// Fewer than two groups or answers.
    Untestable,
    /// More work than [`MOST_STEPS`].
    TooLarge,
}

/// The most steps that [`fisher`] takes before it gives up: some seconds.
pub const MOST_STEPS: usize = 5_000_000;

/// Fisher's exact test of a table of any size: the probability, with all sums of rows and columns
/// as they are, of the tables that are no more probable than the one observed. The effect is that
/// of the chi-squared test. In R, `fisher.test`.
///
/// Tables are not listed one by one: as in the network algorithm, columns are filled one after the
/// other, partial tables with the same open row sums (in any order) and the same probability so
/// far are one, and those whose every completion, or none, is as improbable as the table
/// observed are counted whole.
///
/// C. R. Mehta and N. R. Patel, *A network algorithm for performing Fisher's exact test in r × c
/// contingency tables*, Journal of the American Statistical Association 78 (1983) 427–434.
///
/// # Errors
/// Where there is nothing to test, or it would take more than [`MOST_STEPS`].
pub fn fisher(table: &Contingency) -> Result<Hypothesis, NotExact> {
    if !table.is_testable() {
        return Err(NotExact::Untestable);
    }
    let p_value =
        if table.is_two_by_two() { two_by_two(table)? } else { network(table, MOST_STEPS)? };
    let (effect_name, effect) = table.association();
    Ok(Hypothesis {
        method: "Fisher's exact",
        statistic: None,
        df: None,
        p_value: p_value.clamp(0.0, 1.0),
        effect,
        effect_name,
    })
}

/// The hypergeometric distribution, by the ratios of its neighbours from the table observed.
fn two_by_two(table: &Contingency) -> Result<f64, NotExact> {
    let (&[first, _], &[column, other]) = (table.rows(), table.columns()) else {
        return Err(NotExact::Untestable);
    };
    let observed = table.counts().first().and_then(|row| row.first()).copied().unwrap_or(0);
    let (least, most) = (first.saturating_sub(other), first.min(column));
    if most - least > MOST_STEPS as u64 {
        return Err(NotExact::TooLarge);
    }
    // Of the table with `k + 1` in its first cell against that with `k`.
    let ratio = |k: u64| {
        (first - k) as f64 * (column - k) as f64 / ((k + 1) as f64 * (other + k + 1 - first) as f64)
    };
    // Probabilities relative to that of the table observed, 1. What overflows has a share of
    // nearly all, and what underflows of nearly nothing.
    let (mut total, mut tail) = (1.0, 1.0);
    let mut note = |relative: f64| {
        total += relative;
        if relative <= 1.0 + SAME {
            tail += relative;
        }
    };
    let mut relative = 1.0;
    for k in observed..most {
        relative *= ratio(k);
        note(relative);
    }
    relative = 1.0;
    for k in (least..observed).rev() {
        relative /= ratio(k);
        note(relative);
    }
    Ok(tail / total)
}

/// The open row sums after some columns, in order: rows can be exchanged.
type Open = Vec<u32>;

struct Network {
    columns: Vec<u32>,
    /// Logarithms of factorials.
    factorials: Vec<f64>,
    /// For a column and open row sums: the least and the greatest logarithm of the product of
    /// `1 / ∏ cells!` over all ways to fill the rest.
    bounds: BTreeMap<(usize, Open), (f64, f64)>,
    steps_left: usize,
}

fn network(table: &Contingency, most_steps: usize) -> Result<f64, NotExact> {
    let (mut rows, mut columns) = (table.rows().to_vec(), table.columns().to_vec());
    if rows.len() > columns.len() {
        std::mem::swap(&mut rows, &mut columns);
    }
    if table.n() > MOST_STEPS as u64 {
        return Err(NotExact::TooLarge);
    }
    // The largest columns first: then few row sums stay open.
    columns.sort_unstable();
    columns.reverse();
    rows.sort_unstable();
    let mut factorials = vec![0.0; table.n() as usize + 1];
    let (mut sum, mut carry) = (0.0_f64, 0.0_f64);
    for (number, slot) in factorials.iter_mut().enumerate().skip(1) {
        // Compensated, so that the last is as good as the first.
        let term = (number as f64).ln() - carry;
        let next = sum + term;
        carry = (next - sum) - term;
        sum = next;
        *slot = sum;
    }
    let log = |count: u64| factorials.get(count as usize).copied().unwrap_or(0.0);
    let cells: f64 = table.counts().iter().flatten().map(|&count| log(count)).sum();
    let observed = -cells + SAME;
    let mut network = Network {
        columns: columns.iter().map(|&column| column as u32).collect(),
        factorials,
        bounds: BTreeMap::new(),
        steps_left: most_steps,
    };
    let rows: Open = rows.iter().map(|&row| row as u32).collect();
    network.tail(rows, observed)
}

impl Network {
    fn log(&self, count: u32) -> f64 {
        self.factorials.get(count as usize).copied().unwrap_or(0.0)
    }

    /// The logarithm of the sum of `1 / ∏ cells!` over all ways to fill the rest: the number of
    /// ways to deal the rest, over the factorials of the sums.
    fn whole(&self, column: usize, open: &Open) -> f64 {
        let rest = self.columns.iter().skip(column);
        let n: u32 = open.iter().sum();
        self.log(n)
            - open.iter().map(|&row| self.log(row)).sum::<f64>()
            - rest.map(|&column| self.log(column)).sum::<f64>()
    }

    /// The probability of the tables no more probable than the one observed.
    fn tail(&mut self, rows: Open, observed: f64) -> Result<f64, NotExact> {
        let all = self.whole(0, &rows);
        let mut tail = 0.0;
        // Partial tables: by open row sums, and by the logarithm of their product so far in
        // units of 10⁻¹¹, within which equal ones fall together; with the number of them.
        let mut here: BTreeMap<Open, BTreeMap<i64, (f64, f64)>> = BTreeMap::new();
        here.entry(rows).or_default().insert(0, (0.0, 1.0));
        for column in 0..self.columns.len() {
            let mut next: BTreeMap<Open, BTreeMap<i64, (f64, f64)>> = BTreeMap::new();
            for (open, partial) in here {
                let (least, greatest) = self.bounds(column, &open)?;
                let whole = self.whole(column, &open) - all;
                let mut undecided = Vec::new();
                for (so_far, count) in partial.into_values() {
                    if so_far + greatest <= observed {
                        tail += count * (so_far + whole).exp();
                    } else if so_far + least <= observed {
                        undecided.push((so_far, count));
                    }
                }
                if undecided.is_empty() {
                    continue;
                }
                for (filled, below) in self.fillings(column, &open)? {
                    self.count(undecided.len())?;
                    let entry = next.entry(below).or_default();
                    for &(so_far, count) in &undecided {
                        let value = so_far + filled;
                        let key = (value * 1e11).round() as i64;
                        entry.entry(key).or_insert((value, 0.0)).1 += count;
                    }
                }
            }
            here = next;
        }
        for (so_far, count) in here.into_values().flat_map(BTreeMap::into_values) {
            if so_far <= observed {
                tail += count * (so_far - all).exp();
            }
        }
        Ok(tail)
    }

    /// All ways to fill a column: the logarithm of `1 / ∏ cells!`, and the row sums then open.
    fn fillings(&mut self, column: usize, open: &Open) -> Result<Vec<(f64, Open)>, NotExact> {
        let size = self.columns.get(column).copied().unwrap_or(0);
        let mut found = Vec::new();
        let mut cells = Vec::with_capacity(open.len());
        self.fill(open, size, 0.0, &mut cells, &mut found)?;
        Ok(found)
    }

    fn fill(
        &mut self,
        open: &Open,
        left: u32,
        filled: f64,
        cells: &mut Vec<u32>,
        found: &mut Vec<(f64, Open)>,
    ) -> Result<(), NotExact> {
        let row = cells.len();
        let Some(&here) = open.get(row) else {
            if left == 0 {
                self.count(1)?;
                let mut below: Open =
                    open.iter().zip(cells.iter()).map(|(open, cell)| open - cell).collect();
                below.sort_unstable();
                found.push((filled, below));
            }
            return Ok(());
        };
        let room: u32 = open.iter().skip(row + 1).sum();
        for cell in left.saturating_sub(room)..=left.min(here) {
            cells.push(cell);
            self.fill(open, left - cell, filled - self.log(cell), cells, found)?;
            cells.pop();
        }
        Ok(())
    }

    fn bounds(&mut self, column: usize, open: &Open) -> Result<(f64, f64), NotExact> {
        if column == self.columns.len() {
            return Ok((0.0, 0.0));
        }
        if column + 1 == self.columns.len() {
            // The last column is what is open.
            let only: f64 = -open.iter().map(|&row| self.log(row)).sum::<f64>();
            return Ok((only, only));
        }
        let key = (column, open.clone());
        if let Some(&bounds) = self.bounds.get(&key) {
            return Ok(bounds);
        }
        let (mut least, mut greatest) = (f64::INFINITY, f64::NEG_INFINITY);
        for (filled, below) in self.fillings(column, open)? {
            let (low, high) = self.bounds(column + 1, &below)?;
            least = least.min(filled + low);
            greatest = greatest.max(filled + high);
        }
        self.bounds.insert(key, (least, greatest));
        Ok((least, greatest))
    }

    fn count(&mut self, steps: usize) -> Result<(), NotExact> {
        self.steps_left = self.steps_left.checked_sub(steps).ok_or(NotExact::TooLarge)?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn p_value(counts: &[Vec<u64>]) -> f64 {
        fisher(&Contingency::of(counts)).map_or(f64::NAN, |test| test.p_value)
    }

    #[test]
    fn as_in_r() {
        // R 4.2.2: fisher.test(rbind(c(3, 1), c(1, 9))) and so on.
        for (counts, expected) in [
            (vec![vec![3, 1], vec![1, 9]], 0.040_959_040_959_041),
            (vec![vec![0, 6], vec![5, 4]], 0.043_956_043_956_044),
        ] {
            assert!((p_value(&counts) / expected - 1.0).abs() < 1e-12, "{}", p_value(&counts));
        }
    }

    /// All tables with the same sums, one by one.
    fn listed(counts: &[Vec<u64>]) -> f64 {
        let table = Contingency::of(counts);
        let mut tables = vec![vec![]];
        for &row in table.rows() {
            let mut next = Vec::new();
            for cells in ways(row, table.columns().len()) {
                next.extend(tables.iter().map(|table: &Vec<Vec<u64>>| {
                    let mut table = table.clone();
                    table.push(cells.clone());
                    table
                }));
            }
            tables = next;
        }
        tables.retain(|counts| {
            let sum = |column: usize| counts.iter().map(|row| row[column]).sum::<u64>();
            table.columns().iter().enumerate().all(|(column, &size)| sum(column) == size)
        });
        let factorial = |n: u64| (1..=n).map(|n| n as f64).product::<f64>();
        let weight = |counts: &[Vec<u64>]| -> f64 {
            1.0 / counts.iter().flatten().map(|&count| factorial(count)).product::<f64>()
        };
        let observed = weight(table.counts()) * (1.0 + SAME);
        let total: f64 = tables.iter().map(|table| weight(table)).sum();
        let tail: f64 =
            tables.iter().map(|table| weight(table)).filter(|&weight| weight <= observed).sum();
        tail / total
    }

    fn ways(sum: u64, cells: usize) -> Vec<Vec<u64>> {
        if cells == 1 {
            return vec![vec![sum]];
        }
        (0..=sum)
            .flat_map(|first| {
                ways(sum - first, cells - 1).into_iter().map(move |mut rest| {
                    rest.insert(0, first);
                    rest
                })
            })
            .collect()
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(40))]
        #[test]
        fn is_what_listing_all_tables_gives(
            counts in prop::collection::vec(prop::collection::vec(0_u64..4, 3), 2..4)
        ) {
            prop_assume!(Contingency::of(&counts).is_testable());
            let (found, expected) = (p_value(&counts), listed(&counts));
            prop_assert!((found / expected - 1.0).abs() < 1e-9, "{} {}", found, expected);
        }
    }

    #[test]
    fn gives_up_where_it_would_take_too_long() {
        let counts: Vec<Vec<u64>> = (0..8).map(|row| vec![40 + row; 8]).collect();
        assert_eq!(network(&Contingency::of(&counts), 10_000), Err(NotExact::TooLarge));
    }
}
