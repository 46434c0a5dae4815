#![allow(clippy::unwrap_used, reason = "tests")]
//! What is said to follow follows, for random requirements and dossiers.

use proptest::prelude::*;
use serde_json::{Map, Value, json};

use super::*;
use crate::standard::tests::completion::{Choices, TODAY, dossier, recorded, world};
use crate::standard::{Standard, Verdict};

fn budget() -> usize {
    BUDGET
}

type Drawn<'a, 'b> = &'a mut Choices<'b>;

/// A rule with some of its keys, each drawn from a few values, so that pairs often compare.
fn rule(draw: Drawn<'_, '_>) -> Value {
    let windows = [Value::Null, json!("P1Y"), json!("P12M"), json!("P2Y"), json!("P365D")];
    let within = draw.one(&windows);
    let rule = match draw.below(15) {
        0 => json!({"age": {"at_least": draw.one(&[json!(16), json!(18), Value::Null]),
            "at_most": draw.one(&[json!(30), json!(65)])}}),
        1 => json!({"attest": {"statement": draw.one(&["lived", "ethics"]), "within": within,
            "proof": draw.one(&[Value::Null, json!("self"), json!("supervisor"), json!("official")])}}),
        2 => {
            json!({"education": {"at_least": draw.one(&["none", "primary", "secondary", "bachelor"])}})
        }
        3 => json!({"credits": {"at_least": 10 * draw.below(4), "within": within,
            "field": draw.one(&[Value::Null, json!("law"), json!(["law", "psychology"])])}}),
        4 | 5 => hours(draw, &within),
        6 => json!({"duration": {"of": draw.one(&["recovery", "employment"]), "within": within,
            "at_least": draw.one(&["P1M", "P30D", "P1Y", "P200D"]),
            "consecutive": draw.one(&[Value::Null, json!("now"), json!("anywhere")])}}),
        7 => json!({"absent": {"of": "prison", "within": within}}),
        8 => json!({"exam": {"name": draw.one(&[Value::Null, json!("a"), json!(["a", "b"])]),
            "score": draw.one(&[Value::Null, json!(20), json!(50)]), "within": within}}),
        9 => {
            let count = 1 + draw.below(2);
            let roles: Vec<Value> = (0..draw.below(count + 1))
                .map(|_| {
                    draw.one(&[
                        json!({"known_for": "P1Y"}),
                        json!({"known_for": "P2Y"}),
                        json!({"about": "recovery"}),
                        json!({"from": "employer", "known_for": "P1Y"}),
                    ])
                })
                .collect();
            json!({"references": {"count": count, "of": roles,
                "not_from": draw.one(&[json!([]), json!(["family"]), json!(["family", "employer"])])}})
        }
        10 => json!({"holds": {"credential": draw.one(&[json!("c"), json!(["c", "d"])]),
            "status": draw.one(&[Value::Null, json!("active"), json!(["active", "lapsed"])]),
            "issued_by": draw.one(&[Value::Null, json!("x"), json!(["x", "y"])])}}),
        11 => json!({"document": {"kind": "plan", "within": within,
            "version": draw.one(&[Value::Null, json!("1"), json!("2")])}}),
        12 => {
            json!({"employer": {"kind": draw.one(&[json!("state"), json!(["state", "clinic"])])}})
        }
        13 => json!({"decide": {"by": draw.one(&["board", "court"]), "about": "fit"}}),
        _ => json!({"screening": {"kind": "check", "within": within,
            "bars": draw.one(&[json!([]), json!([{"category": "theft"}]),
                json!([{"category": "theft", "for": "P1Y"}]),
                json!([{"category": "theft", "for": "P2Y", "unless": {"by": "board", "about": "fit"}}])])}}),
    };
    let mut rule = without_null(rule);
    let more = [
        ("anchor", "prison"),
        ("after", "recovery"),
        ("from", "2024-06-01"),
        ("by", "2025-12-31"),
        ("anchor", "certification"),
        ("since", "first-prison"),
        ("anchor", "accrual-start"),
    ];
    let windowed = [
        "attest",
        "education",
        "credits",
        "hours",
        "duration",
        "absent",
        "exam",
        "references",
        "holds",
        "document",
        "screening",
    ];
    if draw.yes(4) {
        let (key, day) = draw.one(&more);
        for (kind, body) in rule.as_object_mut().unwrap() {
            if windowed.contains(&kind.as_str()) {
                body[key] = json!(day);
            }
        }
    }
    rule
}

fn hours(draw: Drawn<'_, '_>, within: &Value) -> Value {
    let filter = |draw: Drawn<'_, '_>| {
        draw.one(&[
            json!({"approved": true}),
            json!({"topic": "ethics"}),
            json!({"topic": ["ethics", "hiv"]}),
            json!({"mode": "online"}),
            json!({"approved": true, "topic": "ethics"}),
            json!({"of": "training"}),
        ])
    };
    let parts: Vec<Value> = (0..draw.below(3))
        .map(|_| {
            let mut part = json!({"where": filter(draw)});
            let (key, bound) = draw.one(&[
                ("at_least", 2.0),
                ("at_least", 4.0),
                ("at_most", 2.0),
                ("at_most", 3.0),
                ("share_at_most", 0.5),
                ("share_at_least", 0.25),
                ("share_at_most", 0.8),
            ]);
            part[key] = json!(bound);
            if draw.yes(4) {
                part["within"] = json!("P1Y");
            }
            part
        })
        .collect();
    let buckets: Vec<Value> = (0..draw.below(6).saturating_sub(3))
        .map(|_| {
            json!({"where": filter(draw), "at_least": 1 + draw.below(2),
            "at_most": draw.one(&[Value::Null, json!(3), json!(5)])})
        })
        .collect();
    let whole = if draw.yes(3) { filter(draw) } else { Value::Null };
    json!({"hours": {"of": draw.one(&[json!("training"), json!("work"), json!(["training", "work"])]),
        "at_least": 1 + draw.below(6), "at_most": draw.one(&[Value::Null, Value::Null, json!(20), json!(12)]),
        "within": within, "where": whole, "parts": parts, "buckets": buckets}})
}

fn without_null(value: Value) -> Value {
    match value {
        Value::Object(object) => {
            let kept = object.into_iter().filter(|(_, value)| !value.is_null());
            kept.map(|(key, value)| (key, without_null(value))).collect::<Map<_, _>>().into()
        }
        Value::Array(list) => list.into_iter().map(without_null).collect(),
        value => value,
    }
}

fn node(draw: Drawn<'_, '_>, depth: usize, ids: &mut usize) -> Value {
    *ids += 1;
    let id = format!("n{ids}");
    let kind = if depth == 0 { 0 } else { draw.below(9) };
    let mut node = match kind {
        0..=2 => rule(draw),
        kind => {
            let mut parts: Vec<Value> = (0..3).map(|_| node(draw, depth - 1, ids)).collect();
            match kind {
                3 => json!({"all": parts}),
                4 => json!({"any": parts}),
                5 => json!({"at_least": {"count": 1 + draw.below(3), "of": parts}}),
                6 => json!({"not": parts.remove(0)}),
                7 => {
                    json!({"when": {"if": parts.remove(0), "then": parts.remove(0), "else": parts.remove(0)}})
                }
                _ => {
                    let mut part = parts.remove(0);
                    part["applies"] = parts.remove(0);
                    part["waivable_by"] = json!("board");
                    part
                }
            }
        }
    };
    if node.get("id").is_none() {
        node["id"] = json!(id);
    }
    node
}

fn standard(bytes: &[u8], depth: usize) -> Standard {
    let requirement = node(&mut Choices(bytes.iter()), depth, &mut 0);
    let document = json!({"format": "peerpath/standard/1", "id": "x", "version": "1", "title": "X",
        "requirement": requirement});
    Standard::from_json(&document.to_string()).unwrap()
}

/// A dossier from a drawn world, with evidence that barely meets either standard.
fn drawn(draw: Drawn<'_, '_>, standards: [&Standard; 2]) -> Vec<crate::standard::Dossier> {
    let world = world(draw);
    let record = recorded(&world, draw);
    let mut dossiers = vec![dossier(&record)];
    let mut full = world;
    full.insert(
        "complete".to_owned(),
        json!([
            "events",
            "attestations",
            "education",
            "hours",
            "spans",
            "exams",
            "screenings",
            "credentials",
            "references",
            "documents",
            "decisions"
        ]),
    );
    dossiers.push(dossier(&full));
    for standard in standards {
        let mut rich = if draw.yes(2) { record.clone() } else { full.clone() };
        for requirement in &standard.requirements().all {
            let crate::standard::requirement::Rule::Leaf(kind) = &requirement.rule else {
                continue;
            };
            let examples = examples(kind.as_ref(), TODAY.parse().unwrap());
            if examples.is_empty() {
                continue;
            }
            let example = draw.one(&examples);
            for (key, value) in example.as_object().unwrap() {
                match (rich.get_mut(key), value) {
                    (Some(Value::Array(all)), Value::Array(more)) => {
                        all.extend(more.iter().cloned());
                    }
                    _ => {
                        rich.insert(key.clone(), value.clone());
                    }
                }
            }
        }
        dossiers.push(dossier(&rich));
    }
    dossiers
}

fn held(standard: &Standard, dossier: &crate::standard::Dossier) -> Verdict {
    standard.assess(dossier, TODAY.parse().unwrap()).unwrap().verdict()
}

fn check(
    bytes: &[u8],
    changes: &[(usize, u8)],
    worlds: &[Vec<u8>],
    depth: usize,
) -> Result<(), TestCaseError> {
    let mut other = bytes.to_vec();
    for (position, byte) in changes {
        let position = position % 24;
        other[position] = *byte;
    }
    let (first, second) = (standard(bytes, depth), standard(&other, depth));
    let mut formulas = Formulas::default();
    let (one, two) = (formulas.add(first.requirements()), formulas.add(second.requirements()));
    let (met, other_met) = (formulas.met(one, 0).unwrap(), formulas.met(two, 0).unwrap());
    let mut prover = Prover::new(&formulas);
    let (there, back) = (prover.proves(met, other_met), prover.proves(other_met, met));
    prop_assert!(prover.proves(met, met), "not even itself: {}", first.to_json());
    prop_assert!(!there || witness(&formulas, (one, 0), (two, 0), &mut budget()).is_none());
    prop_assert!(!back || witness(&formulas, (two, 0), (one, 0), &mut budget()).is_none());
    for bytes in worlds {
        for dossier in drawn(&mut Choices(bytes.iter()), [&first, &second]) {
            let verdicts = (held(&first, &dossier), held(&second, &dossier));
            let wrong = (there && verdicts.0 == Verdict::Met && verdicts.1 != Verdict::Met)
                || (back && verdicts.1 == Verdict::Met && verdicts.0 != Verdict::Met);
            prop_assert!(
                !wrong,
                "{} and\n{}\nwith {}: {verdicts:?}",
                first.to_json(),
                second.to_json(),
                dossier.to_json()
            );
        }
    }
    Ok(())
}

/// So many cases, or more where `PROPTEST_CASES` asks for more.
fn cases(least: u32) -> ProptestConfig {
    let usual = ProptestConfig::default();
    let asked = if std::env::var_os("PROPTEST_CASES").is_some() { usual.cases } else { 0 };
    ProptestConfig { cases: asked.max(least), ..usual }
}

proptest! {
    #![proptest_config(cases(300))]

    #[test]
    fn what_is_proved_of_rules_holds_of_dossiers(
        bytes in prop::collection::vec(any::<u8>(), 48),
        changes in prop::collection::vec((any::<usize>(), any::<u8>()), 1..4),
        worlds in prop::collection::vec(prop::collection::vec(any::<u8>(), 200), 2),
    ) {
        check(&bytes, &changes, &worlds, 0)?;
    }
}

proptest! {
    #![proptest_config(cases(150))]

    #[test]
    fn what_is_proved_of_requirements_holds_of_dossiers(
        bytes in prop::collection::vec(any::<u8>(), 160),
        changes in prop::collection::vec((any::<usize>(), any::<u8>()), 1..5),
        worlds in prop::collection::vec(prop::collection::vec(any::<u8>(), 200), 2),
    ) {
        check(&bytes, &changes, &worlds, 2)?;
    }
}
