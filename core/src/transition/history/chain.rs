//! The rules that rows of one person must keep among themselves and towards the state space.

use std::collections::HashMap;

use super::columns::Gaps;
use super::covariate;
use crate::transition::state_space::StateSpace;
use crate::{Code, Error, Labels, Place, Problem, Problems};

/// The checks that all readers share, and what they find.
pub(crate) struct Checks<'a> {
    pub(crate) space: StateSpace,
    pub(crate) person: &'a Labels,
    pub(crate) problems: Problems,
}

impl<'a> Checks<'a> {
    /// Checks against `space`, or the open space of the states in the data.
    pub(crate) fn new<'s>(
        person: &'a Labels,
        space: Option<&StateSpace>,
        names: impl IntoIterator<Item = &'s str>,
    ) -> Result<Checks<'a>, Error> {
        let space = match space {
            Some(space) => space.clone(),
            None => StateSpace::open(names)?,
        };
        Ok(Checks { space, person, problems: Problems::new() })
    }

    /// The number in the space of each label's state. Labels that are no state are problems
    /// in each row where they occur, and have the number [`UNKNOWN`].
    pub(crate) fn states(&mut self, labels: &Labels, column: &str) -> Vec<u16> {
        let index: HashMap<&str, usize> =
            self.space.names().enumerate().map(|(i, name)| (name, i)).collect();
        let numbers: Vec<u16> = labels
            .names()
            .iter()
            .map(|name| index.get(name.as_str()).map_or(UNKNOWN, |&i| i as u16))
            .collect();
        if numbers.contains(&UNKNOWN) {
            let listed = self.space.listed();
            for (row, &code) in labels.codes().iter().enumerate() {
                if code != Labels::MISSING && numbers.get(code as usize) == Some(&UNKNOWN) {
                    self.problems.add(|| {
                        let name = labels.name(row).unwrap_or_default();
                        let found = format!("the state `{name}`, which the space does not have");
                        Problem::new(Place::cell(row, column), found, format!("one of {listed}"))
                    });
                }
            }
        }
        numbers
    }

    /// The number of the state that fills gaps, if one does. It must be one that can be left.
    pub(crate) fn gap_state(&self, gaps: &Gaps) -> Result<Option<u16>, Error> {
        let Some(name) = gaps.state() else { return Ok(None) };
        match self.space.index(name) {
            Some(state) if !self.space.is_absorbing(state) => Ok(Some(state as u16)),
            _ => {
                let expected = format!("a state that can be left, of {}", self.space.listed());
                Err(Error::argument(SUBJECT, "gaps", format!("`{name}`"), expected))
            }
        }
    }

    /// Notes a problem of a row of a person.
    pub(crate) fn problem(
        &mut self,
        (row, column): (usize, &str),
        person: u32,
        found: impl FnOnce(&StateSpace) -> String,
        expected: impl FnOnce(&StateSpace) -> String,
    ) {
        let Checks { space, problems, person: names } = self;
        problems.add(|| {
            let who = covariate::named(names, person);
            let found = format!("{}, for {who}", found(space));
            Problem::new(Place::cell(row, column), found, expected(space))
        });
    }

    /// Notes a transition that the space does not allow, at `(row, column)`.
    pub(crate) fn transition(
        &mut self,
        place: (usize, &str),
        person: u32,
        origin: u16,
        target: u16,
    ) {
        let (origin, target) = (usize::from(origin), usize::from(target));
        if origin == target || self.space.allows(origin, target) {
            return;
        }
        if self.space.is_absorbing(origin) {
            self.problem(
                place,
                person,
                |space| format!("`{}` after `{}`", space.name(target), space.name(origin)),
                |space| format!("nothing after `{}`, which nobody leaves", space.name(origin)),
            );
        } else {
            self.problem(
                place,
                person,
                |space| {
                    format!(
                        "the transition from `{}` to `{}`",
                        space.name(origin),
                        space.name(target)
                    )
                },
                |_| "a transition that the state space allows".to_owned(),
            );
        }
    }

    /// Notes every time that is not a finite number of 0 or more. Gives whether all are.
    pub(crate) fn times(&mut self, times: &[f64], column: &str) -> bool {
        let mut sound = true;
        for (row, &time) in times.iter().enumerate() {
            if !(0.0..f64::INFINITY).contains(&time) {
                sound = false;
                let person = self.person.codes().get(row).copied().unwrap_or(Labels::MISSING);
                let found = move |_: &StateSpace| match time {
                    time if time < 0.0 => format!("time {time}, before time 0"),
                    time => format!("time {time}"),
                };
                self.problem((row, column), person, found, |_| {
                    "a finite number of 0 or more".to_owned()
                });
            }
        }
        sound
    }

    /// Notes every row without a person.
    pub(crate) fn persons(&mut self, column: &str) {
        for (row, &code) in self.person.codes().iter().enumerate() {
            if code == Labels::MISSING {
                let place = Place::cell(row, column);
                self.problems.add(|| Problem::new(place, "null", "the person"));
            }
        }
    }

    /// Notes columns whose lengths differ from that of the persons.
    pub(crate) fn lengths(&mut self, columns: &[(&str, usize)]) {
        for &(column, rows) in columns {
            if rows != self.person.len() {
                let expected = format!("{}, as there are persons", self.person.len());
                self.problems.push(Place::column(column), format!("{rows} rows"), expected);
            }
        }
    }

    /// The error of everything noted so far, if anything was.
    pub(crate) fn so_far(&mut self) -> Result<(), Error> {
        std::mem::take(&mut self.problems).finish(Code::Histories, SUBJECT)
    }
}

/// The number of a label that is no state of the space.
pub(crate) const UNKNOWN: u16 = u16::MAX - 1;

pub(crate) const SUBJECT: &str = "histories";

/// The error of a table without rows.
pub(crate) fn empty() -> Error {
    Error::one(Code::Empty, SUBJECT, Place::Whole, "no rows", "at least one row")
}
