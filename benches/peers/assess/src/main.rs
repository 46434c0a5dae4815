//! One yes/no rule over eight facts, ready-made, on one thread: Peerpath beside regorus,
//! cedar-policy and zen-engine, in one run.
//!
//! Each judges the same applicants, prepared before the clock starts in whatever form it takes
//! facts, and must give the same answers. They take turns, and printed are the nanoseconds an answer
//! takes, the least of all rounds, and how many times Peerpath's they are.

use std::error::Error;
use std::hint::black_box;
use std::num::NonZeroUsize;
use std::str::FromStr;
use std::time::Instant;

use cedar_policy::{Authorizer, Context, Decision, Entities, EntityUid, PolicySet, Request};
use jiff::civil::date;
use peerpath::standard::{AssessManyOptions, Dossiers};
use peerpath::{Dossier, Standard, Verdict};
use serde_json::{Value, json};
use zen_engine::model::DecisionContent;
use zen_engine::{DecisionEngine, EvaluationOptions};

type Outcome<T> = Result<T, Box<dyn Error>>;

const APPLICANTS: usize = 64;
const ROUNDS: usize = 200;

/// Eight facts on an applicant, some of whom fall short by one of them.
fn facts(number: usize) -> Value {
    let short = |fact: usize| number % 16 == fact;
    json!({
        "age": if short(0) { 17 } else { 38 },
        "schooling": if short(1) { 1 } else { 2 + number % 3 },
        "training": if short(2) { 45 } else { 46 + number % 30 },
        "work": if short(3) { 499 } else { 500 + number % 400 },
        "lived": !short(4),
        "exam": !short(5),
        "clear": !short(6),
        "ethics": !short(7),
    })
}

/// The same facts as they are recorded.
fn dossier(facts: &Value) -> Outcome<Dossier> {
    let levels = ["none", "primary", "secondary", "bachelor", "master"];
    let level = levels[facts["schooling"].as_u64().unwrap_or(0) as usize];
    let born = if facts["age"] == 17 { "2009-05-02" } else { "1988-05-02" };
    let findings = if facts["clear"] == true {
        json!([])
    } else {
        json!([{"category": "violent-felony", "on": "2019-01-01"}])
    };
    let documents = match facts["ethics"] == true {
        true => json!([{"kind": "code-of-ethics", "on": "2026-05-01"}]),
        false => json!([{"kind": "other", "on": "2026-05-01"}]),
    };
    Ok(Dossier::from_json(
        &json!({
            "format": "peerpath/dossier/1", "person": "p-17", "born": born,
            "education": [{"level": level, "on": "2006-06-10"}],
            "hours": [
                {"of": "training", "amount": facts["training"], "to": "2026-03-13"},
                {"of": "supervised-work", "amount": facts["work"], "from": "2025-03-02", "to": "2026-04-13"}],
            "attestations": [{"statement": "lived-experience", "on": "2026-01-02", "holds": facts["lived"]}],
            "exams": [{"name": "icrc-pr", "on": "2026-02-01", "passed": facts["exam"]}],
            "screenings": [{"kind": "criminal-record", "on": "2026-03-01", "findings": findings}],
            "documents": documents,
            "complete": ["education", "hours", "attestations", "exams", "screenings", "documents"],
        })
        .to_string(),
    )?)
}

/// What answers, by name, and how many nanoseconds an answer takes it at best.
struct Contestant<'a> {
    name: &'static str,
    /// Answers about many applicants, and says how many.
    round: Box<dyn FnMut() -> Outcome<usize> + 'a>,
    nanoseconds: f64,
}

impl<'a> Contestant<'a> {
    fn new(name: &'static str, round: impl FnMut() -> Outcome<usize> + 'a) -> Contestant<'a> {
        Contestant { name, round: Box::new(round), nanoseconds: f64::INFINITY }
    }
}

/// One that is asked about each applicant in turn, whose answers are those expected.
fn contestant<'a>(
    name: &'static str,
    expected: &[bool],
    mut answer: impl FnMut(usize) -> Outcome<bool> + 'a,
) -> Outcome<Contestant<'a>> {
    for (number, expected) in expected.iter().enumerate() {
        if answer(number)? != *expected {
            return Err(format!("{name} answers otherwise about applicant {number}").into());
        }
    }
    Ok(Contestant::new(name, move || {
        for number in 0..APPLICANTS {
            black_box(answer(black_box(number))?);
        }
        Ok(APPLICANTS)
    }))
}

/// Has each answer for a while, round after round, so that no change in the speed of the machine
/// favours one of them.
fn measure(contestants: &mut [Contestant<'_>]) -> Outcome<()> {
    for _ in 0..ROUNDS {
        for Contestant { round, nanoseconds, .. } in contestants.iter_mut() {
            let mut answers = 0;
            let start = Instant::now();
            while start.elapsed().as_millis() < 10 {
                answers += round()?;
            }
            *nanoseconds = nanoseconds.min(start.elapsed().as_nanos() as f64 / answers as f64);
        }
    }
    Ok(())
}

const REGO: &str = "package peer
default met := false
met if {
    input.age >= 18
    input.schooling >= 2
    input.training >= 46
    input.work >= 500
    input.lived
    input.exam
    input.clear
    input.ethics
}";

const CEDAR: &str = "permit(principal, action, resource) when {
    context.age >= 18 && context.schooling >= 2 && context.training >= 46 && context.work >= 500 &&
    context.lived && context.exam && context.clear && context.ethics
};";

fn zen_rule() -> Outcome<DecisionContent> {
    let rule = "age >= 18 and schooling >= 2 and training >= 46 and work >= 500 and lived \
                and exam and clear and ethics";
    Ok(serde_json::from_value(json!({
        "nodes": [
            {"id": "in", "name": "in", "type": "inputNode"},
            {"id": "rule", "name": "rule", "type": "expressionNode",
             "content": {"expressions": [{"id": "met", "key": "met", "value": rule}]}},
            {"id": "out", "name": "out", "type": "outputNode"}],
        "edges": [
            {"id": "1", "type": "edge", "sourceId": "in", "targetId": "rule"},
            {"id": "2", "type": "edge", "sourceId": "rule", "targetId": "out"}],
    }))?)
}

fn main() -> Outcome<()> {
    let facts: Vec<Value> = (0..APPLICANTS).map(facts).collect();
    let expected: Vec<bool> = (0..APPLICANTS).map(|number| number % 16 > 7).collect();

    let standard = Standard::from_json(include_str!("../../../src/eight.json"))?;
    let dossiers = facts.iter().map(dossier).collect::<Outcome<Vec<_>>>()?;
    let as_of = date(2026, 11, 21);
    let verdict = contestant("peerpath, verdict", &expected, |number| {
        Ok(standard.verdict(&dossiers[number], as_of)? == Verdict::Met)
    })?;
    let assessment =
        contestant("peerpath, assessment that explains itself", &expected, |number| {
            Ok(standard.assess(&dossiers[number], as_of)?.verdict() == Verdict::Met)
        })?;

    let options =
        AssessManyOptions { threads: NonZeroUsize::new(1), ..AssessManyOptions::default() };
    let many = |persons: usize| {
        let ready = (0..persons).map(|number| Ok(dossiers[number % APPLICANTS].clone()));
        standard.assess_many(Dossiers::from_each(ready), as_of, &options)
    };
    let verdicts = many(APPLICANTS)?.to_json_columns().remove("verdict").unwrap_or_default();
    let expected_verdicts = expected.iter().map(|met| if *met { "met" } else { "unmet" });
    if verdicts != expected_verdicts.collect::<Value>() {
        return Err("assess_many answers otherwise".into());
    }
    let table = Contestant::new("peerpath, assess_many: all eight, in a table", || {
        Ok(black_box(many(8192)?).row_count())
    });

    let mut rego = regorus::Engine::new();
    rego.add_policy("peer.rego".to_owned(), REGO.to_owned())?;
    let inputs: Vec<regorus::Value> = facts
        .iter()
        .map(|facts| Ok(regorus::Value::from_json_str(&facts.to_string())?))
        .collect::<Outcome<_>>()?;
    let mut engine = rego.clone();
    let rego_engine = contestant("regorus, engine", &expected, |number| {
        engine.set_input(inputs[number].clone());
        Ok(engine.eval_rule("data.peer.met".to_owned())? == regorus::Value::Bool(true))
    })?;
    let compiled = rego.compile_with_entrypoint(&"data.peer.met".into())?;
    let rego_policy = contestant("regorus, compiled policy", &expected, |number| {
        Ok(compiled.eval_with_input(inputs[number].clone())? == regorus::Value::Bool(true))
    })?;
    let program = regorus::languages::rego::compiler::Compiler::compile_from_policy(
        &compiled,
        &["data.peer.met"],
    )?;
    let mut machine = regorus::rvm::RegoVM::new();
    machine.load_program(program);
    let rego_machine = contestant("regorus, virtual machine", &expected, |number| {
        machine.set_input(inputs[number].clone());
        Ok(machine.execute()? == regorus::Value::Bool(true))
    })?;

    let policies = PolicySet::from_str(CEDAR)?;
    let (authorizer, entities) = (Authorizer::new(), Entities::empty());
    let name = |text: &str| EntityUid::from_str(text);
    let (who, what, which) =
        (name(r#"Person::"p-17""#)?, name(r#"Action::"certify""#)?, name(r#"Standard::"cpss""#)?);
    let requests = facts
        .iter()
        .map(|facts| {
            let context = Context::from_json_value(facts.clone(), None)?;
            Ok(Request::new(who.clone(), what.clone(), which.clone(), context, None)?)
        })
        .collect::<Outcome<Vec<_>>>()?;
    let cedar = contestant("cedar-policy", &expected, |number| {
        let response = authorizer.is_authorized(&requests[number], &policies, &entities);
        Ok(response.decision() == Decision::Allow)
    })?;

    let mut content = zen_rule()?;
    content.compile();
    let decision = DecisionEngine::default().create_decision(content.into());
    let variables: Vec<zen_engine::Variable> =
        facts.iter().map(|facts| facts.clone().into()).collect();
    let zen = contestant("zen-engine, expression", &expected, |number| {
        let response = futures_executor::block_on(
            decision.evaluate_with_opts(variables[number].clone(), EvaluationOptions::default()),
        );
        let response = response.map_err(|error| format!("{error:?}"))?;
        Ok(response.result.dot("met").is_some_and(|met| met.as_bool() == Some(true)))
    })?;

    let mut contestants =
        [verdict, table, assessment, rego_engine, rego_policy, rego_machine, cedar, zen];
    measure(&mut contestants)?;
    let [peerpath, _, _, peers @ ..] = &contestants;
    println!("{:<44} {:>10} {:>10}", "eight facts, one yes/no rule, one thread", "ns", "times");
    for Contestant { name, nanoseconds, .. } in &contestants {
        println!("{name:<44} {nanoseconds:>10.0} {:>10.1}", nanoseconds / peerpath.nanoseconds);
    }
    let fastest = peers.iter().fold(f64::INFINITY, |least, peer| least.min(peer.nanoseconds));
    println!(
        "the fastest peer takes {:.1} times as long as peerpath",
        fastest / peerpath.nanoseconds
    );
    Ok(())
}
