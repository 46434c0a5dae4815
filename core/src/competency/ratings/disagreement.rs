//! On which units groups of raters differ.

use crate::order;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::SUBJECT;
use super::columns::Measurement;
use super::ratings::Ratings;
use crate::document::described;
use crate::error::Error;
use crate::stats::{Adjustment, Contingency, chi_squared_test, fisher, kruskal_wallis};
use crate::warning::Warning;

described! { DisagreementOptions = "disagreement-options" }

/// How to compare groups of raters.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct DisagreementOptions {
    /// The group column.
    pub between: String,
    /// The test. Default: `kruskal` of ratings in order, `fisher` of nominal ones.
    pub test: Option<DisagreementTest>,
    /// How p-values are adjusted for the number of units. Default `holm`.
    pub adjust: Adjustment,
}

/// A test of whether groups rate a unit alike.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum DisagreementTest {
    /// Kruskal and Wallis' rank test, corrected for ties.
    Kruskal,
    /// Fisher's exact test of the table of groups by ratings.
    Fisher,
    /// Pearson's chi-squared test of the same table.
    Chi2,
}

/// How groups rate one unit.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct DisagreementRow {
    /// The unit.
    pub unit: String,
    /// How many rated it, of those with a group.
    pub n: u64,
    /// The test; `None` where there was nothing to test.
    pub method: Option<&'static str>,
    /// Its statistic, where it has one.
    pub statistic: Option<f64>,
    /// Its degrees of freedom, where it has some.
    pub df: Option<f64>,
    /// Its p-value.
    pub p_value: Option<f64>,
    /// The p-value, adjusted for the number of units tested.
    pub p_adjusted: Option<f64>,
    /// How far the groups differ, from 0 to 1.
    pub effect: Option<f64>,
    /// Which measure that is.
    pub effect_name: Option<&'static str>,
    /// The group with the highest mean rating; not of nominal ratings.
    pub highest: Option<String>,
    /// The group with the lowest.
    pub lowest: Option<String>,
    /// The distance between their means.
    pub difference: Option<f64>,
}

/// What [`Ratings::disagreement`] gives.
#[derive(Clone, Debug, PartialEq)]
pub struct Disagreement {
    rows: Vec<DisagreementRow>,
    between: String,
    warnings: Vec<Warning>,
}

impl Disagreement {
    /// A row for each unit, those that split the groups most first: by p-value, then by effect,
    /// then by name.
    #[must_use]
    pub fn rows(&self) -> &[DisagreementRow] {
        &self.rows
    }

    /// The group column.
    #[must_use]
    pub fn between(&self) -> &str {
        &self.between
    }

    /// What to say beside the result: those of [`Ratings::warnings`], `small-expected`,
    /// `small-group`, `too-large`, `untestable-unit`.
    #[must_use]
    pub fn warnings(&self) -> &[Warning] {
        &self.warnings
    }

    /// The rows as a table: `unit`, `n`, `method`, `statistic`, `df`, `p_value`, `p_adjusted`,
    /// `effect`, `effect_name`, `highest`, `lowest`, `difference`.
    ///
    /// # Errors
    /// Never for a result that exists; the type is that of every table.
    #[cfg(feature = "arrow")]
    pub fn to_table(&self) -> Result<crate::Table, Error> {
        let rows = &self.rows;
        crate::Table::builder()
            .text("unit", rows.iter().map(|row| &row.unit))
            .count("n", rows.iter().map(|row| row.n))
            .optional_text("method", rows.iter().map(|row| row.method))
            .optional_number("statistic", rows.iter().map(|row| row.statistic))
            .optional_number("df", rows.iter().map(|row| row.df))
            .optional_number("p_value", rows.iter().map(|row| row.p_value))
            .optional_number("p_adjusted", rows.iter().map(|row| row.p_adjusted))
            .optional_number("effect", rows.iter().map(|row| row.effect))
            .optional_text("effect_name", rows.iter().map(|row| row.effect_name))
            .optional_text("highest", rows.iter().map(|row| row.highest.as_deref()))
            .optional_text("lowest", rows.iter().map(|row| row.lowest.as_deref()))
            .optional_number("difference", rows.iter().map(|row| row.difference))
            .finish()
    }
}

impl Ratings {
    /// Which units split the groups of raters: a test of each, with p-values adjusted for their
    /// number, those that split most first.
    ///
    /// # Errors
    /// [`crate::Code::Argument`] where `between` is not the group column, or ranks are asked of
    /// nominal ratings.
    pub fn disagreement(&self, options: &DisagreementOptions) -> Result<Disagreement, Error> {
        let groups = self.grouped("between", &options.between)?;
        let nominal = self.level == Measurement::Nominal;
        let usual = if nominal { DisagreementTest::Fisher } else { DisagreementTest::Kruskal };
        let test = options.test.unwrap_or(usual);
        if nominal && test == DisagreementTest::Kruskal {
            let found = "`kruskal` of nominal ratings";
            return Err(Error::argument(SUBJECT, "test", found, "`fisher` or `chi2`"));
        }
        let order = groups.order();
        let mut warnings = self.warnings.clone();
        let mut untestable = Vec::new();
        let (mut too_large, mut small) = (0, 0);
        let mut rows: Vec<DisagreementRow> = Vec::new();
        for (unit, name) in self.units.iter().enumerate() {
            let counts: Vec<Vec<u64>> = order
                .iter()
                .map(|&group| self.counts(unit, &|rater| groups.has(group, rater)))
                .collect();
            let table = Contingency::of(&counts);
            let mut found = match test {
                DisagreementTest::Kruskal => kruskal_wallis(&table),
                DisagreementTest::Chi2 => chi_squared_test(&table, false),
                DisagreementTest::Fisher => fisher(&table).ok(),
            };
            if found.is_none() && table.is_testable() {
                too_large += 1;
                found = chi_squared_test(&table, false);
            }
            if found.is_none() {
                untestable.push(name);
            } else if test == DisagreementTest::Chi2 && table.has_small_expected() {
                small += 1;
            }
            let means: Vec<(f64, u32)> = order
                .iter()
                .zip(&counts)
                .filter_map(|(&group, counts)| Some((self.mean(counts)?, group)))
                .collect();
            let by_mean = |one: &&(f64, u32), other: &&(f64, u32)| one.0.total_cmp(&other.0);
            let ends = means.iter().min_by(by_mean).zip(means.iter().max_by(by_mean));
            let ends = ends.filter(|(low, high)| !nominal && low.0 < high.0);
            let group = |code: u32| groups.names.get(code as usize).cloned();
            rows.push(DisagreementRow {
                unit: name.clone(),
                n: table.n(),
                method: found.map(|found| found.method),
                statistic: found.and_then(|found| found.statistic),
                df: found.and_then(|found| found.df),
                p_value: found.map(|found| found.p_value),
                p_adjusted: None,
                effect: found.map(|found| found.effect),
                effect_name: found.map(|found| found.effect_name),
                highest: ends.and_then(|(_, high)| group(high.1)),
                lowest: ends.and_then(|(low, _)| group(low.1)),
                difference: ends.map(|(low, high)| high.0 - low.0),
            });
        }
        let p_values: Vec<Option<f64>> = rows.iter().map(|row| row.p_value).collect();
        for (row, adjusted) in rows.iter_mut().zip(options.adjust.adjust(&p_values)) {
            row.p_adjusted = adjusted;
        }
        order::sort(&mut rows, &|one, other| {
            let key = |row: &DisagreementRow| {
                (row.p_value.unwrap_or(f64::INFINITY), -row.effect.unwrap_or(-1.0))
            };
            let ((p, effect), (other_p, other_effect)) = (key(one), key(other));
            let order = p.total_cmp(&other_p).then(effect.total_cmp(&other_effect));
            order.then_with(|| one.unit.cmp(&other.unit))
        });
        let mut warn = |name, message: String| warnings.push(Warning::new(name, message));
        if let Some(first) = untestable.first() {
            let count = untestable.len();
            warn(
                "untestable-unit",
                format!(
                    "{count} units were rated by fewer than two groups, or all alike, and not tested, \
                 such as `{first}`"
                ),
            );
        }
        if too_large > 0 {
            warn(
                "too-large",
                format!(
                    "{too_large} units have too many ratings for an exact test: the chi-squared test \
                 stands in"
                ),
            );
        }
        if small > 0 {
            warn(
                "small-expected",
                format!(
                    "{small} units have expected counts too small for the chi-squared test: ask for \
                 `fisher`"
                ),
            );
        }
        for &group in &order {
            let size = groups.of_rater.iter().filter(|&&of| of == group).count();
            if size < 5 {
                let name = groups.names.get(group as usize).map_or("", String::as_str);
                warn(
                    "small-group",
                    format!(
                        "`{name}` has {size} raters: what it has in common, or apart, may be chance"
                    ),
                );
            }
        }
        Ok(Disagreement { rows, between: options.between.clone(), warnings })
    }

    /// The mean of counted ratings.
    pub(super) fn mean(&self, counts: &[u64]) -> Option<f64> {
        let n: u64 = counts.iter().sum();
        let each = self.values.iter().zip(counts);
        let sum: f64 = each.map(|(value, &count)| value * count as f64).sum();
        (n > 0).then(|| sum / n as f64)
    }
}
