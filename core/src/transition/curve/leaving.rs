//! Leaving one state: the part of histories that Kaplan–Meier curves, cumulative incidences and
//! tests of groups are about.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::changes::{Change, Changes, Edge};
use super::kaplan_meier::Causes;
use super::risk_table::RiskTable;
use crate::order;
use crate::transition::history::{Attributes, CENSORED, Groups, Histories, Row, Rows};
use crate::transition::state_space::StateSpace;
use crate::{Error, Labels};

/// From when time is counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Clock {
    /// From the origin of the histories, throughout: who enters the state late is at risk from
    /// then on.
    #[default]
    Forward,
    /// From each entry into the state: how long stays last. Every stay counts by itself; stays
    /// of one person are one cluster for robust errors.
    Reset,
}

/// A state that is left for some of the states it can be left for.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Leaving {
    origin: u16,
    /// For each state of the space the number among the new states, or 0 where going there is
    /// censoring.
    number: Vec<u16>,
    /// For each code of a reason the number among the new states, or 0 where the target counts.
    by_reason: Vec<u16>,
    /// The new states: the origin, then the targets.
    space: StateSpace,
}

impl Leaving {
    /// The origin, and the states that it is left for: all others where `targets` is `None`.
    /// With `joined`, the targets are one.
    pub(super) fn new(
        call: &str,
        space: &StateSpace,
        origin: &str,
        targets: Option<&[String]>,
        joined: Option<&str>,
    ) -> Result<Leaving, Error> {
        let index = |argument: &str, name: &str| {
            space.index(name).ok_or_else(|| {
                let expected = format!("one of {}", space.listed());
                Error::argument(call, argument, format!("`{name}`"), expected)
            })
        };
        let start = index("origin", origin)?;
        let mut number = vec![0u16; space.len()];
        let mut names: Vec<&str> = Vec::new();
        let all: Vec<usize> = match targets {
            None => (0..space.len()).filter(|&state| space.allows(start, state)).collect(),
            Some(targets) => {
                let mut found = Vec::with_capacity(targets.len());
                for name in targets {
                    let target = index("targets", name)?;
                    if !space.allows(start, target) {
                        let expected = format!("states that can follow `{origin}`");
                        return Err(Error::argument(
                            call,
                            "targets",
                            format!("`{name}`"),
                            expected,
                        ));
                    }
                    found.push(target);
                }
                found
            }
        };
        if all.is_empty() {
            let expected = "at least one state that the origin can be left for";
            return Err(Error::argument(call, "targets", "none", expected));
        }
        for target in all {
            if number[target] == 0 {
                number[target] = if joined.is_some() { 1 } else { names.len() as u16 + 1 };
                names.push(space.name(target));
            }
        }
        let targets = match joined {
            Some(joined) => vec![joined],
            None => names,
        };
        let space = StateSpace::leaving(origin, &targets);
        Ok(Leaving { origin: start as u16, number, by_reason: Vec::new(), space })
    }

    /// The origin, and what it is left for told apart by causes.
    pub(super) fn by_causes(
        call: &str,
        histories: &Histories,
        origin: &str,
        causes: &Causes,
    ) -> Result<Leaving, Error> {
        const OTHER: &str = "other";
        let space = histories.space();
        let by_target = Leaving::new(call, space, origin, None, None)?;
        let reasons = histories.attributes().reason.as_ref().map(|reason| reason.names.as_slice());
        let mut number = vec![0u16; space.len()];
        let mut by_reason = vec![0u16; reasons.map_or(0, <[String]>::len)];
        let names: Vec<&str> = match causes {
            Causes::Target => return Ok(by_target),
            Causes::Reason => {
                let Some(reasons) = reasons else {
                    let expected = "histories that were read with `reason`";
                    return Err(Error::argument(call, "causes", "`reason`", expected));
                };
                by_reason.iter_mut().zip(1..).for_each(|(number, place)| *number = place);
                number.fill(reasons.len() as u16 + 1);
                reasons.iter().map(String::as_str).chain(["not said"]).collect()
            }
            Causes::Advancement => {
                for (number, state) in number.iter_mut().zip(space.states()) {
                    *number = if state.advancement { 1 } else { 2 };
                }
                vec!["advancement", OTHER]
            }
            Causes::Groups(groups) => {
                number.fill(groups.len() as u16 + 1);
                for (place, (group, members)) in (1u16..).zip(groups) {
                    for member in members {
                        let state = space.index(member).and_then(|state| number.get_mut(state));
                        let reason =
                            reasons.and_then(|all| all.iter().position(|name| name == member));
                        let reason = reason.and_then(|reason| by_reason.get_mut(reason));
                        if state.is_none() && reason.is_none() {
                            let found = format!("`{member}` in `{group}`");
                            let expected = format!("a reason, or one of {}", space.listed());
                            return Err(Error::argument(call, "causes", found, expected));
                        }
                        state.into_iter().chain(reason).for_each(|number| *number = place);
                    }
                }
                groups.keys().map(String::as_str).chain([OTHER]).collect()
            }
        };
        if names.contains(&origin) || names.len() > StateSpace::MOST_STATES {
            let found = format!("{} causes", names.len());
            let expected =
                format!("fewer, none of them named `{origin}` as the state that is left");
            return Err(Error::argument(call, "causes", found, expected));
        }
        let space = StateSpace::leaving(origin, &names);
        Ok(Leaving { number, by_reason, space, ..by_target })
    }

    /// Where a row of the histories leads.
    fn cause(&self, histories: &Histories, place: usize, target: u16) -> Option<u16> {
        let reasons = histories.attributes().reason.as_ref().filter(|_| !self.by_reason.is_empty());
        reasons
            .and_then(|reason| self.by_reason.get(*reason.codes.get(place)? as usize).copied())
            .filter(|&number| number > 0)
            .or_else(|| self.target(target))
    }

    pub(super) fn space(&self) -> &StateSpace {
        &self.space
    }

    fn target(&self, state: u16) -> Option<u16> {
        self.number.get(usize::from(state)).copied().filter(|&number| number > 0)
    }

    /// The changes that concern the origin.
    pub(super) fn changes(&self, changes: &Changes) -> Changes {
        let mut list: Vec<(Change, Option<i128>)> = Vec::new();
        for (place, change) in changes.list.iter().enumerate() {
            let weight = changes.weights.get(place).copied();
            let mut note = |edge: Edge, sign: i64| {
                let count = change.count * sign;
                let change = Change { edge, count, ..*change };
                list.push((change, weight.map(|weight| weight * i128::from(sign))));
            };
            match change.edge {
                Edge::Move(origin, target) if origin == self.origin => match self.target(target) {
                    Some(target) => {
                        note(Edge::Move(0, target), 1);
                        note(Edge::Join(target), -1);
                    }
                    None => note(Edge::Censor(0), 1),
                },
                Edge::Move(_, target) if target == self.origin => note(Edge::Join(0), 1),
                Edge::Join(state) if state == self.origin => note(Edge::Join(0), 1),
                Edge::Censor(state) if state == self.origin => note(Edge::Censor(0), 1),
                _ => {}
            }
        }
        Changes::gathered(list)
    }

    /// The table of what concerns the origin.
    pub(super) fn table(&self, table: &RiskTable) -> RiskTable {
        RiskTable {
            space: self.space.clone(),
            groups: table
                .groups
                .iter()
                .map(|(name, changes)| (name.clone(), self.changes(changes)))
                .collect(),
            ..table.clone()
        }
    }

    /// The histories of stays in the origin.
    pub(super) fn histories(&self, histories: &Histories, clock: Clock) -> Histories {
        let all = histories.rows();
        let mut rows = Rows::default();
        let mut source: Vec<usize> = Vec::new();
        // With the clock reset each stay is a person, whose name is that of the person.
        let mut owner: Vec<u32> = Vec::new();
        let mut before: Option<(Row, f64)> = None;
        for (place, row) in all.iter().enumerate() {
            if row.origin != self.origin {
                before = None;
                continue;
            }
            let entry = match before {
                Some((last, entry)) if row.continues(&last) && !last.moves() => entry,
                _ => {
                    owner.push(row.person);
                    row.start
                }
            };
            before = Some((row, entry));
            let target = match row.moves() {
                true => self.cause(histories, place, row.target).unwrap_or(CENSORED),
                false => CENSORED,
            };
            let (person, zero) = match clock {
                Clock::Forward => (row.person, 0.0),
                Clock::Reset => (owner.len() as u32 - 1, entry),
            };
            let (start, stop) = (row.start - zero, row.stop - zero);
            rows.push(Row { person, start, stop, origin: 0, target });
            source.push(place);
        }
        let mut attributes = histories.attributes().rows(&source);
        let persons = match clock {
            Clock::Forward => histories.persons().to_vec(),
            Clock::Reset => {
                if attributes.cluster.is_none() {
                    attributes.cluster = Some(Groups {
                        name: "person".to_owned(),
                        codes: (0..histories.persons().len() as u32).collect(),
                        names: Vec::new(),
                    });
                }
                attributes = attributes.persons(&owner);
                let name = |&person: &u32| histories.persons().get(person as usize).cloned();
                owner.iter().map(|person| name(person).unwrap_or_default()).collect()
            }
        };
        Histories::part(histories, self.space.clone(), persons, rows, attributes)
    }
}

impl Changes {
    /// Changes out of order, some of them more than once.
    fn gathered(mut list: Vec<(Change, Option<i128>)>) -> Changes {
        order::sort(&mut list, &|(a, _), (b, _)| {
            a.time.total_cmp(&b.time).then(a.edge.cmp(&b.edge))
        });
        let mut changes = Changes::default();
        for same in list.chunk_by(|(a, _), (b, _)| a.time == b.time && a.edge == b.edge) {
            let Some((first, weight)) = same.first() else { continue };
            let count = same.iter().map(|(change, _)| change.count).sum();
            let weight = weight.map(|_| same.iter().filter_map(|(_, weight)| *weight).sum());
            changes.push(Change { count, ..*first }, weight);
        }
        changes
    }
}

impl Attributes {
    /// The attributes of some of the rows, in this order.
    pub(crate) fn rows(&self, source: &[usize]) -> Attributes {
        let mut attributes = self.clone();
        attributes.weight = attributes.weight.map(|weight| weight.rows(source));
        if let Some(reason) = &mut attributes.reason {
            let code = |&row: &usize| reason.codes.get(row).copied().unwrap_or(Labels::MISSING);
            reason.codes = source.iter().map(code).collect();
        }
        for covariate in &mut attributes.covariates {
            covariate.values = covariate.values.rows(source);
        }
        attributes
    }

    /// The attributes where new persons are each one of the old ones.
    fn persons(&self, owner: &[u32]) -> Attributes {
        let of = |codes: &[u32]| -> Vec<u32> {
            let code = |&old: &u32| codes.get(old as usize).copied().unwrap_or(Labels::MISSING);
            owner.iter().map(code).collect()
        };
        let mut attributes = self.clone();
        attributes.weight = attributes.weight.map(|weight| weight.persons(owner));
        if let Some(cluster) = &mut attributes.cluster {
            cluster.codes = of(&cluster.codes);
        }
        for covariate in &mut attributes.covariates {
            covariate.values = covariate.values.persons(owner);
        }
        attributes
    }
}
