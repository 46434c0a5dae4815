//! Who and how much: the counts that every report on histories starts with.

use std::collections::BTreeMap;
use std::fmt;

use serde::Serialize;

use super::histories::Histories;
use super::rows::Row;
use crate::Labels;
use crate::stats::sample::quantile;
use crate::stats::sum::Sum;
use crate::transition::time::TimeUnit;

/// What [`Histories::describe`] counts.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Summary {
    /// Persons in the table, followed or not.
    pub persons: u64,
    /// Persons who are followed for any time.
    pub followed: u64,
    /// Clusters of persons, where there is a column of them.
    pub clusters: Option<u64>,
    /// What the persons who are followed weigh together, each by their first row, where there
    /// are weights.
    pub weight: Option<f64>,
    /// Rows of the histories: stays in a state, each with a start and a stop. A stay in which a
    /// weight or covariate changes is several.
    pub intervals: u64,
    /// Transitions of all kinds.
    pub transitions: u64,
    /// The time for which persons are followed, all together, in the unit of time.
    pub person_time: f64,
    /// The unit of time, where it was said.
    pub unit: Option<TimeUnit>,
    /// The earliest time at which anybody is followed.
    pub first_entry: f64,
    /// The latest time at which anybody is followed.
    pub last_exit: f64,
    /// The longest time from a person's first entry to their last exit.
    pub longest_follow_up: f64,
    /// The median time for which persons are followed, gaps left out, of those who are.
    pub median_follow_up: Option<f64>,
    /// The states, in the order of the space.
    pub states: Vec<String>,
    /// The time spent in each state by all persons together.
    pub time_in_state: Vec<f64>,
    /// How many persons are ever followed in each state.
    pub persons_in_state: Vec<u64>,
    /// How many stays there are in each state: how often anybody is at risk of leaving it.
    pub at_risk: Vec<u64>,
    /// How many stays in each state end without a transition.
    pub censored: Vec<u64>,
    /// Each transition that happened: origin, target, how often.
    pub counts: Vec<(String, String, u64)>,
    /// Each transition with its coded reason: origin, target, reason (null where none is said),
    /// how often. Empty where there is no column of reasons.
    pub reasons: Vec<(String, String, Option<String>, u64)>,
}

/// What is counted of one state.
#[derive(Clone, Default)]
struct InState {
    time: Sum,
    persons: u64,
    at_risk: u64,
    censored: u64,
    /// The last person who was met in it, counted from 1.
    last: u32,
}

impl Histories {
    /// Who and how much: the counts that every report on histories starts with.
    #[must_use]
    pub fn describe(&self) -> Summary {
        let rows = self.rows();
        let attributes = self.attributes();
        let mut counts: BTreeMap<(u16, u16), u64> = BTreeMap::new();
        let mut reasons: BTreeMap<(u16, u16, u32), u64> = BTreeMap::new();
        let mut states = vec![InState::default(); self.space().len()];
        let mut weight = Sum::default();
        let mut follow_ups: Vec<f64> = Vec::new();
        let (mut longest, mut first_entry, mut last_exit) = (0.0f64, f64::INFINITY, 0.0f64);
        let mut entry = 0.0;
        let mut before: Option<Row> = None;
        for (place, row) in rows.iter().enumerate() {
            let length = row.stop - row.start;
            let same = before.filter(|before| before.person == row.person);
            match follow_ups.last_mut().filter(|_| same.is_some()) {
                Some(follow_up) => *follow_up += length,
                None => {
                    follow_ups.push(length);
                    weight.add(attributes.weight(place, row.person));
                    entry = row.start;
                }
            }
            first_entry = first_entry.min(row.start);
            last_exit = last_exit.max(row.stop);
            longest = longest.max(row.stop - entry);
            if row.moves() {
                *counts.entry((row.origin, row.target)).or_insert(0) += 1;
                if let Some(reason) = &attributes.reason {
                    let code = reason.codes.get(place).copied().unwrap_or(Labels::MISSING);
                    *reasons.entry((row.origin, row.target, code)).or_insert(0) += 1;
                }
            }
            if let Some(state) = states.get_mut(usize::from(row.origin)) {
                state.time.add(length);
                // A row that goes on with the stay of the one before: that did not end there.
                if same.is_some_and(|before| row.continues(&before) && !before.moves()) {
                    state.censored -= 1;
                } else {
                    state.at_risk += 1;
                }
                state.censored += u64::from(!row.moves());
                state.persons += u64::from(state.last != row.person + 1);
                state.last = row.person + 1;
            }
            before = Some(row);
        }
        let time_in_state: Vec<f64> = states.iter().map(|state| state.time.value()).collect();
        let name = |state: u16| self.space().name(usize::from(state)).to_owned();
        let reason_name = |code: u32| {
            let names = attributes.reason.as_ref().map(|reason| &reason.names);
            names.and_then(|names| names.get(code as usize)).cloned()
        };
        Summary {
            persons: self.persons().len() as u64,
            followed: follow_ups.len() as u64,
            clusters: attributes.cluster.as_ref().map(|cluster| cluster.names.len() as u64),
            weight: self.is_weighted().then(|| weight.value()),
            intervals: rows.len() as u64,
            transitions: counts.values().sum(),
            person_time: time_in_state.iter().sum(),
            unit: self.unit(),
            first_entry: if rows.len() == 0 { 0.0 } else { first_entry },
            last_exit,
            longest_follow_up: longest,
            median_follow_up: median(follow_ups),
            states: self.space().names().map(str::to_owned).collect(),
            time_in_state,
            persons_in_state: states.iter().map(|state| state.persons).collect(),
            at_risk: states.iter().map(|state| state.at_risk).collect(),
            censored: states.iter().map(|state| state.censored).collect(),
            counts: counts
                .into_iter()
                .map(|((origin, target), events)| (name(origin), name(target), events))
                .collect(),
            reasons: reasons
                .into_iter()
                .map(|((origin, target, code), events)| {
                    (name(origin), name(target), reason_name(code), events)
                })
                .collect(),
        }
    }
}

fn median(mut values: Vec<f64>) -> Option<f64> {
    values.sort_unstable_by(f64::total_cmp);
    quantile(&values, 0.5)
}

impl fmt::Display for Summary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let unit = match self.unit {
            Some(unit) => format!("person-{}", unit.name()),
            None => "units of person-time".to_owned(),
        };
        write!(
            f,
            "{} persons, {} transitions, {} states, {} {unit}",
            grouped(self.persons as f64),
            grouped(self.transitions as f64),
            self.states.len(),
            grouped(self.person_time)
        )
    }
}

/// A number without decimals, its digits in groups of three set apart by spaces.
fn grouped(number: f64) -> String {
    let digits = format!("{number:.0}");
    let mut grouped = String::with_capacity(digits.len() * 4 / 3);
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            grouped.push('\u{a0}');
        }
        grouped.push(digit);
    }
    grouped
}
