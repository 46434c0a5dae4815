//! Bounds of one rule that contradict each other, or have no effect.

use jiff::civil::Date;
use serde_json::{Map, Value};

use super::finding::{Findings, LintKind};
use super::tree::{Rule, Tree};
use crate::document::Period;
use crate::standard::changes::lengths;

pub(super) fn note(tree: &Tree<'_>, findings: &mut Findings) {
    for item in &tree.items {
        let Rule::Leaf(kind, value) = item.rule else { continue };
        for (kind_of, path, message) in all(kind, value) {
            let place = format!("{}/{kind}{path}", item.pointer);
            findings.push(kind_of, &place, item.id, message);
        }
    }
}

/// Whether a rule that looks at evidence can only be met, or only be unmet.
pub(super) fn settled(kind: &str, value: &Value) -> Option<bool> {
    let contradictory =
        all(kind, value).iter().any(|(kind, ..)| *kind == LintKind::ContradictoryBounds);
    if contradictory {
        return Some(false);
    }
    let keys = value.as_object()?;
    let nothing = number(keys.get("at_least")?) == Some(0.0);
    // Other keys may leave it open or ask for more.
    let known = ["at_least", "of", "where", "within", "field"];
    let alone = keys.keys().all(|key| known.contains(&key.as_str()));
    (matches!(kind, "age" | "hours" | "credits") && nothing && alone).then_some(true)
}

type Found = (LintKind, String, String);

fn all(kind: &str, value: &Value) -> Vec<Found> {
    let mut found = Vec::new();
    reversed(value, "", &mut found);
    let Some(keys) = value.as_object() else { return found };
    match kind {
        "hours" => hours(keys, &mut found),
        "duration" => {
            let (least, within) = (period(keys.get("at_least")), period(keys.get("within")));
            if let (Some(least), Some(within)) = (least, within)
                && lengths(least).0 > lengths(within).1
            {
                let message = format!("{} do not fit into {}", least.in_words(), within.in_words());
                found.push((LintKind::ContradictoryBounds, "/at_least".to_owned(), message));
            }
        }
        _ => {}
    }
    found
}

/// Lower bounds above upper ones, and windows that end before they begin, at any depth.
fn reversed(value: &Value, path: &str, found: &mut Vec<Found>) {
    match value {
        Value::Object(keys) => {
            for prefix in ["", "share_"] {
                let least = keys.get(&format!("{prefix}at_least"));
                let most = keys.get(&format!("{prefix}at_most"));
                if let (Some(least), Some(most)) = (least, most)
                    && above(least, most)
                {
                    let message = format!("at least {least} and at most {most}");
                    let path = format!("{path}/{prefix}at_most");
                    found.push((LintKind::ContradictoryBounds, path, message));
                }
            }
            let day = |key: &str| keys.get(key)?.as_str()?.parse::<Date>().ok();
            if let (Some(from), Some(by)) = (day("from"), day("by"))
                && by < from
            {
                let message = format!("from {from} and by {by}");
                found.push((LintKind::ContradictoryBounds, format!("{path}/by"), message));
            }
            for (key, value) in keys {
                reversed(value, &format!("{path}/{key}"), found);
            }
        }
        Value::Array(values) => {
            for (index, value) in values.iter().enumerate() {
                reversed(value, &format!("{path}/{index}"), found);
            }
        }
        _ => {}
    }
}

/// Whether one bound is surely above another.
fn above(one: &Value, other: &Value) -> bool {
    match (number(one), number(other)) {
        (Some(one), Some(other)) => one > other,
        _ => match (period(Some(one)), period(Some(other))) {
            (Some(one), Some(other)) => lengths(one).0 > lengths(other).1,
            _ => false,
        },
    }
}

fn number(value: &Value) -> Option<f64> {
    value.as_f64()
}

fn period(value: Option<&Value>) -> Option<Period> {
    value.and_then(Value::as_str).and_then(Period::parse)
}

/// The keys of a filter of which an hour has one value each.
const SINGLE: [&str; 7] =
    ["of", "mode", "provider", "setting", "supervisor", "jurisdiction", "approved"];

/// Which hours are meant: the accepted values of every key.
struct Filter<'a>(Vec<(&'a str, Vec<&'a Value>)>);

impl<'a> Filter<'a> {
    fn of(keys: Option<&'a Map<String, Value>>) -> Filter<'a> {
        let keys = keys.into_iter().flatten();
        Filter(keys.map(|(key, value)| (key.as_str(), Filter::values(value))).collect())
    }

    fn values(value: &'a Value) -> Vec<&'a Value> {
        value.as_array().map_or_else(|| vec![value], |values| values.iter().collect())
    }

    fn accepted(&self, key: &str) -> Option<&[&'a Value]> {
        self.0.iter().find(|(known, _)| *known == key).map(|(_, values)| values.as_slice())
    }

    /// The key by which no hour can be meant by both.
    fn apart(&self, other: &Filter<'_>) -> Option<&'static str> {
        SINGLE.into_iter().find(|key| match (self.accepted(key), other.accepted(key)) {
            (Some(ours), Some(theirs)) => ours.iter().all(|value| !theirs.contains(value)),
            _ => false,
        })
    }

    /// Whether every hour that the other means is meant.
    fn covers(&self, other: &Filter<'_>) -> bool {
        self.0.iter().all(|(key, ours)| {
            let theirs = other.accepted(key);
            theirs.is_some_and(|theirs| theirs.iter().all(|value| ours.contains(value)))
        })
    }
}

/// A part or bucket.
struct Part<'a> {
    path: String,
    filter: Filter<'a>,
    within: Option<Period>,
    least: f64,
    most: Option<f64>,
}

fn parts<'a>(keys: &'a Map<String, Value>, list: &str) -> Vec<Part<'a>> {
    let parts = keys.get(list).and_then(Value::as_array).into_iter().flatten().enumerate();
    let parts = parts.filter_map(|(index, part)| {
        let part = part.as_object()?;
        Some(Part {
            path: format!("/{list}/{index}"),
            filter: Filter::of(part.get("where").and_then(Value::as_object)),
            within: period(part.get("within")),
            least: part.get("at_least").and_then(number).unwrap_or(0.0),
            most: part.get("at_most").and_then(number),
        })
    });
    parts.collect()
}

fn hours(keys: &Map<String, Value>, found: &mut Vec<Found>) {
    let mut whole = Filter::of(keys.get("where").and_then(Value::as_object));
    if whole.accepted("of").is_none()
        && let Some(of) = keys.get("of")
    {
        whole.0.push(("of", Filter::values(of)));
    }
    let bound = |key: &str| keys.get(key).and_then(number);
    let (least, most) = (bound("at_least").unwrap_or(0.0), bound("at_most"));
    let within = period(keys.get("within"));
    // Bounds that the reader refuses anyway must not cost more than bounded time.
    let mut of_parts = parts(keys, "parts");
    of_parts.truncate(32);
    let mut buckets = parts(keys, "buckets");
    buckets.truncate(32);
    for part in of_parts.iter().chain(&buckets) {
        if let Some(key) = whole.apart(&part.filter) {
            let message = format!("no hour that counts at all has this `{key}`");
            found.push((LintKind::EmptyPart, format!("{}/where/{key}", part.path), message));
        }
        if let Some(most) = most.filter(|&most| part.least > most) {
            let message = format!("at least {} h of at most {most} h", part.least);
            found.push((LintKind::ContradictoryBounds, format!("{}/at_least", part.path), message));
        }
        if let (Some(wide), Some(within)) = (part.within, within)
            && lengths(wide).0 >= lengths(within).1
        {
            let message = format!("longer than the window of all hours, {}", within.in_words());
            found.push((LintKind::IdleBound, format!("{}/within", part.path), message));
        }
    }
    for cap in &of_parts {
        let Some(most) = cap.most else { continue };
        if cap.within.is_none() && cap.filter.covers(&whole) && most < least {
            let message = format!("at most {most} h count, of at least {least} h");
            found.push((LintKind::ContradictoryBounds, format!("{}/at_most", cap.path), message));
        }
        for floor in &of_parts {
            if cap.path != floor.path
                && cap.within.is_none()
                && cap.filter.covers(&floor.filter)
                && floor.least > most
            {
                let message =
                    format!("at least {} h of hours of which {most} h count", floor.least);
                let path = format!("{}/at_least", floor.path);
                found.push((LintKind::ContradictoryBounds, path, message));
            }
        }
    }
    if let Some(most) = most {
        let floors: f64 = buckets.iter().map(|bucket| bucket.least).sum();
        if floors > most {
            let message = format!("buckets of {floors} h together, of at most {most} h");
            found.push((LintKind::ContradictoryBounds, "/buckets".to_owned(), message));
        }
        let apart = sum_of_parts_apart(&of_parts);
        if apart > most && of_parts.iter().all(|part| part.least <= most) {
            let message = format!("parts of {apart} h together, of at most {most} h");
            found.push((LintKind::ContradictoryBounds, "/parts".to_owned(), message));
        }
    }
}

/// The hours that parts ask for of which no hour falls into two, taken from the first on.
fn sum_of_parts_apart(parts: &[Part<'_>]) -> f64 {
    let mut taken: Vec<&Part<'_>> = Vec::new();
    for part in parts {
        if taken.iter().all(|other| other.filter.apart(&part.filter).is_some()) {
            taken.push(part);
        }
    }
    taken.iter().map(|part| part.least).sum()
}
