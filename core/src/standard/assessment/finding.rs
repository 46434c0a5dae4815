//! The words of one finding.

use std::fmt::Write;

use super::Assessment;
use crate::standard::Amount;
use crate::standard::document::Confidence;
use crate::standard::dossier::DossierDocument;
use crate::standard::evidence::Section;
use crate::standard::note::{Note, Reason, Standing};
use crate::standard::report::{Evidence, EvidenceStanding, Finding, MissingAmount, PartReport};
use crate::standard::requirement::{Requirement, Rule};
use crate::standard::rule::{Found, Kind, Outcome, Seen};
use crate::standard::verdict::Verdict;
use crate::standard::wording;

impl Assessment {
    /// The finding on a requirement and its parts. The depth of a document is bounded by its
    /// reader, and references are not followed.
    pub(super) fn finding(&self, index: usize) -> Finding {
        let requirements = self.standard.requirements();
        let Some((requirement, ruling)) =
            requirements.all.get(index).zip(self.judgement.rulings.get(index))
        else {
            return Finding::nothing();
        };
        let facts = self.facts(index);
        let notes = self.judgement.notes(index);
        let mut finding = Finding {
            id: requirement.id.clone(),
            title: requirement.title.clone(),
            rule: requirement.rule.name(),
            verdict: self.judgement.verdict(index),
            applies: self.applies(requirement),
            waived_by: ruling.waiver.and(requirement.waivable_by.clone()),
            cite: self.cite(requirement),
            confidence: requirement.confidence.name(),
            note: requirement.note.clone(),
            waivable_by: requirement.waivable_by.clone(),
            condition: requirement.applies.map(|applies| Box::new(self.finding(applies))),
            children: requirements.shown(index).iter().map(|&part| self.finding(part)).collect(),
            ..Finding::nothing()
        };
        match (&requirement.rule, &ruling.outcome) {
            (Rule::Leaf(kind), Some(outcome)) => {
                let seen = Seen { facts: &facts, notes, outcome };
                finding.required = kind.required(self.as_of);
                finding.found = kind.found(&seen);
                for day in kind.window().days_in_words(&facts) {
                    finding.found += &format!("; {day}");
                }
                finding.missing = outcome.missing.map(|missing| MissingAmount {
                    amount: missing.amount,
                    unit: missing.unit.name(),
                });
                finding.parts = parts(kind.as_ref(), outcome);
                let document = self.dossier.document();
                let evidence = notes.iter().map(|note| evidence(document, note, kind.as_ref()));
                finding.evidence = evidence.collect();
            }
            (rule, _) => (finding.required, finding.found) = self.parts_in_words(rule, &finding),
        }
        if let (Some(by), Some(note)) = (&finding.waived_by, ruling.waiver_note()) {
            let document = self.dossier.document();
            finding.found += &format!("; waived by {by}");
            finding.evidence.push(plain_evidence(document, &note));
        }
        if finding.applies == Verdict::Unmet {
            finding.found = format!("does not apply ({})", finding.found);
        }
        finding
    }

    fn cite(&self, requirement: &Requirement) -> Vec<String> {
        let sources = &self.standard.requirements().sources;
        let cited = requirement.cite.iter().filter_map(|&source| sources.get(source));
        cited.map(|source| source.id.clone()).collect()
    }

    /// What a rule over other requirements asks for, and what was found.
    fn parts_in_words(&self, rule: &Rule, finding: &Finding) -> (String, String) {
        let count =
            |verdict| finding.children.iter().filter(|child| child.verdict == verdict).count();
        let (met, unknown) = (count(Verdict::Met), count(Verdict::Unknown));
        let mut found = format!("{met} of {} met", finding.children.len());
        if unknown > 0 {
            found += &format!(", {unknown} unknown");
        }
        let verdict = |index: usize| self.judgement.verdict(index).name();
        let id = |index: usize| self.id(index).unwrap_or_default();
        match rule {
            Rule::All(of) => (format!("all {} of these", of.len()), found),
            Rule::ForEach(of) => (format!("each of these {}", of.len()), found),
            Rule::Any(of) => (format!("at least one of these {}", of.len()), found),
            Rule::AtLeast(count, of) => (format!("at least {count} of these {}", of.len()), found),
            Rule::Not(part) => {
                (format!("not {}", id(*part)), format!("{} {}", id(*part), verdict(*part)))
            }
            Rule::When { condition, then, otherwise } => {
                let otherwise =
                    otherwise.map_or(String::new(), |other| format!(", else {}", id(other)));
                let required = format!("if {} then {}{otherwise}", id(*condition), id(*then));
                (required, format!("{} {}", id(*condition), verdict(*condition)))
            }
            Rule::Refer(other) => {
                (format!("as {}", id(*other)), format!("{} {}", id(*other), verdict(*other)))
            }
            Rule::Leaf(_) => (String::new(), found),
        }
    }
}

fn parts(kind: &dyn Kind, outcome: &Outcome) -> Vec<PartReport> {
    let Found::Measure(measured) = &outcome.found else { return Vec::new() };
    let parts = measured.parts.iter().enumerate().filter_map(|(number, &counted)| {
        let (name, bounds) = kind.part(number)?;
        let amount = |thousandths: i64| Amount::from_thousandths(thousandths);
        Some(PartReport {
            name: name.to_owned(),
            at_least: (bounds.at_least > 0).then(|| amount(bounds.at_least)),
            at_most: bounds.at_most.map(amount),
            counted,
        })
    });
    parts.collect()
}

fn evidence(dossier: &DossierDocument, note: &Note, kind: &dyn Kind) -> Evidence {
    let mut evidence = plain_evidence(dossier, note);
    if let Standing::Out(Reason::Capped(part)) = note.standing {
        evidence.reason = Some(kind.capped(part.into()));
    }
    evidence
}

fn plain_evidence(dossier: &DossierDocument, note: &Note) -> Evidence {
    let index = note.index as usize;
    let amount = match note.section {
        // An amount in another unit is not what the hours counted are a part of.
        Section::Hours => {
            let entry = dossier.hours.get(index).filter(|entry| entry.unit.is_none());
            entry.map(|entry| entry.amount)
        }
        Section::Education => {
            note.counted.and(dossier.education.get(index).and_then(|entry| entry.credits))
        }
        _ => None,
    };
    let partly = note.counted.is_some_and(|counted| counted > Amount::ZERO);
    let (standing, reason) = match note.standing {
        Standing::Counts => (EvidenceStanding::Counted, note.doubt),
        Standing::Perhaps(reason) => (EvidenceStanding::Unsettled, Some(reason)),
        Standing::Out(reason) if partly => (EvidenceStanding::Partly, Some(reason)),
        Standing::Out(reason) => (EvidenceStanding::LeftOut, Some(reason)),
    };
    // Room for the most that entries say.
    let mut says = String::with_capacity(96);
    let _written = write!(says, "{}", wording::Entry::of(dossier, note));
    Evidence {
        entry: dossier.label(note.section, index).into_owned(),
        section: note.section,
        says,
        standing,
        amount,
        counted: note.counted,
        reason: match (standing, reason.map(wording::reason)) {
            (EvidenceStanding::Counted, Some(reason)) => {
                Some(format!("not in every part: {reason}"))
            }
            (_, reason) => reason,
        },
    }
}

impl Finding {
    fn nothing() -> Finding {
        Finding {
            id: String::new(),
            title: None,
            rule: "",
            verdict: Verdict::Unknown,
            applies: Verdict::Met,
            waived_by: None,
            required: String::new(),
            found: String::new(),
            missing: None,
            evidence: Vec::new(),
            parts: Vec::new(),
            cite: Vec::new(),
            confidence: Confidence::Unverified.name(),
            note: None,
            waivable_by: None,
            condition: None,
            children: Vec::new(),
        }
    }
}
