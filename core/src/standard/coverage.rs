//! What a standard document knows of its credential, and what it does not.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::error::{Place, Problems};

/// What one would want to know of a credential.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, Serialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Field {
    /// The least age.
    Age,
    /// The schooling asked for.
    Education,
    /// Whose lived experience, and how it is shown.
    LivedExperience,
    /// The time in recovery.
    Recovery,
    /// The training.
    Training,
    /// The examination.
    Exam,
    /// The hours of supervision.
    Supervision,
    /// The hours of work.
    Work,
    /// The background check.
    BackgroundCheck,
    /// The code of ethics.
    Ethics,
    /// The application fee.
    Fee,
    /// How long a certification lasts.
    Renewal,
    /// What must be learned to renew it.
    ContinuingEducation,
    /// What holds for those who are certified elsewhere.
    Reciprocity,
}

impl Field {
    /// All fields, in the order in which they are listed.
    pub const ALL: [Field; 14] = [
        Field::Age,
        Field::Education,
        Field::LivedExperience,
        Field::Recovery,
        Field::Training,
        Field::Exam,
        Field::Supervision,
        Field::Work,
        Field::BackgroundCheck,
        Field::Ethics,
        Field::Fee,
        Field::Renewal,
        Field::ContinuingEducation,
        Field::Reciprocity,
    ];

    /// The name in documents.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Field::Age => "age",
            Field::Education => "education",
            Field::LivedExperience => "lived-experience",
            Field::Recovery => "recovery",
            Field::Training => "training",
            Field::Exam => "exam",
            Field::Supervision => "supervision",
            Field::Work => "work",
            Field::BackgroundCheck => "background-check",
            Field::Ethics => "ethics",
            Field::Fee => "fee",
            Field::Renewal => "renewal",
            Field::ContinuingEducation => "continuing-education",
            Field::Reciprocity => "reciprocity",
        }
    }
}

/// Which fields a document knows. That a source says nothing is asked for is known too.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct FieldCoverage {
    /// Seen in a source.
    pub found: Vec<Field>,
    /// From memory or inferred.
    pub unverified: Vec<Field>,
    /// Not known; a field that is in no list is not known either.
    pub unknown: Vec<Field>,
}

impl FieldCoverage {
    /// The fields that are not known, listed or not.
    pub fn not_known(&self) -> impl Iterator<Item = Field> {
        let known = |field: &Field| self.found.contains(field) || self.unverified.contains(field);
        Field::ALL.into_iter().filter(move |field| !known(field))
    }

    pub(super) fn note_problems(&self, problems: &mut Problems) {
        let mut seen = Vec::new();
        let lists =
            [("found", &self.found), ("unverified", &self.unverified), ("unknown", &self.unknown)];
        for (list, fields) in lists {
            for (index, field) in fields.iter().enumerate() {
                if seen.contains(field) {
                    let place = Place::pointer(format!("/coverage/{list}/{index}"));
                    let found = format!("`{}` again", field.name());
                    problems.push(place, found, "each field in one list, once");
                }
                seen.push(*field);
            }
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    #[test]
    fn a_field_has_one_name() {
        for field in Field::ALL {
            assert_eq!(serde_json::to_value(field).unwrap(), field.name());
        }
    }

    #[test]
    fn what_is_not_listed_is_not_known() {
        let coverage = FieldCoverage { found: vec![Field::Age], ..FieldCoverage::default() };
        assert_eq!(coverage.not_known().count(), Field::ALL.len() - 1);
    }

    #[test]
    fn a_field_is_listed_once() {
        let text = r#"{"format": "peerpath/standard/1", "id": "x", "version": "1", "title": "T",
            "coverage": {"found": ["age", "fee"], "unknown": ["exam", "age"]},
            "requirement": {"id": "age", "age": {"at_least": 18}}}"#;
        let error = crate::Standard::from_json(text).unwrap_err();
        assert_eq!(error.problems().len(), 1);
        assert!(error.to_string().contains("/coverage/unknown/1"), "{error}");
        assert!(crate::Standard::from_json(&text.replace("\"exam\", \"age\"", "\"exam\"")).is_ok());
    }
}
