//! Exits: who leaves a state, for what and why, and how fast.

use crate::order;
use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::interval::Intervals;
use super::options::IntervalScale;
use crate::document::described;
use crate::transition::history::{Covariate, Histories, Values};
use crate::{Code, Error, Labels, Place, Problems};

const CALL: &str = "exits";

/// Options of [`Histories::exits`].
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct ExitsOptions {
    /// The state that is left. Left out, every state.
    pub origin: Option<String>,
    /// A covariate whose values are groups. It may change within a person, as what they say
    /// that they intend does: an exit counts where the person is when it happens, time where
    /// they are while it passes. Default none.
    pub by: Option<String>,
    /// The level of the intervals, between 0 and 1. Default 0.95.
    pub level: f64,
}

described! { ExitsOptions = "exits-options" }

impl Default for ExitsOptions {
    fn default() -> ExitsOptions {
        ExitsOptions { origin: None, by: None, level: 0.95 }
    }
}

/// Exits of one kind.
#[derive(Clone, Debug, PartialEq)]
pub struct Exit {
    /// The group, where there is `by`; `None` for those of whom its value is missing.
    pub group: Option<String>,
    /// The state that is left.
    pub origin: String,
    /// The state that is entered.
    pub target: String,
    /// The coded reason, where one is said.
    pub reason: Option<String>,
    /// Whether the state that is entered is an advancement, by its flag.
    pub advancement: bool,
    /// How many exits; with weights, what those who leave weigh.
    pub events: f64,
    /// The time that the group spends in the origin.
    pub person_time: f64,
    /// Exits for each unit of time in the origin.
    pub rate: f64,
    /// Its standard error, if exits are Poisson and weights are numbers of persons.
    pub std_err: f64,
    /// The lower bound of its interval, on the logarithmic scale; `None` where there are no exits.
    pub lower: Option<f64>,
    /// The upper bound.
    pub upper: Option<f64>,
}

/// Exits by group, state, reason and origin.
#[derive(Clone, Debug, PartialEq)]
pub struct Exits {
    grouped: bool,
    /// The exits, in order of group, origin, target and reason.
    pub rows: Vec<Exit>,
}

impl Histories {
    /// Who leaves a state, for which other one and for what coded reason, with rates for each
    /// unit of time spent in it. Exits into states that are an advancement are marked. With `by`
    /// a covariate that says what persons intend, intention stands apart from leaving: exits and
    /// rates of those who say that they will leave, and of those who do not.
    ///
    /// Each kind of exit that happens has a row for each group that spends time in its origin,
    /// also where it does not happen in that group.
    ///
    /// # Errors
    /// [`Code::Argument`] where an option is out of its range or names something that is not
    /// there.
    pub fn exits(&self, options: &ExitsOptions) -> Result<Exits, Error> {
        let ExitsOptions { origin, by, level } = options;
        let mut problems = Problems::new();
        if !(*level > 0.0 && *level < 1.0) {
            problems.push(Place::argument("level"), level.to_string(), "a number between 0 and 1");
        }
        let index = origin.as_ref().and_then(|name| self.space().index(name));
        if let (Some(name), None) = (origin, index) {
            let expected = format!("one of {}", self.space().listed());
            problems.push(Place::argument("origin"), format!("`{name}`"), expected);
        }
        let by = by.as_ref().map(|by| self.covariate(CALL, "by", by)).transpose();
        if let Err(error) = &by {
            error.problems().iter().for_each(|problem| problems.add(|| problem.clone()));
        }
        problems.finish(Code::Argument, CALL)?;
        let by = by?;
        let groups = by.map(|by| self.groups_of_rows(by)).unwrap_or_default();
        let attributes = self.attributes();
        let mut time: BTreeMap<(u16, u32), f64> = BTreeMap::new();
        let mut kinds: BTreeMap<(u16, u16, u32), BTreeMap<u32, f64>> = BTreeMap::new();
        for (place, row) in self.rows().iter().enumerate() {
            if index.is_some_and(|index| usize::from(row.origin) != index) {
                continue;
            }
            let weight = attributes.weight(place, row.person);
            let group = groups.codes().get(place).copied().unwrap_or(Labels::MISSING);
            *time.entry((row.origin, group)).or_insert(0.0) += weight * (row.stop - row.start);
            if row.moves() {
                let reason = attributes.reason.as_ref().and_then(|all| all.codes.get(place));
                let reason = reason.copied().unwrap_or(Labels::MISSING);
                let kind = kinds.entry((row.origin, row.target, reason)).or_default();
                *kind.entry(group).or_insert(0.0) += weight;
            }
        }
        let intervals = Intervals::new(IntervalScale::Log, *level);
        let mut rows = Vec::new();
        for ((origin, target, reason), events) in kinds {
            let target = usize::from(target);
            let reasons = attributes.reason.as_ref();
            for (&(_, group), &person_time) in time.range((origin, 0)..=(origin, u32::MAX)) {
                let events = events.get(&group).copied().unwrap_or(0.0);
                let rate = events / person_time;
                let value = intervals.hazard(rate, rate / person_time);
                let known = |bound: f64| (!bound.is_nan()).then_some(bound);
                rows.push(Exit {
                    group: groups.names().get(group as usize).cloned(),
                    origin: self.space().name(usize::from(origin)).to_owned(),
                    target: self.space().name(target).to_owned(),
                    reason: reasons.and_then(|all| all.names.get(reason as usize).cloned()),
                    advancement: self.space().states().get(target).is_some_and(|s| s.advancement),
                    events,
                    person_time,
                    rate,
                    std_err: value.std_err,
                    lower: known(value.lower),
                    upper: known(value.upper),
                });
            }
        }
        order::sort(&mut rows, &|one, other| one.group.cmp(&other.group));
        Ok(Exits { grouped: by.is_some(), rows })
    }

    /// The group of each row by a covariate, which may change within a person.
    fn groups_of_rows(&self, by: &Covariate) -> Labels {
        let rows = || self.rows().person.iter().enumerate();
        match &by.values {
            Values::Numbers(numbers) => {
                let number = |(place, &person)| numbers.get(place, person).filter(|n| !n.is_nan());
                let digits: Vec<Option<String>> =
                    rows().map(|row| number(row).map(|number| number.to_string())).collect();
                Labels::from_names(digits.iter().map(Option::as_deref))
            }
            Values::Categories { codes, names } => {
                let name = |(place, &person): (usize, &u32)| {
                    names.get(codes.get(place, person)? as usize).map(String::as_str)
                };
                Labels::from_names(rows().map(name))
            }
        }
    }
}

impl Exits {
    /// The exits as a table: `group` (where there is `by`), `origin`, `target`, `reason`,
    /// `advancement`, `events`, `person_time`, `rate`, `std_err`, `lower`, `upper`.
    ///
    /// # Errors
    /// None but a defect of the library.
    #[cfg(feature = "arrow")]
    pub fn to_table(&self) -> Result<crate::Table, Error> {
        let rows = || self.rows.iter();
        let builder = crate::Table::builder();
        let builder = match self.grouped {
            true => builder.optional_text("group", rows().map(|row| row.group.as_ref())),
            false => builder,
        };
        builder
            .text("origin", rows().map(|row| &row.origin))
            .text("target", rows().map(|row| &row.target))
            .optional_text("reason", rows().map(|row| row.reason.as_ref()))
            .flag("advancement", rows().map(|row| row.advancement))
            .number("events", rows().map(|row| row.events))
            .number("person_time", rows().map(|row| row.person_time))
            .number("rate", rows().map(|row| row.rate))
            .number("std_err", rows().map(|row| row.std_err))
            .optional_number("lower", rows().map(|row| row.lower))
            .optional_number("upper", rows().map(|row| row.upper))
            .finish()
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use super::super::tests::histories;
    use super::*;

    #[test]
    fn counts_every_exit_once_and_refuses_nonsense() {
        let histories = histories(&[
            (1, 0.0, 2.0, 0, Some(1)),
            (1, 2.0, 6.0, 1, Some(0)),
            (1, 6.0, 9.0, 0, Some(1)),
            (2, 0.0, 5.0, 0, Some(2)),
            (3, 1.0, 7.0, 1, None),
        ]);
        let exits = histories.exits(&ExitsOptions::default()).unwrap();
        let found: Vec<_> = exits
            .rows
            .iter()
            .map(|row| (row.origin.as_str(), row.target.as_str(), row.events, row.person_time))
            .collect();
        let expected = [("a", "b", 2.0, 10.0), ("a", "c", 1.0, 10.0), ("b", "a", 1.0, 10.0)];
        assert_eq!(found, expected);
        let origin = Some("c".to_owned());
        let none = histories.exits(&ExitsOptions { origin, ..ExitsOptions::default() }).unwrap();
        assert!(none.rows.is_empty());
        for level in [0.0, 1.0, f64::NAN] {
            let refused = histories.exits(&ExitsOptions { level, ..ExitsOptions::default() });
            assert_eq!(refused.unwrap_err().code(), Code::Argument);
        }
        let unknown = Some("intends".to_owned());
        let options = ExitsOptions { origin: unknown.clone(), by: unknown, level: 2.0 };
        let error = histories.exits(&options).unwrap_err();
        assert_eq!((error.code(), error.problems().len()), (Code::Argument, 3));
    }
}
