//! What was made of a dossier under a standard.

mod finding;

use crate::order;
use std::borrow::Cow;
use std::fmt;

use jiff::civil::Date;
use serde::{Serialize, Serializer};

use super::Amount;
use super::assess::{Judgement, judge};
use super::definition::Standard;
use super::document::Confidence;
use super::dossier::Dossier;
use super::explain;
use super::facts::Facts;
use super::report::{Finding, Question, Report, SourceReport, StandardReport};
use super::requirement::{Requirement, Rule};
use super::rule::{Kind, Outcome, Seen};
use super::verdict::Verdict;
use super::within::CycleFacts;

/// What was made of a dossier under a standard on one day: a verdict, and for every
/// requirement what was asked for, what was found and which evidence counted.
///
/// Its words are made when they are asked for: [`Assessment::explain`] for people,
/// [`Assessment::report`] and `Serialize` for programs, with the same content.
pub struct Assessment {
    standard: Standard,
    dossier: Dossier,
    as_of: Date,
    /// What the life cycle tells, where the requirement is part of one.
    cycle: CycleFacts,
    judgement: Judgement,
}

impl Assessment {
    /// Judges a dossier as of a day, inside a life cycle or out of one.
    pub(crate) fn new(
        standard: Standard,
        dossier: Dossier,
        as_of: Date,
        cycle: CycleFacts,
    ) -> Assessment {
        let facts = Facts::new(dossier.document(), as_of).in_cycle(cycle);
        let judgement = judge(standard.requirements(), &facts);
        Assessment { standard, dossier, as_of, cycle, judgement }
    }

    /// The verdict on the whole.
    #[must_use]
    pub fn verdict(&self) -> Verdict {
        self.judgement.verdict(0)
    }

    /// The standard.
    #[must_use]
    pub fn standard(&self) -> &Standard {
        &self.standard
    }

    /// The dossier.
    #[must_use]
    pub fn dossier(&self) -> &Dossier {
        &self.dossier
    }

    /// The day of assessment.
    #[must_use]
    pub fn as_of(&self) -> Date {
        self.as_of
    }

    /// The requirements not met on which the verdict turns, in the order of the document.
    #[must_use]
    pub fn unmet(&self) -> Vec<Finding> {
        self.deciding(Verdict::Unmet)
    }

    /// The requirements unknown on which the verdict turns, in the order of the document.
    #[must_use]
    pub fn unknown(&self) -> Vec<Finding> {
        self.deciding(Verdict::Unknown)
    }

    /// The facts that could change the verdict, most decisive first: those that settle it
    /// whichever way they turn out, then those that settle it one way, then the others.
    /// Where the verdict is already unmet these are the facts still unknown that must also
    /// hold once what is not met has been mended.
    #[must_use]
    pub fn questions(&self) -> Vec<Question> {
        self.asked(&self.judgement.deciding(self.standard.requirements()))
    }

    /// The assessment in indented text, for people.
    #[must_use]
    pub fn explain(&self) -> String {
        explain::text(&self.report())
    }

    /// The assessment as JSON: [`Report`] says what it holds.
    #[must_use]
    pub fn to_json(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    /// The assessment with all its words.
    #[must_use]
    pub fn report(&self) -> Report {
        let deciding = self.judgement.deciding(self.standard.requirements());
        let ids = |verdict| -> Vec<String> {
            let decides = deciding.iter().filter(|&&one| self.judgement.verdict(one) == verdict);
            decides.filter_map(|&index| self.id(index)).collect()
        };
        let cited = self.cited();
        let questions = self.asked(&deciding);
        Report {
            format: "peerpath/assessment/1",
            standard: StandardReport::of(&self.standard),
            person: self.dossier.person().map(str::to_owned),
            as_of: self.as_of,
            verdict: self.verdict(),
            requirement: self.finding(0),
            unmet: ids(Verdict::Unmet),
            unknown: ids(Verdict::Unknown),
            next: self.next(&deciding, &questions),
            questions,
            unverified: self.unverified(),
            cautions: self.cautions(),
            sources: cited.into_iter().filter_map(|source| self.source(source)).collect(),
            disclaimer: "Not legal advice.",
        }
    }

    /// What was made of one requirement, by its id; `None` where the standard has none such.
    #[must_use]
    pub fn requirement(&self, id: &str) -> Option<Finding> {
        let all = &self.standard.requirements().all;
        all.iter().position(|requirement| requirement.id == id).map(|index| self.finding(index))
    }

    /// Per requirement that looks at evidence: its verdict, and whether the whole turns on it.
    pub(crate) fn leaves(&self) -> impl Iterator<Item = (Verdict, bool)> {
        let requirements = self.standard.requirements();
        let mut decides = vec![false; requirements.all.len()];
        for index in self.judgement.deciding(requirements) {
            if let Some(decides) = decides.get_mut(index) {
                *decides = true;
            }
        }
        let counted = requirements.counted.iter();
        counted.map(move |&index| {
            (self.judgement.verdict(index), decides.get(index).copied().unwrap_or_default())
        })
    }

    pub(crate) fn deciding_of(&self, verdict: Verdict) -> Vec<usize> {
        let deciding = self.judgement.deciding(self.standard.requirements());
        deciding.into_iter().filter(|&index| self.judgement.verdict(index) == verdict).collect()
    }

    fn deciding(&self, verdict: Verdict) -> Vec<Finding> {
        self.deciding_of(verdict).into_iter().map(|index| self.finding(index)).collect()
    }

    /// What is known, for a requirement.
    fn facts(&self, index: usize) -> Facts<'_> {
        let facts = Facts::new(self.dossier.document(), self.as_of).in_cycle(self.cycle);
        facts.of_credential(self.standard.requirements().credential(index))
    }

    pub(super) fn id(&self, index: usize) -> Option<String> {
        self.standard.requirements().all.get(index).map(|requirement| requirement.id.clone())
    }

    /// A requirement that looks at evidence, its rule and what the rule says.
    fn leaf(&self, index: usize) -> Option<(&Requirement, &dyn Kind, &Outcome)> {
        let requirement = self.standard.requirements().all.get(index)?;
        let outcome = self.judgement.rulings.get(index)?.outcome.as_ref()?;
        match &requirement.rule {
            Rule::Leaf(kind) => Some((requirement, kind.as_ref(), outcome)),
            _ => None,
        }
    }

    /// What to ask about the requirements on which the verdict turns: [`Assessment::questions`].
    fn asked(&self, deciding: &[usize]) -> Vec<Question> {
        let mut questions: Vec<Question> = Vec::new();
        let requirements = self.standard.requirements();
        let unknown =
            deciding.iter().filter(|&&one| self.judgement.verdict(one) == Verdict::Unknown);
        for index in unknown.flat_map(|&index| self.judgement.open(requirements, index)) {
            let Some((requirement, kind, outcome)) = self.leaf(index) else { continue };
            if questions.iter().any(|question| question.requirement == requirement.id) {
                continue;
            }
            let facts = self.facts(index);
            let seen = Seen { facts: &facts, notes: self.judgement.notes(index), outcome };
            questions.push(Question {
                requirement: requirement.id.clone(),
                ask: kind.question(&seen),
                answered_by: kind.answered_by().to_owned(),
                if_met: self.judgement.whole_if(requirements, index, Verdict::Met),
                if_unmet: self.judgement.whole_if(requirements, index, Verdict::Unmet),
            });
        }
        let open = |question: &Question| {
            let outcomes = [question.if_met, question.if_unmet];
            outcomes.iter().filter(|outcome| **outcome == Verdict::Unknown).count()
        };
        order::sort(&mut questions, &|one, other| open(one).cmp(&open(other)));
        questions
    }

    /// What to do about the requirements on which the verdict turns: first about those that are
    /// unmet.
    fn next(&self, deciding: &[usize], questions: &[Question]) -> Vec<String> {
        let requirements = self.standard.requirements();
        let step = |index: usize| -> Option<Cow<'_, str>> {
            let (requirement, kind, outcome) = self.leaf(index)?;
            let facts = self.facts(index);
            let seen = Seen { facts: &facts, notes: self.judgement.notes(index), outcome };
            let asked = |question: &&Question| question.requirement == requirement.id;
            Some(match (outcome.verdict, questions.iter().find(asked)) {
                (Verdict::Unknown, Some(question)) => Cow::Borrowed(&question.ask),
                (Verdict::Unknown, None) => Cow::Owned(kind.question(&seen)),
                _ => Cow::Owned(kind.next(&seen)),
            })
        };
        let mut next = Vec::with_capacity(deciding.len());
        for verdict in [Verdict::Unmet, Verdict::Unknown] {
            for &index in deciding {
                if self.judgement.verdict(index) != verdict {
                    continue;
                }
                let Some(requirement) = requirements.all.get(index) else { continue };
                let mut text = String::with_capacity(128);
                text.push_str(&requirement.id);
                text.push_str(": ");
                match (&requirement.rule, verdict) {
                    (Rule::Not(part), Verdict::Unmet) => {
                        let part = self.id(*part).unwrap_or_default();
                        text.push_str(&format!("that {part} no longer holds"));
                    }
                    _ => {
                        let open = match verdict {
                            Verdict::Unknown => self.judgement.open(requirements, index),
                            _ => vec![index],
                        };
                        let steps = open.into_iter().filter_map(step);
                        for (number, step) in steps.enumerate() {
                            text.push_str(if number == 0 { "" } else { "; or " });
                            text.push_str(&step);
                        }
                    }
                }
                if let Some(by) = &requirement.waivable_by {
                    text.push_str(&format!(" (or a waiver by {by})"));
                }
                next.push(text);
            }
        }
        next
    }

    /// Whether a requirement applies.
    fn applies(&self, requirement: &Requirement) -> Verdict {
        requirement.applies.map_or(Verdict::Met, |applies| self.judgement.verdict(applies))
    }

    fn unverified(&self) -> Vec<String> {
        let all = self.standard.requirements().all.iter();
        let unverified = all.filter(|requirement| {
            matches!(requirement.rule, Rule::Leaf(_))
                && requirement.confidence == Confidence::Unverified
                && self.applies(requirement) != Verdict::Unmet
        });
        unverified.map(|requirement| requirement.id.clone()).collect()
    }

    fn cautions(&self) -> Vec<String> {
        self.standard.superseded().into_iter().collect()
    }

    /// The hours counted in a cycle above what was asked for in it.
    pub(crate) fn surplus(&self) -> Amount {
        let leaves = (0..self.standard.requirements().all.len()).filter_map(|at| self.leaf(at));
        let carrying = leaves.filter(|(_, kind, _)| kind.carries());
        carrying.map(|(_, kind, outcome)| kind.surplus(outcome, self.cycle.carried)).sum()
    }

    /// The sources that requirements cite, each once, in the order of the document.
    fn cited(&self) -> Vec<usize> {
        let all = &self.standard.requirements().all;
        let mut cited: Vec<usize> =
            all.iter().flat_map(|requirement| requirement.cite.iter().copied()).collect();
        cited.sort_unstable();
        cited.dedup();
        cited
    }

    fn source(&self, number: usize) -> Option<SourceReport> {
        self.standard.requirements().sources.get(number).map(SourceReport::of)
    }
}

impl Serialize for Assessment {
    /// Writes the [`Report`].
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.report().serialize(serializer)
    }
}

impl fmt::Display for Assessment {
    /// Writes what [`Assessment::explain`] gives.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.explain())
    }
}

impl fmt::Debug for Assessment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let person = self.dossier.person().unwrap_or("?");
        write!(f, "Assessment({:?}, {person}, {}, {})", self.standard, self.as_of, self.verdict())
    }
}
