//! Histories as tables, in each of the three forms that they are read from.

use super::attributes::Attributes;
use super::covariate::Values;
use super::histories::Histories;
use super::rows::Row;
use crate::table::{Table, TableBuilder};
use crate::{Code, Error, Labels, Place};

/// Which row of the histories holds for each row of a table, and which one ends there.
struct Places {
    holds: Vec<usize>,
    /// Where no row ends, one past the last.
    ends: Vec<usize>,
}

impl Histories {
    /// The histories as a table of intervals: `person`, `start`, `stop`, `origin`, `target` (null
    /// where there is no transition), then `weight`, `cluster`, `reason` and the covariates, where
    /// there are such. Times are numbers, from where they were counted from and in the unit of the
    /// histories. [`Histories::from_intervals`] reads it back to the same histories.
    ///
    /// # Errors
    /// [`Code::Table`] where a covariate has the name of one of these columns.
    pub fn to_intervals(&self) -> Result<Table, Error> {
        let rows = self.rows();
        let target = |row: Row| row.moves().then(|| self.space().name(usize::from(row.target)));
        let builder = Table::builder()
            .text("person", rows.iter().map(|row| self.person(&row)))
            .number("start", rows.start.iter().copied())
            .number("stop", rows.stop.iter().copied())
            .text("origin", rows.iter().map(|row| self.space().name(usize::from(row.origin))))
            .optional_text("target", rows.iter().map(target));
        let all: Vec<usize> = (0..rows.len()).collect();
        let places = Places { ends: all.clone(), holds: all };
        self.with_attributes(builder, &places).finish()
    }

    /// The histories as a table of spells: `person`, `start`, `stop`, `state`, and what
    /// [`Histories::to_intervals`] adds. Entry into a state in which nobody is followed, as an
    /// absorbing one, is a spell without an end. [`Histories::from_spells`] with `gaps` =
    /// `censor` reads it back to the same histories where such states are absorbing.
    ///
    /// # Errors
    /// [`Code::Histories`] where a person enters a state, is not followed in it and is followed
    /// again later: only intervals can tell that. [`Code::Table`] as there.
    pub fn to_spells(&self) -> Result<Table, Error> {
        self.check_tellable("to_spells")?;
        let (mut person, mut start, mut stop, mut state) =
            (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        let mut places = Places { holds: Vec::new(), ends: Vec::new() };
        let none = self.rows().len();
        let mut next = self.rows().iter().skip(1);
        for (place, row) in self.rows().iter().enumerate() {
            person.push(self.person(&row));
            start.push(row.start);
            stop.push(row.stop);
            state.push(self.space().name(usize::from(row.origin)));
            places.holds.push(place);
            places.ends.push(place);
            let goes_on = next.next().is_some_and(|next| next.continues(&row));
            if row.moves() && !goes_on {
                person.push(self.person(&row));
                start.push(row.stop);
                stop.push(f64::NAN);
                state.push(self.space().name(usize::from(row.target)));
                places.holds.push(place);
                places.ends.push(none);
            }
        }
        let builder = Table::builder()
            .text("person", person)
            .number("start", start)
            .number("stop", stop)
            .text("state", state);
        self.with_attributes(builder, &places).finish()
    }

    /// The histories as a table of events: `person`, `time`, `state` (null where observation
    /// ends), and what [`Histories::to_intervals`] adds. A row with the state before it says that
    /// something else changed. [`Histories::from_events`] reads it back to the same histories.
    ///
    /// # Errors
    /// As [`Histories::to_spells`].
    pub fn to_events(&self) -> Result<Table, Error> {
        self.check_tellable("to_events")?;
        let (mut person, mut time, mut state) = (Vec::new(), Vec::new(), Vec::new());
        let mut places = Places { holds: Vec::new(), ends: Vec::new() };
        let none = self.rows().len();
        let mut before: Option<(Row, usize)> = None;
        let rows = self.rows().iter().enumerate().map(|(place, row)| Some((row, place)));
        for this in rows.chain([None]) {
            let follows = match (&this, &before) {
                (Some((row, _)), Some((last, _))) => row.continues(last),
                _ => false,
            };
            if let Some((last, ended)) = before.filter(|_| !follows) {
                // Nobody is followed after this: entry into another state, or the end.
                person.push(self.person(&last));
                time.push(last.stop);
                state.push(last.moves().then(|| self.space().name(usize::from(last.target))));
                places.holds.push(ended);
                places.ends.push(ended);
            }
            if let Some((row, place)) = this {
                person.push(self.person(&row));
                time.push(row.start);
                state.push(Some(self.space().name(usize::from(row.origin))));
                places.holds.push(place);
                let ended = before.filter(|_| follows).map(|(_, ended)| ended);
                places.ends.push(ended.unwrap_or(none));
            }
            before = this;
        }
        let builder = Table::builder()
            .text("person", person)
            .number("time", time)
            .optional_text("state", state);
        self.with_attributes(builder, &places).finish()
    }

    /// Refuses what only intervals can tell: a person who enters a state, is not followed in it,
    /// and is followed again later.
    fn check_tellable(&self, call: &str) -> Result<(), Error> {
        let rows = self.rows().iter();
        for (row, next) in rows.zip(self.rows().iter().skip(1)) {
            if row.moves() && next.person == row.person && next.start > row.stop {
                let state = self.space().name(usize::from(row.target));
                let found = format!(
                    "person `{}`, who enters `{state}` at {} and is next followed from {}",
                    self.person(&row),
                    row.stop,
                    next.start
                );
                let expected = "histories without such, or `to_intervals`";
                return Err(Error::one(Code::Histories, call, Place::Whole, found, expected));
            }
        }
        Ok(())
    }

    fn person(&self, row: &Row) -> &str {
        self.persons().get(row.person as usize).map_or("", String::as_str)
    }

    fn with_attributes(&self, mut builder: TableBuilder, places: &Places) -> TableBuilder {
        let Attributes { weight, cluster, reason, covariates } = self.attributes();
        let person = |place: usize| self.rows().person.get(place).copied().unwrap_or(u32::MAX);
        fn name(names: &[String], code: Option<u32>) -> Option<&str> {
            let code = code.filter(|code| *code != Labels::MISSING)?;
            names.get(code as usize).map(String::as_str)
        }
        if weight.is_some() {
            let weights =
                places.holds.iter().map(|&place| self.attributes().weight(place, person(place)));
            builder = builder.number("weight", weights);
        }
        if let Some(cluster) = cluster {
            let code = |place: usize| cluster.codes.get(person(place) as usize).copied();
            let names = places.holds.iter().map(|&place| name(&cluster.names, code(place)));
            builder = builder.optional_text("cluster", names);
        }
        if let Some(reason) = reason {
            let code = |place: usize| reason.codes.get(place).copied();
            let names = places.ends.iter().map(|&place| name(&reason.names, code(place)));
            builder = builder.optional_text("reason", names);
        }
        for covariate in covariates {
            builder = match &covariate.values {
                Values::Numbers(numbers) => {
                    let number =
                        |&place: &usize| numbers.get(place, person(place)).unwrap_or(f64::NAN);
                    builder.number(&covariate.name, places.holds.iter().map(number))
                }
                Values::Categories { codes, names } => {
                    let text = |&place: &usize| name(names, codes.get(place, person(place)));
                    builder.optional_text(&covariate.name, places.holds.iter().map(text))
                }
            };
        }
        builder
    }
}
