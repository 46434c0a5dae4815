#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

use proptest::prelude::*;

use super::{Panel, PanelColumns, PanelRows};
use crate::transition::StateSpace;
use crate::{Code, Error, Labels};

type Row<'a> = (&'a str, f64, Option<&'a str>);

fn panel(rows: &[Row<'_>], space: Option<&StateSpace>) -> Result<Panel, Error> {
    let rows = PanelRows {
        person: Labels::from_names(rows.iter().map(|row| Some(row.0))),
        time: rows.iter().map(|row| row.1).collect(),
        state: Labels::from_names(rows.iter().map(|row| row.2)),
    };
    Panel::from_rows(rows, &PanelColumns::default(), space)
}

/// Ann is seen throughout, Ben misses the second wave, Cho is lost after the first, Dee joins
/// in the second, Eve is listed in the first but seen only in the third.
fn five() -> Vec<Row<'static>> {
    vec![
        ("ann", 2020.0, Some("job")),
        ("ann", 2021.0, Some("school")),
        ("ann", 2022.0, Some("job")),
        ("ben", 2020.0, Some("job")),
        ("ben", 2022.0, Some("job")),
        ("cho", 2020.0, Some("job")),
        ("dee", 2021.0, Some("school")),
        ("dee", 2022.0, Some("school")),
        ("eve", 2020.0, None),
        ("eve", 2022.0, Some("job")),
    ]
}

#[test]
fn denominators_say_of_whom() {
    let panel = panel(&five(), None).unwrap();
    let table = panel.transition_table();
    let row = |from: usize, origin: Option<&str>, target: Option<&str>| {
        let found = table
            .iter()
            .find(|row| row.from == from && row.origin == origin && row.target == target);
        found.map(|row| (row.n, row.of))
    };
    assert_eq!(row(0, Some("job"), Some("school")), Some((1, 1)));
    assert_eq!(row(0, Some("job"), Some("job")), Some((0, 1)));
    assert_eq!(row(0, Some("job"), None), Some((2, 3)));
    assert_eq!(row(0, None, Some("school")), Some((1, 1)));
    assert_eq!(row(1, Some("school"), Some("job")), Some((1, 2)));
    assert_eq!(row(1, Some("school"), None), Some((0, 2)));
    assert_eq!(row(1, None, Some("job")), Some((2, 2)));
    assert_eq!(row(1, None, None), None);
}

#[test]
fn attrition_tells_missing_a_wave_from_being_lost() {
    let panel = panel(&five(), None).unwrap();
    let attrition = panel.attrition();
    let counts: Vec<[u64; 6]> = attrition
        .iter()
        .map(|w| [w.enrolled, w.seen, w.joined, w.returned, w.missed, w.lost])
        .collect();
    assert_eq!(counts, [[4, 3, 3, 0, 1, 0], [5, 2, 1, 0, 2, 1], [5, 4, 1, 1, 0, 1]]);
    assert_eq!(panel.to_string(), "5 persons in 3 waves, 2 states, 9 interviews");
}

#[test]
fn who_has_died_is_not_lost() {
    let space = StateSpace::from_json(
        r#"{"format": "peerpath/state-space/1",
            "states": [{"name": "job"}, {"name": "died", "absorbing": true}]}"#,
    )
    .unwrap();
    let rows = [
        ("a", 1.0, Some("job")),
        ("a", 2.0, Some("died")),
        ("b", 1.0, Some("job")),
        ("b", 3.0, Some("job")),
    ];
    let panel = panel(&rows, Some(&space)).unwrap();
    let third = *panel.attrition().iter().last().unwrap();
    assert_eq!((third.ended, third.lost, third.share), (1, 0, 1.0));
}

#[test]
fn every_problem_is_reported() {
    let space = StateSpace::from_json(
        r#"{"format": "peerpath/state-space/1",
            "states": [{"name": "job"}, {"name": "died", "absorbing": true}]}"#,
    )
    .unwrap();
    let rows = [
        ("a", 1.0, Some("job")),
        ("a", 1.0, Some("died")),
        ("b", 1.0, Some("died")),
        ("b", 2.0, None),
        ("b", 3.0, Some("job")),
    ];
    let error = panel(&rows, Some(&space)).unwrap_err();
    assert_eq!((error.code(), error.count()), (Code::Panel, 2), "{error}");
    let rows = [("a", f64::NAN, Some("job")), ("a", 2.0, Some("jop"))];
    let error = panel(&rows, Some(&space)).unwrap_err();
    assert_eq!(error.count(), 2, "{error}");
    assert_eq!(panel(&[], None).unwrap_err().code(), Code::Empty);
    let times: Vec<Row<'_>> = (0..2000).map(|i| ("a", f64::from(i), Some("job"))).collect();
    assert!(panel(&times, None).unwrap_err().message().contains("2000 different times"));
}

proptest! {
    #[test]
    fn the_sums_are_right(cells in prop::collection::vec(prop::option::of(0u8..3), 4..80)) {
        let names = ["x", "y", "z"];
        let persons: Vec<String> = (0..cells.len()).map(|i| (i / 4).to_string()).collect();
        let rows: Vec<Row<'_>> = cells
            .iter()
            .zip(&persons)
            .enumerate()
            .map(|(i, (cell, person))| {
                (person.as_str(), (i % 4) as f64, cell.map(|state| names[usize::from(state)]))
            })
            .collect();
        let panel = panel(&rows, None).unwrap();
        let attrition = panel.attrition();
        for wave in attrition.iter() {
            prop_assert_eq!(wave.enrolled, wave.seen + wave.missed + wave.ended + wave.lost);
            // Everybody seen in a wave is a target once, from a state or from not being seen.
            if wave.wave > 0 {
                let table = panel.transition_table();
                let arrived: u64 = table
                    .iter()
                    .filter(|row| row.to == wave.wave && row.target.is_some())
                    .map(|row| row.n)
                    .sum();
                prop_assert_eq!(arrived, wave.seen);
            }
        }
        let mut reversed = rows.clone();
        reversed.reverse();
        let again = super::tests::panel(&reversed, None).unwrap();
        let counts = |panel: &Panel| {
            panel.transition_table().iter().map(|row| (row.n, row.of)).collect::<Vec<_>>()
        };
        prop_assert_eq!(counts(&panel), counts(&again));
    }
}
