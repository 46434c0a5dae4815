//! Documents made to hurt: each is refused, or judged, in bounded time.

use serde_json::{Value, json};

use super::*;
use crate::Code;

fn standard(requirement: &Value) -> String {
    json!({"format": "peerpath/standard/1", "id": "x", "version": "1", "title": "X",
        "requirement": requirement})
    .to_string()
}

fn refused(text: &str) -> crate::Error {
    Standard::from_json(text).unwrap_err()
}

#[test]
fn depth_is_bounded() {
    let inside = r#"{"id": "n", "not": "#;
    let deep = |depth: usize| {
        let leaf = r#"{"id": "n", "age": {"at_least": 18}}"#;
        let node = inside.repeat(depth) + leaf + &"}".repeat(depth);
        let head = r#"{"format": "peerpath/standard/1", "id": "x", "version": "1", "title": "X", "#;
        format!("{head}\"requirement\": {node}}}")
    };
    assert_eq!(refused(&deep(10_000)).code(), Code::Syntax);
    assert_eq!(refused(&deep(100)).code(), Code::Document);
    assert!(
        refused(&deep(32))
            .problems()
            .iter()
            .any(|problem| { problem.expected() == "at most 32 levels" })
    );
}

#[test]
fn a_long_chain_of_references_is_followed() {
    let count = 9_000;
    let mut nodes: Vec<Value> = (0..count)
        .map(|i| json!({"id": format!("n{i}"), "refer": format!("n{}", i + 1)}))
        .collect();
    nodes.push(json!({"id": format!("n{count}"), "age": {"at_least": 18}}));
    let chain = Standard::from_json(&standard(&json!({"id": "all", "all": nodes}))).unwrap();
    let dossier =
        Dossier::from_json(r#"{"format": "peerpath/dossier/1", "born": "2000-01-01"}"#).unwrap();
    let assessment = chain.assess(&dossier, date(2026, 11, 21)).unwrap();
    assert_eq!(assessment.verdict(), Verdict::Met);
    let empty = Dossier::from_json(r#"{"format": "peerpath/dossier/1"}"#).unwrap();
    assert_eq!(chain.assess(&empty, date(2026, 11, 21)).unwrap().questions().len(), 1);
    nodes.push(json!({"id": "last", "refer": "all"}));
    let circle = refused(&standard(&json!({"id": "all", "all": nodes})));
    assert_eq!(circle.count(), 1);
}

#[test]
fn more_requirements_than_anyone_writes_are_refused() {
    let nodes: Vec<Value> =
        (0..10_000).map(|i| json!({"id": format!("n{i}"), "age": {"at_least": 18}})).collect();
    let error = refused(&standard(&json!({"id": "all", "all": nodes})));
    assert_eq!((error.code(), error.count()), (Code::Document, 1));
    assert_eq!(error.problems()[0].expected(), "at most 10000 requirements");
}

#[test]
fn a_thousand_problems_are_counted() {
    let nodes: Vec<Value> = (0..1000).map(|_| json!({"id": "same"})).collect();
    let error = refused(&standard(&json!({"id": "all", "all": nodes})));
    assert_eq!((error.code(), error.count(), error.problems().len()), (Code::Document, 1999, 100));
}

#[test]
fn huge_numbers_are_refused() {
    for amount in ["1e300", "1000000.5", "0.0001", "-1", "1e999"] {
        let text = format!(
            r#"{{"format": "peerpath/dossier/1", "hours": [{{"of": "work", "amount": {amount}}}]}}"#
        );
        let error = Dossier::from_json(&text).unwrap_err();
        assert!(matches!(error.code(), Code::Document | Code::Syntax), "{error}");
    }
    let age = refused(&standard(&json!({"id": "a", "age": {"at_least": 151}})));
    assert_eq!(age.problems()[0].place().to_string(), "/requirement/age/at_least");
    let count = json!({"id": "a", "references": {"count": 4_000_000_000_u64}});
    assert_eq!(refused(&standard(&count)).code(), Code::Document);
}

#[test]
fn days_at_the_ends_of_the_calendar_are_judged() {
    let rule = json!({"id": "all", "all": [
        {"id": "a", "duration": {"of": "x", "at_least": "P9998Y", "consecutive": "now"}},
        {"id": "b", "hours": {"of": "training", "at_least": 1, "within": "P19000Y"}},
        {"id": "c", "absent": {"of": "x", "within": "P19000Y"}},
        {"id": "d", "duration": {"of": "x", "at_least": "P19000Y"}}]});
    let long = Standard::from_json(&standard(&rule)).unwrap();
    let dossier = Dossier::from_json(
        r#"{"format": "peerpath/dossier/1", "born": "0001-01-01",
        "spans": [{"of": "x", "from": "0001-01-01", "to": "9999-12-31"}],
        "hours": [{"of": "training", "amount": 1, "from": "0001-01-01", "to": "9999-12-31"}],
        "complete": ["spans", "hours", "events"]}"#,
    )
    .unwrap();
    for day in [jiff::civil::Date::MIN, date(2026, 2, 28), jiff::civil::Date::MAX] {
        let assessment = long.assess(&dossier, day).unwrap();
        assert_eq!(assessment.verdict(), Verdict::Unmet);
        assert!(assessment.explain().ends_with("Not legal advice."));
    }
}

/// Sixteen parts and buckets that overlap in every way, over hundreds of different entries.
#[test]
fn a_tangle_of_parts_is_solved() {
    let topic = |index: usize| format!("t{index}");
    let part = |index: usize| json!({"where": {"topic": topic(index)}, "at_least": 10 + index, "at_most": 60 - index});
    let bucket = |index: usize| json!({"where": {"topic": [topic(index), topic(index + 3)]}, "at_least": index});
    let parts: Vec<Value> = (0..16).map(part).collect();
    let buckets: Vec<Value> = (0..16).map(bucket).collect();
    let rule = json!({"id": "a", "hours": {"of": "training", "at_least": 400,
        "parts": parts, "buckets": buckets}});
    let tangle = Standard::from_json(&standard(&rule)).unwrap();
    let hours: Vec<Value> = (0..60_usize)
        .map(|index| {
            let topics: Vec<String> =
                (0..16).filter(|topic| (index * 7 + topic * topic) % 5 < 2).map(topic).collect();
            json!({"of": "training", "amount": 1.5 + index as f64 / 8.0, "topics": topics})
        })
        .collect();
    let dossier = json!({"format": "peerpath/dossier/1", "hours": hours, "complete": ["hours"]});
    let dossier = Dossier::from_json(&dossier.to_string()).unwrap();
    let assessment = tangle.assess(&dossier, date(2026, 11, 21)).unwrap();
    let finding = assessment.requirement("a").unwrap();
    for part in &finding.parts {
        assert!(part.at_most.is_none_or(|most| part.counted <= most), "{}", part.name);
    }
}

#[test]
fn a_dossier_of_many_persons_is_refused() {
    let dossier = |entries: usize| {
        let entry = r#"{"of": "training", "amount": 1, "to": "2026-03-13"}"#;
        let hours = vec![entry; entries].join(",");
        Dossier::from_json(&format!(r#"{{"format": "peerpath/dossier/1", "hours": [{hours}]}}"#))
    };
    assert!(dossier(50_000).is_ok());
    let error = dossier(50_001).unwrap_err();
    assert_eq!(error.problems().first().unwrap().found(), "50001 entries");
}
