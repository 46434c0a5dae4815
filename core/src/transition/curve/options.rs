//! Options of the estimates.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::document::described;
use crate::{Code, Error, Place, Problems};

described! {
    SummariseOptions = "summarise-options",
    AalenJohansenOptions = "aalen-johansen-options",
}

/// Options of [`Histories::summarise`](super::super::Histories::summarise).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct SummariseOptions {
    /// The covariate whose values are groups, each with a table of its own. Default none.
    pub by: Option<String>,
    /// How many threads count. Left out, as many as the machine has. The result is the same,
    /// to the bit.
    pub threads: Option<usize>,
}

/// The kind of standard error.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum StandardError {
    /// Greenwood's: the moves of those at risk at a time are multinomial. Right with ties,
    /// and without censoring that of a binomial share.
    Greenwood,
    /// Aalen's: the moves are Poisson. Close to Greenwood's where few of many at risk move at
    /// a time; too large with heavy ties (by up to 0.065 in the data of the tests).
    Aalen,
    /// The sum of the squared influences of persons, or of clusters of them where there is a
    /// column `cluster` (the infinitesimal jackknife). Right with weights, and with persons
    /// who move more than once. It needs the persons, and so the histories rather than their
    /// risk table.
    Robust,
}

/// The scale on which an interval is symmetric.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum IntervalScale {
    /// `log(-log p)`: bounds always within 0 and 1.
    LogLog,
    /// `log p`: the upper bound is cut at 1.
    Log,
    /// `p` itself: bounds are cut at 0 and 1.
    Plain,
    /// `arcsin √p`: bounds always within 0 and 1.
    Arcsine,
    /// `log (p / (1 - p))`: bounds always within 0 and 1.
    Logit,
}

/// Options of [`RiskTable::aalen_johansen`](super::RiskTable::aalen_johansen).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct AalenJohansenOptions {
    /// The covariate whose values are groups, each with curves of its own. Default none.
    pub by: Option<String>,
    /// The time at which the curves start. Left out, the earliest time at which anybody is
    /// followed.
    pub start_time: Option<f64>,
    /// The state in which everybody is at the start. Left out, the distribution over states
    /// observed among those followed just after the start; its sampling error is then part of
    /// the standard errors.
    pub start_state: Option<String>,
    /// The probability of each state at the start, instead of `start_state`; of a state that is
    /// not named it is 0. They add up to 1, within 1e-9, and are taken as known: no part of the
    /// standard errors. Default none.
    pub start_distribution: Option<BTreeMap<String, f64>>,
    /// The kind of standard error. Default `greenwood`.
    pub se: StandardError,
    /// The scale of the intervals. Default `log-log`.
    pub interval: IntervalScale,
    /// The level of the intervals, between 0 and 1. Default 0.95.
    pub level: f64,
}

impl Default for AalenJohansenOptions {
    fn default() -> AalenJohansenOptions {
        AalenJohansenOptions {
            by: None,
            start_time: None,
            start_state: None,
            start_distribution: None,
            se: StandardError::Greenwood,
            interval: IntervalScale::LogLog,
            level: 0.95,
        }
    }
}

pub(super) const CALL: &str = "aalen_johansen";

impl AalenJohansenOptions {
    /// Checks what can be checked without data.
    pub(super) fn check(&self) -> Result<(), Error> {
        self.problems().finish(Code::Argument, CALL)
    }

    pub(super) fn problems(&self) -> Problems {
        let mut problems = Problems::new();
        if !(self.level > 0.0 && self.level < 1.0) {
            let place = Place::argument("level");
            problems.push(place, self.level.to_string(), "a number between 0 and 1");
        }
        if let Some(time) = self.start_time
            && !(0.0..f64::INFINITY).contains(&time)
        {
            let place = Place::argument("start_time");
            problems.push(place, time.to_string(), "a finite number of 0 or more");
        }
        self.check_distribution(&mut problems);
        problems
    }
}
