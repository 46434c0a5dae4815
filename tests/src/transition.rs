//! The calls on histories and panels.

use peerpath::transition::{
    AalenJohansen, AalenJohansenOptions, BootstrapOptions, CumulativeIncidenceOptions,
    EventColumns, ExitsOptions, GrayTestOptions, IntervalColumns, KaplanMeierOptions,
    LandmarkOptions, LogRankOptions, MarkovTestOptions, NelsonAalenOptions, PanelColumns,
    SpellColumns, SummariseOptions,
};
use peerpath::{Code, Error, Histories, Panel, Place, StateSpace, Watch};
use serde_json::Value;

use crate::calls::{Inputs, json};

fn space(inputs: &Inputs<'_>) -> Result<Option<StateSpace>, Error> {
    match inputs.0.get("space") {
        None | Some(Value::Null) => Ok(None),
        Some(_) => StateSpace::from_json(&inputs.text("space")).map(Some),
    }
}

pub(crate) fn histories(inputs: &Inputs<'_>) -> Result<Histories, Error> {
    histories_of(inputs, "table")
}

/// The histories of a table that is not the only one.
pub(crate) fn histories_of(inputs: &Inputs<'_>, name: &str) -> Result<Histories, Error> {
    let table = inputs.table(name)?;
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
    value_of(&histories(inputs)?.describe())
}

pub(crate) fn risk_table(inputs: &Inputs<'_>) -> Result<Value, Error> {
    let options: SummariseOptions = inputs.options("options")?;
    json(&histories(inputs)?.summarise(&options)?.to_table()?.to_json())
}

fn numbers(inputs: &Inputs<'_>, name: &str) -> Vec<f64> {
    let numbers = inputs.0.get(name).and_then(Value::as_array);
    numbers.into_iter().flatten().map(|number| number.as_f64().unwrap_or(f64::NAN)).collect()
}

pub(crate) fn at(inputs: &Inputs<'_>) -> Result<Value, Error> {
    json(&curves(inputs)?.at(&numbers(inputs, "times"))?.to_table()?.to_json())
}

pub(crate) fn at_with_squares(inputs: &Inputs<'_>) -> Result<Value, Error> {
    let (histories, times) = (histories(inputs)?, numbers(inputs, "times"));
    let options: AalenJohansenOptions = inputs.options("options")?;
    let summary = SummariseOptions { by: options.by.clone(), threads: None };
    let curves = histories.summarise(&summary)?.aalen_johansen(&options)?;
    let squares = histories.influence_squares(&curves, &times)?;
    json(&curves.at_with_squares(&times, &squares)?.to_table()?.to_json())
}

pub(crate) fn pseudo_values(inputs: &Inputs<'_>) -> Result<Value, Error> {
    json(&curves(inputs)?.pseudo_values(&numbers(inputs, "times"))?.to_table()?.to_json())
}

pub(crate) fn pseudo_mean_times(inputs: &Inputs<'_>) -> Result<Value, Error> {
    json(&curves(inputs)?.pseudo_mean_times(number(inputs, "until"))?.to_table()?.to_json())
}

pub(crate) fn restricted_mean_time(inputs: &Inputs<'_>) -> Result<Value, Error> {
    let until = number(inputs, "until");
    json(&curves(inputs)?.restricted_mean_time(until)?.to_table()?.to_json())
}

pub(crate) fn covariance(inputs: &Inputs<'_>) -> Result<Value, Error> {
    json(&curves(inputs)?.covariance(&numbers(inputs, "times"))?.to_table()?.to_json())
}

pub(crate) fn transition_covariance(inputs: &Inputs<'_>) -> Result<Value, Error> {
    let (from, to) = (number(inputs, "from"), number(inputs, "to"));
    json(&curves(inputs)?.transition_covariance(from, to)?.to_table()?.to_json())
}

pub(crate) fn transition_matrix(inputs: &Inputs<'_>) -> Result<Value, Error> {
    let (from, to) = (number(inputs, "from"), number(inputs, "to"));
    json(&curves(inputs)?.transition_matrix(from, to)?.to_table()?.to_json())
}

fn kaplan_meier(inputs: &Inputs<'_>) -> Result<AalenJohansen, Error> {
    let options: KaplanMeierOptions = inputs.options("options")?;
    histories(inputs)?.kaplan_meier(&options)
}

pub(crate) fn kaplan_meier_at(inputs: &Inputs<'_>) -> Result<Value, Error> {
    json(&kaplan_meier(inputs)?.at(&numbers(inputs, "times"))?.to_table()?.to_json())
}

pub(crate) fn kaplan_meier_quantiles(inputs: &Inputs<'_>) -> Result<Value, Error> {
    let shares = numbers(inputs, "quantiles");
    json(&kaplan_meier(inputs)?.quantiles(None, &shares)?.to_table()?.to_json())
}

pub(crate) fn kaplan_meier_mean(inputs: &Inputs<'_>) -> Result<Value, Error> {
    let until = number(inputs, "until");
    json(&kaplan_meier(inputs)?.restricted_mean_time(until)?.to_table()?.to_json())
}

pub(crate) fn cumulative_incidence_at(inputs: &Inputs<'_>) -> Result<Value, Error> {
    let options: CumulativeIncidenceOptions = inputs.options("options")?;
    let curves = histories(inputs)?.cumulative_incidence(&options)?;
    json(&curves.at(&numbers(inputs, "times"))?.to_table()?.to_json())
}

pub(crate) fn nelson_aalen_at(inputs: &Inputs<'_>) -> Result<Value, Error> {
    let options: NelsonAalenOptions = inputs.options("options")?;
    let hazards = histories(inputs)?.nelson_aalen(&options)?;
    json(&hazards.at(&numbers(inputs, "times"))?.to_table()?.to_json())
}

fn value_of(result: &impl serde::Serialize) -> Result<Value, Error> {
    serde_json::to_value(result).map_err(|error| {
        Error::one(Code::Internal, "result", Place::Whole, error.to_string(), "JSON")
    })
}

pub(crate) fn log_rank(inputs: &Inputs<'_>) -> Result<Value, Error> {
    let options: LogRankOptions = inputs.options("options")?;
    value_of(&histories(inputs)?.log_rank(&options)?)
}

pub(crate) fn gray_test(inputs: &Inputs<'_>) -> Result<Value, Error> {
    let options: GrayTestOptions = inputs.options("options")?;
    value_of(&histories(inputs)?.gray_test(&options)?)
}

pub(crate) fn landmark_at(inputs: &Inputs<'_>) -> Result<Value, Error> {
    let options: LandmarkOptions = inputs.options("options")?;
    let curves = histories(inputs)?.landmark(&options)?;
    json(&curves.at(&numbers(inputs, "times"))?.to_table()?.to_json())
}

pub(crate) fn markov_test(inputs: &Inputs<'_>) -> Result<Value, Error> {
    let options: MarkovTestOptions = inputs.options("options")?;
    value_of(&histories(inputs)?.markov_test(&options)?)
}

pub(crate) fn bootstrap(inputs: &Inputs<'_>) -> Result<Value, Error> {
    let options: BootstrapOptions = inputs.options("options")?;
    let times = numbers(inputs, "times");
    let found = histories(inputs)?.bootstrap(&times, &options, &mut Watch::none())?;
    json(&found.to_table()?.to_json())
}

pub(crate) fn exits(inputs: &Inputs<'_>) -> Result<Value, Error> {
    let options: ExitsOptions = inputs.options("options")?;
    json(&histories(inputs)?.exits(&options)?.to_table()?.to_json())
}

pub(crate) fn to_intervals(inputs: &Inputs<'_>) -> Result<Value, Error> {
    json(&histories(inputs)?.to_intervals()?.to_json())
}

pub(crate) fn to_spells(inputs: &Inputs<'_>) -> Result<Value, Error> {
    json(&histories(inputs)?.to_spells()?.to_json())
}

pub(crate) fn to_events(inputs: &Inputs<'_>) -> Result<Value, Error> {
    json(&histories(inputs)?.to_events()?.to_json())
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
