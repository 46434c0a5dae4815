//! Moves of persons, counted: what a risk table holds of a group.

/// A move of persons at a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Edge {
    /// A transition from the first state to the second.
    Move(u16, u16),
    /// Into the risk set of a state otherwise than by a transition. Arriving by a transition
    /// and not being followed afterwards counts as -1 here, as in every absorbing state.
    Join(u16),
    /// Out of the risk set of a state without a transition: censoring.
    Censor(u16),
}

/// How many made a move at a time.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Change {
    pub(crate) time: f64,
    pub(crate) count: i64,
    pub(crate) edge: Edge,
}

impl Change {
    fn order(&self, other: &Change) -> std::cmp::Ordering {
        self.time.total_cmp(&other.time).then(self.edge.cmp(&other.edge))
    }
}

/// The changes of one group in order of time and edge, each pair once, none of count and
/// weight 0.
///
/// With weights, what the persons of each change weigh stands beside it as a whole number of
/// units of 2⁻⁸⁰. Whole numbers add up to the same in any order, so that weighted tables are
/// merged as exactly as counts are. A weight of 2⁻²⁷ or more (7.5e-9) is a whole number of
/// units exactly; one of 1e-9 is off by 4e-16 of itself at most.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Changes {
    pub(crate) list: Vec<Change>,
    /// As long as `list`, or empty where every person counts as one.
    pub(crate) weights: Vec<i128>,
}

/// The unit of weights.
const UNIT: f64 = 1.0 / ((1u128 << 80) as f64);

/// A weight in units.
pub(crate) fn units(weight: f64) -> i128 {
    // The scaling is by a power of two, and exact.
    (weight / UNIT).round() as i128
}

/// Units as a number. Small whole numbers take the short way.
fn scaled(amount: i128, unit: f64) -> f64 {
    let number = i64::try_from(amount).map_or_else(|_| long(amount), |amount| amount as f64);
    number * unit
}

/// A function of its own, for else the compiler goes the long way each time and chooses after.
#[inline(never)]
fn long(amount: i128) -> f64 {
    amount as f64
}

impl Changes {
    /// Whether persons weigh otherwise than whole numbers of them do.
    pub(crate) fn has_broken_weights(&self) -> bool {
        self.weights.iter().any(|weight| weight % (1 << 80) != 0)
    }

    pub(crate) fn first(&self) -> Option<&Change> {
        self.list.first()
    }

    pub(crate) fn last(&self) -> Option<&Change> {
        self.list.last()
    }

    /// What the persons of a change weigh, in units; their number where there are no weights.
    pub(crate) fn amount(&self, place: usize) -> i128 {
        match self.weights.get(place) {
            Some(&weight) => weight,
            None => self.list.get(place).map_or(0, |change| change.count.into()),
        }
    }

    /// An amount as a number.
    pub(crate) fn number(&self, amount: i128) -> f64 {
        scaled(amount, if self.weights.is_empty() { 1.0 } else { UNIT })
    }

    pub(crate) fn push(&mut self, change: Change, weight: Option<i128>) {
        if change.count != 0 || weight.is_some_and(|weight| weight != 0) {
            self.list.push(change);
            self.weights.extend(weight);
        }
    }

    fn entry(&self, place: usize) -> Option<(Change, Option<i128>)> {
        Some((*self.list.get(place)?, self.weights.get(place).copied()))
    }

    /// Two groups as one; `None` where a count overflows. Both have weights, or neither.
    pub(crate) fn merged(&self, other: &Changes) -> Option<Changes> {
        let length = self.list.len() + other.list.len();
        let mut all = Changes { list: Vec::with_capacity(length), weights: Vec::new() };
        let (mut here, mut there) = (0, 0);
        loop {
            let (a, b) = (self.entry(here), other.entry(there));
            let order = match (&a, &b) {
                (None, None) => return Some(all),
                (Some(_), None) => std::cmp::Ordering::Less,
                (None, Some(_)) => std::cmp::Ordering::Greater,
                (Some((a, _)), Some((b, _))) => a.order(b),
            };
            match (order, a, b) {
                (std::cmp::Ordering::Less, Some((change, weight)), _) => {
                    all.push(change, weight);
                    here += 1;
                }
                (std::cmp::Ordering::Greater, _, Some((change, weight))) => {
                    all.push(change, weight);
                    there += 1;
                }
                (_, Some((a, weight)), Some((b, more))) => {
                    let count = a.count.checked_add(b.count)?;
                    let weight = match (weight, more) {
                        (Some(weight), Some(more)) => Some(weight.checked_add(more)?),
                        _ => None,
                    };
                    all.push(Change { count, ..a }, weight);
                    here += 1;
                    there += 1;
                }
                _ => return Some(all),
            }
        }
    }

    /// The same with other numbers of the states.
    pub(crate) fn renumbered(&self, number: impl Fn(u16) -> u16) -> Changes {
        let mut entries: Vec<(Change, Option<i128>)> = (0..self.list.len())
            .filter_map(|place| self.entry(place))
            .map(|(change, weight)| {
                let edge = match change.edge {
                    Edge::Move(origin, target) => Edge::Move(number(origin), number(target)),
                    Edge::Join(state) => Edge::Join(number(state)),
                    Edge::Censor(state) => Edge::Censor(number(state)),
                };
                (Change { edge, ..change }, weight)
            })
            .collect();
        entries.sort_unstable_by(|(a, _), (b, _)| a.order(b));
        let mut changes = Changes::default();
        for (change, weight) in entries {
            changes.push(change, weight);
        }
        changes
    }

    /// The changes time by time: where each time begins, and where it ends.
    pub(crate) fn times(&self) -> impl Iterator<Item = std::ops::Range<usize>> + '_ {
        let mut from = 0;
        self.list.chunk_by(|a, b| a.time == b.time).map(move |here| {
            let range = from..from + here.len();
            from = range.end;
            range
        })
    }
}

/// The numbers at risk in each state, as changes go by.
#[derive(Clone, Debug)]
pub(crate) struct RiskSets<'a> {
    changes: &'a Changes,
    /// In units of weight, or persons.
    amounts: Vec<i128>,
}

impl<'a> RiskSets<'a> {
    pub(crate) fn new(changes: &'a Changes, states: usize) -> RiskSets<'a> {
        RiskSets { changes, amounts: vec![0; states] }
    }

    /// How many are at risk in a state.
    pub(crate) fn at(&self, state: usize) -> f64 {
        self.changes.number(self.amounts.get(state).copied().unwrap_or(0))
    }

    pub(crate) fn is_empty(&self, state: usize) -> bool {
        self.amounts.get(state).is_none_or(|&amount| amount == 0)
    }

    /// How many are at risk in all states together.
    pub(crate) fn total(&self) -> f64 {
        self.changes.number(self.amounts.iter().sum())
    }

    /// Takes the changes in a range of places in.
    pub(crate) fn settle(&mut self, range: std::ops::Range<usize>) {
        let RiskSets { changes, amounts } = self;
        let mut add = |state: u16, amount: i128| {
            if let Some(at_risk) = amounts.get_mut(usize::from(state)) {
                *at_risk += amount;
            }
        };
        for place in range {
            let Some(change) = changes.list.get(place) else { return };
            let amount = changes.amount(place);
            match change.edge {
                Edge::Move(origin, target) => {
                    add(origin, -amount);
                    add(target, amount);
                }
                Edge::Join(state) => add(state, amount),
                Edge::Censor(state) => add(state, -amount),
            }
        }
    }
}
