#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

use super::super::AalenJohansenOptions;
use super::super::tests::robust;
use crate::Labels;
use crate::transition::{Histories, IntervalColumns, IntervalRows, RowAttributes};

/// More states than the quick ways are for, rows of a person that weigh differently, gaps, and
/// stays that end and begin at reporting times: the errors from slopes in each person's weights.
#[test]
fn robust_errors_where_weights_change_within_a_person() {
    let (persons, states) = (12u32, 11u32);
    // Person, start, stop, state, whether it moves on to the next.
    let mut rows: Vec<(u32, f64, f64, u32, bool)> = Vec::new();
    for person in 0..persons {
        let mut time = f64::from(person % 3) * 0.5;
        for step in 0..8 {
            let stop = time + f64::from(1 + (person * 5 + step * 3) % 4) * 0.5;
            let moves = (person + step) % 5 != 0;
            let state = (person / 2 + step) % states;
            rows.push((person, time, stop, state, moves));
            // After a row that does not move there is now and then a gap.
            time = if moves || step % 2 == 0 { stop } else { stop + 0.5 };
            if !moves && step % 2 == 0 {
                rows.push((person, stop, stop + 0.5, state, true));
                time = stop + 0.5;
            }
        }
    }
    let histories = |who: u32, by: f64| {
        let weight = |(place, row): (usize, &(u32, f64, f64, u32, bool))| {
            let own = 0.5 + 0.25 * ((place / 2) % 5) as f64;
            if row.0 == who { own * (1.0 + by) } else { own }
        };
        let names: Vec<String> = (0..persons.max(states)).map(|name| name.to_string()).collect();
        let name = |name: u32| Some(names[name as usize].as_str());
        let target = |row: &(u32, f64, f64, u32, bool)| {
            if row.4 { name((row.3 + 1) % states) } else { None }
        };
        let read = IntervalRows {
            person: Labels::from_names(rows.iter().map(|row| name(row.0))),
            start: rows.iter().map(|row| row.1).collect(),
            stop: rows.iter().map(|row| row.2).collect(),
            origin: Labels::from_names(rows.iter().map(|row| name(row.3))),
            target: Labels::from_names(rows.iter().map(target)),
            attributes: RowAttributes {
                weight: rows.iter().enumerate().map(weight).collect(),
                ..RowAttributes::default()
            },
        };
        let columns = IntervalColumns { weight: Some("weight".to_owned()), ..Default::default() };
        Histories::from_interval_rows(read, &columns, None).unwrap()
    };
    let times = [0.5, 2.0, 3.25, 5.0, 8.0];
    let options = AalenJohansenOptions { start_time: Some(0.25), ..robust() };
    let probabilities = |who, by| {
        let curves = histories(who, by).aalen_johansen(&options).unwrap();
        let found = curves.at(&times).unwrap();
        found.iter().map(|row| (row.probability.unwrap(), row.std_err.unwrap())).collect::<Vec<_>>()
    };
    let h = 1e-5;
    let whole = probabilities(0, 0.0);
    let mut squares = vec![0.0; whole.len()];
    for person in 0..persons {
        let (more, less) = (probabilities(person, h), probabilities(person, -h));
        for (square, (more, less)) in squares.iter_mut().zip(more.iter().zip(&less)) {
            *square += ((more.0 - less.0) / (2.0 * h)).powi(2);
        }
    }
    assert!(whole.iter().filter(|(_, std_err)| *std_err > 0.01).count() > 20);
    for ((_, std_err), square) in whole.iter().zip(&squares) {
        // Central differences: h squared, and rounding over h.
        assert!((std_err - square.sqrt()).abs() < 1e-8, "{std_err} {}", square.sqrt());
    }
}
