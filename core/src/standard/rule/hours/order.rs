//! Comparing rules on hours.
//!
//! Whoever meets a rule has hours counted so that all its bounds hold. Each floor of it is a
//! fact: so many hours in a region. Another rule without limits is met where such facts reach
//! its floors. One with limits is met where the same count also keeps these: the hours of the
//! first lie among those of the second, and each limit of the second is one of the first.

use jiff::civil::Date;
use serde_json::{Value, json};

use super::Hours;
use crate::standard::Amount;
use crate::standard::entail::{Keys, Ordered};
use crate::standard::names::{OneOrMore, or};
use crate::standard::rule::measure::{Bucket, Part, Region, Where};
use crate::standard::window::Window;

impl Ordered for Hours {
    fn against(&self, other: &Hours, keys: &mut Keys) {
        let Hours {
            of,
            filter,
            at_least,
            at_most,
            parts,
            buckets,
            spread,
            per,
            ratio,
            convert,
            credit_for,
            shared,
            exclusive,
            once_per,
            linked: _,
            within: _,
            anchor: _,
            after: _,
            since: _,
            from: _,
            by: _,
        } = self;
        // A key that is given is not understood; one that is not says nothing.
        fn given<T>(list: &[T]) -> Option<&[T]> {
            Some(list).filter(|list| !list.is_empty())
        }
        keys.opaque("spread", spread, &other.spread);
        keys.opaque("per", per, &other.per);
        keys.elsewhere("ratio", ratio, &other.ratio);
        keys.opaque("convert", &given(convert), &given(&other.convert));
        keys.opaque("credit_for", &given(credit_for), &given(&other.credit_for));
        keys.elsewhere("shared", &given(shared), &given(&other.shared));
        keys.elsewhere("exclusive", &given(exclusive), &given(&other.exclusive));
        keys.opaque("once_per", once_per, &other.once_per);
        let either = |hours: &Hours| -> Option<Vec<OneOrMore<Where>>> {
            let simple = hours.filters().all(OneOrMore::<Where>::is_simple);
            (!simple).then(|| hours.filters().cloned().collect())
        };
        keys.opaque("filters", &either(self), &either(other));
        for hours in [self, other] {
            for credit in &hours.credit_for {
                keys.note_obstacle(&credit.education.own_window());
            }
            for part in &hours.parts {
                keys.note_obstacle(&part.window(hours.of.as_slice()));
            }
        }
        let shared = of.as_slice().iter().any(|one| other.of.as_slice().contains(one));
        keys.unrelated_unless(shared);
        let activities = |hours: &Hours| Region::new(&hours.of, None, &Window::default());
        let (one, two) = (activities(self), activities(other));
        keys.key(
            "activity",
            [one.inside(&two), two.inside(&one)],
            [self, other].map(Hours::of_what),
        );
        keys.least("hours", Some(&self.floor()), Some(&other.floor()));
        let most = [*at_most, other.at_most];
        if most != [None, None] || at_least.is_none() && other.at_least.is_none() {
            keys.most("greatest hours", most[0].as_ref(), most[1].as_ref());
        }
        let (one, two) = (Region::all(filter.as_ref()), Region::all(other.filter.as_ref()));
        let says = [filter, &other.filter].map(|filter| match filter {
            Some(filter) => filter.in_words(),
            None => "any".to_owned(),
        });
        keys.key("which hours", [one.inside(&two), two.inside(&one)], says);
        keys.window(&self.own_window(), &other.own_window());
        let words = |parts: &[Part], buckets: &[Bucket]| {
            let words =
                parts.iter().map(Part::in_words).chain(buckets.iter().map(Bucket::in_words));
            let words: Vec<String> = words.collect();
            if words.is_empty() { "none".to_owned() } else { words.join("; ") }
        };
        let says = [words(parts, buckets), words(&other.parts, &other.buckets)];
        if says[0] != says[1] {
            keys.key("parts", [self.splits(other), other.splits(self)], says);
        }
        keys.settle([self.entails(other), other.entails(self)]);
    }

    fn examples(&self, day: Date) -> Vec<Value> {
        let most = self.of.as_slice().len().max(2);
        let floor = (0..most.min(8)).map(|number| {
            let whole = self.region();
            let mut entries = Vec::new();
            let mut sum = 0;
            let buckets = self.buckets.iter().map(|bucket| (whole.bucket(bucket), bucket.bounds()));
            let parts = self.parts.iter().map(|part| (whole.part(part), part.bounds()));
            for (region, bounds) in buckets.chain(parts) {
                if bounds.at_least > 0 {
                    entries.push(region.example(bounds.at_least, number, day));
                    sum += bounds.at_least;
                }
            }
            let rest = self.at_least.map_or(0, Amount::thousandths) - sum;
            if rest > 0 {
                entries.push(whole.example(rest, number, day));
            }
            json!({"hours": entries})
        });
        let most = self
            .at_most
            .map(|most| json!({"hours": [self.region().example(most.thousandths(), 0, day)]}));
        floor.chain(most).collect()
    }

    fn spoilers(&self, day: Date) -> Vec<Value> {
        let beyond = self.at_most.map(
            |most| json!({"hours": [self.region().example(most.thousandths() + 1000, 0, day)]}),
        );
        beyond.into_iter().collect()
    }
}

impl Hours {
    fn region(&self) -> Region {
        Region::new(&self.of, self.filter.as_ref(), &self.own_window())
    }

    fn of_what(&self) -> String {
        or(&self.of.as_slice().iter().map(|of| of.in_words()).collect::<Vec<_>>())
    }

    /// The least hours in all that the rule can be met with, as far as single bounds tell.
    fn floor(&self) -> Amount {
        let buckets: i64 = self.buckets.iter().map(|bucket| bucket.bounds().at_least).sum();
        let parts = self.parts.iter().map(|part| part.bounds().at_least);
        let least = self.at_least.map_or(0, Amount::thousandths).max(buckets);
        Amount::from_thousandths(parts.fold(least, i64::max))
    }

    /// The floors of the rule: so many hours in a region.
    fn floors(&self) -> Vec<(Region, i64)> {
        let whole = self.region();
        let parts = self.parts.iter().map(|part| (whole.part(part), part.bounds().at_least));
        let buckets =
            self.buckets.iter().map(|bucket| (whole.bucket(bucket), bucket.bounds().at_least));
        let mut floors: Vec<(Region, i64)> = parts.chain(buckets).collect();
        floors.push((whole, self.floor().thousandths()));
        floors.retain(|&(_, amount)| amount > 0);
        floors
    }

    fn reaches(&self, region: &Region, amount: i64) -> bool {
        let enough = |(own, least): &(Region, i64)| *least >= amount && own.inside(region);
        amount <= 0 || self.floors().iter().any(enough)
    }

    /// Whether the parts and buckets of this rule ask for at least as much as another's.
    fn splits(&self, other: &Hours) -> bool {
        let whole = other.region();
        let parts = other.parts.iter().all(|part| {
            self.reaches(&whole.part(part), part.bounds().at_least)
                && (!part.limits() || self.parts.iter().any(|own| own.limits_no_less_than(part)))
        });
        parts && self.fills(other)
    }

    /// Whether the hours counted in this rule's buckets can count in the other's, each bucket
    /// in one of its own.
    fn fills(&self, other: &Hours) -> bool {
        if other.buckets.is_empty() {
            return true;
        }
        let mut free: Vec<&Bucket> = self.buckets.iter().collect();
        let paired = other.buckets.iter().all(|bucket| {
            let own = free.iter().position(|own| own.no_milder_than(bucket));
            own.map(|own| free.swap_remove(own)).is_some()
        });
        paired && free.is_empty()
    }

    /// Whether whatever meets this rule meets the other.
    fn entails(&self, other: &Hours) -> bool {
        let (own, whole) = (self.region(), other.region());
        // Too many hours are too many wherever the same hours are meant.
        let ceiling = other.at_most.is_none_or(|most| {
            self.at_most.is_some_and(|own| own <= most) && own.inside(&whole) && whole.inside(&own)
        });
        if !ceiling {
            return false;
        }
        let limited = !other.buckets.is_empty() || other.parts.iter().any(Part::limits);
        if !limited {
            return other.floors().iter().all(|(region, amount)| self.reaches(region, *amount));
        }
        own.inside(&whole) && self.floor() >= other.floor_in_all() && self.splits(other)
    }

    /// The least hours in all, parts and buckets aside.
    fn floor_in_all(&self) -> Amount {
        self.at_least.unwrap_or_default()
    }
}
