//! Proving that one formula follows from another.

use std::collections::{HashMap, HashSet};

use super::formula::{Atom, Formula, Formulas};
use super::leaf::order;

/// How many steps a proof may take. A proof that takes more is given up: not decided.
const MOST_STEPS: usize = 4_000;
/// Into how many ways a choice of several may be taken apart.
const MOST_WAYS: usize = 64;

/// Proves what follows, remembering how atoms compare.
pub(crate) struct Prover<'f, 'a> {
    formulas: &'f Formulas<'a>,
    follows: HashMap<(usize, usize), bool>,
    atoms_below: HashMap<usize, Vec<usize>>,
    steps: usize,
}

/// What is given: what is so, and choices of which some are so.
#[derive(Clone, Default)]
struct Given {
    atoms: Vec<usize>,
    choices: Vec<usize>,
    contradictory: bool,
}

impl<'f, 'a> Prover<'f, 'a> {
    pub(crate) fn new(formulas: &'f Formulas<'a>) -> Prover<'f, 'a> {
        Prover { formulas, follows: HashMap::new(), atoms_below: HashMap::new(), steps: 0 }
    }

    /// Whether a proof is found that the second formula follows from the first.
    pub(crate) fn proves(&mut self, given: usize, goal: usize) -> bool {
        if self.formulas.is_deep(given) || self.formulas.is_deep(goal) {
            return false;
        }
        self.steps = 0;
        let given = self.taken(&Given::default(), &[given]);
        self.reaches(&given, goal)
    }

    fn reaches(&mut self, given: &Given, goal: usize) -> bool {
        self.steps += 1;
        if self.steps > MOST_STEPS {
            return false;
        }
        if given.contradictory {
            return true;
        }
        if let Formula::All(parts) = self.formulas.formula(goal) {
            return parts.clone().into_iter().all(|part| self.reaches(given, part));
        }
        if self.holds(given, goal, &mut HashMap::new()) {
            return true;
        }
        // A choice that has nothing to do with the goal cannot help.
        let wanted = self.below(goal);
        let choice = given.choices.iter().position(|&choice| {
            let offered = self.below(choice);
            offered.iter().any(|&one| wanted.iter().any(|&other| self.follows(one, other)))
                && self.ways(choice).is_some()
        });
        let Some(choice) = choice else { return false };
        let mut rest = given.clone();
        let choice = rest.choices.remove(choice);
        let ways = self.ways(choice).unwrap_or_default();
        ways.into_iter().all(|way| {
            let given = self.taken(&rest, &way);
            self.reaches(&given, goal)
        })
    }

    /// What is given, with more.
    fn taken(&mut self, given: &Given, more: &[usize]) -> Given {
        let mut given = given.clone();
        let mut stack: Vec<usize> = more.iter().rev().copied().collect();
        let mut seen = HashSet::new();
        while let Some(number) = stack.pop() {
            if !seen.insert(number) {
                continue;
            }
            match self.formulas.formula(number) {
                Formula::Atom(atom) => {
                    if given.atoms.iter().any(|&other| self.excludes(*atom, other)) {
                        given.contradictory = true;
                    }
                    given.atoms.push(*atom);
                }
                Formula::All(parts) => stack.extend(parts.iter().rev()),
                Formula::Any(parts) if parts.len() == 1 => stack.extend(parts),
                Formula::Any(_) | Formula::AtLeast(..) => given.choices.push(number),
            }
        }
        given
    }

    /// The ways to take a choice; none where there are too many.
    fn ways(&self, choice: usize) -> Option<Vec<Vec<usize>>> {
        match self.formulas.formula(choice) {
            Formula::Any(parts) => Some(parts.iter().map(|&part| vec![part]).collect()),
            Formula::AtLeast(count, parts) => combinations(parts, *count),
            _ => None,
        }
    }

    /// Whether a goal holds by what is given, without taking a choice apart.
    fn holds(&mut self, given: &Given, goal: usize, known: &mut HashMap<usize, bool>) -> bool {
        if let Some(&known) = known.get(&goal) {
            return known;
        }
        let formulas = self.formulas;
        let holds = match formulas.formula(goal) {
            Formula::Atom(atom) => given.atoms.iter().any(|&own| self.follows(own, *atom)),
            Formula::All(parts) => parts.iter().all(|&part| self.holds(given, part, known)),
            Formula::Any(parts) => {
                parts.iter().any(|&part| self.holds(given, part, known))
                    || self.matched(given, 1, parts)
            }
            Formula::AtLeast(count, parts) => {
                let held = parts.iter().filter(|&&part| self.holds(given, part, known)).count();
                held >= *count || self.matched(given, *count, parts)
            }
        };
        known.insert(goal, holds);
        holds
    }

    /// Whether so many of the wanted hold because so many of a given choice do, each of them
    /// being one of the wanted.
    fn matched(&mut self, given: &Given, count: usize, wanted: &[usize]) -> bool {
        let formulas = self.formulas;
        given.choices.iter().any(|&choice| {
            let (least, parts) = match formulas.formula(choice) {
                Formula::Any(parts) => (1, parts),
                Formula::AtLeast(least, parts) => (*least, parts),
                _ => return false,
            };
            let mut free: Vec<usize> = wanted.to_vec();
            let pairs = parts.iter().filter(|&&part| {
                let fits = free.iter().position(|&other| self.same_atom(part, other));
                fits.map(|fits| free.swap_remove(fits)).is_some()
            });
            let unpaired = parts.len() - pairs.count();
            least.saturating_sub(unpaired) >= count
        })
    }

    /// Whether one formula that is an atom follows from another.
    fn same_atom(&mut self, one: usize, other: usize) -> bool {
        match (self.formulas.formula(one), self.formulas.formula(other)) {
            (Formula::Atom(one), Formula::Atom(other)) => self.follows(*one, *other),
            _ => one == other,
        }
    }

    fn follows(&mut self, given: usize, goal: usize) -> bool {
        if let Some(&known) = self.follows.get(&(given, goal)) {
            return known;
        }
        let atoms = &self.formulas.atoms;
        let follows = match (atoms.get(given), atoms.get(goal)) {
            (
                Some(Atom::Rule { kind: one, credential: own, met: true }),
                Some(Atom::Rule { kind: other, credential, met: true }),
            ) => order(*one, *other, own == credential).entails[0],
            (
                Some(Atom::Rule { kind: one, credential: own, met: false }),
                Some(Atom::Rule { kind: other, credential, met: false }),
            ) => order(*other, *one, own == credential).refutes[0],
            (
                Some(Atom::Waiver { by, id, given }),
                Some(Atom::Waiver { by: other_by, id: other_id, given: other }),
            ) => by == other_by && id == other_id && given == other,
            _ => false,
        };
        self.follows.insert((given, goal), follows);
        follows
    }

    /// Whether two atoms cannot both be so.
    fn excludes(&self, one: usize, other: usize) -> bool {
        let atoms = &self.formulas.atoms;
        match (atoms.get(one), atoms.get(other)) {
            (
                Some(Atom::Rule { kind: met, credential: own, met: true }),
                Some(Atom::Rule { kind: unmet, credential, met: false }),
            )
            | (
                Some(Atom::Rule { kind: unmet, credential, met: false }),
                Some(Atom::Rule { kind: met, credential: own, met: true }),
            ) => order(*met, *unmet, own == credential).entails[0],
            (
                Some(Atom::Waiver { by, id, given }),
                Some(Atom::Waiver { by: other_by, id: other_id, given: other }),
            ) => by == other_by && id == other_id && given != other,
            _ => false,
        }
    }

    /// The atoms of a formula.
    fn below(&mut self, number: usize) -> Vec<usize> {
        if let Some(known) = self.atoms_below.get(&number) {
            return known.clone();
        }
        let atoms = self.formulas.below(number);
        self.atoms_below.insert(number, atoms.clone());
        atoms
    }
}

/// Every way to take so many of several; none where there are too many.
fn combinations(parts: &[usize], count: usize) -> Option<Vec<Vec<usize>>> {
    let mut ways: Vec<Vec<usize>> = vec![Vec::new()];
    for (position, &part) in parts.iter().enumerate() {
        let left = parts.len() - position - 1;
        let mut next = Vec::new();
        for way in ways {
            if way.len() < count {
                let mut with = way.clone();
                with.push(part);
                next.push(with);
            }
            if way.len() + left >= count {
                next.push(way);
            }
        }
        if next.len() > MOST_WAYS * 4 {
            return None;
        }
        ways = next;
    }
    ways.retain(|way| way.len() == count);
    (ways.len() <= MOST_WAYS).then_some(ways)
}
