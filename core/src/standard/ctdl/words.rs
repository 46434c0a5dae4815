//! A requirement in words, without a day: what CTDL carries of it for people.

use serde_json::{Map, Value};

use super::constraint::{ABOUT, rule_of};
use crate::document::Period;

/// A requirement in words: its title, and its rule.
pub(super) fn of(node: &Map<String, Value>) -> String {
    let title = node.get("title").and_then(Value::as_str);
    let rule = rule_of(node).map_or_else(String::new, |(kind, rule)| rule_in_words(kind, rule));
    let mut text = match title {
        Some(title) if rule.is_empty() => title.to_owned(),
        Some(title) => format!("{title}: {rule}"),
        None => rule,
    };
    if let Some(Value::Object(applies)) = node.get("applies") {
        text += &format!("; applies only where this holds: {}", of(applies));
    }
    if let Some(by) = node.get("waivable_by").and_then(Value::as_str) {
        text += &format!("; can be waived by {by}");
    }
    if let Some(note) = node.get("note").and_then(Value::as_str) {
        text += &format!(". {note}");
    }
    text
}

fn rule_in_words(kind: &str, rule: &Value) -> String {
    match (kind, rule) {
        ("all", Value::Array(of)) => format!("all of these: {}", nodes(of)),
        ("any", Value::Array(of)) => format!("any one of these: {}", nodes(of)),
        ("at_least", Value::Object(rule)) => {
            let of =
                rule.get("of").and_then(Value::as_array).map_or_else(String::new, |of| nodes(of));
            format!("at least {} of these: {of}", rule.get("count").unwrap_or(&Value::Null))
        }
        ("not", Value::Object(node)) => format!("not this: {}", of(node)),
        ("when", Value::Object(when)) => {
            let part = |key: &str| when.get(key).and_then(Value::as_object).map(of);
            let mut text = format!(
                "where this holds: {}, then: {}",
                part("if").unwrap_or_default(),
                part("then").unwrap_or_default()
            );
            if let Some(otherwise) = part("else") {
                text += &format!(", else: {otherwise}");
            }
            text
        }
        (kind, rule) => format!("{} {}", spaced(kind), value(rule)),
    }
}

fn nodes(nodes: &[Value]) -> String {
    let nodes: Vec<String> = nodes.iter().filter_map(Value::as_object).map(of).collect();
    nodes.join("; ")
}

fn value(of: &Value) -> String {
    match of {
        Value::Object(object) if object.contains_key("id") && rule_of(object).is_some() => {
            self::of(object)
        }
        Value::Object(object) => {
            let parts = object.iter().filter(|(key, _)| !ABOUT.contains(&key.as_str()));
            let parts: Vec<String> =
                parts.map(|(key, part)| format!("{} {}", spaced(key), value(part))).collect();
            parts.join(", ")
        }
        Value::Array(items) if items.iter().any(Value::is_object) => {
            let items: Vec<String> =
                items.iter().map(|item| format!("({})", value(item))).collect();
            items.join(" ")
        }
        Value::Array(items) => items.iter().map(value).collect::<Vec<_>>().join(" or "),
        Value::String(text) => match Period::parse(text) {
            Some(period) => period.in_words(),
            None => text.clone(),
        },
        Value::Bool(true) => "yes".to_owned(),
        Value::Bool(false) => "no".to_owned(),
        other => other.to_string(),
    }
}

fn spaced(key: &str) -> String {
    key.replace('_', " ")
}
