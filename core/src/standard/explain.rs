//! The text form of an assessment.

use super::report::{Evidence, EvidenceStanding, Finding, Report};
use super::verdict::Verdict;

/// The assessment in indented text.
pub(crate) fn text(report: &Report) -> String {
    let standard = &report.standard;
    let person = report.person.as_ref().map_or(String::new(), |person| format!(" for {person}"));
    let mut text = format!(
        "{} {}{person} as of {}: {}\n",
        standard.id,
        standard.version,
        report.as_of,
        report.verdict.name().to_uppercase()
    );
    let width = widest(&report.requirement);
    tree(&mut text, &report.requirement, "", width);
    let next = match report.next.as_slice() {
        [] => "nothing".to_owned(),
        next => next.join("; "),
    };
    text += &format!("Next: {next}.\n");
    if report.verdict == Verdict::Unknown {
        for question in &report.questions {
            text += &format!(
                "Question: {} ({}): {}; then {} if met, {} if not.\n",
                question.requirement,
                question.answered_by,
                question.ask,
                question.if_met,
                question.if_unmet
            );
        }
    }
    let unverified = match report.unverified.as_slice() {
        [] => "none".to_owned(),
        ids => ids.join(", "),
    };
    text += &format!("Rests on an unverified value: {unverified}.\n");
    for caution in &report.cautions {
        text += &format!("Caution: {caution}\n");
    }
    if let Some(note) = &report.standard.note {
        text += &format!("Note: {note}\n");
    }
    for gap in &report.standard.gaps {
        text += &format!("Not covered: {gap}\n");
    }
    for source in &report.sources {
        let url = source.url.as_ref().map_or(String::new(), |url| format!(", {url}"));
        text += &format!("[{}] {} ({}){url}\n", source.id, source.title, source.dated);
    }
    text + report.disclaimer
}

/// The longest id, in characters, up to a width that leaves room for the rest.
pub(crate) fn widest(finding: &Finding) -> usize {
    let inside = finding.condition.iter().map(AsRef::as_ref).chain(&finding.children);
    inside.map(widest).fold(finding.id.chars().count(), usize::max).min(24)
}

/// The parts of a requirement, a branch each; a requirement without parts is its own.
pub(crate) fn tree(text: &mut String, finding: &Finding, indent: &str, width: usize) {
    if finding.children.is_empty() && indent.is_empty() {
        branch(text, finding, "", "", width);
        return;
    }
    if indent.is_empty() {
        notes(text, finding, "│");
    }
    let parts: Vec<&Finding> =
        finding.condition.iter().map(AsRef::as_ref).chain(&finding.children).collect();
    for (index, part) in parts.iter().enumerate() {
        let last = index + 1 == parts.len();
        let (mark, below) = if last { ("└ ", "  ") } else { ("├ ", "│ ") };
        let below = format!("{indent}{below}");
        branch(text, part, &format!("{indent}{mark}"), &below, width);
        tree(text, part, &below, width);
    }
}

fn branch(text: &mut String, finding: &Finding, mark: &str, below: &str, width: usize) {
    let verdict = match finding.verdict {
        Verdict::Unmet => "UNMET",
        verdict => verdict.name(),
    };
    let title = finding.title.as_ref().map_or(String::new(), |title| format!("{title}. "));
    let cite = match finding.cite.as_slice() {
        [] => String::new(),
        cite => format!("  [{}]", cite.join(", ")),
    };
    let unverified = if finding.confidence == "unverified" && finding.children.is_empty() {
        " (unverified)"
    } else {
        ""
    };
    let waived = if finding.waived_by.is_some() { " by waiver" } else { "" };
    text.push_str(&format!(
        "{mark}{verdict:<8}{:<width$}  {title}{}: {}{waived}{unverified}{cite}\n",
        finding.id, finding.required, finding.found
    ));
    notes(text, finding, below);
}

/// The lines below a requirement: its evidence, and its remark.
fn notes(text: &mut String, finding: &Finding, below: &str) {
    let entries = finding.evidence.iter();
    let widest = entries.map(|evidence| evidence.entry.chars().count()).max().unwrap_or(0);
    for evidence in &finding.evidence {
        // What was found already names an entry that counts as a whole.
        let named = evidence.standing == EvidenceStanding::Counted
            && evidence.counted.is_none()
            && evidence.reason.is_none()
            && finding.found.contains(&format!("({})", evidence.entry));
        if named {
            continue;
        }
        text.push_str(&format!("{below}          {}\n", line(evidence, widest)));
    }
    if let Some(note) = &finding.note {
        text.push_str(&format!("{below}          note: {note}\n"));
    }
}

fn line(evidence: &Evidence, width: usize) -> String {
    let amount = match (evidence.counted, evidence.amount) {
        (Some(counted), Some(amount)) => format!("{counted} of {amount}  "),
        _ => String::new(),
    };
    let standing = match evidence.standing {
        EvidenceStanding::Counted => "counts",
        EvidenceStanding::Partly => "counts in part",
        EvidenceStanding::LeftOut => "left out",
        EvidenceStanding::Unsettled => "may count",
    };
    let mark = if evidence.standing == EvidenceStanding::Counted { ", but" } else { ":" };
    let reason = evidence.reason.as_ref();
    let reason = reason.map_or(String::new(), |reason| format!("{mark} {reason}"));
    format!("{:<width$}  {amount}{}; {standing}{reason}", evidence.entry, evidence.says)
}
