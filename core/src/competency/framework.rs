//! Trees of competencies.

mod case;

use std::collections::HashMap;
use std::fmt;
use std::sync::Arc;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub use case::{AdoptionStatus, CaseOptions, CasePackage, CaseReading};

use crate::document::{self, Confidence, Described, Packed, Source, described, hint, packed};
use crate::error::{Code, Error, Place, Problems};

/// A tree of competencies with stable ids, immutable and cheap to clone.
///
/// The id of a competency is that of its framework, a slash and its own, as in
/// `samhsa-2015/I.1`: dossiers, curricula and surveys name competencies by it.
///
/// ```
/// use peerpath::competency::Framework;
/// let framework = Framework::builtin("samhsa-2015")?;
/// assert_eq!(framework.roots().count(), 12);
/// assert_eq!(framework.competencies().len(), 12 + 62);
/// let first = framework.get("samhsa-2015/I.1")?;
/// assert_eq!(first.label(), "Starts contact with peers");
/// assert_eq!(first.parent(), Some("samhsa-2015/I"));
/// # Ok::<(), peerpath::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct Framework(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    document: FrameworkDocument,
    competencies: Vec<Competency>,
    by_id: HashMap<String, usize>,
}

/// One competency of a framework.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Competency {
    id: String,
    label: String,
    note: Option<String>,
    confidence: Option<Confidence>,
    cite: Vec<String>,
    parent: Option<String>,
    level: usize,
}

impl Competency {
    /// The whole id, such as `samhsa-2015/I.1`.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }

    /// What it is called, in a few words.
    #[must_use]
    pub fn label(&self) -> &str {
        &self.label
    }

    /// What else is said of it.
    #[must_use]
    pub fn note(&self) -> Option<&str> {
        self.note.as_deref()
    }

    /// Whether a source that was seen shows the label; `None` where the framework does not say.
    #[must_use]
    pub fn confidence(&self) -> Option<Confidence> {
        self.confidence
    }

    /// The ids of the sources that show it.
    #[must_use]
    pub fn cite(&self) -> &[String] {
        &self.cite
    }

    /// The whole id of the competency that this one is a part of.
    #[must_use]
    pub fn parent(&self) -> Option<&str> {
        self.parent.as_deref()
    }

    /// The depth in the tree, from 1.
    #[must_use]
    pub fn level(&self) -> usize {
        self.level
    }
}

described! { FrameworkDocument = "framework" }

/// The document of a framework, `peerpath/framework/1`.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct FrameworkDocument {
    format: FrameworkFormat,
    /// The name of the framework, with which every id begins: letters, digits, `-`, `.`, `_`.
    id: String,
    /// Which version of it this is.
    version: String,
    title: String,
    /// Who published it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    issuer: Option<String>,
    /// The year of publication.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    year: Option<u16>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    note: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    sources: Vec<Source>,
    /// What holds for all competencies.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    principles: Vec<CompetencyEntry>,
    competencies: Vec<CompetencyEntry>,
}

#[derive(Clone, Copy, Debug, Deserialize, Serialize, JsonSchema)]
enum FrameworkFormat {
    #[serde(rename = "peerpath/framework/1")]
    One,
}

#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct CompetencyEntry {
    /// The id within the framework: letters, digits, `-`, `.`, `_`.
    id: String,
    label: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    note: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    confidence: Option<Confidence>,
    /// The ids of the sources that show it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    cite: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    parts: Vec<CompetencyEntry>,
}

/// The frameworks that are shipped.
const BUILTIN: &[(&str, Packed)] = &[
    ("icrc-pr", packed!("catalog/frameworks/icrc-pr.json")),
    ("samhsa-2015", packed!("catalog/frameworks/samhsa-2015.json")),
    ("samhsa-2023-topics", packed!("catalog/frameworks/samhsa-2023-topics.json")),
];

impl Framework {
    /// A framework that is shipped with the library, such as `samhsa-2015`.
    ///
    /// # Errors
    /// [`Code::UnknownName`] where there is none of this name.
    pub fn builtin(name: &str) -> Result<Framework, Error> {
        match BUILTIN.iter().find(|(id, _)| *id == name) {
            Some((_, document)) => Framework::from_json(&document.text()),
            None => {
                let names: Vec<&str> = Framework::builtin_names().collect();
                let expected = format!("one of `{}`{}", names.join("`, `"), hint(name, &names));
                let (place, found) = (Place::argument("name"), format!("`{name}`"));
                Err(Error::one(Code::UnknownName, "framework", place, found, expected))
            }
        }
    }

    /// The names of the frameworks that are shipped.
    pub fn builtin_names() -> impl Iterator<Item = &'static str> {
        BUILTIN.iter().map(|(name, _)| *name)
    }

    /// Reads a framework document.
    ///
    /// # Errors
    /// [`Code::Syntax`] where the text is not JSON; [`Code::Document`] with every problem where
    /// it is not a framework: unknown keys, ids used twice or of impossible form, sources cited
    /// that are not listed.
    pub fn from_json(text: &str) -> Result<Framework, Error> {
        let document: FrameworkDocument = document::parse(text, "framework")?;
        let subject = format!("framework {}", document.id);
        let mut reading = Reading::of(&document);
        reading.check_id(&document.id, "/id");
        for (index, entry) in document.principles.iter().enumerate() {
            reading.check(entry, &format!("/principles/{index}"));
        }
        for (index, entry) in document.competencies.iter().enumerate() {
            reading.add(entry, None, 1, &format!("/competencies/{index}"));
        }
        if document.competencies.is_empty() {
            let place = Place::pointer("/competencies");
            reading.problems.push(place, "no competency", "one or more");
        }
        let Reading { competencies, by_id, problems, .. } = reading;
        problems.finish(Code::Document, subject)?;
        Ok(Framework(Arc::new(Inner { document, competencies, by_id })))
    }

    /// The name of the framework, such as `samhsa-2015`.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.0.document.id
    }

    /// Which version of it this is.
    #[must_use]
    pub fn version(&self) -> &str {
        &self.0.document.version
    }

    /// What it is called.
    #[must_use]
    pub fn title(&self) -> &str {
        &self.0.document.title
    }

    /// Who published it.
    #[must_use]
    pub fn issuer(&self) -> Option<&str> {
        self.0.document.issuer.as_deref()
    }

    /// When it was published.
    #[must_use]
    pub fn year(&self) -> Option<u16> {
        self.0.document.year
    }

    /// What else is said of it.
    #[must_use]
    pub fn note(&self) -> Option<&str> {
        self.0.document.note.as_deref()
    }

    /// The sources that it rests on.
    #[must_use]
    pub fn sources(&self) -> &[Source] {
        &self.0.document.sources
    }

    /// What holds for all competencies: id within the framework, and label.
    pub fn principles(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.document.principles.iter().map(|entry| (entry.id.as_str(), entry.label.as_str()))
    }

    /// All competencies in the order of the document, each before its parts.
    #[must_use]
    pub fn competencies(&self) -> &[Competency] {
        &self.0.competencies
    }

    /// The competencies that are part of no other.
    pub fn roots(&self) -> impl Iterator<Item = &Competency> {
        self.0.competencies.iter().filter(|competency| competency.parent.is_none())
    }

    /// The parts of a competency, by its whole id; none where there is no such id.
    pub fn parts<'a>(&'a self, id: &'a str) -> impl Iterator<Item = &'a Competency> {
        self.0.competencies.iter().filter(move |competency| competency.parent() == Some(id))
    }

    /// The competency of a whole id, such as `samhsa-2015/I.1`.
    ///
    /// # Errors
    /// [`Code::UnknownName`] where there is none.
    pub fn get(&self, id: &str) -> Result<&Competency, Error> {
        self.find(id).ok_or_else(|| {
            let subject = format!("framework {}", self.id());
            let (place, found) = (Place::argument("id"), format!("`{id}`"));
            Error::one(Code::UnknownName, subject, place, found, self.expected(id))
        })
    }

    pub(super) fn find(&self, id: &str) -> Option<&Competency> {
        self.0.competencies.get(*self.0.by_id.get(id)?)
    }

    /// What a refusal says is accepted in place of an unknown id.
    pub(super) fn expected(&self, id: &str) -> String {
        let ids: Vec<&str> = self.0.competencies.iter().map(Competency::id).collect();
        let such = ids.first().map_or(String::new(), |first| format!(", such as `{first}`"));
        format!("a competency of {}{such}{}", self.id(), hint(id, &ids))
    }

    /// The framework as a document again.
    #[must_use]
    pub fn to_json(&self) -> String {
        serde_json::to_string(&self.0.document).unwrap_or_default()
    }

    /// The JSON Schema (draft 2020-12) of a framework document.
    #[must_use]
    pub fn json_schema() -> serde_json::Value {
        FrameworkDocument::schema()
    }

    /// A row for each competency: `id`, `parent`, `level`, `label`, `confidence`, `cite` (the
    /// ids of sources, with spaces between).
    ///
    /// # Errors
    /// Never for a framework that exists; the type is that of every table.
    #[cfg(feature = "arrow")]
    pub fn to_table(&self) -> Result<crate::Table, Error> {
        let rows = self.competencies();
        let confidence = rows.iter().map(|row| row.confidence.map(Confidence::name));
        crate::Table::builder()
            .text("id", rows.iter().map(Competency::id))
            .optional_text("parent", rows.iter().map(Competency::parent))
            .count("level", rows.iter().map(|row| row.level as u64))
            .text("label", rows.iter().map(Competency::label))
            .optional_text("confidence", confidence)
            .text("cite", rows.iter().map(|row| row.cite.join(" ")))
            .finish()
    }
}

/// The tree as text, a line for each competency.
impl fmt::Display for Framework {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}: {}", self.id(), self.version(), self.title())?;
        for competency in self.competencies() {
            let own = competency.id.rsplit('/').next().unwrap_or_default();
            let mark = match competency.confidence {
                Some(Confidence::Unverified) => " (unverified)",
                _ => "",
            };
            let indent = "  ".repeat(competency.level);
            write!(f, "\n{indent}{own}  {}{mark}", competency.label)?;
        }
        Ok(())
    }
}

/// A document on the way to a framework.
struct Reading<'a> {
    document: &'a FrameworkDocument,
    competencies: Vec<Competency>,
    by_id: HashMap<String, usize>,
    /// Ids within the framework, with the place of each.
    places: HashMap<&'a str, String>,
    problems: Problems,
}

impl<'a> Reading<'a> {
    fn of(document: &'a FrameworkDocument) -> Reading<'a> {
        Reading {
            document,
            competencies: Vec::new(),
            by_id: HashMap::new(),
            places: HashMap::new(),
            problems: Problems::new(),
        }
    }

    fn add(&mut self, entry: &'a CompetencyEntry, parent: Option<&str>, level: usize, at: &str) {
        self.check(entry, at);
        let id = format!("{}/{}", self.document.id, entry.id);
        self.by_id.insert(id.clone(), self.competencies.len());
        self.competencies.push(Competency {
            id: id.clone(),
            label: entry.label.clone(),
            note: entry.note.clone(),
            confidence: entry.confidence,
            cite: entry.cite.clone(),
            parent: parent.map(str::to_owned),
            level,
        });
        for (index, part) in entry.parts.iter().enumerate() {
            self.add(part, Some(&id), level + 1, &format!("{at}/parts/{index}"));
        }
    }

    fn check(&mut self, entry: &'a CompetencyEntry, at: &str) {
        self.check_id(&entry.id, &format!("{at}/id"));
        if let Some(earlier) = self.places.get(entry.id.as_str()) {
            let found = format!("`{}`, which is also {earlier}", entry.id);
            let place = Place::pointer(format!("{at}/id"));
            self.problems.push(place, found, "an id that nothing else in the framework has");
        } else {
            self.places.insert(&entry.id, at.to_owned());
        }
        if entry.label.trim().is_empty() {
            let place = Place::pointer(format!("{at}/label"));
            self.problems.push(place, "an empty label", "a few words");
        }
        let sources: Vec<&str> =
            self.document.sources.iter().map(|source| source.id.as_str()).collect();
        for (index, cited) in entry.cite.iter().enumerate() {
            if !sources.contains(&cited.as_str()) {
                let place = Place::pointer(format!("{at}/cite/{index}"));
                let expected = format!("the id of one of `/sources`{}", hint(cited, &sources));
                self.problems.push(place, format!("`{cited}`"), expected);
            }
        }
    }

    fn check_id(&mut self, id: &str, pointer: &str) {
        let good = |c: char| c.is_alphanumeric() || matches!(c, '-' | '.' | '_');
        if id.is_empty() || !id.chars().all(good) {
            let expected = "an id of letters, digits, `-`, `.` and `_`";
            self.problems.push(Place::pointer(pointer), format!("`{id}`"), expected);
        }
    }
}

#[cfg(test)]
mod tests;
