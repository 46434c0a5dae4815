//! Comparing rules on decisions.

use jiff::civil::Date;
use serde_json::{Value, json};

use super::Decide;
use crate::standard::entail::{Keys, Ordered, oldest};

impl Ordered for Decide {
    fn against(&self, other: &Decide, keys: &mut Keys) {
        let Decide { by, about } = self;
        let says = [about, &other.about].map(|name| format!("`{name}`"));
        keys.subject("subject", *about == other.about, says);
        let says = [by, &other.by].map(|name| format!("`{name}`"));
        keys.key("who decides", [*by == other.by; 2], says);
    }

    fn examples(&self, day: Date) -> Vec<Value> {
        vec![json!({"decisions": [
            {"by": self.by, "about": self.about, "outcome": true, "on": oldest(None, day)}]})]
    }

    fn spoilers(&self, day: Date) -> Vec<Value> {
        vec![json!({"decisions": [
            {"by": self.by, "about": self.about, "outcome": false, "on": oldest(None, day)}]})]
    }
}
