//! The model of Fine and Gray, fitted.

use serde::Serialize;

use super::competing::Competing;
use super::likelihood::Scan;
use super::options::{CALL, FineGrayOptions};
use crate::stats::matrix::Matrix;
use crate::threads;
use crate::transition::hazard::cautions::Cautions;
use crate::transition::hazard::cox::Clusters;
use crate::transition::hazard::design::Design;
use crate::transition::hazard::moments::outer;
use crate::transition::hazard::newton::{Stop, climb};
use crate::transition::history::Histories;
use crate::{Code, Error, Place, Warning};

/// Proportional hazards of a subdistribution: how the probability of one of several competing
/// transitions depends on covariates (Fine and Gray 1999).
///
/// - Made by [`Histories::fine_gray`]. All transitions from the same origin compete. Persons are
///   at risk once, from time 0 on, and their covariates do not change.
/// - Ties are taken as by Breslow, and errors are by the influence of each person or cluster, with
///   that on the distribution of censoring: as R's cmprsk does.
/// - The probabilities that models of several competing transitions predict for a person may sum
///   above 1 (Austin, Steyerberg and Putter 2021): the warning `may-sum-above-one` says so.
#[derive(Clone, Debug)]
pub struct FineGray {
    pub(super) histories: Histories,
    pub(super) options: FineGrayOptions,
    pub(super) coefficients: Vec<Estimated>,
    pub(super) covariance: Matrix,
    pub(super) robust: Matrix,
    pub(super) baseline: Vec<(f64, f64)>,
    pub(super) kept: Vec<bool>,
    pub(super) fit: FineGrayFit,
    warnings: Vec<Warning>,
}

#[derive(Clone, Debug)]
pub(super) struct Estimated {
    pub(super) name: String,
    pub(super) value: f64,
    /// What was taken from the covariate before the baseline was computed.
    pub(super) centre: f64,
    pub(super) left_out: bool,
}

/// What went into a [`FineGray`] model, and how well it fits.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct FineGrayFit {
    /// The transition.
    pub transition: String,
    /// The persons at risk.
    pub persons: u64,
    /// How often the transition happens.
    pub events: u64,
    /// How often another happens first.
    pub competing_events: u64,
    /// The logarithm of the partial likelihood with all coefficients 0.
    pub null_log_likelihood: f64,
    /// The logarithm of the partial likelihood at its maximum.
    pub log_likelihood: f64,
    /// The steps of Newton's method.
    pub iterations: u32,
    /// Whether the last step was within the tolerance.
    pub converged: bool,
}

impl Histories {
    /// Fits the model of Fine and Gray to one of several competing transitions.
    ///
    /// # Errors
    /// [`Code::Argument`] where an option is out of its range or names nothing, a person is at
    /// risk more than once or only from a later time on, or a covariate changes within a person;
    /// [`Code::Empty`] where the transition never happens.
    pub fn fine_gray(&self, options: &FineGrayOptions) -> Result<FineGray, Error> {
        options.check()?;
        let names = options.names();
        let design = Design::new(self, &options.wanted(&names))?;
        if let Some(coded) = design.columns.iter().find(|coded| !coded.column.by_person) {
            let found = format!("`{}`, which changes within persons", coded.name);
            let expected = "covariates that do not change: after a competing transition nobody \
                            would know them";
            return Err(Error::argument(CALL, "covariates", found, expected));
        }
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
        let threads = threads::count(options.threads);
        let competing = Competing::new(&design, &rows, threads)?;
        let mut scan = Scan::new(&competing, threads);
        let stop = Stop { iterations: options.iterations, tolerance: options.tolerance };
        let fit = climb(&competing.spread, stop, &mut |beta| Ok(scan.at(beta)))?;
        // Hazards at the coefficients found.
        scan.at(&fit.beta);

        let clusters = Clusters::of(self);
        let influence: Vec<Vec<f64>> = scan
            .influence()
            .into_iter()
            .map(|rows| {
                let mut sums = vec![0.0; clusters.count];
                for (own, &person) in rows.iter().zip(&competing.person) {
                    sums[clusters.of_person(person) as usize] += own;
                }
                sums
            })
            .collect();
        let influence: Vec<&[f64]> = influence.iter().map(Vec::as_slice).collect();
        let mut robust = outer(&influence, threads).sandwiched(&fit.covariance);
        let mut covariance = fit.covariance;
        let scale: Vec<f64> =
            design.coefficients.iter().map(|one| design.columns[one.column].scale).collect();
        for matrix in [&mut robust, &mut covariance] {
            for (j, own) in scale.iter().enumerate() {
                for (value, other) in matrix.row_mut(j).iter_mut().zip(&scale) {
                    *value /= own * other;
                }
            }
        }
        let mut cautions = Cautions::of_missing(rows.missing);
        let mut kept = vec![true; design.coefficients.len()];
        let name = |place: usize| design.coefficients[place].name.as_str();
        let transition = design.transition_name(0);
        for dependence in &fit.dependent {
            kept[dependence.column] = false;
            let on = dependence.on.iter().map(|&on| name(on));
            cautions.dependent((name(dependence.column), &transition), on);
        }
        for &place in &fit.diverging {
            kept[place] = false;
            cautions.diverging((name(place), &transition));
        }
        if !fit.converged {
            cautions.not_converged(fit.iterations);
        }
        let mut warnings = cautions.into_warnings();
        if competing.competing_events > 0 {
            warnings.push(Warning::new(
                "may-sum-above-one",
                "Probabilities that such models predict for each of several competing transitions \
                 may sum above 1: to predict all of them, fit a Cox model to each.",
            ));
        }
        let coefficients = (0..kept.len()).map(|place| Estimated {
            name: name(place).to_owned(),
            value: fit.beta[place] / scale[place],
            centre: competing.centre[place],
            left_out: fit.dependent.iter().any(|one| one.column == place),
        });
        Ok(FineGray {
            histories: self.clone(),
            options: options.clone(),
            coefficients: coefficients.collect(),
            covariance,
            robust,
            baseline: competing
                .time
                .iter()
                .copied()
                .zip(scan.cumulative.iter().copied())
                .skip(1)
                .collect(),
            kept,
            fit: FineGrayFit {
                transition,
                persons: competing.len() as u64,
                events,
                competing_events: competing.competing_events,
                null_log_likelihood: fit.null,
                log_likelihood: fit.log_likelihood,
                iterations: fit.iterations,
                converged: fit.converged,
            },
            warnings,
        })
    }
}

impl FineGray {
    /// What went into the model, and how well it fits.
    #[must_use]
    pub fn fit(&self) -> &FineGrayFit {
        &self.fit
    }

    /// Cautions about the estimates.
    #[must_use]
    pub fn warnings(&self) -> &[Warning] {
        &self.warnings
    }
}
