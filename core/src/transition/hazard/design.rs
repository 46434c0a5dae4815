//! The design of a regression of hazards: which coefficients there are, and the rows and columns
//! of each transition.

use crate::order;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use super::coding::{self, Coded};
use super::episodes::{DesignColumn, Episodes};
use super::outline::Outline;
use super::term::{self, Clock, Names, Term, Transition};
use crate::transition::history::{Histories, Row, Values};
use crate::{Code, Error, Labels, Place, Problems};

/// What a model is asked for, whatever the model.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Wanted<'o> {
    pub(crate) call: &'static str,
    pub(crate) transitions: Option<&'o Names>,
    pub(crate) covariates: &'o [Term],
    pub(crate) strata: &'o [String],
    pub(crate) offset: Option<&'o str>,
    pub(crate) weighted: bool,
    pub(crate) clock: Clock,
}

/// A coefficient of the model.
#[derive(Clone, Debug)]
pub(crate) struct Coefficient {
    /// The covariate, or `covariate=category`.
    pub(crate) name: String,
    pub(crate) covariate: String,
    /// The place of the covariate among those that are asked for.
    pub(crate) term: usize,
    /// The column of the design.
    pub(crate) column: usize,
    /// The transitions that have it, by their place in the design.
    pub(crate) transitions: Vec<usize>,
}

/// The design of a regression of hazards.
pub(crate) struct Design<'a> {
    pub(crate) histories: &'a Histories,
    pub(crate) outline: Arc<Outline>,
    /// The transitions that are modelled, by the states of the outline.
    pub(crate) transitions: Vec<Transition>,
    pub(crate) columns: Vec<Coded<'a>>,
    pub(crate) coefficients: Vec<Coefficient>,
    offset: Option<Coded<'a>>,
    strata: Vec<Strata<'a>>,
    weighted: bool,
    clock: Clock,
}

/// A covariate whose values have hazards of their own.
struct Strata<'a> {
    name: &'a str,
    codes: std::borrow::Cow<'a, [u32]>,
    names: std::borrow::Cow<'a, [String]>,
    by_person: bool,
}

/// What stands between the values that make up the name of a stratum: in no value that is text.
pub(crate) const JOINT: &str = "\u{1f}";

/// The rows of a transition, with the names of their strata.
pub(crate) struct Rows {
    pub(crate) episodes: Episodes,
    /// Empty where there are no strata.
    pub(crate) strata: Vec<String>,
    /// Rows left out, because a covariate is missing.
    pub(crate) missing: usize,
}

impl<'a> Design<'a> {
    /// # Errors
    /// [`Code::Argument`] with everything that names nothing.
    pub(crate) fn new(histories: &'a Histories, wanted: &Wanted<'_>) -> Result<Design<'a>, Error> {
        Design::of(histories, wanted, Arc::new(Outline::of(histories, wanted)))
    }

    /// The design of histories that are part of those that have the outline.
    pub(crate) fn of(
        histories: &'a Histories,
        wanted: &Wanted<'_>,
        outline: Arc<Outline>,
    ) -> Result<Design<'a>, Error> {
        let space = &outline.space;
        let happen = &outline.happen;
        let mut problems = Problems::new();
        let transitions = match wanted.transitions {
            Some(names) => term::transitions(names, space, "transitions", &mut problems),
            None => happen.clone(),
        };
        let mut columns = Vec::new();
        let mut coefficients: Vec<Coefficient> = Vec::new();
        let asked = wanted.covariates.iter().zip(&outline.levels).enumerate();
        for (place, (term, levels)) in asked {
            let chosen = term.chosen();
            let covariate = match histories.covariate(wanted.call, "covariates", &chosen.covariate)
            {
                Ok(covariate) => covariate,
                Err(error) => {
                    for problem in error.problems() {
                        problems.add(|| problem.clone());
                    }
                    continue;
                }
            };
            let acts_on: Vec<usize> = match &chosen.transitions {
                None => (0..transitions.len()).collect(),
                Some(names) => {
                    let named = term::transitions(names, space, "covariates", &mut problems);
                    let place = |one: &Transition| transitions.iter().position(|two| one == two);
                    for one in named.iter().filter(|one| place(one).is_none()) {
                        let found = format!(
                            "`{}` on `{}`, which is not modelled",
                            chosen.covariate,
                            term::name_of(space, *one)
                        );
                        problems.push(Place::argument("covariates"), found, "one of `transitions`");
                    }
                    named.iter().filter_map(place).collect()
                }
            };
            for coded in coding::code(covariate, &chosen, levels.as_deref(), &mut problems) {
                let add = |transitions: Vec<usize>| Coefficient {
                    name: coded.name.clone(),
                    covariate: chosen.covariate.clone(),
                    term: place,
                    column: columns.len(),
                    transitions,
                };
                let twice = coefficients.iter().any(|before| {
                    before.name == coded.name
                        && before.transitions.iter().any(|place| acts_on.contains(place))
                });
                if twice {
                    let found = format!("`{}` twice for one transition", coded.name);
                    problems.push(Place::argument("covariates"), found, "each covariate once");
                }
                if chosen.shared {
                    coefficients.push(add(acts_on.clone()));
                } else {
                    coefficients.extend(acts_on.iter().map(|&place| add(vec![place])));
                }
                columns.push(coded);
            }
        }
        let mut find = |argument: &'static str, name: &str| {
            histories.covariate(wanted.call, argument, name).map_err(|error| {
                for problem in error.problems() {
                    problems.add(|| problem.clone());
                }
            })
        };
        let strata = wanted.strata.iter().filter_map(|name| find("strata", name).ok());
        let strata: Vec<Strata<'a>> = strata
            .map(|covariate| {
                let (codes, names, by_person) = coding::categories(&covariate.values);
                Strata { name: &covariate.name, codes, names, by_person }
            })
            .collect();
        let offset = wanted.offset.and_then(|name| find("offset", name).ok());
        let offset = offset.and_then(|covariate| {
            if matches!(covariate.values, Values::Categories { .. }) {
                let found = format!("`{}`, which is categories", covariate.name);
                problems.push(Place::argument("offset"), found, "a covariate of numbers");
                return None;
            }
            let chosen = Term::from(covariate.name.as_str()).chosen();
            coding::code(covariate, &chosen, None, &mut problems).pop()
        });
        problems.finish(Code::Argument, wanted.call)?;
        for &transition in &transitions {
            if !happen.contains(&transition) {
                return Err(Error::one(
                    Code::Empty,
                    wanted.call,
                    Place::argument("transitions"),
                    format!("`{}`, which never happens", term::name_of(space, transition)),
                    "a transition that happens",
                ));
            }
        }
        if transitions.is_empty() {
            let expected = "histories with at least one transition";
            let found = "no transition";
            return Err(Error::one(Code::Empty, wanted.call, Place::Whole, found, expected));
        }
        // Transition by transition, as a table is read.
        order::sort(&mut coefficients, &|one, other| {
            one.transitions.first().cmp(&other.transitions.first())
        });
        Ok(Design {
            histories,
            outline,
            transitions,
            columns,
            coefficients,
            offset,
            strata,
            weighted: wanted.weighted,
            clock: wanted.clock,
        })
    }

    /// The name of a transition of the design.
    pub(crate) fn transition_name(&self, place: usize) -> String {
        term::name_of(&self.outline.space, self.transitions[place])
    }

    /// The names of the transitions of a coefficient.
    pub(crate) fn transitions_of(&self, coefficient: usize) -> String {
        let places = self.coefficients[coefficient].transitions.iter();
        let names: Vec<String> = places.map(|&place| self.transition_name(place)).collect();
        names.join(", ")
    }

    /// The coefficients of a transition.
    pub(crate) fn coefficients_of(&self, place: usize) -> Vec<usize> {
        let all = 0..self.coefficients.len();
        all.filter(|&one| self.coefficients[one].transitions.contains(&place)).collect()
    }

    /// The columns of a transition, each with its scale and the number of its coefficient.
    pub(crate) fn columns_of(&self, place: usize) -> Vec<(&DesignColumn<'a>, f64, usize)> {
        let own = self.coefficients_of(place).into_iter().map(|coefficient| {
            let coded = &self.columns[self.coefficients[coefficient].column];
            (&coded.column, coded.scale, coefficient)
        });
        own.collect()
    }

    /// The covariates whose values are strata.
    pub(crate) fn strata_names(&self) -> impl Iterator<Item = &str> {
        self.strata.iter().map(|strata| strata.name)
    }

    /// The covariate that is the offset.
    pub(crate) fn offset_name(&self) -> Option<&str> {
        self.offset.as_ref().map(|offset| offset.name.as_str())
    }

    /// The transitions in groups that share no coefficient with each other.
    pub(crate) fn separate(&self) -> Vec<Vec<usize>> {
        let mut group: Vec<usize> = (0..self.transitions.len()).collect();
        for coefficient in &self.coefficients {
            let groups: Vec<usize> =
                coefficient.transitions.iter().map(|&place| group[place]).collect();
            let Some(&least) = groups.iter().min() else { continue };
            for own in &mut group {
                if groups.contains(own) {
                    *own = least;
                }
            }
        }
        let mut separate: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for (place, &group) in group.iter().enumerate() {
            separate.entry(group).or_default().push(place);
        }
        separate.into_values().collect()
    }

    /// The rows at risk of a transition, without those of which a covariate is missing.
    pub(crate) fn rows(&self, place: usize) -> Rows {
        // A part may not have the state at all.
        let own = |state: u16| {
            let name = self.outline.space.name(usize::from(state));
            self.histories.space().index(name).map(|state| state as u16)
        };
        let (origin, target) = self.transitions[place];
        let (origin, target) = (own(origin), own(target));
        let used: Vec<&Coded<'_>> = self
            .coefficients
            .iter()
            .filter(|one| one.transitions.contains(&place))
            .map(|one| &self.columns[one.column])
            .chain(&self.offset)
            .filter(|coded| coded.has_missing)
            .collect();
        let mut episodes = Episodes::default();
        let mut codes: HashMap<Vec<u32>, u32> = HashMap::new();
        let mut missing = 0;
        let mut entered = 0.0;
        let mut before: Option<Row> = None;
        let attributes = self.histories.attributes();
        let mut key = Vec::with_capacity(self.strata.len());
        for (number, row) in self.histories.rows().iter().enumerate() {
            let goes_on = before.is_some_and(|before| row.continues(&before) && !before.moves());
            if !goes_on {
                entered = row.start;
            }
            before = Some(row);
            if Some(row.origin) != origin {
                continue;
            }
            let at = |by_person: bool| if by_person { row.person as usize } else { number };
            key.clear();
            key.extend(self.strata.iter().map(|strata| strata.codes[at(strata.by_person)]));
            let nothing =
                used.iter().any(|coded| coded.column.values[at(coded.column.by_person)].is_nan());
            if nothing || key.contains(&Labels::MISSING) {
                missing += 1;
                continue;
            }
            let shift = if self.clock == Clock::Reset { entered } else { 0.0 };
            episodes.source.push(number as u32);
            episodes.person.push(row.person);
            episodes.start.push(row.start - shift);
            episodes.stop.push(row.stop - shift);
            episodes.event.push(Some(row.target) == target);
            if !self.strata.is_empty() {
                let next = codes.len() as u32;
                let code = match codes.get(&key) {
                    Some(&code) => code,
                    None => *codes.entry(key.clone()).or_insert(next),
                };
                episodes.stratum.push(code);
            }
            if self.weighted && attributes.weight.is_some() {
                episodes.weight.push(attributes.weight(number, row.person));
            }
            if let Some(offset) = &self.offset {
                episodes.offset.push(offset.column.values[at(offset.column.by_person)]);
            }
        }
        let mut strata = vec![String::new(); codes.len()];
        for (key, code) in codes {
            let parts: Vec<&str> = key
                .iter()
                .zip(&self.strata)
                .map(|(&code, strata)| strata.names[code as usize].as_str())
                .collect();
            strata[code as usize] = parts.join(JOINT);
        }
        Rows { episodes, strata, missing }
    }
}

/// The transitions that happen, and how often.
pub(crate) fn happening(histories: &Histories) -> BTreeMap<Transition, u64> {
    let states = histories.space().len();
    let mut counts = vec![0u64; if states <= 1 << 10 { states * states } else { 0 }];
    let mut many = BTreeMap::new();
    for row in histories.rows().iter().filter(Row::moves) {
        match counts.get_mut(usize::from(row.origin) * states + usize::from(row.target)) {
            Some(count) => *count += 1,
            None => *many.entry((row.origin, row.target)).or_insert(0) += 1,
        }
    }
    let few = counts.iter().enumerate().filter(|(_, count)| **count > 0);
    many.extend(
        few.map(|(cell, &count)| (((cell / states) as u16, (cell % states) as u16), count)),
    );
    many
}
