//! The cheapest set of actions over the structure of requirements.
//!
//! A requirement that only one other depends on costs what the cheapest way through its parts
//! costs. One that several depend on is paid for once, and turns out one way for all of them: the
//! search branches on how (met, unmet, or not relied on) and bounds each branch by letting those
//! not yet branched on be free.

use super::plan::StepKind;
use super::price::Price;
use crate::order;
use crate::standard::requirement::{Requirement, Requirements, Rule};
use crate::standard::verdict::Verdict;

/// The cost of what cannot be done.
const NEVER: u128 = u128::MAX;

/// An action of the cheapest set.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Action {
    pub(super) requirement: usize,
    pub(super) kind: StepKind,
    pub(super) cost: u128,
}

/// The cheapest set found.
#[derive(Clone, Debug, Default)]
pub(super) struct Found {
    pub(super) cost: Option<u128>,
    /// What every set costs at least.
    pub(super) lower_bound: u128,
    pub(super) actions: Vec<Action>,
    /// The requirements that look at evidence and are as they must be without an action.
    pub(super) relied_on: Vec<usize>,
}

/// How a requirement is to turn out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Goal {
    Met,
    Unmet,
}

impl Goal {
    fn other(self) -> Goal {
        match self {
            Goal::Met => Goal::Unmet,
            Goal::Unmet => Goal::Met,
        }
    }
}

/// What is decided on a requirement that several depend on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Choice {
    /// It is not one of them: it is paid for where it is used.
    Single,
    /// Not yet.
    Open,
    /// It turns out so, paid for once.
    To(Goal),
    /// Nothing relies on it.
    Unused,
}

/// A way to a goal: what must turn out how, or an action.
#[derive(Clone, Debug)]
struct Way {
    cost: u128,
    parts: Vec<(usize, Goal)>,
    action: Option<StepKind>,
}

/// What both goals of every requirement cost.
type Costs = Vec<[u128; 2]>;

pub(super) struct Search<'a> {
    requirements: &'a Requirements,
    prices: &'a [Price],
    choices: Vec<Choice>,
    shared: Vec<usize>,
    budget: usize,
    considered: usize,
    best: Option<(u128, Vec<Choice>)>,
    /// The least bound of a branch that was left out.
    left_out: u128,
}

impl<'a> Search<'a> {
    pub(super) fn new(
        requirements: &'a Requirements,
        prices: &'a [Price],
        budget: usize,
    ) -> Search<'a> {
        let count = requirements.all.len();
        let mut search = Search {
            requirements,
            prices,
            choices: vec![Choice::Single; count],
            shared: Vec::new(),
            budget,
            considered: 0,
            best: None,
            left_out: NEVER,
        };
        let costs = search.costs();
        let mut users = vec![0_usize; count];
        for requirement in &requirements.all {
            for part in dependencies(requirement) {
                if let Some(users) = users.get_mut(part) {
                    *users += 1;
                }
            }
        }
        // What is free one way and impossible the other needs no decision.
        let settled = |costs: &[u128; 2]| costs.iter().all(|&cost| cost == 0 || cost == NEVER);
        for &index in requirements.order.iter().rev() {
            let (Some(&users), Some(costs)) = (users.get(index), costs.get(index)) else {
                continue;
            };
            if users > 1 && !(settled(costs) && costs.contains(&NEVER)) {
                search.shared.push(index);
                search.set(index, Choice::Open);
            }
        }
        search
    }

    pub(super) fn considered(&self) -> usize {
        self.considered
    }

    pub(super) fn run(&mut self) -> Found {
        self.branch(0);
        let Some((cost, choices)) = self.best.take() else {
            return Found { lower_bound: self.left_out, ..Found::default() };
        };
        self.choices = choices;
        let (actions, relied_on) = self.extracted();
        let lower_bound = cost.min(self.left_out);
        Found { cost: Some(cost), lower_bound, actions, relied_on }
    }

    /// Decides on the shared requirements from one on. The depth is their number, of which the
    /// budget leaves no more than it can pay for.
    fn branch(&mut self, depth: usize) {
        let bound = self.bound();
        self.considered += 1;
        let best = self.best.as_ref().map_or(NEVER, |best| best.0);
        if bound >= best {
            return;
        }
        let Some(&index) = self.shared.get(depth) else {
            self.best = Some((bound, self.choices.clone()));
            return;
        };
        // Deep stacks are left out like long searches.
        const DEEPEST: usize = 500;
        for choice in [Choice::Unused, Choice::To(Goal::Met), Choice::To(Goal::Unmet)] {
            if self.considered >= self.budget || depth >= DEEPEST {
                self.left_out = self.left_out.min(bound);
                break;
            }
            self.set(index, choice);
            self.branch(depth + 1);
        }
        self.set(index, Choice::Open);
    }

    fn set(&mut self, index: usize, choice: Choice) {
        if let Some(slot) = self.choices.get_mut(index) {
            *slot = choice;
        }
    }

    /// What a set costs at least after the decisions so far; exactly, where all are made.
    fn bound(&self) -> u128 {
        let costs = self.costs();
        let mut bound = self.used(0, Goal::Met, &costs);
        if matches!(self.choices.first(), Some(Choice::Open)) {
            bound = 0;
        }
        for &index in &self.shared {
            if let Some(Choice::To(goal)) = self.choices.get(index) {
                bound = bound.saturating_add(own(&costs, index, *goal));
            }
        }
        bound
    }

    /// What it costs to rely on a requirement.
    fn used(&self, index: usize, goal: Goal, costs: &Costs) -> u128 {
        let cost = own(costs, index, goal);
        match self.choices.get(index) {
            Some(Choice::Open) if cost < NEVER => 0,
            Some(Choice::To(decided)) if *decided == goal && cost < NEVER => 0,
            Some(Choice::To(_) | Choice::Unused) => NEVER,
            _ => cost,
        }
    }

    /// The costs of all, each after those it depends on.
    fn costs(&self) -> Costs {
        let mut costs = vec![[NEVER; 2]; self.requirements.all.len()];
        for &index in &self.requirements.order {
            let both = [Goal::Met, Goal::Unmet].map(|goal| self.way(index, goal, &costs).cost);
            if let Some(slot) = costs.get_mut(index) {
                *slot = both;
            }
        }
        costs
    }

    /// The cheapest way to a goal; the first of several.
    fn way(&self, index: usize, goal: Goal, costs: &Costs) -> Way {
        let impossible = Way { cost: NEVER, parts: Vec::new(), action: None };
        let (Some(requirement), Some(price)) =
            (self.requirements.all.get(index), self.prices.get(index))
        else {
            return impossible;
        };
        let mut way = match (price.waived, goal) {
            (true, Goal::Met) => Way { cost: 0, parts: Vec::new(), action: None },
            (true, Goal::Unmet) => impossible,
            (false, _) => self.way_of_rule(requirement, price, goal, costs),
        };
        if goal == Goal::Met
            && let Some(cost) = price.waiver.filter(|&cost| !price.waived && cost < way.cost)
        {
            way = Way { cost, parts: Vec::new(), action: Some(StepKind::Waiver) };
        }
        if let Some(applies) = requirement.applies {
            match goal {
                Goal::Met => {
                    let out = self.parts(vec![(applies, Goal::Unmet)], costs);
                    if out.cost < way.cost {
                        way = out;
                    }
                }
                Goal::Unmet => {
                    let cost = self.used(applies, Goal::Met, costs);
                    way.cost = way.cost.saturating_add(cost);
                    way.parts.push((applies, Goal::Met));
                }
            }
        }
        way
    }

    fn way_of_rule(
        &self,
        requirement: &Requirement,
        price: &Price,
        goal: Goal,
        costs: &Costs,
    ) -> Way {
        match &requirement.rule {
            Rule::All(of) | Rule::ForEach(of) => self.so_many(of.len(), of, goal, costs),
            Rule::Any(of) => self.so_many(1, of, goal, costs),
            Rule::AtLeast(count, of) => self.so_many(*count, of, goal, costs),
            Rule::Not(of) => self.parts(vec![(*of, goal.other())], costs),
            Rule::Refer(of) => self.parts(vec![(*of, goal)], costs),
            Rule::When { condition, then, otherwise } => {
                // Without an else-part what it would ask for is met.
                let otherwise = |mut parts: Vec<(usize, Goal)>| match (otherwise, goal) {
                    (Some(otherwise), _) => {
                        parts.push((*otherwise, goal));
                        self.parts(parts, costs)
                    }
                    (None, Goal::Met) => self.parts(parts, costs),
                    (None, Goal::Unmet) => Way { cost: NEVER, parts: Vec::new(), action: None },
                };
                let ways = [
                    self.parts(vec![(*condition, Goal::Met), (*then, goal)], costs),
                    otherwise(vec![(*condition, Goal::Unmet)]),
                    otherwise(vec![(*then, goal)]),
                ];
                cheapest(ways)
            }
            Rule::Leaf(_) => {
                let cost = match goal {
                    Goal::Met => price.met,
                    Goal::Unmet => price.unmet,
                };
                let action = match (price.verdict, goal) {
                    (Verdict::Unmet, Goal::Met) => Some(StepKind::Do),
                    (Verdict::Unknown, Goal::Met) => Some(StepKind::Settle),
                    (Verdict::Unknown, Goal::Unmet) => Some(StepKind::SettleNot),
                    _ => None,
                };
                Way { cost: cost.unwrap_or(NEVER), parts: Vec::new(), action }
            }
        }
    }

    /// All of these.
    fn parts(&self, parts: Vec<(usize, Goal)>, costs: &Costs) -> Way {
        let cost = parts
            .iter()
            .fold(0_u128, |sum, &(part, goal)| sum.saturating_add(self.used(part, goal, costs)));
        Way { cost, parts, action: None }
    }

    /// The cheapest parts that make at least so many met, or fewer.
    fn so_many(&self, count: usize, of: &[usize], goal: Goal, costs: &Costs) -> Way {
        let needed = match goal {
            Goal::Met => count,
            Goal::Unmet => (of.len() + 1).saturating_sub(count),
        };
        if needed > of.len() {
            return Way { cost: NEVER, parts: Vec::new(), action: None };
        }
        let mut by_cost: Vec<(u128, usize)> =
            of.iter().map(|&part| (self.used(part, goal, costs), part)).collect();
        order::sort(&mut by_cost, &|one, other| one.0.cmp(&other.0));
        by_cost.truncate(needed);
        self.parts(by_cost.into_iter().map(|(_, part)| (part, goal)).collect(), costs)
    }

    /// The actions of the decisions made, and what they rely on besides.
    fn extracted(&self) -> (Vec<Action>, Vec<usize>) {
        let costs = self.costs();
        let (mut actions, mut relied_on) = (Vec::new(), Vec::new());
        let mut seen = vec![false; self.requirements.all.len()];
        let mut stack = vec![(0, Goal::Met)];
        while let Some((index, goal)) = stack.pop() {
            let Some(seen) = seen.get_mut(index) else { continue };
            if std::mem::replace(seen, true) {
                continue;
            }
            let way = self.way(index, goal, &costs);
            stack.extend(way.parts.iter().rev());
            let leaf = self.requirements.all.get(index).map(|requirement| &requirement.rule);
            match way.action {
                Some(kind) => {
                    let action = self.prices.get(index).map_or(0, |price| match kind {
                        StepKind::Waiver => price.waiver.unwrap_or_default(),
                        StepKind::SettleNot => price.unmet.unwrap_or_default(),
                        _ => price.met.unwrap_or_default(),
                    });
                    actions.push(Action { requirement: index, kind, cost: action });
                }
                None if matches!(leaf, Some(Rule::Leaf(_))) && way.parts.is_empty() => {
                    relied_on.push(index);
                }
                None => {}
            }
        }
        (actions, relied_on)
    }

    /// The requirements that look at evidence and stand in the way, where nothing makes the whole
    /// met; those that would have to be both met and unmet, where none stands in the way alone.
    pub(super) fn blocked(&mut self) -> Vec<usize> {
        for choice in &mut self.choices {
            *choice = Choice::Single;
        }
        let costs = self.costs();
        let mut blocked = Vec::new();
        let mut seen = vec![false; self.requirements.all.len()];
        let mut stack = vec![(0, Goal::Met)];
        while let Some((index, goal)) = stack.pop() {
            let (Some(requirement), Some(seen)) =
                (self.requirements.all.get(index), seen.get_mut(index))
            else {
                continue;
            };
            if own(&costs, index, goal) < NEVER || std::mem::replace(seen, true) {
                continue;
            }
            let flipped = match &requirement.rule {
                Rule::Leaf(_) => {
                    blocked.push(index);
                    continue;
                }
                Rule::Not(of) => vec![(*of, goal.other())],
                Rule::When { condition, then, otherwise } => {
                    let branches = [*then].into_iter().chain(*otherwise);
                    let both = [(*condition, Goal::Met), (*condition, Goal::Unmet)];
                    both.into_iter().chain(branches.map(|part| (part, goal))).collect()
                }
                Rule::Refer(of) => vec![(*of, goal)],
                rule => rule.children().into_iter().map(|part| (part, goal)).collect(),
            };
            stack.extend(flipped.into_iter().rev());
        }
        match blocked.is_empty() {
            // Each can be mended alone; they would have to turn out both ways.
            true => self.shared.iter().rev().copied().collect(),
            false => blocked,
        }
    }
}

fn own(costs: &Costs, index: usize, goal: Goal) -> u128 {
    let both = costs.get(index).copied().unwrap_or([NEVER; 2]);
    match goal {
        Goal::Met => both[0],
        Goal::Unmet => both[1],
    }
}

/// The cheapest of several ways; the first of those that cost the same.
fn cheapest(ways: [Way; 3]) -> Way {
    let [first, rest @ ..] = ways;
    rest.into_iter().fold(first, |best, way| if way.cost < best.cost { way } else { best })
}

/// The requirements that one depends on.
fn dependencies(requirement: &Requirement) -> Vec<usize> {
    let mut parts = requirement.rule.children();
    parts.extend(requirement.applies);
    if let Rule::Refer(target) = requirement.rule {
        parts.push(target);
    }
    parts
}
