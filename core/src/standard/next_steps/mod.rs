//! A cheapest set of actions after which the verdict is met.
//!
//! `options` says what actions cost and `plan` what comes out; `price` turns a judgement into what it
//! costs to make each requirement met or unmet, and `search` finds the cheapest set.

mod options;
mod plan;
mod price;
mod search;

pub use options::{NextStepsOptions, RequirementCosts};
pub use plan::{NextSteps, Step, StepKind};

use crate::order;
use jiff::civil::Date;

use super::assess::judge;
use super::assessment::Assessment;
use super::facts::Facts;
use super::requirement::Rule;
use super::verdict::Verdict;
use crate::error::{Code, Error, Place, Problems};
use price::{Price, Prices};
use search::{Found, Search};

impl Assessment {
    /// A cheapest set of actions after which the verdict is met, and the day on which it then is.
    ///
    /// An action makes one requirement that looks at evidence met: doing what is missing, recording
    /// or settling what is unknown, waiting, or a waiver. Where several requirements refer to one,
    /// it is done once. What nobody can do costs without end: growing younger, lifting a bar for
    /// good, undoing what happened or was stated. What is met cannot be unmade for a requirement
    /// that negates it.
    ///
    /// All waiting is at once: every day on which a verdict changes with time (as for
    /// [`Assessment::met_on`]) up to `wait_at_most` is tried as the day on which all is judged, and
    /// what is then still missing is done by then. The set found is a cheapest one, exactly, over the
    /// structure of all, any, so many of several, conditions, negations and references: the cost is
    /// found bottom up for each way in which requirements referred to more than once can turn out.
    /// That takes 3 to the power of the number of such requirements in the worst case; where `budget`
    /// ends the search, `optimal` is false and no set costs less than `lower_bound`.
    ///
    /// Amounts missing in different requirements are added, though eight hours of training may serve
    /// two requirements at once. Where that can be, the set is a cheapest one of separate actions, and
    /// `lower_bound` says what the cheapest of all costs at least, if what serves several costs no
    /// less than the dearest of them would alone; `optimal` is true only where the two are the same.
    ///
    /// ```
    /// use jiff::civil::date;
    /// use peerpath::standard::NextStepsOptions;
    /// use peerpath::{Dossier, Standard};
    ///
    /// let standard = Standard::from_json(r#"{
    ///     "format": "peerpath/standard/1", "id": "x", "version": "1", "title": "X",
    ///     "requirement": {"id": "all", "all": [
    ///         {"id": "age", "age": {"at_least": 18}},
    ///         {"id": "skill", "any": [
    ///             {"id": "training", "hours": {"of": "training", "at_least": 40}},
    ///             {"id": "exam", "exam": {"name": "icrc-pr"}}]}]} }"#)?;
    /// let dossier = Dossier::from_json(r#"{
    ///     "format": "peerpath/dossier/1", "born": "2009-03-01",
    ///     "hours": [{"of": "training", "amount": 32, "to": "2026-05-01"}],
    ///     "complete": ["hours", "exams"] }"#)?;
    /// let assessment = standard.assess(&dossier, date(2026, 11, 21))?;
    /// let options: NextStepsOptions = serde_json::from_str(r#"{
    ///     "units": {"hours": 15}, "costs": {"exam": {"action": 200}}}"#).unwrap();
    /// let plan = assessment.next_steps(&options)?;
    /// assert_eq!((plan.cost, plan.on), (Some(121.0), Some(date(2027, 3, 1))));
    /// let steps: Vec<&str> = plan.steps.iter().map(|step| step.requirement.as_str()).collect();
    /// assert_eq!(steps, ["age", "training"]);
    /// # Ok::<(), peerpath::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`Code::Argument`] where `costs` names a requirement, or `units` a unit, that is not there.
    pub fn next_steps(&self, options: &NextStepsOptions) -> Result<NextSteps, Error> {
        self.check_options(options)?;
        let mut best: Option<Best> = None;
        let mut bound: Option<u128> = None;
        let (mut considered, mut budget) = (0, options.budget);
        let mut blocked_by = Vec::new();
        let mut before: Option<Vec<Price>> = None;
        let last = options.wait_at_most.after(self.as_of()).unwrap_or(Date::MAX);
        let days = std::iter::once(self.as_of()).chain(self.changes(self.as_of()));
        for day in days.take_while(|&day| day <= last) {
            let waiting = options.waiting(self.as_of(), day);
            if best.as_ref().is_some_and(|best| best.cost <= waiting) {
                break;
            }
            let (standard, dossier) = (self.standard(), self.dossier().document());
            if !standard.holds_on(standard.selecting_day(dossier, day)) {
                continue;
            }
            let facts = Facts::new(dossier, day);
            let judgement = judge(standard.requirements(), &facts);
            let prices =
                Prices::of(standard.requirements(), &judgement, &facts, self.as_of(), options);
            if before.as_ref() == Some(&prices.of) {
                continue;
            }
            let mut search = Search::new(standard.requirements(), &prices.of, budget);
            let found = search.run();
            considered += search.considered();
            budget = budget.saturating_sub(search.considered()).max(1);
            let mut least = found.lower_bound;
            if found.cost.is_some()
                && let Some(shared) = prices.shared(standard.requirements())
            {
                let mut search = Search::new(standard.requirements(), &shared, budget);
                least = least.min(search.run().lower_bound);
                considered += search.considered();
                budget = budget.saturating_sub(search.considered()).max(1);
            }
            let least = least.saturating_add(waiting);
            bound = Some(bound.map_or(least, |bound| bound.min(least)));
            match found.cost {
                None if day == self.as_of() => blocked_by = search.blocked(),
                None => {}
                Some(cost) => {
                    let cost = cost.saturating_add(waiting);
                    if best.as_ref().is_none_or(|best| cost < best.cost) {
                        best = Some(Best { cost, day, found, prices: prices.clone() });
                    }
                }
            }
            before = Some(prices.of);
        }
        let verdict = self.verdict();
        let Some(best) = best else {
            let blocked_by = blocked_by.into_iter().filter_map(|index| self.id(index)).collect();
            return Ok(NextSteps::blocked(verdict, considered, blocked_by));
        };
        let lower_bound = bound.map_or(best.cost, |bound| bound.min(best.cost));
        Ok(NextSteps {
            verdict,
            cost: Some(options::shown(best.cost)),
            on: Some(best.day),
            steps: self.steps(&best, options),
            optimal: lower_bound == best.cost,
            lower_bound: Some(options::shown(lower_bound)),
            considered,
            blocked_by: Vec::new(),
        })
    }

    fn check_options(&self, options: &NextStepsOptions) -> Result<(), Error> {
        let mut problems = Problems::new();
        let all = &self.standard().requirements().all;
        for id in options.costs.keys() {
            if all.iter().all(|requirement| requirement.id != *id) {
                let place = Place::argument(format!("costs.{id}"));
                problems.push(place, format!("`{id}`"), "the id of a requirement");
            }
        }
        for unit in options.units.keys() {
            if !options::UNITS.contains(&unit.as_str()) {
                let place = Place::argument(format!("units.{unit}"));
                problems.push(place, format!("`{unit}`"), options::UNITS.join(", "));
            }
        }
        problems.finish(Code::Argument, "next_steps")
    }

    /// The steps of the best set: what is waited for, then what is done, in the order of the
    /// document.
    fn steps(&self, best: &Best, options: &NextStepsOptions) -> Vec<Step> {
        let mut steps: Vec<(usize, Step)> = Vec::new();
        for &index in &best.found.relied_on {
            if let Some((day, required)) = self.waited_for(index, best.day) {
                steps.push((
                    index,
                    Step {
                        requirement: self.id(index).unwrap_or_default(),
                        kind: StepKind::Wait,
                        says: format!("wait until {day}: {required}"),
                        by: None,
                        amount: None,
                        cost: 0.0,
                        on: Some(day),
                    },
                ));
            }
        }
        // All waiting is at once, so the one that ends last costs.
        let waiting = options.waiting(self.as_of(), best.day);
        if let Some((_, step)) = steps.iter_mut().max_by_key(|(_, step)| step.on) {
            step.cost = options::shown(waiting);
        }
        for action in &best.found.actions {
            let Some(price) = best.prices.of.get(action.requirement) else { continue };
            let (id, says) = (self.id(action.requirement), best.prices.says(action));
            steps.push((
                action.requirement,
                Step {
                    requirement: id.unwrap_or_default(),
                    kind: action.kind,
                    says: says.unwrap_or_default(),
                    by: best.prices.by(action),
                    amount: price.amount.filter(|_| action.kind == StepKind::Do),
                    cost: options::shown(action.cost),
                    on: None,
                },
            ));
        }
        let key = |(index, step): &(usize, Step)| (step.kind != StepKind::Wait, *index);
        order::sort(&mut steps, &|one, other| key(one).cmp(&key(other)));
        steps.into_iter().map(|(_, step)| step).collect()
    }

    /// From when a requirement has the verdict that it has on a later day and not on the day of
    /// assessment, and what it asks for.
    fn waited_for(&self, index: usize, until: Date) -> Option<(Date, String)> {
        let requirements = self.standard().requirements();
        let Rule::Leaf(kind) = &requirements.all.get(index)?.rule else { return None };
        let dossier = self.dossier().document();
        let verdict = |day: Date| -> Verdict {
            kind.judge(&Facts::new(dossier, day), &mut Vec::new()).verdict
        };
        let (now, then) = (verdict(self.as_of()), verdict(until));
        if now == then {
            return None;
        }
        let days = self.changes(self.as_of()).take_while(|&day| day <= until);
        let mut first = until;
        for day in days {
            match verdict(day) == then {
                true if first == until => first = day,
                true => {}
                false => first = until,
            }
        }
        Some((first, kind.required(first)))
    }
}

/// The best set so far.
struct Best {
    cost: u128,
    day: Date,
    found: Found,
    prices: Prices,
}

#[cfg(test)]
mod tests;
