//! What rows say beside person, time and state: weights, clusters, reasons and covariates.

use super::covariate::{self, Covariate, Values};
use crate::{Labels, Place, Problem, Problems};

/// What a table says of each row beside person, time and state. Everything may be left out.
#[derive(Clone, Debug, Default)]
pub struct RowAttributes {
    /// How many persons each row stands for; empty where each stands for one.
    pub weight: Vec<f64>,
    /// The cluster of each row's person, such as a provider.
    pub cluster: Option<Labels>,
    /// Why the person left, where a row ends in leaving.
    pub reason: Option<Labels>,
    /// The values of each of the columns of covariates.
    pub covariates: Vec<CovariateValues>,
}

/// A covariate, a value for each row of a table.
#[derive(Clone, Debug)]
pub enum CovariateValues {
    /// Numbers, NaN where missing.
    Numbers(Vec<f64>),
    /// Categories.
    Categories(Labels),
}

/// The least weight a row may have. Weights are added up in units of 2⁻⁸⁰, of which this is
/// 10¹⁵.
pub(crate) const LEAST_WEIGHT: f64 = 1e-9;
/// The largest weight a row may have.
pub(crate) const LARGEST_WEIGHT: f64 = 1e9;

/// The columns' names.
#[derive(Clone, Copy)]
pub(super) struct Named<'a> {
    pub(super) weight: Option<&'a str>,
    pub(super) cluster: Option<&'a str>,
    pub(super) reason: Option<&'a str>,
    pub(super) covariates: &'a [String],
}

/// Values that hold for a person, or change from row to row.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Column<T> {
    /// One for each person.
    Person(Vec<T>),
    /// One for each row of the histories.
    Row(Vec<T>),
}

impl<T: Copy> Column<T> {
    pub(crate) fn get(&self, row: usize, person: u32) -> Option<T> {
        match self {
            Column::Person(values) => values.get(person as usize).copied(),
            Column::Row(values) => values.get(row).copied(),
        }
    }

    /// The column for some of the rows, in this order.
    pub(crate) fn rows(self, source: &[usize]) -> Column<T> {
        match self {
            Column::Person(values) => Column::Person(values),
            Column::Row(values) => {
                Column::Row(source.iter().filter_map(|&row| values.get(row).copied()).collect())
            }
        }
    }

    /// The column where new persons are each one of the old ones.
    pub(crate) fn persons(self, owner: &[u32]) -> Column<T> {
        match self {
            Column::Person(values) => {
                let old = |&old: &u32| values.get(old as usize).copied();
                Column::Person(owner.iter().filter_map(old).collect())
            }
            Column::Row(values) => Column::Row(values),
        }
    }
}

/// What of a person holds for persons, such as groups and clusters: a code for each.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Groups {
    pub(crate) name: String,
    /// For each person the code of the group, or [`Labels::MISSING`].
    pub(crate) codes: Vec<u32>,
    pub(crate) names: Vec<String>,
}

impl Groups {
    /// The codes of persons, and that of a group; `None` where there is no such group.
    pub(crate) fn named(&self, name: &str) -> Option<(&[u32], u32)> {
        let code = self.names.iter().position(|known| known == name)?;
        Some((self.codes.as_slice(), code as u32))
    }
}

/// Why persons left: for each row of the histories a code, or [`Labels::MISSING`].
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Reasons {
    pub(crate) codes: Vec<u32>,
    pub(crate) names: Vec<String>,
}

/// The attributes of histories, by person or by row.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Attributes {
    /// How many persons each row stands for; `None` where each stands for one.
    pub(crate) weight: Option<Column<f64>>,
    pub(crate) cluster: Option<Groups>,
    pub(crate) reason: Option<Reasons>,
    pub(crate) covariates: Vec<Covariate>,
}

impl Attributes {
    /// The weight of a row.
    pub(crate) fn weight(&self, row: usize, person: u32) -> f64 {
        self.weight.as_ref().and_then(|weight| weight.get(row, person)).unwrap_or(1.0)
    }
}

/// From which rows of the table the rows of the histories come.
#[derive(Debug, Default)]
pub(super) struct Trail {
    wanted: bool,
    /// The row of the table that says what holds during a stay.
    source: Vec<u32>,
    /// The row of the table that says how the stay ends.
    ending: Vec<u32>,
}

impl Trail {
    pub(super) fn note(&mut self, source: usize, ending: usize) {
        if self.wanted {
            self.source.push(source as u32);
            self.ending.push(ending as u32);
        }
    }
}

/// The attributes of the rows of a table, checked.
pub(super) struct Checked {
    rows: RowAttributes,
    names: Vec<String>,
    /// Of weight and each covariate, the values of persons where they are the same in all
    /// their rows.
    weight: Option<Vec<f64>>,
    constant: Vec<Option<covariate::Constant>>,
    cluster: Option<Groups>,
}

impl Checked {
    /// Checks what can be checked of rows by themselves. `states` tells which rows of the table
    /// say something of a stay, rather than only end one.
    pub(super) fn new(
        rows: RowAttributes,
        named: Named<'_>,
        person: &Labels,
        stays: impl Fn(usize) -> bool,
        problems: &mut Problems,
    ) -> Checked {
        lengths(&rows, named, person.len(), problems);
        for (row, &weight) in rows.weight.iter().enumerate() {
            if !(LEAST_WEIGHT..=LARGEST_WEIGHT).contains(&weight) {
                problems.add(|| {
                    let place = Place::cell(row, named.weight.unwrap_or("weight"));
                    let code = person.codes().get(row).copied().unwrap_or(Labels::MISSING);
                    let found = format!("{weight}, for {}", covariate::named(person, code));
                    let expected =
                        format!("a number from {LEAST_WEIGHT} to {LARGEST_WEIGHT} (leave out who does not count)");
                    Problem::new(place, found, expected)
                });
            }
        }
        let weight = covariate::of_persons(&rows.weight, person, &stays, |a, b| a == b, 1.0);
        let constant = rows
            .covariates
            .iter()
            .map(|values| covariate::constant(values, person, &stays))
            .collect();
        let cluster = match (&rows.cluster, named.cluster) {
            (Some(labels), Some(name)) => {
                covariate::clusters(name, labels, person, &stays, problems)
            }
            _ => None,
        };
        Checked { rows, names: named.covariates.to_vec(), weight, constant, cluster }
    }

    /// Whether the same holds in two rows of a person.
    pub(super) fn same(&self, a: usize, b: usize) -> bool {
        let weights = |row: usize| self.rows.weight.get(row);
        (self.weight.is_some() || weights(a) == weights(b))
            && self.rows.covariates.iter().zip(&self.constant).all(|(values, constant)| {
                constant.is_some()
                    || match values {
                        CovariateValues::Numbers(numbers) => {
                            let bits = |row: usize| numbers.get(row).map(|number| number.to_bits());
                            bits(a) == bits(b)
                        }
                        CovariateValues::Categories(labels) => {
                            labels.codes().get(a) == labels.codes().get(b)
                        }
                    }
            })
    }

    pub(super) fn trail(&self) -> Trail {
        let wanted = self.rows.reason.is_some()
            || (self.weight.is_none() && !self.rows.weight.is_empty())
            || self.constant.iter().any(Option::is_none);
        Trail { wanted, ..Trail::default() }
    }

    /// The attributes of the histories whose rows come from where `trail` says.
    pub(super) fn finish(self, trail: &Trail) -> Attributes {
        let Checked { rows, names, weight, constant, cluster } = self;
        let weight = match (rows.weight.is_empty(), weight) {
            (true, _) => None,
            (false, Some(persons)) => Some(Column::Person(persons)),
            (false, None) => Some(Column::Row(gather(&rows.weight, &trail.source, 1.0))),
        };
        let reason = rows.reason.map(|labels| {
            let (codes, names) = labels.into_parts();
            Reasons { codes: gather(&codes, &trail.ending, Labels::MISSING), names }
        });
        let covariates = names
            .into_iter()
            .zip(rows.covariates.into_iter().zip(constant))
            .map(|(name, (values, constant))| {
                let values = match (values, constant) {
                    (CovariateValues::Numbers(_), Some(covariate::Constant::Numbers(persons))) => {
                        Values::Numbers(Column::Person(persons))
                    }
                    (CovariateValues::Numbers(numbers), _) => {
                        Values::Numbers(Column::Row(gather(&numbers, &trail.source, f64::NAN)))
                    }
                    (CovariateValues::Categories(labels), constant) => {
                        let (codes, names) = labels.into_parts();
                        let codes = match constant {
                            Some(covariate::Constant::Codes(persons)) => Column::Person(persons),
                            _ => Column::Row(gather(&codes, &trail.source, Labels::MISSING)),
                        };
                        Values::Categories { codes, names }
                    }
                };
                Covariate { name, values }
            })
            .collect();
        Attributes { weight, cluster, reason, covariates }
    }
}

fn gather<T: Copy>(values: &[T], rows: &[u32], missing: T) -> Vec<T> {
    rows.iter().map(|&row| values.get(row as usize).copied().unwrap_or(missing)).collect()
}

fn lengths(rows: &RowAttributes, named: Named<'_>, expected: usize, problems: &mut Problems) {
    let mut check = |name: &str, length: usize| {
        if length != expected {
            let wanted = format!("{expected}, as there are persons");
            problems.push(Place::column(name), format!("{length} rows"), wanted);
        }
    };
    if !rows.weight.is_empty() {
        check(named.weight.unwrap_or("weight"), rows.weight.len());
    }
    if let Some(cluster) = &rows.cluster {
        check(named.cluster.unwrap_or("cluster"), cluster.len());
    }
    if let Some(reason) = &rows.reason {
        check(named.reason.unwrap_or("reason"), reason.len());
    }
    for (i, values) in rows.covariates.iter().enumerate() {
        let length = match values {
            CovariateValues::Numbers(numbers) => numbers.len(),
            CovariateValues::Categories(labels) => labels.len(),
        };
        check(named.covariates.get(i).map_or("covariates", String::as_str), length);
    }
}
