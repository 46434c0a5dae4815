//! Who belongs to which class: multinomial regression that allows for the errors of assignment.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::SUBJECT;
use super::em;
use super::profiles::Profiles;
use super::three_step::ThreeStep;
use crate::document::described;
use crate::error::{Code, Error, Place, Problems};
use crate::labels::Labels;
use crate::order;
use crate::stats::{normal, p_value};
use crate::warning::Warning;

described! { PredictorsOptions = "predictors-options" }

/// How to regress membership on predictors.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct PredictorsOptions {
    /// The columns with predictors: numbers, or names of which the first in order is the one that
    /// the others are compared with.
    pub columns: Vec<String>,
    /// The number of classes. Default: the best by the Bayesian criterion.
    pub classes: Option<u32>,
    /// How the errors of assignment are allowed for. Default `ml`.
    pub correction: Correction,
    /// The class that the others are compared with, from 1. Default 1, the largest.
    pub reference: u32,
    /// The probability with which an interval should hold the true value. Default 0.95.
    pub level: f64,
}

impl Default for PredictorsOptions {
    fn default() -> PredictorsOptions {
        PredictorsOptions {
            columns: Vec::new(),
            classes: None,
            correction: Correction::Ml,
            reference: 1,
            level: 0.95,
        }
    }
}

/// How the errors of assigning each respondent to the most probable class are allowed for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Correction {
    /// The errors are part of the likelihood (Vermunt 2010).
    #[default]
    Ml,
    /// Respondents are weighted by the inverse of the errors (Bolck, Croon and Hagenaars 2004).
    Bch,
}

/// A column of predictors, for callers without tables.
#[derive(Clone, Debug)]
pub enum PredictorValues {
    /// Numbers.
    Numbers(Vec<Option<f64>>),
    /// Names.
    Labels(Labels),
}

/// The effect of a predictor on belonging to a class rather than to the reference.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PredictorRow {
    /// The class, from 1.
    pub class: u32,
    /// The class that it is compared with.
    pub reference: u32,
    /// The predictor: `(intercept)`, a column, or `column=name`.
    pub predictor: String,
    /// The logarithm of the odds ratio; `None` where other predictors make this one up.
    pub coefficient: Option<f64>,
    /// Its standard error, robust, as if the classes were known without error.
    pub standard_error: Option<f64>,
    /// The odds ratio.
    pub odds_ratio: Option<f64>,
    /// The lower end of its interval.
    pub lower: Option<f64>,
    /// The upper end of its interval.
    pub upper: Option<f64>,
    /// The p-value of no effect (Wald).
    pub p_value: Option<f64>,
}

/// What [`Profiles::predictors`] gives.
#[derive(Clone, Debug, PartialEq)]
pub struct Predictors {
    rows: Vec<PredictorRow>,
    n: u64,
    warnings: Vec<Warning>,
}

impl Predictors {
    /// A row for each predictor of each class but the reference.
    #[must_use]
    pub fn rows(&self) -> &[PredictorRow] {
        &self.rows
    }

    /// How many respondents have a class and every predictor.
    #[must_use]
    pub fn n(&self) -> u64 {
        self.n
    }

    /// What to say beside the result: `dependent-predictor`, `missing-predictor`,
    /// `not-converged`, `separation`.
    #[must_use]
    pub fn warnings(&self) -> &[Warning] {
        &self.warnings
    }

    /// The rows as a table: `class`, `reference`, `predictor`, `coefficient`, `standard_error`,
    /// `odds_ratio`, `lower`, `upper`, `p_value`, `n`.
    ///
    /// # Errors
    /// Never for a result that exists; the type is that of every table.
    #[cfg(feature = "arrow")]
    pub fn to_table(&self) -> Result<crate::Table, Error> {
        let rows = &self.rows;
        crate::Table::builder()
            .count("class", rows.iter().map(|row| row.class.into()))
            .count("reference", rows.iter().map(|row| row.reference.into()))
            .text("predictor", rows.iter().map(|row| &row.predictor))
            .optional_number("coefficient", rows.iter().map(|row| row.coefficient))
            .optional_number("standard_error", rows.iter().map(|row| row.standard_error))
            .optional_number("odds_ratio", rows.iter().map(|row| row.odds_ratio))
            .optional_number("lower", rows.iter().map(|row| row.lower))
            .optional_number("upper", rows.iter().map(|row| row.upper))
            .optional_number("p_value", rows.iter().map(|row| row.p_value))
            .count("n", rows.iter().map(|_| self.n))
            .finish()
    }
}

impl Profiles {
    /// Regresses membership on columns of a table whose rows are the respondents, in the order of
    /// the survey. See [`Profiles::predictors_of`].
    ///
    /// # Errors
    /// As [`Profiles::predictors_of`], and [`Code::Table`] where a column is missing or holds
    /// neither numbers nor names.
    #[cfg(feature = "arrow")]
    pub fn predictors(
        &self,
        table: &crate::Table,
        options: &PredictorsOptions,
    ) -> Result<Predictors, Error> {
        let mut columns = Vec::new();
        let mut problems = Problems::new();
        for name in &options.columns {
            let mut reader = table.reader();
            let numbers = reader.optional_numbers(name);
            if reader.problems().is_empty() {
                columns.push((name.clone(), PredictorValues::Numbers(numbers)));
                continue;
            }
            let mut reader = table.reader();
            let labels = reader.optional_labels(name);
            problems.append(std::mem::take(reader.problems()));
            columns.push((name.clone(), PredictorValues::Labels(labels)));
        }
        problems.finish(Code::Table, SUBJECT)?;
        self.predictors_of(&columns, options)
    }

    /// Regresses membership on columns: the three steps of J. K. Vermunt, *Latent class modeling
    /// with covariates: two improved three-step approaches*, Political Analysis 18 (2010) 450–469.
    /// The profiles stay as they were fitted, each respondent is assigned to the most probable
    /// class, and the regression allows for how often that is wrong, by maximum likelihood or by
    /// the weights of A. Bolck, M. Croon and J. Hagenaars, *Estimating latent structure models with
    /// categorical variables*, Political Analysis 12 (2004) 3–27. Errors are robust; that the
    /// profiles are themselves estimates is not in them.
    ///
    /// # Errors
    /// [`Code::Argument`] where there is no fit of the number of classes, or of one class, no
    /// predictor, or an option out of its range; [`Code::Table`] where a column has another
    /// number of rows than there are respondents; [`Code::Empty`] where nobody has a class and
    /// every predictor.
    pub fn predictors_of(
        &self,
        columns: &[(String, PredictorValues)],
        options: &PredictorsOptions,
    ) -> Result<Predictors, Error> {
        let fit = self.of(options.classes)?;
        let mut problems = Problems::new();
        if fit.classes < 2 {
            problems.push(Place::argument("classes"), "1", "2 or more");
        }
        if columns.is_empty() {
            problems.push(Place::argument("columns"), "none", "a predictor or more");
        }
        if options.reference == 0 || options.reference > fit.classes {
            let (found, expected) =
                (options.reference.to_string(), format!("1 to {}", fit.classes));
            problems.push(Place::argument("reference"), found, expected);
        }
        if !(options.level > 0.0 && options.level < 1.0) {
            let expected = "a probability between 0 and 1";
            problems.push(Place::argument("level"), options.level.to_string(), expected);
        }
        problems.finish(Code::Argument, SUBJECT)?;
        let persons = self.answers.of_person.len();
        let mut problems = Problems::new();
        let mut design = vec![Predictor::intercept(persons)];
        for (name, values) in columns {
            Predictor::add(name, values, persons, &mut design, &mut problems);
        }
        problems.finish(Code::Table, SUBJECT)?;

        let posterior = em::posterior(&self.layout(fit), &self.answers, &fit.theta);
        let mut regression = ThreeStep {
            classes: fit.classes as usize,
            reference: options.reference as usize - 1,
            predictors: Vec::new(),
            posterior: Vec::new(),
            assigned: Vec::new(),
        };
        let mut left_out = 0;
        for (person, row) in self.answers.of_person.iter().enumerate() {
            let Some(own) = row.and_then(|row| posterior.get(row as usize)) else { continue };
            let of = |predictor: &Predictor| predictor.values.get(person).copied().flatten();
            match design.iter().map(of).collect::<Option<Vec<f64>>>() {
                Some(predictors) => {
                    regression.predictors.push(predictors);
                    regression.assigned.push(super::fit::modal(own));
                    regression.posterior.push(own.clone());
                }
                None => left_out += 1,
            }
        }
        let n = regression.predictors.len() as u64;
        let mut warnings = Vec::new();
        let mut warn = |name, message: String| warnings.push(Warning::new(name, message));
        if left_out > 0 {
            let message = format!("{left_out} respondents lack a predictor and are left out");
            warn("missing-predictor", message);
        }
        let refuse = |found: &str| {
            let expected = "respondents with a class and every predictor, in every class";
            Error::one(Code::Empty, SUBJECT, Place::Whole, found, expected)
        };
        if n == 0 {
            return Err(refuse("nobody with a class and every predictor"));
        }
        let estimates = regression.estimate(options.correction);
        let estimates = estimates
            .ok_or_else(|| refuse("a class to which nobody, or nobody more, is assigned"))?;
        if !estimates.converged {
            let message = "the regression has not converged: a predictor may tell a class apart in \
                           full, or there are too many predictors";
            warn("not-converged", message.to_owned());
        }
        for &place in &estimates.dependent {
            let name = design.get(place).map_or("", |predictor| predictor.name.as_str());
            let message = format!("`{name}` is made up by the predictors before it, and left out");
            warn("dependent-predictor", message);
        }
        let width = design.len();
        let classes = (1..=fit.classes).filter(|class| *class != options.reference);
        let z = normal::two_sided(options.level);
        let mut rows = Vec::new();
        let mut extreme = 0;
        for (block, class) in classes.enumerate() {
            for (place, predictor) in design.iter().enumerate() {
                let at = block * width + place;
                let known = !estimates.dependent.contains(&place);
                let coefficient = estimates.coefficients.get(at).copied().filter(|_| known);
                let variance = estimates.covariance.at(at, at);
                let error = (known && variance > 0.0).then(|| variance.sqrt());
                extreme += usize::from(
                    error.is_some_and(|error| error > 50.0)
                        || coefficient.is_some_and(|c| c.abs() > 15.0 && place > 0),
                );
                let end = |sign: f64| Some((coefficient? + sign * z * error?).exp());
                rows.push(PredictorRow {
                    class,
                    reference: options.reference,
                    predictor: predictor.name.clone(),
                    coefficient,
                    standard_error: error,
                    odds_ratio: coefficient.map(f64::exp),
                    lower: end(-1.0),
                    upper: end(1.0),
                    p_value: coefficient.zip(error).map(|(c, error)| p_value::normal(c / error)),
                });
            }
        }
        if extreme > 0 {
            let message = format!(
                "{extreme} coefficients run off towards infinity: a predictor, or a combination, tells a \
                 class apart in full (separation); leave it out or join its categories"
            );
            warn("separation", message);
        }
        Ok(Predictors { rows, n, warnings })
    }
}

/// One column of the design.
struct Predictor {
    name: String,
    values: Vec<Option<f64>>,
}

impl Predictor {
    fn intercept(persons: usize) -> Predictor {
        Predictor { name: "(intercept)".to_owned(), values: vec![Some(1.0); persons] }
    }

    fn add(
        name: &str,
        values: &PredictorValues,
        persons: usize,
        design: &mut Vec<Predictor>,
        problems: &mut Problems,
    ) {
        let length = match values {
            PredictorValues::Numbers(numbers) => numbers.len(),
            PredictorValues::Labels(labels) => labels.len(),
        };
        if length != persons {
            let expected = format!("{persons}, one for each respondent of the survey");
            problems.push(Place::column(name), format!("{length} rows"), expected);
            return;
        }
        match values {
            PredictorValues::Numbers(numbers) => {
                design.push(Predictor { name: name.to_owned(), values: numbers.clone() });
            }
            PredictorValues::Labels(labels) => {
                let mut order: Vec<(&String, u32)> = labels.names().iter().zip(0..).collect();
                order::sort(&mut order, &Ord::cmp);
                for (label, code) in order.into_iter().skip(1) {
                    let is = |&of: &u32| {
                        (of != Labels::MISSING).then(|| f64::from(u8::from(of == code)))
                    };
                    design.push(Predictor {
                        name: format!("{name}={label}"),
                        values: labels.codes().iter().map(is).collect(),
                    });
                }
            }
        }
    }
}
