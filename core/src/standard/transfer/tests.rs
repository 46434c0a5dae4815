#![allow(clippy::unwrap_used, reason = "tests")]

use jiff::civil::date;

use super::*;

const TODAY: Date = date(2026, 11, 21);

fn standard(requirement: &str) -> Standard {
    Standard::from_json(&format!(
        r#"{{"format": "peerpath/standard/1", "id": "us-yy/cps", "version": "1", "title": "T", "requirement": {requirement}}}"#
    ))
    .unwrap()
}

fn dossier(sections: &str) -> Dossier {
    Dossier::from_json(&format!(r#"{{"format": "peerpath/dossier/1", {sections}}}"#)).unwrap()
}

const HELD: &str = r#""credentials": [{"id": "c1", "credential": "us-nc/cpss", "issued": "2025-01-01", "status": "active"}]"#;

fn carolina() -> Standard {
    Standard::builtin("us-nc/cpss").unwrap()
}

#[test]
fn a_credential_does_not_turn_what_is_unknown_into_met() {
    let target = standard(
        r#"{"id": "all", "all": [
        {"id": "t", "hours": {"of": "training", "at_least": 60}},
        {"id": "w", "hours": {"of": "work", "at_least": 100}},
        {"id": "school", "education": {"at_least": "secondary"}}]}"#,
    );
    let who = dossier(&format!(r#"{HELD}, "education": [{{"id": "s", "level": "bachelor"}}]"#));
    let transfer = carolina().transfer(&target, &who, TODAY).unwrap();
    let statuses: Vec<&str> = transfer.items.iter().map(|item| item.status.name()).collect();
    assert_eq!(statuses, ["shown-once", "unknown", "met-as"]);
    assert_eq!(transfer.verdict, Verdict::Unknown);
    assert_eq!(transfer.items[0].certified_as[0].id, "training");
    assert_eq!(transfer.items[2].already_met_as[0].id, "schooling");
    assert!(transfer.notes[0].contains("a gap in the document"));
}

#[test]
fn a_lapsed_credential_shows_nothing() {
    let target = standard(r#"{"id": "t", "hours": {"of": "training", "at_least": 60}}"#);
    let who = dossier(
        r#""credentials": [{"credential": "NCCPSS", "status": "active", "expires": "2026-01-01"}]"#,
    );
    let transfer = carolina().transfer(&target, &who, TODAY).unwrap();
    assert_eq!(transfer.items[0].status, TransferStatus::Unknown);
    assert!(transfer.items[0].certified_as.is_empty());
}

#[test]
fn routes_say_what_a_credential_replaces_and_what_more_is_needed() {
    let target = standard(
        r#"{"id": "all", "all": [
        {"id": "entry", "any": [
            {"id": "full", "hours": {"of": "training", "at_least": 80}},
            {"id": "endorsed", "all": [{"id": "held", "holds": {"credential": ["us-nc/cpss", "us-va/cprs"]}},
                {"id": "equal", "decide": {"by": "board", "about": "equivalence"}}]},
            {"id": "tested", "all": [{"id": "held-too", "holds": {"credential": "NCCPSS"}},
                {"id": "exam", "exam": {}}]}]},
        {"id": "consortium", "holds": {"credential": "icrc-pr"}}]}"#,
    );
    let who = dossier(&format!(r#"{HELD}, "complete": ["exams", "hours", "credentials"]"#));
    let transfer = carolina().transfer(&target, &who, TODAY).unwrap();
    let routes: Vec<String> = transfer
        .routes
        .iter()
        .map(|route| {
            format!(
                "{} {} {} {}",
                route.requirement.id,
                route.kind.name(),
                route.for_holders,
                route.verdict
            )
        })
        .collect();
    assert_eq!(
        routes,
        [
            "endorsed endorsement true unknown",
            "tested with-conditions true unmet",
            "consortium prerequisite false unmet",
        ]
    );
    assert_eq!(transfer.routes[0].instead_of[0].id, "full");
    assert_eq!(transfer.routes[0].still_needed, ["equal: ask `board` to decide on `equivalence`"]);
    assert!(!transfer.notes.iter().any(|note| note.contains("a gap in the document")));
    assert!(transfer.explain().contains("Route endorsed (endorsement)"), "{transfer}");
}
