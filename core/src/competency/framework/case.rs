//! Frameworks as CASE packages, and back: 1EdTech's Competencies and Academic Standards Exchange
//! 1.1, `CFPackage`.

mod reading;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};
use uuid::Uuid;

use super::{CompetencyEntry, Framework};
use crate::document::{Day, described};
use crate::error::{Code, Error, Place, Problems};

pub use reading::CaseReading;

/// What a CASE package says that a framework does not.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct CaseOptions {
    /// The day of the last change. Default the first of January of the framework's year, else of
    /// 1970: the library does not read the clock.
    pub changed: Option<Day>,
    /// The address under which documents, items and associations are found, such as
    /// `https://example.org/ims/case/v1p1`. Default none: they are named as `urn:uuid:`.
    pub base: Option<String>,
    /// How far adopted it is: `Private Draft`, `Draft`, `Adopted` or `Deprecated`. Default none.
    pub adoption_status: Option<AdoptionStatus>,
    /// The language of the texts, such as `en`. Default `en`.
    pub language: Option<String>,
}

described! { CaseOptions = "case-options" }

/// How far adopted a framework is, in the words of CASE.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
pub enum AdoptionStatus {
    /// A draft that is not public.
    #[serde(rename = "Private Draft")]
    PrivateDraft,
    /// A public draft.
    Draft,
    /// In force.
    Adopted,
    /// No longer in force.
    Deprecated,
}

/// A framework as a CASE package, with what the package has no place for.
#[derive(Clone, Debug, PartialEq)]
pub struct CasePackage {
    document: Value,
    lost: Vec<String>,
}

impl CasePackage {
    /// The package, a `CFPackage` of CASE 1.1.
    #[must_use]
    pub fn document(&self) -> &Value {
        &self.document
    }

    /// The package as JSON text.
    #[must_use]
    pub fn to_json(&self) -> String {
        self.document.to_string()
    }

    /// The package with what is lost, as JSON text: `document`, `lost`.
    #[must_use]
    pub fn report_json(&self) -> String {
        json!({"document": self.document, "lost": self.lost}).to_string()
    }

    /// What of the framework is not in the package, in a sentence each.
    #[must_use]
    pub fn lost(&self) -> &[String] {
        &self.lost
    }
}

/// The identifier of something that has none in CASE: the same in every export.
fn identifier(kind: &str, name: &str) -> String {
    let name = format!("peerpath/{kind}/{name}");
    Uuid::new_v5(&Uuid::NAMESPACE_URL, name.as_bytes()).to_string()
}

impl Framework {
    /// The framework as a `CFPackage` of CASE 1.1. Identifiers are version-5 UUIDs of the
    /// framework's and its competencies' ids: the same in every export, of every version. Names and
    /// titles stand on one line; what a competency says is left as it is. The first source with a
    /// web address is the official one.
    ///
    /// # Errors
    /// [`crate::Code::Argument`] where an option cannot be meant.
    pub fn to_case(&self, options: &CaseOptions) -> Result<CasePackage, Error> {
        let base = options.base.as_deref().map(|base| base.trim_end_matches('/'));
        let language = options.language.as_deref().unwrap_or("en");
        check(base, language)?;
        let document = &self.0.document;
        let year = document.year.filter(|year| (1..=9999).contains(year)).unwrap_or(1970);
        let day =
            options.changed.map_or_else(|| format!("{year:04}-01-01"), |day| day.0.to_string());
        let writer =
            Writer { framework: self, base, changed: format!("{day}T00:00:00+00:00"), language };
        let mut items = Vec::new();
        let mut associations = Vec::new();
        for (place, entry) in document.competencies.iter().enumerate() {
            writer.item(entry, None, place + 1, "Competency", &mut items, &mut associations);
        }
        let after = document.competencies.len();
        for (place, entry) in document.principles.iter().enumerate() {
            let place = after + place + 1;
            writer.item(entry, None, place, "Principle", &mut items, &mut associations);
        }
        let own = identifier("framework", self.id());
        let mut head = Map::new();
        let mut put = |key: &str, value: Option<Value>| {
            if let Some(value) = value {
                head.insert(key.to_owned(), value);
            }
        };
        let issuer = document.issuer.as_deref().map(one_line).filter(|issuer| !issuer.is_empty());
        let creator = issuer.clone().unwrap_or_else(|| "unknown".to_owned());
        put("identifier", Some(own.clone().into()));
        put("uri", Some(writer.uri("CFDocuments", &own).into()));
        put("creator", Some(creator.into()));
        put("title", Some(writer.title().into()));
        put("lastChangeDateTime", Some(writer.changed.clone().into()));
        let version = one_line(&document.version);
        put("version", Some(version).filter(|version| !version.is_empty()).map(Value::from));
        put("caseVersion", Some("1.1".into()));
        put("language", Some(writer.language.into()));
        put("publisher", issuer.map(Value::from));
        put("notes", said(document.note.as_deref()));
        put("frameworkType", Some("peerpath/framework/1".into()));
        let status = options.adoption_status.and_then(|status| serde_json::to_value(status).ok());
        put("adoptionStatus", status);
        let mut addresses = document.sources.iter().filter_map(|source| source.url.as_deref());
        let source = addresses.find(|address| is_web_address(address));
        put("officialSourceURL", source.map(Value::from));
        let mut lost = Vec::new();
        let sources = document.sources.len();
        let left_out = sources - usize::from(source.is_some());
        if left_out > 0 {
            lost.push(format!("{left_out} of {sources} sources"));
        }
        let cited = self.competencies().iter().filter(|one| !one.cite().is_empty()).count();
        let rated = self.competencies().iter().filter(|one| one.confidence().is_some()).count();
        for (count, what) in
            [(cited, "which sources they cite"), (rated, "how well they are known")]
        {
            if count > 0 {
                lost.push(format!("of {count} competencies, {what}"));
            }
        }
        let document =
            json!({"CFDocument": head, "CFItems": items, "CFAssociations": associations});
        Ok(CasePackage { document, lost })
    }
}

/// Refuses what could not stand in a package.
fn check(base: Option<&str>, language: &str) -> Result<(), Error> {
    let mut problems = Problems::new();
    if let Some(base) = base.filter(|base| !is_web_address(base)) {
        let expected = "an address that begins with `http://` or `https://`";
        problems.push(Place::argument("base"), format!("`{base}`"), expected);
    }
    let mut subtags = language.split('-').enumerate();
    let is_tag = subtags.all(|(place, tag)| {
        let letters =
            tag.chars().all(|c| c.is_ascii_alphabetic() || place > 0 && c.is_ascii_digit());
        (1..=8).contains(&tag.len()) && letters
    });
    if !is_tag {
        let found = format!("`{language}`");
        problems.push(
            Place::argument("language"),
            found,
            "a language tag, such as `en` or `en-US`",
        );
    }
    problems.finish(Code::Argument, "to_case")
}

fn is_web_address(text: &str) -> bool {
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    let outside = |c: char| !c.is_ascii_graphic() || "\"<>\\^`{|}".contains(c);
    rest.is_some_and(|rest| !rest.is_empty() && !rest.contains(outside))
}

/// The text with a single space for every run of white space: CASE has names and titles as
/// normalised strings.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A text that says something.
fn said(text: Option<&str>) -> Option<Value> {
    text.filter(|text| !text.trim().is_empty()).map(Value::from)
}

struct Writer<'a> {
    framework: &'a Framework,
    base: Option<&'a str>,
    changed: String,
    language: &'a str,
}

impl Writer<'_> {
    fn uri(&self, collection: &str, identifier: &str) -> String {
        match self.base {
            Some(base) => format!("{base}/{collection}/{identifier}"),
            None => format!("urn:uuid:{identifier}"),
        }
    }

    fn link(&self, collection: &str, identifier: &str, title: &str) -> Value {
        let title = one_line(title);
        json!({"title": title, "identifier": identifier, "uri": self.uri(collection, identifier)})
    }

    fn title(&self) -> String {
        let title = one_line(self.framework.title());
        if title.is_empty() { self.framework.id().to_owned() } else { title }
    }

    fn document(&self) -> (String, Value) {
        let own = identifier("framework", self.framework.id());
        let link = self.link("CFDocuments", &own, &self.title());
        (own, link)
    }

    fn item(
        &self,
        entry: &CompetencyEntry,
        parent: Option<(&str, &str)>,
        place: usize,
        kind: &str,
        items: &mut Vec<Value>,
        associations: &mut Vec<Value>,
    ) {
        let name = format!("{}/{}", self.framework.id(), entry.id);
        let own = identifier("competency", &name);
        let (document, document_link) = self.document();
        let mut item = json!({
            "identifier": own,
            "uri": self.uri("CFItems", &own),
            "fullStatement": entry.label,
            "lastChangeDateTime": self.changed,
            "humanCodingScheme": entry.id,
            "CFItemType": kind,
            "language": self.language,
        });
        if let Some(note) = said(entry.note.as_deref()) {
            item["notes"] = note;
        }
        items.push(item);
        let end = match parent {
            Some((identifier, label)) => self.link("CFItems", identifier, label),
            None => document_link,
        };
        let to = parent.map_or(document.as_str(), |(identifier, _)| identifier);
        let association = identifier_of_association(&own, to);
        associations.push(json!({
            "identifier": association,
            "uri": self.uri("CFAssociations", &association),
            "associationType": "isChildOf",
            "sequenceNumber": place,
            "originNodeURI": self.link("CFItems", &own, &entry.label),
            "destinationNodeURI": end,
            "lastChangeDateTime": self.changed,
        }));
        for (place, part) in entry.parts.iter().enumerate() {
            self.item(part, Some((&own, &entry.label)), place + 1, kind, items, associations);
        }
    }
}

fn identifier_of_association(origin: &str, destination: &str) -> String {
    identifier("association", &format!("{origin}/isChildOf/{destination}"))
}
