//! Kaplan–Meier curves and cumulative incidences: how long a state lasts, and what for it is
//! left.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::aalen_johansen::AalenJohansen;
use super::leaving::{Clock, Leaving};
use super::options::{AalenJohansenOptions, IntervalScale, StandardError};
use super::risk_table::RiskTable;
use crate::document::described;
use crate::transition::history::Histories;
use crate::{Code, Error};

/// Options of [`Histories::kaplan_meier`].
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct KaplanMeierOptions {
    /// The state that is left.
    pub origin: String,
    /// The states that it is left for; going to others is censoring. Left out, all of them.
    pub targets: Option<Vec<String>>,
    /// From when time is counted. Default `forward`.
    pub clock: Clock,
    /// The covariate whose values are groups, each with a curve of its own. Default none.
    pub by: Option<String>,
    /// The time at which the curves start. Left out, the earliest at which anybody is at risk.
    pub start_time: Option<f64>,
    /// The kind of standard error. Default `greenwood`.
    pub se: StandardError,
    /// The scale of the intervals. Default `log-log`.
    pub interval: IntervalScale,
    /// The level of the intervals, between 0 and 1. Default 0.95.
    pub level: f64,
}

described! {
    KaplanMeierOptions = "kaplan-meier-options",
    CumulativeIncidenceOptions = "cumulative-incidence-options",
}

impl Default for KaplanMeierOptions {
    fn default() -> KaplanMeierOptions {
        let AalenJohansenOptions { by, start_time, se, interval, level, .. } = Default::default();
        let (origin, clock) = (String::new(), Clock::Forward);
        KaplanMeierOptions { origin, targets: None, clock, by, start_time, se, interval, level }
    }
}

/// What exits from a state are told apart by.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Causes {
    /// By the state entered.
    #[default]
    Target,
    /// By the coded reason, from the column `reason` of the histories; `not said` where there
    /// is none.
    Reason,
    /// Exits into states that are an advancement (by their flag) as `advancement`, all others
    /// as `other`.
    Advancement,
    /// By groups of states, of reasons or of both, each group with a name. A listed reason goes
    /// before the state entered; exits that are in no group are `other`.
    Groups(BTreeMap<String, Vec<String>>),
}

/// Options of [`Histories::cumulative_incidence`].
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct CumulativeIncidenceOptions {
    /// The state that is left.
    pub origin: String,
    /// What exits are told apart by. Default `target`.
    pub causes: Causes,
    /// From when time is counted. Default `forward`.
    pub clock: Clock,
    /// The covariate whose values are groups, each with curves of its own. Default none.
    pub by: Option<String>,
    /// The time at which the curves start. Left out, the earliest at which anybody is at risk.
    pub start_time: Option<f64>,
    /// The kind of standard error. Default `greenwood`.
    pub se: StandardError,
    /// The scale of the intervals. Default `log-log`.
    pub interval: IntervalScale,
    /// The level of the intervals, between 0 and 1. Default 0.95.
    pub level: f64,
}

impl Default for CumulativeIncidenceOptions {
    fn default() -> CumulativeIncidenceOptions {
        let AalenJohansenOptions { by, start_time, se, interval, level, .. } = Default::default();
        let (origin, causes, clock) = (String::new(), Causes::Target, Clock::Forward);
        CumulativeIncidenceOptions { origin, causes, clock, by, start_time, se, interval, level }
    }
}

impl KaplanMeierOptions {
    fn curves(&self) -> AalenJohansenOptions {
        AalenJohansenOptions {
            by: self.by.clone(),
            start_time: self.start_time,
            start_state: Some(self.origin.clone()),
            start_distribution: None,
            se: self.se,
            interval: self.interval,
            level: self.level,
        }
    }
}

impl CumulativeIncidenceOptions {
    fn curves(&self) -> AalenJohansenOptions {
        AalenJohansenOptions {
            by: self.by.clone(),
            start_time: self.start_time,
            start_state: Some(self.origin.clone()),
            start_distribution: None,
            se: self.se,
            interval: self.interval,
            level: self.level,
        }
    }
}

const KAPLAN_MEIER: &str = "kaplan_meier";
const CUMULATIVE_INCIDENCE: &str = "cumulative_incidence";
/// The state of those who have left, where it does not matter for what.
const LEFT: &str = "left";

impl Histories {
    /// The curve of Kaplan and Meier (1958) of staying in a state: the probability of not yet
    /// having left `origin` for one of `targets`, of those who are in it.
    ///
    /// The result has two states: the origin, whose probability is the curve, and `left`. Who
    /// enters the origin late is at risk from then on, or from 0 with the clock reset. Median
    /// and other quantiles: [`AalenJohansen::quantiles`]. As `survfit` of R survival, with
    /// other intervals by default and the error of the probability itself, not relative to it.
    ///
    /// # Errors
    /// [`Code::Argument`] where an option is out of its range or names something that is not
    /// there, [`Code::Empty`] where nobody is ever at risk.
    pub fn kaplan_meier(&self, options: &KaplanMeierOptions) -> Result<AalenJohansen, Error> {
        let left = if options.origin != LEFT { LEFT } else { "gone" };
        let targets = options.targets.as_deref();
        let leaving =
            Leaving::new(KAPLAN_MEIER, self.space(), &options.origin, targets, Some(left))?;
        leaving.histories(self, options.clock).aalen_johansen(&options.curves())
    }

    /// Cumulative incidences: the probabilities of having left a state by a time for each cause,
    /// of those who are in it. Causes compete: leaving for one is leaving.
    ///
    /// The result has the origin and the causes as its states. The estimator of Aalen and
    /// Johansen; as `cuminc` of R cmprsk and `survfit` of R survival.
    ///
    /// # Errors
    /// As [`Histories::kaplan_meier`].
    pub fn cumulative_incidence(
        &self,
        options: &CumulativeIncidenceOptions,
    ) -> Result<AalenJohansen, Error> {
        let leaving =
            Leaving::by_causes(CUMULATIVE_INCIDENCE, self, &options.origin, &options.causes)?;
        leaving.histories(self, options.clock).aalen_johansen(&options.curves())
    }
}

impl RiskTable {
    /// As [`Histories::kaplan_meier`], with the clock forward and without robust errors.
    ///
    /// # Errors
    /// As [`Histories::kaplan_meier`].
    pub fn kaplan_meier(&self, options: &KaplanMeierOptions) -> Result<AalenJohansen, Error> {
        only_forward(KAPLAN_MEIER, options.clock)?;
        let left = if options.origin != LEFT { LEFT } else { "gone" };
        let targets = options.targets.as_deref();
        let leaving =
            Leaving::new(KAPLAN_MEIER, self.space(), &options.origin, targets, Some(left))?;
        leaving.table(self).aalen_johansen(&options.curves())
    }

    /// As [`Histories::cumulative_incidence`], with the clock forward, causes by the state
    /// entered and without robust errors.
    ///
    /// # Errors
    /// As [`Histories::cumulative_incidence`].
    pub fn cumulative_incidence(
        &self,
        options: &CumulativeIncidenceOptions,
    ) -> Result<AalenJohansen, Error> {
        only_forward(CUMULATIVE_INCIDENCE, options.clock)?;
        if options.causes != Causes::Target {
            let expected = "`target`: other causes need the histories";
            return Err(Error::argument(CUMULATIVE_INCIDENCE, "causes", "others", expected));
        }
        let leaving =
            Leaving::new(CUMULATIVE_INCIDENCE, self.space(), &options.origin, None, None)?;
        leaving.table(self).aalen_johansen(&options.curves())
    }
}

fn only_forward(call: &str, clock: Clock) -> Result<(), Error> {
    match clock {
        Clock::Forward => Ok(()),
        Clock::Reset => {
            let expected = "`forward`: a clock that is reset needs the histories";
            Err(Error::argument(call, "clock", "`reset`", expected))
        }
    }
}

/// The error of nobody leaving: [`Code::Empty`].
pub(super) fn nobody_leaves(call: &str, origin: &str) -> Error {
    let found = format!("nobody who leaves `{origin}` for what is asked");
    Error::one(Code::Empty, call, crate::Place::Whole, found, "at least one who does")
}
