//! Which entries the rule on hours is about, where each fits, and how much of each counts.

use super::Hours;
use super::limit::Limits;
use super::period::Days;
use crate::standard::Amount;
use crate::standard::allocation::{Allocation, Group, Limit};
use crate::standard::evidence::{HoursEntry, Section};
use crate::standard::facts::Facts;
use crate::standard::note::{Key, Note, Reason, Standing};
use crate::standard::rule::measure::{Measured, Part};
use crate::standard::window::{Frame, State};

/// An entry that the rule is about, and where it fits: bits of the parts and buckets that it
/// certainly fits, and of those that it may fit.
#[derive(Clone, Copy)]
pub(super) struct Candidate {
    pub(super) index: usize,
    /// The hours, converted where they are recorded in another unit.
    pub(super) amount: i64,
    /// The days of the entry, and those on which its hours count.
    pub(super) whole: Days,
    pub(super) days: Days,
    pub(super) standing: Standing,
    pub(super) parts: Fit,
    pub(super) buckets: Fit,
    pub(super) doubt: Option<Reason>,
}

#[derive(Clone, Copy, Default)]
pub(super) struct Fit {
    pub(super) surely: u32,
    pub(super) perhaps: u32,
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
pub(super) struct Grouped {
    pub(super) groups: Vec<Group>,
    pub(super) of: Vec<Option<usize>>,
    pub(super) limits: Vec<Limit>,
}

/// The places in a list of what has a property, a bit each.
fn mask<T>(list: &[T], has: impl Fn(&T) -> bool) -> u32 {
    let places = list.iter().enumerate().filter(|(_, one)| has(one));
    places.fold(0, |mask, (place, _)| mask | 1 << place)
}

/// Whether an entry counts by its days.
pub(in crate::standard::rule) fn timing(
    entry: &HoursEntry,
    facts: &Facts<'_>,
    frame: &Frame,
) -> Standing {
    let (from, to) = (entry.from.map(|day| day.0), entry.to.map(|day| day.0));
    if from.is_some_and(|from| from > facts.as_of) {
        return Standing::Out(Reason::Future);
    }
    if frame.state == State::Never {
        return Standing::Out(Reason::NoDay);
    }
    if from.is_some_and(|from| from > frame.end) {
        return Standing::Out(Reason::After(frame.end));
    }
    let start = frame.start;
    if let Some(start) = start
        && to.is_some_and(|to| to < start)
    {
        return Standing::Out(Reason::Before(start));
    }
    let early = start.is_some_and(|start| from.is_some_and(|from| from < start));
    let late = to.is_some_and(|to| to > frame.end);
    let on_completion = entry.of.counts_on_completion();
    let standing = match (on_completion, from, to) {
        (true, _, Some(to)) if to > facts.as_of => Standing::Out(Reason::Future),
        (true, _, Some(_)) if late => Standing::Out(Reason::After(frame.end)),
        (true, _, Some(_)) => Standing::Counts,
        (_, _, None) if (start.is_some() && (early || from.is_none())) || frame.ended => {
            Standing::Perhaps(Reason::Unsaid(Key::To))
        }
        (false, None, Some(_)) if start.is_some() || late => {
            Standing::Perhaps(Reason::Unsaid(Key::From))
        }
        (false, Some(_), Some(_)) if early || late => {
            let edge = if late { frame.end } else { start.unwrap_or(frame.end) };
            Standing::Perhaps(Reason::Straddles(edge))
        }
        _ => Standing::Counts,
    };
    standing.and(frame.settled())
}

impl Hours {
    pub(super) fn candidates(&self, facts: &Facts<'_>, frame: &Frame) -> Vec<Candidate> {
        let of = self.of.as_slice();
        let frames: Vec<Frame> = self.parts.iter().map(|part| part.own_frame(facts, of)).collect();
        // One entry alone is nothing's repetition, whatever course it was.
        let about = facts.dossier.hours.iter().filter(|entry| of.contains(&entry.of)).count();
        let alone = self.once_per.is_none() || about < 2;
        let mut candidates = Vec::with_capacity(about);
        for (index, entry) in facts.dossier.hours.iter().enumerate() {
            if !of.contains(&entry.of) {
                continue;
            }
            let mut standing = timing(entry, facts, frame);
            let converted = self.in_hours(entry.amount, entry.unit.as_deref(), entry.of);
            if converted.is_none() {
                standing = Standing::Out(Reason::Differs(Key::Unit));
            }
            let days = Days::of(entry);
            if let Some(Err(reason)) = self.per.map(|per| days.period(per.period)) {
                standing = standing.and(Standing::Perhaps(reason));
            }
            if self.once_per.is_some() && entry.course.is_none() && !alone {
                standing = standing.and(Standing::Perhaps(Reason::Unsaid(Key::Course)));
            }
            if let Some(filter) = &self.filter {
                standing = standing.and(filter.fits(entry, facts));
            }
            let (mut parts, mut buckets) = (Fit::default(), Fit::default());
            let mut doubt = None;
            if entry.from.is_none() && self.spread.is_some_and(|spread| spread.at_least.is_some()) {
                doubt = Some(Reason::Unsaid(Key::From));
            }
            if !matches!(standing, Standing::Out(_)) {
                for (bit, (part, frame)) in self.parts.iter().zip(&frames).enumerate() {
                    let fits = part.fits(entry, facts);
                    let timed = timing(entry, facts, frame);
                    doubt = doubt.or(parts.add(bit, fits.and(timed)));
                    if let (Standing::Counts, Standing::Out(reason)) = (fits, timed) {
                        doubt = doubt.or(Some(reason));
                    }
                }
                for (bit, bucket) in self.buckets.iter().enumerate() {
                    doubt = doubt.or(buckets.add(bit, bucket.filter.fits(entry, facts)));
                }
            }
            let whole = Days { from: entry.from.map(|day| day.0), to: entry.to.map(|day| day.0) };
            let amount = converted.unwrap_or_default();
            candidates.push(Candidate {
                index,
                amount,
                whole,
                days,
                standing,
                parts,
                buckets,
                doubt,
            });
        }
        candidates
    }

    /// The groups if every doubt were to go against the applicant, or in favour. Where a
    /// part has a floor and a cap a doubt goes against both or in favour of both at once, so
    /// that the true count lies between the two.
    pub(super) fn grouped(
        &self,
        candidates: &[Candidate],
        facts: &Facts<'_>,
        in_favour: bool,
    ) -> Grouped {
        let mut limits = Limits::default();
        let share = match self.ratio.as_ref().and_then(|ratio| ratio.at_most) {
            Some(_) => 1_u32 << self.parts.len(),
            None => 0,
        };
        // Entries that differ only in parts that do not bound them are of one group.
        let demanding = mask(&self.parts, Part::demands);
        let capping = mask(&self.parts, Part::caps);
        let capped_buckets = mask(&self.buckets, |bucket| bucket.at_most.is_some());
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
                    floors: either(parts) & demanding,
                    caps: parts.surely & capping | share,
                    buckets: either(buckets),
                    free: buckets.surely == 0,
                    limits: [0; 2],
                },
                false => Group {
                    amount: 0,
                    floors: parts.surely & demanding,
                    caps: either(parts) & capping | share,
                    buckets: buckets.surely,
                    free: buckets.surely == 0 && buckets.perhaps & capped_buckets == 0,
                    limits: [0; 2],
                },
            };
            if !counts || (group.buckets == 0 && !group.free) {
                of.push(None);
                continue;
            }
            let group = Group { limits: self.limits_of(candidate, facts, &mut limits), ..group };
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
        Grouped { groups, of, limits: limits.limits }
    }

    /// Notes for each candidate how much of it counts and what keeps the rest out.
    pub(super) fn note(
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
                    let limited =
                        grouped.groups.get(*group).is_some_and(|group| group.limits != [0; 2]);
                    let other = if limited { Reason::Limited } else { Reason::Surplus };
                    Standing::Out(capped.map_or(other, Reason::Capped))
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
}
