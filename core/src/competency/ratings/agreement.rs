//! A coefficient of agreement, for all raters or within each group of them.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::SUBJECT;
use super::bootstrap::{Draws, bootstrap};
use super::chance::{Chance, Kind};
use super::ratings::Ratings;
use super::tally::Tally;
use super::weights::Weights;
use crate::document::described;
use crate::error::{Code, Error, Place, Problems};
use crate::stats::quantile::student_two_sided;
use crate::warning::Warning;
use crate::watch::Watch;

described! { AgreementOptions = "agreement-options" }

/// How to compute a coefficient.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct AgreementOptions {
    /// The group column: then the agreement within each group is computed. Default none.
    pub by: Option<String>,
    /// How near two different ratings come to agreeing. Default `identity`.
    pub weights: Weights,
    /// The probability with which an interval should hold the true value. Default 0.95.
    pub level: f64,
    /// Where the standard error comes from. Default: the published formula where there is one.
    pub standard_error: Option<StandardError>,
    /// How many samples of units a bootstrap draws. Default 1000.
    pub draws: u32,
    /// What a bootstrap draws by. Default 1.
    pub seed: u64,
    /// At most how many threads work; the result does not depend on it. Default: as many as the
    /// machine has.
    pub threads: Option<usize>,
}

impl Default for AgreementOptions {
    fn default() -> AgreementOptions {
        AgreementOptions {
            by: None,
            weights: Weights::Identity,
            level: 0.95,
            standard_error: None,
            draws: 1000,
            seed: 1,
            threads: None,
        }
    }
}

/// Where a standard error and its interval come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum StandardError {
    /// The published large-sample formula; the interval is that of Student's t with one degree
    /// of freedom fewer than units, of the normal distribution for Cohen's kappa.
    Analytic,
    /// Samples of the units with replacement; the interval lies between their quantiles.
    Bootstrap,
}

/// The agreement of all raters, or of those of one group.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct AgreementRow {
    /// The group; `None` without `by`.
    pub group: Option<String>,
    /// The coefficient: 1 is full agreement, 0 what chance would give, below 0 less than that.
    /// `None` where it is not defined.
    pub estimate: Option<f64>,
    /// Its standard error.
    pub standard_error: Option<f64>,
    /// The lower end of its interval.
    pub lower: Option<f64>,
    /// The upper end of its interval.
    pub upper: Option<f64>,
    /// The agreement observed; of alpha, the disagreement, in the unit of its metric.
    pub observed: Option<f64>,
    /// The agreement that chance would give; of alpha, the disagreement.
    pub expected: Option<f64>,
    /// How many units count.
    pub units: u64,
    /// How many raters rated them.
    pub raters: u64,
    /// How many ratings they gave.
    pub ratings: u64,
}

/// A coefficient of agreement.
#[derive(Clone, Debug, PartialEq)]
pub struct Agreement {
    pub(super) coefficient: &'static str,
    pub(super) weights: &'static str,
    pub(super) standard_error: StandardError,
    pub(super) level: f64,
    pub(super) rows: Vec<AgreementRow>,
    pub(super) grouped: bool,
    pub(super) warnings: Vec<Warning>,
}

impl Agreement {
    /// Which coefficient it is, such as `krippendorff-alpha`.
    #[must_use]
    pub fn coefficient(&self) -> &'static str {
        self.coefficient
    }

    /// The weights, or the metric of alpha.
    #[must_use]
    pub fn weights(&self) -> &'static str {
        self.weights
    }

    /// Where the standard errors come from.
    #[must_use]
    pub fn standard_error(&self) -> StandardError {
        self.standard_error
    }

    /// The level of the intervals.
    #[must_use]
    pub fn level(&self) -> f64 {
        self.level
    }

    /// One row, or one for each group, in order.
    #[must_use]
    pub fn rows(&self) -> &[AgreementRow] {
        &self.rows
    }

    /// What to say beside the result: those of [`Ratings::warnings`], `no-pairs`,
    /// `no-variation`, `one-unit`, `undefined-draws`.
    #[must_use]
    pub fn warnings(&self) -> &[Warning] {
        &self.warnings
    }

    /// The rows as a table: `group` (where there is a `by`), `coefficient`, `weights`,
    /// `estimate`, `standard_error`, `lower`, `upper`, `observed`, `expected`, `units`,
    /// `raters`, `ratings`.
    ///
    /// # Errors
    /// Never for a result that exists; the type is that of every table.
    #[cfg(feature = "arrow")]
    pub fn to_table(&self) -> Result<crate::Table, Error> {
        let rows = &self.rows;
        let mut table = crate::Table::builder();
        if self.grouped {
            table = table.optional_text("group", rows.iter().map(|row| row.group.as_deref()));
        }
        table
            .text("coefficient", rows.iter().map(|_| self.coefficient))
            .text("weights", rows.iter().map(|_| self.weights))
            .optional_number("estimate", rows.iter().map(|row| row.estimate))
            .optional_number("standard_error", rows.iter().map(|row| row.standard_error))
            .optional_number("lower", rows.iter().map(|row| row.lower))
            .optional_number("upper", rows.iter().map(|row| row.upper))
            .optional_number("observed", rows.iter().map(|row| row.observed))
            .optional_number("expected", rows.iter().map(|row| row.expected))
            .count("units", rows.iter().map(|row| row.units))
            .count("raters", rows.iter().map(|row| row.raters))
            .count("ratings", rows.iter().map(|row| row.ratings))
            .finish()
    }
}

impl Ratings {
    /// Fleiss' kappa, for any number of raters, with Gwet's treatment of missing ratings and of
    /// weights.
    ///
    /// # Errors
    /// [`Code::Argument`] where an option is out of its range; [`Code::Empty`] where no unit was
    /// rated twice; [`Code::Cancelled`] where the watch stops a bootstrap.
    pub fn fleiss_kappa(
        &self,
        options: &AgreementOptions,
        watch: &mut Watch<'_>,
    ) -> Result<Agreement, Error> {
        self.by_counts("fleiss-kappa", Kind::Fleiss, options, watch)
    }

    /// Gwet's AC1, or AC2 where weights are given: unlike kappa it does not fall when nearly all
    /// units are of one category.
    ///
    /// # Errors
    /// As [`Ratings::fleiss_kappa`].
    pub fn gwet_ac(
        &self,
        options: &AgreementOptions,
        watch: &mut Watch<'_>,
    ) -> Result<Agreement, Error> {
        let name = if options.weights == Weights::Identity { "gwet-ac1" } else { "gwet-ac2" };
        self.by_counts(name, Kind::Gwet, options, watch)
    }

    /// The share of pairs of raters who agree on a unit, the mean over units.
    ///
    /// # Errors
    /// As [`Ratings::fleiss_kappa`].
    pub fn percent_agreement(
        &self,
        options: &AgreementOptions,
        watch: &mut Watch<'_>,
    ) -> Result<Agreement, Error> {
        self.by_counts("percent-agreement", Kind::Percent, options, watch)
    }

    fn by_counts(
        &self,
        name: &'static str,
        kind: Kind,
        options: &AgreementOptions,
        watch: &mut Watch<'_>,
    ) -> Result<Agreement, Error> {
        let plan = Plan {
            coefficient: name,
            weights: options.weights.name(),
            least: 1,
            options,
            standard_error: options.standard_error.unwrap_or(StandardError::Analytic),
        };
        plan.run(self, watch, &|tally, ratings| {
            let weights = options.weights.matrix(&ratings.values);
            Box::new(Chance::new(tally, weights, kind))
        })
    }
}

/// A coefficient of the units counted in a [`Tally`].
pub(super) trait Coefficient: Sync {
    /// The coefficient of a sample that has so many units of each pattern.
    fn of_sample(&self, units: &[u32]) -> Parts;

    /// The published standard error of the coefficient of the tally itself.
    fn standard_error(&self) -> Option<f64>;
}

/// A coefficient and what it is made of. What is not defined is `None`.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Parts {
    pub(super) estimate: Option<f64>,
    pub(super) observed: Option<f64>,
    pub(super) expected: Option<f64>,
}

type Make<'m> = dyn for<'t> Fn(&'t Tally, &'t Ratings) -> Box<dyn Coefficient + 't> + 'm;

/// What is to be computed, and how.
pub(super) struct Plan<'a> {
    pub(super) coefficient: &'static str,
    pub(super) weights: &'static str,
    /// How many ratings a unit must have to count.
    pub(super) least: usize,
    pub(super) options: &'a AgreementOptions,
    pub(super) standard_error: StandardError,
}

impl Plan<'_> {
    pub(super) fn run(
        &self,
        ratings: &Ratings,
        watch: &mut Watch<'_>,
        make: &Make<'_>,
    ) -> Result<Agreement, Error> {
        let AgreementOptions { by, level, draws, seed, threads, .. } = self.options;
        check(*level, *draws, *threads)?;
        let mut tallies: Vec<(Option<String>, Tally)> = Vec::new();
        match by {
            None => tallies.push((None, Tally::new(ratings, self.least, &|_| true))),
            Some(by) => {
                let groups = ratings.grouped("by", by)?;
                for group in groups.order() {
                    let tally = Tally::new(ratings, self.least, &|rater| groups.has(group, rater));
                    tallies.push((groups.names.get(group as usize).cloned(), tally));
                }
            }
        }
        if tallies.iter().all(|(_, tally)| tally.pairable() == 0) {
            let found = "no unit that two raters rated";
            let expected = "a unit with two ratings or more";
            return Err(Error::one(Code::Empty, SUBJECT, Place::Whole, found, expected));
        }
        let coefficients: Vec<_> = tallies.iter().map(|(_, tally)| make(tally, ratings)).collect();
        let mut warnings = ratings.warnings.clone();
        let mut rows = Vec::new();
        for ((group, tally), coefficient) in tallies.iter().zip(&coefficients) {
            let mut row = AgreementRow {
                group: group.clone(),
                units: tally.of_unit.len() as u64,
                raters: tally.raters as u64,
                ratings: tally.count() as u64,
                ..AgreementRow::default()
            };
            if tally.pairable() > 0 {
                let parts = coefficient.of_sample(&tally.units);
                (row.estimate, row.observed) = (parts.estimate, parts.observed);
                row.expected = parts.expected;
            }
            warnings.extend(caution(ratings, &row, tally));
            rows.push(row);
        }
        match self.standard_error {
            StandardError::Analytic => {
                for ((row, (_, tally)), of) in rows.iter_mut().zip(&tallies).zip(&coefficients) {
                    analytic(row, tally, of.as_ref(), *level);
                }
            }
            StandardError::Bootstrap => {
                // What is not defined is not drawn.
                let drawn: Vec<Draws<'_>> = (0..)
                    .zip(&rows)
                    .zip(tallies.iter().zip(&coefficients))
                    .filter(|((_, row), (_, _))| row.estimate.is_some() && row.units > 1)
                    .map(|((place, _), ((_, tally), coefficient))| Draws {
                        place,
                        tally,
                        coefficient: coefficient.as_ref(),
                    })
                    .collect();
                let spreads = bootstrap(&drawn, *draws, *seed, *threads, *level, watch)?;
                for (draws, spread) in drawn.iter().zip(spreads) {
                    let Some(row) = rows.get_mut(draws.place) else { continue };
                    row.standard_error = spread.standard_error;
                    (row.lower, row.upper) = (spread.lower, spread.upper);
                    warnings.extend(spread.caution(row.group.as_deref()));
                }
            }
        }
        Ok(Agreement {
            coefficient: self.coefficient,
            weights: self.weights,
            standard_error: self.standard_error,
            level: *level,
            rows,
            grouped: by.is_some(),
            warnings,
        })
    }
}

fn check(level: f64, draws: u32, threads: Option<usize>) -> Result<(), Error> {
    let mut problems = Problems::new();
    if !(level > 0.0 && level < 1.0) {
        let expected = "a probability between 0 and 1";
        problems.push(Place::argument("level"), level.to_string(), expected);
    }
    if draws < 2 {
        problems.push(Place::argument("draws"), draws.to_string(), "2 or more");
    }
    if threads == Some(0) {
        problems.push(Place::argument("threads"), "0", "1 or more");
    }
    problems.finish(Code::Argument, SUBJECT)
}

fn analytic(row: &mut AgreementRow, tally: &Tally, coefficient: &dyn Coefficient, level: f64) {
    let units = tally.of_unit.len();
    let (Some(estimate), true) = (row.estimate, units > 1) else { return };
    row.standard_error = coefficient.standard_error();
    if let Some(error) = row.standard_error {
        let half = error * student_two_sided(level, units as f64 - 1.0);
        (row.lower, row.upper) = (Some(estimate - half), Some((estimate + half).min(1.0)));
    }
}

fn caution(ratings: &Ratings, row: &AgreementRow, tally: &Tally) -> Option<Warning> {
    let whom = row.group.as_ref().map_or_else(String::new, |group| format!(" in `{group}`"));
    if tally.pairable() == 0 {
        let message = format!("no unit was rated twice{whom}: there is nothing to compare");
        return Some(Warning::new("no-pairs", message));
    }
    if row.estimate.is_none() {
        let only = tally.only_category().and_then(|code| ratings.categories.get(code as usize));
        let only = only.map_or("one category", String::as_str);
        let message = format!(
            "every rating{whom} is `{only}`: chance cannot be told from agreement; report \
             percent agreement, and the categories that nobody used"
        );
        return Some(Warning::new("no-variation", message));
    }
    if row.units < 2 {
        let message = format!("a single unit{whom}: it has no standard error");
        return Some(Warning::new("one-unit", message));
    }
    None
}
