//! Whether groups rate items alike.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Item;
use super::coverage::listed;
use super::summary::{Group, SurveySummary};
use crate::document::{described, hint};
use crate::error::{Code, Error, Place, Problems};
use crate::stats::{
    Adjustment, Contingency, Hypothesis, NotExact, chi_squared_test, fisher, kruskal_wallis,
    mann_whitney, trend,
};
use crate::warning::Warning;

/// A test of whether groups rate an item alike.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum GroupTest {
    /// Pearson's chi-squared test: [`chi_squared_test`].
    #[default]
    Chi2,
    /// Fisher's exact test, of any number of groups and answers: [`fisher`].
    Fisher,
    /// The Kruskal–Wallis rank test: [`kruskal_wallis`].
    Kruskal,
    /// The Mann–Whitney rank test of two groups: [`mann_whitney`].
    MannWhitney,
    /// A trend over groups in order: Cochran–Armitage of two answers, else linear by linear:
    /// [`trend`].
    Trend,
}

described! { CompareOptions = "compare-options" }

/// How to compare groups.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct CompareOptions {
    /// The group column.
    pub by: Option<String>,
    /// The test. Default `chi2`.
    pub test: GroupTest,
    /// How p-values are adjusted for the number of items tested; null for not at all. Default
    /// `holm`.
    pub adjust: Option<Adjustment>,
    /// With it, answers are split in two, below and at or above this rating, and their shares
    /// are compared. Not for rank tests. Default none: all ratings count.
    pub threshold: Option<i64>,
    /// Whether the chi-squared test of two groups and two answers has Yates' continuity
    /// correction. Default false.
    pub yates: bool,
    /// The groups to compare, in the order of a trend. Default all: in the order of number, where
    /// every name is a whole number, else of text. Where each is a whole number, a trend
    /// takes the numbers as scores, else 1, 2, 3, …
    pub groups: Vec<String>,
}

impl Default for CompareOptions {
    fn default() -> CompareOptions {
        CompareOptions {
            by: None,
            test: GroupTest::Chi2,
            adjust: Some(Adjustment::Holm),
            threshold: None,
            yates: false,
            groups: Vec::new(),
        }
    }
}

/// How one item compares.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CompareRow {
    /// The item.
    pub item: String,
    /// The id of the competency that it asks about.
    pub competency: Option<String>,
    /// In how many groups somebody rated it.
    pub groups: u64,
    /// How many rated it, in the groups compared.
    pub n: u64,
    /// How many in the groups compared did not.
    pub missing: u64,
    /// Which test it was; `None` where there is none.
    pub method: Option<&'static str>,
    /// The test statistic.
    pub statistic: Option<f64>,
    /// Its degrees of freedom.
    pub df: Option<f64>,
    /// The p-value.
    pub p_value: Option<f64>,
    /// The p-value adjusted for the number of items tested; `None` without adjustment.
    pub p_adjusted: Option<f64>,
    /// How large the difference is.
    pub effect: Option<f64>,
    /// Which measure that is.
    pub effect_name: Option<&'static str>,
    /// The smallest count that would be expected without a difference.
    pub smallest_expected: Option<f64>,
    /// The name of the caution about this row, where there is one.
    pub warning: Option<&'static str>,
}

/// What [`SurveySummary::compare`] gives.
#[derive(Clone, Debug, PartialEq)]
pub struct GroupComparison {
    options: CompareOptions,
    rows: Vec<CompareRow>,
    warnings: Vec<Warning>,
}

impl GroupComparison {
    /// A row for each item, in the order of the survey.
    #[must_use]
    pub fn rows(&self) -> &[CompareRow] {
        &self.rows
    }

    /// What to say beside the result: `missing-group`, and what rows name: `unanswered-item`,
    /// `one-group-answers`, `constant-item`, `too-large-for-exact`, `small-expected-count`,
    /// `small-group`, `empty-group`.
    #[must_use]
    pub fn warnings(&self) -> &[Warning] {
        &self.warnings
    }

    pub(super) fn warn(&mut self, warning: Option<Warning>) {
        self.warnings.extend(warning);
    }

    /// How it was compared.
    #[must_use]
    pub fn options(&self) -> &CompareOptions {
        &self.options
    }

    /// The rows as a table: `item`, `competency`, `groups`, `n`, `missing`, `method`,
    /// `statistic`, `df`, `p_value`, `p_adjusted`, `effect`, `effect_name`, `smallest_expected`,
    /// `warning`.
    ///
    /// # Errors
    /// Never for a result that exists; the type is that of every table.
    #[cfg(feature = "arrow")]
    pub fn to_table(&self) -> Result<crate::Table, Error> {
        let rows = &self.rows;
        crate::Table::builder()
            .text("item", rows.iter().map(|row| &row.item))
            .optional_text("competency", rows.iter().map(|row| row.competency.as_deref()))
            .count("groups", rows.iter().map(|row| row.groups))
            .count("n", rows.iter().map(|row| row.n))
            .count("missing", rows.iter().map(|row| row.missing))
            .optional_text("method", rows.iter().map(|row| row.method))
            .optional_number("statistic", rows.iter().map(|row| row.statistic))
            .optional_number("df", rows.iter().map(|row| row.df))
            .optional_number("p_value", rows.iter().map(|row| row.p_value))
            .optional_number("p_adjusted", rows.iter().map(|row| row.p_adjusted))
            .optional_number("effect", rows.iter().map(|row| row.effect))
            .optional_text("effect_name", rows.iter().map(|row| row.effect_name))
            .optional_number("smallest_expected", rows.iter().map(|row| row.smallest_expected))
            .optional_text("warning", rows.iter().map(|row| row.warning))
            .finish()
    }
}

/// Groups smaller than this are too small for the approximations of rank tests.
const SMALL_GROUP: u64 = 5;

/// What each caution of a row says, after the items it names.
const CAUTIONS: [(&str, &str); 7] = [
    ("unanswered-item", "nobody in the groups compared rated it: there is no test"),
    ("one-group-answers", "only one group rated it: there is nothing to compare"),
    ("constant-item", "all answers are alike: there is no test"),
    (
        "too-large-for-exact",
        "the exact test would take too long: use the test `chi2`, or a threshold",
    ),
    (
        "small-expected-count",
        "expected counts are too small for the chi-squared distribution: use the test `fisher`, or \
         join groups or ratings",
    ),
    (
        "small-group",
        "a group of fewer than 5 rated it: the p-value is a rough approximation; use the test \
         `fisher`, or join groups",
    ),
    ("empty-group", "a group in which nobody rated it is left out"),
];

impl SurveySummary {
    /// Tests for each item whether the groups rate it alike. Who did not rate an item is counted
    /// and does not enter its test.
    ///
    /// # Errors
    /// [`Code::Argument`] where `by` is not the column that the summary was made by, there are
    /// fewer than two groups (not two for `mann-whitney`), or an option is out of its range.
    pub fn compare(&self, options: &CompareOptions) -> Result<GroupComparison, Error> {
        const CALL: &str = "compare";
        let mut problems = Problems::new();
        self.check_by(options.by.as_deref(), &mut problems);
        if self.by.is_none() {
            problems.push(Place::argument("by"), "no group column", "one whose groups to compare");
        }
        if let Some(threshold) = options.threshold {
            self.check_threshold(threshold, &mut problems);
            if matches!(options.test, GroupTest::Kruskal | GroupTest::MannWhitney) {
                let expected = "none with a rank test, or the test `chi2`, `fisher` or `trend`";
                problems.push(Place::argument("threshold"), threshold.to_string(), expected);
            }
        }
        let groups = self.chosen(&options.groups, &mut problems);
        let found = format!("{} groups", groups.len());
        if options.test == GroupTest::MannWhitney && groups.len() != 2 {
            problems.push(Place::argument("groups"), found, "two for `mann-whitney`");
        } else if groups.len() < 2 && self.by.is_some() {
            problems.push(Place::argument("groups"), found, "two or more to compare");
        }
        problems.finish(Code::Argument, CALL)?;
        let scores = scores(&groups);
        let mut rows: Vec<CompareRow> = self
            .items
            .iter()
            .enumerate()
            .map(|(place, item)| self.compare_item(place, item, &groups, &scores, options))
            .collect();
        if let Some(adjustment) = options.adjust {
            let p_values: Vec<Option<f64>> = rows.iter().map(|row| row.p_value).collect();
            for (row, adjusted) in rows.iter_mut().zip(adjustment.adjust(&p_values)) {
                row.p_adjusted = adjusted;
            }
        }
        let mut warnings = Vec::from_iter(self.left_out_warning());
        for (name, says) in CAUTIONS {
            let named = rows.iter().filter(|row| row.warning == Some(name));
            let items: Vec<String> = named.map(|row| format!("`{}`", row.item)).collect();
            if !items.is_empty() {
                warnings.push(Warning::new(name, format!("{}: {says}", listed(&items))));
            }
        }
        Ok(GroupComparison { options: options.clone(), rows, warnings })
    }

    fn compare_item(
        &self,
        place: usize,
        item: &Item,
        groups: &[(&str, &Group)],
        scores: &[f64],
        options: &CompareOptions,
    ) -> CompareRow {
        let counts: Vec<Vec<u64>> = groups
            .iter()
            .map(|(_, group)| {
                let counts = group.counts.get(place).map_or(&[][..], Vec::as_slice);
                match options.threshold {
                    None => counts.to_vec(),
                    Some(threshold) => {
                        let at = usize::try_from(threshold - self.scale.lowest()).unwrap_or(0);
                        let (below, above) = counts.split_at(at.min(counts.len()));
                        vec![below.iter().sum(), above.iter().sum()]
                    }
                }
            })
            .collect();
        let table = Contingency::of(&counts);
        let answers: Vec<f64> = (0..self.scale.levels()).map(|level| level as f64).collect();
        let tested = match options.test {
            GroupTest::Chi2 => chi_squared_test(&table, options.yates).ok_or(NotExact::Untestable),
            GroupTest::Fisher => fisher(&table),
            GroupTest::Kruskal => kruskal_wallis(&table).ok_or(NotExact::Untestable),
            GroupTest::MannWhitney => mann_whitney(&table).ok_or(NotExact::Untestable),
            GroupTest::Trend => trend(&table, scores, &answers).ok_or(NotExact::Untestable),
        };
        let respondents: u64 = groups.iter().map(|(_, group)| group.respondents).sum();
        let test = tested.ok();
        CompareRow {
            item: item.name.clone(),
            competency: item.competency.clone(),
            groups: table.rows().len() as u64,
            n: table.n(),
            missing: respondents - table.n(),
            method: test.map(|test| test.method),
            statistic: test.and_then(|test| test.statistic),
            df: test.and_then(|test| test.df),
            p_value: test.map(|test| test.p_value),
            p_adjusted: None,
            effect: test.map(|test| test.effect),
            effect_name: test.map(|test| test.effect_name),
            smallest_expected: table.smallest_expected(),
            warning: caution(&table, options.test, tested, groups.len()),
        }
    }

    /// The groups asked for, in their order.
    fn chosen<'a>(
        &'a self,
        names: &[String],
        problems: &mut Problems,
    ) -> Vec<(&'a str, &'a Group)> {
        let all = self.ordered();
        if names.is_empty() {
            return all;
        }
        let known: Vec<&str> = all.iter().map(|(name, _)| *name).collect();
        let mut chosen: Vec<(&str, &Group)> = Vec::new();
        for name in names {
            match all.iter().find(|(known, _)| known == name) {
                None => {
                    let expected = format!("one of `{}`{}", known.join("`, `"), hint(name, &known));
                    problems.push(Place::argument("groups"), format!("`{name}`"), expected);
                }
                Some(_) if chosen.iter().any(|(earlier, _)| earlier == name) => {
                    let found = format!("`{name}` twice");
                    problems.push(Place::argument("groups"), found, "each group once");
                }
                Some(&group) => chosen.push(group),
            }
        }
        chosen
    }
}

/// What a trend counts each group as.
fn scores(groups: &[(&str, &Group)]) -> Vec<f64> {
    let numbers: Option<Vec<f64>> =
        groups.iter().map(|(name, _)| Some(name.parse::<i64>().ok()? as f64)).collect();
    numbers.unwrap_or_else(|| (1..=groups.len()).map(|place| place as f64).collect())
}

fn caution(
    table: &Contingency,
    test: GroupTest,
    tested: Result<Hypothesis, NotExact>,
    groups: usize,
) -> Option<&'static str> {
    let smallest = table.rows().iter().min().copied().unwrap_or(0);
    match (tested, test) {
        (Err(NotExact::TooLarge), _) => Some("too-large-for-exact"),
        (Err(NotExact::Untestable), _) if table.n() == 0 => Some("unanswered-item"),
        (Err(NotExact::Untestable), _) if table.rows().len() < 2 => Some("one-group-answers"),
        (Err(NotExact::Untestable), _) => Some("constant-item"),
        (Ok(_), GroupTest::Chi2) if table.has_small_expected() => Some("small-expected-count"),
        (Ok(_), GroupTest::Trend) if table.columns().len() == 2 && table.has_small_expected() => {
            Some("small-expected-count")
        }
        (Ok(done), GroupTest::Kruskal | GroupTest::MannWhitney | GroupTest::Trend)
            if smallest < SMALL_GROUP && !done.method.ends_with("exact") =>
        {
            Some("small-group")
        }
        (Ok(_), _) if table.rows().len() < groups => Some("empty-group"),
        (Ok(_), _) => None,
    }
}
