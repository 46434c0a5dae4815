//! Krippendorff's ordinal alpha of 10,000 units by 10 raters, with a bootstrap of 1,000 draws.
//! `benches/peers/agreement.py` runs the loop of PyPI's `krippendorff` beside it.
#![allow(missing_docs, reason = "criterion's macros make public items")]
#![allow(clippy::expect_used, reason = "a bench that cannot run should say why and stop")]

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use peerpath::Labels;
use peerpath::Watch;
use peerpath::competency::{
    AlphaOptions, Measurement, RatingValues, Ratings, RatingsColumns, RatingsRows,
};
use peerpath::stats::random::Random;

/// Ratings 1 to 5 around what each unit deserves; one in twenty is missing.
fn ratings(units: u32, raters: u32) -> Ratings {
    let mut random = Random::stream(1, 0);
    let mut rows: (Vec<String>, Vec<String>, Vec<Option<f64>>) = Default::default();
    for unit in 0..units {
        let centre = 1.0 + 4.0 * random.uniform();
        for rater in 0..raters {
            rows.0.push(unit.to_string());
            rows.1.push(rater.to_string());
            let rating = (centre + 0.8 * random.normal()).round().clamp(1.0, 5.0);
            rows.2.push((random.uniform() >= 0.05).then_some(rating));
        }
    }
    let labels =
        |names: &[String]| Labels::from_names(names.iter().map(|name| Some(name.as_str())));
    let rows = RatingsRows {
        unit: labels(&rows.0),
        rater: labels(&rows.1),
        value: RatingValues::Numbers(rows.2),
        group: None,
    };
    let columns = RatingsColumns { level: Measurement::Ordinal, ..RatingsColumns::default() };
    Ratings::from_rows(&rows, &columns).expect("ratings")
}

fn agreement(criterion: &mut Criterion) {
    let measured = std::env::args().any(|argument| argument == "--bench");
    let ratings = ratings(if measured { 10_000 } else { 100 }, 10);
    let mut group = criterion.benchmark_group("agreement");
    group.sample_size(10);
    group.bench_function("ordinal_alpha_1000_draws", |bench| {
        bench.iter(|| {
            let options = AlphaOptions::default();
            black_box(&ratings).krippendorff_alpha(&options, &mut Watch::none()).expect("alpha")
        });
    });
    group.finish();
}

criterion_group!(benches, agreement);
criterion_main!(benches);
