//! Comparing rules on fees.

use jiff::civil::Date;
use serde_json::{Value, json};

use super::Fee;
use crate::standard::entail::{Keys, Ordered, oldest};

impl Ordered for Fee {
    fn against(&self, other: &Fee, keys: &mut Keys) {
        let Fee {
            kind,
            at_least,
            at_most,
            within: _,
            anchor: _,
            after: _,
            since: _,
            from: _,
            by: _,
        } = self;
        let says = [kind, &other.kind].map(|name| format!("`{name}`"));
        keys.subject("kind of fee", *kind == other.kind, says);
        keys.least("least fee", at_least.as_ref(), other.at_least.as_ref());
        keys.most("greatest fee", at_most.as_ref(), other.at_most.as_ref());
        keys.window(&self.own_window(), &other.own_window());
    }

    fn examples(&self, day: Date) -> Vec<Value> {
        let of = |amount: Option<crate::standard::Amount>| {
            json!({"fees": [{"kind": self.kind, "amount": amount.unwrap_or_default(),
                "on": oldest(self.within_period(), day)}]})
        };
        vec![of(self.at_least), of(self.at_most.or(self.at_least))]
    }
}
