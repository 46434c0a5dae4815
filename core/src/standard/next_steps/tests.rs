#![allow(clippy::unwrap_used, reason = "tests")]
use jiff::civil::date;
use proptest::prelude::*;
use serde_json::{Map, Value, json};

use super::*;
use crate::standard::requirement::{Requirement, Requirements};
use crate::standard::{Dossier, Standard};

const NAMES: [&str; 8] = ["met", "no", "no-2", "no-3", "open", "open-2", "denied", "met-2"];

/// A tree of requirements as its shape says: references go to what is listed before.
fn shaped(shape: &mut std::slice::Iter<'_, u8>, depth: usize, ids: &mut Vec<String>) -> Value {
    let mut draw = |below: u8| shape.next().map_or(0, |&byte| byte % below);
    let (kind, extra) = (draw(if depth == 0 { 10 } else { 18 }), draw(12));
    let id = |ids: &mut Vec<String>| {
        ids.push(format!("n{}", ids.len()));
        ids.last().unwrap().clone()
    };
    let mut node = match kind {
        0..8 => {
            let name = NAMES[usize::from(kind)];
            let rule = match name {
                "no" | "no-2" | "no-3" => json!({"exam": {"name": name}}),
                _ => json!({"attest": {"statement": name}}),
            };
            let mut node = rule;
            node["id"] = json!(id(ids));
            node
        }
        8..10 if !ids.is_empty() => {
            let target = ids[usize::from(draw(u8::try_from(ids.len()).unwrap()))].clone();
            json!({"refer": target, "id": id(ids)})
        }
        _ => {
            let mut parts = Vec::new();
            for _ in 0..3 {
                parts.push(shaped(shape, depth.saturating_sub(1), ids));
            }
            let mut part = || parts.pop().unwrap();
            let mut node = match kind {
                10..12 => json!({"all": [part(), part(), part()]}),
                12..14 => json!({"any": [part(), part()]}),
                14 => json!({"at_least": {"count": 2, "of": [part(), part(), part()]}}),
                15 => json!({"not": part()}),
                16 => json!({"when": {"if": part(), "then": part()}}),
                _ => json!({"when": {"if": part(), "then": part(), "else": part()}}),
            };
            node["id"] = json!(id(ids));
            // What was left out of the tree cannot be referred to.
            let text = node.to_string();
            ids.retain(|id| {
                text.contains(&format!("\"{id}\""))
                    || !parts
                        .iter()
                        .any(|part| part.to_string().contains(&format!("\"id\":\"{id}\"")))
            });
            node
        }
    };
    if extra == 1 {
        node["waivable_by"] = json!("board");
    }
    node
}

fn dossier() -> Dossier {
    let stated = |statement: &str, holds: bool| json!({"statement": statement, "on": "2026-01-01", "holds": holds});
    let document = json!({"format": "peerpath/dossier/1", "complete": ["exams"],
        "attestations": [stated("met", true), stated("met-2", true), stated("denied", false)]});
    Dossier::from_json(&document.to_string()).unwrap()
}

/// What is tried on one requirement, and its cost.
type Try = (usize, Option<StepKind>, u128);

/// The verdict on the whole after actions, straight from the tables of Kleene.
fn verdict_after(requirements: &Requirements, prices: &[Price], acts: &[Try]) -> Verdict {
    let act = |index: usize, kind: StepKind| {
        acts.iter().any(|&(other, done, _)| other == index && done == Some(kind))
    };
    let mut verdicts = vec![Verdict::Unknown; requirements.all.len()];
    for &index in &requirements.order {
        let requirement: &Requirement = &requirements.all[index];
        let of = |index: usize| verdicts[index];
        let all = |of: &[usize]| of.iter().map(|&part| verdicts[part]).collect::<Vec<_>>();
        let mut verdict = match &requirement.rule {
            Rule::Leaf(_) if act(index, StepKind::Do) || act(index, StepKind::Settle) => {
                Verdict::Met
            }
            Rule::Leaf(_) if act(index, StepKind::SettleNot) => Verdict::Unmet,
            Rule::Leaf(_) => prices[index].verdict,
            Rule::All(parts) | Rule::ForEach(parts) => Verdict::at_least(parts.len(), all(parts)),
            Rule::Any(parts) => Verdict::at_least(1, all(parts)),
            Rule::AtLeast(count, parts) => Verdict::at_least(*count, all(parts)),
            Rule::Not(part) => of(*part).negated(),
            Rule::Refer(part) => of(*part),
            Rule::When { condition, then, otherwise } => {
                of(*condition).choose(of(*then), otherwise.map_or(Verdict::Met, of))
            }
        };
        if act(index, StepKind::Waiver) {
            verdict = Verdict::Met;
        }
        if let Some(applies) = requirement.applies {
            verdict = of(applies).choose(verdict, Verdict::Met);
        }
        verdicts[index] = verdict;
    }
    verdicts[0]
}

/// What can be done about each requirement: nothing, or an action.
fn tries(prices: &[Price]) -> Vec<Vec<Try>> {
    let mut tries = Vec::new();
    for (index, price) in prices.iter().enumerate() {
        let mut one = vec![(index, None, 0)];
        let kinds = match price.verdict {
            Verdict::Unmet => vec![(StepKind::Do, price.met)],
            Verdict::Unknown => {
                vec![(StepKind::Settle, price.met), (StepKind::SettleNot, price.unmet)]
            }
            Verdict::Met => Vec::new(),
        };
        for (kind, cost) in kinds {
            one.extend(cost.map(|cost| (index, Some(kind), cost)));
        }
        let waiver =
            price.waiver.map(|cost| vec![(index, None, 0), (index, Some(StepKind::Waiver), cost)]);
        tries.extend([Some(one), waiver].into_iter().flatten().filter(|one| one.len() > 1));
    }
    tries
}

/// The least cost of all combinations.
fn brute_force(requirements: &Requirements, prices: &[Price]) -> Option<u128> {
    let tries = tries(prices);
    let count: usize = tries.iter().map(Vec::len).product();
    (0..count)
        .filter_map(|mut number| {
            let mut acts = Vec::new();
            for one in &tries {
                acts.push(one[number % one.len()]);
                number /= one.len();
            }
            let met = verdict_after(requirements, prices, &acts) == Verdict::Met;
            met.then(|| acts.iter().map(|&(_, _, cost)| cost).sum())
        })
        .min()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    /// The set costs as little as the cheapest of all combinations of actions, and makes the whole
    /// met when it is applied.
    #[test]
    fn the_set_is_a_cheapest_one(
        shape in prop::collection::vec(any::<u8>(), 4..60),
        costs in prop::collection::vec(0_u32..6, 40),
        with_applies in any::<bool>(),
    ) {
        let mut ids = Vec::new();
        let mut shape = shape.iter();
        let mut parts = vec![shaped(&mut shape, 2, &mut ids), shaped(&mut shape, 2, &mut ids)];
        if with_applies {
            parts[0]["applies"] = shaped(&mut shape, 1, &mut ids);
        }
        let document = json!({"format": "peerpath/standard/1", "id": "x", "version": "1",
            "title": "X", "requirement": {"id": "all", "all": parts}});
        // A reference into what is left out, or around itself, is refused.
        let Ok(standard) = Standard::from_json(&document.to_string()) else { return Ok(()) };
        let requirements = standard.requirements();
        let mut by_id = Map::new();
        for (index, requirement) in requirements.all.iter().enumerate() {
            let cost = |more: usize| costs[(index * 3 + more) % costs.len()];
            by_id.insert(requirement.id.clone(),
                json!({"action": cost(0), "settle": cost(1), "waiver": cost(2)}));
        }
        let options: NextStepsOptions = serde_json::from_value(json!({"costs": by_id})).unwrap();
        let assessment = standard.assess(&dossier(), date(2026, 7, 1)).unwrap();
        let facts = Facts::new(assessment.dossier().document(), assessment.as_of());
        let judgement = judge(requirements, &facts);
        let prices = Prices::of(requirements, &judgement, &facts, assessment.as_of(), &options).of;
        let count: usize = tries(&prices).iter().map(Vec::len).product();
        prop_assume!(count <= 20_000);
        let plan = assessment.next_steps(&options).unwrap();
        let expected = brute_force(requirements, &prices);
        prop_assert_eq!(plan.cost, expected.map(options::shown), "{}\n{:?}", document, plan);
        prop_assert!(plan.optimal);
        if expected.is_some() {
            let acts: Vec<Try> = plan.steps.iter().map(|step| {
                let index = requirements.all.iter().position(|one| one.id == step.requirement);
                (index.unwrap(), Some(step.kind), 0)
            }).collect();
            prop_assert_eq!(verdict_after(requirements, &prices, &acts), Verdict::Met);
        } else {
            prop_assert!(!plan.blocked_by.is_empty(), "{}", document);
        }
        // With a budget too small the bound is a bound.
        let small = NextStepsOptions { budget: 1, ..options };
        let plan = assessment.next_steps(&small).unwrap();
        if let (Some(bound), Some(expected)) = (plan.lower_bound, expected) {
            prop_assert!(bound <= options::shown(expected));
            prop_assert!(plan.cost.is_none_or(|cost| cost >= options::shown(expected)));
        }
    }
}

fn plan(requirement: &Value, dossier: &Value, options: &Value) -> NextSteps {
    let document = json!({"format": "peerpath/standard/1", "id": "x", "version": "1",
        "title": "X", "requirement": requirement});
    let mut dossier = dossier.clone();
    dossier["format"] = json!("peerpath/dossier/1");
    let standard = Standard::from_json(&document.to_string()).unwrap();
    let dossier = Dossier::from_json(&dossier.to_string()).unwrap();
    let assessment = standard.assess(&dossier, date(2026, 11, 21)).unwrap();
    assessment.next_steps(&serde_json::from_value(options.clone()).unwrap()).unwrap()
}

fn steps(plan: &NextSteps) -> Vec<(&str, StepKind)> {
    plan.steps.iter().map(|step| (step.requirement.as_str(), step.kind)).collect()
}

/// A choice by halves would take the two cheap exams; the dear one serves both.
#[test]
fn what_serves_several_requirements_is_done_once() {
    let exam = |id: &str| json!({"id": id, "exam": {"name": id}});
    let requirement = json!({"id": "all", "all": [
        {"id": "one", "any": [exam("cheap"), exam("dear")]},
        {"id": "two", "any": [exam("cheap-too"), {"id": "same", "refer": "dear"}]}]});
    let options = json!({"costs": {"cheap": {"action": 3}, "cheap-too": {"action": 3}, "dear": {"action": 5}}});
    let made = plan(&requirement, &json!({"complete": ["exams"]}), &options);
    assert_eq!((made.cost, steps(&made)), (Some(5.0), vec![("dear", StepKind::Do)]));
}

#[test]
fn waiting_is_weighed_against_doing() {
    let requirement = json!({"id": "any", "any": [
        {"id": "age", "age": {"at_least": 18}}, {"id": "consent", "document": {"kind": "consent"}}]});
    let who = json!({"born": "2009-03-01", "complete": ["documents"]});
    let made = plan(&requirement, &who, &json!({}));
    assert_eq!((made.cost, steps(&made)), (Some(0.0), vec![("age", StepKind::Wait)]));
    assert_eq!(made.on, Some(date(2027, 3, 1)));
    let made = plan(&requirement, &who, &json!({"day": 0.1}));
    assert_eq!((made.cost, steps(&made)), (Some(1.0), vec![("consent", StepKind::Do)]));
    let made = plan(&requirement, &who, &json!({"day": 0.1, "action": 20}));
    assert_eq!((made.cost, steps(&made)), (Some(10.0), vec![("age", StepKind::Wait)]));
    assert_eq!(made.steps[0].cost, 10.0);
}

#[test]
fn what_nobody_can_do_stands_in_the_way() {
    let requirement = json!({"id": "all", "all": [
        {"id": "young", "age": {"at_most": 25}},
        {"id": "lived", "attest": {"statement": "lived"}},
        {"id": "record", "screening": {"kind": "check", "bars": [{"category": "violence"}]}},
        {"id": "exam", "exam": {"name": "a"}}]});
    let who = json!({"born": "1990-01-01",
        "attestations": [{"statement": "lived", "on": "2026-01-01", "holds": false}],
        "screenings": [{"kind": "check", "on": "2026-01-01",
            "findings": [{"category": "violence", "on": "2010-01-01"}]}]});
    let made = plan(&requirement, &who, &json!({}));
    assert_eq!((made.cost, made.lower_bound, made.on), (None, None, None));
    assert_eq!(made.blocked_by, ["young", "lived", "record"]);
}

#[test]
fn a_met_verdict_needs_no_steps() {
    let requirement = json!({"id": "age", "age": {"at_least": 18}});
    let made = plan(&requirement, &json!({"born": "1990-01-01"}), &json!({}));
    assert_eq!((made.cost, made.on), (Some(0.0), Some(date(2026, 11, 21))));
    assert!(made.steps.is_empty() && made.optimal);
}

#[test]
fn unknown_names_are_refused() {
    let standard = Standard::from_json(
        r#"{"format": "peerpath/standard/1", "id": "x", "version": "1", "title": "X",
        "requirement": {"id": "age", "age": {"at_least": 18}}}"#,
    )
    .unwrap();
    let assessment = standard.assess(&dossier(), date(2026, 7, 1)).unwrap();
    let options = json!({"costs": {"agee": {}}, "units": {"hour": 1}});
    let error = assessment.next_steps(&serde_json::from_value(options).unwrap()).unwrap_err();
    assert_eq!((error.code(), error.count()), (Code::Argument, 2));
}

/// Hundreds of requirements that several refer to: the budget ends the search with a bound.
#[test]
fn a_search_too_long_ends_with_a_bound() {
    let mut parts = Vec::new();
    for index in 0..200 {
        let exam = |letter: &str| {
            json!({"id": format!("{letter}{index}"),
            "exam": {"name": format!("{letter}{index}")}})
        };
        parts.push(json!({"id": format!("pair{index}"), "any": [exam("a"), exam("b")]}));
        let other = (index * 7 + 3) % 200;
        parts.push(json!({"id": format!("again{index}"), "any": [
            {"id": format!("ra{index}"), "refer": format!("a{other}")},
            {"id": format!("rb{index}"), "refer": format!("b{}", (other + 1) % 200)}]}));
    }
    let made = plan(
        &json!({"id": "all", "all": parts}),
        &json!({"complete": ["exams"]}),
        &json!({"budget": 700}),
    );
    assert!(made.considered <= 1500, "{}", made.considered);
    assert!(!made.optimal && made.lower_bound < made.cost.or(Some(f64::MAX)));
}
