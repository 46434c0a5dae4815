//! What holds of every survey.

#![allow(clippy::unwrap_used, reason = "tests")]

use std::ops::ControlFlow;

use proptest::prelude::*;

use super::*;
use crate::labels::Labels;
use crate::watch::Watch;
use crate::{Error, Warning};

/// Per respondent the ratings of three items and a state.
type Answers = Vec<([Option<u8>; 3], bool)>;

fn answers() -> impl Strategy<Value = Answers> {
    let rating = prop::option::weighted(0.85, 1_u8..=5);
    prop::collection::vec(([rating.clone(), rating.clone(), rating], any::<bool>()), 2..40)
}

fn read(answers: &Answers, weight: Option<f64>) -> Survey {
    let item = |place: usize| {
        let ratings = answers.iter().map(|(ratings, _)| ratings[place].map(f64::from));
        (["a", "b", "c"][place].to_owned(), ratings.collect())
    };
    let states = answers.iter().map(|(_, north)| Some(if *north { "NC" } else { "TN" }));
    let rows = SurveyRows {
        ratings: (0..3).map(item).collect(),
        groups: vec![("state".to_owned(), Labels::from_names(states))],
        weights: weight.map(|weight| vec![weight; answers.len()]),
        ..SurveyRows::default()
    };
    let columns = SurveyColumns {
        items: ["a", "b", "c"].map(|name| (name.to_owned(), None)).into(),
        group: vec!["state".to_owned()],
        ..SurveyColumns::default()
    };
    Survey::from_rows(&rows, &columns).unwrap()
}

const TESTS: [GroupTest; 5] = [
    GroupTest::Chi2,
    GroupTest::Fisher,
    GroupTest::Kruskal,
    GroupTest::MannWhitney,
    GroupTest::Trend,
];

fn comparison(test: GroupTest) -> CompareOptions {
    CompareOptions { by: Some("state".to_owned()), test, ..CompareOptions::default() }
}

/// All that counts respondents once each, as text, which no two different results share.
fn counted(survey: &Survey) -> Vec<Result<String, Error>> {
    let by = Some("state".to_owned());
    let coverage = CoverageOptions { by: by.clone(), ..CoverageOptions::default() };
    let binomial = BinomialOptions { by: by.clone(), ..BinomialOptions::default() };
    let responses =
        MultipleResponseOptions { by: by.clone(), ..MultipleResponseOptions::default() };
    let reliability = ReliabilityOptions { by: by.clone(), ..ReliabilityOptions::default() };
    let needs = NeedsOptions { by, draws: 20, threads: Some(1), ..NeedsOptions::default() };
    let scale = survey.reliability(&reliability);
    let mut all = vec![
        survey.coverage(&coverage).map(|found| format!("{:?}", found.rows())),
        survey.binomial(&binomial).map(|found| format!("{:?}", found.rows())),
        survey.multiple_response(&responses).map(|found| format!("{:?}", found.rows())),
        scale.map(|found| format!("{:?} {:?}", found.rows(), found.items())),
        survey.needs(&needs, &mut Watch::none()).map(|found| format!("{:?}", found.rows())),
    ];
    all.extend(
        TESTS.map(|test| {
            survey.compare(&comparison(test)).map(|found| format!("{:?}", found.rows()))
        }),
    );
    all
}

fn near(one: Option<f64>, other: Option<f64>) -> bool {
    match (one, other) {
        (Some(one), Some(other)) => (one - other).abs() < 1e-12,
        (one, other) => one == other,
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// Counts do not know of weights, and say so; weighted means and shares of equal weights are
    /// those of the counts, with the error of a simple sample.
    #[test]
    fn weights_of_one_change_nothing(answers in answers(), weight in prop::sample::select(vec![1.0, 2.5])) {
        let (plain, weighted) = (read(&answers, None), read(&answers, Some(weight)));
        for (one, other) in counted(&plain).iter().zip(counted(&weighted)) {
            prop_assert_eq!(one.as_ref().ok(), other.as_ref().ok());
        }
        if let Ok(told) = weighted.compare(&comparison(GroupTest::Chi2)) {
            let told = told.warnings().iter().map(Warning::name).collect::<Vec<_>>();
            prop_assert!(told.contains(&"weights-not-used"), "{:?}", told);
        }
        let counts = plain.coverage(&CoverageOptions::default()).unwrap();
        let sums = weighted.weighted_coverage(&WeightedOptions::default()).unwrap();
        let drawn = answers.len() as f64;
        for (count, sum) in counts.rows().iter().zip(sums.rows()) {
            let n = count.n as f64;
            prop_assert_eq!((count.n, count.missing), (sum.n, sum.missing));
            prop_assert!(near(Some(weight * n), sum.weight));
            prop_assert!(near(count.mean, sum.mean) && near(count.share, sum.share));
            if count.n > 1 {
                let squares = (n - 1.0) * count.sd.unwrap().powi(2);
                let expected = (drawn / (drawn - 1.0) * squares).sqrt() / n;
                prop_assert!(near(Some(expected), sum.mean_std_err));
            }
        }
    }
}

#[test]
fn ranking_needs_can_be_watched_and_stopped() {
    let survey = read(&(0..20).map(|row| ([Some(4), Some(5), None], row % 2 == 0)).collect(), None);
    let by = Some("state".to_owned());
    let options = NeedsOptions { by, draws: 100, threads: Some(1), ..NeedsOptions::default() };
    let (mut seen, mut whole) = (0, 0);
    let mut note = |done, total| {
        (seen, whole) = (done, total);
        ControlFlow::Continue(())
    };
    let watched = survey.needs(&options, &mut Watch::calling(&mut note)).unwrap();
    // Four parts for each of two groups.
    assert_eq!((seen, whole), (8, 8));
    let three = NeedsOptions { threads: Some(3), ..options.clone() };
    let again = survey.needs(&three, &mut Watch::none()).unwrap();
    assert_eq!(watched.rows(), again.rows());
    let mut stop = |_, _| ControlFlow::Break(());
    let stopped = survey.needs(&options, &mut Watch::calling(&mut stop));
    assert_eq!(stopped.unwrap_err().code(), Code::Cancelled);
}

/// No number is missing from a result as NaN or infinity.
fn is_clean(shown: &Result<String, Error>) -> bool {
    shown.as_ref().map_or(true, |text| !text.contains("NaN") && !text.contains("inf"))
}

#[test]
fn where_nobody_answered_nothing_is_computed() {
    let survey = read(&vec![([None; 3], true), ([None; 3], false), ([None; 3], true)], None);
    for (which, found) in counted(&survey).iter().enumerate() {
        assert!(is_clean(found), "{which}: {found:?}");
    }
    let coverage = survey.coverage(&CoverageOptions::default()).unwrap();
    assert!(coverage.rows().iter().all(|row| (row.n, row.missing, row.mean) == (0, 3, None)));
    let told: Vec<&str> = coverage.warnings().iter().map(Warning::name).collect();
    assert_eq!(told, ["unanswered-item"]);
    for test in TESTS {
        let found = survey.compare(&comparison(test)).unwrap();
        assert!(found.rows().iter().all(|row| row.p_value.is_none() && row.warning.is_some()));
    }
    let none = survey.profiles(&crate::competency::ProfilesOptions::default(), &mut Watch::none());
    assert_eq!(none.unwrap_err().code(), Code::Empty);
}

#[test]
fn where_all_answer_alike_no_difference_is_found() {
    let survey = read(&(0..12).map(|row| ([Some(4); 3], row % 2 == 0)).collect(), None);
    for (which, found) in counted(&survey).iter().enumerate() {
        assert!(is_clean(found), "{which}: {found:?}");
    }
    let coverage = survey.coverage(&CoverageOptions::default()).unwrap();
    assert!(coverage.rows().iter().all(|row| (row.share, row.sd) == (Some(1.0), Some(0.0))));
    for test in TESTS {
        let found = survey.compare(&comparison(test)).unwrap();
        let alike =
            |row: &CompareRow| row.p_value.is_none_or(|p| p == 1.0) && row.warning.is_some();
        assert!(found.rows().iter().all(alike), "{test:?} {:?}", found.rows());
    }
    let scale = survey.reliability(&ReliabilityOptions::default()).unwrap();
    assert_eq!((scale.rows()[0].items, scale.rows()[0].alpha), (0, None));
    assert!(scale.warnings().iter().any(|warning| warning.name() == "constant-item"));
}
