#![allow(clippy::unwrap_used, reason = "tests")]

use proptest::prelude::*;

use crate::stats::random::Random;
use crate::transition::{
    ChosenTerm, CovariateValues, Cox, CoxOptions, Histories, IntervalColumns, IntervalRows,
    Profiles, Residual, ResidualOptions, RowAttributes, StateProbabilityOptions, Term, Ties,
};
use crate::{Code, Error, Labels};

/// A row: person, start, stop, states, a number, a category, a place, a weight.
type Line = (u32, f64, f64, &'static str, Option<&'static str>, f64, &'static str, String, f64);

/// Persons who look for a job, find one, and leave it: with ties, late entries, three places.
fn lines(seed: u64, persons: u32) -> Vec<Line> {
    let mut random = Random::stream(seed, 0);
    let mut lines = Vec::new();
    for person in 0..persons {
        let x = (random.uniform() * 20.0).floor() / 4.0 - 2.0;
        let group = ["a", "b", "c"][random.index(3)];
        let place = format!("p{}", random.index(5));
        let weight = 1.0 + (random.uniform() * 4.0).floor() / 2.0;
        let start = (random.uniform() * 4.0).floor();
        let found = start + 1.0 + (random.uniform() * 10.0 * (-0.3 * x).exp()).floor();
        let target = (random.uniform() < 0.8).then_some("peer-job");
        let line = |start, stop, origin, target| {
            (person, start, stop, origin, target, x, group, place.clone(), weight)
        };
        lines.push(line(start, found, "seeking", target));
        if target.is_some() {
            let left = found + 1.0 + (random.uniform() * 12.0).floor();
            let target = (random.uniform() < 0.6).then_some("seeking");
            lines.push(line(found, left, "peer-job", target));
        }
    }
    lines
}

fn histories(lines: &[Line], clustered: bool) -> Histories {
    named(lines, clustered, ["x", "group", "place", "lag"])
}

fn named(lines: &[Line], clustered: bool, covariates: [&str; 4]) -> Histories {
    let names: Vec<String> = lines.iter().map(|line| line.0.to_string()).collect();
    let place = || Labels::from_names(lines.iter().map(|line| Some(line.7.as_str())));
    let rows = IntervalRows {
        person: Labels::from_names(names.iter().map(|name| Some(name.as_str()))),
        start: lines.iter().map(|line| line.1).collect(),
        stop: lines.iter().map(|line| line.2).collect(),
        origin: Labels::from_names(lines.iter().map(|line| Some(line.3))),
        target: Labels::from_names(lines.iter().map(|line| line.4)),
        attributes: RowAttributes {
            weight: lines.iter().map(|line| line.8).collect(),
            cluster: clustered.then(place),
            covariates: vec![
                CovariateValues::Numbers(lines.iter().map(|line| line.5).collect()),
                CovariateValues::Categories(Labels::from_names(
                    lines.iter().map(|line| Some(line.6)),
                )),
                CovariateValues::Categories(place()),
                CovariateValues::Numbers(lines.iter().map(|line| line.8 / 10.0).collect()),
            ],
            ..RowAttributes::default()
        },
    };
    let columns = IntervalColumns {
        covariates: covariates.map(str::to_owned).to_vec(),
        weight: Some("weight".to_owned()),
        cluster: clustered.then(|| "place".to_owned()),
        ..IntervalColumns::default()
    };
    Histories::from_interval_rows(rows, &columns, None).unwrap()
}

/// Parts of the persons, by what `part` says of a line.
fn parts(lines: &[Line], clustered: bool, part: impl Fn(&Line) -> u32) -> Vec<Histories> {
    let mut numbers: Vec<u32> = lines.iter().map(&part).collect();
    numbers.sort_unstable();
    numbers.dedup();
    let own = |number: u32| {
        let own: Vec<Line> = lines.iter().filter(|line| part(line) == number).cloned().collect();
        histories(&own, clustered)
    };
    numbers.into_iter().map(own).collect()
}

fn of_parts(parts: &[Histories], options: &CoxOptions) -> Result<Cox, Error> {
    Cox::of_parts(options, &mut |question| {
        parts.iter().map(|part| part.cox_answer(question)).collect()
    })
}

fn options() -> CoxOptions {
    CoxOptions {
        covariates: vec![
            Term::Chosen(ChosenTerm { shared: true, ..Term::from("x").chosen() }),
            Term::from("group"),
        ],
        tolerance: 1e-20,
        ..CoxOptions::default()
    }
}

#[track_caller]
fn same(one: &Cox, other: &Cox) {
    let near = |a: f64, b: f64| assert!((a - b).abs() <= 1e-9 * (1.0 + b.abs()), "{a} {b}");
    let optional = |a: Option<f64>, b: Option<f64>| {
        assert_eq!(a.is_some(), b.is_some());
        if let (Some(a), Some(b)) = (a, b) {
            near(a, b);
        }
    };
    let rows = one.coefficients().into_iter().zip(other.coefficients());
    for (a, b) in rows {
        assert_eq!((a.transition, a.term), (b.transition, b.term));
        optional(a.coef, b.coef);
        optional(a.std_err, b.std_err);
        optional(a.robust_std_err, b.robust_std_err);
        optional(a.p_value, b.p_value);
    }
    assert_eq!(one.coefficients().len(), other.coefficients().len());
    assert_eq!(one.fit().transitions, other.fit().transitions);
    assert_eq!(one.warnings(), other.warnings());
    near(one.fit().null_log_likelihood, other.fit().null_log_likelihood);
    near(one.fit().log_likelihood, other.fit().log_likelihood);
    for (a, b) in one.tests().iter().zip(other.tests()) {
        assert_eq!((a.test, a.df), (b.test, b.df));
        near(a.statistic, b.statistic);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn parts_give_what_the_whole_gives(seed: u64, count in 1u32..5, efron: bool, strata: bool, offset: bool) {
        let lines = lines(seed, 60);
        let options = CoxOptions {
            ties: if efron { Ties::Efron } else { Ties::Breslow },
            strata: if strata { vec!["place".to_owned()] } else { Vec::new() },
            offset: offset.then(|| "lag".to_owned()),
            ..options()
        };
        let whole = histories(&lines, false).cox(&options).unwrap();
        let parts = parts(&lines, false, |line| line.0 * 7 % count);
        let merged = of_parts(&parts, &options).unwrap();
        if whole.warnings().is_empty() {
            same(&merged, &whole);
        }
    }
}

#[test]
fn clusters_that_are_whole_in_a_part_give_the_robust_errors_of_the_whole() {
    let lines = lines(3, 80);
    let whole = histories(&lines, true).cox(&options()).unwrap();
    assert!(whole.coefficients()[0].robust_std_err.is_some());
    let parts = parts(&lines, true, |line| u32::from(line.7.as_str() > "p1"));
    same(&of_parts(&parts, &options()).unwrap(), &whole);
}

#[test]
fn a_model_of_parts_predicts_and_has_no_rows() {
    let lines = lines(5, 80);
    let strata = CoxOptions { strata: vec!["place".to_owned()], ..options() };
    let column =
        |values: [&str; 2]| CovariateValues::Categories(Labels::from_names(values.map(Some)));
    let profiles = Profiles::new(
        2,
        vec![
            ("x".to_owned(), CovariateValues::Numbers(vec![-1.0, 1.5])),
            ("group".to_owned(), column(["a", "c"])),
            ("place".to_owned(), column(["p1", "p4"])),
        ],
    )
    .unwrap();
    for options in [options(), strata] {
        let whole = histories(&lines, false).cox(&options).unwrap();
        let merged = of_parts(&parts(&lines, false, |line| line.0 % 3), &options).unwrap();
        same(&merged, &whole);
        let near = |a: Option<f64>, b: Option<f64>| {
            assert!((a.unwrap() - b.unwrap()).abs() < 1e-9, "{a:?} {b:?}");
        };
        let hazards = merged.cumulative_hazard(&profiles).unwrap();
        let expected = whole.cumulative_hazard(&profiles).unwrap();
        assert_eq!(hazards.len(), expected.len());
        for (a, b) in hazards.iter().zip(&expected) {
            assert_eq!((a.profile, &a.transition, a.time), (b.profile, &b.transition, b.time));
            near(Some(a.cumulative_hazard), Some(b.cumulative_hazard));
            near(a.std_err, b.std_err);
        }
        let asked = StateProbabilityOptions {
            times: vec![2.0, 9.0],
            start_state: Some("seeking".to_owned()),
            ..StateProbabilityOptions::default()
        };
        let states = merged.state_probabilities(&profiles, &asked).unwrap();
        let expected = whole.state_probabilities(&profiles, &asked).unwrap();
        for (a, b) in states.0.iter().zip(&expected.0) {
            assert_eq!((&a.state, a.time), (&b.state, b.time));
            near(a.probability, b.probability);
            near(a.std_err, b.std_err);
        }
        for error in [
            merged
                .residuals(&ResidualOptions { kind: Residual::Martingale })
                .map(|_| ())
                .unwrap_err(),
            merged.concordance().map(|_| ()).unwrap_err(),
            merged.proportionality(&Default::default()).map(|_| ()).unwrap_err(),
        ] {
            assert_eq!(error.code(), Code::Argument);
        }
    }
}

/// A state, a category and a transition that only one part has.
#[test]
fn what_one_part_alone_has_is_known_to_all() {
    let mut all = lines(8, 60);
    for line in &mut all {
        if line.0 < 20 {
            line.6 = "d";
            line.4 = line.4.map(|state| if state == "seeking" { "retired" } else { state });
        }
    }
    let options = CoxOptions {
        transitions: None,
        covariates: vec![
            Term::from("x"),
            Term::Chosen(ChosenTerm { shared: true, ..Term::from("group").chosen() }),
        ],
        ..options()
    };
    let whole = histories(&all, false).cox(&options).unwrap();
    let merged = of_parts(&parts(&all, false, |line| u32::from(line.0 < 20)), &options).unwrap();
    assert!(merged.coefficients().iter().any(|row| row.term == "group=d"));
    same(&merged, &whole);
}

/// `x, y` with `z` and `x` with `y, z` are two strata.
#[test]
fn strata_whose_names_run_together_are_told_apart() {
    let mut all = lines(4, 40);
    let early = |line: &Line| line.0 < 20;
    for line in &mut all {
        let (group, place) = if early(line) { ("x, y", "z") } else { ("x", "y, z") };
        (line.6, line.7) = (group, place.to_owned());
    }
    let options = CoxOptions {
        transitions: Some(crate::transition::Names::One("seeking -> peer-job".to_owned())),
        covariates: Vec::new(),
        strata: vec!["group".to_owned(), "place".to_owned()],
        ..options()
    };
    let column = |value: &str| CovariateValues::Categories(Labels::from_names([Some(value)]));
    let whole = histories(&all, false).cox(&options).unwrap();
    let merged = of_parts(&parts(&all, false, |line| line.0 % 2), &options).unwrap();
    for (group, place, first) in [("x, y", "z", true), ("x", "y, z", false)] {
        let columns =
            vec![("group".to_owned(), column(group)), ("place".to_owned(), column(place))];
        let profile = Profiles::new(1, columns).unwrap();
        let mut expected: Vec<f64> = all
            .iter()
            .filter(|line| early(line) == first && line.4 == Some("peer-job"))
            .map(|line| line.2)
            .collect();
        expected.sort_by(f64::total_cmp);
        expected.dedup();
        for model in [&whole, &merged] {
            let found = model.cumulative_hazard(&profile).unwrap();
            assert_eq!(found.iter().map(|line| line.time).collect::<Vec<_>>(), expected);
        }
    }
}

#[test]
fn numbers_as_categories_are_coded_alike() {
    let all = lines(9, 60);
    let lag = Term::Chosen(ChosenTerm { categorical: true, ..Term::from("lag").chosen() });
    let options = CoxOptions { covariates: vec![lag], ..options() };
    let whole = histories(&all, false).cox(&options).unwrap();
    let merged = of_parts(&parts(&all, false, |line| u32::from(line.8 > 1.5)), &options).unwrap();
    same(&merged, &whole);
}

#[test]
fn what_is_wrong_is_refused() {
    let all = lines(1, 40);
    let own = parts(&all, false, |line| line.0 % 2);
    let code = |options: &CoxOptions| of_parts(&own, options).unwrap_err().code();
    let unknown = CoxOptions { covariates: vec![Term::from("none")], ..options() };
    assert_eq!(code(&unknown), Code::Argument);
    let reference = ChosenTerm { reference: Some("z".to_owned()), ..Term::from("group").chosen() };
    let reference = CoxOptions { covariates: vec![Term::Chosen(reference)], ..options() };
    assert_eq!(code(&reference), Code::Argument);
    let never = CoxOptions {
        transitions: Some(crate::transition::Names::One("peer-job -> nowhere".to_owned())),
        ..options()
    };
    assert_eq!(code(&never), Code::Argument);
    assert_eq!(of_parts(&[], &options()).unwrap_err().code(), Code::Empty);

    let other = [own[0].clone(), named(&all, false, ["group", "x", "place", "lag"])];
    let error = of_parts(&other, &options()).unwrap_err();
    assert!(error.to_string().contains("numbers in one part"), "{error}");
    let mut asked = 0;
    let gone = Cox::of_parts(&options(), &mut |question| {
        asked += 1;
        own.iter().skip(usize::from(asked == 5)).map(|part| part.cox_answer(question)).collect()
    });
    let gone = gone.unwrap_err().to_string();
    assert!(gone.contains("found 1 answers, expected 2, as at first"), "{gone}");
    let document = |result: Result<Cox, Error>| result.unwrap_err().code();
    let echo = Cox::of_parts(&options(), &mut |question| Ok(vec![question.to_vec()]));
    assert_eq!(document(echo), Code::Document);
    let cut = Cox::of_parts(&options(), &mut |_| Ok(vec![b"PPCOXSAY".to_vec()]));
    assert_eq!(document(cut), Code::Document);
    assert_eq!(own[0].cox_answer(b"").unwrap_err().code(), Code::Document);
}

/// Every question cut short or with one byte changed ends in an error or an answer, and so does
/// every answer.
#[test]
fn hostile_bytes_end_in_an_error() {
    let all = lines(2, 30);
    let own = parts(&all, false, |line| line.0 % 2);
    let options = CoxOptions { threads: Some(1), ..options() };
    let mut questions = Vec::new();
    let mut answers = Vec::new();
    Cox::of_parts(&options, &mut |question| {
        questions.push(question.to_vec());
        let said: Vec<Vec<u8>> =
            own.iter().map(|part| part.cox_answer(question).unwrap()).collect();
        answers.push(said.clone());
        Ok(said)
    })
    .unwrap();
    let mut random = Random::stream(7, 0);
    for question in &questions {
        for _ in 0..40 {
            let mut changed = question.clone();
            let place = random.index(changed.len());
            if random.index(2) == 0 {
                changed.truncate(place);
            } else {
                changed[place] = random.index(256) as u8;
            }
            let _ = own[0].cox_answer(&changed);
        }
    }
    for round in 0..answers.len() {
        for _ in 0..20 {
            let mut said = answers.clone();
            let changed = &mut said[round][0];
            let place = random.index(changed.len());
            if random.index(2) == 0 {
                changed.truncate(place);
            } else {
                changed[place] = random.index(256) as u8;
            }
            let mut at = 0;
            let _ = Cox::of_parts(&options, &mut |_| {
                at += 1;
                said.get(at - 1).cloned().ok_or_else(|| own[0].cox_answer(b"").unwrap_err())
            });
        }
    }
}
