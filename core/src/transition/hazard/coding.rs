//! Covariates as columns of numbers.

use std::borrow::Cow;

use super::episodes::DesignColumn;
use super::term::ChosenTerm;
use crate::order;
use crate::transition::history::{Column, Covariate, Values};
use crate::{Labels, Place, Problems};

/// A column of numbers made from a covariate, with what the estimate needs to know of it.
#[derive(Clone, Debug)]
pub(crate) struct Coded<'a> {
    /// The covariate, or `covariate=category`.
    pub(crate) name: String,
    /// The category that the column stands for.
    pub(crate) category: Option<String>,
    pub(crate) column: DesignColumn<'a>,
    /// The standard deviation, by which the estimate divides; 1 for a constant.
    pub(crate) scale: f64,
    pub(crate) has_missing: bool,
}

/// The columns of a covariate: one of a number; one less than there are categories of others,
/// each 1 in its category and 0 elsewhere.
pub(crate) fn code<'a>(
    covariate: &'a Covariate,
    term: &ChosenTerm,
    problems: &mut Problems,
) -> Vec<Coded<'a>> {
    let place = || Place::argument("covariates");
    if let (Values::Numbers(numbers), false) = (&covariate.values, term.categorical) {
        if let Some(reference) = &term.reference {
            let found =
                format!("the reference `{reference}` of `{}`, which is numbers", term.covariate);
            problems.push(place(), found, "`categorical` true, or no reference");
        }
        let (values, by_person) = match numbers {
            Column::Person(values) => (values, true),
            Column::Row(values) => (values, false),
        };
        return vec![coded(covariate.name.clone(), None, Cow::Borrowed(values), by_person)];
    }
    let (codes, names, by_person) = categories(&covariate.values);
    let mut present = vec![false; names.len()];
    for &code in codes.iter() {
        if let Some(present) = present.get_mut(code as usize) {
            *present = true;
        }
    }
    let mut order = order::of_names(&names);
    order.retain(|&code| present[code]);
    let reference = match &term.reference {
        None => order.first().copied(),
        Some(wanted) => {
            let found = order.iter().copied().find(|&code| &names[code] == wanted);
            if found.is_none() {
                let known: Vec<&str> = order.iter().map(|&code| names[code].as_str()).collect();
                let found = format!("the reference `{wanted}` of `{}`", term.covariate);
                problems.push(place(), found, format!("one of {}", known.join(", ")));
            }
            found
        }
    };
    let others = order.into_iter().filter(|&code| Some(code) != reference);
    others
        .map(|category| {
            let value = |&code: &u32| match code {
                Labels::MISSING => f64::NAN,
                code => f64::from(code as usize == category),
            };
            let values: Vec<f64> = codes.iter().map(value).collect();
            let name = format!("{}={}", covariate.name, names[category]);
            coded(name, Some(names[category].clone()), Cow::Owned(values), by_person)
        })
        .collect()
}

/// The codes of categories, their names, and whether there is a code for each person rather than
/// for each row. Numbers are categories by their digits.
pub(crate) fn categories(values: &Values) -> (Cow<'_, [u32]>, Cow<'_, [String]>, bool) {
    match values {
        Values::Categories { codes: Column::Person(codes), names } => {
            (Cow::Borrowed(codes), Cow::Borrowed(names), true)
        }
        Values::Categories { codes: Column::Row(codes), names } => {
            (Cow::Borrowed(codes), Cow::Borrowed(names), false)
        }
        Values::Numbers(numbers) => {
            let (values, by_person) = match numbers {
                Column::Person(values) => (values, true),
                Column::Row(values) => (values, false),
            };
            let digits: Vec<Option<String>> =
                values.iter().map(|value| (!value.is_nan()).then(|| value.to_string())).collect();
            let labels = Labels::from_names(digits.iter().map(Option::as_deref));
            let (codes, names) = labels.into_parts();
            (Cow::Owned(codes), Cow::Owned(names), by_person)
        }
    }
}

fn coded(
    name: String,
    category: Option<String>,
    values: Cow<'_, [f64]>,
    by_person: bool,
) -> Coded<'_> {
    let known = || values.iter().filter(|value| !value.is_nan());
    let count = known().count();
    let mean = known().sum::<f64>() / count.max(1) as f64;
    let square = known().map(|value| (value - mean) * (value - mean)).sum::<f64>();
    let deviation = (square / count.max(1) as f64).sqrt();
    let scale = if deviation > 0.0 && deviation.is_finite() { deviation } else { 1.0 };
    let has_missing = count < values.len();
    Coded { name, category, column: DesignColumn { values, by_person }, scale, has_missing }
}
