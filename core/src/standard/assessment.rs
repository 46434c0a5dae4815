//! What was made of a dossier under a standard.

use std::fmt;

use jiff::civil::Date;
use serde::{Serialize, Serializer};

use super::Amount;
use super::assess::Judgement;
use super::definition::Standard;
use super::document::Confidence;
use super::dossier::{Dossier, DossierDocument};
use super::evidence::Section;
use super::explain;
use super::facts::Facts;
use super::note::{Note, Reason, Standing};
use super::report::{
    Evidence, EvidenceStanding, Finding, MissingAmount, PartReport, Question, Report, SourceReport,
    StandardReport,
};
use super::requirement::{Requirement, Rule};
use super::rule::{Found, Kind, Outcome, Seen};
use super::verdict::Verdict;
use super::wording;

/// What was made of a dossier under a standard on one day: a verdict, and for every
/// requirement what was asked for, what was found and which evidence counted.
///
/// Its words are made when they are asked for: [`Assessment::explain`] for people,
/// [`Assessment::report`] and `Serialize` for programs, with the same content.
pub struct Assessment {
    standard: Standard,
    dossier: Dossier,
    as_of: Date,
    judgement: Judgement,
}

impl Assessment {
    pub(crate) fn new(
        standard: Standard,
        dossier: Dossier,
        as_of: Date,
        judgement: Judgement,
    ) -> Assessment {
        Assessment { standard, dossier, as_of, judgement }
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
        let facts = self.facts();
        let mut questions: Vec<Question> = Vec::new();
        let requirements = self.standard.requirements();
        let unknown = self.deciding_of(Verdict::Unknown).into_iter();
        for index in unknown.flat_map(|index| self.judgement.open(requirements, index)) {
            let Some((requirement, kind, outcome)) = self.leaf(index) else { continue };
            if questions.iter().any(|question| question.requirement == requirement.id) {
                continue;
            }
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
        questions.sort_by_key(open);
        questions
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
        let document = self.standard.document();
        let ids = |verdict| -> Vec<String> {
            self.deciding_of(verdict).into_iter().filter_map(|index| self.id(index)).collect()
        };
        let cited = self.cited();
        Report {
            format: "peerpath/assessment/1",
            standard: StandardReport {
                id: document.id.clone(),
                version: document.version.clone(),
                title: document.title.clone(),
                jurisdiction: document.jurisdiction.clone(),
                effective_from: self.standard.effective_from(),
                effective_until: self.standard.effective_until(),
                verified_on: document.verified.as_ref().map(|verified| verified.on.0),
                gaps: document.gaps.clone(),
            },
            person: self.dossier.person().map(str::to_owned),
            as_of: self.as_of,
            verdict: self.verdict(),
            requirement: self.finding(0),
            unmet: ids(Verdict::Unmet),
            unknown: ids(Verdict::Unknown),
            questions: self.questions(),
            next: self.next(),
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

    fn facts(&self) -> Facts<'_> {
        Facts::new(self.dossier.document(), self.as_of)
    }

    fn id(&self, index: usize) -> Option<String> {
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

    fn next(&self) -> Vec<String> {
        let facts = self.facts();
        let requirements = self.standard.requirements();
        let step = |index: usize| -> Option<String> {
            let (_, kind, outcome) = self.leaf(index)?;
            let seen = Seen { facts: &facts, notes: self.judgement.notes(index), outcome };
            Some(match outcome.verdict {
                Verdict::Unknown => kind.question(&seen),
                _ => kind.next(&seen),
            })
        };
        let mut next = Vec::new();
        for verdict in [Verdict::Unmet, Verdict::Unknown] {
            for index in self.deciding_of(verdict) {
                let Some(requirement) = requirements.all.get(index) else { continue };
                let steps = match (&requirement.rule, verdict) {
                    (Rule::Not(part), Verdict::Unmet) => {
                        format!("that {} no longer holds", self.id(*part).unwrap_or_default())
                    }
                    _ => {
                        let open = match verdict {
                            Verdict::Unknown => self.judgement.open(requirements, index),
                            _ => vec![index],
                        };
                        open.into_iter().filter_map(step).collect::<Vec<_>>().join("; or ")
                    }
                };
                let waiver = match &requirement.waivable_by {
                    Some(by) => format!(" (or a waiver by {by})"),
                    None => String::new(),
                };
                next.push(format!("{}: {steps}{waiver}", requirement.id));
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
        let effective = &self.standard.document().effective;
        let superseded = effective.superseded_by.as_ref().map(|version| {
            format!("Version {version} has taken the place of this one; when is not known.")
        });
        superseded.into_iter().collect()
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
        let source = self.standard.document().sources.get(number)?;
        Some(SourceReport {
            id: source.id.clone(),
            title: source.title.clone(),
            url: source.url.clone(),
            year: source.year,
            dated: source.date_in_words(),
        })
    }

    /// The finding on a requirement and its parts. The depth of a document is bounded by its
    /// reader, and references are not followed.
    fn finding(&self, index: usize) -> Finding {
        let requirements = self.standard.requirements();
        let Some((requirement, ruling)) =
            requirements.all.get(index).zip(self.judgement.rulings.get(index))
        else {
            return Finding::nothing();
        };
        let facts = self.facts();
        let notes = self.judgement.notes(index);
        let mut finding = Finding {
            id: requirement.id.clone(),
            title: requirement.title.clone(),
            rule: requirement.rule.name(),
            verdict: ruling.verdict,
            applies: self.applies(requirement),
            waived_by: ruling.waiver.and(requirement.waivable_by.clone()),
            cite: self.cite(requirement),
            confidence: requirement.confidence.name(),
            note: requirement.note.clone(),
            waivable_by: requirement.waivable_by.clone(),
            condition: requirement.applies.map(|applies| Box::new(self.finding(applies))),
            children: requirement.rule.children().iter().map(|&part| self.finding(part)).collect(),
            ..Finding::nothing()
        };
        match (&requirement.rule, &ruling.outcome) {
            (Rule::Leaf(kind), Some(outcome)) => {
                let seen = Seen { facts: &facts, notes, outcome };
                finding.required = kind.required(self.as_of);
                finding.found = kind.found(&seen);
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
        let sources = &self.standard.document().sources;
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
            name,
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
        Section::Hours => dossier.hours.get(index).map(|entry| entry.amount),
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
    Evidence {
        entry: dossier.label(note.section, index),
        section: note.section,
        says: wording::described(dossier, note.section, index),
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
