//! The calls on profiles.

use peerpath::competency::{Profiles, SurveyColumns};
use peerpath::{Error, Survey, Watch};
use serde_json::Value;

use crate::calls::{Inputs, json};

/// Of columns of numbers where `columns` names them, else of a survey.
fn made(inputs: &Inputs<'_>) -> Result<Profiles, Error> {
    if inputs.0.contains_key("columns") {
        let (table, columns) = (inputs.table("table")?, inputs.options("columns")?);
        let options = inputs.options("options")?;
        return Profiles::from_table(&table, &columns, &options, &mut Watch::none());
    }
    let columns: SurveyColumns = inputs.options("survey")?;
    let survey = Survey::from_table(&inputs.table("table")?, &columns)?;
    survey.profiles(&inputs.options("options")?, &mut Watch::none())
}

fn classes(inputs: &Inputs<'_>) -> Option<u32> {
    inputs.0.get("classes").and_then(Value::as_u64).map(|classes| classes as u32)
}

pub(crate) fn fits(inputs: &Inputs<'_>) -> Result<Value, Error> {
    json(&made(inputs)?.to_table()?.to_json())
}

pub(crate) fn of_classes(inputs: &Inputs<'_>) -> Result<Value, Error> {
    json(&made(inputs)?.classes(classes(inputs))?.to_json())
}

pub(crate) fn membership(inputs: &Inputs<'_>) -> Result<Value, Error> {
    json(&made(inputs)?.membership(classes(inputs))?.to_json())
}

pub(crate) fn likelihood_ratio(inputs: &Inputs<'_>) -> Result<Value, Error> {
    let options = inputs.options("test")?;
    json(&made(inputs)?.likelihood_ratio(&options, &mut Watch::none())?.to_table()?.to_json())
}

pub(crate) fn predictors(inputs: &Inputs<'_>) -> Result<Value, Error> {
    let options = inputs.options("predictors")?;
    json(&made(inputs)?.predictors(&inputs.table("table")?, &options)?.to_table()?.to_json())
}
