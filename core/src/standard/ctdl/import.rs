//! From CTDL to a standard.

use serde::Serialize;
use serde_json::{Map, Value, json};

use super::export::described;
use super::options::CtdlReadingOptions;
use super::reading::{DECIDES, Reading, is_credential};
use super::resource::{At, Graph, NotUnderstood, is};
use super::term::{PLACE, STANDARD};
use crate::document::{self, Day, Period};
use crate::error::{Code, Error, Place};
use crate::order;
use crate::standard::Standard;

/// A standard read from CTDL, and what of the document is not in it.
///
/// What is said in words became a `decide` that a person answers, with the words as its note.
///
/// ```
/// use peerpath::Standard;
/// use peerpath::standard::CtdlReadingOptions;
///
/// let reading = Standard::from_ctdl(r#"{
///     "@type": "ceterms:Certification", "@id": "ce-1", "ceterms:name": {"en": "Peer Specialist"},
///     "ceterms:keyword": {"en": ["recovery"]},
///     "ceterms:requires": [{"@type": "ceterms:ConditionProfile", "ceterms:minimumAge": 18,
///         "ceterms:description": {"en": "Forty hours of approved training."}}]}"#,
///     &CtdlReadingOptions::default())?;
/// assert_eq!(reading.standard().title(), "Peer Specialist");
/// assert_eq!(reading.not_understood()[0].pointer, "/ceterms:keyword");
/// # Ok::<(), peerpath::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct CtdlReading {
    standard: Standard,
    not_understood: Vec<NotUnderstood>,
    count: usize,
}

impl CtdlReading {
    /// The standard.
    #[must_use]
    pub fn standard(&self) -> &Standard {
        &self.standard
    }

    /// What of the document did not become part of the standard, the first 1000 places of it.
    #[must_use]
    pub fn not_understood(&self) -> &[NotUnderstood] {
        &self.not_understood
    }

    /// How many places were not understood, including those not kept.
    #[must_use]
    pub fn not_understood_count(&self) -> usize {
        self.count
    }

    /// The list as JSON: `not_understood` and its `count`.
    #[must_use]
    pub fn not_understood_json(&self) -> String {
        #[derive(Serialize)]
        struct List<'a> {
            not_understood: &'a [NotUnderstood],
            count: usize,
        }
        let list = List { not_understood: &self.not_understood, count: self.count };
        serde_json::to_string(&list).unwrap_or_default()
    }
}

impl Standard {
    /// Reads a credential of a CTDL document (JSON-LD) as a standard, leniently: what is not
    /// understood is listed, and what is said in words becomes a decision that a person takes.
    ///
    /// # Errors
    /// [`Code::Syntax`] where the text is not JSON; [`Code::Document`] where it describes no
    /// credential, or several of which the options name none.
    pub fn from_ctdl(text: &str, options: &CtdlReadingOptions) -> Result<CtdlReading, Error> {
        let root: Value = document::parse(text, "CTDL document")?;
        read(&root, options)
    }
}

/// Reads a CTDL document that is already JSON.
pub(super) fn read(root: &Value, options: &CtdlReadingOptions) -> Result<CtdlReading, Error> {
    let graph = Graph::of(root);
    let credential = credential(&graph, options.credential.as_deref())?;
    graph.open(&credential);
    let mut document = Map::new();
    document.insert("format".to_owned(), json!("peerpath/standard/1"));
    about(&graph, &credential, options, &mut document);
    let mut reading = Reading::new(&graph);
    let mut nodes: Vec<Value> = pathway(&graph, &credential, &mut reading).into_iter().collect();
    let computed = nodes.len();
    for profile in graph.linked(&credential, "requires") {
        nodes.extend(reading.profile(&profile, 0));
    }
    let requirement = match (nodes.len(), computed) {
        (0, _) => json!({
            "id": "requirement", "note": "the document states no requirement",
            "decide": {"by": DECIDES, "about": "requirement"}
        }),
        (1, 1) => nodes.pop().unwrap_or_default(),
        _ => reading.group("all", nodes),
    };
    document.insert("requirement".to_owned(), requirement);
    let (mut not_understood, mut count) = graph.rest();
    let standard = standard(document, &mut not_understood, &mut count)?;
    Ok(CtdlReading { standard, not_understood, count })
}

/// The credential that is asked for, or the only one.
fn credential<'a>(graph: &Graph<'a>, wanted: Option<&str>) -> Result<At<'a>, Error> {
    let is_wanted = |at: &&At<'a>| match wanted {
        Some(wanted) => ["@id", "ceterms:ctid"]
            .iter()
            .any(|key| at.value.get(key).and_then(Value::as_str) == Some(wanted)),
        // Credentials that are only targets of conditions have blank names.
        None => {
            !at.value.get("@id").and_then(Value::as_str).is_some_and(|name| name.starts_with("_:"))
        }
    };
    let candidates = graph.resources().iter().filter(|at| is_credential(at));
    let mut candidates: Vec<&At<'a>> = candidates.filter(is_wanted).collect();
    match (candidates.pop(), candidates.len()) {
        (Some(only), 0) => Ok(only.clone()),
        (found, more) => {
            let found = match (found, wanted) {
                (None, None) => "no credential".to_owned(),
                (None, Some(wanted)) => format!("no credential `{wanted}`"),
                (Some(_), _) => format!("{} credentials", more + 1),
            };
            let expected = "one resource of a credential class, such as `ceterms:Certification`; \
                            `credential` names one of several";
            Err(Error::one(
                Code::Document,
                "CTDL document",
                Place::pointer("/@graph"),
                found,
                expected,
            ))
        }
    }
}

/// What the credential says of itself.
fn about(
    graph: &Graph<'_>,
    credential: &At<'_>,
    options: &CtdlReadingOptions,
    document: &mut Map<String, Value>,
) {
    // Said anew by whoever writes CTDL.
    for term in ["credentialStatusType", "inLanguage"] {
        let active = graph.get(credential, term);
        if let Some(at) =
            active.filter(|at| term == "inLanguage" || at.value.to_string().contains(":Active"))
        {
            graph.done(&at.pointer);
        } else if let Some(at) = graph.get(credential, term) {
            graph.forget(&at.pointer);
        }
    }
    let mut put = |key: &str, text: Option<&str>| {
        if let Some(text) = text {
            document.insert(key.to_owned(), json!(text));
        }
    };
    let ctid = ["ceterms:ctid", "@id"].iter().find_map(|key| credential.value.get(*key)?.as_str());
    let ours = identified(graph, credential, STANDARD);
    let computed = format!("ctdl/{}", ctid.unwrap_or("credential"));
    put("id", options.id.as_deref().or(ours).or(Some(&computed)));
    let from = day(graph, credential, "dateEffective");
    let until = day(graph, credential, "expirationDate");
    let version = graph.text(credential, "versionCode");
    let version = version.or_else(|| coded(graph, credential, "versionIdentifier", None));
    put("version", version.or(from).or(Some("1")));
    let title = graph.text(credential, "name").unwrap_or("Credential");
    put("title", Some(title));
    put("credential", graph.text(credential, "alternateName"));
    let description = graph.text(credential, "description");
    put("note", description.filter(|text| *text != described(title)));
    for profile in graph.linked(credential, "jurisdiction") {
        graph.open(&profile);
        if let Some(at) = graph.get(&profile, "globalJurisdiction")
            && at.value == &Value::Bool(false)
        {
            graph.done(&at.pointer);
        }
        for place in graph.linked(&profile, "mainJurisdiction") {
            graph.open(&place);
            let code = identified(graph, &place, PLACE);
            if let Some(at) = graph.get(&place, "name").filter(|_| code.is_some()) {
                graph.done(&at.pointer);
            }
            put("jurisdiction", code);
        }
    }
    if let Some(page) = graph.text(credential, "subjectWebpage") {
        let source = json!([{"id": "page", "title": title, "url": page, "dated": "not said"}]);
        document.insert("sources".to_owned(), source);
    }
    if let Some(at) = graph.get(credential, "renewalFrequency") {
        match graph.text(credential, "renewalFrequency") {
            Some(period) if Period::parse(period).is_some() => {
                document.insert("life_cycle".to_owned(), json!({"renew_every": period}));
            }
            _ => graph.forget(&at.pointer),
        }
    }
    if from.is_some() || until.is_some() {
        document.insert("effective".to_owned(), json!({"from": from, "until": until}));
    }
}

/// A day of a term, where it is one.
fn day<'a>(graph: &Graph<'a>, at: &At<'a>, term: &str) -> Option<&'a str> {
    let found = graph.text(at, term)?;
    // A moment is cut to its day.
    let day = found.get(..10).filter(|day| Day::parse(day).is_some());
    if day.is_none()
        && let Some(at) = graph.get(at, term)
    {
        graph.forget(&at.pointer);
    }
    day
}

/// The code among the identifiers of a resource that is of a scheme.
fn identified<'a>(graph: &Graph<'a>, at: &At<'a>, scheme: &str) -> Option<&'a str> {
    coded(graph, at, "identifier", Some(scheme))
}

fn coded<'a>(graph: &Graph<'a>, at: &At<'a>, term: &str, scheme: Option<&str>) -> Option<&'a str> {
    for identifier in graph.all(at, term) {
        let named = graph.text(&identifier, "identifierTypeName");
        if scheme.is_none() || named == scheme {
            let code = graph.text(&identifier, "identifierValueCode");
            graph.done(&identifier.pointer);
            if code.is_some() {
                return code;
            }
        } else {
            graph.forget(&identifier.pointer);
        }
    }
    None
}

/// The requirement of the pathway whose destination stands for the credential.
fn pathway<'a>(
    graph: &Graph<'a>,
    credential: &At<'a>,
    reading: &mut Reading<'a, '_>,
) -> Option<Value> {
    let mut pathways = graph.linked(credential, "targetPathway");
    if pathways.is_empty() {
        let all = graph.resources().iter();
        pathways.extend(all.filter(|at| is(at, |class| class == "Pathway")).cloned());
    }
    let names: Vec<&str> = ["@id", "ceterms:ctid"]
        .iter()
        .filter_map(|key| credential.value.get(*key)?.as_str())
        .collect();
    for pathway in pathways {
        for component in graph.linked(&pathway, "hasDestinationComponent") {
            let proxy = graph.text(&component, "proxyFor");
            if proxy.is_none_or(|proxy| !names.contains(&proxy)) {
                continue;
            }
            graph.open(&pathway);
            for term in [
                "name",
                "description",
                "hasPart",
                "subjectWebpage",
                "ownedBy",
                "hasDestinationComponent",
            ] {
                if let Some(at) = graph.get(&pathway, term) {
                    graph.done(&at.pointer);
                }
            }
            return reading.destination(&component);
        }
    }
    None
}

/// How often requirements that cannot stand are turned into words before all of them are.
const MOST_PASSES: usize = 8;

/// The standard of a document. A requirement that cannot stand becomes a decision, and is
/// listed.
fn standard(
    document: Map<String, Value>,
    not_understood: &mut Vec<NotUnderstood>,
    count: &mut usize,
) -> Result<Standard, Error> {
    let mut document = Value::Object(document);
    for pass in 0.. {
        let error = match Standard::from_json(&document.to_string()) {
            Ok(standard) => return Ok(standard),
            Err(error) => error,
        };
        let mut places: Vec<String> = error
            .problems()
            .iter()
            .filter_map(|problem| match problem.place() {
                Place::Pointer(pointer) => node_of(&document, pointer),
                _ => None,
            })
            .collect();
        if pass >= MOST_PASSES || places.is_empty() {
            if pass > MOST_PASSES {
                return Err(error);
            }
            places = vec!["/requirement".to_owned()];
        }
        order::sort(&mut places, &Ord::cmp);
        places.dedup();
        for place in places {
            if let Some(node) = document.pointer_mut(&place) {
                *count += 1;
                not_understood.push(NotUnderstood {
                    pointer: String::new(),
                    found: format!("a rule that cannot stand at {place}"),
                });
                in_words(node);
            }
        }
    }
    Err(Error::one(Code::Internal, "CTDL document", Place::Whole, "no end", "a standard"))
}

/// The pointer of the innermost requirement around a place.
fn node_of(document: &Value, pointer: &str) -> Option<String> {
    let mut at = pointer;
    loop {
        if let Some(Value::Object(node)) = document.pointer(at)
            && at.starts_with("/requirement")
            && node.contains_key("id")
            && !node.contains_key("decide")
        {
            return Some(at.to_owned());
        }
        at = &at[..at.rfind('/')?];
    }
}

/// Turns a requirement into a decision about it.
fn in_words(node: &mut Value) {
    let id = node.get("id").cloned().unwrap_or_else(|| json!("requirement"));
    let words = node.as_object().map(super::words::of).unwrap_or_default();
    *node = json!({"id": id, "note": words, "decide": {"by": DECIDES, "about": id}});
}
