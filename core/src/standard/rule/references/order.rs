//! Comparing rules on references.

use jiff::civil::Date;
use serde_json::{Value, json};

use super::{References, Role, matched};
use crate::standard::entail::{Keys, Ordered, no_longer, oldest, slice, within};
use crate::standard::facts::start_of;

impl Ordered for References {
    fn against(&self, other: &References, keys: &mut Keys) {
        let References {
            count,
            of,
            not_from,
            within: _,
            anchor: _,
            after: _,
            since: _,
            from: _,
            by: _,
        } = self;
        keys.window(&self.own_window(), &other.own_window());
        keys.least("number", Some(count), Some(&other.count));
        let words = |of: &[Role]| match of.len() {
            0 => "any".to_owned(),
            _ => of.iter().map(Role::in_words).collect::<Vec<_>>().join("; "),
        };
        let stricter = [fills(of, &other.of), fills(&other.of, of)];
        keys.key("roles", stricter, [words(of), words(&other.of)]);
        let words = |names: &[String]| match names.len() {
            0 => "nobody".to_owned(),
            _ => names.join(", "),
        };
        // Who rules out more people asks for more.
        let stricter = [
            within(Some(&other.not_from), Some(not_from)),
            within(Some(not_from), Some(&other.not_from)),
        ];
        keys.key("not from", stricter, [words(not_from), words(&other.not_from)]);
    }

    fn examples(&self, day: Date) -> Vec<Value> {
        let mut entries: Vec<Value> = Vec::new();
        for number in 0..self.count {
            let role = self.of.get(number);
            let from = role.and_then(|role| role.from.as_ref()?.as_slice().first());
            let from = from.map_or("somebody", String::as_str);
            let known = role.and_then(|role| role.known_for);
            let known = known.map_or(day, |known| start_of(known, day));
            let about: Vec<&String> =
                role.and_then(|role| role.about.as_ref()).into_iter().collect();
            entries.push(json!({"from": from, "known_since": known, "about": about,
                "on": oldest(self.within_period(), day)}));
        }
        vec![json!({"references": entries})]
    }
}

/// Whether whoever fills all roles of the first fills all of the second.
fn fills(first: &[Role], second: &[Role]) -> bool {
    let fits: Vec<Vec<bool>> = second
        .iter()
        .map(|role| first.iter().map(|filled| filled.no_milder(role)).collect())
        .collect();
    matched(&fits, first.len()) == second.len()
}

impl Role {
    fn no_milder(&self, other: &Role) -> bool {
        let Role { from, known_for, about } = self;
        let known = match (*known_for, other.known_for) {
            (_, None) => true,
            (None, Some(_)) => false,
            (Some(one), Some(other)) => no_longer(other, one),
        };
        within(slice(from.as_ref()), slice(other.from.as_ref()))
            && known
            && (other.about.is_none() || *about == other.about)
    }
}
