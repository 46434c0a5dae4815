//! [`Panel`], checked and ready to be counted.

use std::fmt;

use super::columns::PanelColumns;
use crate::transition::state_space::StateSpace;
use crate::{Code, Error, Labels, Place, Problem, Problems};

const SUBJECT: &str = "panel";

/// The state code of a row in which the person was not seen.
pub(super) const NOT_SEEN: u16 = u16::MAX;

/// What the waves of a survey saw: for each person and wave the state, or that the person was
/// not seen.
///
/// A person is enrolled from the wave of their first row on, seen in it or not. A wave without
/// a row for an enrolled person did not see them, and nor did one whose row has a null state.
#[derive(Clone, Debug, PartialEq)]
pub struct Panel {
    pub(super) space: StateSpace,
    /// The waves in order, as numbers, or as days since 1970-01-01.
    pub(super) waves: Vec<f64>,
    pub(super) waves_are_days: bool,
    persons: Vec<String>,
    /// For each person where their rows end in `rows`; they begin where the one before ends.
    ends: Vec<usize>,
    /// Wave and state, in order of person and wave.
    rows: Vec<(u16, u16)>,
}

/// The columns of a table of waves, taken out of it: see [`Panel::from_table`].
#[derive(Clone, Debug, Default)]
pub struct PanelRows {
    /// The person of each row.
    pub person: Labels,
    /// The wave of each row.
    pub time: Vec<f64>,
    /// The state at the interview; missing where the person was not seen.
    pub state: Labels,
}

impl Panel {
    /// The most waves of a panel. A time of interview read in place of a wave is better
    /// refused than counted.
    pub const MOST_WAVES: usize = 1000;

    /// A panel from rows that are in memory. See [`Panel::from_table`] for the rules;
    /// `columns` names the columns in messages.
    ///
    /// # Errors
    /// [`Code::Empty`] where there is no row, [`Code::Panel`] with every problem.
    pub fn from_rows(
        rows: PanelRows,
        columns: &PanelColumns,
        space: Option<&StateSpace>,
    ) -> Result<Panel, Error> {
        let PanelRows { person, time, state } = rows;
        if person.is_empty() {
            return Err(Error::one(
                Code::Empty,
                SUBJECT,
                Place::Whole,
                "no rows",
                "at least one row",
            ));
        }
        let space = match space {
            Some(space) => space.clone(),
            None => StateSpace::open(state.names().iter().map(String::as_str))?,
        };
        let mut problems = Problems::new();
        for (column, length) in [(&columns.time, time.len()), (&columns.state, state.len())] {
            if length != person.len() {
                let expected = format!("{}, as there are persons", person.len());
                problems.push(Place::column(column), format!("{length} rows"), expected);
            }
        }
        let numbers: Vec<Option<usize>> =
            state.names().iter().map(|name| space.index(name)).collect();
        for (row, &code) in state.codes().iter().enumerate() {
            if code != Labels::MISSING && numbers.get(code as usize) == Some(&None) {
                problems.add(|| {
                    let name = state.name(row).unwrap_or_default();
                    Problem::new(
                        Place::cell(row, &columns.state),
                        format!("the state `{name}`, which the space does not have"),
                        format!("one of {}", space.listed()),
                    )
                });
            }
        }
        for (row, time) in time.iter().enumerate() {
            if !time.is_finite() {
                let place = Place::cell(row, &columns.time);
                problems.add(|| Problem::new(place, time.to_string(), "a finite number"));
            }
        }
        for (row, &code) in person.codes().iter().enumerate() {
            if code == Labels::MISSING {
                let place = Place::cell(row, &columns.person);
                problems.add(|| Problem::new(place, "null", "the person"));
            }
        }
        let mut waves = time.clone();
        waves.sort_unstable_by(f64::total_cmp);
        waves.dedup();
        if waves.len() > Panel::MOST_WAVES {
            problems.push(
                Place::column(&columns.time),
                format!("{} different times", waves.len()),
                format!("waves, at most {}", Panel::MOST_WAVES),
            );
        }
        problems.finish(Code::Panel, SUBJECT)?;

        let wave = |time: f64| waves.partition_point(|wave| *wave < time) as u16;
        let seen = |code: u32| match numbers.get(code as usize) {
            Some(Some(state)) => *state as u16,
            _ => NOT_SEEN,
        };
        let mut all: Vec<(u32, u16, u16, usize)> = person
            .codes()
            .iter()
            .zip(&time)
            .zip(state.codes())
            .enumerate()
            .map(|(row, ((&person, &time), &code))| (person, wave(time), seen(code), row))
            .collect();
        all.sort_unstable_by_key(|&(person, wave, _, row)| (person, wave, row));

        let mut problems = Problems::new();
        let named = |code: u32| match person.names().get(code as usize) {
            Some(name) => format!("person `{name}`"),
            None => String::new(),
        };
        let mut absorbed: Option<(u32, u16, usize)> = None;
        for pair in all.windows(2) {
            let [before, this] = pair else { continue };
            if before.0 == this.0 && before.1 == this.1 {
                problems.add(|| {
                    Problem::new(
                        Place::cell(this.3, &columns.time),
                        format!("{} twice in one wave, as in row {}", named(this.0), before.3),
                        "one row for a person and wave",
                    )
                });
            }
        }
        for &(who, _, state, row) in &all {
            match absorbed {
                Some((person, origin, above)) if person == who => {
                    let elsewhere = state != NOT_SEEN && state != origin;
                    let name = |state: u16| space.name(usize::from(state));
                    let problem = || {
                        Problem::new(
                            Place::cell(row, &columns.state),
                            format!("`{}`, for {}", name(state), named(who)),
                            format!("`{}` as in row {above}: nobody leaves it", name(origin)),
                        )
                    };
                    if elsewhere {
                        problems.add(problem);
                    }
                }
                _ if state != NOT_SEEN && space.is_absorbing(usize::from(state)) => {
                    absorbed = Some((who, state, row));
                }
                _ => {}
            }
        }
        problems.finish(Code::Panel, SUBJECT)?;

        let mut ends = vec![0usize; person.names().len()];
        for (place, &(who, ..)) in all.iter().enumerate() {
            if let Some(end) = ends.get_mut(who as usize) {
                *end = place + 1;
            }
        }
        let rows = all.into_iter().map(|(_, wave, state, _)| (wave, state)).collect();
        let persons = person.into_parts().1;
        Ok(Panel { space, waves, waves_are_days: false, persons, ends, rows })
    }

    /// A panel from a table with a row for each person and wave.
    ///
    /// Rows may be in any order. Problems are: two rows of a person in one wave; anything but
    /// the same state, or not being seen, after an absorbing state; a state that the space
    /// does not have; a missing person or wave. Which transitions the space allows is not
    /// checked: between two waves there can be several.
    ///
    /// Without `space` the states are those in the data: see [`StateSpace::open`].
    ///
    /// # Errors
    /// [`Code::Table`] where a column is missing or holds the wrong things, [`Code::Empty`]
    /// where there is no row, [`Code::Panel`] where rows break a rule.
    ///
    /// ```
    /// use peerpath::Table;
    /// use peerpath::transition::{Panel, PanelColumns};
    /// let table = Table::from_csv("id,year,status\n\
    ///     a,2020,seeking\na,2021,peer-job\nb,2020,seeking\nb,2021,\nc,2020,seeking\n")?;
    /// let columns = PanelColumns {
    ///     person: "id".into(), time: "year".into(), state: "status".into(),
    /// };
    /// let panel = Panel::from_table(&table, &columns, None)?;
    /// let found = panel.transition_table();
    /// let job = found.iter().find(|row| row.target == Some("peer-job")).unwrap();
    /// assert_eq!((job.n, job.of), (1, 1)); // of those seen again
    /// let lost = found.iter().find(|row| row.target.is_none()).unwrap();
    /// assert_eq!((lost.n, lost.of), (2, 3)); // of all
    /// # Ok::<(), peerpath::Error>(())
    /// ```
    #[cfg(feature = "arrow")]
    pub fn from_table(
        table: &crate::Table,
        columns: &PanelColumns,
        space: Option<&StateSpace>,
    ) -> Result<Panel, Error> {
        use crate::table::Times;
        let mut reader = table.reader();
        let person = reader.labels(&columns.person);
        let times = reader.times(&columns.time);
        let state = reader.optional_labels(&columns.state);
        reader.finish(SUBJECT)?;
        let (time, days) = match times {
            Times::Numbers(numbers) => (numbers, false),
            Times::Days(days) => (days.into_iter().map(f64::from).collect(), true),
        };
        let mut panel = Panel::from_rows(PanelRows { person, time, state }, columns, space)?;
        panel.waves_are_days = days;
        Ok(panel)
    }

    /// The states.
    #[must_use]
    pub fn space(&self) -> &StateSpace {
        &self.space
    }

    /// The names of the persons, in order of first appearance.
    #[must_use]
    pub fn persons(&self) -> &[String] {
        &self.persons
    }

    /// The waves in order, as numbers; where they are dates, as days since 1970-01-01.
    #[must_use]
    pub fn waves(&self) -> &[f64] {
        &self.waves
    }

    /// The rows of each person: wave and state, in order of wave.
    pub(super) fn histories(&self) -> impl Iterator<Item = &[(u16, u16)]> {
        let mut from = 0;
        self.ends.iter().map(move |&end| {
            let rows = self.rows.get(from..end).unwrap_or_default();
            from = end;
            rows
        })
    }

    /// A column of waves in a table.
    #[cfg(feature = "arrow")]
    pub(super) fn wave_column(
        &self,
        builder: crate::table::TableBuilder,
        name: &str,
        waves: impl Iterator<Item = usize>,
    ) -> crate::table::TableBuilder {
        let waves = waves.map(|wave| self.waves.get(wave).copied().unwrap_or(f64::NAN));
        if self.waves_are_days {
            builder.day(
                name,
                waves.map(|day| crate::document::Day::of_1970(day as i32).map(|day| day.0)),
            )
        } else {
            builder.number(name, waves)
        }
    }
}

impl fmt::Display for Panel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let seen = self.rows.iter().filter(|(_, state)| *state != NOT_SEEN).count();
        write!(
            f,
            "{} persons in {} waves, {} states, {seen} interviews",
            self.persons.len(),
            self.waves.len(),
            self.space.len()
        )
    }
}
