//! Comparing rules on residence.

use jiff::civil::Date;
use serde_json::{Value, json};

use super::Residence;
use crate::standard::entail::{Keys, Ordered, each, oldest};

impl Ordered for Residence {
    fn against(&self, other: &Residence, keys: &mut Keys) {
        let Residence { place, share, anchor } = self;
        keys.anchor(anchor.as_ref(), other.anchor.as_ref());
        keys.names("place", Some(place), Some(&other.place));
        keys.least("share of the time", share.as_ref(), other.share.as_ref());
    }

    fn examples(&self, day: Date) -> Vec<Value> {
        let one = |place: Option<&String>| json!({"residence": [{"in": place, "from": oldest(None, day), "share": self.share}]});
        each(Some(&self.place)).map(one).collect()
    }
}
