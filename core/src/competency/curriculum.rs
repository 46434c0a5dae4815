//! What the modules of a training are made of, and what they cover of a framework.

mod comparison;
mod coverage;
mod selection;
#[cfg(test)]
mod tests;

use std::collections::HashMap;
use std::sync::Arc;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub use comparison::{CurriculumComparison, CurriculumComparisonRow};
pub use coverage::{CurriculumCoverage, CurriculumCoverageRow, CurriculumOptions};
pub use selection::{Selection, SelectionCost, SelectionOptions};

use super::{Crosswalk, Framework, Source};
use crate::document::{self, Described, described};
use crate::error::{Code, Error, Place, Problems};

/// The modules of a training, immutable and cheap to clone.
///
/// ```
/// use peerpath::competency::{Curriculum, CurriculumOptions, Framework};
/// let curriculum = Curriculum::from_json(r#"{"format": "peerpath/curriculum/1", "id": "basics",
///     "version": "1", "title": "Basics", "modules": [
///     {"id": "m1", "title": "Meeting peers", "hours": 6, "introduces": ["samhsa-2015/I"]},
///     {"id": "m2", "title": "Crisis", "hours": 8, "practises": ["samhsa-2015/VIII"]}]}"#)?;
/// let framework = Framework::builtin("samhsa-2015")?;
/// let coverage = curriculum.coverage(&framework, &CurriculumOptions::default())?;
/// let first = &coverage.rows()[0];
/// assert_eq!((first.competency.as_str(), first.hours, first.covered), ("samhsa-2015/I", 6.0, true));
/// # Ok::<(), peerpath::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Curriculum(Arc<CurriculumDocument>);

/// The document of a curriculum, `peerpath/curriculum/1`.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct CurriculumDocument {
    format: CurriculumFormat,
    /// The name of the curriculum.
    id: String,
    /// Which version of it this is.
    version: String,
    title: String,
    /// Who gives it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    provider: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    note: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    sources: Vec<Source>,
    modules: Vec<Module>,
}

described! { CurriculumDocument = "curriculum" }

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
enum CurriculumFormat {
    #[serde(rename = "peerpath/curriculum/1")]
    One,
}

/// One module of a curriculum.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Module {
    /// The id within the curriculum.
    pub id: String,
    /// What it is called.
    pub title: String,
    /// How many hours it takes.
    #[schemars(range(min = 0))]
    pub hours: f64,
    /// How it is taught, such as `in-person` or `online`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mode: Option<String>,
    /// What it costs, in any one currency.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 0))]
    pub price: Option<f64>,
    /// Topics as standards name them, such as `ethics`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub topics: Vec<String>,
    /// The whole ids of the competencies that it introduces.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub introduces: Vec<String>,
    /// The whole ids of the competencies that are practised in it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub practises: Vec<String>,
    /// The whole ids of the competencies that are assessed in it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub assesses: Vec<String>,
}

/// How deep a module goes into a competency.
#[derive(
    Clone,
    Copy,
    Debug,
    Default,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Deserialize,
    Serialize,
    JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum Depth {
    /// It is introduced.
    #[default]
    Introduced,
    /// It is practised.
    Practised,
    /// It is assessed.
    Assessed,
}

impl Depth {
    /// The name used in documents and tables.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Depth::Introduced => "introduced",
            Depth::Practised => "practised",
            Depth::Assessed => "assessed",
        }
    }
}

impl Module {
    /// The competencies of the module, each with how deep it goes; one may occur more than once.
    fn touches(&self) -> impl Iterator<Item = (&str, Depth)> {
        let lists = [
            (&self.introduces, Depth::Introduced),
            (&self.practises, Depth::Practised),
            (&self.assesses, Depth::Assessed),
        ];
        lists.into_iter().flat_map(|(ids, depth)| with_depth(ids, depth))
    }
}

fn with_depth(ids: &[String], depth: Depth) -> Vec<(&str, Depth)> {
    ids.iter().map(|id| (id.as_str(), depth)).collect()
}

impl Curriculum {
    /// Reads a curriculum document.
    ///
    /// # Errors
    /// [`Code::Syntax`] where the text is not JSON; [`Code::Document`] with every problem where it
    /// is not a curriculum: unknown keys, ids used twice, hours below 0.
    pub fn from_json(text: &str) -> Result<Curriculum, Error> {
        let document: CurriculumDocument = document::parse(text, "curriculum")?;
        let mut problems = Problems::new();
        if document.modules.is_empty() {
            problems.push(Place::pointer("/modules"), "no module", "one or more");
        }
        let mut seen: HashMap<&str, usize> = HashMap::new();
        for (index, module) in document.modules.iter().enumerate() {
            let at = |key: &str| Place::pointer(format!("/modules/{index}/{key}"));
            if module.id.trim().is_empty() {
                problems.push(at("id"), "an empty id", "an id");
            }
            if let Some(earlier) = seen.insert(&module.id, index) {
                let found = format!("`{}`, which is also /modules/{earlier}", module.id);
                problems.push(at("id"), found, "an id that no other module has");
            }
            for (key, value) in [("hours", Some(module.hours)), ("price", module.price)] {
                if value.is_some_and(|value| !(value >= 0.0 && value.is_finite())) {
                    let found = value.unwrap_or_default().to_string();
                    problems.push(at(key), found, "a number of 0 or more");
                }
            }
        }
        problems.finish(Code::Document, format!("curriculum {}", document.id))?;
        Ok(Curriculum(Arc::new(document)))
    }

    /// The curriculum as a document again.
    #[must_use]
    pub fn to_json(&self) -> String {
        serde_json::to_string(&*self.0).unwrap_or_default()
    }

    /// The JSON Schema (draft 2020-12) of a curriculum document.
    #[must_use]
    pub fn json_schema() -> serde_json::Value {
        CurriculumDocument::schema()
    }

    /// The name of the curriculum.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.0.id
    }

    /// Which version of it this is.
    #[must_use]
    pub fn version(&self) -> &str {
        &self.0.version
    }

    /// What it is called.
    #[must_use]
    pub fn title(&self) -> &str {
        &self.0.title
    }

    /// The modules, in the order of the document.
    #[must_use]
    pub fn modules(&self) -> &[Module] {
        &self.0.modules
    }

    /// The hours of all modules.
    #[must_use]
    pub fn hours(&self) -> f64 {
        self.0.modules.iter().map(|module| module.hours).sum()
    }

    /// The curriculum with its competencies in the terms of another framework: where a link says
    /// that the other one is the same or narrower, a module that goes into the one goes as deep
    /// into the other. Links to broader or related competencies carry nothing over.
    #[must_use]
    pub fn through(&self, crosswalk: &Crosswalk) -> Curriculum {
        let mut document = (*self.0).clone();
        for module in &mut document.modules {
            for ids in [&mut module.introduces, &mut module.practises, &mut module.assesses] {
                let mut carried: Vec<String> = Vec::new();
                for id in ids.iter().flat_map(|id| crosswalk.contained_in(id)) {
                    if !carried.iter().any(|known| known == id) {
                        carried.push(id.to_owned());
                    }
                }
                *ids = carried;
            }
        }
        Curriculum(Arc::new(document))
    }

    /// The curriculum as the hours of a dossier that holds nothing else: who has done all of it on
    /// a day. A standard says of it whether its training requirement is met, and what is missing.
    /// Each module's topics are its own and its competencies; `approved` says whether the board
    /// has approved the curriculum, where that is known.
    #[must_use]
    pub fn to_dossier(&self, person: &str, on: document::Day, approved: Option<bool>) -> String {
        let hours: Vec<serde_json::Value> = self
            .modules()
            .iter()
            .map(|module| {
                let mut topics: Vec<&str> = module.topics.iter().map(String::as_str).collect();
                for (id, _) in module.touches() {
                    if !topics.contains(&id) {
                        topics.push(id);
                    }
                }
                let mut entry = serde_json::json!({"id": module.id, "of": "training",
                    "amount": module.hours, "from": on, "to": on, "topics": topics});
                let optional = [
                    ("mode", module.mode.clone().map(serde_json::Value::from)),
                    ("provider", self.0.provider.clone().map(serde_json::Value::from)),
                    ("approved", approved.map(serde_json::Value::from)),
                ];
                for (key, value) in optional {
                    if let Some(value) = value {
                        entry[key] = value;
                    }
                }
                entry
            })
            .collect();
        serde_json::json!({"format": "peerpath/dossier/1", "person": person, "hours": hours,
            "complete": ["hours"]})
        .to_string()
    }

    /// Refuses competencies that say they are of the framework and are not in it.
    fn check_against(&self, framework: &Framework) -> Result<(), Error> {
        let prefix = format!("{}/", framework.id());
        let mut problems = Problems::new();
        for (index, module) in self.modules().iter().enumerate() {
            let lists = [
                ("introduces", &module.introduces),
                ("practises", &module.practises),
                ("assesses", &module.assesses),
            ];
            for (key, ids) in lists {
                for (at, id) in ids.iter().enumerate() {
                    if id.starts_with(&prefix) && framework.find(id).is_none() {
                        let place = Place::pointer(format!("/modules/{index}/{key}/{at}"));
                        problems.push(place, format!("`{id}`"), framework.expected(id));
                    }
                }
            }
        }
        problems.finish(Code::Document, format!("curriculum {}", self.id()))
    }
}
