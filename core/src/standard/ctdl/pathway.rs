//! What of a requirement can be computed, as the conditions of a pathway.

use std::collections::{HashMap, HashSet};

use serde_json::{Map, Value, json};

use super::constraint::{COMBINATIONS, constraints, rule_of};
use super::lost::Lost;
use super::name::Names;
use super::term::Resource;
use super::words;

/// A pathway under construction.
pub(super) struct Pathway<'a> {
    names: &'a Names,
    language: &'a str,
    /// The requirements that have a condition of their own, by their ids.
    carried: HashMap<&'a str, &'a Map<String, Value>>,
    /// Those of them that others refer to.
    referred: HashSet<&'a str>,
    /// The components: what others refer to, and what is said only in words.
    pub(super) components: Vec<Value>,
    pub(super) lost: Vec<Lost>,
}

impl<'a> Pathway<'a> {
    pub(super) fn new(
        names: &'a Names,
        language: &'a str,
        requirement: &'a Map<String, Value>,
    ) -> Pathway<'a> {
        let mut pathway = Pathway {
            names,
            language,
            carried: HashMap::new(),
            referred: HashSet::new(),
            components: Vec::new(),
            lost: Vec::new(),
        };
        let mut refers = Vec::new();
        carried(requirement, &mut pathway.carried, &mut refers);
        pathway.referred =
            refers.into_iter().filter(|id| pathway.carried.contains_key(id)).collect();
        pathway
    }

    /// The condition of a requirement.
    pub(super) fn condition(&mut self, node: &'a Map<String, Value>, pointer: &str) -> Value {
        let id = text(node, "id");
        for key in ["cite", "confidence", "note"] {
            if node.contains_key(key) {
                self.lost.push(match key {
                    "note" => Lost::in_words(
                        &format!("{pointer}/note"),
                        key,
                        "it is part of the description, which is not read back",
                    ),
                    _ => Lost::left_out(
                        &format!("{pointer}/{key}"),
                        key,
                        "CTDL does not say where a condition is written or how well it is known",
                    ),
                });
            }
        }
        let mut condition = self.named(node);
        match self.carried_rule(node, pointer, &mut condition) {
            Ok(()) if !self.referred.contains(id) => condition.finish(),
            Ok(()) => {
                let inner = condition.finish();
                self.component(node, Some(inner))
            }
            Err(why) => {
                let what = rule_of(node).map_or("", |(kind, _)| kind);
                self.lost.push(Lost::rule(pointer, what, why));
                self.component(node, None)
            }
        }
    }

    /// Writes a rule into its condition, or says why it cannot be.
    fn carried_rule(
        &mut self,
        node: &'a Map<String, Value>,
        pointer: &str,
        condition: &mut Resource,
    ) -> Result<(), &'static str> {
        if node.contains_key("applies") {
            return Err("CTDL has no condition under which a condition applies");
        }
        if node.contains_key("waivable_by") {
            return Err("CTDL has no waiver");
        }
        match rule_of(node) {
            Some((kind @ ("all" | "any"), Value::Array(of))) => {
                let of = self.conditions(of, &format!("{pointer}/{kind}"));
                let count = if kind == "all" { of.len() } else { 1 };
                condition.set("requiredNumber", json!(count)).set("hasCondition", json!(of));
                Ok(())
            }
            Some(("at_least", Value::Object(rule))) => {
                let of = rule.get("of").and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
                let of = self.conditions(of, &format!("{pointer}/at_least/of"));
                condition
                    .set("requiredNumber", rule.get("count").cloned())
                    .set("hasCondition", json!(of));
                Ok(())
            }
            Some(("refer", Value::String(target))) => {
                if !self.carried.contains_key(target.as_str()) {
                    return Err("what it refers to is said only in words");
                }
                let target = self.component_at(target);
                condition.set("requiredNumber", json!(1)).set("targetComponent", json!([target]));
                Ok(())
            }
            Some(("not", _)) => Err("CTDL has no negation"),
            Some(("when", _)) => Err("CTDL has no alternative that depends on a condition"),
            Some(("refer", _)) => Err("CTDL cannot refer to a requirement of another credential"),
            Some((kind, rule)) if !COMBINATIONS.contains(&kind) => {
                let constraints = constraints(kind, rule, self.language)
                    .ok_or("a constraint of CTDL holds single values, not parts with bounds")?;
                condition
                    .set("requiredConstraints", json!(constraints.len()))
                    .set("hasConstraint", json!(constraints));
                Ok(())
            }
            _ => Err("CTDL has no such combination"),
        }
    }

    fn conditions(&mut self, nodes: &'a [Value], pointer: &str) -> Vec<Value> {
        let nodes = nodes.iter().enumerate();
        nodes
            .filter_map(|(index, node)| {
                Some(self.condition(node.as_object()?, &format!("{pointer}/{index}")))
            })
            .collect()
    }

    /// Makes a component of a requirement, and gives the condition that targets it.
    fn component(&mut self, node: &'a Map<String, Value>, inner: Option<Value>) -> Value {
        let id = text(node, "id");
        let kind = rule_of(node).map_or("", |(kind, _)| kind);
        let ctid = self.names.part(&format!("component/{id}"));
        let mut component = Resource::new("BasicComponent", self.language);
        component
            .set("@id", json!(self.names.at(&ctid)))
            .set("ctid", json!(ctid))
            .say("name", text_or(node, "title", id))
            .say("description", &words::of(node))
            .say("componentCategory", kind)
            .set("isPartOf", json!([self.names.at(&self.names.part("pathway"))]))
            .set("hasCondition", inner.map(|inner| json!([inner])));
        self.components.push(component.finish());
        let target = self.component_at(id);
        let mut condition = self.named(node);
        condition.set("requiredNumber", json!(1)).set("targetComponent", json!([target]));
        condition.finish()
    }

    fn component_at(&self, id: &str) -> String {
        self.names.at(&self.names.part(&format!("component/{id}")))
    }

    fn named(&self, node: &Map<String, Value>) -> Resource {
        let id = text(node, "id");
        // A reference says what it refers to.
        let target = node.get("refer").and_then(Value::as_str);
        let target = target.and_then(|target| self.carried.get(target));
        let said = target.copied().unwrap_or(node);
        let mut condition = Resource::new("ComponentCondition", self.language);
        condition
            .say("name", text_or(node, "title", id))
            .say_all("alternateName", &[id.to_owned()])
            .say("description", &words::of(said));
        condition
    }
}

/// The ids of requirements that get a condition of their own, and what they refer to.
fn carried<'a>(
    node: &'a Map<String, Value>,
    ids: &mut HashMap<&'a str, &'a Map<String, Value>>,
    refers: &mut Vec<&'a str>,
) {
    ids.insert(text(node, "id"), node);
    if node.contains_key("applies") || node.contains_key("waivable_by") {
        return;
    }
    let of = match rule_of(node) {
        Some(("all" | "any", of)) => of.as_array(),
        Some(("at_least", rule)) => rule.get("of").and_then(Value::as_array),
        Some(("refer", Value::String(target))) => {
            refers.push(target);
            None
        }
        _ => None,
    };
    for node in of.into_iter().flatten().filter_map(Value::as_object) {
        carried(node, ids, refers);
    }
}

pub(super) fn text<'a>(node: &'a Map<String, Value>, key: &str) -> &'a str {
    text_or(node, key, "")
}

fn text_or<'a>(node: &'a Map<String, Value>, key: &str, otherwise: &'a str) -> &'a str {
    node.get(key).and_then(Value::as_str).unwrap_or(otherwise)
}
