//! The numbered patterns of requirement logic, and the page that lists them.

#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use peerpath::Standard;
use peerpath_tests::vector::{self, Expected};
use serde_json::{Value, json};

/// How many patterns there are.
const PATTERNS: u32 = 115;

fn page() -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/standard.md");
    std::fs::read_to_string(path).unwrap()
}

/// The vectors of patterns by number: the name of each file, and what comes out of its cases.
fn vectors() -> BTreeMap<u32, BTreeMap<String, Vec<String>>> {
    let mut vectors: BTreeMap<u32, BTreeMap<String, Vec<String>>> = BTreeMap::new();
    for case in vector::all().unwrap() {
        let Some(name) = case.name.strip_prefix("standard/pattern-") else { continue };
        let file = name.split('#').next().unwrap_or(name).to_owned();
        let number = file.split('-').next().unwrap().parse().unwrap();
        let outcome = match &case.expected {
            Expected::Refusal(_) => "refused".to_owned(),
            Expected::Result(Value::Object(expected)) if expected.contains_key("verdict") => {
                expected["verdict"].to_string()
            }
            Expected::Result(expected) => expected.to_string(),
        };
        vectors.entry(number).or_default().entry(file).or_default().push(outcome);
    }
    vectors
}

#[test]
fn every_pattern_has_a_vector_that_can_go_more_than_one_way() {
    let vectors = vectors();
    let numbers: Vec<u32> = vectors.keys().copied().collect();
    assert_eq!(numbers, (1..=PATTERNS).collect::<Vec<u32>>());
    for (file, outcomes) in vectors.values().flatten() {
        assert!(outcomes.len() >= 2, "{file}: fewer than two cases");
        let different: BTreeSet<&String> = outcomes.iter().collect();
        assert!(different.len() >= 2, "{file}: all cases come out alike");
    }
}

#[test]
fn the_page_lists_every_pattern_with_its_vectors() {
    let page = page();
    let vectors = vectors();
    for (number, files) in &vectors {
        let row = page.lines().find(|line| line.starts_with(&format!("| {number} | ")));
        let row = row.unwrap_or_else(|| panic!("pattern {number} is not on the page"));
        for file in files.keys() {
            let link = format!("(../tests/vectors/standard/pattern-{file}.json)");
            assert!(row.contains(&link), "{number}: {link} is not on the page");
        }
    }
    let files: usize = vectors.values().map(BTreeMap::len).sum();
    assert_eq!(page.matches("(../tests/vectors/standard/pattern-").count(), files);
}

/// An example is a standard, a node, or a life cycle.
#[test]
fn every_example_of_the_page_is_read() {
    let page = page();
    let examples: Vec<&str> = page
        .split("```json\n")
        .skip(1)
        .map(|rest| rest.split("```").next().unwrap_or_default())
        .collect();
    assert!(examples.len() >= 10, "only {} examples were found", examples.len());
    for example in examples {
        let value: Value = serde_json::from_str(example).unwrap_or_else(|error| {
            panic!("{error}\n{example}");
        });
        let mut standard = json!({
            "format": "peerpath/standard/1", "id": "us-xx/page", "version": "1", "title": "Page",
            "requirement": {"id": "of-age", "age": {"at_least": 18}}});
        if value.get("format").is_some() {
            standard = value;
        } else if let Some(life_cycle) = value.get("life_cycle") {
            standard["life_cycle"] = life_cycle.clone();
        } else {
            standard["requirement"] = value;
        }
        if let Err(error) = Standard::from_json(&standard.to_string()) {
            panic!("{error}\n{example}");
        }
    }
}
