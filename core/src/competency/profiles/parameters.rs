//! What a mixture is made of, as one list of numbers that can be extrapolated.

use super::data::Answers;
use super::options::{ProfileModel, Variances};
use crate::stats::random::Random;

/// Which numbers the list holds: first the shares of the classes; then, class by class, of the
/// Gaussian model the standardised means of the items and the logarithms of their variances, of the
/// categorical model the probability of each slot.
#[derive(Clone, Debug)]
pub(super) struct Layout {
    pub(super) model: ProfileModel,
    pub(super) variances: Variances,
    pub(super) classes: usize,
    /// The least logarithm of a standardised variance.
    pub(super) floor: f64,
}

/// Below this share of all respondents a class is empty.
pub(super) const EMPTY: f64 = 1e-9;

impl Layout {
    fn width(&self, answers: &Answers) -> usize {
        match self.model {
            ProfileModel::Gaussian => 2 * answers.items.len(),
            ProfileModel::Categorical => answers.slots,
        }
    }

    /// How many parameters are free.
    pub(super) fn parameters(&self, answers: &Answers) -> usize {
        let items = answers.items.len();
        let classes = self.classes;
        classes - 1
            + match (self.model, self.variances) {
                (ProfileModel::Gaussian, Variances::Equal) => classes * items + items,
                (ProfileModel::Gaussian, Variances::Free) => 2 * classes * items,
                (ProfileModel::Categorical, _) => {
                    classes * answers.items.iter().map(|item| item.scores.len() - 1).sum::<usize>()
                }
            }
    }

    /// Random values to start from: of the Gaussian model, respondents as means and the items' own
    /// variances; of the categorical model, random probabilities.
    pub(super) fn start(&self, answers: &Answers, random: &mut Random) -> Vec<f64> {
        let mut theta = vec![1.0 / self.classes as f64; self.classes];
        // Different rows: two classes that start alike stay alike.
        let mut left = answers.weights.clone();
        for _class in 0..self.classes {
            match self.model {
                ProfileModel::Gaussian => {
                    let place = random.weighted(&left);
                    if let Some(weight) = left.get_mut(place) {
                        *weight = 0.0;
                    }
                    let row = answers.row(place);
                    let score = |(item, &slot): (&super::data::ItemLevels, &u32)| {
                        let level = slot as usize - item.first;
                        let own = item.scores.get(level).copied();
                        // Half way to the item's mean: a single respondent is an extreme start.
                        own.map_or(0.0, |own| 0.75 * own)
                    };
                    theta.extend(answers.items.iter().zip(row).map(score));
                    theta.extend(answers.items.iter().map(|_| 0.0));
                }
                ProfileModel::Categorical => {
                    for item in &answers.items {
                        let draws: Vec<f64> =
                            item.scores.iter().map(|_| 0.1 + random.uniform()).collect();
                        let sum: f64 = draws.iter().sum();
                        theta.extend(draws.iter().map(|draw| draw / sum));
                        theta.push(0.0);
                    }
                }
            }
        }
        theta
    }

    /// The parameters of the items, class by class.
    pub(super) fn of_classes<'t>(
        &self,
        theta: &'t [f64],
        answers: &Answers,
    ) -> std::slice::ChunksExact<'t, f64> {
        theta.get(self.classes..).unwrap_or(&[]).chunks_exact(self.width(answers))
    }

    /// The classes, from 0, of which a variance is at the floor.
    pub(super) fn floored(&self, theta: &[f64], answers: &Answers) -> Vec<usize> {
        if self.model == ProfileModel::Categorical {
            return Vec::new();
        }
        let at_floor = |own: &[f64]| {
            own.iter().skip(answers.items.len()).any(|variance| *variance <= self.floor + 1e-9)
        };
        let classes = self.of_classes(theta, answers).enumerate();
        classes.filter(|(_, own)| at_floor(own)).map(|(class, _)| class).collect()
    }

    /// Whether a variance of a class is at the floor.
    pub(super) fn is_floored(&self, theta: &[f64], answers: &Answers) -> bool {
        !self.floored(theta, answers).is_empty()
    }

    /// Whether there are as many classes as there should be: none without members, and none twice,
    /// which is a saddle from which no step of EM leads away.
    pub(super) fn is_sound(&self, theta: &[f64], answers: &Answers) -> bool {
        let classes: Vec<&[f64]> = self.of_classes(theta, answers).collect();
        let same = |one: &[f64], other: &[f64]| {
            one.iter().zip(other).all(|(one, other)| (one - other).abs() < 1e-6)
        };
        let twice =
            |place: usize, one: &[f64]| classes.iter().take(place).any(|other| same(one, other));
        theta.iter().take(self.classes).all(|share| *share > EMPTY)
            && !classes.iter().enumerate().any(|(place, one)| twice(place, one))
    }

    /// The log-probability of each slot in each class; 0 for no answer.
    pub(super) fn table<const W: usize>(&self, theta: &[f64], answers: &Answers) -> Vec<[f64; W]> {
        let mut table = vec![[0.0; W]; answers.slots];
        let classes: Vec<&[f64]> = self.of_classes(theta, answers).collect();
        for (place, item) in answers.items.iter().enumerate() {
            let rows = table.iter_mut().skip(item.first);
            if self.model == ProfileModel::Categorical {
                for (slot, row) in (item.first..).zip(rows).take(item.scores.len()) {
                    for (cell, own) in row.iter_mut().zip(&classes) {
                        *cell = own.get(slot).copied().unwrap_or(0.0).max(1e-300).ln();
                    }
                }
                continue;
            }
            let (mut means, mut scales, mut constants) = ([0.0; W], [0.0; W], [0.0; W]);
            let lanes = means.iter_mut().zip(&mut scales).zip(&mut constants);
            for (((mean, scale), constant), own) in lanes.zip(&classes) {
                let own_of = |at: usize| own.get(at).copied().unwrap_or(0.0);
                let log_variance = own_of(answers.items.len() + place);
                *mean = own_of(place);
                *scale = -0.5 * (-log_variance).exp();
                // In the item's own unit.
                *constant =
                    -0.5 * (2.0 * std::f64::consts::PI).ln() - 0.5 * log_variance - item.sd.ln();
            }
            for (row, score) in rows.zip(&item.scores) {
                for (cell, ((mean, scale), constant)) in
                    row.iter_mut().zip(means.iter().zip(&scales).zip(&constants))
                {
                    *cell = constant + scale * (score - mean) * (score - mean);
                }
            }
        }
        table
    }

    /// The logarithm of each share; minus infinity for the lanes without a class.
    pub(super) fn log_shares<const W: usize>(&self, theta: &[f64]) -> [f64; W] {
        let mut logs = [f64::NEG_INFINITY; W];
        for (log, share) in logs.iter_mut().zip(theta.iter().take(self.classes)) {
            *log = share.max(1e-300).ln();
        }
        logs
    }

    /// What the members of each class say of each item, of the Gaussian model: how many they are,
    /// the sum of their scores and that of the squares.
    pub(super) fn moments<const W: usize>(
        &self,
        counts: &[[f64; W]],
        answers: &Answers,
    ) -> Vec<[[f64; W]; 3]> {
        let of_item = |item: &super::data::ItemLevels| {
            let [mut members, mut sums, mut squares] = [[0.0; W]; 3];
            for (row, score) in counts.iter().skip(item.first).zip(&item.scores) {
                let lanes = members.iter_mut().zip(&mut sums).zip(&mut squares);
                for (((members, sum), squares), count) in lanes.zip(row) {
                    *members += count;
                    *sum += count * score;
                    *squares += count * score * score;
                }
            }
            [members, sums, squares]
        };
        match self.model {
            ProfileModel::Gaussian => answers.items.iter().map(of_item).collect(),
            ProfileModel::Categorical => Vec::new(),
        }
    }

    /// The most likely parameters, given how many of each class gave each answer, and their moments.
    pub(super) fn maximise<const W: usize>(
        &self,
        counts: &[[f64; W]],
        moments: &[[[f64; W]; 3]],
        before: &[f64],
        answers: &Answers,
    ) -> Vec<f64> {
        let n = answers.n();
        let items = answers.items.len();
        let count = |slot: usize, class: usize| {
            counts.get(slot).and_then(|row| row.get(class)).copied().unwrap_or(0.0)
        };
        let mut theta: Vec<f64> = (0..self.classes)
            .map(|class| {
                // Every respondent has one slot of the first item.
                let slots = answers.items.first().map_or(0, |item| item.scores.len() + 1);
                (0..slots).map(|slot| count(slot, class)).sum::<f64>() / n
            })
            .collect();
        let mut pooled = vec![(0.0, 0.0); items];
        for (class, before) in self.of_classes(before, answers).enumerate() {
            let start = theta.len();
            theta.extend_from_slice(before);
            let Some(own) = theta.get_mut(start..) else { continue };
            let mut put = |at: usize, value: f64| {
                if let Some(slot) = own.get_mut(at) {
                    *slot = value;
                }
            };
            for (place, item) in answers.items.iter().enumerate() {
                if self.model == ProfileModel::Categorical {
                    let levels = item.first..item.first + item.scores.len();
                    let total: f64 = levels.clone().map(|slot| count(slot, class)).sum();
                    if total > EMPTY {
                        levels.for_each(|slot| put(slot, count(slot, class) / total));
                    }
                    continue;
                }
                let [total, sum, squares] = of_class(moments, place, class);
                if total <= EMPTY {
                    continue;
                }
                let mean = sum / total;
                // Scores have mean 0 and variance 1, and a class no less than the floor's share of it:
                // the difference keeps its digits.
                let squares = (squares - sum * mean).max(0.0);
                put(place, mean);
                let variance = (squares / total).max(1e-300);
                put(items + place, variance.ln().max(self.floor));
                if let Some((sum, weight)) = pooled.get_mut(place) {
                    *sum += squares;
                    *weight += total;
                }
            }
        }
        if self.model == ProfileModel::Gaussian && self.variances == Variances::Equal {
            let width = self.width(answers);
            for own in theta.get_mut(self.classes..).unwrap_or(&mut []).chunks_exact_mut(width) {
                for (slot, (sum, weight)) in own.iter_mut().skip(items).zip(&pooled) {
                    let variance: f64 = (sum / weight).max(1e-300);
                    *slot = variance.ln().max(self.floor);
                }
            }
        }
        theta
    }

    /// Brings extrapolated parameters back to what parameters can be.
    pub(super) fn restrict(&self, theta: &mut [f64], answers: &Answers) {
        let normalise = |shares: &mut [f64]| {
            shares.iter_mut().for_each(|share| *share = share.max(1e-12));
            let sum: f64 = shares.iter().sum();
            shares.iter_mut().for_each(|share| *share /= sum);
        };
        normalise(theta.get_mut(..self.classes).unwrap_or(&mut []));
        let width = self.width(answers);
        for own in theta.get_mut(self.classes..).unwrap_or(&mut []).chunks_exact_mut(width) {
            match self.model {
                ProfileModel::Gaussian => {
                    for log_variance in own.iter_mut().skip(answers.items.len()) {
                        *log_variance = log_variance.max(self.floor);
                    }
                }
                ProfileModel::Categorical => {
                    for item in &answers.items {
                        let end = item.first + item.scores.len();
                        normalise(own.get_mut(item.first..end).unwrap_or(&mut []));
                    }
                }
            }
        }
    }

    /// The largest derivative of the log-likelihood per respondent, in the logits of shares and
    /// probabilities, the standardised means and the logarithms of variances. A variance that
    /// presses on its floor has none.
    pub(super) fn gradient<const W: usize>(
        &self,
        counts: &[[f64; W]],
        moments: &[[[f64; W]; 3]],
        theta: &[f64],
        next: &[f64],
        answers: &Answers,
    ) -> f64 {
        let n = answers.n();
        let items = answers.items.len();
        let mut largest = 0.0_f64;
        for (share, next) in theta.iter().zip(next).take(self.classes) {
            largest = largest.max((next - share).abs());
        }
        let mut pooled = vec![0.0; items];
        for (class, own) in self.of_classes(theta, answers).enumerate() {
            let own_of = |at: usize| own.get(at).copied().unwrap_or(0.0);
            for (place, item) in answers.items.iter().enumerate() {
                if self.model == ProfileModel::Categorical {
                    let count = |slot: usize| {
                        counts.get(slot).and_then(|row| row.get(class)).copied().unwrap_or(0.0)
                    };
                    let levels = item.first..item.first + item.scores.len();
                    let total: f64 = levels.clone().map(count).sum();
                    for slot in levels {
                        let apart = count(slot) - total * own_of(slot);
                        largest = largest.max(apart.abs() / n);
                    }
                    continue;
                }
                let [total, sum, squares] = of_class(moments, place, class);
                let (mean, log_variance) = (own_of(place), own_of(items + place));
                let precision = (-log_variance).exp();
                let of_mean = (sum - total * mean) * precision;
                let squares = squares - 2.0 * mean * sum + total * mean * mean;
                let of_variance = 0.5 * (squares * precision - total);
                largest = largest.max(of_mean.abs() / n);
                let floored = log_variance <= self.floor;
                if self.variances == Variances::Equal {
                    if let Some(sum) = pooled.get_mut(place) {
                        *sum += if floored { of_variance.max(0.0) } else { of_variance };
                    }
                } else if !floored || of_variance > 0.0 {
                    largest = largest.max(of_variance.abs() / n);
                }
            }
        }
        pooled.iter().fold(largest, |largest, sum| largest.max(sum.abs() / n))
    }
}

/// How many members of a class answered an item, the sum of their scores and that of the squares.
fn of_class<const W: usize>(moments: &[[[f64; W]; 3]], item: usize, class: usize) -> [f64; 3] {
    let of_item = moments.get(item).copied().unwrap_or([[0.0; W]; 3]);
    of_item.map(|lanes| lanes.get(class).copied().unwrap_or(0.0))
}
