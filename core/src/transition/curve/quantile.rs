//! Quantiles of times: by when a share of persons has left a state, or entered it.

use super::aalen_johansen::AalenJohansen;
use super::interval::Bounded;
use super::options::CALL;
use super::report::Lines;
use super::walk::Walk;
use crate::{Code, Error, Place, Problems, Warning};

/// One row of [`Quantiles`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Quantile<'a> {
    /// The group, where there is `by`.
    pub group: Option<&'a str>,
    /// The state.
    pub state: &'a str,
    /// The share of persons.
    pub quantile: f64,
    /// The time by which so many have left the state, or entered it; `None` where it is not
    /// reached.
    pub estimate: Option<f64>,
    /// The lower bound of its interval; `None` where it is not reached.
    pub lower: Option<f64>,
    /// The upper bound; `None` where it is not reached.
    pub upper: Option<f64>,
}

/// Times by which shares of persons have left a state, or entered it.
#[derive(Clone, Debug)]
pub struct Quantiles(pub(super) Lines);

impl Quantiles {
    /// The rows: by group, then the shares in the order asked for.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = Quantile<'_>> {
        let known = |number: f64| (!number.is_nan()).then_some(number);
        self.0.lines.iter().map(move |line| Quantile {
            group: self.0.group(line),
            state: self.0.state(line.state),
            quantile: line.time,
            estimate: known(line.value.value),
            lower: known(line.value.lower),
            upper: known(line.value.upper),
        })
    }

    /// Cautions about the estimates.
    #[must_use]
    pub fn warnings(&self) -> &[Warning] {
        &self.0.warnings
    }

    /// The rows as a table: `group` (where there is `by`), `state`, `quantile`, `estimate`,
    /// `lower`, `upper`.
    ///
    /// # Errors
    /// None but a defect of the library.
    #[cfg(feature = "arrow")]
    pub fn to_table(&self) -> Result<crate::Table, Error> {
        let lines = &self.0.lines;
        self.0
            .grouped()
            .text("state", lines.iter().map(|line| self.0.state(line.state)))
            .number("quantile", lines.iter().map(|line| line.time))
            .number("estimate", lines.iter().map(|line| line.value.value))
            .number("lower", lines.iter().map(|line| line.value.lower))
            .number("upper", lines.iter().map(|line| line.value.upper))
            .finish()
    }
}

/// A share that a curve has not passed yet.
struct Search {
    share: f64,
    /// Where the curve was exactly at the share first, and where it went on.
    flat: Option<f64>,
    found: Option<f64>,
}

impl Search {
    fn new(share: f64) -> Search {
        Search { share, flat: None, found: None }
    }

    /// Takes the share that has moved at a time. Shares that differ by less than the root of
    /// the smallest difference of numbers are equal, as in R.
    fn take(&mut self, time: f64, moved: f64) {
        let equal = (moved - self.share).abs() < f64::EPSILON.sqrt();
        if self.found.is_some() || moved.is_nan() {
        } else if equal {
            self.flat.get_or_insert(time);
        } else if moved > self.share {
            // Where the curve is flat at the share, any time on it would do: its middle.
            self.found = Some(self.flat.map_or(time, |from| f64::midpoint(from, time)));
        }
    }

    /// The time, of a curve that is followed until `last`.
    fn time(&self, last: f64) -> f64 {
        let flat = self.flat.map(|from| f64::midpoint(from, last));
        self.found.or(flat).unwrap_or(f64::NAN)
    }
}

impl AalenJohansen {
    /// The times by which shares of persons have left a state (one that is only left, as the
    /// origin of a Kaplan–Meier curve) or entered it (one that is only entered, as the causes of
    /// cumulative incidences). 0.5 is the median. Without `state` it is the first.
    ///
    /// The bounds are the times at which the bounds of the curve reach the share (Brookmeyer
    /// and Crowley 1982), as `quantile` of R survival. Where the curve is flat at the share, the
    /// middle of the flat part is taken.
    ///
    /// # Errors
    /// [`Code::Argument`] for a share that is not between 0 and 1, a state that there is not,
    /// or one that is both entered and left.
    pub fn quantiles(&self, state: Option<&str>, shares: &[f64]) -> Result<Quantiles, Error> {
        let mut problems = Problems::new();
        for share in shares {
            if !(*share > 0.0 && *share < 1.0) {
                let expected = "a number between 0 and 1";
                problems.push(Place::argument("quantiles"), share.to_string(), expected);
            }
        }
        let index = state.map_or(Some(0), |state| self.space().index(state));
        let Some(index) = index else {
            let expected = format!("one of {}", self.space().listed());
            problems.push(Place::argument("state"), format!("`{}`", state.unwrap_or("")), expected);
            return Err(problems.into_error(Code::Argument, CALL));
        };
        problems.finish(Code::Argument, CALL)?;
        let mut lines = self.lines();
        for (g, group) in self.groups.iter().enumerate() {
            let robust = self.robust_curve(group, &mut lines.warnings);
            let mut walk = self.walk(group);
            let (mut place, mut entered, mut left) = (0, false, false);
            let start = walk.p.get(index).copied().unwrap_or(0.0);
            let falls = start > 0.5;
            let mut searches: Vec<[Search; 3]> =
                shares.iter().map(|&share| [(); 3].map(|()| Search::new(share))).collect();
            let mut before = start;
            let mut note = |walk: &Walk<'_>| {
                let cell = place * self.space.len() + index;
                place += 1;
                let robust = robust.as_ref().map(|all| all.variance.get(cell).copied());
                let value = self.bounded(walk, index, robust.map(|r| r.unwrap_or(f64::NAN)));
                // Rounding is no movement.
                entered |= value.value > before + 1e-12;
                left |= value.value < before - 1e-12;
                before = value.value;
                // Where all or none have left there is no interval, and no doubt.
                let sure = |bound: f64| if bound.is_nan() { value.value } else { bound };
                let moved = |p: f64| if falls { 1.0 - p } else { p };
                let (early, late) = (sure(value.lower), sure(value.upper));
                let (early, late) = if falls { (early, late) } else { (late, early) };
                for [estimate, lower, upper] in &mut searches {
                    estimate.take(walk.time, moved(value.value));
                    lower.take(walk.time, moved(early));
                    if value.value > 0.0 || !falls {
                        upper.take(walk.time, moved(late));
                    }
                }
            };
            note(&walk);
            loop {
                let changes = walk.transition_is_next();
                if !walk.step_until(group.last) {
                    break;
                }
                if changes {
                    note(&walk);
                }
            }
            if entered && left {
                let name = self.space().name(index);
                let expected = "a state that is only left or only entered, as those of \
                                `kaplan_meier` and `cumulative_incidence`";
                return Err(Error::argument(CALL, "state", format!("`{name}`"), expected));
            }
            for (share, [estimate, lower, upper]) in shares.iter().zip(&searches) {
                let value = Bounded {
                    value: estimate.time(group.last),
                    std_err: f64::NAN,
                    lower: lower.time(group.last),
                    upper: upper.time(group.last),
                };
                lines.lines.push(self.line(g, index, *share, value));
            }
            self.warn(&mut lines.warnings, group, &walk.refilled, &[]);
        }
        Ok(Quantiles(lines))
    }
}
