//! After a lapse: what reinstates, by its length.

use super::answer::Answer;
use super::report::ReinstatementReport;
use super::status::Status;

impl Answer<'_> {
    /// What reinstates a credential that has run out, as far as the length of the lapse is
    /// known.
    pub(super) fn reinstatement(&mut self, status: Status) -> Option<ReinstatementReport> {
        if !matches!(status, Status::Lapsed | Status::Inactive) {
            return None;
        }
        let Some(last) = self.last().filter(|&last| last < self.as_of) else {
            let asked = self.last().is_none() && !self.life_cycle.rungs.is_empty();
            if asked && self.holding.entry.is_some() {
                let ask = "record the last good day of the credential";
                self.findings.ask("expires", ask, "registry");
            }
            return None;
        };
        let life_cycle = self.life_cycle;
        let begins = |over: Option<crate::document::Period>| match over {
            None => last.tomorrow().ok(),
            Some(over) => over.after(last).and_then(|day| day.tomorrow().ok()),
        };
        let rungs = &life_cycle.rules.after_lapse;
        let passed = rungs
            .iter()
            .rposition(|rung| begins(rung.over).is_some_and(|begins| begins <= self.as_of));
        let rung = passed.and_then(|number| rungs.get(number));
        let next = passed.map_or(0, |number| number + 1);
        let part = passed.and_then(|number| life_cycle.rungs.get(number)).and_then(Option::as_ref);
        let judged = part.map(|part| self.judge(part, self.as_of));
        Some(ReinstatementReport {
            lapsed_days: self.as_of.since(last).map_or(0, |span| span.get_days()),
            over: rung.and_then(|rung| rung.over),
            stated: rung.is_some(),
            verdict: judged.as_ref().map(|judged| judged.verdict),
            needed: judged.as_ref().map(|judged| judged.needed.clone()).unwrap_or_default(),
            requirement: judged.map(|judged| judged.finding),
            note: rung.and_then(|rung| rung.note.clone()),
            until_harder: rungs.get(next).and_then(|rung| begins(rung.over)),
        })
    }
}
