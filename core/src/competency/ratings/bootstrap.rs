//! Standard errors by drawing units with replacement.

use super::SUBJECT;
use super::agreement::Coefficient;
use super::tally::Tally;
use crate::error::Error;
use crate::stats::random::Random;
use crate::stats::sample::{mean_and_sd, quantile};
use crate::threads;
use crate::warning::Warning;
use crate::watch::Watch;

/// What is drawn again and again.
pub(super) struct Draws<'a> {
    /// The row of the result.
    pub(super) place: usize,
    pub(super) tally: &'a Tally,
    pub(super) coefficient: &'a dyn Coefficient,
}

/// How far the draws spread.
pub(super) struct Spread {
    pub(super) standard_error: Option<f64>,
    pub(super) lower: Option<f64>,
    pub(super) upper: Option<f64>,
    undefined: usize,
    draws: u32,
}

impl Spread {
    pub(super) fn caution(&self, group: Option<&str>) -> Option<Warning> {
        let whom = group.map_or_else(String::new, |group| format!(" in `{group}`"));
        (self.undefined > 0).then(|| {
            let Spread { undefined, draws, .. } = self;
            let message = format!(
                "{undefined} of {draws} samples of units{whom} had a single category and no \
                 coefficient; standard error and interval are those of the others"
            );
            Warning::new("undefined-draws", message)
        })
    }
}

/// Draws that one thread does before it takes more.
const BATCH: u32 = 20;

/// The spread of each coefficient over samples of its units. A draw costs a random number per
/// unit, and the coefficient of the counts of each pattern.
pub(super) fn bootstrap(
    of: &[Draws<'_>],
    draws: u32,
    seed: u64,
    threads: Option<usize>,
    level: f64,
    watch: &mut Watch<'_>,
) -> Result<Vec<Spread>, Error> {
    let batches = || (0..draws).step_by(BATCH as usize);
    let parts: Vec<(usize, u32)> =
        (0..of.len()).flat_map(|which| batches().map(move |first| (which, first))).collect();
    let work = |(which, first): (usize, u32)| {
        let Some(Draws { tally, coefficient, .. }) = of.get(which) else { return Vec::new() };
        let mut units = vec![0_u32; tally.patterns.len()];
        let drawn = (first..draws.min(first.saturating_add(BATCH))).map(|draw| {
            let mut random = Random::stream(seed, u64::from(draw));
            units.fill(0);
            for _ in 0..tally.of_unit.len() {
                let pattern = tally.of_unit.get(random.index(tally.of_unit.len()));
                if let Some(count) = pattern.and_then(|&place| units.get_mut(place as usize)) {
                    *count += 1;
                }
            }
            coefficient.of_sample(&units).estimate
        });
        drawn.collect()
    };
    let done =
        threads::on_each_watched(threads::count(threads), parts.clone(), SUBJECT, watch, work)?;
    let mut estimates: Vec<Vec<f64>> = vec![Vec::new(); of.len()];
    for ((which, _), drawn) in parts.iter().zip(done) {
        if let Some(estimates) = estimates.get_mut(*which) {
            estimates.extend(drawn.into_iter().flatten());
        }
    }
    let spread = |mut estimates: Vec<f64>| {
        let undefined = draws as usize - estimates.len();
        let (_, standard_error) = mean_and_sd(&estimates);
        estimates.sort_unstable_by(f64::total_cmp);
        let tail = 0.5 * (1.0 - level);
        let (lower, upper) = (quantile(&estimates, tail), quantile(&estimates, 1.0 - tail));
        Spread { standard_error, lower, upper, undefined, draws }
    };
    Ok(estimates.into_iter().map(spread).collect())
}
