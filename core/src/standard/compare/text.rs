//! The text form of a comparison.

use super::report::{ComparedRequirement, Comparison, RequirementName, StandardName};

pub(super) fn text(comparison: &Comparison) -> String {
    let Comparison { a, b, .. } = comparison;
    let mut text = format!(
        "{} {} (a) and {} {} (b): {}\n{}.\n",
        a.id,
        a.version,
        b.id,
        b.version,
        comparison.relation.name().to_uppercase(),
        comparison.reason
    );
    for row in &comparison.requirements {
        let ComparedRequirement { relation, a, b, reason, .. } = row;
        let name = |side: &Option<RequirementName>| {
            side.as_ref().map_or_else(|| "-".to_owned(), |name| name.id.clone())
        };
        let names = format!("{} | {}", name(a), name(b));
        text += &format!("├ {:<13}{names}: {reason}\n", relation.name());
        for (letter, side) in [("a", a), ("b", b)] {
            if let Some(side) = side {
                let cite = match side.cite.as_slice() {
                    [] => String::new(),
                    cite => format!(" [{}]", cite.join(", ")),
                };
                let doubt = if side.confidence == "unverified" { ", unverified" } else { "" };
                text += &format!("│   {letter}  {}{doubt}{cite}\n", side.required);
            }
        }
    }
    let counts: Vec<String> = comparison
        .counts
        .iter()
        .filter(|count| count.count > 0)
        .map(|count| format!("{} {}", count.count, count.relation.name()))
        .collect();
    text += &format!("In all: {}.\n", counts.join(", "));
    for (letter, StandardName { gaps, .. }) in [("a", a), ("b", b)] {
        for gap in gaps {
            text += &format!("Not covered in {letter}: {gap}\n");
        }
    }
    text + comparison.disclaimer
}
