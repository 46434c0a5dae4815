//! Assessments: one, with its explanation; and a million.
//!
//! `cargo bench -p peerpath-benches --bench assess` takes a million applicants;
//! `PEERPATH_BENCH_PERSONS` another number. With `-- --test`, and in `cargo test --benches`, each
//! part runs once, on a few.
#![allow(missing_docs, reason = "criterion's macros make public items")]
#![allow(clippy::expect_used, reason = "a bench that cannot run should say why and stop")]

use std::hint::black_box;
use std::num::NonZeroUsize;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use jiff::civil::{Date, date};
use peerpath::standard::{AssessManyOptions, Dossiers};
use peerpath::{Dossier, Standard};
use peerpath_benches::{DOSSIER, EIGHT, STANDARD, applicants, lines};

const AS_OF: Date = date(2026, 11, 21);

fn persons() -> u32 {
    let measured = std::env::args().any(|argument| argument == "--bench");
    let smoke = std::env::args().any(|argument| argument == "--test");
    let asked = std::env::var("PEERPATH_BENCH_PERSONS").ok().and_then(|n| n.parse().ok());
    if measured && !smoke { asked.unwrap_or(1_000_000) } else { 1_000 }
}

fn one(criterion: &mut Criterion) {
    let standard = Standard::from_json(STANDARD).expect("standard");
    let dossier = Dossier::from_json(DOSSIER).expect("dossier");
    let mut group = criterion.benchmark_group("assess");
    group.bench_function("assess", |bench| {
        bench.iter(|| standard.assess(black_box(&dossier), AS_OF).expect("assessment"));
    });
    group.bench_function("verdict", |bench| {
        bench.iter(|| standard.verdict(black_box(&dossier), AS_OF).expect("verdict"));
    });
    let assessment = standard.assess(&dossier, AS_OF).expect("assessment");
    group.bench_function("explain", |bench| bench.iter(|| black_box(&assessment).explain()));
    group.bench_function("read dossier", |bench| {
        bench.iter(|| Dossier::from_json(black_box(DOSSIER)).expect("dossier"));
    });
    let eight = Standard::from_json(EIGHT).expect("standard");
    let line = lines(1);
    let applicant = Dossier::from_json(&line).expect("dossier");
    group.bench_function("verdict on eight facts", |bench| {
        bench.iter(|| eight.verdict(black_box(&applicant), AS_OF).expect("verdict"));
    });
    group.finish();
}

fn many(criterion: &mut Criterion) {
    let standard = Standard::from_json(EIGHT).expect("standard");
    let persons = persons();
    let tables = applicants(persons).expect("tables");
    let text = lines(persons / 10);
    let mut group = criterion.benchmark_group("assess many");
    group.sample_size(10);
    for threads in [1, 2] {
        let options = AssessManyOptions {
            threads: NonZeroUsize::new(threads),
            ..AssessManyOptions::default()
        };
        group.throughput(Throughput::Elements(persons.into()));
        group.bench_function(format!("tables, {threads} threads"), |bench| {
            bench.iter(|| {
                let dossiers = Dossiers::from_tables(tables.clone()).expect("dossiers");
                standard.assess_many(dossiers, AS_OF, &options).expect("answers")
            });
        });
        group.throughput(Throughput::Elements((persons / 10).into()));
        group.bench_function(format!("JSON Lines, {threads} threads"), |bench| {
            bench.iter(|| {
                let dossiers = Dossiers::from_json_lines(text.as_bytes());
                standard.assess_many(dossiers, AS_OF, &options).expect("answers")
            });
        });
    }
    group.finish();
}

criterion_group!(benches, one, many);
criterion_main!(benches);
