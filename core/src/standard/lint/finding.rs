//! What lint finds.

use serde::Serialize;

use crate::order;

/// How bad a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Severity {
    /// The document is refused.
    Error,
    /// The document can be read, and something in it does not do what its author will have
    /// meant. No shipped document has such a finding.
    Warning,
    /// Worth a look; a good document can have it.
    Info,
}

/// What a finding is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum LintKind {
    /// The reader refuses it for a reason that has no kind of its own (error).
    Unreadable,
    /// A requirement is referred to that is not there (error).
    DanglingReference,
    /// Requirements refer to each other in a circle (error).
    Circle,
    /// A source is cited that is not there (error).
    DanglingCitation,
    /// A requirement that nobody can meet, whatever the facts (warning).
    NeverMet,
    /// A requirement that everybody meets, whatever the facts (warning).
    AlwaysMet,
    /// A branch that is never chosen: its condition is settled, by itself or by the conditions
    /// around it; or a fee of a life cycle that is never due (warning).
    Unreachable,
    /// Bounds of one rule that contradict each other (warning).
    ContradictoryBounds,
    /// A part of the hours that no entry can fall into, because the rule as a whole leaves such
    /// entries out (warning).
    EmptyPart,
    /// A requirement that a requirement beside it repeats (warning).
    Duplicate,
    /// A requirement that looks at evidence and has no source, of its own or around it
    /// (warning).
    Uncited,
    /// Values said to be `found` without a source in which they were (warning).
    FoundWithoutSource,
    /// An id that is not lower-case words joined by hyphens (warning).
    IdForm,
    /// Two names in the document that differ only by case, spelling of the gaps between words,
    /// or plural, such as `ethic` and `ethics` (warning).
    SimilarNames,
    /// A requirement that one beside it settles: without it the whole is the same (info).
    Redundant,
    /// A bound without effect, because another is as narrow (info).
    IdleBound,
    /// A source that neither a requirement nor the life cycle cites (info).
    UnusedSource,
    /// Values that are unverified, while `gaps` lists nothing (info).
    GapsUnsaid,
}

impl LintKind {
    /// All kinds.
    pub const ALL: &'static [LintKind] = &[
        LintKind::Unreadable,
        LintKind::DanglingReference,
        LintKind::Circle,
        LintKind::DanglingCitation,
        LintKind::NeverMet,
        LintKind::AlwaysMet,
        LintKind::Unreachable,
        LintKind::ContradictoryBounds,
        LintKind::EmptyPart,
        LintKind::Duplicate,
        LintKind::Uncited,
        LintKind::FoundWithoutSource,
        LintKind::IdForm,
        LintKind::SimilarNames,
        LintKind::Redundant,
        LintKind::IdleBound,
        LintKind::UnusedSource,
        LintKind::GapsUnsaid,
    ];

    /// How bad findings of this kind are.
    #[must_use]
    pub fn severity(self) -> Severity {
        match self {
            LintKind::Unreadable
            | LintKind::DanglingReference
            | LintKind::Circle
            | LintKind::DanglingCitation => Severity::Error,
            LintKind::Redundant
            | LintKind::IdleBound
            | LintKind::UnusedSource
            | LintKind::GapsUnsaid => Severity::Info,
            _ => Severity::Warning,
        }
    }
}

/// Something wrong or doubtful in the document of a standard.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LintFinding {
    /// What it is about.
    pub kind: LintKind,
    /// How bad it is.
    pub severity: Severity,
    /// Where it is, as a JSON pointer; empty for the whole.
    pub place: String,
    /// The id of the requirement, where it is about one.
    pub requirement: Option<String>,
    /// What it is, as a phrase.
    pub message: String,
}

/// The findings so far. A document of any size has a bounded number of them.
#[derive(Default)]
pub(super) struct Findings(Vec<LintFinding>);

impl Findings {
    /// The most findings that are kept.
    const KEPT: usize = 1000;

    pub(super) fn push(
        &mut self,
        kind: LintKind,
        place: &str,
        requirement: Option<&str>,
        message: impl Into<String>,
    ) {
        if self.0.len() < Findings::KEPT {
            self.0.push(LintFinding {
                kind,
                severity: kind.severity(),
                place: place.to_owned(),
                requirement: requirement.map(str::to_owned),
                message: message.into(),
            });
        }
    }

    pub(super) fn has_error_at(&self, place: &str) -> bool {
        self.0.iter().any(|found| found.severity == Severity::Error && found.place == place)
    }

    /// The worst first, each severity by place.
    pub(super) fn in_order(self) -> Vec<LintFinding> {
        let key = |finding: &LintFinding| (finding.severity, steps(&finding.place));
        let mut keyed: Vec<_> =
            self.0.into_iter().map(|finding| (key(&finding), finding)).collect();
        order::sort(&mut keyed, &|one, other| one.0.cmp(&other.0));
        keyed.into_iter().map(|(_, finding)| finding).collect()
    }
}

/// The steps of a pointer, numbers in the order of numbers.
fn steps(pointer: &str) -> Vec<(usize, String)> {
    let number = |step: &str| step.parse().unwrap_or(usize::MAX);
    pointer.split('/').map(|step| (number(step), step.to_owned())).collect()
}
