//! The requirements of a life cycle, each a small standard of its own.
//!
//! A requirement of a life cycle is judged as any other. What it refers to elsewhere in the
//! document is written into it, so that its explanation shows all that was looked at.

use std::collections::{HashMap, HashSet};

use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::check::check;
use super::document::LifeCycleDocument;
use crate::error::{Error, Place, Problems};
use crate::standard::definition::Standard;
use crate::standard::document::StandardDocument;
use crate::standard::standards::Standards;

/// A life cycle, with its requirements ready to be judged.
pub(crate) struct LifeCycle {
    pub(super) rules: LifeCycleDocument,
    pub(super) renewal: Option<Standard>,
    /// For each `first_period` what it asks for, where it asks for anything.
    pub(super) first_periods: Vec<Option<Standard>>,
    pub(super) provisional: Option<Standard>,
    pub(super) extension: Option<Standard>,
    pub(super) longer_cycles: Vec<Standard>,
    pub(super) choices: Vec<Standard>,
    pub(super) rungs: Vec<Option<Standard>>,
    pub(super) deadlines: Vec<Standard>,
}

/// The most JSON values in all requirements of a life cycle, with what they refer to.
const MOST_VALUES: usize = 200_000;

impl LifeCycle {
    /// The life cycle of a document, or every problem of it.
    pub(crate) fn of(
        rules: &LifeCycleDocument,
        document: &StandardDocument,
        beside: &Standards,
        problems: &mut Problems,
    ) -> LifeCycle {
        check(rules, problems);
        let whole = serde_json::to_value(document).unwrap_or_default();
        let nothing = Value::Null;
        let life_cycle = whole.get("life_cycle").unwrap_or(&nothing);
        let requirement = whole.get("requirement").unwrap_or(&nothing);
        let mut index = Index { nodes: HashMap::new(), problems };
        let confidence = json!(document.verified.as_ref().map(|verified| verified.confidence));
        index.walk(requirement, "/requirement", &Value::Null, &confidence);
        let cite = life_cycle.get("cite").or(requirement.get("cite")).unwrap_or(&nothing);
        let known = life_cycle.get("confidence").unwrap_or(&confidence);
        index.walk(life_cycle, "/life_cycle", cite, known);
        let nodes = index.nodes;
        let mut base = whole.as_object().cloned().unwrap_or_default();
        for key in ["requirement", "life_cycle", "gaps", "note"] {
            base.remove(key);
        }
        let values = count(&Value::Object(base.clone()));
        let mut parts = Parts {
            base,
            values,
            nodes,
            cite,
            confidence: known,
            room: MOST_VALUES,
            beside,
            problems,
        };
        let renewal = life_cycle.get("renewal");
        let renews = parts.at(life_cycle, "/renewal");
        if let Some(part) = renews.as_ref().filter(|_| rules.carry_over.is_some()) {
            let carrying = part.carrying();
            if carrying != 1 {
                let found =
                    format!("{carrying} rules on hours of continuing education in the cycle");
                let place = Place::pointer("/life_cycle/carry_over");
                parts.problems.push(place, found, "one such rule in `renewal`");
            }
        }
        LifeCycle {
            rules: rules.clone(),
            renewal: renews,
            first_periods: (0..rules.first_period.len())
                .map(|number| parts.first_period(life_cycle, number, renewal))
                .collect(),
            provisional: parts.at(life_cycle, "/provisional/requires"),
            extension: parts.at(life_cycle, "/provisional/to_extend"),
            longer_cycles: parts.each(life_cycle, "longer_cycles").into_iter().flatten().collect(),
            choices: parts.each(life_cycle, "choices").into_iter().flatten().collect(),
            rungs: parts.each(life_cycle, "after_lapse"),
            deadlines: parts.each(life_cycle, "deadlines").into_iter().flatten().collect(),
        }
    }
}

/// Notes windows that only a life cycle has, where they are outside of one.
pub(crate) fn note_windows_outside(document: &StandardDocument, problems: &mut Problems) {
    let requirement = serde_json::to_value(&document.requirement).unwrap_or_default();
    let mut stack = vec![(&requirement, "/requirement".to_owned())];
    while let Some((value, pointer)) = stack.pop() {
        let entries = value.as_object().into_iter().flatten();
        let window = value.get("within").and_then(Value::as_str);
        if let Some(window @ ("cycle" | "lapse")) = window {
            let place = Place::pointer(format!("{pointer}/within"));
            let expected = "a calendar period such as P2Y; this window is only in `life_cycle`";
            problems.push(place, format!("`{window}`"), expected);
        }
        stack.extend(entries.map(|(key, value)| (value, format!("{pointer}/{key}"))));
        let items = value.as_array().into_iter().flatten().enumerate();
        stack.extend(items.map(|(at, value)| (value, format!("{pointer}/{at}"))));
    }
}

/// A requirement somewhere in the document, with what it takes over from those around it.
struct Known<'a> {
    node: &'a Value,
    cite: Value,
    confidence: Value,
}

/// All requirements of the document by their ids.
struct Index<'a, 'p> {
    nodes: HashMap<String, Known<'a>>,
    problems: &'p mut Problems,
}

impl<'a> Index<'a, '_> {
    /// The depth is bounded by that of JSON that can be read.
    fn walk(&mut self, value: &'a Value, pointer: &str, cite: &Value, confidence: &Value) {
        match value {
            Value::Object(object) => {
                let cite = object.get("cite").unwrap_or(cite);
                if let Some(Value::String(id)) = object.get("id") {
                    let known =
                        Known { node: value, cite: cite.clone(), confidence: confidence.clone() };
                    let taken = self.nodes.contains_key(id);
                    if taken && pointer.starts_with("/life_cycle") {
                        let place = Place::pointer(format!("{pointer}/id"));
                        self.problems.push(place, format!("`{id}` again"), "an id used once");
                    } else if !taken {
                        self.nodes.insert(id.clone(), known);
                    }
                }
                // A reference into another standard has an id that is not of this document.
                for (key, value) in object.iter().filter(|(key, _)| *key != "refer") {
                    self.walk(value, &format!("{pointer}/{key}"), cite, confidence);
                }
            }
            Value::Array(items) => {
                for (at, value) in items.iter().enumerate() {
                    self.walk(value, &format!("{pointer}/{at}"), cite, confidence);
                }
            }
            _ => {}
        }
    }
}

/// The requirements of a life cycle as they are made into standards.
struct Parts<'a, 'p> {
    /// The document without its requirement.
    base: Map<String, Value>,
    /// How many values it has.
    values: usize,
    nodes: HashMap<String, Known<'a>>,
    cite: &'a Value,
    confidence: &'a Value,
    /// How many values there may still be.
    room: usize,
    beside: &'a Standards,
    problems: &'p mut Problems,
}

impl Parts<'_, '_> {
    fn at(&mut self, life_cycle: &Value, pointer: &str) -> Option<Standard> {
        let node = life_cycle.pointer(pointer)?;
        self.standard(node, &format!("/life_cycle{pointer}"))
    }

    fn each(&mut self, life_cycle: &Value, key: &str) -> Vec<Option<Standard>> {
        let items = life_cycle.get(key).and_then(Value::as_array).map_or(0, Vec::len);
        (0..items).map(|at| self.at(life_cycle, &format!("/{key}/{at}/requires"))).collect()
    }

    /// What a short first period asks for: under a condition this, else what `renewal` does.
    fn first_period(
        &mut self,
        life_cycle: &Value,
        number: usize,
        renewal: Option<&Value>,
    ) -> Option<Standard> {
        let pointer = format!("/first_period/{number}");
        let place = format!("/life_cycle{pointer}");
        let first = life_cycle.pointer(&pointer)?;
        let id = format!("first-period-{}", number + 1);
        match (first.get("if"), first.get("requires"), renewal) {
            (None, None, _) => None,
            (None, Some(node), _) => self.standard(node, &format!("{place}/requires")),
            (Some(_), None, None) => None,
            (Some(condition), None, Some(renewal)) => {
                self.standard(&json!({"id": id, "any": [condition, renewal]}), &place)
            }
            (Some(condition), Some(node), None) => {
                let when = json!({"if": condition, "then": node});
                self.standard(&json!({"id": id, "when": when}), &place)
            }
            (Some(condition), Some(node), Some(renewal)) => {
                let when = json!({"if": condition, "then": node, "else": renewal});
                self.standard(&json!({"id": id, "when": when}), &place)
            }
        }
    }

    /// A standard that asks for one requirement.
    fn standard(&mut self, node: &Value, pointer: &str) -> Option<Standard> {
        let mut inside = HashSet::new();
        note_ids(node, &mut inside);
        let mut requirement = self.written(node, self.confidence, &mut inside, 0);
        if let Some(object) = requirement.as_object_mut() {
            take_over(object, "cite", self.cite);
        }
        let values = self.values + count(&requirement);
        if self.room < values {
            let expected = "a life cycle whose requirements have at most 200000 values";
            self.problems.push(Place::pointer(pointer), "too much", expected);
            self.room = 0;
            return None;
        }
        self.room -= values;
        let mut document = self.base.clone();
        document.insert("requirement".to_owned(), requirement);
        let document = StandardDocument::deserialize(&Value::Object(document)).ok()?;
        Standard::of(document, self.beside, Problems::new())
            .map_err(|error| self.note(&error, pointer))
            .ok()
    }

    /// Notes the problems of a part at its place in the whole.
    fn note(&mut self, error: &Error, pointer: &str) {
        for problem in error.problems() {
            let place = match problem.place() {
                Place::Pointer(place) => {
                    let inside = place.strip_prefix("/requirement").unwrap_or_default();
                    Place::pointer(format!("{pointer}{inside}"))
                }
                _ => Place::pointer(pointer),
            };
            self.problems.push(place, problem.found(), problem.expected());
        }
    }

    /// A requirement with those it refers to elsewhere in the document, each written where it
    /// is first referred to. `inside` are the ids that are already there.
    fn written(
        &self,
        value: &Value,
        confidence: &Value,
        inside: &mut HashSet<String>,
        depth: usize,
    ) -> Value {
        match value {
            Value::Object(object) => {
                let target = object.get("refer").and_then(Value::as_str);
                // A chain of references can be as long as the document: what is too deep is
                // left as it is, and then refused.
                let known = target.filter(|target| depth < 24 && !inside.contains(*target));
                if let Some((target, known)) =
                    known.and_then(|target| Some((target, self.nodes.get(target)?)))
                {
                    note_ids(known.node, inside);
                    inside.insert(target.to_owned());
                    let mut node = self.written(known.node, &known.confidence, inside, depth + 1);
                    if let Some(node) = node.as_object_mut() {
                        take_over(node, "cite", &known.cite);
                    }
                    if !object.contains_key("id") {
                        return node;
                    }
                    let mut around = object.clone();
                    around.remove("refer");
                    around.insert("all".to_owned(), Value::Array(vec![node]));
                    return Value::Object(around);
                }
                let mut written = Map::new();
                for (key, value) in object {
                    let value = match key.as_str() {
                        // A reference into another standard stays as it is.
                        "refer" => value.clone(),
                        _ => self.written(value, confidence, inside, depth + 1),
                    };
                    written.insert(key.clone(), value);
                }
                if object.get("id").is_some_and(Value::is_string) {
                    take_over(&mut written, "confidence", confidence);
                }
                Value::Object(written)
            }
            Value::Array(items) => {
                let items = items.iter();
                let written = items.map(|value| self.written(value, confidence, inside, depth + 1));
                Value::Array(written.collect())
            }
            value => value.clone(),
        }
    }
}

/// Sets a key that is not there.
fn take_over(object: &mut Map<String, Value>, key: &str, value: &Value) {
    if !object.contains_key(key) && !value.is_null() {
        object.insert(key.to_owned(), value.clone());
    }
}

fn note_ids(value: &Value, ids: &mut HashSet<String>) {
    match value {
        Value::Object(object) => {
            if let Some(Value::String(id)) = object.get("id") {
                ids.insert(id.clone());
            }
            for (_, value) in object.iter().filter(|(key, _)| *key != "refer") {
                note_ids(value, ids);
            }
        }
        Value::Array(items) => items.iter().for_each(|value| note_ids(value, ids)),
        _ => {}
    }
}

fn count(value: &Value) -> usize {
    1 + match value {
        Value::Object(object) => object.values().map(count).sum(),
        Value::Array(items) => items.iter().map(count).sum::<usize>(),
        _ => 0,
    }
}
