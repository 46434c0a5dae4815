//! Which columns of a table hold what: the options of [`super::Survey::from_table`].

use std::collections::{BTreeMap, HashSet};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::document::described;
use crate::error::{Place, Problems};

described! { SurveyColumns = "survey-columns" }

/// The columns of a survey: a row for each respondent, a column for each item rated.
///
/// ```
/// use peerpath::competency::SurveyColumns;
/// let columns = SurveyColumns {
///     items: [("crisis".to_owned(), Some("samhsa-2015/VIII".to_owned()))].into(),
///     group: vec!["state".to_owned()],
///     framework: Some("samhsa-2015".to_owned()),
///     ..SurveyColumns::default()
/// };
/// # let _ = columns;
/// ```
#[derive(Clone, Debug, Default, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct SurveyColumns {
    /// The columns with ratings, and the id of the competency that each asks about, such as
    /// `samhsa-2015/VIII`; null where it asks about none. Results list items in the order of
    /// the table's columns.
    pub items: BTreeMap<String, Option<String>>,
    /// The answers that are possible. Default 1 to 5.
    pub scale: Scale,
    /// What each item asks, in words. Default none.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub labels: BTreeMap<String, String>,
    /// For each item, the codes that say why there is no answer, such as `[97, [98, 99]]`: they
    /// are missing. Default none.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub missing: BTreeMap<String, Vec<MissingCode>>,
    /// A column that tells respondents apart: then nobody may occur twice. Default none.
    pub person: Option<String>,
    /// Columns by which results can be grouped. Default none.
    pub group: Vec<String>,
    /// A column of how many of the population each respondent stands for. Default none: all
    /// stand for as many.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub weight: Option<String>,
    /// A column of the parts of the population that were drawn from separately. Default none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub strata: Option<String>,
    /// A column of what was drawn in a stratum, where that is several respondents together, such
    /// as an agency. Default none: each was drawn by themselves.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cluster: Option<String>,
    /// A column of how many there were to draw from in the stratum: clusters, or persons without
    /// them. Default none: many.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub population: Option<String>,
    /// The shipped framework in which every competency must be. Default none: ids are taken
    /// as they are.
    pub framework: Option<String>,
}

/// A code that says why there is no answer.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(untagged)]
pub enum MissingCode {
    /// A number.
    Number(f64),
    /// All numbers from the first to the second.
    Range(f64, f64),
    /// A label, in a scale of labels.
    Label(String),
}

impl MissingCode {
    /// Whether it is the code of a number.
    pub(super) fn holds(&self, code: f64) -> bool {
        match self {
            // Equal, since both are codes as they were written.
            MissingCode::Number(number) => number.to_bits() == code.to_bits(),
            MissingCode::Range(low, high) => (*low..=*high).contains(&code),
            MissingCode::Label(_) => false,
        }
    }
}

/// The answers that are possible: whole numbers from a lowest to a highest, or labels in
/// their order, of which the first counts as 1.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(untagged)]
pub enum Scale {
    /// Whole numbers from the first to the second.
    #[schemars(extend("x-accepts" = "the lowest and the highest rating, as in [1, 5]"))]
    Numbers(i32, i32),
    /// Labels from the lowest to the highest.
    #[schemars(extend("x-accepts" = "the labels from the lowest to the highest"))]
    Labels(Vec<String>),
}

impl Default for Scale {
    fn default() -> Scale {
        Scale::Numbers(1, 5)
    }
}

impl Scale {
    /// The most levels a scale can have. More is a measurement, not a rating.
    pub const MOST_LEVELS: usize = 101;

    /// The number of levels.
    #[must_use]
    pub fn levels(&self) -> usize {
        match self {
            Scale::Numbers(low, high) => {
                usize::try_from(i64::from(*high) - i64::from(*low) + 1).unwrap_or(0)
            }
            Scale::Labels(labels) => labels.len(),
        }
    }

    /// The number that the lowest level counts as.
    #[must_use]
    pub fn lowest(&self) -> i64 {
        match self {
            Scale::Numbers(low, _) => i64::from(*low),
            Scale::Labels(_) => 1,
        }
    }

    /// The number that the highest level counts as.
    #[must_use]
    pub fn highest(&self) -> i64 {
        self.lowest() + self.levels() as i64 - 1
    }

    /// The level of a rating, counted from 0.
    pub(in crate::competency) fn level(&self, rating: f64) -> Option<u8> {
        let level = rating - self.lowest() as f64;
        let known = level.fract() == 0.0 && level >= 0.0 && level < self.levels() as f64;
        known.then_some(level as u8)
    }

    /// What a refusal says is accepted as a rating.
    pub(in crate::competency) fn accepts(&self) -> String {
        match self {
            Scale::Numbers(low, high) => format!("a whole number from {low} to {high}, or nothing"),
            Scale::Labels(labels) => {
                let labels: Vec<String> = labels.iter().map(|label| format!("`{label}`")).collect();
                format!("one of {}, or nothing", labels.join(", "))
            }
        }
    }

    pub(in crate::competency) fn check(&self, problems: &mut Problems) {
        let place = || Place::argument("scale");
        if let Scale::Labels(labels) = self {
            let mut seen = HashSet::new();
            for label in labels.iter().filter(|label| !seen.insert(label.as_str())) {
                problems.push(place(), format!("`{label}` twice"), "each label once");
            }
        }
        let found = match self {
            Scale::Numbers(low, high) => format!("{low} to {high}"),
            Scale::Labels(labels) => format!("{} labels", labels.len()),
        };
        if self.levels() < 2 || self.levels() > Scale::MOST_LEVELS {
            let expected = format!("2 to {} levels, the lowest first", Scale::MOST_LEVELS);
            problems.push(place(), found, expected);
        }
    }
}
