//! The Aalen–Johansen estimator.

use super::changes::Changes;
use super::influence::{Functional, Influence, Kept};
use super::interval::{Bounded, Intervals};
use super::options::{AalenJohansenOptions, CALL, StandardError, SummariseOptions};
use super::report::{
    Line, Lines, Names, RestrictedMeanTimes, StateProbabilities, TransitionMatrix,
};
use super::risk_table::RiskTable;
use super::walk::{Walk, certainly};
use crate::order;
use crate::transition::history::{Groups, Histories};
use crate::transition::state_space::StateSpace;
use crate::{Code, Error, Place, Problem, Problems, Warning};

/// Probabilities of states over time, with their errors, for each group.
///
/// The estimator of Aalen and Johansen (1978): the product over event times of the identity
/// plus the observed transition shares. With two states it is that of Kaplan and Meier, with
/// several absorbing ones cumulative incidence. It is consistent for the probabilities of
/// states whether or not the process is Markov (Datta and Satten 2001), as long as censoring
/// and delayed entry do not depend on the state; [`AalenJohansen::transition_matrix`] after
/// time 0 does need the Markov property.
///
/// - The curves start at `start_time`. Without `start_state` they start in the distribution of
///   those followed just after that time, whose multinomial variance is part of the errors: with
///   no censoring, and all followed from the start, the standard error of a probability p of
///   n persons is exactly √(p (1 - p) / n). With `start_state` everybody is there at the start,
///   with `start_distribution` they are in each state with the probability given.
/// - A curve is a step function; at a time of transitions it has its value after them.
/// - After the last time at which anybody of a group is followed, nothing is known, and
///   nothing is given: null, with the warning `beyond-follow-up`.
/// - Where the risk set of a state runs empty while the state has probability, that share
///   stays where it is; if the risk set fills again, it moves with those who came later,
///   and the warning `risk-set-refilled` names the states and times.
/// - On the scales `log` and `log-log` a probability of exactly 0 or 1 has no interval.
#[derive(Clone, Debug)]
pub struct AalenJohansen {
    pub(super) space: StateSpace,
    pub(super) options: AalenJohansenOptions,
    pub(super) by: Option<String>,
    pub(super) groups: Vec<Group>,
    /// The distribution at the start, where it is given rather than observed.
    pub(super) initial: Option<Vec<f64>>,
    pub(super) persons: Option<Persons>,
    warnings: Vec<Warning>,
}

/// The persons behind the curves, where they are known.
#[derive(Clone, Debug)]
pub(super) struct Persons {
    pub(super) histories: Histories,
    pub(super) groups: Option<Groups>,
}

#[derive(Clone, Debug)]
pub(super) struct Group {
    pub(super) name: String,
    /// The code of the group among those of the persons.
    pub(super) code: u32,
    pub(super) changes: Changes,
    pub(super) start: f64,
    /// The last time at which anybody is followed.
    pub(super) last: f64,
}

impl Histories {
    /// Aalen–Johansen curves: [`Histories::summarise`], then [`RiskTable::aalen_johansen`].
    ///
    /// # Errors
    /// [`Code::Argument`] where an option is out of its range or names something that is not
    /// there, [`Code::Empty`] where nobody is followed.
    pub fn aalen_johansen(&self, options: &AalenJohansenOptions) -> Result<AalenJohansen, Error> {
        options.check()?;
        let summary = SummariseOptions { by: options.by.clone(), threads: None };
        let table = self.summarise(&summary)?;
        let groups = options.by.as_ref().map(|by| self.groups(CALL, "by", by)).transpose()?;
        let persons = Persons { histories: self.clone(), groups };
        AalenJohansen::new(table, Some(persons), options)
    }
}

impl RiskTable {
    /// Aalen–Johansen curves. Without `by` a table with groups is taken as one.
    ///
    /// # Errors
    /// [`Code::Argument`] where an option is out of its range or names something that is not
    /// there, [`Code::Empty`] where nobody is followed.
    pub fn aalen_johansen(&self, options: &AalenJohansenOptions) -> Result<AalenJohansen, Error> {
        options.check()?;
        let table = self.grouped_by(CALL, options.by.as_deref())?;
        if options.se == StandardError::Robust {
            let expected = "`greenwood` or `aalen`: robust errors need the persons, and so the \
                            histories";
            return Err(Error::argument(CALL, "se", "`robust`", expected));
        }
        AalenJohansen::new(table, None, options)
    }
}

impl AalenJohansen {
    fn new(
        table: RiskTable,
        persons: Option<Persons>,
        options: &AalenJohansenOptions,
    ) -> Result<AalenJohansen, Error> {
        let mut warnings = table.cautions();
        let RiskTable { space, by, groups, .. } = table;
        let initial = options.initial(&space)?;
        if options.se != StandardError::Robust && groups.values().any(Changes::has_broken_weights) {
            warnings.push(Warning::new(
                "weights-as-counts",
                "The standard errors take weights for numbers of persons, which they are not: \
                 some are no whole numbers. With `se` = `robust` they are right.",
            ));
        }
        let mut problems = Problems::new();
        let mut kept = Vec::with_capacity(groups.len());
        for (name, changes) in groups {
            let about = match by {
                Some(_) => format!("in group `{name}` "),
                None => String::new(),
            };
            let (Some(first), Some(last)) = (changes.first(), changes.last()) else {
                warnings.push(Warning::new(
                    "empty-group",
                    format!("Nobody {about}is followed; there is no curve."),
                ));
                continue;
            };
            let start = options.start_time.unwrap_or(first.time);
            let last = last.time;
            if options.start_time.is_some() && start >= last {
                problems.add(|| {
                    Problem::new(
                        Place::argument("start_time"),
                        start.to_string(),
                        format!("a time before {last}, until when persons {about}are followed"),
                    )
                });
            }
            let groups = persons.as_ref().and_then(|persons| persons.groups.as_ref());
            let code =
                groups.and_then(|groups| groups.names.iter().position(|known| *known == name));
            let code = code.map_or(0, |code| code as u32);
            let group = Group { name, code, changes, start, last };
            if initial.is_none() && start < last {
                let mut walk = Walk::new(&group.changes, space.len(), options.se, start);
                if walk.begin_observed() == 0.0 {
                    problems.add(|| {
                        Problem::new(
                            Place::argument("start_time"),
                            format!("{start}, when nobody {about}is followed"),
                            "a time when persons are, or a `start_state`",
                        )
                    });
                }
            }
            kept.push(group);
        }
        problems.finish(Code::Argument, CALL)?;
        if kept.is_empty() {
            return Err(Error::one(
                Code::Empty,
                CALL,
                Place::Whole,
                "nobody who is followed for any time",
                "at least one person followed from one time to a later one",
            ));
        }
        let options = options.clone();
        Ok(AalenJohansen { space, options, by, groups: kept, initial, persons, warnings })
    }

    /// The states.
    #[must_use]
    pub fn space(&self) -> &StateSpace {
        &self.space
    }

    /// Cautions about the data that the curves are made from.
    #[must_use]
    pub fn warnings(&self) -> &[Warning] {
        &self.warnings
    }

    /// The probabilities at these times, in the order given.
    ///
    /// # Errors
    /// [`Code::Argument`] for a time that is not a finite number, or is before the start.
    pub fn at(&self, times: &[f64]) -> Result<StateProbabilities, Error> {
        self.check_times(times)?;
        Ok(self.at_with(times, None))
    }

    /// Refuses times at which there cannot be an estimate.
    pub(super) fn check_times(&self, times: &[f64]) -> Result<(), Error> {
        let mut problems = Problems::new();
        let first = self.groups.iter().map(|group| group.start).fold(0.0, f64::max);
        for time in times {
            // For an infinite time too there is no estimate to give.
            if !(first..f64::INFINITY).contains(time) {
                let expected = format!("a finite time of {first} or more, where the curves start");
                problems.add(|| Problem::new(Place::argument("times"), time.to_string(), expected));
            }
        }
        problems.finish(Code::Argument, CALL)
    }

    /// The probabilities at times, with variances for each group, time and state if they are given.
    pub(super) fn at_with(&self, times: &[f64], given: Option<&[f64]>) -> StateProbabilities {
        let order = order::of_numbers(times);
        let mut lines = self.lines();
        let states = self.space.len();
        for (g, group) in self.groups.iter().enumerate() {
            let base = lines.lines.len();
            let none = self.line(g, 0, f64::NAN, Bounded::NONE);
            let sorted: Vec<f64> =
                order.iter().map(|&i| times[i]).take_while(|t| *t <= group.last).collect();
            let robust = match given {
                None => self.robust(group, &sorted, Functional::Probability),
                Some(_) => None,
            };
            let mut walk = self.walk(group);
            if given.is_some() || robust.is_some() {
                walk = walk.without_variance();
            }
            lines.lines.resize(base + times.len() * states, none);
            for (place, &i) in order.iter().enumerate() {
                let time = times[i];
                let within = time <= group.last;
                if within {
                    walk.advance(time);
                }
                let slots = base + i * states..base + (i + 1) * states;
                for (state, slot) in
                    lines.lines.get_mut(slots).unwrap_or_default().iter_mut().enumerate()
                {
                    // Of times beyond the follow-up there is none.
                    let robust = match (given, &robust) {
                        (Some(given), _) => given.get(base + i * states + state),
                        (None, Some(all)) => all.variance.get(place * states + state),
                        (None, None) => None,
                    };
                    let robust = robust.copied();
                    let value =
                        if within { self.bounded(&walk, state, robust) } else { Bounded::NONE };
                    *slot = self.line(g, state, time, value);
                }
            }
            self.warn(&mut lines.warnings, group, &walk.refilled, times);
        }
        StateProbabilities(lines)
    }

    /// The probabilities at the start and after each time of transitions: the whole curves.
    ///
    /// Robust errors cost as much at each time as there are persons. Where that is more than
    /// [`AalenJohansen::MOST_ROBUST`] in all they are left out, and the warning
    /// `no-robust-errors` says so; [`AalenJohansen::at`] gives them.
    ///
    /// # Errors
    /// None today.
    pub fn curve(&self) -> Result<StateProbabilities, Error> {
        let mut lines = self.lines();
        let states = self.space.len();
        for (g, group) in self.groups.iter().enumerate() {
            let mut walk = self.walk(group);
            let robust = self.robust_curve(group, &mut lines.warnings);
            let mut place = 0;
            let mut note = |lines: &mut Vec<Line>, walk: &Walk<'_>| {
                for state in 0..states {
                    let cell = |all: &Influence| all.variance.get(place * states + state).copied();
                    let robust = robust.as_ref().map(|all| cell(all).unwrap_or(f64::NAN));
                    lines.push(self.line(g, state, walk.time, self.bounded(walk, state, robust)));
                }
                place += 1;
            };
            note(&mut lines.lines, &walk);
            loop {
                let changes = walk.transition_is_next();
                if !walk.step_until(group.last) {
                    break;
                }
                if changes {
                    note(&mut lines.lines, &walk);
                }
            }
            self.warn(&mut lines.warnings, group, &walk.refilled, &[]);
        }
        Ok(StateProbabilities(lines))
    }

    /// The probabilities of being in each state at time `to`, given each state at time `from`.
    ///
    /// # Errors
    /// [`Code::Argument`] for times that are not finite numbers of 0 or more in this order.
    pub fn transition_matrix(&self, from: f64, to: f64) -> Result<TransitionMatrix, Error> {
        check_span(from, to)?;
        let mut lines = self.lines();
        for (g, group) in self.groups.iter().enumerate() {
            let within = to <= group.last;
            let mut refilled = Vec::new();
            for origin in 0..self.space.len() {
                let there = certainly(origin, self.space.len());
                let robust = (within && self.options.se == StandardError::Robust)
                    .then(|| self.influence(group, (from, Some(&there)), &[to], Kept::Squares))
                    .flatten();
                let until = if within { to } else { from };
                let walk = self.walk_between(group, (from, until), (origin, origin));
                for target in 0..self.space.len() {
                    let robust = robust.as_ref().map(|all| all.variance[target]);
                    let value =
                        if within { self.bounded(&walk, target, robust) } else { Bounded::NONE };
                    let target = target as u16;
                    lines.lines.push(Line { target, ..self.line(g, origin, to, value) });
                }
                refilled.extend(walk.refilled);
            }
            self.warn(&mut lines.warnings, group, &refilled, &[to]);
        }
        Ok(TransitionMatrix(lines))
    }

    /// The mean time spent in each state from the start until `until`: the integral of the
    /// probabilities. The mean times of all states add up to the time from start to `until`.
    /// Their intervals are symmetric, whatever the scale of `interval`.
    ///
    /// # Errors
    /// [`Code::Argument`] for a time that is not a finite number, or is before the start.
    pub fn restricted_mean_time(&self, until: f64) -> Result<RestrictedMeanTimes, Error> {
        let first = self.groups.iter().map(|group| group.start).fold(0.0, f64::max);
        if !(first..f64::INFINITY).contains(&until) {
            let expected = format!("a finite time of {first} or more, where the curves start");
            return Err(Error::argument(CALL, "until", until.to_string(), expected));
        }
        let intervals = Intervals::new(self.options.interval, self.options.level);
        let mut lines = self.lines();
        for (g, group) in self.groups.iter().enumerate() {
            let within = until <= group.last;
            let mut walk = self.walk(group).with_mean_time();
            if within {
                walk.advance(until);
            }
            let robust = match within {
                true => self.robust(group, &[until], Functional::MeanTime),
                false => None,
            };
            for state in 0..self.space.len() {
                let value = if within {
                    let (mean, variance) = walk.mean_time(state);
                    let variance = robust.as_ref().map_or(variance, |all| all.variance[state]);
                    intervals.mean_time(mean, variance, until - group.start)
                } else {
                    Bounded::NONE
                };
                lines.lines.push(self.line(g, state, until, value));
            }
            self.warn(&mut lines.warnings, group, &walk.refilled, &[until]);
        }
        Ok(RestrictedMeanTimes(lines))
    }

    pub(super) fn walk<'a>(&self, group: &'a Group) -> Walk<'a> {
        let mut walk = Walk::new(&group.changes, self.space.len(), self.options.se, group.start);
        match &self.initial {
            Some(initial) => walk.begin_with(initial),
            None => {
                walk.begin_observed();
            }
        }
        walk
    }

    /// A walk from one time to another, along the row of the matrix of transition probabilities
    /// that begins in a state, with its covariance with another row or itself.
    pub(super) fn walk_between<'a>(
        &self,
        group: &'a Group,
        (from, to): (f64, f64),
        (origin, other): (usize, usize),
    ) -> Walk<'a> {
        let mut walk = Walk::new(&group.changes, self.space.len(), self.options.se, from);
        walk.begin_in(origin, other);
        walk.advance(to);
        walk
    }

    pub(super) fn bounded(&self, walk: &Walk<'_>, state: usize, robust: Option<f64>) -> Bounded {
        let p = walk.p.get(state).copied().unwrap_or(f64::NAN);
        Intervals::new(self.options.interval, self.options.level)
            .probability(p, robust.unwrap_or_else(|| walk.variance(state)))
    }

    pub(super) fn line(&self, group: usize, state: usize, time: f64, value: Bounded) -> Line {
        Line { group: group as u32, state: state as u16, target: 0, time, value }
    }

    pub(super) fn lines(&self) -> Lines {
        Lines { names: self.names(), lines: Vec::new(), warnings: self.warnings.clone() }
    }

    pub(super) fn names(&self) -> Names {
        let groups = match self.by {
            Some(_) => self.groups.iter().map(|group| group.name.clone()).collect(),
            None => Vec::new(),
        };
        Names { groups, states: self.space.names().map(str::to_owned).collect() }
    }

    /// Adds what a walk has shown to be doubtful, and which times have no estimate.
    pub(super) fn warn(
        &self,
        warnings: &mut Vec<Warning>,
        group: &Group,
        refilled: &[(usize, f64)],
        times: &[f64],
    ) {
        let about = match self.by {
            Some(_) => format!(" in group `{}`", group.name),
            None => String::new(),
        };
        let beyond = times.iter().filter(|time| **time > group.last).count();
        if beyond > 0 {
            warnings.push(Warning::new(
                "beyond-follow-up",
                format!(
                    "Nobody{about} is followed after {}; {beyond} of the times asked for {} \
                     later, and {} no estimate.",
                    group.last,
                    if beyond == 1 { "is" } else { "are" },
                    if beyond == 1 { "has" } else { "have" },
                ),
            ));
        }
        if !refilled.is_empty() {
            let mut states: Vec<String> = Vec::new();
            for &(state, since) in refilled {
                let text = format!("`{}` at {since}", self.space.name(state));
                if states.len() < 5 && !states.contains(&text) {
                    states.push(text);
                }
            }
            warnings.push(Warning::new(
                "risk-set-refilled",
                format!(
                    "The risk set{about} of a state with probability ran empty and filled \
                     again later ({}): the share of persons in it is taken to move on with \
                     those who came later.",
                    states.join(", ")
                ),
            ));
        }
    }
}

/// Refuses times between which there are no transitions.
pub(super) fn check_span(from: f64, to: f64) -> Result<(), Error> {
    let mut problems = Problems::new();
    if !(0.0..f64::INFINITY).contains(&from) {
        let expected = "a finite number of 0 or more";
        problems.push(Place::argument("from"), from.to_string(), expected);
    }
    if !(from..f64::INFINITY).contains(&to) {
        let expected = format!("a finite number of {from} or more");
        problems.push(Place::argument("to"), to.to_string(), expected);
    }
    problems.finish(Code::Argument, CALL)
}
