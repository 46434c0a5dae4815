//! What every shipped document must keep to. What is true of the catalog as it is used is
//! tested through the public interface, in `tests/tests/catalog.rs`.

use std::collections::HashSet;

use serde_json::Value;

use super::*;
use crate::standard::requirement::Rule;

fn all() -> Vec<Standard> {
    shipped().collect()
}

#[test]
fn every_shipped_document_can_be_read() {
    let standards = all();
    let listed = crate::catalog().entries;
    let listed = listed.iter().filter(|entry| entry.kind == crate::CatalogKind::Standard);
    assert_eq!(listed.count(), standards.len());
    for standard in &standards {
        let text = standard.to_json();
        assert_eq!(Standard::from_json(&text).unwrap().to_json(), text);
        let document = standard.document();
        assert!(document.verified.is_some() && !document.gaps.is_empty(), "{standard:?}");
        assert!(standard.requirements().all.len() > 1, "{standard:?}");
    }
}

#[test]
fn every_version_has_a_name_of_its_own_and_one_is_current() {
    let standards = all();
    let mut names = HashSet::new();
    for standard in &standards {
        let name = format!("{}@{}", standard.id(), standard.version());
        assert_eq!(Standard::builtin(&name).unwrap().to_json(), standard.to_json());
        assert!(names.insert(name));
        let current = Standard::builtin(standard.id()).unwrap();
        assert_eq!(current.document().effective.superseded_by, None, "{standard:?}");
        if let Some(later) = &standard.document().effective.superseded_by {
            Standard::builtin(&format!("{}@{later}", standard.id())).unwrap();
        }
    }
}

#[test]
fn every_value_has_a_dated_source() {
    for standard in all() {
        for requirement in &standard.requirements().all {
            let leaf = matches!(requirement.rule, Rule::Leaf(_));
            assert!(!leaf || !requirement.cite.is_empty(), "{standard:?} {}", requirement.id);
        }
        for source in &standard.document().sources {
            assert!(source.year.is_some() || source.dated.is_some(), "{standard:?} {}", source.id);
            assert!(!source.title.is_empty());
        }
    }
}

#[test]
fn a_superseded_version_is_asked_for_by_name() {
    assert_eq!(Standard::builtin("us-nc/cpss").unwrap().version(), "after-2020");
    assert_eq!(Standard::builtin("us-nc/cpss@2020").unwrap().version(), "2020");
    let error = Standard::builtin("us-nc/cpss@1999").unwrap_err();
    assert_eq!(error.code(), crate::Code::UnknownName);
    assert!(error.problems()[0].expected().contains("us-nc/cpss@2020"), "{error}");
}

#[test]
fn an_unverified_value_is_named() {
    let dossier = Dossier::from_json(r#"{"format": "peerpath/dossier/1"}"#).unwrap();
    let virginia = Standard::builtin("us-va/cprs").unwrap();
    let text = virginia.assess(&dossier, date(2026, 11, 21)).unwrap().explain();
    assert!(text.contains("Rests on an unverified value: supervision."), "{text}");
    assert!(text.contains("(unverified)  [s4]"), "{text}");
}

/// The published schema accepts what is shipped, as far as its keys go.
#[test]
fn the_schema_names_every_key_of_the_shipped_documents() {
    let schema = Standard::json_schema();
    let node = &schema["$defs"]["Node"]["properties"];
    for standard in all() {
        let document: Value = serde_json::from_str(&standard.to_json()).unwrap();
        for key in document.as_object().unwrap().keys() {
            assert!(schema["properties"].get(key).is_some(), "{key}");
        }
        for key in document["requirement"].as_object().unwrap().keys() {
            assert!(node.get(key).is_some(), "{key}");
        }
    }
    assert!(Dossier::json_schema()["properties"].get("complete").is_some());
}

/// A source of Tennessee is about a route that its document does not model, and says so under
/// `gaps`.
#[test]
fn every_shipped_document_lints_clean() {
    for standard in shipped() {
        let findings = standard.lint();
        let places: Vec<(LintKind, &str)> =
            findings.iter().map(|finding| (finding.kind, finding.place.as_str())).collect();
        let expected: &[_] = match (standard.id(), standard.version()) {
            ("us-tn/cprs", "2021-2024") => &[(LintKind::UnusedSource, "/sources/1")],
            _ => &[],
        };
        assert_eq!(places, expected, "{standard:?}: {findings:#?}");
    }
}
