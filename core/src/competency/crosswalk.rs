//! Which competencies of two frameworks say the same.

use std::collections::HashMap;
use std::sync::Arc;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Confidence, Framework, Source};
use crate::document::{self, Described, described};
use crate::error::{Code, Error, Place, Problems};

/// Links between the competencies of two frameworks, immutable and cheap to clone.
///
/// ```
/// use peerpath::competency::Crosswalk;
/// let crosswalk = Crosswalk::from_json(r#"{"format": "peerpath/crosswalk/1", "id": "to-icrc",
///     "version": "1", "title": "To the domains", "from": "samhsa-2015", "to": "icrc-pr", "links": [
///     {"from": "samhsa-2015/X", "to": "icrc-pr/advocacy", "relation": "broader"}]}"#)?;
/// assert_eq!(crosswalk.links_of("samhsa-2015/X").count(), 1);
/// assert_eq!(crosswalk.reversed().contained_in("icrc-pr/advocacy"), ["samhsa-2015/X"]);
/// # Ok::<(), peerpath::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Crosswalk(Arc<CrosswalkDocument>);

/// The document of a crosswalk, `peerpath/crosswalk/1`.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct CrosswalkDocument {
    format: CrosswalkFormat,
    /// The name of the crosswalk.
    id: String,
    /// Which version of it this is.
    version: String,
    title: String,
    /// The name of the framework whose competencies are linked.
    from: String,
    /// The name of the framework to which they are linked.
    to: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    note: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    sources: Vec<Source>,
    links: Vec<CrosswalkLink>,
}

described! { CrosswalkDocument = "crosswalk" }

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
enum CrosswalkFormat {
    #[serde(rename = "peerpath/crosswalk/1")]
    One,
}

/// What the competency at the end of a link is to that at its beginning, as in SKOS.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Relation {
    /// It says the same.
    Exact,
    /// It says more: the one at the beginning is a part of it.
    Broader,
    /// It says less: it is a part of the one at the beginning.
    Narrower,
    /// Neither is a part of the other.
    Related,
}

impl Relation {
    /// The name used in documents and tables.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Relation::Exact => "exact",
            Relation::Broader => "broader",
            Relation::Narrower => "narrower",
            Relation::Related => "related",
        }
    }

    fn reversed(self) -> Relation {
        match self {
            Relation::Broader => Relation::Narrower,
            Relation::Narrower => Relation::Broader,
            same => same,
        }
    }
}

/// One link.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CrosswalkLink {
    /// The whole id of the competency it begins at.
    pub from: String,
    /// The whole id of the competency it ends at.
    pub to: String,
    /// What the one at its end is to the one at its beginning.
    pub relation: Relation,
    /// What else is said of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// Whether a source that was seen shows it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub confidence: Option<Confidence>,
}

impl Crosswalk {
    /// Reads a crosswalk document.
    ///
    /// # Errors
    /// [`Code::Syntax`] where the text is not JSON; [`Code::Document`] with every problem where it
    /// is not a crosswalk: unknown keys, ids of another framework, a pair linked twice.
    pub fn from_json(text: &str) -> Result<Crosswalk, Error> {
        let document: CrosswalkDocument = document::parse(text, "crosswalk")?;
        let mut problems = Problems::new();
        let mut seen: HashMap<(&str, &str), usize> = HashMap::new();
        for (index, link) in document.links.iter().enumerate() {
            for (key, id, name) in
                [("from", &link.from, &document.from), ("to", &link.to, &document.to)]
            {
                let own = id.strip_prefix(name.as_str()).and_then(|rest| rest.strip_prefix('/'));
                if own.is_none_or(str::is_empty) {
                    let place = Place::pointer(format!("/links/{index}/{key}"));
                    let expected = format!("the id of a competency of {name}, such as `{name}/1`");
                    problems.push(place, format!("`{id}`"), expected);
                }
            }
            if let Some(earlier) = seen.insert((&link.from, &link.to), index) {
                let place = Place::pointer(format!("/links/{index}"));
                let found = format!("the pair that /links/{earlier} also links");
                problems.push(place, found, "each pair once");
            }
        }
        problems.finish(Code::Document, format!("crosswalk {}", document.id))?;
        Ok(Crosswalk(Arc::new(document)))
    }

    /// Refuses links to competencies that are not in their framework; of the two, only those that
    /// the crosswalk is between are looked at.
    ///
    /// # Errors
    /// [`Code::Document`] with every link that has no end.
    pub fn check(&self, frameworks: &[Framework]) -> Result<(), Error> {
        let mut problems = Problems::new();
        for (index, link) in self.links().iter().enumerate() {
            for (key, id, name) in [("from", &link.from, self.from()), ("to", &link.to, self.to())]
            {
                let framework = frameworks.iter().find(|framework| framework.id() == name);
                if let Some(framework) = framework.filter(|framework| framework.find(id).is_none())
                {
                    let place = Place::pointer(format!("/links/{index}/{key}"));
                    problems.push(place, format!("`{id}`"), framework.expected(id));
                }
            }
        }
        problems.finish(Code::Document, format!("crosswalk {}", self.0.id))
    }

    /// The crosswalk as a document again.
    #[must_use]
    pub fn to_json(&self) -> String {
        serde_json::to_string(&*self.0).unwrap_or_default()
    }

    /// The JSON Schema (draft 2020-12) of a crosswalk document.
    #[must_use]
    pub fn json_schema() -> serde_json::Value {
        CrosswalkDocument::schema()
    }

    /// The name of the crosswalk.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.0.id
    }

    /// The name of the framework whose competencies are linked.
    #[must_use]
    pub fn from(&self) -> &str {
        &self.0.from
    }

    /// The name of the framework to which they are linked.
    #[must_use]
    pub fn to(&self) -> &str {
        &self.0.to
    }

    /// The links, in the order of the document.
    #[must_use]
    pub fn links(&self) -> &[CrosswalkLink] {
        &self.0.links
    }

    /// The links that begin at a competency.
    pub fn links_of<'a>(&'a self, id: &'a str) -> impl Iterator<Item = &'a CrosswalkLink> {
        self.links().iter().filter(move |link| link.from == id)
    }

    /// What of the other framework is contained in a competency: what says the same, or is a part
    /// of it.
    #[must_use]
    pub fn contained_in(&self, id: &str) -> Vec<&str> {
        let contained =
            |link: &&CrosswalkLink| matches!(link.relation, Relation::Exact | Relation::Narrower);
        let links = self.links().iter().filter(|link| link.from == id);
        links.filter(contained).map(|link| link.to.as_str()).collect()
    }

    /// The crosswalk the other way round.
    #[must_use]
    pub fn reversed(&self) -> Crosswalk {
        let mut document = (*self.0).clone();
        std::mem::swap(&mut document.from, &mut document.to);
        for link in &mut document.links {
            std::mem::swap(&mut link.from, &mut link.to);
            link.relation = link.relation.reversed();
        }
        Crosswalk(Arc::new(document))
    }

    /// A row for each link: `from`, `to`, `relation`, `confidence`, `note`.
    ///
    /// # Errors
    /// Never for a crosswalk that exists; the type is that of every table.
    #[cfg(feature = "arrow")]
    pub fn to_table(&self) -> Result<crate::Table, Error> {
        let rows = self.links();
        let confidence = rows.iter().map(|row| row.confidence.map(Confidence::name));
        crate::Table::builder()
            .text("from", rows.iter().map(|row| &row.from))
            .text("to", rows.iter().map(|row| &row.to))
            .text("relation", rows.iter().map(|row| row.relation.name()))
            .optional_text("confidence", confidence)
            .optional_text("note", rows.iter().map(|row| row.note.as_deref()))
            .finish()
    }
}
