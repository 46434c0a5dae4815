//! Requirements out of conditions and condition profiles.

use std::collections::{HashMap, HashSet};

use serde_json::{Map, Value, json};

use super::constraint::{comparator, put};
use super::resource::{At, Graph, is, literal};
use super::term::RULE;

/// Who decides what is said only in words.
pub(super) const DECIDES: &str = "certifying-body";

/// How deep conditions are read inside each other; a standard has at most 32 levels.
const MOST_DEEP: usize = 28;

/// How many requirements are read in all.
const MOST_REQUIREMENTS: usize = 10_000;

/// The requirements read so far.
pub(super) struct Reading<'a, 'g> {
    graph: &'g Graph<'a>,
    ids: HashSet<String>,
    /// The ids of the conditions of pathways, which profiles may restate.
    conditions: HashSet<&'a str>,
    /// Components that were read, by their place, with the id of their requirement.
    components: HashMap<String, String>,
    /// Components inside which we are.
    open: HashSet<String>,
    /// Components that have a condition of the same name, which is where they are written.
    homes: HashSet<String>,
    count: usize,
}

impl<'a, 'g> Reading<'a, 'g> {
    pub(super) fn new(graph: &'g Graph<'a>) -> Reading<'a, 'g> {
        Reading {
            graph,
            ids: HashSet::new(),
            conditions: HashSet::new(),
            components: HashMap::new(),
            open: HashSet::new(),
            homes: HashSet::new(),
            count: 0,
        }
    }

    /// The requirement of the component that stands for a credential.
    pub(super) fn destination(&mut self, component: &At<'a>) -> Option<Value> {
        self.graph.open(component);
        for term in [
            "name",
            "description",
            "credentialType",
            "proxyFor",
            "isPartOf",
            "isDestinationComponentOf",
        ] {
            if let Some(at) = self.graph.get(component, term) {
                self.graph.done(&at.pointer);
            }
        }
        let conditions = self.graph.linked(component, "hasCondition");
        for condition in &conditions {
            self.note_homes(condition, 0);
        }
        let mut nodes: Vec<Value> =
            conditions.iter().map(|condition| self.condition(condition, 0)).collect();
        match nodes.len() {
            0 | 1 => nodes.pop(),
            _ => Some(self.group("all", nodes)),
        }
    }

    /// Finds the components that are targeted under their own name.
    fn note_homes(&mut self, condition: &At<'a>, depth: usize) {
        if depth > MOST_DEEP || self.count > MOST_REQUIREMENTS {
            return;
        }
        self.count += 1;
        let id = self.graph.text(condition, "alternateName");
        for component in self.graph.linked(condition, "targetComponent") {
            let inner = self.graph.linked(&component, "hasCondition").into_iter().next();
            let own = inner.as_ref().and_then(|inner| self.graph.text(inner, "alternateName"));
            if own.is_some()
                && own == id
                && self.homes.insert(component.pointer.clone())
                && let Some(inner) = inner
            {
                self.note_homes(&inner, depth + 1);
            }
        }
        for inner in self.graph.linked(condition, "hasCondition") {
            self.note_homes(&inner, depth + 1);
        }
        if depth == 0 {
            self.count = 0;
        }
    }

    /// The requirement of a condition.
    fn condition(&mut self, at: &At<'a>, depth: usize) -> Value {
        self.count += 1;
        if depth > MOST_DEEP || self.count > MOST_REQUIREMENTS || !at.value.is_object() {
            return self
                .in_words(&At { value: at.value, pointer: at.pointer.clone() }, "a condition");
        }
        self.graph.open(at);
        let (id, title) = self.named(at);
        let required = self.graph.number(at, "requiredNumber").and_then(Value::as_u64);
        let inner = self.graph.linked(at, "hasCondition");
        let targets = self.graph.linked(at, "targetComponent");
        let constraints = self.graph.all(at, "hasConstraint");
        if let ([target], true, true) =
            (targets.as_slice(), inner.is_empty(), constraints.is_empty())
        {
            // It may say again what the component says.
            let said = self.graph.text(at, "description");
            if said.is_some() && said != self.graph.text(target, "description") {
                self.graph.get(at, "description").inspect(|at| self.graph.forget(&at.pointer));
            }
            return self.component(target, &id, title, depth);
        }
        let mut nodes: Vec<Value> = Vec::new();
        for inner in &inner {
            nodes.push(self.condition(inner, depth + 1));
        }
        for target in &targets {
            let (id, title) = self.named(target);
            nodes.push(self.component(target, &id, title, depth + 1));
        }
        let rule = match (constraints.is_empty(), nodes.is_empty()) {
            (true, true) => None,
            (true, false) => self.combination(at, required, nodes),
            (false, true) => self.rule(at, &constraints),
            (false, false) => self.rule(at, &constraints).and_then(|(kind, rule)| {
                let first = self.node(&format!("{id}-constraint"), None, &kind, rule);
                let (kind, of) = self.combination(at, required, nodes)?;
                let second = self.node(&format!("{id}-parts"), None, &kind, of);
                Some(("all".to_owned(), json!([first, second])))
            }),
        };
        match rule {
            Some((kind, rule)) => {
                // What the description says in words, the rule says.
                self.pass(at, &["description"]);
                self.node(&id, title, &kind, rule)
            }
            None => self.words(&id, title, self.graph.text(at, "description")),
        }
    }

    /// How parts combine: all of them where no number is given.
    fn combination(
        &self,
        at: &At<'a>,
        required: Option<u64>,
        nodes: Vec<Value>,
    ) -> Option<(String, Value)> {
        let operator = self.graph.text(at, "logicalOperator");
        let count = nodes.len() as u64;
        let required = match (required, operator.and_then(|name| name.rsplit([':', '/']).next())) {
            (Some(number), _) => number,
            (None, None | Some("And")) => count,
            (None, Some("Or")) => 1,
            (None, Some(_)) => return None,
        };
        match required {
            number if number == count => Some(("all".to_owned(), Value::Array(nodes))),
            1 => Some(("any".to_owned(), Value::Array(nodes))),
            number if (1..count).contains(&number) => {
                Some(("at_least".to_owned(), json!({"count": number, "of": nodes})))
            }
            _ => None,
        }
    }

    /// The requirement of a component, as seen from a condition that targets it.
    fn component(&mut self, at: &At<'a>, id: &str, title: Option<&'a str>, depth: usize) -> Value {
        if let Some(known) = self.components.get(&at.pointer).cloned() {
            return self.node(id, title, "refer", json!(known));
        }
        let own = self.graph.linked(at, "hasCondition").into_iter().next();
        let own_id = own.as_ref().and_then(|own| self.graph.text(own, "alternateName"));
        if self.homes.contains(&at.pointer) && own_id.is_some_and(|own| own != id) {
            return self.node(id, title, "refer", json!(own_id));
        }
        self.graph.open(at);
        self.pass(at, &["name", "alternateName", "componentCategory", "isPartOf"]);
        if !self.open.insert(at.pointer.clone()) {
            return self.words(id, title, Some("a component that requires itself"));
        }
        let node = match own {
            Some(own) if own_id == Some(id) => {
                self.pass(at, &["description"]);
                self.condition(&own, depth)
            }
            Some(own) => {
                let inner = self.condition(&own, depth + 1);
                self.node(id, title, "all", json!([inner]))
            }
            None => self.words(id, title, self.graph.text(at, "description")),
        };
        self.open.remove(&at.pointer);
        let read = node.get("id").and_then(Value::as_str).unwrap_or(id).to_owned();
        self.components.insert(at.pointer.clone(), read);
        node
    }

    /// The rule that constraints of ours make up; `None` where one of them is not ours.
    fn rule(&self, at: &At<'a>, constraints: &[At<'a>]) -> Option<(String, Value)> {
        let required = self.graph.number(at, "requiredConstraints").and_then(Value::as_u64);
        if required.is_some_and(|required| required != constraints.len() as u64) {
            return None;
        }
        let mut rule = Map::new();
        for constraint in constraints {
            let left = self.graph.text(constraint, "leftSource")?;
            let path = left.strip_prefix(RULE)?;
            let how = self.graph.text(constraint, "comparator")?;
            if how != comparator(path) {
                return None;
            }
            let action = self.graph.text(constraint, "rightAction");
            let right = self.graph.all(constraint, "rightSource");
            let values: Vec<Value> = right.iter().map(|at| literal(at.value).clone()).collect();
            let value = match (action, values.as_slice()) {
                (Some("array:AnyOf"), _) => Value::Array(values),
                (None, [one]) => one.clone(),
                _ => return None,
            };
            put(&mut rule, path, value)?;
            self.graph.done(&constraint.pointer);
        }
        let mut rules = rule.into_iter();
        match (rules.next(), rules.next()) {
            (Some((kind, Value::Bool(true))), None) => Some((kind, json!({}))),
            (Some(rule), None) => Some(rule),
            _ => None,
        }
    }

    /// The requirements of a condition profile: ages as rules, all else as decisions.
    pub(super) fn profile(&mut self, at: &At<'a>, depth: usize) -> Option<Value> {
        let id = self.graph.text(at, "alternateName");
        if depth > MOST_DEEP || self.count > MOST_REQUIREMENTS || !at.value.is_object() {
            return Some(self.in_words(at, "a condition profile"));
        }
        if id.is_some_and(|id| self.ids.contains(id)) {
            // The pathway says the same, and can be computed.
            for term in ["targetCredential", "targetAssessment"] {
                for target in self.graph.linked(at, term) {
                    // A name is all that the pathway says of it.
                    self.graph.open(&target);
                    self.pass(&target, &["name"]);
                }
            }
            self.graph.done(&at.pointer);
            return None;
        }
        self.graph.open(at);
        let (id, title) = self.named(at);
        let mut nodes = Vec::new();
        let age = self.graph.number(at, "minimumAge").and_then(Value::as_u64);
        match age.filter(|age| *age <= 150) {
            Some(age) => {
                nodes.push(self.node(&format!("{id}-age"), None, "age", json!({"at_least": age})));
            }
            None => {
                if let Some(at) = self.graph.get(at, "minimumAge") {
                    self.graph.forget(&at.pointer);
                }
            }
        }
        if let Some(text) = self.graph.text(at, "description") {
            nodes.push(self.words(&format!("{id}-words"), None, Some(text)));
        }
        for text in self.graph.texts(at, "condition") {
            nodes.push(self.words(&format!("{id}-condition"), None, Some(text)));
        }
        let alternatives = self.graph.linked(at, "alternativeCondition");
        let alternatives: Vec<Value> =
            alternatives.iter().filter_map(|at| self.profile(at, depth + 1)).collect();
        if !alternatives.is_empty() {
            nodes.push(self.node(&format!("{id}-any"), None, "any", Value::Array(alternatives)));
        }
        match nodes.len() {
            0 => Some(self.words(&id, title, title)),
            _ => Some(self.node(&id, title, "all", Value::Array(nodes))),
        }
    }

    /// All or some of several requirements, under a name of its own.
    pub(super) fn group(&mut self, kind: &str, nodes: Vec<Value>) -> Value {
        self.node(kind, None, kind, Value::Array(nodes))
    }

    /// A requirement that is nothing but words, from something that was not read.
    fn in_words(&mut self, at: &At<'a>, what: &str) -> Value {
        let description =
            at.value.is_object().then(|| self.graph.text(at, "description")).flatten();
        self.words(what, None, description.or(Some(what)))
    }

    /// A requirement that a person decides.
    fn words(&mut self, id: &str, title: Option<&str>, words: Option<&str>) -> Value {
        let id = self.free(id);
        let mut node = Map::new();
        node.insert("id".to_owned(), json!(id));
        if let Some(title) = title.filter(|title| *title != id) {
            node.insert("title".to_owned(), json!(title));
        }
        if let Some(words) = words {
            node.insert("note".to_owned(), json!(words));
        }
        node.insert("decide".to_owned(), json!({"by": DECIDES, "about": id}));
        Value::Object(node)
    }

    fn node(&mut self, id: &str, title: Option<&str>, kind: &str, rule: Value) -> Value {
        let id = self.free(id);
        let mut node = Map::new();
        node.insert("id".to_owned(), json!(id));
        if let Some(title) = title.filter(|title| *title != id) {
            node.insert("title".to_owned(), json!(title));
        }
        node.insert(kind.to_owned(), rule);
        Value::Object(node)
    }

    /// The id and the title of a condition or a profile: its other name, else its name.
    fn named(&mut self, at: &At<'a>) -> (String, Option<&'a str>) {
        let title = self.graph.text(at, "name");
        let id = self.graph.text(at, "alternateName").map(str::to_owned);
        let id = id.or_else(|| title.map(slug)).filter(|id| !id.is_empty());
        (id.unwrap_or_else(|| "requirement".to_owned()), title)
    }

    /// An id that is still free: this one, or this one with a number.
    fn free(&mut self, id: &str) -> String {
        if self.ids.insert(id.to_owned()) {
            return id.to_owned();
        }
        // Numbers are handed out in turn, so that many of one name take no longer than few.
        let mut number = self.conditions.len() + self.ids.len();
        loop {
            let numbered = format!("{id}-{number}");
            if self.ids.insert(numbered.clone()) {
                return numbered;
            }
            number += 1;
        }
    }

    fn pass(&self, at: &At<'a>, terms: &[&str]) {
        for term in terms {
            if let Some(at) = self.graph.get(at, term) {
                self.graph.done(&at.pointer);
            }
        }
    }
}

/// A name in lower case without spaces.
fn slug(name: &str) -> String {
    let words =
        name.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty());
    words.take(8).map(str::to_lowercase).collect::<Vec<_>>().join("-")
}

/// Whether a resource is a credential.
pub(super) fn is_credential(at: &At<'_>) -> bool {
    const ENDS: &[&str] =
        &["Certificate", "Certification", "License", "Badge", "Diploma", "Degree", "Credential"];
    is(at, |class| ENDS.iter().any(|end| class.ends_with(end)))
}
