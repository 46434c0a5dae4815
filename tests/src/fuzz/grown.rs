//! Documents grown from bytes along their JSON Schema, so that most of them are well-formed
//! and whatever the schema allows is tried, also what is added to it later.

use std::sync::OnceLock;

use peerpath::{Dossier, Standard};
use serde_json::{Map, Value, json};

/// Names that documents give to everything, few enough to meet often.
const NAMES: &[&str] = &[
    "a",
    "b",
    "c",
    "training",
    "work",
    "ethics",
    "advocacy",
    "application",
    "recovery",
    "us-xx/a",
    "board",
    "employer",
    "2024",
    "US-XX",
];
const DAYS: &[&str] = &[
    "2026-01-01",
    "2025-12-31",
    "2024-02-29",
    "2024-02-28",
    "2024-03-01",
    "2023-06-15",
    "2008-02-29",
    "1988-05-02",
    "2027-05-31",
    "0001-01-01",
    "9999-12-31",
];
const PERIODS: &[&str] = &["P1Y", "P2Y", "P6M", "P1M", "P90D", "P1D", "P1W", "P9999Y", "P18M"];
const NUMBERS: &[f64] = &[0.0, 1.0, 2.0, 0.5, 0.1, 3.0, 10.0, 18.0, 40.0, 60.0, 0.001, 1_000_000.0];

/// How deep documents are grown.
const MOST_DEEP: usize = 14;

/// Bytes that decide how a document grows; where they run out, everything is the least.
pub(super) struct Seed<'a> {
    bytes: &'a [u8],
    /// The ids given so far, for what refers to them.
    ids: Vec<String>,
}

impl<'a> Seed<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Seed<'a> {
        Seed { bytes, ids: Vec::new() }
    }

    fn byte(&mut self) -> u8 {
        let Some((&first, rest)) = self.bytes.split_first() else { return 0 };
        self.bytes = rest;
        first
    }

    /// A number from 0 to `bound - 1`.
    pub(super) fn below(&mut self, bound: i64) -> i64 {
        let wide = i64::from(self.byte()) * 256 + i64::from(self.byte());
        wide % bound.max(1)
    }

    fn one<'b, T>(&mut self, of: &'b [T]) -> Option<&'b T> {
        of.get(usize::from(self.byte()) % of.len().max(1))
    }

    /// A document of this schema.
    pub(super) fn document(&mut self, schema: &Value) -> Value {
        self.value(schema, schema, "", 0)
    }

    fn value(&mut self, schema: &Value, root: &Value, key: &str, depth: usize) -> Value {
        if let Some(name) = schema.get("$ref").and_then(Value::as_str) {
            let definition = root.pointer(name.trim_start_matches('#'));
            return definition.map_or(Value::Null, |known| self.value(known, root, key, depth));
        }
        if let Some(only) = schema.get("const") {
            return only.clone();
        }
        if let Some(Value::Array(choices)) = schema.get("enum") {
            return self.one(choices).cloned().unwrap_or(Value::Null);
        }
        for branches in ["anyOf", "oneOf"] {
            if let Some(Value::Array(branches)) = schema.get(branches) {
                let some: Vec<&Value> = branches.iter().filter(|branch| !is_null(branch)).collect();
                return self
                    .one(&some)
                    .map_or(Value::Null, |one| self.value(one, root, key, depth));
            }
        }
        match type_of(schema) {
            "object" => self.object(schema, root, depth),
            "array" => {
                let least = usize::from(!matches!(key, "parts" | "buckets"));
                let length = if depth >= MOST_DEEP {
                    least
                } else {
                    least.max(usize::from(self.byte() % 4))
                };
                let empty = Value::Bool(true);
                let items = schema.get("items").unwrap_or(&empty);
                (0..length).map(|_| self.value(items, root, key, depth + 1)).collect()
            }
            "boolean" => json!(self.byte().is_multiple_of(2)),
            "integer" => json!(self.byte() % 24),
            "number" => match schema.get("maximum").and_then(Value::as_f64) {
                Some(most) if most <= 1.0 => json!(f64::from(self.byte() % 5) / 4.0),
                _ => json!(self.one(NUMBERS)),
            },
            _ => self.text(schema, key),
        }
    }

    fn text(&mut self, schema: &Value, key: &str) -> Value {
        match (schema.get("format").and_then(Value::as_str), key) {
            (Some("date"), _) => json!(self.one(DAYS)),
            (Some("duration"), _) => json!(self.one(PERIODS)),
            // Ids must differ, or everything would be refused.
            (_, "id") => {
                let id = format!("n{}", self.ids.len());
                self.ids.push(id.clone());
                json!(id)
            }
            (_, "refer") => {
                let which = usize::from(self.byte());
                json!(self.ids.get(which % self.ids.len().max(1)))
            }
            _ => json!(self.one(NAMES)),
        }
    }

    fn object(&mut self, schema: &Value, root: &Value, depth: usize) -> Value {
        let mut object = Map::new();
        let none = Map::new();
        let properties = schema.get("properties").and_then(Value::as_object).unwrap_or(&none);
        let required: Vec<&str> = schema
            .get("required")
            .and_then(Value::as_array)
            .into_iter()
            .flatten()
            .filter_map(Value::as_str)
            .collect();
        // A requirement has exactly one rule among many optional keys.
        let node = properties.contains_key("all") && properties.contains_key("hours");
        for (key, property) in properties {
            let wanted = match () {
                () if required.contains(&key.as_str()) => true,
                () if node => {
                    matches!(key.as_str(), "waivable_by" | "applies") && self.byte() == 255
                }
                () if depth >= MOST_DEEP => false,
                () if depth == 0 => self.byte() % 2 == 1,
                () => self.byte() % 3 == 1,
            };
            if wanted {
                object.insert(key.clone(), self.value(property, root, key, depth + 1));
            }
        }
        if node {
            let about = ["id", "title", "cite", "confidence", "note", "waivable_by", "applies"];
            let rules: Vec<(&String, &Value)> =
                properties.iter().filter(|(key, _)| !about.contains(&key.as_str())).collect();
            let combinations = ["all", "any", "at_least", "not", "when", "for_each"];
            let rules: Vec<_> = if depth >= MOST_DEEP - 6 {
                rules.into_iter().filter(|(key, _)| !combinations.contains(&key.as_str())).collect()
            } else {
                rules
            };
            if let Some((key, property)) = self.one(&rules) {
                object.insert((*key).clone(), self.value(property, root, key, depth + 1));
            }
        }
        Value::Object(object)
    }
}

fn is_null(schema: &&Value) -> bool {
    schema.get("type").and_then(Value::as_str) == Some("null")
}

fn type_of(schema: &Value) -> &str {
    match schema.get("type") {
        Some(Value::String(name)) => name,
        Some(Value::Array(names)) => {
            names.iter().filter_map(Value::as_str).find(|&name| name != "null").unwrap_or("string")
        }
        _ => "string",
    }
}

pub(super) fn standard_schema() -> &'static Value {
    static SCHEMA: OnceLock<Value> = OnceLock::new();
    SCHEMA.get_or_init(|| {
        let mut schema = Standard::json_schema();
        // What is about the document as a whole is left out: it does not bear on a verdict.
        if let Some(properties) = schema.get_mut("properties").and_then(Value::as_object_mut) {
            for key in ["sources", "gaps", "note", "verified", "population", "effective"] {
                properties.shift_remove(key);
            }
        }
        schema
    })
}

pub(super) fn dossier_schema() -> &'static Value {
    static SCHEMA: OnceLock<Value> = OnceLock::new();
    SCHEMA.get_or_init(Dossier::json_schema)
}
