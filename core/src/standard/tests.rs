#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]
mod ahead;
mod brief;
pub(super) mod completion;
mod hostile;
mod shipped;
mod unknown;

use jiff::civil::date;

use super::*;

/// A standard that asks for this.
fn standard(requirement: &serde_json::Value) -> Standard {
    let document = serde_json::json!({"format": "peerpath/standard/1", "id": "x", "version": "1",
        "title": "X", "credential": "c", "requirement": requirement});
    Standard::from_json(&document.to_string()).unwrap()
}

/// The dossier of DESIGN §4.2 under the standard of §4.1, by the text.
fn example() -> (Standard, Dossier) {
    let standard = Standard::from_json(
        r#"{ "format": "peerpath/standard/1",
  "id": "us-xx/cpss", "version": "2025-07", "title": "Certified Peer Support Specialist",
  "jurisdiction": "US-XX", "credential": "CPSS", "population": ["mental-health"],
  "effective": {"from": "2025-07-01", "until": null, "selected_by": "application"},
  "verified": {"on": "2026-11-21", "confidence": "found"},
  "sources": [{"id": "s1", "title": "Rule 7", "url": "https://example.org/7", "year": 2025}],
  "requirement": {"id": "all", "cite": "s1", "all": [
     {"id": "age", "title": "At least 18", "age": {"at_least": 18}},
     {"id": "lived", "attest": {"statement": "lived-experience"}},
     {"id": "training", "hours": {"of": "training", "at_least": 60, "within": "P2Y",
        "parts": [{"where": {"approved": true}, "at_least": 40},
                  {"where": {"topic": "children-and-families"}, "at_most": 8}]}},
     {"id": "schooling", "any": [
        {"id": "school", "education": {"at_least": "secondary"}},
        {"id": "waiver", "document": {"kind": "education-waiver"}}]},
     {"id": "references", "references": {"count": 2}},
     {"id": "rehabilitated", "decide": {"by": "board", "about": "rehabilitation"}}]} }"#,
    )
    .unwrap();
    let dossier = Dossier::from_json(r#"{ "format": "peerpath/dossier/1", "person": "p-17", "born": "1988-05-02",
  "events": [{"kind": "application", "on": "2026-10-01"}],
  "attestations": [{"id": "e1", "statement": "lived-experience", "on": "2026-10-01", "holds": true, "proof": "self"}],
  "education": [{"id": "e0", "level": "secondary", "on": "2006-06-10"}],
  "hours": [
     {"id": "e2", "of": "training", "amount": 20, "from": "2024-10-28", "to": "2024-10-30", "topics": [], "approved": true},
     {"id": "e3", "of": "training", "amount": 44, "from": "2026-03-02", "to": "2026-03-13", "topics": ["ethics"], "approved": true},
     {"id": "e4", "of": "training", "amount": 10, "to": "2026-05-13", "topics": ["children-and-families"], "approved": false},
     {"id": "e9", "of": "training", "amount": 5, "to": "2026-12-01", "topics": ["ethics"], "approved": false}],
  "references": [{"id": "e8", "from": "employer", "known_since": "2023-01-01"}],
  "decisions": [{"id": "e11", "by": "board", "about": "rehabilitation", "outcome": true, "on": "2026-10-20"}],
  "complete": ["hours", "exams"] }"#).unwrap();
    (standard, dossier)
}

#[test]
fn an_explanation_says_it_all() {
    let (standard, dossier) = example();
    let assessment = standard.assess(&dossier, date(2026, 11, 21)).unwrap();
    assert_eq!(assessment.verdict(), Verdict::Unmet);
    let text = assessment.explain();
    for part in [
        "us-xx/cpss 2025-07 for p-17 as of 2026-11-21: UNMET",
        "18 years of age or over: 38 (born 1988-05-02)  [s1]",
        "52 h counted, 8 h missing",
        "e2  0 of 20  training, approved, ended 2024-10-30; left out: before the window",
        "e4  8 of 10  training on children-and-families, not approved, ended 2026-05-13; counts in part",
        "e9  0 of 5  training on ethics, not approved, ended 2026-12-01; left out: after the day",
        "decided in favour by board 2026-10-20 (e11)",
        "Next: training: 8 h more of training; references: record 1 reference more",
        "Rests on an unverified value: none.",
        "[s1] Rule 7 (2025), https://example.org/7",
        "Not legal advice.",
    ] {
        assert!(text.contains(part), "{part} in\n{text}");
    }
}

#[test]
fn the_dict_form_has_the_content_of_the_text() {
    let (standard, dossier) = example();
    let assessment = standard.assess(&dossier, date(2026, 11, 21)).unwrap();
    let text = assessment.explain();
    let report = assessment.report();
    assert!(report.requirement.evidence.is_empty() && report.requirement.children.len() == 6);
    for finding in &report.requirement.children {
        assert!(
            text.contains(&finding.found) && text.contains(&finding.required),
            "{}",
            finding.id
        );
        for evidence in &finding.evidence {
            assert!(text.contains(&evidence.says), "{}", evidence.entry);
            assert!(evidence.reason.as_ref().is_none_or(|reason| text.contains(reason)));
        }
    }
    let dict: serde_json::Value = serde_json::from_str(&assessment.to_json()).unwrap();
    assert_eq!(dict, serde_json::to_value(&report).unwrap());
    assert_eq!(report.unmet, ["training"]);
    assert_eq!(assessment.unmet()[0], report.requirement.children[2]);
    assert_eq!(assessment.requirement("training"), assessment.unmet().pop());
}

#[test]
fn a_document_read_and_written_is_the_same() {
    let (standard, dossier) = example();
    let again = Standard::from_json(&standard.to_json()).unwrap();
    assert_eq!(again.to_json(), standard.to_json());
    let person = Dossier::from_json(&dossier.to_json()).unwrap();
    assert_eq!(person.to_json(), dossier.to_json());
    let day = date(2026, 11, 21);
    let first = standard.assess(&dossier, day).unwrap().to_json();
    assert_eq!(again.assess(&person, day).unwrap().to_json(), first);
}

/// Summaries merged in any order are those of the whole.
#[test]
fn a_summary_can_be_merged() {
    let (standard, dossier) = example();
    let empty = Dossier::from_json(r#"{"format": "peerpath/dossier/1"}"#).unwrap();
    let day = date(2026, 11, 21);
    let whole = standard.summarise([&dossier, &empty, &dossier], day).unwrap();
    assert_eq!((whole.n, whole.met, whole.unmet, whole.unknown), (3, 0, 2, 1));
    assert_eq!(whole.most_unmet()[0].requirement, "training");
    let unknown: Vec<&str> =
        whole.most_unknown().iter().map(|count| count.requirement.as_str()).collect();
    assert_eq!(unknown[0], "references", "of all three");
    let mut left = standard.summarise([&empty], day).unwrap();
    let mut right = standard.summarise([&dossier], day).unwrap();
    right.update(&standard.assess(&dossier, day).unwrap()).unwrap();
    let other = right.clone();
    right.merge(&left).unwrap();
    left.merge(&other).unwrap();
    assert_eq!((&left, &right), (&whole, &whole));
    let later = standard.summarise([&empty], date(2026, 11, 22)).unwrap();
    assert_eq!(left.merge(&later).unwrap_err().code(), crate::Code::Argument);
}
