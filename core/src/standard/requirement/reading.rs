//! Reading requirements from the documents of a standard and of those to which it refers.

use std::collections::HashMap;
use std::sync::Arc;

use serde::Deserialize;
use serde_json::Value;

use super::{BESIDE, IN_THAT, IN_THIS, Requirement, Rule};
use crate::error::{Code, Place, Problems};
use crate::order;
use crate::standard::document::{
    Confidence, Elsewhere, ForEach, Node, Refer, Source, StandardDocument,
};
use crate::standard::rule::{Check, Kind};
use crate::standard::standards::Standards;

/// How deep requirements may be inside each other. It bounds every walk over them.
const MOST_DEEP: usize = 32;

/// How many requirements there may be, those of other standards included. Some answers look at
/// all of them once for each.
const MOST_REQUIREMENTS: usize = 10_000;

/// How many other standards one may refer to, by way of others included.
const MOST_OTHERS: usize = 64;

/// How much text `for_each` may make, in bytes.
const MOST_TEXT: usize = 4_000_000;

/// Requirements read so far.
pub(super) struct Reading<'p> {
    pub(super) all: Vec<Requirement>,
    /// Where each is; those of another standard are where they are first referred to.
    pub(super) pointers: Vec<String>,
    pub(super) sources: Vec<Source>,
    /// The standards, the one that is read first.
    pub(super) origins: Vec<Origin>,
    pub(super) beside: Vec<Arc<StandardDocument>>,
    /// References, to be bound when all ids are known.
    refers: Vec<(usize, Refer)>,
    /// Requirements by standard and id.
    numbers: HashMap<(usize, String), usize>,
    /// Ids that others have, with their places.
    repeated: Vec<(String, String)>,
    /// How many requirements are around the one being read.
    depth: usize,
    /// How much text `for_each` has made.
    made: usize,
    problems: &'p mut Problems,
}

/// A standard whose requirements are read.
pub(super) struct Origin {
    pub(super) credential: Vec<String>,
    /// The standard and version as the first reference names them.
    name: String,
    /// The first requirement.
    root: usize,
    confidence: Confidence,
    /// The sources by id, as numbers among all.
    sources: HashMap<String, usize>,
    /// The reference that asked for it; `None` for the standard that is read.
    asked_at: Option<String>,
}

impl<'p> Reading<'p> {
    pub(super) fn new(problems: &'p mut Problems) -> Reading<'p> {
        Reading {
            all: Vec::new(),
            pointers: Vec::new(),
            sources: Vec::new(),
            origins: Vec::new(),
            beside: Vec::new(),
            refers: Vec::new(),
            numbers: HashMap::new(),
            repeated: Vec::new(),
            depth: 0,
            made: 0,
            problems,
        }
    }

    /// Reads the document of the standard itself.
    pub(super) fn document(&mut self, document: &StandardDocument) {
        self.read(document, String::new(), None);
    }

    /// Reads the documents of the standards to which the first refers, and those to which they
    /// do, and binds all references.
    pub(super) fn others(&mut self, document: &StandardDocument, beside: &Standards) {
        let mut next = 0;
        while let Some((index, refer)) = self.refers.get(next).cloned() {
            next += 1;
            let Some(from) = self.all.get(index).map(|requirement| requirement.origin) else {
                continue;
            };
            let (origin, id) = match &refer {
                Refer::Here(id) => (Some(from), Some(id.clone())),
                Refer::There(there) => {
                    let own = there.standard == document.id
                        && there.version.as_ref().is_none_or(|asked| *asked == document.version);
                    let origin = if own { Some(0) } else { self.origin(there, index, beside) };
                    (origin, there.id.clone())
                }
            };
            let Some(origin) = origin else { continue };
            let target = match &id {
                Some(id) => self.numbers.get(&(origin, id.clone())).copied(),
                None => self.origins.get(origin).map(|origin| origin.root),
            };
            match (target, self.all.get_mut(index)) {
                (Some(target), Some(requirement)) => requirement.rule = Rule::Refer(target),
                _ => {
                    let key = if matches!(refer, Refer::Here(_)) { "/refer" } else { "/refer/id" };
                    let id = id.unwrap_or_default();
                    let expected = if origin == from { IN_THIS } else { IN_THAT };
                    self.note_at(index, key, format!("`{id}`"), expected);
                }
            }
        }
    }

    /// Gives every rule on hours the others that it names.
    pub(super) fn link(&mut self) {
        for index in 0..self.all.len() {
            let Some(requirement) = self.all.get(index) else { continue };
            let Rule::Leaf(kind) = &requirement.rule else { continue };
            let Some(hours) = kind.hours() else { continue };
            let links = hours.links().into_iter().map(|(key, id)| (key, id.to_owned()));
            let links: Vec<(String, String)> = links.collect();
            let origin = requirement.origin;
            for (key, id) in links {
                let target = self.numbers.get(&(origin, id.clone())).filter(|&&to| to != index);
                let other = target.and_then(|&target| match &self.all.get(target)?.rule {
                    Rule::Leaf(kind) => Some((target, kind.hours()?.clone())),
                    _ => None,
                });
                let Some((target, other)) = other else {
                    let expected = "the id of another requirement on hours in this document";
                    self.note_at(index, &format!("/hours/{key}"), format!("`{id}`"), expected);
                    continue;
                };
                let Some(requirement) = self.all.get_mut(index) else { continue };
                if key.starts_with("exclusive/") {
                    requirement.apart.push(target);
                } else if let Rule::Leaf(kind) = &mut requirement.rule
                    && let Some(hours) = kind.hours_mut()
                {
                    hours.link(&key, &other);
                }
            }
        }
    }

    /// The number of another standard, which is read where it has not been.
    fn origin(&mut self, there: &Elsewhere, index: usize, beside: &Standards) -> Option<usize> {
        let name = there.name();
        if let Some(known) = self.origins.iter().skip(1).position(|origin| origin.name == name) {
            return Some(known + 1);
        }
        let found = beside.find(there);
        if self.origins.len() > MOST_OTHERS {
            let expected = "at most 64 other standards";
            self.note_at(index, "/refer/standard", "one more", expected);
            return None;
        }
        let Some((document, given)) = found else {
            let key = if there.version.is_some() { "/refer/version" } else { "/refer/standard" };
            self.note_at(index, key, format!("`{name}`"), BESIDE);
            return None;
        };
        let (pointer, from) = (self.pointers.get(index)?.clone(), self.all.get(index)?.origin);
        let asked_at = if from == 0 { format!("{pointer}/refer") } else { pointer };
        if given {
            self.beside.push(document.clone());
        }
        // What is wrong in the other document is told where it is referred to.
        let mut problems = std::mem::take(self.problems);
        let number = self.read(&document, name.clone(), Some(asked_at.clone()));
        std::mem::swap(&mut problems, self.problems);
        if !problems.is_empty() {
            let error = problems.into_error(Code::Document, "");
            for problem in error.problems() {
                let found = format!("{name} {}: {}", problem.place(), problem.found());
                self.problems.push(Place::pointer(&asked_at), found, problem.expected());
            }
        }
        Some(number)
    }

    fn read(
        &mut self,
        document: &StandardDocument,
        name: String,
        asked_at: Option<String>,
    ) -> usize {
        let number = self.origins.len();
        let confidence = document.verified.as_ref().map(|verified| verified.confidence);
        let short = document.credential.iter().cloned();
        let mut origin = Origin {
            credential: [document.id.clone()].into_iter().chain(short).collect(),
            name,
            root: self.all.len(),
            confidence: confidence.unwrap_or(Confidence::Unverified),
            sources: HashMap::new(),
            asked_at,
        };
        for (index, source) in document.sources.iter().enumerate() {
            if origin.sources.insert(source.id.clone(), self.sources.len()).is_some() {
                let place = Place::pointer(format!("/sources/{index}/id"));
                self.problems.push(place, format!("`{}` again", source.id), "an id used once");
            }
            let id = origin.named(&source.id);
            self.sources.push(Source { id, ..source.clone() });
        }
        self.origins.push(origin);
        self.node(&document.requirement, "/requirement", &[]);
        for (place, id) in std::mem::take(&mut self.repeated) {
            self.problems.push(Place::pointer(place), format!("`{id}` again"), "an id used once");
        }
        number
    }

    /// Notes a problem of a requirement that has been read.
    fn note_at(&mut self, index: usize, key: &str, found: impl Into<String>, expected: &str) {
        let pointer = self.pointers.get(index).map_or("", String::as_str);
        let elsewhere = self.all.get(index).is_some_and(|requirement| requirement.origin != 0);
        let (place, id) = match (elsewhere, self.all.get(index)) {
            (true, Some(requirement)) => (pointer.to_owned(), format!("{}: ", requirement.id)),
            _ => (format!("{pointer}{key}"), String::new()),
        };
        self.problems.push(Place::pointer(place), id + &found.into(), expected);
    }

    fn node(&mut self, node: &Node, pointer: &str, around: &[usize]) -> usize {
        let index = self.all.len();
        if self.depth == MOST_DEEP {
            let found = format!("a requirement inside {MOST_DEEP} others");
            self.problems.push(Place::pointer(pointer), found, "at most 32 levels");
            return index;
        }
        if index >= MOST_REQUIREMENTS {
            self.problems.push(Place::pointer(pointer), "one more", "at most 10000 requirements");
            return index;
        }
        if node.id.is_empty() {
            self.problems.push(Place::pointer(pointer), "no key `id`", "a text");
        }
        self.depth += 1;
        let cite = self.cite(node, pointer).unwrap_or_else(|| around.to_vec());
        let number = self.origins.len().saturating_sub(1);
        let Some(origin) = self.origins.last() else { return index };
        self.all.push(Requirement {
            id: origin.named(&node.id),
            title: node.title.clone(),
            cite: cite.clone(),
            confidence: node.confidence.unwrap_or(origin.confidence),
            note: node.note.clone(),
            waivable_by: node.waivable_by.clone(),
            applies: None,
            rule: Rule::All(Vec::new()),
            apart: Vec::new(),
            decides: false,
            origin: number,
        });
        self.pointers.push(origin.asked_at.clone().unwrap_or_else(|| pointer.to_owned()));
        match self.numbers.entry((number, node.id.clone())) {
            std::collections::hash_map::Entry::Vacant(slot) => {
                slot.insert(index);
            }
            std::collections::hash_map::Entry::Occupied(_) => {
                self.repeated.push((format!("{pointer}/id"), node.id.clone()));
            }
        }
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

    fn cite(&mut self, node: &Node, pointer: &str) -> Option<Vec<usize>> {
        let names = node.cite.as_ref()?;
        let sources = &self.origins.last()?.sources;
        let mut cite = Vec::new();
        for name in names.iter() {
            match sources.get(name) {
                Some(&source) => cite.push(source),
                None => {
                    let mut known: Vec<&str> = sources.keys().map(String::as_str).collect();
                    order::sort(&mut known, &Ord::cmp);
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

    fn nodes(&mut self, nodes: &[Node], pointer: &str, cite: &[usize]) -> Vec<usize> {
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

    /// The requirement on each name.
    fn each(&mut self, each: &ForEach, pointer: &str, cite: &[usize]) -> Vec<usize> {
        if each.of.is_empty() {
            let place = Place::pointer(format!("{pointer}/of"));
            self.problems.push(place, "an empty list", "at least one name");
        }
        let placeholder = format!("{{{}}}", each.placeholder.as_deref().unwrap_or("each"));
        let pointer = format!("{pointer}/rule");
        if !each.rule.id.contains(&placeholder) {
            let expected = format!("an id that says `{placeholder}`");
            let place = Place::pointer(format!("{pointer}/id"));
            self.problems.push(place, format!("`{}`", each.rule.id), expected);
            return Vec::new();
        }
        // The text of a document holds a brace only in its texts, so replacing in the whole is
        // replacing in those.
        let text = serde_json::to_string(&each.rule).unwrap_or_default();
        let mut parts = Vec::with_capacity(each.of.len());
        for name in &each.of {
            let name = serde_json::to_string(name).unwrap_or_default();
            let name = name.strip_prefix('"').and_then(|name| name.strip_suffix('"'));
            let text = text.replace(&placeholder, name.unwrap_or_default());
            self.made = self.made.saturating_add(text.len());
            if self.made > MOST_TEXT {
                let found = format!("more than {MOST_TEXT} bytes of text for all names");
                self.problems.push(
                    Place::pointer(&pointer),
                    found,
                    "fewer names or a shorter rule",
                );
                return parts;
            }
            let named = serde_json::from_str::<Value>(&text);
            if let Ok(node) = named.and_then(|named| Node::deserialize(&named)) {
                parts.push(self.node(&node, &pointer, cite));
            }
        }
        parts
    }

    /// The rule of a node, which must have exactly one.
    fn rule(&mut self, node: &Node, index: usize, pointer: &str, cite: &[usize]) -> Rule {
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
        if let Some(each) = &node.for_each {
            keys.push("for_each");
            rule = Some(Rule::ForEach(self.each(each, &format!("{pointer}/for_each"), cite)));
        }
        if let Some(refer) = &node.refer {
            keys.push("refer");
            self.refers.push((index, Refer::clone(refer)));
            rule = Some(Rule::Refer(0));
        }
        let mut leaf = |found: Option<Box<dyn Kind + Send + Sync>>| {
            if let Some(kind) = found {
                keys.push(kind.name());
                let pointer = format!("{pointer}/{}", kind.name());
                let mut check = Check { pointer, problems: &mut *self.problems };
                kind.window().check("", &mut check);
                kind.check(&mut check);
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
        leaf(boxed(&node.event));
        leaf(boxed(&node.fee));
        if keys.len() != 1 {
            let found = match keys.as_slice() {
                [] => "no rule".to_owned(),
                keys => format!("{} rules: {}", keys.len(), keys.join(", ")),
            };
            self.problems.push(Place::pointer(pointer), found, "exactly one rule");
        }
        rule.unwrap_or(Rule::All(Vec::new()))
    }
}

impl Origin {
    /// An id of this standard, after its name where it is another than the one that is read.
    fn named(&self, id: &str) -> String {
        match &self.asked_at {
            None => id.to_owned(),
            Some(_) => format!("{}/{id}", self.name),
        }
    }
}

fn boxed<K: Kind + Clone + Send + Sync + 'static>(
    kind: &Option<Box<K>>,
) -> Option<Box<dyn Kind + Send + Sync>> {
    kind.as_ref().map(|kind| kind.clone() as Box<dyn Kind + Send + Sync>)
}
