//! Covariates: what is said of persons, for good or for a time.

use super::attributes::{Column, CovariateValues, Groups};
use crate::{Error, Labels, Place, Problem, Problems};

/// A covariate of histories.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Covariate {
    pub(crate) name: String,
    pub(crate) values: Values,
}

/// The values of a [`Covariate`].
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Values {
    /// Numbers, NaN where missing.
    Numbers(Column<f64>),
    /// Codes of categories, [`Labels::MISSING`] where missing.
    Categories { codes: Column<u32>, names: Vec<String> },
}

/// What is the same in all rows of each person.
pub(super) enum Constant {
    Numbers(Vec<f64>),
    Codes(Vec<u32>),
}

impl Values {
    /// The values for some of the rows, in this order.
    pub(crate) fn rows(&self, source: &[usize]) -> Values {
        match self.clone() {
            Values::Numbers(numbers) => Values::Numbers(numbers.rows(source)),
            Values::Categories { codes, names } => {
                Values::Categories { codes: codes.rows(source), names }
            }
        }
    }

    /// The values where new persons are each one of the old ones.
    pub(crate) fn persons(&self, owner: &[u32]) -> Values {
        match self.clone() {
            Values::Numbers(numbers) => Values::Numbers(numbers.persons(owner)),
            Values::Categories { codes, names } => {
                Values::Categories { codes: codes.persons(owner), names }
            }
        }
    }
}

impl Covariate {
    /// The persons in groups by the values of the covariate, which must not change within a
    /// person. Numbers are groups by their digits.
    pub(crate) fn groups(&self, call: &str, argument: &str) -> Result<Groups, Error> {
        let (codes, names) = match &self.values {
            Values::Categories { codes: Column::Person(codes), names } => {
                (codes.clone(), names.clone())
            }
            Values::Numbers(Column::Person(numbers)) => {
                let digits: Vec<Option<String>> = numbers
                    .iter()
                    .map(|number| (!number.is_nan()).then(|| number.to_string()))
                    .collect();
                Labels::from_names(digits.iter().map(Option::as_deref)).into_parts()
            }
            _ => {
                let found = format!("`{}`, which changes within persons", self.name);
                let expected = "a covariate that is the same in all rows of a person";
                return Err(Error::argument(call, argument, found, expected));
            }
        };
        Ok(Groups { name: self.name.clone(), codes, names })
    }
}

/// The value of each person where it is the same in all their rows that say something of a
/// stay; `None` where it is not for all, or there are no values.
pub(super) fn of_persons<T: Copy>(
    values: &[T],
    person: &Labels,
    stays: &impl Fn(usize) -> bool,
    same: impl Fn(T, T) -> bool,
    unseen: T,
) -> Option<Vec<T>> {
    if values.is_empty() {
        return None;
    }
    let mut known: Vec<Option<T>> = vec![None; person.names().len()];
    for (row, (&value, &code)) in values.iter().zip(person.codes()).enumerate() {
        let Some(slot) = known.get_mut(code as usize).filter(|_| stays(row)) else { continue };
        match *slot {
            None => *slot = Some(value),
            Some(before) if same(before, value) => {}
            Some(_) => return None,
        }
    }
    Some(known.into_iter().map(|value| value.unwrap_or(unseen)).collect())
}

/// As [`of_persons`], of a covariate.
pub(super) fn constant(
    values: &CovariateValues,
    person: &Labels,
    stays: &impl Fn(usize) -> bool,
) -> Option<Constant> {
    match values {
        CovariateValues::Numbers(numbers) => {
            let same = |a: f64, b: f64| a == b || (a.is_nan() && b.is_nan());
            of_persons(numbers, person, stays, same, f64::NAN).map(Constant::Numbers)
        }
        CovariateValues::Categories(labels) => {
            let same = |a: u32, b: u32| a == b;
            of_persons(labels.codes(), person, stays, same, Labels::MISSING).map(Constant::Codes)
        }
    }
}

/// The cluster of each person. Every person has one, and only one: all else is a problem.
pub(super) fn clusters(
    column: &str,
    labels: &Labels,
    person: &Labels,
    stays: &impl Fn(usize) -> bool,
    problems: &mut Problems,
) -> Option<Groups> {
    let mut first: Vec<Option<(u32, usize)>> = vec![None; person.names().len()];
    for (row, (&code, &who)) in labels.codes().iter().zip(person.codes()).enumerate() {
        let Some(slot) = first.get_mut(who as usize).filter(|_| stays(row)) else { continue };
        if code == Labels::MISSING {
            problems.add(|| {
                let found = format!("null, for {}", named(person, who));
                Problem::new(Place::cell(row, column), found, "the person's cluster")
            });
            continue;
        }
        match *slot {
            None => *slot = Some((code, row)),
            Some((before, _)) if before == code => {}
            Some((before, above)) => problems.add(|| {
                let name = |code: u32| labels.names().get(code as usize).map_or("", String::as_str);
                Problem::new(
                    Place::cell(row, column),
                    format!("`{}`, for {}", name(code), named(person, who)),
                    format!("`{}`, as in row {above}: one cluster a person", name(before)),
                )
            }),
        }
    }
    let codes = first.into_iter().map(|slot| slot.map_or(Labels::MISSING, |(code, _)| code));
    Some(Groups { name: column.to_owned(), codes: codes.collect(), names: labels.names().to_vec() })
}

/// A person, for messages.
pub(crate) fn named(person: &Labels, code: u32) -> String {
    match person.names().get(code as usize) {
        Some(name) => format!("person `{name}`"),
        None => "a missing person".to_owned(),
    }
}
