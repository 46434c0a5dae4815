#![allow(clippy::unwrap_used, reason = "tests")]

use std::ops::ControlFlow;

use proptest::prelude::*;

use super::*;
use crate::error::Code;
use crate::labels::Labels;
use crate::watch::Watch;

/// A column of ratings for each rater; ratings below 0 are missing.
fn made(columns: &[Vec<i32>], level: Measurement) -> Result<Ratings, crate::Error> {
    let (mut unit, mut rater, mut value) = (Vec::new(), Vec::new(), Vec::new());
    for (who, column) in columns.iter().enumerate() {
        for (which, rating) in column.iter().enumerate() {
            unit.push(format!("u{which:03}"));
            rater.push(format!("r{who}"));
            value.push((*rating >= 0).then(|| f64::from(*rating)));
        }
    }
    let labels =
        |names: &[String]| Labels::from_names(names.iter().map(|name| Some(name.as_str())));
    let rows = RatingsRows {
        unit: labels(&unit),
        rater: labels(&rater),
        value: RatingValues::Numbers(value),
        group: None,
    };
    Ratings::from_rows(&rows, &RatingsColumns { level, ..RatingsColumns::default() })
}

fn alpha(ratings: &Ratings) -> Option<f64> {
    let options = AlphaOptions { draws: 2, threads: Some(1), ..AlphaOptions::default() };
    let result = ratings.krippendorff_alpha(&options, &mut Watch::none()).ok()?;
    result.rows()[0].estimate
}

/// Every coefficient of units and raters: alpha, kappa, AC1, percent, and Cohen's kappa and the
/// agreement of every two raters in an order that no name of a rater makes.
fn coefficients(ratings: &Ratings) -> Vec<Option<f64>> {
    let (options, mut watch) = (AgreementOptions::default(), Watch::none());
    let both = |found: Result<Agreement, crate::Error>| {
        let row = found.ok().map(|found| found.rows()[0].clone());
        [row.as_ref().and_then(|row| row.estimate), row.and_then(|row| row.standard_error)]
    };
    let mut all = vec![alpha(ratings)];
    all.extend(both(ratings.fleiss_kappa(&options, &mut watch)));
    all.extend(both(ratings.gwet_ac(&options, &mut watch)));
    all.extend(both(ratings.percent_agreement(&options, &mut watch)));
    all.extend(both(ratings.cohen_kappa(&CohenOptions::default())));
    if let Ok(pairs) = ratings.pairwise(&PairwiseOptions::default()) {
        let mut of_pairs: Vec<_> =
            pairs.rows().iter().map(|row| (row.agreement, row.kappa)).collect();
        of_pairs.sort_by(|one, other| one.partial_cmp(other).unwrap());
        all.extend(of_pairs.into_iter().flat_map(|(agreement, kappa)| [agreement, kappa]));
    }
    all
}

fn all_near(one: &[Option<f64>], other: &[Option<f64>]) -> bool {
    one.len() == other.len() && one.iter().zip(other).all(|(one, other)| near(*one, *other))
}

fn near(one: Option<f64>, other: Option<f64>) -> bool {
    match (one, other) {
        (Some(one), Some(other)) => (one - other).abs() < 1e-10,
        (one, other) => one == other,
    }
}

fn columns() -> impl Strategy<Value = Vec<Vec<i32>>> {
    (2..5_usize, 2..12_usize).prop_flat_map(|(raters, units)| {
        prop::collection::vec(prop::collection::vec(-1..5_i32, units), raters)
    })
}

const LEVELS: [Measurement; 4] =
    [Measurement::Nominal, Measurement::Ordinal, Measurement::Interval, Measurement::Ratio];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn raters_and_units_have_no_order(columns in columns(), turn in 0..5_usize) {
        let mut turned = columns.clone();
        let raters = turned.len();
        turned.rotate_left(turn % raters);
        turned.iter_mut().for_each(|column| column.reverse());
        for level in LEVELS {
            let (one, other) = (made(&columns, level), made(&turned, level));
            prop_assert_eq!(one.is_ok(), other.is_ok());
            let (Ok(one), Ok(other)) = (one, other) else { continue };
            let (one, other) = (coefficients(&one), coefficients(&other));
            prop_assert!(all_near(&one, &other), "{:?} {:?}", one, other);
        }
    }

    #[test]
    fn names_of_categories_mean_nothing(columns in columns()) {
        let renamed: Vec<Vec<i32>> = columns
            .iter()
            .map(|column| column.iter().map(|&r| if r < 0 { r } else { (r * 3 + 2) % 5 }).collect())
            .collect();
        let level = Measurement::Nominal;
        if let (Ok(one), Ok(other)) = (made(&columns, level), made(&renamed, level)) {
            let (one, other) = (coefficients(&one), coefficients(&other));
            prop_assert!(all_near(&one, &other), "{:?} {:?}", one, other);
        }
    }

    #[test]
    fn two_categories_are_the_same_at_every_level_but_ratio(columns in columns()) {
        let two: Vec<Vec<i32>> =
            columns.iter().map(|column| column.iter().map(|&r| r.min(1)).collect()).collect();
        if let Ok(nominal) = made(&two, Measurement::Nominal) {
            for level in [Measurement::Ordinal, Measurement::Interval] {
                prop_assert!(near(alpha(&nominal), alpha(&made(&two, level).unwrap())));
            }
        }
    }

    #[test]
    fn who_copies_agrees_in_full(column in prop::collection::vec(0..5_i32, 2..12)) {
        for level in LEVELS {
            let ratings = made(&[column.clone(), column.clone(), column.clone()], level).unwrap();
            let varies = column.iter().any(|rating| rating != &column[0]);
            prop_assert!(near(alpha(&ratings), varies.then_some(1.0)));
            let (options, mut watch) = (AgreementOptions::default(), Watch::none());
            let estimate = |found: Agreement| found.rows()[0].estimate;
            let kappa = estimate(ratings.fleiss_kappa(&options, &mut watch).unwrap());
            let gwet = estimate(ratings.gwet_ac(&options, &mut watch).unwrap());
            // Of one category, chance agreement is not defined.
            prop_assert!([kappa, gwet].iter().all(|found| near(*found, varies.then_some(1.0))));
            let percent = estimate(ratings.percent_agreement(&options, &mut watch).unwrap());
            prop_assert!(near(percent, Some(1.0)));
            for pair in ratings.pairwise(&PairwiseOptions::default()).unwrap().rows() {
                prop_assert!(near(pair.agreement, Some(1.0)));
                prop_assert!(near(pair.kappa, varies.then_some(1.0)));
            }
        }
    }

    #[test]
    fn a_metric_is_what_its_definition_says(columns in columns()) {
        // Krippendorff (2011): coincidences and distances, category by category.
        let Ok(ratings) = made(&columns, Measurement::Ordinal) else { return Ok(()) };
        let q = ratings.values.len();
        let mut o = vec![vec![0.0; q]; q];
        for unit in &ratings.ratings {
            let m = unit.len() as f64;
            for (i, a) in unit.iter().enumerate() {
                for (j, b) in unit.iter().enumerate() {
                    if i != j {
                        o[a.category as usize][b.category as usize] += 1.0 / (m - 1.0);
                    }
                }
            }
        }
        let n: Vec<f64> = o.iter().map(|row| row.iter().sum()).collect();
        let total: f64 = n.iter().sum();
        let distance = |c: usize, k: usize| {
            let (c, k) = (c.min(k), c.max(k));
            (n[c..=k].iter().sum::<f64>() - 0.5 * (n[c] + n[k])).powi(2)
        };
        let (mut observed, mut expected) = (0.0, 0.0);
        for c in 0..q {
            for k in 0..q {
                observed += o[c][k] * distance(c, k);
                expected += n[c] * n[k] * distance(c, k) / (total - 1.0);
            }
        }
        let defined = (expected > 0.0).then(|| 1.0 - observed / expected);
        prop_assert!(near(alpha(&ratings), defined));
    }
}

#[test]
fn a_bootstrap_depends_on_its_seed_and_on_nothing_else() {
    let columns: Vec<Vec<i32>> = (0..4)
        .map(|rater| (0..30).map(|unit| (unit / 3 + (unit * rater) % 4 / 3) % 5).collect())
        .collect();
    let ratings = made(&columns, Measurement::Ordinal).unwrap();
    let spread = |threads, seed| {
        let options =
            AlphaOptions { draws: 200, seed, threads: Some(threads), ..AlphaOptions::default() };
        ratings.krippendorff_alpha(&options, &mut Watch::none()).unwrap().rows()[0].clone()
    };
    assert_eq!(spread(1, 3), spread(3, 3));
    assert_ne!(spread(1, 3).standard_error, spread(1, 4).standard_error);
    // A bootstrap and the formula measure the same.
    let by = |standard_error| {
        let options = AlphaOptions {
            metric: Some(Measurement::Interval),
            standard_error: Some(standard_error),
            ..AlphaOptions::default()
        };
        let result = ratings.krippendorff_alpha(&options, &mut Watch::none()).unwrap();
        result.rows()[0].standard_error.unwrap()
    };
    let ratio = by(StandardError::Bootstrap) / by(StandardError::Analytic);
    assert!((0.75..1.33).contains(&ratio), "{ratio}");
}

#[test]
fn a_bootstrap_can_be_stopped() {
    let ratings = made(&[vec![1, 2, 1], vec![1, 2, 2]], Measurement::Ordinal).unwrap();
    let mut stop = |_, _| ControlFlow::Break(());
    let options = AlphaOptions { threads: Some(1), ..AlphaOptions::default() };
    let stopped = ratings.krippendorff_alpha(&options, &mut Watch::calling(&mut stop));
    assert_eq!(stopped.unwrap_err().code(), Code::Cancelled);
}

#[test]
fn raters_and_units_without_ratings_are_named() {
    let ratings =
        made(&[vec![1, 2, -1], vec![1, 2, -1], vec![-1, -1, -1]], Measurement::Nominal).unwrap();
    let names: Vec<&str> = ratings.warnings().iter().map(crate::Warning::name).collect();
    assert_eq!(names, ["silent-rater", "unrated-unit"]);
    let all = made(&[vec![-1], vec![-1]], Measurement::Nominal);
    assert_eq!(all.unwrap_err().code(), Code::Empty);
    let one = made(&[vec![1, 2]], Measurement::Nominal).unwrap();
    let refused = one.fleiss_kappa(&AgreementOptions::default(), &mut Watch::none());
    assert_eq!(refused.unwrap_err().code(), Code::Empty);
}

#[test]
fn who_knows_what_is_told_only_where_it_comes_to_rest() {
    let found = |columns: &[Vec<i32>]| {
        let ratings = made(columns, Measurement::Nominal).unwrap();
        ratings.cultural_consensus(&CulturalConsensusOptions::default()).unwrap()
    };
    // Three who know two thirds of the answers alike.
    let known = found(&[vec![1, 0, 1, 0, 1, 0], vec![1, 0, 1, 0, 0, 0], vec![1, 0, 1, 1, 1, 0]]);
    assert!(known.converged && known.sweeps > 1, "{}", known.sweeps);
    assert!(known.warnings.iter().all(|warning| warning.name() != "not-converged"));
    // Three of whom every two agree less than guessing would: no factor has negative products of
    // every two.
    let split = found(&[vec![0, 0, 1], vec![0, 1, 0], vec![1, 0, 0]]);
    assert!(!split.converged && split.sweeps == 5000, "{split:?}");
    let told: Vec<&str> = split.warnings.iter().map(crate::Warning::name).collect();
    assert!(told.contains(&"not-converged"), "{told:?}");
    let finite = |row: &CompetenceRow| row.competence.is_some_and(f64::is_finite);
    assert!(split.competence.iter().all(finite), "{split:?}");
    assert!(split.answers.iter().all(|row| row.probability.is_some_and(f64::is_finite)));
}
