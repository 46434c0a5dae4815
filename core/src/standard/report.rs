//! The dict form of an assessment.

use jiff::civil::Date;
use serde::Serialize;

use super::Amount;
use super::definition::Standard;
use super::document::Source;
use super::evidence::Section;
use super::verdict::Verdict;

/// An assessment for programs: the same content as its text.
///
/// This is what `to_json` writes, what C returns and what Python's `to_dict` gives. Keys
/// without a value are `null`, lists without an entry are empty.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Report {
    /// `peerpath/assessment/1`.
    pub format: &'static str,
    /// The standard.
    pub standard: StandardReport,
    /// Who was assessed, where the dossier says.
    pub person: Option<String>,
    /// The day of assessment.
    pub as_of: Date,
    /// The verdict on the whole.
    pub verdict: Verdict,
    /// The whole requirement, with its parts.
    pub requirement: Finding,
    /// The ids of the requirements not met on which the verdict turns.
    pub unmet: Vec<String>,
    /// The ids of the requirements unknown on which the verdict turns.
    pub unknown: Vec<String>,
    /// The facts that could change the verdict, most decisive first.
    pub questions: Vec<Question>,
    /// What would bring the applicant closer, a phrase for each requirement not met, then
    /// for each unknown.
    pub next: Vec<String>,
    /// The ids of the requirements whose values are not verified.
    pub unverified: Vec<String>,
    /// What to keep in mind, such as that the version was superseded, in sentences.
    pub cautions: Vec<String>,
    /// The sources cited.
    pub sources: Vec<SourceReport>,
    /// `Not legal advice.`
    pub disclaimer: &'static str,
}

/// Which standard was assessed by.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct StandardReport {
    /// Its id.
    pub id: String,
    /// Its version.
    pub version: String,
    /// Its title.
    pub title: String,
    /// Where it holds.
    pub jurisdiction: Option<String>,
    /// The first day of the version, where known.
    pub effective_from: Option<Date>,
    /// The last day of the version, where known.
    pub effective_until: Option<Date>,
    /// When the document was held against its sources.
    pub verified_on: Option<Date>,
    /// The remark of the document.
    pub note: Option<String>,
    /// What is known to be missing from the document: a verdict does not speak of these.
    pub gaps: Vec<String>,
}

/// A source cited.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SourceReport {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Where it can be read.
    pub url: Option<String>,
    /// Its year, where known.
    pub year: Option<u16>,
    /// Its year, or what is known of its age.
    pub dated: String,
}

impl StandardReport {
    pub(crate) fn of(standard: &Standard) -> StandardReport {
        let document = standard.document();
        StandardReport {
            id: document.id.clone(),
            version: document.version.clone(),
            title: document.title.clone(),
            jurisdiction: document.jurisdiction.clone(),
            effective_from: standard.effective_from(),
            effective_until: standard.effective_until(),
            verified_on: document.verified.as_ref().map(|verified| verified.on.0),
            note: document.note.clone(),
            gaps: document.gaps.clone(),
        }
    }
}

impl SourceReport {
    pub(crate) fn of(source: &Source) -> SourceReport {
        SourceReport {
            id: source.id.clone(),
            title: source.title.clone(),
            url: source.url.clone(),
            year: source.year,
            dated: source.date_in_words(),
        }
    }
}

/// What was made of one requirement.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Finding {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: Option<String>,
    /// The kind of its rule, such as `hours`.
    pub rule: &'static str,
    /// The verdict.
    pub verdict: Verdict,
    /// Whether it applies: `unmet` where it does not, and then it counts as met.
    pub applies: Verdict,
    /// Who waived it, where it is met only by waiver.
    pub waived_by: Option<String>,
    /// What is asked for, as a phrase.
    pub required: String,
    /// What was found, as a phrase.
    pub found: String,
    /// How much is missing, where that is a number.
    pub missing: Option<MissingAmount>,
    /// The entries looked at, and what became of each.
    pub evidence: Vec<Evidence>,
    /// What counts in each part of the hours.
    pub parts: Vec<PartReport>,
    /// The ids of the sources of the rule.
    pub cite: Vec<String>,
    /// `found` or `unverified`: how well the values of the rule are known.
    pub confidence: &'static str,
    /// A remark.
    pub note: Option<String>,
    /// Who can waive it.
    pub waivable_by: Option<String>,
    /// The condition under which it applies.
    pub condition: Option<Box<Finding>>,
    /// Its parts.
    pub children: Vec<Finding>,
}

/// How much is missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct MissingAmount {
    /// The amount.
    pub amount: Amount,
    /// What it counts: `hours`, `credits`, `years`, `days` or `references`.
    pub unit: &'static str,
}

/// What counts in a part of the hours.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PartReport {
    /// Which hours.
    pub name: String,
    /// The least hours asked for.
    pub at_least: Option<Amount>,
    /// The most hours that count.
    pub at_most: Option<Amount>,
    /// The hours that count.
    pub counted: Amount,
}

/// Whether an entry counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum EvidenceStanding {
    /// It counts in full.
    Counted,
    /// Some of it counts.
    Partly,
    /// It does not count.
    LeftOut,
    /// It may count: a fact about it is not recorded.
    Unsettled,
}

/// What became of an entry.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Evidence {
    /// The id of the entry, or its place such as `hours/2`.
    pub entry: String,
    /// Its section.
    pub section: Section,
    /// What it says, as a phrase.
    pub says: String,
    /// Whether it counts.
    pub standing: EvidenceStanding,
    /// Its amount, where it has one.
    pub amount: Option<Amount>,
    /// How much of it counts, where it has an amount.
    pub counted: Option<Amount>,
    /// Why it does not count, or may not, as a phrase.
    pub reason: Option<String>,
}

/// A fact that could change the verdict.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Question {
    /// The id of the requirement that it would settle.
    pub requirement: String,
    /// What to record, as a phrase.
    pub ask: String,
    /// Who can answer: `applicant`, or who decides.
    pub answered_by: String,
    /// The verdict on the whole if that requirement alone were met.
    pub if_met: Verdict,
    /// The verdict on the whole if that requirement alone were not met.
    pub if_unmet: Verdict,
}
