//! Which requirement is judged when, and which are counted.

use super::{NO_CIRCLE, Requirements, Rule};
use crate::error::{Place, Problems};

impl Requirements {
    /// Puts the requirements in order, drops those of other standards that nothing needs, and
    /// notes references in a circle. `pointers` are their places in the document that was read.
    pub(super) fn arrange(&mut self, pointers: &[String], problems: &mut Problems) {
        self.order = self.ordered(pointers, problems);
        self.count_apart(pointers, problems);
        if self.all.iter().any(|requirement| requirement.origin != 0) {
            self.drop_unneeded();
        }
        self.counted = self.all_counted();
        self.find_deciding();
    }

    /// Marks what decides: the whole, and of a requirement that decides, always applies and cannot be
    /// waived, every part that must be met for it to be.
    fn find_deciding(&mut self) {
        let mut stack = vec![0];
        while let Some(index) = stack.pop() {
            let Some(requirement) = self.all.get_mut(index) else { continue };
            if std::mem::replace(&mut requirement.decides, true) {
                continue;
            }
            if requirement.applies.is_some() || requirement.waivable_by.is_some() {
                continue;
            }
            match &requirement.rule {
                Rule::All(parts) | Rule::ForEach(parts) => stack.extend(parts),
                Rule::Refer(other) => stack.push(*other),
                _ => {}
            }
        }
    }

    fn all_counted(&self) -> Vec<usize> {
        let mut counted = Vec::new();
        let mut stack = vec![0];
        while let Some(index) = stack.pop() {
            let Some(requirement) = self.all.get(index) else { continue };
            match &requirement.rule {
                Rule::Leaf(_) | Rule::Not(_) => counted.push(index),
                Rule::Refer(other) if self.is_elsewhere(*other) => stack.push(*other),
                rule => stack.extend(rule.children()),
            }
            stack.extend(requirement.applies);
        }
        counted.sort_unstable();
        counted.dedup();
        counted
    }

    /// The requirements, each after all that it depends on. The search keeps its own stack,
    /// since a chain of references can be as long as the document.
    fn ordered(&self, pointers: &[String], problems: &mut Problems) -> Vec<usize> {
        #[derive(Clone, Copy, PartialEq)]
        enum State {
            New,
            Open,
            Done,
        }
        let mut order = Vec::with_capacity(self.all.len());
        let mut states = vec![State::New; self.all.len()];
        let mut stack = vec![(0, false)];
        while let Some((index, leaving)) = stack.pop() {
            let (Some(state), Some(requirement)) = (states.get_mut(index), self.all.get(index))
            else {
                continue;
            };
            if leaving {
                *state = State::Done;
                order.push(index);
                continue;
            }
            if *state != State::New {
                continue;
            }
            *state = State::Open;
            stack.push((index, true));
            let mut needed = requirement.rule.children();
            needed.extend(requirement.applies);
            if let Rule::Refer(target) = requirement.rule {
                needed.push(target);
            }
            // Two can count apart from each other, so no circle is looked for.
            for &other in &requirement.apart {
                if states.get(other) == Some(&State::New) {
                    stack.push((other, false));
                }
            }
            for needed in needed.into_iter().rev() {
                match states.get(needed) {
                    Some(State::Open) => {
                        let pointer = pointers.get(index).map_or("", String::as_str);
                        let id = self.all.get(needed).map_or("", |needed| &needed.id);
                        let place = match requirement.origin {
                            0 => Place::pointer(format!("{pointer}/refer")),
                            _ => Place::pointer(pointer),
                        };
                        problems.push(
                            place,
                            format!("`{id}`, which depends on this requirement"),
                            NO_CIRCLE,
                        );
                    }
                    Some(State::New) => stack.push((needed, false)),
                    _ => {}
                }
            }
        }
        order
    }

    fn drop_unneeded(&mut self) {
        let mut numbers: Vec<Option<usize>> = vec![None; self.all.len()];
        for &index in &self.order {
            if let Some(number) = numbers.get_mut(index) {
                *number = Some(0);
            }
        }
        for (number, kept) in numbers.iter_mut().flatten().enumerate() {
            *kept = number;
        }
        let new = |index: &mut usize| {
            *index = numbers.get(*index).copied().flatten().unwrap_or_default();
        };
        let all = std::mem::take(&mut self.all).into_iter().zip(&numbers);
        self.all =
            all.filter(|(_, kept)| kept.is_some()).map(|(requirement, _)| requirement).collect();
        for requirement in &mut self.all {
            requirement.applies.iter_mut().chain(&mut requirement.apart).for_each(new);
            match &mut requirement.rule {
                Rule::All(of) | Rule::ForEach(of) | Rule::Any(of) | Rule::AtLeast(_, of) => {
                    of.iter_mut().for_each(new);
                }
                Rule::Not(of) | Rule::Refer(of) => new(of),
                Rule::When { condition, then, otherwise } => {
                    [condition, then].into_iter().chain(otherwise).for_each(new);
                }
                Rule::Leaf(_) => {}
            }
        }
        self.order.iter_mut().for_each(new);
    }
}
