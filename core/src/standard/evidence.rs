//! The sections of a dossier: what each kind of entry records.
//!
//! A key that is left out is not known, which is not the same as false or zero.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Amount;
use super::text::Text;
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

macro_rules! entries {
    ($($(#[$about:meta])* $name:ident { $($(#[$attribute:meta])* $key:ident: $kind:ty,)* })*) => {$(
        $(#[$about])*
        #[derive(Clone, Debug, PartialEq, Deserialize, Serialize, JsonSchema)]
        #[serde(deny_unknown_fields)]
        pub(crate) struct $name {
            /// The name of the entry, unique in the dossier.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            pub(crate) id: Option<Text>,
            $($(#[$attribute])* pub(crate) $key: $kind,)*
        }
    )*};
}

entries! {
    /// Something that happened on one day, such as an `application`.
    Event {
        /// What happened.
        kind: Text,
        /// When.
        on: Day,
        /// The credential that it concerns; any where not given.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        credential: Option<Text>,
    }

    /// A statement that something is so, or is not.
    Attestation {
        /// What is stated, such as `lived-experience`.
        statement: Text,
        /// When it was stated.
        on: Day,
        /// Whether it is so.
        holds: bool,
        /// How well it is proved.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        proof: Option<Proof>,
    }

    /// Schooling completed.
    Schooling {
        /// The level reached.
        level: Level,
        /// When it was reached.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        on: Option<Day>,
        /// The field studied.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        field: Option<Text>,
        /// Study credits earned.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        credits: Option<Amount>,
    }

    /// Hours spent on one activity.
    HoursEntry {
        /// The activity.
        of: Activity,
        /// How many hours.
        #[schemars(extend("x-accepts" = "hours as a number from 0 to 1000000 with at most three decimal places"))]
        amount: Amount,
        /// The unit of the amount, such as `ceu`; hours where not given.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        unit: Option<Text>,
        /// Which course it was, the same each time that it is taken.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        course: Option<Text>,
        /// The first day.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        from: Option<Day>,
        /// The last day.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        to: Option<Day>,
        /// Everything the hours were about: a topic that is not listed was not a topic.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        topics: Option<Vec<Text>>,
        /// How they were given, such as `in-person` or `online`.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        mode: Option<Text>,
        /// Who gave them.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        provider: Option<Text>,
        /// Whether the certifying body approved them.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        approved: Option<bool>,
        /// Where they took place, such as `hospital`.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        setting: Option<Text>,
        /// The supervisor, or the kind of supervisor.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        supervisor: Option<Text>,
        /// Where they were done, such as `US-NC`.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        jurisdiction: Option<Text>,
        /// How well they are proved.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        proof: Option<Proof>,
    }

    /// A time that lasts, such as `recovery` or `employment`.
    Span {
        /// What lasted.
        of: Text,
        /// The first day.
        from: Day,
        /// The last day; without one it still lasts.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        to: Option<Day>,
        /// For employment, the kind of employer.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        employer: Option<Text>,
    }

    /// An examination taken.
    Exam {
        /// Which.
        name: Text,
        /// When.
        on: Day,
        /// Whether it was passed.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        passed: Option<bool>,
        /// The score, in the unit of the examination.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        score: Option<Amount>,
        /// The scores of its parts.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        parts: Option<Vec<ExamPart>>,
        /// Which attempt it was, from 1.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[schemars(range(min = 1))]
        attempt: Option<u32>,
    }

    /// A background or registry check made.
    Screening {
        /// Which kind, such as `criminal-record`.
        kind: Text,
        /// When.
        on: Day,
        /// What it found: an empty list is a clear check, no list a result not known.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        findings: Option<Vec<ScreeningFinding>>,
    }

    /// A credential held now or before.
    CredentialEntry {
        /// Which, such as `us-tn/cprs`.
        credential: Text,
        /// The first day.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        issued: Option<Day>,
        /// The last day on which it is good.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        expires: Option<Day>,
        /// Its standing.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        status: Option<CredentialStatus>,
        /// Who issued it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        issued_by: Option<Text>,
        /// Where it is good.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        jurisdiction: Option<Text>,
        /// How well it is proved.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        proof: Option<Proof>,
        /// A remark that every explanation shows beside the entry.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        note: Option<Text>,
    }

    /// A reference given for the person.
    ReferenceEntry {
        /// The kind of person who gives it, such as `employer` or `family`.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        from: Option<Text>,
        /// Since when that person has known the applicant.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        known_since: Option<Day>,
        /// What the reference speaks to, such as `recovery`; a subject not listed is not
        /// spoken to.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        about: Option<Vec<Text>>,
        /// When it was given.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        on: Option<Day>,
    }

    /// A document on file.
    DocumentEntry {
        /// Which kind, such as `code-of-ethics`.
        kind: Text,
        /// Its version.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        version: Option<Text>,
        /// When it was signed or issued.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        on: Option<Day>,
    }

    /// Where the person lives or works for a time.
    ResidenceEntry {
        /// The place, such as `US-NC`.
        #[serde(rename = "in")]
        place: Text,
        /// The first day.
        from: Day,
        /// The last day; without one it still lasts.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        to: Option<Day>,
        /// The share of the time spent living or working there, from 0 to 1.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[schemars(range(min = 0.0, max = 1.0))]
        share: Option<f64>,
    }

    /// A decision recorded.
    Decision {
        /// Who decided.
        by: Text,
        /// What about: the subject of a `decide` rule, or the id of a requirement waived.
        about: Text,
        /// What was decided.
        outcome: bool,
        /// When.
        on: Day,
    }

    /// A fee paid or waived.
    FeeEntry {
        /// Which kind, such as `application`.
        kind: String,
        /// How much, in all.
        amount: Amount,
        /// When it was paid.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        on: Option<Day>,
        /// Whether it need not be paid.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        waived: bool,
    }
}

/// A part of an examination taken.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ExamPart {
    /// Which part.
    pub(crate) name: String,
    /// The score, in the unit of the examination.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) score: Option<Amount>,
}

/// One thing that a check found.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ScreeningFinding {
    /// Its category, such as `violent-felony`.
    pub(crate) category: Text,
    /// When it happened or was decided.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) on: Option<Day>,
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
