#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]
use std::num::NonZeroUsize;

use jiff::civil::{Date, date};
use proptest::prelude::*;
use serde_json::{Map, Value, json};

use super::*;
use crate::error::{Error, Place};
use crate::standard::dossier::Dossier;
use crate::standard::verdict::Verdict;

const AS_OF: Date = date(2026, 11, 21);

fn standard() -> Standard {
    Standard::from_json(
        &json!({"format": "peerpath/standard/1", "id": "us-xx/cpss", "version": "1", "title": "T",
        "requirement": {"id": "all", "all": [
            {"id": "age", "age": {"at_least": 18}},
            {"id": "lived", "attest": {"statement": "lived-experience"}},
            {"id": "training", "hours": {"of": "training", "at_least": 60, "within": "P2Y",
                "parts": [{"where": {"topic": "children"}, "at_most": 8}]}},
            {"id": "work", "hours": {"of": ["work", "volunteering"], "at_least": 20, "at_most": 60,
                "where": {"approved": true}, "within": "P2Y"}},
            {"id": "school", "waivable_by": "board", "education": {"at_least": "secondary"}},
            {"id": "two", "references": {"count": 2}},
            {"id": "sober", "duration": {"of": "recovery", "at_least": "P1Y", "consecutive": "now"}},
            {"id": "clear", "screening": {"kind": "criminal-record", "bars": [{"category": "arson"}]}}
        ]}})
        .to_string(),
    )
    .unwrap()
}

fn day() -> impl Strategy<Value = String> {
    (2020..2028, 1..=12, 1..=28).prop_map(|(y, m, d)| format!("{y:04}-{m:02}-{d:02}"))
}

fn entries(one: impl Strategy<Value = Value>) -> impl Strategy<Value = Value> {
    prop::collection::vec(one, 0..4).prop_map(Value::from)
}

fn dossier() -> impl Strategy<Value = Value> {
    let topics = prop::option::of(prop::collection::vec(
        prop::sample::select(vec!["children", "ethics", "a topic with quite a long name"]),
        0..3,
    ));
    let of = prop::sample::select(vec!["training", "work", "volunteering"]);
    let unit = prop::sample::select(vec![None, None, None, Some("ceu")]);
    let hours =
        (of, 1..80_u32, prop::option::of(day()), topics, prop::option::of(any::<bool>()), unit)
            .prop_map(|(of, amount, to, topics, approved, unit)| {
                json!({"of": of, "amount": f64::from(amount) / 4.0, "unit": unit, "to": to,
                   "topics": topics, "approved": approved})
            });
    let attestation = (day(), any::<bool>())
        .prop_map(|(on, holds)| json!({"statement": "lived-experience", "on": on, "holds": holds}));
    let schooling = prop::sample::select(vec!["primary", "secondary", "master"])
        .prop_map(|level| json!({"level": level}));
    let screening = (day(), prop::option::of(any::<bool>())).prop_map(|(on, found)| {
        let findings = found.map(|found| match found {
            true => json!([{"category": "arson", "on": on}]),
            false => json!([]),
        });
        json!({"kind": "criminal-record", "on": on, "findings": findings})
    });
    let decision = (day(), any::<bool>()).prop_map(
        |(on, outcome)| json!({"by": "board", "about": "school", "outcome": outcome, "on": on}),
    );
    let complete = prop::sample::subsequence(
        vec!["hours", "attestations", "education", "references", "spans", "screenings"],
        0..6,
    );
    (
        prop::option::of(day()),
        entries(hours),
        entries(attestation),
        entries(schooling),
        entries(Just(json!({"from": "employer"}))),
        entries(day().prop_map(|from| json!({"of": "recovery", "from": from}))),
        entries(screening),
        entries(decision),
        complete,
    )
        .prop_map(
            |(
                born,
                hours,
                attestations,
                education,
                references,
                spans,
                screenings,
                decisions,
                complete,
            )| {
                json!({"format": "peerpath/dossier/1", "born": born, "hours": hours,
                   "attestations": attestations, "education": education, "references": references,
                   "spans": spans, "screenings": screenings, "decisions": decisions,
                   "complete": complete})
            },
        )
}

/// Without the keys that hold nothing, which a document does not have.
fn without_nulls(value: Value) -> Value {
    match value {
        Value::Object(members) => {
            let members = members.into_iter().filter(|(_, value)| !value.is_null());
            Value::Object(members.map(|(key, value)| (key, without_nulls(value))).collect())
        }
        Value::Array(values) => values.into_iter().map(without_nulls).collect(),
        value => value,
    }
}

fn named(dossiers: Vec<Value>) -> Vec<Value> {
    let dossiers = dossiers.into_iter().map(without_nulls).enumerate();
    dossiers
        .map(|(number, mut dossier)| {
            dossier["person"] = format!("p-{number:04}").into();
            dossier
        })
        .collect()
}

fn lines(dossiers: &[Value]) -> String {
    dossiers.iter().map(|dossier| format!("{dossier}\n")).collect()
}

/// The tables of dossiers, their rows in another order where asked for.
fn tables(dossiers: &[Value], reversed: bool) -> Vec<(String, Table)> {
    let mut rows: Vec<(String, Vec<Map<String, Value>>)> = Vec::new();
    let mut add = |table: &str, row: Map<String, Value>| match rows
        .iter_mut()
        .find(|(name, _)| name == table)
    {
        Some((_, rows)) => rows.push(row),
        None => rows.push((table.to_owned(), vec![row])),
    };
    for dossier in dossiers {
        let object = dossier.as_object().unwrap();
        let person = &object["person"];
        let mut head = Map::new();
        head.insert("person".to_owned(), person.clone());
        head.insert("born".to_owned(), object.get("born").cloned().unwrap_or_default());
        add("persons", head);
        for (section, entries) in object {
            for entry in entries.as_array().into_iter().flatten() {
                let mut row = match entry {
                    Value::Object(entry) => entry.clone(),
                    other => Map::from_iter([("section".to_owned(), other.clone())]),
                };
                row.insert("person".to_owned(), person.clone());
                add(section, row);
            }
        }
    }
    rows.into_iter()
        .map(|(name, mut rows)| {
            if reversed && name != "persons" {
                rows.reverse();
            }
            let mut keys: Vec<String> = rows.iter().flat_map(|row| row.keys().cloned()).collect();
            keys.sort_unstable();
            keys.dedup();
            let columns = keys.into_iter().map(|key| {
                let cells = rows.iter().map(|row| row.get(&key).cloned().unwrap_or_default());
                let cells = cells.collect::<Value>();
                (key, cells)
            });
            (name, Table::from_json_columns(&columns.collect()).unwrap())
        })
        .collect()
}

fn options(form: AssessmentForm, threads: usize, batch_rows: usize) -> AssessManyOptions {
    AssessManyOptions {
        form,
        threads: NonZeroUsize::new(threads),
        batch_rows: NonZeroUsize::new(batch_rows),
        ..AssessManyOptions::default()
    }
}

fn columns(dossiers: Dossiers<'_>, options: &AssessManyOptions) -> Map<String, Value> {
    standard().assess_many(dossiers, AS_OF, options).unwrap().to_json_columns()
}

/// Whole numbers as data frames hold them: also as floating point, and as text in a file.
#[test]
fn whole_numbers_are_read_from_any_column() {
    let standard = Standard::from_json(
        &json!({"format": "peerpath/standard/1", "id": "us-xx/x", "version": "1", "title": "T",
        "requirement": {"id": "exam", "exam": {"name": "a", "attempts": {"at_most": 1}}}})
        .to_string(),
    )
    .unwrap();
    let assess = |exams: Table| {
        let persons = json!({"person": ["p", "q"], "born": [null, null]});
        let persons = Table::from_json_columns(persons.as_object().unwrap()).unwrap();
        let dossiers = Dossiers::from_tables([("persons", persons), ("exams", exams)])?;
        let answers = standard.assess_many(dossiers, AS_OF, &AssessManyOptions::default())?;
        Ok::<_, Error>(answers.to_json_columns()["verdict"].clone())
    };
    let exams = |attempts: Value| {
        let exams = json!({"person": ["p", "q"], "name": ["a", "a"], "passed": [true, true],
            "on": ["2026-01-02", "2026-01-02"], "attempt": attempts});
        Table::from_json_columns(exams.as_object().unwrap()).unwrap()
    };
    let text = |second: &str| {
        let text = format!(
            "person,name,passed,on,attempt\np,a,true,2026-01-02,1\nq,a,true,2026-01-02,{second}\n"
        );
        Table::from_csv(&text).unwrap()
    };
    let expected = json!(["met", "unknown"]);
    for exams in [exams(json!([1, 2])), exams(json!([1.0, 2.0])), text("2")] {
        assert_eq!(assess(exams).unwrap(), expected);
    }
    for wrong in [exams(json!([1, 2.5])), exams(json!([1, -2])), text("two")] {
        let error = assess(wrong).unwrap_err();
        assert_eq!(error.count(), 1, "{error}");
        assert_eq!(error.problems()[0].place(), &Place::cell(1, "exams.attempt"), "{error}");
    }
}

/// Entries are read into those of the dossier before: nothing of these may stay, whatever is missing
/// from a dossier, and whichever of its rows cannot be read.
#[test]
fn dossiers_that_are_read_one_after_the_other_do_not_mix() {
    let dossiers = (0..600_usize).map(|number| {
        let hours = (0..number % 4).map(|entry| {
            let (topics, approved) = (["children", "ethics"], [None, Some(true), Some(false)]);
            let amount = if number % 97 == 96 { json!(-1) } else { json!(10 + number % 50) };
            json!({"of": if entry == 0 { "training" } else { "work" }, "amount": amount,
                "to": (number % 3 > 0).then_some("2026-03-02"),
                "unit": (number % 5 == 4).then_some("ceu"),
                "approved": approved[number % 3],
                "topics": (number % 7 > 2).then(|| &topics[..number % 2 + 1])})
        });
        let findings = [Value::Null, json!([]), json!([{"category": "arson"}])];
        let screenings = (0..number % 3)
            .map(|_| json!({"kind": "criminal-record", "on": "2026-01-02", "findings": findings[number % 3]}));
        let level = ["primary", "secondary", "master"][number % 3];
        let school = (number % 6 > 1).then(|| json!({"level": level}));
        json!({"born": (number % 5 > 0).then_some("1988-05-02"), "hours": hours.collect::<Value>(),
            "screenings": screenings.collect::<Value>(), "education": Value::from_iter(school),
            "complete": (number % 4 == 3).then_some(["hours", "education"])})
    });
    let dossiers = named(dossiers.collect());
    let rows = |batch_rows| AssessManyOptions {
        on_error: OnError::Report,
        ..options(AssessmentForm::Wide, 1, batch_rows)
    };
    let together = columns(Dossiers::from_tables(tables(&dossiers, false)).unwrap(), &rows(8192));
    // Alone, each is read into a dossier in which nothing has been.
    let alone = columns(Dossiers::from_tables(tables(&dossiers, false)).unwrap(), &rows(1));
    assert_eq!(together, alone);
    let refused = together["error"].as_array().unwrap().iter().filter(|error| !error.is_null());
    assert_eq!(refused.count(), 4);
    // As objects in lists, of which some are missing.
    let mut columns_of = Map::new();
    for key in ["person", "born", "hours", "screenings", "education", "complete"] {
        let cells = dossiers.iter().map(|dossier| match dossier.get(key) {
            Some(Value::Array(entries)) if entries.is_empty() => Value::Null,
            cell => cell.cloned().unwrap_or_default(),
        });
        columns_of.insert(key.to_owned(), cells.collect());
    }
    let table = Table::from_json_columns(&columns_of).unwrap();
    let objects = |batch_rows| columns(Dossiers::from_rows(&table).unwrap(), &rows(batch_rows));
    let (mut listed, mut one) = (objects(8192), objects(1));
    assert_eq!(listed, one);
    // Problems have other places.
    for answers in [&mut listed, &mut one] {
        answers.remove("error");
    }
    let mut expected = together;
    expected.remove("error");
    assert_eq!(listed, expected);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn a_row_is_what_the_assessment_of_its_dossier_says(
        dossiers in prop::collection::vec(dossier(), 0..20), batch_rows in 1_usize..9
    ) {
        let dossiers = named(dossiers);
        let standard = standard();
        let text = lines(&dossiers);
        let wide = options(AssessmentForm::Wide, 2, batch_rows);
        let rows = columns(Dossiers::from_json_lines(text.as_bytes()), &wide);
        for (row, dossier) in dossiers.iter().enumerate() {
            let dossier = Dossier::from_json(&dossier.to_string()).unwrap();
            let assessment = standard.assess(&dossier, AS_OF).unwrap();
            prop_assert_eq!(&rows["verdict"][row], assessment.verdict().name());
            prop_assert_eq!(standard.verdict(&dossier, AS_OF).unwrap(), assessment.verdict());
            let mut counts = [0, 0, 0];
            for id in ["age", "lived", "training", "work", "school", "two", "sober", "clear"] {
                let finding = assessment.requirement(id).unwrap();
                prop_assert_eq!(&rows[id][row], finding.verdict.name());
                counts[match finding.verdict {
                    Verdict::Met => 0,
                    Verdict::Unmet => 1,
                    Verdict::Unknown => 2,
                }] += 1;
                let missing = finding.missing.filter(|_| finding.verdict != Verdict::Met);
                if let Some(amounts) = rows.get(&format!("{id}_missing")) {
                    prop_assert_eq!(&amounts[row], &json!(missing.map(|missing| missing.amount.to_f64())));
                } else {
                    prop_assert!(missing.is_none(), "{id} misses an amount and has no column");
                }
            }
            for (name, count) in ["met", "unmet", "unknown"].into_iter().zip(counts) {
                prop_assert_eq!(&rows[name][row], count);
            }
        }
    }

    #[test]
    fn the_answer_depends_neither_on_threads_nor_on_where_dossiers_come_from(
        dossiers in prop::collection::vec(dossier(), 1..30), batch_rows in 1_usize..9
    ) {
        let dossiers = named(dossiers);
        let text = lines(&dossiers);
        for form in [AssessmentForm::Wide, AssessmentForm::Long] {
            let one = columns(Dossiers::from_json_lines(text.as_bytes()), &options(form, 1, 8192));
            for threads in [1, 2, 3, 7] {
                let options = options(form, threads, batch_rows);
                prop_assert_eq!(&one, &columns(Dossiers::from_json_lines(text.as_bytes()), &options));
                for reversed in [false, true] {
                    let tables = Dossiers::from_tables(tables(&dossiers, reversed)).unwrap();
                    prop_assert_eq!(&one, &columns(tables, &options));
                }
            }
        }
    }
}
