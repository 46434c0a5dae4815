//! The text form of a renewal.

use jiff::civil::Date;

use super::document::LifeCycleDocument;
use super::report::{
    ChoiceReport, DeadlineReport, Needed, ProvisionalReport, ReinstatementReport, RenewalReport,
};
use crate::document::Period;
use crate::standard::explain;
use crate::standard::report::Finding;
use crate::standard::verdict::Verdict;

/// The answer in lines of indented text.
pub(super) fn lines(report: &RenewalReport, rules: &LifeCycleDocument) -> Vec<String> {
    let mut text = Text(Vec::new());
    text.heading(report);
    text.days(report, rules);
    text.renewal(report, rules);
    for cycle in &report.longer_cycles {
        let when = if cycle.ends_in_term { "" } else { ", not yet for this renewal" };
        let (from, to) = (cycle.cycle.from, cycle.cycle.to);
        text.line(format!(
            "In the cycle {from} to {to}{when}: {}",
            cycle.verdict.name().to_uppercase()
        ));
        text.tree(&cycle.requirement);
        text.needed(&cycle.needed);
    }
    for choice in &report.choices {
        text.choice(choice);
    }
    if let Some(provisional) = &report.provisional {
        text.provisional(provisional);
    }
    if let Some(reinstatement) = &report.reinstatement {
        text.reinstatement(reinstatement);
    }
    for deadline in &report.deadlines {
        text.deadline(deadline);
    }
    text.close(report, rules);
    text.0
}

struct Text(Vec<String>);

impl Text {
    fn line(&mut self, line: impl Into<String>) {
        self.0.push(line.into());
    }

    fn heading(&mut self, report: &RenewalReport) {
        let standard = &report.standard;
        let person = report.person.as_ref().map_or(String::new(), |who| format!(" for {who}"));
        let (id, version) = (&standard.id, &standard.version);
        let status = report.status.name().to_uppercase();
        self.line(format!("{id} {version}{person} as of {}: {status}", report.as_of));
        let Some(credential) = &report.credential else { return };
        let issued = credential
            .issued
            .map_or(", day of issue not recorded".to_owned(), |on| format!(", issued {on}"));
        let status = credential.status.unwrap_or("standing not recorded");
        let expires = credential
            .expires
            .map_or(String::new(), |last| format!(", recorded as good to {last}"));
        let (name, entry) = (&credential.credential, &credential.entry);
        self.line(format!("Rests on {entry}: {name}{issued}, {status}{expires}."));
    }

    fn days(&mut self, report: &RenewalReport, rules: &LifeCycleDocument) {
        if let Some(application) = &report.application {
            let mut text = application
                .on
                .map_or("Applied, when is not recorded".to_owned(), |on| format!("Applied {on}"));
            match (application.completed, application.complete_by) {
                (Some(on), _) => text += &format!(", complete {on}"),
                (None, Some(by)) => text += &format!(", to be complete by {by}"),
                _ => {}
            }
            if let Some(by) = application.decision_by {
                text += &format!(", to be decided by {by}");
            }
            self.line(text + ".");
        }
        if let Some(last) = report.expires {
            let mut text = format!("Last good day {last}");
            if let Some(opens) = report.window_opens {
                text += &format!("; renewal opens {opens}");
            }
            if let Some(due) = report.due.filter(|&due| due != last) {
                text += &format!("; to be asked for by {due}");
            }
            if let (Some(grace), Some(until)) = (rules.grace, report.grace_until) {
                text += &format!("; grace of {} to {until}", grace.in_words());
            }
            self.line(text + ".");
        }
        if let Some(ends) = &rules.ends {
            let by = report.replaced_by.as_ref();
            let by = by.map_or(String::new(), |other| format!("; {other} takes its place"));
            self.line(format!("No such credential is good after {}{by}.", ends.on));
        }
    }

    fn renewal(&mut self, report: &RenewalReport, rules: &LifeCycleDocument) {
        if let Some(cycle) = &report.cycle {
            let begins = if cycle.from > report.as_of { ", which has not begun" } else { "" };
            let carried = report.carried_over.map_or(String::new(), |amount| {
                format!("; {amount} h carried over from the cycle before")
            });
            self.line(format!("Cycle {} to {}{begins}{carried}.", cycle.from, cycle.to));
        }
        match (report.verdict, &report.requirement) {
            (Some(verdict), Some(requirement)) => {
                self.line(format!("To renew: {}", verdict.name().to_uppercase()));
                self.tree(requirement);
                self.needed(&report.needed);
            }
            (Some(_), None) => {
                self.line("To renew: MET, nothing is asked for after a first period so short.");
            }
            (None, _) if report.expires.is_some() && report.next_expires.is_some() => {
                self.line("To renew: what is asked for is not stated.");
            }
            _ => {}
        }
        if let Some(next) = report.next_expires {
            self.line(format!("Once renewed, good to {next}."));
        }
        if let (Some(keep), Some(until)) = (rules.keep_proof, report.keep_proof_until) {
            self.line(format!("Keep the proof for {}, to {until}.", keep.in_words()));
        }
    }

    fn tree(&mut self, finding: &Finding) {
        self.0.extend(explain::requirement(finding).lines().map(str::to_owned));
    }

    fn needed(&mut self, needed: &[Needed]) {
        if needed.is_empty() {
            return;
        }
        let amounts = needed.iter().map(|need| {
            let unit = if need.unit == "hours" { "h" } else { need.unit };
            let part = need.part.as_ref().map_or(String::new(), |part| format!(" {part}"));
            format!("{}: {} {unit}{part}", need.requirement, need.amount)
        });
        self.line(format!("Needed: {}.", amounts.collect::<Vec<_>>().join("; ")));
    }

    fn choice(&mut self, choice: &ChoiceReport) {
        let next = choice.next_expires.map_or(String::new(), |next| format!(", good to {next}"));
        let length = choice.renew_for.in_words();
        let verdict = choice.verdict.name().to_uppercase();
        self.line(format!("To renew for {length}{next}: {verdict}"));
        self.tree(&choice.requirement);
        self.needed(&choice.needed);
    }

    fn provisional(&mut self, provisional: &ProvisionalReport) {
        let until = |last: Option<Date>| last.map_or("not known".to_owned(), |on| on.to_string());
        let (used, left) = (provisional.extensions_used, provisional.extensions_left);
        let again =
            provisional.if_extended.map_or(String::new(), |last| format!(", then good to {last}"));
        self.line(format!(
            "Provisional to {}; extended {used} times, {left} more possible{again}.",
            until(provisional.until)
        ));
        if let (Some(verdict), Some(requirement)) = (provisional.verdict, &provisional.requirement)
        {
            self.line(format!("To do in it: {}", verdict.name().to_uppercase()));
            self.tree(requirement);
            self.needed(&provisional.needed);
        }
        if let (Some(verdict), Some(requirement)) =
            (provisional.extension_verdict, &provisional.to_extend)
        {
            self.line(format!("To extend: {}", verdict.name().to_uppercase()));
            self.tree(requirement);
        }
    }

    fn reinstatement(&mut self, reinstatement: &ReinstatementReport) {
        let over = reinstatement.over.map(Period::in_words);
        let over = over.map_or(String::new(), |over| format!(", more than {over}"));
        let days = reinstatement.lapsed_days;
        let asked = match (reinstatement.stated, reinstatement.verdict) {
            (false, _) => "what reinstates is not stated",
            (true, None) => "it cannot be reinstated, or how is not stated",
            (true, Some(Verdict::Met)) => "to reinstate: MET",
            (true, Some(Verdict::Unmet)) => "to reinstate: UNMET",
            (true, Some(Verdict::Unknown)) => "to reinstate: UNKNOWN",
        };
        self.line(format!("Lapsed for {days} days{over}; {asked}"));
        if let Some(requirement) = &reinstatement.requirement {
            self.tree(requirement);
        }
        self.needed(&reinstatement.needed);
        if let Some(note) = &reinstatement.note {
            self.line(format!("Note: {note}"));
        }
        if let Some(day) = reinstatement.until_harder {
            self.line(format!("From {day} on something else is asked for."));
        }
    }

    fn deadline(&mut self, deadline: &DeadlineReport) {
        let title = deadline.title.as_ref().unwrap_or(&deadline.id);
        let due = deadline.due.map_or(String::new(), |due| format!(" by {due}"));
        self.line(format!("Deadline, {title}{due}: {}", deadline.state.name().to_uppercase()));
        if let Some(requirement) = &deadline.requirement {
            self.tree(requirement);
        }
        self.needed(&deadline.needed);
    }

    fn close(&mut self, report: &RenewalReport, rules: &LifeCycleDocument) {
        for change in &report.changes {
            self.line(format!("From {}: {}.", change.on, change.status));
        }
        for fee in &report.fees {
            let note = fee.note.as_ref().map_or(String::new(), |note| format!(" ({note})"));
            let occasion = fee.occasion.name();
            self.line(format!("Fee, {occasion}: {} {}{note}.", fee.amount, fee.currency));
        }
        for question in &report.questions {
            let (about, who, ask) = (&question.about, &question.answered_by, &question.ask);
            self.line(format!("Question: {about} ({who}): {ask}."));
        }
        if let Some(note) = &rules.note {
            self.line(format!("Note: {note}"));
        }
        let unverified = match report.unverified.as_slice() {
            [] => "none".to_owned(),
            ids => ids.join(", "),
        };
        self.line(format!("Rests on an unverified value: {unverified}."));
        for caution in &report.cautions {
            self.line(format!("Caution: {caution}"));
        }
        if let Some(note) = &report.standard.note {
            self.line(format!("Note: {note}"));
        }
        for gap in &report.standard.gaps {
            self.line(format!("Not covered: {gap}"));
        }
        for source in &report.sources {
            let url = source.url.as_ref().map_or(String::new(), |url| format!(", {url}"));
            self.line(format!("[{}] {} ({}){url}", source.id, source.title, source.dated));
        }
        self.line(report.disclaimer);
    }
}
