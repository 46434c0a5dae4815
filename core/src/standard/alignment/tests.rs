#![allow(clippy::unwrap_used, reason = "tests")]

use super::*;

fn status(requirement: &str, criterion: &str) -> &'static str {
    let standard = Standard::from_json(&format!(
        r#"{{"format": "peerpath/standard/1", "id": "x", "version": "1", "title": "T", "requirement": {requirement}}}"#
    ))
    .unwrap();
    let alignment = alignment(&[standard], "samhsa-2023").unwrap();
    alignment.rows.iter().find(|row| row.criterion == criterion).unwrap().status.name()
}

#[test]
fn a_range_is_met_inside_and_at_its_ends() {
    for (hours, expected) in [(39, "short"), (40, "met"), (60, "met"), (61, "exceeded")] {
        let rule = format!(r#"{{"id": "t", "hours": {{"of": "training", "at_least": {hours}}}}}"#);
        assert_eq!(status(&rule, "MS2.a"), expected, "{hours} h");
    }
    let approved = r#"{"id": "t", "hours": {"of": "training", "at_least": 46, "within": "P2Y", "where": {"approved": true}}}"#;
    assert_eq!(status(approved, "MS2.a"), "met");
}

#[test]
fn a_greatest_amount_alone_and_what_is_not_to_be_asked() {
    let work =
        |hours: u16| format!(r#"{{"id": "w", "hours": {{"of": "work", "at_least": {hours}}}}}"#);
    assert_eq!(status(&work(120), "MS5.a"), "met");
    assert_eq!(status(&work(500), "MS5.a"), "exceeded");
    assert_eq!(status(&work(500), "MS2.a"), "silent");
    let school = r#"{"id": "s", "any": [{"id": "e", "education": {"at_least": "secondary"}}, {"id": "w", "document": {"kind": "waiver"}}]}"#;
    assert_eq!(status(school, "MS4.a"), "exceeded");
    assert_eq!(status(school, "MS7.c"), "silent");
    let check = r#"{"id": "c", "screening": {"kind": "abuse-registry", "bars": []}}"#;
    assert_eq!(status(check, "MS6.b"), "exceeded");
}

#[test]
fn lived_experience_by_own_statement_is_met_and_by_more_proof_exceeded() {
    let lived = |proof: &str| {
        format!(
            r#"{{"id": "l", "attest": {{"statement": "lived-experience", "proof": "{proof}"}}}}"#
        )
    };
    assert_eq!(status(&lived("self"), "MS1.a"), "met");
    assert_eq!(status(&lived("professional"), "MS1.a"), "exceeded");
    assert_eq!(status(r#"{"id": "e", "document": {"kind": "code-of-ethics"}}"#, "MS9.a"), "met");
}

#[test]
fn the_whole_catalog_aligns_in_one_table() {
    let alignment = alignment(&[], "samhsa-2023").unwrap();
    let standards: Vec<&str> = alignment.rows.iter().map(|row| row.standard.as_str()).collect();
    assert!(standards.contains(&"us-nc/cpss") && !standards.contains(&"samhsa-2023"));
    for row in &alignment.rows {
        assert_eq!(row.status == AlignmentStatus::Silent, row.theirs.is_none(), "{row:?}");
        assert_eq!(row.confidence.is_some(), row.theirs.is_some());
    }
}

#[cfg(feature = "arrow")]
#[test]
fn the_wide_table_has_a_cell_for_every_row_of_the_long() {
    let alignment = alignment(&[], "samhsa-2023").unwrap();
    let wide = alignment.to_wide_table().unwrap();
    assert_eq!(wide.row_count() * (wide.schema().fields().len() - 2), alignment.rows.len());
}

#[test]
fn a_model_that_is_not_there_is_refused() {
    let error = alignment(&[], "nowhere-2020").unwrap_err();
    assert_eq!(error.code(), crate::Code::UnknownName);
}
