#![allow(clippy::indexing_slicing, reason = "tests")]
use proptest::prelude::*;

use super::*;

fn group(amount: i64, floors: u32, caps: u32, buckets: u32) -> Group {
    Group { amount, floors, caps, buckets, free: buckets == 0, ..Group::default() }
}

fn at_least(least: i64) -> Bounds {
    Bounds { at_least: least, ..Bounds::default() }
}

fn at_most(most: i64) -> Bounds {
    Bounds { at_most: Some(most), ..Bounds::default() }
}

/// Approved hours on children fill the cap; counting the unapproved ones first, as they come
/// in the file, leaves too few approved hours.
#[test]
fn a_greedy_count_would_wrongly_fail_under_a_cap() {
    let groups = [group(8, 0b00, 0b10, 0), group(8, 0b01, 0b10, 0), group(32, 0b01, 0b00, 0)];
    let demand =
        Demand { at_least: 40, parts: vec![at_least(40), at_most(8)], ..Demand::default() };
    let allocation = allocate(&groups, &demand);
    assert_eq!(allocation.missing, 0);
    assert_eq!([0, 1, 2].map(|group| allocation.of_group(group)), [0, 8, 32]);
}

/// The course that could be either must be counted as the one that nothing else fills.
#[test]
fn a_greedy_count_would_wrongly_fail_between_buckets() {
    let groups = [group(16, 0, 0, 0b11), group(16, 0, 0, 0b01)];
    let buckets = vec![at_least(16), at_least(16)];
    let allocation = allocate(&groups, &Demand { at_least: 32, buckets, ..Demand::default() });
    assert_eq!(allocation.missing, 0);
    assert_eq!(allocation.counted, vec![vec![0, 0, 16], vec![0, 16, 0]]);
}

#[test]
fn hours_are_divided_between_buckets() {
    let groups = [group(20, 0, 0, 0b111)];
    let buckets = vec![at_least(16), at_least(3), at_least(2)];
    let demand = Demand { at_least: 20, buckets, ..Demand::default() };
    let allocation = allocate(&groups, &demand);
    assert_eq!((allocation.missing, allocation.of_group(0)), (1, 20));
}

/// At most half online: 30 hours online need 30 others beside them.
#[test]
fn a_share_grows_with_what_is_counted() {
    let half = Bounds { share_at_most: Some(500), ..Bounds::default() };
    let demand = Demand { at_least: 60, parts: vec![half], ..Demand::default() };
    let online = |other| allocate(&[group(60, 0, 1, 0), group(other, 0, 0, 0)], &demand);
    assert_eq!(online(0).missing, 30);
    assert_eq!(online(0).of_group(0), 30);
    assert_eq!(online(25).missing, 5);
    assert_eq!(online(30).missing, 0);
    let live = Bounds { share_at_least: Some(500), ..Bounds::default() };
    let demand = Demand { at_least: 80, parts: vec![live], ..Demand::default() };
    let allocation = allocate(&[group(60, 0, 0, 0), group(40, 1, 0, 0)], &demand);
    assert_eq!(allocation.missing, 0, "40 of the 60 other hours count");
    assert_eq!(allocation.of_group(0), 40);
}

#[test]
fn further_hours_that_serve_two_parts_are_counted_once() {
    let demand =
        Demand { at_least: 60, parts: vec![at_least(40), at_least(10)], ..Demand::default() };
    assert_eq!(allocate(&[group(52, 0, 0, 0)], &demand).missing, 40);
    assert_eq!(allocate(&[group(52, 0b11, 0, 0)], &demand).missing, 8);
    assert_eq!(allocate(&[], &demand).missing, 60);
}

#[test]
fn the_largest_amounts_and_many_shares_are_solved() {
    let groups: Vec<Group> =
        (0..40_u32).map(|bits| group(999_999_999 - i64::from(bits), bits, bits << 3, 0)).collect();
    let shares = (0..9).map(|part| Bounds {
        at_least: 1_000_000_000 - part,
        at_most: Some(7_000_000_003),
        share_at_least: (part % 3 == 0).then_some(137),
        share_at_most: (part % 2 == 0).then_some(733),
    });
    let demand = Demand { at_least: 30_000_000_000, parts: shares.collect(), ..Demand::default() };
    let machine = solve::<i128>(&groups, &demand);
    let large = solve::<BigInt>(&groups, &demand);
    assert!(large.is_some());
    assert!(machine.is_none() || machine == large);
}

/// Every count in whole units, tried in turn: the least missing, then the most counted.
fn brute_force(groups: &[Group], demand: &Demand, unit: i64) -> (i64, i64) {
    let places: Vec<(usize, usize)> = groups
        .iter()
        .enumerate()
        .flat_map(|(index, group)| {
            let buckets =
                (0..demand.buckets.len()).filter(|bucket| group.buckets >> bucket & 1 == 1);
            let buckets = buckets.map(move |bucket| (index, bucket + 1));
            group.free.then_some((index, 0)).into_iter().chain(buckets)
        })
        .collect();
    let mut counts = vec![0; places.len()];
    let mut best = (i64::MAX, 0);
    try_counts(groups, demand, unit, &places, &mut counts, 0, &mut best);
    best
}

fn try_counts(
    groups: &[Group],
    demand: &Demand,
    unit: i64,
    places: &[(usize, usize)],
    counts: &mut [i64],
    at: usize,
    best: &mut (i64, i64),
) {
    if at < places.len() {
        let group = places[at].0;
        let used: i64 = (0..at).filter(|&i| places[i].0 == group).map(|i| counts[i]).sum();
        let mut count = 0;
        while used + count <= groups[group].amount {
            counts[at] = count;
            try_counts(groups, demand, unit, places, counts, at + 1, best);
            count += unit;
        }
        counts[at] = 0;
        return;
    }
    let sum = |fits: &dyn Fn(usize, usize) -> bool| -> i64 {
        let chosen =
            places.iter().zip(&*counts).filter(|((group, bucket), _)| fits(*group, *bucket));
        chosen.map(|(_, count)| count).sum()
    };
    let total = sum(&|_, _| true);
    let mut missing = (demand.at_least - total).max(0);
    for (part, bounds) in demand.parts.iter().enumerate() {
        let capped = sum(&|group, _| groups[group].caps >> part & 1 == 1);
        if bounds.at_most.is_some_and(|most| capped > most) {
            return;
        }
        missing =
            missing.max(bounds.at_least - sum(&|group, _| groups[group].floors >> part & 1 == 1));
    }
    let mut short = 0;
    for (index, bounds) in demand.buckets.iter().enumerate() {
        let filled = sum(&|_, bucket| bucket == index + 1);
        if bounds.at_most.is_some_and(|most| filled > most) {
            return;
        }
        short += (bounds.at_least - filled).max(0);
    }
    let candidate = (missing.max(short), -total);
    *best = (*best).min((candidate.0, candidate.1));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    /// Amounts and bounds are multiples of 6 and counts are tried in steps of 3 (where the
    /// rows are few, the corners of the program lie on halves of the amounts).
    #[test]
    fn the_count_is_the_best_there_is(
        entries in prop::collection::vec((0_i64..=2, 0_u32..4, 0_u32..4, 0_u32..4), 1..=3),
        total in 0_i64..=6,
        parts in prop::collection::vec((0_i64..=3, prop::option::of(0_i64..=3)), 0..=2),
        buckets in prop::collection::vec((0_i64..=2, prop::option::of(0_i64..=2)), 0..=2),
    ) {
        let part_bits = (1_u32 << parts.len()) - 1;
        let bucket_bits = (1_u32 << buckets.len()) - 1;
        let groups: Vec<Group> = entries
            .into_iter()
            .map(|(amount, floors, caps, into)| {
                group(amount * 6, floors & part_bits, caps & part_bits, into & bucket_bits)
            })
            .collect();
        let bounds = |(least, most): (i64, Option<i64>)| Bounds {
            at_least: least * 6,
            at_most: most.map(|most| most * 6),
            ..Bounds::default()
        };
        let demand = Demand {
            at_least: total * 6,
            parts: parts.into_iter().map(bounds).collect(),
            buckets: buckets.into_iter().map(bounds).collect(),
            limits: Vec::new(),
        };
        let (missing, counted) = brute_force(&groups, &demand, 3);
        let allocation = allocate(&groups, &demand);
        prop_assert_eq!(allocation.missing, missing);
        let total: i64 = (0..groups.len()).map(|group| allocation.of_group(group)).sum();
        prop_assert_eq!(total, -counted);
        if let Some(solved) = solve::<BigInt>(&groups, &demand) {
            prop_assert_eq!(solved.missing, missing);
        }
    }
}

/// Hours of three periods in a row, of at most two courses: every count in whole units, with
/// every way of carrying hours over, tried in turn.
fn most_under_limits(entries: &[(i64, usize, usize)], most: i64, carried: i64, course: i64) -> i64 {
    fn place(
        entries: &[(i64, usize, usize)],
        own: [i64; 3],
        over: [i64; 3],
        courses: [i64; 3],
        (most, carried, course): (i64, i64, i64),
    ) -> i64 {
        let Some((&(amount, period, of), rest)) = entries.split_first() else {
            let fits = (0..3).all(|period| {
                let brought = if period > 0 { over[period - 1] } else { 0 };
                own[period] + brought <= most && over[period] <= carried
            });
            let fits = fits && over[2] == 0 && courses[1..].iter().all(|&sum| sum <= course);
            return if fits { own.iter().chain(&over).sum() } else { 0 };
        };
        let mut best = 0;
        for here in 0..=amount {
            for later in 0..=amount - here {
                let (mut own, mut over, mut courses) = (own, over, courses);
                own[period] += here;
                over[period] += later;
                courses[of] += if of > 0 { here + later } else { 0 };
                best = best.max(place(rest, own, over, courses, (most, carried, course)));
            }
        }
        best
    }
    place(entries, [0; 3], [0; 3], [0; 3], (most, carried, course))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    /// What is above the limit of a period is lost or carried over, and no course counts twice:
    /// the limits are those of a flow, so whole hours are enough to try.
    #[test]
    fn the_count_under_limits_is_the_best_there_is(
        entries in prop::collection::vec((0_i64..=3, 0_usize..3, 0_usize..3), 1..=3),
        most in 0_i64..=3, carried in 0_i64..=2, course in 0_i64..=4, least in 0_i64..=9,
    ) {
        let period = |next: u16| Limit { at_most: most, carried, next };
        let limits = vec![period(2), period(3), period(0),
            Limit { at_most: course, ..Limit::default() }, Limit { at_most: course, ..Limit::default() }];
        let groups: Vec<Group> = entries.iter().map(|&(amount, period, course)| Group {
            limits: [period as u16 + 1, if course == 0 { 0 } else { course as u16 + 3 }],
            ..group(amount, 0, 0, 0)
        }).collect();
        let demand = Demand { at_least: least, limits, ..Demand::default() };
        let allocation = allocate(&groups, &demand);
        let counted = most_under_limits(&entries, most, carried, course);
        let sum: i64 = (0..groups.len()).map(|group| allocation.of_group(group)).sum();
        prop_assert_eq!(sum, counted);
        prop_assert_eq!(allocation.missing, (least - counted).max(0));
    }
}
