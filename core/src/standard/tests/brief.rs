//! What is judged without an explanation is what is judged with one.

use proptest::prelude::*;
use serde_json::{Value, json};

use super::completion::{Choices, SECTIONS, TODAY, base, dossier, node, recorded, second, world};
use super::*;
use crate::standard::assess::judge;
use crate::standard::facts::Facts;
use crate::standard::requirement::Rule;

/// A requirement of each kind that can be seen to be met at a glance, under its key.
fn plain() -> Value {
    json!({
        "age": {"at_least": 18},
        "education": {"at_least": "secondary"},
        "hours": {"of": "training", "at_least": 46},
        "attest": {"statement": "lived-experience"},
        "exam": {"name": "icrc-pr"},
        "document": {"kind": "code-of-ethics"},
    })
}

/// A standard that asks for all of these.
fn asking(parts: impl IntoIterator<Item = Value>) -> Standard {
    let parts: Vec<Value> = parts.into_iter().collect();
    standard(&json!({"id": "all", "all": parts}))
}

fn plain_standard() -> Standard {
    let plain = plain();
    let rules = plain.as_object().unwrap().iter();
    asking(rules.map(|(kind, rule)| json!({"id": kind, kind: rule})))
}

/// A dossier that meets every one, all on one day.
fn meeting(day: &str) -> Value {
    json!({
        "format": "peerpath/dossier/1", "born": "1988-05-02",
        "education": [{"level": "bachelor", "on": day}],
        "hours": [
            {"of": "training", "amount": 40, "to": day},
            {"of": "training", "amount": 6, "from": day, "to": day}],
        "attestations": [{"statement": "lived-experience", "on": day, "holds": true}],
        "exams": [{"name": "icrc-pr", "on": day, "passed": true}],
        "documents": [{"kind": "code-of-ethics", "on": day}],
    })
}

/// The ids of the requirements that are met at a glance.
fn seen(standard: &Standard, dossier: &Dossier) -> Vec<String> {
    let facts = Facts::unexplained(dossier.document(), TODAY.parse().unwrap());
    let all = standard.requirements().all.iter();
    let seen = all.filter(|requirement| match &requirement.rule {
        Rule::Leaf(kind) => kind.is_plainly_met(&facts),
        _ => false,
    });
    seen.map(|requirement| requirement.id.clone()).collect()
}

#[test]
fn a_plain_rule_is_met_at_a_glance() {
    let standard = plain_standard();
    let read = |document: Value| Dossier::from_json(&document.to_string()).unwrap();
    let dossier = read(meeting(TODAY));
    let kinds: Vec<String> = plain().as_object().unwrap().keys().cloned().collect();
    assert_eq!(seen(&standard, &dossier), kinds);
    // What is dated tomorrow is not yet so.
    assert_eq!(seen(&standard, &read(meeting("2026-07-02"))), ["age"]);
    let mut denied = meeting(TODAY);
    let denial = json!({"statement": "lived-experience", "on": "2020-01-01", "holds": false});
    denied["attestations"].as_array_mut().unwrap().push(denial);
    denied["hours"][1]["unit"] = json!("ceu");
    denied["exams"][0]["passed"] = json!(false);
    denied["education"][0]["level"] = json!("primary");
    denied["documents"][0]["kind"] = json!("other");
    denied["born"] = json!("2008-07-02");
    assert!(seen(&standard, &read(denied)).is_empty());
}

/// Every other key of the rules here leaves them to be judged.
#[test]
fn a_rule_that_asks_for_more_is_not_met_at_a_glance() {
    let dossier = Dossier::from_json(&meeting(TODAY).to_string()).unwrap();
    let windows =
        [("within", json!("P1Y")), ("anchor", json!("application")), ("after", json!(TODAY))];
    let more = [("since", json!(TODAY)), ("from", json!(TODAY)), ("by", json!(TODAY))];
    let windows: Vec<(&str, Value)> = windows.into_iter().chain(more).collect();
    let keys: [(&str, &[(&str, Value)]); 6] = [
        ("age", &[("at_most", json!(90)), ("anchor", json!("application"))]),
        ("education", &[("field", json!("law"))]),
        (
            "hours",
            &[
                ("where", json!({"approved": true})),
                ("at_most", json!(50)),
                ("parts", json!([{"where": {"approved": true}, "at_least": 1}])),
                ("buckets", json!([{"where": {"approved": true}, "at_least": 1}])),
                ("spread", json!({"at_least": "P1M"})),
                ("per", json!({"period": "P1M", "at_least": 1})),
                ("once_per", json!("course")),
                ("credit_for", json!([{"education": {"at_least": "master"}, "hours": 1}])),
                ("convert", json!([{"unit": "ceu", "hours": 10}])),
            ],
        ),
        ("attest", &[("proof", json!("official"))]),
        (
            "exam",
            &[
                ("score", json!(70)),
                ("parts", json!([{"name": "oral", "score": 1}])),
                ("attempts", json!({"at_most": 3})),
                ("waiting", json!("P1M")),
            ],
        ),
        ("document", &[("version", json!("2"))]),
    ];
    for (kind, keys) in keys {
        let windows = windows.iter().filter(|_| kind != "age");
        for (key, value) in keys.iter().chain(windows) {
            let mut rule = plain()[kind].clone();
            rule[*key] = value.clone();
            let standard = asking([json!({"id": "one", kind: rule})]);
            assert!(seen(&standard, &dossier).is_empty(), "{kind} with {key}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]

    #[test]
    fn without_an_explanation_the_verdict_is_the_same(
        bytes in prop::collection::vec(any::<u8>(), 600),
    ) {
        let mut choices = Choices(bytes.iter());
        let mut ids = 0;
        let mut parts: Vec<Value> = (0..6).map(|_| node(&mut choices, 2, &mut ids)).collect();
        for part in &mut parts {
            if choices.yes(4) {
                part["waivable_by"] = json!("board");
            }
        }
        parts.extend([base(), second()]);
        let standard = asking(parts);
        let mut full = world(&mut choices);
        let record = recorded(&full, &mut choices);
        full.insert("complete".to_owned(), json!(SECTIONS));
        let today = TODAY.parse().unwrap();
        for sections in [record, full] {
            let dossier = dossier(&sections);
            let facts = Facts::new(dossier.document(), today);
            let judged = judge(standard.requirements(), &facts);
            let verdict = standard.verdict(&dossier, today).unwrap();
            prop_assert_eq!(verdict, judged.verdict(0), "{}", json!(sections));
            for id in seen(&standard, &dossier) {
                let all = &standard.requirements().all;
                let index = all.iter().position(|requirement| requirement.id == id).unwrap();
                let outcome = judged.rulings[index].outcome.as_ref().unwrap();
                prop_assert_eq!(outcome.verdict, Verdict::Met, "{} in {}", id, json!(sections));
            }
            #[cfg(feature = "arrow")]
            {
                let mut brief = assess::Verdicts::default();
                let facts = Facts::unexplained(dossier.document(), today);
                brief.renew(standard.requirements(), facts);
                for index in 0..standard.requirements().all.len() {
                    let missing = judged.rulings[index].outcome.as_ref();
                    let missing = missing.and_then(|outcome| outcome.missing);
                    let verdict = judged.verdict(index);
                    let missing = missing.filter(|_| verdict != Verdict::Met);
                    prop_assert_eq!(brief.of(index), (verdict, missing));
                }
            }
        }
    }
}
