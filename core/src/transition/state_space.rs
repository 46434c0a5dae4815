//! The states that a person can be in, and the transitions between them that can happen.

use std::collections::HashMap;
use std::fmt;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::document::{self, Described, described};
use crate::order;
use crate::{Code, Error, Place, Problems};

/// Where in working life a state lies, seen from the peer job.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Phase {
    /// On the way to a peer job: training, looking for work.
    Into,
    /// In a peer job.
    Through,
    /// After it: promotion, other work, school, out of the workforce.
    Beyond,
}

impl Phase {
    /// The name used in documents and tables.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Phase::Into => "into",
            Phase::Through => "through",
            Phase::Beyond => "beyond",
        }
    }
}

/// One state: a name and what is known of it. A state that is merely a name in the data has
/// no phase and no flag.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct State {
    /// The name, as in the data.
    pub name: String,
    /// What the state means, in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Where it lies, seen from the peer job.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phase: Option<Phase>,
    /// Whether it is work in a peer role.
    #[serde(default)]
    pub peer_role: bool,
    /// Whether it is paid work.
    #[serde(default)]
    pub employed: bool,
    /// Whether nobody leaves it.
    #[serde(default)]
    pub absorbing: bool,
    /// Whether entering it from a peer job is an advancement, so that leaving for it is no loss.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub advancement: bool,
}

impl State {
    /// A state of which nothing but the name is known.
    #[must_use]
    pub fn named(name: impl Into<String>) -> State {
        State {
            name: name.into(),
            title: None,
            phase: None,
            peer_role: false,
            employed: false,
            absorbing: false,
            advancement: false,
        }
    }
}

/// The states that a person can be in, and the transitions between them that can happen.
///
/// A space is either *declared* (a document, or [`StateSpace::peer_workforce`]): then records
/// must keep to it. Or it is *open*: the states are those that occur in the data, any
/// transition may happen, and two open spaces can be merged into one.
///
/// ```
/// use peerpath::transition::StateSpace;
/// let space = StateSpace::from_json(r#"{"format": "peerpath/state-space/1",
///     "states": [{"name": "seeking", "phase": "into"},
///                {"name": "peer-job", "phase": "through", "peer_role": true, "employed": true},
///                {"name": "retired", "phase": "beyond", "absorbing": true}],
///     "transitions": [{"origin": "seeking", "targets": ["peer-job", "retired"]},
///                     {"origin": "peer-job", "targets": ["seeking", "retired"]}]}"#).unwrap();
/// assert_eq!(space.names().collect::<Vec<_>>(), ["seeking", "peer-job", "retired"]);
/// assert!(!space.allows(2, 0));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StateSpace {
    states: Vec<State>,
    /// Row-major, origin by target; `None` where everything is allowed that absorbing states
    /// do not forbid.
    allowed: Option<Vec<bool>>,
    open: bool,
}

described! { Wire = "state-space" }

/// The document form of a space.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Wire {
    /// `peerpath/state-space/1`.
    format: String,
    /// The states, in the order in which results list them.
    states: Vec<State>,
    /// The transitions that can happen; left out, all can that do not leave an absorbing state.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    transitions: Option<Vec<WireTransitions>>,
    /// Whether the states are merely those found in data: spaces of this kind can be merged.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    open: bool,
}

#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct WireTransitions {
    /// The state left.
    origin: String,
    /// The states it can be left for.
    targets: Vec<String>,
}

const FORMAT: &str = "peerpath/state-space/1";
const SUBJECT: &str = "state space";

impl StateSpace {
    /// The most states a space can have. Covariances grow with the square of the number of
    /// states; a column of job titles read by mistake is better refused than computed.
    pub const MOST_STATES: usize = 256;

    /// The space of the peer support workforce that applies unless another is given.
    ///
    /// *Into*: `training` (a certification course), `seeking` (certified or trained, not
    /// employed, looking for work). *Through*: `peer-job` (paid work in a peer role).
    /// *Beyond*: `advanced-peer-job` (supervisor, trainer, manager or other advanced work as
    /// a peer, kept apart because an exit by promotion is not a loss), `other-job` (paid
    /// work outside peer roles), `school` (education beyond certification),
    /// `left-workforce` (neither employed nor looking). No state is absorbing, as people
    /// come back from each of them, and every transition can happen. `advanced-peer-job` is an
    /// advancement.
    #[must_use]
    pub fn peer_workforce() -> StateSpace {
        let state = |name: &str, title: &str, phase, peer_role, employed| State {
            name: name.to_owned(),
            title: Some(title.to_owned()),
            phase: Some(phase),
            peer_role,
            employed,
            absorbing: false,
            advancement: name == "advanced-peer-job",
        };
        StateSpace {
            states: vec![
                state("training", "in a certification course", Phase::Into, false, false),
                state("seeking", "not employed and looking for work", Phase::Into, false, false),
                state("peer-job", "paid work in a peer role", Phase::Through, true, true),
                state(
                    "advanced-peer-job",
                    "supervisor, trainer, manager or other advanced work as a peer",
                    Phase::Beyond,
                    true,
                    true,
                ),
                state("other-job", "paid work outside peer roles", Phase::Beyond, false, true),
                state("school", "education beyond certification", Phase::Beyond, false, false),
                state(
                    "left-workforce",
                    "neither employed nor looking for work",
                    Phase::Beyond,
                    false,
                    false,
                ),
            ],
            allowed: None,
            open: false,
        }
    }

    /// The open space of these names: any transition may happen.
    ///
    /// The states are in order of number where every name is a whole number, else in order of
    /// text. The order depends only on the set of names, so that parts of a table, read
    /// apart and merged, give what the whole gives.
    ///
    /// # Errors
    /// [`Code::Histories`] where there are more than [`StateSpace::MOST_STATES`].
    pub fn open<'a>(names: impl IntoIterator<Item = &'a str>) -> Result<StateSpace, Error> {
        let mut names: Vec<&str> = names.into_iter().collect();
        let numbers: Option<Vec<i64>> = names.iter().map(|name| name.parse().ok()).collect();
        match numbers {
            // The text breaks ties such as 7 and 07.
            Some(_) => order::sort(&mut names, &|one, other| {
                let key = |name: &str| name.parse::<i64>().ok();
                key(one).cmp(&key(other)).then_with(|| one.cmp(other))
            }),
            None => order::sort(&mut names, &Ord::cmp),
        }
        names.dedup();
        if names.len() > StateSpace::MOST_STATES {
            return Err(Error::one(
                Code::Histories,
                SUBJECT,
                Place::Whole,
                format!("{} different states", names.len()),
                format!("at most {}; is the state column the right one?", StateSpace::MOST_STATES),
            ));
        }
        let states = names.into_iter().map(State::named).collect();
        Ok(StateSpace { states, allowed: None, open: true })
    }

    /// A state that can be left for others, which nobody leaves.
    pub(crate) fn leaving(origin: &str, targets: &[&str]) -> StateSpace {
        let absorbing = |name: &&str| State { absorbing: true, ..State::named(*name) };
        let states = std::iter::once(State::named(origin)).chain(targets.iter().map(absorbing));
        StateSpace { states: states.collect(), allowed: None, open: false }
    }

    /// Reads a space from its document form.
    ///
    /// # Errors
    /// [`Code::Syntax`] where the text is not JSON, [`Code::Document`] where it is not a
    /// state space, with every problem and its place.
    pub fn from_json(text: &str) -> Result<StateSpace, Error> {
        StateSpace::from_wire(document::parse::<Wire>(text, SUBJECT)?)
    }

    /// The document form, which [`StateSpace::from_json`] reads back.
    #[must_use]
    pub fn to_json(&self) -> String {
        let transitions = self.allowed.as_ref().map(|_| {
            (0..self.len())
                .map(|origin| WireTransitions {
                    origin: self.name(origin).to_owned(),
                    targets: (0..self.len())
                        .filter(|&target| self.allows(origin, target))
                        .map(|target| self.name(target).to_owned())
                        .collect(),
                })
                .filter(|transitions| !transitions.targets.is_empty())
                .collect()
        });
        let wire = Wire {
            format: FORMAT.to_owned(),
            states: self.states.clone(),
            transitions,
            open: self.open,
        };
        // Strings, booleans and lists of them: there is nothing that JSON could not hold.
        serde_json::to_string(&wire).unwrap_or_default()
    }

    /// The JSON Schema of the document form.
    #[must_use]
    pub fn schema() -> serde_json::Value {
        Wire::schema()
    }

    fn from_wire(wire: Wire) -> Result<StateSpace, Error> {
        let mut problems = Problems::new();
        if wire.format != FORMAT {
            let found = format!("`{}`", wire.format);
            problems.push(Place::pointer("/format"), found, format!("`{FORMAT}`"));
        }
        if wire.states.is_empty() || wire.states.len() > StateSpace::MOST_STATES {
            problems.push(
                Place::pointer("/states"),
                format!("{} states", wire.states.len()),
                format!("1 to {} states", StateSpace::MOST_STATES),
            );
        }
        let mut index = HashMap::new();
        for (i, state) in wire.states.iter().enumerate() {
            if state.name.trim().is_empty() {
                let place = Place::pointer(format!("/states/{i}/name"));
                problems.push(place, "an empty name", "the name of a state");
            }
            if index.insert(state.name.as_str(), i).is_some() {
                let place = Place::pointer(format!("/states/{i}/name"));
                problems.push(place, format!("`{}` again", state.name), "a name of its own");
            }
        }
        let size = wire.states.len();
        let mut allowed = None;
        if let Some(transitions) = &wire.transitions {
            let mut matrix = vec![false; size * size];
            for (i, transition) in transitions.iter().enumerate() {
                let place = format!("/transitions/{i}/origin");
                let origin = known(&index, &transition.origin, place, &mut problems);
                if let Some(origin) = origin
                    && wire.states.get(origin).is_some_and(|state| state.absorbing)
                    && !transition.targets.is_empty()
                {
                    problems.push(
                        Place::pointer(format!("/transitions/{i}/targets")),
                        format!("ways out of the absorbing state `{}`", transition.origin),
                        "none",
                    );
                }
                for (k, target) in transition.targets.iter().enumerate() {
                    let place = format!("/transitions/{i}/targets/{k}");
                    let target_index = known(&index, target, place.clone(), &mut problems);
                    if let (Some(origin), Some(target_index)) = (origin, target_index) {
                        if origin == target_index {
                            let found = format!("`{target}`, the state left");
                            problems.push(Place::pointer(place), found, "another state");
                        } else if let Some(cell) = matrix.get_mut(origin * size + target_index) {
                            *cell = true;
                        }
                    }
                }
            }
            allowed = Some(matrix);
        }
        problems.finish(Code::Document, SUBJECT)?;
        Ok(StateSpace { states: wire.states, allowed, open: wire.open })
    }

    /// The states, in the order in which results list them.
    #[must_use]
    pub fn states(&self) -> &[State] {
        &self.states
    }

    /// The number of states.
    #[must_use]
    pub fn len(&self) -> usize {
        self.states.len()
    }

    /// Whether there is no state, as in the open space of an empty table.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.states.is_empty()
    }

    /// The names, in order.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.states.iter().map(|state| state.name.as_str())
    }

    /// The name of a state; empty for a number that is none.
    #[must_use]
    pub fn name(&self, state: usize) -> &str {
        self.states.get(state).map_or("", |state| state.name.as_str())
    }

    /// The number of a state, by name.
    #[must_use]
    pub fn index(&self, name: &str) -> Option<usize> {
        self.states.iter().position(|state| state.name == name)
    }

    /// Whether the states are merely those found in the data.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.open
    }

    /// Whether nobody leaves a state.
    #[must_use]
    pub fn is_absorbing(&self, state: usize) -> bool {
        self.states.get(state).is_some_and(|state| state.absorbing)
    }

    /// Whether a transition can happen.
    #[must_use]
    pub fn allows(&self, origin: usize, target: usize) -> bool {
        origin < self.len()
            && target < self.len()
            && origin != target
            && !self.is_absorbing(origin)
            && self.allowed.as_ref().is_none_or(|matrix| {
                matrix.get(origin * self.len() + target).copied().unwrap_or(false)
            })
    }

    /// The space of two parts together, of which `call` was given the other as `argument`: open
    /// spaces are united, declared ones must be equal.
    pub(crate) fn united(
        &self,
        other: &StateSpace,
        call: &str,
        argument: &str,
    ) -> Result<StateSpace, Error> {
        if self == other {
            Ok(self.clone())
        } else if self.is_open() && other.is_open() {
            StateSpace::open(self.names().chain(other.names()))
        } else {
            Err(Error::argument(call, argument, other.to_string(), self.to_string()))
        }
    }

    /// The names in backquotes, for messages; the first few of many.
    pub(crate) fn listed(&self) -> String {
        const SHOWN: usize = 8;
        let mut list: Vec<String> =
            self.names().take(SHOWN).map(|name| format!("`{name}`")).collect();
        if self.len() > SHOWN {
            list.push(format!("… ({} in all)", self.len()));
        }
        list.join(", ")
    }
}

impl fmt::Display for StateSpace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kind = if self.open { "found in the data" } else { "declared" };
        let names: Vec<&str> = self.names().collect();
        write!(f, "{} states {kind}: {}", self.len(), names.join(", "))
    }
}

fn known(
    index: &HashMap<&str, usize>,
    name: &str,
    place: String,
    problems: &mut Problems,
) -> Option<usize> {
    let found = index.get(name).copied();
    if found.is_none() {
        problems.push(Place::pointer(place), format!("`{name}`"), "the name of one of the states");
    }
    found
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::*;

    #[test]
    fn the_shipped_space_has_every_phase_and_a_single_entry_job() {
        let space = StateSpace::peer_workforce();
        for phase in [Phase::Into, Phase::Through, Phase::Beyond] {
            assert!(space.states().iter().any(|state| state.phase == Some(phase)), "{phase:?}");
        }
        assert!(space.states().iter().all(|state| state.employed || !state.peer_role));
        let through = |state: &&State| state.phase == Some(Phase::Through);
        assert_eq!(space.states().iter().filter(through).count(), 1);
        assert!(space.allows(0, 1) && !space.allows(1, 1) && !space.allows(0, 7));
    }

    #[test]
    fn an_open_space_does_not_depend_on_the_order_of_names() {
        let numbers = StateSpace::open(["10", "2", "1", "2"]).unwrap();
        assert_eq!(numbers.names().collect::<Vec<_>>(), ["1", "2", "10"]);
        let mixed = StateSpace::open(["10", "b", "2"]).unwrap();
        assert_eq!(mixed.names().collect::<Vec<_>>(), ["10", "2", "b"]);
        assert_eq!(numbers, StateSpace::open(["1", "10", "2"]).unwrap());
    }

    #[test]
    fn too_many_states_are_refused() {
        let names: Vec<String> = (0..1_000_000).map(|i| i.to_string()).collect();
        let error = StateSpace::open(names.iter().map(String::as_str)).unwrap_err();
        assert!(error.message().contains("1000000 different states"));
    }

    #[test]
    fn a_document_comes_back_as_it_was() {
        let text = r#"{"format": "peerpath/state-space/1",
            "states": [{"name": "a"}, {"name": "b", "phase": "through", "employed": true},
                       {"name": "c", "absorbing": true}],
            "transitions": [{"origin": "a", "targets": ["b", "c"]}, {"origin": "b", "targets": ["c"]}]}"#;
        let space = StateSpace::from_json(text).unwrap();
        assert!(space.allows(0, 1) && !space.allows(1, 0));
        for space in [space, StateSpace::peer_workforce(), StateSpace::open(["x"]).unwrap()] {
            assert_eq!(StateSpace::from_json(&space.to_json()).unwrap(), space);
        }
    }

    #[test]
    fn every_problem_of_a_document_is_listed() {
        let text = r#"{"format": "peerpath/state-space/2",
            "states": [{"name": "a"}, {"name": "a"}, {"name": " "}, {"name": "z", "absorbing": true}],
            "transitions": [{"origin": "z", "targets": ["a"]}, {"origin": "q", "targets": ["a"]},
                            {"origin": "a", "targets": ["a", "r"]}]}"#;
        let error = StateSpace::from_json(text).unwrap_err();
        assert_eq!(error.code(), Code::Document);
        let places: Vec<String> =
            error.problems().iter().map(|problem| problem.place().to_string()).collect();
        for place in [
            "/format",
            "/states/1/name",
            "/states/2/name",
            "/transitions/0/targets",
            "/transitions/1/origin",
            "/transitions/2/targets/1",
        ] {
            assert!(places.contains(&place.to_owned()), "{place} in {places:?}");
        }
    }
}
