//! Newton's method where EM has come near a maximum: it doubles the digits that EM adds one by one.
//!
//! The steps are in the logarithms of shares (up to a constant), the standardised means, the
//! logarithms of variances and those of probabilities (up to a constant). The second derivatives
//! are exact: those of the complete data, and the covariance of their scores over the classes that
//! a respondent may be in (T. A. Louis, *Finding the observed information matrix when using the EM
//! algorithm*, Journal of the Royal Statistical Society B 44 (1982) 226–233).

use super::data::Answers;
use super::em::{self, MOST_CLASSES};
use super::options::{ProfileModel, Variances};
use super::parameters::{EMPTY, Layout};
use crate::stats::matrix::{Factor, Matrix, add_scaled, dot};

/// Beyond so many parameters a step costs more than it saves: EM goes on alone.
const MOST_PARAMETERS: usize = 400;
const MOST_STEPS: usize = 30;
/// Probabilities below this are on their way to 0: they have no step of their own.
const VANISHING: f64 = 1e-6;
/// No logarithm and no standardised mean moves by more in one step.
const LONGEST: f64 = 2.0;

/// Parameters at least as likely, and most often at the maximum.
pub(super) fn polish(layout: &Layout, answers: &Answers, theta: Vec<f64>) -> Vec<f64> {
    let coordinates = Coordinates::of(layout, answers);
    if coordinates.size() > MOST_PARAMETERS {
        return theta;
    }
    let mut here = theta;
    for _step in 0..MOST_STEPS {
        let derivatives = coordinates.derivatives(&here);
        let rounding = 1e-13 * (1.0 + derivatives.log_likelihood.abs());
        let places = coordinates.places(&here, &derivatives.gradient);
        let Some((direction, gain)) = direction(&derivatives, &places) else { break };
        let longest = direction.iter().fold(0.0_f64, |longest, step| longest.max(step.abs()));
        let mut stride = (LONGEST / longest).min(1.0);
        let mut next = None;
        for _halving in 0..12 {
            let there = coordinates.moved(&here, &direction, stride);
            let (_, log_likelihood) = em::memberships(layout, answers, &there);
            if log_likelihood >= derivatives.log_likelihood - rounding {
                next = Some(there);
                break;
            }
            stride *= 0.5;
        }
        let Some(next) = next else { break };
        here = next;
        // What a full step gains is next to nothing: it was the last that the numbers can tell.
        if gain <= rounding {
            break;
        }
    }
    here
}

/// The way up: the step of each coordinate, and the gain that a full step promises. `None` where
/// there is none.
fn direction(derivatives: &Derivatives, places: &[Option<usize>]) -> Option<(Vec<f64>, f64)> {
    let size = places.iter().flatten().max().map_or(0, |last| last + 1);
    let mut slope = vec![0.0; size];
    let mut complete = vec![0.0; size];
    let mut information = Matrix::zeros(size, size);
    for (row, place) in places.iter().enumerate() {
        let Some(place) = *place else { continue };
        slope[place] += derivatives.gradient[row];
        complete[place] += derivatives.complete[row];
        for (column, other) in places.iter().enumerate() {
            if let Some(other) = *other {
                information.add(place, other, -derivatives.hessian.at(row, column));
            }
        }
    }
    // Where the likelihood is not curved downwards, as much of the curvature that it would have if
    // classes were known is added as it takes.
    let mut added = 0.0;
    while added < 1e6 {
        let mut curved = information.clone();
        for (place, complete) in complete.iter().enumerate() {
            curved.add(place, place, added * complete);
        }
        let factor = Factor::with_scale(&curved, &complete, Factor::TOLERANCE);
        if factor.is_definite() {
            let mut step = slope.clone();
            factor.solve(&mut step);
            let gain = 0.5 * dot(&slope, &step);
            let of = |place: &Option<usize>| place.map_or(0.0, |place| step[place]);
            let finite = gain.is_finite() && gain >= 0.0;
            return finite.then(|| (places.iter().map(of).collect(), gain));
        }
        added = if added > 0.0 { 10.0 * added } else { 1e-3 };
    }
    None
}

/// The numbers that steps are taken in: the logarithms of the shares; then class by class and item
/// by item the mean and the logarithm of the variance, or the logarithm of each probability.
struct Coordinates<'a> {
    layout: &'a Layout,
    answers: &'a Answers,
    /// Of each item, where its coordinates begin among those of a class.
    begins: Vec<usize>,
    /// Of each slot, where its scores begin among those of a class; and where the last ends.
    offsets: Vec<usize>,
    /// How many coordinates a class has.
    own: usize,
}

struct Derivatives {
    log_likelihood: f64,
    gradient: Vec<f64>,
    hessian: Matrix,
    /// The diagonal of the information if classes were known.
    complete: Vec<f64>,
}

impl<'a> Coordinates<'a> {
    fn of(layout: &'a Layout, answers: &'a Answers) -> Coordinates<'a> {
        let (mut begins, mut offsets) = (Vec::new(), vec![0]);
        let (mut own, mut end) = (0, 0);
        for item in &answers.items {
            let count = match layout.model {
                ProfileModel::Gaussian => 2,
                ProfileModel::Categorical => item.scores.len(),
            };
            begins.push(own);
            own += count;
            for _slot in 0..=item.scores.len() {
                end += count;
                offsets.push(end);
            }
        }
        Coordinates { layout, answers, begins, offsets, own }
    }

    fn size(&self) -> usize {
        self.layout.classes * (1 + self.own)
    }

    fn begin_of_class(&self, class: usize) -> usize {
        self.layout.classes + class * self.own
    }

    /// Where in the list of parameters a coordinate of a class is kept: item by item of each.
    fn kept(&self) -> Vec<usize> {
        let items = self.answers.items.len();
        let gaussian = self.layout.model == ProfileModel::Gaussian;
        let each = self.answers.items.iter().enumerate();
        each.flat_map(|(place, item)| match gaussian {
            true => vec![place, items + place],
            false => (item.first..item.first + item.scores.len()).collect(),
        })
        .collect()
    }

    /// The score of a level: the derivative of its log-probability by each coordinate of its item.
    fn score(&self, own: &[f64], item: usize, level: usize, score: &mut [f64]) {
        let levels = &self.answers.items[item];
        match self.layout.model {
            ProfileModel::Gaussian => {
                let precision = (-own[self.answers.items.len() + item]).exp();
                let apart = levels.scores[level] - own[item];
                score
                    .copy_from_slice(&[apart * precision, 0.5 * (apart * apart * precision - 1.0)]);
            }
            ProfileModel::Categorical => {
                let shares = own.iter().skip(levels.first);
                for ((place, score), share) in score.iter_mut().enumerate().zip(shares) {
                    *score = f64::from(u8::from(place == level)) - share;
                }
            }
        }
    }

    /// Sets the second derivatives of an item in a class, in which so many answered it: those of the
    /// complete data, of which the first ones are known.
    fn set_curvature(
        &self,
        own: &[f64],
        item: usize,
        members: f64,
        begin: usize,
        slope: &[f64],
        hessian: &mut Matrix,
    ) {
        let levels = &self.answers.items[item];
        if self.layout.model == ProfileModel::Gaussian {
            let precision = (-own[self.answers.items.len() + item]).exp();
            hessian.set(begin, begin, -members * precision);
            hessian.set(begin, begin + 1, -slope[0]);
            hessian.set(begin + 1, begin, -slope[0]);
            hessian.set(begin + 1, begin + 1, -slope[1] - 0.5 * members);
            return;
        }
        let shares = &own[levels.first..levels.first + levels.scores.len()];
        for (row, share) in shares.iter().enumerate() {
            for (column, other) in shares.iter().enumerate() {
                let same = if row == column { *share } else { 0.0 };
                hessian.set(begin + row, begin + column, members * (share * other - same));
            }
        }
    }

    fn derivatives(&self, theta: &[f64]) -> Derivatives {
        let (classes, size) = (self.layout.classes, self.size());
        let (posterior, log_likelihood) = em::memberships(self.layout, self.answers, theta);
        let mut counts = vec![[0.0; MOST_CLASSES]; self.answers.slots];
        for ((row, weight), lanes) in self.answers.weighted().zip(&posterior) {
            for &slot in row {
                add_scaled(&mut counts[slot as usize], weight, lanes);
            }
        }
        let mut gradient = vec![0.0; size];
        let mut hessian = Matrix::zeros(size, size);
        // Class by class and slot by slot, the scores of the item's coordinates.
        let mut scores = vec![vec![0.0; self.offsets.last().copied().unwrap_or(0)]; classes];
        let of_classes = self.layout.of_classes(theta, self.answers).zip(&mut scores);
        for (class, (of_class, scores)) in of_classes.enumerate() {
            for (item, (levels, begin)) in self.answers.items.iter().zip(&self.begins).enumerate() {
                let begin = self.begin_of_class(class) + begin;
                let mut members = 0.0;
                let mut slope = Vec::new();
                for level in 0..levels.scores.len() {
                    let slot = levels.first + level;
                    let score = &mut scores[self.offsets[slot]..self.offsets[slot + 1]];
                    self.score(of_class, item, level, score);
                    slope.resize(score.len(), 0.0);
                    add_scaled(&mut slope, counts[slot][class], score);
                    members += counts[slot][class];
                }
                gradient[begin..begin + slope.len()].copy_from_slice(&slope);
                self.set_curvature(of_class, item, members, begin, &slope, &mut hessian);
            }
        }
        let n = self.answers.n();
        let shares = &theta[..classes];
        let first = self.answers.items.first().map_or(0, |item| item.scores.len() + 1);
        for (class, share) in shares.iter().enumerate() {
            let members: f64 = counts.iter().take(first).map(|lanes| lanes[class]).sum();
            gradient[class] = members - n * share;
            for (other, other_share) in shares.iter().enumerate() {
                let same = if class == other { n * share } else { 0.0 };
                hessian.set(class, other, n * share * other_share - same);
            }
        }
        let complete = hessian.diagonal_values().iter().map(|value| -value).collect();
        self.add_uncertainty(&posterior, &scores, &mut hessian);
        Derivatives { log_likelihood, gradient, hessian, complete }
    }

    /// Adds the covariance of the scores over the classes that each respondent may be in.
    fn add_uncertainty(
        &self,
        posterior: &[[f64; MOST_CLASSES]],
        scores: &[Vec<f64>],
        hessian: &mut Matrix,
    ) {
        let (classes, own) = (self.layout.classes, self.own);
        let mut of_class = vec![0.0; own * classes];
        for ((row, weight), lanes) in self.answers.weighted().zip(posterior) {
            let unsure: Vec<usize> =
                (0..classes).filter(|&class| lanes[class] * (1.0 - lanes[class]) > 1e-13).collect();
            for &class in &unsure {
                let to = &mut of_class[class * own..(class + 1) * own];
                for (&slot, begin) in row.iter().zip(&self.begins) {
                    let slot = slot as usize;
                    let score = &scores[class][self.offsets[slot]..self.offsets[slot + 1]];
                    to[*begin..begin + score.len()].copy_from_slice(score);
                }
            }
            for &one in &unsure {
                for &other in &unsure {
                    let same = if one == other { lanes[one] } else { 0.0 };
                    let covariance = weight * (same - lanes[one] * lanes[other]);
                    hessian.add(one, other, covariance);
                    let begin = self.begin_of_class(other);
                    let theirs = &of_class[other * own..(other + 1) * own];
                    add_scaled(&mut hessian.row_mut(one)[begin..begin + own], covariance, theirs);
                    if other < one {
                        continue;
                    }
                    for place in 0..own {
                        let row = hessian.row_mut(self.begin_of_class(one) + place);
                        let factor = covariance * of_class[one * own + place];
                        add_scaled(&mut row[begin..begin + own], factor, theirs);
                    }
                }
            }
        }
        // What lies below the diagonal of blocks is what lies above it.
        for row in 0..hessian.rows() {
            for column in 0..row {
                let above = hessian.at(column, row);
                hessian.set(row, column, above);
            }
        }
    }

    /// The place of each coordinate among those that are free: the same for the variance of an item
    /// where all classes share it, none where it is held.
    fn places(&self, theta: &[f64], gradient: &[f64]) -> Vec<Option<usize>> {
        let (layout, answers) = (self.layout, self.answers);
        let mut places = vec![None; self.size()];
        let mut next = 0;
        let mut take = || {
            next += 1;
            Some(next - 1)
        };
        let shares = &theta[..layout.classes];
        // Only ratios count: the largest stays.
        let largest = largest(shares);
        for (class, share) in shares.iter().enumerate() {
            if class != largest && *share > EMPTY {
                places[class] = take();
            }
        }
        let classes = layout.of_classes(theta, answers).enumerate();
        for (class, own) in classes.filter(|(class, _)| shares[*class] > EMPTY) {
            let begin = self.begin_of_class(class);
            for (item, (levels, at)) in answers.items.iter().zip(&self.begins).enumerate() {
                let at = begin + at;
                if layout.model == ProfileModel::Categorical {
                    let probabilities = &own[levels.first..levels.first + levels.scores.len()];
                    let largest = self::largest(probabilities);
                    for (level, probability) in probabilities.iter().enumerate() {
                        if level != largest && *probability > VANISHING {
                            places[at + level] = take();
                        }
                    }
                    continue;
                }
                places[at] = take();
                let at_floor = own[answers.items.len() + item] <= layout.floor;
                if layout.variances == Variances::Free && !(at_floor && gradient[at + 1] <= 0.0) {
                    places[at + 1] = take();
                }
            }
        }
        if layout.model == ProfileModel::Gaussian && layout.variances == Variances::Equal {
            for (item, at) in self.begins.iter().enumerate() {
                let of_classes =
                    || (0..layout.classes).map(|class| self.begin_of_class(class) + at + 1);
                let slope: f64 = of_classes().map(|place| gradient[place]).sum();
                let variance = theta[layout.classes + answers.items.len() + item];
                if !(variance <= layout.floor && slope <= 0.0) {
                    let place = take();
                    of_classes().for_each(|at| places[at] = place);
                }
            }
        }
        places
    }

    /// The parameters so far along the way.
    fn moved(&self, theta: &[f64], direction: &[f64], stride: f64) -> Vec<f64> {
        let mut there = theta.to_vec();
        let (shares, rest) = there.split_at_mut(self.layout.classes);
        for (share, step) in shares.iter_mut().zip(direction) {
            *share *= (stride * step).exp();
        }
        let kept = self.kept();
        let width = rest.len() / self.layout.classes;
        for (class, own) in rest.chunks_exact_mut(width.max(1)).enumerate() {
            let steps = direction.iter().skip(self.begin_of_class(class));
            for (&place, step) in kept.iter().zip(steps) {
                match self.layout.model {
                    ProfileModel::Gaussian => own[place] += stride * step,
                    ProfileModel::Categorical => own[place] *= (stride * step).exp(),
                }
            }
        }
        self.layout.restrict(&mut there, self.answers);
        there
    }
}

/// The place of the largest; the first of several.
fn largest(numbers: &[f64]) -> usize {
    let by =
        |one: &usize, other: &usize| numbers[*one].total_cmp(&numbers[*other]).then(other.cmp(one));
    (0..numbers.len()).max_by(by).unwrap_or(0)
}

#[cfg(test)]
mod tests;
