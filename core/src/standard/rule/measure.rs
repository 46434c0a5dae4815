//! What sums of hours and credits share: filters, parts, and what was measured.

mod order;

use std::sync::OnceLock;

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub(super) use order::Region;

use super::Check;
use super::hours::timing;
use super::residence::share_in_words;
use crate::document::Day;
use crate::standard::Amount;
use crate::standard::allocation::Bounds;
use crate::standard::evidence::{Activity, HoursEntry, Proof};
use crate::standard::facts::Facts;
use crate::standard::names::{OneOrMore, or};
use crate::standard::note::{Key, Reason, Standing};
use crate::standard::window::{Window, windowed};

/// Which hours are meant: those that fit every key given.
#[derive(Clone, Debug, Default, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Where {
    /// The activity, any of several.
    #[serde(skip_serializing_if = "Option::is_none")]
    of: Option<OneOrMore<Activity>>,
    /// A topic, any of several.
    #[serde(skip_serializing_if = "Option::is_none")]
    topic: Option<OneOrMore<String>>,
    /// How they were given, any of several.
    #[serde(skip_serializing_if = "Option::is_none")]
    mode: Option<OneOrMore<String>>,
    /// Who gave them, any of several.
    #[serde(skip_serializing_if = "Option::is_none")]
    provider: Option<OneOrMore<String>>,
    /// Whether the certifying body approved them.
    #[serde(skip_serializing_if = "Option::is_none")]
    approved: Option<bool>,
    /// Where they took place, any of several.
    #[serde(skip_serializing_if = "Option::is_none")]
    setting: Option<OneOrMore<String>>,
    /// The supervisor, any of several.
    #[serde(skip_serializing_if = "Option::is_none")]
    supervisor: Option<OneOrMore<String>>,
    /// Where they were done, any of several.
    #[serde(skip_serializing_if = "Option::is_none")]
    jurisdiction: Option<OneOrMore<String>>,
    /// The course, any of several.
    #[serde(skip_serializing_if = "Option::is_none")]
    course: Option<OneOrMore<String>>,
    /// The least kind of proof.
    #[serde(skip_serializing_if = "Option::is_none")]
    proof: Option<Proof>,
    /// The first day on which they may be done.
    #[serde(skip_serializing_if = "Option::is_none")]
    from: Option<Day>,
    /// The last day on which they may be done.
    #[serde(skip_serializing_if = "Option::is_none")]
    by: Option<Day>,
}

impl OneOrMore<Where> {
    /// Whether hours are meant by any of the filters.
    pub(super) fn fits(&self, entry: &HoursEntry, facts: &Facts<'_>) -> Standing {
        let mut best = None;
        for filter in self.as_slice() {
            match (filter.fits(entry, facts), best) {
                (Standing::Counts, _) => return Standing::Counts,
                (standing @ Standing::Perhaps(_), None | Some(Standing::Out(_)))
                | (standing, None) => best = Some(standing),
                _ => {}
            }
        }
        best.unwrap_or(Standing::Counts)
    }

    /// Whether there is one filter, without days.
    pub(super) fn is_simple(&self) -> bool {
        match self.as_slice() {
            [filter] => filter.from.is_none() && filter.by.is_none(),
            _ => false,
        }
    }

    /// The days that the filters give.
    pub(super) fn days(&self) -> impl Iterator<Item = Date> {
        let days = self.as_slice().iter().flat_map(|filter| [filter.from, filter.by]);
        days.flatten().map(|day| day.0)
    }

    /// Which hours are meant, as words after the amount, such as `approved, on ethics`.
    pub(super) fn in_words(&self) -> String {
        let any: Vec<String> = self.as_slice().iter().map(Where::in_words).collect();
        any.join("; or ")
    }

    pub(super) fn check(&self, key: &str, check: &mut Check<'_>) {
        check.not_empty(key, Some(self.as_slice()));
        match self {
            OneOrMore::One(filter) => filter.check(key, check),
            OneOrMore::More(filters) => {
                for (index, filter) in filters.iter().enumerate() {
                    filter.check(&format!("{key}/{index}"), check);
                }
            }
        }
    }
}

impl Where {
    /// Whether hours are meant.
    fn fits(&self, entry: &HoursEntry, facts: &Facts<'_>) -> Standing {
        let mut standing = Standing::Counts;
        if self.of.as_ref().is_some_and(|of| !of.as_slice().contains(&entry.of)) {
            return Standing::Out(Reason::Differs(Key::Of));
        }
        if let Some(wanted) = self.approved {
            standing = match entry.approved {
                None => Standing::Perhaps(Reason::Unsaid(Key::Approved)),
                Some(approved) if wanted != approved => {
                    return Standing::Out(Reason::Differs(Key::Approved));
                }
                Some(_) => Standing::Counts,
            };
        }
        if let Some(wanted) = &self.topic {
            standing = standing.and(match &entry.topics {
                None => Standing::Perhaps(Reason::Unsaid(Key::Topics)),
                Some(topics) => {
                    match wanted.iter().any(|topic| topics.iter().any(|given| given == topic)) {
                        true => Standing::Counts,
                        false => return Standing::Out(Reason::Differs(Key::Topics)),
                    }
                }
            });
        }
        let texts = [
            (Key::Mode, &self.mode, &entry.mode),
            (Key::Provider, &self.provider, &entry.provider),
            (Key::Setting, &self.setting, &entry.setting),
            (Key::Supervisor, &self.supervisor, &entry.supervisor),
            (Key::Jurisdiction, &self.jurisdiction, &entry.jurisdiction),
            (Key::Course, &self.course, &entry.course),
        ];
        for (key, wanted, given) in texts {
            if let Some(wanted) = wanted {
                standing = standing.and(Standing::among(key, given.as_deref(), wanted.iter()));
            }
        }
        if self.from.is_some() || self.by.is_some() {
            let window = Window { from: self.from, by: self.by, ..Window::default() };
            standing = standing.and(timing(entry, facts, &window.frame(facts)));
        }
        standing.and(facts.proved(entry.proof, self.proof))
    }

    /// Which hours are meant, as words after the amount, such as `approved, on ethics`.
    fn in_words(&self) -> String {
        let mut parts = Vec::new();
        match self.approved {
            Some(true) => parts.push("approved".to_owned()),
            Some(false) => parts.push("not approved".to_owned()),
            None => {}
        }
        if let Some(of) = &self.of {
            let of: Vec<&str> = of.as_slice().iter().map(|of| of.in_words()).collect();
            parts.push(format!("of {}", or(&of)));
        }
        let texts = [
            ("on", &self.topic),
            ("given", &self.mode),
            ("by", &self.provider),
            ("in", &self.setting),
            ("under", &self.supervisor),
            ("done in", &self.jurisdiction),
            ("in course", &self.course),
        ];
        for (word, names) in texts {
            if let Some(names) = names {
                parts.push(format!("{word} {}", names.in_words()));
            }
        }
        if let Some(proof) = self.proof.filter(|&proof| proof > Proof::Own) {
            parts.push(format!("proved by {} or better", proof.in_words()));
        }
        if let Some(from) = self.from {
            parts.push(format!("from {from}"));
        }
        if let Some(by) = self.by {
            parts.push(format!("by {by}"));
        }
        parts.join(", ")
    }

    fn check(&self, key: &str, check: &mut Check<'_>) {
        check.not_empty(&format!("{key}/of"), self.of.as_ref().map(OneOrMore::as_slice));
        let texts = [
            ("topic", &self.topic),
            ("mode", &self.mode),
            ("provider", &self.provider),
            ("setting", &self.setting),
            ("supervisor", &self.supervisor),
            ("jurisdiction", &self.jurisdiction),
            ("course", &self.course),
        ];
        for (name, names) in texts {
            check.not_empty(&format!("{key}/{name}"), names.as_ref().map(OneOrMore::as_slice));
        }
    }
}

windowed! {
    /// Bounds on some of the hours. An hour counts in every part that it fits. Hours above
    /// `at_most` do not count at all.
    Part {
        /// What the part is called.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        title: Option<String>,
        /// Which hours it holds.
        #[serde(default, rename = "where", skip_serializing_if = "Option::is_none")]
        pub(super) filter: Option<OneOrMore<Where>>,
        /// The least hours.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        at_least: Option<Amount>,
        /// The most hours that count.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub(super) at_most: Option<Amount>,
        /// The least share of all counted hours, from 0 to 1.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        share_at_least: Option<Amount>,
        /// The greatest share of all counted hours, from 0 to 1.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        share_at_most: Option<Amount>,
        /// Its name, once somebody asked for it: it is in the words of every entry left out.
        #[serde(skip)]
        named: OnceLock<String>,
    }
}

impl Part {
    /// The window of the part. `of` are the activities whose hours are counted.
    pub(super) fn window<'a>(&'a self, of: &'a [Activity]) -> Window<'a> {
        Window { of, ..self.own_window() }
    }

    pub(super) fn fits(&self, entry: &HoursEntry, facts: &Facts<'_>) -> Standing {
        self.filter.as_ref().map_or(Standing::Counts, |filter| filter.fits(entry, facts))
    }

    pub(super) fn bounds(&self) -> Bounds {
        Bounds {
            at_least: self.at_least.map_or(0, Amount::thousandths),
            at_most: self.at_most.map(Amount::thousandths),
            share_at_least: self.share_at_least.map(Amount::thousandths),
            share_at_most: self.share_at_most.map(Amount::thousandths),
        }
    }

    /// Whether the part limits from above.
    pub(super) fn caps(&self) -> bool {
        self.at_most.is_some() || self.share_at_most.is_some()
    }

    /// Whether the part asks for something.
    pub(super) fn demands(&self) -> bool {
        self.at_least.is_some() || self.share_at_least.is_some()
    }

    pub(super) fn name(&self) -> &str {
        self.named.get_or_init(|| {
            let mut name = match (&self.title, &self.filter) {
                (Some(title), _) => title.clone(),
                (None, Some(filter)) => filter.in_words(),
                (None, None) => String::new(),
            };
            // The name does not depend on the day of assessment.
            let window = self
                .own_window()
                .worded(Date::MAX, &|within, _| format!("not older than {within}"));
            if !window.is_empty() {
                let comma = if name.is_empty() { "" } else { ", " };
                name += &format!("{comma}{}", window.trim_start());
            }
            name
        })
    }

    pub(super) fn in_words(&self) -> String {
        let mut parts = Vec::new();
        if let Some(least) = self.at_least {
            parts.push(format!("at least {least} h"));
        }
        if let Some(most) = self.at_most {
            parts.push(format!("at most {most} h"));
        }
        if let Some(least) = self.share_at_least {
            parts.push(format!("at least {}", share_in_words(least.to_f64())));
        }
        if let Some(most) = self.share_at_most {
            parts.push(format!("at most {}", share_in_words(most.to_f64())));
        }
        format!("{} {}", parts.join(", "), self.name())
    }

    pub(super) fn check(&self, key: &str, check: &mut Check<'_>) {
        if !self.caps() && !self.demands() {
            let bounds = "`at_least`, `at_most`, `share_at_least` or `share_at_most`";
            check.note(key, "no bound", bounds);
        }
        let bounds = [
            ("", self.at_least, self.at_most),
            ("share_", self.share_at_least, self.share_at_most),
        ];
        for (prefix, least, most) in bounds {
            if let (Some(least), Some(most)) = (least, most)
                && most < least
            {
                let found = format!("{most}, below `{prefix}at_least` {least}");
                check.note(&format!("{key}/{prefix}at_most"), found, "at least the lower bound");
            }
        }
        let shares =
            [("share_at_least", self.share_at_least), ("share_at_most", self.share_at_most)];
        for (name, share) in shares {
            if let Some(share) = share.filter(|share| share.thousandths() > 1000) {
                check.note(&format!("{key}/{name}"), share.to_string(), "a share from 0 to 1");
            }
        }
        if self.filter.is_none() && self.own_window().is_open() {
            check.note(key, "neither `where` nor `within`", "what the part is a part of");
        }
        self.own_window().check(key, check);
        if let Some(filter) = &self.filter {
            filter.check(&format!("{key}/where"), check);
        }
    }
}

/// One of several parts that share the hours out: an hour counts in at most one bucket, and
/// an hour that fits a bucket counts only in a bucket.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Bucket {
    /// What the bucket is called.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    title: Option<String>,
    /// Which hours can go into it.
    #[serde(rename = "where")]
    pub(super) filter: OneOrMore<Where>,
    /// The least hours.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    at_least: Option<Amount>,
    /// The most hours that count.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) at_most: Option<Amount>,
    /// Its name, once somebody asked for it.
    #[serde(skip)]
    named: OnceLock<String>,
}

impl Bucket {
    pub(super) fn bounds(&self) -> Bounds {
        Bounds {
            at_least: self.at_least.map_or(0, Amount::thousandths),
            at_most: self.at_most.map(Amount::thousandths),
            ..Bounds::default()
        }
    }

    pub(super) fn name(&self) -> &str {
        match &self.title {
            Some(title) => title,
            None => self.named.get_or_init(|| self.filter.in_words()),
        }
    }

    pub(super) fn in_words(&self) -> String {
        match (self.at_least, self.at_most) {
            (Some(least), Some(most)) if least == most => format!("{least} h {}", self.name()),
            (Some(least), Some(most)) => format!("{least} to {most} h {}", self.name()),
            (Some(least), None) => format!("at least {least} h {}", self.name()),
            (None, Some(most)) => format!("at most {most} h {}", self.name()),
            (None, None) => self.name().to_owned(),
        }
    }

    pub(super) fn check(&self, key: &str, check: &mut Check<'_>) {
        match (self.at_least, self.at_most) {
            (None, None) => check.note(key, "no bound", "`at_least`, `at_most` or both"),
            (Some(least), Some(most)) if most < least => {
                let found = format!("{most}, below `at_least` {least}");
                check.note(&format!("{key}/at_most"), found, "at least the lower bound");
            }
            _ => {}
        }
        self.filter.check(&format!("{key}/where"), check);
    }
}

/// What was measured.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Measured {
    /// The sum that counts.
    pub(crate) counted: Amount,
    /// The sum of what is recorded and in time, whether or not it counts.
    pub(crate) recorded: Amount,
    /// What schooling counts as, within the sum that counts.
    pub(crate) credited: Amount,
    /// Per part, then per bucket: what counts in it.
    pub(crate) parts: Vec<Amount>,
}
