//! The windows that a life cycle has beside calendar periods.

use std::borrow::Cow;
use std::fmt;

use jiff::civil::Date;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use super::Amount;
use crate::document::Period;

/// The length of a window: a calendar period, or, inside `life_cycle`, a time of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Within {
    /// So long.
    Period(Period),
    /// Since a day of the life cycle.
    Since(Opening),
}

/// A day of a life cycle from which on things count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Opening {
    /// The first day of the cycle.
    Cycle,
    /// The day after the last on which the credential was good.
    Lapse,
}

/// What a life cycle tells the rules inside it: where its windows begin, where that is known,
/// and what the cycle before left over.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct CycleFacts {
    /// The first day of the cycle.
    pub(crate) cycle: Option<Date>,
    /// The day after the last on which the credential was good.
    pub(crate) lapse: Option<Date>,
    /// Hours carried over from the cycle before.
    pub(crate) carried: Amount,
}

impl Within {
    /// The period, where it is one.
    pub(crate) fn period(self) -> Option<Period> {
        match self {
            Within::Period(period) => Some(period),
            Within::Since(_) => None,
        }
    }

    /// The day of the life cycle, where it is one.
    pub(crate) fn opening(self) -> Option<Opening> {
        match self {
            Within::Period(_) => None,
            Within::Since(opening) => Some(opening),
        }
    }
}

impl Opening {
    /// The name in a document.
    fn name(self) -> &'static str {
        match self {
            Opening::Cycle => "cycle",
            Opening::Lapse => "lapse",
        }
    }

    /// The day.
    pub(crate) fn day(self, cycle: CycleFacts) -> Option<Date> {
        match self {
            Opening::Cycle => cycle.cycle,
            Opening::Lapse => cycle.lapse,
        }
    }
}

impl fmt::Display for Opening {
    /// Where things lie that count, such as ` in this cycle`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Opening::Cycle => " in this cycle",
            Opening::Lapse => " after the lapse",
        })
    }
}

impl<'de> Deserialize<'de> for Within {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Within, D::Error> {
        let text = Cow::<str>::deserialize(deserializer)?;
        match &*text {
            "cycle" => Ok(Within::Since(Opening::Cycle)),
            "lapse" => Ok(Within::Since(Opening::Lapse)),
            text => Period::parse(text)
                .map(Within::Period)
                .ok_or_else(|| de::Error::custom(format!("expected {}", Period::ACCEPTS))),
        }
    }
}

impl Serialize for Within {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Within::Period(period) => period.serialize(serializer),
            Within::Since(opening) => serializer.serialize_str(opening.name()),
        }
    }
}

impl JsonSchema for Within {
    fn schema_name() -> Cow<'static, str> {
        "Within".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "anyOf": [
                {"type": "string", "format": "duration"},
                {"enum": ["cycle", "lapse"]}
            ]
        })
    }

    fn inline_schema() -> bool {
        true
    }
}
