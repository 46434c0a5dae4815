//! Landmarks: who is where at one time, and what becomes of them.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::aalen_johansen::AalenJohansen;
use super::options::{AalenJohansenOptions, IntervalScale, StandardError};
use crate::document::described;
use crate::transition::history::{Histories, Row, Rows};
use crate::{Code, Error, Place};

const CALL: &str = "landmark";

/// Options of [`Histories::landmark`].
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct LandmarkOptions {
    /// The time of the landmark.
    pub time: f64,
    /// The state that persons are in then. Left out, whoever is followed then is taken.
    pub state: Option<String>,
    /// The covariate whose values are groups, each with curves of its own. Default none.
    pub by: Option<String>,
    /// The kind of standard error. Default `greenwood`.
    pub se: StandardError,
    /// The scale of the intervals. Default `log-log`.
    pub interval: IntervalScale,
    /// The level of the intervals, between 0 and 1. Default 0.95.
    pub level: f64,
}

described! { LandmarkOptions = "landmark-options" }

impl Default for LandmarkOptions {
    fn default() -> LandmarkOptions {
        let AalenJohansenOptions { by, se, interval, level, .. } = Default::default();
        LandmarkOptions { time: 0.0, state: None, by, se, interval, level }
    }
}

impl Histories {
    /// Aalen–Johansen curves from a landmark on, of those who are in a state then: without the
    /// assumption that the past does not matter (Putter and Spitoni 2018). Where it does, these
    /// are the probabilities of those who are in the state at that time, and
    /// [`AalenJohansen::transition_matrix`] is not.
    ///
    /// As `LMAJ` of R mstate.
    ///
    /// # Errors
    /// [`Code::Argument`] where an option is out of its range or names something that is not
    /// there, [`Code::Empty`] where nobody is in the state at the time.
    pub fn landmark(&self, options: &LandmarkOptions) -> Result<AalenJohansen, Error> {
        let LandmarkOptions { time, state, by, se, interval, level } = options.clone();
        let whole = AalenJohansenOptions { by, se, interval, level, ..Default::default() };
        let mut problems = whole.problems();
        if !(0.0..f64::INFINITY).contains(&time) {
            let expected = "a finite number of 0 or more";
            problems.push(Place::argument("time"), time.to_string(), expected);
        }
        let index = state.as_ref().map(|state| self.space().index(state));
        if let (Some(None), Some(state)) = (index, &state) {
            let expected = format!("one of {}", self.space().listed());
            problems.push(Place::argument("state"), format!("`{state}`"), expected);
        }
        problems.finish(Code::Argument, CALL)?;
        let index = index.flatten().map(|state| state as u16);
        let part = self.after(time, |row| index.is_none_or(|state| row.origin == state));
        if part.rows().len() == 0 {
            let found = match &state {
                Some(state) => format!("nobody who is followed in `{state}` at {time}"),
                None => format!("nobody who is followed at {time}"),
            };
            let expected = "at least one person";
            return Err(Error::one(Code::Empty, CALL, Place::Whole, found, expected));
        }
        part.aalen_johansen(&AalenJohansenOptions { start_time: Some(time), ..whole })
    }

    /// The histories after a time of those whose row at that time is one that counts.
    pub(super) fn after(&self, time: f64, counts: impl Fn(&Row) -> bool) -> Histories {
        let mut rows = Rows::default();
        let mut source = Vec::new();
        let mut taken = None;
        for (place, row) in self.rows().iter().enumerate() {
            if row.start <= time && time < row.stop && counts(&row) {
                taken = Some(row.person);
            }
            if taken == Some(row.person) && row.stop > time {
                rows.push(Row { start: row.start.max(time), ..row });
                source.push(place);
            }
        }
        let attributes = self.attributes().rows(&source);
        let (space, persons) = (self.space().clone(), self.persons().to_vec());
        Histories::part(self, space, persons, rows, attributes)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use super::super::tests::histories;
    use super::*;

    #[test]
    fn of_everybody_followed_from_the_start_is_the_curve_from_then_on() {
        let histories = histories(&[
            (1, 0.0, 2.0, 0, Some(1)),
            (1, 2.0, 6.0, 1, Some(0)),
            (1, 6.0, 9.0, 0, None),
            (2, 0.0, 5.0, 0, Some(1)),
            (2, 5.0, 9.0, 1, None),
            (3, 0.0, 7.0, 1, Some(0)),
            (3, 7.0, 8.0, 0, None),
            (4, 0.0, 3.0, 1, None),
        ]);
        let landmark = LandmarkOptions { time: 4.0, ..LandmarkOptions::default() };
        let after = AalenJohansenOptions { start_time: Some(4.0), ..Default::default() };
        let times = [4.0, 5.0, 6.5, 8.0];
        let one = histories.landmark(&landmark).unwrap().at(&times).unwrap();
        let other = histories.aalen_johansen(&after).unwrap().at(&times).unwrap();
        assert!(one.iter().eq(other.iter()));
        // Of the two who are in `b` then, one enters `a` at 6 and the other at 7.
        let landmark = LandmarkOptions { state: Some("b".to_owned()), ..landmark };
        let of_b = histories.landmark(&landmark).unwrap().at(&[6.0]).unwrap();
        let found: Vec<_> = of_b.iter().map(|row| row.probability).collect();
        assert_eq!(found, [Some(0.5), Some(0.5)]);
    }

    #[test]
    fn nobody_and_nonsense_are_refused() {
        let histories = histories(&[(1, 0.0, 2.0, 0, Some(1))]);
        let refused = |time: f64, state: Option<&str>| {
            let state = state.map(str::to_owned);
            let options = LandmarkOptions { time, state, ..LandmarkOptions::default() };
            histories.landmark(&options).unwrap_err().code()
        };
        // Who leaves at 2 is elsewhere then.
        assert_eq!(refused(2.0, None), Code::Empty);
        assert_eq!(refused(1.0, Some("b")), Code::Empty);
        for time in [-1.0, f64::NAN, f64::INFINITY] {
            assert_eq!(refused(time, None), Code::Argument);
        }
        assert_eq!(refused(1.0, Some("z")), Code::Argument);
    }
}
