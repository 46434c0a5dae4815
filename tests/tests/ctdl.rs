//! To CTDL and back, over many grown standards and dossiers.

#![allow(clippy::expect_used, clippy::print_stderr, reason = "tests")]

use peerpath::standard::{CtdlOptions, CtdlReadingOptions};
use peerpath::{CatalogKind, Standard};
use peerpath_tests::fuzz;
use proptest::prelude::*;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    /// What comes back gives the same verdict where nothing is lost, and else the same or
    /// unknown.
    #[test]
    fn verdicts_survive_or_become_unknown(bytes in prop::collection::vec(any::<u8>(), 20..400)) {
        prop_assume!(!matches!(bytes.first(), Some(b'{' | b'[')));
        fuzz::ctdl(&bytes);
    }
}

#[test]
fn every_shipped_standard_goes_there_and_back() {
    let standards = peerpath::catalog().entries.into_iter();
    for entry in standards.filter(|entry| entry.kind == CatalogKind::Standard) {
        let name = format!("{}@{}", entry.id, entry.version);
        let standard = Standard::builtin(&name).expect("it is shipped");
        let ctdl = standard.to_ctdl(&CtdlOptions::default()).expect("it is written");
        let text = ctdl.document().to_string();
        let back = Standard::from_ctdl(&text, &CtdlReadingOptions::default()).expect("it is read");
        let lost = ctdl.lost().iter().filter(|lost| lost.bears_on_verdict);
        eprintln!("{name}: {} lost, {} not understood", lost.count(), back.not_understood_count());
        for rest in back.not_understood() {
            eprintln!("    {} {}", rest.pointer, rest.found);
        }
        assert_eq!(
            (back.standard().id(), back.standard().version()),
            (standard.id(), standard.version())
        );
        assert_eq!(back.standard().title(), standard.title());
    }
}
