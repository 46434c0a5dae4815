//! `hours`: hours of training, work and the like.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::measure::{Bucket, Measured, Part, Where};
use super::residence::share_in_words;
use super::{Check, Found, Kind, Missing, Outcome, Seen, Unit};
use crate::document::{Day, Period};
use crate::standard::Amount;
use crate::standard::allocation::{Allocation, Bounds, Demand, Group, allocate};
use crate::standard::evidence::{Activity, HoursEntry, Section};
use crate::standard::facts::{Facts, start_of};
use crate::standard::names::{OneOrMore, or};
use crate::standard::note::{Note, Reason, Standing};
use crate::standard::verdict::Verdict;

/// The most parts, and the most buckets, of one rule.
const MOST_PARTS: usize = 16;

/// Hours spent on activities: enough of them, not too many, in the right parts.
///
/// Training and continuing education count by their last day. Hours of work that lie partly
/// outside the window, or partly after the day of assessment, may count: how many of them
/// lie inside is not recorded. What counts where is chosen so that the fewest further hours
/// are missing (see [`crate::standard::allocation`]).
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Hours {
    /// The activity, any of several.
    of: OneOrMore<Activity>,
    /// Which hours count.
    #[serde(default, rename = "where", skip_serializing_if = "Option::is_none")]
    filter: Option<Where>,
    /// The least hours.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    at_least: Option<Amount>,
    /// The most hours there may be: with more than these recorded the rule is not met.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    at_most: Option<Amount>,
    /// The window, counted back from the day of assessment.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    within: Option<Period>,
    /// Bounds on some of the hours; an hour counts in every part that it fits.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schemars(length(max = 16))]
    parts: Vec<Part>,
    /// Bounds that share the hours out; an hour counts in one bucket.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schemars(length(max = 16))]
    buckets: Vec<Bucket>,
}

/// An entry that the rule is about, and where it fits: bits of the parts and buckets that it
/// certainly fits, and of those that it may fit.
struct Candidate {
    index: usize,
    amount: i64,
    standing: Standing,
    parts: Fit,
    buckets: Fit,
    doubt: Option<Reason>,
}

#[derive(Clone, Copy, Default)]
struct Fit {
    surely: u32,
    perhaps: u32,
}

impl Fit {
    fn add(&mut self, bit: usize, standing: Standing) -> Option<Reason> {
        match standing {
            Standing::Counts => self.surely |= 1 << bit,
            Standing::Perhaps(reason) => {
                self.perhaps |= 1 << bit;
                return Some(reason);
            }
            Standing::Out(_) => {}
        }
        None
    }
}

/// Hours grouped by where they fit, and the group of each candidate.
struct Grouped {
    groups: Vec<Group>,
    of: Vec<Option<usize>>,
}

impl Hours {
    /// When the entry counts by its days.
    fn timing(&self, entry: &HoursEntry, facts: &Facts<'_>, within: Option<Period>) -> Standing {
        let start = facts.window(within);
        let (from, to) = (entry.from.map(|day| day.0), entry.to.map(|day| day.0));
        if from.is_some_and(|from| from > facts.as_of) {
            return Standing::Out(Reason::Future);
        }
        if let Some(start) = start
            && to.is_some_and(|to| to < start)
        {
            return Standing::Out(Reason::Before(start));
        }
        let early = start.is_some_and(|start| from.is_some_and(|from| from < start));
        let late = to.is_some_and(|to| to > facts.as_of);
        let on_completion = entry.of.counts_on_completion();
        match (on_completion, from, to) {
            (true, _, Some(_)) if late => Standing::Out(Reason::Future),
            (true, _, Some(_)) => Standing::Counts,
            (_, _, None) if start.is_some() && (early || from.is_none()) => {
                Standing::Perhaps(Reason::Unsaid("to"))
            }
            (false, None, Some(_)) if start.is_some() || late => {
                Standing::Perhaps(Reason::Unsaid("from"))
            }
            (false, Some(_), Some(_)) if early || late => {
                let edge = if late { facts.as_of } else { start.unwrap_or(facts.as_of) };
                Standing::Perhaps(Reason::Straddles(edge))
            }
            _ => Standing::Counts,
        }
    }

    fn candidates(&self, facts: &Facts<'_>) -> Vec<Candidate> {
        let mut candidates = Vec::new();
        for (index, entry) in facts.dossier.hours.iter().enumerate() {
            if !self.of.as_slice().contains(&entry.of) {
                continue;
            }
            let mut standing = self.timing(entry, facts, self.within);
            if let Some(filter) = &self.filter {
                standing = standing.and(filter.fits(entry, facts));
            }
            let (mut parts, mut buckets) = (Fit::default(), Fit::default());
            let mut doubt = None;
            if !matches!(standing, Standing::Out(_)) {
                for (bit, part) in self.parts.iter().enumerate() {
                    let fits = part.fits(entry, facts);
                    let timed = self.timing(entry, facts, part.within);
                    doubt = doubt.or(parts.add(bit, fits.and(timed)));
                    if let (Standing::Counts, Standing::Out(reason)) = (fits, timed) {
                        doubt = doubt.or(Some(reason));
                    }
                }
                for (bit, bucket) in self.buckets.iter().enumerate() {
                    doubt = doubt.or(buckets.add(bit, bucket.filter.fits(entry, facts)));
                }
            }
            let amount = entry.amount.thousandths();
            candidates.push(Candidate { index, amount, standing, parts, buckets, doubt });
        }
        candidates
    }

    /// The groups if every doubt were to go against the applicant, or in favour. Where a
    /// part has a floor and a cap a doubt goes against both or in favour of both at once, so
    /// that the true count lies between the two.
    fn grouped(&self, candidates: &[Candidate], in_favour: bool) -> Grouped {
        let capped_buckets = self.buckets.iter().enumerate();
        let capped_buckets = capped_buckets.filter(|(_, bucket)| bucket.at_most.is_some());
        let capped_buckets = capped_buckets.fold(0, |mask, (bit, _)| mask | 1_u32 << bit);
        let mut groups: Vec<Group> = Vec::new();
        let mut of = Vec::with_capacity(candidates.len());
        for candidate in candidates {
            let counts = match candidate.standing {
                Standing::Counts => true,
                Standing::Perhaps(_) => in_favour,
                Standing::Out(_) => false,
            };
            let (parts, buckets) = (candidate.parts, candidate.buckets);
            let either = |fit: Fit| fit.surely | fit.perhaps;
            let group = match in_favour {
                true => Group {
                    amount: 0,
                    floors: either(parts),
                    caps: parts.surely,
                    buckets: either(buckets),
                    free: buckets.surely == 0,
                },
                false => Group {
                    amount: 0,
                    floors: parts.surely,
                    caps: either(parts),
                    buckets: buckets.surely,
                    free: buckets.surely == 0 && buckets.perhaps & capped_buckets == 0,
                },
            };
            if !counts || (group.buckets == 0 && !group.free) {
                of.push(None);
                continue;
            }
            let same = |other: &Group| Group { amount: 0, ..*other } == group;
            let index = groups.iter().position(same).unwrap_or_else(|| {
                groups.push(group);
                groups.len() - 1
            });
            if let Some(group) = groups.get_mut(index) {
                group.amount = group.amount.saturating_add(candidate.amount);
            }
            of.push(Some(index));
        }
        Grouped { groups, of }
    }

    fn demand(&self) -> Demand {
        Demand {
            at_least: self.at_least.map_or(0, Amount::thousandths),
            parts: self.parts.iter().map(Part::bounds).collect(),
            buckets: self.buckets.iter().map(Bucket::bounds).collect(),
        }
    }

    /// Whether the rule asks for hours, beside limiting them.
    fn demands(&self) -> bool {
        let parts = self.parts.iter().any(Part::demands);
        self.at_least.is_some() || parts || !self.buckets.is_empty()
    }

    /// Whether there are not too many hours.
    fn ceiling(&self, candidates: &[Candidate], closed: bool) -> Verdict {
        let Some(most) = self.at_most else { return Verdict::Met };
        let sum = |perhaps: bool| -> i64 {
            let counts = |candidate: &&Candidate| match candidate.standing {
                Standing::Counts => true,
                Standing::Perhaps(_) => perhaps,
                Standing::Out(_) => false,
            };
            candidates.iter().filter(counts).map(|candidate| candidate.amount).sum()
        };
        match () {
            () if sum(false) > most.thousandths() => Verdict::Unmet,
            () if closed && sum(true) <= most.thousandths() => Verdict::Met,
            () => Verdict::Unknown,
        }
    }

    /// Notes for each candidate how much of it counts and what keeps the rest out.
    fn note(
        &self,
        candidates: &[Candidate],
        grouped: &Grouped,
        allocation: &Allocation,
        measured: &mut Measured,
        notes: &mut Vec<Note>,
    ) {
        let mut left: Vec<i64> =
            (0..grouped.groups.len()).map(|group| allocation.of_group(group)).collect();
        measured.parts = self.sums(grouped, allocation);
        for (candidate, group) in candidates.iter().zip(&grouped.of) {
            let left = group.and_then(|group| left.get_mut(group));
            let counted = left.map_or(0, |left| {
                let counted = candidate.amount.min(*left);
                *left -= counted;
                counted
            });
            let full = counted == candidate.amount;
            let standing = match (candidate.standing, group) {
                (Standing::Counts, Some(group)) if !full => {
                    let capped = self.full_part(grouped.groups.get(*group), &measured.parts);
                    Standing::Out(capped.map_or(Reason::Surplus, Reason::Capped))
                }
                (Standing::Counts, None) => {
                    candidate.doubt.map_or(Standing::Out(Reason::Surplus), Standing::Perhaps)
                }
                (standing, _) => standing,
            };
            let counted = Amount::from_thousandths(counted);
            let mut note = Note::amount(Section::Hours, candidate.index, standing, counted);
            note.doubt = candidate.doubt;
            notes.push(note);
        }
    }

    /// What counts in each part, then in each bucket.
    fn sums(&self, grouped: &Grouped, allocation: &Allocation) -> Vec<Amount> {
        let parts = self.parts.iter().enumerate().map(|(part, of)| {
            let mask = |group: &Group| if of.demands() { group.floors } else { group.caps };
            let groups = grouped.groups.iter().enumerate();
            let inside = groups.filter(|(_, group)| mask(group) >> part & 1 == 1);
            inside.map(|(index, _)| allocation.of_group(index)).sum()
        });
        let buckets = (0..self.buckets.len()).map(|bucket| {
            let counted = allocation.counted.iter();
            counted.filter_map(|counted| counted.get(bucket + 1)).sum::<i64>()
        });
        parts.chain(buckets).map(Amount::from_thousandths).collect()
    }

    /// The number of a part, or after those of a bucket, that is full and into which the
    /// group falls.
    fn full_part(&self, group: Option<&Group>, sums: &[Amount]) -> Option<u8> {
        let group = group?;
        let parts = self.parts.iter().enumerate().map(|(part, of)| {
            let inside = group.caps >> part & 1 == 1;
            (inside, of.at_most, inside && of.caps() && of.at_most.is_none())
        });
        let buckets = self.buckets.iter().enumerate();
        let buckets =
            buckets.map(|(bucket, of)| (group.buckets >> bucket & 1 == 1, of.at_most, false));
        let full = parts.chain(buckets).zip(sums).position(|((inside, most, share), &sum)| {
            share || (inside && most.is_some_and(|most| sum >= most))
        })?;
        u8::try_from(full).ok()
    }

    fn activity(&self) -> String {
        let of: Vec<&str> = self.of.as_slice().iter().map(|of| of.in_words()).collect();
        let mut text = or(&of);
        let filter = self.filter.as_ref().map_or(String::new(), Where::in_words);
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
        for (index, part) in self.parts.iter().enumerate() {
            part.check(&format!("parts/{index}"), check);
        }
        for (index, bucket) in self.buckets.iter().enumerate() {
            bucket.check(&format!("buckets/{index}"), check);
        }
    }

    fn judge(&self, facts: &Facts<'_>, notes: &mut Vec<Note>) -> Outcome {
        let closed = facts.closed(Section::Hours);
        let candidates = self.candidates(facts);
        let demand = self.demand();
        let grouped = self.grouped(&candidates, false);
        let allocation = allocate(&grouped.groups, &demand);
        let doubtful = candidates.iter().any(|candidate| {
            candidate.parts.perhaps | candidate.buckets.perhaps != 0
                || matches!(candidate.standing, Standing::Perhaps(_))
        });
        let floor = if !self.demands() || allocation.missing == 0 {
            Verdict::Met
        } else if !closed {
            Verdict::Unknown
        } else if doubtful
            && allocate(&self.grouped(&candidates, true).groups, &demand).missing == 0
        {
            Verdict::Unknown
        } else {
            Verdict::Unmet
        };
        let recorded = candidates.iter().filter(|one| !matches!(one.standing, Standing::Out(_)));
        let recorded: i64 = recorded.map(|candidate| candidate.amount).sum();
        let counted: i64 = (0..grouped.groups.len()).map(|group| allocation.of_group(group)).sum();
        let mut measured = Measured {
            counted: Amount::from_thousandths(counted),
            recorded: Amount::from_thousandths(recorded),
            parts: Vec::new(),
        };
        self.note(&candidates, &grouped, &allocation, &mut measured, notes);
        let missing = Amount::from_thousandths(allocation.missing);
        Outcome {
            verdict: floor.and(self.ceiling(&candidates, closed)),
            missing: (missing > Amount::ZERO)
                .then_some(Missing { amount: missing, unit: Unit::Hours }),
            found: Found::Measure(Box::new(measured)),
        }
    }

    fn required(&self, as_of: Date) -> String {
        let mut text = match (self.at_least, self.at_most) {
            (Some(least), Some(most)) => format!("{least} to {most} h of {}", self.activity()),
            (Some(least), None) => format!("{least} h of {}", self.activity()),
            (None, Some(most)) => format!("at most {most} h of {}", self.activity()),
            (None, None) => format!("hours of {}", self.activity()),
        };
        if let Some(within) = self.within {
            let start = start_of(within, as_of);
            text += &format!(" in the {} to {as_of} (from {start})", within.in_words());
        }
        let mut parts: Vec<String> = self.parts.iter().map(Part::in_words).collect();
        parts.extend(self.buckets.iter().map(Bucket::in_words));
        if !parts.is_empty() {
            text += &format!(", of which {}", parts.join("; "));
        }
        text
    }

    fn found(&self, seen: &Seen<'_>) -> String {
        let Found::Measure(measured) = &seen.outcome.found else { return String::new() };
        let mut text = format!("{} h counted", measured.counted);
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

    fn part(&self, number: usize) -> Option<(String, Bounds)> {
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

    fn section(&self) -> Option<Section> {
        Some(Section::Hours)
    }
}

/// The last day of an entry, in words.
pub(crate) fn dated_in_words(from: Option<Day>, to: Option<Day>) -> String {
    match (from, to) {
        (_, Some(to)) => format!("ended {to}"),
        (Some(from), None) => format!("began {from}"),
        (None, None) => "not dated".to_owned(),
    }
}

#[cfg(test)]
mod tests;
