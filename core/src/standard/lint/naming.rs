//! Names: the form of ids, and names that look like two spellings of one.

use std::collections::HashMap;

use serde_json::Value;

use super::finding::{Findings, LintKind};
use super::tree::{Rule, Tree};

/// The keys of rules whose values are names that the author of a standard chooses.
const NAMES: [&str; 16] = [
    "topic",
    "mode",
    "provider",
    "setting",
    "supervisor",
    "jurisdiction",
    "statement",
    "kind",
    "of",
    "name",
    "field",
    "category",
    "about",
    "by",
    "credential",
    "issued_by",
];

pub(super) fn note(tree: &Tree<'_>, findings: &mut Findings) {
    let standard = tree.document.get("id").and_then(Value::as_str);
    if let Some(id) = standard.filter(|id| !id.split('/').all(is_kebab)) {
        findings.push(LintKind::IdForm, "/id", None, format!("`{id}`, not such as `us-nc/cpss`"));
    }
    let mut seen = Seen::default();
    for item in &tree.items {
        if let Some(id) = item.id.filter(|id| !is_kebab(&id.replace("{each}", "each"))) {
            let place = format!("{}/id", item.pointer);
            let message = format!("`{id}`, not lower-case words joined by hyphens");
            findings.push(LintKind::IdForm, &place, item.id, message);
        }
        if let Rule::Leaf(kind, value) = item.rule {
            let mut similar = Vec::new();
            seen.names(kind, value, &format!("{}/{kind}", item.pointer), &mut similar);
            for (place, message) in similar {
                findings.push(LintKind::SimilarNames, &place, item.id, message);
            }
        }
    }
}

fn is_kebab(id: &str) -> bool {
    let word = |word: &str| {
        !word.is_empty()
            && word.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
    };
    id.split('-').all(word)
}

/// The names seen so far, by their key and what they have in common with other spellings.
#[derive(Default)]
struct Seen<'a>(HashMap<(&'a str, String), &'a str>);

impl<'a> Seen<'a> {
    fn names(
        &mut self,
        key: &'a str,
        value: &'a Value,
        pointer: &str,
        similar: &mut Vec<(String, String)>,
    ) {
        match value {
            Value::String(name) if NAMES.contains(&key) => {
                let first = *self.0.entry((key, in_common(name))).or_insert(name);
                if first != name {
                    let message = format!("`{name}`, elsewhere `{first}`");
                    similar.push((pointer.to_owned(), message));
                }
            }
            Value::Object(keys) => {
                for (key, value) in keys {
                    self.names(key, value, &format!("{pointer}/{key}"), similar);
                }
            }
            Value::Array(values) => {
                for (index, value) in values.iter().enumerate() {
                    self.names(key, value, &format!("{pointer}/{index}"), similar);
                }
            }
            _ => {}
        }
    }
}

/// A name without case, with one kind of gap between words, and without a plural.
fn in_common(name: &str) -> String {
    let name = name.to_lowercase().replace(['_', ' '], "-");
    name.strip_suffix('s').map(str::to_owned).unwrap_or(name)
}
