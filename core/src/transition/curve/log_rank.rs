//! The log-rank family of tests.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::changes::{Changes, Edge, RiskSets};
use super::group_test::{GroupTest, Strata};
use super::kaplan_meier::nobody_leaves;
use super::leaving::{Clock, Leaving};
use crate::document::described;
use crate::stats::matrix::Matrix;
use crate::transition::history::Histories;
use crate::{Code, Error, Place, Problems};

const CALL: &str = "log_rank";

/// Options of [`Histories::log_rank`].
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct LogRankOptions {
    /// The covariate whose values are the groups.
    pub by: String,
    /// The state that is left.
    pub origin: String,
    /// The states that it is left for; going to others is censoring. Left out, all of them.
    pub targets: Option<Vec<String>>,
    /// From when time is counted. Default `forward`.
    pub clock: Clock,
    /// A covariate within whose values groups are compared. Default none.
    pub strata: Option<String>,
    /// The power of the survival before each event in its weight. Default 0; with 1 the test of
    /// Peto and Peto, which looks at early differences.
    pub rho: f64,
    /// The power of one less the survival before each event in its weight. Default 0; with 1
    /// the test looks at late differences.
    pub gamma: f64,
    /// Scores of the groups, in order of their names, for a test of trend on one degree of
    /// freedom. Default none.
    pub trend: Option<Vec<f64>>,
}

described! { LogRankOptions = "log-rank-options" }

impl Histories {
    /// Tests whether groups leave a state at different rates: the log-rank test (Mantel 1966),
    /// weighted by `S(t-)^rho (1 - S(t-))^gamma` (Fleming and Harrington 1991), stratified, or
    /// for a trend (Tarone 1975). Late entry is no obstacle: who is not yet at risk is not
    /// compared. The covariance is that of the hypergeometric distribution, with ties.
    ///
    /// As `survdiff` of R survival.
    ///
    /// # Errors
    /// [`Code::Argument`] where an option is out of its range or names something that is not
    /// there, where there is but one group, and for weighted histories; [`Code::Empty`] where
    /// nobody leaves.
    pub fn log_rank(&self, options: &LogRankOptions) -> Result<GroupTest, Error> {
        let LogRankOptions { by, origin, targets, clock, strata, rho, gamma, trend } = options;
        let mut problems = Problems::new();
        for (name, power) in [("rho", rho), ("gamma", gamma)] {
            if !(0.0..f64::INFINITY).contains(power) {
                let expected = "a finite number of 0 or more";
                problems.push(Place::argument(name), power.to_string(), expected);
            }
        }
        problems.finish(Code::Argument, CALL)?;
        let leaving = Leaving::new(CALL, self.space(), origin, targets.as_deref(), Some("left"))?;
        let strata = Strata::count(CALL, self, &leaving, *clock, (by, strata.as_deref()))?;
        if let Some(scores) = trend
            && (scores.len() != strata.groups.len()
                || scores.iter().any(|score| !score.is_finite())
                || scores.iter().all(|score| Some(score) == scores.first()))
        {
            let found = format!("{scores:?}");
            let expected = format!(
                "{} finite numbers that differ, for {}",
                strata.groups.len(),
                strata.groups.join(", ")
            );
            return Err(Error::argument(CALL, "trend", found, expected));
        }
        if strata.counts(None).iter().all(|group| group.events == 0) {
            return Err(nobody_leaves(CALL, origin));
        }
        Ok(test(strata, *rho, *gamma, trend.as_deref()))
    }
}

/// The test of stays in groups, of which some leave.
pub(super) fn test(strata: Strata, rho: f64, gamma: f64, trend: Option<&[f64]>) -> GroupTest {
    let mut groups = strata.counts(None);
    let mut covariance = Matrix::zeros(groups.len(), groups.len());
    for stratum in &strata.strata {
        each_time(stratum, strata.states, |at_risk, left, survival| {
            let weight = survival.powf(rho) * (1.0 - survival).powf(gamma);
            let y: f64 = at_risk.iter().sum();
            let d: f64 = left.iter().sum();
            for (group, (own, own_left)) in groups.iter_mut().zip(at_risk.iter().zip(left)) {
                group.observed += weight * own_left;
                group.expected += weight * d * own / y;
            }
            if y <= 1.0 {
                return;
            }
            let spread = weight * weight * d * (y - d) / (y - 1.0);
            for (i, a) in at_risk.iter().enumerate() {
                for (j, b) in at_risk.iter().enumerate() {
                    let same = if i == j { a / y } else { 0.0 };
                    covariance.add(i, j, spread * (same - a / y * b / y));
                }
            }
        });
    }
    let test = match (trend, rho == 0.0 && gamma == 0.0) {
        (None, true) => "log-rank test",
        (None, false) => "weighted log-rank test",
        (Some(_), true) => "log-rank test of trend",
        (Some(_), false) => "weighted log-rank test of trend",
    };
    strata.finish(test, groups, &covariance, trend)
}

/// Calls `visit` at each time at which anybody leaves, with those at risk in each group, those
/// who leave, and the survival of all groups together just before.
fn each_time(groups: &[Changes], states: usize, mut visit: impl FnMut(&[f64], &[f64], f64)) {
    let mut walks: Vec<(RiskSets<'_>, _)> = groups
        .iter()
        .map(|changes| (RiskSets::new(changes, states), changes.times().peekable()))
        .collect();
    let time_of = |changes: &Changes, here: &std::ops::Range<usize>| {
        changes.list.get(here.start).map_or(f64::INFINITY, |change| change.time)
    };
    let mut survival = 1.0;
    let mut at_risk = vec![0.0; groups.len()];
    let mut left = vec![0.0; groups.len()];
    loop {
        let next = walks
            .iter_mut()
            .zip(groups)
            .filter_map(|((_, times), changes)| times.peek().map(|here| time_of(changes, here)));
        let now = next.fold(f64::INFINITY, f64::min);
        if now == f64::INFINITY {
            return;
        }
        for (group, ((sets, times), changes)) in walks.iter_mut().zip(groups).enumerate() {
            at_risk[group] = sets.at(0);
            left[group] = 0.0;
            if let Some(here) = times.next_if(|here| time_of(changes, here) == now) {
                let moves = here.clone().filter_map(|place| changes.list.get(place));
                let moves = moves.filter(|change| matches!(change.edge, Edge::Move(..)));
                left[group] = moves.map(|change| change.count as f64).sum();
                sets.settle(here);
            }
        }
        let d: f64 = left.iter().sum();
        if d > 0.0 {
            visit(&at_risk, &left, survival);
            survival *= 1.0 - d / at_risk.iter().sum::<f64>();
        }
    }
}
