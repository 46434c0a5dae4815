//! The calls on histories and panels.

use peerpath::transition::{
    AalenJohansen, AalenJohansenOptions, EventColumns, IntervalColumns, PanelColumns, SpellColumns,
    SummariseOptions,
};
use peerpath::{Code, Error, Histories, Panel, Place, StateSpace};
use serde_json::Value;

use crate::calls::{Inputs, json};

fn space(inputs: &Inputs<'_>) -> Result<Option<StateSpace>, Error> {
    match inputs.0.get("space") {
        None | Some(Value::Null) => Ok(None),
        Some(_) => StateSpace::from_json(&inputs.text("space")).map(Some),
    }
}

fn histories(inputs: &Inputs<'_>) -> Result<Histories, Error> {
    let table = inputs.table("table")?;
    let space = space(inputs)?;
    let space = space.as_ref();
    if inputs.0.contains_key("spells") {
        Histories::from_spells(&table, &inputs.options::<SpellColumns>("spells")?, space)
    } else if inputs.0.contains_key("intervals") {
        Histories::from_intervals(&table, &inputs.options::<IntervalColumns>("intervals")?, space)
    } else {
        Histories::from_events(&table, &inputs.options::<EventColumns>("events")?, space)
    }
}

fn curves(inputs: &Inputs<'_>) -> Result<AalenJohansen, Error> {
    let options: AalenJohansenOptions = inputs.options("options")?;
    histories(inputs)?.aalen_johansen(&options)
}

fn number(inputs: &Inputs<'_>, name: &str) -> f64 {
    inputs.0.get(name).and_then(Value::as_f64).unwrap_or(f64::NAN)
}

pub(crate) fn summarise(inputs: &Inputs<'_>) -> Result<Value, Error> {
    serde_json::to_value(histories(inputs)?.describe()).map_err(|error| {
        Error::one(Code::Internal, "result", Place::Whole, error.to_string(), "JSON")
    })
}

pub(crate) fn risk_table(inputs: &Inputs<'_>) -> Result<Value, Error> {
    let options: SummariseOptions = inputs.options("options")?;
    json(&histories(inputs)?.summarise(&options)?.to_table()?.to_json())
}

pub(crate) fn at(inputs: &Inputs<'_>) -> Result<Value, Error> {
    let times = inputs.0.get("times").and_then(Value::as_array);
    let times: Vec<f64> =
        times.into_iter().flatten().map(|time| time.as_f64().unwrap_or(f64::NAN)).collect();
    json(&curves(inputs)?.at(&times)?.to_table()?.to_json())
}

pub(crate) fn restricted_mean_time(inputs: &Inputs<'_>) -> Result<Value, Error> {
    let until = number(inputs, "until");
    json(&curves(inputs)?.restricted_mean_time(until)?.to_table()?.to_json())
}

pub(crate) fn transition_matrix(inputs: &Inputs<'_>) -> Result<Value, Error> {
    let (from, to) = (number(inputs, "from"), number(inputs, "to"));
    json(&curves(inputs)?.transition_matrix(from, to)?.to_table()?.to_json())
}

fn panel(inputs: &Inputs<'_>) -> Result<Panel, Error> {
    let columns: PanelColumns = inputs.options("panel")?;
    Panel::from_table(&inputs.table("table")?, &columns, space(inputs)?.as_ref())
}

pub(crate) fn panel_transition_table(inputs: &Inputs<'_>) -> Result<Value, Error> {
    json(&panel(inputs)?.transition_table().to_table()?.to_json())
}

pub(crate) fn attrition(inputs: &Inputs<'_>) -> Result<Value, Error> {
    json(&panel(inputs)?.attrition().to_table()?.to_json())
}
