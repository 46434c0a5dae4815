//! [`Histories`] and what they say of themselves.

use std::fmt;
use std::sync::Arc;

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
}

impl fmt::Display for Histories {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.describe().fmt(f)
    }
}
