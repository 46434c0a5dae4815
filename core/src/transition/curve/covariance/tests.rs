#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::super::tests::{Interval, histories, persons, weighted};
use super::super::{AalenJohansenOptions, StandardError};
use crate::transition::{AalenJohansen, Histories};

const KINDS: [StandardError; 3] =
    [StandardError::Greenwood, StandardError::Aalen, StandardError::Robust];

fn curves(histories: &Histories, options: &AalenJohansenOptions) -> AalenJohansen {
    histories.aalen_johansen(options).unwrap()
}

/// The covariances of the states at a time as a matrix.
fn covariance(curves: &AalenJohansen, time: f64) -> Vec<Vec<f64>> {
    let all: Vec<f64> =
        curves.covariance(&[time]).unwrap().iter().map(|row| row.covariance.unwrap()).collect();
    all.chunks(curves.space().len()).map(<[f64]>::to_vec).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// The variance of any mixture of the rows of a matrix, from the covariances of its cells and
    /// from a curve that begins in that mixture.
    #[test]
    fn mixtures_of_rows_have_the_covariance_of_their_curve(
        persons in persons(0.5),
        clusters in 1u32..9,
        share in 0.05..0.9,
    ) {
        let rows = persons.concat();
        let whole = weighted(&rows, |person| f64::from(1 + person % 3), |person| person % clusters);
        let (from, to) = (0.0, rows.iter().map(|row| row.2).fold(0.0, f64::max) * 0.7);
        let names: Vec<String> = whole.space().names().map(str::to_owned).collect();
        let states = names.len();
        let mut mixture = vec![(1.0 - share) / (states - 1).max(1) as f64; states];
        mixture[0] = if states == 1 { 1.0 } else { share };
        let begins: BTreeMap<String, f64> = names.into_iter().zip(mixture.iter().copied()).collect();
        for se in KINDS {
            let mixed = curves(&whole, &AalenJohansenOptions {
                start_time: Some(from),
                start_distribution: Some(begins.clone()),
                se,
                ..Default::default()
            });
            let expected = covariance(&mixed, to);
            let mut found = vec![vec![0.0; states]; states];
            let cells = mixed.transition_covariance(from, to).unwrap();
            for (place, row) in cells.iter().enumerate() {
                let origins = (place / states.pow(3), place / states % states);
                let targets = (place / states.pow(2) % states, place % states);
                found[targets.0][targets.1] +=
                    mixture[origins.0] * mixture[origins.1] * row.covariance.unwrap();
            }
            for (found, expected) in found.iter().flatten().zip(expected.iter().flatten()) {
                // Numbers of at most 1, some thousand operations.
                prop_assert!((found - expected).abs() < 1e-13, "{se:?}: {found} {expected}");
            }
        }
    }

    #[test]
    fn variances_are_squares_of_standard_errors_and_rows_add_up_to_0(persons in persons(1.0)) {
        let whole = histories(&persons.concat());
        let last = persons.iter().flatten().map(|row| row.2).fold(0.0, f64::max);
        let times = [last * 0.6, last, last * 0.2, last + 1.0];
        for se in KINDS {
            let curves = curves(&whole, &AalenJohansenOptions {
                start_time: Some(0.0),
                start_state: Some(whole.space().name(0).to_owned()),
                se,
                ..Default::default()
            });
            let states = curves.space().len();
            let close = |variance: f64, std_err: Option<f64>| {
                std_err.is_some_and(|error| (variance - error * error).abs() < 1e-14)
            };
            let probabilities: Vec<_> =
                curves.at(&times).unwrap().iter().map(|row| (row.time, row.std_err)).collect();
            let found = curves.covariance(&times).unwrap();
            let rows: Vec<_> = found.iter().collect();
            prop_assert_eq!(rows.len(), probabilities.len() * states);
            for (place, (own, (time, std_err))) in
                rows.chunks(states).zip(&probabilities).enumerate()
            {
                prop_assert!(own.iter().all(|row| row.time == *time));
                if *time > last {
                    prop_assert!(own.iter().all(|row| row.covariance.is_none()));
                    continue;
                }
                let own: Vec<f64> = own.iter().map(|row| row.covariance.unwrap()).collect();
                prop_assert!(close(own[place % states], *std_err));
                prop_assert!(own.iter().sum::<f64>().abs() < 1e-14);
            }
            let cells: Vec<f64> = curves
                .transition_covariance(0.0, last)
                .unwrap()
                .iter()
                .map(|row| row.covariance.unwrap())
                .collect();
            let matrix = curves.transition_matrix(0.0, last).unwrap();
            let size = states * states;
            prop_assert_eq!(cells.len(), size * size);
            for (place, row) in matrix.iter().enumerate() {
                prop_assert!(close(cells[place * (size + 1)], row.std_err));
                let sums = cells[place * size..][..size].chunks(states);
                prop_assert!(sums.map(|own| own.iter().sum::<f64>()).all(|sum| sum.abs() < 1e-14));
                for other in 0..size {
                    prop_assert_eq!(cells[place * size + other], cells[other * size + place]);
                }
            }
        }
    }
}

/// Without censoring the shares of states are multinomial.
#[test]
fn without_censoring_the_covariance_is_multinomial() {
    let rows: Vec<Interval> = (0..10u32)
        .flat_map(|person| {
            let leaves = f64::from(1 + person % 4);
            let target = 1 + (person % 3) as u8;
            [(person, 0.0, leaves, 0, Some(target)), (person, leaves, 9.0, target, None)]
        })
        .collect();
    let whole = curves(&histories(&rows), &AalenJohansenOptions::default());
    let found = whole.at(&[2.5]).unwrap();
    let p: Vec<f64> = found.iter().map(|row| row.probability.unwrap()).collect();
    for (j, own) in covariance(&whole, 2.5).iter().enumerate() {
        for (k, found) in own.iter().enumerate() {
            let expected = (if j == k { p[j] } else { 0.0 } - p[j] * p[k]) / 10.0;
            assert!((found - expected).abs() < 1e-16, "{found} {expected}");
        }
    }
}

#[test]
fn what_makes_no_covariances_is_refused_or_told() {
    let rows = [
        (1, 0.0, 3.0, 0, Some(1)),
        (1, 3.0, 5.0, 1, None),
        (2, 0.0, 7.0, 0, Some(1)),
        (2, 7.0, 8.0, 1, Some(2)),
        (2, 8.0, 9.0, 2, None),
    ];
    let whole = curves(&histories(&rows), &AalenJohansenOptions::default());
    assert_eq!(whole.transition_covariance(4.0, 2.0).unwrap_err().count(), 1);
    assert_eq!(whole.transition_covariance(-1.0, f64::NAN).unwrap_err().count(), 2);
    assert_eq!(whole.covariance(&[f64::NAN, -1.0]).unwrap_err().count(), 2);
    assert!(whole.covariance(&[]).unwrap().iter().next().is_none());
    let many = vec![1.0; AalenJohansen::MOST_COVARIANCES / 9 + 1];
    assert!(whole.covariance(&many).unwrap_err().message().contains("10000000 covariances"));
    // Nobody is in b from 5 to 7, while who began in a or b may be; who began in c is not.
    let names = |warnings: &[crate::Warning]| {
        warnings.iter().map(|warning| warning.name().to_owned()).collect::<Vec<_>>()
    };
    let beyond = whole.transition_covariance(0.0, 10.0).unwrap();
    assert_eq!(names(beyond.warnings()), ["beyond-follow-up"]);
    assert!(beyond.iter().all(|row| row.covariance.is_none()));
    let told = whole.transition_covariance(0.0, 9.0).unwrap();
    assert_eq!(names(told.warnings()), ["risk-set-refilled"]);
    assert_eq!(names(whole.transition_matrix(0.0, 9.0).unwrap().warnings()), ["risk-set-refilled"]);
}
