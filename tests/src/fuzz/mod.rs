//! Fuzz targets: what must hold of any input.
//!
//! Each is a function of bytes. The crate in `fuzz/` gives them to libFuzzer; the test
//! `corpus` runs the committed corpus through them with every other test. A target fails by
//! panicking.

#![allow(clippy::panic, clippy::expect_used, reason = "a target fails by panicking")]

mod grown;

use jiff::civil::{Date, date};
use peerpath::competency::CaseOptions;
use peerpath::standard::{CtdlOptions, CtdlReadingOptions, OpenBadgeOptions, Section};
use peerpath::{Code, Dossier, Framework, Standard, Table, Verdict};
use serde_json::Value;

use grown::Seed;

/// A target: a function of bytes.
pub type Target = fn(&[u8]);

/// Every target, by the name of its folder under `fuzz/corpus/`.
pub const TARGETS: &[(&str, Target)] = &[
    ("assess", assess),
    ("case", case),
    ("ctdl", ctdl),
    ("dossier", dossier),
    ("open_badge", open_badge),
    ("standard", standard),
    ("table_csv", table_csv),
    ("table_json", table_json),
];

/// A standard is refused, or reads back the same from what it writes.
pub fn standard(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    if let Ok(standard) = Standard::from_json(text) {
        let written = standard.to_json();
        let again = Standard::from_json(&written).expect("what was written is read");
        assert_eq!(again.to_json(), written);
    }
}

/// A CASE package is refused, or what is written of the framework reads back without a repair.
pub fn case(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    if let Ok(reading) = Framework::from_case(text, Some("read")) {
        let written = reading.framework().to_case(&CaseOptions::default()).expect("it is written");
        let again = Framework::from_case(&written.to_json(), Some("read"));
        assert_eq!(again.expect("what was written is read").repairs(), []);
    }
}

/// A dossier is refused, or reads back the same from what it writes.
pub fn dossier(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    if let Ok(dossier) = Dossier::from_json(text) {
        let written = dossier.to_json();
        let again = Dossier::from_json(&written).expect("what was written is read");
        assert_eq!(again.to_json(), written);
    }
}

/// A standard, a dossier and a day grown from the bytes; `None` where a document is refused.
fn grown_case(data: &[u8]) -> Option<(Standard, Dossier, Date)> {
    let mut seed = Seed::new(data);
    let standard = seed.document(grown::standard_schema());
    let dossier = seed.document(grown::dossier_schema());
    let as_of = date(2026, 1, 1).saturating_add(jiff::Span::new().days(seed.below(1000)));
    let standard = Standard::from_json(&standard.to_string()).ok()?;
    Some((standard, Dossier::from_json(&dossier.to_string()).ok()?, as_of))
}

/// A standard and a dossier grown from the bytes by their schemas are refused, or assessed:
/// the assessment explains itself, and the same once more.
pub fn assess(data: &[u8]) {
    let Some((standard, dossier, as_of)) = grown_case(data) else { return };
    let assessment = match standard.assess(&dossier, as_of) {
        Ok(assessment) => assessment,
        Err(error) => return assert_eq!(error.code(), Code::NotInForce),
    };
    let report: Value = serde_json::from_str(&assessment.to_json()).expect("a report is JSON");
    assert_eq!(report.get("verdict").and_then(Value::as_str), Some(assessment.verdict().name()));
    assert!(!assessment.explain().is_empty());
    let questions = report.get("questions").and_then(Value::as_array).map_or(0, Vec::len);
    assert!(assessment.verdict() != Verdict::Unknown || questions > 0, "unknown, and no question");
    let again = standard.assess(&dossier, as_of).expect("it was assessed before");
    assert_eq!(again.to_json(), assessment.to_json());
    let verdict = standard.verdict(&dossier, as_of).expect("it was assessed before");
    assert_eq!(verdict, assessment.verdict(), "without an explanation");
}

/// A CTDL document is refused or read; what the bytes grow as a standard comes back from CTDL
/// with the same verdict where nothing is lost, and else with the same or unknown.
pub fn ctdl(data: &[u8]) {
    if let Some(text) = std::str::from_utf8(data).ok().filter(|text| text.starts_with(['{', '['])) {
        let reading = Standard::from_ctdl(text, &CtdlReadingOptions::default());
        assert!(reading.map_or(true, |reading| !reading.standard().title().is_empty()));
        return;
    }
    let Some((standard, dossier, as_of)) = grown_case(data) else { return };
    let ctdl = standard.to_ctdl(&CtdlOptions::default()).expect("every standard is written");
    let text = ctdl.document().to_string();
    let reading = Standard::from_ctdl(&text, &CtdlReadingOptions::default());
    let reading = reading.expect("what was written is read");
    let (Ok(before), Ok(after)) =
        (standard.assess(&dossier, as_of), reading.standard().assess(&dossier, as_of))
    else {
        return;
    };
    let whole = !ctdl.lost().iter().any(|lost| lost.bears_on_verdict);
    let (before, after) = (before.verdict(), after.verdict());
    assert!(after == before || (!whole && after == Verdict::Unknown), "{before}, then {after}");
}

/// A badge is refused, or its entries make a dossier that reads back the same.
pub fn open_badge(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    let names = [("https://a.example/b".to_owned(), "us-xx/a".to_owned())];
    let options = OpenBadgeOptions {
        achievements: names.into(),
        read_unverified_jwt: true,
        ..OpenBadgeOptions::default()
    };
    let empty = Dossier::from_json(r#"{"format": "peerpath/dossier/1"}"#).expect("it is one");
    if let Ok((with, reading)) = empty.with_open_badge(text, &options) {
        assert_eq!(with.count(Section::Credentials), reading.count());
        assert!(with.to_json().matches("signature not checked").count() >= reading.count());
        let again = Dossier::from_json(&with.to_json()).expect("what was written is read");
        assert_eq!(again.to_json(), with.to_json());
        let (same, none) = with.with_open_badge(text, &options).expect("it was read before");
        assert_eq!((same.to_json(), none.count()), (with.to_json(), 0));
    }
}

/// A table is refused, or writes JSON columns that read back the same.
pub fn table_json(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    if let Ok(table) = Table::from_json(text) {
        let written = table.to_json();
        let again = Table::from_json(&written).expect("what was written is read");
        assert_eq!(again.to_json(), written);
    }
}

/// A table is refused, or has as many rows in every column.
pub fn table_csv(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    if let Ok(table) = Table::from_csv(text) {
        let columns: Value = serde_json::from_str(&table.to_json()).expect("columns are JSON");
        for (name, column) in columns.as_object().into_iter().flatten() {
            assert_eq!(column.as_array().map(Vec::len), Some(table.row_count()), "{name}");
        }
    }
}
