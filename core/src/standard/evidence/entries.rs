//! The entries of the sections of a dossier.

#[cfg(feature = "arrow")]
use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Activity, CredentialStatus, Level, Proof};
use crate::document::Day;
use crate::standard::Amount;
use crate::standard::text::Text;

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

        #[cfg(feature = "arrow")]
        crate::table::record!($name { id: Option<Text>, $($key: $kind,)* });
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
        kind: Text,
        /// How much, in all.
        amount: Amount,
        /// When it was paid.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        on: Option<Day>,
        /// Whether it need not be paid.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        waived: Option<bool>,
    }
}

#[cfg(feature = "arrow")]
crate::table::field_values! {
    Activity = Activity::Training;
    Amount = Amount::ZERO, or |column, row| Amount::new(column.plain_number(row)?);
    CredentialStatus = CredentialStatus::Applied;
    Day = Day(Date::ZERO), or |column, row| Day::of_1970(column.plain_day(row)?);
    Level = Level::None;
    Proof = Proof::Own;
    Text = Text::new_static(""), or |column, row| column.text(row).map(Text::new);
    Vec<ExamPart> = Vec::new();
    Vec<ScreeningFinding> = Vec::new();
    Vec<Text> = Vec::new();
    bool = false, or |column, row| column.plain_flag(row);
    f64 = 0.0;
    u32 = 0;
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
