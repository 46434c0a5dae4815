//! `exam`: a passed examination.

mod order;

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Kind, Outcome, Seen};
use crate::document::Period;
use crate::standard::Amount;
use crate::standard::calendar::CalendarPeriod;
use crate::standard::changes::Changes;
use crate::standard::evidence::{Exam, Section};
use crate::standard::facts::Facts;
use crate::standard::names::OneOrMore;
use crate::standard::note::{Key, Note, Reason, Standing};
use crate::standard::window::{Window, windowed};

windowed! {
    /// An examination is passed, any of those named, with at least this score in the whole and in
    /// each part. A score alone does not say that it was passed.
    ///
    /// Where attempts are limited, or a time must pass between them, a pass counts only if it was
    /// allowed. Which attempt it was is known where the entry says so or `exams` is complete.
    ExamPassed {
        /// Which examination; any one will do where there is no name.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        name: Option<OneOrMore<String>>,
        /// The least score, in the unit of the examination.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        score: Option<Amount>,
        /// The least score of each part.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        parts: Vec<PartPassed>,
        /// How many attempts there may be, that which is passed included.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        attempts: Option<Attempts>,
        /// How long after an attempt the next may be.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        waiting: Option<Period>,
    }
}

/// A part of an examination.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct PartPassed {
    /// Which part.
    name: String,
    /// The least score.
    score: Amount,
}

/// How often an examination may be attempted.
#[derive(Clone, Copy, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Attempts {
    /// The most attempts.
    #[schemars(range(min = 1))]
    at_most: u32,
    /// In each calendar period; ever where not given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    per: Option<CalendarPeriod>,
}

impl ExamPassed {
    fn is_about(&self, entry: &Exam) -> bool {
        self.name.as_ref().is_none_or(|name| name.iter().any(|name| *name == *entry.name))
    }

    fn scored(&self, entry: &Exam) -> Standing {
        let whole = match (entry.score, self.score) {
            (None, Some(_)) => Standing::Perhaps(Reason::Unsaid(Key::Score)),
            (Some(score), Some(least)) if score < least => Standing::Out(Reason::Below),
            _ => Standing::Counts,
        };
        self.parts.iter().fold(whole, |standing, part| {
            let parts = entry.parts.iter().flatten();
            let given = parts.filter(|given| given.name == part.name).find_map(|given| given.score);
            standing.and(match given {
                None => Standing::Perhaps(Reason::Unsaid(Key::Parts)),
                Some(score) if score < part.score => Standing::Out(Reason::Below),
                Some(_) => Standing::Counts,
            })
        })
    }

    /// Whether an attempt was allowed, by those before it. An entry of the same day that is
    /// earlier in the list is before it.
    fn allowed(&self, index: usize, entry: &Exam, facts: &Facts<'_>) -> Standing {
        if self.attempts.is_none() && self.waiting.is_none() {
            return Standing::Counts;
        }
        let before = || {
            let entries = facts.dossier.exams.iter().enumerate();
            entries.filter(move |(other, exam)| {
                exam.name == entry.name && (exam.on, *other) < (entry.on, index)
            })
        };
        let closed = facts.closed(Section::Exams);
        let counted = self.attempts.map_or(Standing::Counts, |attempts| {
            let most = attempts.at_most as usize;
            let period = attempts.per.map(|per| per.start(entry.on.0));
            let earlier =
                before().filter(|(_, exam)| attempts.per.map(|per| per.start(exam.on.0)) == period);
            let recorded = earlier.count() + 1;
            match entry.attempt {
                _ if recorded > most => Standing::Out(Reason::Attempts),
                Some(attempt) if attempt as usize <= most => Standing::Counts,
                Some(_) if attempts.per.is_none() => Standing::Out(Reason::Attempts),
                _ if closed => Standing::Counts,
                _ => Standing::Perhaps(Reason::Unsaid(Key::Attempt)),
            }
        });
        let waited = self.waiting.map_or(Standing::Counts, |waiting| {
            let last = before().map(|(_, exam)| exam.on.0).max();
            let too_soon =
                last.is_some_and(|last| waiting.after(last).is_none_or(|day| entry.on.0 < day));
            match entry.attempt {
                _ if too_soon => Standing::Out(Reason::TooSoon),
                Some(1) => Standing::Counts,
                Some(attempt) if before().count() + 1 >= attempt as usize => Standing::Counts,
                _ if closed => Standing::Counts,
                _ => Standing::Perhaps(Reason::Unsaid(Key::Attempt)),
            }
        });
        counted.and(waited)
    }
}

impl Kind for ExamPassed {
    fn name(&self) -> &'static str {
        "exam"
    }

    fn check(&self, check: &mut super::Check<'_>) {
        check.not_empty("name", self.name.as_ref().map(OneOrMore::as_slice));
        if self.attempts.is_some_and(|attempts| attempts.at_most == 0) {
            check.note("attempts/at_most", "0", "a number of 1 or more");
        }
        for (index, part) in self.parts.iter().enumerate() {
            if self.parts.iter().take(index).any(|earlier| earlier.name == part.name) {
                let key = format!("parts/{index}/name");
                check.note(&key, format!("`{}` again", part.name), "each part once");
            }
        }
    }

    fn is_plainly_met(&self, facts: &Facts<'_>) -> bool {
        let any_pass = self.score.is_none()
            && self.parts.is_empty()
            && self.attempts.is_none()
            && self.waiting.is_none();
        let mut passed = facts.dossier.exams.iter().filter(|entry| entry.passed == Some(true));
        self.is_unlimited()
            && any_pass
            && passed.any(|entry| self.is_about(entry) && facts.is_past(Some(entry.on)))
    }

    fn judge(&self, facts: &Facts<'_>, notes: &mut Vec<Note>) -> Outcome {
        let frame = self.own_frame(facts, &[]);
        Outcome::of(facts.any(Section::Exams, &frame, notes, |index| {
            let entry = facts.dossier.exams.get(index)?;
            if !self.is_about(entry) {
                return None;
            }
            let passed = match entry.passed {
                Some(false) => Standing::Out(Reason::Denies),
                None => Standing::Perhaps(Reason::Unsaid(Key::Passed)),
                Some(true) => Standing::Counts,
            };
            let scored = self.scored(entry).and(self.allowed(index, entry, facts));
            Some(facts.dated(Some(entry.on), &frame).and(passed).and(scored))
        }))
    }

    fn changes(&self, changes: &mut Changes<'_>) {
        self.own_window().note_changes(Section::Exams, changes);
    }

    fn window(&self) -> Window<'_> {
        self.own_window()
    }

    fn can_be_mended(&self, seen: &Seen<'_>) -> bool {
        let Some(attempts) = self.attempts.filter(|attempts| attempts.per.is_none()) else {
            return true;
        };
        let taken = seen.facts.dossier.exams.iter().filter(|entry| self.is_about(entry));
        taken.count() < attempts.at_most as usize
    }

    fn required(&self, as_of: Date) -> String {
        let mut text = match &self.name {
            Some(name) => format!("examination {} passed", name.in_words()),
            None => "an examination passed".to_owned(),
        };
        if let Some(score) = self.score {
            text += &format!(" with a score of {score} or more");
        }
        for part in &self.parts {
            text += &format!(", {} in {}", part.score, part.name);
        }
        if let Some(attempts) = self.attempts {
            let s = if attempts.at_most == 1 { "" } else { "s" };
            text += &format!(", in at most {} attempt{s}", attempts.at_most);
            if let Some(per) = attempts.per {
                text += &format!(" a {}", per.in_words());
            }
        }
        if let Some(waiting) = self.waiting {
            text += &format!(", {} or more after the attempt before", waiting.in_words());
        }
        text + &self
            .own_window()
            .worded(as_of, &|within, start| format!(", not longer than {within} ago ({start})"))
    }

    fn section(&self) -> Option<Section> {
        Some(Section::Exams)
    }
}
