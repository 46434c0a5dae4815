//! Latent profiles of 10,000 respondents and 12 items: 1 to 5 classes with 50 starts each.
//! `benches/peers/profiles.py` runs StepMix on the same answers.
#![allow(missing_docs, reason = "criterion's macros make public items")]
#![allow(clippy::expect_used, reason = "a bench that cannot run should say why and stop")]

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use peerpath::Watch;
use peerpath::competency::{ProfilesOptions, Survey, SurveyColumns, SurveyRows, Variances};
use peerpath::stats::random::Random;

/// Ratings 1 to 5 of three classes of respondents.
fn survey(persons: usize, items: usize) -> Survey {
    let mut random = Random::stream(2, 0);
    let mut columns = vec![Vec::with_capacity(persons); items];
    for _person in 0..persons {
        let class = random.weighted(&[0.5, 0.3, 0.2]);
        for (item, column) in columns.iter_mut().enumerate() {
            let mean = [3.9, 2.6, if item % 2 == 0 { 4.2 } else { 1.9 }];
            let mean = mean.get(class).copied().unwrap_or(3.0);
            column.push(Some((mean + 0.9 * random.normal()).round().clamp(1.0, 5.0)));
        }
    }
    let ratings: Vec<_> = (0..items).map(|item| format!("item{item:02}")).zip(columns).collect();
    let items = ratings.iter().map(|(name, _)| (name.clone(), None)).collect();
    let rows = SurveyRows { ratings, ..SurveyRows::default() };
    Survey::from_rows(&rows, &SurveyColumns { items, ..SurveyColumns::default() }).expect("survey")
}

fn profiles(criterion: &mut Criterion) {
    let measured = std::env::args().any(|argument| argument == "--bench");
    let survey = survey(if measured { 10_000 } else { 200 }, 12);
    let starts = if measured { 50 } else { 2 };
    let mut group = criterion.benchmark_group("profiles");
    group.sample_size(10);
    let options =
        ProfilesOptions { variances: Variances::Free, starts, ..ProfilesOptions::default() };
    group.bench_function("one_to_five_classes_50_starts", |bench| {
        bench.iter(|| black_box(&survey).profiles(&options, &mut Watch::none()).expect("profiles"));
    });
    group.finish();
}

criterion_group!(benches, profiles);
criterion_main!(benches);
