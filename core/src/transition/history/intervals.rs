//! Histories from intervals: the counting-process form.

use super::attributes::{Checked, RowAttributes, Trail};
use super::chain::{self, Checks, UNKNOWN};
use super::columns::{Gaps, IntervalColumns};
use super::histories::Histories;
use super::rows::{self, CENSORED, Row, Rows};
use crate::transition::state_space::StateSpace;
use crate::{Error, Labels};

/// The columns of a table of intervals, taken out of it: see [`Histories::from_intervals`].
#[derive(Clone, Debug, Default)]
pub struct IntervalRows {
    /// The person of each row.
    pub person: Labels,
    /// When the time at risk begins.
    pub start: Vec<f64>,
    /// When it ends.
    pub stop: Vec<f64>,
    /// The state the person is in.
    pub origin: Labels,
    /// The state entered at `stop`; missing where none is.
    pub target: Labels,
    /// What else the rows say.
    pub attributes: RowAttributes,
}

impl Histories {
    /// Histories from intervals that are in memory. See [`Histories::from_intervals`] for the
    /// rules; `columns` names the columns in messages.
    ///
    /// # Errors
    /// [`crate::Code::Empty`] where there is no row, [`crate::Code::Histories`] with every
    /// problem.
    pub fn from_interval_rows(
        intervals: IntervalRows,
        columns: &IntervalColumns,
        space: Option<&StateSpace>,
    ) -> Result<Histories, Error> {
        let IntervalRows { person, start, stop, origin, target, attributes } = intervals;
        if person.is_empty() {
            return Err(chain::empty());
        }
        let names = origin.names().iter().chain(target.names()).map(String::as_str);
        let mut checks = Checks::new(&person, space, names.chain(columns.gaps.state()))?;
        let filler = checks.gap_state(&columns.gaps)?;
        checks.lengths(&[
            (&columns.start, start.len()),
            (&columns.stop, stop.len()),
            (&columns.origin, origin.len()),
            (&columns.target, target.len()),
        ]);
        checks.persons(&columns.person);
        checks.times(&start, &columns.start);
        checks.times(&stop, &columns.stop);
        let origins = checks.states(&origin, &columns.origin);
        let targets = checks.states(&target, &columns.target);
        let mut problems = std::mem::take(&mut checks.problems);
        for (row, &code) in origin.codes().iter().enumerate() {
            if code == Labels::MISSING {
                problems.add(|| {
                    crate::Problem::new(
                        crate::Place::cell(row, &columns.origin),
                        "null",
                        "the state the person is in",
                    )
                });
            }
        }
        let attributes =
            Checked::new(attributes, columns.attributes(), &person, |_| true, &mut problems);
        checks.problems = problems;
        checks.so_far()?;

        let number = |numbers: &[u16], code: u32| {
            if code == Labels::MISSING {
                return CENSORED;
            }
            numbers.get(code as usize).copied().unwrap_or(UNKNOWN)
        };
        let (origin, target) = (origin.into_parts().0, target.into_parts().0);
        let mut unordered = Rows {
            person: person.codes().to_vec(),
            start,
            stop,
            origin: origin.into_iter().map(|code| number(&origins, code)).collect(),
            target: target.into_iter().map(|code| number(&targets, code)).collect(),
        };
        // Staying is no transition.
        for (origin, target) in unordered.origin.iter().zip(&mut unordered.target) {
            if origin == target {
                *target = CENSORED;
            }
        }
        let order = rows::order(&unordered.person, &unordered.start, person.names().len());
        let rows = match &order {
            None => unordered,
            Some(order) => reordered(&unordered, order),
        };
        let mut chain = Chain { checks, columns, order };
        chain.check(&rows);
        let mut trail = attributes.trail();
        let rows = match filler {
            Some(filler) => chain.filled(&rows, filler, &mut trail),
            None => {
                (0..rows.len()).map(|place| chain.row(place)).for_each(|row| trail.note(row, row));
                rows
            }
        };
        let Chain { mut checks, .. } = chain;
        checks.so_far()?;
        let space = checks.space;
        let attributes = attributes.finish(&trail);
        Ok(Histories::new(space, columns.unit, person, rows, attributes, Vec::new()))
    }
}

fn reordered(rows: &Rows, order: &[u32]) -> Rows {
    fn column<T: Copy>(column: &[T], order: &[u32]) -> Vec<T> {
        order.iter().filter_map(|&row| column.get(row as usize).copied()).collect()
    }
    Rows {
        person: column(&rows.person, order),
        start: column(&rows.start, order),
        stop: column(&rows.stop, order),
        origin: column(&rows.origin, order),
        target: column(&rows.target, order),
    }
}

struct Chain<'a> {
    checks: Checks<'a>,
    columns: &'a IntervalColumns,
    order: Option<Vec<u32>>,
}

impl Chain<'_> {
    /// The row of the table that is at this place in the order of persons and times.
    fn row(&self, place: usize) -> usize {
        self.order.as_ref().and_then(|order| order.get(place)).map_or(place, |&row| row as usize)
    }

    fn check(&mut self, rows: &Rows) {
        let mut before: Option<Row> = None;
        for (place, row) in rows.iter().enumerate() {
            self.check_row(place, &row);
            if let Some(before) = before
                && before.person == row.person
                && !row.continues(&before)
            {
                self.check_pair(place, &before, &row);
            }
            before = Some(row);
        }
    }

    /// The rows with each gap filled with a stay in a state.
    fn filled(&mut self, rows: &Rows, filler: u16, trail: &mut Trail) -> Rows {
        let mut all = Rows::with_capacity(rows.len());
        let mut next = rows.iter().skip(1);
        for (place, row) in rows.iter().enumerate() {
            let at = self.row(place);
            let next =
                next.next().filter(|next| next.person == row.person && next.start > row.stop);
            let Some(next) = next else {
                all.push(row);
                trail.note(at, at);
                continue;
            };
            let columns = self.columns;
            let below = self.row(place + 1);
            if row.moves() && row.target != filler {
                self.checks.problem(
                    (below, &columns.start),
                    row.person,
                    |space| {
                        let state = space.name(usize::from(row.target));
                        format!("a gap since `{state}` was entered at {} (row {at})", row.stop)
                    },
                    |_| "a row that says how long the person stayed there".to_owned(),
                );
            }
            let (start, stop) = (row.stop, next.start);
            let to = |origin: u16, target: u16| if origin == target { CENSORED } else { target };
            let into = Row { target: to(row.origin, filler), ..row };
            let gap = Row { start, stop, origin: filler, target: to(filler, next.origin), ..row };
            for row in [into, gap] {
                if row.moves() {
                    let place = (below, columns.start.as_str());
                    self.checks.transition(place, row.person, row.origin, row.target);
                }
                all.push(row);
                trail.note(at, at);
            }
        }
        all
    }

    fn check_row(&mut self, place: usize, row: &Row) {
        let columns = self.columns;
        if row.stop <= row.start {
            let at = (self.row(place), columns.stop.as_str());
            self.checks.problem(
                at,
                row.person,
                |_| format!("time {}, not after the start at {}", row.stop, row.start),
                |_| "time to run forwards".to_owned(),
            );
        }
        if self.checks.space.is_absorbing(usize::from(row.origin)) {
            let at = (self.row(place), columns.origin.as_str());
            self.checks.problem(
                at,
                row.person,
                |space| format!("time at risk in `{}`", space.name(usize::from(row.origin))),
                |_| "none in a state that nobody leaves".to_owned(),
            );
        } else if row.moves()
            && !self.checks.space.allows(usize::from(row.origin), usize::from(row.target))
        {
            let at = (self.row(place), columns.target.as_str());
            self.checks.transition(at, row.person, row.origin, row.target);
        }
    }

    fn check_pair(&mut self, place: usize, before: &Row, row: &Row) {
        let columns = self.columns;
        let (this, above) = (self.row(place), self.row(place.saturating_sub(1)));
        if row.start < before.stop {
            self.checks.problem(
                (this, &columns.start),
                row.person,
                |space| {
                    let (a, b) = (usize::from(before.origin), usize::from(row.origin));
                    format!(
                        "two rows at once: `{}` from {} and, in row {above}, `{}` until {}",
                        space.name(b),
                        row.start,
                        space.name(a),
                        before.stop
                    )
                },
                |_| "one state at a time".to_owned(),
            );
        } else if row.start == before.stop {
            let led_to = if before.moves() { before.target } else { before.origin };
            self.checks.problem(
                (this, &columns.origin),
                row.person,
                |space| format!("`{}`", space.name(usize::from(row.origin))),
                |space| {
                    format!(
                        "`{}`, where row {above} leaves the person at the same time",
                        space.name(usize::from(led_to))
                    )
                },
            );
        } else if self.columns.gaps == Gaps::Error {
            self.checks.problem(
                (this, &columns.start),
                row.person,
                |_| format!("a gap from {} (row {above}) to {}", before.stop, row.start),
                |_| "no gap; with `gaps` = `censor` nobody is observed in it".to_owned(),
            );
        }
    }
}
