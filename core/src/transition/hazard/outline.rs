//! What must be known of all rows before those of any part become columns of numbers.

use super::coding;
use super::design::{Wanted, happening};
use super::term::Transition;
use crate::order;
use crate::transition::bytes::{Reader, Writer};
use crate::transition::history::{Covariate, Histories};
use crate::transition::state_space::StateSpace;
use crate::transition::time::TimeUnit;
use crate::{Code, Error, Place};

/// The states, transitions and categories that occur in histories or in any part of them.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Outline {
    pub(crate) space: StateSpace,
    pub(crate) unit: Option<TimeUnit>,
    /// The transitions that happen, in order.
    pub(crate) happen: Vec<Transition>,
    /// Of each covariate that is asked for the categories in order; `None` where it is numbers.
    pub(crate) levels: Vec<Option<Vec<String>>>,
    pub(crate) weighted: bool,
    pub(crate) clustered: bool,
    /// The last time at which anybody is followed.
    pub(crate) last_exit: f64,
}

impl Outline {
    pub(crate) fn of(histories: &Histories, wanted: &Wanted<'_>) -> Outline {
        let levels = wanted.covariates.iter().map(|term| {
            let chosen = term.chosen();
            // A name that is none has nothing: the design says so.
            let covariate = histories.covariate(wanted.call, "covariates", &chosen.covariate);
            covariate.map_or(None, |covariate: &Covariate| coding::levels(covariate, &chosen))
        });
        let attributes = histories.attributes();
        Outline {
            space: histories.space().clone(),
            unit: histories.unit(),
            happen: happening(histories).into_keys().collect(),
            levels: levels.collect(),
            weighted: attributes.weight.is_some(),
            clustered: attributes.cluster.is_some(),
            last_exit: histories.rows().stop.iter().fold(0.0, |last, &stop| stop.max(last)),
        }
    }

    /// The outline of two parts together.
    pub(crate) fn united(&self, other: &Outline, wanted: &Wanted<'_>) -> Result<Outline, Error> {
        const PARTS: &str = "parts";
        let refused = |found: String, expected: String| {
            Err(Error::argument(wanted.call, PARTS, found, expected))
        };
        if self.unit != other.unit {
            let unit = |unit: Option<TimeUnit>| match unit {
                Some(unit) => format!("time in {}", unit.name()),
                None => "time in no said unit".to_owned(),
            };
            return refused(unit(other.unit), unit(self.unit));
        }
        let space = self.space.united(&other.space, wanted.call, PARTS)?;
        let mut happen = Vec::new();
        for outline in [self, other] {
            let number = |state: u16| {
                // Every state of a part is one of the whole.
                space.index(outline.space.name(usize::from(state))).unwrap_or(0) as u16
            };
            happen.extend(
                outline.happen.iter().map(|&(origin, target)| (number(origin), number(target))),
            );
        }
        order::sort(&mut happen, &Ord::cmp);
        happen.dedup();
        let mut levels = Vec::new();
        for ((own, others), term) in self.levels.iter().zip(&other.levels).zip(wanted.covariates) {
            levels.push(match (own, others) {
                (None, None) => None,
                (Some(own), Some(others)) => {
                    let mut both: Vec<String> = own.iter().chain(others).cloned().collect();
                    order::sort(&mut both, &Ord::cmp);
                    both.dedup();
                    Some(both)
                }
                _ => {
                    let name = term.chosen().covariate;
                    let found =
                        format!("`{name}`, which is numbers in one part, categories in another");
                    return refused(found, "the same in all parts".to_owned());
                }
            });
        }
        Ok(Outline {
            space,
            unit: self.unit,
            happen,
            levels,
            weighted: self.weighted || other.weighted,
            clustered: self.clustered || other.clustered,
            last_exit: self.last_exit.max(other.last_exit),
        })
    }

    pub(crate) fn write(&self, writer: &mut Writer) {
        writer.text(&self.space.to_json());
        writer.text(self.unit.map_or("", TimeUnit::name));
        let flags = [self.weighted, self.clustered].map(usize::from);
        flags.into_iter().for_each(|flag| writer.count(flag));
        writer.numbers(&[self.last_exit]);
        writer.count(self.happen.len());
        for &(origin, target) in &self.happen {
            writer.count(usize::from(origin));
            writer.count(usize::from(target));
        }
        writer.count(self.levels.len());
        for levels in &self.levels {
            writer.count(usize::from(levels.is_some()));
            writer.texts(levels.as_deref().unwrap_or_default());
        }
    }

    /// Reads an outline, which is not trusted.
    pub(crate) fn read(reader: &mut Reader<'_>, wanted: &Wanted<'_>) -> Result<Outline, Error> {
        const WHAT: &str = "an outline";
        let space = StateSpace::from_json(reader.text(WHAT)?)?;
        let unit = match reader.text(WHAT)? {
            "" => None,
            name => match TimeUnit::ALL.into_iter().find(|unit| unit.name() == name) {
                None => return Err(reader.refused(format!("time in {name}"), "a unit of time")),
                known => known,
            },
        };
        let (weighted, clustered) = (reader.count(WHAT)? > 0, reader.count(WHAT)? > 0);
        let last_exit = reader.column(1, f64::from_le_bytes)?.into_iter().sum();
        let mut happen = Vec::new();
        for _ in 0..reader.length(16, WHAT)? {
            let state = |state: u64| u16::try_from(state).unwrap_or(u16::MAX);
            happen.push((state(reader.count(WHAT)?), state(reader.count(WHAT)?)));
        }
        let mut levels = Vec::new();
        for _ in 0..reader.length(16, WHAT)? {
            let categories = reader.count(WHAT)? > 0;
            let own = reader.texts(WHAT)?;
            levels.push(categories.then_some(own));
        }
        let outline = Outline { space, unit, happen, levels, weighted, clustered, last_exit };
        outline.check(wanted)?;
        Ok(outline)
    }

    fn check(&self, wanted: &Wanted<'_>) -> Result<(), Error> {
        let states = self.space.len();
        let known = |&(origin, target): &Transition| {
            self.space.allows(usize::from(origin), usize::from(target))
        };
        if states == 0
            || self.levels.len() != wanted.covariates.len()
            || !self.happen.iter().all(known)
            || !self.last_exit.is_finite()
        {
            let (found, expected) = ("another outline", "that of the model's covariates");
            return Err(Error::one(Code::Document, wanted.call, Place::Whole, found, expected));
        }
        Ok(())
    }
}
