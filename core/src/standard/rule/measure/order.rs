//! Comparing what filters and parts of hours ask for.

use jiff::civil::Date;
use serde_json::{Map, Value, json};

use super::{Bucket, Part, Where};
use crate::standard::Amount;
use crate::standard::entail::{Limit, oldest, slice, within};
use crate::standard::evidence::{Activity, Proof};
use crate::standard::names::OneOrMore;
use crate::standard::window::Window;

/// Some of the hours: those that fit every filter and lie in every window.
#[derive(Clone, Default)]
pub(in crate::standard::rule) struct Region {
    filters: Vec<Where>,
    windows: Vec<Limit>,
}

impl Region {
    /// The hours of activities that fit a filter and lie in a window.
    pub(in crate::standard::rule) fn new(
        of: &OneOrMore<Activity>,
        filter: Option<&OneOrMore<Where>>,
        window: &Window<'_>,
    ) -> Region {
        let activity = Where { of: Some(of.clone()), ..Where::default() };
        let filters = [activity].into_iter().chain(filter.and_then(first)).collect();
        Region { filters, windows: Limit::of(window).into_iter().collect() }
    }

    /// The hours of any activity that fit a filter.
    pub(in crate::standard::rule) fn all(filter: Option<&OneOrMore<Where>>) -> Region {
        Region { filters: filter.and_then(first).into_iter().collect(), windows: Vec::new() }
    }

    /// Those of its hours that a part holds.
    pub(in crate::standard::rule) fn part(&self, part: &Part) -> Region {
        let mut region = self.clone();
        region.filters.extend(part.filter.as_ref().and_then(first));
        region.windows.extend(Limit::of(&part.own_window()));
        region
    }

    /// Those of its hours that can go into a bucket.
    pub(in crate::standard::rule) fn bucket(&self, bucket: &Bucket) -> Region {
        let mut region = self.clone();
        region.filters.extend(first(&bucket.filter));
        region
    }

    /// Whether every hour that surely is in this region surely is in the other.
    pub(in crate::standard::rule) fn inside(&self, other: &Region) -> bool {
        let timed = other
            .windows
            .iter()
            .all(|wider| self.windows.iter().any(|window| window.inside(wider)));
        timed && other.filters.iter().all(|filter| implied(&self.filters, filter))
    }

    /// An entry of so many hours in the region, as long ago as may be; of several names the
    /// one of this number.
    pub(in crate::standard::rule) fn example(
        &self,
        amount: i64,
        number: usize,
        day: Date,
    ) -> Value {
        let mut entry: Map<String, Value> = Map::new();
        let lengths = self.windows.iter().filter_map(Limit::length);
        let shortest = lengths.map(|length| oldest(Some(length), day)).max();
        let on = shortest.unwrap_or_else(|| oldest(None, day));
        let mut topics: Vec<&String> = Vec::new();
        let (mut approved, mut proof) = (false, Proof::Own);
        for filter in &self.filters {
            let texts = [
                ("mode", &filter.mode),
                ("provider", &filter.provider),
                ("setting", &filter.setting),
                ("supervisor", &filter.supervisor),
                ("jurisdiction", &filter.jurisdiction),
                ("course", &filter.course),
            ];
            for (key, names) in texts {
                if let Some(name) = chosen(names.as_ref(), number) {
                    entry.insert(key.to_owned(), json!(name));
                }
            }
            if let Some(of) = chosen(filter.of.as_ref(), number) {
                entry.insert("of".to_owned(), json!(of));
            }
            topics.extend(chosen(filter.topic.as_ref(), number));
            approved = filter.approved.unwrap_or(approved);
            proof = filter.proof.unwrap_or(proof).max(proof);
        }
        let more = [
            ("topics", json!(topics)),
            ("approved", json!(approved)),
            ("proof", json!(proof)),
            ("amount", json!(Amount::from_thousandths(amount))),
            ("from", json!(on)),
            ("to", json!(on)),
        ];
        entry.extend(more.map(|(key, value)| (key.to_owned(), value)));
        Value::Object(entry)
    }
}

/// The one filter there is. Rules with several, of which any will do, are not compared.
fn first(filter: &OneOrMore<Where>) -> Option<Where> {
    filter.as_slice().first().cloned()
}

fn chosen<T>(names: Option<&OneOrMore<T>>, number: usize) -> Option<&T> {
    let names = names?.as_slice();
    names.get(number % names.len().max(1))
}

/// Whether whatever fits all filters fits what is wanted, key by key.
fn implied(filters: &[Where], wanted: &Where) -> bool {
    // Rules with filters of days are not compared.
    let Where {
        of,
        topic,
        mode,
        provider,
        approved,
        setting,
        supervisor,
        jurisdiction,
        course,
        proof,
        from: _,
        by: _,
    } = wanted;
    let names = |wanted: &Option<OneOrMore<String>>,
                 key: fn(&Where) -> &Option<OneOrMore<String>>| {
        wanted.is_none()
            || filters.iter().any(|filter| {
                let names = key(filter).as_ref();
                names.is_some() && within(slice(names), slice(wanted.as_ref()))
            })
    };
    let activities = of.is_none()
        || filters.iter().any(|filter| {
            filter.of.is_some() && within(slice(filter.of.as_ref()), slice(of.as_ref()))
        });
    let approval = approved.is_none() || filters.iter().any(|filter| filter.approved == *approved);
    // The own statement is the least proof there is: asking for it asks for nothing.
    let proved = proof.is_none_or(|wanted| wanted == Proof::Own)
        || filters.iter().any(|filter| filter.proof >= *proof);
    activities
        && approval
        && proved
        && names(topic, |filter| &filter.topic)
        && names(mode, |filter| &filter.mode)
        && names(provider, |filter| &filter.provider)
        && names(setting, |filter| &filter.setting)
        && names(supervisor, |filter| &filter.supervisor)
        && names(jurisdiction, |filter| &filter.jurisdiction)
        && names(course, |filter| &filter.course)
}

/// Whether two filters hold the same hours, those that may fit included.
fn same(one: Option<&OneOrMore<Where>>, other: Option<&OneOrMore<Where>>) -> bool {
    let one = &[one.and_then(first).unwrap_or_default()][..];
    let other = &[other.and_then(first).unwrap_or_default()][..];
    one.iter().all(|filter| implied(other, filter))
        && other.iter().all(|filter| implied(one, filter))
}

impl Part {
    /// Whether a part holds the same hours as another and bounds them from above, or in their
    /// share, no less.
    pub(in crate::standard::rule) fn limits_no_less_than(&self, other: &Part) -> bool {
        let Part {
            title: _,
            filter,
            at_least: _,
            at_most,
            share_at_least,
            share_at_most,
            within: _,
            anchor: _,
            after: _,
            since: _,
            from: _,
            by: _,
            named: _,
        } = self;
        let timed = match [self, other].map(|part| Limit::of(&part.own_window())) {
            [None, None] => true,
            [Some(one), Some(other)] => one.inside(&other) && other.inside(&one),
            _ => false,
        };
        same(filter.as_ref(), other.filter.as_ref())
            && timed
            && other.at_most.is_none_or(|most| at_most.is_some_and(|own| own <= most))
            && other.share_at_most.is_none_or(|most| share_at_most.is_some_and(|own| own <= most))
            && *share_at_least >= other.share_at_least
    }

    /// Whether the part bounds hours from above, or in their share.
    pub(in crate::standard::rule) fn limits(&self) -> bool {
        self.caps() || self.share_at_least.is_some()
    }
}

impl Bucket {
    /// Whether a bucket takes the same hours as another, and its bounds are no wider.
    pub(in crate::standard::rule) fn no_milder_than(&self, other: &Bucket) -> bool {
        let Bucket { title: _, filter, at_least, at_most, named: _ } = self;
        same(Some(filter), Some(&other.filter))
            && *at_least >= other.at_least
            && other.at_most.is_none_or(|most| at_most.is_some_and(|own| own <= most))
    }
}
