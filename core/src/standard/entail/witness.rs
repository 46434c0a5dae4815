//! Dossiers that meet one requirement and not another.

use std::collections::HashMap;

use serde_json::{Map, Value, json};

use super::WITNESS_DAY;
use super::formula::{Atom, Formula, Formulas};
use super::leaf::{examples, spoilers};
use crate::standard::assess::judge;
use crate::standard::dossier::Dossier;
use crate::standard::facts::Facts;
use crate::standard::verdict::Verdict;

/// How many sets of atoms that make a formula so are tried.
const MOST_SETS: usize = 12;
/// How many dossiers are tried.
const MOST_DOSSIERS: usize = 96;
/// How many atoms a formula may have for a witness to be sought.
const MOST_ATOMS: usize = 400;

/// How many requirements may be judged in search of witnesses, for one comparison.
pub(crate) const BUDGET: usize = 2_000_000;

/// Seeks a dossier, as a document, that meets a requirement of the first standard and not one
/// of the second.
pub(crate) fn witness(
    formulas: &Formulas<'_>,
    (first, met): (usize, usize),
    (second, unmet): (usize, usize),
    budget: &mut usize,
) -> Option<Value> {
    let (own, _) = formulas.standards.get(first)?;
    let (other, _) = formulas.standards.get(second)?;
    let (given, goal) = (formulas.met(first, met)?, formulas.met(second, unmet)?);
    let large =
        |number: usize| formulas.is_deep(number) || formulas.below(number).len() > MOST_ATOMS;
    if large(given) || large(goal) {
        return None;
    }
    let in_the_way = spoiled(formulas, goal);
    let mut tried = 0;
    for set in Sets::default().of(formulas, given) {
        for parts in dossiers(formulas, &set) {
            for spoiler in std::iter::once(None).chain(in_the_way.iter().map(Some)) {
                tried += 1;
                let cost = own.all.len() + other.all.len();
                if tried > MOST_DOSSIERS || *budget < cost {
                    return None;
                }
                *budget -= cost;
                let document = document(parts.iter().chain(spoiler));
                let Ok(dossier) = Dossier::from_json(&document.to_string()) else { continue };
                let verdict = |requirements, index| {
                    judge(requirements, &Facts::new(dossier.document(), WITNESS_DAY)).verdict(index)
                };
                if verdict(own, met) == Verdict::Met && verdict(other, unmet) != Verdict::Met {
                    return Some(document);
                }
            }
        }
    }
    None
}

/// Sets of atoms each of which makes a formula so, for each formula once.
#[derive(Default)]
struct Sets(HashMap<usize, Vec<Vec<usize>>>);

impl Sets {
    fn of(&mut self, formulas: &Formulas<'_>, number: usize) -> Vec<Vec<usize>> {
        if let Some(known) = self.0.get(&number) {
            return known.clone();
        }
        let mut all = match formulas.formula(number) {
            Formula::Atom(atom) => vec![vec![*atom]],
            Formula::All(parts) => self.together(formulas, parts),
            Formula::Any(parts) => {
                parts.iter().take(MOST_SETS).flat_map(|&part| self.of(formulas, part)).collect()
            }
            Formula::AtLeast(count, parts) => {
                let chosen = parts.windows(*count).take(MOST_SETS);
                chosen.flat_map(|chosen| self.together(formulas, chosen)).collect()
            }
        };
        all.truncate(MOST_SETS);
        self.0.insert(number, all.clone());
        all
    }

    fn together(&mut self, formulas: &Formulas<'_>, parts: &[usize]) -> Vec<Vec<usize>> {
        parts.iter().fold(vec![Vec::new()], |sets, &part| crossed(&sets, &self.of(formulas, part)))
    }
}

fn crossed(sets: &[Vec<usize>], more: &[Vec<usize>]) -> Vec<Vec<usize>> {
    let mut crossed = Vec::new();
    for set in sets {
        for more in more {
            if crossed.len() < MOST_SETS {
                crossed.push(set.iter().chain(more).copied().collect());
            }
        }
    }
    crossed
}

/// Parts of dossiers that should make all atoms so: the first example of each, then each
/// other example in its place.
fn dossiers(formulas: &Formulas<'_>, atoms: &[usize]) -> Vec<Vec<Value>> {
    let of: Vec<Vec<Value>> = atoms.iter().map(|&atom| made(formulas.atoms.get(atom))).collect();
    let first = |examples: &Vec<Value>| examples.first().cloned().unwrap_or(Value::Null);
    let base: Vec<Value> = of.iter().map(first).collect();
    let mut all = vec![base.clone()];
    for (position, examples) in of.iter().enumerate() {
        for example in examples.iter().skip(1) {
            let mut other = base.clone();
            if let Some(slot) = other.get_mut(position) {
                *slot = example.clone();
            }
            all.push(other);
        }
    }
    all
}

fn made(atom: Option<&Atom<'_>>) -> Vec<Value> {
    match atom {
        Some(Atom::Rule { kind, met: true, .. }) => examples(*kind, WITNESS_DAY),
        // What is not recorded in a complete section is not so, which is often enough.
        Some(Atom::Rule { kind, met: false, .. }) => {
            let mut parts = vec![json!({})];
            parts.extend(spoilers(*kind, WITNESS_DAY));
            parts
        }
        Some(Atom::Waiver { by, id, given: true }) => vec![json!({"decisions": [
            {"by": by, "about": id, "outcome": true, "on": WITNESS_DAY}]})],
        Some(Atom::Waiver { .. }) | None => Vec::new(),
    }
}

/// What is in the way of the rules of a formula.
fn spoiled(formulas: &Formulas<'_>, number: usize) -> Vec<Value> {
    let in_the_way =
        formulas.below(number).into_iter().flat_map(|atom| match formulas.atoms.get(atom) {
            Some(Atom::Rule { kind, met: true, .. }) => spoilers(*kind, WITNESS_DAY),
            Some(Atom::Rule { kind, met: false, .. }) => examples(*kind, WITNESS_DAY),
            _ => Vec::new(),
        });
    in_the_way.take(MOST_SETS).collect()
}

/// A dossier with all of these parts, every section complete.
fn document<'v>(parts: impl Iterator<Item = &'v Value>) -> Value {
    let mut document: Map<String, Value> = Map::new();
    for part in parts.filter_map(Value::as_object) {
        for (key, value) in part {
            match (document.get_mut(key), value) {
                (Some(Value::Array(all)), Value::Array(more)) => {
                    let more = more.iter().filter(|entry| !all.contains(entry));
                    let more: Vec<Value> = more.cloned().collect();
                    all.extend(more);
                }
                (Some(_), _) => {}
                (None, value) => {
                    document.insert(key.clone(), value.clone());
                }
            }
        }
    }
    document.insert("format".to_owned(), json!("peerpath/dossier/1"));
    let complete = [
        "events",
        "attestations",
        "education",
        "hours",
        "spans",
        "exams",
        "screenings",
        "credentials",
        "references",
        "documents",
        "residence",
        "decisions",
        "fees",
    ];
    document.insert("complete".to_owned(), json!(complete));
    Value::Object(document)
}
