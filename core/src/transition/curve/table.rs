//! The risk table as a table.

use super::changes::Edge;
use super::risk_table::RiskTable;
use crate::Error;
use crate::table::Table;

impl RiskTable {
    /// The changes in the risk sets as a table, a row for each group, time and state in which
    /// anything happens: `group` (where there is `by`), `time`, `state`, `at_risk` just before
    /// the time, `joined`, `events` (transitions out of the state) and `censored`.
    ///
    /// `joined` counts those who come under observation in the state at the time otherwise
    /// than by a transition, less those who arrive in it by a transition and are not followed
    /// there, as nobody is in an absorbing state.
    ///
    /// # Errors
    /// None but a defect of the library.
    pub fn to_table(&self) -> Result<Table, Error> {
        let states = self.space.len();
        let mut rows = Rows::default();
        let mut at_risk = vec![0i64; states];
        for (name, changes) in &self.groups {
            at_risk.fill(0);
            for here in changes.list.chunk_by(|a, b| a.time == b.time) {
                // Joined, events, censored and arrived at this time, for each state.
                let mut sums = vec![[0i64; 4]; states];
                let mut add = |state: u16, kind: usize, count: i64| {
                    if let Some(sum) =
                        sums.get_mut(usize::from(state)).and_then(|s| s.get_mut(kind))
                    {
                        *sum += count;
                    }
                };
                for change in here {
                    match change.edge {
                        Edge::Join(state) => add(state, 0, change.count),
                        Edge::Censor(state) => add(state, 2, change.count),
                        Edge::Move(origin, target) => {
                            add(origin, 1, change.count);
                            add(target, 3, change.count);
                        }
                    }
                }
                let time = here.first().map_or(f64::NAN, |change| change.time);
                for (state, (sums, at_risk)) in sums.iter().zip(&mut at_risk).enumerate() {
                    let [joined, events, censored, arrived] = *sums;
                    if *sums != [0; 4] {
                        rows.group.push(name.as_str());
                        rows.time.push(time);
                        rows.state.push(self.space.name(state));
                        rows.at_risk.push(at_risk.unsigned_abs());
                        rows.joined.push(joined as f64);
                        rows.events.push(events.unsigned_abs());
                        rows.censored.push(censored.unsigned_abs());
                    }
                    *at_risk += joined + arrived - events - censored;
                }
            }
        }
        let builder = Table::builder();
        let builder = match self.by {
            Some(_) => builder.text("group", rows.group),
            None => builder,
        };
        builder
            .number("time", rows.time)
            .text("state", rows.state)
            .count("at_risk", rows.at_risk)
            .number("joined", rows.joined)
            .count("events", rows.events)
            .count("censored", rows.censored)
            .finish()
    }

    /// The transitions as a table, a row for each group, time and transition that happens:
    /// `group` (where there is `by`), `time`, `origin`, `target`, `at_risk` in the origin just
    /// before the time, and `events`.
    ///
    /// # Errors
    /// None but a defect of the library.
    pub fn transitions_table(&self) -> Result<Table, Error> {
        let mut rows = Moves::default();
        let mut at_risk = vec![0i64; self.space.len()];
        for (name, changes) in &self.groups {
            at_risk.fill(0);
            for here in changes.list.chunk_by(|a, b| a.time == b.time) {
                for change in here {
                    let Edge::Move(origin, target) = change.edge else { continue };
                    rows.group.push(name.as_str());
                    rows.time.push(change.time);
                    rows.origin.push(self.space.name(usize::from(origin)));
                    rows.target.push(self.space.name(usize::from(target)));
                    let at_risk = at_risk.get(usize::from(origin)).copied().unwrap_or(0);
                    rows.at_risk.push(at_risk.unsigned_abs());
                    rows.events.push(change.count.unsigned_abs());
                }
                let mut add = |state: u16, count: i64| {
                    if let Some(at_risk) = at_risk.get_mut(usize::from(state)) {
                        *at_risk += count;
                    }
                };
                for change in here {
                    match change.edge {
                        Edge::Join(state) => add(state, change.count),
                        Edge::Censor(state) => add(state, -change.count),
                        Edge::Move(origin, target) => {
                            add(origin, -change.count);
                            add(target, change.count);
                        }
                    }
                }
            }
        }
        let builder = Table::builder();
        let builder = match self.by {
            Some(_) => builder.text("group", rows.group),
            None => builder,
        };
        builder
            .number("time", rows.time)
            .text("origin", rows.origin)
            .text("target", rows.target)
            .count("at_risk", rows.at_risk)
            .count("events", rows.events)
            .finish()
    }
}

#[derive(Default)]
struct Rows<'a> {
    group: Vec<&'a str>,
    time: Vec<f64>,
    state: Vec<&'a str>,
    at_risk: Vec<u64>,
    joined: Vec<f64>,
    events: Vec<u64>,
    censored: Vec<u64>,
}

#[derive(Default)]
struct Moves<'a> {
    group: Vec<&'a str>,
    time: Vec<f64>,
    origin: Vec<&'a str>,
    target: Vec<&'a str>,
    at_risk: Vec<u64>,
    events: Vec<u64>,
}
