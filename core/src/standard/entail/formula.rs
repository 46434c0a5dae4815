//! Requirements as formulas over what rules say.
//!
//! That a requirement is met, or known not to be met, is written as `all`, `any` and `at least`
//! over atoms: that a rule is met, that it is known not to be met, that a waiver is on file or
//! is not. No atom is negated, since the two are not opposites where the answer may be
//! unknown. This is exact: it is how the verdict is computed.

use std::collections::HashSet;

use crate::standard::requirement::{Requirement, Requirements, Rule};
use crate::standard::rule::Kind;

/// How deep formulas may be for walks that are recursive.
const MOST_DEEP: usize = 300;

/// A formula; the numbers are of other formulas, or of an atom.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Formula {
    Atom(usize),
    All(Vec<usize>),
    Any(Vec<usize>),
    AtLeast(usize, Vec<usize>),
}

/// Something that is so or is not, in one dossier on one day.
#[derive(Clone, Copy)]
pub(crate) enum Atom<'a> {
    /// A rule is met, or is known not to be met.
    Rule { kind: &'a dyn Kind, credential: &'a [String], met: bool },
    /// A waiver by someone of a requirement of this id is on file, or is not.
    Waiver { by: &'a str, id: &'a str, given: bool },
}

/// The formulas of the requirements of several standards.
#[derive(Default)]
pub(crate) struct Formulas<'a> {
    pub(super) formulas: Vec<Formula>,
    pub(super) atoms: Vec<Atom<'a>>,
    /// How deep each formula is.
    pub(super) depths: Vec<usize>,
    /// The requirements of each standard, and per requirement the formulas that it is met and
    /// that it is known not to be met.
    pub(super) standards: Vec<(&'a Requirements, Vec<[usize; 2]>)>,
}

impl<'a> Formulas<'a> {
    /// Adds the requirements of a standard, and gives its number.
    pub(crate) fn add(&mut self, requirements: &'a Requirements) -> usize {
        let mut of = vec![[0; 2]; requirements.all.len()];
        for &index in &requirements.order {
            if let Some(requirement) = requirements.all.get(index) {
                let pair = self.requirement(requirement, requirements.credential(index), &of);
                if let Some(slot) = of.get_mut(index) {
                    *slot = pair;
                }
            }
        }
        self.standards.push((requirements, of));
        self.standards.len() - 1
    }

    /// The formula that a requirement of a standard is met.
    pub(crate) fn met(&self, standard: usize, requirement: usize) -> Option<usize> {
        let (_, of) = self.standards.get(standard)?;
        of.get(requirement).map(|pair| pair[0])
    }

    fn requirement(
        &mut self,
        requirement: &'a Requirement,
        credential: &'a [String],
        of: &[[usize; 2]],
    ) -> [usize; 2] {
        let pair = |index: usize| of.get(index).copied().unwrap_or_default();
        let each = |parts: &[usize], side: usize| -> Vec<usize> {
            parts.iter().map(|&part| pair(part)[side]).collect()
        };
        let mut verdict = match &requirement.rule {
            Rule::All(parts) | Rule::ForEach(parts) => {
                [self.push(Formula::All(each(parts, 0))), self.push(Formula::Any(each(parts, 1)))]
            }
            Rule::Any(parts) => {
                [self.push(Formula::Any(each(parts, 0))), self.push(Formula::All(each(parts, 1)))]
            }
            Rule::AtLeast(count, parts) => {
                let unmet = (parts.len() + 1).saturating_sub(*count);
                [
                    self.push(Formula::AtLeast(*count, each(parts, 0))),
                    self.push(Formula::AtLeast(unmet, each(parts, 1))),
                ]
            }
            Rule::Not(part) => [pair(*part)[1], pair(*part)[0]],
            Rule::When { condition, then, otherwise } => {
                let nothing =
                    [self.push(Formula::All(Vec::new())), self.push(Formula::Any(Vec::new()))];
                self.chosen(pair(*condition), pair(*then), otherwise.map_or(nothing, pair))
            }
            Rule::Refer(other) => pair(*other),
            Rule::Leaf(kind) => {
                let kind: &'a dyn Kind = kind.as_ref();
                [true, false].map(|met| self.atom(Atom::Rule { kind, credential, met }))
            }
        };
        if let Some(by) = &requirement.waivable_by {
            let waiver = |given: bool| Atom::Waiver { by, id: requirement.id.as_str(), given };
            let (given, not_given) = (self.atom(waiver(true)), self.atom(waiver(false)));
            verdict = [
                self.push(Formula::Any(vec![verdict[0], given])),
                self.push(Formula::All(vec![verdict[1], not_given])),
            ];
        }
        if let Some(applies) = requirement.applies {
            let condition = pair(applies);
            verdict = [
                self.push(Formula::Any(vec![verdict[0], condition[1]])),
                self.push(Formula::All(vec![verdict[1], condition[0]])),
            ];
        }
        verdict
    }

    /// The branch that a condition selects, or both where they agree.
    fn chosen(
        &mut self,
        condition: [usize; 2],
        then: [usize; 2],
        otherwise: [usize; 2],
    ) -> [usize; 2] {
        [0, 1].map(|side| {
            let branches = [
                vec![condition[0], then[side]],
                vec![condition[1], otherwise[side]],
                vec![then[side], otherwise[side]],
            ];
            let branches = branches.map(|branch| self.push(Formula::All(branch)));
            self.push(Formula::Any(branches.to_vec()))
        })
    }

    fn atom(&mut self, atom: Atom<'a>) -> usize {
        self.atoms.push(atom);
        self.push(Formula::Atom(self.atoms.len() - 1))
    }

    fn push(&mut self, formula: Formula) -> usize {
        let formula = match formula {
            // So that they need not be told apart later.
            Formula::AtLeast(1, parts) => Formula::Any(parts),
            Formula::AtLeast(count, parts) if count == parts.len() => Formula::All(parts),
            formula => formula,
        };
        let depth = match &formula {
            Formula::Atom(_) => 0,
            Formula::All(parts) | Formula::Any(parts) | Formula::AtLeast(_, parts) => {
                let depths = parts.iter().filter_map(|&part| self.depths.get(part));
                depths.max().map_or(0, |depth| depth + 1)
            }
        };
        self.formulas.push(formula);
        self.depths.push(depth);
        self.formulas.len() - 1
    }

    pub(super) fn formula(&self, number: usize) -> &Formula {
        const NOTHING: &Formula = &Formula::All(Vec::new());
        self.formulas.get(number).unwrap_or(NOTHING)
    }

    /// Whether a formula is too deep for a walk that is recursive.
    pub(super) fn is_deep(&self, number: usize) -> bool {
        self.depths.get(number).is_none_or(|&depth| depth > MOST_DEEP)
    }

    /// The atoms of a formula.
    pub(super) fn below(&self, number: usize) -> Vec<usize> {
        let (mut atoms, mut seen, mut stack) = (Vec::new(), HashSet::new(), vec![number]);
        while let Some(number) = stack.pop() {
            if !seen.insert(number) {
                continue;
            }
            match self.formula(number) {
                Formula::Atom(atom) => atoms.push(*atom),
                Formula::All(parts) | Formula::Any(parts) | Formula::AtLeast(_, parts) => {
                    stack.extend(parts.iter().rev());
                }
            }
        }
        atoms
    }
}
