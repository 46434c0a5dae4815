//! Limits on hours of one period or of one course.

use jiff::civil::Date;

use super::Hours;
use super::count::Candidate;
use crate::standard::Amount;
use crate::standard::allocation::Limit;
use crate::standard::facts::Facts;
use crate::standard::text::Text;

/// The limits under which hours fall, and what each is a limit of.
#[derive(Default)]
pub(super) struct Limits {
    pub(super) limits: Vec<Limit>,
    keys: Vec<Key>,
}

#[derive(Clone, PartialEq)]
enum Key {
    /// The hours of a period, by its first day.
    Period(Date),
    /// The hours of a course, in a period where there are periods.
    Course(Text, Option<Date>),
}

impl Limits {
    /// The number of a limit, from 1; 0 where there are more than can be numbered, which only
    /// hours without end can bring about.
    fn number(&mut self, key: Key, limit: Limit) -> u16 {
        let known = self.keys.iter().position(|known| *known == key);
        let index = known.unwrap_or_else(|| {
            self.keys.push(key);
            self.limits.push(limit);
            self.keys.len() - 1
        });
        u16::try_from(index + 1).unwrap_or(u16::MAX)
    }
}

impl Hours {
    /// The limits of a candidate: of its period, and of its course.
    pub(super) fn limits_of(
        &self,
        candidate: &Candidate,
        facts: &Facts<'_>,
        limits: &mut Limits,
    ) -> [u16; 2] {
        let start = self.per.and_then(|per| candidate.days.period(per.period).ok());
        let mut numbers = [0; 2];
        let [of_period, of_course] = &mut numbers;
        if let (Some(per), Some(start)) = (self.per, start)
            && let Some(most) = per.at_most
        {
            let at_most = most.thousandths();
            let carried = per.carry_over.map_or(0, Amount::thousandths);
            let next = per.period.next(start).filter(|&next| next <= facts.as_of && carried > 0);
            let plain = Limit { at_most, carried, next: 0 };
            *of_period = limits.number(Key::Period(start), plain);
            if let Some(next) = next {
                let next = limits.number(Key::Period(next), plain);
                let own = usize::from(*of_period).checked_sub(1);
                if let Some(limit) = own.and_then(|own| limits.limits.get_mut(own)) {
                    limit.next = next;
                }
            }
        }
        let entry = facts.dossier.hours.get(candidate.index);
        if let Some(course) = self.once_per.and(entry).and_then(|entry| entry.course.clone()) {
            let key = Key::Course(course, start);
            *of_course = limits.number(key, Limit::default());
            // The longest taking of the course.
            let own = usize::from(*of_course).checked_sub(1);
            if let Some(limit) = own.and_then(|own| limits.limits.get_mut(own)) {
                limit.at_most = limit.at_most.max(candidate.amount);
            }
        }
        numbers
    }
}
