//! Counting hours where one hour may fit several parts.
//!
//! A greedy count can wrongly fail an applicant: an hour placed early in a part that is
//! capped, or in a bucket that others could fill, is wanting elsewhere. So the count is a
//! linear program, solved exactly. Hours are divisible; those that fit the same parts form
//! one group. The unknowns are, per group and bucket, the hours counted, and one more: the
//! hours still missing, the least number of further hours of the applicant's choosing with
//! which every bound would hold. The program first makes the missing hours as few and then
//! the counted hours as many as possible.

pub(crate) mod joint;
mod program;

use num_bigint::BigInt;

use program::{Number, Program};

/// Hours that fit the same parts, in thousandths.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Group {
    pub(crate) amount: i64,
    /// The parts whose floors the hours help to reach, a bit each.
    pub(crate) floors: u32,
    /// The parts whose caps the hours fill, a bit each.
    pub(crate) caps: u32,
    /// The buckets into which the hours can go, a bit each. An hour counts in one of them.
    pub(crate) buckets: u32,
    /// Whether the hours count without a bucket.
    pub(crate) free: bool,
    /// The limits under which the hours fall, numbered from 1; 0 is none. The first is that of
    /// their period, from which hours can be carried over.
    pub(crate) limits: [u16; 2],
}

/// The most hours that count of those that fall under it, such as those of one month, in
/// thousandths.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Limit {
    pub(crate) at_most: i64,
    /// How many hours can count under the next limit instead.
    pub(crate) carried: i64,
    /// The next limit, numbered from 1; 0 is none.
    pub(crate) next: u16,
}

/// The bounds of a part in thousandths; shares are thousandths of all counted hours.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Bounds {
    pub(crate) at_least: i64,
    pub(crate) at_most: Option<i64>,
    pub(crate) share_at_least: Option<i64>,
    pub(crate) share_at_most: Option<i64>,
}

/// What must hold of the hours counted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Demand {
    pub(crate) at_least: i64,
    pub(crate) parts: Vec<Bounds>,
    pub(crate) buckets: Vec<Bounds>,
    pub(crate) limits: Vec<Limit>,
}

/// A best count, in thousandths.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Allocation {
    /// The least number of further hours, rounded up.
    pub(crate) missing: i64,
    /// Per group the hours counted without a bucket, then in each, rounded down.
    pub(crate) counted: Vec<Vec<i64>>,
    /// Whether this is the best count; `false` where finding it would take too long.
    pub(crate) exact: bool,
}

impl Allocation {
    /// The hours counted of a group.
    pub(crate) fn of_group(&self, group: usize) -> i64 {
        self.counted.get(group).map_or(0, |counted| counted.iter().sum())
    }
}

/// The most unknowns of a program that is solved.
const MOST_UNKNOWNS: usize = 1200;

/// Counts the hours in the best way.
pub(crate) fn allocate(groups: &[Group], demand: &Demand) -> Allocation {
    let simple = everything(groups, demand).or_else(|| up_to_limits(groups, demand));
    if let Some(allocation) = simple {
        return allocation;
    }
    if unknowns(groups, demand).len() > MOST_UNKNOWNS {
        return nothing(groups, demand);
    }
    // Machine numbers hold all but contrived cases; the large ones are slower and never fail.
    solve::<i64>(groups, demand)
        .or_else(|| solve::<i128>(groups, demand))
        .or_else(|| solve::<BigInt>(groups, demand))
        .unwrap_or_else(|| nothing(groups, demand))
}

/// The count of every hour up to the caps, where it is clear which hours a cap leaves out, and
/// where that breaks no other bound and leaves no choice of bucket: it is then best, since no
/// other count has more of anything.
fn everything(groups: &[Group], demand: &Demand) -> Option<Allocation> {
    let mut amounts: Vec<i64> = groups.iter().map(|group| group.amount).collect();
    for (part, bounds) in demand.parts.iter().enumerate() {
        let Some(most) = bounds.at_most else { continue };
        let inside = groups.iter().enumerate().filter(|(_, group)| group.caps >> part & 1 == 1);
        let inside: Vec<usize> = inside.map(|(index, _)| index).collect();
        match inside.as_slice() {
            &[only] => {
                let amount = amounts.get_mut(only)?;
                *amount = most.min(*amount);
            }
            _ => leave_out(groups, demand, inside, most, &mut amounts)?,
        }
    }
    let total: i64 = amounts.iter().sum();
    let mut missing = (demand.at_least - total).max(0);
    for (part, bounds) in demand.parts.iter().enumerate() {
        let sum = |mask: fn(&Group) -> u32| -> i64 {
            let inside =
                groups.iter().zip(&amounts).filter(|(group, _)| mask(group) >> part & 1 == 1);
            inside.map(|(_, amount)| amount).sum()
        };
        let (reached, filled) = (sum(|group| group.floors), sum(|group| group.caps));
        let share = |share: i64| i128::from(total) * i128::from(share);
        let within = bounds.at_most.is_none_or(|most| filled <= most)
            && bounds.share_at_most.is_none_or(|most| i128::from(filled) * 1000 <= share(most))
            && bounds.share_at_least.is_none_or(|least| i128::from(reached) * 1000 >= share(least));
        if !within {
            return None;
        }
        missing = missing.max(bounds.at_least - reached);
    }
    for (number, limit) in (1..).zip(&demand.limits) {
        let under = groups.iter().zip(&amounts).filter(|(group, _)| group.limits.contains(&number));
        if under.map(|(_, amount)| amount).sum::<i64>() > limit.at_most {
            return None;
        }
    }
    let mut filled = vec![0; demand.buckets.len()];
    let mut counted = Vec::with_capacity(groups.len());
    for (group, amount) in groups.iter().zip(amounts) {
        let mut places = vec![0; demand.buckets.len() + 1];
        let bucket = match (group.buckets.count_ones(), group.free) {
            (0, true) => 0,
            (1, false) => group.buckets.trailing_zeros() as usize + 1,
            _ => return None,
        };
        *places.get_mut(bucket)? = amount;
        if bucket > 0 {
            *filled.get_mut(bucket - 1)? += amount;
        }
        counted.push(places);
    }
    let mut short = 0;
    for (bounds, filled) in demand.buckets.iter().zip(filled) {
        if bounds.at_most.is_some_and(|most| filled > most) {
            return None;
        }
        short += (bounds.at_least - filled).max(0);
    }
    Some(Allocation { missing: missing.max(short), counted, exact: true })
}

/// Leaves out the hours above a cap on several groups, first those that help to reach the fewest
/// floors. `None` where that is not clear: where of two groups each helps where the other does
/// not, or where something else bounds them too.
fn leave_out(
    groups: &[Group],
    demand: &Demand,
    mut inside: Vec<usize>,
    most: i64,
    amounts: &mut [i64],
) -> Option<()> {
    let floors = |index: usize| groups.get(index).map_or(0, |group| group.floors);
    let sum: i64 = inside.iter().filter_map(|&index| amounts.get(index)).sum();
    let mut excess = sum - most;
    if excess <= 0 {
        return Some(());
    }
    let shares = demand.parts.iter();
    let mut shares = shares.flat_map(|bounds| [bounds.share_at_least, bounds.share_at_most]);
    let mut bounded = inside.iter().filter_map(|&index| groups.get(index));
    if !demand.buckets.is_empty()
        || shares.any(|share| share.is_some())
        || bounded.any(|group| group.caps.count_ones() > 1 || group.limits != [0; 2])
    {
        return None;
    }
    inside.sort_unstable_by_key(|&index| (floors(index).count_ones(), index));
    let nested = inside.windows(2).all(|pair| match *pair {
        [fewer, more] => floors(fewer) & !floors(more) == 0,
        _ => false,
    });
    if !nested {
        return None;
    }
    for &index in &inside {
        let amount = amounts.get_mut(index)?;
        let left_out = excess.min(*amount);
        *amount -= left_out;
        excess -= left_out;
    }
    Some(())
}

/// The count up to each limit, where nothing else bounds the hours.
fn up_to_limits(groups: &[Group], demand: &Demand) -> Option<Allocation> {
    let bounded = !demand.parts.is_empty() || !demand.buckets.is_empty();
    let carried = demand.limits.iter().any(|limit| limit.carried > 0 && limit.next != 0);
    let twice = groups.iter().any(|group| !group.limits.contains(&0));
    if bounded || carried || twice {
        return None;
    }
    let mut left: Vec<i64> = demand.limits.iter().map(|limit| limit.at_most).collect();
    let mut counted = Vec::with_capacity(groups.len());
    for group in groups {
        let number = usize::from(group.limits.into_iter().max().unwrap_or_default());
        let amount = match number.checked_sub(1).and_then(|index| left.get_mut(index)) {
            None => group.amount,
            Some(left) => {
                let amount = group.amount.min(*left);
                *left -= amount;
                amount
            }
        };
        counted.push(vec![amount]);
    }
    let total: i64 = counted.iter().flatten().sum();
    Some(Allocation { missing: (demand.at_least - total).max(0), counted, exact: true })
}

/// The count of no hour.
fn nothing(groups: &[Group], demand: &Demand) -> Allocation {
    let parts = demand.parts.iter().map(|bounds| bounds.at_least);
    let buckets = demand.buckets.iter().map(|bounds| bounds.at_least).sum();
    Allocation {
        missing: parts.fold(demand.at_least.max(buckets), i64::max),
        counted: vec![vec![0; demand.buckets.len() + 1]; groups.len()],
        exact: false,
    }
}

/// One unknown: hours of a group in a bucket (0 is none), in their own period or carried to the
/// next; the filling of a bucket's floor; or the hours missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Unknown {
    Counted(usize, usize, bool),
    Filling(usize),
    Missing,
}

/// The best count; `None` where the numbers do not hold it.
fn solve<T: Number>(groups: &[Group], demand: &Demand) -> Option<Allocation> {
    let unknowns = unknowns(groups, demand);
    let mut program = Program::<T>::new(unknowns.len());
    for (row, bound) in rows(groups, demand) {
        program.row(unknowns.iter().map(|&one| row.coefficient(one, groups, demand)), bound);
    }
    let missing = unknowns.len() - 1;
    program.maximise(unknowns.iter().map(|unknown| -i64::from(*unknown == Unknown::Missing)));
    let counted = |unknown: &Unknown| i64::from(matches!(unknown, Unknown::Counted(..)));
    program.maximise(unknowns.iter().map(counted));
    let values = program.solve(missing)?;
    let mut allocation = Allocation {
        missing: values.get(missing)?.ceil()?,
        counted: vec![vec![0; demand.buckets.len() + 1]; groups.len()],
        exact: true,
    };
    for (unknown, value) in unknowns.iter().zip(&values) {
        if let Unknown::Counted(group, bucket, _) = *unknown {
            let hours = value.floor()?;
            *allocation.counted.get_mut(group)?.get_mut(bucket)? += hours;
        }
    }
    Some(allocation)
}

fn unknowns(groups: &[Group], demand: &Demand) -> Vec<Unknown> {
    let mut unknowns = Vec::new();
    for (index, group) in groups.iter().enumerate() {
        let limit = limit_of(group, demand);
        let carried = limit.is_some_and(|limit| limit.carried > 0 && limit.next != 0);
        let mut place = |bucket: usize| {
            unknowns.push(Unknown::Counted(index, bucket, false));
            if carried {
                unknowns.push(Unknown::Counted(index, bucket, true));
            }
        };
        if group.free {
            place(0);
        }
        let buckets = (0..demand.buckets.len()).filter(|bucket| group.buckets >> bucket & 1 == 1);
        buckets.for_each(|bucket| place(bucket + 1));
    }
    unknowns.extend((0..demand.buckets.len()).map(Unknown::Filling));
    unknowns.push(Unknown::Missing);
    unknowns
}

/// The limit of the period of a group.
fn limit_of<'a>(group: &Group, demand: &'a Demand) -> Option<&'a Limit> {
    demand.limits.get(usize::from(*group.limits.first()?).checked_sub(1)?)
}

/// A row of the program: `sum of coefficient × unknown ≤ bound`. Shares are scaled by 1000.
/// Missing hours may be of any kind, so they help every floor at once, but in buckets they are
/// shared out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Row {
    /// Of a group no more counts than it has.
    Group(usize),
    /// The least hours of all.
    Least,
    /// The least hours of a part, the most, and the same as shares.
    Floor(usize),
    Cap(usize),
    ShareFloor(usize, i64),
    ShareCap(usize, i64),
    /// What fills the floor of a bucket counts in it, and fills no more than the floor.
    Filled(usize),
    Filling(usize),
    /// The most hours of a bucket.
    Full(usize),
    /// What the floors of the buckets lack is missing.
    Floors,
    /// The most hours under a limit, and the most carried from it to the next.
    Limit(u16),
    Carried(u16),
}

impl Row {
    fn coefficient(self, unknown: Unknown, groups: &[Group], demand: &Demand) -> i64 {
        let (index, bucket, carried) = match (unknown, self) {
            (Unknown::Counted(index, bucket, carried), _) => (index, bucket, carried),
            (Unknown::Filling(bucket), Row::Filled(of) | Row::Filling(of)) => {
                return i64::from(bucket == of);
            }
            (Unknown::Missing, Row::Least | Row::Floor(_)) => return -1,
            (Unknown::Missing, Row::ShareFloor(_, least)) => return least - 1000,
            (Unknown::Missing, Row::ShareCap(_, most)) => return -most,
            (_, Row::Floors) => return -1,
            _ => return 0,
        };
        let Some(group) = groups.get(index) else { return 0 };
        let floor = |part: usize| i64::from(group.floors >> part & 1);
        let cap = |part: usize| i64::from(group.caps >> part & 1);
        match self {
            Row::Group(of) => i64::from(index == of),
            Row::Least => -1,
            Row::Floor(part) => -floor(part),
            Row::Cap(part) => cap(part),
            Row::ShareFloor(part, least) => least - 1000 * floor(part),
            Row::ShareCap(part, most) => 1000 * cap(part) - most,
            Row::Filled(of) => -i64::from(bucket == of + 1),
            Row::Full(of) => i64::from(bucket == of + 1),
            Row::Filling(_) | Row::Floors => 0,
            Row::Limit(number) => {
                let [period, course] = group.limits;
                let period = match carried {
                    true => limit_of(group, demand).map_or(0, |limit| limit.next),
                    false => period,
                };
                i64::from(period == number || course == number)
            }
            Row::Carried(number) => i64::from(carried && group.limits.first() == Some(&number)),
        }
    }
}

/// The rows, each with its bound, without those that always hold.
fn rows(groups: &[Group], demand: &Demand) -> Vec<(Row, i64)> {
    let mut rows = Vec::with_capacity(groups.len() + 2 * demand.parts.len() + 2);
    for (index, group) in groups.iter().enumerate() {
        rows.push((Row::Group(index), group.amount));
    }
    if demand.at_least > 0 {
        rows.push((Row::Least, -demand.at_least));
    }
    for (part, bounds) in demand.parts.iter().enumerate() {
        if bounds.at_least > 0 {
            rows.push((Row::Floor(part), -bounds.at_least));
        }
        rows.extend(bounds.at_most.map(|most| (Row::Cap(part), most)));
        rows.extend(bounds.share_at_least.map(|least| (Row::ShareFloor(part, least), 0)));
        rows.extend(bounds.share_at_most.map(|most| (Row::ShareCap(part, most), 0)));
    }
    for (bucket, bounds) in demand.buckets.iter().enumerate() {
        rows.push((Row::Filled(bucket), 0));
        rows.push((Row::Filling(bucket), bounds.at_least));
        rows.extend(bounds.at_most.map(|most| (Row::Full(bucket), most)));
    }
    for (number, limit) in (1_u16..).zip(&demand.limits) {
        rows.push((Row::Limit(number), limit.at_most));
        if limit.carried > 0 && limit.next != 0 {
            rows.push((Row::Carried(number), limit.carried));
        }
    }
    let floors: i64 = demand.buckets.iter().map(|bounds| bounds.at_least).sum();
    if floors > 0 {
        rows.push((Row::Floors, -floors));
    }
    rows
}

#[cfg(test)]
mod tests;
