//! Employment histories of the size of a national registry.

use std::sync::Arc;

use arrow_array::builder::Int8Builder;
use arrow_array::{ArrayRef, Float64Array, Int8Array, Int32Array, RecordBatch};
use arrow_schema::{ArrowError, DataType, Field, Schema, SchemaRef};

use crate::random::Random;

/// What times look like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Clock {
    /// Whole days: few distinct times.
    Days,
    /// Months as real numbers: nearly every time distinct.
    Continuous,
}

/// Monthly intensities between six states: training, seeking, peer job, other job, left the
/// field, school. Each person has them times a factor of their own.
const INTENSITIES: [[f64; 6]; 6] = [
    [0.0, 0.1020, 0.0408, 0.0136, 0.0068, 0.0068],
    [0.0034, 0.0, 0.0544, 0.0340, 0.0102, 0.0068],
    [0.0, 0.0136, 0.0, 0.0082, 0.0068, 0.0027],
    [0.0020, 0.0204, 0.0170, 0.0, 0.0082, 0.0041],
    [0.0, 0.0136, 0.0034, 0.0068, 0.0, 0.0034],
    [0.0, 0.0272, 0.0102, 0.0102, 0.0054, 0.0],
];

/// A table `person`, `start`, `stop`, `origin`, `target` (null: censored) of so many persons, about
/// six rows each: recurrent states, one person in ten under observation only from a later
/// time on, censoring after 2 to 11 years.
///
/// # Errors
/// None: the columns are of one length.
pub fn employment(persons: u32, clock: Clock) -> Result<(SchemaRef, RecordBatch), ArrowError> {
    let mut random = Random::new(20_240 + u64::from(persons));
    let month = if clock == Clock::Days { 30.4375 } else { 1.0 };
    let whole = |time: f64| if clock == Clock::Days { time.ceil() } else { time };
    let (mut person, mut start, mut stop) = (Vec::new(), Vec::new(), Vec::new());
    let mut origin = Vec::new();
    let mut target = Int8Builder::new();
    for id in 0..persons {
        let factor = (0.6 * random.uniform() - 0.3).exp();
        let end = whole((24.0 + 108.0 * random.uniform()) * month);
        let late = random.uniform() < 0.1;
        let entry = if late { whole((0.5 + 11.5 * random.uniform()) * month) } else { 0.0 };
        let (mut time, mut state) = (0.0, 0usize);
        while time < end {
            let row = INTENSITIES.get(state).copied().unwrap_or_default();
            let total: f64 = row.iter().sum();
            let next_time = time + whole(random.exponential() / (total * factor) * month);
            let mut mark = random.uniform() * total;
            let next = row
                .iter()
                .position(|rate| {
                    mark -= rate;
                    mark < 0.0
                })
                .unwrap_or(1);
            let (until, moves) = if next_time < end { (next_time, true) } else { (end, false) };
            if until > entry {
                person.push(id as i32);
                start.push(entry.max(time));
                stop.push(until);
                origin.push(state as i8);
                target.append_option(moves.then_some(next as i8));
            }
            time = until;
            state = next;
        }
    }
    let schema = Arc::new(Schema::new(vec![
        Field::new("person", DataType::Int32, true),
        Field::new("start", DataType::Float64, true),
        Field::new("stop", DataType::Float64, true),
        Field::new("origin", DataType::Int8, true),
        Field::new("target", DataType::Int8, true),
    ]));
    let columns: Vec<ArrayRef> = vec![
        Arc::new(Int32Array::from(person)),
        Arc::new(Float64Array::from(start)),
        Arc::new(Float64Array::from(stop)),
        Arc::new(Int8Array::from(origin)),
        Arc::new(target.finish()),
    ];
    let batch = RecordBatch::try_new(Arc::clone(&schema), columns)?;
    Ok((schema, batch))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::*;
    use peerpath::Table;
    use peerpath::transition::{Histories, IntervalColumns};

    #[test]
    fn the_data_are_histories_and_the_same_each_time() {
        for clock in [Clock::Days, Clock::Continuous] {
            let (schema, batch) = employment(500, clock).unwrap();
            assert_eq!(batch, employment(500, clock).unwrap().1);
            let table = Table::from_batches(schema, vec![batch]).unwrap();
            let histories =
                Histories::from_intervals(&table, &IntervalColumns::default(), None).unwrap();
            let summary = histories.describe();
            assert_eq!((summary.persons, summary.states.len()), (500, 6));
            assert!((4..8).contains(&(summary.intervals / 500)), "{}", summary.intervals);
        }
    }
}
