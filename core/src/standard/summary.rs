//! Many assessments by one standard, counted.

use crate::order;
use jiff::civil::Date;
use serde::Serialize;

use super::assessment::Assessment;
use super::definition::Standard;
use super::dossier::Dossier;
use super::verdict::Verdict;
use crate::error::{Code, Error, Place};

/// How many people meet a standard, and what those who do not lack.
///
/// It is a summary: it can be updated one assessment at a time and merged with others of the
/// same standard, version and day, in any order, with the same result.
///
/// ```
/// use jiff::civil::date;
/// use peerpath::{Dossier, Standard};
///
/// let standard = Standard::builtin("us-nc/cpss")?;
/// let dossiers = [Dossier::from_json(r#"{"format": "peerpath/dossier/1", "born": "2010-01-01"}"#)?];
/// let summary = standard.summarise(&dossiers, date(2026, 11, 21))?;
/// assert_eq!((summary.n, summary.unmet), (1, 1));
/// assert_eq!(summary.most_unmet()[0].requirement, "age");
/// # Ok::<(), peerpath::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct AssessmentSummary {
    /// The id of the standard.
    pub standard: String,
    /// Its version.
    pub version: String,
    /// The day of assessment.
    pub as_of: Date,
    /// How many were assessed.
    pub n: u64,
    /// How many meet the standard.
    pub met: u64,
    /// How many do not.
    pub unmet: u64,
    /// Of how many it is unknown.
    pub unknown: u64,
    /// The requirements that look at evidence or negate what does, in the order of the
    /// document.
    pub requirements: Vec<RequirementCount>,
}

/// How many people meet one requirement.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RequirementCount {
    /// The id of the requirement.
    pub requirement: String,
    /// Its title.
    pub title: Option<String>,
    /// How many meet it, by waiver or because it does not apply included.
    pub met: u64,
    /// How many do not.
    pub unmet: u64,
    /// Of how many it is unknown.
    pub unknown: u64,
    /// For how many the verdict on the whole turns on its being unmet.
    pub deciding_unmet: u64,
    /// For how many the verdict on the whole turns on its being unknown.
    pub deciding_unknown: u64,
}

impl Standard {
    /// Assesses many dossiers as they stand on one day, and counts.
    ///
    /// # Errors
    /// As [`Standard::assess`], for the first dossier that cannot be assessed; the subject
    /// names the person.
    pub fn summarise<'a>(
        &self,
        dossiers: impl IntoIterator<Item = &'a Dossier>,
        as_of: Date,
    ) -> Result<AssessmentSummary, Error> {
        let mut summary = AssessmentSummary::new(self, as_of);
        for dossier in dossiers {
            let assessment = self.assess(dossier, as_of).map_err(|error| {
                let person = dossier.person().unwrap_or("without a name");
                let subject = format!("{}, dossier {person}", error.subject());
                error.with_subject(subject)
            })?;
            summary.count(&assessment);
        }
        Ok(summary)
    }
}

impl AssessmentSummary {
    /// A summary of no assessments.
    #[must_use]
    pub fn new(standard: &Standard, as_of: Date) -> AssessmentSummary {
        let requirements = standard.requirements();
        let counted = requirements.counted.iter();
        let leaves = counted.filter_map(|&index| requirements.all.get(index));
        AssessmentSummary {
            standard: standard.id().to_owned(),
            version: standard.version().to_owned(),
            as_of,
            n: 0,
            met: 0,
            unmet: 0,
            unknown: 0,
            requirements: leaves
                .map(|requirement| RequirementCount {
                    requirement: requirement.id.clone(),
                    title: requirement.title.clone(),
                    met: 0,
                    unmet: 0,
                    unknown: 0,
                    deciding_unmet: 0,
                    deciding_unknown: 0,
                })
                .collect(),
        }
    }

    /// Counts one more assessment.
    ///
    /// # Errors
    /// [`Code::Argument`] where it is by another standard, version or day.
    pub fn update(&mut self, assessment: &Assessment) -> Result<(), Error> {
        let other = AssessmentSummary::new(assessment.standard(), assessment.as_of());
        self.same_as(&other, "assessment")?;
        self.count(assessment);
        Ok(())
    }

    /// Adds the counts of another summary.
    ///
    /// # Errors
    /// [`Code::Argument`] where it is by another standard, version or day.
    pub fn merge(&mut self, other: &AssessmentSummary) -> Result<(), Error> {
        self.same_as(other, "other")?;
        self.n += other.n;
        self.met += other.met;
        self.unmet += other.unmet;
        self.unknown += other.unknown;
        for (this, other) in self.requirements.iter_mut().zip(&other.requirements) {
            this.met += other.met;
            this.unmet += other.unmet;
            this.unknown += other.unknown;
            this.deciding_unmet += other.deciding_unmet;
            this.deciding_unknown += other.deciding_unknown;
        }
        Ok(())
    }

    /// The requirements on whose being unmet a verdict turns, most frequent first, then in
    /// the order of the document.
    #[must_use]
    pub fn most_unmet(&self) -> Vec<&RequirementCount> {
        most(&self.requirements, |count| count.deciding_unmet)
    }

    /// The requirements on whose being unknown a verdict turns, most frequent first, then in
    /// the order of the document.
    #[must_use]
    pub fn most_unknown(&self) -> Vec<&RequirementCount> {
        most(&self.requirements, |count| count.deciding_unknown)
    }

    /// The summary as JSON.
    #[must_use]
    pub fn to_json(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    fn count(&mut self, assessment: &Assessment) {
        let (met, unmet, unknown) = (&mut self.met, &mut self.unmet, &mut self.unknown);
        self.n += 1;
        *slot(assessment.verdict(), met, unmet, unknown) += 1;
        let verdicts = assessment.leaves();
        for (count, (verdict, deciding)) in self.requirements.iter_mut().zip(verdicts) {
            *slot(verdict, &mut count.met, &mut count.unmet, &mut count.unknown) += 1;
            match verdict {
                Verdict::Unmet if deciding => count.deciding_unmet += 1,
                Verdict::Unknown if deciding => count.deciding_unknown += 1,
                _ => {}
            }
        }
    }

    fn same_as(&self, other: &AssessmentSummary, argument: &str) -> Result<(), Error> {
        let name = |summary: &AssessmentSummary| {
            format!("{} {} as of {}", summary.standard, summary.version, summary.as_of)
        };
        let ids = |summary: &AssessmentSummary| -> Vec<String> {
            summary.requirements.iter().map(|count| count.requirement.clone()).collect()
        };
        if name(self) == name(other) && ids(self) == ids(other) {
            return Ok(());
        }
        let place = Place::argument(argument);
        Err(Error::one(Code::Argument, "assessment summary", place, name(other), name(self)))
    }
}

fn slot<'a>(
    verdict: Verdict,
    met: &'a mut u64,
    unmet: &'a mut u64,
    unknown: &'a mut u64,
) -> &'a mut u64 {
    match verdict {
        Verdict::Met => met,
        Verdict::Unmet => unmet,
        Verdict::Unknown => unknown,
    }
}

fn most(counts: &[RequirementCount], by: fn(&RequirementCount) -> u64) -> Vec<&RequirementCount> {
    let mut most: Vec<&RequirementCount> = counts.iter().filter(|count| by(count) > 0).collect();
    order::sort(&mut most, &|one, other| by(other).cmp(&by(one)));
    most
}

#[cfg(feature = "arrow")]
mod tables {
    use super::{AssessmentSummary, RequirementCount};
    use crate::error::Error;
    use crate::table::Table;

    impl AssessmentSummary {
        /// The counts as a table: `requirement`, `title`, `met`, `unmet`, `unknown`, `n`,
        /// `deciding_unmet`, `deciding_unknown`, in the order of the document.
        ///
        /// # Errors
        /// None in practice.
        pub fn to_table(&self) -> Result<Table, Error> {
            let column = |of: fn(&RequirementCount) -> u64| self.requirements.iter().map(of);
            let titles = self.requirements.iter().map(|count| count.title.clone());
            Table::builder()
                .text("requirement", self.requirements.iter().map(|count| &count.requirement))
                .optional_text("title", titles)
                .count("met", column(|count| count.met))
                .count("unmet", column(|count| count.unmet))
                .count("unknown", column(|count| count.unknown))
                .count("n", column(|count| count.met + count.unmet + count.unknown))
                .count("deciding_unmet", column(|count| count.deciding_unmet))
                .count("deciding_unknown", column(|count| count.deciding_unknown))
                .finish()
        }
    }
}
