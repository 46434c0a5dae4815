//! The bootstrap likelihood-ratio test: does one class more fit better than chance would?

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::SUBJECT;
use super::data::{Answers, Column};
use super::fit::ProfileFit;
use super::options::ProfileModel;
use super::parameters::Layout;
use super::profiles::Profiles;
use super::search::Search;
use crate::document::described;
use crate::error::{Code, Error, Place, Problems};
use crate::stats::random::Random;
use crate::threads;
use crate::warning::Warning;
use crate::watch::Watch;

described! { LikelihoodRatioOptions = "likelihood-ratio-options" }

/// How to test one number of classes against one fewer.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct LikelihoodRatioOptions {
    /// The number of classes. It and one fewer must have been fitted. Default: the best by the
    /// Bayesian criterion, or 2.
    pub classes: Option<u32>,
    /// How many samples are drawn. Default 100.
    pub draws: Option<u32>,
    /// How many starts each fit to a sample has. Default 5.
    pub starts: Option<u32>,
    /// What samples are drawn by. Default 1.
    pub seed: Option<u64>,
    /// At most how many threads work. Default: as many as the machine has.
    pub threads: Option<usize>,
}

/// What [`Profiles::likelihood_ratio`] gives.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct LikelihoodRatio {
    /// The number of classes of the hypothesis: one fewer.
    pub hypothesis: u32,
    /// The number of classes held against it.
    pub alternative: u32,
    /// Twice the difference of the log-likelihoods.
    pub statistic: f64,
    /// `(1 + number of samples with a statistic as large) / (1 + number of samples)`.
    pub p_value: f64,
    /// How many samples there were.
    pub draws: u32,
    /// What to say beside the result: `few-starts` where one class more fitted a sample worse.
    pub warnings: Vec<Warning>,
}

impl LikelihoodRatio {
    /// The result as a JSON document.
    #[must_use]
    pub fn to_json(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    /// The result as a table of one row: `hypothesis`, `alternative`, `statistic`, `p_value`,
    /// `draws`.
    ///
    /// # Errors
    /// Never for a result that exists; the type is that of every table.
    #[cfg(feature = "arrow")]
    pub fn to_table(&self) -> Result<crate::Table, Error> {
        crate::Table::builder()
            .count("hypothesis", [self.hypothesis.into()])
            .count("alternative", [self.alternative.into()])
            .number("statistic", [self.statistic])
            .number("p_value", [self.p_value])
            .count("draws", [self.draws.into()])
            .finish()
    }
}

impl Profiles {
    /// The bootstrap likelihood-ratio test of a number of classes against one fewer: samples are
    /// drawn from the smaller fit, with answers missing where they are, and both are fitted to
    /// each.
    ///
    /// G. McLachlan, *On bootstrapping the likelihood ratio test statistic for the number of
    /// components in a normal mixture*, Applied Statistics 36 (1987) 318–324.
    ///
    /// # Errors
    /// [`Code::Argument`] where the two numbers of classes were not fitted or an option is out of
    /// its range; [`Code::Cancelled`] where the watch stops the work.
    pub fn likelihood_ratio(
        &self,
        options: &LikelihoodRatioOptions,
        watch: &mut Watch<'_>,
    ) -> Result<LikelihoodRatio, Error> {
        let classes = options.classes.unwrap_or_else(|| self.best().classes.max(2));
        let draws = options.draws.unwrap_or(100);
        let starts = options.starts.unwrap_or(5);
        let seed = options.seed.unwrap_or(1);
        let mut problems = Problems::new();
        for (name, number) in [("draws", draws), ("starts", starts)] {
            if number == 0 {
                problems.push(Place::argument(name), "0", "1 or more");
            }
        }
        if classes < 2 {
            problems.push(Place::argument("classes"), classes.to_string(), "2 or more");
        }
        if options.threads == Some(0) {
            problems.push(Place::argument("threads"), "0", "1 or more");
        }
        problems.finish(Code::Argument, SUBJECT)?;
        let (fewer, more) = (self.of(Some(classes - 1))?, self.of(Some(classes))?);
        let statistic = 2.0 * (more.log_likelihood - fewer.log_likelihood);
        let layouts = [self.layout(fewer), self.layout(more)];
        let work = |draw: u32| {
            let mut random = Random::stream(seed, u64::from(draw) | 1 << 48);
            let answers = self.sample(fewer, &layouts[0], &mut random)?;
            // The solution is picked as that of the survey was.
            let best = |layout: &Layout| {
                let search = Search::new(layout.clone(), seed ^ u64::from(draw), starts, None);
                let search = search.finish(&answers);
                let runs = search.eligible(&answers);
                runs.iter().map(|run| run.log_likelihood).fold(f64::NEG_INFINITY, f64::max)
            };
            (answers.distinct() >= classes as usize)
                .then(|| 2.0 * (best(&layouts[1]) - best(&layouts[0])))
        };
        let threads = threads::count(options.threads);
        let drawn = threads::on_each_watched(threads, (0..draws).collect(), SUBJECT, watch, work)?;
        let drawn: Vec<f64> = drawn.into_iter().flatten().collect();
        let as_large = drawn.iter().filter(|drawn| **drawn >= statistic).count();
        let mut warnings = Vec::new();
        let worse = drawn.iter().filter(|drawn| **drawn < -1e-6).count();
        if worse > 0 {
            let message = format!(
                "in {worse} samples {classes} classes fitted worse than {} did: ask for more `starts`",
                classes - 1
            );
            warnings.push(Warning::new("few-starts", message));
        }
        Ok(LikelihoodRatio {
            hypothesis: classes - 1,
            alternative: classes,
            statistic,
            p_value: (1.0 + as_large as f64) / (1.0 + drawn.len() as f64),
            draws: drawn.len() as u32,
            warnings,
        })
    }

    /// Answers drawn from a fit, missing where they are in the survey. `None` where no item of
    /// them varies.
    fn sample(&self, fit: &ProfileFit, layout: &Layout, random: &mut Random) -> Option<Answers> {
        let items = &self.answers.items;
        let shares = fit.theta.get(..layout.classes)?;
        let of_classes: Vec<&[f64]> = layout.of_classes(&fit.theta, &self.answers).collect();
        let measured = self.answers.measured;
        let mut numbers = vec![Vec::new(); if measured { items.len() } else { 0 }];
        let mut columns: Vec<Column<'_>> = items
            .iter()
            .map(|item| Column {
                name: &item.name,
                values: item.values.clone(),
                levels: Vec::with_capacity(self.answers.of_person.len()),
            })
            .collect();
        for row in self.answers.of_person.iter().flatten() {
            let own = of_classes.get(random.weighted(shares))?;
            let slots = self.answers.row(*row as usize);
            for (place, (item, column)) in items.iter().zip(&mut columns).enumerate() {
                let slot = slots.get(place).map_or(0, |slot| *slot as usize);
                let missing = slot == item.first + item.scores.len();
                let level = match self.options.model {
                    ProfileModel::Categorical => {
                        let end = item.first + item.scores.len();
                        random.weighted(own.get(item.first..end)?)
                    }
                    ProfileModel::Gaussian => {
                        let sd = (0.5 * own.get(items.len() + place)?).exp();
                        let drawn = own.get(place)? + sd * random.normal();
                        if let Some(numbers) = numbers.get_mut(place) {
                            numbers.push((!missing).then_some(item.mean + item.sd * drawn));
                            continue;
                        }
                        // The likelihood is that of a density; ratings are whole: the nearest one.
                        nearest(&item.scores, drawn)
                    }
                };
                column.levels.push((!missing).then_some(level as u32));
            }
        }
        if measured {
            let each = items.iter().zip(&numbers);
            columns = each.map(|(item, own)| Column::of_numbers(&item.name, own)).collect();
        }
        Answers::new(&columns, measured, &mut Vec::new()).ok()
    }
}

/// The place of the score nearest to a number.
fn nearest(scores: &[f64], number: f64) -> usize {
    let apart =
        |place: &usize| scores.get(*place).map_or(f64::INFINITY, |score| (score - number).abs());
    let by = |one: &usize, other: &usize| apart(one).total_cmp(&apart(other));
    (0..scores.len()).min_by(by).unwrap_or(0)
}
