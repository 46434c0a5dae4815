//! Cultural consensus: what raters know in common, and how much of it each knows.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::SUBJECT;
use super::ratings::Ratings;
use crate::document::described;
use crate::error::{Code, Error, Place};
use crate::labels::Labels;
use crate::stats::matrix::Matrix;
use crate::warning::Warning;

described! { CulturalConsensusOptions = "cultural-consensus-options" }

/// How to look for a shared answer key.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct CulturalConsensusOptions {
    /// How many answers a rater could choose from. Default: the number of categories.
    pub alternatives: Option<u32>,
}

/// What [`Ratings::cultural_consensus`] gives.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CulturalConsensus {
    /// The eigenvalues of the raters' agreement, the greatest first.
    pub eigenvalues: Vec<f64>,
    /// The first by the second: 3 or more speaks for one culture. `None` where the second is not
    /// above 0.
    pub ratio: Option<f64>,
    /// Whether the estimates of competence came to rest.
    pub converged: bool,
    /// How often all of them were estimated anew, each given the others.
    pub sweeps: u64,
    /// Per rater: how much of the shared knowledge they have.
    pub competence: Vec<CompetenceRow>,
    /// Per unit: the shared answer.
    pub answers: Vec<AnswerRow>,
    /// `competence-above-one`, `negative-competence`, `not-converged`, `weak-consensus`, and those
    /// of [`Ratings::warnings`].
    pub warnings: Vec<Warning>,
}

/// How much of the shared knowledge a rater has.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CompetenceRow {
    /// The rater.
    pub rater: String,
    /// How many units they rated.
    pub n: u64,
    /// The probability that they know the answer to a unit, rather than guess; estimates can fall
    /// outside 0 to 1. `None` where they share no unit with anyone.
    pub competence: Option<f64>,
}

/// The shared answer to a unit.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct AnswerRow {
    /// The unit.
    pub unit: String,
    /// How many rated it.
    pub n: u64,
    /// The most probable answer; `None` where nobody rated it.
    pub answer: Option<String>,
    /// Its posterior probability, if every answer was equally likely before.
    pub probability: Option<f64>,
}

impl CulturalConsensus {
    /// The competence as a table: `rater`, `n`, `competence`.
    ///
    /// # Errors
    /// Never for a result that exists; the type is that of every table.
    #[cfg(feature = "arrow")]
    pub fn competence_table(&self) -> Result<crate::Table, Error> {
        let rows = &self.competence;
        crate::Table::builder()
            .text("rater", rows.iter().map(|row| &row.rater))
            .count("n", rows.iter().map(|row| row.n))
            .optional_number("competence", rows.iter().map(|row| row.competence))
            .finish()
    }

    /// The answers as a table: `unit`, `n`, `answer`, `probability`.
    ///
    /// # Errors
    /// Never for a result that exists; the type is that of every table.
    #[cfg(feature = "arrow")]
    pub fn answers_table(&self) -> Result<crate::Table, Error> {
        let rows = &self.answers;
        crate::Table::builder()
            .text("unit", rows.iter().map(|row| &row.unit))
            .count("n", rows.iter().map(|row| row.n))
            .optional_text("answer", rows.iter().map(|row| row.answer.as_deref()))
            .optional_number("probability", rows.iter().map(|row| row.probability))
            .finish()
    }

    /// The whole as a JSON document.
    #[must_use]
    pub fn to_json(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }
}

/// The most raters: their eigenvalues take time in the third power.
const MOST_RATERS: usize = 500;

impl Ratings {
    /// The cultural consensus model: raters agree as far as they know one shared answer key, and
    /// guess alike where they do not. Their agreement, corrected for guessing, has one factor,
    /// whose loadings are their competence (minimum residuals); the key follows by Bayes' rule.
    ///
    /// Each competence in turn is the least-squares one given the others, until none moves by more
    /// than 1e-13, at most 5000 times. Where raters disagree more than guessing would, there can be
    /// no least: then [`CulturalConsensus::converged`] is false and a warning says so.
    ///
    /// A. K. Romney, S. C. Weller and W. H. Batchelder, *Culture as consensus*, American
    /// Anthropologist 88 (1986) 313–338.
    ///
    /// # Errors
    /// [`Code::Argument`] where there are fewer alternatives than categories, or than two;
    /// [`Code::Empty`] where fewer than three raters share a unit: one factor cannot be told.
    pub fn cultural_consensus(
        &self,
        options: &CulturalConsensusOptions,
    ) -> Result<CulturalConsensus, Error> {
        let categories = self.categories.len();
        let alternatives = options.alternatives.map_or(categories, |given| given as usize);
        if alternatives < categories.max(2) {
            let expected = format!("{} or more, as many as categories", categories.max(2));
            let found = alternatives.to_string();
            return Err(Error::argument(SUBJECT, "alternatives", found, expected));
        }
        if self.raters.len() > MOST_RATERS {
            let found = format!("{} raters", self.raters.len());
            let expected = format!("at most {MOST_RATERS}");
            return Err(Error::one(Code::Argument, SUBJECT, Place::Whole, found, expected));
        }
        let agreement = self.corrected_agreement(alternatives as f64);
        let linked: Vec<usize> = (0..self.raters.len())
            .filter(|&rater| {
                agreement.iter().any(|(one, other, _)| [*one, *other].contains(&rater))
            })
            .collect();
        if linked.len() < 3 {
            let found = format!("{} raters who share a unit with another", linked.len());
            let expected = "three or more";
            return Err(Error::one(Code::Empty, SUBJECT, Place::Whole, found, expected));
        }
        let factor = OneFactor::fit(&agreement, self.raters.len());
        let loadings = &factor.loadings;
        let mut matrix = Matrix::zeros(linked.len(), linked.len());
        let place = |rater: usize| linked.iter().position(|linked| *linked == rater);
        for (row, &rater) in linked.iter().enumerate() {
            let loading = loadings.get(rater).copied().unwrap_or(0.0);
            matrix.set(row, row, loading * loading);
            for (column, &other) in linked.iter().enumerate() {
                if column != row {
                    // A pair who share no unit agree as the factor says.
                    let other = loadings.get(other).copied().unwrap_or(0.0);
                    matrix.set(row, column, loading * other);
                }
            }
        }
        for &(one, other, value) in &agreement {
            if let (Some(row), Some(column)) = (place(one), place(other)) {
                matrix.set(row, column, value);
                matrix.set(column, row, value);
            }
        }
        let eigenvalues = matrix.symmetric_eigenvalues();
        let ratio = match eigenvalues.as_slice() {
            // What rounding leaves of a second factor is none.
            [first, second, ..] if *second > 1e-12 * first => Some(first / second),
            _ => None,
        };
        let mut rated = vec![0_u64; self.raters.len()];
        for rating in self.ratings.iter().flatten() {
            if let Some(rated) = rated.get_mut(rating.rater as usize) {
                *rated += 1;
            }
        }
        let competence: Vec<CompetenceRow> = self
            .raters
            .iter()
            .zip(rated)
            .enumerate()
            .map(|(place, (rater, n))| CompetenceRow {
                rater: rater.clone(),
                n,
                competence: loadings.get(place).copied().filter(|_| linked.contains(&place)),
            })
            .collect();
        let mut warnings = self.warnings.clone();
        warnings.extend(factor.caution());
        warnings.extend(cautions(ratio, &competence));
        let answers = self.answer_key(&competence, alternatives as f64);
        let OneFactor { converged, sweeps, .. } = factor;
        Ok(CulturalConsensus {
            eigenvalues,
            ratio,
            converged,
            sweeps,
            competence,
            answers,
            warnings,
        })
    }

    /// For each two raters who share a unit, the share on which they match, less what guessing
    /// gives: `(L m − 1)/(L − 1)`.
    fn corrected_agreement(&self, alternatives: f64) -> Vec<(usize, usize, f64)> {
        let count = self.raters.len();
        let mut shared = vec![(0_u32, 0_u32); count * count];
        for of_unit in &self.ratings {
            for (place, one) in of_unit.iter().enumerate() {
                for other in of_unit.iter().skip(place + 1) {
                    let cell = one.rater as usize * count + other.rater as usize;
                    if let Some((units, matches)) = shared.get_mut(cell) {
                        *units += 1;
                        *matches += u32::from(one.category == other.category);
                    }
                }
            }
        }
        let pairs = shared.into_iter().enumerate().filter(|(_, (units, _))| *units > 0);
        pairs
            .map(|(cell, (units, matches))| {
                let share = f64::from(matches) / f64::from(units);
                let corrected = (alternatives * share - 1.0) / (alternatives - 1.0);
                (cell / count, cell % count, corrected)
            })
            .collect()
    }

    fn answer_key(&self, competence: &[CompetenceRow], alternatives: f64) -> Vec<AnswerRow> {
        let known = |rater: u32| {
            let row = competence.get(rater as usize);
            row.and_then(|row| row.competence).unwrap_or(0.0).clamp(0.0, 1.0 - 1e-9)
        };
        let key = |(name, ratings): (&String, &Vec<super::ratings::Rating>)| {
            let mut logs = vec![0.0; self.categories.len()];
            for rating in ratings.iter().filter(|rating| rating.category != Labels::MISSING) {
                let knows = known(rating.rater);
                let guesses = (1.0 - knows) / alternatives;
                for (category, log) in logs.iter_mut().enumerate() {
                    let same = category == rating.category as usize;
                    *log += if same { (knows + guesses).ln() } else { guesses.ln() };
                }
            }
            let most = logs.iter().copied().fold(f64::NEG_INFINITY, f64::max);
            // Answers that no category stands for were chosen by nobody: each rating is against them.
            let unseen = alternatives - logs.len() as f64;
            let against: f64 = ratings
                .iter()
                .map(|rating| ((1.0 - known(rating.rater)) / alternatives).ln())
                .sum();
            let total: f64 = logs.iter().map(|log| (log - most).exp()).sum::<f64>()
                + unseen * (against - most).exp();
            let best = logs.iter().position(|log| *log == most).filter(|_| !ratings.is_empty());
            AnswerRow {
                unit: name.clone(),
                n: ratings.len() as u64,
                answer: best.and_then(|best| self.categories.get(best).cloned()),
                probability: best.map(|_| 1.0 / total),
            }
        };
        self.units.iter().zip(&self.ratings).map(key).collect()
    }
}

/// One factor behind the agreement of raters.
struct OneFactor {
    loadings: Vec<f64>,
    /// How far the last sweep moved the loading that it moved most.
    moved: f64,
    converged: bool,
    sweeps: u64,
}

/// Each sweep shrinks the error by a constant factor; so many are far more than it takes where there
/// is one factor at all.
const MOST_SWEEPS: u64 = 5000;

impl OneFactor {
    /// The loadings that leave the least squared residuals off the diagonal: each in turn is the
    /// least-squares one given the others, until none moves.
    fn fit(agreement: &[(usize, usize, f64)], raters: usize) -> OneFactor {
        let mut near: Vec<Vec<(usize, f64)>> = vec![Vec::new(); raters];
        for &(one, other, value) in agreement {
            for (from, to) in [(one, other), (other, one)] {
                if let Some(list) = near.get_mut(from) {
                    list.push((to, value));
                }
            }
        }
        let mut loadings = vec![0.5; raters];
        let (mut moved, mut sweeps) = (f64::INFINITY, 0);
        while moved >= 1e-13 && sweeps < MOST_SWEEPS {
            moved = 0.0;
            sweeps += 1;
            for (rater, near) in near.iter().enumerate() {
                let loading = |other: usize| loadings.get(other).copied().unwrap_or(0.0);
                let above: f64 = near.iter().map(|&(other, value)| value * loading(other)).sum();
                let below: f64 = near.iter().map(|&(other, _)| loading(other).powi(2)).sum();
                let next = if below > 0.0 { above / below } else { 0.0 };
                if let Some(slot) = loadings.get_mut(rater) {
                    moved = moved.max((next - *slot).abs());
                    *slot = next;
                }
            }
        }
        // The sign of a factor is free: that of most of its loadings.
        if loadings.iter().sum::<f64>() < 0.0 {
            loadings.iter_mut().for_each(|loading| *loading = -*loading);
        }
        OneFactor { loadings, moved, converged: moved < 1e-13, sweeps }
    }

    fn caution(&self) -> Option<Warning> {
        let message = format!(
            "after {} sweeps the estimates of competence still move by {:.1e}: the agreement of \
             these raters has no single factor; look at groups of them apart",
            self.sweeps, self.moved
        );
        (!self.converged).then(|| Warning::new("not-converged", message))
    }
}

fn cautions(ratio: Option<f64>, competence: &[CompetenceRow]) -> Vec<Warning> {
    let mut warnings = Vec::new();
    if let Some(ratio) = ratio.filter(|ratio| *ratio < 3.0) {
        let message = format!(
            "the first eigenvalue is only {ratio:.2} times the second: the raters may not share one \
             answer key; look at groups of them apart"
        );
        warnings.push(Warning::new("weak-consensus", message));
    }
    let count = |test: fn(f64) -> bool| {
        competence.iter().filter(|row| row.competence.is_some_and(test)).count()
    };
    let negative = count(|value| value < 0.0);
    if negative > 0 {
        let message = format!(
            "{negative} raters agree with the others less than guessing would: they may hold another \
             view, or have read the scale the other way round"
        );
        warnings.push(Warning::new("negative-competence", message));
    }
    let above = count(|value| value > 1.0 + 1e-9);
    if above > 0 {
        let message =
            format!("{above} raters have an estimate above 1, which counts as 1 in the key");
        warnings.push(Warning::new("competence-above-one", message));
    }
    warnings
}
