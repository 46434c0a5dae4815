//! The calls on models of hazards.

use peerpath::transition::{
    Cox, CoxOptions, FineGray, FineGrayOptions, Parametric, ParametricOptions, Profiles,
};
use peerpath::{Code, Error, Place};
use serde_json::Value;

use crate::calls::{Inputs, json};
use crate::transition::{histories, histories_of};

fn fitted(inputs: &Inputs<'_>) -> Result<Cox, Error> {
    let options: CoxOptions = inputs.options("options")?;
    histories(inputs)?.cox(&options)
}

pub(crate) fn cox(inputs: &Inputs<'_>) -> Result<Value, Error> {
    json(&fitted(inputs)?.to_table()?.to_json())
}

pub(crate) fn of_parts(inputs: &Inputs<'_>) -> Result<Value, Error> {
    let options: CoxOptions = inputs.options("options")?;
    let parts = [histories(inputs)?, histories_of(inputs, "other")?];
    let cox = Cox::of_parts(&options, &mut |question| {
        parts.iter().map(|part| part.cox_answer(question)).collect()
    })?;
    json(&cox.to_table()?.to_json())
}

pub(crate) fn tests(inputs: &Inputs<'_>) -> Result<Value, Error> {
    json(&fitted(inputs)?.tests_table()?.to_json())
}

pub(crate) fn describe(inputs: &Inputs<'_>) -> Result<Value, Error> {
    serde_json::to_value(fitted(inputs)?.fit()).map_err(|error| {
        Error::one(Code::Internal, "result", Place::Whole, error.to_string(), "JSON")
    })
}

pub(crate) fn residuals(inputs: &Inputs<'_>) -> Result<Value, Error> {
    let options = inputs.options("residuals")?;
    json(&fitted(inputs)?.residuals(&options)?.to_table()?.to_json())
}

pub(crate) fn proportionality(inputs: &Inputs<'_>) -> Result<Value, Error> {
    let options = inputs.options("proportionality")?;
    json(&fitted(inputs)?.proportionality_table(&options)?.to_json())
}

pub(crate) fn concordance(inputs: &Inputs<'_>) -> Result<Value, Error> {
    json(&fitted(inputs)?.concordance_table()?.to_json())
}

pub(crate) fn cumulative_hazard(inputs: &Inputs<'_>) -> Result<Value, Error> {
    let profiles = Profiles::from_table(&inputs.table("profiles")?)?;
    json(&fitted(inputs)?.cumulative_hazard_table(&profiles)?.to_json())
}

pub(crate) fn state_probabilities(inputs: &Inputs<'_>) -> Result<Value, Error> {
    let profiles = Profiles::from_table(&inputs.table("profiles")?)?;
    let options = inputs.options("prediction")?;
    json(&fitted(inputs)?.state_probabilities_table(&profiles, &options)?.0.to_json())
}

fn subdistribution(inputs: &Inputs<'_>) -> Result<FineGray, Error> {
    let options: FineGrayOptions = inputs.options("options")?;
    histories(inputs)?.fine_gray(&options)
}

pub(crate) fn fine_gray(inputs: &Inputs<'_>) -> Result<Value, Error> {
    json(&subdistribution(inputs)?.to_table()?.to_json())
}

pub(crate) fn cumulative_incidence(inputs: &Inputs<'_>) -> Result<Value, Error> {
    let profiles = Profiles::from_table(&inputs.table("profiles")?)?;
    json(&subdistribution(inputs)?.cumulative_incidence_table(&profiles)?.to_json())
}

pub(crate) fn fine_gray_describe(inputs: &Inputs<'_>) -> Result<Value, Error> {
    serde_json::to_value(subdistribution(inputs)?.fit()).map_err(|error| {
        Error::one(Code::Internal, "result", Place::Whole, error.to_string(), "JSON")
    })
}

fn distributed(inputs: &Inputs<'_>) -> Result<Parametric, Error> {
    let options: ParametricOptions = inputs.options("options")?;
    histories(inputs)?.parametric(&options)
}

pub(crate) fn parametric(inputs: &Inputs<'_>) -> Result<Value, Error> {
    json(&distributed(inputs)?.to_table()?.to_json())
}

pub(crate) fn parametric_describe(inputs: &Inputs<'_>) -> Result<Value, Error> {
    serde_json::to_value(distributed(inputs)?.fit()).map_err(|error| {
        Error::one(Code::Internal, "result", Place::Whole, error.to_string(), "JSON")
    })
}

pub(crate) fn parametric_hazards(inputs: &Inputs<'_>) -> Result<Value, Error> {
    let profiles = Profiles::from_table(&inputs.table("profiles")?)?;
    let times = inputs.0.get("times").and_then(Value::as_array);
    let times: Vec<f64> =
        times.into_iter().flatten().map(|time| time.as_f64().unwrap_or(f64::NAN)).collect();
    json(&distributed(inputs)?.hazards_table(&profiles, &times)?.to_json())
}
