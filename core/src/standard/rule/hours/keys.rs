//! The keys of the rule on hours that are objects of their own.

use std::sync::Arc;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Hours;
use super::apart::Apart;
use crate::document::Period;
use crate::standard::Amount;
use crate::standard::calendar::CalendarPeriod;
use crate::standard::evidence::Activity;
use crate::standard::names::{OneOrMore, or};
use crate::standard::rule::measure::Where;
use crate::standard::rule::{Check, Education, Kind};

/// How long the hours may last, from the first day of what fits to the end of the last.
#[derive(Clone, Copy, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Spread {
    /// The least time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) at_least: Option<Period>,
    /// The greatest: the rule must hold by hours done in some time no longer than this.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) at_most: Option<Period>,
}

impl Spread {
    pub(super) fn in_words(&self) -> String {
        match (self.at_least, self.at_most) {
            (Some(least), Some(most)) => {
                format!("over {} to {}", least.in_words(), most.in_words())
            }
            (Some(least), None) => format!("over at least {}", least.in_words()),
            (None, Some(most)) => format!("done in {}", most.in_words()),
            (None, None) => String::new(),
        }
    }
}

/// Bounds on the hours of each calendar period.
#[derive(Clone, Copy, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Per {
    /// The periods.
    pub(super) period: CalendarPeriod,
    /// The least hours of a period.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) at_least: Option<Amount>,
    /// The most hours that count of a period.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) at_most: Option<Amount>,
    /// How many periods must have the least hours. Where not given every period that lies whole
    /// in the window must; where the window has no beginning, every one from the first with
    /// hours to the last.
    #[serde(default, rename = "in", skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 1))]
    pub(super) periods: Option<u32>,
    /// How many of the hours above the bound count in the next period instead.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) carry_over: Option<Amount>,
}

impl Per {
    pub(super) fn in_words(&self) -> String {
        let period = self.period.in_words();
        let mut parts = Vec::new();
        if let Some(least) = self.at_least {
            let periods = match self.periods {
                Some(1) => format!("in a {period}"),
                Some(count) => format!("in each of {count} {period}s"),
                None => format!("in every {period}"),
            };
            parts.push(format!("at least {least} h {periods}"));
        }
        if let Some(most) = self.at_most {
            parts.push(format!("at most {most} h of a {period}"));
        }
        if let Some(carried) = self.carry_over {
            parts.push(format!("{carried} h more carried to the next"));
        }
        parts.join(", ")
    }

    fn check(&self, check: &mut Check<'_>) {
        match (self.at_least, self.at_most) {
            (None, None) => check.note("per", "no bound", "`at_least`, `at_most` or both"),
            (Some(least), Some(most)) if most < least => {
                let found = format!("{most}, below `at_least` {least}");
                check.note("per/at_most", found, "at least the lower bound");
            }
            _ => {}
        }
        if self.periods == Some(0) {
            check.note("per/in", "0", "a number of 1 or more");
        }
        if self.periods.is_some() && self.at_least.is_none() {
            check.note("per/in", "no `at_least` beside it", "`at_least`, the hours of a period");
        }
    }
}

/// Hours in proportion to other hours.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Ratio {
    /// The other hours.
    pub(super) to: Others,
    /// The least, as a part of the other hours: of those of another requirement no more than it
    /// asks for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) at_least: Option<Amount>,
    /// The most, as a part of the other hours: what is above does not count.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) at_most: Option<Amount>,
}

/// Other hours.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(untagged)]
pub(crate) enum Others {
    /// Those of another requirement on hours in this document, by its id.
    Requirement(String),
    /// Those recorded in the same window.
    Recorded(Box<Recorded>),
}

/// Hours recorded.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Recorded {
    /// The activity, any of several.
    pub(super) of: OneOrMore<Activity>,
    /// Which hours.
    #[serde(default, rename = "where", skip_serializing_if = "Option::is_none")]
    pub(super) filter: Option<OneOrMore<Where>>,
}

impl Ratio {
    pub(super) fn in_words(&self) -> String {
        let to = match &self.to {
            Others::Requirement(id) => format!("those of {id}"),
            Others::Recorded(hours) => {
                let of: Vec<&str> = hours.of.as_slice().iter().map(|of| of.in_words()).collect();
                format!("the hours of {}", or(&of))
            }
        };
        match (self.at_least, self.at_most) {
            (Some(least), Some(most)) => format!("{least} to {most} times {to}"),
            (Some(least), None) => format!("at least {least} times {to}"),
            (None, Some(most)) => format!("at most {most} times {to}"),
            (None, None) => String::new(),
        }
    }

    fn check(&self, check: &mut Check<'_>) {
        match (self.at_least, self.at_most) {
            (None, None) => check.note("ratio", "no bound", "`at_least`, `at_most` or both"),
            (Some(least), Some(most)) if most < least => {
                let found = format!("{most}, below `at_least` {least}");
                check.note("ratio/at_most", found, "at least the lower bound");
            }
            _ => {}
        }
        if let Others::Recorded(hours) = &self.to {
            check.not_empty("ratio/to/of", Some(hours.of.as_slice()));
            if let Some(filter) = &hours.filter {
                filter.check("ratio/to/where", check);
            }
        }
    }
}

/// What one of a unit, or of an activity, is worth in hours. A product with more than three
/// decimal places is rounded down.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Conversion {
    /// The `unit` of the entries; those in hours where not given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) unit: Option<String>,
    /// The activity, any of several; any where not given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) of: Option<OneOrMore<Activity>>,
    /// How many hours one is worth.
    pub(super) hours: Amount,
}

/// What schooling does for the hours: it counts as so many, or lowers the number asked for. Of
/// several that apply the best does.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct CreditFor {
    /// The schooling.
    pub(super) education: Education,
    /// The hours that it counts as, in the whole and in no part.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) hours: Option<Amount>,
    /// The least hours in place of `at_least`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) lowers_to: Option<Amount>,
}

/// What must not count twice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum OncePer {
    /// The same `course`.
    Course,
}

/// Other requirements on hours that the rule looks at, once they are known.
#[derive(Clone, Debug, Default)]
pub(crate) struct Linked {
    /// That of `ratio`.
    pub(super) ratio: Option<Arc<Hours>>,
    /// Those that count apart from it.
    pub(super) apart: Option<Arc<Apart>>,
}

impl Hours {
    /// The other requirements that the rule names, with the keys under which it does.
    pub(crate) fn links(&self) -> Vec<(String, &str)> {
        let ratio = self.ratio.as_ref().and_then(|ratio| match &ratio.to {
            Others::Requirement(id) => Some(("ratio/to".to_owned(), id.as_str())),
            Others::Recorded(_) => None,
        });
        let shared = self.shared.iter().enumerate();
        let shared = shared.map(|(index, id)| (format!("shared/{index}"), id.as_str()));
        let exclusive = self.exclusive.iter().enumerate();
        let exclusive = exclusive.map(|(index, id)| (format!("exclusive/{index}"), id.as_str()));
        ratio.into_iter().chain(shared).chain(exclusive).collect()
    }

    /// The filters of the rule, its parts and its buckets.
    pub(super) fn filters(&self) -> impl Iterator<Item = &OneOrMore<Where>> {
        let parts = self.parts.iter().filter_map(|part| part.filter.as_ref());
        let buckets = self.buckets.iter().map(|bucket| &bucket.filter);
        self.filter.iter().chain(parts).chain(buckets)
    }

    /// Gives the rule another that it names.
    pub(crate) fn link(&mut self, key: &str, other: &Hours) {
        if key == "ratio/to" {
            let other = Hours { linked: Linked::default(), ..other.clone() };
            self.linked.ratio = Some(Arc::new(other));
        }
    }

    /// Notes what is wrong with the keys here.
    pub(super) fn check_keys(&self, check: &mut Check<'_>) {
        if let Some(spread) = &self.spread
            && spread.at_least.is_none()
            && spread.at_most.is_none()
        {
            check.note("spread", "no bound", "`at_least`, `at_most` or both");
        }
        if let Some(per) = &self.per {
            per.check(check);
        }
        if let Some(ratio) = &self.ratio {
            ratio.check(check);
        }
        for (index, id) in self.exclusive.iter().enumerate() {
            if self.shared.contains(id) {
                let key = format!("exclusive/{index}");
                check.note(&key, format!("`{id}`, which is under `shared`"), "one of the two");
            }
        }
        for (index, conversion) in self.convert.iter().enumerate() {
            if conversion.unit.is_none() && conversion.of.is_none() {
                check.note(
                    &format!("convert/{index}"),
                    "neither `unit` nor `of`",
                    "what is worth so many hours",
                );
            }
        }
        for (index, credit) in self.credit_for.iter().enumerate() {
            if credit.hours.is_some() == credit.lowers_to.is_some() {
                let found = if credit.hours.is_some() { "both" } else { "neither" };
                let key = format!("credit_for/{index}");
                check.note(&key, found, "one of `hours` and `lowers_to`");
            }
            if let (Some(lowered), Some(least)) = (credit.lowers_to, self.at_least)
                && lowered > least
            {
                let key = format!("credit_for/{index}/lowers_to");
                check.note(&key, format!("{lowered}, above `at_least` {least}"), "a lower number");
            }
            credit.education.own_window().check(&format!("credit_for/{index}/education"), check);
            let pointer = format!("{}/credit_for/{index}/education", check.pointer);
            credit.education.check(&mut Check { pointer, problems: check.problems });
        }
    }

    /// The hours of an amount in some unit; `None` where the unit is not converted.
    pub(super) fn in_hours(&self, amount: Amount, unit: Option<&str>, of: Activity) -> Option<i64> {
        let conversion = self.convert.iter().find(|conversion| {
            conversion.unit.as_deref() == unit
                && conversion.of.as_ref().is_none_or(|any| any.as_slice().contains(&of))
        });
        match conversion {
            Some(conversion) => {
                let worth = i128::from(conversion.hours.thousandths());
                i64::try_from(i128::from(amount.thousandths()) * worth / 1000).ok()
            }
            None => unit.is_none().then_some(amount.thousandths()),
        }
    }
}
