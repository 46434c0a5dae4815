//! The calls on ratings.

use peerpath::competency::{Agreement, Ratings, RatingsColumns};
use peerpath::{Error, Watch};
use serde_json::Value;

use crate::calls::{Inputs, json};

fn ratings(inputs: &Inputs<'_>) -> Result<Ratings, Error> {
    let columns: RatingsColumns = inputs.options("ratings")?;
    Ratings::from_table(&inputs.table("table")?, &columns)
}

fn shown(agreement: &Agreement) -> Result<Value, Error> {
    json(&agreement.to_table()?.to_json())
}

pub(crate) fn krippendorff_alpha(inputs: &Inputs<'_>) -> Result<Value, Error> {
    let options = inputs.options("options")?;
    shown(&ratings(inputs)?.krippendorff_alpha(&options, &mut Watch::none())?)
}

pub(crate) fn fleiss_kappa(inputs: &Inputs<'_>) -> Result<Value, Error> {
    let options = inputs.options("options")?;
    shown(&ratings(inputs)?.fleiss_kappa(&options, &mut Watch::none())?)
}

pub(crate) fn gwet_ac(inputs: &Inputs<'_>) -> Result<Value, Error> {
    let options = inputs.options("options")?;
    shown(&ratings(inputs)?.gwet_ac(&options, &mut Watch::none())?)
}

pub(crate) fn percent_agreement(inputs: &Inputs<'_>) -> Result<Value, Error> {
    let options = inputs.options("options")?;
    shown(&ratings(inputs)?.percent_agreement(&options, &mut Watch::none())?)
}

pub(crate) fn cohen_kappa(inputs: &Inputs<'_>) -> Result<Value, Error> {
    let options = inputs.options("options")?;
    shown(&ratings(inputs)?.cohen_kappa(&options)?)
}

pub(crate) fn pairwise(inputs: &Inputs<'_>) -> Result<Value, Error> {
    let options = inputs.options("options")?;
    json(&ratings(inputs)?.pairwise(&options)?.to_table()?.to_json())
}

pub(crate) fn consensus(inputs: &Inputs<'_>) -> Result<Value, Error> {
    let options = inputs.options("options")?;
    json(&ratings(inputs)?.consensus(&options)?.to_table()?.to_json())
}

pub(crate) fn disagreement(inputs: &Inputs<'_>) -> Result<Value, Error> {
    let options = inputs.options("options")?;
    json(&ratings(inputs)?.disagreement(&options)?.to_table()?.to_json())
}

pub(crate) fn overlap(inputs: &Inputs<'_>) -> Result<Value, Error> {
    let overlap = ratings(inputs)?.overlap(&inputs.options("options")?)?;
    let (pairs, tasks) = (overlap.to_table()?.to_json(), overlap.tasks_table()?.to_json());
    Ok(serde_json::json!({"pairs": json(&pairs)?, "tasks": json(&tasks)?}))
}

pub(crate) fn delphi(inputs: &Inputs<'_>) -> Result<Value, Error> {
    let options = inputs.options("options")?;
    let before = inputs.0.contains_key("before").then(|| {
        let columns: RatingsColumns = inputs.options("ratings")?;
        Ratings::from_table(&inputs.table("before")?, &columns)
    });
    let before = before.transpose()?;
    json(&ratings(inputs)?.delphi(before.as_ref(), &options)?.to_table()?.to_json())
}

pub(crate) fn cultural_consensus(inputs: &Inputs<'_>) -> Result<Value, Error> {
    let options = inputs.options("options")?;
    json(&ratings(inputs)?.cultural_consensus(&options)?.to_json())
}
