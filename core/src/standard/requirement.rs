//! Requirements as they are judged: a list in which each names its parts by number.

mod apart;
mod order;
mod reading;

use std::sync::Arc;

use super::document::{Confidence, Source, StandardDocument};
use super::rule::Kind;
use super::standards::Standards;
use crate::error::Problems;
use reading::Reading;

/// What is expected of a reference that leads back to itself.
pub(super) const NO_CIRCLE: &str = "a requirement that does not";

/// What is expected of a reference to what is not there: of one to a requirement of the same
/// standard, of one to a requirement of another, and of one to another standard.
pub(super) const IN_THIS: &str = "the id of a requirement in this document";
pub(super) const IN_THAT: &str = "the id of a requirement in that standard";
pub(super) const BESIDE: &str = "a standard given beside this one, or in the catalog";

/// A requirement, with its rule.
pub(crate) struct Requirement {
    /// Its id; for one of another standard after that standard's name, as in
    /// `us-va/cprs/training`.
    pub(crate) id: String,
    pub(crate) title: Option<String>,
    /// The sources cited, here or by the requirement around it, as numbers.
    pub(crate) cite: Vec<usize>,
    pub(crate) confidence: Confidence,
    pub(crate) note: Option<String>,
    pub(crate) waivable_by: Option<String>,
    /// The condition under which it applies.
    pub(crate) applies: Option<usize>,
    pub(crate) rule: Rule,
    /// Those on hours that count apart from the hours here, in the order in which they are
    /// counted, this one among them.
    pub(crate) apart: Vec<usize>,
    /// The standard that it is of, by number: 0 is the one that was read.
    pub(crate) origin: usize,
    /// Whether the whole is unmet wherever this is.
    decides: bool,
}

/// A rule.
pub(crate) enum Rule {
    All(Vec<usize>),
    Any(Vec<usize>),
    AtLeast(usize, Vec<usize>),
    Not(usize),
    When { condition: usize, then: usize, otherwise: Option<usize> },
    ForEach(Vec<usize>),
    Refer(usize),
    Leaf(Box<dyn Kind + Send + Sync>),
}

impl Rule {
    /// The key of the rule in a document.
    pub(crate) fn name(&self) -> &'static str {
        match self {
            Rule::All(_) => "all",
            Rule::Any(_) => "any",
            Rule::AtLeast(..) => "at_least",
            Rule::Not(_) => "not",
            Rule::When { .. } => "when",
            Rule::ForEach(_) => "for_each",
            Rule::Refer(_) => "refer",
            Rule::Leaf(kind) => kind.name(),
        }
    }

    /// The requirements written inside this one, in order.
    pub(crate) fn children(&self) -> Vec<usize> {
        match self {
            Rule::All(of) | Rule::ForEach(of) | Rule::Any(of) | Rule::AtLeast(_, of) => of.clone(),
            Rule::Not(of) => vec![*of],
            Rule::When { condition, then, otherwise } => {
                [*condition, *then].into_iter().chain(*otherwise).collect()
            }
            Rule::Refer(_) | Rule::Leaf(_) => Vec::new(),
        }
    }
}

/// The requirements of a standard. The first is the whole; `order` lists them so that each
/// comes after all that it depends on. Those of other standards, to which it refers, come last.
pub(crate) struct Requirements {
    pub(crate) all: Vec<Requirement>,
    pub(crate) order: Vec<usize>,
    /// Those that look at evidence or negate what does, in the order of the document; what
    /// is inside a negation is not among them.
    pub(crate) counted: Vec<usize>,
    /// The sources of the standard, then those of the others, which are named after them.
    pub(crate) sources: Vec<Source>,
    /// What each standard calls its credential.
    credentials: Vec<Vec<String>>,
    /// The documents of the other standards, without those of the catalog.
    pub(crate) beside: Vec<Arc<StandardDocument>>,
}

impl Requirements {
    /// The requirements of a document, or every problem of theirs.
    pub(crate) fn of(
        document: &StandardDocument,
        beside: &Standards,
        problems: &mut Problems,
    ) -> Requirements {
        let mut reading = Reading::new(problems);
        reading.document(document);
        reading.others(document, beside);
        reading.link();
        let pointers = reading.pointers;
        let mut requirements = Requirements {
            all: reading.all,
            order: Vec::new(),
            counted: Vec::new(),
            sources: reading.sources,
            credentials: reading.origins.into_iter().map(|origin| origin.credential).collect(),
            beside: reading.beside,
        };
        if problems.is_empty() {
            requirements.arrange(&pointers, problems);
        }
        requirements
    }

    /// What the standard of a requirement calls its credential: its own id, and the short name.
    pub(crate) fn credential(&self, requirement: usize) -> &[String] {
        self.all.get(requirement).map_or(&[], |one| self.credential_of(one))
    }

    /// The same for one at hand. In the hottest loop there is.
    #[inline(always)]
    pub(crate) fn credential_of(&self, requirement: &Requirement) -> &[String] {
        self.credentials.get(requirement.origin).map_or(&[], Vec::as_slice)
    }

    /// Whether the whole is unmet wherever a requirement is.
    #[inline(always)]
    pub(crate) fn decides(&self, requirement: usize) -> bool {
        self.all.get(requirement).is_some_and(|requirement| requirement.decides)
    }

    /// The requirements shown under one: its parts, and that of another standard to which it
    /// refers, since the document does not show that.
    pub(crate) fn shown(&self, index: usize) -> Vec<usize> {
        let Some(requirement) = self.all.get(index) else { return Vec::new() };
        match requirement.rule {
            Rule::Refer(other) if requirement.origin == 0 && self.is_elsewhere(other) => {
                vec![other]
            }
            _ => requirement.rule.children(),
        }
    }

    /// Whether a requirement is of another standard.
    fn is_elsewhere(&self, index: usize) -> bool {
        self.all.get(index).is_some_and(|requirement| requirement.origin != 0)
    }
}
