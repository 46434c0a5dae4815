//! What is to be said beside the coefficients of a model of hazards.

use crate::Warning;

/// Warnings, gathered so that each kind is said once.
#[derive(Default)]
pub(crate) struct Cautions {
    pub(crate) missing: usize,
    constant: Vec<String>,
    collinear: Vec<String>,
    diverging: Vec<String>,
    not_converged: Option<u32>,
}

impl Cautions {
    /// Nothing yet but so many rows that were left out.
    pub(crate) fn of_missing(missing: usize) -> Cautions {
        Cautions { missing, ..Cautions::default() }
    }

    /// A coefficient, by its name and transition, that those `on` make up.
    pub(crate) fn dependent<'a>(&mut self, one: (&str, &str), on: impl Iterator<Item = &'a str>) {
        let of = format!("`{}` of {}", one.0, one.1);
        let on: Vec<String> = on.map(|name| format!("`{name}`")).collect();
        if on.is_empty() {
            self.constant.push(of);
        } else {
            self.collinear.push(format!("{of} (made up of {})", on.join(", ")));
        }
    }

    pub(crate) fn diverging(&mut self, one: (&str, &str)) {
        self.diverging.push(format!("`{}` of {}", one.0, one.1));
    }

    pub(crate) fn not_converged(&mut self, iterations: u32) {
        self.not_converged = Some(iterations);
    }

    pub(crate) fn into_warnings(self) -> Vec<Warning> {
        let mut warnings = Vec::new();
        if self.missing > 0 {
            let message = format!(
                "{} rows at risk were left out because a covariate is missing.",
                self.missing
            );
            warnings.push(Warning::new("missing-covariates", message));
        }
        if !self.constant.is_empty() {
            let message = format!(
                "These covariates do not vary among those at risk when events happen, and have no \
                 coefficient: {}.",
                self.constant.join("; ")
            );
            warnings.push(Warning::new("constant-covariate", message));
        }
        if !self.collinear.is_empty() {
            let message = format!(
                "These covariates say nothing that others do not say, and have no coefficient: \
                 {}.",
                self.collinear.join("; ")
            );
            warnings.push(Warning::new("collinear-covariates", message));
        }
        if !self.diverging.is_empty() {
            let message = format!(
                "The likelihood rises however large these coefficients become, because they tell \
                 those with and without an event apart without exception; they have no errors: {}.",
                self.diverging.join("; ")
            );
            warnings.push(Warning::new("monotone-likelihood", message));
        }
        if let Some(iterations) = self.not_converged {
            let message = format!(
                "The coefficients are not within the tolerance after {iterations} iterations: do \
                 not use them."
            );
            warnings.push(Warning::new("not-converged", message));
        }
        warnings
    }
}
