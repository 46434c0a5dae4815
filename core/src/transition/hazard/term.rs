//! What a model of hazards is asked for: transitions, covariates, and the clock.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub(crate) use crate::transition::curve::Clock;
use crate::transition::state_space::StateSpace;
use crate::{Place, Problems};

/// One name, or several.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum Names {
    /// One.
    One(String),
    /// Several.
    Several(Vec<String>),
}

impl Names {
    /// The names.
    #[must_use]
    pub fn list(&self) -> &[String] {
        match self {
            Names::One(name) => std::slice::from_ref(name),
            Names::Several(names) => names,
        }
    }
}

/// A covariate of a model: its name alone, or with what is to be done with it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum Term {
    /// The covariate has a coefficient of its own in each transition.
    Covariate(String),
    /// What is to be done with the covariate.
    Chosen(ChosenTerm),
}

/// What is to be done with a covariate.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ChosenTerm {
    /// The covariate.
    pub covariate: String,
    /// The transitions on which it acts. Left out, all that are modelled.
    #[serde(default)]
    pub transitions: Option<Names>,
    /// Whether it has one coefficient for all these transitions. Default false: one for each.
    #[serde(default)]
    pub shared: bool,
    /// Whether numbers are names of categories. Default false.
    #[serde(default)]
    pub categorical: bool,
    /// The category with which the others are compared. Left out, the first in the order of the
    /// alphabet.
    #[serde(default)]
    pub reference: Option<String>,
}

impl From<&str> for Term {
    fn from(covariate: &str) -> Term {
        Term::Covariate(covariate.to_owned())
    }
}

impl Term {
    pub(crate) fn chosen(&self) -> ChosenTerm {
        match self {
            Term::Chosen(chosen) => chosen.clone(),
            Term::Covariate(covariate) => ChosenTerm {
                covariate: covariate.clone(),
                transitions: None,
                shared: false,
                categorical: false,
                reference: None,
            },
        }
    }
}

/// A transition: the numbers of its two states.
pub(crate) type Transition = (u16, u16);

/// The name of a transition, such as `seeking -> peer-job`.
pub(crate) fn name_of(space: &StateSpace, (origin, target): Transition) -> String {
    format!("{} -> {}", space.name(usize::from(origin)), space.name(usize::from(target)))
}

/// Reads names of transitions; what is not one is a problem of the argument.
pub(crate) fn transitions(
    names: &Names,
    space: &StateSpace,
    argument: &str,
    problems: &mut Problems,
) -> Vec<Transition> {
    let mut found = Vec::new();
    for name in names.list() {
        // A state's name may hold an arrow itself: any that leaves two states will do.
        let read = name.match_indices("->").find_map(|(at, arrow)| {
            let origin = space.index(name[..at].trim())?;
            let target = space.index(name[at + arrow.len()..].trim())?;
            Some((origin as u16, target as u16))
        });
        let expected = || {
            let states: Vec<&str> = space.names().collect();
            format!("`origin -> target`, of the states {}", states.join(", "))
        };
        match read {
            Some((origin, target)) if !space.allows(usize::from(origin), usize::from(target)) => {
                let found = format!("`{name}`, which cannot happen");
                problems.push(Place::argument(argument), found, "a transition of the state space");
            }
            Some(transition) if found.contains(&transition) => {
                problems.push(Place::argument(argument), format!("`{name}` twice"), "each once");
            }
            Some(transition) => found.push(transition),
            None => problems.push(Place::argument(argument), format!("`{name}`"), expected()),
        }
    }
    found
}
