//! Comparing rules on employers.

use jiff::civil::Date;
use serde_json::{Value, json};

use super::Employer;
use crate::standard::entail::{Keys, Ordered, each, oldest};

impl Ordered for Employer {
    fn against(&self, other: &Employer, keys: &mut Keys) {
        let Employer { kind, anchor } = self;
        keys.anchor(anchor.as_ref(), other.anchor.as_ref());
        keys.names("kind of employer", Some(kind), Some(&other.kind));
    }

    fn examples(&self, day: Date) -> Vec<Value> {
        let one = |kind: Option<&String>| json!({"spans": [{"of": "employment", "from": oldest(None, day), "employer": kind}]});
        each(Some(&self.kind)).map(one).collect()
    }
}
