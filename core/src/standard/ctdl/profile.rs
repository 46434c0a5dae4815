//! A requirement as a condition profile: in words, and in the terms that CTDL has.

use serde_json::{Map, Value, json};

use super::constraint::rule_of;
use super::name::Names;
use super::pathway::text;
use super::term::{Resource, jurisdiction};
use super::words;

/// The profiles of a standard, and the resources that they target.
pub(super) struct Profiles<'a> {
    names: &'a Names,
    language: &'a str,
    pub(super) targets: Vec<Value>,
}

/// How deep alternatives are written inside each other; deeper ones are words.
const MOST_DEEP: usize = 3;

impl<'a> Profiles<'a> {
    pub(super) fn new(names: &'a Names, language: &'a str) -> Profiles<'a> {
        Profiles { names, language, targets: Vec::new() }
    }

    /// The profiles of the requirement as a whole: one for each of those that must all hold.
    pub(super) fn of(
        &mut self,
        node: &Map<String, Value>,
        page: &dyn Fn(&Map<String, Value>) -> Option<String>,
    ) -> Vec<Value> {
        match rule_of(node) {
            Some(("all", Value::Array(of)))
                if !node.contains_key("applies") && !node.contains_key("waivable_by") =>
            {
                let nodes = of.iter().filter_map(Value::as_object);
                nodes.map(|node| self.profile(node, page(node), 0)).collect()
            }
            _ => vec![self.profile(node, page(node), 0)],
        }
    }

    pub(super) fn profile(
        &mut self,
        node: &Map<String, Value>,
        page: Option<String>,
        depth: usize,
    ) -> Value {
        let id = text(node, "id");
        let mut profile = Resource::new("ConditionProfile", self.language);
        let title = node.get("title").and_then(Value::as_str).unwrap_or(id);
        profile
            .say("name", title)
            .say_all("alternateName", &[id.to_owned()])
            .say("description", &words::of(node))
            .set("subjectWebpage", page.map(|page| json!(page)));
        let words = |of: &[Value]| -> Vec<String> {
            of.iter().filter_map(Value::as_object).map(words::of).collect()
        };
        match rule_of(node) {
            Some(("all", Value::Array(of))) => {
                profile.say_all("condition", &words(of));
            }
            Some(("any", Value::Array(of))) if depth < MOST_DEEP => {
                let of: Vec<Value> = of
                    .iter()
                    .filter_map(Value::as_object)
                    .map(|node| self.profile(node, None, depth + 1))
                    .collect();
                profile.set("alternativeCondition", json!(of));
            }
            Some((kind, Value::Object(rule))) => self.terms(kind, rule, &mut profile),
            _ => {}
        }
        profile.finish()
    }

    /// The terms that CTDL has for a rule. Each says no more than the rule does.
    fn terms(&mut self, kind: &str, rule: &Map<String, Value>, profile: &mut Resource) {
        match kind {
            "age" => {
                profile.set("minimumAge", rule.get("at_least").cloned());
            }
            "education" => {
                let degree = match text(rule, "at_least") {
                    "secondary" => "SecondarySchoolDiploma",
                    "certificate" => "Certificate",
                    "associate" => "AssociateDegree",
                    "bachelor" => "BachelorDegree",
                    "master" => "MasterDegree",
                    "doctorate" => "DoctoralDegree",
                    _ => return,
                };
                let target = self.target(degree, &text(rule, "at_least").replace('-', " "));
                profile.set("targetCredential", json!([target]));
            }
            "holds" => {
                let names = names(rule.get("credential"));
                let targets: Vec<Value> =
                    names.iter().map(|name| self.target("Certification", name)).collect();
                profile.set("targetCredential", json!(targets));
            }
            "exam" => {
                let names = names(rule.get("name"));
                let targets: Vec<Value> =
                    names.iter().map(|name| self.target("AssessmentProfile", name)).collect();
                profile.set("targetAssessment", (!targets.is_empty()).then(|| json!(targets)));
            }
            "hours" => {
                let of = names(rule.get("of"));
                let learning = |of: &String| of == "training" || of == "continuing-education";
                match rule.get("at_least") {
                    Some(least) if of.iter().all(learning) => {
                        let unit = Some("creditUnit:ClockHour");
                        profile.set("creditValue", json!([self.credit(least, unit)]));
                    }
                    _ => {
                        profile.say("experience", &words::of(&one("hours", rule)));
                    }
                }
            }
            "credits" => {
                if let Some(least) = rule.get("at_least") {
                    profile.set("creditValue", json!([self.credit(least, None)]));
                }
            }
            "duration" => {
                let years = text(rule, "at_least").strip_prefix('P').and_then(|text| {
                    text.strip_suffix('Y').and_then(|years| years.parse::<u16>().ok())
                });
                match years {
                    Some(years) if matches!(text(rule, "of"), "employment" | "work") => {
                        profile.set("yearsOfExperience", json!(years));
                    }
                    _ => {
                        profile.say("experience", &words::of(&one("duration", rule)));
                    }
                }
            }
            "residence" => {
                let places = names(rule.get("in"));
                let places: Vec<Value> =
                    places.iter().map(|place| jurisdiction(place, self.language)).collect();
                profile.set("residentOf", json!(places));
            }
            "document" => {
                profile.say("submissionOfDescription", &words::of(&one("document", rule)));
            }
            _ => {}
        }
    }

    /// A resource that a profile targets, known only by its name.
    fn target(&mut self, kind: &str, name: &str) -> Value {
        let part = self.names.part(&format!("target/{kind}/{name}"));
        let at = format!("_:{}", part.trim_start_matches("ce-"));
        if !self.targets.iter().any(|target| target.get("@id").and_then(Value::as_str) == Some(&at))
        {
            let mut target = Resource::new(kind, self.language);
            target.set("@id", json!(at)).say("name", name);
            self.targets.push(target.finish());
        }
        json!(at)
    }

    fn credit(&self, least: &Value, unit: Option<&str>) -> Value {
        let mut credit = Resource::new("ValueProfile", self.language);
        credit.set("schema:minValue", least.clone());
        credit.set("creditUnitType", unit.map(|unit| json!([unit])));
        credit.finish()
    }
}

/// A requirement of one rule alone, for wording it.
fn one(kind: &str, rule: &Map<String, Value>) -> Map<String, Value> {
    let mut node = Map::new();
    node.insert(kind.to_owned(), Value::Object(rule.clone()));
    node
}

fn names(value: Option<&Value>) -> Vec<String> {
    match value {
        Some(Value::String(name)) => vec![name.clone()],
        Some(Value::Array(names)) => {
            names.iter().filter_map(Value::as_str).map(str::to_owned).collect()
        }
        _ => Vec::new(),
    }
}
