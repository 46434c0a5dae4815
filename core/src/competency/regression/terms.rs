//! Covariates as columns of numbers.

use super::SUBJECT;
use super::options::BinomialRegressionOptions;
use super::rows::{Covariate, Rows};
use crate::document::hint;
use crate::error::{Code, Error, Place, Problems};
use crate::order;

/// The columns that are fitted: an intercept, then those of each block.
#[derive(Clone, Debug)]
pub(super) struct DesignMatrix {
    names: Vec<String>,
    /// Row by row.
    values: Vec<f64>,
    /// How many columns there are with each block and those before it.
    widths: Vec<usize>,
}

/// One column of numbers, over the complete rows.
type Column = (String, Vec<f64>);

impl DesignMatrix {
    pub(super) fn of(
        rows: &Rows,
        options: &BinomialRegressionOptions,
    ) -> Result<DesignMatrix, Error> {
        let mut problems = Problems::new();
        let mut columns: Vec<Column> = vec![("(intercept)".to_owned(), vec![1.0; rows.n()])];
        let mut widths = Vec::new();
        for block in &options.blocks {
            for term in block {
                let mut factors = term.split(':').map(str::trim);
                let first = coded(rows, factors.next().unwrap_or(""), options, &mut problems);
                match factors.next() {
                    None => columns.extend(first),
                    Some(second) => {
                        let second = coded(rows, second, options, &mut problems);
                        for (name, values) in &first {
                            columns.extend(second.iter().map(|(other, others)| {
                                let product = values.iter().zip(others).map(|(a, b)| a * b);
                                (format!("{name}:{other}"), product.collect())
                            }));
                        }
                    }
                }
            }
            widths.push(columns.len());
        }
        if columns.len() > 1000 {
            let found = format!("{} columns", columns.len());
            problems.push(Place::argument("blocks"), found, "1000 at most, categories included");
        }
        problems.finish(Code::Argument, SUBJECT)?;
        let values = (0..rows.n()).flat_map(|row| columns.iter().map(move |(_, of)| of[row]));
        let values = values.collect();
        Ok(DesignMatrix {
            names: columns.into_iter().map(|(name, _)| name).collect(),
            values,
            widths,
        })
    }

    pub(super) fn names(&self) -> &[String] {
        &self.names
    }

    pub(super) fn width(&self, block: usize) -> usize {
        self.widths.get(block).copied().unwrap_or(self.names.len())
    }

    /// The first columns of a row.
    pub(super) fn row(&self, row: usize, width: usize) -> &[f64] {
        let from = row * self.names.len();
        self.values.get(from..from + width).unwrap_or_default()
    }
}

/// A covariate as numbers: itself, or 0 and 1 for each category but the reference.
fn coded(
    rows: &Rows,
    name: &str,
    options: &BinomialRegressionOptions,
    problems: &mut Problems,
) -> Vec<Column> {
    let reference = options.reference.get(name);
    match rows.covariate(name) {
        None => Vec::new(),
        Some(Covariate::Numbers(values)) => {
            if let Some(reference) = reference {
                let expected =
                    format!("none for `{name}`, a column of numbers; or name it in `categories`");
                problems.push(Place::argument("reference"), format!("`{reference}`"), expected);
            }
            let value = |&row: &usize| values.get(row).copied().flatten().unwrap_or(0.0);
            vec![(name.to_owned(), rows.kept.iter().map(value).collect())]
        }
        Some(Covariate::Categories(labels)) => {
            let mut present = vec![false; labels.names().len()];
            for &row in &rows.kept {
                if let Some(seen) =
                    labels.codes().get(row).and_then(|&code| present.get_mut(code as usize))
                {
                    *seen = true;
                }
            }
            let mut categories: Vec<(usize, &str)> = labels
                .names()
                .iter()
                .enumerate()
                .filter(|(code, _)| present[*code])
                .map(|(code, name)| (code, name.as_str()))
                .collect();
            if categories.iter().all(|(_, name)| name.parse::<f64>().is_ok()) {
                let number = |name: &str| name.parse::<f64>().unwrap_or(0.0);
                order::sort(&mut categories, &|one, other| {
                    number(one.1).total_cmp(&number(other.1))
                });
            } else {
                order::sort(&mut categories, &|(_, one), (_, other)| one.cmp(other));
            }
            let known: Vec<&str> = categories.iter().map(|(_, name)| *name).collect();
            let first = match reference {
                None => known.first().copied().unwrap_or_default(),
                Some(reference) if known.contains(&reference.as_str()) => reference.as_str(),
                Some(reference) => {
                    let expected =
                        format!("one of `{}`{}", known.join("`, `"), hint(reference, &known));
                    let found = format!("`{reference}` for `{name}`");
                    problems.push(Place::argument("reference"), found, expected);
                    ""
                }
            };
            let others = categories.iter().filter(|(_, category)| *category != first);
            let column = |&(code, category): &(usize, &str)| {
                let is = |&row: &usize| {
                    f64::from(u8::from(labels.codes().get(row) == Some(&(code as u32))))
                };
                (format!("{name}={category}"), rows.kept.iter().map(is).collect())
            };
            others.map(column).collect()
        }
    }
}
