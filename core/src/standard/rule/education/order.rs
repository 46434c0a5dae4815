//! Comparing rules on schooling.

use jiff::civil::Date;
use serde_json::{Value, json};

use super::Education;
use crate::standard::entail::{Keys, Ordered, each, oldest};

impl Ordered for Education {
    fn against(&self, other: &Education, keys: &mut Keys) {
        let Education { at_least, field, within: _, anchor: _, after: _, since: _, from: _, by: _ } =
            self;
        let (first, second) = (*at_least, other.at_least);
        let says = [first, second].map(|level| level.in_words().to_owned());
        keys.key("level", [first >= second, second >= first], says);
        keys.names("field", field.as_ref(), other.field.as_ref());
        keys.window(&self.own_window(), &other.own_window());
    }

    fn examples(&self, day: Date) -> Vec<Value> {
        let on = oldest(self.within_period(), day);
        let one = |field: Option<&String>| json!({"education": [{"level": self.at_least, "on": on, "field": field}]});
        each(self.field.as_ref()).map(one).collect()
    }
}
