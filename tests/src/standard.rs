//! The calls on standards and dossiers.

use jiff::civil::Date;
use peerpath::standard::{
    AlignmentOptions, AssessManyOptions, Assessment, Dossiers, NextStepsOptions,
    alignment as aligned, compare as compared,
};
use peerpath::{Dossier, Error, Standard, Standards, Table, catalog as shipped};
use serde_json::{Value, json};

use crate::calls::{Inputs, json as read};

pub(crate) fn parse(inputs: &Inputs<'_>) -> Result<Value, Error> {
    read(&own(inputs)?.to_json())
}

/// The standard of a vector, read beside the others that it refers to.
fn own(inputs: &Inputs<'_>) -> Result<Standard, Error> {
    Standard::from_json_with(&inputs.text("standard"), &beside(inputs)?)
}

/// The others that the standard of a vector refers to.
fn beside(inputs: &Inputs<'_>) -> Result<Standards, Error> {
    match inputs.0.contains_key("standards") {
        true => Standards::from_json(&inputs.text("standards")),
        false => Ok(Standards::new()),
    }
}

pub(crate) fn dossier(inputs: &Inputs<'_>) -> Result<Value, Error> {
    read(&Dossier::from_json(&inputs.text("dossier"))?.to_json())
}

fn question(inputs: &Inputs<'_>) -> Result<(Standard, Date), Error> {
    let standard = match inputs.0.get("builtin").and_then(Value::as_str) {
        Some(name) => Standard::builtin(name)?,
        None => own(inputs)?,
    };
    let as_of = inputs.0.get("as_of").and_then(Value::as_str).unwrap_or_default();
    let as_of: Date = as_of
        .parse()
        .map_err(|_| Error::argument("assess", "as_of", format!("`{as_of}`"), "a date"))?;
    Ok((standard, as_of))
}

fn asked(inputs: &Inputs<'_>) -> Result<(Standard, Dossier, Date), Error> {
    let (standard, as_of) = question(inputs)?;
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

pub(crate) fn assess_many(inputs: &Inputs<'_>) -> Result<Value, Error> {
    let (standard, as_of) = question(inputs)?;
    let options: AssessManyOptions = inputs.options("options")?;
    let table;
    let dossiers = if let Some(lines) = inputs.0.get("lines").and_then(Value::as_str) {
        Dossiers::from_json_lines(lines.as_bytes())
    } else if inputs.0.contains_key("rows") {
        table = inputs.table("rows")?;
        Dossiers::from_rows(&table)?
    } else {
        let tables = inputs.0.get("tables").and_then(Value::as_object).into_iter().flatten();
        let tables = tables.map(|(name, columns)| {
            let columns = columns.as_object().cloned().unwrap_or_default();
            Ok((name, Table::from_json_columns(&columns)?))
        });
        Dossiers::from_tables(tables.collect::<Result<Vec<_>, Error>>()?)?
    };
    read(&standard.assess_many(dossiers, as_of, &options)?.to_json())
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
        None => Standard::lint_document_with(&inputs.text("standard"), &beside(inputs)?),
    };
    Ok(json!(findings))
}

/// A standard by its document, or a shipped one by its name.
fn named(inputs: &Inputs<'_>, name: &str) -> Result<Standard, Error> {
    match inputs.0.get(name) {
        Some(Value::String(id)) => Standard::builtin(id),
        _ => Standard::from_json(&inputs.text(name)),
    }
}

pub(crate) fn compare(inputs: &Inputs<'_>) -> Result<Value, Error> {
    read(&compared(&named(inputs, "a")?, &named(inputs, "b")?).to_json())
}

fn day(inputs: &Inputs<'_>) -> Result<Date, Error> {
    let as_of = inputs.0.get("as_of").and_then(Value::as_str).unwrap_or_default();
    let refused = |_| Error::argument("assess", "as_of", format!("`{as_of}`"), "a date");
    as_of.parse().map_err(refused)
}

pub(crate) fn transfer(inputs: &Inputs<'_>) -> Result<Value, Error> {
    let (from, to) = (named(inputs, "from")?, named(inputs, "to")?);
    let dossier = Dossier::from_json(&inputs.text("dossier"))?;
    read(&from.transfer(&to, &dossier, day(inputs)?)?.to_json())
}

pub(crate) fn alignment(inputs: &Inputs<'_>) -> Result<Value, Error> {
    let options: AlignmentOptions = inputs.options("options")?;
    let standards = match inputs.0.contains_key("standard") {
        true => vec![named(inputs, "standard")?],
        false => Vec::new(),
    };
    read(&aligned(&standards, &options.model)?.table(&options)?.to_json())
}

pub(crate) fn catalog(_: &Inputs<'_>) -> Result<Value, Error> {
    read(&shipped().to_json())
}
