//! A risk table as bytes: for storage, and for sending between processes.
//!
//! After the header, a JSON text ([`crate::transition::bytes`]), come for each of its groups the changes: how
//! many (u64), their times (f64), counts (i64), kinds (u8: 0 move, 1 join, 2 censor), first and
//! second states (u16 each, the second 0 where there is none), and, in a weighted table, their
//! weights (i128).

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::changes::{Change, Changes, Edge};
use super::risk_table::RiskTable;
use crate::transition::bytes::{Mark, Reader};
use crate::transition::state_space::StateSpace;
use crate::transition::time::TimeUnit;
use crate::{Code, Error, Place};

const MARK: Mark = Mark { mark: b"PPRISKTB", version: 1, subject: SUBJECT };
const SUBJECT: &str = "risk table";
/// Bytes of one change.
const CHANGE: usize = 8 + 8 + 1 + 2 + 2;

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Header {
    space: String,
    unit: Option<TimeUnit>,
    by: Option<String>,
    groups: Vec<String>,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    weighted: bool,
    left_out: u64,
}

impl RiskTable {
    /// The table as bytes, which [`RiskTable::from_bytes`] reads back. Equal tables have equal
    /// bytes.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let header = Header {
            space: self.space.to_json(),
            unit: self.unit,
            by: self.by.clone(),
            groups: self.groups.keys().cloned().collect(),
            weighted: self.weighted,
            left_out: self.left_out,
        };
        let mut writer = MARK.write();
        // Strings, numbers and lists of them: there is nothing that JSON could not hold.
        writer.text(&serde_json::to_string(&header).unwrap_or_default());
        let mut bytes = writer.bytes;
        let changes: usize = self.groups.values().map(|changes| changes.list.len()).sum();
        bytes.reserve(changes * CHANGE);
        for group in self.groups.values() {
            let changes = &group.list;
            bytes.extend_from_slice(&(changes.len() as u64).to_le_bytes());
            bytes.extend(changes.iter().flat_map(|change| change.time.to_le_bytes()));
            bytes.extend(changes.iter().flat_map(|change| change.count.to_le_bytes()));
            let parts = |change: &Change| match change.edge {
                Edge::Move(origin, target) => (0u8, origin, target),
                Edge::Join(state) => (1, state, 0),
                Edge::Censor(state) => (2, state, 0),
            };
            bytes.extend(changes.iter().map(|change| parts(change).0));
            bytes.extend(changes.iter().flat_map(|change| parts(change).1.to_le_bytes()));
            bytes.extend(changes.iter().flat_map(|change| parts(change).2.to_le_bytes()));
            bytes.extend(group.weights.iter().flat_map(|weight| weight.to_le_bytes()));
        }
        bytes
    }

    /// Reads a table from bytes. They are not trusted: every rule that holds for a table that
    /// was counted is checked.
    ///
    /// # Errors
    /// [`Code::Document`] where the bytes are not those of a table, or of a later version.
    pub fn from_bytes(bytes: &[u8]) -> Result<RiskTable, Error> {
        let mut reader = MARK.read(bytes)?;
        let header = reader.text("the header")?;
        let header: Header = serde_json::from_str(header)
            .and_then(|header: Value| Header::deserialize(&header))
            .map_err(|error| refused(format!("a header that is not one ({error})"), "a header"))?;
        let space = StateSpace::from_json(&header.space)?;
        if !header.groups.is_sorted_by(|a, b| a < b)
            || (header.by.is_none() && header.groups != [""])
        {
            return Err(refused("groups out of order", "groups in order, each once"));
        }
        let mut groups = BTreeMap::new();
        for group in header.groups {
            let changes = changes(&mut reader, &space, header.weighted)?;
            groups.insert(group, changes);
        }
        reader.end()?;
        let Header { unit, by, weighted, left_out, .. } = header;
        Ok(RiskTable { space, unit, by, groups, weighted, left_out })
    }
}

fn refused(found: impl Into<String>, expected: impl Into<String>) -> Error {
    Error::one(Code::Document, SUBJECT, Place::Whole, found, expected)
}

fn changes(reader: &mut Reader<'_>, space: &StateSpace, weighted: bool) -> Result<Changes, Error> {
    let length = reader.length(CHANGE, "the number of changes")?;
    let times = reader.column(length, f64::from_le_bytes)?;
    let counts = reader.column(length, i64::from_le_bytes)?;
    let kinds = reader.column(length, |[kind]: [u8; 1]| kind)?;
    let firsts = reader.column(length, u16::from_le_bytes)?;
    let seconds = reader.column(length, u16::from_le_bytes)?;
    let weights = match weighted {
        true => reader.column(length, i128::from_le_bytes)?,
        false => Vec::new(),
    };
    let mut list = Vec::with_capacity(length);
    let columns = times.iter().zip(counts).zip(kinds).zip(firsts).zip(seconds);
    for ((((&time, count), kind), first), second) in columns {
        let edge = match (kind, second) {
            (0, target) => Edge::Move(first, target),
            (1, 0) => Edge::Join(first),
            (2, 0) => Edge::Censor(first),
            _ => return Err(refused(format!("a change of kind {kind}"), "kind 0, 1 or 2")),
        };
        list.push(Change { time, count, edge });
    }
    let changes = Changes { list, weights };
    sound(&changes, space)?;
    Ok(changes)
}

/// Checks that changes are such as counting gives.
fn sound(changes: &Changes, space: &StateSpace) -> Result<(), Error> {
    let mut before: Option<(f64, Edge)> = None;
    let weighted = !changes.weights.is_empty();
    for (place, change) in changes.list.iter().enumerate() {
        let Change { time, count, edge } = *change;
        let weight = changes.amount(place);
        if !(0.0..f64::INFINITY).contains(&time) || time.is_sign_negative() {
            return Err(refused(format!("time {time}"), "a finite number of 0 or more"));
        }
        if before.is_some_and(|before| before >= (time, edge)) {
            return Err(refused(format!("time {time} out of order"), "changes in order"));
        }
        before = Some((time, edge));
        let known = |state: u16| usize::from(state) < space.len();
        let possible = match edge {
            Edge::Move(origin, target) => {
                known(origin)
                    && known(target)
                    && count > 0
                    && weight > 0
                    && space.allows(usize::from(origin), usize::from(target))
            }
            Edge::Join(state) => known(state) && (count != 0 || (weighted && weight != 0)),
            Edge::Censor(state) => known(state) && count > 0 && weight > 0,
        };
        if !possible {
            return Err(refused(format!("a change {edge:?} of {count}"), "one that can happen"));
        }
    }
    let counts = at_risk_stays_possible(changes, space.len(), |place| {
        changes.list.get(place).map_or(0, |change| change.count.into())
    });
    let weights = at_risk_stays_possible(changes, space.len(), |place| changes.amount(place));
    match counts.and_then(|counts| Some(counts && weights?)) {
        Some(true) => Ok(()),
        _ => Err(refused("more who leave a state than are in it", "numbers at risk of 0 or more")),
    }
}

/// Whether nobody leaves a state who is not in it; `None` where an amount overflows.
fn at_risk_stays_possible(
    changes: &Changes,
    states: usize,
    amount: impl Fn(usize) -> i128,
) -> Option<bool> {
    // Counts are also summed over states, and as numbers of 64 bits.
    let fits = |amount: i128| (amount.unsigned_abs() < 1 << 126).then_some(amount);
    let mut at_risk = vec![0i128; states];
    for here in changes.times() {
        // Who leaves at a time must have been there before it.
        for place in here.clone() {
            let state = match changes.list.get(place)?.edge {
                Edge::Move(origin, _) | Edge::Censor(origin) => origin,
                Edge::Join(_) => continue,
            };
            let cell = at_risk.get_mut(usize::from(state))?;
            *cell = fits(cell.checked_sub(amount(place))?)?;
            if *cell < 0 {
                return Some(false);
            }
        }
        for place in here {
            let state = match changes.list.get(place)?.edge {
                Edge::Move(_, state) | Edge::Join(state) => state,
                Edge::Censor(_) => continue,
            };
            let cell = at_risk.get_mut(usize::from(state))?;
            *cell = fits(cell.checked_add(amount(place))?)?;
        }
        if at_risk.iter().any(|&amount| amount < 0) {
            return Some(false);
        }
    }
    at_risk.iter().try_fold(0i128, |sum, &count| fits(sum.checked_add(count)?)).map(|_| true)
}
