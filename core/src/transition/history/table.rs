//! Histories from tables.

use std::collections::BTreeMap;

use super::attributes::{CovariateValues, Named, RowAttributes};
use super::columns::{EventColumns, IntervalColumns, SpellColumns};
use super::events::EventRows;
use super::histories::Histories;
use super::intervals::IntervalRows;
use super::spells::SpellRows;
use crate::table::{Table, TableReader, Times};
use crate::transition::state_space::StateSpace;
use crate::transition::time::{TimeOrigin, TimeUnit};
use crate::{Error, Labels, Place, Problem};

const SUBJECT: &str = "histories";

impl Histories {
    /// Histories from a table of events: a row for each entry into a state.
    ///
    /// - A person is in a state from the row that says so until the next row. Rows may be in
    ///   any order; those of a person are put in order of time.
    /// - A null state ends the person's observation. A later row begins it again.
    /// - A row with the state that the person is in already says that they are still there: it
    ///   is no transition, but observation lasts at least until then.
    /// - Observation also ends with entry into an absorbing state. Of a person with neither,
    ///   it ends at the last row; where that row is the entry into a state, no time in it is
    ///   observed, and the warning `open-ended` counts such persons.
    /// - A first row later than time 0 is delayed entry.
    ///
    /// Problems are: two rows of a person at one time, whatever they say; a time before time 0;
    /// a transition that the space does not allow; anything after an absorbing state; a state
    /// that the space does not have; the end of an observation that has not begun; a missing
    /// person. Each is reported with its row and person.
    ///
    /// Without `space` the states are those in the data: see [`StateSpace::open`].
    ///
    /// # Errors
    /// [`crate::Code::Table`] where a column is missing or holds the wrong things,
    /// [`crate::Code::Empty`] where there is no row, [`crate::Code::Histories`] where rows break
    /// a rule.
    ///
    /// ```
    /// use peerpath::Table;
    /// use peerpath::transition::{EventColumns, Histories};
    /// let table = Table::from_csv("person,time,state\n\
    ///     a,2024-01-15,seeking\na,2024-03-01,peer-job\na,2024-12-31,\n\
    ///     b,2024-02-01,seeking\nb,2024-12-31,\n")?;
    /// let histories = Histories::from_events(&table, &EventColumns::default(), None)?;
    /// assert_eq!(histories.to_string(), "2 persons, 1 transitions, 2 states, 685 person-days");
    /// # Ok::<(), peerpath::Error>(())
    /// ```
    pub fn from_events(
        table: &Table,
        columns: &EventColumns,
        space: Option<&StateSpace>,
    ) -> Result<Histories, Error> {
        let mut reader = table.reader();
        let person = reader.labels(&columns.person);
        let clock = Clock { origin: columns.time_origin.as_ref(), unit: columns.unit };
        let read = clock.read(&mut reader, &[&columns.time], &person);
        let state = reader.optional_labels(&columns.state);
        let attributes = attributes(&mut reader, columns.attributes());
        reader.finish(SUBJECT)?;
        let columns = EventColumns { unit: read.unit, ..columns.clone() };
        let [time] = read.times;
        let rows = EventRows { person, time, state, attributes };
        Histories::from_event_rows(rows, &columns, space)
    }

    /// Histories from a table of spells: a row for each stay in a state.
    ///
    /// - Where one spell of a person ends and the next begins at the same time, in another
    ///   state, there is a transition; in the same state, the stay goes on.
    /// - A spell of an absorbing state says only when it was entered.
    /// - A null `stop` says that the person has not been seen to leave: the stay lasts until the
    ///   next one; the last one adds no time, and the warning `open-ended` counts such persons.
    ///
    /// Problems are: spells of a person that overlap; a stop not after its start; gaps, unless
    /// [`SpellColumns::gaps`] says `censor`; and those of [`Histories::from_events`].
    ///
    /// # Errors
    /// As [`Histories::from_events`].
    pub fn from_spells(
        table: &Table,
        columns: &SpellColumns,
        space: Option<&StateSpace>,
    ) -> Result<Histories, Error> {
        let mut reader = table.reader();
        let person = reader.labels(&columns.person);
        let clock = Clock { origin: columns.time_origin.as_ref(), unit: columns.unit };
        let start = reader.times(&columns.start);
        let stop = reader.open_times(&columns.stop, &start);
        let names = [columns.start.as_str(), &columns.stop];
        let read = clock.since_zero(&mut reader, [start, stop], &names, &person);
        let state = reader.labels(&columns.state);
        let attributes = attributes(&mut reader, columns.attributes());
        reader.finish(SUBJECT)?;
        let columns = SpellColumns { unit: read.unit, ..columns.clone() };
        let [start, stop] = read.times;
        let stop = stop.into_iter().map(|stop| (!stop.is_nan()).then_some(stop)).collect();
        let rows = SpellRows { person, start, stop, state, attributes };
        Histories::from_spell_rows(rows, &columns, space)
    }

    /// Histories from a table of intervals, the counting-process form: a row for each time
    /// `(start, stop]` at risk in a state, and the transition at `stop`, if there is one.
    ///
    /// - A null `target`, or the origin again, is no transition.
    /// - A row that starts when the person's row before it stops must start in the state that
    ///   the row before led to. A later start is a gap in observation.
    ///
    /// Problems are: rows of a person that overlap; a stop not after its start; a change of
    /// state without a transition; time at risk in an absorbing state; gaps, where
    /// [`IntervalColumns::gaps`] says `error`; and those of [`Histories::from_events`].
    ///
    /// # Errors
    /// As [`Histories::from_events`].
    pub fn from_intervals(
        table: &Table,
        columns: &IntervalColumns,
        space: Option<&StateSpace>,
    ) -> Result<Histories, Error> {
        let mut reader = table.reader();
        let person = reader.labels(&columns.person);
        let clock = Clock { origin: columns.time_origin.as_ref(), unit: columns.unit };
        let read = clock.read(&mut reader, &[&columns.start, &columns.stop], &person);
        let origin = reader.labels(&columns.origin);
        let target = reader.optional_labels(&columns.target);
        let attributes = attributes(&mut reader, columns.attributes());
        reader.finish(SUBJECT)?;
        let columns = IntervalColumns { unit: read.unit, ..columns.clone() };
        let [start, stop] = read.times;
        let rows = IntervalRows { person, start, stop, origin, target, attributes };
        Histories::from_interval_rows(rows, &columns, space)
    }
}

fn attributes(reader: &mut TableReader<'_>, columns: Named<'_>) -> RowAttributes {
    let weight = columns.weight.map(|column| reader.numbers(column)).unwrap_or_default();
    let cluster = columns.cluster.map(|column| reader.optional_labels(column));
    let reason = columns.reason.map(|column| reader.optional_labels(column));
    let covariate = |column: &String| {
        if reader.is_numeric(column) {
            let numbers = reader.optional_numbers(column);
            let missing = |number: Option<f64>| number.unwrap_or(f64::NAN);
            CovariateValues::Numbers(numbers.into_iter().map(missing).collect())
        } else {
            CovariateValues::Categories(reader.optional_labels(column))
        }
    };
    let covariates = columns.covariates.iter().map(covariate).collect();
    RowAttributes { weight, cluster, reason, covariates }
}

/// How times of a table become numbers.
struct Clock<'a> {
    origin: Option<&'a TimeOrigin>,
    unit: Option<TimeUnit>,
}

struct Read<const N: usize> {
    times: [Vec<f64>; N],
    unit: Option<TimeUnit>,
}

impl Clock<'_> {
    /// Reads columns of times, the first of which says when a person's record begins.
    fn read<const N: usize>(
        &self,
        reader: &mut TableReader<'_>,
        columns: &[&str; N],
        person: &Labels,
    ) -> Read<N> {
        let times = columns.map(|column| reader.times(column));
        self.since_zero(reader, times, columns, person)
    }

    /// Times that were read of these columns, counted from time 0. Those not known are NaN.
    fn since_zero<const N: usize>(
        &self,
        reader: &mut TableReader<'_>,
        read: [Times; N],
        columns: &[&str; N],
        person: &Labels,
    ) -> Read<N> {
        let nothing = Read { times: [(); N].map(|()| Vec::new()), unit: self.unit };
        let rows = person.len();
        if read.iter().any(|times| length(times) != rows) {
            // A column that could not be read: noted already.
            return nothing;
        }
        if read.iter().all(|times| matches!(times, Times::Numbers(_))) {
            let times = read.map(|times| match times {
                Times::Numbers(numbers) => numbers,
                Times::Days(_) => Vec::new(),
            });
            return self.numbers(reader, times, person, nothing);
        }
        let mut days = [(); N].map(|()| Vec::new());
        for ((slot, times), column) in days.iter_mut().zip(read).zip(columns) {
            match times {
                Times::Days(days) => *slot = days,
                Times::Numbers(_) => {
                    let expected = "dates, as in the other column of times";
                    reader.problems().push(Place::column(*column), "numbers", expected);
                    return nothing;
                }
            }
        }
        self.days(reader, days, person, nothing)
    }

    fn numbers<const N: usize>(
        &self,
        reader: &mut TableReader<'_>,
        times: [Vec<f64>; N],
        person: &Labels,
        nothing: Read<N>,
    ) -> Read<N> {
        let zero = match self.origin {
            None => return Read { times, unit: self.unit },
            Some(TimeOrigin::FirstEntry) => {
                first_of_persons(times.first().map_or(&[], Vec::as_slice), person)
            }
            Some(TimeOrigin::Date(_)) => {
                let expected = "`first-entry` or a column: the times are numbers";
                reader.problems().push(Place::argument("time_origin"), "a date", expected);
                return nothing;
            }
            Some(TimeOrigin::Column(column)) => {
                let numbers = reader.numbers(column);
                one_for_each_person(reader, column, &numbers, person)
            }
        };
        let times = times.map(|times| since(&times, &zero, person, |time, zero| time - zero));
        Read { times, unit: self.unit }
    }

    fn days<const N: usize>(
        &self,
        reader: &mut TableReader<'_>,
        days: [Vec<i32>; N],
        person: &Labels,
        nothing: Read<N>,
    ) -> Read<N> {
        let zero = match self.origin {
            None | Some(TimeOrigin::FirstEntry) => {
                first_of_persons(days.first().map_or(&[], Vec::as_slice), person)
            }
            Some(TimeOrigin::Date(day)) => {
                vec![Some(day.since_1970()); person.names().len()]
            }
            Some(TimeOrigin::Column(column)) => match reader.times(column) {
                Times::Days(days) => one_for_each_person(reader, column, &days, person),
                Times::Numbers(_) => {
                    let expected = "dates, as in the columns of times";
                    reader.problems().push(Place::column(column), "numbers", expected);
                    return nothing;
                }
            },
        };
        let unit = self.unit.unwrap_or(TimeUnit::Days);
        // Whole days are subtracted before they are divided, so that equal spans are equal.
        let span = |time: i32, zero: i32| match time {
            i32::MIN => f64::NAN,
            _ => f64::from(time) - f64::from(zero),
        };
        let times = days
            .map(|days| since(&days, &zero, person, |time, zero| span(time, zero) / unit.days()));
        Read { times, unit: Some(unit) }
    }
}

fn length(times: &Times) -> usize {
    match times {
        Times::Numbers(numbers) => numbers.len(),
        Times::Days(days) => days.len(),
    }
}

fn since<T: Copy>(
    times: &[T],
    zero: &[Option<T>],
    person: &Labels,
    span: impl Fn(T, T) -> f64,
) -> Vec<f64> {
    let zero = |code: u32| zero.get(code as usize).copied().flatten();
    times
        .iter()
        .zip(person.codes())
        .map(|(&time, &code)| zero(code).map_or(f64::NAN, |zero| span(time, zero)))
        .collect()
}

/// The earliest time of each person.
fn first_of_persons<T: Copy + PartialOrd>(times: &[T], person: &Labels) -> Vec<Option<T>> {
    let mut first: Vec<Option<T>> = vec![None; person.names().len()];
    for (&time, &code) in times.iter().zip(person.codes()) {
        if let Some(slot) = first.get_mut(code as usize)
            && slot.is_none_or(|earliest| time < earliest)
        {
            *slot = Some(time);
        }
    }
    first
}

/// The value of each person in a column that holds the same in all their rows.
fn one_for_each_person<T: Copy + PartialEq>(
    reader: &mut TableReader<'_>,
    column: &str,
    values: &[T],
    person: &Labels,
) -> Vec<Option<T>> {
    let mut first: BTreeMap<u32, usize> = BTreeMap::new();
    let mut known: Vec<Option<T>> = vec![None; person.names().len()];
    for (row, (&value, &code)) in values.iter().zip(person.codes()).enumerate() {
        let Some(slot) = known.get_mut(code as usize) else { continue };
        match *slot {
            None => {
                *slot = Some(value);
                first.insert(code, row);
            }
            Some(before) if before != value => {
                let above = first.get(&code).copied().unwrap_or(row);
                reader.problems().add(|| {
                    let who = super::covariate::named(person, code);
                    Problem::new(
                        Place::cell(row, column),
                        format!("another time than in row {above}, for {who}"),
                        "one time 0 for each person",
                    )
                });
            }
            Some(_) => {}
        }
    }
    known
}
