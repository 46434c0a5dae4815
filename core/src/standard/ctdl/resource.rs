//! Reading JSON-LD leniently, and keeping account of what was read.
//!
//! One value may stand for a list of it, a resource for a reference to it, a text for a text in
//! a language; a term may be written with its prefix, in full, or bare.

use std::cell::RefCell;
use std::collections::{HashMap, HashSet};

use serde::Serialize;
use serde_json::Value;

/// Something in a CTDL document that did not become part of the standard.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct NotUnderstood {
    /// Where it is in the document, as a JSON pointer.
    pub pointer: String,
    /// What is there, shortened where it is long.
    pub found: String,
}

/// How many things not understood are kept in full; all are counted.
const MOST_KEPT: usize = 1000;

/// The longest text of what was found, in characters.
const LONGEST: usize = 120;

/// A place in the document.
#[derive(Clone, Debug)]
pub(super) struct At<'a> {
    pub(super) value: &'a Value,
    pub(super) pointer: String,
}

/// The resources of a document, and what of them has been read.
pub(super) struct Graph<'a> {
    root: &'a Value,
    resources: Vec<At<'a>>,
    by_name: HashMap<&'a str, usize>,
    /// Read, with the members inside still to be accounted for.
    entered: RefCell<HashSet<String>>,
    /// Read with everything inside.
    done: RefCell<HashSet<String>>,
}

impl<'a> Graph<'a> {
    pub(super) fn of(root: &'a Value) -> Graph<'a> {
        let at = |value: &'a Value, pointer: String| At { value, pointer };
        let numbered = |values: &'a [Value], before: &str| -> Vec<At<'a>> {
            let numbered = values.iter().enumerate();
            numbered.map(|(index, value)| at(value, format!("{before}/{index}"))).collect()
        };
        let resources = match root {
            Value::Array(values) => numbered(values, ""),
            Value::Object(object) => match object.get("@graph") {
                Some(Value::Array(values)) => numbered(values, "/@graph"),
                Some(value) => vec![at(value, "/@graph".to_owned())],
                None => vec![at(root, String::new())],
            },
            _ => Vec::new(),
        };
        let mut by_name = HashMap::new();
        for (index, resource) in resources.iter().enumerate() {
            for key in ["@id", "ceterms:ctid"] {
                if let Some(name) = resource.value.get(key).and_then(Value::as_str) {
                    by_name.entry(name).or_insert(index);
                }
            }
        }
        let graph = Graph {
            root,
            resources,
            by_name,
            entered: RefCell::default(),
            done: RefCell::default(),
        };
        for pointer in ["/@context", "/@id"] {
            graph.done(pointer);
        }
        graph.enter("/@graph");
        graph
    }

    pub(super) fn resources(&self) -> &[At<'a>] {
        &self.resources
    }

    pub(super) fn done(&self, pointer: &str) {
        self.done.borrow_mut().insert(pointer.to_owned());
    }

    pub(super) fn enter(&self, pointer: &str) {
        self.entered.borrow_mut().insert(pointer.to_owned());
    }

    /// Takes back that something was read.
    pub(super) fn forget(&self, pointer: &str) {
        self.entered.borrow_mut().remove(pointer);
        self.done.borrow_mut().remove(pointer);
    }

    /// Takes a resource as one that is read: its name and type are accounted for.
    pub(super) fn open(&self, at: &At<'a>) {
        self.enter(&at.pointer);
        for key in ["@id", "@type", "@context", "ceterms:ctid"] {
            if at.value.get(key).is_some() {
                self.done(&format!("{}/{key}", at.pointer));
            }
        }
    }

    /// The value of a term of a resource.
    pub(super) fn get(&self, at: &At<'a>, term: &str) -> Option<At<'a>> {
        let object = at.value.as_object()?;
        let (prefix, name) = term.split_once(':').unwrap_or(("ceterms", term));
        let full = match prefix {
            "schema" => "https://schema.org/",
            _ => "https://purl.org/ctdl/terms/",
        };
        let keys = [format!("{prefix}:{name}"), format!("{full}{name}"), name.to_owned()];
        let (key, value) = keys.iter().find_map(|key| object.get_key_value(key.as_str()))?;
        let pointer = format!("{}/{}", at.pointer, escaped(key));
        self.enter(&pointer);
        Some(At { value, pointer })
    }

    /// The values of a term, none where it is not there.
    pub(super) fn all(&self, at: &At<'a>, term: &str) -> Vec<At<'a>> {
        let Some(at) = self.get(at, term) else { return Vec::new() };
        let Value::Array(values) = at.value else { return vec![at] };
        let numbered = values.iter().enumerate();
        let numbered = numbered.map(|(index, value)| {
            let pointer = format!("{}/{index}", at.pointer);
            self.enter(&pointer);
            At { value, pointer }
        });
        numbered.collect()
    }

    /// The texts of a term, in English where there are several languages.
    pub(super) fn texts(&self, at: &At<'a>, term: &str) -> Vec<&'a str> {
        let mut texts = Vec::new();
        for at in self.all(at, term) {
            self.text_at(&at, &mut texts);
        }
        texts
    }

    fn text_at(&self, at: &At<'a>, into: &mut Vec<&'a str>) {
        match at.value {
            Value::String(text) => {
                self.done(&at.pointer);
                into.push(text);
            }
            Value::Array(values) => {
                for (index, value) in values.iter().enumerate() {
                    if let Some(text) = value.as_str() {
                        self.done(&format!("{}/{index}", at.pointer));
                        into.push(text);
                    }
                }
            }
            Value::Object(object) => {
                let english = |key: &&String| *key == "en" || key.starts_with("en-");
                let keys = || object.keys();
                let key = keys().find(|key| *key == "@value").or_else(|| keys().find(english));
                let Some(key) = key.or_else(|| keys().next()) else { return };
                let pointer = format!("{}/{}", at.pointer, escaped(key));
                self.enter(&pointer);
                self.done(&format!("{}/@language", at.pointer));
                if let Some(value) = object.get(key).filter(|value| !value.is_object()) {
                    self.text_at(&At { value, pointer }, into);
                }
            }
            _ => {}
        }
    }

    /// The first text of a term.
    pub(super) fn text(&self, at: &At<'a>, term: &str) -> Option<&'a str> {
        let texts = self.texts(at, term);
        texts.into_iter().map(str::trim).find(|text| !text.is_empty())
    }

    /// A number of a term.
    pub(super) fn number(&self, at: &At<'a>, term: &str) -> Option<&'a Value> {
        let at = self.all(at, term).into_iter().next()?;
        let value = literal(at.value);
        if value.is_number() {
            self.done(&at.pointer);
            return Some(value);
        }
        None
    }

    /// The resources of a term: those in the document to which it refers, and those that are
    /// written in place. A reference to elsewhere is not accounted for.
    pub(super) fn linked(&self, at: &At<'a>, term: &str) -> Vec<At<'a>> {
        let values = self.all(at, term).into_iter();
        values
            .filter_map(|at| {
                let name = match at.value {
                    Value::String(name) => Some(name.as_str()),
                    Value::Object(object) if object.len() == 1 && object.contains_key("@id") => {
                        object.get("@id").and_then(Value::as_str)
                    }
                    Value::Object(_) => return Some(at),
                    _ => return None,
                };
                let known = name.and_then(|name| self.by_name.get(name));
                let resource = self.resources.get(*known?)?;
                self.done(&at.pointer);
                Some(resource.clone())
            })
            .collect()
    }

    /// Everything that was not read, and how much of it there is.
    pub(super) fn rest(&self) -> (Vec<NotUnderstood>, usize) {
        let (mut rest, mut count) = (Vec::new(), 0);
        self.visit(self.root, &mut String::new(), &mut rest, &mut count);
        (rest, count)
    }

    fn visit(
        &self,
        value: &Value,
        pointer: &mut String,
        rest: &mut Vec<NotUnderstood>,
        count: &mut usize,
    ) {
        if self.done.borrow().contains(pointer.as_str()) {
            return;
        }
        let entered = pointer.is_empty() || self.entered.borrow().contains(pointer.as_str());
        let length = pointer.len();
        match value {
            Value::Object(object) if entered => {
                for (key, value) in object {
                    pointer.push('/');
                    pointer.push_str(&escaped(key));
                    self.visit(value, pointer, rest, count);
                    pointer.truncate(length);
                }
            }
            Value::Array(values) if entered => {
                for (index, value) in values.iter().enumerate() {
                    pointer.push_str(&format!("/{index}"));
                    self.visit(value, pointer, rest, count);
                    pointer.truncate(length);
                }
            }
            value => {
                *count += 1;
                if rest.len() < MOST_KEPT {
                    rest.push(NotUnderstood { pointer: pointer.clone(), found: found(value) });
                }
            }
        }
    }
}

/// A value without the object that types it.
pub(super) fn literal(value: &Value) -> &Value {
    value.get("@value").unwrap_or(value)
}

/// Whether a resource is of a class, by its name without prefix.
pub(super) fn is(at: &At<'_>, class: impl Fn(&str) -> bool) -> bool {
    let named = |value: &Value| {
        value.as_str().is_some_and(|name| class(name.rsplit([':', '/']).next().unwrap_or_default()))
    };
    match at.value.get("@type") {
        Some(Value::Array(types)) => types.iter().any(named),
        Some(one) => named(one),
        None => false,
    }
}

fn escaped(key: &str) -> String {
    key.replace('~', "~0").replace('/', "~1")
}

/// What is there, without writing out more of it than is kept.
fn found(value: &Value) -> String {
    let text = match value {
        Value::Array(values) => format!("a list of {}", values.len()),
        Value::Object(object) => {
            let kind = object.get("@type").and_then(Value::as_str);
            let name = object.get("@id").and_then(Value::as_str);
            let parts: Vec<&str> = kind.into_iter().chain(name).collect();
            match parts.is_empty() {
                true => format!("an object of {} keys", object.len()),
                false => parts.join(" "),
            }
        }
        Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    match text.char_indices().nth(LONGEST) {
        None => text,
        Some((end, _)) => format!("{}…", &text[..end]),
    }
}
