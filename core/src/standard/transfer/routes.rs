//! The parts of a standard in which a credential counts, and what parts still need.

use std::any::Any;
use std::collections::HashSet;

use super::report::{Route, RouteKind};
use crate::standard::assess::Judgement;
use crate::standard::compare::RequirementName;
use crate::standard::definition::Standard;
use crate::standard::facts::Facts;
use crate::standard::requirement::{Requirements, Rule};
use crate::standard::rule::{Holds, Kind, Seen};
use crate::standard::verdict::Verdict;

/// The routes through a standard for those who hold a credential.
pub(super) fn routes(
    standard: &Standard,
    from: &Standard,
    judged: &Judgement,
    facts: &Facts<'_>,
) -> Vec<Route> {
    let requirements = standard.requirements();
    let around = around(requirements);
    let own = from.credential_names();
    let mut routes: Vec<Route> = Vec::new();
    let mut seen = HashSet::new();
    for (index, requirement) in requirements.all.iter().enumerate() {
        let Rule::Leaf(kind) = &requirement.rule else { continue };
        let kind: &dyn Any = kind.as_ref() as &dyn Kind;
        let Some(holds) = kind.downcast_ref::<Holds>() else { continue };
        let credentials: Vec<String> = holds.credentials().map(str::to_owned).collect();
        let (branch, instead_of) = branch(requirements, &around, index);
        if !seen.insert((branch, credentials.clone())) {
            continue;
        }
        let plain = leaves(requirements, branch).all(|leaf| matches!(leaf, "holds" | "decide"));
        let kind = match instead_of.is_empty() {
            true => RouteKind::Prerequisite,
            false if plain => RouteKind::Endorsement,
            false => RouteKind::WithConditions,
        };
        let Some(name) = RequirementName::of(standard, branch) else { continue };
        let named = |&index: &usize| RequirementName::of(standard, index);
        routes.push(Route {
            kind,
            requirement: name,
            for_holders: credentials.iter().any(|name| own.contains(&name.as_str())),
            credentials,
            instead_of: instead_of.iter().filter_map(named).collect(),
            verdict: judged.verdict(branch),
            still_needed: needed(standard, judged, facts, branch),
        });
    }
    routes
}

/// The requirement around each.
fn around(requirements: &Requirements) -> Vec<Option<usize>> {
    let mut around = vec![None; requirements.all.len()];
    for (index, requirement) in requirements.all.iter().enumerate() {
        for part in requirement.rule.children() {
            if let Some(slot) = around.get_mut(part) {
                *slot = Some(index);
            }
        }
    }
    around
}

/// The part of a choice that a requirement belongs to, and the other parts of that choice;
/// the requirement alone where it belongs to no choice.
fn branch(
    requirements: &Requirements,
    around: &[Option<usize>],
    index: usize,
) -> (usize, Vec<usize>) {
    let mut part = index;
    while let Some(outer) = around.get(part).copied().flatten() {
        let rule = requirements.all.get(outer).map(|requirement| &requirement.rule);
        if let Some(Rule::Any(parts) | Rule::AtLeast(_, parts)) = rule {
            return (part, parts.iter().copied().filter(|&other| other != part).collect());
        }
        part = outer;
    }
    (index, Vec::new())
}

/// The kinds of rule in a requirement.
fn leaves(requirements: &Requirements, index: usize) -> impl Iterator<Item = &'static str> {
    let (mut kinds, mut seen, mut stack) = (Vec::new(), HashSet::new(), vec![index]);
    while let Some(index) = stack.pop() {
        let Some(requirement) = requirements.all.get(index).filter(|_| seen.insert(index)) else {
            continue;
        };
        match &requirement.rule {
            Rule::Leaf(kind) => kinds.push(kind.name()),
            Rule::Refer(other) => stack.push(*other),
            rule => stack.extend(rule.children()),
        }
    }
    kinds.into_iter()
}

/// What a requirement still needs, a phrase for each rule that is not met: what to do where
/// it is unmet, what to record where it is unknown.
pub(super) fn needed(
    standard: &Standard,
    judged: &Judgement,
    facts: &Facts<'_>,
    index: usize,
) -> Vec<String> {
    let requirements = standard.requirements();
    let (mut needed, mut seen, mut stack) = (Vec::new(), HashSet::new(), vec![index]);
    while let Some(index) = stack.pop() {
        let verdict = judged.verdict(index);
        let Some(requirement) =
            requirements.all.get(index).filter(|_| verdict != Verdict::Met && seen.insert(index))
        else {
            continue;
        };
        let outcome = judged.rulings.get(index).and_then(|ruling| ruling.outcome.as_ref());
        match (&requirement.rule, outcome) {
            (Rule::Leaf(kind), Some(outcome)) => {
                let facts = facts.of_credential(requirements.credential(index));
                let seen = Seen { facts: &facts, notes: judged.notes(index), outcome };
                let step = match verdict {
                    Verdict::Unknown => kind.question(&seen),
                    _ => kind.next(&seen),
                };
                needed.push(format!("{}: {step}", requirement.id));
            }
            (Rule::Not(other), _) => {
                let id = requirements.all.get(*other).map_or("", |other| other.id.as_str());
                needed.push(format!("{}: that {id} does not hold", requirement.id));
            }
            (Rule::When { condition, then, otherwise }, _) => {
                let chosen = judged.verdict(*condition);
                stack.extend(otherwise.filter(|_| chosen != Verdict::Met));
                stack.extend(Some(*then).filter(|_| chosen != Verdict::Unmet));
                stack.extend(Some(*condition).filter(|_| chosen == Verdict::Unknown));
            }
            (Rule::Refer(other), _) => stack.push(*other),
            (rule, _) => stack.extend(rule.children().into_iter().rev()),
        }
    }
    needed
}
