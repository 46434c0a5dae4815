//! The text form of a transfer.

use super::report::{Route, Transfer, TransferItem};
use crate::standard::compare::RequirementName;
use crate::standard::verdict::Verdict;

pub(super) fn text(transfer: &Transfer) -> String {
    let Transfer { from, to, .. } = transfer;
    let person = transfer.person.as_ref().map_or(String::new(), |person| format!(" for {person}"));
    let mut text = format!(
        "{} {} to {} {}{person} as of {}: {}\n",
        from.id,
        from.version,
        to.id,
        to.version,
        transfer.as_of,
        transfer.verdict.name().to_uppercase()
    );
    let meets = transfer.meets_first.map_or("not in force", Verdict::name);
    let held = match (transfer.holds_first.verdict, transfer.holds_first.entries.as_slice()) {
        (Verdict::Met, entries) => format!("in good standing ({})", entries.join(", ")),
        (_, []) => "none recorded".to_owned(),
        (Verdict::Unmet, entries) => format!("not in good standing ({})", entries.join(", ")),
        (Verdict::Unknown, entries) => format!("standing not known ({})", entries.join(", ")),
    };
    text += &format!("{}: {meets}; credential {held}\n", from.id);
    for item in &transfer.items {
        let TransferItem { requirement, status, found, still_needed, .. } = item;
        text += &format!(
            "├ {:<11}{}  {}: {found}",
            status.name(),
            requirement.id,
            requirement.required
        );
        text += &credit("already met as", &item.already_met_as, &from.id);
        text += &credit("shown once as", &item.certified_as, &from.id);
        text.push('\n');
        for step in still_needed {
            text += &format!("│   needed  {step}\n");
        }
    }
    for route in &transfer.routes {
        let Route { kind, requirement, credentials, verdict, still_needed, .. } = route;
        let instead: Vec<&str> = route.instead_of.iter().map(|name| name.id.as_str()).collect();
        let instead = match instead.as_slice() {
            [] => String::new(),
            ids => format!(" instead of {}", ids.join(", ")),
        };
        text += &format!(
            "Route {} ({}): holders of {}{instead}: {}\n",
            requirement.id,
            kind.name(),
            credentials.join(", "),
            verdict.name()
        );
        for step in still_needed {
            text += &format!("    needed  {step}\n");
        }
    }
    let unverified = match transfer.unverified.as_slice() {
        [] => "none".to_owned(),
        ids => ids.join(", "),
    };
    text += &format!("Rests on an unverified value: {unverified}.\n");
    for note in &transfer.notes {
        text += &format!("Note: {note}\n");
    }
    text + transfer.disclaimer
}

fn credit(how: &str, names: &[RequirementName], standard: &str) -> String {
    let ids: Vec<&str> = names.iter().map(|name| name.id.as_str()).collect();
    match ids.as_slice() {
        [] => String::new(),
        ids => format!("; {how} {} of {standard}", ids.join(", ")),
    }
}
