//! Which requirements on hours are counted together, since no hour may count in two of them.

use super::{Requirement, Requirements, Rule};
use crate::error::{Place, Problems};
use crate::order::arrange;
use crate::standard::rule::{Apart, Hours};

/// The most requirements counted together. Up to four, an hour can be divided between them
/// wherever no two of them that count apart are given more than all of it; with more it need not.
const MOST_APART: usize = 4;

impl Requirements {
    /// Gives every requirement on hours those with which it is counted: those from which it counts
    /// apart by `exclusive`, those from which they do, and those that count apart from one of these
    /// and must be met wherever it must. On the way in `apart` holds those that a requirement names.
    pub(super) fn count_apart(&mut self, pointers: &[String], problems: &mut Problems) {
        let named: Vec<(usize, Vec<usize>)> = self
            .order
            .iter()
            .filter_map(|&index| Some((index, self.all.get(index)?.apart.clone())))
            .filter(|(_, apart)| !apart.is_empty())
            .collect();
        if named.is_empty() {
            return;
        }
        let roots = self.conjunctions();
        let names = |one: usize, other: usize| {
            named.iter().any(|(index, apart)| *index == one && apart.contains(&other))
        };
        let mut counted: Vec<usize> = named.iter().flat_map(|(_, apart)| apart.clone()).collect();
        counted.extend(named.iter().map(|(index, _)| index));
        counted.sort_unstable();
        counted.dedup();
        // Those that name none are counted first.
        let names_some = |index: usize| named.iter().any(|(naming, _)| *naming == index);
        arrange(&mut counted, &|one, other| names_some(one).cmp(&names_some(other)));
        let mut all = Vec::with_capacity(counted.len());
        for &own in &counted {
            let mut together = vec![own];
            let mut next = 0;
            while let Some(&one) = together.get(next) {
                next += 1;
                let more = counted.iter().copied().filter(|&other| {
                    let required = || roots.get(other) == roots.get(one);
                    names(one, other) || (names(other, one) && required())
                });
                let more: Vec<usize> = more.filter(|other| !together.contains(other)).collect();
                together.extend(more);
            }
            let place = |index: usize| counted.iter().position(|&one| one == index);
            arrange(&mut together, &|one, other| place(one).cmp(&place(other)));
            all.push((own, together));
        }
        for (own, together) in all {
            self.check_apart(own, &together, pointers, problems);
            let rules = together.iter().filter_map(|&index| self.hours(index).cloned()).collect();
            let apart = |one: &usize| -> u8 {
                let others = together.iter().enumerate();
                others
                    .filter(|(_, other)| names(*one, **other) || names(**other, *one))
                    .fold(0, |mask, (place, _)| mask | 1_u8.checked_shl(place as u32).unwrap_or(0))
            };
            let place = together.iter().position(|&index| index == own).unwrap_or_default();
            let masks = together.iter().map(apart).collect();
            let apart = Apart::new(place, rules, masks);
            let Some(requirement) = self.all.get_mut(own) else { continue };
            requirement.apart = together;
            if let Rule::Leaf(kind) = &mut requirement.rule
                && let Some(hours) = kind.hours_mut()
            {
                hours.count_apart(apart);
            }
        }
    }

    fn hours(&self, index: usize) -> Option<&Hours> {
        match &self.all.get(index)?.rule {
            Rule::Leaf(kind) => kind.hours(),
            _ => None,
        }
    }

    fn check_apart(
        &self,
        own: usize,
        together: &[usize],
        pointers: &[String],
        problems: &mut Problems,
    ) {
        let (Some(requirement), Some(pointer)) = (self.all.get(own), pointers.get(own)) else {
            return;
        };
        let place = || match requirement.origin {
            0 => Place::pointer(format!("{pointer}/hours/exclusive")),
            _ => Place::pointer(pointer),
        };
        if requirement.apart.is_empty() {
            return;
        }
        if together.len() > MOST_APART {
            let found = format!("{} requirements counted apart from each other", together.len());
            problems.push(place(), found, "at most 4");
        }
        let timed = together.iter().filter(|&&index| self.hours(index).is_some_and(Hours::timed));
        for &index in timed {
            let id = self.all.get(index).map_or("", |requirement| &requirement.id);
            let found = format!("`{id}`, which bounds the time of its hours");
            let expected = "requirements without `spread` and without `at_least` under `per`";
            problems.push(place(), found, expected);
        }
    }

    /// Of each requirement the one around it, as far out as every part must be met.
    fn conjunctions(&self) -> Vec<usize> {
        let mut users = vec![0_usize; self.all.len()];
        let mut parents: Vec<Option<usize>> = vec![None; self.all.len()];
        for &index in &self.order {
            let Some(requirement) = self.all.get(index) else { continue };
            let parts = match &requirement.rule {
                Rule::Refer(target) => vec![*target],
                rule => rule.children(),
            };
            let whole =
                matches!(requirement.rule, Rule::All(_) | Rule::ForEach(_) | Rule::Refer(_));
            for part in parts.into_iter().chain(requirement.applies) {
                let (Some(users), Some(parent)) = (users.get_mut(part), parents.get_mut(part))
                else {
                    continue;
                };
                *users += 1;
                *parent =
                    (whole && *users == 1 && requirement.applies != Some(part)).then_some(index);
            }
        }
        let passes = |requirement: &Requirement| {
            let asked = requirement.applies.is_none() && requirement.waivable_by.is_none();
            asked || matches!(requirement.rule, Rule::Leaf(_))
        };
        let root = |index: usize| {
            let mut root = index;
            while let Some(parent) = parents.get(root).copied().flatten()
                && self.all.get(root).is_some_and(passes)
            {
                root = parent;
            }
            root
        };
        (0..self.all.len()).map(root).collect()
    }
}
