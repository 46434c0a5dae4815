//! Concordance: how often, of two persons at risk, the one with the higher hazard goes first
//! (Harrell), with its error by the infinitesimal jackknife (Therneau and Atkinson, survival).

use super::cox::{Clusters, Cox};
use super::risk_sets::RiskSets;
use crate::Error;

/// The concordance of a transition.
#[derive(Clone, Debug, PartialEq)]
pub struct Concordance {
    /// The transition.
    pub transition: String,
    /// The share of pairs in which the higher hazard goes first; of equal hazards, half.
    pub concordance: Option<f64>,
    /// Its standard error, by clusters or persons.
    pub std_err: Option<f64>,
    /// The weight of the pairs in which the higher hazard goes first.
    pub concordant: f64,
    /// The weight of the pairs in which it goes last.
    pub discordant: f64,
    /// The weight of the pairs with equal hazards.
    pub tied: f64,
}

impl Cox {
    /// The concordance of each transition: over all pairs of which one has the event while the
    /// other is at risk, in the same stratum. `None` where there is no pair.
    ///
    /// # Errors
    /// [`crate::Code::Argument`] for a model of parts, which has no rows.
    pub fn concordance(&self) -> Result<Vec<Concordance>, Error> {
        let design = self.design_with_rows("concordance")?;
        let clusters = Clusters::of(&self.histories);
        let beta = self.scaled();
        let mut found = Vec::new();
        for place in 0..design.transitions.len() {
            let prepared = self.prepared(&design, place);
            let sets = &prepared.sets;
            let mut predictor = match sets.offset.as_slice() {
                [] => vec![0.0; sets.len()],
                offset => offset.to_vec(),
            };
            for (column, &coefficient) in sets.columns.iter().zip(&sets.coefficient) {
                for (sum, value) in predictor.iter_mut().zip(column) {
                    *sum += beta[coefficient] * value;
                }
            }
            let (shares, total) = pairs(sets, &predictor);
            let pairs = total.concordant + total.discordant + total.tied;
            let concordance = (total.concordant + total.tied / 2.0) / pairs;
            let mut sums = vec![0.0; clusters.count];
            for (row, share) in shares.iter().enumerate() {
                let all = share.concordant + share.discordant + share.tied;
                let change = share.concordant + share.tied / 2.0 - concordance * all;
                let person = prepared.rows.episodes.person[sets.row[row] as usize];
                sums[clusters.of_person(person) as usize] += sets.weight(row) * change / pairs;
            }
            let variance: f64 = sums.iter().map(|sum| sum * sum).sum();
            found.push(Concordance {
                transition: prepared.name.clone(),
                concordance: (pairs > 0.0).then_some(concordance),
                std_err: (pairs > 0.0).then_some(variance.sqrt()),
                concordant: total.concordant,
                discordant: total.discordant,
                tied: total.tied,
            });
        }
        Ok(found)
    }
}

#[derive(Clone, Copy, Debug, Default)]
struct Pairs {
    concordant: f64,
    discordant: f64,
    tied: f64,
}

/// For each row the weight of those it makes pairs with, and the weight of all pairs.
fn pairs(sets: &RiskSets, predictor: &[f64]) -> (Vec<Pairs>, Pairs) {
    let mut levels = predictor.to_vec();
    levels.sort_unstable_by(f64::total_cmp);
    levels.dedup();
    let rank: Vec<usize> =
        predictor.iter().map(|value| levels.partition_point(|level| level < value)).collect();
    let mut shares = vec![Pairs::default(); sets.len()];
    let mut total = Pairs::default();
    for slots in &sets.strata {
        // Those at risk, and the events after the slot, by rank.
        let mut at_risk = Tree::new(levels.len());
        let mut events = Tree::new(levels.len());
        // A row makes pairs with the events while it is at risk: those known when it leaves the
        // sweep less those known when it came.
        let charge = |share: &mut Pairs, events: &Tree, rank: usize, sign: f64| {
            let (below, same, above) = events.around(rank);
            share.concordant += sign * above;
            share.discordant += sign * below;
            share.tied += sign * same;
        };
        let mut present = Vec::new();
        for slot in slots.clone().rev() {
            let with_event = sets.with_event(slot);
            for row in with_event.end..sets.leaving(slot).end {
                at_risk.add(rank[row], sets.weight(row));
                charge(&mut shares[row], &events, rank[row], -1.0);
            }
            for &row in sets.entering(slot) {
                let row = row as usize;
                at_risk.add(rank[row], -sets.weight(row));
                charge(&mut shares[row], &events, rank[row], 1.0);
            }
            for row in with_event.clone() {
                let (below, same, above) = at_risk.around(rank[row]);
                let weight = sets.weight(row);
                shares[row].concordant += below;
                shares[row].discordant += above;
                shares[row].tied += same;
                total.concordant += weight * below;
                total.discordant += weight * above;
                total.tied += weight * same;
            }
            for row in with_event.clone() {
                events.add(rank[row], sets.weight(row));
            }
            for row in with_event {
                at_risk.add(rank[row], sets.weight(row));
                charge(&mut shares[row], &events, rank[row], -1.0);
            }
            present.extend(sets.leaving(slot));
        }
        for row in present.into_iter().filter(|&row| sets.enter[row] as usize == slots.start) {
            charge(&mut shares[row], &events, rank[row], 1.0);
        }
    }
    (shares, total)
}

/// Sums by rank, and up to each rank (Fenwick 1994).
struct Tree {
    sums: Vec<f64>,
    cells: Vec<f64>,
    total: f64,
}

impl Tree {
    fn new(ranks: usize) -> Tree {
        Tree { sums: vec![0.0; ranks + 1], cells: vec![0.0; ranks], total: 0.0 }
    }

    fn add(&mut self, rank: usize, weight: f64) {
        self.total += weight;
        self.cells[rank] += weight;
        let mut place = rank + 1;
        while place < self.sums.len() {
            self.sums[place] += weight;
            place += place & place.wrapping_neg();
        }
    }

    /// The sums below a rank, at it and above it.
    fn around(&self, rank: usize) -> (f64, f64, f64) {
        let mut below = 0.0;
        let mut place = rank;
        while place > 0 {
            below += self.sums[place];
            place &= place - 1;
        }
        let same = self.cells[rank];
        (below, same, self.total - below - same)
    }
}

#[cfg(feature = "arrow")]
mod table {
    use super::Cox;
    use crate::Error;
    use crate::table::Table;

    impl Cox {
        /// [`Cox::concordance`] as a table: `transition`, `concordance`, `std_err`,
        /// `concordant`, `discordant`, `tied`.
        ///
        /// # Errors
        /// As there.
        pub fn concordance_table(&self) -> Result<Table, Error> {
            let rows = self.concordance()?;
            Table::builder()
                .text("transition", rows.iter().map(|row| &row.transition))
                .optional_number("concordance", rows.iter().map(|row| row.concordance))
                .optional_number("std_err", rows.iter().map(|row| row.std_err))
                .number("concordant", rows.iter().map(|row| row.concordant))
                .number("discordant", rows.iter().map(|row| row.discordant))
                .number("tied", rows.iter().map(|row| row.tied))
                .finish()
        }
    }
}
