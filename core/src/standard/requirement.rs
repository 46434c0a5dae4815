//! Requirements as they are judged: a list in which each names its parts by number.

use std::collections::HashMap;

use super::document::{Confidence, Node, StandardDocument};
use super::rule::{Check, Kind};
use crate::error::{Place, Problems};

/// A requirement, with its rule.
pub(crate) struct Requirement {
    pub(crate) id: String,
    pub(crate) title: Option<String>,
    /// The sources cited, here or by the requirement around it, as numbers.
    pub(crate) cite: Vec<usize>,
    pub(crate) confidence: Confidence,
    pub(crate) note: Option<String>,
    pub(crate) waivable_by: Option<String>,
    /// The condition under which it applies.
    pub(crate) applies: Option<usize>,
    pub(crate) rule: Rule,
}

/// A rule.
pub(crate) enum Rule {
    All(Vec<usize>),
    Any(Vec<usize>),
    AtLeast(usize, Vec<usize>),
    Not(usize),
    When { condition: usize, then: usize, otherwise: Option<usize> },
    Refer(usize),
    Leaf(Box<dyn Kind + Send + Sync>),
}

impl Rule {
    /// The key of the rule in a document.
    pub(crate) fn name(&self) -> &'static str {
        match self {
            Rule::All(_) => "all",
            Rule::Any(_) => "any",
            Rule::AtLeast(..) => "at_least",
            Rule::Not(_) => "not",
            Rule::When { .. } => "when",
            Rule::Refer(_) => "refer",
            Rule::Leaf(kind) => kind.name(),
        }
    }

    /// The requirements written inside this one, in order.
    pub(crate) fn children(&self) -> Vec<usize> {
        match self {
            Rule::All(of) | Rule::Any(of) | Rule::AtLeast(_, of) => of.clone(),
            Rule::Not(of) => vec![*of],
            Rule::When { condition, then, otherwise } => {
                [*condition, *then].into_iter().chain(*otherwise).collect()
            }
            Rule::Refer(_) | Rule::Leaf(_) => Vec::new(),
        }
    }
}

/// The requirements of a standard. The first is the whole; `order` lists them so that each
/// comes after all that it depends on.
pub(crate) struct Requirements {
    pub(crate) all: Vec<Requirement>,
    pub(crate) order: Vec<usize>,
    /// Those that look at evidence or negate what does, in the order of the document; what
    /// is inside a negation is not among them.
    pub(crate) counted: Vec<usize>,
}

impl Requirements {
    /// The requirements of a document, or every problem of theirs.
    pub(crate) fn of(document: &StandardDocument, problems: &mut Problems) -> Requirements {
        let mut sources = HashMap::new();
        for (index, source) in document.sources.iter().enumerate() {
            if sources.insert(source.id.as_str(), index).is_some() {
                let place = Place::pointer(format!("/sources/{index}/id"));
                problems.push(place, format!("`{}` again", source.id), "an id used once");
            }
        }
        let confidence = document.verified.as_ref().map(|verified| verified.confidence);
        let mut reading = Reading {
            sources,
            confidence: confidence.unwrap_or(Confidence::Unverified),
            all: Vec::new(),
            pointers: Vec::new(),
            refers: Vec::new(),
            depth: 0,
            problems,
        };
        reading.node(&document.requirement, "/requirement", &[]);
        reading.finish()
    }
}

/// How deep requirements may be inside each other. It bounds every walk over them.
const MOST_DEEP: usize = 32;

/// Requirements read so far.
struct Reading<'a, 'p> {
    sources: HashMap<&'a str, usize>,
    confidence: Confidence,
    all: Vec<Requirement>,
    pointers: Vec<String>,
    /// References by id, to be bound when all ids are known.
    refers: Vec<(usize, &'a str)>,
    /// How many requirements are around the one being read.
    depth: usize,
    problems: &'p mut Problems,
}

impl<'a> Reading<'a, '_> {
    fn node(&mut self, node: &'a Node, pointer: &str, around: &[usize]) -> usize {
        let index = self.all.len();
        if self.depth == MOST_DEEP {
            let found = format!("a requirement inside {MOST_DEEP} others");
            self.problems.push(Place::pointer(pointer), found, "at most 32 levels");
            return index;
        }
        self.depth += 1;
        let cite = self.cite(node, pointer).unwrap_or_else(|| around.to_vec());
        self.all.push(Requirement {
            id: node.id.clone(),
            title: node.title.clone(),
            cite: cite.clone(),
            confidence: node.confidence.unwrap_or(self.confidence),
            note: node.note.clone(),
            waivable_by: node.waivable_by.clone(),
            applies: None,
            rule: Rule::All(Vec::new()),
        });
        self.pointers.push(pointer.to_owned());
        let applies = node.applies.as_deref();
        let applies =
            applies.map(|applies| self.node(applies, &format!("{pointer}/applies"), &cite));
        let rule = self.rule(node, index, pointer, &cite);
        if let Some(requirement) = self.all.get_mut(index) {
            requirement.applies = applies;
            requirement.rule = rule;
        }
        self.depth -= 1;
        index
    }

    fn cite(&mut self, node: &'a Node, pointer: &str) -> Option<Vec<usize>> {
        let names = node.cite.as_ref()?;
        let mut cite = Vec::new();
        for name in names.iter() {
            match self.sources.get(name) {
                Some(&source) => cite.push(source),
                None => {
                    let mut known: Vec<&str> = self.sources.keys().copied().collect();
                    known.sort_unstable();
                    let place = Place::pointer(format!("{pointer}/cite"));
                    let expected = match known.as_slice() {
                        [] => "an id under `sources`, which has none".to_owned(),
                        known => format!("an id under `sources`: {}", known.join(", ")),
                    };
                    self.problems.push(place, format!("`{name}`"), expected);
                }
            }
        }
        Some(cite)
    }

    fn nodes(&mut self, nodes: &'a [Node], pointer: &str, cite: &[usize]) -> Vec<usize> {
        if nodes.is_empty() {
            self.problems.push(
                Place::pointer(pointer),
                "an empty list",
                "at least one requirement",
            );
        }
        let numbered = nodes.iter().enumerate();
        numbered.map(|(at, node)| self.node(node, &format!("{pointer}/{at}"), cite)).collect()
    }

    /// The rule of a node, which must have exactly one.
    fn rule(&mut self, node: &'a Node, index: usize, pointer: &str, cite: &[usize]) -> Rule {
        let mut keys: Vec<&str> = Vec::new();
        let mut rule = None;
        if let Some(of) = &node.all {
            keys.push("all");
            rule = Some(Rule::All(self.nodes(of, &format!("{pointer}/all"), cite)));
        }
        if let Some(of) = &node.any {
            keys.push("any");
            rule = Some(Rule::Any(self.nodes(of, &format!("{pointer}/any"), cite)));
        }
        if let Some(at_least) = &node.at_least {
            keys.push("at_least");
            let (count, of) = (at_least.count, &at_least.of);
            if count == 0 || count > of.len() {
                let place = Place::pointer(format!("{pointer}/at_least/count"));
                let expected = format!("a number from 1 to {}, the length of `of`", of.len());
                self.problems.push(place, count.to_string(), expected);
            }
            rule =
                Some(Rule::AtLeast(count, self.nodes(of, &format!("{pointer}/at_least/of"), cite)));
        }
        if let Some(of) = &node.not {
            keys.push("not");
            rule = Some(Rule::Not(self.node(of, &format!("{pointer}/not"), cite)));
        }
        if let Some(when) = &node.when {
            keys.push("when");
            let condition = self.node(&when.condition, &format!("{pointer}/when/if"), cite);
            let then = self.node(&when.then, &format!("{pointer}/when/then"), cite);
            let otherwise = when.otherwise.as_deref();
            let otherwise =
                otherwise.map(|node| self.node(node, &format!("{pointer}/when/else"), cite));
            rule = Some(Rule::When { condition, then, otherwise });
        }
        if let Some(refer) = &node.refer {
            keys.push("refer");
            self.refers.push((index, refer));
            rule = Some(Rule::Refer(0));
        }
        let mut leaf = |found: Option<Box<dyn Kind + Send + Sync>>| {
            if let Some(kind) = found {
                keys.push(kind.name());
                let pointer = format!("{pointer}/{}", kind.name());
                kind.check(&mut Check { pointer, problems: &mut *self.problems });
                rule = Some(Rule::Leaf(kind));
            }
        };
        leaf(boxed(&node.decide));
        leaf(boxed(&node.attest));
        leaf(boxed(&node.age));
        leaf(boxed(&node.education));
        leaf(boxed(&node.credits));
        leaf(boxed(&node.hours));
        leaf(boxed(&node.duration));
        leaf(boxed(&node.absent));
        leaf(boxed(&node.exam));
        leaf(boxed(&node.screening));
        leaf(boxed(&node.holds));
        leaf(boxed(&node.references));
        leaf(boxed(&node.document));
        leaf(boxed(&node.residence));
        leaf(boxed(&node.employer));
        if keys.len() != 1 {
            let found = match keys.as_slice() {
                [] => "no rule".to_owned(),
                keys => format!("{} rules: {}", keys.len(), keys.join(", ")),
            };
            self.problems.push(Place::pointer(pointer), found, "exactly one rule");
        }
        rule.unwrap_or(Rule::All(Vec::new()))
    }

    fn finish(mut self) -> Requirements {
        let mut numbers: HashMap<String, usize> = HashMap::new();
        for (index, requirement) in self.all.iter().enumerate() {
            if numbers.contains_key(&requirement.id) {
                let place = Place::pointer(format!("{}/id", self.pointers[index]));
                self.problems.push(place, format!("`{}` again", requirement.id), "an id used once");
            } else {
                numbers.insert(requirement.id.clone(), index);
            }
        }
        for (index, name) in std::mem::take(&mut self.refers) {
            match numbers.get(name) {
                Some(&target) => {
                    if let Some(requirement) = self.all.get_mut(index) {
                        requirement.rule = Rule::Refer(target);
                    }
                }
                None => {
                    let place = Place::pointer(format!("{}/refer", self.pointers[index]));
                    let expected = "the id of a requirement in this document";
                    self.problems.push(place, format!("`{name}`"), expected);
                }
            }
        }
        let order = if self.problems.is_empty() { self.order() } else { Vec::new() };
        let counted = self.counted();
        Requirements { all: self.all, order, counted }
    }

    fn counted(&self) -> Vec<usize> {
        let mut counted = Vec::new();
        let mut stack = vec![0];
        while let Some(index) = stack.pop() {
            let Some(requirement) = self.all.get(index) else { continue };
            match &requirement.rule {
                Rule::Leaf(_) | Rule::Not(_) => counted.push(index),
                rule => stack.extend(rule.children()),
            }
            stack.extend(requirement.applies);
        }
        counted.sort_unstable();
        counted
    }

    /// The requirements, each after all that it depends on. The search keeps its own stack,
    /// since a chain of references can be as long as the document.
    fn order(&mut self) -> Vec<usize> {
        #[derive(Clone, Copy, PartialEq)]
        enum State {
            New,
            Open,
            Done,
        }
        let mut order = Vec::with_capacity(self.all.len());
        let mut states = vec![State::New; self.all.len()];
        let mut stack = vec![(0, false)];
        while let Some((index, leaving)) = stack.pop() {
            let (Some(state), Some(requirement)) = (states.get_mut(index), self.all.get(index))
            else {
                continue;
            };
            if leaving {
                *state = State::Done;
                order.push(index);
                continue;
            }
            if *state != State::New {
                continue;
            }
            *state = State::Open;
            stack.push((index, true));
            let mut needed = requirement.rule.children();
            needed.extend(requirement.applies);
            if let Rule::Refer(target) = requirement.rule {
                needed.push(target);
            }
            for needed in needed.into_iter().rev() {
                match states.get(needed) {
                    Some(State::Open) => {
                        let place = Place::pointer(format!("{}/refer", self.pointers[index]));
                        let id = &self.all[needed].id;
                        self.problems.push(
                            place,
                            format!("`{id}`, which depends on this requirement"),
                            "a requirement that does not",
                        );
                    }
                    Some(State::New) => stack.push((needed, false)),
                    _ => {}
                }
            }
        }
        order
    }
}

fn boxed<K: Kind + Clone + Send + Sync + 'static>(
    kind: &Option<K>,
) -> Option<Box<dyn Kind + Send + Sync>> {
    kind.as_ref().map(|kind| Box::new(kind.clone()) as Box<dyn Kind + Send + Sync>)
}
