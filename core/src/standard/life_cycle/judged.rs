//! The requirements of a life cycle, judged, and what they add to the answer.

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::report::{Needed, RenewalQuestion};
use crate::standard::Amount;
use crate::standard::assessment::Assessment;
use crate::standard::definition::Standard;
use crate::standard::dossier::Dossier;
use crate::standard::report::Finding;
use crate::standard::verdict::Verdict;
use crate::standard::within::CycleFacts;

/// What was made of one requirement of a life cycle.
pub(super) struct Judged {
    pub(super) verdict: Verdict,
    pub(super) finding: Finding,
    pub(super) needed: Vec<Needed>,
}

/// What judging found beside: which questions are open, which values are not verified, and
/// which sources were cited.
#[derive(Default)]
pub(super) struct Findings {
    pub(super) questions: Vec<RenewalQuestion>,
    pub(super) unverified: Vec<String>,
    pub(super) cited: BTreeSet<String>,
}

impl Findings {
    pub(super) fn ask(&mut self, about: &str, ask: impl Into<String>, answered_by: &str) {
        let question = RenewalQuestion {
            about: about.to_owned(),
            ask: ask.into(),
            answered_by: answered_by.to_owned(),
        };
        if !self.questions.contains(&question) {
            self.questions.push(question);
        }
    }

    pub(super) fn note_unverified(&mut self, id: &str) {
        if self.unverified.iter().all(|other| other != id) {
            self.unverified.push(id.to_owned());
        }
    }

    /// Judges a requirement as of a day.
    pub(super) fn judge(
        &mut self,
        part: &Standard,
        dossier: &Dossier,
        as_of: Date,
        cycle: CycleFacts,
    ) -> Judged {
        let assessment = Assessment::new(part.clone(), dossier.clone(), as_of, cycle);
        let report = assessment.report();
        for question in report.questions {
            self.ask(&question.requirement, question.ask, &question.answered_by);
        }
        for id in &report.unverified {
            self.note_unverified(id);
        }
        self.cited.extend(report.sources.into_iter().map(|source| source.id));
        let deciding = assessment.unmet().into_iter().chain(assessment.unknown());
        Judged {
            verdict: report.verdict,
            finding: report.requirement,
            needed: deciding.flat_map(|finding| needed(&finding)).collect(),
        }
    }
}

/// The amounts that a requirement still needs, in the whole and in each part.
fn needed(finding: &Finding) -> Vec<Needed> {
    let whole = finding.missing.map(|missing| Needed {
        requirement: finding.id.clone(),
        part: None,
        amount: missing.amount,
        unit: missing.unit,
    });
    let parts = finding.parts.iter().filter_map(|part| {
        let short = part.at_least?.thousandths() - part.counted.thousandths();
        (short > 0).then(|| Needed {
            requirement: finding.id.clone(),
            part: Some(part.name.clone()),
            amount: Amount::from_thousandths(short),
            unit: "hours",
        })
    });
    whole.into_iter().chain(parts).collect()
}

/// The hours of a cycle above what it asked for.
pub(super) fn surplus(
    part: &Standard,
    dossier: &Dossier,
    as_of: Date,
    cycle: CycleFacts,
) -> Amount {
    Assessment::new(part.clone(), dossier.clone(), as_of, cycle).surplus()
}
