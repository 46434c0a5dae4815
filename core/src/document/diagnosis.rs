//! Everything that keeps a JSON value from being of a type, by the type's schema.
//!
//! It knows the part of JSON Schema that schemars writes for the document types, no more. It
//! is never asked whether a document is good (serde decides that), only what is wrong with a
//! bad one.

use serde_json::{Map, Value};

use super::phrase::{Root, branches, hint, number, object_with, one_of, tag, types};
use super::{Day, Period};
use crate::error::{Place, Problem, Problems};
use crate::order;

/// Notes every problem of `value` under `schema`.
pub(crate) fn diagnose(value: &Value, schema: &Value, problems: &mut Problems) {
    let mut walk = Walk { root: Root(schema), pointer: String::new(), problems };
    walk.value(value, schema);
}

struct Walk<'a> {
    root: Root<'a>,
    pointer: String,
    problems: &'a mut Problems,
}

impl<'a> Walk<'a> {
    fn value(&mut self, value: &Value, schema: &'a Value) {
        let schema = self.root.resolved(schema);
        if branches(schema).is_some() {
            return self.branch(value, schema);
        }
        if !fits(value, schema) {
            return self.refuse(value, schema);
        }
        match value {
            Value::Object(object) => self.object(object, schema),
            Value::Array(items) => self.list(items, schema),
            _ => {}
        }
    }

    fn object(&mut self, object: &Map<String, Value>, schema: &'a Value) {
        let root = self.root;
        let properties = schema.get("properties").and_then(Value::as_object);
        let required = schema.get("required").and_then(Value::as_array);
        for key in required.into_iter().flatten().filter_map(Value::as_str) {
            if !object.contains_key(key) {
                let wanted = properties.and_then(|properties| properties.get(key));
                self.note(|| {
                    let expected = wanted.map_or("it".to_owned(), |wanted| root.accepted(wanted));
                    (format!("no key `{key}`"), expected)
                });
            }
        }
        for (key, value) in object {
            let known = properties.and_then(|properties| properties.get(key));
            let schema = match (known, schema.get("additionalProperties")) {
                (Some(schema), _) => Some(schema),
                (None, Some(Value::Bool(false))) => None,
                (None, Some(schema @ Value::Object(_))) => Some(schema),
                (None, _) => continue,
            };
            self.enter(key, |walk| match schema {
                Some(schema) => walk.value(value, schema),
                None => walk.note(|| {
                    let keys = properties.iter().flat_map(|properties| properties.keys());
                    let mut keys: Vec<&str> = keys.map(String::as_str).collect();
                    order::sort(&mut keys, &Ord::cmp);
                    let expected = match keys.is_empty() {
                        true => "no key here".to_owned(),
                        false => one_of(key, &keys),
                    };
                    (format!("unknown key `{key}`"), expected)
                }),
            });
        }
    }

    fn list(&mut self, items: &[Value], schema: &'a Value) {
        let first = schema.get("prefixItems").and_then(Value::as_array);
        let rest = schema.get("items").filter(|schema| schema.is_object());
        for (index, item) in items.iter().enumerate() {
            if let Some(schema) = first.and_then(|first| first.get(index)).or(rest) {
                self.enter(&index.to_string(), |walk| walk.value(item, schema));
            }
        }
    }

    /// A choice between types: goes on in the one that was plainly meant.
    fn branch(&mut self, value: &Value, schema: &'a Value) {
        let branches = self.root.alternatives(schema);
        let tags: Vec<&str> = branches.iter().filter_map(|branch| tag(branch)).collect();
        let meant: Vec<&'a Value> = branches
            .into_iter()
            .filter(|branch| match (tag(branch), value) {
                // An alternative that is named by a key, such as {"age": …}.
                (Some(tag), Value::Object(object)) => object.contains_key(tag),
                _ => fits(value, branch),
            })
            .collect();
        match (meant.as_slice(), value) {
            ([branch], _) => self.value(value, branch),
            ([], Value::Object(object)) if !tags.is_empty() => self.note(|| {
                let keys: Vec<&str> = object.keys().map(String::as_str).collect();
                let written = keys.first().copied().unwrap_or_default();
                (object_with(&keys), one_of(written, &tags))
            }),
            (meant, _) if meant.iter().any(|branch| self.accepts(value, branch)) => {}
            _ => self.refuse(value, schema),
        }
    }

    /// Whether a value has no problem under a schema.
    fn accepts(&self, value: &Value, schema: &'a Value) -> bool {
        let mut problems = Problems::new();
        let mut walk = Walk { root: self.root, pointer: String::new(), problems: &mut problems };
        walk.value(value, schema);
        problems.is_empty()
    }

    fn enter(&mut self, key: &str, inside: impl FnOnce(&mut Self)) {
        let length = self.pointer.len();
        self.pointer.push('/');
        self.pointer.push_str(&key.replace('~', "~0").replace('/', "~1"));
        inside(self);
        self.pointer.truncate(length);
    }

    fn refuse(&mut self, value: &Value, schema: &'a Value) {
        let root = self.root;
        self.note(|| {
            let meant = value.as_str().map(|text| hint(text, &root.choices(schema)));
            (found(value), root.accepted(schema) + &meant.unwrap_or_default())
        });
    }

    fn note(&mut self, found_and_expected: impl FnOnce() -> (String, String)) {
        self.problems.add(|| {
            let (found, expected) = found_and_expected();
            Problem::new(Place::pointer(self.pointer.as_str()), found, expected)
        });
    }
}

/// Whether a value is of the right kind, whatever it holds.
fn fits(value: &Value, schema: &Value) -> bool {
    if let Some(choice) = schema.get("const") {
        return value == choice;
    }
    if let Some(choices) = schema.get("enum").and_then(Value::as_array) {
        return choices.contains(value);
    }
    let types = types(schema);
    let of_type = types.is_empty()
        || types.iter().any(|name| match *name {
            "null" => value.is_null(),
            "boolean" => value.is_boolean(),
            "string" => value.is_string(),
            "integer" => value.is_i64() || value.is_u64(),
            "number" => value.is_number(),
            "array" => value.is_array(),
            "object" => value.is_object(),
            _ => true,
        });
    let in_format = match (value.as_str(), schema.get("format").and_then(Value::as_str)) {
        (Some(text), Some("date")) => Day::parse(text).is_some(),
        (Some(text), Some("duration")) => Period::parse(text).is_some(),
        _ => true,
    };
    let in_bounds = value.as_f64().is_none_or(|value| {
        number(schema, "minimum").is_none_or(|low| value >= low)
            && number(schema, "maximum").is_none_or(|high| value <= high)
            && number(schema, "exclusiveMinimum").is_none_or(|low| value > low)
            && number(schema, "exclusiveMaximum").is_none_or(|high| value < high)
    });
    let in_length = value.as_array().is_none_or(|items| {
        number(schema, "minItems").is_none_or(|low| items.len() as f64 >= low)
            && number(schema, "maxItems").is_none_or(|high| items.len() as f64 <= high)
    });
    of_type && in_format && in_bounds && in_length
}

fn found(value: &Value) -> String {
    match value {
        Value::Array(items) => format!("a list of {}", items.len()),
        Value::Object(object) => {
            object_with(&object.keys().map(String::as_str).collect::<Vec<_>>())
        }
        value => value.to_string(),
    }
}
