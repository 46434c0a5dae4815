//! What a schema accepts, in words.

use serde_json::Value;

use super::{Day, Period};

/// The whole schema, to which its parts refer.
#[derive(Clone, Copy)]
pub(super) struct Root<'a>(pub(super) &'a Value);

impl<'a> Root<'a> {
    pub(super) fn resolved(self, schema: &'a Value) -> &'a Value {
        let target = schema.get("$ref").and_then(Value::as_str);
        match target.and_then(|target| self.0.pointer(target.trim_start_matches('#'))) {
            Some(target) => self.resolved(target),
            None => schema,
        }
    }

    /// What a schema accepts, as a phrase: its own `x-accepts` where it has one.
    pub(super) fn accepted(self, schema: &'a Value) -> String {
        let resolved = self.resolved(schema);
        let own = [schema, resolved].into_iter().find_map(|schema| schema.get("x-accepts"));
        if let Some(phrase) = own.and_then(Value::as_str) {
            return phrase.to_owned();
        }
        let choices = self.choices(resolved);
        if !choices.is_empty() {
            return listed(&choices, " or ");
        }
        if branches(resolved).is_some() {
            let branches = self.alternatives(resolved);
            let tags: Vec<&str> = branches.iter().filter_map(|branch| tag(branch)).collect();
            if !tags.is_empty() {
                return format!("an object with one of {}", listed(&tags, ", "));
            }
            let phrases: Vec<String> = branches
                .into_iter()
                .filter(|branch| types(branch) != ["null"])
                .map(|branch| self.accepted(branch))
                .collect();
            return phrases.join(" or ");
        }
        of_type(resolved)
    }

    /// The texts among which a schema lets choose.
    pub(super) fn choices(self, schema: &'a Value) -> Vec<&'a str> {
        let schema = self.resolved(schema);
        if let Some(choices) = schema.get("enum").and_then(Value::as_array) {
            return choices.iter().filter_map(Value::as_str).collect();
        }
        if let Some(choice) = schema.get("const").and_then(Value::as_str) {
            return vec![choice];
        }
        branches(schema).into_iter().flatten().flat_map(|branch| self.choices(branch)).collect()
    }

    /// The alternatives of a choice, with those of choices inside it.
    pub(super) fn alternatives(self, schema: &'a Value) -> Vec<&'a Value> {
        let schema = self.resolved(schema);
        match branches(schema) {
            Some(branches) => {
                branches.iter().flat_map(|branch| self.alternatives(branch)).collect()
            }
            None => vec![schema],
        }
    }
}

fn of_type(schema: &Value) -> String {
    match schema.get("format").and_then(Value::as_str) {
        Some("date") => return Day::ACCEPTS.to_owned(),
        Some("duration") => return Period::ACCEPTS.to_owned(),
        _ => {}
    }
    let bounds = match (number(schema, "minimum"), number(schema, "maximum")) {
        (Some(low), Some(high)) => format!(" from {low} to {high}"),
        (Some(low), None) => format!(" of {low} or more"),
        (None, Some(high)) => format!(" of {high} or less"),
        (None, None) => String::new(),
    };
    match types(schema).first() {
        Some(&"string") => "text".to_owned(),
        Some(&"integer") => format!("a whole number{bounds}"),
        Some(&"number") => format!("a number{bounds}"),
        Some(&"boolean") => "true or false".to_owned(),
        Some(&"array") => match schema.get("prefixItems").and_then(Value::as_array) {
            Some(first) => format!("a list of {}", first.len()),
            None => "a list".to_owned(),
        },
        Some(&"object") => {
            let properties = schema.get("properties").and_then(Value::as_object);
            let keys = properties.iter().flat_map(|properties| properties.keys());
            object_with(&keys.map(String::as_str).collect::<Vec<_>>())
        }
        Some(&"null") => "null".to_owned(),
        _ => "another value".to_owned(),
    }
}

/// The types among which a schema lets choose, if it does.
pub(super) fn branches(schema: &Value) -> Option<&[Value]> {
    schema.get("anyOf").or_else(|| schema.get("oneOf"))?.as_array().map(Vec::as_slice)
}

/// The key that names an alternative: the only one it requires of only one it has.
pub(super) fn tag(branch: &Value) -> Option<&str> {
    match branch.get("required")?.as_array()?.as_slice() {
        [only] if branch.get("properties")?.as_object()?.len() == 1 => only.as_str(),
        _ => None,
    }
}

pub(super) fn types(schema: &Value) -> Vec<&str> {
    match schema.get("type") {
        Some(Value::String(name)) => vec![name],
        Some(Value::Array(names)) => names.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    }
}

pub(super) fn number(schema: &Value, key: &str) -> Option<f64> {
    schema.get(key).and_then(Value::as_f64)
}

pub(super) fn object_with(keys: &[&str]) -> String {
    match keys {
        [] => "an object".to_owned(),
        [key] => format!("an object with the key `{key}`"),
        keys => format!("an object with the keys {}", listed(keys, ", ")),
    }
}

pub(super) fn listed(names: &[&str], separator: &str) -> String {
    names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(separator)
}

/// `one of …`, and which was probably meant. A list so long that it would be cut gives way to
/// that, since a reader who mistyped one name needs it more than all others.
pub(super) fn one_of(written: &str, names: &[&str]) -> String {
    let (all, meant) = (listed(names, ", "), hint(written, names));
    match meant.is_empty() || all.len() + meant.len() < 190 {
        true => format!("one of {all}{meant}"),
        false => format!("one of {} names{meant}", names.len()),
    }
}

/// `; did you mean …?` where a name is close to what was written.
pub(crate) fn hint(written: &str, names: &[&str]) -> String {
    let closest = names
        .iter()
        .map(|name| (strsim::jaro_winkler(written, name), name))
        .max_by(|(a, _), (b, _)| a.total_cmp(b));
    match closest {
        // Below 0.75 the names share little more than letters.
        Some((likeness, name)) if likeness >= 0.75 => format!("; did you mean `{name}`?"),
        _ => String::new(),
    }
}
