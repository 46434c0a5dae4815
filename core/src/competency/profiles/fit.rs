//! One number of classes: the solution that is kept.

use serde::Serialize;

use super::data::Answers;
use super::em::{self, Run, Stop};
use super::newton;
use super::options::ProfilesOptions;
use super::parameters::Layout;
use super::search::Search;
use crate::order;
use crate::warning::Warning;

/// The fit of one number of classes.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ProfileFit {
    /// How many classes.
    pub classes: u32,
    /// The log-likelihood, in the unit of the ratings.
    pub log_likelihood: f64,
    /// How many parameters are free.
    pub parameters: u64,
    /// Akaike's criterion: the lower the better.
    pub aic: f64,
    /// The Bayesian criterion.
    pub bic: f64,
    /// The Bayesian criterion with `(n + 2)/24` for `n` (Sclove).
    pub adjusted_bic: f64,
    /// How clearly respondents belong to one class, from 0 to 1: 1 less the mean entropy of their
    /// probabilities, as a share of the greatest. `None` for one class.
    pub entropy: Option<f64>,
    /// The share of the smallest class.
    pub smallest: f64,
    /// How many starts there were.
    pub starts: u32,
    /// How many of them were run to the end: the most likely after a few steps.
    pub finished: u32,
    /// How many of those that were run to the end ended at this solution, to 0.01 in
    /// log-likelihood. Where the others would have ended nobody knows: they do not count.
    pub replicated: u32,
    /// Whether the solution is a maximum, to the tolerance.
    pub converged: bool,
    /// The largest derivative of the log-likelihood per respondent, in logits, standardised means
    /// and logarithms of variances.
    pub gradient: f64,
    /// The classes of which an item's variance is at the floor, counted from 1.
    pub at_floor: Vec<u32>,
    #[serde(skip)]
    pub(super) theta: Vec<f64>,
}

/// The solution goes on until its gradient is next to zero.
const LAST: Stop = Stop { gain: 1e-9, gradient: 1e-8, steps: 20_000, past_floor: true };

/// Solutions this near in log-likelihood are the same.
pub(super) const SAME: f64 = 0.01;

/// How many different ends of starts are polished, ...
const MOST_POLISHED: usize = 3;
/// ... if they are as near to the highest in log-likelihood as this: what they would still gain.
const NEAR: f64 = 1.0;

impl Layout {
    pub(super) fn of(options: &ProfilesOptions, classes: u32) -> Layout {
        Layout {
            model: options.model,
            variances: options.variances,
            classes: classes as usize,
            floor: options.variance_floor.ln(),
        }
    }
}

/// The most likely of some runs, run on until the gradient is next to zero.
fn polished(layout: &Layout, answers: &Answers, mut runs: Vec<&Run>) -> Option<Run> {
    order::sort(&mut runs, &|one, other| other.log_likelihood.total_cmp(&one.log_likelihood));
    let highest = runs.first()?.log_likelihood;
    runs.retain(|run| run.log_likelihood >= highest - NEAR);
    runs.dedup_by(|next, run| run.log_likelihood - next.log_likelihood <= SAME);
    let polish = |run: &Run| {
        let theta = newton::polish(layout, answers, run.theta.clone());
        em::run(layout, answers, theta, LAST)
    };
    let ends = runs.into_iter().take(MOST_POLISHED).map(polish);
    // Of two that are the same, the one that is at its maximum to the tolerance.
    ends.reduce(|best, next| {
        let more = next.log_likelihood - best.log_likelihood;
        let better = more > SAME || more >= -SAME && (next.converged, more) > (best.converged, 0.0);
        if better { next } else { best }
    })
}

/// The best solution of a search.
pub(super) fn best(
    search: &Search,
    answers: &Answers,
    warnings: &mut Vec<Warning>,
) -> Option<ProfileFit> {
    let layout = &search.layout;
    let classes = layout.classes;
    let run = polished(layout, answers, search.eligible(answers))?;
    if let Some(highest) = search.highest_at_floor()
        && !layout.is_floored(&run.theta, answers)
        && highest > run.log_likelihood + SAME
    {
        let more = highest - run.log_likelihood;
        let message = format!(
            "with {classes} classes, solutions with a variance at its floor reach a log-likelihood \
             that is higher by {more:.2} or more; they are passed over: such a class answers one item \
             all alike"
        );
        warnings.push(Warning::new("floor-passed-over", message));
    }
    let same = |other: &&Run| (other.log_likelihood - run.log_likelihood).abs() <= SAME;
    let finished = search.ended().count() as u32;
    let replicated = search.ended().filter(same).count().max(1) as u32;
    let theta = layout.ordered(&run.theta, answers);
    let n = answers.n();
    let parameters = layout.parameters(answers) as f64;
    let deviance = -2.0 * run.log_likelihood;
    let at_floor: Vec<u32> =
        layout.floored(&theta, answers).into_iter().map(|class| class as u32 + 1).collect();
    let mut warn = |name, message: String| warnings.push(Warning::new(name, message));
    if !at_floor.is_empty() {
        let message = format!(
            "with {classes} classes, no start that was run to the end keeps every variance above its \
             floor; of the best the classes {at_floor:?} touch it: there may be fewer classes, or the items may need the categorical model"
        );
        warn("variance-floor", message);
    }
    if !layout.is_sound(&theta, answers) {
        let message = format!(
            "with {classes} classes, one has no members or is the same as another: there are fewer"
        );
        warn("empty-class", message);
    }
    if !run.converged {
        let message = format!(
            "with {classes} classes, the best solution has not converged: its gradient is {:.1e}",
            run.gradient
        );
        warn("not-converged", message);
    }
    if replicated < 2 && search.starts > 1 && classes > 1 {
        let message = format!(
            "with {classes} classes, of {finished} starts that were run to the end only one found the \
             best solution: it may not be the highest; ask for more `starts`"
        );
        warn("not-replicated", message);
    }
    Some(ProfileFit {
        classes: classes as u32,
        log_likelihood: run.log_likelihood,
        parameters: parameters as u64,
        aic: deviance + 2.0 * parameters,
        bic: deviance + parameters * n.ln(),
        adjusted_bic: deviance + parameters * ((n + 2.0) / 24.0).ln(),
        entropy: layout.entropy(&theta, answers),
        smallest: theta.iter().take(classes).copied().fold(1.0, f64::min),
        starts: search.starts,
        finished,
        replicated,
        converged: run.converged,
        gradient: run.gradient,
        at_floor,
        theta,
    })
}

impl Layout {
    /// The same classes, the largest first; of equal ones, the one that is lower on the first
    /// item on which they differ.
    fn ordered(&self, theta: &[f64], answers: &Answers) -> Vec<f64> {
        let shares = theta.get(..self.classes).unwrap_or(&[]);
        let mut classes: Vec<(f64, &[f64])> =
            shares.iter().copied().zip(self.of_classes(theta, answers)).collect();
        order::sort(&mut classes, &|(share, own), (other_share, other)| {
            let round = |share: f64| (share * 1e6).round();
            let by_share = round(*other_share).total_cmp(&round(*share));
            let pairs = own.iter().zip(other.iter());
            let apart = pairs.map(|(one, other)| one.total_cmp(other)).find(|order| order.is_ne());
            by_share.then(apart.unwrap_or(std::cmp::Ordering::Equal))
        });
        let mut ordered: Vec<f64> = classes.iter().map(|(share, _)| *share).collect();
        classes.iter().for_each(|(_, own)| ordered.extend_from_slice(own));
        ordered
    }

    fn entropy(&self, theta: &[f64], answers: &Answers) -> Option<f64> {
        if self.classes < 2 {
            return None;
        }
        let posterior = em::posterior(self, answers, theta);
        let uncertain = |row: &Vec<f64>| -> f64 {
            row.iter().filter(|share| **share > 0.0).map(|share| -share * share.ln()).sum()
        };
        let each = posterior.iter().zip(&answers.weights);
        let sum: f64 = each.map(|(row, weight)| weight * uncertain(row)).sum();
        Some(1.0 - sum / (answers.n() * (self.classes as f64).ln()))
    }
}

/// The most probable class, from 0; the first of several.
pub(super) fn modal(row: &[f64]) -> usize {
    let most = row.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    row.iter().position(|share| *share == most).unwrap_or(0)
}

impl ProfileFit {
    /// What stands where there is no fit, which is never.
    pub(super) const fn none() -> ProfileFit {
        ProfileFit {
            classes: 0,
            log_likelihood: f64::NEG_INFINITY,
            parameters: 0,
            aic: f64::INFINITY,
            bic: f64::INFINITY,
            adjusted_bic: f64::INFINITY,
            entropy: None,
            smallest: 0.0,
            starts: 0,
            finished: 0,
            replicated: 0,
            converged: false,
            gradient: f64::INFINITY,
            at_floor: Vec::new(),
            theta: Vec::new(),
        }
    }
}
