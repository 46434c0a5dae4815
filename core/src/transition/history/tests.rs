#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

use proptest::prelude::*;

use super::{
    CovariateValues, EventColumns, EventRows, Gaps, Histories, IntervalColumns, IntervalRows,
    RowAttributes, SpellColumns, SpellRows,
};
use crate::transition::StateSpace;
use crate::{Code, Error, Labels};

type Event<'a> = (&'a str, f64, Option<&'a str>);

fn events(rows: &[Event<'_>], space: Option<&StateSpace>) -> Result<Histories, Error> {
    let rows = EventRows {
        person: Labels::from_names(rows.iter().map(|row| Some(row.0))),
        time: rows.iter().map(|row| row.1).collect(),
        state: Labels::from_names(rows.iter().map(|row| row.2)),
        attributes: Default::default(),
    };
    Histories::from_event_rows(rows, &EventColumns::default(), space)
}

fn space() -> StateSpace {
    StateSpace::from_json(
        r#"{"format": "peerpath/state-space/1",
            "states": [{"name": "seeking"}, {"name": "job"}, {"name": "retired", "absorbing": true}],
            "transitions": [{"origin": "seeking", "targets": ["job"]},
                            {"origin": "job", "targets": ["seeking", "retired"]}]}"#,
    )
    .unwrap()
}

fn places(error: &Error) -> Vec<String> {
    error.problems().iter().map(|problem| problem.place().to_string()).collect()
}

#[test]
fn observation_ends_where_it_is_said_to() {
    let rows = [
        // Followed to 9 by an end row.
        ("a", 0.0, Some("seeking")),
        ("a", 4.0, Some("job")),
        ("a", 9.0, None),
        // Leaves observation at 3 and comes back at 5; last seen in the state at 8.
        ("b", 0.0, Some("seeking")),
        ("b", 3.0, None),
        ("b", 5.0, Some("job")),
        ("b", 8.0, Some("job")),
        // Nothing after the last entry.
        ("c", 2.0, Some("seeking")),
        ("c", 6.0, Some("job")),
        // Absorbed.
        ("d", 0.0, Some("job")),
        ("d", 7.0, Some("retired")),
    ];
    let histories = events(&rows, Some(&space())).unwrap();
    let summary = histories.describe();
    assert_eq!((summary.persons, summary.transitions), (4, 3));
    assert_eq!(summary.time_in_state, [4.0 + 3.0 + 4.0, 5.0 + 3.0 + 7.0, 0.0]);
    assert_eq!(summary.longest_follow_up, 9.0);
    assert_eq!(histories.warnings().len(), 1);
    assert!(histories.warnings()[0].message().starts_with("1 of 4 persons"));
    assert_eq!(
        histories.to_string(),
        "4 persons, 3 transitions, 3 states, 26 units of person-time"
    );
}

#[test]
fn every_contradiction_is_reported_with_row_and_person() {
    let rows = [
        ("a", 0.0, Some("seeking")),
        ("a", 0.0, Some("job")),
        ("a", 2.0, Some("job")),
        ("a", 3.0, Some("retired")),
        ("a", 5.0, Some("job")),
        ("b", 1.0, None),
        ("b", 2.0, Some("seeking")),
        ("b", 3.0, Some("retired")),
        ("c", 1.0, Some("job")),
        ("c", 1.0, Some("job")),
    ];
    let error = events(&rows, Some(&space())).unwrap_err();
    assert_eq!(error.code(), Code::Histories);
    assert_eq!(
        places(&error),
        [
            "row 1, column `time`",
            "row 4, column `state`",
            "row 5, column `state`",
            "row 7, column `state`",
            "row 9, column `time`",
        ],
        "{error}"
    );
    assert!(error.problems()[0].found().contains("`job` here and `seeking` in row 0"));
    assert!(error.message().contains("person `b`"));
}

#[test]
fn impossible_times_states_and_persons_are_reported_together() {
    let rows = EventRows {
        person: Labels::from_names([Some("a"), None, Some("b"), Some("b")]),
        time: vec![-1.0, f64::NAN, f64::INFINITY, 2.0],
        state: Labels::from_names([Some("job"), Some("job"), Some("jop"), Some("job")]),
        attributes: Default::default(),
    };
    let error =
        Histories::from_event_rows(rows, &EventColumns::default(), Some(&space())).unwrap_err();
    assert_eq!(error.count(), 5, "{error}");
}

#[test]
fn nothing_and_next_to_nothing() {
    assert_eq!(events(&[], None).unwrap_err().code(), Code::Empty);
    // One person, seen once: read, but nobody is followed.
    let histories = events(&[("a", 0.0, Some("job"))], None).unwrap();
    assert_eq!(histories.describe().person_time, 0.0);
    let error = histories.aalen_johansen(&Default::default()).unwrap_err();
    assert_eq!(error.code(), Code::Empty);
    // Everyone censored: a curve that stays where it is.
    let histories = events(&[("a", 0.0, Some("job")), ("a", 5.0, None)], None).unwrap();
    let curves = histories.aalen_johansen(&Default::default()).unwrap();
    let at = curves.at(&[5.0]).unwrap();
    assert_eq!(at.iter().next().unwrap().probability, Some(1.0));
    // Columns of different lengths do not panic.
    let rows = EventRows { person: Labels::from_names([Some("a")]), ..EventRows::default() };
    assert!(Histories::from_event_rows(rows, &EventColumns::default(), None).is_err());
}

#[test]
fn intervals_are_checked_as_a_chain() {
    let read = |rows: &[(&str, f64, f64, &str, Option<&str>)], gaps: Gaps| {
        let rows = IntervalRows {
            person: Labels::from_names(rows.iter().map(|row| Some(row.0))),
            start: rows.iter().map(|row| row.1).collect(),
            stop: rows.iter().map(|row| row.2).collect(),
            origin: Labels::from_names(rows.iter().map(|row| Some(row.3))),
            target: Labels::from_names(rows.iter().map(|row| row.4)),
            attributes: Default::default(),
        };
        let columns = IntervalColumns { gaps, ..IntervalColumns::default() };
        Histories::from_interval_rows(rows, &columns, Some(&space()))
    };
    let error = read(
        &[
            ("a", 0.0, 5.0, "seeking", Some("job")),
            ("a", 4.0, 6.0, "job", None),
            ("b", 3.0, 3.0, "job", None),
            ("c", 0.0, 2.0, "seeking", Some("job")),
            ("c", 2.0, 3.0, "seeking", None),
            ("d", 0.0, 1.0, "retired", None),
            ("e", 0.0, 1.0, "seeking", Some("retired")),
        ],
        Gaps::Censor,
    )
    .unwrap_err();
    assert_eq!(
        places(&error),
        [
            "row 1, column `start`",
            "row 2, column `stop`",
            "row 4, column `origin`",
            "row 5, column `origin`",
            "row 6, column `target`",
        ],
        "{error}"
    );
    let gap =
        [("a", 0.0, 1.0, "seeking", Some("job")), ("a", 2.0, 3.0, "seeking", Some("seeking"))];
    assert_eq!(read(&gap, Gaps::Censor).unwrap().describe().transitions, 1);
    assert_eq!(read(&gap, Gaps::Error).unwrap_err().count(), 1);
}

#[test]
fn spells_adjoin_overlap_or_leave_gaps() {
    let read = |rows: &[(&str, f64, Option<f64>, &str)], gaps: Gaps| {
        let rows = SpellRows {
            person: Labels::from_names(rows.iter().map(|row| Some(row.0))),
            start: rows.iter().map(|row| row.1).collect(),
            stop: rows.iter().map(|row| row.2).collect(),
            state: Labels::from_names(rows.iter().map(|row| Some(row.3))),
            attributes: Default::default(),
        };
        let columns = SpellColumns { gaps, ..SpellColumns::default() };
        Histories::from_spell_rows(rows, &columns, Some(&space()))
    };
    let rows = [
        ("a", 0.0, Some(4.0), "seeking"),
        ("a", 4.0, None, "job"),
        ("a", 7.0, None, "retired"),
        ("b", 0.0, Some(2.0), "job"),
        ("b", 5.0, None, "job"),
    ];
    let histories = read(&rows, Gaps::Censor).unwrap();
    let summary = histories.describe();
    assert_eq!((summary.transitions, summary.person_time), (2, 9.0));
    assert_eq!(histories.warnings()[0].name(), "open-ended");
    assert_eq!(places(&read(&rows, Gaps::Error).unwrap_err()), ["row 4, column `start`"]);
    let bad = [
        ("a", 0.0, Some(4.0), "seeking"),
        ("a", 3.0, Some(5.0), "job"),
        ("b", 3.0, Some(2.0), "job"),
        ("c", 0.0, Some(1.0), "job"),
        ("c", 1.0, None, "retired"),
        ("c", 2.0, Some(3.0), "job"),
        ("d", 0.0, Some(1.0), "job"),
        ("d", 0.0, Some(2.0), "seeking"),
    ];
    let error = read(&bad, Gaps::Censor).unwrap_err();
    assert_eq!(
        places(&error),
        [
            "row 1, column `start`",
            "row 2, column `stop`",
            "row 5, column `state`",
            "row 7, column `start`",
        ],
        "{error}"
    );
}

#[test]
fn covariates_make_groups_where_they_hold_for_the_whole_person() {
    let read = |places: [Option<&str>; 3]| {
        let rows = EventRows {
            person: Labels::from_names(["a", "a", "b"].map(Some)),
            time: vec![0.0, 5.0, 0.0],
            state: Labels::from_names([Some("seeking"), Some("seeking"), Some("seeking")]),
            attributes: RowAttributes {
                covariates: vec![CovariateValues::Categories(Labels::from_names(places))],
                ..RowAttributes::default()
            },
        };
        let columns =
            EventColumns { covariates: vec!["region".to_owned()], ..EventColumns::default() };
        Histories::from_event_rows(rows, &columns, None)
    };
    let histories = read([Some("NC"), Some("NC"), None]).unwrap();
    assert_eq!(histories.covariates().collect::<Vec<_>>(), ["region"]);
    let by = |by: &str| crate::transition::AalenJohansenOptions {
        by: Some(by.to_owned()),
        ..Default::default()
    };
    let curves = histories.aalen_johansen(&by("region")).unwrap();
    assert_eq!(curves.warnings()[0].name(), "no-group");
    let error = histories.aalen_johansen(&by("age")).unwrap_err();
    assert!(error.message().contains("`region`"), "{error}");
    let moved = read([Some("NC"), Some("TN"), Some("TN")]).unwrap();
    assert_eq!(moved.describe().person_time, 5.0);
    let error = moved.aalen_johansen(&by("region")).unwrap_err();
    assert!(error.message().contains("changes within persons"), "{error}");
}

#[test]
fn what_a_person_weighs_and_where_they_belong_is_checked() {
    let read = |weight: [f64; 3], cluster: [Option<&str>; 3]| {
        let rows = SpellRows {
            person: Labels::from_names(["a", "a", "b"].map(Some)),
            start: vec![0.0, 2.0, 0.0],
            stop: vec![Some(2.0), Some(3.0), Some(4.0)],
            state: Labels::from_names(["x", "y", "x"].map(Some)),
            attributes: RowAttributes {
                weight: weight.to_vec(),
                cluster: Some(Labels::from_names(cluster)),
                ..RowAttributes::default()
            },
        };
        let (weight, cluster) = (Some("weight".to_owned()), Some("site".to_owned()));
        let columns = SpellColumns { weight, cluster, ..SpellColumns::default() };
        Histories::from_spell_rows(rows, &columns, None)
    };
    let error = read([0.0, -1.0, f64::NAN], [Some("s"), Some("t"), None]).unwrap_err();
    assert_eq!(
        places(&error),
        [
            "row 0, column `weight`",
            "row 1, column `weight`",
            "row 2, column `weight`",
            "row 1, column `site`",
            "row 2, column `site`",
        ],
        "{error}"
    );
    // Weights may change within a person: 2 persons in x until 2, half a person in y.
    let histories = read([2.0, 0.5, 1.0], [Some("s"), Some("s"), Some("t")]).unwrap();
    let table = histories.summarise(&Default::default()).unwrap();
    assert!(table.is_weighted());
    assert_eq!((table.transitions(), table.person_time()), (1, 7.0));
}

#[test]
fn gaps_can_be_a_state() {
    let rows = SpellRows {
        person: Labels::from_names(["a", "a", "b"].map(Some)),
        start: vec![0.0, 5.0, 0.0],
        stop: vec![Some(2.0), Some(8.0), Some(4.0)],
        state: Labels::from_names(["x", "x", "x"].map(Some)),
        attributes: RowAttributes::default(),
    };
    let gaps = Gaps::State("away".to_owned());
    let columns = SpellColumns { gaps: gaps.clone(), ..SpellColumns::default() };
    let spells = Histories::from_spell_rows(rows, &columns, None).unwrap();
    assert_eq!(spells.describe().time_in_state, [3.0, 9.0]);
    assert_eq!(spells.describe().transitions, 2);
    let rows = IntervalRows {
        person: Labels::from_names(["a", "a", "b"].map(Some)),
        start: vec![0.0, 5.0, 0.0],
        stop: vec![2.0, 8.0, 4.0],
        origin: Labels::from_names(["x", "x", "x"].map(Some)),
        target: Labels::from_names([None, None, None]),
        attributes: RowAttributes::default(),
    };
    let columns = IntervalColumns { gaps, ..IntervalColumns::default() };
    let intervals = Histories::from_interval_rows(rows, &columns, None).unwrap();
    assert_eq!(intervals.rows(), spells.rows());
    let nowhere = StateSpace::open(["x"]).unwrap();
    let rows = IntervalRows {
        person: Labels::from_names([Some("a")]),
        start: vec![0.0],
        stop: vec![1.0],
        origin: Labels::from_names([Some("x")]),
        target: Labels::from_names([None]),
        attributes: RowAttributes::default(),
    };
    let error = Histories::from_interval_rows(rows, &columns, Some(&nowhere)).unwrap_err();
    assert!(error.message().contains("`away`"), "{error}");
}

proptest! {
    /// The three forms of the same histories are the same histories.
    #[test]
    fn forms_agree(stays in prop::collection::vec((0u32..5, 1u32..9, 0u8..3), 1..60), seed in any::<u64>()) {
        let states = ["x", "y", "z"];
        let mut clock = [0u32; 5];
        let mut last: [Option<u8>; 5] = [None; 5];
        // Spells that adjoin, person by person.
        let mut spells: Vec<(u32, f64, f64, u8)> = Vec::new();
        for (person, length, state) in stays {
            let p = person as usize;
            if last[p] == Some(state) {
                continue;
            }
            spells.push((person, f64::from(clock[p]), f64::from(clock[p] + length), state));
            clock[p] += length;
            last[p] = Some(state);
        }
        let name = |person: u32| format!("p{person}");
        let next = |i: usize| {
            let (person, _, stop, _) = spells[i];
            spells[i..].iter().find(|s| s.0 == person && s.1 == stop).map(|s| s.3)
        };
        let mut told: Vec<(String, f64, Option<&str>)> = Vec::new();
        for (i, &(person, start, stop, state)) in spells.iter().enumerate() {
            told.push((name(person), start, Some(states[usize::from(state)])));
            if next(i).is_none() {
                told.push((name(person), stop, None));
            }
        }
        let persons: Vec<String> = spells.iter().map(|s| name(s.0)).collect();
        let person = || Labels::from_names(persons.iter().map(|p| Some(p.as_str())));
        let label = |s: &(u32, f64, f64, u8)| Some(states[usize::from(s.3)]);
        let from_spells = Histories::from_spell_rows(
            SpellRows {
                person: person(),
                start: spells.iter().map(|s| s.1).collect(),
                stop: spells.iter().map(|s| Some(s.2)).collect(),
                state: Labels::from_names(spells.iter().map(label)),
                attributes: Default::default(),
            },
            &SpellColumns::default(),
            None,
        ).unwrap();
        let from_intervals = Histories::from_interval_rows(
            IntervalRows {
                person: person(),
                start: spells.iter().map(|s| s.1).collect(),
                stop: spells.iter().map(|s| s.2).collect(),
                origin: Labels::from_names(spells.iter().map(label)),
                target: Labels::from_names(
                    (0..spells.len()).map(|i| next(i).map(|s| states[usize::from(s)])),
                ),
                attributes: Default::default(),
            },
            &IntervalColumns::default(),
            None,
        ).unwrap();
        prop_assert_eq!(&from_spells, &from_intervals);
        let rows: Vec<Event<'_>> = told.iter().map(|e| (e.0.as_str(), e.1, e.2)).collect();
        let from_events = events(&rows, None).unwrap();
        prop_assert_eq!(&from_events, &from_spells);
        // Rows in another order are the same histories, but for the order of persons.
        let mut shuffled = rows.clone();
        let len = shuffled.len();
        shuffled.rotate_left((seed % len as u64) as usize);
        shuffled.reverse();
        let summary = |h: &Histories| h.summarise(&Default::default()).unwrap();
        prop_assert_eq!(summary(&events(&shuffled, None).unwrap()), summary(&from_events));
    }
}

/// A person, when their stay begins and ends, its state, and what else is said of it.
#[cfg(feature = "arrow")]
type Stay = (u32, f64, f64, u8, u8);

proptest! {
    /// What is told in one of the forms is read back as it was.
    #[cfg(feature = "arrow")]
    #[test]
    fn forms_come_back(
        stays in prop::collection::vec((0u32..5, 1u32..9, 0u8..3, 0u8..3, any::<bool>()), 1..40),
    ) {
        let mut clock = [0u32; 5];
        let mut rows: Vec<Stay> = Vec::new();
        for (person, length, state, value, gap) in stays {
            let p = person as usize;
            let start = clock[p] + u32::from(gap);
            rows.push((person, f64::from(start), f64::from(start + length), state, value));
            clock[p] = start + length;
        }
        let names = ["x", "y", "z"];
        let label = |of: &dyn Fn(&Stay) -> Option<String>| {
            let texts: Vec<Option<String>> = rows.iter().map(of).collect();
            Labels::from_names(texts.iter().map(Option::as_deref))
        };
        let spells = SpellRows {
            person: label(&|row| Some(format!("p{}", row.0))),
            start: rows.iter().map(|row| row.1).collect(),
            stop: rows.iter().map(|row| Some(row.2)).collect(),
            state: label(&|row| Some(names[usize::from(row.3)].to_owned())),
            attributes: RowAttributes {
                weight: rows.iter().map(|row| 1.0 + f64::from(row.4)).collect(),
                cluster: Some(label(&|row| Some(format!("c{}", row.0 % 2)))),
                reason: Some(label(&|row| (row.4 > 0).then(|| format!("r{}", row.4)))),
                covariates: vec![
                    CovariateValues::Numbers(rows.iter().map(|row| f64::from(row.4)).collect()),
                    CovariateValues::Categories(label(&|row| (row.4 > 1).then(|| "k".to_owned()))),
                ],
            },
        };
        let covariates = vec!["age".to_owned(), "kind".to_owned()];
        let named = |name: &str| Some(name.to_owned());
        let columns = SpellColumns {
            weight: named("weight"), cluster: named("cluster"), reason: named("reason"),
            covariates: covariates.clone(), gaps: Gaps::Censor, ..SpellColumns::default()
        };
        let first = Histories::from_spell_rows(spells, &columns, None).unwrap();
        let again = Histories::from_spells(&first.to_spells().unwrap(), &columns, None).unwrap();
        prop_assert_eq!(&again.to_intervals().unwrap().to_json(), &first.to_intervals().unwrap().to_json());
        let columns = IntervalColumns {
            weight: named("weight"), cluster: named("cluster"), reason: named("reason"),
            covariates: covariates.clone(), ..IntervalColumns::default()
        };
        let again = Histories::from_intervals(&first.to_intervals().unwrap(), &columns, None).unwrap();
        prop_assert_eq!(again.rows(), first.rows());
        prop_assert_eq!(&again.to_spells().unwrap().to_json(), &first.to_spells().unwrap().to_json());
        let columns = EventColumns {
            weight: named("weight"), cluster: named("cluster"), covariates,
            ..EventColumns::default()
        };
        let again = Histories::from_events(&first.to_events().unwrap(), &columns, None).unwrap();
        // Adjoining stays in one state that differ in nothing are one stay as events.
        prop_assert_eq!(
            again.summarise(&Default::default()).unwrap().to_bytes(),
            first.summarise(&Default::default()).unwrap().to_bytes()
        );
        prop_assert_eq!(again.describe().at_risk, first.describe().at_risk);
    }
}
