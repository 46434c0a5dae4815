//! What becomes of a credential after it was asked for: how long it is good, what renews it,
//! and what reinstates it.
//!
//! # Days
//!
//! Every last day is a good one: a credential is good on its last good day, grace begins on
//! the day after, and the last day of grace is the last good day and the length of grace.
//! Periods are counted on the calendar: a month after 31 January is the last day of February,
//! and 30 days are 30 days. Terms are counted from the day of first issue and not from each
//! other, so what was issued on 29 February for a year at a time runs out on 28 February, and
//! on 29 February again where there is one.
//!
//! # Standing
//!
//! Suspended, revoked, relinquished, inactive and on probation are what was recorded: the last
//! event of its kind, else the `status` of the entry. All else follows from the days. A
//! renewal on any day from the first of the window to the last of grace leads to the same
//! next term; a renewal on another day does not count, and a caution says so.
//!
//! # How it is built
//!
//! `document` is the document, `check` what is wrong with it, `parts` its requirements made
//! ready; `expiry` is the calendar of last days, `term` what a dossier records, `cycle` the
//! cycle of continuing education, `status` the standing day by day; `answer` puts the answer
//! together, with `provisional`, `lapse`, `deadline` and `fee`; `report` is the answer with
//! all its words, and `explain` its text.

mod answer;
mod check;
mod cycle;
mod deadline;
mod document;
mod expiry;
mod explain;
mod fee;
mod judged;
mod lapse;
mod parts;
mod provisional;
mod renewal;
mod report;
mod status;
mod term;

#[cfg(test)]
mod tests;

pub(crate) use check::sample;
pub use document::FeeOccasion;
pub(crate) use document::LifeCycleDocument;
pub(crate) use parts::{LifeCycle, note_windows_outside};
pub use renewal::Renewal;
pub use report::{
    ApplicationReport, ChoiceReport, CredentialReport, CycleReport, DeadlineReport, DeadlineState,
    FeeReport, LongerCycleReport, Needed, ProvisionalReport, ReinstatementReport, RenewalQuestion,
    RenewalReport,
};
pub use status::{Status, StatusChange};
