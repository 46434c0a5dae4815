//! The document of a standard, `peerpath/standard/1`.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::coverage::FieldCoverage;
use super::day_name::DayName;
use super::life_cycle::LifeCycleDocument;
use super::names::OneOrMore;
use super::rule::{
    Absent, Age, Attest, Credits, Decide, DocumentOnFile, Duration, Education, Employer,
    EventOnFile, ExamPassed, Fee, Holds, Hours, References, Residence, ScreeningClear,
};
use crate::document::{self, Day, described};
pub(crate) use crate::document::{Confidence, Source};
use crate::error::{Code, Error, Place};

described! { StandardDocument = "standard" }

/// A certification standard.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct StandardDocument {
    pub(crate) format: StandardFormat,
    /// The name of the standard, the same in all its versions, such as `us-nc/cpss`.
    pub(crate) id: String,
    /// The name of the version.
    pub(crate) version: String,
    /// The title for people.
    pub(crate) title: String,
    /// Where it holds, such as `US-NC`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) jurisdiction: Option<String>,
    /// The short name of the credential.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) credential: Option<String>,
    /// Whom its holders support.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) population: Vec<String>,
    /// When it holds.
    #[serde(default)]
    pub(crate) effective: Effective,
    /// When and how well the document was held against its sources.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) verified: Option<Verified>,
    /// What it knows of the credential, and what it does not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) coverage: Option<FieldCoverage>,
    /// Where its rules are written.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) sources: Vec<Source>,
    /// What is known to be missing from the document or doubtful in it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) gaps: Vec<String>,
    /// A remark for people.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) note: Option<String>,
    /// What an applicant must meet.
    pub(crate) requirement: Node,
    /// How long the credential is good, what renews it, and what reinstates it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) life_cycle: Option<LifeCycleDocument>,
}

/// The most bytes that the text of a standard can have. The largest that are shipped have some ten
/// thousand; reading takes up to a hundred times the memory of what is read.
pub(crate) const MOST_BYTES: usize = 4_000_000;

impl StandardDocument {
    /// Reads the text of a document.
    pub(crate) fn read(text: &str) -> Result<StandardDocument, Error> {
        if text.len() > MOST_BYTES {
            let found = format!("a text of {} bytes", text.len());
            let expected = "at most 4000000 bytes";
            return Err(Error::one(Code::Document, "standard", Place::Whole, found, expected));
        }
        document::parse(text, "standard")
    }
}

#[derive(Clone, Copy, Debug, Deserialize, Serialize, JsonSchema)]
pub(crate) enum StandardFormat {
    #[serde(rename = "peerpath/standard/1")]
    One,
}

/// When a version holds. A day that is not given is not known, and does not limit.
#[derive(Clone, Debug, Default, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Effective {
    /// The first day.
    pub(crate) from: Option<Day>,
    /// The last day.
    pub(crate) until: Option<Day>,
    /// Which day must lie between them, such as `application`: the day of assessment where not
    /// given, or where the dossier does not record the day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) selected_by: Option<DayName>,
    /// The version that took its place, where the day is not known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) superseded_by: Option<String>,
}

/// When and how well a document was held against its sources.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Verified {
    /// When.
    pub(crate) on: Day,
    /// How well: what holds of every requirement that does not say otherwise.
    pub(crate) confidence: Confidence,
}

/// A requirement: a name and exactly one rule. Rules are boxed, so that documents of requirements
/// inside requirements are read on a small stack.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Node {
    /// The name, unique in the document. Only what is no more than a `refer` under a
    /// `requires` of `life_cycle` can be without.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub(crate) id: String,
    /// The title for people.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) title: Option<String>,
    /// The sources; those of the requirement around it where none is given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) cite: Option<OneOrMore<String>>,
    /// How well its values are known; as the document says where not given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) confidence: Option<Confidence>,
    /// A remark for people.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) note: Option<String>,
    /// Who can waive it, by a decision about its id.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) waivable_by: Option<String>,
    /// The condition under which it applies; where that does not hold, it is met.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) applies: Option<Box<Node>>,
    /// Every one of these holds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) all: Option<Vec<Node>>,
    /// At least one of these holds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) any: Option<Vec<Node>>,
    /// So many of these hold.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) at_least: Option<Box<AtLeast>>,
    /// This does not hold.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) not: Option<Box<Node>>,
    /// This holds under a condition, else that.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) when: Option<Box<When>>,
    /// A rule holds for each of several names.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) for_each: Option<Box<ForEach>>,
    /// Another requirement holds: of this document, or of another standard.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) refer: Option<Box<Refer>>,
    /// A recorded decision says so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) decide: Option<Box<Decide>>,
    /// The dossier states it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) attest: Option<Box<Attest>>,
    /// An age.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) age: Option<Box<Age>>,
    /// A level of schooling.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) education: Option<Box<Education>>,
    /// Study credits.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) credits: Option<Box<Credits>>,
    /// Hours of training, work and the like.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) hours: Option<Box<Hours>>,
    /// A time that lasts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) duration: Option<Box<Duration>>,
    /// Nothing of a kind in a window.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) absent: Option<Box<Absent>>,
    /// A passed examination.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) exam: Option<Box<ExamPassed>>,
    /// A background or registry check.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) screening: Option<Box<ScreeningClear>>,
    /// A credential in good standing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) holds: Option<Box<Holds>>,
    /// People who vouch for the applicant.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) references: Option<Box<References>>,
    /// A document on file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) document: Option<Box<DocumentOnFile>>,
    /// Where the person lives or works.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) residence: Option<Box<Residence>>,
    /// Present employment by a kind of employer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) employer: Option<Box<Employer>>,
    /// Something has happened, in time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) event: Option<Box<EventOnFile>>,
    /// A fee paid or waived.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) fee: Option<Box<Fee>>,
}

/// A rule for each of several names, such as domains or topics.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ForEach {
    /// The names.
    pub(crate) of: Vec<String>,
    /// What stands for the name: `each` where not given.
    #[serde(default, rename = "as", skip_serializing_if = "Option::is_none")]
    pub(crate) placeholder: Option<String>,
    /// The requirement on each: where one of its texts says `{each}`, the name is put. Its id
    /// must say it.
    pub(crate) rule: Box<Node>,
}

/// Another requirement.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(untagged)]
pub(crate) enum Refer {
    /// The id of a requirement of this document.
    Here(String),
    /// A requirement of another standard.
    There(Elsewhere),
}

/// A requirement of another standard.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Elsewhere {
    /// The id of the standard.
    pub(crate) standard: String,
    /// The version; the one that no other supersedes where not given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) version: Option<String>,
    /// The id of the requirement; the whole where not given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) id: Option<String>,
}

impl Elsewhere {
    /// The standard, with its version where it is given.
    pub(crate) fn name(&self) -> String {
        match &self.version {
            Some(version) => format!("{}@{version}", self.standard),
            None => self.standard.clone(),
        }
    }
}

/// When an if-part holds, the then-part must; else the else-part, if there is one.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct When {
    /// The condition.
    #[serde(rename = "if")]
    pub(crate) condition: Box<Node>,
    /// What must hold where the condition does.
    pub(crate) then: Box<Node>,
    /// What must hold where the condition does not; nothing where not given.
    #[serde(default, rename = "else", skip_serializing_if = "Option::is_none")]
    pub(crate) otherwise: Option<Box<Node>>,
}

/// So many of several requirements.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct AtLeast {
    /// How many.
    pub(crate) count: usize,
    /// Of which.
    pub(crate) of: Vec<Node>,
}
