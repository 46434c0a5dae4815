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
    pub(crate) moments: Moments,
    /// The standard deviation, by which the estimate divides; 1 for a constant.
    pub(crate) scale: f64,
    pub(crate) has_missing: bool,
}

/// How many known values a column has, their mean, and the sum of their squared distances from it.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Moments {
    pub(crate) count: f64,
    pub(crate) mean: f64,
    pub(crate) square: f64,
}

impl Moments {
    fn of(values: &[f64]) -> Moments {
        let known = || values.iter().filter(|value| !value.is_nan());
        let count = known().count() as f64;
        let mean = known().sum::<f64>() / count.max(1.0);
        let square = known().map(|value| (value - mean) * (value - mean)).sum();
        Moments { count, mean, square }
    }

    /// The moments of two parts together (Chan, Golub and LeVeque 1983).
    pub(crate) fn united(self, other: Moments) -> Moments {
        let count = self.count + other.count;
        if count == 0.0 {
            return self;
        }
        let apart = other.mean - self.mean;
        Moments {
            count,
            mean: self.mean + apart * other.count / count,
            square: self.square + other.square + apart * apart * self.count * other.count / count,
        }
    }

    /// The standard deviation; 1 where there is none.
    pub(crate) fn scale(self) -> f64 {
        let deviation = (self.square / self.count.max(1.0)).sqrt();
        if deviation > 0.0 && deviation.is_finite() { deviation } else { 1.0 }
    }
}

/// The categories of a covariate that occur, in the order of the alphabet; `None` where it is
/// numbers.
pub(crate) fn levels(covariate: &Covariate, term: &ChosenTerm) -> Option<Vec<String>> {
    if matches!(covariate.values, Values::Numbers(_)) && !term.categorical {
        return None;
    }
    let (codes, names, _) = categories(&covariate.values);
    let mut present = vec![false; names.len()];
    for &code in codes.iter() {
        if let Some(present) = present.get_mut(code as usize) {
            *present = true;
        }
    }
    let order = order::of_names(&names).into_iter().filter(|&code| present[code]);
    Some(order.map(|code| names[code].clone()).collect())
}

/// The columns of a covariate: one of a number; one less than there are categories of others,
/// each 1 in its category and 0 elsewhere. `levels` are the categories, here or in other parts.
pub(crate) fn code<'a>(
    covariate: &'a Covariate,
    term: &ChosenTerm,
    levels: Option<&[String]>,
    problems: &mut Problems,
) -> Vec<Coded<'a>> {
    let place = || Place::argument("covariates");
    let Some(levels) = levels else {
        let Values::Numbers(numbers) = &covariate.values else {
            let found = format!("`{}`, which is categories", term.covariate);
            problems.push(place(), found, "numbers, as in other parts");
            return Vec::new();
        };
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
    };
    let reference = match &term.reference {
        None => levels.first(),
        Some(wanted) => {
            let found = levels.iter().find(|level| *level == wanted);
            if found.is_none() {
                let found = format!("the reference `{wanted}` of `{}`", term.covariate);
                problems.push(place(), found, format!("one of {}", levels.join(", ")));
            }
            found
        }
    };
    let (codes, names, by_person) = categories(&covariate.values);
    let others = levels.iter().filter(|level| Some(*level) != reference);
    others
        .map(|category| {
            let own = names.iter().position(|name| name == category);
            let value = |&code: &u32| match code {
                Labels::MISSING => f64::NAN,
                code => f64::from(Some(code as usize) == own),
            };
            let values: Vec<f64> = codes.iter().map(value).collect();
            let name = format!("{}={category}", covariate.name);
            coded(name, Some(category.clone()), Cow::Owned(values), by_person)
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
    let moments = Moments::of(&values);
    let has_missing = moments.count < values.len() as f64;
    let column = DesignColumn { values, by_person };
    Coded { name, category, column, moments, scale: moments.scale(), has_missing }
}
