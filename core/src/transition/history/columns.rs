//! Which columns of a table hold what: the options of the three readers.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::super::time::{TimeOrigin, TimeUnit};
use super::attributes::Named;

use crate::document::described;

described! {
    EventColumns = "event-columns",
    SpellColumns = "spell-columns",
    IntervalColumns = "interval-columns",
}

/// The columns of a table of events: a row for each entry into a state.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct EventColumns {
    /// The column that tells persons apart. Default `person`.
    pub person: String,
    /// The column with the time of entry: numbers or dates. Default `time`.
    pub time: String,
    /// The column with the state entered; null ends the person's observation. Default `state`.
    pub state: String,
    /// The column with how many persons a row stands for, from 1e-9 to 1e9; it may change from
    /// row to row of a person. Default none: each row stands for one.
    pub weight: Option<String>,
    /// The column with the person's cluster, such as a provider, for robust errors and the
    /// bootstrap. Default none: each person is a cluster.
    pub cluster: Option<String>,
    /// The column that says why a person left a state: in the row that ends the stay. Null where nothing is known.
    /// Default none.
    pub reason: Option<String>,
    /// Columns with covariates: numbers or categories. A change within a person takes effect
    /// with the row that shows it; `by` takes those that never change. Default none.
    pub covariates: Vec<String>,
    /// Where time is counted from. Left out, dates count from each person's first row, and
    /// numbers from 0.
    pub time_origin: Option<TimeOrigin>,
    /// The unit of time: what dates are turned into (default days), or what numbers are in
    /// (default not said).
    pub unit: Option<TimeUnit>,
    /// Whether each person's rows are meant to be in order of time. If so, a step back in
    /// time is a problem; if not (the default) rows may be in any order.
    pub ordered: bool,
}

impl Default for EventColumns {
    fn default() -> EventColumns {
        EventColumns {
            person: "person".to_owned(),
            time: "time".to_owned(),
            state: "state".to_owned(),
            weight: None,
            cluster: None,
            reason: None,
            covariates: Vec::new(),
            time_origin: None,
            unit: None,
            ordered: false,
        }
    }
}

/// What a time between two rows means in which nothing is said of a person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Gaps {
    /// A mistake, to be reported.
    Error,
    /// The person was not observed then: observation ends, and begins again after the gap.
    Censor,
    /// The person was in this state then, which may be one that no row names, such as
    /// `unknown`.
    State(String),
}

impl Gaps {
    /// The name of the state that fills gaps, if one does.
    pub(super) fn state(&self) -> Option<&str> {
        match self {
            Gaps::State(name) => Some(name),
            Gaps::Error | Gaps::Censor => None,
        }
    }
}

/// The columns of a table of spells: a row for each stay in a state.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct SpellColumns {
    /// The column that tells persons apart. Default `person`.
    pub person: String,
    /// The column with the time at which the stay begins. Default `start`.
    pub start: String,
    /// The column with the time at which it ends; null where the person has not been seen to
    /// leave. Default `stop`.
    pub stop: String,
    /// The column with the state. Default `state`.
    pub state: String,
    /// The column with how many persons a row stands for, from 1e-9 to 1e9; it may change from
    /// row to row of a person. Default none: each row stands for one.
    pub weight: Option<String>,
    /// The column with the person's cluster, such as a provider, for robust errors and the
    /// bootstrap. Default none: each person is a cluster.
    pub cluster: Option<String>,
    /// The column that says why a person left a state: in the row of the stay. Null where nothing is known.
    /// Default none.
    pub reason: Option<String>,
    /// Columns with covariates: numbers or categories. A change within a person takes effect
    /// with the row that shows it; `by` takes those that never change. Default none.
    pub covariates: Vec<String>,
    /// Where time is counted from; as in [`EventColumns::time_origin`].
    pub time_origin: Option<TimeOrigin>,
    /// The unit of time; as in [`EventColumns::unit`].
    pub unit: Option<TimeUnit>,
    /// What a gap between two spells means. Default `error`.
    pub gaps: Gaps,
}

impl Default for SpellColumns {
    fn default() -> SpellColumns {
        SpellColumns {
            person: "person".to_owned(),
            start: "start".to_owned(),
            stop: "stop".to_owned(),
            state: "state".to_owned(),
            weight: None,
            cluster: None,
            reason: None,
            covariates: Vec::new(),
            time_origin: None,
            unit: None,
            gaps: Gaps::Error,
        }
    }
}

/// The columns of a table of intervals: the counting-process form, a row for each time at
/// risk in a state and the transition that ends it, if one does.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct IntervalColumns {
    /// The column that tells persons apart. Default `person`.
    pub person: String,
    /// The column with the time from which the person is at risk, exclusive. Default `start`.
    pub start: String,
    /// The column with the time until which the person is at risk, inclusive. Default `stop`.
    pub stop: String,
    /// The column with the state the person is in. Default `origin`.
    pub origin: String,
    /// The column with the state entered at `stop`; null, or the origin again, where no
    /// transition happens. Default `target`.
    pub target: String,
    /// The column with how many persons a row stands for, from 1e-9 to 1e9; it may change from
    /// row to row of a person. Default none: each row stands for one.
    pub weight: Option<String>,
    /// The column with the person's cluster, such as a provider, for robust errors and the
    /// bootstrap. Default none: each person is a cluster.
    pub cluster: Option<String>,
    /// The column that says why a person left a state: in the row of the interval. Null where nothing is known.
    /// Default none.
    pub reason: Option<String>,
    /// Columns with covariates: numbers or categories. A change within a person takes effect
    /// with the row that shows it; `by` takes those that never change. Default none.
    pub covariates: Vec<String>,
    /// Where time is counted from; as in [`EventColumns::time_origin`].
    pub time_origin: Option<TimeOrigin>,
    /// The unit of time; as in [`EventColumns::unit`].
    pub unit: Option<TimeUnit>,
    /// What a gap between two intervals means. Default `censor`: this form says what is
    /// observed, and no more.
    pub gaps: Gaps,
}

impl Default for IntervalColumns {
    fn default() -> IntervalColumns {
        IntervalColumns {
            person: "person".to_owned(),
            start: "start".to_owned(),
            stop: "stop".to_owned(),
            origin: "origin".to_owned(),
            target: "target".to_owned(),
            weight: None,
            cluster: None,
            reason: None,
            covariates: Vec::new(),
            time_origin: None,
            unit: None,
            gaps: Gaps::Censor,
        }
    }
}

impl EventColumns {
    pub(super) fn attributes(&self) -> Named<'_> {
        Named {
            weight: self.weight.as_deref(),
            cluster: self.cluster.as_deref(),
            reason: self.reason.as_deref(),
            covariates: &self.covariates,
        }
    }
}

impl SpellColumns {
    pub(super) fn attributes(&self) -> Named<'_> {
        Named {
            weight: self.weight.as_deref(),
            cluster: self.cluster.as_deref(),
            reason: self.reason.as_deref(),
            covariates: &self.covariates,
        }
    }
}

impl IntervalColumns {
    pub(super) fn attributes(&self) -> Named<'_> {
        Named {
            weight: self.weight.as_deref(),
            cluster: self.cluster.as_deref(),
            reason: self.reason.as_deref(),
            covariates: &self.covariates,
        }
    }
}
