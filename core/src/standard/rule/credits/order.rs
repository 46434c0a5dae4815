//! Comparing rules on study credits.

use jiff::civil::Date;
use serde_json::{Value, json};

use super::Credits;
use crate::standard::entail::{Keys, Ordered, each, in_words, oldest, slice, within};
use crate::standard::names::OneOrMore;

impl Ordered for Credits {
    fn against(&self, other: &Credits, keys: &mut Keys) {
        let Credits { at_least, field, within: _, anchor: _, after: _, since: _, from: _, by: _ } =
            self;
        keys.least("credits", Some(at_least), Some(&other.at_least));
        // An entry that does not say its field leaves open the rule that asks for one.
        let words = |field: &Option<OneOrMore<String>>| {
            field.as_ref().map_or_else(|| "any".to_owned(), OneOrMore::<String>::in_words)
        };
        let (one, two) = (slice(field.as_ref()), slice(other.field.as_ref()));
        let says = [words(field), words(&other.field)];
        keys.key_of_met("field", [within(one, two), within(two, one)], says);
        let (first, second) = (self.own_window(), other.own_window());
        let stricter = keys.windows(&first, &second);
        keys.key_of_met("window", stricter, [in_words(&first), in_words(&second)]);
    }

    fn examples(&self, day: Date) -> Vec<Value> {
        let one = |field: Option<&String>| {
            json!({"education": [{"level": "some-college", "on": oldest(self.within_period(), day),
                "field": field, "credits": self.at_least}]})
        };
        each(self.field.as_ref()).map(one).collect()
    }
}
