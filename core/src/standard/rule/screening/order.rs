//! Comparing rules on background checks.

use jiff::civil::Date;
use serde_json::{Value, json};

use super::{Bar, ScreeningClear};
use crate::standard::entail::{Keys, Ordered, no_longer, oldest};

impl Ordered for ScreeningClear {
    fn against(&self, other: &ScreeningClear, keys: &mut Keys) {
        let ScreeningClear { kind, bars, within: _, anchor: _, after: _, since: _, from: _, by: _ } =
            self;
        let says = [kind, &other.kind].map(|name| format!("`{name}`"));
        keys.subject("kind of check", *kind == other.kind, says);
        // In a longer window an older check counts as well, whose findings bar: neither asks
        // for more than the other.
        let (one, two) = (self.own_window(), other.own_window());
        let same = keys.windows(&one, &two) == [true, true];
        keys.key_of_window([same; 2], &one, &two);
        let words = |bars: &[Bar]| match bars.len() {
            0 => "nothing bars".to_owned(),
            _ => bars.iter().map(Bar::in_words).collect::<Vec<_>>().join(", "),
        };
        let stricter = [covers(bars, &other.bars), covers(&other.bars, bars)];
        keys.key("findings that bar", stricter, [words(bars), words(&other.bars)]);
    }

    fn examples(&self, day: Date) -> Vec<Value> {
        let on = oldest(self.within_period(), day);
        let mut examples =
            vec![json!({"screenings": [{"kind": self.kind, "on": on, "findings": []}]})];
        for bar in &self.bars {
            // A finding whose time has just passed.
            if let Some(lasts) = bar.lasts
                && let Some(found) = lasts.before(day)
            {
                let findings = json!([{"category": bar.category, "on": found}]);
                examples.push(
                    json!({"screenings": [{"kind": self.kind, "on": on, "findings": findings}]}),
                );
            }
        }
        examples
    }

    fn spoilers(&self, day: Date) -> Vec<Value> {
        let on = oldest(self.within_period(), day);
        let with = |bar: &Bar| {
            let found = bar.lasts.and_then(|lasts| lasts.before(day)?.tomorrow().ok());
            let findings = json!([{"category": bar.category, "on": found.unwrap_or(day)}]);
            json!({"screenings": [{"kind": self.kind, "on": on, "findings": findings}]})
        };
        self.bars.iter().map(with).collect()
    }
}

/// Whether each bar of the second has one of the first that bars no less.
fn covers(first: &[Bar], second: &[Bar]) -> bool {
    second.iter().all(|bar| first.iter().any(|stricter| stricter.no_milder(bar)))
}

impl Bar {
    fn no_milder(&self, other: &Bar) -> bool {
        let Bar { category, lasts, unless } = self;
        let longer = match (*lasts, other.lasts) {
            (None, _) => true,
            (Some(_), None) => false,
            (Some(one), Some(other)) => no_longer(other, one),
        };
        let lifted = match (unless, &other.unless) {
            (None, _) => true,
            (Some(_), None) => false,
            (Some(one), Some(other)) => one.by == other.by && one.about == other.about,
        };
        *category == other.category && longer && lifted
    }

    fn in_words(&self) -> String {
        let lasts = self.lasts.map_or(String::new(), |lasts| format!(" for {}", lasts.in_words()));
        let unless = match &self.unless {
            Some(decide) => format!(" unless `{}` decides otherwise", decide.by),
            None => String::new(),
        };
        format!("{}{lasts}{unless}", self.category)
    }
}
