//! What is asked of a regression.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::SUBJECT;
use crate::document::described;
use crate::error::{Code, Error, Place, Problems};
use crate::order;

/// What is linear in the covariates.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Link {
    /// The logarithm of the odds: ratios are odds ratios.
    #[default]
    Logit,
    /// The logarithm of the probability: ratios are risk ratios.
    Log,
}

/// Which standard errors intervals and tests rest on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Errors {
    /// Those of the model.
    Model,
    /// Huber and White's sandwich; with a cluster column, of sums over clusters, times
    /// `G / (G − 1)`.
    Robust,
}

/// How to regress.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct BinomialRegressionOptions {
    /// The column that says yes or no: true or false, 1 or 0, or any with `success`.
    pub outcome: String,
    /// The value of the outcome that counts as yes. Default `true`, or 1.
    pub success: Option<String>,
    /// Covariates, block after block: each block is added to those before it. A covariate is a
    /// column, or a product of two as `a:b`. Columns of numbers are taken as they are, others as
    /// categories.
    pub blocks: Vec<Vec<String>>,
    /// Columns of numbers that are categories. Default none.
    pub categories: Vec<String>,
    /// The category that others are held against. Default the first, in the order of number or
    /// text.
    pub reference: BTreeMap<String, String>,
    /// Default `logit`.
    pub link: Link,
    /// A column of weights, such as those of a survey. Default none.
    pub weight: Option<String>,
    /// A column of clusters whose members are alike. Default none.
    pub cluster: Option<String>,
    /// Default `robust` where there are weights or clusters, else `model`.
    pub errors: Option<Errors>,
    /// The probability with which an interval should hold the true ratio. Default 0.95.
    pub level: f64,
}

described! { BinomialRegressionOptions = "binomial-regression-options" }

impl Default for BinomialRegressionOptions {
    fn default() -> BinomialRegressionOptions {
        BinomialRegressionOptions {
            outcome: String::new(),
            success: None,
            blocks: Vec::new(),
            categories: Vec::new(),
            reference: BTreeMap::new(),
            link: Link::Logit,
            weight: None,
            cluster: None,
            errors: None,
            level: 0.95,
        }
    }
}

impl BinomialRegressionOptions {
    pub(super) fn check(&self) -> Result<(), Error> {
        let mut problems = Problems::new();
        if self.outcome.is_empty() {
            problems.push(Place::argument("outcome"), "nothing", "the column that says yes or no");
        }
        if self.blocks.is_empty() {
            problems.push(Place::argument("blocks"), "no block", "one block of covariates or more");
        }
        let mut seen: Vec<Vec<&str>> = Vec::new();
        for term in self.blocks.iter().flatten() {
            let mut factors: Vec<&str> = term.split(':').map(str::trim).collect();
            if factors.len() > 2 || factors.contains(&"") {
                let expected = "a column, or a product of two as `a:b`";
                problems.push(Place::argument("blocks"), format!("`{term}`"), expected);
            }
            if factors.contains(&self.outcome.as_str()) {
                let expected = "a column other than the outcome";
                problems.push(Place::argument("blocks"), format!("`{term}`"), expected);
            }
            order::sort(&mut factors, &Ord::cmp);
            if seen.contains(&factors) {
                let found = format!("`{term}` twice");
                problems.push(Place::argument("blocks"), found, "each covariate once");
            }
            seen.push(factors);
        }
        let columns = self.columns();
        let named = self.categories.iter().map(|name| ("categories", name));
        for (argument, name) in named.chain(self.reference.keys().map(|name| ("reference", name))) {
            if !columns.contains(&name.as_str()) {
                let expected = "a column of `blocks`";
                problems.push(Place::argument(argument), format!("`{name}`"), expected);
            }
        }
        if !(self.level > 0.0 && self.level < 1.0) {
            let expected = "a probability between 0 and 1, as 0.95";
            problems.push(Place::argument("level"), self.level.to_string(), expected);
        }
        if self.cluster.is_some() && self.errors == Some(Errors::Model) {
            let expected = "`robust` with a cluster column";
            problems.push(Place::argument("errors"), "`model`", expected);
        }
        problems.finish(Code::Argument, SUBJECT)
    }

    /// The columns of the covariates, each once.
    pub(super) fn columns(&self) -> Vec<&str> {
        let mut columns: Vec<&str> = Vec::new();
        for factor in self.blocks.iter().flatten().flat_map(|term| term.split(':')) {
            if !columns.contains(&factor.trim()) {
                columns.push(factor.trim());
            }
        }
        columns
    }
}
