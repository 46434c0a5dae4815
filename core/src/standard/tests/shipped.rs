//! What every shipped document must keep to.

use serde_json::Value;

use super::*;
use crate::standard::requirement::Rule;

fn shipped() -> Vec<Standard> {
    let entries = catalog().entries.into_iter();
    entries
        .map(|entry| Standard::builtin(&format!("{}@{}", entry.id, entry.version)).unwrap())
        .collect()
}

#[test]
fn every_shipped_document_can_be_read() {
    assert_eq!(catalog().entries.len(), 6);
    assert_eq!(shipped().len(), 6);
    for entry in catalog().entries {
        assert!(Standard::builtin(&entry.id).unwrap().requirements().all.len() > 1);
        assert!(entry.verified_on.is_some() && !entry.gaps.is_empty(), "{}", entry.id);
        assert_eq!(entry.found + entry.unverified, entry.requirements);
    }
}

#[test]
fn every_value_has_a_dated_source() {
    for standard in shipped() {
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
    for standard in shipped() {
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
