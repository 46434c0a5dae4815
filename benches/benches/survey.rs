//! Ten million ratings from Arrow: reading them, coverage by group, comparison of groups.
//!
//! `cargo bench -p peerpath-benches --bench survey` has a million respondents rate ten items;
//! `PEERPATH_BENCH_PERSONS` another number. In `cargo test --benches` each part runs once, on a few.
#![allow(missing_docs, reason = "criterion's macros make public items")]
#![allow(clippy::expect_used, reason = "a bench that cannot run should say why and stop")]

use std::hint::black_box;
use std::sync::Arc;

use arrow_array::builder::StringDictionaryBuilder;
use arrow_array::types::Int8Type;
use arrow_array::{ArrayRef, Int64Array, RecordBatch};
use arrow_schema::{Field, Schema};
use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use peerpath::Table;
use peerpath::competency::{CompareOptions, CoverageOptions, Survey, SurveyColumns};
use peerpath::stats::random::Random;

const ITEMS: usize = 10;

/// Ratings 1 to 5, one in twenty missing, of respondents in four states.
fn ratings(respondents: usize) -> Table {
    let mut random = Random::stream(4, 0);
    let mut columns: Vec<(String, ArrayRef)> = Vec::new();
    for item in 0..ITEMS {
        let ratings = (0..respondents).map(|_| {
            let rating = 1 + (5.0 * random.uniform()) as i64;
            (random.uniform() >= 0.05).then_some(rating)
        });
        columns.push((format!("q{item}"), Arc::new(ratings.collect::<Int64Array>())));
    }
    let mut states = StringDictionaryBuilder::<Int8Type>::new();
    for respondent in 0..respondents {
        states.append_option(["NC", "TN", "VA", "GA"].get(respondent % 4));
    }
    columns.push(("state".to_owned(), Arc::new(states.finish())));
    let field =
        |(name, column): &(String, ArrayRef)| Field::new(name, column.data_type().clone(), true);
    let schema = Arc::new(Schema::new(columns.iter().map(field).collect::<Vec<_>>()));
    let columns = columns.into_iter().map(|(_, column)| column).collect();
    let batch = RecordBatch::try_new(Arc::clone(&schema), columns).expect("columns of one length");
    Table::from_batches(schema, vec![batch]).expect("a table")
}

fn survey(criterion: &mut Criterion) {
    let measured = std::env::args().any(|argument| argument == "--bench");
    let asked = std::env::var("PEERPATH_BENCH_PERSONS").ok().and_then(|n| n.parse().ok());
    let respondents = if measured { asked.unwrap_or(1_000_000) } else { 1_000 };
    let table = ratings(respondents);
    let columns = SurveyColumns {
        items: (0..ITEMS).map(|item| (format!("q{item}"), None)).collect(),
        group: vec!["state".to_owned()],
        ..SurveyColumns::default()
    };
    let by = Some("state".to_owned());
    let coverage = CoverageOptions { by: by.clone(), ..CoverageOptions::default() };
    let compare = CompareOptions { by, ..CompareOptions::default() };
    let mut group = criterion.benchmark_group("survey");
    group.sample_size(10);
    group.throughput(Throughput::Elements((respondents * ITEMS) as u64));
    group.bench_function("read", |bench| {
        bench.iter(|| Survey::from_table(black_box(&table), &columns).expect("a survey"));
    });
    let survey = Survey::from_table(&table, &columns).expect("a survey");
    group.bench_function("coverage", |bench| {
        bench.iter(|| black_box(&survey).coverage(&coverage).expect("coverage"));
    });
    group.bench_function("compare", |bench| {
        bench.iter(|| black_box(&survey).compare(&compare).expect("a comparison"));
    });
    group.bench_function("read, coverage and compare", |bench| {
        bench.iter(|| {
            let survey = Survey::from_table(black_box(&table), &columns).expect("a survey");
            let coverage = survey.coverage(&coverage).expect("coverage");
            (coverage, survey.compare(&compare).expect("a comparison"))
        });
    });
    group.finish();
}

criterion_group!(benches, survey);
criterion_main!(benches);
