#![allow(clippy::unwrap_used, reason = "tests")]

use proptest::prelude::*;

use super::*;
use crate::labels::Labels;

fn options(terms: &[&str]) -> BinomialRegressionOptions {
    BinomialRegressionOptions {
        outcome: "y".to_owned(),
        blocks: vec![terms.iter().map(|term| (*term).to_owned()).collect()],
        ..BinomialRegressionOptions::default()
    }
}

fn rows(outcome: &[u8], x: &[f64]) -> RegressionRows {
    let numbers = Covariate::Numbers(x.iter().copied().map(Some).collect());
    RegressionRows {
        outcome: outcome.iter().map(|&yes| Some(yes == 1)).collect(),
        covariates: vec![("x".to_owned(), numbers)],
        ..RegressionRows::default()
    }
}

fn names(fitted: &BinomialRegression) -> Vec<&'static str> {
    fitted.warnings().iter().map(Warning::name).collect()
}

#[test]
fn two_groups_in_closed_form() {
    // 3 of 5 against 1 of 4: odds 1.5 and 1/3, risks 0.6 and 0.25.
    let data = rows(&[1, 1, 1, 0, 0, 1, 0, 0, 0], &[1., 1., 1., 1., 1., 0., 0., 0., 0.]);
    let logit = BinomialRegression::from_rows(&data, &options(&["x"])).unwrap();
    assert!((logit.terms()[1].ratio.unwrap() - 4.5).abs() < 1e-9);
    // 1/3 + 1/2 + 1/1 + 1/3.
    assert!((logit.terms()[1].std_err.unwrap().powi(2) - 13.0 / 6.0).abs() < 1e-8);
    let log = BinomialRegressionOptions { link: Link::Log, ..options(&["x"]) };
    let log = BinomialRegression::from_rows(&data, &log).unwrap();
    assert!((log.terms()[1].ratio.unwrap() - 2.4).abs() < 1e-9);
    assert!(log.blocks()[0].converged);
}

#[test]
fn separation_is_named() {
    let fitted = BinomialRegression::from_rows(
        &rows(&[0, 0, 0, 1, 1, 1], &[1., 2., 3., 4., 5., 6.]),
        &options(&["x"]),
    );
    let fitted = fitted.unwrap();
    assert!(names(&fitted).contains(&"separation"), "{:?}", fitted.warnings());
    assert_eq!(fitted.terms()[1].coef, None);
    // Quasi-complete: nobody in group b says yes.
    let mut data = rows(&[1, 0, 1, 0, 0, 0, 0], &[0., 1., 1., 0., 1., 0., 1.]);
    let group = ["a", "a", "a", "a", "b", "b", "b"].map(Some);
    data.covariates.push(("g".to_owned(), Covariate::Categories(Labels::from_names(group))));
    for link in [Link::Logit, Link::Log] {
        let asked = BinomialRegressionOptions { link, ..options(&["g"]) };
        let fitted = BinomialRegression::from_rows(&data, &asked).unwrap();
        assert!(names(&fitted).contains(&"separation"), "{:?}", fitted.warnings());
        assert_eq!(fitted.terms()[1].ratio, None);
        // The intercept is that of group a, where half say yes.
        let expected = if link == Link::Logit { 0.0 } else { 0.5_f64.ln() };
        assert!((fitted.terms()[0].coef.unwrap() - expected).abs() < 1e-6);
    }
}

#[test]
fn what_others_make_up_has_no_coefficient() {
    let mut data = rows(&[1, 0, 1, 0, 0, 1], &[1., 2., 3., 4., 5., 6.]);
    let twice = (1..=6).map(|x| Some(2.0 * f64::from(x))).collect();
    data.covariates.push(("twice".to_owned(), Covariate::Numbers(twice)));
    let fitted = BinomialRegression::from_rows(&data, &options(&["x", "twice"])).unwrap();
    assert_eq!(fitted.terms()[2].coef, None);
    assert!(fitted.warnings()[0].message().starts_with("`twice` is made up of `x`"));
    assert_eq!(fitted.blocks()[0].parameters, 2);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    /// Weights of 1 give the same coefficients, and errors that trust the model less; whole weights
    /// are so many rows.
    #[test]
    fn weights_are_rows(rows_of in prop::collection::vec((0_u8..2, -3_i32..4, 1_u8..4), 8..30)) {
        let outcome: Vec<u8> = rows_of.iter().map(|row| row.0).collect();
        let x: Vec<f64> = rows_of.iter().map(|row| f64::from(row.1)).collect();
        let Ok(plain) = BinomialRegression::from_rows(&rows(&outcome, &x), &options(&["x"])) else {
            return Ok(());
        };
        prop_assume!(plain.warnings().is_empty());
        let weighing = |weights: Vec<f64>| {
            let rows = RegressionRows { weights: Some(weights), ..rows(&outcome, &x) };
            BinomialRegression::from_rows(&rows, &options(&["x"])).unwrap()
        };
        let same = |one: &BinomialRegression, other: &BinomialRegression| {
            let terms = one.terms().iter().zip(other.terms());
            terms.into_iter().all(|(one, other)| match (one.coef, other.coef) {
                (Some(one), Some(other)) => (one - other).abs() < 1e-6 * (1.0 + one.abs()),
                (one, other) => one == other,
            })
        };
        let ones = weighing(vec![1.0; x.len()]);
        prop_assert!(same(&plain, &ones) && ones.terms()[1].robust_std_err.is_some());
        let times = |row: &(u8, i32, u8)| vec![*row; usize::from(row.2)];
        let repeated: Vec<(u8, i32, u8)> = rows_of.iter().flat_map(times).collect();
        let outcome: Vec<u8> = repeated.iter().map(|row| row.0).collect();
        let x: Vec<f64> = repeated.iter().map(|row| f64::from(row.1)).collect();
        let repeated = BinomialRegression::from_rows(&rows(&outcome, &x), &options(&["x"])).unwrap();
        prop_assume!(repeated.warnings().is_empty());
        let weights = rows_of.iter().map(|row| f64::from(row.2)).collect();
        prop_assert!(same(&repeated, &weighing(weights)));
    }
}

#[test]
fn refusals_name_every_problem() {
    let asked = BinomialRegressionOptions { level: 1.0, ..options(&["x", "a:b:c", "y", "x"]) };
    let error = BinomialRegression::from_rows(&rows(&[1, 0], &[1., 2.]), &asked).unwrap_err();
    assert_eq!(error.count(), 4);
    let error = BinomialRegression::from_rows(&rows(&[1, 1], &[1., 2.]), &options(&["x"]));
    assert!(error.unwrap_err().message().contains("2 complete rows, of which each is yes"));
}
