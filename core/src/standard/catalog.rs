//! The standards that are shipped.

use jiff::civil::Date;
use serde::Serialize;

use super::definition::Standard;
use super::document::Confidence;
use super::requirement::Rule;
use crate::error::{Code, Error, Place};

/// The shipped documents: the newest version of a standard before its older ones.
const DOCUMENTS: [&str; 6] = [
    include_str!("../../catalog/us-nc/cpss.json"),
    include_str!("../../catalog/us-nc/cpss-2020.json"),
    include_str!("../../catalog/us-tn/cprs.json"),
    include_str!("../../catalog/us-va/cprs.json"),
    include_str!("../../catalog/us-ky/radpss.json"),
    include_str!("../../catalog/samhsa/model-2023.json"),
];

/// The standards that are shipped.
///
/// ```
/// let catalog = peerpath::standard::catalog();
/// let carolina = catalog.entries.iter().find(|entry| entry.id == "us-nc/cpss").unwrap();
/// assert_eq!(carolina.jurisdiction.as_deref(), Some("US-NC"));
/// println!("{}", catalog.to_json());
/// ```
#[must_use]
pub fn catalog() -> Catalog {
    Catalog { entries: shipped().map(|standard| entry(&standard)).collect() }
}

/// A list of shipped standards, in the order of the catalog.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(transparent)]
pub struct Catalog {
    /// One entry for each version of each standard.
    pub entries: Vec<CatalogEntry>,
}

/// A version of a shipped standard.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CatalogEntry {
    /// The id for [`Standard::builtin`].
    pub id: String,
    /// The version.
    pub version: String,
    /// The title.
    pub title: String,
    /// Where it holds.
    pub jurisdiction: Option<String>,
    /// The short name of the credential.
    pub credential: Option<String>,
    /// The first day of the version, where known.
    pub effective_from: Option<Date>,
    /// The last day of the version, where known.
    pub effective_until: Option<Date>,
    /// The version that took its place, where the day is not known.
    pub superseded_by: Option<String>,
    /// When the document was held against its sources.
    pub verified_on: Option<Date>,
    /// How well, in general: `found` or `unverified`.
    pub confidence: Option<&'static str>,
    /// The number of requirements that look at evidence.
    pub requirements: usize,
    /// How many of them have values seen in a source.
    pub found: usize,
    /// How many of them have values that are not verified.
    pub unverified: usize,
    /// What is known to be missing or doubtful.
    pub gaps: Vec<String>,
    /// The sources, as title and year or what is known of it.
    pub sources: Vec<CatalogSource>,
}

/// A source of a shipped standard.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CatalogSource {
    /// The title.
    pub title: String,
    /// Where it can be read.
    pub url: Option<String>,
    /// The year, or what is known of it.
    pub dated: String,
}

impl Catalog {
    /// The catalog as a JSON list.
    #[must_use]
    pub fn to_json(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }
}

/// The shipped standards; a test sees that every document can be read.
fn shipped() -> impl Iterator<Item = Standard> {
    DOCUMENTS.into_iter().filter_map(|text| Standard::from_json(text).ok())
}

fn entry(standard: &Standard) -> CatalogEntry {
    let document = standard.document();
    let leaves = || {
        let all = standard.requirements().all.iter();
        all.filter(|requirement| matches!(requirement.rule, Rule::Leaf(_)))
    };
    let found = leaves().filter(|leaf| leaf.confidence == Confidence::Found).count();
    let sources = document.sources.iter().map(|source| CatalogSource {
        title: source.title.clone(),
        url: source.url.clone(),
        dated: source.date_in_words(),
    });
    CatalogEntry {
        id: document.id.clone(),
        version: document.version.clone(),
        title: document.title.clone(),
        jurisdiction: document.jurisdiction.clone(),
        credential: document.credential.clone(),
        effective_from: standard.effective_from(),
        effective_until: standard.effective_until(),
        superseded_by: document.effective.superseded_by.clone(),
        verified_on: document.verified.as_ref().map(|verified| verified.on.0),
        confidence: document.verified.as_ref().map(|verified| verified.confidence.name()),
        requirements: leaves().count(),
        found,
        unverified: leaves().count() - found,
        gaps: document.gaps.clone(),
        sources: sources.collect(),
    }
}

/// A shipped standard by its id, or by its id and version as `id@version`.
pub(crate) fn standard(name: &str) -> Result<Standard, Error> {
    let (id, version) = match name.split_once('@') {
        Some((id, version)) => (id, Some(version)),
        None => (name, None),
    };
    let wanted = |standard: &Standard| {
        let effective = &standard.document().effective;
        standard.id() == id
            && match version {
                Some(version) => standard.version() == version,
                None => effective.superseded_by.is_none(),
            }
    };
    shipped().find(wanted).ok_or_else(|| {
        let mut names: Vec<String> = shipped()
            .map(|standard| match standard.document().effective.superseded_by {
                None => standard.id().to_owned(),
                Some(_) => format!("{}@{}", standard.id(), standard.version()),
            })
            .collect();
        names.sort_unstable();
        let expected = format!("one of {}", names.join(", "));
        let place = Place::argument("id");
        Error::one(Code::UnknownName, "catalog", place, format!("`{name}`"), expected)
    })
}

/// The shipped version of a standard that holds on a day.
pub(crate) fn in_force(id: &str, day: Date) -> Option<Standard> {
    shipped().find(|standard| standard.id() == id && standard.holds_on(day))
}
