//! The rows that a regression is fitted to.

use super::SUBJECT;
use super::options::BinomialRegressionOptions;
use crate::document::hint;
use crate::error::{Code, Error, Place, Problem, Problems};
use crate::labels::Labels;

/// A covariate as a column in memory.
#[derive(Clone, Debug)]
pub enum Covariate {
    /// Numbers, some missing.
    Numbers(Vec<Option<f64>>),
    /// Categories, some missing.
    Categories(Labels),
}

impl Covariate {
    fn len(&self) -> usize {
        match self {
            Covariate::Numbers(values) => values.len(),
            Covariate::Categories(labels) => labels.len(),
        }
    }

    fn is_missing(&self, row: usize) -> bool {
        match self {
            Covariate::Numbers(values) => values.get(row).copied().flatten().is_none(),
            Covariate::Categories(labels) => labels.name(row).is_none(),
        }
    }
}

/// The columns of a regression in memory, for callers without tables. All have one length.
#[derive(Clone, Debug, Default)]
pub struct RegressionRows {
    /// Whether each person did; `None` is missing.
    pub outcome: Vec<Option<bool>>,
    /// The covariates, by name.
    pub covariates: Vec<(String, Covariate)>,
    /// How much each row counts.
    pub weights: Option<Vec<f64>>,
    /// The cluster of each row.
    pub clusters: Option<Labels>,
}

/// The complete rows.
#[derive(Clone, Debug)]
pub(super) struct Rows {
    /// The rows of the table that are complete.
    pub(super) kept: Vec<usize>,
    pub(super) missing: usize,
    pub(super) outcome: Vec<bool>,
    pub(super) covariates: Vec<(String, Covariate)>,
    pub(super) weights: Option<Vec<f64>>,
    /// Dense codes of clusters and their number.
    pub(super) clusters: Option<(Vec<usize>, usize)>,
}

impl Rows {
    #[cfg(feature = "arrow")]
    pub(super) fn read(
        table: &crate::Table,
        options: &BinomialRegressionOptions,
    ) -> Result<Rows, Error> {
        let mut reader = table.reader();
        let outcome = outcome(&mut reader, options);
        let mut covariates = Vec::new();
        for name in options.columns() {
            // Numbers where all cells are: asked of a reader of its own, whose refusal counts for
            // nothing.
            let mut attempt = table.reader();
            let numbers = attempt.optional_numbers(name);
            let numeric = attempt.problems().is_empty()
                && !options.categories.iter().any(|category| category == name);
            covariates.push((
                name.to_owned(),
                if numeric {
                    Covariate::Numbers(numbers)
                } else {
                    Covariate::Categories(reader.optional_labels(name))
                },
            ));
        }
        let weights = options.weight.as_ref().map(|name| reader.numbers(name));
        let clusters = options.cluster.as_ref().map(|name| reader.labels(name));
        reader.finish(SUBJECT)?;
        Rows::of(&RegressionRows { outcome, covariates, weights, clusters }, options)
    }

    pub(super) fn of(
        rows: &RegressionRows,
        options: &BinomialRegressionOptions,
    ) -> Result<Rows, Error> {
        let count = rows.outcome.len();
        let mut problems = Problems::new();
        let mut same = |name: &str, length: usize| {
            if length != count {
                let expected = format!("{count}, as in the outcome");
                problems.push(Place::column(name), format!("{length} rows"), expected);
            }
        };
        for (name, covariate) in &rows.covariates {
            same(name, covariate.len());
        }
        same("weights", rows.weights.as_ref().map_or(count, Vec::len));
        same("clusters", rows.clusters.as_ref().map_or(count, Labels::len));
        let known: Vec<&str> = rows.covariates.iter().map(|(name, _)| name.as_str()).collect();
        for name in options.columns().into_iter().filter(|name| !known.contains(name)) {
            let expected = format!("a column of covariates{}", hint(name, &known));
            problems.push(Place::column(name), "no such column", expected);
        }
        let place = options.weight.as_deref().unwrap_or("weights");
        for (row, weight) in rows.weights.iter().flatten().enumerate() {
            if !(*weight >= 0.0 && weight.is_finite()) {
                let found = weight.to_string();
                problems.add(|| Problem::new(Place::cell(row, place), found, "0 or more"));
            }
        }
        problems.finish(Code::Table, SUBJECT)?;
        let complete = |row: &usize| {
            rows.outcome[*row].is_some()
                && rows.covariates.iter().all(|(_, covariate)| !covariate.is_missing(*row))
                && rows.weights.as_ref().is_none_or(|weights| weights[*row] > 0.0)
        };
        let kept: Vec<usize> = (0..count).filter(complete).collect();
        let outcome: Vec<bool> =
            kept.iter().map(|&row| rows.outcome[row].unwrap_or(false)).collect();
        let (yes, no) = (outcome.contains(&true), outcome.contains(&false));
        if !(yes && no) {
            let found = if kept.is_empty() {
                "no complete row".to_owned()
            } else {
                format!(
                    "{} complete rows, of which each is {}",
                    kept.len(),
                    if yes { "yes" } else { "no" }
                )
            };
            let place = Place::column(&options.outcome);
            return Err(Error::one(Code::Empty, SUBJECT, place, found, "both outcomes"));
        }
        let clusters = rows.clusters.as_ref().map(|labels| {
            let mut codes = vec![usize::MAX; labels.names().len() + 1];
            let mut found = 0;
            let code = |&row: &usize| {
                let code = labels.codes().get(row).map_or(0, |&code| code as usize);
                let code = code.min(labels.names().len());
                if codes[code] == usize::MAX {
                    codes[code] = found;
                    found += 1;
                }
                codes[code]
            };
            let of: Vec<usize> = kept.iter().map(code).collect();
            (of, found)
        });
        let weights = rows.weights.as_ref().map(|all| kept.iter().map(|&row| all[row]).collect());
        let covariates = rows.covariates.clone();
        Ok(Rows { missing: count - kept.len(), kept, outcome, covariates, weights, clusters })
    }

    pub(super) fn n(&self) -> usize {
        self.kept.len()
    }

    pub(super) fn events(&self) -> usize {
        self.outcome.iter().filter(|yes| **yes).count()
    }

    pub(super) fn weight(&self, row: usize) -> f64 {
        self.weights.as_ref().map_or(1.0, |weights| weights[row])
    }

    pub(super) fn covariate(&self, name: &str) -> Option<&Covariate> {
        self.covariates.iter().find(|(known, _)| known == name).map(|(_, covariate)| covariate)
    }
}

/// The outcome as yes and no.
#[cfg(feature = "arrow")]
fn outcome(
    reader: &mut crate::table::TableReader<'_>,
    options: &BinomialRegressionOptions,
) -> Vec<Option<bool>> {
    let labels = reader.optional_labels(&options.outcome);
    let says = |name: &String| match &options.success {
        Some(success) => Some(name == success),
        None => match name.to_ascii_lowercase().as_str() {
            "true" | "1" | "1.0" => Some(true),
            "false" | "0" | "0.0" => Some(false),
            _ => None,
        },
    };
    if let Some(success) = options.success.as_ref().filter(|name| !labels.names().contains(name)) {
        let names: Vec<&str> = labels.names().iter().map(String::as_str).collect();
        let found = format!("no `{success}` in the column `{}`", options.outcome);
        let expected = format!("one of `{}`{}", names.join("`, `"), hint(success, &names));
        reader.problems().push(Place::argument("success"), found, expected);
    }
    let meanings: Vec<Option<bool>> = labels.names().iter().map(says).collect();
    let mut outcome = Vec::with_capacity(labels.len());
    for (row, &code) in labels.codes().iter().enumerate() {
        let meaning = meanings.get(code as usize).copied();
        if meaning == Some(None) {
            let found = format!("`{}`", labels.name(row).unwrap_or_default());
            let place = Place::cell(row, &options.outcome);
            let expected = "true or false, 1 or 0, or a `success` that says what counts as yes";
            reader.problems().add(|| Problem::new(place, found, expected));
        }
        outcome.push(meaning.flatten());
    }
    outcome
}
