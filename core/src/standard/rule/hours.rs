//! `hours`: hours of training, work and the like.

mod apart;
mod count;
mod keys;
mod limit;
mod order;
mod period;
mod tally;

pub(crate) use apart::Apart;
use jiff::civil::Date;
use keys::{Conversion, CreditFor, Linked, OncePer, Per, Ratio, Spread};
use tally::Tally;

use super::measure::{Bucket, Measured, Part, Where};
use super::residence::share_in_words;
use super::{Check, Found, Kind, Missing, Outcome, Seen, Unit};
use crate::standard::Amount;
use crate::standard::allocation::Bounds;
use crate::standard::changes::Changes;
use crate::standard::evidence::{Activity, Section};
use crate::standard::facts::Facts;
use crate::standard::names::{OneOrMore, or};
use crate::standard::note::{Note, Reason, Standing};
use crate::standard::verdict::Verdict;
use crate::standard::window::{State, Window, windowed};
use crate::standard::within::Opening;

pub(super) use count::timing;

/// The most parts, and the most buckets, of one rule.
const MOST_PARTS: usize = 16;

windowed! {
    /// Hours spent on activities: enough of them, not too many, in the right parts.
    ///
    /// Training and continuing education count by their last day. Hours of work that lie partly
    /// outside the window, or partly after the day of assessment, may count: how many of them
    /// lie inside is not recorded. What counts where is chosen so that the fewest further hours
    /// are missing (see [`crate::standard::allocation`]).
    Hours {
        /// The activity, any of several.
        of: OneOrMore<Activity>,
        /// Which hours count.
        #[serde(default, rename = "where", skip_serializing_if = "Option::is_none")]
        filter: Option<OneOrMore<Where>>,
        /// The least hours.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        at_least: Option<Amount>,
        /// The most hours there may be: with more than these recorded the rule is not met.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        at_most: Option<Amount>,
        /// Bounds on some of the hours; an hour counts in every part that it fits.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        #[schemars(length(max = 16))]
        parts: Vec<Part>,
        /// Bounds that share the hours out; an hour counts in one bucket.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        #[schemars(length(max = 16))]
        buckets: Vec<Bucket>,
        /// How long the hours may last.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        spread: Option<Spread>,
        /// Bounds on the hours of each calendar period.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        per: Option<Per>,
        /// Bounds in proportion to other hours.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        ratio: Option<Ratio>,
        /// What other units and activities are worth in hours: the first that fits.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        convert: Vec<Conversion>,
        /// What schooling does for the hours.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        credit_for: Vec<CreditFor>,
        /// Other requirements in which the same hours may count too, which they may where nothing
        /// is said.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        shared: Vec<String>,
        /// Other requirements apart from which these hours count: an hour that counts here counts
        /// in none of them. The rule holds where one count meets it and them.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        exclusive: Vec<String>,
        /// Of one course no more hours count than its longest taking has, in the window or, with
        /// `per`, in each period.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        once_per: Option<OncePer>,
        #[serde(skip)]
        linked: Linked,
    }
}

impl Hours {
    /// The hours that a life cycle carries over.
    fn carried(&self, facts: &Facts<'_>) -> Amount {
        if self.carries() { facts.carried() } else { Amount::ZERO }
    }

    /// Whether the rule asks for hours, beside limiting them.
    fn demands(&self) -> bool {
        let parts = self.parts.iter().any(Part::demands);
        let rate = self.per.is_some_and(|per| per.at_least.is_some());
        let ratio = self.ratio.as_ref().is_some_and(|ratio| ratio.at_least.is_some());
        let spread = self.spread.is_some_and(|spread| spread.at_least.is_some());
        self.at_least.is_some() || parts || !self.buckets.is_empty() || rate || ratio || spread
    }

    /// Whether there are not too many hours.
    fn ceiling(&self, surely: i64, at_best: i64, closed: bool) -> Verdict {
        let Some(most) = self.at_most else { return Verdict::Met };
        match () {
            () if surely > most.thousandths() => Verdict::Unmet,
            () if closed && at_best <= most.thousandths() => Verdict::Met,
            () => Verdict::Unknown,
        }
    }

    /// Whether the rule is on one sum: neither is anything asked of a part of the hours, nor does
    /// anything stand in for hours or limit which count together.
    fn is_sum(&self) -> bool {
        self.parts.is_empty()
            && self.buckets.is_empty()
            && self.convert.is_empty()
            && self.credit_for.is_empty()
            && self.spread.is_none()
            && self.per.is_none()
            && self.ratio.is_none()
            && self.once_per.is_none()
            && self.linked.apart.is_none()
    }

    /// What [`Kind::judge`] makes of a rule on one sum, without saying how.
    fn sum(&self, facts: &Facts<'_>) -> Outcome {
        let frame = self.own_frame(facts, self.of.as_slice());
        let (mut surely, mut perhaps) = (0_i64, 0_i64);
        for entry in &facts.dossier.hours {
            if !self.of.as_slice().contains(&entry.of) || entry.unit.is_some() {
                continue;
            }
            let filter = self.filter.as_ref();
            let fits = filter.map_or(Standing::Counts, |filter| filter.fits(entry, facts));
            let sum = match timing(entry, facts, &frame).and(fits) {
                Standing::Counts => &mut surely,
                Standing::Perhaps(_) => &mut perhaps,
                Standing::Out(_) => continue,
            };
            *sum = sum.saturating_add(entry.amount.thousandths());
        }
        let at_best = surely.saturating_add(perhaps);
        let closed = facts.closed(Section::Hours) || frame.is_never();
        let least = self.at_least.map_or(0, Amount::thousandths);
        let least = (least - self.carried(facts).thousandths()).max(0);
        let floor = match surely >= least {
            true => Verdict::Met,
            false => Verdict::absent(closed && at_best < least),
        };
        let missing = Amount::from_thousandths((least - surely).max(0));
        Outcome {
            verdict: floor.and(self.ceiling(surely, at_best, closed)),
            missing: Missing::amount(missing, Unit::Hours),
            found: Found::Entries,
        }
    }

    fn activity(&self) -> String {
        let of: Vec<&str> = self.of.as_slice().iter().map(|of| of.in_words()).collect();
        let mut text = or(&of);
        let filter = self.filter.as_ref().map_or(String::new(), OneOrMore::<Where>::in_words);
        if !filter.is_empty() {
            text += &format!(" ({filter})");
        }
        text
    }
}

impl Kind for Hours {
    fn name(&self) -> &'static str {
        "hours"
    }

    fn check(&self, check: &mut Check<'_>) {
        check.not_empty("of", Some(self.of.as_slice()));
        if !self.demands() && self.at_most.is_none() {
            check.note("", "no bound", "`at_least`, `at_most`, or `parts` or `buckets` with one");
        }
        if let (Some(least), Some(most)) = (self.at_least, self.at_most)
            && most < least
        {
            let found = format!("{most}, below `at_least` {least}");
            check.note("at_most", found, "at least the lower bound");
        }
        for (key, count) in [("parts", self.parts.len()), ("buckets", self.buckets.len())] {
            if count > MOST_PARTS {
                check.note(key, format!("a list of {count}"), "a list of at most 16");
            }
        }
        if let Some(filter) = &self.filter {
            filter.check("where", check);
        }
        self.check_keys(check);
        for (index, part) in self.parts.iter().enumerate() {
            part.check(&format!("parts/{index}"), check);
        }
        for (index, bucket) in self.buckets.iter().enumerate() {
            bucket.check(&format!("buckets/{index}"), check);
        }
    }

    fn is_plainly_met(&self, facts: &Facts<'_>) -> bool {
        let plain = self.is_sum() && self.is_unlimited();
        if !plain || self.filter.is_some() || self.at_most.is_some() {
            return false;
        }
        let of = self.of.as_slice();
        let hours = facts.dossier.hours.iter().filter(|entry| of.contains(&entry.of));
        let hours = hours.filter(|entry| {
            entry.unit.is_none() && facts.is_past(entry.from) && facts.is_past(entry.to)
        });
        let sum = hours.fold(0_i64, |sum, entry| sum.saturating_add(entry.amount.thousandths()));
        sum >= self.at_least.map_or(0, Amount::thousandths)
    }

    fn judge(&self, facts: &Facts<'_>, notes: &mut Vec<Note>) -> Outcome {
        if !facts.explained && self.is_sum() {
            return self.sum(facts);
        }
        let setting = self.setting(facts, notes);
        let candidates = self.candidates(facts, &setting.frame);
        let (tally, chosen) = self.best_tally(&candidates, &setting, false);
        let timed = self.linked.apart.is_some()
            || self.spread.is_some()
            || self.per.is_some()
            || self.ratio.is_some();
        let doubtful = timed
            || setting.credit.is_doubtful()
            || !tally.allocation.exact
            || setting.frame.state == State::Unknown
            || candidates.iter().any(|candidate| {
                candidate.parts.perhaps | candidate.buckets.perhaps != 0
                    || matches!(candidate.standing, Standing::Perhaps(_))
            });
        let reachable = || doubtful && self.best_tally(&candidates, &setting, true).0.reached;
        let floor = match !self.demands() || tally.reached {
            true => Verdict::Met,
            false => Verdict::absent(setting.closed && !reachable()),
        };
        let sum = |standing: fn(Standing) -> bool| -> i64 {
            let of = candidates.iter().filter(|candidate| standing(candidate.standing));
            of.map(|candidate| candidate.amount).sum()
        };
        let recorded = sum(|standing| !matches!(standing, Standing::Out(_)));
        let surely = sum(|standing| standing == Standing::Counts);
        let groups = 0..tally.grouped.groups.len();
        let counted: i64 = groups.map(|group| tally.allocation.of_group(group)).sum();
        let mut measured = Measured {
            counted: Amount::from_thousandths(counted),
            recorded: Amount::from_thousandths(recorded),
            credited: Amount::from_thousandths(setting.credit.surely()),
            parts: Vec::new(),
        };
        if facts.explained {
            let Tally { grouped, allocation, .. } = &tally;
            let shown = chosen.as_deref().unwrap_or(&candidates);
            self.note(shown, grouped, allocation, &mut measured, notes);
            // What was chosen is in the order of all.
            let mut shown = shown.iter().peekable();
            for candidate in &candidates {
                if shown.next_if(|one| one.index == candidate.index).is_none() {
                    let standing = match candidate.standing {
                        Standing::Counts => Standing::Out(Reason::Apart),
                        standing => standing,
                    };
                    let none = Amount::ZERO;
                    notes.push(Note::amount(Section::Hours, candidate.index, standing, none));
                }
            }
        }
        let missing = Amount::from_thousandths(tally.missing);
        Outcome {
            verdict: floor.and(self.ceiling(surely, recorded, setting.closed)),
            missing: Missing::amount(missing, Unit::Hours),
            found: Found::Measure(Box::new(measured)),
        }
    }

    fn changes(&self, changes: &mut Changes<'_>) {
        let parts = self.parts.iter().map(|part| part.window(self.of.as_slice()));
        for window in parts.chain([self.window()]) {
            window.note_changes(Section::Hours, changes);
        }
        self.note_changes(changes);
    }

    fn window(&self) -> Window<'_> {
        Window { of: self.of.as_slice(), ..self.own_window() }
    }

    fn can_be_mended(&self, seen: &Seen<'_>) -> bool {
        let Found::Measure(measured) = &seen.outcome.found else { return true };
        self.at_most.is_none_or(|most| measured.recorded <= most)
    }

    fn required(&self, as_of: Date) -> String {
        let mut text = match (self.at_least, self.at_most) {
            (Some(least), Some(most)) => format!("{least} to {most} h of {}", self.activity()),
            (Some(least), None) => format!("{least} h of {}", self.activity()),
            (None, Some(most)) => format!("at most {most} h of {}", self.activity()),
            (None, None) => format!("hours of {}", self.activity()),
        };
        text += &self.window().in_words(as_of);
        let mut parts: Vec<String> = self.parts.iter().map(Part::in_words).collect();
        parts.extend(self.buckets.iter().map(Bucket::in_words));
        if !parts.is_empty() {
            text += &format!(", of which {}", parts.join("; "));
        }
        let more = [
            self.spread.map(|spread| spread.in_words()),
            self.per.map(|per| per.in_words()),
            self.ratio.as_ref().map(Ratio::in_words),
            self.once_per.map(|_| "no course twice".to_owned()),
            (!self.exclusive.is_empty())
                .then(|| format!("beside those counted in {}", self.exclusive.join(", "))),
        ];
        for more in more.into_iter().flatten() {
            text += &format!(", {more}");
        }
        for credit in &self.credit_for {
            let schooling = credit.education.required(as_of);
            if let Some(hours) = credit.hours {
                text += &format!("; {hours} h for {schooling}");
            }
            if let Some(lowered) = credit.lowers_to {
                text += &format!("; {lowered} h with {schooling}");
            }
        }
        text
    }

    fn found(&self, seen: &Seen<'_>) -> String {
        let Found::Measure(measured) = &seen.outcome.found else { return String::new() };
        let mut text = format!("{} h counted", measured.counted);
        if measured.credited > Amount::ZERO {
            text += &format!(" ({} of them for schooling)", measured.credited);
        }
        if let Some(missing) = seen.outcome.missing {
            text += &format!(", {} missing", missing.unit.after(missing.amount));
        }
        for (number, &sum) in measured.parts.iter().enumerate() {
            if let Some((name, bounds)) = self.part(number)
                && sum.thousandths() < bounds.at_least
            {
                let least = Amount::from_thousandths(bounds.at_least);
                text += &format!("; {sum} of {least} h {name}");
            }
        }
        if let Some(most) = self.at_most.filter(|&most| measured.recorded > most) {
            text += &format!("; {} h recorded, more than {most} h", measured.recorded);
        }
        let carried = self.carried(seen.facts);
        if carried > Amount::ZERO {
            text += &format!(", {carried} h carried over");
        }
        if seen.outcome.verdict != Verdict::Met {
            text += &format!(", {}", seen.state(Section::Hours));
        }
        text
    }

    fn next(&self, seen: &Seen<'_>) -> String {
        let Some(missing) = seen.outcome.missing else {
            return self.required(seen.facts.as_of);
        };
        let mut text =
            format!("{} more of {}", missing.unit.after(missing.amount), self.activity());
        if let Found::Measure(measured) = &seen.outcome.found {
            let short = measured.parts.iter().enumerate().filter_map(|(number, &sum)| {
                let (name, bounds) = self.part(number)?;
                let short = bounds.at_least - sum.thousandths();
                (short > 0).then(|| format!("{} h {name}", Amount::from_thousandths(short)))
            });
            let short: Vec<String> = short.collect();
            if !short.is_empty() {
                text += &format!(" ({})", short.join("; "));
            }
        }
        text
    }

    fn part(&self, number: usize) -> Option<(&str, Bounds)> {
        match number.checked_sub(self.parts.len()) {
            None => self.parts.get(number).map(|part| (part.name(), part.bounds())),
            Some(number) => self.buckets.get(number).map(|bucket| (bucket.name(), bucket.bounds())),
        }
    }

    fn capped(&self, part: usize) -> String {
        match self.part(part) {
            Some((name, Bounds { at_most: Some(most), .. })) => {
                let most = Amount::from_thousandths(most);
                format!("{name}: at most {most} h count")
            }
            Some((name, Bounds { share_at_most: Some(most), .. })) => {
                let most = share_in_words(Amount::from_thousandths(most).to_f64());
                format!("{name}: at most {most} of what counts")
            }
            _ => "more than counts".to_owned(),
        }
    }

    fn unit(&self) -> Option<Unit> {
        Some(Unit::Hours)
    }

    fn may_share(&self, other: &dyn Kind) -> bool {
        let shares =
            |other: &Hours| self.of.as_slice().iter().any(|of| other.of.as_slice().contains(of));
        other.hours().is_some_and(shares)
    }

    fn carries(&self) -> bool {
        self.own_window().opening == Some(Opening::Cycle)
            && self.of.as_slice().contains(&Activity::ContinuingEducation)
    }

    fn surplus(&self, outcome: &Outcome, carried: Amount) -> Amount {
        let Found::Measure(measured) = &outcome.found else { return Amount::ZERO };
        let counted = measured.counted.thousandths();
        let asked = self.at_least.map_or(0, Amount::thousandths) - carried.thousandths();
        Amount::from_thousandths((counted - asked).min(counted))
    }

    fn hours(&self) -> Option<&Hours> {
        Some(self)
    }

    fn hours_mut(&mut self) -> Option<&mut Hours> {
        Some(self)
    }

    fn section(&self) -> Option<Section> {
        Some(Section::Hours)
    }
}
