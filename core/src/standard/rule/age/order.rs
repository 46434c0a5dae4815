//! Comparing rules on age.

use jiff::civil::Date;
use serde_json::{Value, json};

use super::Age;
use crate::standard::entail::{Keys, Ordered};

impl Ordered for Age {
    fn against(&self, other: &Age, keys: &mut Keys) {
        let Age { at_least, at_most, anchor } = self;
        keys.anchor(anchor.as_ref(), other.anchor.as_ref());
        keys.least("least age", at_least.as_ref(), other.at_least.as_ref());
        keys.most("greatest age", at_most.as_ref(), other.at_most.as_ref());
    }

    fn examples(&self, day: Date) -> Vec<Value> {
        let born = |years: u16| {
            let years = jiff::Span::new().try_years(years).ok()?;
            Some(json!({"born": day.checked_sub(years).ok()?}))
        };
        // Just old enough, and nearly too old.
        [self.at_least.or(Some(0)), self.at_most].into_iter().flatten().filter_map(born).collect()
    }

    fn spoilers(&self, day: Date) -> Vec<Value> {
        let old = self.at_least.and_then(|years| {
            let years = jiff::Span::new().try_years(years).ok()?;
            day.checked_sub(years).ok()?.tomorrow().ok()
        });
        old.map(|born| json!({"born": born})).into_iter().collect()
    }
}
