//! What of a life cycle can never come about.

use serde_json::Value;

use super::finding::{Findings, LintKind};
use super::tree::Tree;
use crate::document::Period;
use crate::standard::life_cycle::sample;

/// Late fees are due in the time of grace: one that begins when that has ended never is.
pub(super) fn note(tree: &Tree<'_>, findings: &mut Findings) {
    let Some(rules) = tree.document.get("life_cycle") else { return };
    let period = |value: Option<&Value>| Period::parse(value?.as_str()?);
    let Some(grace) = period(rules.get("grace")) else { return };
    let fees = rules.get("fees").and_then(Value::as_array);
    for (index, fee) in fees.into_iter().flatten().enumerate() {
        let late = fee.get("for").and_then(Value::as_str) == Some("late");
        let Some(over) = period(fee.get("over")).filter(|_| late) else { continue };
        if sample(over) >= sample(grace) {
            let message = format!(
                "due after {}, when grace of {} is over",
                over.in_words(),
                grace.in_words()
            );
            let place = format!("/life_cycle/fees/{index}/over");
            findings.push(LintKind::Unreachable, &place, None, message);
        }
    }
}
