//! What must be done by a day, or so long after an event.

use jiff::civil::Date;

use super::answer::Answer;
use super::document::Deadline;
use super::report::{DeadlineReport, DeadlineState};
use crate::standard::evidence::Section;
use crate::standard::verdict::Verdict;

impl Answer<'_> {
    pub(super) fn deadlines(&mut self) -> Vec<DeadlineReport> {
        let life_cycle = self.life_cycle;
        let mut reports = Vec::new();
        for (rule, part) in life_cycle.rules.deadlines.iter().zip(&life_cycle.deadlines) {
            let due = self.due_day(rule);
            let Some(due) = due else {
                let none = self.closed(Section::Events);
                if let (false, Some(kind)) = (none, &rule.after) {
                    let ask = format!("record `{kind}`, or that `events` is complete without it");
                    self.findings.ask(&rule.id, ask, "applicant");
                }
                reports.push(DeadlineReport {
                    id: rule.id.clone(),
                    title: rule.title.clone(),
                    due: None,
                    state: if none { DeadlineState::NotApplicable } else { DeadlineState::Unknown },
                    requirement: None,
                    needed: Vec::new(),
                });
                continue;
            };
            let past = self.as_of > due;
            let judged = self.judge(part, self.as_of.min(due));
            reports.push(DeadlineReport {
                id: rule.id.clone(),
                title: rule.title.clone(),
                due: Some(due),
                state: match judged.verdict {
                    Verdict::Met => DeadlineState::Met,
                    _ if !past => DeadlineState::Open,
                    Verdict::Unmet => DeadlineState::Missed,
                    Verdict::Unknown => DeadlineState::Unknown,
                },
                requirement: Some(judged.finding),
                needed: judged.needed,
            });
        }
        reports
    }

    /// The last day, where what it is counted from has happened.
    fn due_day(&self, rule: &Deadline) -> Option<Date> {
        if let Some(by) = rule.by {
            return Some(by.0);
        }
        let kind = rule.after.as_deref()?;
        let from = match kind {
            "first-certification" => self.holding.first_issued,
            "certification" => self.holding.entry.and_then(|(_, entry)| Some(entry.issued?.0)),
            kind => match kind.strip_prefix("first-") {
                Some(kind) => self.first_event(kind),
                None => self.latest_event(kind),
            },
        };
        rule.within?.after(from?)
    }

    fn first_event(&self, kind: &str) -> Option<Date> {
        let named = self.named();
        let events = self.dossier.document().events.iter();
        let days = events.filter(|event| event.kind == kind && named.concerns(event));
        days.map(|event| event.on.0).filter(|&on| on <= self.as_of).min()
    }
}
