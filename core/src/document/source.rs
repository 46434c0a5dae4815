//! What the statements of a document rest on, and how surely.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Whether a statement was seen in a source that is named.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Confidence {
    /// A source that is named shows it.
    Found,
    /// From memory or inference: check it before relying on it.
    Unverified,
}

impl Confidence {
    /// The name used in documents and tables.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Confidence::Found => "found",
            Confidence::Unverified => "unverified",
        }
    }
}

/// A source that a document rests on.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// The name by which the document cites it.
    pub id: String,
    /// What it is called.
    pub title: String,
    /// Where it was seen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// The year of publication, where it is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub year: Option<u16>,
    /// What is known of its age, where the year is not, such as `undated, after 2020`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dated: Option<String>,
}

impl Source {
    /// The year, or what is known of it.
    pub(crate) fn date_in_words(&self) -> String {
        match (self.year, &self.dated) {
            (Some(year), _) => year.to_string(),
            (None, Some(dated)) => dated.clone(),
            (None, None) => "undated".to_owned(),
        }
    }
}
