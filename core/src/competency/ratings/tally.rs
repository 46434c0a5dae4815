//! How often each unit was given each category: all that most coefficients need.

use std::collections::HashMap;

use super::ratings::{Rating, Ratings};

/// Units with the same counts are one pattern: with few categories there are far fewer patterns
/// than units.
#[derive(Debug)]
pub(super) struct Tally {
    pub(super) patterns: Vec<Pattern>,
    /// The pattern of each unit that anyone rated.
    pub(super) of_unit: Vec<u32>,
    /// How many units have each pattern.
    pub(super) units: Vec<u32>,
    pub(super) raters: usize,
}

/// The counts of a unit.
#[derive(Debug)]
pub(super) struct Pattern {
    /// Categories that occur, in order, and how often.
    pub(super) counts: Vec<(u32, f64)>,
    /// How many ratings there are.
    pub(super) total: f64,
}

impl Tally {
    /// Counts the ratings of the raters who are to count, of units with at least so many.
    pub(super) fn new(ratings: &Ratings, least: usize, counts: &dyn Fn(u32) -> bool) -> Tally {
        let mut tally =
            Tally { patterns: Vec::new(), of_unit: Vec::new(), units: Vec::new(), raters: 0 };
        let mut known: HashMap<Vec<u32>, u32> = HashMap::new();
        let mut has_rated = vec![false; ratings.raters.len()];
        for of_unit in &ratings.ratings {
            let counted = of_unit.iter().filter(|rating| counts(rating.rater));
            let mut categories: Vec<u32> = counted.clone().map(|rating| rating.category).collect();
            if categories.len() < least.max(1) {
                continue;
            }
            for Rating { rater, .. } in counted {
                if let Some(rated) = has_rated.get_mut(*rater as usize) {
                    *rated = true;
                }
            }
            categories.sort_unstable();
            let next = tally.patterns.len() as u32;
            let place = match known.get(&categories) {
                Some(&place) => place,
                None => {
                    tally.patterns.push(Pattern::of(&categories));
                    tally.units.push(0);
                    known.insert(categories, next);
                    next
                }
            };
            tally.of_unit.push(place);
            if let Some(units) = tally.units.get_mut(place as usize) {
                *units += 1;
            }
        }
        tally.raters = has_rated.iter().filter(|rated| **rated).count();
        tally
    }

    /// How many ratings are counted.
    pub(super) fn count(&self) -> f64 {
        self.patterns.iter().zip(&self.units).map(|(p, &units)| p.total * f64::from(units)).sum()
    }

    /// How many units have two ratings or more.
    pub(super) fn pairable(&self) -> usize {
        let pairs = self.patterns.iter().zip(&self.units).filter(|(p, _)| p.total >= 2.0);
        pairs.map(|(_, &units)| units as usize).sum()
    }

    /// The only category that occurs, where only one does.
    pub(super) fn only_category(&self) -> Option<u32> {
        let mut occurring = self.patterns.iter().flat_map(|p| p.counts.iter().map(|(c, _)| *c));
        let first = occurring.next()?;
        occurring.all(|category| category == first).then_some(first)
    }
}

impl Pattern {
    /// Of categories in order.
    fn of(categories: &[u32]) -> Pattern {
        let runs = categories.chunk_by(|one, other| one == other);
        let counts = runs.filter_map(|run| Some((*run.first()?, run.len() as f64)));
        Pattern { counts: counts.collect(), total: categories.len() as f64 }
    }
}
