//! The committed corpus of every fuzz target, with every other test.

#![allow(clippy::unwrap_used, clippy::print_stderr, reason = "tests")]

use std::fs;
use std::path::Path;

use peerpath_tests::fuzz::TARGETS;

#[test]
fn every_target_holds_on_its_corpus() {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("../fuzz/corpus");
    for (name, target) in TARGETS {
        let inputs = fs::read_dir(corpus.join(name)).unwrap();
        let mut run = 0;
        for input in inputs.flatten() {
            target(&fs::read(input.path()).unwrap());
            run += 1;
        }
        eprintln!("{run:5} {name}");
        assert!(run > 0, "no corpus for `{name}`");
    }
}
