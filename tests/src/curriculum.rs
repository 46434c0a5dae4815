//! The calls on frameworks, crosswalks and curricula.

use jiff::civil::date;
use peerpath::competency::{CaseOptions, Crosswalk, Curriculum};
use peerpath::document::Day;
use peerpath::{Error, Framework};
use serde_json::Value;

use crate::calls::{Inputs, json};

fn framework(inputs: &Inputs<'_>) -> Result<Framework, Error> {
    Framework::from_json(&inputs.text("framework"))
}

fn curriculum(inputs: &Inputs<'_>, name: &str) -> Result<Curriculum, Error> {
    Curriculum::from_json(&inputs.text(name))
}

fn crosswalk(inputs: &Inputs<'_>) -> Result<Crosswalk, Error> {
    Crosswalk::from_json(&inputs.text("crosswalk"))
}

pub(crate) fn to_case(inputs: &Inputs<'_>) -> Result<Value, Error> {
    let options: CaseOptions = inputs.options("options")?;
    json(&framework(inputs)?.to_case(&options)?.report_json())
}

pub(crate) fn from_case(inputs: &Inputs<'_>) -> Result<Value, Error> {
    json(&Framework::from_case(&inputs.text("case"), Some("read"))?.to_json())
}

pub(crate) fn reversed(inputs: &Inputs<'_>) -> Result<Value, Error> {
    json(&crosswalk(inputs)?.reversed().to_json())
}

pub(crate) fn coverage(inputs: &Inputs<'_>) -> Result<Value, Error> {
    let (curriculum, framework) = (curriculum(inputs, "curriculum")?, framework(inputs)?);
    json(&curriculum.coverage(&framework, &inputs.options("options")?)?.to_table()?.to_json())
}

pub(crate) fn gaps(inputs: &Inputs<'_>) -> Result<Value, Error> {
    let (curriculum, framework) = (curriculum(inputs, "curriculum")?, framework(inputs)?);
    json(&curriculum.gaps(&framework, &inputs.options("options")?)?.to_table()?.to_json())
}

pub(crate) fn overlaps(inputs: &Inputs<'_>) -> Result<Value, Error> {
    let (curriculum, framework) = (curriculum(inputs, "curriculum")?, framework(inputs)?);
    json(&curriculum.overlaps(&framework, &inputs.options("options")?)?.to_table()?.to_json())
}

pub(crate) fn smallest_selection(inputs: &Inputs<'_>) -> Result<Value, Error> {
    let (curriculum, framework) = (curriculum(inputs, "curriculum")?, framework(inputs)?);
    json(&curriculum.smallest_selection(&framework, &inputs.options("options")?)?.to_json())
}

pub(crate) fn compare(inputs: &Inputs<'_>) -> Result<Value, Error> {
    let (curriculum, other) = (curriculum(inputs, "curriculum")?, curriculum(inputs, "other")?);
    json(&curriculum.compare(&other, &framework(inputs)?)?.to_table()?.to_json())
}

pub(crate) fn through(inputs: &Inputs<'_>) -> Result<Value, Error> {
    json(&curriculum(inputs, "curriculum")?.through(&crosswalk(inputs)?).to_json())
}

pub(crate) fn to_dossier(inputs: &Inputs<'_>) -> Result<Value, Error> {
    json(&curriculum(inputs, "curriculum")?.to_dossier("p", Day(date(2026, 1, 31)), None))
}
