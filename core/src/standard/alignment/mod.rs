//! How standards align with a model: criterion by criterion met, exceeded, short or silent.

mod model;
mod report;

pub use report::{Alignment, AlignmentForm, AlignmentOptions, AlignmentRow, AlignmentStatus};

use super::catalog;
use super::compare::{Unit, related, units};
use super::definition::Standard;
use super::document::Confidence;
use super::entail::{BUDGET, Formulas, Prover, order, phrase, witness};
use super::rule::Kind;
use crate::error::Error;
use crate::order;
use model::{Criterion, named};

/// Holds standards against a model, such as `samhsa-2023`: a row for each standard and
/// criterion. Without a standard, the whole catalog.
///
/// A criterion says the least that should be asked for, the most, or what should not be asked
/// for at all. `short`: less than the least is asked for. `exceeded`: more than the most, or
/// what should not be asked for. `met`: neither. `silent`: the document of the standard has
/// nothing about it, which says nothing about its sources; `undecided`: that could not be told.
/// What is more than the most is told by the amount alone, such as the hours, the length or the
/// kind of proof: that only approved hours count does not make 50 hours more than 60.
///
/// ```
/// use peerpath::standard::alignment;
/// use peerpath::Standard;
///
/// let alignment = alignment(&[Standard::builtin("us-va/cprs")?], "samhsa-2023")?;
/// let training = alignment.rows.iter().find(|row| row.criterion == "MS2.a").unwrap();
/// assert_eq!(training.status.name(), "exceeded");
/// assert_eq!(training.theirs.as_deref(), Some("72 h of training (approved)"));
/// # Ok::<(), peerpath::Error>(())
/// ```
///
/// # Errors
/// [`crate::Code::UnknownName`] where there is no such model.
pub fn alignment(standards: &[Standard], model: &str) -> Result<Alignment, Error> {
    let (document, criteria) = named(model)?;
    let whole: Vec<Standard>;
    let standards = match standards {
        [] => {
            whole = catalog::shipped().filter(|standard| standard.id() != document.id).collect();
            &whole
        }
        standards => standards,
    };
    let mut rows = Vec::new();
    for standard in standards {
        for criterion in &criteria {
            rows.push(aligned(standard, criterion));
        }
    }
    Ok(Alignment {
        format: "peerpath/alignment/1",
        model: document.id,
        version: document.version,
        title: document.title,
        gaps: document.gaps,
        rows,
        disclaimer: "Not legal advice.",
    })
}

fn aligned(standard: &Standard, criterion: &Criterion) -> AlignmentRow {
    let units = units(standard.requirements());
    let about: Vec<&Unit<'_>> =
        units.iter().filter(|unit| criterion.parts().any(|part| is_about(unit, part))).collect();
    let requirements = standard.requirements();
    let all = || about.iter().filter_map(|unit| requirements.all.get(unit.index));
    let status = match () {
        () if about.is_empty() => AlignmentStatus::Silent,
        () if criterion.unasked.is_some() => AlignmentStatus::Exceeded,
        () => match criterion.least.as_ref().map(|least| asks(standard, least)) {
            Some(Some(false)) => AlignmentStatus::Short,
            Some(None) => AlignmentStatus::Undecided,
            _ => match criterion.most.as_ref().map(|most| exceeds(&about, most)) {
                Some(true) => AlignmentStatus::Exceeded,
                _ => AlignmentStatus::Met,
            },
        },
    };
    let theirs: Vec<String> = about.iter().map(|unit| phrase(requirements, unit.index)).collect();
    let sources = &requirements.sources;
    let mut cite: Vec<String> = all()
        .flat_map(|requirement| requirement.cite.iter())
        .filter_map(|&source| sources.get(source))
        .map(|source| source.id.clone())
        .collect();
    order::sort(&mut cite, &Ord::cmp);
    cite.dedup();
    let found = all().all(|requirement| requirement.confidence == Confidence::Found);
    let notes = all().filter_map(|requirement| requirement.note.clone());
    let notes: Vec<String> = notes.chain(criterion.note.clone()).collect();
    AlignmentRow {
        standard: standard.id().to_owned(),
        version: standard.version().to_owned(),
        criterion: criterion.id.clone(),
        title: criterion.title.clone(),
        status,
        requirements: all().map(|requirement| requirement.id.clone()).collect(),
        theirs: (!theirs.is_empty()).then(|| theirs.join("; and ")),
        model: criterion.in_words(),
        cite,
        confidence: (!about.is_empty()).then_some(if found { "found" } else { "unverified" }),
        model_cite: criterion.cite.clone(),
        model_confidence: criterion.confidence.name(),
        note: (!notes.is_empty()).then(|| notes.join(" ")),
    }
}

/// Whether a standard asks for all that a requirement asks for; none where that is not told.
fn asks(standard: &Standard, least: &Standard) -> Option<bool> {
    let mut formulas = Formulas::default();
    formulas.add(standard.requirements());
    formulas.add(least.requirements());
    let (given, goal) = (formulas.met(0, 0)?, formulas.met(1, 0)?);
    if Prover::new(&formulas).proves(given, goal) {
        return Some(true);
    }
    witness(&formulas, (0, 0), (1, 0), &mut BUDGET.clone()).map(|_| false)
}

/// Whether some requirement asks for a larger amount than every part of the most that is about
/// the same.
fn exceeds(about: &[&Unit<'_>], most: &Standard) -> bool {
    let parts = units(most.requirements());
    let rules = || parts.iter().flat_map(|part| part.rules.iter().copied());
    about.iter().flat_map(|unit| unit.rules.iter().copied()).any(|rule| {
        let mut orders =
            rules().map(|most| order(rule, most, false)).filter(|order| order.related).peekable();
        orders.peek().is_some()
            && orders.all(|order| {
                order.differences.iter().any(|difference| {
                    AMOUNTS.contains(&difference.about) && difference.stricter == [true, false]
                })
            })
    })
}

/// The keys that say how much is asked for.
const AMOUNTS: [&str; 8] =
    ["hours", "length", "level", "least age", "number", "proof", "credits", "score"];

/// Whether a requirement is about the same as a part of a criterion. A background check is one
/// whatever it looks into.
fn is_about(unit: &Unit<'_>, part: &Standard) -> bool {
    let checks = |rules: &[&dyn Kind]| rules.iter().any(|rule| rule.name() == "screening");
    let same = |own: &Unit<'_>| {
        related(unit, own).is_some() || (checks(&unit.rules) && checks(&own.rules))
    };
    units(part.requirements()).iter().any(same)
}

impl Criterion {
    fn parts(&self) -> impl Iterator<Item = &Standard> {
        [&self.least, &self.most, &self.unasked].into_iter().flatten()
    }

    fn in_words(&self) -> String {
        let words = |part: &Option<Standard>| {
            part.as_ref().map(|standard| phrase(standard.requirements(), 0))
        };
        match (words(&self.least), words(&self.most)) {
            (Some(least), Some(most)) if least == most => format!("just {least}"),
            (Some(least), Some(most)) => format!("at least {least}; at most {most}"),
            (Some(least), None) => format!("at least {least}"),
            (None, Some(most)) => format!("at most {most}"),
            (None, None) => "nothing".to_owned(),
        }
    }
}

#[cfg(test)]
mod tests;
