//! From a standard to CTDL.

use serde::Serialize;
use serde_json::{Map, Value, json};

use super::constraint::rule_of;
use super::lost::Lost;
use super::name::{Names, is_ctid};
use super::options::{CtdlOptions, CtdlReadingOptions};
use super::pathway::Pathway;
use super::profile::Profiles;
use super::term::{CONTEXT, Resource, STANDARD, concept, identifier, jurisdiction};
use crate::error::{Code, Error, Place};
use crate::standard::Standard;

/// A standard as CTDL, and what did not survive.
///
/// ```
/// use peerpath::Standard;
/// use peerpath::standard::CtdlOptions;
///
/// let ctdl = Standard::builtin("us-nc/cpss")?.to_ctdl(&CtdlOptions::default())?;
/// assert_eq!(ctdl.document()["@graph"][0]["@type"], "ceterms:Certification");
/// for lost in ctdl.lost() {
///     println!("{}: {} ({})", lost.pointer, lost.what, lost.why);
/// }
/// # Ok::<(), peerpath::Error>(())
/// ```
#[derive(Clone, Debug, Serialize)]
pub struct Ctdl {
    document: Value,
    lost: Vec<Lost>,
    wanting: Vec<Wanting>,
}

/// Something that the Credential Registry asks for and neither the standard nor the options
/// give.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Wanting {
    /// The term.
    pub term: &'static str,
    /// The option that gives it.
    pub option: &'static str,
}

impl Ctdl {
    /// The JSON-LD document, with its `@graph`.
    #[must_use]
    pub fn document(&self) -> &Value {
        &self.document
    }

    /// What would not come back if the document were read again, in the order of the standard.
    #[must_use]
    pub fn lost(&self) -> &[Lost] {
        &self.lost
    }

    /// What the Credential Registry asks for and is not given.
    #[must_use]
    pub fn wanting(&self) -> &[Wanting] {
        &self.wanting
    }

    /// All of it as JSON: `document`, `lost`, `wanting`.
    #[must_use]
    pub fn to_json(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }
}

impl Standard {
    /// The standard as CTDL JSON-LD, with a list of what does not survive: see
    /// [`crate::standard::ctdl`].
    ///
    /// # Errors
    /// [`Code::Argument`] where `ctid` is not a CTID.
    pub fn to_ctdl(&self, options: &CtdlOptions) -> Result<Ctdl, Error> {
        if let Some(ctid) = options.ctid.as_deref().filter(|ctid| !is_ctid(ctid)) {
            let expected = "`ce-` and a UUID in lower case";
            return Err(Error::argument("to_ctdl", "ctid", format!("`{ctid}`"), expected));
        }
        let value: Value = serde_json::to_value(self.document()).map_err(|error| {
            Error::one(Code::Internal, "standard", Place::Whole, error.to_string(), "JSON")
        })?;
        let empty = Map::new();
        let standard = value.as_object().unwrap_or(&empty);
        let requirement = standard.get("requirement").and_then(Value::as_object).unwrap_or(&empty);
        let names =
            Names::new(options.ctid.as_deref(), options.base.as_deref(), self.id(), self.version());
        let language = options.language.as_deref().unwrap_or("en");
        let export = Export { standard, options, names: &names, language };
        let mut pathway = Pathway::new(&names, language, requirement);
        let condition = pathway.condition(requirement, "/requirement");
        let mut profiles = Profiles::new(&names, language);
        let requires = profiles.of(requirement, &|node| export.page_of(node));
        let mut lost = export.lost();
        lost.append(&mut pathway.lost);
        let mut graph = vec![
            export.certification(self, &requires),
            export.pathway(self, &pathway.components),
            export.destination(self, &condition),
        ];
        graph.append(&mut pathway.components);
        graph.append(&mut profiles.targets);
        let document = json!({ "@context": CONTEXT, "@graph": graph });
        note_not_returned(requirement, &document, &mut lost)?;
        Ok(Ctdl { document, lost, wanting: export.wanting() })
    }
}

/// What all resources of one export share.
struct Export<'a> {
    standard: &'a Map<String, Value>,
    options: &'a CtdlOptions,
    names: &'a Names,
    language: &'a str,
}

impl Export<'_> {
    fn certification(&self, standard: &Standard, requires: &[Value]) -> Value {
        let names = self.names;
        let mut resource = Resource::new("Certification", self.language);
        let note = self.standard.get("note").and_then(Value::as_str);
        let description = note.map_or_else(|| described(standard.title()), str::to_owned);
        let effective = |key: &str| self.standard.get("effective")?.get(key).cloned();
        let day = |key: &str| effective(key).filter(|day| !day.is_null());
        let superseded = day("superseded_by").is_some();
        let status = match superseded {
            true => concept("credentialStat:Deprecated", "Deprecated", self.language),
            false => concept("credentialStat:Active", "Active", self.language),
        };
        let texts = |key: &str| -> Vec<String> {
            let texts = self.standard.get(key).and_then(Value::as_array);
            texts.into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect()
        };
        let owners = self.options.owned_by.as_ref().map(|owner| json!([owner]));
        let renewed = self.standard.get("life_cycle").and_then(|cycle| cycle.get("renew_every"));
        resource
            .set("@id", json!(names.at(names.certification())))
            .set("ctid", json!(names.certification()))
            .say("name", standard.title())
            .say("description", &description)
            .set("subjectWebpage", self.page().map(|page| json!(page)))
            .set("credentialStatusType", status)
            .set("inLanguage", json!([self.language]))
            .set("ownedBy", owners)
            .set("identifier", json!([identifier(STANDARD, standard.id(), self.language)]))
            .set("versionCode", json!(standard.version()))
            .set("dateEffective", day("from"))
            .set("expirationDate", day("until"))
            .set(
                "jurisdiction",
                standard.jurisdiction().map(|place| json!([jurisdiction(place, self.language)])),
            )
            .set("renewalFrequency", renewed.filter(|period| period.is_string()).cloned())
            .set("targetPathway", json!([names.at(&names.part("pathway"))]))
            .set("requires", json!(requires));
        if let Some(credential) = standard.credential() {
            resource.say_all("alternateName", &[credential.to_owned()]);
        }
        resource.say_all("keyword", &texts("population"));
        resource.finish()
    }

    fn pathway(&self, standard: &Standard, components: &[Value]) -> Value {
        let names = self.names;
        let destination = names.at(&names.part("destination"));
        let parts = components.iter().filter_map(|component| component.get("@id").cloned());
        let parts: Vec<Value> = std::iter::once(json!(destination)).chain(parts).collect();
        let owners = self.options.owned_by.as_ref().map(|owner| json!([owner]));
        let mut resource = Resource::new("Pathway", self.language);
        resource
            .set("@id", json!(names.at(&names.part("pathway"))))
            .set("ctid", json!(names.part("pathway")))
            .say("name", standard.title())
            .say("description", &described(standard.title()))
            .set("subjectWebpage", self.page().map(|page| json!(page)))
            .set("ownedBy", owners)
            .set("hasDestinationComponent", json!([destination]))
            .set("hasPart", json!(parts));
        resource.finish()
    }

    /// The component that stands for the certification, with the whole requirement.
    fn destination(&self, standard: &Standard, condition: &Value) -> Value {
        let names = self.names;
        let pathway = names.at(&names.part("pathway"));
        let mut resource = Resource::new("CredentialComponent", self.language);
        resource
            .set("@id", json!(names.at(&names.part("destination"))))
            .set("ctid", json!(names.part("destination")))
            .say("name", standard.title())
            .say("description", &described(standard.title()))
            .set("credentialType", json!("ceterms:Certification"))
            .set("proxyFor", json!(names.at(names.certification())))
            .set("isPartOf", json!([pathway]))
            .set("isDestinationComponentOf", json!([pathway]))
            .set("hasCondition", json!([condition]));
        resource.finish()
    }

    /// The page about the certification.
    fn page(&self) -> Option<String> {
        let sources = self.standard.get("sources").and_then(Value::as_array);
        let mut pages =
            sources.into_iter().flatten().filter_map(|source| source.get("url")?.as_str());
        self.options.webpage.clone().or_else(|| pages.next().map(str::to_owned))
    }

    /// The page of the first source that a requirement cites.
    fn page_of(&self, node: &Map<String, Value>) -> Option<String> {
        let cited = match node.get("cite")? {
            Value::Array(cited) => cited.first()?.as_str()?,
            cited => cited.as_str()?,
        };
        let sources = self.standard.get("sources")?.as_array()?;
        let source = sources
            .iter()
            .find(|source| source.get("id").and_then(Value::as_str) == Some(cited))?;
        source.get("url")?.as_str().map(str::to_owned)
    }

    fn wanting(&self) -> Vec<Wanting> {
        let mut wanting = Vec::new();
        if self.page().is_none() {
            wanting.push(Wanting { term: "ceterms:subjectWebpage", option: "webpage" });
        }
        if self.options.owned_by.is_none() {
            wanting.push(Wanting { term: "ceterms:ownedBy", option: "owned_by" });
        }
        wanting
    }

    /// What of the document beside its requirement does not survive.
    fn lost(&self) -> Vec<Lost> {
        let mut lost = Vec::new();
        for (key, value) in self.standard {
            let pointer = format!("/{key}");
            match key.as_str() {
                "format" | "id" | "version" | "title" | "jurisdiction" | "credential" | "note"
                | "requirement" => {}
                "effective" => {
                    for key in ["selected_by", "superseded_by"] {
                        if value.get(key).is_some_and(|value| !value.is_null()) {
                            let lost_key =
                                Lost::left_out(&format!("{pointer}/{key}"), key, NO_TERM);
                            lost.push(Lost { bears_on_verdict: key == "selected_by", ..lost_key });
                        }
                    }
                }
                "population" => {
                    lost.push(Lost::in_words(&pointer, key, "it is among the keywords"));
                }
                "sources" => {
                    let why = "CTDL has web pages, but not the title and the year of what is cited";
                    lost.push(Lost::left_out(&pointer, key, why));
                }
                "life_cycle" => {
                    let parts = value.as_object().into_iter().flatten();
                    for (part, _) in parts.filter(|(part, _)| *part != "renew_every") {
                        lost.push(Lost::left_out(&format!("{pointer}/{part}"), part, NO_TERM));
                    }
                }
                _ => lost.push(Lost::left_out(&pointer, key, NO_TERM)),
            }
        }
        lost
    }
}

const NO_TERM: &str = "CTDL has no term for it";

/// The description of something that has none.
pub(super) fn described(title: &str) -> String {
    format!("Certification standard: {title}")
}

/// Reads the document back and notes every requirement that did not return as it was and is
/// not yet said to be lost.
fn note_not_returned(
    requirement: &Map<String, Value>,
    document: &Value,
    lost: &mut Vec<Lost>,
) -> Result<(), Error> {
    let reading = super::import::read(document, &CtdlReadingOptions::default())?;
    let back = serde_json::to_value(reading.standard().document()).unwrap_or_default();
    let back = back.get("requirement").and_then(Value::as_object);
    note_differences(requirement, back, "/requirement", lost);
    Ok(())
}

fn note_differences(
    node: &Map<String, Value>,
    back: Option<&Map<String, Value>>,
    pointer: &str,
    lost: &mut Vec<Lost>,
) {
    if lost.iter().any(|lost| lost.bears_on_verdict && lost.pointer == pointer) {
        return;
    }
    let (Some((kind, rule)), back) = (rule_of(node), back.and_then(rule_of)) else { return };
    let same = match (combined(kind, rule), back.and_then(|(kind, rule)| combined(kind, rule))) {
        (Some((count, nodes)), Some((back_count, backs))) => {
            let path = if kind == "at_least" { "at_least/of" } else { kind };
            for (index, node) in nodes.iter().enumerate() {
                if let Some(node) = node.as_object() {
                    let back = backs.get(index).and_then(Value::as_object);
                    note_differences(node, back, &format!("{pointer}/{path}/{index}"), lost);
                }
            }
            backs.len() == nodes.len() && count == back_count
        }
        _ => back == Some((kind, rule)),
    };
    if !same {
        lost.push(Lost::rule(pointer, kind, "it is not read back as it was"));
    }
}

/// How many of which requirements a combination asks for.
fn combined<'a>(kind: &str, rule: &'a Value) -> Option<(u64, &'a [Value])> {
    let of = match kind {
        "all" | "any" => rule.as_array()?,
        "at_least" => rule.get("of")?.as_array()?,
        _ => return None,
    };
    let count = match kind {
        "all" => of.len() as u64,
        "any" => 1,
        _ => rule.get("count")?.as_u64()?,
    };
    Some((count, of))
}
