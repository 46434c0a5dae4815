//! The calls on standards and dossiers in the formats of others.

use peerpath::standard::{CtdlOptions, CtdlReadingOptions, OpenBadgeOptions};
use peerpath::{Dossier, Error, Standard};
use serde_json::Value;

use crate::calls::{Inputs, json as read};

fn given(inputs: &Inputs<'_>) -> Result<Standard, Error> {
    match inputs.0.get("builtin").and_then(Value::as_str) {
        Some(name) => Standard::builtin(name),
        None => Standard::from_json(&inputs.text("standard")),
    }
}

pub(crate) fn to_ctdl(inputs: &Inputs<'_>) -> Result<Value, Error> {
    let options: CtdlOptions = inputs.options("options")?;
    read(&given(inputs)?.to_ctdl(&options)?.to_json())
}

pub(crate) fn from_ctdl(inputs: &Inputs<'_>) -> Result<Value, Error> {
    let options: CtdlReadingOptions = inputs.options("options")?;
    let reading = Standard::from_ctdl(&inputs.text("ctdl"), &options)?;
    let mut result = read(&reading.not_understood_json())?;
    result["standard"] = read(&reading.standard().to_json())?;
    Ok(result)
}

/// A badge: a document, or a JWT as text.
fn badge(inputs: &Inputs<'_>) -> String {
    let text = inputs.0.get("badge").and_then(Value::as_str).map(str::to_owned);
    text.unwrap_or_else(|| inputs.text("badge"))
}

pub(crate) fn credentials_from_open_badge(inputs: &Inputs<'_>) -> Result<Value, Error> {
    let options: OpenBadgeOptions = inputs.options("options")?;
    read(&Dossier::credentials_from_open_badge(&badge(inputs), &options)?.to_json())
}

pub(crate) fn with_open_badge(inputs: &Inputs<'_>) -> Result<Value, Error> {
    let options: OpenBadgeOptions = inputs.options("options")?;
    let dossier = Dossier::from_json(&inputs.text("dossier"))?;
    let (dossier, reading) = dossier.with_open_badge(&badge(inputs), &options)?;
    let mut result = read(&reading.to_json())?;
    result["dossier"] = read(&dossier.to_json())?;
    Ok(result)
}
