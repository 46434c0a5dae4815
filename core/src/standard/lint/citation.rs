//! Requirements and the sources they come from.

use serde_json::Value;

use super::finding::{Findings, LintKind};
use super::tree::{Rule, Tree, cited};

pub(super) fn note(tree: &Tree<'_>, findings: &mut Findings) {
    let sources = tree.document.get("sources").and_then(Value::as_array);
    let sources: Vec<&str> = sources
        .into_iter()
        .flatten()
        .map(|source| source.get("id").and_then(Value::as_str).unwrap_or_default())
        .collect();
    let mut unverified = 0;
    for item in &tree.items {
        let own = item.keys.get("cite").map_or(&[][..], |_| item.cite.as_slice());
        for name in own.iter().filter(|name| !sources.contains(name)) {
            let place = format!("{}/cite", item.pointer);
            let message = format!("no source has the id `{name}`");
            findings.push(LintKind::DanglingCitation, &place, item.id, message);
        }
        if !matches!(item.rule, Rule::Leaf(..)) {
            continue;
        }
        if item.cite.is_empty() {
            let (kind, message) = match item.found {
                true => (LintKind::FoundWithoutSource, "said to be found, with no source"),
                false => (LintKind::Uncited, "no source, here or around it"),
            };
            findings.push(kind, &item.pointer, item.id, message);
        }
        unverified += usize::from(!item.found);
    }
    let life_cycle = tree.document.get("life_cycle").and_then(cited).unwrap_or_default();
    for (index, source) in sources.iter().enumerate() {
        let by_item = tree.items.iter().any(|item| item.cite.contains(source));
        if !by_item && !life_cycle.contains(source) {
            let message = format!("neither a requirement nor the life cycle cites `{source}`");
            findings.push(LintKind::UnusedSource, &format!("/sources/{index}"), None, message);
        }
    }
    let gaps = tree.document.get("gaps").and_then(Value::as_array);
    if unverified > 0 && gaps.is_none_or(Vec::is_empty) {
        let message = format!("none listed, with {unverified} requirements not verified");
        findings.push(LintKind::GapsUnsaid, "/gaps", None, message);
    }
}
