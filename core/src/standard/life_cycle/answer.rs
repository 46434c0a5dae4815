//! The answer to where a credential stands, put together.

use jiff::civil::Date;

use super::cycle::{self, Cycle};
use super::document::AfterGrace;
use super::explain;
use super::judged::{Findings, Judged};
use super::parts::LifeCycle;
use super::report::{
    ChoiceReport, CredentialReport, CycleReport, LongerCycleReport, RenewalReport,
};
use super::status::{Course, Status, Timeline};
use super::term::{Holding, Named};
use crate::standard::Amount;
use crate::standard::definition::Standard;
use crate::standard::document::Confidence;
use crate::standard::dossier::Dossier;
use crate::standard::evidence::{CredentialStatus, Section};
use crate::standard::report::{Finding, SourceReport, StandardReport};
use crate::standard::verdict::Verdict;
use crate::standard::within::CycleFacts;

/// What the answer is put together from.
pub(super) struct Answer<'a> {
    pub(super) standard: &'a Standard,
    pub(super) life_cycle: &'a LifeCycle,
    pub(super) dossier: &'a Dossier,
    pub(super) as_of: Date,
    pub(super) holding: Holding<'a>,
    pub(super) cycle: Option<Cycle>,
    pub(super) facts: CycleFacts,
    pub(super) findings: Findings,
}

/// What renewal asks for.
#[derive(Default)]
struct Asked {
    verdict: Option<Verdict>,
    requirement: Option<Finding>,
    needed: Vec<super::report::Needed>,
}

impl<'a> Answer<'a> {
    pub(super) fn new(
        standard: &'a Standard,
        life_cycle: &'a LifeCycle,
        dossier: &'a Dossier,
        as_of: Date,
    ) -> Answer<'a> {
        let named = Named { id: standard.id(), credential: standard.credential() };
        let holding = Holding::of(dossier.document(), named, &life_cycle.rules, as_of);
        let mut answer = Answer {
            standard,
            life_cycle,
            dossier,
            as_of,
            holding,
            cycle: None,
            facts: CycleFacts::default(),
            findings: Findings::default(),
        };
        answer.share_expiry();
        answer.find_cycle();
        answer
    }

    pub(super) fn named(&self) -> Named<'a> {
        Named { id: self.standard.id(), credential: self.standard.credential() }
    }

    /// The last good day of the term at hand.
    pub(super) fn last(&self) -> Option<Date> {
        self.holding.term?.last
    }

    pub(super) fn closed(&self, section: Section) -> bool {
        self.dossier.complete().contains(&section)
    }

    /// Credentials that expire together do so on the latest of their last days.
    fn share_expiry(&mut self) {
        let names = &self.life_cycle.rules.shares_expiry_with;
        let Some(mut term) = self.holding.term.filter(|_| !names.is_empty()) else { return };
        let good = |status: Option<CredentialStatus>| {
            matches!(status, Some(CredentialStatus::Active | CredentialStatus::Probation))
        };
        for (index, entry) in self.dossier.document().credentials.iter().enumerate() {
            let begun = entry.issued.is_none_or(|issued| issued.0 <= self.as_of);
            let named = names.iter().any(|name| *name == entry.credential);
            if !named || !begun || !good(entry.status) {
                continue;
            }
            match entry.expires {
                Some(expires) => term.last = term.last.max(Some(expires.0)),
                None => {
                    let entry =
                        self.dossier.document().label(Section::Credentials, index).into_owned();
                    self.findings.ask(
                        "expires",
                        format!("record `expires` of {entry}"),
                        "registry",
                    );
                }
            }
        }
        self.holding.term = Some(term);
    }

    fn find_cycle(&mut self) {
        let rules = &self.life_cycle.rules;
        self.facts.lapse = self.last().and_then(|last| last.tomorrow().ok());
        let Some((cycle, before)) = cycle::at_hand(rules, &self.holding, self.as_of) else {
            return;
        };
        self.cycle = Some(cycle);
        self.facts.cycle = Some(cycle.from);
        if let (Some(carry), Some(renewal)) = (&rules.carry_over, &self.life_cycle.renewal) {
            let mut carried = Amount::ZERO;
            for cycle in before.into_iter().rev() {
                let facts = CycleFacts { cycle: Some(cycle.from), lapse: None, carried };
                let surplus = super::judged::surplus(renewal, self.dossier, cycle.to, facts);
                carried = surplus.min(carry.at_most);
            }
            self.facts.carried = carried;
        }
    }

    /// The day as of which what renews is judged: the last day that counts for the cycle.
    fn judged_on(&self) -> Date {
        let rules = &self.life_cycle.rules;
        let late = rules.cycle.as_ref().is_some_and(|cycle| cycle.late_hours);
        let closes = match (self.cycle, self.last()) {
            (Some(_), Some(last)) if late => Some(rules.grace_end(last)),
            (Some(cycle), _) => Some(cycle.to),
            _ => None,
        };
        closes.map_or(self.as_of, |closes| closes.min(self.as_of))
    }

    pub(super) fn judge(&mut self, part: &Standard, on: Date) -> Judged {
        self.findings.judge(part, self.dossier, on, self.facts)
    }

    /// The standing that was recorded beside the days: by the last event of its kind, else by
    /// the entry.
    fn recorded(&self) -> Option<CredentialStatus> {
        let (_, entry) = self.holding.entry?;
        let named = self.named();
        let events = self.dossier.document().events.iter().enumerate();
        let standing = events.filter_map(|(index, event)| {
            let status = match event.kind.as_str() {
                "reinstatement" => CredentialStatus::Active,
                "probation" => CredentialStatus::Probation,
                "inactivation" => CredentialStatus::Inactive,
                "suspension" => CredentialStatus::Suspended,
                "relinquishment" => CredentialStatus::Relinquished,
                "revocation" => CredentialStatus::Revoked,
                _ => return None,
            };
            let on = event.on.0;
            let meant = on <= self.as_of && entry.issued.is_none_or(|issued| issued.0 <= on);
            (meant && named.concerns(event)).then_some((on, index, status))
        });
        let latest = standing.max_by_key(|&(on, index, _)| (on, index));
        latest.map(|(_, _, status)| status).or(entry.status)
    }

    fn timeline(&mut self) -> Timeline {
        let recorded = self.recorded();
        let ends = self.life_cycle.rules.ends.as_ref().map(|ends| ends.on.0);
        Timeline { course: self.course(recorded), recorded, ends }
    }

    fn course(&mut self, recorded: Option<CredentialStatus>) -> Course {
        let Some((index, _)) = self.holding.entry else { return self.without_entry() };
        let entry = self.dossier.document().label(Section::Credentials, index).into_owned();
        match recorded {
            None => {
                let ask = format!("record `status` of {entry}");
                self.findings.ask("status", ask, "registry");
                return Course::Fixed(Status::Unknown);
            }
            Some(CredentialStatus::Applied) => return self.application(),
            Some(CredentialStatus::Provisional) => {
                if let Some(last) = self.provisional_end() {
                    return Course::Provisional { last };
                }
            }
            Some(_) => {
                let rules = &self.life_cycle.rules;
                if let Some((term, last)) = self.holding.term.zip(self.last()) {
                    // What ends with its term is not renewed.
                    let renewed = rules.ends.as_ref().is_none_or(|ends| last < ends.on.0);
                    return Course::Term {
                        opens: rules
                            .window
                            .filter(|_| renewed)
                            .map(|_| rules.opens(term.from, last)),
                        due: rules
                            .due
                            .filter(|_| renewed)
                            .and_then(|due| due.before(last))
                            .unwrap_or(last),
                        last,
                        grace: rules.grace.map(|_| rules.grace_end(last)),
                        after: rules.after_grace.unwrap_or(AfterGrace::Lapsed),
                    };
                }
            }
        }
        let ask = match self.holding.entry.and_then(|(_, entry)| entry.issued) {
            Some(_) => format!("record `expires` of {entry}"),
            None => format!("record `issued` or `expires` of {entry}"),
        };
        self.findings.ask("expires", ask, "registry");
        Course::Fixed(Status::Unknown)
    }

    fn without_entry(&mut self) -> Course {
        if self.applied_on().is_some() {
            return self.application();
        }
        if self.closed(Section::Credentials) {
            return Course::Fixed(Status::None);
        }
        let ask = format!(
            "record the credential {} with its `issued` and `status`, or that `credentials` is \
             complete without it",
            self.standard.id()
        );
        self.findings.ask("status", ask, "registry");
        Course::Fixed(Status::Unknown)
    }

    /// What renewal asks for: that of a short first period, or that of every other.
    fn asked(&mut self) -> Asked {
        let life_cycle = self.life_cycle;
        let (first, last) = (self.holding.counted_from, self.last());
        let short = life_cycle.rules.first_period.iter().position(|period| {
            let longest = first.and_then(|first| period.at_most.after(first));
            self.holding.in_first_term()
                && longest.zip(last).is_some_and(|(most, last)| last <= most)
        });
        let part = match short {
            Some(number) => life_cycle.first_periods.get(number).and_then(Option::as_ref),
            None => life_cycle.renewal.as_ref(),
        };
        match (part, short) {
            (Some(part), _) => {
                let judged = self.judge(part, self.judged_on());
                Asked {
                    verdict: Some(judged.verdict),
                    requirement: Some(judged.finding),
                    needed: judged.needed,
                }
            }
            (None, Some(_)) => Asked { verdict: Some(Verdict::Met), ..Asked::default() },
            (None, None) => Asked::default(),
        }
    }

    fn longer_cycles(&mut self) -> Vec<LongerCycleReport> {
        let life_cycle = self.life_cycle;
        let Some(first) = self.holding.first_issued else { return Vec::new() };
        let day = self.last().map_or(self.as_of, |last| self.as_of.min(last));
        let rules = life_cycle.rules.longer_cycles.iter();
        let mut reports = Vec::new();
        for (rule, part) in rules.zip(&life_cycle.longer_cycles) {
            let Some(cycle) = cycle::around(&life_cycle.rules, first, rule.every, day) else {
                continue;
            };
            let facts = CycleFacts { cycle: Some(cycle.from), ..CycleFacts::default() };
            let on = self.as_of.min(cycle.to);
            let judged = self.findings.judge(part, self.dossier, on, facts);
            reports.push(LongerCycleReport {
                cycle: CycleReport { from: cycle.from, to: cycle.to },
                ends_in_term: self.last().is_some_and(|last| cycle.to <= last),
                verdict: judged.verdict,
                requirement: judged.finding,
                needed: judged.needed,
            });
        }
        reports
    }

    fn choices(&mut self) -> Vec<ChoiceReport> {
        let life_cycle = self.life_cycle;
        let calendar = life_cycle.rules.calendar();
        let (last, on) = (self.last(), self.judged_on());
        let mut reports = Vec::new();
        for (choice, part) in life_cycle.rules.choices.iter().zip(&life_cycle.choices) {
            let judged = self.judge(part, on);
            reports.push(ChoiceReport {
                renew_for: choice.renew_for,
                next_expires: last.and_then(|last| calendar.next_for(last, choice.renew_for)),
                verdict: judged.verdict,
                requirement: judged.finding,
                needed: judged.needed,
            });
        }
        reports
    }

    fn credential(&self) -> Option<CredentialReport> {
        let (index, entry) = self.holding.entry?;
        Some(CredentialReport {
            entry: self.dossier.document().label(Section::Credentials, index).into_owned(),
            credential: entry.credential.to_string(),
            issued: entry.issued.map(|day| day.0),
            expires: entry.expires.map(|day| day.0),
            status: entry.status.map(CredentialStatus::name),
        })
    }

    pub(super) fn report(mut self) -> RenewalReport {
        let rules = &self.life_cycle.rules;
        let timeline = self.timeline();
        let status = timeline.on(self.as_of);
        let term = match timeline.course {
            Course::Provisional { .. } | Course::Application { .. } => None,
            _ => self.holding.term,
        };
        let renewable = term.is_some()
            && !matches!(
                status,
                Status::Lapsed
                    | Status::Inactive
                    | Status::Revoked
                    | Status::Relinquished
                    | Status::Ended
            );
        let ends = rules.ends.as_ref().map(|ends| ends.on.0);
        let last = term.and_then(|term| term.last);
        let ending = last.zip(ends).is_some_and(|(last, ends)| ends <= last);
        let asked = if renewable { self.asked() } else { Asked::default() };
        let longer_cycles = if renewable { self.longer_cycles() } else { Vec::new() };
        let choices = if renewable { self.choices() } else { Vec::new() };
        let next_expires = last
            .filter(|_| renewable && !ending && choices.is_empty())
            .and_then(|last| rules.calendar().next(self.holding.counted_from, last))
            .map(|next| ends.map_or(next, |ends| next.min(ends)));
        let provisional = self.provisional(timeline.course);
        let application = self.application_report(timeline.course);
        let deadlines = self.deadlines();
        let reinstatement = self.reinstatement(status);
        let (opens, due, grace_until) = match timeline.course {
            Course::Term { opens, due, grace, .. } => (opens, Some(due), grace),
            _ => (None, None, None),
        };
        let cycle = self.cycle.filter(|_| term.is_some());
        let mut report = RenewalReport {
            format: "peerpath/renewal/1",
            standard: self.standard_report(),
            person: self.dossier.person().map(str::to_owned),
            as_of: self.as_of,
            status,
            in_good_standing: status.is_good(),
            credential: self.credential(),
            term_from: term.map(|term| term.from),
            expires: last.map(|last| ends.map_or(last, |ends| last.min(ends))),
            window_opens: opens,
            due: due.filter(|_| !ending),
            grace_until: grace_until.filter(|_| !ending),
            next_expires,
            keep_proof_until: rules
                .keep_proof
                .zip(cycle)
                .and_then(|(keep, cycle)| keep.after(cycle.to)),
            changes: timeline.changes(self.as_of),
            cycle: cycle.map(|cycle| CycleReport { from: cycle.from, to: cycle.to }),
            carried_over: rules.carry_over.as_ref().and(cycle).map(|_| self.facts.carried),
            verdict: asked.verdict,
            requirement: asked.requirement,
            needed: asked.needed,
            longer_cycles,
            choices,
            provisional,
            application,
            deadlines,
            reinstatement,
            fees: self.fees(status),
            replaced_by: rules.ends.as_ref().and_then(|ends| ends.replaced_by.clone()),
            questions: Vec::new(),
            unverified: Vec::new(),
            cautions: self.cautions(status),
            explanation: Vec::new(),
            sources: Vec::new(),
            disclaimer: "Not legal advice.",
        };
        self.note_own_values();
        report.sources = self.sources();
        report.questions = self.findings.questions;
        report.unverified = self.findings.unverified;
        report.explanation = explain::lines(&report, rules);
        report
    }

    /// The values of the life cycle itself: their sources, and how well they are known.
    fn note_own_values(&mut self) {
        let document = self.standard.document();
        let rules = &self.life_cycle.rules;
        let verified = document.verified.as_ref().map(|verified| verified.confidence);
        if rules.confidence.or(verified) != Some(Confidence::Found) {
            self.findings.note_unverified("life_cycle");
        }
        let cite = rules.cite.as_ref().or(document.requirement.cite.as_ref());
        let cite = cite.into_iter().flat_map(|cite| cite.as_slice().iter().cloned());
        self.findings.cited.extend(cite);
    }

    fn sources(&self) -> Vec<SourceReport> {
        let sources = self.standard.document().sources.iter();
        let cited = sources.filter(|source| self.findings.cited.contains(&source.id));
        cited.map(SourceReport::of).collect()
    }

    fn cautions(&self, status: Status) -> Vec<String> {
        let mut cautions = self.holding.cautions.clone();
        let open: Vec<&str> = [Section::Credentials, Section::Events]
            .into_iter()
            .filter(|&section| !self.closed(section))
            .map(Section::name)
            .collect();
        if matches!(status, Status::Grace | Status::Lapsed) && !open.is_empty() {
            let open = open.join("` and `");
            cautions.push(format!(
                "A renewal that is not recorded would change this: `{open}` not complete."
            ));
        }
        cautions.extend(self.standard.superseded());
        cautions
    }

    fn standard_report(&self) -> StandardReport {
        StandardReport::of(self.standard)
    }
}
