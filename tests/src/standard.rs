//! The calls on standards and dossiers.

use jiff::civil::Date;
use peerpath::standard::{Assessment, NextStepsOptions};
use peerpath::{Dossier, Error, Standard, catalog as shipped};
use serde_json::{Value, json};

use crate::calls::{Inputs, json as read};

pub(crate) fn parse(inputs: &Inputs<'_>) -> Result<Value, Error> {
    read(&Standard::from_json(&inputs.text("standard"))?.to_json())
}

pub(crate) fn dossier(inputs: &Inputs<'_>) -> Result<Value, Error> {
    read(&Dossier::from_json(&inputs.text("dossier"))?.to_json())
}

fn asked(inputs: &Inputs<'_>) -> Result<(Standard, Dossier, Date), Error> {
    let standard = match inputs.0.get("builtin").and_then(Value::as_str) {
        Some(name) => Standard::builtin(name)?,
        None => Standard::from_json(&inputs.text("standard"))?,
    };
    let as_of = inputs.0.get("as_of").and_then(Value::as_str).unwrap_or_default();
    let as_of: Date = as_of
        .parse()
        .map_err(|_| Error::argument("assess", "as_of", format!("`{as_of}`"), "a date"))?;
    Ok((standard, Dossier::from_json(&inputs.text("dossier"))?, as_of))
}

fn assessment(inputs: &Inputs<'_>) -> Result<Assessment, Error> {
    let (standard, dossier, as_of) = asked(inputs)?;
    standard.assess(&dossier, as_of)
}

pub(crate) fn renewal(inputs: &Inputs<'_>) -> Result<Value, Error> {
    let (standard, dossier, as_of) = asked(inputs)?;
    read(&standard.renewal(&dossier, as_of)?.to_json())
}

pub(crate) fn assess(inputs: &Inputs<'_>) -> Result<Value, Error> {
    read(&assessment(inputs)?.to_json())
}

pub(crate) fn explain(inputs: &Inputs<'_>) -> Result<Value, Error> {
    Ok(json!({"text": assessment(inputs)?.explain()}))
}

pub(crate) fn met_on(inputs: &Inputs<'_>) -> Result<Value, Error> {
    let assessment = assessment(inputs)?;
    Ok(json!({"met_on": assessment.met_on(), "met_until": assessment.met_until()}))
}

pub(crate) fn next_steps(inputs: &Inputs<'_>) -> Result<Value, Error> {
    let options: NextStepsOptions = inputs.options("options")?;
    Ok(json!(assessment(inputs)?.next_steps(&options)?))
}

pub(crate) fn lint(inputs: &Inputs<'_>) -> Result<Value, Error> {
    let findings = match inputs.0.get("builtin").and_then(Value::as_str) {
        Some(name) => Standard::builtin(name)?.lint(),
        None => Standard::lint_document(&inputs.text("standard")),
    };
    Ok(json!(findings))
}

pub(crate) fn catalog(_: &Inputs<'_>) -> Result<Value, Error> {
    read(&shipped().to_json())
}
