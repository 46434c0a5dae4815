//! Cumulative hazards of transitions: the estimator of Nelson and Aalen.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::aalen_johansen::{AalenJohansen, Persons};
use super::changes::{Changes, Edge, RiskSets};
use super::hazard_influence::HazardEstimate;
use super::interval::{Bounded, Intervals};
use super::options::{AalenJohansenOptions, IntervalScale, StandardError, SummariseOptions};
use super::report::{Line, Lines, Names};
use super::risk_table::RiskTable;
use super::robust::no_robust_errors;
use crate::document::described;
use crate::order;
use crate::transition::history::Histories;
use crate::{Code, Error, Place, Problems, Warning};

const CALL: &str = "nelson_aalen";

/// Options of [`RiskTable::nelson_aalen`].
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct NelsonAalenOptions {
    /// The covariate whose values are groups, each with hazards of its own. Default none.
    pub by: Option<String>,
    /// The time from which hazards are added up. Left out, the earliest time at which anybody
    /// is followed.
    pub start_time: Option<f64>,
    /// The kind of standard error: `aalen` (the default), `greenwood` or `robust`.
    pub se: StandardError,
    /// The scale of the intervals: `log` (the default) or `plain`, cut at 0.
    pub interval: IntervalScale,
    /// The level of the intervals, between 0 and 1. Default 0.95.
    pub level: f64,
}

described! { NelsonAalenOptions = "nelson-aalen-options" }

impl Default for NelsonAalenOptions {
    fn default() -> NelsonAalenOptions {
        let (se, interval) = (StandardError::Aalen, IntervalScale::Log);
        NelsonAalenOptions { by: None, start_time: None, se, interval, level: 0.95 }
    }
}

/// Cumulative hazards of each transition that happens.
///
/// The estimator of Nelson (1972) and Aalen (1978): the sum of `d / Y` over the times of the
/// transition, with d moving of Y at risk. Its variance is the sum of `d / Y²` (Aalen) or of
/// `d (Y - d) / Y³` (Greenwood, right with ties), or the sum over clusters of the squares of their
/// influence (robust). As `mvna` of R, and `cumhaz` of `survfit`.
#[derive(Clone, Debug)]
pub struct NelsonAalen {
    table: RiskTable,
    options: NelsonAalenOptions,
    /// Origin and target of the transitions that happen, in order.
    transitions: Vec<(u16, u16)>,
    /// Where errors are robust.
    persons: Option<Persons>,
    warnings: Vec<Warning>,
}

/// One row of [`CumulativeHazards`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CumulativeHazard<'a> {
    /// The group, where there is `by`.
    pub group: Option<&'a str>,
    /// The time.
    pub time: f64,
    /// The state that is left.
    pub origin: &'a str,
    /// The state that is entered.
    pub target: &'a str,
    /// The hazard until the time; `None` after the last time at which anybody is followed.
    pub cumulative_hazard: Option<f64>,
    /// Its standard error.
    pub std_err: Option<f64>,
    /// The lower bound of its interval; `None` for a hazard of 0 on the logarithmic scale.
    pub lower: Option<f64>,
    /// The upper bound.
    pub upper: Option<f64>,
}

/// Cumulative hazards at times.
#[derive(Clone, Debug)]
pub struct CumulativeHazards(Lines);

impl CumulativeHazards {
    /// The rows: by group, then time, then transition.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = CumulativeHazard<'_>> {
        let known = |number: f64| (!number.is_nan()).then_some(number);
        self.0.lines.iter().map(move |line| CumulativeHazard {
            group: self.0.group(line),
            time: line.time,
            origin: self.0.state(line.state),
            target: self.0.state(line.target),
            cumulative_hazard: known(line.value.value),
            std_err: known(line.value.std_err),
            lower: known(line.value.lower),
            upper: known(line.value.upper),
        })
    }

    /// Cautions about the estimates.
    #[must_use]
    pub fn warnings(&self) -> &[Warning] {
        &self.0.warnings
    }

    /// The rows as a table: `group` (where there is `by`), `time`, `origin`, `target`,
    /// `cumulative_hazard`, `std_err`, `lower`, `upper`.
    ///
    /// # Errors
    /// None but a defect of the library.
    #[cfg(feature = "arrow")]
    pub fn to_table(&self) -> Result<crate::Table, Error> {
        let lines = &self.0.lines;
        let builder = self
            .0
            .grouped()
            .number("time", lines.iter().map(|line| line.time))
            .text("origin", lines.iter().map(|line| self.0.state(line.state)))
            .text("target", lines.iter().map(|line| self.0.state(line.target)));
        self.0.bounded(builder, "cumulative_hazard")
    }
}

impl Histories {
    /// Cumulative hazards: [`Histories::summarise`], then [`RiskTable::nelson_aalen`].
    ///
    /// # Errors
    /// As [`RiskTable::nelson_aalen`].
    pub fn nelson_aalen(&self, options: &NelsonAalenOptions) -> Result<NelsonAalen, Error> {
        let summary = SummariseOptions { by: options.by.clone(), threads: None };
        let table = self.summarise(&summary)?;
        let persons = match options.se {
            StandardError::Robust => {
                let by = options.by.as_ref();
                let groups = by.map(|by| self.groups(CALL, "by", by)).transpose()?;
                Some(Persons { histories: self.clone(), groups })
            }
            _ => None,
        };
        NelsonAalen::new(&table, persons, options)
    }
}

impl RiskTable {
    /// Cumulative hazards of each transition that happens. Without `by` a table with groups is
    /// taken as one.
    ///
    /// # Errors
    /// [`Code::Argument`] where an option is out of its range, [`Code::Empty`] where nobody
    /// makes a transition.
    pub fn nelson_aalen(&self, options: &NelsonAalenOptions) -> Result<NelsonAalen, Error> {
        NelsonAalen::new(self, None, options)
    }
}

impl NelsonAalen {
    fn new(
        table: &RiskTable,
        persons: Option<Persons>,
        options: &NelsonAalenOptions,
    ) -> Result<NelsonAalen, Error> {
        let NelsonAalenOptions { by, start_time, se, interval, level } = options.clone();
        let mut problems = Problems::new();
        if se == StandardError::Robust && persons.is_none() {
            let expected = "`aalen` or `greenwood`: robust errors need the persons, and so the \
                            histories";
            problems.push(Place::argument("se"), "`robust`", expected);
        }
        if !matches!(interval, IntervalScale::Log | IntervalScale::Plain) {
            problems.push(Place::argument("interval"), "another scale", "`log` or `plain`");
        }
        let shared = AalenJohansenOptions { level, start_time, ..AalenJohansenOptions::default() };
        problems.append(shared.problems());
        problems.finish(Code::Argument, CALL)?;
        let table = table.grouped_by(CALL, by.as_deref())?;
        let mut transitions: Vec<(u16, u16)> = table
            .groups
            .values()
            .flat_map(|changes| &changes.list)
            .filter_map(|change| match change.edge {
                Edge::Move(origin, target) => Some((origin, target)),
                _ => None,
            })
            .collect();
        order::sort(&mut transitions, &Ord::cmp);
        transitions.dedup();
        if transitions.is_empty() {
            let expected = "at least one transition";
            return Err(Error::one(Code::Empty, CALL, Place::Whole, "no transitions", expected));
        }
        let warnings = table.cautions();
        Ok(NelsonAalen { table, options: options.clone(), transitions, persons, warnings })
    }

    /// The robust variances of a group at times in order, if they are asked for.
    fn robust(&self, name: &str, changes: &Changes, start: f64, times: &[f64]) -> Option<Vec<f64>> {
        let Persons { histories, groups } = self.persons.as_ref()?;
        let group = match groups {
            None => None,
            Some(groups) => Some(groups.named(name)?),
        };
        let transitions = &self.transitions;
        let estimate = HazardEstimate { histories, group, changes, start, transitions };
        Some(estimate.variances(times))
    }

    /// Cautions about the data.
    #[must_use]
    pub fn warnings(&self) -> &[Warning] {
        &self.warnings
    }

    /// The hazards at these times, in the order given.
    ///
    /// # Errors
    /// [`Code::Argument`] for a time that is not a finite number of 0 or more, or is before the
    /// start.
    pub fn at(&self, times: &[f64]) -> Result<CumulativeHazards, Error> {
        let first = self.options.start_time.unwrap_or(0.0);
        let mut problems = Problems::new();
        for time in times {
            if !(first..f64::INFINITY).contains(time) {
                let expected = format!("a finite time of {first} or more");
                problems.push(Place::argument("times"), time.to_string(), expected);
            }
        }
        problems.finish(Code::Argument, CALL)?;
        let order = order::of_numbers(times);
        let mut lines = self.lines();
        let width = self.transitions.len();
        for (g, (name, changes)) in self.table.groups.iter().enumerate() {
            let Some(last) = changes.last().map(|change| change.time) else { continue };
            let base = lines.lines.len();
            lines.lines.resize(base + times.len() * width, self.line(g, 0, 0.0, Bounded::NONE));
            let mut sums = Sums::new(self, changes);
            let sorted: Vec<f64> =
                order.iter().map(|&i| times[i]).take_while(|time| *time <= last).collect();
            let robust = self.robust(name, changes, sums.start, &sorted);
            for (number, &place) in order.iter().enumerate() {
                let time = times[place];
                let within = time <= last;
                if within {
                    sums.advance(time);
                }
                for transition in 0..width {
                    let known =
                        robust.as_ref().and_then(|all| all.get(number * width + transition));
                    let value = match within {
                        true => sums.value(transition, known.copied()),
                        false => Bounded::NONE,
                    };
                    lines.lines[base + place * width + transition] =
                        self.line(g, transition, time, value);
                }
            }
        }
        Ok(CumulativeHazards(lines))
    }

    /// The hazards at the start and after each time of transitions. Robust errors of more than
    /// [`AalenJohansen::MOST_ROBUST`] persons times times are left out, as there.
    ///
    /// # Errors
    /// None today.
    pub fn curve(&self) -> Result<CumulativeHazards, Error> {
        let mut lines = self.lines();
        let width = self.transitions.len();
        for (g, (name, changes)) in self.table.groups.iter().enumerate() {
            let mut sums = Sums::new(self, changes);
            let mut times = vec![sums.start];
            let moves = changes.list.iter().filter(|change| matches!(change.edge, Edge::Move(..)));
            times.extend(moves.map(|change| change.time).filter(|time| *time > sums.start));
            times.dedup();
            let robust = self.robust_curve(name, changes, &times, &mut lines.warnings);
            for (number, time) in times.into_iter().enumerate() {
                sums.advance(time);
                for transition in 0..width {
                    let cell = |all: &Vec<f64>| all.get(number * width + transition).copied();
                    let known = robust.as_ref().map(|all| cell(all).unwrap_or(f64::NAN));
                    lines.lines.push(self.line(g, transition, time, sums.value(transition, known)));
                }
            }
        }
        Ok(CumulativeHazards(lines))
    }

    /// The robust variances at each of many times; none of them where they would take long.
    fn robust_curve(
        &self,
        name: &str,
        changes: &Changes,
        times: &[f64],
        warnings: &mut Vec<Warning>,
    ) -> Option<Vec<f64>> {
        let persons = self.persons.as_ref()?.histories.persons().len();
        if times.len().saturating_mul(persons) > AalenJohansen::MOST_ROBUST {
            warnings.push(no_robust_errors(times.len()));
            return Some(Vec::new());
        }
        self.robust(name, changes, times.first().copied().unwrap_or_default(), times)
    }

    fn line(&self, group: usize, transition: usize, time: f64, value: Bounded) -> Line {
        let (state, target) = self.transitions[transition];
        Line { group: group as u32, state, target, time, value }
    }

    fn lines(&self) -> Lines {
        let groups = match self.table.by {
            Some(_) => self.table.groups.keys().cloned().collect(),
            None => Vec::new(),
        };
        let states = self.table.space.names().map(str::to_owned).collect();
        let names = Names { groups, states };
        Lines { names, lines: Vec::new(), warnings: self.warnings.clone() }
    }
}

/// Sums of `d / Y` along the changes of one group.
struct Sums<'a> {
    of: &'a NelsonAalen,
    changes: &'a Changes,
    at_risk: RiskSets<'a>,
    next: usize,
    start: f64,
    intervals: Intervals,
    /// For each transition the hazard and its variance.
    sums: Vec<(f64, f64)>,
}

impl<'a> Sums<'a> {
    fn new(of: &'a NelsonAalen, changes: &'a Changes) -> Sums<'a> {
        let first = changes.first().map_or(0.0, |change| change.time);
        let start = of.options.start_time.unwrap_or(first);
        let mut at_risk = RiskSets::new(changes, of.table.space.len());
        let next = changes.list.partition_point(|change| change.time <= start);
        at_risk.settle(0..next);
        let intervals = Intervals::new(of.options.interval, of.options.level);
        let sums = vec![(0.0, 0.0); of.transitions.len()];
        Sums { of, changes, at_risk, next, start, intervals, sums }
    }

    fn advance(&mut self, until: f64) {
        while let Some(now) = self.changes.list.get(self.next).map(|change| change.time) {
            if now > until {
                return;
            }
            let after = self.changes.list.get(self.next..).unwrap_or_default();
            let here = after.iter().take_while(|change| change.time == now);
            let here = self.next..self.next + here.count();
            for place in here.clone() {
                let Some(Edge::Move(origin, target)) =
                    self.changes.list.get(place).map(|change| change.edge)
                else {
                    break;
                };
                let d = self.changes.number(self.changes.amount(place));
                let y = self.at_risk.at(usize::from(origin));
                let Ok(transition) = self.of.transitions.binary_search(&(origin, target)) else {
                    continue;
                };
                let (hazard, variance) = &mut self.sums[transition];
                *hazard += d / y;
                *variance += match self.of.options.se {
                    StandardError::Aalen => d / (y * y),
                    _ => d * (y - d) / (y * y * y),
                };
            }
            self.at_risk.settle(here.clone());
            self.next = here.end;
        }
    }

    fn value(&self, transition: usize, robust: Option<f64>) -> Bounded {
        let (hazard, variance) = self.sums[transition];
        self.intervals.hazard(hazard, robust.unwrap_or(variance))
    }
}
