#![allow(clippy::unwrap_used, reason = "tests")]

use std::ops::ControlFlow;

use super::*;
use crate::competency::{Scale, Survey, SurveyColumns, SurveyRows};
use crate::error::Code;
use crate::stats::random::Random;
use crate::watch::Watch;

/// Columns of ratings 1 to 5; below 1 is missing.
fn survey(columns: &[Vec<i32>]) -> Survey {
    let named = columns.iter().enumerate().map(|(place, column)| {
        let ratings = column.iter().map(|&r| (r > 0).then(|| f64::from(r))).collect();
        (format!("item{place}"), ratings)
    });
    let rows = SurveyRows { ratings: named.collect(), ..SurveyRows::default() };
    let items = rows.ratings.iter().map(|(name, _)| (name.clone(), None)).collect();
    let columns = SurveyColumns { items, scale: Scale::Numbers(1, 5), ..SurveyColumns::default() };
    Survey::from_rows(&rows, &columns).unwrap()
}

/// Two classes, low and high, of which a third is high; some answers missing.
fn two_classes(persons: usize, items: usize) -> (Vec<Vec<i32>>, Vec<bool>) {
    let mut random = Random::stream(11, 0);
    let mut columns = vec![Vec::new(); items];
    let mut high = Vec::new();
    for person in 0..persons {
        high.push(person % 3 == 0);
        for column in &mut columns {
            let mean = if person % 3 == 0 { 4.2 } else { 2.2 };
            let rating = (mean + 0.8 * random.normal()).round().clamp(1.0, 5.0) as i32;
            column.push(if random.uniform() < 0.05 { 0 } else { rating });
        }
    }
    (columns, high)
}

fn fitted(columns: &[Vec<i32>], options: &ProfilesOptions) -> Profiles {
    survey(columns).profiles(options, &mut Watch::none()).unwrap()
}

fn names(profiles: &Profiles) -> Vec<&'static str> {
    profiles.warnings().iter().map(crate::Warning::name).collect()
}

#[test]
fn two_classes_are_found_whatever_the_seed_and_threads() {
    let (columns, _) = two_classes(240, 5);
    for model in [ProfileModel::Gaussian, ProfileModel::Categorical] {
        let of = |seed, threads| {
            let options = ProfilesOptions {
                classes: vec![1, 2, 3],
                model,
                starts: 8,
                seed,
                threads: Some(threads),
                ..ProfilesOptions::default()
            };
            fitted(&columns, &options)
        };
        let (one, two) = (of(1, 1), of(1, 3));
        assert_eq!(one.fits(), two.fits());
        assert_eq!(one.best().classes, 2, "{model:?}");
        let fit = one.of(Some(2)).unwrap();
        let other = of(9, 2);
        let again = other.of(Some(2)).unwrap();
        assert!(fit.converged && fit.gradient < 1e-7, "{}", fit.gradient);
        assert!((fit.log_likelihood - again.log_likelihood).abs() < 1e-6);
        assert!(fit.theta.iter().zip(&again.theta).all(|(a, b)| (a - b).abs() < 1e-4));
        assert!((fit.theta[0] - 2.0 / 3.0).abs() < 0.03 && fit.theta[0] > fit.theta[1]);
        assert!(fit.entropy.is_some_and(|entropy| entropy > 0.8 && entropy < 1.0));
        assert!(fit.replicated > 1 && fit.at_floor.is_empty());
    }
}

#[test]
fn only_the_likeliest_starts_are_run_to_the_end() {
    let (columns, _) = two_classes(200, 4);
    let of = |finalists| {
        let options = ProfilesOptions {
            classes: vec![1, 2],
            starts: 24,
            finalists,
            ..ProfilesOptions::default()
        };
        let profiles = fitted(&columns, &options);
        let fit = |classes| profiles.of(Some(classes)).unwrap().clone();
        (fit(1), fit(2))
    };
    let (one, few) = of(None);
    assert_eq!((one.starts, one.finished, one.replicated), (1, 1, 1));
    assert_eq!((few.starts, few.finished), (24, 10));
    assert!((2..=10).contains(&few.replicated));
    let (_, all) = of(Some(24));
    assert!(all.finished == 24 && all.replicated >= few.replicated);
    assert!((all.log_likelihood - few.log_likelihood).abs() < 1e-8);
    let (_, single) = of(Some(1));
    assert_eq!((single.finished, single.replicated), (1, 1));
}

#[test]
fn one_class_is_the_closed_form() {
    let column = vec![1, 2, 2, 3, 5, 0, 4, 4];
    let other = vec![2, 2, 3, 3, 3, 4, 0, 1];
    let options = ProfilesOptions { classes: vec![1], ..ProfilesOptions::default() };
    let profiles = fitted(&[column.clone(), other.clone()], &options);
    let log_likelihood = |column: &[i32]| {
        let rated: Vec<f64> = column.iter().filter(|r| **r > 0).map(|&r| f64::from(r)).collect();
        let n = rated.len() as f64;
        let mean = rated.iter().sum::<f64>() / n;
        let variance = rated.iter().map(|r| (r - mean).powi(2)).sum::<f64>() / n;
        -0.5 * n * ((2.0 * std::f64::consts::PI * variance).ln() + 1.0)
    };
    let fit = profiles.best();
    let expected = log_likelihood(&column) + log_likelihood(&other);
    assert!((fit.log_likelihood - expected).abs() < 1e-10, "{} {expected}", fit.log_likelihood);
    assert_eq!((fit.parameters, fit.entropy, fit.converged), (4, None, true));
    assert!((fit.bic - (-2.0 * expected + 4.0 * 8.0_f64.ln())).abs() < 1e-9);
}

#[test]
fn a_class_that_answers_all_alike_is_flagged_and_not_preferred() {
    // A third answers 5 throughout: with free variances a class of theirs has none.
    let (mut columns, high) = two_classes(240, 5);
    for column in &mut columns {
        for (rating, high) in column.iter_mut().zip(&high) {
            if *high {
                *rating = 5;
            }
        }
    }
    let options = ProfilesOptions {
        classes: vec![2],
        variances: Variances::Free,
        starts: 10,
        ..ProfilesOptions::default()
    };
    let profiles = fitted(&columns, &options);
    let told = names(&profiles);
    let fit = profiles.best();
    assert!(
        told.contains(&"variance-floor") || told.contains(&"floor-passed-over"),
        "{told:?} {fit:?}"
    );
    assert_eq!(told.contains(&"variance-floor"), !fit.at_floor.is_empty());
}

#[test]
fn who_belongs_follows_a_predictor() {
    let (columns, high) = two_classes(300, 6);
    let options = ProfilesOptions { classes: vec![2], starts: 5, ..ProfilesOptions::default() };
    let profiles = fitted(&columns, &options);
    let mut random = Random::stream(5, 1);
    // The odds of the smaller class are e times as high where x is one higher.
    let x: Vec<Option<f64>> =
        high.iter().map(|&high| Some(random.normal() + if high { 1.0 } else { 0.0 })).collect();
    let of = |correction| {
        let options = PredictorsOptions { correction, ..PredictorsOptions::default() };
        let columns = [("x".to_owned(), PredictorValues::Numbers(x.clone()))];
        profiles.predictors_of(&columns, &options).unwrap()
    };
    for correction in [Correction::Ml, Correction::Bch] {
        let found = of(correction);
        let row = &found.rows()[1];
        assert_eq!((row.class, row.reference, row.predictor.as_str()), (2, 1, "x"));
        let (coefficient, error) = (row.coefficient.unwrap(), row.standard_error.unwrap());
        assert!((coefficient - 1.0).abs() < 3.0 * error && error < 0.3, "{coefficient} {error}");
        assert!(found.warnings().is_empty() && found.n() == 300);
    }
    // A column twice is made up by itself.
    let columns = ["x", "y"].map(|name| (name.to_owned(), PredictorValues::Numbers(x.clone())));
    let twice = profiles.predictors_of(&columns, &PredictorsOptions::default()).unwrap();
    assert_eq!(twice.warnings()[0].name(), "dependent-predictor");
    assert_eq!(twice.rows()[2].coefficient, None);
}

#[test]
fn one_class_more_is_tested() {
    let (columns, _) = two_classes(150, 4);
    let options = ProfilesOptions { classes: vec![1, 2], starts: 5, ..ProfilesOptions::default() };
    let profiles = fitted(&columns, &options);
    let test = LikelihoodRatioOptions {
        classes: Some(2),
        draws: Some(9),
        starts: Some(2),
        ..LikelihoodRatioOptions::default()
    };
    let result = profiles.likelihood_ratio(&test, &mut Watch::none()).unwrap();
    assert_eq!((result.hypothesis, result.draws, result.p_value), (1, 9, 0.1));
    assert_eq!(result, profiles.likelihood_ratio(&test, &mut Watch::none()).unwrap());
    let refused = LikelihoodRatioOptions { classes: Some(4), ..test };
    let refused = profiles.likelihood_ratio(&refused, &mut Watch::none());
    assert_eq!(refused.unwrap_err().code(), Code::Argument);
}

/// Numbers of two classes that differ by so much, some missing.
fn numbers(persons: usize) -> Vec<(String, Vec<Option<f64>>)> {
    let mut random = Random::stream(8, 0);
    let mut columns = vec![Vec::new(); 3];
    for person in 0..persons {
        for (place, column) in columns.iter_mut().enumerate() {
            let mean = if person % 4 == 0 { 30.0 } else { 12.5 * place as f64 };
            let number = mean + 3.0 * random.normal();
            column.push((random.uniform() > 0.05).then_some(number));
        }
    }
    ["a", "b", "c"].map(str::to_owned).into_iter().zip(columns).collect()
}

#[test]
fn numbers_have_profiles_too() {
    let columns = numbers(200);
    let options = ProfilesOptions {
        classes: vec![1, 2],
        variances: Variances::Free,
        starts: 6,
        ..ProfilesOptions::default()
    };
    let of = |columns: &[(String, Vec<Option<f64>>)]| {
        Profiles::of_numbers(columns, &options, &mut Watch::none()).unwrap()
    };
    let profiles = of(&columns);
    let fit = profiles.best();
    assert!(fit.classes == 2 && fit.converged && fit.gradient < 1e-8, "{fit:?}");
    assert!((fit.theta[0] - 0.75).abs() < 0.05);
    // In another unit the likelihood is that of the unit, and the classes are the same.
    let scaled: Vec<_> = columns
        .iter()
        .map(|(name, column)| {
            let each = column.iter().map(|number| number.map(|number| 7.0 - 100.0 * number));
            (name.clone(), each.collect::<Vec<_>>())
        })
        .collect();
    let again = of(&scaled);
    let given = columns.iter().flat_map(|(_, column)| column).flatten().count() as f64;
    let expected = fit.log_likelihood - given * 100.0_f64.ln();
    assert!((again.best().log_likelihood - expected).abs() < 1e-6);
    assert!((again.best().theta[0] - fit.theta[0]).abs() < 1e-6);
    let test = LikelihoodRatioOptions {
        classes: Some(2),
        draws: Some(5),
        starts: Some(2),
        ..LikelihoodRatioOptions::default()
    };
    let test = profiles.likelihood_ratio(&test, &mut Watch::none()).unwrap();
    assert!((test.p_value - 1.0 / 6.0).abs() < 1e-12);
}

#[test]
fn whole_numbers_are_profiled_as_ratings_are() {
    let (columns, _) = two_classes(150, 4);
    let options = ProfilesOptions { classes: vec![2], starts: 6, ..ProfilesOptions::default() };
    let rated = fitted(&columns, &options);
    let numbers: Vec<_> = columns
        .iter()
        .enumerate()
        .map(|(place, column)| {
            let ratings = column.iter().map(|&r| (r > 0).then(|| f64::from(r)));
            (format!("item{place}"), ratings.collect::<Vec<_>>())
        })
        .collect();
    let numbers = Profiles::of_numbers(&numbers, &options, &mut Watch::none()).unwrap();
    assert!((rated.best().log_likelihood - numbers.best().log_likelihood).abs() < 1e-9);
}

#[test]
fn hostile_numbers_are_refused_or_named() {
    let of = |columns: &[(&str, Vec<Option<f64>>)], model| {
        let columns: Vec<_> =
            columns.iter().map(|(name, column)| ((*name).to_owned(), column.clone())).collect();
        let options =
            ProfilesOptions { classes: vec![1], model, starts: 2, ..ProfilesOptions::default() };
        Profiles::of_numbers(&columns, &options, &mut Watch::none())
    };
    let (some, gaussian) = (vec![Some(1.5), Some(2.0)], ProfileModel::Gaussian);
    let refused = of(&[("a", some.clone()), ("a", some.clone())], ProfileModel::Categorical);
    assert_eq!(refused.unwrap_err().count(), 2);
    let wild = vec![Some(f64::NAN), Some(f64::INFINITY), Some(1e200)];
    let refused = of(&[("a", some.clone()), ("b", wild)], gaussian).unwrap_err();
    assert_eq!((refused.code(), refused.count()), (Code::Table, 4));
    assert_eq!(of(&[], gaussian).unwrap_err().code(), Code::Empty);
    // A tenth is no tenth: its mean is not to the last digit what all answered.
    let alike =
        of(&[("a", vec![Some(0.1); 3]), ("b", vec![Some(0.0), Some(-0.0), None])], gaussian);
    assert_eq!(alike.unwrap_err().code(), Code::Empty);
}

#[test]
fn hostile_answers_are_refused_or_named() {
    let two_rows = survey(&[vec![1, 1, 5], vec![2, 2, 4]]);
    let options = ProfilesOptions { classes: vec![3], ..ProfilesOptions::default() };
    let refused = two_rows.profiles(&options, &mut Watch::none()).unwrap_err();
    assert_eq!(refused.code(), Code::Argument);
    let alike = survey(&[vec![3, 3, 3]]);
    let refused = alike.profiles(&ProfilesOptions::default(), &mut Watch::none()).unwrap_err();
    assert_eq!(refused.code(), Code::Empty);
    let options = ProfilesOptions { classes: vec![2], starts: 3, ..ProfilesOptions::default() };
    let some = fitted(&[vec![3, 3, 3, 3, 0], vec![1, 2, 5, 4, 0], vec![0; 5]], &options);
    assert_eq!(some.items().collect::<Vec<_>>(), ["item1"]);
    let told = names(&some);
    assert_eq!(told[..3], ["constant-item", "constant-item", "silent-respondent"]);
    assert_eq!(some.respondents(), 4);
    let mut stop = |_, _| ControlFlow::Break(());
    let stopped = survey(&two_classes(60, 3).0).profiles(
        &ProfilesOptions { threads: Some(1), ..ProfilesOptions::default() },
        &mut Watch::calling(&mut stop),
    );
    assert_eq!(stopped.unwrap_err().code(), Code::Cancelled);
    let refused = two_rows.profiles(
        &ProfilesOptions {
            classes: vec![0, 99],
            starts: 0,
            finalists: Some(0),
            ..ProfilesOptions::default()
        },
        &mut Watch::none(),
    );
    assert_eq!(refused.unwrap_err().count(), 4);
}
