#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "tests")]

use proptest::prelude::*;

use super::{
    AalenJohansenOptions, IntervalScale, RiskTable, StandardError, StateProbabilities,
    SummariseOptions,
};
use crate::transition::{Histories, IntervalColumns, IntervalRows, RowAttributes, StateSpace};
use crate::{Code, Labels};

/// Person, start, stop, origin, target.
pub(super) type Interval = (u32, f64, f64, u8, Option<u8>);

pub(super) fn histories(rows: &[Interval]) -> Histories {
    let names: Vec<String> = rows.iter().map(|row| row.0.to_string()).collect();
    let state = |state: u8| ["a", "b", "c", "d"][usize::from(state)];
    let rows = IntervalRows {
        person: Labels::from_names(names.iter().map(|name| Some(name.as_str()))),
        start: rows.iter().map(|row| row.1).collect(),
        stop: rows.iter().map(|row| row.2).collect(),
        origin: Labels::from_names(rows.iter().map(|row| Some(state(row.3)))),
        target: Labels::from_names(rows.iter().map(|row| row.4.map(state))),
        attributes: Default::default(),
    };
    Histories::from_interval_rows(rows, &IntervalColumns::default(), None).unwrap()
}

fn summary(rows: &[Interval]) -> RiskTable {
    histories(rows).summarise(&SummariseOptions::default()).unwrap()
}

fn values(result: &StateProbabilities) -> Vec<(f64, f64)> {
    result.iter().map(|row| (row.probability.unwrap(), row.std_err.unwrap())).collect()
}

/// Persons of whom each goes through a few states: recurrent, with ties (times are multiples
/// of `grain`), delayed entry and gaps.
pub(super) fn persons(grain: f64) -> impl Strategy<Value = Vec<Vec<Interval>>> {
    let steps = prop::collection::vec((1u32..6, 0u8..4, any::<bool>()), 1..6);
    let person = (0u32..4, 0u8..4, steps);
    prop::collection::vec(person, 1..25).prop_map(move |persons| {
        let all = persons.into_iter().enumerate().map(|(id, (entry, first, steps))| {
            let (mut time, mut state) = (entry, first);
            let mut rows = Vec::new();
            for (length, next, gap) in steps {
                let until = time + length;
                let target = (next != state && !gap).then_some(next);
                let (start, stop) = (f64::from(time) * grain, f64::from(until) * grain);
                rows.push((id as u32, start, stop, state, target));
                time = until + u32::from(gap);
                state = next;
            }
            rows
        });
        all.collect()
    })
}

/// The estimator and its Greenwood covariance as they are defined, with matrices: no
/// recursion in place, no sparsity.
fn by_definition(rows: &[Interval], states: usize, time: f64) -> Vec<(f64, f64)> {
    let start = rows.iter().map(|row| row.1).fold(f64::INFINITY, f64::min);
    let at = |state: usize| {
        let there =
            |row: &&Interval| row.1 <= start && start < row.2 && usize::from(row.3) == state;
        rows.iter().filter(there).count() as f64
    };
    let n: f64 = (0..states).map(at).sum();
    let mut p: Vec<f64> = (0..states).map(|state| at(state) / n).collect();
    let mut v = vec![vec![0.0; states]; states];
    for i in 0..states {
        for j in 0..states {
            v[i][j] = (f64::from(u8::from(i == j)) * p[i] - p[i] * p[j]) / n;
        }
    }
    let mut times: Vec<f64> = rows.iter().map(|row| row.2).filter(|t| *t <= time).collect();
    times.sort_by(f64::total_cmp);
    times.dedup();
    for u in times {
        let mut m = vec![vec![0.0; states]; states];
        let mut noise = vec![vec![0.0; states]; states];
        for j in 0..states {
            let at_risk = |row: &&Interval| row.1 < u && u <= row.2 && usize::from(row.3) == j;
            let y = rows.iter().filter(at_risk).count() as f64;
            let moves = |k: usize| {
                let to = |row: &&Interval| row.2 == u && row.4.map(usize::from) == Some(k);
                rows.iter().filter(at_risk).filter(to).count() as f64
            };
            m[j][j] = 1.0;
            if y == 0.0 {
                continue;
            }
            let d: Vec<f64> = (0..states).map(|k| if k == j { 0.0 } else { moves(k) }).collect();
            let leaving: f64 = d.iter().sum();
            // Where those at risk in j are after u: multinomial.
            let share: Vec<f64> =
                (0..states).map(|k| if k == j { (y - leaving) / y } else { d[k] / y }).collect();
            m[j] = share.clone();
            for k in 0..states {
                for l in 0..states {
                    let same = f64::from(u8::from(k == l)) * share[k];
                    noise[k][l] += p[j] * p[j] * (same - share[k] * share[l]) / y;
                }
            }
        }
        let mut next = noise;
        for k in 0..states {
            for l in 0..states {
                for (i, vi) in v.iter().enumerate() {
                    for (j, vij) in vi.iter().enumerate() {
                        next[k][l] += m[i][k] * vij * m[j][l];
                    }
                }
            }
        }
        v = next;
        p = (0..states).map(|k| (0..states).map(|j| p[j] * m[j][k]).sum()).collect();
    }
    (0..states).map(|k| (p[k], v[k][k].max(0.0).sqrt())).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn the_walk_is_the_definition(persons in persons(1.0), time in 0u32..30) {
        let rows: Vec<Interval> = persons.concat();
        let histories = histories(&rows);
        let names: Vec<usize> = histories
            .space()
            .names()
            .map(|name| ["a", "b", "c", "d"].iter().position(|known| *known == name).unwrap())
            .collect();
        let curves = histories.aalen_johansen(&AalenJohansenOptions::default()).unwrap();
        let last = rows.iter().map(|row| row.2).fold(0.0, f64::max);
        let first = rows.iter().map(|row| row.1).fold(f64::INFINITY, f64::min);
        let time = f64::from(time).clamp(first, last);
        let found = values(&curves.at(&[time]).unwrap());
        let expected = by_definition(&rows, 4, time);
        for (i, (p, std_err)) in found.iter().enumerate() {
            let (q, expected_err) = expected[names[i]];
            prop_assert!((p - q).abs() < 1e-12, "{p} {q}");
            // Variances: where the true one is 0, a root would magnify the rounding of both.
            let (variance, expected) = (std_err * std_err, expected_err * expected_err);
            prop_assert!((variance - expected).abs() < 1e-14, "{variance} {expected}");
        }
    }

    #[test]
    fn probabilities_are_probabilities(persons in persons(0.1), aalen in any::<bool>()) {
        let rows: Vec<Interval> = persons.concat();
        let se = if aalen { StandardError::Aalen } else { StandardError::Greenwood };
        let options = AalenJohansenOptions { se, ..Default::default() };
        let curves = histories(&rows).aalen_johansen(&options).unwrap();
        let curve = curves.curve().unwrap();
        let states = curves.space().len();
        let lines: Vec<_> = curve.iter().collect();
        for step in lines.chunks(states) {
            let sum: f64 = step.iter().map(|row| row.probability.unwrap()).sum();
            prop_assert!((sum - 1.0).abs() < 1e-12);
            for row in step {
                let p = row.probability.unwrap();
                prop_assert!((0.0..=1.0 + 1e-12).contains(&p));
                prop_assert!(row.std_err.unwrap() >= 0.0);
                if let (Some(lower), Some(upper)) = (row.lower, row.upper) {
                    prop_assert!(0.0 <= lower && lower <= p && p <= upper && upper <= 1.0);
                }
            }
        }
        // The curve is what `at` gives at its own times.
        let times: Vec<f64> = lines.iter().step_by(states).map(|row| row.time).collect();
        prop_assert_eq!(values(&curves.at(&times).unwrap()), values(&curve));
        // Mean times add up.
        let (first, last) = (times[0], rows.iter().map(|row| row.2).fold(0.0, f64::max));
        let means = curves.restricted_mean_time(last).unwrap();
        let total: f64 = means.iter().map(|row| row.estimate.unwrap()).sum();
        prop_assert!((total - (last - first)).abs() < 1e-9);
    }

    #[test]
    fn parts_merge_to_the_whole(
        persons in persons(0.1), cut in prop::collection::vec(0usize..3, 25), whole in any::<bool>(),
    ) {
        let mut persons = persons;
        if whole {
            for row in persons.iter_mut().flatten() {
                (row.1, row.2) = ((row.1 * 10.0).round(), (row.2 * 10.0).round());
            }
        }
        let all = summary(&persons.concat());
        let parts: Vec<RiskTable> = (0..3)
            .filter_map(|part| {
                let rows: Vec<Interval> = persons
                    .iter()
                    .zip(&cut)
                    .filter(|(_, cut)| **cut == part)
                    .flat_map(|(rows, _)| rows.clone())
                    .collect();
                (!rows.is_empty()).then(|| summary(&rows))
            })
            .collect();
        let fold = |order: &[usize]| {
            let mut parts = order.iter().filter_map(|&part| parts.get(part));
            let first = parts.next().unwrap().clone();
            parts.fold(first, |all, part| all.merge(part).unwrap())
        };
        for order in [[0, 1, 2], [2, 1, 0], [1, 2, 0]] {
            let merged = fold(&order);
            prop_assert_eq!(&merged, &all);
            prop_assert_eq!(merged.to_bytes(), all.to_bytes());
        }
        if let [a, b, c] = parts.as_slice() {
            prop_assert_eq!(a.merge(&b.merge(c).unwrap()).unwrap(), fold(&[0, 1, 2]));
        }
        let mut reversed = persons.concat();
        reversed.reverse();
        prop_assert_eq!(summary(&reversed), all.clone());
        prop_assert_eq!(RiskTable::from_bytes(&all.to_bytes()).unwrap(), all);
    }

    #[test]
    fn rows_of_one_person_can_come_apart(persons in persons(0.5), cut in any::<prop::sample::Index>()) {
        let rows = persons.concat();
        let cut = cut.index(rows.len());
        let all = summary(&rows);
        let (one, other) = rows.split_at(cut);
        if !one.is_empty() && !other.is_empty() {
            let merged = summary(one).merge(&summary(other)).unwrap();
            let options = AalenJohansenOptions::default();
            let curve = |table: &RiskTable| {
                values(&table.aalen_johansen(&options).unwrap().curve().unwrap())
            };
            prop_assert_eq!(curve(&merged), curve(&all));
            prop_assert_eq!(merged.person_time(), all.person_time());
        }
    }

    #[test]
    fn hostile_bytes_are_refused(
        persons in persons(1.0), at in any::<prop::sample::Index>(), byte in any::<u8>(),
        garbage in prop::collection::vec(any::<u8>(), 0..300),
    ) {
        let mut bytes = summary(&persons.concat()).to_bytes();
        let _ = RiskTable::from_bytes(&garbage);
        let cut = at.index(bytes.len());
        prop_assert!(RiskTable::from_bytes(&bytes[..cut]).is_err());
        bytes[cut] ^= byte;
        // Either it is refused, or what was read is sound enough to be estimated from.
        if let Ok(table) = RiskTable::from_bytes(&bytes)
            && let Ok(curves) = table.aalen_johansen(&AalenJohansenOptions::default())
        {
            for row in curves.curve().unwrap().iter() {
                prop_assert!((-1e-9..=1.0 + 1e-9).contains(&row.probability.unwrap()));
            }
        }
    }
}

#[test]
fn threads_do_not_show() {
    // Enough rows for threads to be used.
    for grain in [1.0, 0.137] {
        let mut rows: Vec<Interval> = Vec::new();
        for person in 0..30_000u32 {
            let (mut time, mut state) = (0u32, 0u8);
            for step in 0..3u32 {
                let until = time + 1 + (person * 7 + step * 13) % 50;
                let next = ((u32::from(state) + 1 + person % 3) % 4) as u8;
                let target = ((person + step) % 5 != 0).then_some(next);
                rows.push((
                    person,
                    f64::from(time) * grain,
                    f64::from(until) * grain,
                    state,
                    target,
                ));
                (time, state) = (until, target.unwrap_or(state));
            }
        }
        let histories = histories(&rows);
        let table = |threads| {
            let options = SummariseOptions { by: None, threads: Some(threads) };
            histories.summarise(&options).unwrap()
        };
        let one = table(1);
        for threads in [2, 3, 8] {
            assert_eq!(table(threads).to_bytes(), one.to_bytes(), "{threads} threads");
        }
    }
}

#[test]
fn without_censoring_the_error_is_binomial() {
    // Everybody is followed from 0 to 10, some in a, some in b at the start.
    let mut rows: Vec<Interval> = Vec::new();
    for person in 0..40u32 {
        let first = u8::from(person % 4 == 0);
        let second = 2 - u8::from(person % 3 == 0) * first;
        let time = f64::from(1 + person % 7);
        if second == first {
            rows.push((person, 0.0, 10.0, first, None));
        } else {
            rows.push((person, 0.0, time, first, Some(second)));
            rows.push((person, time, 10.0, second, None));
        }
    }
    let curves = histories(&rows).aalen_johansen(&AalenJohansenOptions::default()).unwrap();
    for time in [0.0, 3.0, 5.5, 10.0] {
        for (p, std_err) in values(&curves.at(&[time]).unwrap()) {
            assert!((std_err - (p * (1.0 - p) / 40.0).sqrt()).abs() < 1e-14, "{p} {std_err}");
        }
    }
}

#[test]
fn two_states_are_kaplan_meier() {
    let rows: Vec<Interval> = [(6, 1), (6, 1), (6, 1), (6, 0), (7, 1), (9, 0), (10, 1), (10, 0)]
        .iter()
        .enumerate()
        .map(|(i, &(time, event))| (i as u32, 0.0, f64::from(time), 0, (event == 1).then_some(1)))
        .collect();
    let curves = histories(&rows).aalen_johansen(&AalenJohansenOptions::default()).unwrap();
    // Closed form: S = (5/8)(3/4)(1/2), Greenwood S² Σ d / (Y (Y - d)).
    let s = 5.0 / 8.0 * 3.0 / 4.0 * 0.5;
    let sum: f64 = 3.0 / (8.0 * 5.0) + 1.0 / (4.0 * 3.0) + 1.0 / (2.0 * 1.0);
    let found = values(&curves.at(&[10.0]).unwrap());
    assert!((found[0].0 - s).abs() < 1e-15 && (found[0].1 - s * sum.sqrt()).abs() < 1e-15);
    assert!((found[1].0 - (1.0 - s)).abs() < 1e-15);
    // Tsiatis: S² Σ d / Y².
    let options = AalenJohansenOptions { se: StandardError::Aalen, ..Default::default() };
    let sum: f64 = 3.0 / 64.0 + 1.0 / 16.0 + 1.0 / 4.0;
    let curves = histories(&rows).aalen_johansen(&options).unwrap();
    assert!((values(&curves.at(&[10.0]).unwrap())[0].1 - s * sum.sqrt()).abs() < 1e-15);
}

#[test]
fn times_keep_their_order_and_know_their_end() {
    let rows = [(1, 0.0, 4.0, 0, Some(1)), (1, 4.0, 9.0, 1, None), (2, 0.0, 6.0, 0, None)];
    let curves = histories(&rows).aalen_johansen(&AalenJohansenOptions::default()).unwrap();
    let result = curves.at(&[9.0, 0.0, 12.0, 9.0]).unwrap();
    let times: Vec<f64> = result.iter().step_by(2).map(|row| row.time).collect();
    assert_eq!(times, [9.0, 0.0, 12.0, 9.0]);
    let p: Vec<Option<f64>> = result.iter().step_by(2).map(|row| row.probability).collect();
    assert_eq!(p, [Some(0.5), Some(1.0), None, Some(0.5)]);
    let names: Vec<&str> = result.warnings().iter().map(crate::Warning::name).collect();
    assert_eq!(names, ["beyond-follow-up"]);
    let mean = curves.restricted_mean_time(20.0).unwrap();
    assert!(mean.iter().all(|row| row.estimate.is_none()));
    assert!(curves.at(&[]).unwrap().iter().next().is_none());
}

#[test]
fn a_risk_set_that_empties_and_fills_again_is_told() {
    // b is left by nobody and empty from 5 to 7, while it has probability.
    let rows = [
        (1, 0.0, 3.0, 0, Some(1)),
        (1, 3.0, 5.0, 1, None),
        (2, 0.0, 7.0, 0, Some(1)),
        (2, 7.0, 9.0, 1, None),
    ];
    let curves = histories(&rows).aalen_johansen(&AalenJohansenOptions::default()).unwrap();
    let warnings = curves.at(&[9.0]).unwrap().warnings().to_vec();
    assert_eq!(
        warnings.iter().map(crate::Warning::name).collect::<Vec<_>>(),
        ["risk-set-refilled"]
    );
    assert!(warnings[0].message().contains("`b` at 5"));
    assert!(curves.at(&[6.0]).unwrap().warnings().is_empty());
}

#[test]
fn options_are_refused_with_what_would_do() {
    let rows = [(1, 1.0, 4.0, 0, Some(1)), (2, 1.0, 6.0, 0, None)];
    let table = summary(&rows);
    let refused = |options: AalenJohansenOptions| {
        let error = table.aalen_johansen(&options).unwrap_err();
        assert_eq!(error.code(), Code::Argument);
        error.message()
    };
    let with = AalenJohansenOptions::default;
    assert!(refused(AalenJohansenOptions { level: 1.0, ..with() }).contains("level"));
    assert!(refused(AalenJohansenOptions { level: f64::NAN, ..with() }).contains("NaN"));
    assert!(refused(AalenJohansenOptions { start_time: Some(-1.0), ..with() }).contains("-1"));
    assert!(refused(AalenJohansenOptions { start_time: Some(6.0), ..with() }).contains("before 6"));
    assert!(refused(AalenJohansenOptions { start_time: Some(0.0), ..with() }).contains("nobody"));
    let state = Some("z".to_owned());
    assert!(refused(AalenJohansenOptions { start_state: state, ..with() }).contains("`a`, `b`"));
    let by = Some("state".to_owned());
    assert!(refused(AalenJohansenOptions { by, ..with() }).contains("no groups"));
    let curves = table.aalen_johansen(&with()).unwrap();
    let error = curves.at(&[0.5, f64::NAN, f64::INFINITY, 2.0]).unwrap_err();
    assert_eq!((error.code(), error.count()), (Code::Argument, 3));
    assert_eq!(curves.transition_matrix(4.0, 2.0).unwrap_err().count(), 1);
    assert!(curves.restricted_mean_time(f64::INFINITY).is_err());
}

#[test]
fn tables_that_do_not_fit_are_not_merged() {
    let rows = [(1, 0.0, 4.0, 0, Some(1))];
    let table = summary(&rows);
    let declared = StateSpace::from_json(
        r#"{"format": "peerpath/state-space/1", "states": [{"name": "a"}, {"name": "b"}]}"#,
    )
    .unwrap();
    let other = RiskTable { space: declared, ..table.clone() };
    assert_eq!(table.merge(&other).unwrap_err().code(), Code::Argument);
    let unit = Some(crate::transition::TimeUnit::Days);
    assert!(table.merge(&RiskTable { unit, ..table.clone() }).is_err());
    let by = Some("x".to_owned());
    assert!(table.merge(&RiskTable { by, ..table.clone() }).is_err());
    // Open spaces are united.
    let third = summary(&[(2, 0.0, 3.0, 2, Some(0))]);
    assert_eq!(table.merge(&third).unwrap().space().names().collect::<Vec<_>>(), ["a", "b", "c"]);
}

#[test]
fn intervals_on_every_scale_hold_the_estimate() {
    let rows: Vec<Interval> =
        (0..20).map(|i| (i, 0.0, f64::from(1 + i % 9), 0, (i % 3 != 0).then_some(1))).collect();
    for interval in [IntervalScale::LogLog, IntervalScale::Log, IntervalScale::Plain] {
        let options = AalenJohansenOptions { interval, level: 0.9, ..Default::default() };
        let curves = histories(&rows).aalen_johansen(&options).unwrap();
        for row in curves.at(&[4.0]).unwrap().iter() {
            let (p, lower, upper) =
                (row.probability.unwrap(), row.lower.unwrap(), row.upper.unwrap());
            assert!(lower < p && p < upper, "{interval:?}: {lower} {p} {upper}");
        }
    }
}

/// The histories with a weight and a cluster for each person.
pub(super) fn weighted(
    rows: &[Interval],
    weight: impl Fn(u32) -> f64,
    cluster: impl Fn(u32) -> u32,
) -> Histories {
    let names: Vec<String> = rows.iter().map(|row| row.0.to_string()).collect();
    let clusters: Vec<String> = rows.iter().map(|row| cluster(row.0).to_string()).collect();
    let state = |state: u8| ["a", "b", "c", "d"][usize::from(state)];
    let rows = IntervalRows {
        person: Labels::from_names(names.iter().map(|name| Some(name.as_str()))),
        start: rows.iter().map(|row| row.1).collect(),
        stop: rows.iter().map(|row| row.2).collect(),
        origin: Labels::from_names(rows.iter().map(|row| Some(state(row.3)))),
        target: Labels::from_names(rows.iter().map(|row| row.4.map(state))),
        attributes: RowAttributes {
            weight: rows.iter().map(|row| weight(row.0)).collect(),
            cluster: Some(Labels::from_names(clusters.iter().map(|name| Some(name.as_str())))),
            ..RowAttributes::default()
        },
    };
    let columns = IntervalColumns { cluster: Some("cluster".to_owned()), ..Default::default() };
    Histories::from_interval_rows(rows, &columns, None).unwrap()
}

pub(super) fn robust() -> AalenJohansenOptions {
    AalenJohansenOptions { se: StandardError::Robust, ..AalenJohansenOptions::default() }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn influence_is_the_derivative_in_the_weight(
        persons in persons(0.5),
        asked in prop::collection::vec(0u32..20, 1..4),
    ) {
        let rows: Vec<Interval> = persons.concat();
        let times: Vec<f64> = asked.iter().map(|time| f64::from(*time) * 0.5).collect();
        let curves = histories(&rows).aalen_johansen(&robust()).unwrap();
        let (first, last) = curves.range();
        let times: Vec<f64> =
            times.into_iter().filter(|time| (first..=last).contains(time)).collect();
        let influence = curves.pseudo_values(&times).unwrap();
        let mut sums = std::collections::BTreeMap::new();
        for (i, row) in influence.iter().enumerate().filter(|(i, _)| i % 7 == 0) {
            let who: u32 = row.person.parse().unwrap();
            let h = 1e-5;
            let moved = |by: f64| {
                let weight = |person| if person == who { 1.0 + by } else { 1.0 };
                let start_time = Some(first);
                let options = AalenJohansenOptions { start_time, ..Default::default() };
                let curves = weighted(&rows, weight, |person| person).aalen_johansen(&options);
                let found = curves.unwrap().at(&[row.time]).unwrap();
                let found = found.iter().find(|found| found.state == row.state);
                found.unwrap().probability.unwrap()
            };
            let slope = (moved(h) - moved(-h)) / (2.0 * h);
            prop_assert!((slope - row.influence).abs() < 1e-7, "{i}: {slope} {row:?}");
        }
        for row in influence.iter() {
            *sums.entry((row.time.to_bits(), row.state)).or_insert(0.0) += row.influence;
        }
        for (at, sum) in sums {
            prop_assert!(sum.abs() < 1e-12, "{at:?}: {sum}");
        }
    }

    #[test]
    fn weights_of_two_are_duplicated_rows(persons in persons(0.5)) {
        let rows: Vec<Interval> = persons.concat();
        let twice: Vec<Interval> = rows
            .iter()
            .flat_map(|row| [(row.0 * 2, row.1, row.2, row.3, row.4), (row.0 * 2 + 1, row.1, row.2, row.3, row.4)])
            .collect();
        let heavy = weighted(&rows, |_| 2.0, |person| person);
        // Where each person and their double are a cluster.
        let double = weighted(&twice, |_| 1.0, |person| person / 2);
        for se in [StandardError::Robust, StandardError::Greenwood, StandardError::Aalen] {
            let options = AalenJohansenOptions { se, ..AalenJohansenOptions::default() };
            let (a, b) = (heavy.aalen_johansen(&options).unwrap(), double.aalen_johansen(&options).unwrap());
            let (a, b) = (values(&a.curve().unwrap()), values(&b.curve().unwrap()));
            prop_assert_eq!(a.len(), b.len());
            for (a, b) in a.iter().zip(&b) {
                prop_assert!((a.0 - b.0).abs() < 1e-12 && (a.1 - b.1).abs() < 1e-12);
            }
        }
    }

    #[test]
    fn weighted_parts_merge_to_the_whole_to_the_bit(
        persons in persons(0.1),
        parts in prop::collection::vec(0usize..3, 25),
        scale in 0.01f64..100.0,
    ) {
        let weight = |person: u32| scale / f64::from(person + 3);
        let rows: Vec<Interval> = persons.concat();
        let options = SummariseOptions::default();
        let whole = weighted(&rows, weight, |person| person).summarise(&options).unwrap();
        let mut tables: Vec<RiskTable> = (0..3)
            .filter_map(|part| {
                let own = |row: &&Interval| parts[row.0 as usize] == part;
                let own: Vec<Interval> = rows.iter().filter(own).copied().collect();
                (!own.is_empty())
                    .then(|| weighted(&own, weight, |person| person).summarise(&options).unwrap())
            })
            .collect();
        let first = parts[0] % tables.len().max(1);
        tables.rotate_left(first);
        let merged = tables.iter().skip(1).fold(tables[0].clone(), |all, part| all.merge(part).unwrap());
        prop_assert_eq!(merged.to_bytes(), whole.to_bytes());
        prop_assert_eq!(RiskTable::from_bytes(&whole.to_bytes()).unwrap(), whole);
    }

    #[test]
    fn robust_mean_time_is_the_integral(persons in persons(0.5)) {
        let rows: Vec<Interval> = persons.concat();
        let curves = histories(&rows).aalen_johansen(&robust()).unwrap();
        let (first, last) = curves.range();
        // All times are multiples of a half: sums over the steps are the integral.
        let steps: Vec<f64> = (0..((last - first) * 2.0) as u32).map(|i| first + f64::from(i) * 0.5).collect();
        let at_steps = curves.pseudo_values(&steps).unwrap();
        let mean = curves.pseudo_mean_times(last).unwrap();
        let mut sums = std::collections::BTreeMap::new();
        for row in at_steps.iter() {
            *sums.entry((row.person, row.state)).or_insert(0.0) += 0.5 * row.influence;
        }
        for row in mean.iter() {
            let expected = sums.get(&(row.person, row.state)).copied().unwrap_or(0.0);
            prop_assert!((expected - row.influence).abs() < 1e-12);
        }
        let squares: f64 = mean.iter().filter(|row| row.state == "a").map(|row| row.influence.powi(2)).sum();
        let estimate = curves.restricted_mean_time(last).unwrap();
        if let Some(found) = estimate.iter().find(|row| row.state == "a") {
            prop_assert!((found.std_err.unwrap() - squares.sqrt()).abs() < 1e-12);
        }
    }
}
