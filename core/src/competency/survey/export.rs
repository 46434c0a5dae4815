//! What survey software exports: labelled columns (SPSS, Stata), REDCap, Qualtrics.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::columns::{MissingCode, Scale, SurveyColumns};
use super::{SUBJECT, Survey};
use crate::Table;
use crate::document::{described, hint};
use crate::error::{Code, Error, Place, Problems};

/// What SPSS, Stata and SAS files say of their columns: the metadata of pyreadstat, of a table
/// read with the codes themselves (`apply_value_formats=False, user_missing=True`).
#[derive(Clone, Debug, Default, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct LabelledMetadata {
    /// For each column, what it asks; null where it is not said.
    pub column_labels: BTreeMap<String, Option<String>>,
    /// For each column, the label of each code.
    pub value_labels: BTreeMap<String, BTreeMap<String, String>>,
    /// For each column, the codes and ranges of codes that say why there is no answer.
    pub missing: BTreeMap<String, Vec<MissingCode>>,
}

/// Which rows of a REDCap export are the survey.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct RedcapOptions {
    /// The value of `redcap_event_name`. Default: there is only one.
    pub event: Option<String>,
    /// The value of `redcap_repeat_instrument`. Default: the rows that are not repeats.
    pub instrument: Option<String>,
    /// The value of `redcap_repeat_instance`. Default: there is only one of each record.
    pub instance: Option<String>,
    /// The data dictionary, as the CSV text that REDCap exports: for labels and choices. Default
    /// none.
    pub dictionary: Option<String>,
}

described! {
    LabelledMetadata = "labelled-metadata",
    RedcapOptions = "redcap-options",
}

impl Survey {
    /// Reads a survey from labelled columns. Labels of columns are kept; codes that are declared
    /// missing are missing; the scale goes from the least to the greatest labelled code of the
    /// items, if they have labels. Labels in a row with gaps are refused, save where only the two
    /// ends have one: a code without a label is more often a slip than an answer.
    ///
    /// # Errors
    /// As [`Survey::from_table`]; [`Code::Argument`] where the items have different codes or codes
    /// without labels.
    pub fn from_labelled(
        table: &Table,
        metadata: &LabelledMetadata,
        columns: &SurveyColumns,
    ) -> Result<Survey, Error> {
        let mut columns = columns.clone();
        for (name, label) in &metadata.column_labels {
            if let (Some(label), true) = (label, columns.items.contains_key(name)) {
                columns.labels.entry(name.clone()).or_insert_with(|| label.clone());
            }
        }
        for (name, codes) in &metadata.missing {
            if columns.items.contains_key(name) {
                columns.missing.entry(name.clone()).or_insert_with(|| codes.clone());
            }
        }
        columns.scale = labelled_scale(&columns, &metadata.value_labels)?;
        Survey::from_table(table, &columns)
    }

    /// Reads a survey from a REDCap export, raw or labelled. An item that names a check-box field
    /// stands for all its columns, `field___code`; then the scale is 0 and 1, or `Unchecked` and
    /// `Checked`. The first column is the record, unless `person` says otherwise: after the rows
    /// of other events and instruments are put aside, nobody may occur twice. Rows are counted
    /// among those that are left.
    ///
    /// # Errors
    /// As [`Survey::from_table`]; [`Code::Argument`] where there are several events and none is
    /// chosen, or no row is of the event or instrument.
    pub fn from_redcap(
        table: &Table,
        options: &RedcapOptions,
        columns: &SurveyColumns,
    ) -> Result<Survey, Error> {
        let rows = chosen_rows(table, options)?;
        let dictionary = Dictionary::read(options.dictionary.as_deref())?;
        let names: Vec<String> = rows.column_names().into_iter().map(str::to_owned).collect();
        let mut columns = columns.clone();
        if columns.person.is_none() {
            columns.person = names.first().cloned();
        }
        let mut items = BTreeMap::new();
        let mut boxes = false;
        for (item, competency) in &columns.items {
            let prefix = format!("{item}___");
            let own: Vec<&String> = names.iter().filter(|name| name.starts_with(&prefix)).collect();
            if names.contains(item) || own.is_empty() {
                if let Some(label) = dictionary.labels.get(item) {
                    columns.labels.entry(item.clone()).or_insert_with(|| label.clone());
                }
                items.insert(item.clone(), competency.clone());
                continue;
            }
            boxes = true;
            for name in own {
                let code = name.strip_prefix(&prefix).unwrap_or_default();
                let choices = dictionary.choices.get(item);
                // A negative code is exported with an underscore for its sign.
                let choice = choices.and_then(|choices| {
                    choices.get(code).or_else(|| choices.get(&code.replacen('_', "-", 1)))
                });
                let label = match (dictionary.labels.get(item), choice) {
                    (Some(field), Some(choice)) => Some(format!("{field}: {choice}")),
                    (None, Some(choice)) => Some(choice.clone()),
                    (Some(field), None) => Some(format!("{field}: {code}")),
                    (None, None) => None,
                };
                if let Some(label) = label {
                    columns.labels.entry(name.clone()).or_insert(label);
                }
                items.insert(name.clone(), competency.clone());
            }
        }
        if boxes && columns.scale == Scale::default() {
            columns.scale = Scale::Numbers(0, 1);
            if let Some(first) = items.keys().find(|name| name.contains("___")) {
                let found = rows.reader().optional_labels(first);
                if found.names().iter().any(|name| name == "Checked" || name == "Unchecked") {
                    columns.scale =
                        Scale::Labels(vec!["Unchecked".to_owned(), "Checked".to_owned()]);
                }
            }
        } else if !boxes {
            columns.scale = labelled_scale(&columns, &dictionary.choices)?;
        }
        columns.items = items;
        Survey::from_table(&rows, &columns)
    }

    /// Reads a survey from a Qualtrics CSV export of two header rows (names, questions) or three
    /// (and the `ImportId`s). Questions become the labels of items. Rows are counted after the
    /// header rows.
    ///
    /// # Errors
    /// As [`Survey::from_table`]; [`Code::Table`] where there is no row of questions.
    pub fn from_qualtrics(text: &str, columns: &SurveyColumns) -> Result<Survey, Error> {
        let table = Table::from_csv(text)?;
        let names: Vec<String> = table.column_names().into_iter().map(str::to_owned).collect();
        let mut reader = table.reader();
        let mut is_import = !names.is_empty();
        let mut questions = BTreeMap::new();
        for name in &names {
            let cells = reader.optional_labels(name);
            is_import &= cells.name(1).is_some_and(|cell| cell.contains("ImportId"));
            if let Some(question) = cells.name(0) {
                questions.insert(name.clone(), question.trim().to_owned());
            }
        }
        reader.finish(SUBJECT)?;
        if table.row_count() == 0 {
            let expected = "a second row, with the questions";
            return Err(Error::one(Code::Table, SUBJECT, Place::Whole, "one row", expected));
        }
        let headers = if is_import { 2 } else { 1 };
        let keep: Vec<bool> = (0..table.row_count()).map(|row| row >= headers).collect();
        let mut columns = columns.clone();
        for name in columns.items.keys() {
            if let Some(question) = questions.get(name) {
                columns.labels.entry(name.clone()).or_insert_with(|| question.clone());
            }
        }
        Survey::from_table(&table.keep_rows(&keep), &columns)
    }
}

/// The scale that labelled codes make; that of the columns where no item has labels.
fn labelled_scale(
    columns: &SurveyColumns,
    value_labels: &BTreeMap<String, BTreeMap<String, String>>,
) -> Result<Scale, Error> {
    let mut problems = Problems::new();
    let mut first: Option<(&String, Vec<i32>)> = None;
    for name in columns.items.keys() {
        let Some(labels) = value_labels.get(name).filter(|labels| !labels.is_empty()) else {
            continue;
        };
        let missing = columns.missing.get(name).map_or(&[][..], Vec::as_slice);
        let mut codes = Vec::new();
        for code in labels.keys() {
            let Ok(number) = code.trim().parse::<f64>() else {
                let expected = "codes that are numbers; or a `scale` of labels and no value labels";
                problems.push(Place::column(name), format!("the code `{code}`"), expected);
                continue;
            };
            if missing.iter().any(|missing| missing.holds(number)) {
                continue;
            }
            if number.fract() != 0.0 || number.abs() > 1e6 {
                let found = format!("the labelled code {code}");
                problems.push(Place::column(name), found, "whole numbers as codes");
                continue;
            }
            codes.push(number as i32);
        }
        codes.sort_unstable();
        codes.dedup();
        let gap = codes.windows(2).find(|pair| pair[1] - pair[0] > 1);
        if let (Some(gap), true) = (gap, codes.len() != 2) {
            let found = format!("labels for {} and {}, and none between", gap[0], gap[1]);
            let expected = "a label for each code; declare codes missing that are no answers";
            problems.push(Place::column(name), found, expected);
            continue;
        }
        let ends = |codes: &[i32]| codes.first().copied().zip(codes.last().copied());
        match &first {
            None => first = Some((name, codes)),
            Some((earlier, known)) if ends(known) != ends(&codes) => {
                let shown = |codes: &[i32]| match ends(codes) {
                    Some((low, high)) => format!("codes from {low} to {high}"),
                    None => "no code that is an answer".to_owned(),
                };
                let expected = format!("{}, as in `{earlier}`", shown(known));
                problems.push(Place::column(name), shown(&codes), expected);
            }
            Some(_) => {}
        }
    }
    problems.finish(Code::Argument, SUBJECT)?;
    Ok(match first.and_then(|(_, codes)| codes.first().copied().zip(codes.last().copied())) {
        Some((low, high)) => Scale::Numbers(low, high),
        None => columns.scale.clone(),
    })
}

/// The rows of one event and one instrument.
fn chosen_rows(table: &Table, options: &RedcapOptions) -> Result<Table, Error> {
    let mut reader = table.reader();
    let mut problems = Problems::new();
    let mut keep = vec![true; table.row_count()];
    for (column, argument, wanted) in [
        ("redcap_event_name", "event", &options.event),
        ("redcap_repeat_instrument", "instrument", &options.instrument),
        ("redcap_repeat_instance", "instance", &options.instance),
    ] {
        if !reader.has(column) {
            if let Some(wanted) = wanted {
                let expected = format!("nothing: there is no column `{column}`");
                problems.push(Place::argument(argument), format!("`{wanted}`"), expected);
            }
            continue;
        }
        let found = reader.optional_labels(column);
        let names: Vec<&str> = found.names().iter().map(String::as_str).collect();
        let listed = || format!("one of `{}`", names.join("`, `"));
        if let Some(wanted) = wanted.as_ref().filter(|wanted| !names.contains(&wanted.as_str())) {
            let expected = format!("{}{}", listed(), hint(wanted, &names));
            problems.push(Place::argument(argument), format!("`{wanted}`"), expected);
        }
        if argument == "event" && wanted.is_none() && names.len() > 1 {
            let found = format!("{} events", names.len());
            problems.push(Place::argument(argument), found, listed());
        }
        for (row, keep) in keep.iter_mut().enumerate() {
            let name = found.name(row);
            *keep &= match (argument, wanted) {
                (_, Some(wanted)) => name == Some(wanted.as_str()),
                // A repeat names its instrument.
                ("instrument", None) => name.is_none_or(str::is_empty),
                _ => true,
            };
        }
    }
    reader.finish(SUBJECT)?;
    problems.finish(Code::Argument, SUBJECT)?;
    Ok(table.keep_rows(&keep))
}

/// What a REDCap data dictionary says of fields.
#[derive(Default)]
struct Dictionary {
    labels: BTreeMap<String, String>,
    choices: BTreeMap<String, BTreeMap<String, String>>,
}

impl Dictionary {
    fn read(text: Option<&str>) -> Result<Dictionary, Error> {
        let mut dictionary = Dictionary::default();
        let Some(text) = text else { return Ok(dictionary) };
        let table = Table::from_csv(text)?;
        let mut reader = table.reader();
        let field = reader.labels("Variable / Field Name");
        let kind = reader.optional_labels("Field Type");
        let label = reader.optional_labels("Field Label");
        let choices = reader.optional_labels("Choices, Calculations, OR Slider Labels");
        reader.finish("REDCap dictionary")?;
        for row in 0..table.row_count() {
            let Some(name) = field.name(row) else { continue };
            if let Some(label) = label.name(row) {
                dictionary.labels.insert(name.to_owned(), label.trim().to_owned());
            }
            if !matches!(kind.name(row), Some("radio" | "dropdown" | "checkbox")) {
                continue;
            }
            let choices = choices.name(row).unwrap_or_default().split('|');
            let choices = choices.filter_map(|choice| choice.split_once(','));
            let choices =
                choices.map(|(code, label)| (code.trim().to_owned(), label.trim().to_owned()));
            dictionary.choices.insert(name.to_owned(), choices.collect());
        }
        Ok(dictionary)
    }
}
