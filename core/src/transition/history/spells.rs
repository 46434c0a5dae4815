//! Histories from spells: a row for each stay in a state.

use super::attributes::{Checked, RowAttributes, Trail};
use super::chain::{self, Checks, UNKNOWN};
use super::columns::{Gaps, SpellColumns};
use super::histories::Histories;
use super::rows::{self, CENSORED, Row, Rows};
use crate::transition::state_space::StateSpace;
use crate::{Error, Labels, Place, Problem, Warning};

/// The columns of a table of spells, taken out of it: see [`Histories::from_spells`].
#[derive(Clone, Debug, Default)]
pub struct SpellRows {
    /// The person of each row.
    pub person: Labels,
    /// When the stay begins.
    pub start: Vec<f64>,
    /// When it ends; `None` where the person has not been seen to leave.
    pub stop: Vec<Option<f64>>,
    /// The state.
    pub state: Labels,
    /// What else the rows say.
    pub attributes: RowAttributes,
}

/// One spell, in the order of persons and times.
#[derive(Clone, Copy)]
struct Spell {
    row: usize,
    person: u32,
    start: f64,
    stop: Option<f64>,
    state: u16,
}

impl Histories {
    /// Histories from spells that are in memory. See [`Histories::from_spells`] for the
    /// rules; `columns` names the columns in messages.
    ///
    /// # Errors
    /// [`crate::Code::Empty`] where there is no row, [`crate::Code::Histories`] with every
    /// problem.
    pub fn from_spell_rows(
        spells: SpellRows,
        columns: &SpellColumns,
        space: Option<&StateSpace>,
    ) -> Result<Histories, Error> {
        let SpellRows { person, start, stop, state, attributes } = spells;
        if person.is_empty() {
            return Err(chain::empty());
        }
        let names = state.names().iter().map(String::as_str).chain(columns.gaps.state());
        let mut checks = Checks::new(&person, space, names)?;
        let filler = checks.gap_state(&columns.gaps)?;
        checks.lengths(&[
            (&columns.start, start.len()),
            (&columns.stop, stop.len()),
            (&columns.state, state.len()),
        ]);
        checks.persons(&columns.person);
        checks.times(&start, &columns.start);
        let known: Vec<f64> = stop.iter().map(|stop| stop.unwrap_or(0.0)).collect();
        checks.times(&known, &columns.stop);
        let numbers = checks.states(&state, &columns.state);
        let mut problems = std::mem::take(&mut checks.problems);
        for (row, &code) in state.codes().iter().enumerate() {
            if code == Labels::MISSING {
                let place = Place::cell(row, &columns.state);
                problems.add(|| Problem::new(place, "null", "a state"));
            }
        }
        let attributes =
            Checked::new(attributes, columns.attributes(), &person, |_| true, &mut problems);
        checks.problems = problems;
        checks.so_far()?;

        let order = rows::order(person.codes(), &start, person.names().len());
        let spell = |place: usize| {
            let row = match &order {
                Some(order) => *order.get(place)? as usize,
                None => place,
            };
            let code = *state.codes().get(row)? as usize;
            Some(Spell {
                row,
                person: *person.codes().get(row)?,
                start: *start.get(row)?,
                stop: *stop.get(row)?,
                state: numbers.get(code).copied().unwrap_or(UNKNOWN),
            })
        };
        let trail = attributes.trail();
        let rows = Rows::with_capacity(person.len());
        let mut reader = Reader { checks, columns, filler, rows, trail, open: 0 };
        for place in 0..person.len() {
            let Some(this) = spell(place) else { continue };
            let next = spell(place + 1).filter(|next| next.person == this.person);
            reader.take(this, next);
        }
        let Reader { mut checks, rows, trail, open, .. } = reader;
        checks.so_far()?;
        let space = checks.space;
        let mut warnings = Vec::new();
        if open > 0 {
            warnings.push(Warning::new(
                "open-ended",
                format!(
                    "{open} of {} persons have a last spell without an end: their observation \
                     ends when that spell begins, and adds no time in its state. Fill in the \
                     date until which they are known to have been there.",
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
    columns: &'a SpellColumns,
    /// The state in which persons are in gaps, if they are said to be in one.
    filler: Option<u16>,
    rows: Rows,
    trail: Trail,
    open: usize,
}

impl Reader<'_> {
    /// Takes one spell; `next` is the person's next one.
    fn take(&mut self, this: Spell, next: Option<Spell>) {
        let Spell { row, person, start, stop, state } = this;
        let columns = self.columns;
        if let Some(stop) = stop.filter(|stop| *stop <= start) {
            self.checks.problem(
                (row, &columns.stop),
                person,
                |_| format!("time {stop}, not after the start at {start}"),
                |_| "time to run forwards".to_owned(),
            );
            return;
        }
        if self.checks.space.is_absorbing(usize::from(state)) {
            // When the stay ends says nothing: it does not.
            if let Some(next) = next {
                self.checks.problem(
                    (next.row, &columns.state),
                    person,
                    |space| {
                        format!(
                            "`{}` after `{}`",
                            space.name(usize::from(next.state)),
                            space.name(usize::from(state))
                        )
                    },
                    |space| {
                        format!(
                            "nothing after `{}`, which nobody leaves",
                            space.name(usize::from(state))
                        )
                    },
                );
            }
            return;
        }
        let Some(next) = next else {
            match stop {
                Some(stop) => {
                    self.rows.push(Row { person, start, stop, origin: state, target: CENSORED });
                    self.trail.note(row, row);
                }
                None => self.open += 1,
            }
            return;
        };
        let stop = stop.unwrap_or(next.start);
        if next.start < stop || next.start <= start {
            self.checks.problem(
                (next.row, &columns.start),
                person,
                |space| {
                    let names =
                        (space.name(usize::from(next.state)), space.name(usize::from(state)));
                    format!(
                        "two states at once: `{}` from {} and, in row {row}, `{}` until {stop}",
                        names.0, next.start, names.1
                    )
                },
                |_| "one state at a time".to_owned(),
            );
            return;
        }
        let mut target = CENSORED;
        let gap = next.start > stop;
        if gap && columns.gaps == Gaps::Error {
            self.checks.problem(
                (next.row, &columns.start),
                person,
                |_| format!("a gap from {stop} (row {row}) to {}", next.start),
                |_| "no gap; with `gaps` = `censor` nobody is observed in it".to_owned(),
            );
        }
        if !gap && next.state != state {
            self.checks.transition((next.row, &columns.state), person, state, next.state);
            target = next.state;
        }
        match self.filler.filter(|_| gap) {
            Some(filler) => {
                let way = [(state, stop), (filler, next.start), (next.state, next.start)];
                let mut start = start;
                for pair in way.windows(2) {
                    let [(origin, stop), (target, _)] = *pair else { continue };
                    let target = if origin == target { CENSORED } else { target };
                    if target != CENSORED {
                        self.checks.transition((next.row, &columns.state), person, origin, target);
                    }
                    self.rows.push(Row { person, start, stop, origin, target });
                    self.trail.note(row, row);
                    start = stop;
                }
            }
            None => {
                self.rows.push(Row { person, start, stop, origin: state, target });
                self.trail.note(row, row);
            }
        }
    }
}
