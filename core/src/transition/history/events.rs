//! Histories from events: a row for each entry into a state.

use super::attributes::{Checked, RowAttributes, Trail};
use super::chain::{self, Checks, UNKNOWN};
use super::columns::EventColumns;
use super::histories::Histories;
use super::rows::{self, CENSORED, Row, Rows};
use crate::transition::state_space::StateSpace;
use crate::{Error, Labels, Warning};

/// The columns of a table of events, taken out of it: see [`Histories::from_events`].
#[derive(Clone, Debug, Default)]
pub struct EventRows {
    /// The person of each row.
    pub person: Labels,
    /// The time of each row.
    pub time: Vec<f64>,
    /// The state entered; missing where observation ends.
    pub state: Labels,
    /// What else the rows say.
    pub attributes: RowAttributes,
}

/// What is known of a person while their events are read.
#[derive(Clone, Copy)]
enum Now {
    /// Under observation in no state.
    Away,
    /// In `state` since `since`, and known to be there still at `seen`.
    In { state: u16, since: f64, seen: f64, source: usize },
    /// In a state that nobody leaves.
    Absorbed { state: u16 },
}

impl Histories {
    /// Histories from events that are in memory. See [`Histories::from_events`] for the
    /// rules; `columns` names the columns in messages.
    ///
    /// # Errors
    /// [`crate::Code::Empty`] where there is no row, [`crate::Code::Histories`] with every
    /// problem.
    pub fn from_event_rows(
        events: EventRows,
        columns: &EventColumns,
        space: Option<&StateSpace>,
    ) -> Result<Histories, Error> {
        let EventRows { person, time, state, attributes } = events;
        if person.is_empty() {
            return Err(chain::empty());
        }
        let mut checks = Checks::new(&person, space, state.names().iter().map(String::as_str))?;
        checks.lengths(&[(&columns.time, time.len()), (&columns.state, state.len())]);
        checks.persons(&columns.person);
        checks.times(&time, &columns.time);
        let numbers = checks.states(&state, &columns.state);
        let mut problems = std::mem::take(&mut checks.problems);
        let stays =
            |row: usize| state.codes().get(row).is_some_and(|&code| code != Labels::MISSING);
        let attributes =
            Checked::new(attributes, columns.attributes(), &person, stays, &mut problems);
        checks.problems = problems;
        // Rows that cannot be placed in time or told apart cannot be checked as a chain.
        checks.so_far()?;

        let number = |row: usize| match state.codes().get(row) {
            Some(&code) if code != Labels::MISSING => {
                Some(numbers.get(code as usize).copied().unwrap_or(UNKNOWN))
            }
            _ => None,
        };
        let trail = attributes.trail();
        let rows = Rows::with_capacity(person.len());
        let mut reader =
            Reader { checks, columns, attributes, rows, trail, last: 0, split: None, open: 0 };
        let order = rows::order(person.codes(), &time, person.names().len());
        if columns.ordered
            && let Some(order) = &order
        {
            reader.backward_steps(order, person.codes(), &time);
        }
        let mut before: Option<(u32, f64, usize)> = None;
        let mut now = Now::Away;
        for place in 0..person.len() {
            let row = order
                .as_ref()
                .map_or(place, |order| order.get(place).map_or(place, |&row| row as usize));
            let (Some(&who), Some(&at)) = (person.codes().get(row), time.get(row)) else {
                continue;
            };
            match before {
                Some((last, _, _)) if last != who => {
                    reader.close(last, now);
                    now = Now::Away;
                }
                Some((_, last_time, last_row)) if last_time == at => {
                    reader.twice((row, last_row), who, at, number(row), number(last_row));
                    continue;
                }
                _ => {}
            }
            now = reader.step(now, who, at, number(row), row);
            before = Some((who, at, row));
            reader.last = row;
        }
        if let Some((last, _, _)) = before {
            reader.close(last, now);
        }
        let Reader { mut checks, attributes, rows, trail, open, .. } = reader;
        checks.so_far()?;
        let space = checks.space;
        let mut warnings = Vec::new();
        if open > 0 {
            warnings.push(Warning::new(
                "open-ended",
                format!(
                    "{open} of {} persons have neither an end of observation nor an absorbing \
                     state after their last entry into a state: their observation ends at that \
                     entry, and adds no time in that state. Add a row with a null state at the \
                     time they were last known to be there.",
                    person.names().len()
                ),
            ));
        }
        let attributes = attributes.finish(&trail);
        Ok(Histories::new(space, columns.unit, person, rows, attributes, warnings))
    }
}

struct Reader<'a> {
    checks: Checks<'a>,
    columns: &'a EventColumns,
    attributes: Checked,
    rows: Rows,
    trail: Trail,
    /// The row of the table that was taken last.
    last: usize,
    /// The person whose last row says only that something changed while they stayed.
    split: Option<u32>,
    /// Persons whose observation ends at their last entry for want of anything later.
    open: usize,
}

impl Reader<'_> {
    /// Takes one event, and gives what is known after it.
    fn step(&mut self, now: Now, person: u32, time: f64, state: Option<u16>, row: usize) -> Now {
        let columns = self.columns;
        match (now, state) {
            (Now::Away, None) => {
                self.checks.problem(
                    (row, &columns.state),
                    person,
                    |_| "null, the end of an observation that has not begun".to_owned(),
                    |_| "a state".to_owned(),
                );
                Now::Away
            }
            (Now::Away, Some(state)) => self.enter(state, time, row),
            (Now::In { state, since, source, .. }, None) => {
                self.stay(person, (since, time), (state, CENSORED), (source, row));
                Now::Away
            }
            (Now::In { state: origin, since, source, .. }, Some(state)) if state == origin => {
                if self.attributes.same(source, row) {
                    return Now::In { state, since, seen: time, source };
                }
                self.stay(person, (since, time), (state, CENSORED), (source, row));
                self.split = Some(person);
                Now::In { state, since: time, seen: time, source: row }
            }
            (Now::In { state: origin, since, source, .. }, Some(target)) => {
                self.checks.transition((row, &columns.state), person, origin, target);
                self.stay(person, (since, time), (origin, target), (source, row));
                self.enter(target, time, row)
            }
            (Now::Absorbed { .. }, None) => now,
            (Now::Absorbed { state: origin }, Some(target)) => {
                self.checks.transition((row, &columns.state), person, origin, target);
                now
            }
        }
    }

    /// Notes a stay, and the rows of the table that say what holds in it and how it ends.
    fn stay(
        &mut self,
        person: u32,
        (start, stop): (f64, f64),
        (origin, target): (u16, u16),
        (source, ending): (usize, usize),
    ) {
        self.rows.push(Row { person, start, stop, origin, target });
        self.trail.note(source, ending);
    }

    fn enter(&mut self, state: u16, time: f64, row: usize) -> Now {
        self.split = None;
        if self.checks.space.is_absorbing(usize::from(state)) {
            Now::Absorbed { state }
        } else {
            Now::In { state, since: time, seen: time, source: row }
        }
    }

    /// Takes leave of a person after their last event.
    fn close(&mut self, person: u32, now: Now) {
        if let Now::In { state, since, seen, source } = now {
            if seen > since {
                let last = self.last;
                self.stay(person, (since, seen), (state, CENSORED), (source, last));
            } else if self.split != Some(person) {
                self.open += 1;
            }
        }
    }

    fn twice(
        &mut self,
        (row, other): (usize, usize),
        person: u32,
        time: f64,
        state: Option<u16>,
        before: Option<u16>,
    ) {
        let found = |space: &StateSpace| {
            let name = |state: Option<u16>| match state {
                Some(state) => format!("`{}`", space.name(usize::from(state))),
                None => "the end of observation".to_owned(),
            };
            match state == before {
                true => format!("time {time} again, as in row {other}"),
                false => format!(
                    "time {time} again: {} here and {} in row {other}",
                    name(state),
                    name(before)
                ),
            }
        };
        self.checks.problem((row, &self.columns.time), person, found, |_| {
            "one row for a person and time".to_owned()
        });
    }

    /// Notes rows that go back in time from the row of the person above them.
    fn backward_steps(&mut self, order: &[u32], person: &[u32], time: &[f64]) {
        // In `order` a person's rows are together; in the order of rows again, each can be
        // held against the one above it.
        let mut from = 0;
        while from < order.len() {
            let who = order.get(from).and_then(|&row| person.get(row as usize)).copied();
            let mut to = from;
            while to < order.len()
                && order.get(to).and_then(|&row| person.get(row as usize)).copied() == who
            {
                to += 1;
            }
            let mut rows: Vec<u32> = order.get(from..to).unwrap_or_default().to_vec();
            rows.sort_unstable();
            for pair in rows.windows(2) {
                let [above, row] = pair else { continue };
                let (above, row) = (*above as usize, *row as usize);
                if let (Some(earlier), Some(later), Some(who)) =
                    (time.get(above), time.get(row), who)
                    && later < earlier
                {
                    self.checks.problem(
                        (row, &self.columns.time),
                        who,
                        |_| format!("time {later} after time {earlier} of row {above}"),
                        |_| "a later time: the rows are said to be in order".to_owned(),
                    );
                }
            }
            from = to;
        }
    }
}
