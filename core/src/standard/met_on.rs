//! When the verdict is met, if nothing changes but time.

use jiff::civil::Date;

use super::assess;
use super::assessment::Assessment;
use super::changes::Changes;
use super::facts::Facts;
use super::requirement::Rule;
use super::verdict::Verdict;

impl Assessment {
    /// The first day, from the day of assessment on, on which the verdict is met under this
    /// version if nothing changes but time; `None` where there is no such day up to the end
    /// of the year 9999.
    ///
    /// What changes with time: birthdays, times that grow long enough, bars that run out,
    /// entries dated after the day of assessment that come to count, entries that leave their
    /// window, credentials that expire, and the last day of the version, after which it cannot
    /// be met.
    ///
    /// The answer is exact: every rule names the days on which its verdict can change, and the
    /// whole is judged again on each of them in order until it is met. That is at most a judgement
    /// for every entry and window; where a sum of days is compared with a period of months, whose
    /// length changes, up to 24 000 judgements more.
    ///
    /// ```
    /// use jiff::civil::date;
    /// use peerpath::{Dossier, Standard};
    ///
    /// let standard = Standard::from_json(r#"{
    ///     "format": "peerpath/standard/1", "id": "x", "version": "1", "title": "X",
    ///     "requirement": {"id": "all", "all": [
    ///         {"id": "age", "age": {"at_least": 18}},
    ///         {"id": "exam", "exam": {"within": "P2Y"}}]} }"#)?;
    /// let dossier = Dossier::from_json(r#"{
    ///     "format": "peerpath/dossier/1", "born": "2009-03-01",
    ///     "exams": [{"name": "icrc-pr", "on": "2026-05-01", "passed": true}] }"#)?;
    /// let assessment = standard.assess(&dossier, date(2026, 11, 21))?;
    /// assert_eq!(assessment.met_on(), Some(date(2027, 3, 1)));
    /// assert_eq!(assessment.met_until(), Some(date(2028, 5, 1)));
    /// # Ok::<(), peerpath::Error>(())
    /// ```
    #[must_use]
    pub fn met_on(&self) -> Option<Date> {
        match self.verdict() {
            Verdict::Met => Some(self.as_of()),
            _ => self.changes(self.as_of()).find(|&day| self.met_as_of(day)),
        }
    }

    /// The last day, counted from [`Assessment::met_on`], on which the verdict is still met if
    /// nothing changes but time; `None` where it is never met, or met for good. On the next day
    /// it is unmet or unknown, or the version no longer holds.
    #[must_use]
    pub fn met_until(&self) -> Option<Date> {
        let met_on = self.met_on()?;
        let ends = self.changes(met_on).find(|&day| !self.met_as_of(day))?;
        ends.yesterday().ok()
    }

    /// Whether the verdict is met on a day.
    fn met_as_of(&self, day: Date) -> bool {
        let (standard, dossier) = (self.standard(), self.dossier().document());
        if !standard.holds_on(standard.selecting_day(dossier, day)) {
            return false;
        }
        assess::verdict(standard.requirements(), Facts::unexplained(dossier, day)) == Verdict::Met
    }

    /// The days after a day on which the verdict can change, in order.
    pub(crate) fn changes(&self, after: Date) -> impl Iterator<Item = Date> {
        let mut changes = Changes::recorded(self.dossier().document(), after);
        if let Some(until) = self.standard().effective_until() {
            changes.on_next(until);
        }
        if let Some(from) = self.standard().effective_from() {
            changes.on(from);
        }
        let requirements = self.standard().requirements();
        for (index, requirement) in requirements.all.iter().enumerate() {
            if let Rule::Leaf(kind) = &requirement.rule {
                changes.credential = requirements.credential(index);
                kind.changes(&mut changes);
            }
        }
        changes.in_order()
    }
}
