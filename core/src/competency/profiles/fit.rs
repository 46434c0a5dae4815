//! One number of classes: many starts, and the solution that is kept.

use serde::Serialize;

use super::data::Answers;
use super::em::{self, Run, Stop};
use super::options::{ProfileModel, ProfilesOptions};
use super::parameters::{EMPTY, Layout};
use crate::stats::random::Random;
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
    /// How many of them ended at this solution, to 0.01 in log-likelihood.
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

/// Starts stop early; the best goes on until its gradient is next to zero.
const FIRST: Stop = Stop { gain: 1e-8, gradient: f64::INFINITY, steps: 1500 };
const LAST: Stop = Stop { gain: 1e-9, gradient: 1e-8, steps: 20_000 };

/// Solutions this near in log-likelihood are the same.
const SAME: f64 = 0.01;

/// A start: its number is the stream that it draws from.
pub(super) fn start(layout: &Layout, answers: &Answers, seed: u64, number: u32) -> Run {
    let stream = (layout.classes as u64) << 32 | u64::from(number);
    let mut random = Random::stream(seed, stream);
    em::run(layout, answers, layout.start(answers, &mut random), FIRST)
}

impl Layout {
    pub(super) fn of(options: &ProfilesOptions, classes: u32) -> Layout {
        Layout {
            model: options.model,
            variances: options.variances,
            classes: classes as usize,
            floor: options.variance_floor.ln(),
        }
    }

    /// The classes, from 0, of which a variance is at the floor.
    fn floored(&self, theta: &[f64], answers: &Answers) -> Vec<usize> {
        if self.model == ProfileModel::Categorical {
            return Vec::new();
        }
        let at_floor = |own: &[f64]| {
            own.iter().skip(answers.items.len()).any(|variance| *variance <= self.floor + 1e-9)
        };
        let classes = self.of_classes(theta, answers).enumerate();
        classes.filter(|(_, own)| at_floor(own)).map(|(class, _)| class).collect()
    }

    fn has_empty(&self, theta: &[f64]) -> bool {
        theta.iter().take(self.classes).any(|share| *share <= EMPTY)
    }

    /// Whether two classes are the same: a saddle, from which no step leads away.
    fn has_twins(&self, theta: &[f64], answers: &Answers) -> bool {
        let classes: Vec<&[f64]> = self.of_classes(theta, answers).collect();
        let same = |one: &[f64], other: &[f64]| {
            one.iter().zip(other).all(|(one, other)| (one - other).abs() < 1e-6)
        };
        classes
            .iter()
            .enumerate()
            .any(|(place, one)| classes.iter().take(place).any(|other| same(one, other)))
    }
}

/// The best of several runs, run to the end: of those without an empty class and, if there is
/// any, without a variance at the floor.
pub(super) fn best(
    layout: &Layout,
    answers: &Answers,
    runs: &[Run],
    warnings: &mut Vec<Warning>,
) -> Option<ProfileFit> {
    let classes = layout.classes;
    let highest = |floored: bool| {
        let allowed = runs.iter().filter(|run| {
            !layout.has_empty(&run.theta)
                && !layout.has_twins(&run.theta, answers)
                && (floored || layout.floored(&run.theta, answers).is_empty())
        });
        allowed.max_by(|one, other| one.log_likelihood.total_cmp(&other.log_likelihood))
    };
    let (sound, any) = (highest(false), highest(true));
    if let (Some(sound), Some(any)) = (sound, any)
        && any.log_likelihood > sound.log_likelihood + SAME
    {
        let more = any.log_likelihood - sound.log_likelihood;
        let message = format!(
            "with {classes} classes, solutions with a variance at its floor reach a log-likelihood \
             that is {more:.2} higher; they are passed over: such a class answers one item all alike"
        );
        warnings.push(Warning::new("floor-passed-over", message));
    }
    let chosen = sound.or(any).or_else(|| {
        runs.iter().max_by(|one, other| one.log_likelihood.total_cmp(&other.log_likelihood))
    })?;
    // Starts that stopped early near the same maximum count as one solution.
    let near = runs.iter().filter(|run| run.log_likelihood >= chosen.log_likelihood - 1.0);
    let mut run = em::run(layout, answers, chosen.theta.clone(), LAST);
    if run.log_likelihood < chosen.log_likelihood {
        run = chosen.clone();
    }
    let same = |other: &&Run| (other.log_likelihood - run.log_likelihood).abs() <= SAME;
    let replicated = near.filter(same).count().max(1) as u32;
    let theta = layout.ordered(&run.theta, answers);
    let n = answers.n();
    let parameters = layout.parameters(answers) as f64;
    let deviance = -2.0 * run.log_likelihood;
    let at_floor: Vec<u32> =
        layout.floored(&theta, answers).into_iter().map(|class| class as u32 + 1).collect();
    let mut warn = |name, message: String| warnings.push(Warning::new(name, message));
    if !at_floor.is_empty() {
        let message = format!(
            "with {classes} classes, every start ends with a variance at its floor, in the classes \
             {at_floor:?}: there may be fewer classes, or the items may need the categorical model"
        );
        warn("variance-floor", message);
    }
    if layout.has_empty(&theta) || layout.has_twins(&theta, answers) {
        let message = format!(
            "with {classes} classes, one has no members or is the same as another: there are fewer"
        );
        warn("empty-class", message);
    }
    if !run.converged {
        let message = format!(
            "with {classes} classes, the best start has not converged: its gradient is {:.1e}",
            run.gradient
        );
        warn("not-converged", message);
    }
    if replicated < 2 && runs.len() > 1 && classes > 1 {
        let message = format!(
            "with {classes} classes, only one of {} starts found the best solution: it may not be the \
             highest; ask for more `starts`",
            runs.len()
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
        starts: runs.len() as u32,
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
        classes.sort_by(|(share, own), (other_share, other)| {
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
            replicated: 0,
            converged: false,
            gradient: f64::INFINITY,
            at_floor: Vec::new(),
            theta: Vec::new(),
        }
    }
}
