//! The requirements of a standard that are compared one by one.

use std::collections::HashSet;

use crate::standard::entail::{Order, order};
use crate::standard::requirement::{Requirements, Rule};
use crate::standard::rule::Kind;

/// How many rules of a requirement are looked at to say what it is about.
const MOST_RULES: usize = 8;

/// A requirement that must be met by itself for the whole to be met.
pub(crate) struct Unit<'a> {
    /// Its number in its standard.
    pub(crate) index: usize,
    /// Its id.
    pub(crate) id: &'a str,
    /// Its rules that look at evidence, conditions aside.
    pub(crate) rules: Vec<&'a dyn Kind>,
    /// Whether it is a rule and nothing else.
    pub(crate) plain: bool,
}

/// The requirements that must all be met for the whole to be met, in the order of the
/// document: the parts of `all`, of `all` in it, and so on.
pub(crate) fn units(requirements: &Requirements) -> Vec<Unit<'_>> {
    let (mut units, mut seen, mut stack) = (Vec::new(), HashSet::new(), vec![0]);
    while let Some(index) = stack.pop() {
        let Some(requirement) = requirements.all.get(index) else { continue };
        if !seen.insert(index) {
            continue;
        }
        let bare = requirement.applies.is_none() && requirement.waivable_by.is_none();
        match &requirement.rule {
            Rule::All(parts) | Rule::ForEach(parts) if bare => stack.extend(parts.iter().rev()),
            Rule::Refer(other) if bare => stack.push(*other),
            rule => units.push(Unit {
                index,
                id: &requirement.id,
                rules: rules(requirements, index),
                plain: bare && matches!(rule, Rule::Leaf(_)),
            }),
        }
    }
    units
}

fn rules(requirements: &Requirements, index: usize) -> Vec<&dyn Kind> {
    let (mut rules, mut seen, mut stack): (Vec<&dyn Kind>, _, _) =
        (Vec::new(), HashSet::new(), vec![index]);
    while let Some(index) = stack.pop() {
        let Some(requirement) = requirements.all.get(index) else { continue };
        if !seen.insert(index) || rules.len() == MOST_RULES {
            continue;
        }
        match &requirement.rule {
            Rule::Leaf(kind) => rules.push(kind.as_ref()),
            Rule::Refer(other) => stack.push(*other),
            Rule::When { condition: _, then, otherwise } => {
                stack.extend(otherwise);
                stack.push(*then);
            }
            rule => stack.extend(rule.children().into_iter().rev()),
        }
    }
    rules
}

/// How two requirements compare in the rules in which they are most alike; none where they
/// have nothing to do with each other.
pub(crate) fn related(one: &Unit<'_>, other: &Unit<'_>) -> Option<Order> {
    let orders = one.rules.iter().flat_map(|&rule| {
        other
            .rules
            .iter()
            .filter(move |other| other.name() == rule.name())
            .map(move |&other| order(rule, other, false))
    });
    // The first of those that agree in most keys, which does not depend on the side.
    orders.filter(|order| order.related).max_by_key(|order| order.agreeing)
}
