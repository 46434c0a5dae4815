//! Regressions of hazards: Cox with ten covariates, with and without robust errors, and Fine and
//! Gray with two.
//!
//! `cargo bench -p peerpath-benches --bench hazards` takes a million persons for Cox and a tenth
//! for Fine and Gray; `PEERPATH_BENCH_PERSONS` another number. `cargo bench -- --test` runs each
//! part once, on few persons.
#![allow(missing_docs, reason = "criterion's macros make public items")]
#![allow(clippy::expect_used, reason = "a bench that cannot run should say why and stop")]

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use peerpath::transition::{CoxOptions, FineGrayOptions, Names, Term};
use peerpath_benches::seekers;

fn persons() -> u32 {
    let measured = std::env::args().any(|argument| argument == "--bench");
    let smoke = std::env::args().any(|argument| argument == "--test");
    let asked = std::env::var("PEERPATH_BENCH_PERSONS").ok().and_then(|n| n.parse().ok());
    if measured && !smoke { asked.unwrap_or(1_000_000) } else { 1_000 }
}

fn covariates(count: usize) -> Vec<Term> {
    (1..=count).map(|number| Term::from(format!("x{number}").as_str())).collect()
}

fn cox(criterion: &mut Criterion) {
    let histories = seekers(persons(), false).expect("histories");
    let mut group = criterion.benchmark_group("cox");
    group.sample_size(10);
    for (name, robust) in [("efron", false), ("efron_robust", true)] {
        let options = CoxOptions {
            transitions: Some(Names::One("seeking -> peer-job".to_owned())),
            covariates: covariates(10),
            robust: Some(robust),
            ..CoxOptions::default()
        };
        group.bench_function(name, |bench| bench.iter(|| black_box(&histories).cox(&options)));
    }
    group.finish();
}

fn fine_gray(criterion: &mut Criterion) {
    let histories = seekers((persons() / 10).max(100), true).expect("histories");
    let mut group = criterion.benchmark_group("fine_gray");
    group.sample_size(10);
    let options = FineGrayOptions {
        transition: "seeking -> peer-job".to_owned(),
        covariates: covariates(2),
        ..FineGrayOptions::default()
    };
    group
        .bench_function("robust", |bench| bench.iter(|| black_box(&histories).fine_gray(&options)));
    group.finish();
}

criterion_group!(benches, cox, fine_gray);
criterion_main!(benches);
