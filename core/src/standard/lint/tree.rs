//! The requirements of a document as JSON, in a list, with their pointers.

use std::collections::HashMap;

use serde_json::{Map, Value};

use super::finding::{Findings, LintKind};

/// The keys of a requirement that are not its rule.
const ABOUT: [&str; 7] = ["id", "title", "cite", "confidence", "note", "waivable_by", "applies"];

/// The requirements of a document, each before those inside it.
pub(super) struct Tree<'a> {
    pub(super) document: &'a Value,
    pub(super) items: Vec<Item<'a>>,
    /// The first requirement of each id.
    pub(super) ids: HashMap<&'a str, usize>,
}

/// A requirement.
pub(super) struct Item<'a> {
    pub(super) pointer: String,
    pub(super) id: Option<&'a str>,
    pub(super) keys: &'a Map<String, Value>,
    pub(super) rule: Rule<'a>,
    pub(super) applies: Option<usize>,
    /// The sources cited, here or by the requirement around it.
    pub(super) cite: Vec<&'a str>,
    /// Whether its values were seen in a source.
    pub(super) found: bool,
}

/// A rule.
pub(super) enum Rule<'a> {
    /// At least so many of these.
    AtLeast(usize, Vec<usize>),
    Not(usize),
    When {
        condition: usize,
        then: usize,
        otherwise: Option<usize>,
    },
    /// A requirement of this document.
    Refer(&'a str),
    /// A rule repeated for each of several names.
    ForEach(usize),
    /// A rule that looks at evidence: its key and its value.
    Leaf(&'a str, &'a Value),
    /// None, several, or not of the right form.
    Unclear,
}

impl<'a> Tree<'a> {
    pub(super) fn of(document: &'a Value) -> Tree<'a> {
        let mut tree = Tree { document, items: Vec::new(), ids: HashMap::new() };
        let confidence = document.pointer("/verified/confidence").and_then(Value::as_str);
        let found = confidence == Some("found");
        if let Some(requirement) = document.get("requirement") {
            tree.node(requirement, "/requirement", &[], found);
        }
        if let Some(life_cycle) = document.get("life_cycle") {
            let around = [Some(life_cycle), document.get("requirement")];
            let cite = around.into_iter().flatten().find_map(cited).unwrap_or_default();
            let found = said_to_be_found(life_cycle).unwrap_or(found);
            tree.nodes_within(life_cycle, "/life_cycle", &cite, found);
        }
        for (index, item) in tree.items.iter().enumerate() {
            if let Some(id) = item.id {
                tree.ids.entry(id).or_insert(index);
            }
        }
        tree
    }

    /// The requirements among other things.
    fn nodes_within(&mut self, value: &'a Value, pointer: &str, cite: &[&'a str], found: bool) {
        match value {
            Value::Object(keys) if keys.contains_key("id") && keys.len() > 1 => {
                self.node(value, pointer, cite, found);
            }
            Value::Object(keys) => {
                for (key, value) in keys {
                    self.nodes_within(value, &format!("{pointer}/{key}"), cite, found);
                }
            }
            Value::Array(values) => {
                for (index, value) in values.iter().enumerate() {
                    self.nodes_within(value, &format!("{pointer}/{index}"), cite, found);
                }
            }
            _ => {}
        }
    }

    /// Reads a requirement; JSON text is never so deep that this is too deep.
    fn node(
        &mut self,
        value: &'a Value,
        pointer: &str,
        around: &[&'a str],
        found: bool,
    ) -> Option<usize> {
        let keys = value.as_object()?;
        let index = self.items.len();
        let cite = cited(value).unwrap_or_else(|| around.to_vec());
        let found = said_to_be_found(value).unwrap_or(found);
        self.items.push(Item {
            pointer: pointer.to_owned(),
            id: keys.get("id").and_then(Value::as_str),
            keys,
            rule: Rule::Unclear,
            applies: None,
            cite: cite.clone(),
            found,
        });
        let mut child = |value: &'a Value, path: &str| {
            self.node(value, &format!("{pointer}/{path}"), &cite, found)
        };
        let applies = keys.get("applies").and_then(|applies| child(applies, "applies"));
        let mut rules = keys.iter().filter(|(key, _)| !ABOUT.contains(&key.as_str()));
        let rule = match (rules.next(), rules.next()) {
            (Some((key, value)), None) => Tree::rule(key, value, &mut child),
            _ => Rule::Unclear,
        };
        if let Some(item) = self.items.get_mut(index) {
            item.applies = applies;
            item.rule = rule;
        }
        Some(index)
    }

    fn rule(
        key: &'a str,
        value: &'a Value,
        child: &mut impl FnMut(&'a Value, &str) -> Option<usize>,
    ) -> Rule<'a> {
        let mut list = |value: Option<&'a Value>, path: &str| -> Option<Vec<usize>> {
            let values = value?.as_array()?.iter().enumerate();
            Some(values.filter_map(|(at, value)| child(value, &format!("{path}/{at}"))).collect())
        };
        let rule = match key {
            "all" => list(Some(value), "all").map(|of| Rule::AtLeast(of.len(), of)),
            "any" => list(Some(value), "any").map(|of| Rule::AtLeast(1, of)),
            "at_least" => {
                let count = value.get("count").and_then(Value::as_u64);
                let of = list(value.get("of"), "at_least/of");
                count.zip(of).map(|(count, of)| Rule::AtLeast(count as usize, of))
            }
            "not" => child(value, "not").map(Rule::Not),
            "when" => {
                let mut branch =
                    |key: &str| value.get(key).and_then(|node| child(node, &format!("when/{key}")));
                let (condition, then) = (branch("if"), branch("then"));
                let otherwise = branch("else");
                let both = condition.zip(then);
                both.map(|(condition, then)| Rule::When { condition, then, otherwise })
            }
            "for_each" => {
                let rule = value.get("rule").and_then(|node| child(node, "for_each/rule"));
                rule.map(Rule::ForEach)
            }
            "refer" => value.as_str().map(Rule::Refer),
            _ => Some(Rule::Leaf(key, value)),
        };
        rule.unwrap_or(Rule::Unclear)
    }

    /// The requirements inside one, in order.
    pub(super) fn children(&self, index: usize) -> Vec<usize> {
        match self.items.get(index).map(|item| &item.rule) {
            Some(Rule::AtLeast(_, of)) => of.clone(),
            Some(Rule::Not(of) | Rule::ForEach(of)) => vec![*of],
            Some(Rule::When { condition, then, otherwise }) => {
                [*condition, *then].into_iter().chain(*otherwise).collect()
            }
            _ => Vec::new(),
        }
    }

    /// What a requirement is called in a message.
    pub(super) fn name(&self, index: usize) -> String {
        let item = self.items.get(index);
        match item.and_then(|item| item.id) {
            Some(id) => format!("`{id}`"),
            None => item.map_or(String::new(), |item| item.pointer.clone()),
        }
    }

    /// References to requirements that are not there, or that lead back to themselves.
    pub(super) fn note_references(&self, findings: &mut Findings) {
        /// The most circles looked for; beyond them the reader still finds them.
        const MOST: usize = 256;
        let mut searches = 0;
        for (index, item) in self.items.iter().enumerate() {
            let Rule::Refer(name) = item.rule else { continue };
            if name.contains("{each}") {
                continue;
            }
            let place = format!("{}/refer", item.pointer);
            let Some(&target) = self.ids.get(name) else {
                if self.ids.keys().any(|id| is_one_of(name, id)) {
                    continue;
                }
                let message = format!("no requirement has the id `{name}`");
                findings.push(LintKind::DanglingReference, &place, item.id, message);
                continue;
            };
            searches += 1;
            if searches <= MOST && self.leads_to(target, index) {
                let message = format!("`{name}` depends on this requirement");
                findings.push(LintKind::Circle, &place, item.id, message);
            }
        }
    }

    /// Whether one requirement depends on another. The search keeps its own stack: a chain of
    /// references can be as long as the document.
    fn leads_to(&self, from: usize, to: usize) -> bool {
        let mut seen = vec![false; self.items.len()];
        let mut stack = vec![from];
        while let Some(index) = stack.pop() {
            let (Some(item), Some(seen)) = (self.items.get(index), seen.get_mut(index)) else {
                continue;
            };
            if index == to {
                return true;
            }
            if std::mem::replace(seen, true) {
                continue;
            }
            stack.extend(self.children(index));
            stack.extend(item.applies);
            if let Rule::Refer(name) = item.rule {
                stack.extend(self.ids.get(name).copied());
            }
        }
        false
    }
}

/// Whether a name is the id of a requirement repeated for each of several names.
fn is_one_of(name: &str, id: &str) -> bool {
    id.split_once("{each}").is_some_and(|(before, after)| {
        let rest = name.strip_prefix(before);
        rest.is_some_and(|rest| after.contains("{each}") || rest.ends_with(after))
    })
}

/// The sources that an object cites, where it says so.
pub(super) fn cited(value: &Value) -> Option<Vec<&str>> {
    match value.get("cite") {
        Some(Value::String(one)) => Some(vec![one]),
        Some(Value::Array(several)) => Some(several.iter().filter_map(Value::as_str).collect()),
        _ => None,
    }
}

/// Whether the values of an object were seen in a source, where it says so.
fn said_to_be_found(value: &Value) -> Option<bool> {
    let confidence = value.get("confidence").and_then(Value::as_str);
    confidence.map(|confidence| confidence == "found")
}
