//! The model of Cox, fitted.

use crate::order;
use serde::Serialize;

use super::fit;
use super::likelihood::Sweep;
use super::options::{CALL, CoxOptions};
use super::risk_sets::RiskSets;
use crate::stats::matrix::{Dependence, Matrix};
use crate::threads::{self, on_each};
use crate::transition::hazard::cautions::Cautions;
use crate::transition::hazard::design::{Design, Rows};
use crate::transition::hazard::moments::outer;
use crate::transition::hazard::newton::{Fit, Stop};
use crate::transition::history::Histories;
use crate::{Code, Error, Place, Warning};

/// Proportional hazards: the hazard of a transition is a baseline that depends on time alone,
/// times the exponential of a sum of covariates with their coefficients (Cox 1972).
///
/// - Made by [`Histories::cox`]. A person is at risk on `(start, stop]` of each stay, so that
///   delayed entry, recurrent states and covariates that change are in their place.
/// - With several transitions each has a baseline of its own. A covariate has a coefficient for
///   each of them, or one for several where it is `shared`.
/// - Rows with a missing covariate are left out, with the warning `missing-covariates`.
/// - A covariate that says nothing (`constant-covariate`) or only what others say
///   (`collinear-covariates`) has no coefficient, and the others are those of the model without
///   it. One whose coefficient grows without bound (`monotone-likelihood`) has no error.
#[derive(Clone, Debug)]
pub struct Cox {
    pub(super) histories: Histories,
    pub(super) options: CoxOptions,
    pub(super) coefficients: Vec<Estimated>,
    /// Of the coefficients, in the units of the covariates.
    pub(super) covariance: Matrix,
    pub(super) robust: Option<Matrix>,
    pub(super) fit: CoxFit,
    /// Coefficients that are part of the model: neither left out nor without bound.
    pub(super) kept: Vec<bool>,
    pub(super) score_statistic: f64,
    pub(super) warnings: Vec<Warning>,
}

/// A coefficient.
#[derive(Clone, Debug)]
pub(super) struct Estimated {
    pub(super) transition: String,
    pub(super) name: String,
    pub(super) covariate: String,
    /// In the unit of the covariate; 0 where it is left out.
    pub(super) value: f64,
    /// What the covariate was divided by.
    pub(super) scale: f64,
    pub(super) left_out: bool,
}

/// What went into a [`Cox`] model, and how well it fits.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CoxFit {
    /// Of each transition: its name, the rows and the persons at risk, and its events.
    pub transitions: Vec<CoxTransition>,
    /// The logarithm of the partial likelihood with all coefficients 0.
    pub null_log_likelihood: f64,
    /// The logarithm of the partial likelihood at its maximum.
    pub log_likelihood: f64,
    /// How many coefficients were estimated.
    pub coefficients: usize,
    /// The steps of Newton's method; of transitions that share no coefficient, the most.
    pub iterations: u32,
    /// Whether the last step was within the tolerance.
    pub converged: bool,
}

/// What went into a [`Cox`] model of a transition.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CoxTransition {
    /// The transition, such as `seeking -> peer-job`.
    pub transition: String,
    /// The rows at risk.
    pub rows: u64,
    /// The persons at risk.
    pub persons: u64,
    /// How often it happens.
    pub events: u64,
}

/// What one group of transitions gives.
struct Part {
    coefficients: Vec<usize>,
    fit: Fit,
    /// For each coefficient of the group, its score residuals by cluster.
    influence: Vec<Vec<f64>>,
    transitions: Vec<(usize, CoxTransition)>,
    missing: usize,
}

impl Histories {
    /// Fits the model of Cox to one transition or to several at once.
    ///
    /// # Errors
    /// [`Code::Argument`] where an option is out of its range or names nothing, [`Code::Empty`]
    /// where a transition never happens, or none of its events has all covariates.
    pub fn cox(&self, options: &CoxOptions) -> Result<Cox, Error> {
        options.check()?;
        let design = Design::new(self, &options.wanted())?;
        let attributes = self.attributes();
        let robust = options.robust.unwrap_or(
            (options.weighted && attributes.weight.is_some())
                || attributes.cluster.is_some()
                || design.transitions.len() > 1,
        );
        let separate = design.separate();
        let threads = threads::count(options.threads);
        let inner = if separate.len() > 1 { 1 } else { threads };
        let clusters = Clusters::of(self);
        let parts = on_each(threads, separate, |transitions| {
            part(&design, options, &transitions, robust.then_some(&clusters), inner)
        });
        let mut gathered = Vec::with_capacity(parts.len());
        for part in parts {
            gathered.push(part?);
        }
        Ok(Cox::of(&design, options, &gathered, robust))
    }
}

/// In which cluster each person is: persons are their own where none are told.
pub(crate) struct Clusters {
    codes: Option<Vec<u32>>,
    pub(crate) count: usize,
}

impl Clusters {
    pub(crate) fn of(histories: &Histories) -> Clusters {
        match &histories.attributes().cluster {
            None => Clusters { codes: None, count: histories.persons().len() },
            Some(groups) => {
                // A person without rows has no cluster; they have no row to look it up for either.
                let codes = groups.codes.iter().map(|&code| code.min(groups.names.len() as u32));
                Clusters { codes: Some(codes.collect()), count: groups.names.len() + 1 }
            }
        }
    }

    pub(crate) fn of_person(&self, person: u32) -> u32 {
        self.codes.as_ref().map_or(person, |codes| codes[person as usize])
    }
}

fn part(
    design: &Design<'_>,
    options: &CoxOptions,
    transitions: &[usize],
    clusters: Option<&Clusters>,
    threads: usize,
) -> Result<Part, Error> {
    let mut coefficients: Vec<usize> =
        transitions.iter().flat_map(|&place| design.coefficients_of(place)).collect();
    coefficients.sort_unstable();
    coefficients.dedup();
    let mut counts = Vec::new();
    let mut sets = Vec::new();
    let mut missing = 0;
    for &place in transitions {
        let rows = design.rows(place);
        missing += rows.missing;
        counts.push((place, count(design, place, &rows)?));
        let columns: Vec<_> = design
            .coefficients_of(place)
            .into_iter()
            .map(|coefficient| {
                let coded = &design.columns[design.coefficients[coefficient].column];
                let own = coefficients.partition_point(|&one| one < coefficient);
                (&coded.column, coded.scale, own)
            })
            .collect();
        let sorted = RiskSets::new(&rows.episodes, &columns, threads);
        let cluster: Vec<u32> = match clusters {
            None => Vec::new(),
            Some(clusters) => {
                let person = &rows.episodes.person;
                sorted.row.iter().map(|&row| clusters.of_person(person[row as usize])).collect()
            }
        };
        sets.push((sorted, cluster));
    }
    let stop = Stop { iterations: options.iterations, tolerance: options.tolerance };
    let all: Vec<&RiskSets> = sets.iter().map(|(sets, _)| sets).collect();
    let fit = fit::fit(&all, coefficients.len(), options.ties, stop, threads);
    let mut influence = Vec::new();
    if let Some(clusters) = clusters {
        influence.resize(coefficients.len(), Vec::new());
        for (sets, cluster) in &sets {
            let mut sweep = Sweep::new(sets, options.ties, threads);
            sweep.detailed(&fit.beta);
            let own = sweep.by_cluster(cluster, clusters.count, threads);
            for (sums, &coefficient) in own.into_iter().zip(&sets.coefficient) {
                match &mut influence[coefficient] {
                    empty if empty.is_empty() => *empty = sums,
                    before => before.iter_mut().zip(sums).for_each(|(sum, own)| *sum += own),
                }
            }
        }
    }
    Ok(Part { coefficients, fit, influence, transitions: counts, missing })
}

fn count(design: &Design<'_>, place: usize, rows: &Rows) -> Result<CoxTransition, Error> {
    let name = design.transition_name(place);
    let events = rows.episodes.events();
    if events == 0 {
        return Err(Error::one(
            Code::Empty,
            CALL,
            Place::argument("covariates"),
            format!("no row with `{name}` that has all covariates"),
            "at least one",
        ));
    }
    let mut persons = 0;
    let mut last = None;
    for &person in &rows.episodes.person {
        persons += u64::from(last != Some(person));
        last = Some(person);
    }
    let rows = rows.episodes.len() as u64;
    Ok(CoxTransition { transition: name, rows, persons, events: events as u64 })
}

impl Cox {
    fn of(design: &Design<'_>, options: &CoxOptions, parts: &[Part], robust: bool) -> Cox {
        let count = design.coefficients.len();
        let mut coefficients: Vec<Estimated> = (0..count)
            .map(|place| {
                let one = &design.coefficients[place];
                Estimated {
                    transition: design.transitions_of(place),
                    name: one.name.clone(),
                    covariate: one.covariate.clone(),
                    value: 0.0,
                    scale: design.columns[one.column].scale,
                    left_out: false,
                }
            })
            .collect();
        let mut covariance = Matrix::zeros(count, count);
        let mut kept = vec![true; count];
        let mut score_statistic = 0.0;
        let mut fit = CoxFit {
            transitions: Vec::new(),
            null_log_likelihood: 0.0,
            log_likelihood: 0.0,
            coefficients: 0,
            iterations: 0,
            converged: true,
        };
        let mut cautions = Cautions::default();
        let mut influence: Vec<&[f64]> = vec![&[]; count];
        for part in parts {
            let own = &part.fit;
            for (j, &to) in part.coefficients.iter().enumerate() {
                coefficients[to].value = own.beta[j] / coefficients[to].scale;
                if let Some(sums) = part.influence.get(j) {
                    influence[to] = sums;
                }
                for (k, &across) in part.coefficients.iter().enumerate() {
                    let scale = coefficients[to].scale * coefficients[across].scale;
                    covariance.set(to, across, own.covariance.at(j, k) / scale);
                }
            }
            for Dependence { column, on } in &own.dependent {
                let place = part.coefficients[*column];
                kept[place] = false;
                coefficients[place].left_out = true;
                let on: Vec<usize> = on.iter().map(|&one| part.coefficients[one]).collect();
                let named = |place: usize| {
                    (coefficients[place].name.as_str(), coefficients[place].transition.as_str())
                };
                cautions.dependent(named(place), on.iter().map(|&on| named(on).0));
            }
            for &column in &own.diverging {
                let place = part.coefficients[column];
                kept[place] = false;
                cautions.diverging((&coefficients[place].name, &coefficients[place].transition));
            }
            if !own.converged {
                cautions.not_converged(own.iterations);
            }
            cautions.missing += part.missing;
            score_statistic += own.null_covariance.quadratic(&own.null_score);
            fit.null_log_likelihood += own.null;
            fit.log_likelihood += own.log_likelihood;
            fit.iterations = fit.iterations.max(own.iterations);
            fit.converged &= own.converged;
        }
        let mut transitions: Vec<(usize, CoxTransition)> =
            parts.iter().flat_map(|part| part.transitions.iter().cloned()).collect();
        order::sort(&mut transitions, &|one, other| one.0.cmp(&other.0));
        fit.transitions = transitions.into_iter().map(|(_, counts)| counts).collect();
        fit.coefficients = coefficients.iter().filter(|one| !one.left_out).count();
        let robust = robust.then(|| {
            let scale: Vec<f64> = coefficients.iter().map(|one| one.scale).collect();
            let threads = threads::count(options.threads);
            let mut meat = outer(&influence, threads);
            for j in 0..count {
                for (k, value) in meat.row_mut(j).iter_mut().enumerate() {
                    *value *= scale[j] * scale[k];
                }
            }
            meat.sandwiched(&covariance)
        });
        Cox {
            histories: design.histories.clone(),
            options: options.clone(),
            coefficients,
            covariance,
            robust,
            fit,
            kept,
            score_statistic,
            warnings: cautions.into_warnings(),
        }
    }

    /// What went into the model, and how well it fits.
    #[must_use]
    pub fn fit(&self) -> &CoxFit {
        &self.fit
    }

    /// Cautions about the estimates.
    #[must_use]
    pub fn warnings(&self) -> &[Warning] {
        &self.warnings
    }

    /// The covariance by which intervals and tests are made: the robust one, where there is one.
    pub(super) fn used_covariance(&self) -> &Matrix {
        self.robust.as_ref().unwrap_or(&self.covariance)
    }
}
