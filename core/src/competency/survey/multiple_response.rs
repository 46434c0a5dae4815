//! Tables of questions to which each respondent may give several answers.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::summary::SurveySummary;
use super::suppression::{self, cells, hidden};
use crate::document::described;
use crate::error::{Code, Error, Problems};
use crate::stats::proportion::Interval;
use crate::warning::Warning;

/// How to tabulate.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct MultipleResponseOptions {
    /// A group column: then each group has its rows. Default none.
    pub by: Option<String>,
    /// The least answer that counts as chosen. Default the highest of the scale.
    pub threshold: Option<i64>,
    /// The probability with which an interval should hold the true share. Default 0.95.
    pub level: f64,
    /// How intervals are computed. Default `wilson`.
    pub interval: Interval,
    /// Rows that tell on fewer persons than this are hidden. Default none.
    pub min_cell: Option<u64>,
}

described! { MultipleResponseOptions = "multiple-response-options" }

impl Default for MultipleResponseOptions {
    fn default() -> MultipleResponseOptions {
        let interval = Interval::Wilson;
        MultipleResponseOptions { by: None, threshold: None, level: 0.95, interval, min_cell: None }
    }
}

/// One answer in one group.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct MultipleResponseRow {
    /// The group; `None` without `by`.
    pub group: Option<String>,
    /// The answer: the item that is its column.
    pub item: String,
    /// The id of the competency that it asks about.
    pub competency: Option<String>,
    /// How many said whether they choose it; 0 where the row is hidden.
    pub n: u64,
    /// How many did not say; 0 where the row is hidden.
    pub missing: u64,
    /// How many chose it; `None` where the row is hidden.
    pub count: Option<u64>,
    /// Their share of those who said.
    pub share: Option<f64>,
    /// The lower end of the interval of the share.
    pub lower: Option<f64>,
    /// The upper end of the interval of the share.
    pub upper: Option<f64>,
    /// The share of all choices in the group that are this one.
    pub share_of_choices: Option<f64>,
    /// The place in the group by share, from 1; equal shares have the better place.
    pub rank: Option<u64>,
    /// Whether the row is hidden because it tells on too few.
    pub suppressed: bool,
}

/// What [`SurveySummary::multiple_response`] gives.
#[derive(Clone, Debug, PartialEq)]
pub struct MultipleResponse {
    options: MultipleResponseOptions,
    rows: Vec<MultipleResponseRow>,
    warnings: Vec<Warning>,
}

impl MultipleResponse {
    /// A row for each item in each group: groups in order, and in them items in the order of
    /// the survey.
    #[must_use]
    pub fn rows(&self) -> &[MultipleResponseRow] {
        &self.rows
    }

    /// What to say beside the result: `missing-group`, `unanswered-item`, `suppressed`.
    #[must_use]
    pub fn warnings(&self) -> &[Warning] {
        &self.warnings
    }

    pub(super) fn warn(&mut self, warning: Option<Warning>) {
        self.warnings.extend(warning);
    }

    /// The rows as a table: `group` (where there is a `by`), `item`, `competency`, `n`,
    /// `missing`, `count`, `share`, `lower`, `upper`, `share_of_choices`, `rank`, and
    /// `suppressed` where there is a `min_cell`.
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
        let shown = |row: &MultipleResponseRow, count: u64| (!row.suppressed).then_some(count);
        table = table
            .text("item", rows.iter().map(|row| &row.item))
            .optional_text("competency", rows.iter().map(|row| row.competency.as_deref()))
            .optional_count("n", rows.iter().map(|row| shown(row, row.n)))
            .optional_count("missing", rows.iter().map(|row| shown(row, row.missing)))
            .optional_count("count", rows.iter().map(|row| row.count))
            .optional_number("share", rows.iter().map(|row| row.share))
            .optional_number("lower", rows.iter().map(|row| row.lower))
            .optional_number("upper", rows.iter().map(|row| row.upper))
            .optional_number("share_of_choices", rows.iter().map(|row| row.share_of_choices))
            .optional_count("rank", rows.iter().map(|row| row.rank));
        if self.options.min_cell.is_some() {
            table = table.flag("suppressed", rows.iter().map(|row| row.suppressed));
        }
        table.finish()
    }
}

impl SurveySummary {
    /// For a question with several answers, each a column (such as `1` for chosen and `0` for
    /// not), how many chose each. Shares are of those who said whether they choose it, and so add
    /// up to more than 1; `share_of_choices` adds up to 1.
    ///
    /// # Errors
    /// [`Code::Argument`] where an option is out of its range, or `by` is not the column that
    /// the summary was made by.
    pub fn multiple_response(
        &self,
        options: &MultipleResponseOptions,
    ) -> Result<MultipleResponse, Error> {
        let threshold = options.threshold.unwrap_or_else(|| self.scale.highest());
        let mut problems = Problems::new();
        self.check(options.by.as_deref(), threshold, options.level, &mut problems);
        suppression::check(options.min_cell, &mut problems);
        problems.finish(Code::Argument, "multiple_response")?;
        let groups = self.ordered();
        let cells = cells(self, &groups, threshold);
        let hidden = hidden(&cells, options.min_cell);
        let mut rows = Vec::new();
        for (((name, group), cells), hidden) in groups.iter().zip(&cells).zip(&hidden) {
            let choices: u64 = cells.iter().map(|cell| cell.successes).sum();
            let any_hidden = hidden.contains(&true);
            // Shares of two cells, compared without a division.
            let above = |one: &suppression::Cell, other: &suppression::Cell| {
                u128::from(one.successes) * u128::from(other.n)
                    > u128::from(other.successes) * u128::from(one.n)
            };
            for ((item, cell), &suppressed) in self.items.iter().zip(cells).zip(hidden) {
                let shown = cell.n > 0 && !suppressed;
                let (lower, upper) = options.interval.of(cell.successes, cell.n, options.level);
                let better = cells.iter().filter(|other| other.n > 0 && above(other, cell)).count();
                let of_choices = shown && choices > 0 && !any_hidden;
                rows.push(MultipleResponseRow {
                    group: options.by.is_some().then(|| (*name).to_owned()),
                    item: item.name.clone(),
                    competency: item.competency.clone(),
                    n: if suppressed { 0 } else { cell.n },
                    missing: if suppressed { 0 } else { group.respondents - cell.n },
                    count: (!suppressed).then_some(cell.successes),
                    share: shown.then(|| cell.successes as f64 / cell.n as f64),
                    lower: shown.then_some(lower),
                    upper: shown.then_some(upper),
                    share_of_choices: of_choices.then(|| cell.successes as f64 / choices as f64),
                    rank: (shown && !any_hidden).then_some(better as u64 + 1),
                    suppressed,
                });
            }
        }
        let mut warnings = self.warnings();
        warnings.extend(suppression::warning(&hidden, options.min_cell));
        Ok(MultipleResponse { options: options.clone(), rows, warnings })
    }
}
