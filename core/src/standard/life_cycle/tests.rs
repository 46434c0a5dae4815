#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::needless_pass_by_value,
    reason = "tests"
)]
mod days;
mod hostile;
mod property;

use jiff::civil::Date;
use serde_json::{Value, json};

use super::Renewal;
use crate::{Dossier, Error, Standard};

/// A standard with a life cycle, and nothing much beside.
fn with(life_cycle: Value) -> Result<Standard, Error> {
    let document = json!({
        "format": "peerpath/standard/1", "id": "us-xx/cpss", "version": "1",
        "title": "Certified Peer Support Specialist", "credential": "CPSS",
        "verified": {"on": "2026-11-22", "confidence": "found"},
        "sources": [{"id": "s1", "title": "Rule 7", "year": 2025}],
        "requirement": {"id": "all", "cite": "s1", "all": [
            {"id": "age", "age": {"at_least": 18}},
            {"id": "training", "hours": {"of": "training", "at_least": 40, "within": "P2Y"}}]},
        "life_cycle": life_cycle
    });
    Standard::from_json(&document.to_string())
}

fn dossier(sections: Value) -> Dossier {
    let mut document = json!({"format": "peerpath/dossier/1", "person": "p-1"});
    document.as_object_mut().unwrap().extend(sections.as_object().unwrap().clone());
    Dossier::from_json(&document.to_string()).unwrap()
}

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

fn renewal(life_cycle: Value, sections: Value, as_of: &str) -> Renewal {
    with(life_cycle).unwrap().renewal(&dossier(sections), day(as_of)).unwrap()
}

/// An active credential issued on a day, of which nothing else is recorded.
fn issued(on: &str) -> Value {
    json!({"credentials": [{"id": "c1", "credential": "us-xx/cpss", "issued": on, "status": "active"}],
           "complete": ["credentials", "events", "hours"]})
}

/// The problems of a life cycle: where, and what was found.
fn problems(life_cycle: Value) -> Vec<(String, String)> {
    let error = with(life_cycle).unwrap_err();
    let problems = error.problems().iter();
    problems.map(|problem| (problem.place().to_string(), problem.found().to_owned())).collect()
}
