//! What each person does to cumulative hazards, and from it their robust errors.
//!
//! The influence of a person of weight w on the hazard of j → k until t (the infinitesimal
//! jackknife, as for probabilities): a transition at u ≤ t adds `w / Y_j(u)`, and being at risk in
//! j on (a, b] takes away `w` times the sum over u in (a, b], u ≤ t, of `d_jk(u) / Y_j(u)²`. So a
//! row costs two look-ups in sums that all share, and a step for each reporting time.

use super::changes::{Changes, Edge, RiskSets};
use super::influence::{Member, members, parts};
use super::locate::Locator;
use crate::threads::{self, on_each};
use crate::transition::history::Histories;

/// Persons that one thread takes at a time. It is fixed, so that sums do not depend on the number
/// of threads.
const PERSONS_AT_ONCE: usize = 1 << 13;

/// Cumulative hazards whose robust variances are asked for.
pub(super) struct HazardEstimate<'a> {
    pub(super) histories: &'a Histories,
    /// The group of each person that counts, if not all do.
    pub(super) group: Option<(&'a [u32], u32)>,
    pub(super) changes: &'a Changes,
    pub(super) start: f64,
    /// Origin and target, in order.
    pub(super) transitions: &'a [(u16, u16)],
}

/// The departures from a state after the start.
#[derive(Default)]
struct Departures {
    times: Vec<f64>,
    /// One through the number at risk at each.
    share: Vec<f64>,
    /// For each transition from the state, its place among all and `d / Y²` summed until each.
    moves: Vec<(usize, Vec<f64>)>,
}

impl HazardEstimate<'_> {
    /// For each reporting time and transition the variance. The times are in order.
    pub(super) fn variances(&self, reports: &[f64]) -> Vec<f64> {
        let states = self.histories.space().len();
        let departures = self.departures(states, reports.last().copied().unwrap_or(self.start));
        // How many departures from each state are not after each reporting time.
        let reached: Vec<Vec<usize>> = departures
            .iter()
            .map(|(departures, _)| {
                let until = |report: &f64| departures.times.partition_point(|time| time <= report);
                reports.iter().map(until).collect()
            })
            .collect();
        let members = members(self.histories, self.group);
        let threads = if members.len() < 50_000 { 1 } else { threads::count(None) };
        let width = self.transitions.len();
        let squares = on_each(threads, parts(&members, PERSONS_AT_ONCE), |part| {
            let mut squares = vec![0.0; reports.len() * width];
            let mut sums = vec![0.0; reports.len() * width];
            for (place, member) in part.iter().enumerate() {
                self.add(&mut sums, member, &departures, &reached);
                if part.get(place + 1).is_none_or(|next| next.cluster != member.cluster) {
                    for (square, sum) in squares.iter_mut().zip(&mut sums) {
                        *square += *sum * *sum;
                        *sum = 0.0;
                    }
                }
            }
            squares
        });
        let mut variances = vec![0.0; reports.len() * width];
        for part in squares {
            variances.iter_mut().zip(part).for_each(|(sum, part)| *sum += part);
        }
        variances
    }

    fn departures(&self, states: usize, until: f64) -> Vec<(Departures, Locator)> {
        let mut all: Vec<Departures> = (0..states).map(|_| Departures::default()).collect();
        for (place, &(origin, _)) in self.transitions.iter().enumerate() {
            if let Some(departures) = all.get_mut(usize::from(origin)) {
                departures.moves.push((place, vec![0.0]));
            }
        }
        let changes = self.changes;
        let mut at_risk = RiskSets::new(changes, states);
        for here in changes.times() {
            let now = changes.list.get(here.start).map_or(f64::NAN, |change| change.time);
            if now > until {
                break;
            }
            for place in here.clone().take_while(|_| now > self.start) {
                let edge = changes.list.get(place).map(|change| change.edge);
                let Some(Edge::Move(origin, target)) = edge else { break };
                let (state, there) = (usize::from(origin), at_risk.at(usize::from(origin)));
                let own = self.transitions.binary_search(&(origin, target));
                let (Some(departures), Ok(own)) = (all.get_mut(state), own) else { continue };
                if departures.times.last() != Some(&now) {
                    departures.times.push(now);
                    departures.share.push(1.0 / there);
                    for (_, sums) in &mut departures.moves {
                        sums.push(sums.last().copied().unwrap_or(0.0));
                    }
                }
                let moves = departures.moves.iter_mut().find(|(place, _)| *place == own);
                if let Some(sum) = moves.and_then(|(_, sums)| sums.last_mut()) {
                    *sum += changes.number(changes.amount(place)) / (there * there);
                }
            }
            at_risk.settle(here);
        }
        all.into_iter()
            .map(|departures| {
                let locator = Locator::new(departures.times.clone());
                (departures, locator)
            })
            .collect()
    }

    /// Adds what a person does to each hazard at each reporting time.
    fn add(
        &self,
        sums: &mut [f64],
        member: &Member,
        departures: &[(Departures, Locator)],
        reached: &[Vec<usize>],
    ) {
        let rows = self.histories.rows();
        let own =
            (member.row as usize..).take_while(|&row| rows.person.get(row) == Some(&member.person));
        for row in own {
            let state = usize::from(rows.origin[row]);
            let ((departures, locator), reached) = (&departures[state], &reached[state]);
            let (from, to) = (locator.until(rows.start[row]), locator.until(rows.stop[row]));
            if from == to {
                continue;
            }
            let weight = self.histories.attributes().weight(row, member.person);
            let event = locator.is_last_of(to, rows.stop[row]).then_some(rows.target[row]);
            let first = reached.partition_point(|&reached| reached <= from);
            let width = self.transitions.len();
            for (place, moves) in &departures.moves {
                let before = moves[from];
                let happens = event == Some(self.transitions[*place].1);
                for (report, &reached) in reached.iter().enumerate().skip(first) {
                    let mut influence = before - moves[to.min(reached)];
                    if happens && reached >= to {
                        influence += departures.share[to - 1];
                    }
                    sums[report * width + place] += weight * influence;
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::super::tests::{Interval, histories};
    use super::super::{NelsonAalenOptions, StandardError};

    const ROWS: [Interval; 5] = [
        (1, 0.0, 2.0, 0, Some(1)),
        (1, 2.0, 5.0, 1, None),
        (2, 0.0, 3.0, 0, Some(1)),
        (3, 1.0, 3.0, 0, Some(1)),
        (4, 0.0, 6.0, 0, None),
    ];

    fn variances(rows: &[Interval], times: &[f64]) -> Vec<f64> {
        let options =
            NelsonAalenOptions { se: StandardError::Robust, ..NelsonAalenOptions::default() };
        let hazards = histories(rows).nelson_aalen(&options).unwrap().at(times).unwrap();
        hazards.iter().map(|hazard| hazard.std_err.unwrap().powi(2)).collect()
    }

    /// At 2 one of four leaves, at 3 two of three: the influences by hand.
    #[test]
    fn as_by_hand() {
        let (first, second) = (1.0 / 16.0, 2.0 / 9.0);
        let at_two = [0.25 - first, -first, -first, -first];
        let at_three = [
            at_two[0],
            at_two[1] + 1.0 / 3.0 - second,
            at_two[2] + 1.0 / 3.0 - second,
            at_two[3] - second,
        ];
        let square = |values: [f64; 4]| values.iter().map(|value| value * value).sum::<f64>();
        let found = variances(&ROWS, &[3.0, 2.0, 1.0]);
        for (found, expected) in found.iter().zip([square(at_three), square(at_two), 0.0]) {
            assert!((found - expected).abs() < 1e-15, "{found} {expected}");
        }
    }

    /// Everybody twice: each influence is half as large, and there are twice as many.
    #[test]
    fn twice_the_persons_have_half_the_variance() {
        let again = ROWS.iter().map(|&(person, a, b, from, to)| (person + 10, a, b, from, to));
        let twice: Vec<Interval> = ROWS.into_iter().chain(again).collect();
        for (one, two) in variances(&ROWS, &[2.5, 4.0]).iter().zip(variances(&twice, &[2.5, 4.0])) {
            assert!((one - 2.0 * two).abs() < 1e-15, "{one} {two}");
        }
    }
}
