//! Coverage as the population would rate it, with errors that know how respondents were drawn.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::coverage::{in_group, listed};
use super::design::Design;
use super::suppression::{self, Cell, hidden};
use super::{MISSING, Survey};
use crate::document::described;
use crate::error::{Code, Error, Place, Problems};
use crate::labels::Labels;
use crate::stats::proportion::real_clopper_pearson;
use crate::stats::quantile::student_two_sided;
use crate::warning::Warning;

/// How the interval of a weighted share is computed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum WeightedInterval {
    /// Symmetric on the scale of the logit; in R, `svyciprop(method = "logit")`.
    #[default]
    Logit,
    /// Clopper and Pearson's with an effective number of respondents: better for shares near 0
    /// or 1. E. L. Korn and B. I. Graubard, *Confidence intervals for proportions with small
    /// expected number of positive counts estimated from survey data*, Survey Methodology 24
    /// (1998) 193–201; in R, `svyciprop(method = "beta")`.
    Beta,
    /// Symmetric around the share; in R, `svyciprop(method = "mean")`.
    Plain,
}

/// How to estimate.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct WeightedOptions {
    /// A group column: then each group has its rows. Default none.
    pub by: Option<String>,
    /// The least rating that counts as covered. Default 4.
    pub threshold: i64,
    /// The probability with which an interval should hold the true share. Default 0.95.
    pub level: f64,
    /// How intervals are computed. Default `logit`.
    pub interval: WeightedInterval,
    /// Rows that tell on fewer persons than this are hidden. Default none.
    pub min_cell: Option<u64>,
}

described! { WeightedOptions = "weighted-options" }

impl Default for WeightedOptions {
    fn default() -> WeightedOptions {
        let interval = WeightedInterval::Logit;
        WeightedOptions { by: None, threshold: 4, level: 0.95, interval, min_cell: None }
    }
}

/// One item, as one group of the population would rate it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct WeightedRow {
    /// The group; `None` without `by`.
    pub group: Option<String>,
    /// The item.
    pub item: String,
    /// The id of the competency that it asks about.
    pub competency: Option<String>,
    /// How many rated it, unweighted; 0 where the row is hidden.
    pub n: u64,
    /// How many did not; 0 where the row is hidden.
    pub missing: u64,
    /// The sum of the weights of those who rated it: how many of the population they stand for.
    pub weight: Option<f64>,
    /// The weighted mean rating.
    pub mean: Option<f64>,
    /// Its standard error.
    pub mean_std_err: Option<f64>,
    /// The weighted share who rate it at or above the threshold.
    pub share: Option<f64>,
    /// Its standard error.
    pub std_err: Option<f64>,
    /// The lower end of the interval of the share.
    pub lower: Option<f64>,
    /// The upper end of the interval of the share.
    pub upper: Option<f64>,
    /// The degrees of freedom of the interval: the units (clusters, or respondents) in which
    /// somebody rated it, less the strata.
    pub df: Option<f64>,
    /// Whether the row is hidden because it tells on too few.
    pub suppressed: bool,
}

/// What [`Survey::weighted_coverage`] gives.
#[derive(Clone, Debug, PartialEq)]
pub struct WeightedCoverage {
    options: WeightedOptions,
    rows: Vec<WeightedRow>,
    warnings: Vec<Warning>,
}

impl WeightedCoverage {
    /// A row for each item in each group.
    #[must_use]
    pub fn rows(&self) -> &[WeightedRow] {
        &self.rows
    }

    /// What to say beside the result: `missing-group`, `unanswered-item`, `no-interval`,
    /// `suppressed`.
    #[must_use]
    pub fn warnings(&self) -> &[Warning] {
        &self.warnings
    }

    /// The rows as a table: `group` (where there is a `by`), `item`, `competency`, `n`,
    /// `missing`, `weight`, `mean`, `mean_std_err`, `share`, `std_err`, `lower`, `upper`, `df`, and
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
        let shown = |row: &WeightedRow, count: u64| (!row.suppressed).then_some(count);
        table = table
            .text("item", rows.iter().map(|row| &row.item))
            .optional_text("competency", rows.iter().map(|row| row.competency.as_deref()))
            .optional_count("n", rows.iter().map(|row| shown(row, row.n)))
            .optional_count("missing", rows.iter().map(|row| shown(row, row.missing)))
            .optional_number("weight", rows.iter().map(|row| row.weight))
            .optional_number("mean", rows.iter().map(|row| row.mean))
            .optional_number("mean_std_err", rows.iter().map(|row| row.mean_std_err))
            .optional_number("share", rows.iter().map(|row| row.share))
            .optional_number("std_err", rows.iter().map(|row| row.std_err))
            .optional_number("lower", rows.iter().map(|row| row.lower))
            .optional_number("upper", rows.iter().map(|row| row.upper))
            .optional_number("df", rows.iter().map(|row| row.df));
        if self.options.min_cell.is_some() {
            table = table.flag("suppressed", rows.iter().map(|row| row.suppressed));
        }
        table.finish()
    }
}

impl Survey {
    /// For each item, how the population would rate it: weighted means and shares, with standard
    /// errors by Taylor linearisation over strata and clusters, each group as a domain of the
    /// whole design (units without anybody in it count, with nothing).
    ///
    /// The variance of a share is `Σ_h (1 − f_h) n_h/(n_h − 1) Σ_c (z_hc − z̄_h)²` over strata
    /// `h` and their units `c`, with `z` the sum of `w (y − share) / Σ w` in the unit. C.-E.
    /// Särndal, B. Swensson and J. Wretman, *Model assisted survey sampling* (1992), 5.7; in R,
    /// `svymean` and `svyby` of the package survey. Unlike counts, this needs every row again:
    /// it does not merge.
    ///
    /// # Errors
    /// [`Code::Argument`] where an option is out of its range or the survey has no weights, strata or
    /// clusters; [`Code::Table`] where a stratum has only one unit.
    pub fn weighted_coverage(&self, options: &WeightedOptions) -> Result<WeightedCoverage, Error> {
        const CALL: &str = "weighted_coverage";
        let summary = self.summarise(options.by.as_deref())?;
        let mut problems = Problems::new();
        summary.check(options.by.as_deref(), options.threshold, options.level, &mut problems);
        suppression::check(options.min_cell, &mut problems);
        let Some(design) = &self.design else {
            let found = "a survey without weights, strata and clusters";
            problems.push(Place::Whole, found, "one that was read with them, or `coverage`");
            return Err(problems.into_error(Code::Argument, CALL));
        };
        problems.finish(Code::Argument, CALL)?;
        design.refuse_single_units()?;
        let ordered: Vec<&str> = summary.ordered().into_iter().map(|(name, _)| name).collect();
        let groups = Groups::of(self, options.by.as_deref(), &ordered);
        let below = options.threshold - self.scale.lowest();
        let by_item: Vec<Vec<Domain>> = (0..self.items.len())
            .map(|item| {
                domains(design, &groups, self.levels.get(item).map_or(&[], Vec::as_slice), below)
            })
            .collect();
        let cells: Vec<Vec<Cell>> = (0..groups.count)
            .map(|group| by_item.iter().map(|item| item[group].cell).collect())
            .collect();
        let hidden = hidden(&cells, options.min_cell);
        let (mut rows, mut without) = (Vec::new(), Vec::new());
        for ((group, name), hidden) in ordered.iter().enumerate().zip(&hidden) {
            for ((item, domains), &suppressed) in self.items.iter().zip(&by_item).zip(hidden) {
                let domain = &domains[group];
                let shown = domain.weight > 0.0 && !suppressed;
                let interval = domain.interval(options).filter(|_| shown);
                if shown && interval.is_none() {
                    without.push(in_group(&item.name, name));
                }
                rows.push(WeightedRow {
                    group: options.by.is_some().then(|| (*name).to_owned()),
                    item: item.name.clone(),
                    competency: item.competency.clone(),
                    n: if suppressed { 0 } else { domain.cell.n },
                    missing: if suppressed { 0 } else { groups.sizes[group] - domain.cell.n },
                    weight: (!suppressed).then_some(domain.weight),
                    mean: shown.then(|| domain.mean + self.scale.lowest() as f64),
                    mean_std_err: shown.then(|| domain.mean_variance.sqrt()),
                    share: shown.then_some(domain.share),
                    std_err: shown.then(|| domain.share_variance.sqrt()),
                    lower: interval.map(|(lower, _)| lower),
                    upper: interval.map(|(_, upper)| upper),
                    df: shown.then_some(domain.df),
                    suppressed,
                });
            }
        }
        let mut warnings = summary.warnings();
        if !without.is_empty() {
            let message = format!(
                "{}: no interval, because all weighted answers are alike or there are no degrees \
                 of freedom; the interval `beta` has one for a share of 0 or 1",
                listed(&without)
            );
            warnings.push(Warning::new("no-interval", message));
        }
        warnings.extend(suppression::warning(&hidden, options.min_cell));
        Ok(WeightedCoverage { options: options.clone(), rows, warnings })
    }

    /// Says that counts know nothing of weights.
    pub(super) fn unweighted_warning(&self) -> Option<Warning> {
        self.design.as_ref()?;
        let message = "respondents count once each, whatever their weights, strata and clusters: \
                       `weighted_coverage` uses them";
        Some(Warning::new("weights-not-used", message))
    }
}

impl Design {
    fn refuse_single_units(&self) -> Result<(), Error> {
        let mut problems = Problems::new();
        for stratum in self.strata.iter().filter(|stratum| stratum.factor().is_none()) {
            let found = match stratum.name.as_str() {
                "" => "one unit in all".to_owned(),
                name => format!("one unit in the stratum `{name}`"),
            };
            let expected = "two or more: join it with a stratum like it, or say how many there \
                            were to draw from";
            problems.push(Place::argument("strata"), found, expected);
        }
        problems.finish(Code::Table, "weighted_coverage")
    }
}

/// The group of each respondent, in the order of results.
struct Groups {
    /// Per row; `count` for those in none.
    of: Vec<u32>,
    sizes: Vec<u64>,
    count: usize,
}

impl Groups {
    fn of(survey: &Survey, by: Option<&str>, ordered: &[&str]) -> Groups {
        let count = ordered.len();
        let labels = survey.groups.iter().find(|(name, _)| Some(name.as_str()) == by);
        let of: Vec<u32> = match labels {
            None => vec![0; survey.respondents],
            Some((_, labels)) => {
                let place = |name: &String| ordered.iter().position(|known| known == name);
                let places: Vec<u32> =
                    labels.names().iter().map(|name| place(name).unwrap_or(count) as u32).collect();
                let codes = labels.codes().iter();
                debug_assert_eq!(Labels::MISSING, u32::MAX);
                codes
                    .map(|&code| places.get(code as usize).copied().unwrap_or(count as u32))
                    .collect()
            }
        };
        let mut sizes = vec![0; count + 1];
        of.iter().for_each(|&group| sizes[group as usize] += 1);
        Groups { of, sizes, count }
    }
}

/// What one item is in one group.
#[derive(Clone, Debug)]
struct Domain {
    cell: Cell,
    weight: f64,
    /// Of levels counted from 0.
    mean: f64,
    share: f64,
    mean_variance: f64,
    share_variance: f64,
    df: f64,
}

/// The sums of one stratum in one group.
#[derive(Clone, Copy, Default)]
struct Sums {
    units: u64,
    mean: f64,
    mean_squared: f64,
    share: f64,
    share_squared: f64,
}

fn domains(design: &Design, groups: &Groups, levels: &[u8], below: i64) -> Vec<Domain> {
    let empty = Cell { n: 0, successes: 0 };
    let mut domains = vec![
        Domain {
            cell: empty,
            weight: 0.0,
            mean: 0.0,
            share: 0.0,
            mean_variance: 0.0,
            share_variance: 0.0,
            df: 0.0,
        };
        groups.count
    ];
    let answers = |row: usize| {
        let level = *levels.get(row)?;
        let group = *groups.of.get(row)? as usize;
        let weight = *design.weights.get(row)?;
        (level != MISSING && group < groups.count).then_some((
            group,
            weight,
            f64::from(level),
            f64::from(u8::from(i64::from(level) >= below)),
        ))
    };
    for row in 0..levels.len() {
        if let Some((group, weight, level, success)) = answers(row) {
            let domain = &mut domains[group];
            domain.cell.n += 1;
            domain.cell.successes += u64::from(success > 0.0);
            domain.weight += weight;
            domain.mean += weight * level;
            domain.share += weight * success;
        }
    }
    for domain in domains.iter_mut().filter(|domain| domain.weight > 0.0) {
        domain.mean /= domain.weight;
        domain.share = (domain.share / domain.weight).clamp(0.0, 1.0);
    }
    let mut sums = vec![Sums::default(); groups.count * design.strata.len()];
    // What the unit at hand adds to each group, and the groups it has somebody in.
    let mut unit = vec![(0.0_f64, 0.0_f64, false); groups.count];
    let mut touched = Vec::new();
    for (rows, stratum) in design.units() {
        for &row in rows {
            let Some((group, weight, level, success)) = answers(row as usize) else { continue };
            let domain = &domains[group];
            if weight <= 0.0 {
                continue;
            }
            let (mean, share, seen) = &mut unit[group];
            *mean += weight * (level - domain.mean) / domain.weight;
            *share += weight * (success - domain.share) / domain.weight;
            if !*seen {
                *seen = true;
                touched.push(group);
            }
        }
        for group in touched.drain(..) {
            let (mean, share, _) = std::mem::take(&mut unit[group]);
            let sums = &mut sums[stratum * groups.count + group];
            sums.units += 1;
            sums.mean += mean;
            sums.mean_squared += mean * mean;
            sums.share += share;
            sums.share_squared += share * share;
        }
    }
    for (place, sums) in sums.iter().enumerate().filter(|(_, sums)| sums.units > 0) {
        let stratum = &design.strata[place / groups.count];
        let domain = &mut domains[place % groups.count];
        let factor = stratum.factor().unwrap_or(0.0);
        let n = stratum.units as f64;
        let spread = |squared: f64, sum: f64| factor * (squared - sum * (sum / n)).max(0.0);
        domain.mean_variance += spread(sums.mean_squared, sums.mean);
        domain.share_variance += spread(sums.share_squared, sums.share);
        domain.df += sums.units as f64 - 1.0;
    }
    domains
}

impl Domain {
    fn interval(&self, options: &WeightedOptions) -> Option<(f64, f64)> {
        let (share, level) = (self.share, options.level);
        if self.df <= 0.0 {
            return None;
        }
        let t = student_two_sided(level, self.df);
        let std_err = self.share_variance.sqrt();
        let sure = share <= 0.0 || share >= 1.0 || std_err <= 0.0;
        match options.interval {
            WeightedInterval::Beta if sure && (share <= 0.0 || share >= 1.0) => {
                let n = self.cell.n as f64;
                Some(real_clopper_pearson(share * n, n, level))
            }
            _ if sure => None,
            WeightedInterval::Logit => {
                let logit = (share / (1.0 - share)).ln();
                let half = t * std_err / (share * (1.0 - share));
                let back = |value: f64| 1.0 / (1.0 + (-value).exp());
                Some((back(logit - half), back(logit + half)))
            }
            WeightedInterval::Beta => {
                let n = self.cell.n as f64;
                let ratio = student_two_sided(level, n - 1.0) / t;
                let effective = share * (1.0 - share) / self.share_variance * ratio * ratio;
                Some(real_clopper_pearson(share * effective, effective, level))
            }
            WeightedInterval::Plain => {
                Some(((share - t * std_err).max(0.0), (share + t * std_err).min(1.0)))
            }
        }
    }
}
