//! Comparing rules on events.

use jiff::civil::Date;
use serde_json::{Value, json};

use super::EventOnFile;
use crate::standard::entail::{Keys, Ordered, each, oldest};

impl Ordered for EventOnFile {
    fn against(&self, other: &EventOnFile, keys: &mut Keys) {
        let EventOnFile { kind, within: _, anchor: _, after: _, since: _, from: _, by: _ } = self;
        let certification =
            |event: &EventOnFile| event.kind.iter().any(|kind| kind == "certification");
        keys.own_certification(certification(self) || certification(other));
        keys.unrelated_unless(kind.iter().any(|one| other.kind.iter().any(|two| one == two)));
        keys.names("kind of event", Some(kind), Some(&other.kind));
        keys.window(&self.own_window(), &other.own_window());
    }

    fn examples(&self, day: Date) -> Vec<Value> {
        let one = |kind: Option<&String>| json!({"events": [{"kind": kind, "on": oldest(self.within_period(), day)}]});
        each(Some(&self.kind)).map(one).collect()
    }
}
