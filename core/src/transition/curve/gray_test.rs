//! Gray's test of cumulative incidences.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::changes::{Changes, Edge, RiskSets};
use super::group_test::{GroupTest, Strata};
use super::kaplan_meier::{Causes, nobody_leaves};
use super::leaving::{Clock, Leaving};
use crate::document::described;
use crate::stats::matrix::Matrix;
use crate::transition::history::Histories;
use crate::{Error, Warning};

const CALL: &str = "gray_test";

/// Options of [`Histories::gray_test`].
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct GrayTestOptions {
    /// The covariate whose values are the groups.
    pub by: String,
    /// The state that is left.
    pub origin: String,
    /// The cause of leaving it whose incidences are compared: a state entered, or one of
    /// `causes`. All others compete with it.
    pub cause: String,
    /// What exits are told apart by. Default `target`.
    pub causes: Causes,
    /// From when time is counted. Default `forward`.
    pub clock: Clock,
    /// A covariate within whose values groups are compared. Default none.
    pub strata: Option<String>,
    /// The power of one less the incidence before each event in its weight. Default 0.
    pub rho: f64,
}

described! { GrayTestOptions = "gray-test-options" }

/// What is seen in a stratum: for each group and time, the numbers at risk, leaving for the
/// cause and leaving for another.
struct Seen {
    at_risk: Vec<Vec<f64>>,
    cause: Vec<Vec<f64>>,
    other: Vec<Vec<f64>>,
}

/// The estimates of one group, at each time; `_before` is just before it.
struct Group {
    survival_before: Vec<f64>,
    survival: Vec<f64>,
    /// At risk, each counting for those who left before: Y / S(t-).
    h: Vec<f64>,
    /// At risk of the cause, with those who left for another: Y (1 - F(t-)) / S(t-).
    r: Vec<f64>,
}

impl Histories {
    /// Tests whether the cumulative incidence of one cause of leaving a state differs between
    /// groups, where causes compete: the test of Gray (1988), Annals of Statistics 16,
    /// 1141–1154, with the variance given there and its correction for ties.
    ///
    /// As `cuminc` of R cmprsk. The variance takes persons for followed from the start: with
    /// late entry the warning `late-entry` says so.
    ///
    /// # Errors
    /// As [`Histories::log_rank`].
    pub fn gray_test(&self, options: &GrayTestOptions) -> Result<GroupTest, Error> {
        let GrayTestOptions { by, origin, cause, causes, clock, strata, rho } = options;
        if !(0.0..f64::INFINITY).contains(rho) {
            let expected = "a finite number of 0 or more";
            return Err(Error::argument(CALL, "rho", rho.to_string(), expected));
        }
        let leaving = Leaving::by_causes(CALL, self, origin, causes)?;
        let Some(target) = leaving.space().index(cause).filter(|&target| target > 0) else {
            let names: Vec<&str> = leaving.space().names().skip(1).collect();
            let expected = format!("one of {}", names.join(", "));
            return Err(Error::argument(CALL, "cause", format!("`{cause}`"), expected));
        };
        let target = target as u16;
        let mut strata = Strata::count(CALL, self, &leaving, *clock, (by, strata.as_deref()))?;
        let mut groups = strata.counts(Some(target));
        if groups.iter().all(|group| group.events == 0) {
            return Err(nobody_leaves(CALL, origin));
        }
        let mut covariance = Matrix::zeros(groups.len(), groups.len());
        for stratum in &strata.strata {
            let seen = Seen::of(stratum, strata.states, target);
            let (observed, expected) = seen.test(*rho, &mut covariance);
            for (group, (observed, expected)) in
                groups.iter_mut().zip(observed.iter().zip(&expected))
            {
                group.observed += observed;
                group.expected += expected;
            }
        }
        covariance.mirror();
        let first = |changes: &Changes| changes.first().map(|change| change.time);
        let start = strata.strata.iter().flatten().filter_map(first).fold(f64::INFINITY, f64::min);
        let late = strata.strata.iter().flatten().flat_map(|changes| &changes.list);
        let late: i64 = late
            .filter(|change| change.edge == Edge::Join(0) && change.time > start)
            .map(|change| change.count.max(0))
            .sum();
        if late > 0 {
            strata.warnings.push(Warning::new(
                "late-entry",
                format!(
                    "{late} stays begin after the first: Gray's test is made for persons who are \
                     followed from the start, and its p-value is approximate here."
                ),
            ));
        }
        Ok(strata.finish("Gray's test", groups, &covariance, None))
    }
}

impl Seen {
    fn of(groups: &[Changes], states: usize, target: u16) -> Seen {
        let left = |change: &&super::changes::Change| matches!(change.edge, Edge::Move(..));
        let mut times: Vec<f64> = groups
            .iter()
            .flat_map(|changes| changes.list.iter().filter(left).map(|change| change.time))
            .collect();
        times.sort_unstable_by(f64::total_cmp);
        times.dedup();
        let mut seen = Seen { at_risk: Vec::new(), cause: Vec::new(), other: Vec::new() };
        for changes in groups {
            let mut sets = RiskSets::new(changes, states);
            let mut next = 0;
            let [mut at_risk, mut cause, mut other] = [(); 3].map(|()| vec![0.0; times.len()]);
            for (place, &time) in times.iter().enumerate() {
                let rest = changes.list.get(next..).unwrap_or_default();
                let before = rest.partition_point(|change| change.time < time);
                sets.settle(next..next + before);
                next += before;
                at_risk[place] = sets.at(0);
                let here = rest.get(before..).unwrap_or_default();
                for change in here.iter().take_while(|change| change.time == time) {
                    match change.edge {
                        Edge::Move(_, to) if to == target => cause[place] += change.count as f64,
                        Edge::Move(..) => other[place] += change.count as f64,
                        _ => {}
                    }
                }
            }
            seen.at_risk.push(at_risk);
            seen.cause.push(cause);
            seen.other.push(other);
        }
        seen
    }

    fn group(&self, group: usize) -> Group {
        let (mut survival, mut incidence) = (1.0, 0.0);
        let count = self.at_risk[group].len();
        let mut all = Group {
            survival_before: Vec::with_capacity(count),
            survival: Vec::with_capacity(count),
            h: Vec::with_capacity(count),
            r: Vec::with_capacity(count),
        };
        for time in 0..count {
            let y = self.at_risk[group][time];
            let (cause, other) = (self.cause[group][time], self.other[group][time]);
            let h = if y > 0.0 && survival > 0.0 { y / survival } else { 0.0 };
            all.survival_before.push(survival);
            all.h.push(h);
            all.r.push(h * (1.0 - incidence));
            if y > 0.0 {
                incidence += survival * cause / y;
                survival *= (y - cause - other) / y;
            }
            all.survival.push(survival);
        }
        all
    }

    /// Observed and expected of each group; the covariance is added to what there is.
    fn test(&self, rho: f64, covariance: &mut Matrix) -> (Vec<f64>, Vec<f64>) {
        let count = self.at_risk.first().map_or(0, Vec::len);
        let size = self.at_risk.len();
        let groups: Vec<Group> = (0..size).map(|group| self.group(group)).collect();
        let sum = |column: &dyn Fn(usize) -> f64| (0..size).map(column).sum::<f64>();
        let (mut observed, mut expected) = (vec![0.0; size], vec![0.0; size]);
        // Of all groups together, if they do not differ: the incidence before each time, and
        // what it gains.
        let (mut before, mut gain) = (Vec::with_capacity(count), Vec::with_capacity(count));
        let mut incidence: f64 = 0.0;
        for time in 0..count {
            let h = sum(&|group| groups[group].h[time]);
            let r = sum(&|group| groups[group].r[time]);
            let d = sum(&|group| self.cause[group][time]);
            let weight = (1.0 - incidence).powf(rho);
            for (group, of) in groups.iter().enumerate() {
                observed[group] += weight * self.cause[group][time];
                if r > 0.0 {
                    expected[group] += weight * of.r[time] / r * d;
                }
            }
            before.push(incidence);
            gain.push(if h > 0.0 { d / h } else { 0.0 });
            incidence += if h > 0.0 { d / h } else { 0.0 };
        }
        for (of, group) in groups.iter().enumerate() {
            let mut rest = vec![0.0; size];
            for time in (0..count).rev() {
                let y = self.at_risk[of][time];
                let h = sum(&|group| groups[group].h[time]);
                if h <= 0.0 {
                    continue;
                }
                let weight = (1.0 - before[time]).powf(rho);
                let own = |k: usize| f64::from(u8::from(k == of)) - groups[k].h[time] / h;
                let c: Vec<f64> = (0..size).map(|k| weight * own(k) * group.h[time]).collect();
                let (s_before, s) = (group.survival_before[time], group.survival[time]);
                // The survival of a group that has all left is 0, but for rounding.
                let still = if s > 1e-12 { (1.0 - before[time] - gain[time]) / s } else { 0.0 };
                if y > 0.0 {
                    let cause = sum(&|group| self.cause[group][time]);
                    let ties =
                        if cause > 1.0 { 1.0 - (cause - 1.0) / (h * s_before - 1.0) } else { 1.0 };
                    let by_cause = gain[time] * s_before / y * ties;
                    let other = self.other[of][time];
                    let ties =
                        if other > 1.0 && y > 1.0 { 1.0 - (other - 1.0) / (y - 1.0) } else { 1.0 };
                    let by_other = other * s_before * s_before / (y * y) * ties;
                    let a: Vec<f64> =
                        c.iter().zip(&rest).map(|(c, rest)| c + (1.0 - still) * rest).collect();
                    let b: Vec<f64> = rest.iter().map(|rest| still * rest).collect();
                    covariance.add_outer(by_cause, &a);
                    covariance.add_outer(by_other, &b);
                }
                if before[time] < 1.0 {
                    for (rest, c) in rest.iter_mut().zip(&c) {
                        *rest += c / (1.0 - before[time]) * gain[time];
                    }
                }
            }
        }
        (observed, expected)
    }
}
