#![allow(clippy::indexing_slicing, clippy::unwrap_used, reason = "tests")]
use proptest::prelude::*;

use super::*;
use crate::standard::allocation::{Bounds, allocate};

fn member(portions: &[(usize, usize, i64)], groups: Vec<Group>, least: i64, apart: u8) -> Member {
    let portions = portions.iter();
    let portions = portions.map(|&(entry, group, amount)| Portion { entry, group, amount });
    let demand = Demand { at_least: least, ..Demand::default() };
    Member { groups, portions: portions.collect(), demand, apart }
}

fn free() -> Group {
    Group { free: true, ..Group::default() }
}

/// Five hundred hours of work, and twenty-five supervised ones on top of them: of fifty supervised
/// ones half go to either. A count that lets the work have all that fits it fails the applicant.
#[test]
fn a_greedy_count_would_wrongly_fail_between_requirements() {
    let work = member(&[(0, 0, 475), (1, 0, 50)], vec![free()], 500, 0b10);
    let supervised = member(&[(1, 0, 50)], vec![free()], 25, 0b01);
    let joint = allocate_jointly(&[work, supervised]).unwrap();
    assert_eq!(joint.missing, 0);
    assert_eq!(joint.counted, [vec![vec![475], vec![25]], vec![vec![25]]]);
}

#[test]
fn what_two_requirements_lack_is_added() {
    let work = |amount| member(&[(0, 0, amount), (1, 0, 25)], vec![free()], 500, 0b10);
    let supervised = || member(&[(1, 0, 25)], vec![free()], 25, 0b01);
    for (amount, missing) in [(500, 0), (475, 25), (450, 50), (0, 500)] {
        let joint = allocate_jointly(&[work(amount), supervised()]).unwrap();
        assert_eq!(joint.missing, missing, "{amount} hours of work");
    }
}

/// A session is two hours of training in one requirement and one in the other: what is divided is
/// the session.
#[test]
fn an_entry_of_two_worths_is_divided_by_what_it_is() {
    let one = |least| member(&[(0, 0, 20)], vec![free()], least, 0b10);
    let two = |least| member(&[(0, 0, 10)], vec![free()], least, 0b01);
    for (first, second, missing) in [(10, 5, 0), (20, 0, 0), (12, 4, 0), (12, 5, 1)] {
        let joint = allocate_jointly(&[one(first), two(second)]).unwrap();
        assert_eq!(joint.missing, missing, "{first} and {second}");
    }
}

/// Every count in steps, tried in turn: the least that is missing in all.
fn brute_force(members: &[Member], step: i64) -> i64 {
    fn try_counts(members: &[Member], step: i64, counts: &mut Vec<i64>, best: &mut i64) {
        let all: Vec<(usize, Portion)> = members
            .iter()
            .enumerate()
            .flat_map(|(place, member)| member.portions.iter().map(move |one| (place, *one)))
            .collect();
        if let Some((_, portion)) = all.get(counts.len()) {
            let mut count = 0;
            while count <= portion.amount {
                counts.push(count);
                try_counts(members, step, counts, best);
                counts.pop();
                count += step;
            }
            return;
        }
        // The shares of an entry that requirements apart from each other have, in sixths.
        for (at, (place, one)) in all.iter().enumerate() {
            let shares = |mask: u8| -> i64 {
                let others = all.iter().zip(counts.iter());
                let others = others.filter(|((of, other), _)| {
                    other.entry == one.entry && mask >> of & 1 == 1 && other.amount > 0
                });
                others.map(|((_, other), count)| 12 * count / other.amount).sum()
            };
            for (other, _) in &all[..at] {
                let pair = 1_u8 << place | 1 << other;
                if members[*place].apart >> other & 1 == 1 && shares(pair) > 12 {
                    return;
                }
            }
            if members.iter().enumerate().all(|(of, member)| {
                (0..members.len()).all(|other| of == other || member.apart >> other & 1 == 1)
            }) && shares(u8::MAX) > 12
            {
                return;
            }
        }
        let mut total = 0;
        for (place, member) in members.iter().enumerate() {
            let own = || all.iter().zip(counts.iter()).filter(|((of, _), _)| *of == place);
            let counted: i64 = own().map(|(_, count)| count).sum();
            let mut missing = (member.demand.at_least - counted).max(0);
            for (part, bounds) in member.demand.parts.iter().enumerate() {
                let inside: i64 = own()
                    .filter(|((_, one), _)| member.groups[one.group].floors >> part & 1 == 1)
                    .map(|(_, count)| count)
                    .sum();
                if bounds.at_most.is_some_and(|most| inside > most) {
                    return;
                }
                missing = missing.max(bounds.at_least - inside);
            }
            total += missing;
        }
        *best = (*best).min(total);
    }
    let mut best = i64::MAX;
    try_counts(members, step, &mut Vec::new(), &mut best);
    best
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    /// Two or three requirements, of which some count apart, with a floor or a cap on some of
    /// their hours; amounts are multiples of 6 and counts are tried in steps of 3.
    #[test]
    fn the_joint_count_is_the_best_there_is(
        three in any::<bool>(),
        entries in prop::collection::vec((1_i64..=2, 0_u8..8, 0_u8..8), 1..=3),
        asked in prop::collection::vec((0_i64..=4, 0_i64..=2, prop::option::of(0_i64..=2)), 3),
        pairs in 1_u8..8,
    ) {
        let (count, most) = if three { (3, 2) } else { (2, 3) };
        let apart = |one: usize, other: usize| {
            let pair = [(0, 1), (0, 2), (1, 2)].iter().position(|&pair| pair == (one.min(other), one.max(other)));
            !three || pair.is_some_and(|pair| pairs >> pair & 1 == 1)
        };
        let members: Vec<Member> = (0..count).map(|place| {
            let portions: Vec<(usize, usize, i64)> = entries.iter().take(most).enumerate()
                .filter(|(_, (_, fits, _))| fits >> place & 1 == 1)
                .map(|(entry, (amount, _, part))| (entry, usize::from(part >> place & 1), amount * 6))
                .collect();
            let inside = Group { floors: 1, caps: 1, ..free() };
            let (least, part, cap) = asked[place];
            let mask = (0..count).filter(|&other| other != place && apart(place, other))
                .fold(0, |mask, other| mask | 1 << other);
            let mut member = member(&portions, vec![free(), inside], least * 6, mask);
            let at_most = cap.map(|cap| cap.max(part) * 6);
            member.demand.parts = vec![Bounds { at_least: part * 6, at_most, ..Bounds::default() }];
            member
        }).collect();
        let joint = allocate_jointly(&members).unwrap();
        prop_assert_eq!(joint.missing, brute_force(&members, 3));
        // What is said of each entry is no more than the entry.
        for (entry, (amount, _, _)) in entries.iter().enumerate() {
            let of = |place: usize| -> i64 {
                let portion = members[place].portions.iter().position(|one| one.entry == entry);
                portion.map_or(0, |portion| joint.counted[place][portion].iter().sum())
            };
            for one in 0..count {
                prop_assert!(of(one) <= amount * 6);
                for other in 0..one {
                    prop_assert!(!apart(one, other) || of(one) + of(other) <= amount * 6);
                }
            }
        }
        // Alone, a requirement is counted as it is by itself.
        let alone = &members[..1];
        let groups: Vec<Group> = members[0].portions.iter()
            .map(|one| Group { amount: one.amount, ..members[0].groups[one.group] }).collect();
        prop_assert_eq!(allocate_jointly(alone).unwrap().missing, allocate(&groups, &members[0].demand).missing);
    }
}
