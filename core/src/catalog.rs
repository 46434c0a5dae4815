//! What is shipped: standards and frameworks, and how well each is known.

use jiff::civil::Date;
use serde::Serialize;

use crate::competency::{self, Framework};
use crate::standard::{self, FieldCoverage, Standard};

/// The standards and frameworks that are shipped.
///
/// ```
/// let catalog = peerpath::catalog();
/// let carolina = catalog.entries.iter().find(|entry| entry.id == "us-nc/cpss").unwrap();
/// assert_eq!(carolina.jurisdiction.as_deref(), Some("US-NC"));
/// assert!(carolina.coverage.as_ref().is_some_and(|coverage| coverage.found.len() > 8));
/// println!("{}", catalog.to_json());
/// ```
#[must_use]
pub fn catalog() -> Catalog {
    let standards = standard::shipped().map(|standard| standard_entry(&standard));
    let frameworks = Framework::builtin_names().filter_map(|name| Framework::builtin(name).ok());
    let frameworks = frameworks.map(|framework| framework_entry(&framework));
    Catalog { entries: standards.chain(frameworks).collect() }
}

/// What is shipped, standards before frameworks, each in order of their ids.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(transparent)]
pub struct Catalog {
    /// One entry for each version of each standard, and for each framework.
    pub entries: Vec<CatalogEntry>,
}

/// What an entry of the catalog is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum CatalogKind {
    /// A certification standard, for [`Standard::builtin`].
    Standard,
    /// A competency framework, for [`Framework::builtin`].
    Framework,
}

impl CatalogKind {
    /// The name used in tables.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            CatalogKind::Standard => "standard",
            CatalogKind::Framework => "framework",
        }
    }
}

/// A version of a shipped standard, or a shipped framework.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CatalogEntry {
    /// What it is.
    pub kind: CatalogKind,
    /// The id for [`Standard::builtin`] or [`Framework::builtin`].
    pub id: String,
    /// The version.
    pub version: String,
    /// The title.
    pub title: String,
    /// Where a standard holds.
    pub jurisdiction: Option<String>,
    /// The short name of the credential.
    pub credential: Option<String>,
    /// The first day of the version, where known.
    pub effective_from: Option<Date>,
    /// The last day of the version, where known.
    pub effective_until: Option<Date>,
    /// The version that took its place, where the day is not known.
    pub superseded_by: Option<String>,
    /// When a standard was held against its sources.
    pub verified_on: Option<Date>,
    /// How well a standard is known in general: `found` or `unverified`.
    pub confidence: Option<&'static str>,
    /// The number of requirements that look at evidence; of competencies for a framework.
    pub requirements: usize,
    /// How many of them were seen in a source.
    pub found: usize,
    /// How many of them are not verified.
    pub unverified: usize,
    /// Which of the things one would want to know of a credential are known.
    pub coverage: Option<FieldCoverage>,
    /// What is known to be missing or doubtful.
    pub gaps: Vec<String>,
    /// The sources, as title and year or what is known of it.
    pub sources: Vec<CatalogSource>,
}

/// A source of a shipped document.
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

    /// A row for each entry, without gaps: `kind`, `id`, `version`, `title`, `jurisdiction`,
    /// `credential`, dates, `confidence`, `requirements` and how many of them are `found` and
    /// `unverified`; of the fields one would want to know, the numbers `fields_found`,
    /// `fields_unverified` and `fields_unknown`, and the names of those `not_known`; `sources`.
    ///
    /// # Errors
    /// Never for a catalog that exists; the type is that of every table.
    #[cfg(feature = "arrow")]
    pub fn to_table(&self) -> Result<crate::Table, crate::Error> {
        let rows = &self.entries;
        let count = |of: fn(&FieldCoverage) -> usize| {
            rows.iter().map(move |row| row.coverage.as_ref().map_or(0, of) as u64)
        };
        let not_known = rows.iter().map(|row| {
            let fields = row.coverage.iter().flat_map(FieldCoverage::not_known);
            fields.map(standard::Field::name).collect::<Vec<_>>().join(" ")
        });
        let sources = rows.iter().map(|row| {
            let sources = row.sources.iter();
            let sources = sources.map(|source| format!("{} ({})", source.title, source.dated));
            sources.collect::<Vec<_>>().join("; ")
        });
        crate::Table::builder()
            .text("kind", rows.iter().map(|row| row.kind.name()))
            .text("id", rows.iter().map(|row| &row.id))
            .text("version", rows.iter().map(|row| &row.version))
            .text("title", rows.iter().map(|row| &row.title))
            .optional_text("jurisdiction", rows.iter().map(|row| row.jurisdiction.clone()))
            .optional_text("credential", rows.iter().map(|row| row.credential.clone()))
            .day("effective_from", rows.iter().map(|row| row.effective_from))
            .day("effective_until", rows.iter().map(|row| row.effective_until))
            .optional_text("superseded_by", rows.iter().map(|row| row.superseded_by.clone()))
            .day("verified_on", rows.iter().map(|row| row.verified_on))
            .optional_text("confidence", rows.iter().map(|row| row.confidence))
            .count("requirements", rows.iter().map(|row| row.requirements as u64))
            .count("found", rows.iter().map(|row| row.found as u64))
            .count("unverified", rows.iter().map(|row| row.unverified as u64))
            .count("fields_found", count(|coverage| coverage.found.len()))
            .count("fields_unverified", count(|coverage| coverage.unverified.len()))
            .count("fields_unknown", count(|coverage| coverage.not_known().count()))
            .text("not_known", not_known)
            .text("sources", sources)
            .finish()
    }
}

fn standard_entry(standard: &Standard) -> CatalogEntry {
    let document = standard.document();
    let leaves = standard.leaf_confidences();
    let found = leaves.iter().filter(|&&found| found).count();
    let sources = document.sources.iter().map(|source| CatalogSource {
        title: source.title.clone(),
        url: source.url.clone(),
        dated: source.date_in_words(),
    });
    CatalogEntry {
        kind: CatalogKind::Standard,
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
        requirements: leaves.len(),
        found,
        unverified: leaves.len() - found,
        coverage: document.coverage.clone(),
        gaps: document.gaps.clone(),
        sources: sources.collect(),
    }
}

fn framework_entry(framework: &Framework) -> CatalogEntry {
    let competencies = framework.competencies();
    let of = |confidence| {
        let rated = competencies.iter().filter(|one| one.confidence() == Some(confidence));
        rated.count()
    };
    let sources = framework.sources().iter().map(|source| CatalogSource {
        title: source.title.clone(),
        url: source.url.clone(),
        dated: source.year.map_or_else(|| "undated".to_owned(), |year| year.to_string()),
    });
    CatalogEntry {
        kind: CatalogKind::Framework,
        id: framework.id().to_owned(),
        version: framework.version().to_owned(),
        title: framework.title().to_owned(),
        jurisdiction: None,
        credential: None,
        effective_from: None,
        effective_until: None,
        superseded_by: None,
        verified_on: None,
        confidence: None,
        requirements: competencies.len(),
        found: of(competency::Confidence::Found),
        unverified: of(competency::Confidence::Unverified),
        coverage: None,
        gaps: framework.note().map(str::to_owned).into_iter().collect(),
        sources: sources.collect(),
    }
}
