//! Comparing rules on what must be absent.

use jiff::civil::Date;
use serde_json::{Value, json};

use super::Absent;
use crate::standard::entail::{Keys, Ordered, oldest};

impl Ordered for Absent {
    fn against(&self, other: &Absent, keys: &mut Keys) {
        let Absent { of, within: _, anchor: _, after: _, since: _, from: _, by: _ } = self;
        keys.subject("what is absent", *of == other.of, [of.clone(), other.of.clone()]);
        // The longer the window the more is asked.
        let (one, two) = (self.own_window(), other.own_window());
        let [first, second] = keys.windows(&one, &two);
        keys.key_of_window([second, first], &one, &two);
    }

    fn examples(&self, _: Date) -> Vec<Value> {
        vec![json!({})]
    }

    fn spoilers(&self, day: Date) -> Vec<Value> {
        vec![json!({"events": [{"kind": self.of, "on": oldest(self.within_period(), day)}]})]
    }
}
