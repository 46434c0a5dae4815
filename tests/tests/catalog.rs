//! The catalog as it is used: every shipped standard, held against a dossier that says nothing,
//! one that denies everything and one that has everything.
//!
//! `PEERPATH_UPDATE=1 cargo test -p peerpath-tests --test catalog` writes
//! `tests/data/catalog_verdicts.txt` anew: look at the change.

#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use jiff::civil::{Date, date};
use peerpath::{CatalogKind, Dossier, Standard, Verdict, catalog};
use serde_json::{Map, Value, json};

const SECTIONS: [&str; 12] = [
    "events",
    "attestations",
    "education",
    "hours",
    "spans",
    "exams",
    "screenings",
    "credentials",
    "references",
    "documents",
    "residence",
    "decisions",
];

const ACTIVITIES: [&str; 6] = [
    "training",
    "work",
    "supervised-work",
    "supervision-received",
    "volunteering",
    "continuing-education",
];

fn standards() -> Vec<Standard> {
    let entries = catalog().entries.into_iter();
    entries
        .filter(|entry| entry.kind == CatalogKind::Standard)
        .map(|entry| Standard::builtin(&format!("{}@{}", entry.id, entry.version)).unwrap())
        .collect()
}

/// A day on which the version holds.
fn day(standard: &Standard) -> Date {
    standard.effective_until().unwrap_or(date(2026, 11, 21))
}

/// The document of a standard, with each `for_each` written out.
fn document(standard: &Standard) -> Value {
    written_out(&serde_json::from_str(&standard.to_json()).unwrap())
}

fn written_out(value: &Value) -> Value {
    match value {
        Value::Object(object) => {
            let mut object = object.clone();
            if let Some(each) = object.remove("for_each") {
                let rule = written_out(&each["rule"]).to_string();
                let names = each["of"].as_array().unwrap().iter().filter_map(Value::as_str);
                let rules = names.map(|name| rule.replace("{each}", name));
                let rules = rules.map(|rule| serde_json::from_str::<Value>(&rule).unwrap());
                object.insert("all".to_owned(), rules.collect());
            }
            object.iter().map(|(key, inside)| (key.clone(), written_out(inside))).collect()
        }
        Value::Array(list) => list.iter().map(written_out).collect(),
        other => other.clone(),
    }
}

/// The events that rules count from, or ask for.
fn events(documents: &[Value]) -> BTreeSet<String> {
    let mut names = named(documents, "event", "kind");
    let kinds = ["hours", "duration", "absent", "screening", "document", "exam", "attest"];
    for (kind, key) in
        kinds.iter().flat_map(|kind| ["anchor", "since", "after"].map(|key| (kind, key)))
    {
        names.extend(named(documents, kind, key));
    }
    names.into_iter().map(|name| name.trim_start_matches("first-").to_owned()).collect()
}

/// Every object in a document that is a requirement.
fn requirements(value: &Value) -> Vec<&Map<String, Value>> {
    let mut found = Vec::new();
    if let Value::Object(object) = value {
        if object.contains_key("id") {
            found.push(object);
        }
        found.extend(object.values().flat_map(requirements));
    }
    if let Value::Array(list) = value {
        found.extend(list.iter().flat_map(requirements));
    }
    found
}

/// The texts under a key of a kind of rule, wherever it stands: one or a list of them.
fn named(documents: &[Value], kind: &str, key: &str) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for document in documents {
        for requirement in requirements(&document["requirement"]) {
            match requirement.get(kind).map(|rule| &rule[key]) {
                Some(Value::String(name)) => drop(names.insert(name.clone())),
                Some(Value::Array(list)) => {
                    names.extend(list.iter().filter_map(Value::as_str).map(str::to_owned));
                }
                _ => {}
            }
        }
    }
    names
}

/// The texts under a key, in any rule on hours.
fn of_hours(value: &Value, key: &str) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    match value {
        Value::Object(object) => {
            match object.get("where").map(|filter| &filter[key]) {
                Some(Value::String(name)) => drop(names.insert(name.clone())),
                Some(Value::Array(list)) => {
                    names.extend(list.iter().filter_map(Value::as_str).map(str::to_owned));
                }
                _ => {}
            }
            names.extend(object.values().flat_map(|inside| of_hours(inside, key)));
        }
        Value::Array(list) => names.extend(list.iter().flat_map(|inside| of_hours(inside, key))),
        _ => {}
    }
    names
}

/// A dossier that has everything any shipped standard asks for, and nothing that it forbids.
fn everything(documents: &[Value]) -> Dossier {
    let list = |kind: &str, key: &str, make: &dyn Fn(&str) -> Value| -> Vec<Value> {
        named(documents, kind, key).iter().map(|name| make(name)).collect()
    };
    // A version that has ended is assessed on its last day: the same evidence, years before.
    let twice = |entries: Vec<Value>| -> Vec<Value> {
        let earlier = entries.clone().into_iter().map(|mut entry| {
            entry["on"] = json!(entry["on"].as_str().unwrap().replace("2026", "2022"));
            entry
        });
        entries.iter().cloned().chain(earlier).collect()
    };
    // What is under `not` must not be so.
    let forbidden: BTreeSet<String> = documents
        .iter()
        .flat_map(|document| requirements(&document["requirement"]))
        .filter_map(|requirement| {
            Some(requirement.get("not")?["attest"]["statement"].as_str()?.to_owned())
        })
        .collect();
    let statements = list(
        "attest",
        "statement",
        &|name| json!({"statement": name, "on": "2026-10-01", "holds": !forbidden.contains(name), "proof": "official"}),
    );
    let mut spans = list("duration", "of", &|name| json!({"of": name, "from": "2008-01-01"}));
    spans.extend(list(
        "employer",
        "kind",
        &|name| json!({"of": "employment", "from": "2010-01-01", "employer": name}),
    ));
    let topics: BTreeSet<String> =
        documents.iter().flat_map(|document| of_hours(&document["requirement"], "topic")).collect();
    let modes: BTreeSet<String> =
        documents.iter().flat_map(|document| of_hours(&document["requirement"], "mode")).collect();
    let mut hours = Vec::new();
    for of in ACTIVITIES {
        let mut add = |mode: &str, topics: &[&String], year: u16| {
            let mut entry = json!({"of": of, "amount": 5000, "mode": mode, "topics": topics,
                "from": format!("{year}-01-03"), "to": format!("{year}-10-01"),
                "approved": true, "proof": "official", "jurisdiction": "US-OR"});
            for key in ["provider", "setting", "supervisor"] {
                let names =
                    documents.iter().flat_map(|document| of_hours(&document["requirement"], key));
                entry[key] = json!(names.collect::<BTreeSet<_>>().first());
            }
            hours.push(entry);
        };
        for year in [2022, 2026] {
            topics.iter().for_each(|topic| add("in-person", &[topic], year));
            modes.iter().for_each(|mode| add(mode, &[], year));
        }
    }
    let mut fields = named(documents, "credits", "field");
    fields.extend(named(documents, "education", "field"));
    let education = fields.iter().flat_map(|field| {
        [("doctorate", "2015-06-10"), ("some-college", "2025-06-10")]
            .map(|(level, on)| json!({"level": level, "on": on, "field": field, "credits": 120}))
    });
    let references = ["supervisor", "counselor", "counselor", "employer", "colleague"]
        .map(|from| json!({"from": from, "known_since": "2015-01-01", "about": ["recovery"], "on": "2026-10-01"}));
    let decisions = requirements_with(documents, "decide").into_iter().map(|rule| {
        json!({"by": rule["by"], "about": rule["about"], "outcome": true, "on": "2026-10-20"})
    });
    let events = events(documents).into_iter().map(|kind| {
        let on = match kind.as_str() {
            "application" => "2026-11-10",
            "certification" => "2016-01-01",
            "enrolment" => "2026-01-02",
            _ => "2022-01-02",
        };
        json!({"kind": kind, "on": on})
    });
    let dossier = json!({
        "format": "peerpath/dossier/1", "person": "p-1", "born": "2001-05-02",
        "events": events.collect::<Vec<_>>(),
        "attestations": twice(statements),
        "education": education.collect::<Vec<_>>(),
        "hours": hours,
        "spans": spans,
        "exams": twice(list("exam", "name", &|name| json!({"name": name, "on": "2026-05-01", "passed": true, "score": 100}))),
        "screenings": twice(list("screening", "kind", &|kind| json!({"kind": kind, "on": "2026-11-01", "findings": []}))),
        "credentials": list("holds", "credential", &|name| json!({"credential": name, "issued": "2024-02-01", "status": "active"})),
        "references": references,
        "documents": twice(list("document", "kind", &|kind| json!({"kind": kind, "on": "2026-10-01"}))),
        "residence": list("residence", "in", &|place| json!({"in": place, "from": "2015-01-01", "share": 1.0})),
        "decisions": twice(decisions.collect()),
        "complete": SECTIONS,
    });
    Dossier::from_json(&dossier.to_string()).unwrap()
}

fn requirements_with<'a>(documents: &'a [Value], kind: &str) -> Vec<&'a Value> {
    let all = documents.iter().flat_map(|document| requirements(&document["requirement"]));
    all.filter_map(|requirement| requirement.get(kind)).collect()
}

fn empty(complete: bool) -> Dossier {
    let complete: &[&str] = if complete { &SECTIONS } else { &[] };
    let dossier = json!({"format": "peerpath/dossier/1", "complete": complete});
    Dossier::from_json(&dossier.to_string()).unwrap()
}

#[test]
fn nobody_meets_a_standard_by_saying_nothing() {
    for standard in standards() {
        for complete in [false, true] {
            let assessment = standard.assess(&empty(complete), day(&standard)).unwrap();
            assert_ne!(assessment.verdict(), Verdict::Met, "{standard:?}");
            assert!(!complete || !assessment.unmet().is_empty(), "{standard:?}");
        }
    }
}

#[test]
fn what_rests_on_an_unverified_value_says_so() {
    let standards = standards();
    let documents: Vec<Value> = standards.iter().map(document).collect();
    let everything = everything(&documents);
    let mut doubtful = 0;
    for (standard, document) in standards.iter().zip(&documents) {
        let general = &document["verified"]["confidence"];
        let unverified: Vec<&str> = requirements(&document["requirement"])
            .into_iter()
            .filter(|requirement| requirement.get("confidence").unwrap_or(general) == "unverified")
            .filter(|requirement| {
                !["all", "any", "not", "when"].iter().any(|key| requirement.contains_key(*key))
            })
            .filter_map(|requirement| requirement["id"].as_str())
            .collect();
        doubtful += unverified.len();
        for dossier in [&empty(false), &everything] {
            let assessment = standard.assess(dossier, day(standard)).unwrap();
            let report = assessment.report();
            let text = assessment.explain();
            for id in &unverified {
                let applies = assessment.requirement(id).is_some();
                assert!(
                    !applies || report.unverified.iter().any(|named| named == id),
                    "{standard:?} {id}"
                );
            }
            let named = if unverified.is_empty() {
                "none".to_owned()
            } else {
                report.unverified.join(", ")
            };
            assert!(text.contains(&format!("Rests on an unverified value: {named}.")), "{text}");
            assert!(text.contains("Not legal advice"), "{text}");
            for gap in document["gaps"].as_array().unwrap() {
                assert!(
                    text.contains(&format!("Not covered: {}", gap.as_str().unwrap())),
                    "{text}"
                );
            }
        }
    }
    assert!(doubtful > 20, "{doubtful}");
}

#[test]
fn every_requirement_cites_what_is_dated() {
    for standard in standards() {
        let report = standard.assess(&empty(false), day(&standard)).unwrap().report();
        assert!(!report.sources.is_empty(), "{standard:?}");
        for source in &report.sources {
            assert!(!source.dated.is_empty() && !source.title.is_empty(), "{standard:?}");
        }
    }
}

/// Asking for a renewal answers for every standard, whoever asks, and rests on no unverified
/// value in silence.
#[test]
fn every_renewal_answers() {
    let mut asked = 0;
    for standard in standards() {
        let document = document(&standard);
        if document.get("life_cycle").is_none() {
            assert!(standard.renewal(&empty(false), day(&standard)).is_err(), "{standard:?}");
            continue;
        }
        let held = json!({
            "format": "peerpath/dossier/1",
            "credentials": [{"id": "c1", "credential": standard.id(), "issued": "2022-03-01", "status": "active"}],
        });
        let held = Dossier::from_json(&held.to_string()).unwrap();
        for dossier in [&empty(false), &empty(true), &held] {
            let renewal = standard.renewal(dossier, day(&standard)).unwrap();
            let text = renewal.explain();
            assert!(text.contains("Not legal advice"), "{text}");
            for source in &renewal.report().sources {
                assert!(!source.dated.is_empty(), "{standard:?}");
            }
        }
        let cycle = &document["life_cycle"];
        if cycle["renew_every"].is_string() {
            asked += 1;
            let renewal = standard.renewal(&held, day(&standard)).unwrap();
            assert!(renewal.expires().is_some(), "{standard:?} {}", renewal.explain());
            if cycle["confidence"] == "unverified" {
                assert!(!renewal.report().unverified.is_empty(), "{standard:?}");
            }
        }
    }
    assert!(asked > 40, "{asked}");
}

/// The verdicts on the dossier that has everything, so that a change of a document or of a rule
/// is seen in what it does.
#[test]
fn the_verdicts_are_those_committed() {
    let standards = standards();
    let documents: Vec<Value> = standards.iter().map(document).collect();
    let everything = everything(&documents);
    let mut lines = String::new();
    for standard in &standards {
        let assessment = standard.assess(&everything, day(standard)).unwrap();
        let mut line =
            format!("{} {}: {}", standard.id(), standard.version(), assessment.verdict().name());
        for (word, findings) in [("unmet", assessment.unmet()), ("unknown", assessment.unknown())] {
            let ids: Vec<String> = findings.into_iter().map(|finding| finding.id).collect();
            if !ids.is_empty() {
                line += &format!("; {word} {}", ids.join(", "));
            }
        }
        lines += &(line + "\n");
    }
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/catalog_verdicts.txt");
    if std::env::var_os("PEERPATH_UPDATE").is_some() {
        fs::write(&path, &lines).unwrap();
    }
    let committed = fs::read_to_string(&path).unwrap_or_default();
    for (found, committed) in lines.lines().zip(committed.lines()) {
        assert_eq!(found, committed);
    }
    assert_eq!(lines, committed, "standards were added or left out");
}
