//! The sections of a dossier, and what their entries record: `entries` has these.
//!
//! A key that is left out is not known, which is not the same as false or zero.

mod entries;

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub(crate) use entries::{
    Attestation, CredentialEntry, Decision, DocumentEntry, Event, Exam, FeeEntry, HoursEntry,
    ReferenceEntry, ResidenceEntry, Schooling, Screening, ScreeningFinding, Span,
};

use crate::document::Day;

/// A section of a dossier.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, Serialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum Section {
    /// Things that happened on one day.
    Events,
    /// Statements.
    Attestations,
    /// Schooling.
    Education,
    /// Hours of training, work and the like.
    Hours,
    /// Times that last.
    Spans,
    /// Examinations taken.
    Exams,
    /// Background and registry checks.
    Screenings,
    /// Credentials held.
    Credentials,
    /// References given.
    References,
    /// Documents on file.
    Documents,
    /// Where the person lives or works.
    Residence,
    /// Decisions of a person or a board.
    Decisions,
    /// Fees paid or waived.
    Fees,
}

impl Section {
    /// All sections, in the order of the document.
    pub(crate) const ALL: [Section; 13] = [
        Section::Events,
        Section::Attestations,
        Section::Education,
        Section::Hours,
        Section::Spans,
        Section::Exams,
        Section::Screenings,
        Section::Credentials,
        Section::References,
        Section::Documents,
        Section::Residence,
        Section::Decisions,
        Section::Fees,
    ];

    /// The key of the section in the document.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Section::Events => "events",
            Section::Attestations => "attestations",
            Section::Education => "education",
            Section::Hours => "hours",
            Section::Spans => "spans",
            Section::Exams => "exams",
            Section::Screenings => "screenings",
            Section::Credentials => "credentials",
            Section::References => "references",
            Section::Documents => "documents",
            Section::Residence => "residence",
            Section::Decisions => "decisions",
            Section::Fees => "fees",
        }
    }
}

/// How well a fact is proved, from the least to the most.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, Serialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Proof {
    /// The person says so.
    #[serde(rename = "self")]
    Own,
    /// Someone who knows the person says so.
    Reference,
    /// A supervisor says so.
    Supervisor,
    /// A licensed professional says so.
    Professional,
    /// A certificate, register entry or record sent by whoever issued it.
    Official,
}

impl Proof {
    /// The kind of proof in words.
    pub(crate) fn in_words(self) -> &'static str {
        match self {
            Proof::Own => "own statement",
            Proof::Reference => "statement of a reference",
            Proof::Supervisor => "statement of a supervisor",
            Proof::Professional => "statement of a professional",
            Proof::Official => "official record",
        }
    }
}

/// A level of schooling, from the least to the most.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, Serialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Level {
    /// No schooling completed.
    None,
    /// Primary school.
    Primary,
    /// High school or its equivalent.
    Secondary,
    /// College without a degree.
    SomeCollege,
    /// A college certificate.
    Certificate,
    /// An associate degree.
    Associate,
    /// A bachelor's degree.
    Bachelor,
    /// A master's degree.
    Master,
    /// A doctorate.
    Doctorate,
}

impl Level {
    /// The level in words.
    pub(crate) fn in_words(self) -> &'static str {
        match self {
            Level::None => "no schooling",
            Level::Primary => "primary school",
            Level::Secondary => "high school or equivalent",
            Level::SomeCollege => "some college",
            Level::Certificate => "a college certificate",
            Level::Associate => "an associate degree",
            Level::Bachelor => "a bachelor's degree",
            Level::Master => "a master's degree",
            Level::Doctorate => "a doctorate",
        }
    }
}

/// What hours were spent on.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, Serialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Activity {
    /// Training before certification.
    Training,
    /// Paid peer support work, its supervision not recorded.
    Work,
    /// Peer support work under supervision.
    SupervisedWork,
    /// Time with a supervisor.
    SupervisionReceived,
    /// Unpaid peer support work.
    Volunteering,
    /// Training after certification.
    ContinuingEducation,
}

impl Activity {
    /// The activity in words, as in `12 h of …`.
    pub(crate) fn in_words(self) -> &'static str {
        match self {
            Activity::Training => "training",
            Activity::Work => "work",
            Activity::SupervisedWork => "supervised work",
            Activity::SupervisionReceived => "supervision received",
            Activity::Volunteering => "volunteering",
            Activity::ContinuingEducation => "continuing education",
        }
    }

    /// Whether an entry is done on its last day, like a course, and so counts by that day;
    /// hours of work are spread over their days.
    pub(crate) fn counts_on_completion(self) -> bool {
        matches!(self, Activity::Training | Activity::ContinuingEducation)
    }
}

/// The standing of a credential.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum CredentialStatus {
    /// Asked for, not yet given.
    Applied,
    /// Given for a limited time, with something still to do.
    Provisional,
    /// In good standing.
    Active,
    /// In good standing under conditions.
    Probation,
    /// Put to rest by the holder.
    Inactive,
    /// Run out.
    Lapsed,
    /// Taken away for a time.
    Suspended,
    /// Taken away.
    Revoked,
    /// Given back.
    Relinquished,
}

impl CredentialStatus {
    pub(crate) fn name(self) -> &'static str {
        match self {
            CredentialStatus::Applied => "applied",
            CredentialStatus::Provisional => "provisional",
            CredentialStatus::Active => "active",
            CredentialStatus::Probation => "probation",
            CredentialStatus::Inactive => "inactive",
            CredentialStatus::Lapsed => "lapsed",
            CredentialStatus::Suspended => "suspended",
            CredentialStatus::Revoked => "revoked",
            CredentialStatus::Relinquished => "relinquished",
        }
    }
}

/// The exclusive end of a time as seen on `as_of`: the day after its last, at most `as_of`.
///
/// Time is counted in whole days between mornings, so a time that lasts from 1 January to
/// 31 December is a year, and one that began on 15 January and still lasts is a year on the
/// next 15 January.
pub(crate) fn end_of(to: Option<Day>, as_of: Date) -> Date {
    match to {
        Some(Day(to)) if to < as_of => to.tomorrow().unwrap_or(as_of),
        _ => as_of,
    }
}
