//! The text form of an assessment.

use std::fmt::{self, Write};

use super::report::{Evidence, EvidenceStanding, Finding, Report};
use super::verdict::Verdict;

/// The assessment in indented text.
pub(crate) fn text(report: &Report) -> String {
    let mut text = String::with_capacity(4096);
    // There is always room in a text.
    let _written = write_report(&mut text, report);
    text
}

fn write_report(text: &mut String, report: &Report) -> fmt::Result {
    let standard = &report.standard;
    write!(text, "{} {}", standard.id, standard.version)?;
    if let Some(person) = &report.person {
        write!(text, " for {person}")?;
    }
    let verdict = report.verdict.name().to_uppercase();
    writeln!(text, " as of {}: {verdict}", report.as_of)?;
    requirement_into(text, &report.requirement)?;
    text.push_str("Next: ");
    listed(text, &report.next, "; ", "nothing");
    text.push_str(".\n");
    if report.verdict == Verdict::Unknown {
        for question in &report.questions {
            writeln!(
                text,
                "Question: {} ({}): {}; then {} if met, {} if not.",
                question.requirement,
                question.answered_by,
                question.ask,
                question.if_met,
                question.if_unmet
            )?;
        }
    }
    text.push_str("Rests on an unverified value: ");
    listed(text, &report.unverified, ", ", "none");
    text.push_str(".\n");
    for caution in &report.cautions {
        writeln!(text, "Caution: {caution}")?;
    }
    if let Some(note) = &report.standard.note {
        writeln!(text, "Note: {note}")?;
    }
    for gap in &report.standard.gaps {
        writeln!(text, "Not covered: {gap}")?;
    }
    for source in &report.sources {
        write!(text, "[{}] {} ({})", source.id, source.title, source.dated)?;
        if let Some(url) = &source.url {
            write!(text, ", {url}")?;
        }
        text.push('\n');
    }
    text.push_str(report.disclaimer);
    Ok(())
}

/// The names with something between them, or what there is in place of none.
fn listed(text: &mut String, names: &[String], between: &str, none: &str) {
    if names.is_empty() {
        text.push_str(none);
    }
    for (index, name) in names.iter().enumerate() {
        text.push_str(if index > 0 { between } else { "" });
        text.push_str(name);
    }
}

/// A requirement and its parts in indented text.
pub(crate) fn requirement(finding: &Finding) -> String {
    let mut text = String::new();
    let _written = requirement_into(&mut text, finding);
    text
}

fn requirement_into(text: &mut String, finding: &Finding) -> fmt::Result {
    tree(text, finding, &mut String::new(), widest(finding))
}

/// The longest id, in characters, up to a width that leaves room for the rest.
fn widest(finding: &Finding) -> usize {
    inside(finding).map(widest).fold(finding.id.chars().count(), usize::max).min(24)
}

/// The condition of a requirement and its parts.
fn inside(finding: &Finding) -> impl Iterator<Item = &Finding> {
    finding.condition.iter().map(AsRef::as_ref).chain(&finding.children)
}

/// The parts of a requirement, a branch each; a requirement without parts is its own.
fn tree(text: &mut String, finding: &Finding, indent: &mut String, width: usize) -> fmt::Result {
    if finding.children.is_empty() && indent.is_empty() {
        return branch(text, finding, "", "", width);
    }
    if indent.is_empty() {
        notes(text, finding, "│")?;
    }
    let mut parts = inside(finding).peekable();
    while let Some(part) = parts.next() {
        let last = parts.peek().is_none();
        let (mark, below) = if last { ("└ ", "  ") } else { ("├ ", "│ ") };
        text.push_str(indent);
        let outside = indent.len();
        indent.push_str(below);
        branch(text, part, mark, indent, width)?;
        tree(text, part, indent, width)?;
        indent.truncate(outside);
    }
    Ok(())
}

fn branch(
    text: &mut String,
    finding: &Finding,
    mark: &str,
    below: &str,
    width: usize,
) -> fmt::Result {
    let verdict = match finding.verdict {
        Verdict::Unmet => "UNMET",
        verdict => verdict.name(),
    };
    write!(text, "{mark}{verdict:<8}{:<width$}  ", finding.id)?;
    if let Some(title) = &finding.title {
        write!(text, "{title}. ")?;
    }
    write!(text, "{}: {}", finding.required, finding.found)?;
    if finding.waived_by.is_some() {
        text.push_str(" by waiver");
    }
    if finding.confidence == "unverified" && finding.children.is_empty() {
        text.push_str(" (unverified)");
    }
    if !finding.cite.is_empty() {
        text.push_str("  [");
        listed(text, &finding.cite, ", ", "");
        text.push(']');
    }
    text.push('\n');
    notes(text, finding, below)
}

/// The lines below a requirement: its evidence, and its remark.
fn notes(text: &mut String, finding: &Finding, below: &str) -> fmt::Result {
    let entries = finding.evidence.iter();
    let widest = entries.map(|evidence| evidence.entry.chars().count()).max().unwrap_or(0);
    for evidence in &finding.evidence {
        // What was found already names an entry that counts as a whole.
        let named = evidence.standing == EvidenceStanding::Counted
            && evidence.counted.is_none()
            && evidence.reason.is_none()
            && names(&finding.found, &evidence.entry);
        if !named {
            write!(text, "{below}          ")?;
            line(text, evidence, widest)?;
        }
    }
    if let Some(note) = &finding.note {
        writeln!(text, "{below}          note: {note}")?;
    }
    Ok(())
}

/// Whether a text has an entry in brackets.
fn names(text: &str, entry: &str) -> bool {
    text.match_indices(entry).any(|(start, _)| {
        let end = start + entry.len();
        text.get(..start).is_some_and(|before| before.ends_with('('))
            && text.get(end..).is_some_and(|after| after.starts_with(')'))
    })
}

fn line(text: &mut String, evidence: &Evidence, width: usize) -> fmt::Result {
    write!(text, "{:<width$}  ", evidence.entry)?;
    if let (Some(counted), Some(amount)) = (evidence.counted, evidence.amount) {
        write!(text, "{counted} of {amount}  ")?;
    }
    let standing = match evidence.standing {
        EvidenceStanding::Counted => "counts",
        EvidenceStanding::Partly => "counts in part",
        EvidenceStanding::LeftOut => "left out",
        EvidenceStanding::Unsettled => "may count",
    };
    write!(text, "{}; {standing}", evidence.says)?;
    if let Some(reason) = &evidence.reason {
        let mark = if evidence.standing == EvidenceStanding::Counted { ", but" } else { ":" };
        write!(text, "{mark} {reason}")?;
    }
    text.push('\n');
    Ok(())
}
