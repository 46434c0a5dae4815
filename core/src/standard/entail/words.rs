//! What a requirement asks for, in words that hold on any day.

use std::cell::Cell;

use jiff::civil::{Date, date};

use crate::standard::requirement::{Requirements, Rule};

/// A day that no document can mean. The phrases of rules say which days they come to as of the
/// day they are asked for; those days are recognised by their year, and left out.
const NO_DAY: Date = date(999, 12, 30);

/// How many requirements a phrase names.
const MOST_PARTS: usize = 64;

/// How long a phrase may be before its parts are only counted.
const LONGEST: usize = 400;

/// What a requirement asks for, as a phrase without days.
pub(crate) fn phrase(requirements: &Requirements, index: usize) -> String {
    phrased(requirements, index, 0, &Cell::new(MOST_PARTS))
}

fn phrased(requirements: &Requirements, index: usize, depth: usize, left: &Cell<usize>) -> String {
    let Some(requirement) = requirements.all.get(index).filter(|_| depth < 16 && left.get() > 0)
    else {
        return "…".to_owned();
    };
    left.set(left.get() - 1);
    let part = |index: usize| phrased(requirements, index, depth + 1, left);
    let list = |parts: &[usize], word: &str| -> String {
        let text = parts.iter().take(MOST_PARTS).map(|&index| part(index));
        let text = text.collect::<Vec<_>>().join(word);
        match (text.len() > LONGEST, parts.len()) {
            (false, 1) => text,
            (false, _) if depth > 0 => format!("({text})"),
            (false, _) => text,
            (true, count) => format!("{count} requirements"),
        }
    };
    let mut text = match &requirement.rule {
        Rule::All(parts) | Rule::ForEach(parts) => list(parts, "; and "),
        Rule::Any(parts) => list(parts, "; or "),
        Rule::AtLeast(count, parts) => format!("{count} of: {}", list(parts, "; ")),
        Rule::Not(other) => format!("not: {}", part(*other)),
        Rule::When { condition, then, otherwise } => {
            let otherwise =
                otherwise.map_or_else(String::new, |other| format!(", else {}", part(other)));
            format!("if {}, then {}{otherwise}", part(*condition), part(*then))
        }
        Rule::Refer(other) => part(*other),
        Rule::Leaf(kind) => undated(&kind.required(NO_DAY)),
    };
    if let Some(applies) = requirement.applies {
        text += &format!(", where it applies: {}", part(applies));
    }
    if let Some(by) = &requirement.waivable_by {
        text += &format!(", unless waived by {by}");
    }
    text
}

/// A phrase without the days that it comes to as of [`NO_DAY`].
fn undated(text: &str) -> String {
    let mut text = text.replace(&format!(" to {NO_DAY}"), "");
    let mut from = 0;
    while let Some(start) = text.get(from..).and_then(|rest| rest.find(" (")).map(|at| at + from) {
        let Some(end) = text.get(start..).and_then(|rest| rest.find(')')).map(|at| at + start + 1)
        else {
            break;
        };
        if text.get(start..end).is_some_and(has_day) {
            text.replace_range(start..end, "");
        } else {
            from = start + 1;
        }
    }
    text
}

/// Whether a text has a day of a year before 1000.
fn has_day(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.windows(6).any(|window| {
        matches!(window, [sign, b'0', a, b, c, b'-'] if !sign.is_ascii_digit()
            && [a, b, c].iter().all(|digit| digit.is_ascii_digit()))
    })
}
