//! [`Histories`] and what they say of themselves.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use serde::Serialize;

use super::attributes::{Attributes, Groups};
use super::covariate::Covariate;
use super::rows::Rows;
use crate::transition::state_space::StateSpace;
use crate::transition::time::TimeUnit;
use crate::{Error, Labels, Warning};

/// Who was in which state from when to when, with exact times: checked, and ready to be
/// counted.
///
/// A person is at risk of a transition on `(start, stop]`: after entering a state, up to and
/// including the moment of leaving it. So a person who enters a state at time 12 is not at
/// risk of a transition out of it at 12, and one whose observation ends at 12 still is.
///
/// Cloning is cheap: clones share the rows.
#[derive(Clone, Debug, PartialEq)]
pub struct Histories(Arc<Inner>);

#[derive(Debug, PartialEq)]
struct Inner {
    space: StateSpace,
    unit: Option<TimeUnit>,
    persons: Vec<String>,
    rows: Rows,
    attributes: Attributes,
    warnings: Vec<Warning>,
}

impl Histories {
    pub(crate) fn new(
        space: StateSpace,
        unit: Option<TimeUnit>,
        person: Labels,
        rows: Rows,
        attributes: Attributes,
        mut warnings: Vec<Warning>,
    ) -> Histories {
        let persons = person.into_parts().1;
        let mut followed = 0;
        let mut last = None;
        for &person in &rows.person {
            if last != Some(person) {
                followed += 1;
                last = Some(person);
            }
        }
        if followed < persons.len() {
            warnings.push(Warning::new(
                "no-follow-up",
                format!(
                    "{} of {} persons are followed for no time at all and count in no risk set.",
                    persons.len() - followed,
                    persons.len()
                ),
            ));
        }
        Histories(Arc::new(Inner { space, unit, persons, rows, attributes, warnings }))
    }

    /// Part of histories, in another space.
    pub(crate) fn part(
        whole: &Histories,
        space: StateSpace,
        persons: Vec<String>,
        rows: Rows,
        attributes: Attributes,
    ) -> Histories {
        let warnings = Vec::new();
        Histories(Arc::new(Inner {
            space,
            unit: whole.unit(),
            persons,
            rows,
            attributes,
            warnings,
        }))
    }

    /// The states and the transitions that can happen between them.
    #[must_use]
    pub fn space(&self) -> &StateSpace {
        &self.0.space
    }

    /// The unit of time, where it was said.
    #[must_use]
    pub fn unit(&self) -> Option<TimeUnit> {
        self.0.unit
    }

    /// The names of the persons, in order of first appearance.
    #[must_use]
    pub fn persons(&self) -> &[String] {
        &self.0.persons
    }

    /// The names of the covariates that were read, for `by`.
    pub fn covariates(&self) -> impl Iterator<Item = &str> {
        self.0.attributes.covariates.iter().map(|covariate| covariate.name.as_str())
    }

    /// Cautions about the records.
    #[must_use]
    pub fn warnings(&self) -> &[Warning] {
        &self.0.warnings
    }

    pub(crate) fn rows(&self) -> &Rows {
        &self.0.rows
    }

    pub(crate) fn attributes(&self) -> &Attributes {
        &self.0.attributes
    }

    /// Whether rows stand for other numbers of persons than one.
    #[must_use]
    pub fn is_weighted(&self) -> bool {
        self.0.attributes.weight.is_some()
    }

    /// The persons in groups by a covariate, which `argument` of `call` names.
    pub(crate) fn groups(&self, call: &str, argument: &str, name: &str) -> Result<Groups, Error> {
        self.covariate(call, argument, name)?.groups(call, argument)
    }

    pub(crate) fn covariate(
        &self,
        call: &str,
        argument: &str,
        name: &str,
    ) -> Result<&Covariate, Error> {
        let covariates = &self.0.attributes.covariates;
        covariates.iter().find(|covariate| covariate.name == name).ok_or_else(|| {
            let known: Vec<String> = self.covariates().map(|name| format!("`{name}`")).collect();
            let expected = match known.as_slice() {
                [] => "nothing: the histories were read without `covariates`".to_owned(),
                _ => format!("one of the covariates that were read: {}", known.join(", ")),
            };
            Error::argument(call, argument, format!("`{name}`"), expected)
        })
    }

    /// Who and how much: the counts that every report on histories starts with.
    #[must_use]
    pub fn describe(&self) -> Summary {
        let rows = self.rows();
        let mut counts: BTreeMap<(u16, u16), u64> = BTreeMap::new();
        let mut time_in = vec![0.0; self.space().len()];
        // Compensated (Neumaier) summation: millions of terms.
        let mut lost = vec![0.0; self.space().len()];
        let (mut longest, mut first_entry, mut last_exit) = (0.0f64, f64::INFINITY, 0.0f64);
        let mut person_span: Option<(u32, f64)> = None;
        for row in rows.iter() {
            if row.moves() {
                *counts.entry((row.origin, row.target)).or_insert(0) += 1;
            }
            let state = usize::from(row.origin);
            if let (Some(sum), Some(lost)) = (time_in.get_mut(state), lost.get_mut(state)) {
                let term = row.stop - row.start;
                let total = *sum + term;
                *lost += if *sum >= term { (*sum - total) + term } else { (term - total) + *sum };
                *sum = total;
            }
            first_entry = first_entry.min(row.start);
            last_exit = last_exit.max(row.stop);
            let entry = match person_span {
                Some((person, entry)) if person == row.person => entry,
                _ => {
                    person_span = Some((row.person, row.start));
                    row.start
                }
            };
            longest = longest.max(row.stop - entry);
        }
        let time_in: Vec<f64> = time_in.iter().zip(&lost).map(|(sum, lost)| sum + lost).collect();
        let name = |state: u16| self.space().name(usize::from(state)).to_owned();
        Summary {
            persons: self.persons().len() as u64,
            intervals: rows.len() as u64,
            transitions: counts.values().sum(),
            person_time: time_in.iter().sum(),
            unit: self.unit(),
            first_entry: if rows.len() == 0 { 0.0 } else { first_entry },
            last_exit,
            longest_follow_up: longest,
            states: self.space().names().map(str::to_owned).collect(),
            time_in_state: time_in,
            counts: counts
                .into_iter()
                .map(|((origin, target), events)| (name(origin), name(target), events))
                .collect(),
        }
    }
}

impl fmt::Display for Histories {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.describe().fmt(f)
    }
}

/// What [`Histories::describe`] counts.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Summary {
    /// Persons in the table, followed or not.
    pub persons: u64,
    /// Stays in a state, each with a start and a stop.
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
    /// The states, in the order of the space.
    pub states: Vec<String>,
    /// The time spent in each state by all persons together.
    pub time_in_state: Vec<f64>,
    /// Each transition that happened: origin, target, how often.
    pub counts: Vec<(String, String, u64)>,
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
