#![allow(clippy::unwrap_used, reason = "tests")]

use crate::Labels;
use crate::transition::{
    CovariateValues, FineGrayOptions, Histories, IntervalColumns, IntervalRows, RowAttributes, Term,
};

fn column(name: &str) -> Vec<&'static str> {
    let text = include_str!("../../../../../tests/data/surv300.csv");
    let mut lines = text.lines();
    let place = lines.next().unwrap_or("").split(',').position(|column| column == name);
    lines.filter_map(|line| line.split(',').nth(place?)).collect()
}

fn numbers(name: &str) -> Vec<f64> {
    column(name).iter().filter_map(|cell| cell.parse().ok()).collect()
}

/// The persons of `tests/data/surv300.csv`, `times` times over.
fn histories(times: usize, weight: f64) -> Histories {
    let names: Vec<String> = (0..300 * times).map(|person| person.to_string()).collect();
    let all = |name: &str| numbers(name).repeat(times);
    let labels = |name: &str| {
        let cells = column(name).repeat(times);
        Labels::from_names(cells.iter().map(|cell| (!cell.is_empty()).then_some(*cell)))
    };
    let rows = IntervalRows {
        person: Labels::from_names(names.iter().map(|name| Some(name.as_str()))),
        start: vec![0.0; 300 * times],
        stop: all("time"),
        origin: labels("state"),
        target: labels("cause"),
        attributes: RowAttributes {
            weight: vec![weight; 300 * times],
            covariates: ["x1", "x2", "x3"].map(|name| CovariateValues::Numbers(all(name))).to_vec(),
            ..RowAttributes::default()
        },
    };
    let columns = IntervalColumns {
        covariates: ["x1", "x2", "x3"].map(str::to_owned).to_vec(),
        weight: Some("weight".to_owned()),
        ..IntervalColumns::default()
    };
    Histories::from_interval_rows(rows, &columns, None).unwrap()
}

fn options() -> FineGrayOptions {
    FineGrayOptions {
        transition: "free -> a".to_owned(),
        covariates: ["x1", "x2", "x3"].map(Term::from).to_vec(),
        ..FineGrayOptions::default()
    }
}

#[test]
fn a_weight_of_two_is_everybody_twice() {
    let twice = histories(2, 1.0).fine_gray(&options()).unwrap();
    let weighted = histories(1, 2.0).fine_gray(&options()).unwrap();
    for (a, b) in twice.coefficients().iter().zip(weighted.coefficients()) {
        assert!((a.coef.unwrap() - b.coef.unwrap()).abs() < 1e-10);
        assert!((a.std_err.unwrap() - b.std_err.unwrap()).abs() < 1e-10);
        // Everybody twice is two persons who happen to agree, not one who counts double.
        let ratio = b.robust_std_err.unwrap() / a.robust_std_err.unwrap();
        assert!((ratio - 2f64.sqrt()).abs() < 1e-9, "{ratio}");
    }
}

#[test]
fn one_and_many_threads_agree_to_the_bit() {
    let histories = histories(150, 1.0);
    let fitted = |threads| {
        let options = FineGrayOptions { threads: Some(threads), ..options() };
        format!("{:?}", histories.fine_gray(&options).unwrap().coefficients())
    };
    assert_eq!(fitted(1), fitted(3));
}
