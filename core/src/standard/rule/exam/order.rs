//! Comparing rules on examinations.

use jiff::civil::Date;
use serde_json::{Value, json};

use super::{ExamPassed, PartPassed};
use crate::standard::entail::{Keys, Ordered, each, oldest};

impl Ordered for ExamPassed {
    fn against(&self, other: &ExamPassed, keys: &mut Keys) {
        let ExamPassed {
            name,
            score,
            parts,
            attempts,
            waiting,
            within: _,
            anchor: _,
            after: _,
            since: _,
            from: _,
            by: _,
        } = self;
        keys.opaque("attempts", attempts, &other.attempts);
        keys.opaque("waiting", waiting, &other.waiting);
        let stricter = [covers(parts, &other.parts), covers(&other.parts, parts)];
        keys.key("parts", stricter, [words(parts), words(&other.parts)]);
        keys.names("examination", name.as_ref(), other.name.as_ref());
        keys.least("score", score.as_ref(), other.score.as_ref());
        keys.window(&self.own_window(), &other.own_window());
    }

    fn examples(&self, day: Date) -> Vec<Value> {
        let one = |name: Option<&String>| {
            let name = name.map_or("an-examination", String::as_str);
            json!({"exams": [{"name": name, "on": oldest(self.within_period(), day), "passed": true,
                "score": self.score, "parts": self.parts}]})
        };
        each(self.name.as_ref()).map(one).collect()
    }
}

/// Whether each part of the second is one of the first with no lower score.
fn covers(first: &[PartPassed], second: &[PartPassed]) -> bool {
    second.iter().all(|part| {
        let PartPassed { name, score } = part;
        first.iter().any(|own| own.name == *name && own.score >= *score)
    })
}

fn words(parts: &[PartPassed]) -> String {
    let words = parts.iter().map(|part| format!("{} {}", part.name, part.score));
    let words: Vec<String> = words.collect();
    if words.is_empty() { "none".to_owned() } else { words.join(", ") }
}
