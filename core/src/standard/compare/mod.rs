//! How one standard compares with another, requirement by requirement.

mod matching;
mod pairs;
mod report;
mod text;
mod units;

pub use report::{
    ComparedRequirement, Comparison, Entailment, Relation, RelationCount, RequirementName,
    StandardName,
};
pub(crate) use units::{Unit, related, units};

use super::definition::Standard;
use super::entail::{Formulas, Prover};
use pairs::Pairs;

/// Compares two standards: which asks for more, as a whole and requirement by requirement.
///
/// A requirement asks for at least as much as another if whatever dossier meets it meets the
/// other, on every day. That is proved rule by rule, and that it is not so is shown by a
/// dossier that meets the one and not the other; what is neither proved nor shown is
/// `incomparable`, with the reason. What a comparison says is never wrong, save about what a
/// document leaves out: whether its source is silent, or its gaps hide a rule.
///
/// Requirements are paired by what they are about, so that as many as possible are
/// compared. `compare(b, a)` says the same the other way round.
///
/// ```
/// use peerpath::standard::{Relation, compare};
///
/// let standard = |hours: u8| peerpath::Standard::from_json(&format!(r#"{{
///     "format": "peerpath/standard/1", "id": "us-xx/cpss", "version": "{hours}", "title": "CPSS",
///     "requirement": {{"id": "training", "hours": {{"of": "training", "at_least": {hours}}}}} }}"#));
/// let comparison = compare(&standard(60)?, &standard(40)?);
/// assert_eq!(comparison.relation, Relation::Stricter);
/// assert_eq!(comparison.requirements[0].reason, "a asks for more: hours 60 against 40");
/// # Ok::<(), peerpath::Error>(())
/// ```
#[must_use]
pub fn compare(a: &Standard, b: &Standard) -> Comparison {
    // One order for both directions, so that both give the same pairs.
    let key = |standard: &Standard| {
        (standard.id().to_owned(), standard.version().to_owned(), standard.to_json())
    };
    let turned = key(b) < key(a);
    let (first, second) = if turned { (b, a) } else { (a, b) };
    let mut formulas = Formulas::default();
    formulas.add(first.requirements());
    formulas.add(second.requirements());
    let mut pairs = Pairs::new([first, second], &formulas, Prover::new(&formulas));
    let mut rows = pairs.rows();
    let mut whole = pairs.whole();
    if turned {
        rows.iter_mut().for_each(pairs::Row::turn);
        whole.turn();
    }
    report::comparison([a, b], &whole, rows)
}

#[cfg(test)]
mod tests;
