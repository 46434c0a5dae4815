//! Counting the hours of several requirements at once, where an hour that counts in one of two
//! may not count in the other.
//!
//! The programs of the requirements stand side by side in one. What of an entry is counted in
//! requirements that are all apart from each other is, together, no more than the entry: for each
//! such set one row. Up to four requirements that is enough for the entry to be divided between
//! them, since every graph on four points is perfect. An entry may be worth another number of hours
//! in each requirement, where units are converted; what is divided is then the entry.
//!
//! The program first makes the missing hours of all requirements together as few as it can, then
//! those of the first, of the second and so on, and then counts as many hours as it can.

use num_bigint::BigInt;
use num_integer::Integer;

use super::program::{Number, Program};
use super::{Demand, Group, MOST_UNKNOWNS, Unknown, rows, unknowns};

/// One of the requirements.
pub(crate) struct Member {
    /// The hours by where they fit. Only those of `others` have their amount here.
    pub(crate) groups: Vec<Group>,
    /// The entries, each in one group.
    pub(crate) portions: Vec<Portion>,
    pub(crate) demand: Demand,
    /// The requirements that count apart from this one, a bit each.
    pub(crate) apart: u8,
}

/// What an entry is worth in a requirement.
#[derive(Clone, Copy)]
pub(crate) struct Portion {
    pub(crate) entry: usize,
    pub(crate) group: usize,
    pub(crate) amount: i64,
}

impl Member {
    /// The groups of what is not an entry, such as hours for schooling.
    pub(crate) fn others(&self) -> impl Iterator<Item = &Group> {
        let groups = self.groups.iter().enumerate();
        let of_entries = |group: usize| self.portions.iter().any(|one| one.group == group);
        groups.filter(move |(group, _)| !of_entries(*group)).map(|(_, group)| group)
    }
}

/// A best count of all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Joint {
    /// The least number of further hours in all, rounded up.
    pub(crate) missing: i64,
    /// Per requirement what is counted of each of its portions and then of its other groups: without
    /// a bucket, then in each, rounded down.
    pub(crate) counted: Vec<Vec<Vec<i64>>>,
}

/// Counts the hours in the best way; `None` where finding it would take too long.
pub(crate) fn allocate_jointly(members: &[Member]) -> Option<Joint> {
    let classes = classes(members)?;
    let groups: Vec<Vec<Group>> =
        members.iter().enumerate().map(|(place, member)| member.divided(place, &classes)).collect();
    let counted = solve::<i64>(members, &groups, &classes)
        .or_else(|| solve::<i128>(members, &groups, &classes))
        .or_else(|| solve::<BigInt>(members, &groups, &classes))?;
    let entries = divide(members, &classes, &counted.counted);
    Some(Joint { counted: entries, ..counted })
}

/// Entries that fit the same groups in every requirement and are worth the same in proportion.
struct Class {
    /// Per requirement the group, and how many hours one share is worth.
    worth: Vec<Option<(usize, i64)>>,
    /// Of each entry how many shares it has.
    entries: Vec<(usize, i64)>,
    shares: i64,
}

fn classes(members: &[Member]) -> Option<Vec<Class>> {
    let mut entries: Vec<usize> =
        members.iter().flat_map(|member| member.portions.iter().map(|one| one.entry)).collect();
    entries.sort_unstable();
    entries.dedup();
    let mut classes: Vec<Class> = Vec::new();
    for entry in entries {
        let portion = |member: &Member| {
            let portion = member.portions.iter().find(|portion| portion.entry == entry);
            portion.filter(|portion| portion.amount > 0).copied()
        };
        let portions: Vec<Option<Portion>> = members.iter().map(portion).collect();
        let amounts = portions.iter().flatten().map(|portion| portion.amount);
        let shares = amounts.fold(0, |shares, amount| amount.gcd(&shares));
        if shares == 0 {
            continue;
        }
        let worth: Vec<Option<(usize, i64)>> = portions
            .iter()
            .map(|portion| portion.map(|portion| (portion.group, portion.amount / shares)))
            .collect();
        match classes.iter_mut().find(|class| class.worth == worth) {
            Some(class) => {
                class.entries.push((entry, shares));
                class.shares = class.shares.checked_add(shares)?;
            }
            None => classes.push(Class { worth, entries: vec![(entry, shares)], shares }),
        }
    }
    Some(classes)
}

impl Class {
    /// The requirements, a bit each, of sets all of whose members count apart from each other, as
    /// large as they can be, with the hours that one share is worth in each.
    fn cliques(&self, members: &[Member]) -> Vec<Vec<(usize, i64)>> {
        let worth = |place: usize| Some((place, self.worth.get(place).copied().flatten()?.1));
        let apart = |one: usize, other: usize| {
            members.get(one).is_some_and(|member| member.apart >> other & 1 == 1)
        };
        let all: Vec<(usize, i64)> = (0..members.len()).filter_map(worth).collect();
        let mut cliques: Vec<(u32, Vec<(usize, i64)>)> = Vec::new();
        for mask in 0_u32..1 << all.len().min(8) {
            let inside = all.iter().enumerate().filter(|(bit, _)| mask >> bit & 1 == 1);
            let inside: Vec<(usize, i64)> = inside.map(|(_, one)| *one).collect();
            let whole = inside
                .iter()
                .enumerate()
                .all(|(at, one)| inside.iter().skip(at + 1).all(|other| apart(one.0, other.0)));
            if whole && inside.len() > 1 {
                cliques.retain(|(smaller, _)| smaller & mask != *smaller);
                cliques.push((mask, inside));
            }
        }
        cliques.into_iter().map(|(_, clique)| clique).collect()
    }
}

impl Member {
    /// The groups, one for each class that fits one and then the others.
    fn divided(&self, place: usize, classes: &[Class]) -> Vec<Group> {
        let of_classes = classes.iter().filter_map(|class| {
            let (group, hours) = class.worth.get(place).copied().flatten()?;
            let amount = hours.saturating_mul(class.shares);
            Some(Group { amount, ..*self.groups.get(group)? })
        });
        of_classes.chain(self.others().copied()).collect()
    }
}

/// The number of the group of a class in a requirement.
fn group_of(classes: &[Class], class: usize, place: usize) -> usize {
    let before = classes.iter().take(class);
    before.filter(|class| class.worth.get(place).is_some_and(Option::is_some)).count()
}

/// What is counted of every group; `None` where the numbers do not hold it.
fn solve<T: Number>(members: &[Member], groups: &[Vec<Group>], classes: &[Class]) -> Option<Joint> {
    let all: Vec<(usize, Unknown)> = members
        .iter()
        .zip(groups)
        .enumerate()
        .flat_map(|(place, (member, groups))| {
            unknowns(groups, &member.demand).into_iter().map(move |unknown| (place, unknown))
        })
        .collect();
    // After all others, hours that are missing in every requirement alike.
    let relief = all.len();
    if relief >= MOST_UNKNOWNS {
        return None;
    }
    let mut program = Program::<T>::new(relief + 1);
    for (place, (member, groups)) in members.iter().zip(groups).enumerate() {
        for (row, bound) in rows(groups, &member.demand) {
            let coefficient = |unknown| row.coefficient(unknown, groups, &member.demand);
            let own = all.iter().map(|&(of, unknown)| match of == place {
                true => coefficient(unknown),
                false => 0,
            });
            program.row(own.chain([coefficient(Unknown::Missing)]), bound);
        }
    }
    for (number, class) in classes.iter().enumerate() {
        for clique in class.cliques(members) {
            let unit = clique
                .iter()
                .try_fold(1_i64, |unit, (_, hours)| unit.checked_mul(hours / unit.gcd(hours)))?;
            let bound = unit.checked_mul(class.shares)?;
            let coefficient = |&(place, unknown): &(usize, Unknown)| {
                let hours = clique.iter().find(|(of, _)| *of == place).map(|(_, hours)| *hours);
                match (hours, unknown) {
                    (Some(hours), Unknown::Counted(group, ..))
                        if group == group_of(classes, number, place) =>
                    {
                        unit / hours
                    }
                    _ => 0,
                }
            };
            program.row(all.iter().map(coefficient).chain([0]), bound);
        }
    }
    let missing = |of: Option<usize>| {
        all.iter().map(move |&(place, unknown)| {
            let counts = of.is_none_or(|of| of == place);
            -i64::from(counts && unknown == Unknown::Missing)
        })
    };
    program.maximise(missing(None).chain([-i64::try_from(members.len()).ok()?]));
    for place in 0..members.len() {
        program.maximise(missing(Some(place)).chain([-1]));
    }
    let counted = all.iter().map(|(_, unknown)| i64::from(matches!(unknown, Unknown::Counted(..))));
    program.maximise(counted.chain([0]));
    let values = program.solve(relief)?;
    // The relief is missing in every requirement.
    let alike = values.get(relief)?;
    let mut total = alike.clone();
    for _ in members.iter().skip(1) {
        total = total.plus(alike)?;
    }
    let mut counted: Vec<Vec<Vec<i64>>> = members
        .iter()
        .zip(groups)
        .map(|(member, groups)| vec![vec![0; member.demand.buckets.len() + 1]; groups.len()])
        .collect();
    for (&(place, unknown), value) in all.iter().zip(&values) {
        match unknown {
            Unknown::Counted(group, bucket, _) => {
                let hours = value.floor()?;
                *counted.get_mut(place)?.get_mut(group)?.get_mut(bucket)? += hours;
            }
            Unknown::Missing => total = total.plus(value)?,
            Unknown::Filling(_) => {}
        }
    }
    Some(Joint { missing: total.ceil()?, counted })
}

/// What is counted of each portion, where `counted` says it of each class.
fn divide(members: &[Member], classes: &[Class], counted: &[Vec<Vec<i64>>]) -> Vec<Vec<Vec<i64>>> {
    let mut divided: Vec<Vec<Vec<i64>>> = members
        .iter()
        .map(|member| vec![vec![0; member.demand.buckets.len() + 1]; member.portions.len()])
        .collect();
    for (number, class) in classes.iter().enumerate() {
        let cliques = class.cliques(members);
        // What is counted of each entry in each requirement.
        let mut used = vec![vec![0_i64; class.entries.len()]; members.len()];
        for (place, member) in members.iter().enumerate() {
            let Some((_, worth)) = class.worth.get(place).copied().flatten() else { continue };
            let counted = counted.get(place);
            let Some(counted) =
                counted.and_then(|counted| counted.get(group_of(classes, number, place)))
            else {
                continue;
            };
            // Who counts apart from an earlier one counts the entries from the other end.
            let back = (0..place).any(|earlier| member.apart >> earlier & 1 == 1);
            for (bucket, &hours) in counted.iter().enumerate() {
                let mut left = hours;
                // Where fractions of thousandths were rounded, the second turn has the rest.
                for strict in [true, false] {
                    for step in 0..class.entries.len() {
                        let at = if back { class.entries.len() - 1 - step } else { step };
                        let Some(&(entry, shares)) = class.entries.get(at) else { continue };
                        let of = |place: usize| {
                            used.get(place).and_then(|used| used.get(at)).copied().unwrap_or(0)
                        };
                        let taken = cliques
                            .iter()
                            .filter(|clique| strict && clique.iter().any(|(one, _)| *one == place));
                        let taken = taken.map(|clique| {
                            let others = clique.iter().filter(|(one, _)| *one != place);
                            let shares = others.map(|(one, hours)| {
                                i128::from(of(*one)) * i128::from(worth) / i128::from(*hours)
                            });
                            shares.sum::<i128>()
                        });
                        let whole = i128::from(worth) * i128::from(shares);
                        let free = whole - i128::from(of(place)) - taken.max().unwrap_or_default();
                        let here = left.min(i64::try_from(free).unwrap_or(left)).max(0);
                        left -= here;
                        if let Some(used) = used.get_mut(place).and_then(|used| used.get_mut(at)) {
                            *used += here;
                        }
                        let portion = member.portions.iter().position(|one| one.entry == entry);
                        let slot =
                            portion.and_then(|portion| divided.get_mut(place)?.get_mut(portion));
                        if let Some(slot) = slot.and_then(|places| places.get_mut(bucket)) {
                            *slot += here;
                        }
                    }
                }
            }
        }
    }
    for ((place, member), divided) in members.iter().enumerate().zip(&mut divided) {
        let own = group_of(classes, classes.len(), place);
        let others = counted.get(place).into_iter().flatten().skip(own);
        divided.extend(others.take(member.groups.len()).cloned());
    }
    divided
}

#[cfg(test)]
mod tests;
