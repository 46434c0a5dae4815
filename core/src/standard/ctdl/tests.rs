//! What CTDL documents must hold, and hostile ones.

#![allow(clippy::unwrap_used, reason = "tests")]

use std::time::Instant;

use jiff::civil::date;
use serde_json::{Value, json};

use super::*;
use crate::catalog::{CatalogKind, catalog};
use crate::error::Code;
use crate::standard::{Dossier, Standard, Verdict};

/// What the Credential Registry demands of the classes that are written, beside what only the
/// caller can give (its policy of minimum data, and `required` in its schemas, 2026).
const REQUIRED: &[(&str, &[&str])] = &[
    (
        "ceterms:Certification",
        &[
            "@id",
            "ceterms:ctid",
            "ceterms:name",
            "ceterms:description",
            "ceterms:subjectWebpage",
            "ceterms:credentialStatusType",
            "ceterms:inLanguage",
            "ceterms:ownedBy",
        ],
    ),
    ("ceterms:ConditionProfile", &["ceterms:description"]),
    (
        "ceterms:Pathway",
        &[
            "@id",
            "ceterms:ctid",
            "ceterms:name",
            "ceterms:description",
            "ceterms:ownedBy",
            "ceterms:hasDestinationComponent",
        ],
    ),
    ("ceterms:BasicComponent", &["@id", "ceterms:ctid", "ceterms:name", "ceterms:description"]),
    (
        "ceterms:CredentialComponent",
        &["@id", "ceterms:ctid", "ceterms:name", "ceterms:credentialType"],
    ),
    ("ceterms:ComponentCondition", &["ceterms:name", "ceterms:description"]),
    ("ceterms:Constraint", &["ceterms:leftSource", "ceterms:comparator", "ceterms:rightSource"]),
    ("ceterms:ValueProfile", &["schema:minValue"]),
    ("ceterms:CredentialAlignmentObject", &["ceterms:targetNode"]),
];

fn visit(value: &Value, of: &mut dyn FnMut(&serde_json::Map<String, Value>)) {
    match value {
        Value::Array(values) => values.iter().for_each(|value| visit(value, of)),
        Value::Object(object) => {
            of(object);
            object.values().for_each(|value| visit(value, of));
        }
        _ => {}
    }
}

#[test]
fn whatever_is_written_has_what_the_registry_demands() {
    let options = CtdlOptions {
        webpage: Some("https://example.org/".to_owned()),
        owned_by: Some("https://example.org/board".to_owned()),
        ..CtdlOptions::default()
    };
    let standards = catalog().entries.into_iter();
    for entry in standards.filter(|entry| entry.kind == CatalogKind::Standard) {
        let standard = Standard::builtin(&format!("{}@{}", entry.id, entry.version)).unwrap();
        let ctdl = standard.to_ctdl(&options).unwrap();
        assert_eq!(ctdl.wanting(), []);
        let mut named = std::collections::HashSet::new();
        let mut linked = Vec::new();
        visit(ctdl.document(), &mut |object| {
            let kind = object.get("@type").and_then(Value::as_str);
            // What a condition targets is known only by its name, and so has a blank one.
            let name = object.get("@id").and_then(Value::as_str);
            let blank = name.is_some_and(|name| name.starts_with("_:"));
            let required = REQUIRED.iter().find(|(class, _)| Some(*class) == kind && !blank);
            for term in required.map_or(&[][..], |(_, terms)| terms) {
                assert!(object.contains_key(*term), "{}: {term} of {object:?}", entry.id);
            }
            if let Some(name) = object.get("@id").and_then(Value::as_str) {
                assert!(named.insert(name.to_owned()), "{name} twice");
            }
            if let Some(ctid) = object.get("ceterms:ctid").and_then(Value::as_str) {
                assert!(name::is_ctid(ctid), "{ctid}");
            }
            for term in ["targetComponent", "hasPart", "targetPathway", "targetCredential"] {
                let names = object.get(&format!("ceterms:{term}")).and_then(Value::as_array);
                linked.extend(
                    names.into_iter().flatten().filter_map(Value::as_str).map(str::to_owned),
                );
            }
        });
        for link in linked {
            assert!(named.contains(&link), "{}: {link} is nowhere", entry.id);
        }
    }
}

#[test]
fn what_is_lost_is_said_and_is_all_that_is_lost() {
    let standard = Standard::from_json(
        r#"{"format": "peerpath/standard/1", "id": "us-xx/a", "version": "1", "title": "A",
        "requirement": {"id": "all", "all": [
            {"id": "a", "age": {"at_least": 18}},
            {"id": "h", "hours": {"of": "training", "at_least": 10,
                "parts": [{"where": {"topic": "ethics"}, "at_least": 2}]}},
            {"id": "r", "refer": "a"},
            {"id": "w", "waivable_by": "board", "attest": {"statement": "x"}}]}}"#,
    )
    .unwrap();
    let ctdl = standard.to_ctdl(&CtdlOptions::default()).unwrap();
    let lost: Vec<(&str, &str)> =
        ctdl.lost().iter().map(|lost| (lost.pointer.as_str(), lost.what.as_str())).collect();
    assert_eq!(lost, [("/requirement/all/1", "hours"), ("/requirement/all/3", "attest")]);
    let text = ctdl.document().to_string();
    let reading = Standard::from_ctdl(&text, &CtdlReadingOptions::default()).unwrap();
    assert_eq!(reading.not_understood(), []);
    let dossier = Dossier::from_json(
        r#"{"format": "peerpath/dossier/1", "born": "2015-01-01", "complete": ["attestations"]}"#,
    )
    .unwrap();
    let assessment = reading.standard().assess(&dossier, date(2026, 1, 1)).unwrap();
    assert_eq!(assessment.verdict(), Verdict::Unmet);
}

#[test]
fn words_never_become_rules() {
    let text = json!({
        "@type": "ceterms:Certification", "@id": "x", "ceterms:name": "X",
        "ceterms:requires": {"ceterms:description": "At least 18 years and 40 hours",
            "ceterms:yearsOfExperience": 2, "ceterms:minimumAge": 400}
    })
    .to_string();
    let reading = Standard::from_ctdl(&text, &CtdlReadingOptions::default()).unwrap();
    let written = reading.standard().to_json();
    assert!(written.contains(r#""decide""#) && !written.contains(r#""age""#), "{written}");
    let places: Vec<&str> =
        reading.not_understood().iter().map(|one| one.pointer.as_str()).collect();
    assert_eq!(
        places,
        ["/ceterms:requires/ceterms:yearsOfExperience", "/ceterms:requires/ceterms:minimumAge"]
    );
}

/// A certification whose destination has these conditions.
fn with_conditions(conditions: &Value, more: &[Value]) -> Value {
    let mut graph = vec![
        json!({"@type": "ceterms:Certification", "@id": "c", "ceterms:name": "C"}),
        json!({"@type": "ceterms:Pathway", "@id": "p", "ceterms:hasDestinationComponent": "d"}),
        json!({"@type": "ceterms:CredentialComponent", "@id": "d", "ceterms:proxyFor": "c",
               "ceterms:hasCondition": conditions}),
    ];
    graph.extend_from_slice(more);
    json!({ "@graph": graph })
}

#[test]
fn hostile_documents_end_soon() {
    let start = Instant::now();
    let read = |value: &Value| import::read(value, &CtdlReadingOptions::default());
    for value in [json!(null), json!(7), json!([]), json!({}), json!({"@graph": 7})] {
        assert_eq!(read(&value).unwrap_err().code(), Code::Document);
    }
    let text = "[".repeat(10_000);
    let options = CtdlReadingOptions::default();
    assert_eq!(Standard::from_ctdl(&text, &options).unwrap_err().code(), Code::Syntax);

    // A component that requires itself, and two that require each other.
    let target = |name: &str| json!([{"ceterms:targetComponent": name}]);
    let component = |name: &str, of: &str| json!({"@type": "ceterms:BasicComponent", "@id": name, "ceterms:hasCondition": target(of)});
    let circle = [component("a", "a"), component("b", "e"), component("e", "b")];
    let conditions = json!([{"ceterms:targetComponent": ["a", "b", "e"]}]);
    let reading = read(&with_conditions(&conditions, &circle)).unwrap();
    let written = reading.standard().to_json();
    assert!(written.contains("requires itself"), "{written}");

    // Each condition twice the one before it: two to the 40th of them, were all written out.
    let layers: Vec<Value> = (0..40)
        .map(|layer| {
            let below = format!("l{}", layer + 1);
            json!({"@id": format!("l{layer}"), "ceterms:hasCondition": [below, below]})
        })
        .collect();
    let reading = read(&with_conditions(&json!(["l0", "l0"]), &layers)).unwrap();
    assert!(reading.standard().requirements().all.len() < 40_000);

    // More of one name than there could be, and a number that no rule can have.
    let constraint = json!({"ceterms:leftSource": "urn:peerpath:rule:age.at_least",
        "ceterms:comparator": "compare:GTEQ", "ceterms:rightSource": 1e300});
    let same = json!({"ceterms:name": "same", "ceterms:hasConstraint": constraint});
    let reading = read(&with_conditions(&Value::Array(vec![same; 300]), &[])).unwrap();
    assert!(reading.not_understood_count() > 0);

    let unread =
        json!({"@type": "ceterms:License", "@id": "c", "x": vec![json!({"y": 1}); 200_000]});
    assert_eq!(read(&unread).unwrap().not_understood_count(), 1);
    assert!(start.elapsed().as_secs() < 60, "{:?}", start.elapsed());
}
