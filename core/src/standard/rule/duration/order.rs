//! Comparing rules on times that last.

use jiff::civil::Date;
use serde_json::{Value, json};

use super::{Consecutive, Duration};
use crate::document::Period;
use crate::standard::entail::{Keys, Ordered, no_longer, oldest};
use crate::standard::facts::start_of;

impl Ordered for Duration {
    fn against(&self, other: &Duration, keys: &mut Keys) {
        let Duration {
            of,
            at_least,
            consecutive,
            within: _,
            anchor: _,
            after: _,
            since: _,
            from: _,
            by: _,
        } = self;
        keys.subject("what lasts", *of == other.of, [of.clone(), other.of.clone()]);
        let (first, second) = (*at_least, other.at_least);
        let says = [first, second].map(Period::in_words);
        keys.key("length", [no_longer(second, first), no_longer(first, second)], says);
        let words = |consecutive: Option<Consecutive>| match consecutive {
            Some(Consecutive::Now) => "in a row and still now",
            Some(Consecutive::Anywhere) => "in a row",
            None => "in sum",
        };
        let says = [*consecutive, other.consecutive].map(|one| words(one).to_owned());
        // A run that lasts still is a run, and counts in a sum of that length too. A run that
        // ended need not: the same months may have had fewer days then.
        let stricter = |one: Option<Consecutive>, two: Option<Consecutive>| {
            one == two || one == Some(Consecutive::Now)
        };
        let both =
            [stricter(*consecutive, other.consecutive), stricter(other.consecutive, *consecutive)];
        keys.key("how", both, says);
        keys.window(&self.own_window(), &other.own_window());
    }

    fn examples(&self, day: Date) -> Vec<Value> {
        let span = |from: Date, to: Option<Date>| json!({"spans": [{"of": self.of, "from": from, "to": to}]});
        let mut examples = vec![span(start_of(self.at_least, day), None)];
        if self.consecutive != Some(Consecutive::Now) {
            // As long ago as it may be.
            let from = oldest(self.within_period(), day);
            if let Some(until) = self.at_least.after(from) {
                examples.push(span(from, Some(until)));
            }
        }
        examples
    }
}
