//! The risk table: who moved when, counted.

use std::collections::{BTreeMap, HashMap};
use std::fmt;

use super::changes::{Change, Changes, Edge};
use super::count;
use super::options::SummariseOptions;
use crate::transition::history::Histories;
use crate::transition::state_space::StateSpace;
use crate::transition::time::TimeUnit;
use crate::{Error, Labels, Warning};

/// The mergeable summary of histories: for each distinct time, how many moved from where to
/// where, came under observation, or ceased to be observed. Its size is that of the distinct
/// times, whatever the number of persons, and it holds all that Aalen–Johansen estimates and
/// their Greenwood and Aalen errors need.
///
/// Of histories with weights, the table holds what the persons weigh beside their number. That
/// is added up in whole units of 2⁻⁸⁰ and is as exact as the counts are.
///
/// Numbers at risk follow from the moves by running sums: who enters a state at a time is at
/// risk after it, who leaves it is at risk up to and including it.
///
/// [`RiskTable::merge`] is associative and commutative, and exact: all counts are whole
/// numbers, so that tables of parts of the persons, merged in any order, equal the table of
/// all to the bit. Parts may even cut persons in two, at a moment between two rows: risk
/// sets and estimates are still the same, but where a stay is cut the moment counts as one
/// censoring and one entry, and no check spans the cut.
///
/// ```
/// use peerpath::transition::{AalenJohansenOptions, EventColumns, EventRows, Histories, RiskTable};
/// use peerpath::Labels;
/// let histories = |person: &str, job: f64| {
///     let events = EventRows {
///         person: Labels::from_names([Some(person); 3]),
///         time: vec![0.0, job, 24.0],
///         state: Labels::from_names([Some("seeking"), Some("peer-job"), None]),
///         attributes: Default::default(),
///     };
///     Histories::from_event_rows(events, &EventColumns::default(), None).unwrap()
/// };
/// let mut table = histories("a", 3.0).summarise(&Default::default()).unwrap();
/// table.update(&histories("b", 9.0)).unwrap();
/// let again = RiskTable::from_bytes(&table.to_bytes()).unwrap();
/// let curves = again.aalen_johansen(&AalenJohansenOptions::default()).unwrap();
/// let half = curves.at(&[6.0]).unwrap();
/// assert_eq!(half.iter().map(|row| row.probability).collect::<Vec<_>>(), [Some(0.5), Some(0.5)]);
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct RiskTable {
    pub(super) space: StateSpace,
    pub(super) unit: Option<TimeUnit>,
    pub(super) by: Option<String>,
    /// One group named "" where there is no `by`.
    pub(super) groups: BTreeMap<String, Changes>,
    /// Whether changes have weights beside their counts.
    pub(super) weighted: bool,
    /// Persons in no group, for want of a value.
    pub(super) left_out: u64,
}

impl Histories {
    /// Counts the moves of everybody, in one sweep: the mergeable summary.
    ///
    /// Persons without a value of the covariate `by` are in no group; the estimates say so.
    ///
    /// # Errors
    /// [`crate::Code::Argument`] where `by` is no covariate that was read.
    pub fn summarise(&self, options: &SummariseOptions) -> Result<RiskTable, Error> {
        let mut groups = BTreeMap::new();
        let mut left_out = 0;
        match &options.by {
            None => {
                let changes = count::changes(self, None, options.threads).pop();
                groups.insert(String::new(), changes.unwrap_or_default());
            }
            Some(by) => {
                let by = self.groups("summarise", "by", by)?;
                let missing = |code: &&u32| **code == Labels::MISSING;
                left_out = by.codes.iter().filter(missing).count() as u64;
                let counted = count::changes(self, Some(&by), options.threads);
                groups.extend(by.names.into_iter().zip(counted));
            }
        }
        Ok(RiskTable {
            space: self.space().clone(),
            unit: self.unit(),
            by: options.by.clone(),
            groups,
            weighted: self.is_weighted(),
            left_out,
        })
    }
}

impl RiskTable {
    /// The states and the transitions that can happen between them.
    #[must_use]
    pub fn space(&self) -> &StateSpace {
        &self.space
    }

    /// The unit of time, where it was said.
    #[must_use]
    pub fn unit(&self) -> Option<TimeUnit> {
        self.unit
    }

    /// Whether persons weigh: what they weigh stands beside their number, and the estimates
    /// go by it.
    #[must_use]
    pub fn is_weighted(&self) -> bool {
        self.weighted
    }

    /// The covariate that makes the groups, where there are groups.
    #[must_use]
    pub fn by(&self) -> Option<&str> {
        self.by.as_deref()
    }

    /// The names of the groups, in order; a single empty name where there are none.
    pub fn groups(&self) -> impl Iterator<Item = &str> {
        self.groups.keys().map(String::as_str)
    }

    /// The number of distinct times in all groups together.
    #[must_use]
    pub fn time_count(&self) -> usize {
        self.groups.values().map(|changes| changes.times().count()).sum()
    }

    /// The number of transitions of all kinds.
    #[must_use]
    pub fn transitions(&self) -> u64 {
        let moves = |change: &Change| match change.edge {
            Edge::Move(..) => change.count.unsigned_abs(),
            _ => 0,
        };
        self.groups.values().flat_map(|changes| &changes.list).map(moves).sum()
    }

    /// The time for which persons are followed, all together.
    #[must_use]
    pub fn person_time(&self) -> f64 {
        self.groups
            .values()
            .map(|changes| {
                let (mut total, mut at_risk, mut from) = (0.0, 0i64, 0.0);
                for change in &changes.list {
                    total += at_risk as f64 * (change.time - from);
                    from = change.time;
                    at_risk += match change.edge {
                        Edge::Move(..) => 0,
                        Edge::Join(_) => change.count,
                        Edge::Censor(_) => -change.count,
                    };
                }
                total
            })
            .sum()
    }

    /// Adds the moves in further histories, which must have the same states, unit and, where
    /// there are groups, the covariate. Rows of persons counted before may be among them, if
    /// they are new rows: nothing is counted twice only if nothing is given twice.
    ///
    /// # Errors
    /// [`crate::Code::Argument`] where the two do not fit together. The table is then as it
    /// was.
    pub fn update(&mut self, histories: &Histories) -> Result<(), Error> {
        let options = SummariseOptions { by: self.by.clone(), threads: None };
        *self = self.merge(&histories.summarise(&options)?)?;
        Ok(())
    }

    /// The table of two parts together. Open spaces are united; declared ones must be equal.
    ///
    /// # Errors
    /// [`crate::Code::Argument`] where the states, the unit or the groups of the two do not
    /// fit together, or counts exceed 2⁶³.
    pub fn merge(&self, other: &RiskTable) -> Result<RiskTable, Error> {
        const CALL: &str = "merge";
        if self.unit != other.unit {
            let unit = |table: &RiskTable| match table.unit {
                Some(unit) => format!("time in {}", unit.name()),
                None => "time in no said unit".to_owned(),
            };
            return Err(Error::argument(CALL, "other", unit(other), unit(self)));
        }
        if self.by != other.by {
            let by = |table: &RiskTable| match &table.by {
                Some(by) => format!("groups by `{by}`"),
                None => "no groups".to_owned(),
            };
            return Err(Error::argument(CALL, "other", by(other), by(self)));
        }
        if self.weighted != other.weighted {
            let weights = |table: &RiskTable| match table.weighted {
                true => "weights beside the counts",
                false => "counts without weights",
            };
            return Err(Error::argument(CALL, "other", weights(other), weights(self)));
        }
        let space = self.space.united(&other.space, CALL, "other")?;
        let mut groups = self.in_space(&space);
        for (name, changes) in other.in_space(&space) {
            let group = groups.entry(name).or_default();
            *group = group.merged(&changes).ok_or_else(|| {
                Error::argument(CALL, "other", "counts above 2^63", "counts that fit together")
            })?;
        }
        let left_out = self.left_out.saturating_add(other.left_out);
        let (unit, by, weighted) = (self.unit, self.by.clone(), self.weighted);
        Ok(RiskTable { space, unit, by, groups, weighted, left_out })
    }

    /// The table in groups by what is asked for: its own, or none.
    pub(super) fn grouped_by(&self, call: &str, by: Option<&str>) -> Result<RiskTable, Error> {
        match (by, self.by.as_deref()) {
            (None, Some(_)) => {
                let groups = BTreeMap::from([(String::new(), self.pooled())]);
                Ok(RiskTable { groups, by: None, ..self.clone() })
            }
            (asked, known) if asked == known => Ok(self.clone()),
            (asked, known) => {
                let expected = match known {
                    Some(by) => format!("`{by}`, by which the table is grouped, or null"),
                    None => "null: the table has no groups".to_owned(),
                };
                let found = format!("`{}`", asked.unwrap_or(""));
                Err(Error::argument(call, "by", found, expected))
            }
        }
    }

    /// Cautions about who is counted.
    pub(super) fn cautions(&self) -> Vec<Warning> {
        match &self.by {
            Some(by) if self.left_out > 0 => vec![Warning::new(
                "no-group",
                format!("{} persons have no value of `{by}` and are in no group.", self.left_out),
            )],
            _ => Vec::new(),
        }
    }

    /// One group of all groups.
    pub(super) fn pooled(&self) -> Changes {
        let mut groups = self.groups.values();
        let first = groups.next().cloned().unwrap_or_default();
        // No sum of counts can overflow here that did not when the groups were merged.
        groups.fold(first, |all, group| all.merged(group).unwrap_or_default())
    }

    /// The groups with states numbered as in `space`, which has all of them.
    fn in_space(&self, space: &StateSpace) -> BTreeMap<String, Changes> {
        if *space == self.space {
            return self.groups.clone();
        }
        let index: HashMap<&str, u16> =
            space.names().enumerate().map(|(i, name)| (name, i as u16)).collect();
        let numbers: Vec<u16> =
            self.space.names().map(|name| index.get(name).copied().unwrap_or(0)).collect();
        let number = |state: u16| numbers.get(usize::from(state)).copied().unwrap_or(0);
        let renumbered = |changes: &Changes| changes.renumbered(number);
        self.groups.iter().map(|(name, changes)| (name.clone(), renumbered(changes))).collect()
    }
}

impl fmt::Display for RiskTable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "risk table: {} transitions between {} states at {} distinct times",
            self.transitions(),
            self.space.len(),
            self.time_count()
        )?;
        match &self.by {
            Some(by) => write!(f, ", {} groups by `{by}`", self.groups.len()),
            None => Ok(()),
        }
    }
}
