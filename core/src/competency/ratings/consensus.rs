//! How far the raters of each group agree on each unit, and when a Delphi panel may stop.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::SUBJECT;
use super::ratings::Ratings;
use crate::document::described;
use crate::error::{Code, Error, Place, Problems};
use crate::stats::sample::{mean_and_sd, quantile};
use crate::warning::Warning;

described! { ConsensusOptions = "consensus-options", DelphiOptions = "delphi-options" }

/// How to look for consensus.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct ConsensusOptions {
    /// The group column: then each unit has a row for each group. Default none.
    pub by: Option<String>,
}

/// The ratings of a unit by one group.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ConsensusRow {
    /// The unit.
    pub unit: String,
    /// The group; `None` without `by`.
    pub group: Option<String>,
    /// How many rated it.
    pub n: u64,
    /// The rating given most often, the lowest of several.
    pub mode: Option<String>,
    /// The share who gave it.
    pub mode_share: Option<f64>,
    /// The share of pairs of raters who agree; `None` of fewer than two.
    pub agreement: Option<f64>,
    /// The mean rating; not of nominal ratings.
    pub mean: Option<f64>,
    /// The standard deviation with `n − 1`.
    pub sd: Option<f64>,
    /// The median rating.
    pub median: Option<f64>,
    /// The distance between the quartiles (type 7 of R).
    pub iqr: Option<f64>,
}

/// What [`Ratings::consensus`] gives.
#[derive(Clone, Debug, PartialEq)]
pub struct Consensus {
    rows: Vec<ConsensusRow>,
    grouped: bool,
    warnings: Vec<Warning>,
}

impl Consensus {
    /// A row for each unit, or for each group of each unit.
    #[must_use]
    pub fn rows(&self) -> &[ConsensusRow] {
        &self.rows
    }

    /// What to say beside the result: those of [`Ratings::warnings`].
    #[must_use]
    pub fn warnings(&self) -> &[Warning] {
        &self.warnings
    }

    /// The rows as a table: `unit`, `group` (where there is a `by`), `n`, `mode`, `mode_share`,
    /// `agreement`, `mean`, `sd`, `median`, `iqr`.
    ///
    /// # Errors
    /// Never for a result that exists; the type is that of every table.
    #[cfg(feature = "arrow")]
    pub fn to_table(&self) -> Result<crate::Table, Error> {
        let rows = &self.rows;
        let mut table = crate::Table::builder().text("unit", rows.iter().map(|row| &row.unit));
        if self.grouped {
            table = table.optional_text("group", rows.iter().map(|row| row.group.as_deref()));
        }
        table
            .count("n", rows.iter().map(|row| row.n))
            .optional_text("mode", rows.iter().map(|row| row.mode.as_deref()))
            .optional_number("mode_share", rows.iter().map(|row| row.mode_share))
            .optional_number("agreement", rows.iter().map(|row| row.agreement))
            .optional_number("mean", rows.iter().map(|row| row.mean))
            .optional_number("sd", rows.iter().map(|row| row.sd))
            .optional_number("median", rows.iter().map(|row| row.median))
            .optional_number("iqr", rows.iter().map(|row| row.iqr))
            .finish()
    }
}

/// When a panel agrees, and when another round is of no use.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct DelphiOptions {
    /// The least rating that speaks for a unit. Default 4.
    pub threshold: f64,
    /// The share for, or the share against, from which the panel agrees. Default 0.75, the most
    /// common rule (I. R. Diamond et al., *Defining consensus*, Journal of Clinical Epidemiology
    /// 67 (2014) 401–409).
    pub share: f64,
    /// The greatest distance between the quartiles with which it agrees. Default 1.
    pub iqr: f64,
    /// The share of the panel whose rating has moved, net, below which a unit is stable. Default
    /// 0.15 (M. Scheibe, M. Skutsch and J. Schofer, *Experiments in Delphi methodology*, 1975).
    pub change: f64,
}

impl Default for DelphiOptions {
    fn default() -> DelphiOptions {
        DelphiOptions { threshold: 4.0, share: 0.75, iqr: 1.0, change: 0.15 }
    }
}

/// What a round says of a unit.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct DelphiRow {
    /// The unit.
    pub unit: String,
    /// How many rated it.
    pub n: u64,
    /// The share who rated it at or above the threshold.
    pub share: Option<f64>,
    /// The median rating.
    pub median: Option<f64>,
    /// The distance between the quartiles.
    pub iqr: Option<f64>,
    /// Half the sum of the differences between the shares of each rating in the two rounds: the
    /// share of the panel that has moved. `None` without a round before.
    pub change: Option<f64>,
    /// `consensus-for`, `consensus-against`, `stable` (no consensus, and another round would
    /// bring none), `continue`, or `unrated`.
    pub verdict: &'static str,
}

/// What [`Ratings::delphi`] gives.
#[derive(Clone, Debug, PartialEq)]
pub struct Delphi {
    rows: Vec<DelphiRow>,
    warnings: Vec<Warning>,
}

impl Delphi {
    /// A row for each unit.
    #[must_use]
    pub fn rows(&self) -> &[DelphiRow] {
        &self.rows
    }

    /// Whether no unit needs another round.
    #[must_use]
    pub fn may_stop(&self) -> bool {
        self.rows.iter().all(|row| row.verdict != "continue")
    }

    /// What to say beside the result: those of [`Ratings::warnings`].
    #[must_use]
    pub fn warnings(&self) -> &[Warning] {
        &self.warnings
    }

    /// The rows as a table: `unit`, `n`, `share`, `median`, `iqr`, `change`, `verdict`.
    ///
    /// # Errors
    /// Never for a result that exists; the type is that of every table.
    #[cfg(feature = "arrow")]
    pub fn to_table(&self) -> Result<crate::Table, Error> {
        let rows = &self.rows;
        crate::Table::builder()
            .text("unit", rows.iter().map(|row| &row.unit))
            .count("n", rows.iter().map(|row| row.n))
            .optional_number("share", rows.iter().map(|row| row.share))
            .optional_number("median", rows.iter().map(|row| row.median))
            .optional_number("iqr", rows.iter().map(|row| row.iqr))
            .optional_number("change", rows.iter().map(|row| row.change))
            .text("verdict", rows.iter().map(|row| row.verdict))
            .finish()
    }
}

impl Ratings {
    /// For each unit, how far its raters agree, in all or within each group.
    ///
    /// # Errors
    /// [`Code::Argument`] where `by` is not the group column.
    pub fn consensus(&self, options: &ConsensusOptions) -> Result<Consensus, Error> {
        let groups = options.by.as_ref().map(|by| self.grouped("by", by)).transpose()?;
        let codes = groups
            .map_or_else(|| vec![None], |groups| groups.order().into_iter().map(Some).collect());
        let mut rows = Vec::new();
        for (unit, name) in self.units.iter().enumerate() {
            for &code in &codes {
                let counts = self.counts(unit, &|rater| match (groups, code) {
                    (Some(groups), Some(code)) => groups.has(code, rater),
                    _ => true,
                });
                let group = groups
                    .zip(code)
                    .and_then(|(groups, code)| groups.names.get(code as usize).cloned());
                rows.push(self.consensus_row(name, group, &counts));
            }
        }
        Ok(Consensus { rows, grouped: groups.is_some(), warnings: self.warnings.clone() })
    }

    fn consensus_row(&self, unit: &str, group: Option<String>, counts: &[u64]) -> ConsensusRow {
        let n: u64 = counts.iter().sum();
        let most = counts.iter().copied().max().filter(|most| *most > 0);
        let mode = most.and_then(|most| counts.iter().position(|count| *count == most));
        let pairs: u64 = counts.iter().map(|count| count * count.saturating_sub(1)).sum();
        let ordered = self.level != super::Measurement::Nominal;
        let numbers = if ordered { self.numbers(counts) } else { Vec::new() };
        let (mean, sd) = mean_and_sd(&numbers);
        ConsensusRow {
            unit: unit.to_owned(),
            group,
            n,
            mode: mode.and_then(|mode| self.categories.get(mode).cloned()),
            mode_share: most.map(|most| most as f64 / n as f64),
            agreement: (n > 1).then(|| pairs as f64 / (n * (n - 1)) as f64),
            mean,
            sd,
            median: quantile(&numbers, 0.5),
            iqr: iqr(&numbers),
        }
    }

    /// Whether a Delphi panel agrees on each unit after this round, or will not: consensus is a
    /// share for or against with quartiles near each other; a unit without it is stable where
    /// next to nothing has moved since the round before.
    ///
    /// # Errors
    /// [`Code::Argument`] where an option is out of its range, ratings are nominal, or the
    /// categories of the two rounds differ.
    pub fn delphi(
        &self,
        before: Option<&Ratings>,
        options: &DelphiOptions,
    ) -> Result<Delphi, Error> {
        let DelphiOptions { threshold, share: least, iqr: widest, change: moved } = *options;
        let mut problems = Problems::new();
        for (name, share, low) in [("share", least, 0.5), ("change", moved, 0.0)] {
            if !(share > low && share <= 1.0) {
                let expected = format!("a share above {low}, at most 1");
                problems.push(Place::argument(name), share.to_string(), expected);
            }
        }
        if self.level == super::Measurement::Nominal {
            let expected = "ratings in order, at or above a threshold or below it";
            problems.push(Place::argument("level"), "`nominal`", expected);
        }
        if before.is_some_and(|before| before.categories != self.categories) {
            let expected = "the ratings of this one: give both the same `scale`";
            problems.push(Place::argument("before"), "a round with other ratings", expected);
        }
        problems.finish(Code::Argument, SUBJECT)?;
        let rows = self.units.iter().enumerate().map(|(unit, name)| {
            let counts = self.counts(unit, &|_| true);
            let n: u64 = counts.iter().sum();
            let numbers = self.numbers(&counts);
            let above = numbers.iter().filter(|number| **number >= threshold).count();
            let share = (n > 0).then(|| above as f64 / n as f64);
            let iqr = iqr(&numbers);
            let change = before.and_then(|before| {
                let place = before.units.iter().position(|unit| unit == name)?;
                moved_share(&before.counts(place, &|_| true), &counts)
            });
            let near = iqr.is_some_and(|iqr| iqr <= widest);
            let verdict = match share {
                None => "unrated",
                Some(share) if near && share >= least => "consensus-for",
                Some(share) if near && 1.0 - share >= least => "consensus-against",
                _ if change.is_some_and(|change| change < moved) => "stable",
                _ => "continue",
            };
            let median = quantile(&numbers, 0.5);
            DelphiRow { unit: name.clone(), n, share, median, iqr, change, verdict }
        });
        Ok(Delphi { rows: rows.collect(), warnings: self.warnings.clone() })
    }

    /// How often a unit was given each category, by the raters who are to count.
    pub(super) fn counts(&self, unit: usize, counts: &dyn Fn(u32) -> bool) -> Vec<u64> {
        let mut found = vec![0; self.categories.len()];
        for rating in self.ratings.get(unit).into_iter().flatten() {
            if let (Some(count), true) =
                (found.get_mut(rating.category as usize), counts(rating.rater))
            {
                *count += 1;
            }
        }
        found
    }

    /// Counted ratings as numbers in order.
    fn numbers(&self, counts: &[u64]) -> Vec<f64> {
        let each = self.values.iter().zip(counts);
        each.flat_map(|(value, &count)| std::iter::repeat_n(*value, count as usize)).collect()
    }
}

fn iqr(numbers: &[f64]) -> Option<f64> {
    Some(quantile(numbers, 0.75)? - quantile(numbers, 0.25)?)
}

fn moved_share(before: &[u64], after: &[u64]) -> Option<f64> {
    let (n, m): (u64, u64) = (before.iter().sum(), after.iter().sum());
    let apart = before
        .iter()
        .zip(after)
        .map(|(&one, &other)| (one as f64 / n as f64 - other as f64 / m as f64).abs());
    (n > 0 && m > 0).then(|| 0.5 * apart.sum::<f64>())
}
