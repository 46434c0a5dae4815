//! Aalen–Johansen with standard errors, from a table in memory to the curve.
//!
//! `cargo bench -p peerpath-benches` takes a million persons; `PEERPATH_BENCH_PERSONS` another
//! number. `cargo bench -- --test` and `cargo test --benches` run each part once, on a small
//! table.
#![allow(missing_docs, reason = "criterion's macros make public items")]
#![allow(clippy::expect_used, reason = "a bench that cannot run should say why and stop")]

use std::hint::black_box;

use criterion::{BatchSize, Criterion, criterion_group, criterion_main};
use peerpath::Table;
use peerpath::transition::{
    AalenJohansenOptions, Histories, IntervalColumns, RiskTable, StandardError, SummariseOptions,
};
use peerpath_benches::{Clock, employment};

const TIMES: [f64; 4] = [12.0, 24.0, 36.0, 60.0];

fn persons() -> u32 {
    let measured = std::env::args().any(|argument| argument == "--bench");
    let smoke = std::env::args().any(|argument| argument == "--test");
    let asked = std::env::var("PEERPATH_BENCH_PERSONS").ok().and_then(|n| n.parse().ok());
    if measured && !smoke { asked.unwrap_or(1_000_000) } else { 1_000 }
}

fn read(table: &Table) -> Histories {
    Histories::from_intervals(table, &IntervalColumns::default(), None).expect("histories")
}

fn curve(table: &RiskTable) -> usize {
    let curves = table.aalen_johansen(&AalenJohansenOptions::default()).expect("curves");
    curves.at(&TIMES).expect("probabilities").iter().len()
}

/// Robust errors at thirty-six times over the eleven years of the data, the curve included.
fn robust(histories: &Histories, clock: Clock) -> usize {
    let options =
        AalenJohansenOptions { se: StandardError::Robust, ..AalenJohansenOptions::default() };
    let curves = histories.aalen_johansen(&options).expect("curves");
    let last = if clock == Clock::Days { 132.0 * 30.4375 } else { 132.0 };
    let times: Vec<f64> = (1..=36).map(|part| last * f64::from(part) / 37.0).collect();
    curves.at(&times).expect("probabilities").iter().len()
}

fn aalen_johansen(criterion: &mut Criterion) {
    for (name, clock) in [("days", Clock::Days), ("continuous", Clock::Continuous)] {
        let (schema, batch) = employment(persons(), clock).expect("data");
        let table = Table::from_batches(schema, vec![batch]).expect("table");
        let histories = read(&table);
        let summary = histories.summarise(&SummariseOptions::default()).expect("risk table");
        let mut group = criterion.benchmark_group(format!("aalen_johansen/{name}"));
        group.sample_size(10);
        group.bench_function("read", |bench| {
            bench.iter_batched(|| (), |()| read(black_box(&table)), BatchSize::PerIteration);
        });
        group.bench_function("summarise", |bench| {
            bench.iter(|| black_box(&histories).summarise(&SummariseOptions::default()));
        });
        group.bench_function("curve", |bench| bench.iter(|| curve(black_box(&summary))));
        group.bench_function("all", |bench| {
            bench.iter(|| {
                let histories = read(black_box(&table));
                let summary = histories.summarise(&SummariseOptions::default());
                curve(&summary.expect("risk table"))
            });
        });
        group.bench_function("robust", |bench| bench.iter(|| robust(black_box(&histories), clock)));
        group.finish();
    }
}

criterion_group!(benches, aalen_johansen);
criterion_main!(benches);
