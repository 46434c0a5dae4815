//! Requirements that decide nothing: always met, never met, never reached, or repeated.
//!
//! What is found is so whatever the facts, and exact as far as it goes: all combinations of up
//! to ten rules are tried, rules being free of each other but for the same rule written twice
//! and for bounds on the same amount. What turns on more rules, or on facts that rules of
//! different kinds share, is not found.

use super::bounds;
use super::finding::{Findings, LintKind};
use super::formula::{Atoms, Formula};
use super::tree::{Rule, Tree};

/// The largest formula that is looked at.
const LARGEST: usize = 100;

/// The most requirements of a document that is looked at.
const MOST_ITEMS: usize = 10_000;

/// The most siblings that are held against each other.
const MOST_SIBLINGS: usize = 48;

pub(super) fn note(tree: &Tree<'_>, findings: &mut Findings) {
    if tree.items.len() > MOST_ITEMS {
        return;
    }
    let mut logic =
        Logic { tree, atoms: Atoms::new(), formulas: vec![State::New; tree.items.len()] };
    let mut settled = vec![None; tree.items.len()];
    // Those inside come after those around them.
    for index in (0..tree.items.len()).rev() {
        let formula = logic.formula(index);
        if let Some(settled) = settled.get_mut(index) {
            *settled = logic.atoms.settled(&formula, &[]);
        }
    }
    for index in 0..tree.items.len() {
        logic.note_settled(index, &settled, findings);
        logic.note_siblings(index, &settled, findings);
    }
    if !tree.items.is_empty() {
        logic.note_unreachable(&settled, findings);
    }
}

#[derive(Clone)]
enum State {
    New,
    Open,
    Done(Formula),
}

struct Logic<'t, 'a> {
    tree: &'t Tree<'a>,
    atoms: Atoms<'a>,
    formulas: Vec<State>,
}

impl<'a> Logic<'_, 'a> {
    /// The formula of a requirement. What is too large, or part of a circle, is an atom.
    fn formula(&mut self, index: usize) -> Formula {
        match self.formulas.get(index) {
            Some(State::Done(formula)) => return formula.clone(),
            Some(State::New) => {}
            _ => return self.atoms.other(),
        }
        let tree = self.tree;
        let Some(item) = tree.items.get(index) else { return self.atoms.other() };
        self.set(index, State::Open);
        let mut formula = match &item.rule {
            Rule::AtLeast(count, of) => {
                Formula::AtLeast(*count, of.iter().map(|&part| self.formula(part)).collect())
            }
            Rule::Not(of) => Formula::Not(Box::new(self.formula(*of))),
            Rule::When { condition, then, otherwise } => {
                let otherwise = otherwise.map_or(Formula::Settled(true), |part| self.formula(part));
                Formula::When(Box::new((self.formula(*condition), self.formula(*then), otherwise)))
            }
            Rule::Leaf(kind, value) => match bounds::settled(kind, value) {
                Some(settled) => Formula::Settled(settled),
                None => self.atoms.of(kind, value),
            },
            // References are as deep as the document is long; only those to what is known
            // already are followed.
            Rule::Refer(name) => match tree.ids.get(name).and_then(|&to| self.formulas.get(to)) {
                Some(State::Done(formula)) => formula.clone(),
                _ => self.reference(name),
            },
            Rule::ForEach(_) | Rule::Unclear => self.atoms.other(),
        };
        if item.keys.contains_key("waivable_by") {
            formula = Formula::AtLeast(1, vec![self.atoms.other(), formula]);
        }
        if let Some(applies) = item.applies {
            let applies = self.formula(applies);
            formula = Formula::When(Box::new((applies, formula, Formula::Settled(true))));
        }
        if formula.size() > LARGEST {
            formula = self.atoms.other();
        }
        self.set(index, State::Done(formula.clone()));
        formula
    }

    /// The formula of a reference: that of a rule that looks at evidence, else an atom of the
    /// name.
    fn reference(&mut self, name: &'a str) -> Formula {
        let target = self.tree.ids.get(name).and_then(|&target| self.tree.items.get(target));
        match target {
            Some(item) if item.applies.is_none() && !item.keys.contains_key("waivable_by") => {
                match item.rule {
                    Rule::Leaf(kind, value) => self.atoms.of(kind, value),
                    _ => self.atoms.other(),
                }
            }
            _ => self.atoms.other(),
        }
    }

    fn set(&mut self, index: usize, state: State) {
        if let Some(slot) = self.formulas.get_mut(index) {
            *slot = state;
        }
    }

    /// Requirements that are settled though none of their parts is.
    fn note_settled(&self, index: usize, settled: &[Option<bool>], findings: &mut Findings) {
        let Some(item) = self.tree.items.get(index) else { return };
        let of = |index: usize| settled.get(index).copied().flatten();
        let Some(holds) = of(index) else { return };
        let parts = self.tree.children(index).into_iter().chain(item.applies);
        // Contradictory bounds are told by themselves.
        let told = matches!(item.rule, Rule::Refer(_))
            || (matches!(item.rule, Rule::Leaf(..)) && !holds)
            || parts.into_iter().any(|part| of(part).is_some());
        if told {
            return;
        }
        let (kind, message) = match holds {
            true => (LintKind::AlwaysMet, "met whatever the facts"),
            false => (LintKind::NeverMet, "unmet whatever the facts"),
        };
        findings.push(kind, &item.pointer, item.id, message);
    }

    /// Requirements that repeat or settle one beside them.
    fn note_siblings(&mut self, index: usize, settled: &[Option<bool>], findings: &mut Findings) {
        let tree = self.tree;
        let Some(Rule::AtLeast(count, of)) = tree.items.get(index).map(|item| &item.rule) else {
            return;
        };
        let open = of.iter().filter(|&&part| settled.get(part) == Some(&None));
        let open: Vec<usize> = open.copied().take(MOST_SIBLINGS).collect();
        let formulas: Vec<Formula> = open.iter().map(|&part| self.formula(part)).collect();
        for (position, (&part, formula)) in open.iter().zip(&formulas).enumerate() {
            let Some(item) = tree.items.get(part) else { continue };
            let before = formulas.iter().zip(&open).take(position);
            if let Some((_, &other)) = before.clone().find(|(other, _)| *other == formula) {
                let message = format!("the same as {} beside it", tree.name(other));
                findings.push(LintKind::Duplicate, &item.pointer, item.id, message);
                continue;
            }
            let beside = formulas.iter().zip(&open).filter(|&(_, &other)| other != part);
            for (other, &beside) in beside {
                let implied = if *count == of.len() {
                    self.atoms.settled(formula, std::slice::from_ref(other)) == Some(true)
                } else if *count == 1 {
                    self.atoms.settled(other, std::slice::from_ref(formula)) == Some(true)
                } else {
                    false
                };
                if implied && other != formula {
                    let name = tree.name(beside);
                    let message = match *count == of.len() {
                        true => format!("met wherever {name} beside it is"),
                        false => format!("where it is met {name} beside it is too"),
                    };
                    findings.push(LintKind::Redundant, &item.pointer, item.id, message);
                    break;
                }
            }
        }
    }

    /// Branches whose condition is settled by itself, or by the conditions around it.
    fn note_unreachable(&mut self, settled: &[Option<bool>], findings: &mut Findings) {
        let tree = self.tree;
        let inner: std::collections::HashSet<usize> = (0..tree.items.len())
            .flat_map(|index| {
                let applies = tree.items.get(index).and_then(|item| item.applies);
                tree.children(index).into_iter().chain(applies)
            })
            .collect();
        let roots = (0..tree.items.len()).filter(|index| !inner.contains(index));
        let mut stack: Vec<(usize, Vec<Formula>)> = roots.map(|root| (root, Vec::new())).collect();
        while let Some((index, given)) = stack.pop() {
            let Some(item) = tree.items.get(index) else { continue };
            let mut inside = given.clone();
            if let Some(applies) = item.applies {
                let formula = self.formula(applies);
                if self.is_settled(applies, &formula, &given, settled) == Some(false) {
                    let message = "never applies, by the conditions around it";
                    findings.push(LintKind::Unreachable, &item.pointer, item.id, message);
                }
                inside.push(formula);
                stack.push((applies, given));
            }
            let Rule::When { condition, then, otherwise } = &item.rule else {
                stack.extend(tree.children(index).into_iter().map(|part| (part, inside.clone())));
                continue;
            };
            let formula = self.formula(*condition);
            let dead = match self.is_settled(*condition, &formula, &inside, settled) {
                Some(true) => *otherwise,
                Some(false) => Some(*then),
                None => None,
            };
            if let Some(branch) = dead.and_then(|branch| tree.items.get(branch)) {
                let message = format!("never chosen: {} is settled", tree.name(*condition));
                findings.push(LintKind::Unreachable, &branch.pointer, branch.id, message);
            }
            let with = |formula: Formula| {
                let mut given = inside.clone();
                given.push(formula);
                given
            };
            if let Some(otherwise) = otherwise {
                stack.push((*otherwise, with(Formula::Not(Box::new(formula.clone())))));
            }
            stack.push((*then, with(formula)));
            stack.push((*condition, inside));
        }
    }

    /// Whether a condition is settled by what is given.
    fn is_settled(
        &mut self,
        index: usize,
        formula: &Formula,
        given: &[Formula],
        settled: &[Option<bool>],
    ) -> Option<bool> {
        let alone = settled.get(index).copied().flatten();
        alone.or_else(|| self.atoms.settled(formula, given))
    }
}
