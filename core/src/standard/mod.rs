//! Certification standards: who meets one, what is missing, what would settle it.
//!
//! A [`Standard`] and a [`Dossier`] are read from documents; [`Standard::assess`] holds one
//! against the other on a day and gives an [`Assessment`], which explains itself.
//!
//! # How it judges
//!
//! - Facts are known so, known not so, or unknown (Kleene's strong three-valued logic). What
//!   is not recorded is unknown, unless its section of the dossier is `complete`.
//! - What is dated after the day of assessment does not count.
//! - Windows are counted back on the calendar from the day of assessment and hold both their
//!   ends: within two years, what happened exactly two years ago counts. A day that does not
//!   exist becomes the last of its month. Someone born on 29 February completes a year on
//!   1 March where the year has no 29 February.
//! - Times that last are counted from morning to morning: what began on 15 January and still
//!   lasts is a year on the next 15 January.
//! - Amounts are exact decimals. Where an hour may count in several parts, it is counted
//!   where that leaves the fewest hours missing.
//!
//! # What is exact
//!
//! *Known stays known.* What is met or unmet stays so, however missing facts are filled in (a
//! property test fills them in at random), except by what contradicts the record or did not exist
//! before: a later statement, decision or check, or a waiver. A window in which no day up to the day
//! of assessment lies holds nothing, whatever may be recorded yet.
//!
//! *Unknown is unknown.* For each rule that looks at evidence, taken alone, an unknown verdict has a
//! completion of the missing facts that makes it met and one that makes it unmet; another test
//! completes records of every kind of rule and looks for both. To complete is to fill in keys, to
//! split hours that lie on both sides of an edge, to add what an open section may hold, to close the
//! sections, and to decide. Where this cannot be promised the verdict errs towards unknown:
//!
//! - one unrecorded key of an entry of hours that bears on several parts or buckets is taken in favour
//!   of, or against, each of them by itself; so are the count, `spread`, `per` and `ratio` beside each
//!   other, such as an entry that may lie in either of two periods;
//! - of hours that count apart from others (`exclusive`), whether another requirement applies is taken
//!   by itself, and alternatives are each held against what they name;
//! - a time that lasts, in a window of which a day is not recorded, is held against the fewest days
//!   that its period can have;
//! - a count of hours with more than 1200 unknowns is not made.
//!
//! *Combinations* are Kleene's: they see neither that two rules ask for the same fact, so that this
//! or its opposite is unknown where it could be said to be met, nor that facts exclude each other.
//! Where every rule under a requirement asks for facts of its own and nothing is referred to twice,
//! an unknown combination is as exact as its rules are.
//!
//! # How it is built
//!
//! `document` (the document of a standard) is turned into `requirement` (the same as a list);
//! `assess` judges it, asking a `rule` for each requirement that looks at evidence; `report`
//! is the result with all its words, and `explain` its text.

mod alignment;
mod allocation;
mod amount;
mod assess;
mod assessment;
mod calendar;
mod catalog;
mod changes;
mod compare;
mod coverage;
pub mod ctdl;
mod day_name;
mod definition;
mod document;
mod dossier;
mod dossier_lines;
mod entail;
mod evidence;
mod explain;
mod facts;
mod life_cycle;
mod lint;
#[cfg(feature = "arrow")]
mod many;
mod met_on;
mod names;
mod next_steps;
mod note;
pub mod open_badge;
mod report;
mod requirement;
mod rule;
mod standards;
mod summary;
mod text;
mod transfer;
mod verdict;
mod window;
mod within;
mod wording;

pub use alignment::{
    Alignment, AlignmentForm, AlignmentOptions, AlignmentRow, AlignmentStatus, alignment,
};
pub use amount::Amount;
pub use assessment::Assessment;
pub(crate) use catalog::shipped;
pub use compare::{
    ComparedRequirement, Comparison, Entailment, Relation, RelationCount, RequirementName,
    StandardName, compare,
};
pub use coverage::{Field, FieldCoverage};
pub use ctdl::{Ctdl, CtdlOptions, CtdlReading, CtdlReadingOptions};
pub use definition::Standard;
pub use dossier::Dossier;
pub use evidence::{CredentialStatus, Section};
pub use life_cycle::{
    ApplicationReport, ChoiceReport, CredentialReport, CycleReport, DeadlineReport, DeadlineState,
    FeeOccasion, FeeReport, LongerCycleReport, Needed, ProvisionalReport, ReinstatementReport,
    Renewal, RenewalQuestion, RenewalReport, Status, StatusChange,
};
pub use lint::{LintFinding, LintKind, Severity};
#[cfg(feature = "arrow")]
pub use many::{AssessManyOptions, AssessmentBatches, AssessmentForm, Dossiers, OnError};
pub use next_steps::{NextSteps, NextStepsOptions, RequirementCosts, Step, StepKind};
pub use open_badge::{OpenBadgeOptions, OpenBadgeReading};
pub use report::{
    Evidence, EvidenceStanding, Finding, MissingAmount, PartReport, Question, Report, SourceReport,
    StandardReport,
};
pub use standards::Standards;
pub use summary::{AssessmentSummary, RequirementCount};
pub use transfer::{CredentialHeld, Route, RouteKind, Transfer, TransferItem, TransferStatus};
pub use verdict::Verdict;

#[cfg(test)]
mod tests;
