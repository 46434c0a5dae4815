//! `life_cycle` in the document of a standard.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::expiry::Expires;
use crate::document::{Day, Period};
use crate::standard::Amount;
use crate::standard::document::{Confidence, Node};
use crate::standard::names::OneOrMore;

/// What happens to a credential after it was asked for: how long it is good, what renews it,
/// and what becomes of it otherwise. What is left out is not known.
#[derive(Clone, Debug, Default, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct LifeCycleDocument {
    /// The sources of its values; those of the requirement where none is given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) cite: Option<OneOrMore<String>>,
    /// How well its values are known; as the document says where not given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) confidence: Option<Confidence>,
    /// A remark for people.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) note: Option<String>,
    /// The time limits of an application.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) application: Option<ApplicationLimits>,
    /// A first certification for a limited time, with something still to do.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) provisional: Option<ProvisionalPeriod>,
    /// How long the credential is good.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) renew_every: Option<Period>,
    /// Which day is the last good one; the anniversary where not given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) expires: Option<Expires>,
    /// Other credentials with which this one expires: all on the latest of their last days.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) shares_expiry_with: Vec<String>,
    /// How long before the last good day renewal opens.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) window: Option<Period>,
    /// How long before the last good day renewal must be asked for; that day where not given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) due: Option<Period>,
    /// How long after the last good day it can still be renewed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) grace: Option<Period>,
    /// What the credential is once it can no longer be renewed; lapsed where not given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) after_grace: Option<AfterGrace>,
    /// What is to be paid.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) fees: Vec<Fee>,
    /// What renews it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) renewal: Option<Node>,
    /// The cycle of continuing education, where it is not the time between renewals.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) cycle: Option<CycleLength>,
    /// What is asked for less often than at each renewal.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) longer_cycles: Vec<LongerCycle>,
    /// What is asked for at the end of a first period that was short, from the shortest.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) first_period: Vec<FirstPeriod>,
    /// Hours of the cycle before that count in this one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) carry_over: Option<CarryOver>,
    /// Several lengths to choose from, in place of `renew_every` and `renewal`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) choices: Vec<Choice>,
    /// What reinstates it, by the length of the lapse, from the shortest.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) after_lapse: Vec<Rung>,
    /// What must be done by a day or so long after an event.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) deadlines: Vec<Deadline>,
    /// How long proof must be kept after a renewal, in case of an audit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) keep_proof: Option<Period>,
    /// A day after which no such credential is good, renewed or not.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) ends: Option<Ends>,
}

/// The time limits of an application.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ApplicationLimits {
    /// How long after the application it must be complete; else it is closed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) complete_within: Option<Period>,
    /// How long after it is complete it must be decided on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) decided_within: Option<Period>,
}

/// A first certification for a limited time.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ProvisionalPeriod {
    /// How long it is good: from its first day to the same day of a later month, inclusive.
    pub(crate) lasts: Period,
    /// How often it can be extended; not at all where not given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) extensions: Option<u8>,
    /// By how long; by `lasts` where not given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) extend_by: Option<Period>,
    /// What is to be done in it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) requires: Option<Node>,
    /// What an extension asks for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) to_extend: Option<Node>,
}

/// What a credential is once it can no longer be renewed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum AfterGrace {
    /// It has run out.
    Lapsed,
    /// It rests and can be woken.
    Inactive,
    /// It is good under conditions.
    Probation,
}

/// What is to be paid.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Fee {
    /// What for.
    #[serde(rename = "for")]
    pub(crate) occasion: FeeOccasion,
    /// How much.
    pub(crate) amount: Amount,
    /// Only once so much time has passed since the last good day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) over: Option<Period>,
    /// The currency; US dollars where not given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) currency: Option<String>,
    /// A remark for people.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) note: Option<String>,
}

/// What a fee is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum FeeOccasion {
    /// Asking for the credential.
    Application,
    /// Extending a provisional credential.
    Extension,
    /// Renewing in time or late.
    Renewal,
    /// Renewing late, beside the fee for renewal. Of several the last that is due counts.
    Late,
    /// Reinstating. Of several the last that is due counts.
    Reinstatement,
}

impl FeeOccasion {
    /// The fixed name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            FeeOccasion::Application => "application",
            FeeOccasion::Extension => "extension",
            FeeOccasion::Renewal => "renewal",
            FeeOccasion::Late => "late",
            FeeOccasion::Reinstatement => "reinstatement",
        }
    }
}

/// The cycle of continuing education, where it is not the time between renewals.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct CycleLength {
    /// How long a cycle is; the time between renewals where not given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) every: Option<Period>,
    /// When the first begins; on the day of issue where not given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) starts: Option<CycleStart>,
    /// Whether what is done in grace counts for the cycle before.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub(crate) late_hours: bool,
}

/// When the first cycle begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum CycleStart {
    /// On the day of first issue.
    Issue,
    /// On the first day of the year of first issue.
    CalendarYear,
    /// On the first day of the year after first issue: until then nothing is asked for.
    NextCalendarYear,
}

/// What is asked for less often than at each renewal.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct LongerCycle {
    /// How long the cycle is, from the first issue on.
    pub(crate) every: Period,
    /// What is asked for by its end; `cycle` inside is this cycle.
    pub(crate) requires: Node,
}

/// What is asked for at the end of a short first period.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct FirstPeriod {
    /// The length of the first period: from the day of issue to the last good day.
    pub(crate) at_most: Period,
    /// For whom; for everyone where not given.
    #[serde(default, rename = "if", skip_serializing_if = "Option::is_none")]
    pub(crate) condition: Option<Node>,
    /// What is asked for in place of `renewal`; nothing where not given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) requires: Option<Node>,
}

/// Hours of the cycle before that count in this one, towards totals and not towards parts.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct CarryOver {
    /// How many at most.
    pub(crate) at_most: Amount,
}

/// A length to choose.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Choice {
    /// How long the credential is then good.
    pub(crate) renew_for: Period,
    /// What renews it for so long.
    pub(crate) requires: Node,
}

/// What reinstates after a lapse.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Rung {
    /// Once so much time has passed since the last good day; at once where not given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) over: Option<Period>,
    /// What reinstates; not at all where not given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) requires: Option<Node>,
    /// A remark for people.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) note: Option<String>,
}

/// What must be done by a day, or so long after an event.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Deadline {
    /// Its name.
    pub(crate) id: String,
    /// The title for people.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) title: Option<String>,
    /// The kind of event from which it is counted, `first-certification` for the first issue
    /// of the credential, `certification` for the last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) after: Option<String>,
    /// How long after it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) within: Option<Period>,
    /// The last day, where it is fixed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) by: Option<Day>,
    /// What must be done.
    pub(crate) requires: Node,
}

/// A day after which no such credential is good.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Ends {
    /// The last good day.
    pub(crate) on: Day,
    /// The credential that takes its place.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) replaced_by: Option<String>,
}
