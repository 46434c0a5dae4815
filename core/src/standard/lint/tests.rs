#![allow(clippy::unwrap_used, reason = "tests")]
use proptest::prelude::*;
use serde_json::{Value, json};

use super::*;

/// The findings on a requirement, as kind and place.
fn found(requirement: &Value) -> Vec<(LintKind, String)> {
    let document = json!({"format": "peerpath/standard/1", "id": "x", "version": "1",
        "title": "X", "sources": [{"id": "s", "title": "S", "year": 2026}],
        "verified": {"on": "2026-01-01", "confidence": "found"}, "requirement": requirement});
    let findings = Standard::lint_document(&document.to_string()).into_iter();
    findings.map(|finding| (finding.kind, finding.place)).collect()
}

fn all(parts: &Value) -> Value {
    json!({"id": "all", "cite": "s", "all": parts})
}

fn check(requirement: &Value, expected: &[(LintKind, &str)]) {
    let expected: Vec<(LintKind, String)> =
        expected.iter().map(|&(kind, place)| (kind, place.to_owned())).collect();
    assert_eq!(found(requirement), expected, "{requirement:#}");
}

fn exam(id: &str, name: &str) -> Value {
    json!({"id": id, "exam": {"name": name}})
}

#[test]
fn a_sound_requirement_has_no_finding() {
    let parts = json!([
        {"id": "age", "age": {"at_least": 18}},
        {"id": "school", "any": [exam("a", "ged"), {"id": "b", "education": {"at_least": "secondary"}}]},
        {"id": "adult", "when": {"if": {"id": "old", "age": {"at_least": 21}},
            "then": exam("c", "c"), "else": exam("d", "d")}},
        {"id": "training", "hours": {"of": "training", "at_least": 60, "at_most": 100, "parts": [
            {"where": {"topic": "ethics"}, "at_least": 10, "at_most": 20},
            {"where": {"mode": "online"}, "at_most": 30}]}}]);
    check(&all(&parts), &[]);
}

#[test]
fn branches_that_decide_nothing_are_found() {
    let (a, b) = (exam("a", "a"), exam("b", "b"));
    let not_a = json!({"id": "not-a", "not": exam("a2", "a")});
    let place = "/requirement";
    check(&all(&json!([a, b, not_a])), &[(LintKind::NeverMet, place)]);
    check(&json!({"id": "any", "cite": "s", "any": [a, not_a]}), &[(LintKind::AlwaysMet, place)]);
    check(&all(&json!([a, b, exam("again", "a")])), &[(LintKind::Duplicate, "/requirement/all/2")]);
    let either = json!({"id": "either", "any": [exam("a3", "a"), exam("b3", "b")]});
    check(&all(&json!([a, either])), &[(LintKind::Redundant, "/requirement/all/1")]);
    let any = json!({"id": "any", "cite": "s", "any": [a,
        {"id": "both", "all": [exam("a4", "a"), b]}]});
    check(&any, &[(LintKind::Redundant, "/requirement/any/1")]);
    let refer = json!({"id": "same", "refer": "a"});
    check(&all(&json!([a, refer])), &[(LintKind::Duplicate, "/requirement/all/1")]);
    let two = json!({"id": "two", "cite": "s", "at_least": {"count": 1, "of": [a, b, not_a]}});
    check(&two, &[(LintKind::AlwaysMet, place)]);
}

#[test]
fn branches_that_are_never_chosen_are_found() {
    let young = |id: &str| json!({"id": id, "age": {"at_most": 17}});
    let inner = json!({"id": "inner", "when": {"if": {"id": "adult", "age": {"at_least": 18}},
        "then": exam("a", "a"), "else": exam("b", "b")}});
    let outer = json!({"id": "outer", "cite": "s", "when": {"if": young("young"), "then": inner}});
    check(&outer, &[(LintKind::Unreachable, "/requirement/when/then/when/then")]);
    let mut applies = exam("a", "a");
    applies["applies"] = json!({"id": "adult", "age": {"at_least": 18}});
    let outer = json!({"id": "outer", "cite": "s", "when": {"if": young("young"),
        "then": exam("b", "b"), "else": {"id": "else", "any": [applies, exam("c", "c")]}}});
    check(&outer, &[]);
    let settled = json!({"id": "when", "cite": "s", "when": {
        "if": {"id": "born", "age": {"at_least": 0}}, "then": exam("a", "a"), "else": exam("b", "b")}});
    check(
        &settled,
        &[
            (LintKind::Unreachable, "/requirement/when/else"),
            (LintKind::AlwaysMet, "/requirement/when/if"),
        ],
    );
}

#[test]
fn bounds_that_contradict_each_other_are_found() {
    let hours = |rule: Value| {
        let mut rule = rule;
        rule["of"] = json!("training");
        json!({"id": "h", "cite": "s", "hours": rule})
    };
    let contradictory =
        |path: &str| [(LintKind::ContradictoryBounds, format!("/requirement/{path}"))];
    let part = |mode: &str, least: u32| json!({"where": {"mode": mode}, "at_least": least});
    let cases = [
        (json!({"at_most": 20, "parts": [part("online", 30)]}), "hours/parts/0/at_least"),
        (
            json!({"at_most": 20, "parts": [part("online", 15), part("in-person", 10)]}),
            "hours/parts",
        ),
        (
            json!({"at_least": 20, "parts": [{"where": {"of": "training"}, "at_most": 10}]}),
            "hours/parts/0/at_most",
        ),
        (
            json!({"parts": [{"where": {"topic": "a"}, "at_most": 10},
            {"where": {"topic": "a", "mode": "online"}, "at_least": 11}]}),
            "hours/parts/1/at_least",
        ),
        (
            json!({"at_most": 20, "buckets": [part("online", 15), part("in-person", 10)]}),
            "hours/buckets",
        ),
    ];
    for (rule, path) in cases {
        assert_eq!(found(&hours(rule)), contradictory(path));
    }
    let within = json!({"of": "recovery", "at_least": "P2Y", "within": "P1Y"});
    let requirement = json!({"id": "d", "cite": "s", "duration": within});
    assert_eq!(found(&requirement), contradictory("duration/at_least"));
    let ages = json!([{"id": "a", "age": {"at_least": 21}}, {"id": "b", "age": {"at_most": 20}}]);
    check(&all(&ages), &[(LintKind::NeverMet, "/requirement")]);
    let empty =
        json!({"at_least": 9, "where": {"mode": "online"}, "parts": [part("in-person", 5)]});
    check(&hours(empty), &[(LintKind::EmptyPart, "/requirement/hours/parts/0/where/mode")]);
    let idle = json!({"at_least": 9, "within": "P1Y", "parts": [
        {"where": {"mode": "online"}, "within": "P2Y", "at_least": 5}]});
    check(&hours(idle), &[(LintKind::IdleBound, "/requirement/hours/parts/0/within")]);
}

#[test]
fn what_the_reader_refuses_is_found_too() {
    let parts = json!([
        {"id": "a", "refer": "nobody"},
        {"id": "b", "refer": "c"},
        {"id": "c", "all": [{"id": "d", "refer": "b"}]},
        {"id": "e", "cite": "t", "age": {"at_leest": 18}},
        {"id": "f"}]);
    let findings = found(&all(&parts));
    for (kind, place) in [
        (LintKind::DanglingReference, "/requirement/all/0/refer"),
        (LintKind::Circle, "/requirement/all/1/refer"),
        (LintKind::Circle, "/requirement/all/2/all/0/refer"),
        (LintKind::DanglingCitation, "/requirement/all/3/cite"),
        (LintKind::Unreadable, "/requirement/all/3/age/at_leest"),
    ] {
        assert!(findings.contains(&(kind, place.to_owned())), "{place} in {findings:?}");
    }
    let findings = Standard::lint_document("{\"format\": ");
    assert_eq!(findings.len(), 1);
    assert_eq!((findings[0].kind, findings[0].severity), (LintKind::Unreadable, Severity::Error));
    assert!(
        Standard::lint_document("[]").iter().all(|finding| finding.kind == LintKind::Unreadable)
    );
}

#[test]
fn names_and_sources_are_looked_at() {
    let document = json!({"format": "peerpath/standard/1", "id": "US/Cpss", "version": "1",
        "title": "X", "sources": [{"id": "s", "title": "S", "year": 2026}],
        "requirement": {"id": "all", "all": [
            {"id": "Ethics_1", "hours": {"of": "training", "at_least": 1, "where": {"topic": "ethics"}}},
            {"id": "ethics-2", "confidence": "found", "hours": {"of": "training", "at_least": 1,
                "where": {"topic": ["Ethic", "samhsa-2015/I.1", "samhsa-2015/II.1"]}}}]}});
    let standard = Standard::from_json(&document.to_string()).unwrap();
    let findings: Vec<(LintKind, String)> =
        standard.lint().into_iter().map(|finding| (finding.kind, finding.place)).collect();
    let expected = [
        (LintKind::IdForm, "/id"),
        (LintKind::Uncited, "/requirement/all/0"),
        (LintKind::IdForm, "/requirement/all/0/id"),
        (LintKind::FoundWithoutSource, "/requirement/all/1"),
        (LintKind::SimilarNames, "/requirement/all/1/hours/where/topic/0"),
        (LintKind::GapsUnsaid, "/gaps"),
        (LintKind::UnusedSource, "/sources/0"),
    ];
    assert_eq!(findings, expected.map(|(kind, place)| (kind, place.to_owned())));
}

/// What only the life cycle cites is cited.
#[test]
fn a_source_of_the_life_cycle_is_used() {
    let mut document = json!({"format": "peerpath/standard/1", "id": "us-xx/x", "version": "1",
        "title": "X", "sources": [{"id": "s", "title": "S", "year": 2026},
            {"id": "t", "title": "T", "year": 2026}],
        "requirement": {"id": "all", "cite": "s", "exam": {"name": "e"}},
        "life_cycle": {"cite": ["s", "t"], "renew_every": "P2Y"}});
    let places = |document: &Value| -> Vec<String> {
        let findings = Standard::lint_document(&document.to_string());
        let unused = findings.iter().filter(|finding| finding.kind == LintKind::UnusedSource);
        unused.map(|finding| finding.place.clone()).collect()
    };
    assert!(places(&document).is_empty());
    document["life_cycle"]["cite"] = json!("s");
    assert_eq!(places(&document), ["/sources/1"]);
}

/// Documents of any size are looked at in bounded time.
#[test]
fn large_documents_end() {
    let leaves: Vec<Value> = (0..3000).map(|index| exam(&format!("e{index}"), "a")).collect();
    assert_eq!(found(&all(&json!(leaves))).len(), MOST_DUPLICATES);
    let chain: Vec<Value> = (0..2000)
        .map(
            |index| json!({"id": format!("r{index}"), "refer": format!("r{}", (index + 1) % 2000)}),
        )
        .collect();
    assert!(found(&all(&json!(chain))).iter().any(|(kind, _)| *kind == LintKind::Circle));
    let mut deep = exam("e", "e");
    for depth in 0..50 {
        deep = json!({"id": format!("d{depth}"), "all": [deep]});
    }
    assert!(found(&deep).iter().any(|(kind, _)| *kind == LintKind::Unreadable));
}

/// Of the siblings that are held against each other all but one repeat it.
const MOST_DUPLICATES: usize = 47;

/// A requirement over four rules, as its shape says.
fn shaped(shape: &[u8], depth: usize, ids: &mut usize) -> (Value, usize) {
    *ids += 1;
    let id = format!("n{ids}");
    let Some((&kind, mut rest)) = shape.split_first() else { return (exam(&id, "a"), 0) };
    let mut used = 1;
    let mut part = |ids: &mut usize| {
        let (value, more) = shaped(rest, depth.saturating_sub(1), ids);
        rest = &rest[more..];
        used += more;
        value
    };
    let value = match kind % if depth == 0 { 4 } else { 9 } {
        leaf @ 0..4 => exam(&id, ["a", "b", "c", "d"][usize::from(leaf)]),
        4 => json!({"id": id, "all": [part(ids), part(ids)]}),
        5 => json!({"id": id, "any": [part(ids), part(ids)]}),
        6 => json!({"id": id, "at_least": {"count": 2, "of": [part(ids), part(ids), part(ids)]}}),
        7 => json!({"id": id, "not": part(ids)}),
        _ => json!({"id": id, "when": {"if": part(ids), "then": part(ids), "else": part(ids)}}),
    };
    (value, used)
}

fn holds(node: &Value, facts: u8) -> bool {
    let each = |key: &str| -> Vec<bool> {
        node[key].as_array().unwrap().iter().map(|part| holds(part, facts)).collect()
    };
    let (rule, value) = node.as_object().unwrap().iter().find(|(key, _)| *key != "id").unwrap();
    match rule.as_str() {
        "exam" => facts >> (value["name"].as_str().unwrap().as_bytes()[0] - b'a') & 1 == 1,
        "all" => each("all").iter().all(|&holds| holds),
        "any" => each("any").iter().any(|&holds| holds),
        "not" => !holds(value, facts),
        "at_least" => {
            value["of"].as_array().unwrap().iter().filter(|part| holds(part, facts)).count() >= 2
        }
        _ if holds(&value["if"], facts) => holds(&value["then"], facts),
        _ => holds(&value["else"], facts),
    }
}

proptest! {
    /// What is said to be met or unmet whatever the facts is so, and the whole is told where it is.
    #[test]
    fn settled_requirements_are_settled(shape in prop::collection::vec(any::<u8>(), 0..30)) {
        let (requirement, _) = shaped(&shape, 3, &mut 0);
        let document = json!({"requirement": requirement});
        let findings = look(&document, None);
        for finding in &findings {
            let expected = match finding.kind {
                LintKind::AlwaysMet => true,
                LintKind::NeverMet => false,
                _ => continue,
            };
            let node = document.pointer(&finding.place).unwrap();
            prop_assert!((0..16).all(|facts| holds(node, facts) == expected), "{}", document);
        }
        let mut outcomes = (0..16).map(|facts| holds(&requirement, facts));
        let first = outcomes.next();
        if outcomes.all(|outcome| Some(outcome) == first) {
            let told = [LintKind::AlwaysMet, LintKind::NeverMet];
            prop_assert!(findings.iter().any(|finding| told.contains(&finding.kind)), "{}", document);
        }
    }
}
