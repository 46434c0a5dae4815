//! A rule as constraints, one for each of its values, and back.

use serde_json::{Map, Value, json};

use super::term::{RULE, Resource};

/// The keys of a requirement that are not its rule.
pub(super) const ABOUT: &[&str] =
    &["id", "title", "cite", "confidence", "note", "waivable_by", "applies"];

/// The combinations, which are written as conditions.
pub(super) const COMBINATIONS: &[&str] =
    &["all", "any", "at_least", "not", "when", "for_each", "refer"];

/// The rule of a requirement, with its key.
pub(super) fn rule_of(node: &Map<String, Value>) -> Option<(&str, &Value)> {
    let mut keys = node.iter().filter(|(key, _)| !ABOUT.contains(&key.as_str()));
    keys.next().map(|(key, rule)| (key.as_str(), rule))
}

/// A rule as constraints; `None` where it holds more than single values and lists of them.
pub(super) fn constraints(kind: &str, rule: &Value, language: &str) -> Option<Vec<Value>> {
    let mut constraints = Vec::new();
    flatten(kind, rule, language, &mut constraints)?;
    if constraints.is_empty() {
        // A rule that says nothing more than its name.
        constraints.push(constraint(kind, &json!(true), language)?);
    }
    Some(constraints)
}

fn flatten(path: &str, value: &Value, language: &str, into: &mut Vec<Value>) -> Option<()> {
    match value {
        Value::Object(object) => {
            // A dot in a key would be read as a step.
            for (key, value) in object.iter().filter(|(_, value)| !value.is_null()) {
                if key.contains('.') {
                    return None;
                }
                flatten(&format!("{path}.{key}"), value, language, into)?;
            }
        }
        value => into.push(constraint(path, value, language)?),
    }
    Some(())
}

fn constraint(path: &str, value: &Value, language: &str) -> Option<Value> {
    let literal = |value: &Value| match value {
        Value::Array(_) | Value::Object(_) | Value::Null => None,
        literal => Some(json!({ "@value": literal })),
    };
    let right: Vec<Value> = match value {
        Value::Array(values) => values.iter().map(literal).collect::<Option<_>>()?,
        value => vec![literal(value)?],
    };
    let mut constraint = Resource::new("Constraint", language);
    constraint
        .set("leftSource", json!([format!("{RULE}{path}")]))
        .set("comparator", json!(comparator(path)))
        .set("rightSource", json!(right))
        .set("rightAction", value.is_array().then(|| json!("array:AnyOf")));
    Some(constraint.finish())
}

/// How the left side stands to the right: by the meaning of the last step of the path.
pub(super) fn comparator(path: &str) -> &'static str {
    match path.rsplit('.').next() {
        Some("at_least" | "share_at_least" | "count" | "score" | "known_for" | "proof") => {
            "compare:GTEQ"
        }
        Some("at_most" | "share_at_most" | "within" | "attempts") => "compare:LTEQ",
        _ => "compare:EQ",
    }
}

/// Puts a value back at its path below a rule. `None` where something is there already.
pub(super) fn put(rule: &mut Map<String, Value>, path: &str, value: Value) -> Option<()> {
    match path.split_once('.') {
        None => match rule.contains_key(path) {
            true => None,
            false => {
                rule.insert(path.to_owned(), value);
                Some(())
            }
        },
        Some((key, rest)) => {
            let inner = rule.entry(key).or_insert_with(|| Value::Object(Map::new()));
            put(inner.as_object_mut()?, rest, value)
        }
    }
}
