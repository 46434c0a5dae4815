//! Tables of counts: groups by answers.

/// Counts of groups (rows) by answers (columns), without the rows and columns that are empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contingency {
    counts: Vec<Vec<u64>>,
    rows: Vec<u64>,
    columns: Vec<u64>,
    n: u64,
    kept_rows: Vec<usize>,
    kept_columns: Vec<usize>,
}

impl Contingency {
    /// The table of these counts, a list for each group.
    ///
    /// ```
    /// use peerpath::stats::Contingency;
    /// let table = Contingency::of(&[vec![3, 0, 1], vec![1, 0, 9], vec![0, 0, 0]]);
    /// assert_eq!(table.counts(), [[3, 1], [1, 9]]);
    /// assert_eq!(table.kept_rows(), [0, 1]);
    /// ```
    #[must_use]
    pub fn of(counts: &[Vec<u64>]) -> Contingency {
        let width = counts.iter().map(Vec::len).max().unwrap_or(0);
        let total = |column: usize| counts.iter().filter_map(|row| row.get(column)).sum::<u64>();
        let kept_columns: Vec<usize> = (0..width).filter(|&column| total(column) > 0).collect();
        let columns: Vec<u64> = kept_columns.iter().map(|&column| total(column)).collect();
        let mut table = Contingency {
            counts: Vec::new(),
            rows: Vec::new(),
            n: columns.iter().sum(),
            columns,
            kept_rows: Vec::new(),
            kept_columns,
        };
        for (place, row) in counts.iter().enumerate() {
            let sum = row.iter().sum();
            if sum > 0 {
                let count = |&column: &usize| row.get(column).copied().unwrap_or(0);
                table.counts.push(table.kept_columns.iter().map(count).collect());
                table.rows.push(sum);
                table.kept_rows.push(place);
            }
        }
        table
    }

    /// The counts.
    #[must_use]
    pub fn counts(&self) -> &[Vec<u64>] {
        &self.counts
    }

    /// The sum of each row.
    #[must_use]
    pub fn rows(&self) -> &[u64] {
        &self.rows
    }

    /// The sum of each column.
    #[must_use]
    pub fn columns(&self) -> &[u64] {
        &self.columns
    }

    /// The sum of all.
    #[must_use]
    pub fn n(&self) -> u64 {
        self.n
    }

    /// Which rows of those given are in the table.
    #[must_use]
    pub fn kept_rows(&self) -> &[usize] {
        &self.kept_rows
    }

    /// Which columns of those given are in the table.
    #[must_use]
    pub fn kept_columns(&self) -> &[usize] {
        &self.kept_columns
    }

    /// Whether there are two rows or more and two columns or more, without which there is
    /// nothing to test.
    #[must_use]
    pub fn is_testable(&self) -> bool {
        self.rows.len() > 1 && self.columns.len() > 1
    }

    /// Whether it has two rows and two columns.
    #[must_use]
    pub fn is_two_by_two(&self) -> bool {
        self.rows.len() == 2 && self.columns.len() == 2
    }

    /// The count that a cell would have if rows and columns had nothing to do with each other.
    pub(crate) fn expected(&self) -> impl Iterator<Item = f64> {
        let n = self.n as f64;
        let rows = self.rows.iter();
        rows.flat_map(move |&row| {
            self.columns.iter().map(move |&column| row as f64 * (column as f64 / n))
        })
    }

    /// The smallest expected count; `None` of an empty table.
    #[must_use]
    pub fn smallest_expected(&self) -> Option<f64> {
        let (row, column) = (self.rows.iter().min()?, self.columns.iter().min()?);
        Some(*row as f64 * (*column as f64 / self.n as f64))
    }

    /// Whether the expected counts are too small for the chi-squared distribution, by Cochran's
    /// rule: one below 5 in a table of two rows and columns; in a larger one, one below 1 or more
    /// than a fifth of them below 5.
    ///
    /// W. G. Cochran, *Some methods for strengthening the common χ² tests*, Biometrics 10 (1954)
    /// 417–451.
    #[must_use]
    pub fn has_small_expected(&self) -> bool {
        let below = |limit: f64| self.expected().filter(|expected| *expected < limit).count();
        if self.is_two_by_two() {
            return below(5.0) > 0;
        }
        let cells = self.rows.len() * self.columns.len();
        below(1.0) > 0 || 5 * below(5.0) > cells
    }

    /// Pearson's statistic: the sum of `(observed − expected)² / expected`.
    pub(crate) fn chi_squared(&self) -> f64 {
        let observed = self.counts.iter().flatten();
        let terms = observed.zip(self.expected()).map(|(&observed, expected)| {
            let difference = observed as f64 - expected;
            difference * difference / expected
        });
        terms.sum()
    }

    /// Cramér's V, which in a table of two rows and columns is the size of phi:
    /// `√(χ² / (n (min(rows, columns) − 1)))`, from 0, nothing to do with each other, to 1.
    #[must_use]
    pub fn cramers_v(&self) -> f64 {
        let least = self.rows.len().min(self.columns.len()).saturating_sub(1);
        (self.chi_squared() / (self.n as f64 * least as f64)).sqrt().min(1.0)
    }

    pub(crate) fn association(&self) -> (&'static str, f64) {
        (if self.is_two_by_two() { "phi" } else { "cramers_v" }, self.cramers_v())
    }
}
