//! Every vector, through the Rust API.

#![allow(clippy::unwrap_used, clippy::panic, clippy::print_stderr, reason = "tests")]

use std::collections::BTreeMap;

use peerpath::Code;
use peerpath_tests::calls::{CALLS, Inputs};
use peerpath_tests::compare::{differences, error_differences};
use peerpath_tests::vector::{self, Case, Expected};
use serde_json::{Value, json};

fn failures(case: &Case) -> Vec<String> {
    let Some((_, call)) = CALLS.iter().find(|(name, _)| *name == case.call) else {
        return vec![format!("no call `{}`", case.call)];
    };
    match (call(&Inputs(&case.input)), &case.expected) {
        (Ok(found), Expected::Result(expected)) => differences(&found, expected, case.tolerance),
        (Err(found), Expected::Refusal(expected)) => error_differences(&found, expected),
        (Ok(found), Expected::Refusal(_)) => vec![format!("{found}, expected a refusal")],
        (Err(error), Expected::Result(_)) => vec![format!("{error}")],
    }
}

#[test]
fn every_vector_holds() {
    let cases = vector::all().unwrap_or_else(|failures| panic!("{}", failures.join("\n")));
    let mut run: BTreeMap<&str, usize> = BTreeMap::new();
    let mut failed = Vec::new();
    for case in &cases {
        *run.entry(case.call.as_str()).or_default() += 1;
        let name = &case.name;
        failed.extend(failures(case).into_iter().map(|failure| format!("{name}: {failure}")));
    }
    for (call, count) in &run {
        eprintln!("{count:5} {call}");
    }
    eprintln!("{:5} cases", cases.len());
    assert!(!cases.is_empty(), "no vector was run");
    assert!(failed.is_empty(), "{} differences\n{}", failed.len(), failed.join("\n"));
    let idle: Vec<&str> =
        CALLS.iter().map(|(name, _)| *name).filter(|name| !run.contains_key(name)).collect();
    assert!(idle.is_empty(), "calls without a vector: {}", idle.join(", "));
}

#[test]
fn the_list_of_codes_is_complete() {
    let text = std::fs::read_to_string(vector::folder().join("codes.json")).unwrap();
    let listed: Value = serde_json::from_str(&text).unwrap();
    let own: Vec<Value> = Code::ALL
        .iter()
        .map(|code| json!({"number": code.number(), "name": code.name()}))
        .collect();
    assert_eq!(listed, Value::from(own));
}

/// A comparison that could not fail would make every vector pass.
#[test]
fn the_comparison_tells_differences() {
    let exact = Default::default();
    let expected = json!({"share": [0.5, null], "by": "state"});
    let same = json!({"share": [0.5, null], "by": "state", "more": 1});
    assert!(differences(&same, &expected, exact).is_empty());
    for other in [
        json!({"share": [0.5, null]}),
        json!({"share": [0.5], "by": "state"}),
        json!({"share": [0.5, 0.0], "by": "state"}),
        json!({"share": [0.5 + 1e-15, null], "by": "state"}),
        json!({"share": "0.5", "by": "state"}),
    ] {
        assert_eq!(differences(&other, &expected, exact).len(), 1, "{other}");
    }
    let near = vector::Tolerance { relative: 1e-9, absolute: 0.0 };
    assert!(differences(&json!(1.0 + 1e-10), &json!(1.0), near).is_empty());
    assert_eq!(differences(&json!(1.0 + 1e-8), &json!(1.0), near).len(), 1);
}
