//! Requirements as formulas over what the rules that look at evidence say, each met or unmet.

use std::collections::HashMap;

use serde_json::Value;

/// A requirement as a formula.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Formula {
    Settled(bool),
    Atom(usize),
    Not(Box<Formula>),
    AtLeast(usize, Vec<Formula>),
    When(Box<(Formula, Formula, Formula)>),
}

impl Formula {
    fn holds(&self, of: &impl Fn(usize) -> bool) -> bool {
        match self {
            Formula::Settled(holds) => *holds,
            Formula::Atom(atom) => of(*atom),
            Formula::Not(part) => !part.holds(of),
            Formula::AtLeast(count, parts) => {
                parts.iter().filter(|part| part.holds(of)).count() >= *count
            }
            Formula::When(parts) => {
                if parts.0.holds(of) {
                    parts.1.holds(of)
                } else {
                    parts.2.holds(of)
                }
            }
        }
    }

    pub(super) fn size(&self) -> usize {
        match self {
            Formula::Settled(_) | Formula::Atom(_) => 1,
            Formula::Not(part) => 1 + part.size(),
            Formula::AtLeast(_, parts) => 1 + parts.iter().map(Formula::size).sum::<usize>(),
            Formula::When(parts) => 1 + parts.0.size() + parts.1.size() + parts.2.size(),
        }
    }

    fn atoms(&self, atoms: &mut Vec<usize>) {
        match self {
            Formula::Settled(_) => {}
            Formula::Atom(atom) => {
                if !atoms.contains(atom) {
                    atoms.push(*atom);
                }
            }
            Formula::Not(part) => part.atoms(atoms),
            Formula::AtLeast(_, parts) => parts.iter().for_each(|part| part.atoms(atoms)),
            Formula::When(parts) => {
                [&parts.0, &parts.1, &parts.2].into_iter().for_each(|part| part.atoms(atoms));
            }
        }
    }
}

/// The most atoms of which every combination is tried.
const MOST_ATOMS: usize = 10;

/// The rules that look at evidence. The same rule written twice is one atom.
pub(super) struct Atoms<'a> {
    known: HashMap<String, usize>,
    rules: Vec<Option<(&'a str, &'a Value)>>,
    /// How many more combinations of facts may be tried, so that lint ends in bounded time.
    left: usize,
}

impl<'a> Atoms<'a> {
    pub(super) fn new() -> Atoms<'a> {
        Atoms { known: HashMap::new(), rules: Vec::new(), left: 4_000_000 }
    }

    /// The atom of a rule.
    pub(super) fn of(&mut self, kind: &'a str, value: &'a Value) -> Formula {
        let next = self.rules.len();
        let atom = *self.known.entry(format!("{kind} {value}")).or_insert(next);
        if atom == next {
            self.rules.push(Some((kind, value)));
        }
        Formula::Atom(atom)
    }

    /// An atom that nothing is known of.
    pub(super) fn other(&mut self) -> Formula {
        self.rules.push(None);
        Formula::Atom(self.rules.len() - 1)
    }

    /// Whether a formula is the same for all facts that the assumptions allow; `None` where it
    /// is not, or where there are too many combinations to try.
    pub(super) fn settled(&mut self, formula: &Formula, given: &[Formula]) -> Option<bool> {
        let mut atoms = Vec::new();
        formula.atoms(&mut atoms);
        given.iter().for_each(|given| given.atoms(&mut atoms));
        let combinations = 1_usize << atoms.len().min(MOST_ATOMS);
        let given_size: usize = given.iter().map(Formula::size).sum();
        let cost = combinations * (formula.size() + given_size);
        if atoms.len() > MOST_ATOMS || cost > self.left {
            return None;
        }
        self.left -= cost;
        let order = self.order(&atoms);
        let mut result = None;
        for facts in 0..combinations {
            let bit = |position: usize| facts >> position & 1 == 1;
            let impossible =
                order.iter().any(|&(one, other, wanted)| bit(one) && bit(other) != wanted);
            let of = |atom: usize| atoms.iter().position(|&known| known == atom).is_some_and(bit);
            if impossible || !given.iter().all(|given| given.holds(&of)) {
                continue;
            }
            let holds = formula.holds(&of);
            if result.is_some_and(|result| result != holds) {
                return None;
            }
            result = Some(holds);
        }
        result
    }

    /// What follows from one atom for another: `(one, other, whether it holds)`, by position.
    fn order(&self, atoms: &[usize]) -> Vec<(usize, usize, bool)> {
        let rule = |atom: usize| self.rules.get(atom).copied().flatten();
        let mut order = Vec::new();
        for (position, &one) in atoms.iter().enumerate() {
            for (place, &other) in atoms.iter().enumerate() {
                if let (Some(first), Some(second)) = (rule(one), rule(other))
                    && position != place
                    && let Some(holds) = follows(first, second)
                {
                    order.push((position, place, holds));
                }
            }
        }
        order
    }
}

/// What follows for one rule from another that is met: that it is met, that it is not, or
/// nothing.
fn follows(met: (&str, &Value), other: (&str, &Value)) -> Option<bool> {
    if met.0 != other.0 {
        return None;
    }
    let (ours, theirs) = (met.1.as_object()?, other.1.as_object()?);
    let bounds = ["at_least", "at_most"];
    let bound =
        |keys: &serde_json::Map<String, Value>, key: &str| keys.get(key).and_then(Value::as_f64);
    if !matches!(met.0, "age" | "hours" | "credits") {
        return None;
    }
    let rest = ours.keys().chain(theirs.keys()).filter(|key| !bounds.contains(&key.as_str()));
    for key in rest {
        if ours.get(key) != theirs.get(key) {
            return None;
        }
    }
    // Parts may be out of reach of one total and not of another.
    if ours.keys().any(|key| matches!(key.as_str(), "parts" | "buckets")) {
        return None;
    }
    let (our_least, our_most) = (bound(ours, "at_least"), bound(ours, "at_most"));
    let (their_least, their_most) = (bound(theirs, "at_least"), bound(theirs, "at_most"));
    let apart = |least: Option<f64>, most: Option<f64>| {
        least.zip(most).is_some_and(|(least, most)| least > most)
    };
    if apart(our_least, their_most) || apart(their_least, our_most) {
        return Some(false);
    }
    let least = their_least.is_none_or(|their| our_least.is_some_and(|our| our >= their));
    let most = their_most.is_none_or(|their| our_most.is_some_and(|our| our <= their));
    (least && most).then_some(true)
}
