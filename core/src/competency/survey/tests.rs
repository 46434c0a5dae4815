#![allow(clippy::unwrap_used, reason = "tests")]

use proptest::prelude::*;

use super::*;
use crate::stats::proportion::Alternative;
use crate::{Code, Error, Labels};

fn columns(items: &[&str]) -> SurveyColumns {
    SurveyColumns {
        items: items.iter().map(|item| ((*item).to_owned(), None)).collect(),
        ..SurveyColumns::default()
    }
}

fn survey(ratings: &[Option<f64>], groups: &[Option<&str>]) -> Result<Survey, Error> {
    let rows = SurveyRows {
        ratings: vec![("a".to_owned(), ratings.to_vec())],
        person: None,
        groups: vec![("state".to_owned(), Labels::from_names(groups.iter().copied()))],
        ..SurveyRows::default()
    };
    Survey::from_rows(&rows, &SurveyColumns { group: vec!["state".to_owned()], ..columns(&["a"]) })
}

fn messages(error: &Error) -> Vec<String> {
    error.problems().iter().map(ToString::to_string).collect()
}

fn by_state() -> CoverageOptions {
    CoverageOptions { by: Some("state".to_owned()), ..CoverageOptions::default() }
}

#[test]
fn numbers_by_hand() {
    let ratings = [Some(5.0), Some(4.0), Some(2.0), None, Some(1.0)];
    let groups = [Some("NC"), Some("NC"), Some("NC"), Some("TN"), Some("TN")];
    let survey = survey(&ratings, &groups).unwrap();
    let all = survey.coverage(&CoverageOptions::default()).unwrap();
    let row = &all.rows()[0];
    assert_eq!((row.n, row.missing), (4, 1));
    assert_eq!((row.mean, row.median, row.share), (Some(3.0), Some(3.0), Some(0.5)));
    assert_eq!(row.sd, Some((10.0_f64 / 3.0).sqrt()));
    assert!(all.warnings().is_empty());
    let by = survey.coverage(&by_state()).unwrap();
    let states: Vec<_> = by.rows().iter().map(|row| row.group.as_deref()).collect();
    assert_eq!(states, [Some("NC"), Some("TN")]);
    let tn = &by.rows()[1];
    assert_eq!((tn.n, tn.missing, tn.mean, tn.sd), (1, 1, Some(1.0), None));
    let names: Vec<_> = by.warnings().iter().map(crate::Warning::name).collect();
    assert_eq!(names, ["single-answer"]);
    let test = survey.binomial(&BinomialOptions::default()).unwrap();
    let row = &test.rows()[0];
    assert_eq!((row.n, row.successes, row.estimate), (4, 2, Some(0.5)));
    // 11 of the 16 outcomes of four coins.
    assert!((row.p_value.unwrap() - 0.6875).abs() < 1e-14);
    assert_eq!(row.upper, Some(1.0));
}

#[test]
fn nobody_answering_is_said_and_not_computed() {
    let survey = survey(&[None, None, Some(3.0)], &[Some("NC"), Some("NC"), None]).unwrap();
    let coverage = survey.coverage(&by_state()).unwrap();
    let row = &coverage.rows()[0];
    assert_eq!((row.n, row.missing), (0, 2));
    for value in [row.mean, row.sd, row.median, row.share, row.lower, row.upper] {
        assert_eq!(value, None);
    }
    let messages: Vec<_> = coverage.warnings().iter().map(ToString::to_string).collect();
    assert_eq!(
        messages,
        [
            "1 of 3 respondents have no value of `state` and are in no group",
            "nobody rated `a` in `NC`: there is no estimate",
        ]
    );
    let options = BinomialOptions { by: Some("state".to_owned()), ..Default::default() };
    let test = survey.binomial(&options).unwrap();
    assert_eq!(test.rows()[0].p_value, None);
    assert_eq!(test.warnings().len(), 2);
}

#[test]
fn ratings_off_the_scale_are_listed_by_row() {
    let ratings = [Some(0.0), Some(5.0), Some(4.5), Some(6.0), Some(-1e300)];
    let error = survey(&ratings, &[None; 5]).unwrap_err();
    assert_eq!(error.code(), Code::Table);
    assert_eq!(error.count(), 4);
    let expected = "expected a whole number from 1 to 5, or nothing";
    assert_eq!(messages(&error)[1], format!("row 2, column `a`: found 4.5, {expected}"));
}

#[test]
fn options_that_cannot_be_meant_are_refused_together() {
    let columns = SurveyColumns {
        items: [("a".to_owned(), Some("samhsa-2015/I.9".to_owned()))].into(),
        scale: Scale::Labels(vec!["no".to_owned(), "no".to_owned()]),
        group: vec!["state".to_owned(), "state".to_owned()],
        framework: Some("samhsa-2015".to_owned()),
        ..SurveyColumns::default()
    };
    let error = Survey::from_rows(&SurveyRows::default(), &columns).unwrap_err();
    assert_eq!(error.code(), Code::Argument);
    assert_eq!(
        messages(&error)[..2],
        [
            "argument `scale`: found `no` twice, expected each label once",
            "argument `group`: found `state` twice, expected each column once",
        ]
    );
    assert!(error.message().contains("`samhsa-2015/I.9` for the column `a`"), "{error}");
    for scale in [Scale::Numbers(5, 5), Scale::Numbers(5, 1), Scale::Numbers(i32::MIN, i32::MAX)] {
        let columns = SurveyColumns { scale, ..columns.clone() };
        let error = Survey::from_rows(&SurveyRows::default(), &columns).unwrap_err();
        assert!(error.message().contains("argument `scale`"), "{error}");
    }
    let none = Survey::from_rows(&SurveyRows::default(), &SurveyColumns::default()).unwrap_err();
    assert_eq!(
        messages(&none),
        ["argument `items`: found no item, expected one column of ratings or more"]
    );
    let unknown = SurveyColumns { framework: Some("samhsa".to_owned()), ..columns };
    let error = Survey::from_rows(&SurveyRows::default(), &unknown).unwrap_err();
    assert_eq!(error.code(), Code::UnknownName);
}

#[test]
fn columns_in_memory_must_fit() {
    let rows = SurveyRows {
        ratings: vec![("a".to_owned(), vec![Some(1.0), Some(2.0)])],
        person: Some(Labels::from_names([Some("x"), Some("x")])),
        groups: vec![("state".to_owned(), Labels::from_names([Some("NC")]))],
        ..SurveyRows::default()
    };
    let columns =
        SurveyColumns { group: vec!["state".to_owned(), "sex".to_owned()], ..columns(&["a", "b"]) };
    assert_eq!(
        messages(&Survey::from_rows(&rows, &columns).unwrap_err()),
        [
            "column `b`: found no such column, expected a column of ratings",
            "column `state`: found 1 rows, expected 2, as in the first item",
            "column `sex`: found no such column, expected a column of groups",
            "row 1, column `person`: found `x`, who also answers in row 0, \
             expected each respondent once",
        ]
    );
    let none = SurveyRows { ratings: vec![("a".to_owned(), vec![])], ..SurveyRows::default() };
    let error = Survey::from_rows(&none, &self::columns(&["a"])).unwrap_err();
    assert_eq!(error.code(), Code::Empty);
}

#[test]
fn estimates_refuse_what_they_cannot_use() {
    let survey = survey(&[Some(1.0)], &[Some("NC")]).unwrap();
    let bad = CoverageOptions { threshold: 1, level: 1.0, ..CoverageOptions::default() };
    assert_eq!(
        messages(&survey.coverage(&bad).unwrap_err()),
        [
            "argument `threshold`: found 1, expected a rating above 1, the lowest, and up to 5",
            "argument `level`: found 1, expected a probability between 0 and 1, as 0.95",
        ]
    );
    for threshold in [i64::MIN, 6, i64::MAX] {
        let bad = CoverageOptions { threshold, ..CoverageOptions::default() };
        assert_eq!(survey.coverage(&bad).unwrap_err().code(), Code::Argument);
    }
    let bad = CoverageOptions { level: f64::NAN, ..CoverageOptions::default() };
    assert_eq!(survey.coverage(&bad).unwrap_err().count(), 1);
    let bad = CoverageOptions { by: Some("staat".to_owned()), ..CoverageOptions::default() };
    let error = survey.coverage(&bad).unwrap_err();
    assert!(error.message().contains("did you mean `state`?"), "{error}");
    let bad = BinomialOptions { p: 1.5, ..BinomialOptions::default() };
    assert_eq!(survey.binomial(&bad).unwrap_err().count(), 1);
    let summary = survey.summarise(None).unwrap();
    assert_eq!(summary.coverage(&by_state()).unwrap_err().code(), Code::Argument);
}

#[test]
fn groups_that_are_numbers_come_in_order_of_number() {
    let ratings = [Some(1.0); 3];
    let survey = survey(&ratings, &[Some("10"), Some("9"), Some("-1")]).unwrap();
    let coverage = survey.coverage(&by_state()).unwrap();
    let groups: Vec<_> = coverage.rows().iter().filter_map(|row| row.group.as_deref()).collect();
    assert_eq!(groups, ["-1", "9", "10"]);
}

#[test]
fn summaries_that_do_not_match_are_not_merged() {
    let first = survey(&[Some(1.0)], &[Some("NC")]).unwrap();
    let by = first.summarise(Some("state")).unwrap();
    let all = first.summarise(None).unwrap();
    assert_eq!(by.merge(&all).unwrap_err().code(), Code::Argument);
    let other = SurveyColumns { scale: Scale::Numbers(0, 5), ..columns(&["b"]) };
    let rows =
        SurveyRows { ratings: vec![("b".to_owned(), vec![Some(0.0)])], ..SurveyRows::default() };
    let other = Survey::from_rows(&rows, &other).unwrap();
    assert_eq!(all.merge(&other.summarise(None).unwrap()).unwrap_err().count(), 2);
}

#[test]
fn hostile_bytes_are_refused() {
    let good = survey(&[Some(1.0)], &[Some("NC")]).unwrap().summarise(None).unwrap().to_bytes();
    for end in 0..good.len() {
        assert!(SurveySummary::from_bytes(&good[..end]).is_err());
    }
    assert_eq!(SurveySummary::from_bytes(&[0xff]).unwrap_err().code(), Code::InvalidText);
    let text = String::from_utf8(good).unwrap();
    let swapped = |from: &str, to: &str| {
        assert!(text.contains(from), "{text}");
        let error = SurveySummary::from_bytes(text.replace(from, to).as_bytes()).unwrap_err();
        assert_eq!(error.code(), Code::Document);
    };
    swapped("[1,0,0,0,0]", "[1,0,0,0]");
    swapped("[1,0,0,0,0]", "[2,0,0,0,0]");
    swapped("[1,0,0,0,0]", "[18446744073709551615,18446744073709551615,0,0,0]");
    swapped("\"respondents\":1", "\"respondents\":18446744073709551615");
    swapped("\"left_out\":0", "\"left_out\":18446744073709551615");
    swapped("[1,5]", "[5,1]");
    swapped("\"name\":\"\"", "\"name\":\"NC\"");
}

#[cfg(feature = "arrow")]
#[test]
fn tables_are_read_in_their_own_order() {
    use crate::Table;
    let csv = "id,b,state,a\n1,agree,NC,5\n2,,TN,4\n3,disagree,,\n";
    let table = Table::from_csv(csv).unwrap();
    let columns = SurveyColumns {
        scale: Scale::Labels(vec!["disagree".to_owned(), "agree".to_owned()]),
        person: Some("id".to_owned()),
        group: vec!["state".to_owned()],
        ..columns(&["b"])
    };
    let survey = Survey::from_table(&table, &columns).unwrap();
    let options = CoverageOptions { threshold: 2, ..CoverageOptions::default() };
    let coverage = survey.coverage(&options).unwrap();
    let row = &coverage.rows()[0];
    assert_eq!((row.n, row.mean, row.share), (2, Some(1.5), Some(0.5)));
    let both = SurveyColumns { scale: Scale::default(), ..columns.clone() };
    let both = SurveyColumns { items: self::columns(&["a", "b"]).items, ..both };
    let error = Survey::from_table(&table, &both).unwrap_err();
    assert_eq!(
        messages(&error),
        [
            "row 0, column `b`: found `agree`, expected a finite number, or nothing",
            "row 2, column `b`: found `disagree`, expected a finite number, or nothing",
        ]
    );
    let csv = csv.replace("disagree", "disargee").replace("id,", "ID,");
    let error = Survey::from_table(&Table::from_csv(&csv).unwrap(), &columns).unwrap_err();
    assert_eq!(error.count(), 2, "{error}");
    assert_eq!(
        messages(&error)[0],
        "row 2, column `b`: found `disargee`, expected one of `disagree`, `agree`, or nothing"
    );
    assert_eq!(
        Survey::from_table(&Table::from_csv("a\n").unwrap(), &self::columns(&["a"]))
            .unwrap_err()
            .code(),
        Code::Empty
    );
    let coverage = survey.coverage(&CoverageOptions { threshold: 2, ..by_state() }).unwrap();
    assert_eq!(
        coverage.to_table().unwrap().column_names(),
        [
            "group",
            "item",
            "competency",
            "n",
            "missing",
            "mean",
            "sd",
            "median",
            "share",
            "lower",
            "upper"
        ]
    );
}

#[test]
fn one_sided_tests_agree_with_their_intervals() {
    let ratings: Vec<Option<f64>> = (0..20).map(|i| Some(if i < 15 { 5.0 } else { 1.0 })).collect();
    let survey = survey(&ratings, &[None; 20]).unwrap();
    for alternative in [Alternative::Greater, Alternative::Less] {
        let options = BinomialOptions { alternative, ..BinomialOptions::default() };
        let row = survey.binomial(&options).unwrap().rows()[0].clone();
        let inside = row.lower.unwrap() <= 0.5 && 0.5 <= row.upper.unwrap();
        assert_eq!(inside, row.p_value.unwrap() > 0.05);
    }
}

type Answers = Vec<(Option<u8>, Option<u8>)>;

fn read(answers: &[(Option<u8>, Option<u8>)]) -> Survey {
    let states = ["NC", "TN", "VA", ""];
    let ratings: Vec<_> = answers.iter().map(|(rating, _)| rating.map(f64::from)).collect();
    let groups: Vec<_> =
        answers.iter().map(|(_, state)| state.map(|state| states[usize::from(state)])).collect();
    survey(&ratings, &groups).unwrap()
}

fn answers() -> impl Strategy<Value = Answers> {
    let answer = (prop::option::weighted(0.8, 1_u8..=5), prop::option::weighted(0.9, 0_u8..4));
    prop::collection::vec(answer, 1..60)
}

proptest! {
    /// Parts, merged in any order and grouping, are the whole; bytes and back change nothing.
    #[test]
    fn merging_is_exact(a in answers(), b in answers(), c in answers()) {
        for by in [None, Some("state")] {
            let [x, y, z] = [&a, &b, &c].map(|part| read(part).summarise(by).unwrap());
            let whole = [a.clone(), b.clone(), c.clone()].concat();
            let whole = read(&whole).summarise(by).unwrap();
            prop_assert_eq!(&x.merge(&y).unwrap().merge(&z).unwrap(), &whole);
            prop_assert_eq!(&z.merge(&y.merge(&x).unwrap()).unwrap(), &whole);
            let bytes = whole.to_bytes();
            prop_assert_eq!(&SurveySummary::from_bytes(&bytes).unwrap(), &whole);
        }
    }

    /// The numbers from counts are those from the ratings, and the order of rows is nothing.
    #[test]
    fn counts_hold_what_ratings_say(mut a in answers()) {
        let before = read(&a).coverage(&by_state()).unwrap();
        let mut ratings: Vec<f64> = a.iter().filter_map(|(rating, _)| rating.map(f64::from)).collect();
        let all = read(&a).coverage(&CoverageOptions::default()).unwrap();
        a.reverse();
        prop_assert_eq!(before, read(&a).coverage(&by_state()).unwrap());
        let row = &all.rows()[0];
        let n = ratings.len();
        prop_assert_eq!((row.n, row.missing), (n as u64, (a.len() - n) as u64));
        prop_assume!(n > 1);
        ratings.sort_by(f64::total_cmp);
        let mean = ratings.iter().sum::<f64>() / n as f64;
        let variance = ratings.iter().map(|x| (x - mean).powi(2)).sum::<f64>() / (n - 1) as f64;
        prop_assert!((row.mean.unwrap() - mean).abs() < 1e-12);
        prop_assert!((row.sd.unwrap() - variance.sqrt()).abs() < 1e-12);
        prop_assert_eq!(row.median.unwrap(), 0.5 * (ratings[(n - 1) / 2] + ratings[n / 2]));
        let high = ratings.iter().filter(|rating| **rating >= 4.0).count();
        prop_assert_eq!(row.share.unwrap(), high as f64 / n as f64);
    }
}
