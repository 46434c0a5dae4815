//! Models: what standards should ask for, and what they should not.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::json;

use crate::document::{self, described};
use crate::error::{Code, Error, Place, Problems};
use crate::standard::definition::Standard;
use crate::standard::document::{Confidence, Node, Source};
use crate::standard::names::OneOrMore;

const MODELS: [&str; 1] = [include_str!("../../../catalog/models/samhsa-2023.json")];

described! { ModelDocument = "model" }

/// A model against which standards are held, `peerpath/model/1`.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ModelDocument {
    format: ModelFormat,
    /// The name of the model.
    pub(super) id: String,
    /// The name of the version.
    pub(super) version: String,
    /// The title for people.
    pub(super) title: String,
    /// Where it is written.
    #[serde(default)]
    sources: Vec<Source>,
    /// What is known to be missing from the document or doubtful in it.
    #[serde(default)]
    pub(super) gaps: Vec<String>,
    /// What standards are held against.
    criteria: Vec<CriterionDocument>,
}

#[derive(Clone, Copy, Debug, Deserialize, Serialize, JsonSchema)]
enum ModelFormat {
    #[serde(rename = "peerpath/model/1")]
    One,
}

/// Something that a standard should ask for, or should not ask for.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct CriterionDocument {
    /// The name, unique in the model.
    id: String,
    /// The title for people.
    title: String,
    /// The sources.
    #[serde(default)]
    cite: Option<OneOrMore<String>>,
    /// How well it is known.
    confidence: Confidence,
    /// A remark for people.
    #[serde(default)]
    note: Option<String>,
    /// The least that a standard should ask for.
    #[serde(default)]
    least: Option<Node>,
    /// The most that a standard should ask for.
    #[serde(default)]
    most: Option<Node>,
    /// What a standard should not ask for at all: nothing that is about the same.
    #[serde(default)]
    unasked: Option<Node>,
}

/// A criterion with its requirements, each as a standard of its own.
pub(super) struct Criterion {
    pub(super) id: String,
    pub(super) title: String,
    pub(super) cite: Vec<String>,
    pub(super) confidence: Confidence,
    pub(super) note: Option<String>,
    pub(super) least: Option<Standard>,
    pub(super) most: Option<Standard>,
    pub(super) unasked: Option<Standard>,
}

/// A shipped model by its id.
pub(super) fn named(id: &str) -> Result<(ModelDocument, Vec<Criterion>), Error> {
    let mut known = Vec::new();
    for text in MODELS {
        let document: ModelDocument = document::parse(text, "model")?;
        if document.id == id {
            let criteria = document.criteria()?;
            return Ok((document, criteria));
        }
        known.push(document.id);
    }
    let expected = format!("one of {}", known.join(", "));
    let place = Place::argument("model");
    Err(Error::one(Code::UnknownName, "alignment", place, format!("`{id}`"), expected))
}

impl ModelDocument {
    fn criteria(&self) -> Result<Vec<Criterion>, Error> {
        let mut problems = Problems::new();
        for (index, criterion) in self.criteria.iter().enumerate() {
            for name in criterion.cite.iter().flat_map(OneOrMore::iter) {
                if self.sources.iter().all(|source| source.id != name) {
                    let place = Place::pointer(format!("/criteria/{index}/cite"));
                    problems.push(place, format!("`{name}`"), "an id under `sources`");
                }
            }
        }
        problems.finish(Code::Document, format!("model {}", self.id))?;
        self.criteria.iter().map(|criterion| self.criterion(criterion)).collect()
    }

    fn criterion(&self, criterion: &CriterionDocument) -> Result<Criterion, Error> {
        let standard = |node: &Option<Node>| -> Result<Option<Standard>, Error> {
            let Some(node) = node else { return Ok(None) };
            let document = json!({"format": "peerpath/standard/1", "id": criterion.id,
                "version": self.version, "title": criterion.title, "requirement": node});
            Standard::from_json(&document.to_string()).map(Some)
        };
        let cite = criterion.cite.iter().flat_map(OneOrMore::iter);
        Ok(Criterion {
            id: criterion.id.clone(),
            title: criterion.title.clone(),
            cite: cite.map(str::to_owned).collect(),
            confidence: criterion.confidence,
            note: criterion.note.clone(),
            least: standard(&criterion.least)?,
            most: standard(&criterion.most)?,
            unasked: standard(&criterion.unasked)?,
        })
    }
}
