//! What actions cost.

use std::collections::BTreeMap;

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::document::{Period, described};
use crate::standard::Amount;
use crate::standard::rule::Missing;

described! { NextStepsOptions = "next-steps-options" }

/// What actions cost, for [`crate::standard::Assessment::next_steps`], in any unit such as dollars
/// or days of work: numbers from 0 to 1000000 with at most three decimal places.
///
/// By default every action costs 1, an amount nothing besides, and waiting nothing: the cheapest set
/// is then the one of the fewest actions.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct NextStepsOptions {
    /// What doing something that is missing costs, whatever its amount; 1 by default.
    pub action: Amount,
    /// What recording or settling something unknown costs; 1 by default.
    pub settle: Amount,
    /// What a waiver costs; 1 by default.
    pub waiver: Amount,
    /// What a day of waiting costs; nothing by default.
    pub day: Amount,
    /// What each unit of a missing amount costs besides: of `hours`, `credits`, `references`, `days`
    /// of a time that lasts, or another unit of [`crate::standard::MissingAmount`]; nothing by
    /// default.
    pub units: BTreeMap<String, Amount>,
    /// What single requirements cost, by id, in place of the above.
    pub costs: BTreeMap<String, RequirementCosts>,
    /// How long may be waited; 50 years by default.
    pub wait_at_most: Period,
    /// How many combinations are looked into before the search ends with a bound; 20000 by
    /// default.
    #[schemars(range(min = 1))]
    pub budget: usize,
}

/// What one requirement costs; what is not given costs as in [`NextStepsOptions`].
#[derive(Clone, Debug, Default, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct RequirementCosts {
    /// What doing it costs, whatever the amount missing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub action: Option<Amount>,
    /// What each unit of the amount missing costs besides.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit: Option<Amount>,
    /// What recording or settling it costs.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub settle: Option<Amount>,
    /// What its waiver costs.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub waiver: Option<Amount>,
    /// Whether nothing can be done about it, but to wait.
    pub impossible: bool,
}

/// The units that missing amounts can have.
pub(super) const UNITS: [&str; 5] = ["hours", "credits", "years", "days", "references"];

impl Default for NextStepsOptions {
    fn default() -> NextStepsOptions {
        let one = Amount::from_thousandths(1000);
        NextStepsOptions {
            action: one,
            settle: one,
            waiver: one,
            day: Amount::ZERO,
            units: BTreeMap::new(),
            costs: BTreeMap::new(),
            wait_at_most: Period::years(50),
            budget: 20_000,
        }
    }
}

/// Costs are held in millionths, exactly.
const MILLIONTHS: u128 = 1000;

/// A cost as a number.
pub(super) fn shown(cost: u128) -> f64 {
    cost as f64 / 1e6
}

fn cost(amount: Amount) -> u128 {
    u128::try_from(amount.thousandths()).unwrap_or_default() * MILLIONTHS
}

impl NextStepsOptions {
    /// What waiting from one day to another costs.
    pub(super) fn waiting(&self, from: Date, to: Date) -> u128 {
        let days = to.since(from).map_or(0, |span| span.get_days());
        cost(self.day) * u128::try_from(days).unwrap_or_default()
    }

    /// What doing what is missing costs; `None` where nothing can be done.
    pub(super) fn doing(&self, id: &str, missing: Option<Missing>) -> Option<u128> {
        let own = self.costs.get(id);
        if own.is_some_and(|own| own.impossible) {
            return None;
        }
        let action = own.and_then(|own| own.action).unwrap_or(self.action);
        let amount = missing.map_or(0, |missing| {
            let unit = own.and_then(|own| own.unit);
            let unit = unit.or_else(|| self.units.get(missing.unit.name()).copied());
            let unit = u128::try_from(unit.unwrap_or_default().thousandths()).unwrap_or_default();
            unit * u128::try_from(missing.amount.thousandths()).unwrap_or_default()
        });
        Some(cost(action) + amount)
    }

    /// What settling what is unknown costs.
    pub(super) fn settling(&self, id: &str) -> Option<u128> {
        let own = self.costs.get(id);
        let possible = own.is_none_or(|own| !own.impossible);
        possible.then(|| cost(own.and_then(|own| own.settle).unwrap_or(self.settle)))
    }

    /// What a waiver costs.
    pub(super) fn waiving(&self, id: &str) -> Option<u128> {
        let own = self.costs.get(id);
        let possible = own.is_none_or(|own| !own.impossible);
        possible.then(|| cost(own.and_then(|own| own.waiver).unwrap_or(self.waiver)))
    }
}
