//! The model of Cox, fitted.

use std::sync::Arc;

use serde::Serialize;

use super::baseline::Baseline;
use super::fit;
use super::likelihood::Sweep;
use super::options::{CALL, CoxOptions};
use super::risk_sets::RiskSets;
use crate::order;
use crate::stats::matrix::{Dependence, Matrix};
use crate::threads::{self, on_each};
use crate::transition::hazard::cautions::Cautions;
use crate::transition::hazard::design::{Design, Rows};
use crate::transition::hazard::episodes::Episodes;
use crate::transition::hazard::moments::outer;
use crate::transition::hazard::newton::{Fit, Stop};
use crate::transition::hazard::outline::Outline;
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
    /// Of a model of parts, none but their covariates.
    pub(super) histories: Histories,
    pub(super) outline: Arc<Outline>,
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
    /// Of a model of parts, whose rows are elsewhere.
    pub(super) baselines: Option<Vec<Baseline>>,
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
pub(super) struct Group {
    pub(super) coefficients: Vec<usize>,
    pub(super) fit: Fit,
    pub(super) transitions: Vec<(usize, CoxTransition)>,
    pub(super) missing: usize,
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
        let robust = is_robust(&design, options);
        let separate = design.separate();
        let threads = threads::count(options.threads);
        let inner = if separate.len() > 1 { 1 } else { threads };
        let clusters = robust.then(|| Clusters::of(self));
        let found = on_each(threads, separate, |transitions| {
            group(&design, options, &transitions, clusters.as_ref(), inner)
        });
        let mut groups = Vec::with_capacity(found.len());
        let mut influence = vec![Vec::new(); design.coefficients.len()];
        for one in found {
            let (group, own) = one?;
            for (sums, &coefficient) in own.into_iter().zip(&group.coefficients) {
                influence[coefficient] = sums;
            }
            groups.push(group);
        }
        let influence: Vec<&[f64]> = influence.iter().map(Vec::as_slice).collect();
        let meat = robust.then(|| outer(&influence, threads));
        Ok(Cox::of(&design, options, &groups, meat))
    }
}

/// Whether robust errors are to be computed.
pub(super) fn is_robust(design: &Design<'_>, options: &CoxOptions) -> bool {
    options.robust.unwrap_or(
        (options.weighted && design.outline.weighted)
            || design.outline.clustered
            || design.transitions.len() > 1,
    )
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

    /// The clusters of rows in the order of the risk sets.
    pub(super) fn of_rows(&self, sets: &RiskSets, episodes: &Episodes) -> Vec<u32> {
        sets.row.iter().map(|&row| self.of_person(episodes.person[row as usize])).collect()
    }
}

/// Fits transitions that share coefficients; with clusters, also the score residuals of each
/// coefficient, added up within them.
fn group(
    design: &Design<'_>,
    options: &CoxOptions,
    transitions: &[usize],
    clusters: Option<&Clusters>,
    threads: usize,
) -> Result<(Group, Vec<Vec<f64>>), Error> {
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
        let counted = count(design, place, &rows);
        counts.push((place, counted.with_events()?));
        let mut columns = design.columns_of(place);
        for (_, _, coefficient) in &mut columns {
            *coefficient = coefficients.partition_point(|one| one < coefficient);
        }
        let sorted = RiskSets::new(&rows.episodes, &columns, threads);
        let cluster = clusters.map(|clusters| clusters.of_rows(&sorted, &rows.episodes));
        sets.push((sorted, cluster));
    }
    let stop = Stop { iterations: options.iterations, tolerance: options.tolerance };
    let all: Vec<&RiskSets> = sets.iter().map(|(sets, _)| sets).collect();
    let fit = fit::fit(&all, coefficients.len(), options.ties, stop, threads)?;
    let mut influence = Vec::new();
    if let Some(clusters) = clusters {
        influence.resize(coefficients.len(), Vec::new());
        for (sets, cluster) in &sets {
            let mut sweep = Sweep::new(sets, options.ties, threads);
            sweep.detailed(&fit.beta);
            let cluster = cluster.as_deref().unwrap_or_default();
            sweep.add_influence(&mut influence, cluster, clusters.count);
        }
    }
    Ok((Group { coefficients, fit, transitions: counts, missing }, influence))
}

/// The rows, persons and events of a transition.
pub(super) fn count(design: &Design<'_>, place: usize, rows: &Rows) -> CoxTransition {
    let mut persons = 0;
    let mut last = None;
    for &person in &rows.episodes.person {
        persons += u64::from(last != Some(person));
        last = Some(person);
    }
    CoxTransition {
        transition: design.transition_name(place),
        rows: rows.episodes.len() as u64,
        persons,
        events: rows.episodes.events() as u64,
    }
}

impl CoxTransition {
    /// The transition, which must happen to somebody who has all covariates.
    pub(super) fn with_events(self) -> Result<CoxTransition, Error> {
        if self.events == 0 {
            return Err(Error::one(
                Code::Empty,
                CALL,
                Place::argument("covariates"),
                format!("no row with `{}` that has all covariates", self.transition),
                "at least one",
            ));
        }
        Ok(self)
    }
}

impl Cox {
    /// The model of groups of transitions. `meat` is the sum of the products of the influence of
    /// persons or clusters on the score, in the units of the scaled covariates.
    pub(super) fn of(
        design: &Design<'_>,
        options: &CoxOptions,
        groups: &[Group],
        meat: Option<Matrix>,
    ) -> Cox {
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
        for group in groups {
            let own = &group.fit;
            for (j, &to) in group.coefficients.iter().enumerate() {
                coefficients[to].value = own.beta[j] / coefficients[to].scale;
                for (k, &across) in group.coefficients.iter().enumerate() {
                    let scale = coefficients[to].scale * coefficients[across].scale;
                    covariance.set(to, across, own.covariance.at(j, k) / scale);
                }
            }
            for Dependence { column, on } in &own.dependent {
                let place = group.coefficients[*column];
                kept[place] = false;
                coefficients[place].left_out = true;
                let on: Vec<usize> = on.iter().map(|&one| group.coefficients[one]).collect();
                let named = |place: usize| {
                    (coefficients[place].name.as_str(), coefficients[place].transition.as_str())
                };
                cautions.dependent(named(place), on.iter().map(|&on| named(on).0));
            }
            for &column in &own.diverging {
                let place = group.coefficients[column];
                kept[place] = false;
                cautions.diverging((&coefficients[place].name, &coefficients[place].transition));
            }
            if !own.converged {
                cautions.not_converged(own.iterations);
            }
            cautions.missing += group.missing;
            score_statistic += own.null_covariance.quadratic(&own.null_score);
            fit.null_log_likelihood += own.null;
            fit.log_likelihood += own.log_likelihood;
            fit.iterations = fit.iterations.max(own.iterations);
            fit.converged &= own.converged;
        }
        let mut transitions: Vec<(usize, CoxTransition)> =
            groups.iter().flat_map(|group| group.transitions.iter().cloned()).collect();
        order::sort(&mut transitions, &|one, other| one.0.cmp(&other.0));
        fit.transitions = transitions.into_iter().map(|(_, counts)| counts).collect();
        fit.coefficients = coefficients.iter().filter(|one| !one.left_out).count();
        let robust = meat.map(|mut meat| {
            for j in 0..count {
                for (k, value) in meat.row_mut(j).iter_mut().enumerate() {
                    *value *= coefficients[j].scale * coefficients[k].scale;
                }
            }
            meat.sandwiched(&covariance)
        });
        Cox {
            histories: design.histories.clone(),
            outline: design.outline.clone(),
            options: options.clone(),
            coefficients,
            covariance,
            robust,
            fit,
            kept,
            score_statistic,
            warnings: cautions.into_warnings(),
            baselines: None,
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
