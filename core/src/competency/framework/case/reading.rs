//! CASE packages as frameworks: what is wrong with them is mended where that can be done, and
//! every repair is told.

use crate::order;
use std::collections::{HashMap, HashSet};

use serde_json::{Map, Value, json};

use super::super::Framework;
use crate::error::{Code, Error, Place, Problem};

/// A framework read from a CASE package, with what had to be mended.
#[derive(Clone, Debug)]
pub struct CaseReading {
    framework: Framework,
    repairs: Vec<Problem>,
    ids: Vec<(String, String)>,
}

impl CaseReading {
    /// The framework.
    #[must_use]
    pub fn framework(&self) -> &Framework {
        &self.framework
    }

    /// What had to be mended: where, what was found, and what was taken instead.
    #[must_use]
    pub fn repairs(&self) -> &[Problem] {
        &self.repairs
    }

    /// For each competency, its whole id and its identifier in the package.
    #[must_use]
    pub fn identifiers(&self) -> &[(String, String)] {
        &self.ids
    }

    /// The framework with its repairs, as a JSON document: `framework`, `repairs` (`place`,
    /// `found`, `taken`), `identifiers` (by competency).
    #[must_use]
    pub fn to_json(&self) -> String {
        let framework: Value =
            serde_json::from_str(&self.framework.to_json()).unwrap_or(Value::Null);
        let repairs = self.repairs.iter().map(|repair| {
            json!({"place": repair.place().to_string(), "found": repair.found(),
                "taken": repair.expected()})
        });
        let ids: Map<String, Value> =
            self.ids.iter().map(|(id, own)| (id.clone(), own.as_str().into())).collect();
        json!({"framework": framework, "repairs": repairs.collect::<Vec<_>>(), "identifiers": ids})
            .to_string()
    }
}

impl Framework {
    /// Reads a CASE package (1.0 or 1.1). `id` is the name that the framework gets; without one it
    /// is made of the title. The ids of competencies are their coding schemes, where these can be
    /// ids, else are made of them.
    ///
    /// What is missing or wrong is mended where that can be done and told in
    /// [`CaseReading::repairs`]: items without a statement or an identifier, identifiers used
    /// twice, parents that are not there or go in a circle, lists that are single objects, keys in
    /// other letters.
    ///
    /// # Errors
    /// [`Code::Syntax`] where the text is not JSON; [`Code::Document`] where it is not a package, or
    /// none of its items can be a competency.
    pub fn from_case(text: &str, id: Option<&str>) -> Result<CaseReading, Error> {
        const SUBJECT: &str = "CASE package";
        let value: Value = crate::document::parse(text, SUBJECT)?;
        let mut reader = Reader { repairs: Vec::new() };
        let Value::Object(package) = &value else {
            let expected = "an object with `CFDocument` and `CFItems`";
            return Err(Error::one(
                Code::Document,
                SUBJECT,
                Place::pointer(""),
                kind(&value),
                expected,
            ));
        };
        let empty = Map::new();
        let head = match reader.get(package, "", "CFDocument") {
            Some(Value::Object(head)) => head,
            _ => {
                reader.mend("/CFDocument", "no document", "one without a title");
                &empty
            }
        };
        let items = reader.list(package, "CFItems");
        let associations = reader.list(package, "CFAssociations");
        let nodes = reader.nodes(&items);
        if nodes.is_empty() {
            let place = Place::pointer("/CFItems");
            let expected = "an item with a `fullStatement`";
            return Err(Error::one(
                Code::Document,
                SUBJECT,
                place,
                "no item that has one",
                expected,
            ));
        }
        let own = head.get("identifier").and_then(Value::as_str).unwrap_or_default();
        let parents = reader.parents(&associations, &nodes, own);
        let title = reader.text(head, "/CFDocument", "title").unwrap_or_else(|| {
            reader.mend("/CFDocument/title", "no title", "`CASE framework`");
            "CASE framework".to_owned()
        });
        let name = id.map_or_else(|| as_id(&title.to_lowercase()), str::to_owned);
        let mut document = json!({"format": "peerpath/framework/1", "id": name, "title": title,
            "version": reader.text(head, "/CFDocument", "version").unwrap_or_else(|| "1".to_owned())});
        let publisher = reader.text(head, "/CFDocument", "publisher");
        let creator = reader.text(head, "/CFDocument", "creator").filter(|name| name != "unknown");
        for (key, value) in
            [("issuer", publisher.or(creator)), ("note", reader.text(head, "/CFDocument", "notes"))]
        {
            if let Some(value) = value {
                document[key] = value.into();
            }
        }
        if let Some(url) = reader.text(head, "/CFDocument", "officialSourceURL") {
            document["sources"] = json!([{"id": "official", "title": title, "url": url}]);
        }
        let mut children: HashMap<Option<usize>, Vec<(f64, usize)>> = HashMap::new();
        for (place, (parent, order)) in parents.iter().enumerate() {
            children.entry(*parent).or_default().push((*order, place));
        }
        for list in children.values_mut() {
            order::sort(list, &|one, other| one.0.total_cmp(&other.0).then(one.1.cmp(&other.1)));
        }
        let tree = |principle: bool| -> Vec<Value> {
            let roots = children.get(&None).map_or(&[][..], Vec::as_slice).iter();
            let roots = roots.filter(|(_, place)| nodes[*place].principle == principle);
            roots.map(|(_, place)| entry(*place, &nodes, &children)).collect()
        };
        // Principles alone are what the framework is about.
        let (competencies, principles) = match (tree(false), tree(true)) {
            (none, principles) if none.is_empty() => (principles, none),
            both => both,
        };
        document["competencies"] = competencies.into();
        if !principles.is_empty() {
            document["principles"] = principles.into();
        }
        let framework = Framework::from_json(&document.to_string())?;
        let ids = nodes.iter().map(|node| (format!("{name}/{}", node.id), node.identifier.clone()));
        let ids = ids.filter(|(id, _)| framework.find(id).is_some()).collect();
        Ok(CaseReading { framework, repairs: reader.repairs, ids })
    }
}

/// An item that can be a competency.
struct Node {
    identifier: String,
    id: String,
    label: String,
    note: Option<String>,
    principle: bool,
}

fn entry(
    place: usize,
    nodes: &[Node],
    children: &HashMap<Option<usize>, Vec<(f64, usize)>>,
) -> Value {
    let node = &nodes[place];
    let mut entry = json!({"id": node.id, "label": node.label});
    if let Some(note) = &node.note {
        entry["note"] = note.as_str().into();
    }
    if let Some(parts) = children.get(&Some(place)) {
        let parts = parts.iter().map(|(_, part)| self::entry(*part, nodes, children));
        entry["parts"] = parts.collect::<Vec<_>>().into();
    }
    entry
}

struct Reader {
    repairs: Vec<Problem>,
}

impl Reader {
    fn mend(&mut self, at: &str, found: &str, taken: &str) {
        self.repairs.push(Problem::new(Place::pointer(at), found, taken));
    }

    /// A member by its name, in any letters.
    fn get<'a>(
        &mut self,
        object: &'a Map<String, Value>,
        at: &str,
        key: &str,
    ) -> Option<&'a Value> {
        if let Some(value) = object.get(key) {
            return Some(value);
        }
        let (found, value) = object.iter().find(|(found, _)| found.eq_ignore_ascii_case(key))?;
        self.mend(&format!("{at}/{found}"), &format!("the key `{found}`"), &format!("`{key}`"));
        Some(value)
    }

    fn text(&mut self, object: &Map<String, Value>, at: &str, key: &str) -> Option<String> {
        match self.get(object, at, key)? {
            Value::Null => None,
            Value::String(text) => {
                let text = text.trim();
                (!text.is_empty()).then(|| text.to_owned())
            }
            Value::Number(number) => {
                self.mend(&format!("{at}/{key}"), &format!("the number {number}"), "its digits");
                Some(number.to_string())
            }
            other => {
                self.mend(&format!("{at}/{key}"), &kind(other), "nothing");
                None
            }
        }
    }

    fn list(&mut self, package: &Map<String, Value>, key: &str) -> Vec<Value> {
        match self.get(package, "", key) {
            Some(Value::Array(list)) => list.clone(),
            Some(object @ Value::Object(_)) => {
                self.mend(&format!("/{key}"), "an object", "a list of it alone");
                vec![object.clone()]
            }
            Some(Value::Null) | None => Vec::new(),
            Some(other) => {
                self.mend(&format!("/{key}"), &kind(other), "an empty list");
                Vec::new()
            }
        }
    }

    fn nodes(&mut self, items: &[Value]) -> Vec<Node> {
        let mut nodes: Vec<Node> = Vec::new();
        let mut identifiers = HashSet::new();
        let mut ids = HashSet::new();
        for (index, item) in items.iter().enumerate() {
            let at = format!("/CFItems/{index}");
            let Value::Object(item) = item else {
                self.mend(&at, &kind(item), "nothing: left out");
                continue;
            };
            let statement = self.text(item, &at, "fullStatement").or_else(|| {
                let short = self.text(item, &at, "abbreviatedStatement")?;
                self.mend(&at, "no `fullStatement`", "`abbreviatedStatement`");
                Some(short)
            });
            let Some(label) = statement else {
                self.mend(&at, "no `fullStatement`", "nothing: left out");
                continue;
            };
            let scheme = self.text(item, &at, "humanCodingScheme");
            let identifier = self.text(item, &at, "identifier").unwrap_or_else(|| {
                let made = super::identifier(
                    "item",
                    &format!("{}/{label}", scheme.as_deref().unwrap_or("")),
                );
                self.mend(&at, "no `identifier`", &format!("`{made}`, of its statement"));
                made
            });
            if !identifiers.insert(identifier.to_lowercase()) {
                self.mend(
                    &format!("{at}/identifier"),
                    &format!("`{identifier}` again"),
                    "nothing: left out",
                );
                continue;
            }
            let mut id = as_id(scheme.as_deref().unwrap_or(&identifier));
            if let Some(scheme) = scheme.filter(|scheme| *scheme != id) {
                self.mend(
                    &format!("{at}/humanCodingScheme"),
                    &format!("`{scheme}`"),
                    &format!("`{id}`"),
                );
            }
            if id.is_empty() || !ids.insert(id.clone()) {
                let first: String =
                    identifier.chars().filter(char::is_ascii_alphanumeric).take(8).collect();
                let short: String = id.chars().take(60).collect();
                let mut other = as_id(&format!("{short}-{first}"));
                while !ids.insert(other.clone()) {
                    other.push_str(&format!("-{index}"));
                }
                self.mend(
                    &format!("{at}/humanCodingScheme"),
                    &format!("`{id}` again"),
                    &format!("`{other}`"),
                );
                id = other;
            }
            let note = self.text(item, &at, "notes");
            let principle = item.get("CFItemType").and_then(Value::as_str) == Some("Principle");
            nodes.push(Node { identifier, id, label, note, principle });
        }
        nodes
    }

    /// For each item its parent, and its place among the parent's parts.
    fn parents(
        &mut self,
        associations: &[Value],
        nodes: &[Node],
        document: &str,
    ) -> Vec<(Option<usize>, f64)> {
        let places: HashMap<String, usize> = nodes
            .iter()
            .enumerate()
            .map(|(place, node)| (node.identifier.to_lowercase(), place))
            .collect();
        let mut parents: Vec<(Option<usize>, f64)> = vec![(None, f64::INFINITY); nodes.len()];
        let mut known = vec![false; nodes.len()];
        let mut others = 0;
        for (index, association) in associations.iter().enumerate() {
            let at = format!("/CFAssociations/{index}");
            let kind = association.get("associationType").and_then(Value::as_str);
            if !kind.is_some_and(|kind| kind.eq_ignore_ascii_case("isChildOf")) {
                others += 1;
                continue;
            }
            let end = |key: &str| {
                let end = association.get(key)?;
                let identifier = end.get("identifier").unwrap_or(end);
                identifier.as_str().map(str::to_lowercase)
            };
            let (origin, destination) = (end("originNodeURI"), end("destinationNodeURI"));
            let Some(&child) = origin.as_ref().and_then(|origin| places.get(origin)) else {
                self.mend(
                    &format!("{at}/originNodeURI"),
                    "an item that is not there",
                    "nothing: left out",
                );
                continue;
            };
            let destination = destination.unwrap_or_default();
            let parent = places.get(&destination).copied();
            if parent.is_none() && !destination.eq_ignore_ascii_case(document) {
                self.mend(
                    &format!("{at}/destinationNodeURI"),
                    "an item that is not there",
                    "the document",
                );
            }
            if known[child] {
                let found = format!("another parent of `{}`", nodes[child].id);
                self.mend(&at, &found, "the first one");
                continue;
            }
            known[child] = true;
            if let Some(parent) = parent.filter(|&parent| circles(parent, child, &parents)) {
                let found = format!(
                    "`{}` as a part of itself or too deep, through `{}`",
                    nodes[child].id, nodes[parent].id
                );
                self.mend(&at, &found, "the document");
                continue;
            }
            let order = association.get("sequenceNumber").and_then(Value::as_f64);
            parents[child] = (parent, order.unwrap_or(f64::INFINITY));
        }
        for place in 0..nodes.len() {
            if circles(place, usize::MAX, &parents) {
                let found = format!("`{}` more than {DEEPEST} levels deep", nodes[place].id);
                self.mend("/CFAssociations", &found, "the document as its parent");
                parents[place].0 = None;
            }
        }
        if others > 0 {
            let found = format!("{others} associations that are not `isChildOf`");
            self.mend("/CFAssociations", &found, "nothing: a framework is a tree");
        }
        parents
    }
}

/// The most levels of a framework read: documents can be nested no deeper than text is read.
const DEEPEST: usize = 40;

/// Whether a parent is the child itself or one of its parts, or lies too deep to be a parent.
fn circles(parent: usize, child: usize, parents: &[(Option<usize>, f64)]) -> bool {
    let mut at = Some(parent);
    for _ in 0..DEEPEST {
        match at {
            None => return false,
            Some(place) if place == child => return true,
            Some(place) => at = parents[place].0,
        }
    }
    true
}

/// Text as an id: what cannot be in one becomes `-`.
fn as_id(text: &str) -> String {
    let good = |c: char| c.is_alphanumeric() || matches!(c, '-' | '.' | '_');
    let mut id = String::new();
    for c in text.chars() {
        if good(c) {
            id.push(c);
        } else if !id.ends_with('-') {
            id.push('-');
        }
    }
    let id: String = id.trim_start_matches('-').chars().take(80).collect();
    id.trim_end_matches('-').to_owned()
}

fn kind(value: &Value) -> String {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "true or false",
        Value::Number(_) => "a number",
        Value::String(_) => "a text",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
    .to_owned()
}
