//! One fit by Fisher scoring, and what can go wrong with it.

use super::SUBJECT;
use super::options::Link;
use super::rows::Rows;
use super::terms::DesignMatrix;
use crate::error::{Code, Error, Place};
use crate::stats::matrix::{Factor, Matrix, dot};
use crate::warning::Warning;

const MOST_STEPS: usize = 60;

/// The coefficients of the first columns, and their covariance under the model.
pub(super) struct Fit {
    pub(super) coefficients: Vec<f64>,
    pub(super) model: Matrix,
    pub(super) log_likelihood: f64,
    pub(super) iterations: usize,
    pub(super) converged: bool,
    /// Columns that those before them make up.
    pub(super) dependent: Vec<usize>,
    dependences: Vec<(usize, Vec<usize>)>,
    /// Columns whose coefficients go on for ever: separation.
    pub(super) endless: Vec<usize>,
    /// How many rows they foretell for certain.
    foretold: usize,
    link: Link,
}

/// What a row contributes at a linear predictor.
struct Point {
    log_likelihood: f64,
    /// The derivative of the log-likelihood by the linear predictor.
    score: f64,
    /// The expected square of it.
    information: f64,
}

impl Link {
    fn at(self, predictor: f64, yes: bool) -> Point {
        match self {
            Link::Logit => {
                // Of the outcome that happened: ln p = −ln(1 + exp(−signed)).
                let signed = if yes { predictor } else { -predictor };
                let log_likelihood = if signed > 0.0 {
                    -(-signed).exp().ln_1p()
                } else {
                    signed - signed.exp().ln_1p()
                };
                let probability = 1.0 / (1.0 + (-predictor).exp());
                let other = 1.0 / (1.0 + predictor.exp());
                let score = if yes { other } else { -probability };
                Point { log_likelihood, score, information: probability * other }
            }
            Link::Log => {
                let probability = predictor.exp();
                // 1 − p without losing its digits near 1.
                let other = -predictor.exp_m1();
                let log_likelihood = if yes { predictor } else { other.ln() };
                let odds = probability / other;
                let score = if yes { 1.0 } else { -odds };
                Point { log_likelihood, score, information: odds }
            }
        }
    }

    fn allows(self, predictor: f64) -> bool {
        self == Link::Logit || predictor < 0.0
    }
}

impl Fit {
    pub(super) fn of(
        design: &DesignMatrix,
        width: usize,
        rows: &Rows,
        link: Link,
    ) -> Result<Fit, Error> {
        let weights: f64 = (0..rows.n()).map(|row| rows.weight(row)).sum();
        let yes: f64 =
            (0..rows.n()).filter(|&row| rows.outcome[row]).map(|row| rows.weight(row)).sum();
        let mut coefficients = vec![0.0; width];
        coefficients[0] = match link {
            Link::Logit => (yes / (weights - yes)).ln(),
            Link::Log => (yes / weights).ln(),
        };
        let mut log_likelihood = likelihood(design, &coefficients, rows, link);
        let (mut converged, mut iterations) = (false, 0);
        let mut last_step = vec![0.0; width];
        while iterations < MOST_STEPS && !converged {
            iterations += 1;
            let (information, mut step) = information(design, &coefficients, rows, link);
            // What separation leaves of an information is small, not dependent.
            Factor::new(&information, Factor::TOLERANCE * 1e-3).solve(&mut step);
            let mut share = 1.0_f64;
            let next = loop {
                let trial: Vec<f64> =
                    coefficients.iter().zip(&step).map(|(old, step)| old + share * step).collect();
                let reached = likelihood(design, &trial, rows, link);
                if reached >= log_likelihood - 1e-13 * log_likelihood.abs() {
                    break Some((trial, reached));
                }
                share *= 0.5;
                if share < 1e-10 {
                    break None;
                }
            };
            let Some((trial, reached)) = next else { break };
            let moved = step.iter().zip(&trial);
            let moved = moved.map(|(step, value)| (share * step).abs() / (1.0 + value.abs()));
            converged = moved.fold(0.0, f64::max) < 1e-9;
            last_step = step.iter().map(|step| share * step).collect();
            coefficients = trial;
            log_likelihood = reached;
        }
        if !log_likelihood.is_finite() {
            let found = "a likelihood that is not a number";
            let expected = "covariates of a size at which it is one: rescale them";
            return Err(Error::one(Code::Argument, SUBJECT, Place::Whole, found, expected));
        }
        let (information, _) = information(design, &coefficients, rows, link);
        let mut squares = Matrix::zeros(width, width);
        (0..rows.n()).for_each(|row| squares.add_outer(1.0, design.row(row, width)));
        let factor = Factor::new(&squares, 1e-10);
        let dependences: Vec<(usize, Vec<usize>)> = factor
            .dependences(&squares)
            .into_iter()
            .map(|dependence| (dependence.column, dependence.on))
            .collect();
        let mut fit = Fit {
            model: Factor::new(&information, Factor::TOLERANCE * 1e-3).inverse(),
            coefficients,
            log_likelihood,
            iterations,
            converged,
            dependent: factor.dependent().to_vec(),
            dependences,
            endless: Vec::new(),
            foretold: 0,
            link,
        };
        if !fit.converged {
            fit.find_separation(design, rows, &last_step);
        }
        Ok(fit)
    }

    /// A direction in which the likelihood rises for ever, if the last steps went along one: no
    /// row speaks against it, and some speak for it. A. Albert and J. A. Anderson, *On the
    /// existence of maximum likelihood estimates in logistic regression models*, Biometrika 71
    /// (1984) 1–10.
    fn find_separation(&mut self, design: &DesignMatrix, rows: &Rows, step: &[f64]) {
        let width = step.len();
        let size = step.iter().fold(0.0_f64, |size, step| size.max(step.abs()));
        if size < 1e-3 {
            return;
        }
        let direction: Vec<f64> =
            step.iter().map(|step| if step.abs() < 1e-5 * size { 0.0 } else { *step }).collect();
        let along = |row: usize| dot(design.row(row, width), &direction);
        let most = (0..rows.n()).map(|row| along(row).abs()).fold(0.0, f64::max);
        let mut foretold = 0;
        for row in 0..rows.n() {
            let along = along(row);
            let for_it = match (self.link, rows.outcome[row]) {
                (Link::Logit, true) => along,
                (Link::Logit | Link::Log, false) => -along,
                // With the log link an event speaks against any fall of its probability, and
                // its rise has an end.
                (Link::Log, true) => -along.abs(),
            };
            if for_it < -1e-4 * most {
                return;
            }
            foretold += usize::from(for_it > 1e-4 * most);
        }
        if foretold > 0 {
            self.foretold = foretold;
            self.endless = (0..width).filter(|&column| direction[column].abs() > 0.0).collect();
        }
    }

    /// Huber and White's covariance: of rows, or of the sums over clusters.
    pub(super) fn robust(&self, design: &DesignMatrix, rows: &Rows) -> Matrix {
        let width = self.coefficients.len();
        let mut middle = Matrix::zeros(width, width);
        let score = |row: usize| {
            let predictor = dot(design.row(row, width), &self.coefficients);
            rows.weight(row) * self.link.at(predictor, rows.outcome[row]).score
        };
        match &rows.clusters {
            None => {
                for row in 0..rows.n() {
                    middle.add_outer(score(row).powi(2), design.row(row, width));
                }
            }
            Some((clusters, count)) => {
                let mut sums = Matrix::zeros(*count, width);
                for (row, &cluster) in clusters.iter().enumerate() {
                    let score = score(row);
                    for (sum, value) in sums.row_mut(cluster).iter_mut().zip(design.row(row, width))
                    {
                        *sum += score * value;
                    }
                }
                let groups = *count as f64;
                let scale = if groups > 1.0 { groups / (groups - 1.0) } else { 1.0 };
                (0..*count).for_each(|cluster| middle.add_outer(scale, sums.row(cluster)));
            }
        }
        middle.mirror();
        middle.sandwiched(&self.model)
    }

    pub(super) fn warnings(
        &self,
        design: &DesignMatrix,
        block: usize,
        rows: &Rows,
    ) -> Vec<Warning> {
        let name = |column: &usize| {
            format!("`{}`", design.names().get(*column).map_or("", String::as_str))
        };
        let names = |columns: &[usize]| columns.iter().map(name).collect::<Vec<_>>().join(", ");
        let mut warnings: Vec<Warning> = self
            .dependences
            .iter()
            .map(|(column, on)| {
                let made = if on.is_empty() { "nothing".to_owned() } else { names(on) };
                let message =
                    format!("{} is made up of {made}: it has no coefficient", name(column));
                Warning::new("collinear-term", message)
            })
            .collect();
        if !self.endless.is_empty() {
            let message = format!(
                "block {block}: {} foretell {} of {} outcomes for certain (separation): they have \
                 no finite coefficient; join categories, or leave them out and report counts",
                names(&self.endless),
                self.foretold,
                rows.n()
            );
            warnings.push(Warning::new("separation", message));
        } else if !self.converged {
            let advice = match self.link {
                Link::Log => ": probabilities press against 1; the link `logit` has no such end",
                Link::Logit => "",
            };
            let message =
                format!("block {block} did not converge in {} steps{advice}", self.iterations);
            warnings.push(Warning::new("not-converged", message));
        }
        let rarer = rows.events().min(rows.n() - rows.events());
        let parameters = self.coefficients.len() - 1 - self.dependent.len();
        if parameters > 0 && rarer < 5 * parameters {
            let message = format!(
                "block {block} has {parameters} coefficients and the rarer outcome {rarer} rows: \
                 fewer than 5 for each, so ratios are likely too far from 1"
            );
            warnings.push(Warning::new("few-events", message));
        }
        if let Some((_, count)) = rows.clusters.as_ref().filter(|(_, count)| *count < 20) {
            let message =
                format!("{count} clusters: errors from fewer than 20 tend to be too small");
            warnings.push(Warning::new("few-clusters", message));
        }
        warnings
    }
}

fn likelihood(design: &DesignMatrix, coefficients: &[f64], rows: &Rows, link: Link) -> f64 {
    let mut sum = 0.0;
    for row in 0..rows.n() {
        let predictor = dot(design.row(row, coefficients.len()), coefficients);
        if !link.allows(predictor) {
            return f64::NEG_INFINITY;
        }
        sum += rows.weight(row) * link.at(predictor, rows.outcome[row]).log_likelihood;
    }
    sum
}

/// The expected information, and the score.
fn information(
    design: &DesignMatrix,
    coefficients: &[f64],
    rows: &Rows,
    link: Link,
) -> (Matrix, Vec<f64>) {
    let width = coefficients.len();
    let mut information = Matrix::zeros(width, width);
    let mut score = vec![0.0; width];
    for row in 0..rows.n() {
        let values = design.row(row, width);
        let point = link.at(dot(values, coefficients), rows.outcome[row]);
        let weight = rows.weight(row);
        information.add_outer(weight * point.information, values);
        for (sum, value) in score.iter_mut().zip(values) {
            *sum += weight * point.score * value;
        }
    }
    information.mirror();
    (information, score)
}
