//! Parametric hazards, fitted.

use serde::Serialize;

use super::likelihood::likelihood;
use super::options::{CALL, ParametricOptions};
use crate::stats::matrix::{Factor, Matrix, dot};
use crate::threads;
use crate::transition::hazard::cautions::Cautions;
use crate::transition::hazard::design::{Design, Rows};
use crate::transition::hazard::newton::Likelihood;
use crate::transition::history::Histories;
use crate::{Code, Error, Place, Warning};

/// A hazard that has the form of a known distribution, with covariates on its location.
///
/// Made by [`Histories::parametric`], by maximum likelihood with delayed entry; errors are from
/// the observed information. Rows with a missing covariate are left out, with the warning
/// `missing-covariates`; a model whose information is singular has the warning `no-maximum` and
/// no errors.
#[derive(Clone, Debug)]
pub struct Parametric {
    pub(super) histories: Histories,
    pub(super) options: ParametricOptions,
    /// The names of the coefficients, after the parameters of the distribution.
    pub(super) terms: Vec<String>,
    /// The parameters as they are estimated, some as logarithms, then the coefficients.
    pub(super) estimates: Vec<f64>,
    /// Their covariance; `None` where there is none.
    pub(super) covariance: Option<Matrix>,
    fit: ParametricFit,
    warnings: Vec<Warning>,
}

/// What went into a [`Parametric`] model, and how well it fits.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ParametricFit {
    /// The transition.
    pub transition: String,
    /// The rows at risk.
    pub rows: u64,
    /// How often the transition happens.
    pub events: u64,
    /// The logarithm of the likelihood at its maximum.
    pub log_likelihood: f64,
    /// Akaike's criterion: twice the number of parameters less twice the log likelihood.
    pub aic: f64,
    /// The steps of Newton's method.
    pub iterations: u32,
    /// Whether the last step was within the tolerance.
    pub converged: bool,
}

impl Histories {
    /// Fits a parametric hazard to a transition.
    ///
    /// # Errors
    /// [`Code::Argument`] where an option is out of its range or names nothing, or covariates
    /// do not vary or make each other up; [`Code::Empty`] where the transition never happens.
    pub fn parametric(&self, options: &ParametricOptions) -> Result<Parametric, Error> {
        options.check()?;
        let names = options.names();
        let design = Design::new(self, &options.wanted(&names))?;
        let rows = design.rows(0);
        let events = rows.episodes.events() as u64;
        if events == 0 {
            return Err(Error::one(
                Code::Empty,
                CALL,
                Place::argument("covariates"),
                format!("no row with `{}` that has all covariates", options.transition),
                "at least one",
            ));
        }
        let scaled = Scaled::new(&design, &rows);
        scaled.check(&design)?;
        let threads = match rows.episodes.len() < 10_000 {
            true => 1,
            false => threads::count(options.threads),
        };
        let distribution = options.distribution;
        let mut start = first(options, &rows);
        start.resize(start.len() + scaled.columns.len(), 0.0);
        let found = climb(start, options, |parameters| {
            likelihood(distribution, &rows.episodes, &scaled.columns, threads, parameters)
        });

        let own = distribution.parameters().len();
        let back = scaled.back(own, distribution.location());
        let estimates = back.times_vector(&found.parameters);
        let covariance = found.covariance.map(|covariance| covariance.sandwiched(&back));
        let mut cautions = Cautions::of_missing(rows.missing);
        if !found.converged {
            cautions.not_converged(found.iterations);
        }
        let mut warnings = cautions.into_warnings();
        if covariance.is_none() {
            let message = "The likelihood has no maximum inside the parameters' range, or the data \
                           say nothing of some parameter: there are no errors.";
            warnings.push(Warning::new("no-maximum", message));
        }
        let value = found.value;
        Ok(Parametric {
            histories: self.clone(),
            options: options.clone(),
            terms: design.coefficients.iter().map(|one| one.name.clone()).collect(),
            fit: ParametricFit {
                transition: design.transition_name(0),
                rows: rows.episodes.len() as u64,
                events,
                log_likelihood: value,
                aic: 2.0 * (estimates.len() as f64 - value),
                iterations: found.iterations,
                converged: found.converged,
            },
            estimates,
            covariance,
            warnings,
        })
    }
}

impl Parametric {
    /// What went into the model, and how well it fits.
    #[must_use]
    pub fn fit(&self) -> &ParametricFit {
        &self.fit
    }

    /// Cautions about the estimates.
    #[must_use]
    pub fn warnings(&self) -> &[Warning] {
        &self.warnings
    }
}

/// Covariates less their mean, divided by their scale.
struct Scaled {
    columns: Vec<Vec<f64>>,
    centre: Vec<f64>,
    scale: Vec<f64>,
}

impl Scaled {
    fn new(design: &Design<'_>, rows: &Rows) -> Scaled {
        let mut scaled = Scaled { columns: Vec::new(), centre: Vec::new(), scale: Vec::new() };
        for coefficient in &design.coefficients {
            let coded = &design.columns[coefficient.column];
            let places = match coded.column.by_person {
                true => &rows.episodes.person,
                false => &rows.episodes.source,
            };
            let mut values: Vec<f64> =
                places.iter().map(|&place| coded.column.values[place as usize]).collect();
            let centre = values.iter().sum::<f64>() / values.len().max(1) as f64;
            values.iter_mut().for_each(|value| *value = (*value - centre) / coded.scale);
            scaled.columns.push(values);
            scaled.centre.push(centre);
            scaled.scale.push(coded.scale);
        }
        scaled
    }

    /// Covariates that do not vary, or that others make up, are refused by name.
    fn check(&self, design: &Design<'_>) -> Result<(), Error> {
        let columns: Vec<&[f64]> = self.columns.iter().map(Vec::as_slice).collect();
        let gram = crate::transition::hazard::moments::outer(&columns, 1);
        let rows = self.columns.first().map_or(0, Vec::len) as f64;
        let ones = vec![rows; self.columns.len()];
        let factor = Factor::with_scale(&gram, &ones, 1e-12);
        let name = |one: usize| format!("`{}`", design.coefficients[one].name);
        let found: Vec<String> = factor
            .dependences(&gram)
            .iter()
            .map(|one| match one.on.as_slice() {
                [] => format!("{}, which does not vary", name(one.column)),
                on => {
                    let on: Vec<String> = on.iter().map(|&one| name(one)).collect();
                    format!("{}, which is made up of {}", name(one.column), on.join(", "))
                }
            })
            .collect();
        match found.as_slice() {
            [] => Ok(()),
            _ => Err(Error::argument(
                CALL,
                "covariates",
                found.join("; "),
                "covariates that say something of their own",
            )),
        }
    }

    /// The map from the parameters of the scaled covariates to those of the covariates.
    fn back(&self, own: usize, location: usize) -> Matrix {
        let mut back = Matrix::identity(own + self.columns.len());
        for (place, (centre, scale)) in self.centre.iter().zip(&self.scale).enumerate() {
            back.set(own + place, own + place, 1.0 / scale);
            back.set(location, own + place, -centre / scale);
        }
        back
    }
}

/// Where the search begins.
fn first(options: &ParametricOptions, rows: &Rows) -> Vec<f64> {
    let episodes = &rows.episodes;
    let (mut weights, mut events, mut exposure, mut mean) = (0.0, 0.0, 0.0, 0.0);
    for row in 0..episodes.len() {
        let weight = episodes.weight(row);
        weights += weight;
        events += weight * f64::from(episodes.event[row]);
        exposure += weight * (episodes.stop[row] - episodes.start[row]);
        mean += weight * episodes.stop[row].ln();
    }
    mean /= weights;
    let square = |row| episodes.weight(row) * (episodes.stop[row].ln() - mean).powi(2);
    let variance = (0..episodes.len()).map(square).sum::<f64>() / weights;
    options.distribution.start(events / exposure, mean, variance.sqrt().max(0.1))
}

struct Found {
    parameters: Vec<f64>,
    value: f64,
    covariance: Option<Matrix>,
    iterations: u32,
    converged: bool,
}

/// Climbs to the maximum: Newton's method, its steps shortened where the likelihood is not
/// concave (Levenberg) or falls.
fn climb(start: Vec<f64>, options: &ParametricOptions, at: impl Fn(&[f64]) -> Likelihood) -> Found {
    let mut parameters = start;
    let mut here = at(&parameters);
    let mut iterations = 0;
    let mut converged = false;
    while iterations < options.iterations {
        let mut damping = 0.0;
        let mut taken = None;
        // Each round damps more, until the step goes up.
        for _ in 0..60 {
            let mut information = here.information.clone();
            for place in 0..parameters.len() {
                information.add(place, place, damping * (1.0 + here.scale[place].abs()));
            }
            let factor = Factor::new(&information, Factor::TOLERANCE);
            if factor.is_definite() && factor.rank() == parameters.len() {
                let mut step = here.score.clone();
                factor.solve(&mut step);
                let length = dot(&here.score, &step);
                if damping == 0.0 && length <= options.tolerance {
                    converged = true;
                    parameters.iter_mut().zip(&step).for_each(|(at, step)| *at += step);
                    break;
                }
                let there: Vec<f64> = parameters.iter().zip(&step).map(|(a, b)| a + b).collect();
                let likelihood = at(&there);
                let slack = 1e-12 * (1.0 + here.value.abs());
                let sound = likelihood.value.is_finite()
                    && likelihood.score.iter().all(|slope| slope.is_finite());
                if sound && likelihood.value >= here.value - slack {
                    taken = Some((there, likelihood));
                    break;
                }
            }
            damping = if damping == 0.0 { 1e-3 } else { damping * 4.0 };
        }
        if converged {
            break;
        }
        let Some((there, likelihood)) = taken else { break };
        (parameters, here) = (there, likelihood);
        iterations += 1;
    }
    let factor = Factor::new(&here.information, Factor::TOLERANCE);
    let sound = factor.is_definite() && factor.rank() == parameters.len();
    Found {
        covariance: sound.then(|| factor.inverse()),
        parameters,
        value: here.value,
        iterations,
        converged,
    }
}
