#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]
use jiff::civil::date;

use super::*;

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
fn every_shipped_document_can_be_read() {
    assert_eq!(catalog().entries.len(), 6);
    for entry in catalog().entries {
        assert!(!entry.sources.is_empty() && entry.requirements > 0, "{}", entry.id);
    }
}
