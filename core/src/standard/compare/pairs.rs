//! Pairing the requirements of two standards and comparing each pair.

use serde_json::Value;

use super::matching::best;
use super::report::{Entailment, Relation};
use super::units::{Unit, related, units};
use crate::standard::definition::Standard;
use crate::standard::entail::{BUDGET, Formulas, Order, Prover, witness};

/// How many pairs are compared. Beyond it only requirements of one id are paired.
const MOST_PAIRS: usize = 10_000;

/// What is found of a requirement of either standard, or of two together.
pub(super) struct Row {
    /// The numbers of the requirements.
    pub(super) sides: [Option<usize>; 2],
    pub(super) relation: Relation,
    /// Whether whatever meets the one meets the other.
    pub(super) entails: [Entailment; 2],
    /// How they differ in the rules in which they are most alike.
    pub(super) order: Option<Order>,
    /// Dossiers that meet the one and not the other.
    pub(super) witnesses: [Option<Value>; 2],
    /// Whether the other requirement is compared with another one already.
    pub(super) beside: bool,
}

impl Row {
    fn of(
        sides: [Option<usize>; 2],
        entails: [Entailment; 2],
        order: Option<Order>,
        witnesses: [Option<Value>; 2],
    ) -> Row {
        let relation = match entails {
            [Entailment::Yes, Entailment::Yes] => Relation::Same,
            [Entailment::Yes, Entailment::No] => Relation::Stricter,
            [Entailment::No, Entailment::Yes] => Relation::Looser,
            _ => Relation::Incomparable,
        };
        Row { sides, relation, entails, order, witnesses, beside: false }
    }

    /// The same with the sides exchanged.
    pub(super) fn turn(&mut self) {
        self.sides.reverse();
        self.entails.reverse();
        self.witnesses.reverse();
        self.relation = self.relation.turned();
        if let Some(order) = &mut self.order {
            order.entails.reverse();
            order.refutes.reverse();
            for difference in &mut order.differences {
                difference.says.reverse();
                difference.stricter.reverse();
            }
        }
    }
}

/// The requirements of two standards, to be paired.
pub(super) struct Pairs<'f, 'a> {
    formulas: &'f Formulas<'a>,
    prover: Prover<'f, 'a>,
    units: [Vec<Unit<'a>>; 2],
    /// How much may still be tried in search of witnesses.
    budget: usize,
}

impl<'f, 'a> Pairs<'f, 'a> {
    pub(super) fn new(
        standards: [&'a Standard; 2],
        formulas: &'f Formulas<'a>,
        prover: Prover<'f, 'a>,
    ) -> Pairs<'f, 'a> {
        let units = standards.map(|standard| units(standard.requirements()));
        Pairs { formulas, prover, units, budget: BUDGET }
    }

    /// How the standards compare as a whole.
    pub(super) fn whole(&mut self) -> Row {
        self.compared(0, 0, None)
    }

    /// Each requirement of both standards at least once: pairs and what is alone in the order
    /// of the first, then what is alone in the second.
    pub(super) fn rows(&mut self) -> Vec<Row> {
        let partners = self.partners();
        let mut rows = Vec::new();
        for (one, partner) in partners.iter().enumerate() {
            match partner {
                Some(other) => {
                    let order = related(&self.units[0][one], &self.units[1][*other]);
                    let indices = [self.units[0][one].index, self.units[1][*other].index];
                    rows.push(self.compared(indices[0], indices[1], order));
                }
                None => rows.push(self.alone(0, one)),
            }
        }
        for other in 0..self.units[1].len() {
            if !partners.contains(&Some(other)) {
                rows.push(self.alone(1, other));
            }
        }
        rows
    }

    /// The unit of the second standard for each of the first.
    fn partners(&mut self) -> Vec<Option<usize>> {
        let (rows, columns) = (self.units[0].len(), self.units[1].len());
        if rows * columns > MOST_PAIRS {
            let same = |one: &Unit<'_>| self.units[1].iter().position(|other| other.id == one.id);
            return self.units[0].iter().map(same).collect();
        }
        let scores: Vec<Vec<i64>> = (0..rows)
            .map(|one| (0..columns).map(|other| self.score(one, other)).collect())
            .collect();
        best(&scores)
    }

    /// How well two requirements fit together: the same before one that asks for more, that
    /// before two that are about the same, and 0 where they have nothing to do with each other.
    fn score(&mut self, one: usize, other: usize) -> i64 {
        let (one, other) = (&self.units[0][one], &self.units[1][other]);
        let Some(order) = related(one, other) else { return 0 };
        let (same_id, plain) = (one.id == other.id, one.plain == other.plain);
        let (there, back) = self.proved(one.index, other.index);
        let proved = match (there, back) {
            (true, true) => 2_000,
            (true, false) | (false, true) => 1_000,
            (false, false) => 0,
        };
        proved
            + 400
            + 20 * i64::try_from(order.agreeing.min(10)).unwrap_or(0)
            + 50 * i64::from(plain)
            + 5 * i64::from(same_id)
    }

    fn proved(&mut self, one: usize, other: usize) -> (bool, bool) {
        let (Some(one), Some(other)) = (self.formulas.met(0, one), self.formulas.met(1, other))
        else {
            return (false, false);
        };
        (self.prover.proves(one, other), self.prover.proves(other, one))
    }

    fn compared(&mut self, one: usize, other: usize, order: Option<Order>) -> Row {
        let (there, back) = self.proved(one, other);
        let formulas = self.formulas;
        let budget = &mut self.budget;
        let mut answer = |proved: bool, given: (usize, usize), goal: (usize, usize)| {
            if proved {
                return (Entailment::Yes, None);
            }
            match witness(formulas, given, goal, budget) {
                Some(witness) => (Entailment::No, Some(witness)),
                None => (Entailment::Undecided, None),
            }
        };
        let (there, first) = answer(there, (0, one), (1, other));
        let (back, second) = answer(back, (1, other), (0, one));
        Row::of([Some(one), Some(other)], [there, back], order, [first, second])
    }

    /// A requirement that no other is left for: one that asks for it as well as for
    /// something else, or none.
    fn alone(&mut self, side: usize, unit: usize) -> Row {
        let own = &self.units[side][unit];
        let index = own.index;
        let asked: Vec<usize> = self.units[1 - side]
            .iter()
            .filter(|other| related(own, other).is_some())
            .map(|other| other.index)
            .collect();
        let goal = self.formulas.met(side, index);
        for other in asked.into_iter().chain([0]) {
            let given = self.formulas.met(1 - side, other);
            if let (Some(given), Some(goal)) = (given, goal)
                && self.prover.proves(given, goal)
            {
                let [one, other] = if side == 0 { [index, other] } else { [other, index] };
                let mut row = self.compared(one, other, None);
                row.beside = true;
                return row;
            }
        }
        let mut sides = [None, None];
        sides[side] = Some(index);
        let relation = if side == 0 { Relation::OnlyInA } else { Relation::OnlyInB };
        Row {
            sides,
            relation,
            entails: [Entailment::Undecided; 2],
            order: None,
            witnesses: [None, None],
            beside: false,
        }
    }
}
