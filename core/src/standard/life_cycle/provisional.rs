//! Before full certification: applications and provisional credentials.

use jiff::civil::Date;

use super::answer::Answer;
use super::report::{ApplicationReport, ProvisionalReport};
use super::status::Course;

/// How long a provisional credential is good, with its extensions.
#[derive(Clone, Copy, Debug)]
struct Extended {
    last: Option<Date>,
    used: u8,
    left: u8,
    if_extended: Option<Date>,
}

impl Answer<'_> {
    /// The day of the application at hand.
    pub(super) fn applied_on(&self) -> Option<Date> {
        self.latest_event("application").or_else(|| self.holding.entry?.1.issued.map(|day| day.0))
    }

    /// The latest event of a kind about the credential.
    pub(super) fn latest_event(&self, kind: &str) -> Option<Date> {
        let named = self.named();
        let events = self.dossier.document().events.iter();
        let days = events.filter(|event| event.kind == kind && named.concerns(event));
        days.map(|event| event.on.0).filter(|&on| on <= self.as_of).max()
    }

    fn application_limits(&self) -> ApplicationReport {
        let on = self.applied_on();
        let limits = self.life_cycle.rules.application.as_ref();
        let completed = self.latest_event("application-complete");
        let completed = completed.filter(|&completed| on.is_none_or(|on| on <= completed));
        let within = limits.and_then(|limits| limits.complete_within);
        let decided = limits.and_then(|limits| limits.decided_within);
        ApplicationReport {
            on,
            completed,
            complete_by: on.zip(within).and_then(|(on, within)| within.after(on)),
            decision_by: completed.zip(decided).and_then(|(on, within)| within.after(on)),
        }
    }

    pub(super) fn application(&self) -> Course {
        let limits = self.application_limits();
        let in_time = |by: Date| limits.completed.is_some_and(|completed| completed <= by);
        Course::Application { open_to: limits.complete_by.filter(|&by| !in_time(by)) }
    }

    pub(super) fn application_report(&self, course: Course) -> Option<ApplicationReport> {
        matches!(course, Course::Application { .. }).then(|| self.application_limits())
    }

    pub(super) fn provisional_end(&mut self) -> Option<Date> {
        self.extended().last
    }

    /// An extension counts if the credential is still good on its day.
    fn extended(&mut self) -> Extended {
        let (Some((_, entry)), rules) =
            (self.holding.entry, self.life_cycle.rules.provisional.as_ref())
        else {
            return Extended { last: None, used: 0, left: 0, if_extended: None };
        };
        let most = rules.and_then(|rules| rules.extensions).unwrap_or(0);
        let by = rules.map(|rules| rules.extend_by.unwrap_or(rules.lasts));
        let first = || rules?.lasts.after(entry.issued?.0);
        let recorded = entry.expires.map(|day| day.0);
        let named = self.named();
        let events = self.dossier.document().events.iter();
        let extensions = events.filter(|event| event.kind == "extension" && named.concerns(event));
        let mut days: Vec<Date> = extensions.map(|event| event.on.0).collect();
        days.retain(|&on| on <= self.as_of && entry.issued.is_none_or(|issued| issued.0 <= on));
        days.sort_unstable();
        let (mut used, mut last) = (0, first());
        for on in days {
            let in_time = last.is_none_or(|last| on <= last);
            if used < most && in_time {
                used += 1;
                last = last.zip(by).and_then(|(last, by)| by.after(last));
            } else {
                let why = if in_time {
                    format!("there can be no more than {most}")
                } else {
                    "the credential had run out".to_owned()
                };
                let caution = format!("The extension of {on} does not count: {why}.");
                if !self.holding.cautions.contains(&caution) {
                    self.holding.cautions.push(caution);
                }
            }
        }
        // A recorded last day has the extensions in it.
        let last = recorded.or(last);
        let left = most - used;
        let if_extended = last.zip(by).filter(|_| left > 0).and_then(|(last, by)| by.after(last));
        Extended { last, used, left, if_extended }
    }

    pub(super) fn provisional(&mut self, course: Course) -> Option<ProvisionalReport> {
        let Course::Provisional { last } = course else { return None };
        let extended = self.extended();
        let from = self.holding.entry.and_then(|(_, entry)| entry.issued).map(|day| day.0);
        // What is done in it is done from its first to its last day.
        self.facts.cycle = from;
        let on = self.as_of.min(last);
        let life_cycle = self.life_cycle;
        let done = life_cycle.provisional.as_ref().map(|part| self.judge(part, on));
        let extension = life_cycle.extension.as_ref().filter(|_| extended.left > 0);
        let extension = extension.map(|part| self.judge(part, on));
        Some(ProvisionalReport {
            from,
            until: Some(last),
            extensions_used: extended.used,
            extensions_left: extended.left,
            if_extended: extended.if_extended,
            verdict: done.as_ref().map(|judged| judged.verdict),
            needed: done.as_ref().map(|judged| judged.needed.clone()).unwrap_or_default(),
            requirement: done.map(|judged| judged.finding),
            extension_verdict: extension.as_ref().map(|judged| judged.verdict),
            to_extend: extension.map(|judged| judged.finding),
        })
    }
}
