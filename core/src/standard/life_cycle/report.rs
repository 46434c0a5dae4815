//! The dict form of a renewal.

use jiff::civil::Date;
use serde::Serialize;

use super::document::FeeOccasion;
use super::status::{Status, StatusChange};
use crate::document::Period;
use crate::standard::Amount;
use crate::standard::report::{Finding, SourceReport, StandardReport};
use crate::standard::verdict::Verdict;

/// Where a credential stands in its life, for programs: the same content as the text.
///
/// This is what `to_json` writes, what C returns and what Python's `to_dict` gives. Keys
/// without a value are `null`, lists without an entry are empty. All days are inclusive.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RenewalReport {
    /// `peerpath/renewal/1`.
    pub format: &'static str,
    /// The standard.
    pub standard: StandardReport,
    /// Whose credential it is, where the dossier says.
    pub person: Option<String>,
    /// The day of the answer.
    pub as_of: Date,
    /// The standing on that day.
    pub status: Status,
    /// Whether the credential is good on that day; `None` where that is not known.
    pub in_good_standing: Option<bool>,
    /// The entry of the dossier that it rests on.
    pub credential: Option<CredentialReport>,
    /// The first day of the term at hand.
    pub term_from: Option<Date>,
    /// The last good day.
    pub expires: Option<Date>,
    /// The first day on which renewal can be asked for.
    pub window_opens: Option<Date>,
    /// The last day on which renewal can be asked for in time.
    pub due: Option<Date>,
    /// The last day on which it can be renewed late.
    pub grace_until: Option<Date>,
    /// The last good day once it is renewed.
    pub next_expires: Option<Date>,
    /// How long the proof of this cycle is to be kept.
    pub keep_proof_until: Option<Date>,
    /// The days after the day of the answer on which the standing changes, if nothing
    /// further is recorded.
    pub changes: Vec<StatusChange>,
    /// The cycle of continuing education at hand.
    pub cycle: Option<CycleReport>,
    /// The hours carried over from the cycle before.
    pub carried_over: Option<Amount>,
    /// Whether what renewal asks for is there; `None` where the credential cannot be renewed
    /// or nothing is known of what renewal asks for.
    pub verdict: Option<Verdict>,
    /// What renewal asks for, with its parts.
    pub requirement: Option<Finding>,
    /// The amounts still needed for renewal.
    pub needed: Vec<Needed>,
    /// What is asked for less often than at each renewal.
    pub longer_cycles: Vec<LongerCycleReport>,
    /// The lengths that can be chosen.
    pub choices: Vec<ChoiceReport>,
    /// The provisional credential at hand.
    pub provisional: Option<ProvisionalReport>,
    /// The application at hand.
    pub application: Option<ApplicationReport>,
    /// What must be done by a day.
    pub deadlines: Vec<DeadlineReport>,
    /// What reinstates it after a lapse.
    pub reinstatement: Option<ReinstatementReport>,
    /// What is to be paid at the next step.
    pub fees: Vec<FeeReport>,
    /// The credential that takes the place of this one.
    pub replaced_by: Option<String>,
    /// What to record, so that what is unknown is settled.
    pub questions: Vec<RenewalQuestion>,
    /// The ids of the requirements whose values are not verified; `life_cycle` for the values
    /// of the life cycle itself.
    pub unverified: Vec<String>,
    /// What to keep in mind, in sentences.
    pub cautions: Vec<String>,
    /// The text of the answer, line by line.
    pub explanation: Vec<String>,
    /// The sources cited.
    pub sources: Vec<SourceReport>,
    /// `Not legal advice.`
    pub disclaimer: &'static str,
}

/// The entry of a dossier that a renewal rests on.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CredentialReport {
    /// The id of the entry, or its place such as `credentials/0`.
    pub entry: String,
    /// The credential as the entry names it.
    pub credential: String,
    /// The first day, as recorded.
    pub issued: Option<Date>,
    /// The last good day, as recorded.
    pub expires: Option<Date>,
    /// The standing, as recorded.
    pub status: Option<&'static str>,
}

/// A cycle.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct CycleReport {
    /// The first day.
    pub from: Date,
    /// The last day.
    pub to: Date,
}

/// An amount still needed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Needed {
    /// The id of the requirement.
    pub requirement: String,
    /// The part, where it is needed in one; what is needed in a part is also in the whole.
    pub part: Option<String>,
    /// The amount.
    pub amount: Amount,
    /// What it counts, such as `hours`.
    pub unit: &'static str,
}

/// What is asked for in a longer cycle.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct LongerCycleReport {
    /// The cycle.
    pub cycle: CycleReport,
    /// Whether it ends by the last good day of the term at hand.
    pub ends_in_term: bool,
    /// Whether what it asks for is there.
    pub verdict: Verdict,
    /// What it asks for.
    pub requirement: Finding,
    /// The amounts still needed.
    pub needed: Vec<Needed>,
}

/// A length that can be chosen.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ChoiceReport {
    /// The length.
    pub renew_for: Period,
    /// The last good day if it is chosen.
    pub next_expires: Option<Date>,
    /// Whether what it asks for is there.
    pub verdict: Verdict,
    /// What it asks for.
    pub requirement: Finding,
    /// The amounts still needed.
    pub needed: Vec<Needed>,
}

/// A provisional credential.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ProvisionalReport {
    /// The first day.
    pub from: Option<Date>,
    /// The last good day.
    pub until: Option<Date>,
    /// How often it was extended.
    pub extensions_used: u8,
    /// How often it can still be extended.
    pub extensions_left: u8,
    /// The last good day if it is extended once more.
    pub if_extended: Option<Date>,
    /// Whether what is to be done in it is done.
    pub verdict: Option<Verdict>,
    /// What is to be done in it.
    pub requirement: Option<Finding>,
    /// The amounts still needed.
    pub needed: Vec<Needed>,
    /// Whether what an extension asks for is there.
    pub extension_verdict: Option<Verdict>,
    /// What an extension asks for.
    pub to_extend: Option<Finding>,
}

/// An application.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ApplicationReport {
    /// When it was made.
    pub on: Option<Date>,
    /// When it was complete.
    pub completed: Option<Date>,
    /// The last day on which it can be completed.
    pub complete_by: Option<Date>,
    /// The last day on which it is to be decided on.
    pub decision_by: Option<Date>,
}

/// Where a deadline stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum DeadlineState {
    /// It was met.
    Met,
    /// There is still time.
    Open,
    /// It was missed.
    Missed,
    /// What it is counted from has not happened.
    NotApplicable,
    /// What is recorded does not say.
    Unknown,
}

impl DeadlineState {
    /// The fixed name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            DeadlineState::Met => "met",
            DeadlineState::Open => "open",
            DeadlineState::Missed => "missed",
            DeadlineState::NotApplicable => "not-applicable",
            DeadlineState::Unknown => "unknown",
        }
    }
}

/// What must be done by a day.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct DeadlineReport {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: Option<String>,
    /// The last day, where it is known.
    pub due: Option<Date>,
    /// Where it stands.
    pub state: DeadlineState,
    /// What must be done.
    pub requirement: Option<Finding>,
    /// The amounts still needed.
    pub needed: Vec<Needed>,
}

/// What reinstates a credential after a lapse of its length.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ReinstatementReport {
    /// The days since the last good day.
    pub lapsed_days: i32,
    /// The length of lapse from which on it is asked for.
    pub over: Option<Period>,
    /// Whether the standard says what reinstates after so long.
    pub stated: bool,
    /// Whether what it asks for is there.
    pub verdict: Option<Verdict>,
    /// What it asks for.
    pub requirement: Option<Finding>,
    /// The amounts still needed.
    pub needed: Vec<Needed>,
    /// A remark.
    pub note: Option<String>,
    /// The first day on which more is asked for.
    pub until_harder: Option<Date>,
}

/// What is to be paid.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FeeReport {
    /// What for.
    #[serde(rename = "for")]
    pub occasion: FeeOccasion,
    /// How much.
    pub amount: Amount,
    /// The currency.
    pub currency: String,
    /// A remark.
    pub note: Option<String>,
}

/// What to record, so that what is unknown is settled.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RenewalQuestion {
    /// The id of the requirement, or `status` or `expires`.
    pub about: String,
    /// What to record, as a phrase.
    pub ask: String,
    /// Who can answer, such as `applicant` or `registry`.
    pub answered_by: String,
}
