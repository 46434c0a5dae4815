//! How many rate an item at or above a threshold.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Item;
use super::columns::Scale;
use super::summary::{Group, SurveySummary};
use super::suppression::{self, cells, hidden};
use crate::document::described;
use crate::error::{Code, Error, Place, Problems};
use crate::stats::proportion::Interval;
use crate::warning::Warning;

described! { CoverageOptions = "coverage-options" }

/// How to compute coverage.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct CoverageOptions {
    /// A group column: then each group has its rows. Default none.
    pub by: Option<String>,
    /// The least rating that counts as covered; of a scale of labels, the place of the least
    /// label, counted from 1. Default 4.
    pub threshold: i64,
    /// The probability with which an interval should hold the true share. Default 0.95.
    pub level: f64,
    /// How intervals are computed. Default `wilson`.
    pub interval: Interval,
    /// Rows that tell on fewer persons than this (who answered, who are at or above the
    /// threshold, or below it) are hidden. Default none.
    pub min_cell: Option<u64>,
}

impl Default for CoverageOptions {
    fn default() -> CoverageOptions {
        let interval = Interval::Wilson;
        CoverageOptions { by: None, threshold: 4, level: 0.95, interval, min_cell: None }
    }
}

/// The coverage of one item, as one group rates it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CoverageRow {
    /// The group; `None` without `by`.
    pub group: Option<String>,
    /// The item.
    pub item: String,
    /// The id of the competency that it asks about.
    pub competency: Option<String>,
    /// How many rated it; 0 where the row is hidden.
    pub n: u64,
    /// How many did not; 0 where the row is hidden.
    pub missing: u64,
    /// The mean rating; `None` where nobody rated it.
    pub mean: Option<f64>,
    /// The standard deviation with `n − 1`; `None` where fewer than two rated it.
    pub sd: Option<f64>,
    /// The median rating, half-way between the two in the middle where they differ.
    pub median: Option<f64>,
    /// The share, of those who rated it, who rated it at or above the threshold.
    pub share: Option<f64>,
    /// The lower end of the interval of the share.
    pub lower: Option<f64>,
    /// The upper end of the interval of the share.
    pub upper: Option<f64>,
    /// Whether the row is hidden because it tells on too few.
    pub suppressed: bool,
}

/// What [`SurveySummary::coverage`] gives.
#[derive(Clone, Debug, PartialEq)]
pub struct Coverage {
    options: CoverageOptions,
    rows: Vec<CoverageRow>,
    warnings: Vec<Warning>,
}

impl Coverage {
    /// A row for each item in each group: groups in order, and in them items in the order of
    /// the survey.
    #[must_use]
    pub fn rows(&self) -> &[CoverageRow] {
        &self.rows
    }

    /// What to say beside the result: `missing-group`, `unanswered-item`, `single-answer`,
    /// `weights-not-used`, `suppressed`.
    #[must_use]
    pub fn warnings(&self) -> &[Warning] {
        &self.warnings
    }

    pub(super) fn warn(&mut self, warning: Option<Warning>) {
        self.warnings.extend(warning);
    }

    /// How it was computed.
    #[must_use]
    pub fn options(&self) -> &CoverageOptions {
        &self.options
    }

    /// The rows as a table: `group` (where there is a `by`), `item`, `competency`, `n`,
    /// `missing`, `mean`, `sd`, `median`, `share`, `lower`, `upper`, and `suppressed` where there
    /// is a `min_cell`.
    ///
    /// # Errors
    /// Never for a result that exists; the type is that of every table.
    #[cfg(feature = "arrow")]
    pub fn to_table(&self) -> Result<crate::Table, Error> {
        let rows = &self.rows;
        let mut table = crate::Table::builder();
        if self.options.by.is_some() {
            table = table.optional_text("group", rows.iter().map(|row| row.group.as_deref()));
        }
        let shown = |row: &CoverageRow, count: u64| (!row.suppressed).then_some(count);
        table = table
            .text("item", rows.iter().map(|row| &row.item))
            .optional_text("competency", rows.iter().map(|row| row.competency.as_deref()))
            .optional_count("n", rows.iter().map(|row| shown(row, row.n)))
            .optional_count("missing", rows.iter().map(|row| shown(row, row.missing)))
            .optional_number("mean", rows.iter().map(|row| row.mean))
            .optional_number("sd", rows.iter().map(|row| row.sd))
            .optional_number("median", rows.iter().map(|row| row.median))
            .optional_number("share", rows.iter().map(|row| row.share))
            .optional_number("lower", rows.iter().map(|row| row.lower))
            .optional_number("upper", rows.iter().map(|row| row.upper));
        if self.options.min_cell.is_some() {
            table = table.flag("suppressed", rows.iter().map(|row| row.suppressed));
        }
        table.finish()
    }
}

impl CoverageRow {
    fn hidden(group: Option<&str>, item: &Item) -> CoverageRow {
        CoverageRow {
            group: group.map(str::to_owned),
            item: item.name.clone(),
            competency: item.competency.clone(),
            n: 0,
            missing: 0,
            mean: None,
            sd: None,
            median: None,
            share: None,
            lower: None,
            upper: None,
            suppressed: true,
        }
    }
}

impl SurveySummary {
    /// For each item, how it is rated and what share rates it at or above the threshold, with
    /// an interval. Those who did not rate an item are counted and do not enter its numbers.
    ///
    /// # Errors
    /// [`Code::Argument`] where an option is out of its range, or `by` is not the column that
    /// the summary was made by.
    pub fn coverage(&self, options: &CoverageOptions) -> Result<Coverage, Error> {
        const CALL: &str = "coverage";
        let mut problems = Problems::new();
        self.check(options.by.as_deref(), options.threshold, options.level, &mut problems);
        suppression::check(options.min_cell, &mut problems);
        problems.finish(Code::Argument, CALL)?;
        let groups = self.ordered();
        let hidden = hidden(&cells(self, &groups, options.threshold), options.min_cell);
        let mut rows = Vec::new();
        for ((name, group), hidden) in groups.iter().zip(&hidden) {
            for ((item, counts), &suppressed) in self.items.iter().zip(&group.counts).zip(hidden) {
                let name = options.by.is_some().then_some(*name);
                rows.push(if suppressed {
                    CoverageRow::hidden(name, item)
                } else {
                    self.coverage_row(name, group, item, counts, options)
                });
            }
        }
        let mut warnings = self.warnings();
        warnings.extend(single_answers(&rows));
        warnings.extend(suppression::warning(&hidden, options.min_cell));
        Ok(Coverage { options: options.clone(), rows, warnings })
    }

    fn coverage_row(
        &self,
        name: Option<&str>,
        group: &Group,
        item: &Item,
        counts: &[u64],
        options: &CoverageOptions,
    ) -> CoverageRow {
        let n: u64 = counts.iter().sum();
        let moments = Moments::of(&self.scale, counts);
        let successes = successes(&self.scale, counts, options.threshold);
        let (lower, upper) = options.interval.of(successes, n, options.level);
        let answered = n > 0;
        CoverageRow {
            group: name.map(str::to_owned),
            item: item.name.clone(),
            competency: item.competency.clone(),
            n,
            missing: group.respondents - n,
            mean: moments.mean(),
            sd: moments.sd(),
            median: median(&self.scale, counts),
            share: answered.then(|| successes as f64 / n as f64),
            lower: answered.then_some(lower),
            upper: answered.then_some(upper),
            suppressed: false,
        }
    }

    /// What every estimate from a summary checks.
    pub(super) fn check(
        &self,
        by: Option<&str>,
        threshold: i64,
        level: f64,
        problems: &mut Problems,
    ) {
        self.check_by(by, problems);
        self.check_threshold(threshold, problems);
        if !(level > 0.0 && level < 1.0) {
            let expected = "a probability between 0 and 1, as 0.95";
            problems.push(Place::argument("level"), level.to_string(), expected);
        }
    }

    pub(super) fn check_by(&self, by: Option<&str>, problems: &mut Problems) {
        if by != self.by.as_deref() {
            let found = by.map_or("no group column".to_owned(), |by| format!("`{by}`"));
            let expected = match &self.by {
                Some(own) => format!("`{own}`, by which the summary was made"),
                None => "none: the summary was made without one".to_owned(),
            };
            problems.push(Place::argument("by"), found, expected);
        }
    }

    pub(super) fn check_threshold(&self, threshold: i64, problems: &mut Problems) {
        let (low, high) = (self.scale.lowest(), self.scale.highest());
        // At the lowest level everybody is at or above it, and there is nothing to estimate.
        if threshold <= low || threshold > high {
            let expected = format!("a rating above {low}, the lowest, and up to {high}");
            problems.push(Place::argument("threshold"), threshold.to_string(), expected);
        }
    }

    /// That respondents are in no group.
    pub(super) fn left_out_warning(&self) -> Option<Warning> {
        let by = self.by.as_ref().filter(|_| self.left_out > 0)?;
        let (left_out, all) = (self.left_out, self.respondents());
        let message =
            format!("{left_out} of {all} respondents have no value of `{by}` and are in no group");
        Some(Warning::new("missing-group", message))
    }

    /// Cautions that do not depend on the estimate.
    pub(super) fn warnings(&self) -> Vec<Warning> {
        let mut warnings = Vec::from_iter(self.left_out_warning());
        let unanswered: Vec<String> = self
            .ordered()
            .into_iter()
            .flat_map(|(name, group)| {
                self.items.iter().zip(&group.counts).filter_map(move |(item, counts)| {
                    let nobody = counts.iter().all(|count| *count == 0);
                    nobody.then(|| in_group(&item.name, name))
                })
            })
            .collect();
        if !unanswered.is_empty() {
            warnings.push(Warning::new(
                "unanswered-item",
                format!("nobody rated {}: there is no estimate", listed(&unanswered)),
            ));
        }
        warnings
    }
}

fn single_answers(rows: &[CoverageRow]) -> Option<Warning> {
    let single: Vec<String> = rows
        .iter()
        .filter(|row| row.n == 1)
        .map(|row| in_group(&row.item, row.group.as_deref().unwrap_or_default()))
        .collect();
    (!single.is_empty()).then(|| {
        let message =
            format!("only one respondent rated {}: there is no deviation", listed(&single));
        Warning::new("single-answer", message)
    })
}

pub(super) fn in_group(item: &str, group: &str) -> String {
    if group.is_empty() { format!("`{item}`") } else { format!("`{item}` in `{group}`") }
}

/// The first few names.
pub(super) fn listed(names: &[String]) -> String {
    const SHOWN: usize = 5;
    let mut text = names.iter().take(SHOWN).cloned().collect::<Vec<_>>().join(", ");
    if names.len() > SHOWN {
        text.push_str(&format!(" and {} more", names.len() - SHOWN));
    }
    text
}

/// How many of the answers are at or above a threshold.
pub(super) fn successes(scale: &Scale, counts: &[u64], threshold: i64) -> u64 {
    let below = usize::try_from(threshold - scale.lowest()).unwrap_or(0);
    counts.iter().skip(below).sum()
}

/// Sums of levels counted from 0, exact: whole numbers below 2^40 · 100².
struct Moments {
    lowest: i64,
    n: i128,
    sum: i128,
    squares: i128,
}

impl Moments {
    fn of(scale: &Scale, counts: &[u64]) -> Moments {
        let mut moments = Moments { lowest: scale.lowest(), n: 0, sum: 0, squares: 0 };
        for (level, &count) in (0_i128..).zip(counts) {
            let count = i128::from(count);
            moments.n += count;
            moments.sum += level * count;
            moments.squares += level * level * count;
        }
        moments
    }

    fn mean(&self) -> Option<f64> {
        // One rounding, whatever the order of the answers.
        let sum = self.sum + i128::from(self.lowest) * self.n;
        (self.n > 0).then(|| sum as f64 / self.n as f64)
    }

    fn sd(&self) -> Option<f64> {
        let numerator = self.n * self.squares - self.sum * self.sum;
        let denominator = self.n * (self.n - 1);
        (self.n > 1).then(|| (numerator as f64 / denominator as f64).sqrt())
    }
}

fn median(scale: &Scale, counts: &[u64]) -> Option<f64> {
    let n: u64 = counts.iter().sum();
    let rating_at = |place: u64| {
        let mut seen = 0;
        for (level, &count) in (scale.lowest()..).zip(counts) {
            seen += count;
            if seen > place {
                return level as f64;
            }
        }
        f64::NAN
    };
    (n > 0).then(|| 0.5 * (rating_at((n - 1) / 2) + rating_at(n / 2)))
}
