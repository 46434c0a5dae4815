#![allow(clippy::unwrap_used, reason = "tests")]
use super::*;

fn problems(text: &str) -> Vec<String> {
    let error = Framework::from_json(text).unwrap_err();
    assert_eq!(error.code(), Code::Document);
    error.problems().iter().map(ToString::to_string).collect()
}

#[test]
fn the_shipped_framework_is_whole() {
    let framework = Framework::builtin("samhsa-2015").unwrap();
    let parts: Vec<usize> =
        framework.roots().map(|root| framework.parts(root.id()).count()).collect();
    assert_eq!(parts, [5, 5, 4, 4, 5, 5, 6, 5, 6, 6, 7, 4]);
    assert_eq!(framework.principles().count(), 5);
    let unverified = framework
        .competencies()
        .iter()
        .filter(|competency| competency.confidence() == Some(Confidence::Unverified));
    // The parts of V to XII.
    assert_eq!(unverified.count(), 44);
    for competency in framework.competencies() {
        assert_eq!(
            competency.confidence() == Some(Confidence::Found),
            !competency.cite().is_empty(),
            "{}",
            competency.id()
        );
    }
    assert!(framework.to_string().contains("\n  XII  Grows and develops\n"));
}

#[test]
fn a_document_survives_the_way_out_and_in() {
    let framework = Framework::builtin("samhsa-2015").unwrap();
    let again = Framework::from_json(&framework.to_json()).unwrap();
    assert_eq!(framework.competencies(), again.competencies());
    assert_eq!(framework.to_json(), again.to_json());
}

#[test]
fn every_problem_is_listed() {
    assert_eq!(
        problems(
            r#"{"format": "peerpath/framework/1", "id": "a/b", "version": "1", "title": "t",
            "sources": [{"id": "toolkit", "title": "s"}],
            "competencies": [{"id": "I", "label": "one", "cite": ["tolkit"], "parts": [
                {"id": "I", "label": " "}]}]}"#
        ),
        [
            "/id: found `a/b`, expected an id of letters, digits, `-`, `.` and `_`",
            "/competencies/0/cite/0: found `tolkit`, expected the id of one of `/sources`; \
             did you mean `toolkit`?",
            "/competencies/0/parts/0/id: found `I`, which is also /competencies/0, \
             expected an id that nothing else in the framework has",
            "/competencies/0/parts/0/label: found an empty label, expected a few words",
        ]
    );
    let empty = r#"{"format": "peerpath/framework/1", "id": "a", "version": "1", "title": "t",
        "competencies": []}"#;
    assert_eq!(problems(empty), ["/competencies: found no competency, expected one or more"]);
}

#[test]
fn unknown_names_are_refused_with_a_hint() {
    let error = Framework::builtin("samhsa-2016").unwrap_err();
    assert_eq!(error.code(), Code::UnknownName);
    assert!(error.message().contains("did you mean `samhsa-2015`?"), "{error}");
    let framework = Framework::builtin("samhsa-2015").unwrap();
    assert_eq!(framework.get("I.1").unwrap_err().code(), Code::UnknownName);
}

#[test]
fn depth_is_bounded_by_the_parser() {
    let deep = format!(
        r#"{{"format": "peerpath/framework/1", "id": "a", "version": "1", "title": "t",
        "competencies": {}{}}}"#,
        r#"[{"id": "x", "label": "x", "parts": "#.repeat(5_000),
        "[]".to_owned() + &"}]".repeat(5_000)
    );
    assert_eq!(Framework::from_json(&deep).unwrap_err().code(), Code::Syntax);
}
