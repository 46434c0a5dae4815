//! Which columns of a table hold what: the options of [`super::Ratings::from_table`].

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::competency::Scale;
use crate::document::described;
use crate::error::Problems;

described! { RatingsColumns = "ratings-columns" }

/// The columns of ratings: a row for each rating of a unit by a rater.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct RatingsColumns {
    /// The column with what is rated: a task, an excerpt, an item. Default `unit`.
    pub unit: String,
    /// The column with who rates. Default `rater`.
    pub rater: String,
    /// The column with the ratings; an empty cell is a rating that is missing. Default `value`.
    pub value: String,
    /// A column with the group of the rater, such as peer or non-peer. Default none.
    pub group: Option<String>,
    /// What the ratings mean. Default `nominal`.
    pub level: Measurement,
    /// The ratings that are possible: the lowest and the highest whole number, or labels in
    /// their order. Then any other rating is refused, and a category that nobody used counts
    /// where the number of categories does. Default: those that occur.
    pub scale: Option<Scale>,
}

impl Default for RatingsColumns {
    fn default() -> RatingsColumns {
        RatingsColumns {
            unit: "unit".to_owned(),
            rater: "rater".to_owned(),
            value: "value".to_owned(),
            group: None,
            level: Measurement::Nominal,
            scale: None,
        }
    }
}

impl RatingsColumns {
    pub(super) fn check(&self, problems: &mut Problems) {
        if let Some(scale) = &self.scale {
            scale.check(problems);
        }
    }
}

/// What ratings mean, and with it how far two of them are apart.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Measurement {
    /// Categories without order: two are the same or not.
    #[default]
    Nominal,
    /// Categories in order: the distance is how many ratings lie between.
    Ordinal,
    /// Numbers: the distance is their difference.
    Interval,
    /// Numbers from 0: the distance is their difference as a share of their sum.
    Ratio,
}

impl Measurement {
    /// The name, as in options.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Measurement::Nominal => "nominal",
            Measurement::Ordinal => "ordinal",
            Measurement::Interval => "interval",
            Measurement::Ratio => "ratio",
        }
    }
}
