#![allow(clippy::unwrap_used, reason = "tests")]

use proptest::prelude::*;

use crate::Labels;
use crate::transition::{
    CovariateValues, Cox, CoxOptions, Histories, IntervalColumns, IntervalRows, Residual,
    ResidualOptions, RowAttributes, Term,
};

/// A person's row: start, how long it lasts, whether the transition happens, two covariates, and
/// a weight.
type Line = (u8, u8, bool, f64, bool, u8);

fn histories(lines: &[Line], weighted: bool) -> Histories {
    let names: Vec<String> = (0..lines.len()).map(|person| person.to_string()).collect();
    let rows = IntervalRows {
        person: Labels::from_names(names.iter().map(|name| Some(name.as_str()))),
        start: lines.iter().map(|line| f64::from(line.0)).collect(),
        stop: lines.iter().map(|line| f64::from(line.0) + f64::from(line.1)).collect(),
        origin: Labels::from_names(lines.iter().map(|_| Some("s"))),
        target: Labels::from_names(lines.iter().map(|line| line.2.then_some("t"))),
        attributes: RowAttributes {
            weight: match weighted {
                true => lines.iter().map(|line| f64::from(line.5)).collect(),
                false => Vec::new(),
            },
            covariates: vec![
                CovariateValues::Numbers(lines.iter().map(|line| line.3).collect()),
                CovariateValues::Numbers(lines.iter().map(|line| f64::from(line.4)).collect()),
            ],
            ..RowAttributes::default()
        },
    };
    let columns = IntervalColumns {
        covariates: vec!["x".to_owned(), "y".to_owned()],
        weight: weighted.then(|| "weight".to_owned()),
        ..IntervalColumns::default()
    };
    Histories::from_interval_rows(rows, &columns, None).unwrap()
}

fn options() -> CoxOptions {
    // With Efron's ties a weight is not a row that is there twice.
    CoxOptions {
        covariates: vec![Term::from("x"), Term::from("y")],
        ties: crate::transition::Ties::Breslow,
        robust: Some(true),
        ..CoxOptions::default()
    }
}

fn numbers(cox: &Cox) -> Vec<f64> {
    let rows = cox.coefficients();
    let of_row = |row: &crate::transition::CoxCoefficient<'_>| {
        [row.coef, row.std_err, row.robust_std_err].map(|value| value.unwrap_or(-1.0))
    };
    rows.iter().flat_map(of_row).chain([cox.fit().log_likelihood]).collect()
}

fn lines() -> impl Strategy<Value = Vec<Line>> {
    let line = (0u8..6, 1u8..9, any::<bool>(), -2.0..2.0f64, any::<bool>(), 1u8..4);
    proptest::collection::vec(line, 12..40)
        .prop_filter("an event", |lines| lines.iter().any(|line| line.2))
}

/// Whether there is a maximum in the inside: near its edge rounding is all there is.
fn regular(cox: &Cox) -> bool {
    cox.warnings().is_empty()
        && cox.coefficients().iter().all(|row| row.coef.is_some_and(|b| b.abs() < 5.0))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn a_weight_of_two_is_a_row_twice(mut all in lines()) {
        all.iter_mut().for_each(|line| line.5 = 1 + line.5 % 2);
        let weighted = histories(&all, true).cox(&options()).unwrap();
        let twice: Vec<Line> =
            all.iter().flat_map(|line| vec![*line; usize::from(line.5)]).collect();
        let twice = histories(&twice, false).cox(&options()).unwrap();
        if regular(&weighted) {
            for (a, b) in weighted.coefficients().iter().zip(twice.coefficients()) {
                prop_assert!((a.coef.unwrap() - b.coef.unwrap()).abs() < 1e-8);
                prop_assert!((a.std_err.unwrap() - b.std_err.unwrap()).abs() < 1e-8);
            }
        }
    }

    #[test]
    fn the_order_of_rows_does_not_matter(all in lines()) {
        let mut turned = all.clone();
        turned.reverse();
        let (one, two) = (histories(&all, true), histories(&turned, true));
        let (one, two) = (one.cox(&options()).unwrap(), two.cox(&options()).unwrap());
        if regular(&one) {
            for (a, b) in numbers(&one).iter().zip(numbers(&two)) {
                prop_assert!((a - b).abs() < 1e-8 * (1.0 + a.abs()), "{a} {b}");
            }
        }
    }

    #[test]
    fn residuals_add_up_to_nothing(all in lines(), efron: bool) {
        let ties = if efron { crate::transition::Ties::Efron } else { crate::transition::Ties::Breslow };
        let cox = histories(&all, false).cox(&CoxOptions { ties, ..options() }).unwrap();
        if regular(&cox) {
            for kind in [Residual::Martingale, Residual::Score, Residual::Dfbeta, Residual::Schoenfeld] {
                let residuals = cox.residuals(&ResidualOptions { kind }).unwrap();
                for term in ["x", "y"] {
                    let own = residuals.iter().filter(|line| line.term.is_none_or(|own| own == term));
                    let sum: f64 = own.map(|line| line.residual).sum();
                    prop_assert!(sum.abs() < 1e-7, "{kind:?} {term} {sum}");
                }
            }
        }
    }

    #[test]
    fn nothing_is_ever_silently_not_a_number(all in lines()) {
        let cox = histories(&all, true).cox(&options()).unwrap();
        for row in cox.coefficients() {
            let gone = row.std_err.is_none() || row.coef.is_none();
            prop_assert!(!gone || !cox.warnings().is_empty());
            let known = [row.coef, row.std_err, row.robust_std_err, row.lower, row.upper, row.p_value];
            prop_assert!(known.into_iter().flatten().all(f64::is_finite));
        }
    }
}

#[test]
fn one_and_many_threads_agree_to_the_bit() {
    let lines: Vec<Line> = (0..60_000u32)
        .map(|i| {
            let mixed = i.wrapping_mul(2_654_435_761) >> 8;
            let x = f64::from(mixed % 1000) / 500.0 - 1.0;
            (
                (mixed % 5) as u8,
                1 + (mixed / 7 % 200) as u8,
                mixed / 11 % 3 > 0,
                x,
                mixed / 13 % 2 == 0,
                1,
            )
        })
        .collect();
    let histories = histories(&lines, false);
    let fitted = |threads| {
        let options = CoxOptions { threads: Some(threads), ..options() };
        numbers(&histories.cox(&options).unwrap())
    };
    assert_eq!(fitted(1), fitted(2));
    assert_eq!(fitted(1), fitted(7));
}
