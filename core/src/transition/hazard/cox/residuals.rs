//! Residuals of the Cox model.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::cox::Cox;
use super::likelihood::Sweep;
use super::prepared::Prepared;
use crate::Error;
use crate::document::described;

described! { ResidualOptions = "residual-options" }

/// The kind of residual.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Residual {
    /// Events observed less events expected, of each row at risk.
    #[default]
    Martingale,
    /// The same made more symmetric, as in generalised linear models.
    Deviance,
    /// What each row adds to the score, less what is expected: a value for each coefficient.
    /// Their sum, weighted, is zero.
    Score,
    /// By how much each coefficient would change without the row, approximately: weighted.
    Dfbeta,
    /// The same in standard errors.
    Dfbetas,
    /// Of each event, the covariates less their mean among those at risk, in order of time.
    Schoenfeld,
    /// The same, so scaled that the mean at a time is about the coefficient at that time
    /// (Grambsch and Therneau 1994).
    ScaledSchoenfeld,
}

/// Options of [`Cox::residuals`].
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct ResidualOptions {
    /// The kind of residual. Default `martingale`.
    pub kind: Residual,
}

/// One line of [`Cox::residuals`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CoxResidual<'a> {
    /// The person.
    pub person: &'a str,
    /// The transition.
    pub transition: &'a str,
    /// When the row's time at risk begins.
    pub start: f64,
    /// When it ends.
    pub stop: f64,
    /// Whether it ends with the transition.
    pub event: bool,
    /// The term, of residuals that have a value for each coefficient.
    pub term: Option<&'a str>,
    /// The residual.
    pub residual: f64,
}

/// Residuals, with the names that they refer to.
#[derive(Clone, Debug)]
pub struct CoxResiduals {
    cox: Cox,
    transitions: Vec<String>,
    by_term: bool,
    lines: Vec<Line>,
}

#[derive(Clone, Copy, Debug)]
struct Line {
    person: u32,
    transition: u32,
    start: f64,
    stop: f64,
    event: bool,
    coefficient: u32,
    residual: f64,
}

impl Cox {
    /// Residuals: of each row at risk, in the order of the histories, or of each event. Those
    /// that belong to coefficients have a line for each; coefficients that were left out or grow
    /// without bound have none.
    ///
    /// # Errors
    /// [`crate::Code::Argument`] for a model of parts, which has no rows.
    pub fn residuals(&self, options: &ResidualOptions) -> Result<CoxResiduals, Error> {
        let design = self.design_with_rows("residuals")?;
        let mut lines = Vec::new();
        let mut transitions = Vec::new();
        for place in 0..design.transitions.len() {
            let prepared = self.prepared(&design, place);
            let sweep = prepared.swept(self);
            match options.kind {
                Residual::Martingale | Residual::Deviance => {
                    self.martingale(&prepared, &sweep, options.kind, &mut lines);
                }
                Residual::Score | Residual::Dfbeta | Residual::Dfbetas => {
                    self.influence(&prepared, &sweep, options.kind, &mut lines);
                }
                Residual::Schoenfeld | Residual::ScaledSchoenfeld => {
                    self.schoenfeld(&prepared, &sweep, options.kind, &mut lines);
                }
            }
            transitions.push(prepared.name);
        }
        let by_term = !matches!(options.kind, Residual::Martingale | Residual::Deviance);
        Ok(CoxResiduals { cox: self.clone(), transitions, by_term, lines })
    }

    fn martingale(
        &self,
        prepared: &Prepared,
        sweep: &Sweep<'_>,
        kind: Residual,
        lines: &mut Vec<Line>,
    ) {
        let mut residuals = vec![0.0; prepared.rows.episodes.len()];
        for row in 0..prepared.sets.len() {
            let observed = f64::from(prepared.sets.has_event(row));
            let residual = observed - sweep.expected(row) / prepared.sets.weight(row);
            residuals[prepared.sets.row[row] as usize] = match kind {
                Residual::Deviance => {
                    let log = if observed > 0.0 { (observed - residual).ln() } else { 0.0 };
                    residual.signum() * (-2.0 * (residual + observed * log)).max(0.0).sqrt()
                }
                _ => residual,
            };
        }
        let all = residuals.into_iter().enumerate();
        lines.extend(all.map(|(row, residual)| line(prepared, row, 0, residual)));
    }

    fn influence(
        &self,
        prepared: &Prepared,
        sweep: &Sweep<'_>,
        kind: Residual,
        lines: &mut Vec<Line>,
    ) {
        let own = &prepared.sets.coefficient;
        let rows = prepared.rows.episodes.len();
        let exposures = sweep.exposures();
        // For each coefficient of the transition, the score residual of each row.
        let scores: Vec<Vec<f64>> = (0..own.len())
            .map(|column| {
                let scale = self.coefficients[own[column]].scale;
                let mut values = vec![0.0; rows];
                sweep.score_residuals(&exposures, column, |row, residual| {
                    values[prepared.sets.row[row] as usize] = residual * scale;
                });
                values
            })
            .collect();
        let changes = |to: usize| {
            self.kept[to] && own.iter().any(|&from| self.covariance.at(from, to) != 0.0)
        };
        let shown: Vec<usize> = match kind {
            Residual::Score => own.iter().copied().filter(|&one| self.kept[one]).collect(),
            _ => (0..self.coefficients.len()).filter(|&one| changes(one)).collect(),
        };
        let pairs = (0..rows).flat_map(|row| shown.iter().map(move |&to| (row, to)));
        for (row, to) in pairs {
            let at = |from: usize| scores[from][row];
            let change = || -> f64 {
                let parts = own.iter().enumerate();
                parts.map(|(from, &one)| at(from) * self.covariance.at(one, to)).sum()
            };
            let residual = match kind {
                Residual::Dfbeta => change(),
                Residual::Dfbetas => change() / self.covariance.at(to, to).sqrt(),
                _ => {
                    let place = own.partition_point(|&one| one < to);
                    at(place) / prepared.rows.episodes.weight(row)
                }
            };
            lines.push(line(prepared, row, to, residual));
        }
    }

    fn schoenfeld(
        &self,
        prepared: &Prepared,
        sweep: &Sweep<'_>,
        kind: Residual,
        lines: &mut Vec<Line>,
    ) {
        let Some(detail) = &sweep.hazards.detail else { return };
        let sets = &prepared.sets;
        let own = &sets.coefficient;
        let scale = |column: usize| self.coefficients[own[column]].scale;
        let events = prepared.rows.episodes.events() as f64;
        for slot in 0..sets.time.len() {
            for row in sets.with_event(slot) {
                let residuals: Vec<f64> = (0..own.len())
                    .map(|column| {
                        let mean = detail.mean[slot * own.len() + column];
                        (sets.columns[column][row] - mean) * scale(column)
                    })
                    .collect();
                let from = sets.row[row] as usize;
                for (column, &to) in own.iter().enumerate().filter(|(_, to)| self.kept[**to]) {
                    let residual = match kind {
                        Residual::ScaledSchoenfeld => {
                            let parts = own.iter().zip(&residuals);
                            let sum: f64 =
                                parts.map(|(&one, r)| r * self.covariance.at(one, to)).sum();
                            sum * events + self.coefficients[to].value
                        }
                        _ => residuals[column],
                    };
                    lines.push(line(prepared, from, to, residual));
                }
            }
        }
    }
}

fn line(prepared: &Prepared, row: usize, coefficient: usize, residual: f64) -> Line {
    let episodes = &prepared.rows.episodes;
    Line {
        person: episodes.person[row],
        transition: prepared.place as u32,
        start: episodes.start[row],
        stop: episodes.stop[row],
        event: episodes.event[row],
        coefficient: coefficient as u32,
        residual,
    }
}

impl CoxResiduals {
    /// The lines: by transition, then row or event, then coefficient.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = CoxResidual<'_>> {
        let persons = self.cox.histories.persons();
        self.lines.iter().map(|line| CoxResidual {
            person: persons.get(line.person as usize).map_or("", String::as_str),
            transition: &self.transitions[line.transition as usize],
            start: line.start,
            stop: line.stop,
            event: line.event,
            term: self
                .by_term
                .then(|| self.cox.coefficients[line.coefficient as usize].name.as_str()),
            residual: line.residual,
        })
    }
}

#[cfg(feature = "arrow")]
mod table {
    use super::CoxResiduals;
    use crate::Error;
    use crate::table::Table;

    impl CoxResiduals {
        /// The lines as a table: `person`, `transition`, `start`, `stop`, `event`, `term` (of
        /// residuals that have a value for each coefficient), `residual`.
        ///
        /// # Errors
        /// None but a defect of the library.
        pub fn to_table(&self) -> Result<Table, Error> {
            let builder = Table::builder()
                .text("person", self.iter().map(|line| line.person))
                .text("transition", self.iter().map(|line| line.transition))
                .number("start", self.iter().map(|line| line.start))
                .number("stop", self.iter().map(|line| line.stop))
                .flag("event", self.iter().map(|line| line.event));
            let builder = match self.by_term {
                true => builder.text("term", self.iter().map(|line| line.term.unwrap_or(""))),
                false => builder,
            };
            builder.number("residual", self.iter().map(|line| line.residual)).finish()
        }
    }
}
