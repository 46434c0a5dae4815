//! The kinds of rule that look at evidence, one file each.
//!
//! A rule is the part of a standard document under its key, judges the facts, and words what
//! it asks for and what was found. To add a kind: write its file with a type that implements
//! [`Kind`], and give it a key in [`crate::standard::document::Node`].

mod absent;
mod age;
mod attest;
mod credits;
mod decide;
mod document;
mod duration;
mod education;
mod employer;
mod event;
mod exam;
mod fee;
mod holds;
mod hours;
mod measure;
mod references;
mod residence;
mod screening;

use std::any::Any;
use std::fmt::{self, Write as _};

use jiff::civil::Date;

pub(crate) use absent::Absent;
pub(crate) use age::Age;
pub(crate) use attest::Attest;
pub(crate) use credits::Credits;
pub(crate) use decide::Decide;
pub(crate) use document::DocumentOnFile;
pub(crate) use duration::Duration;
pub(crate) use education::Education;
pub(crate) use employer::Employer;
pub(crate) use event::EventOnFile;
pub(crate) use exam::ExamPassed;
pub(crate) use fee::Fee;
pub(crate) use holds::Holds;
pub(crate) use hours::{Apart, Hours};
pub(crate) use references::References;
pub(crate) use residence::Residence;
pub(crate) use screening::ScreeningClear;

use super::Amount;
use super::allocation::Bounds;
use super::changes::Changes;
use super::evidence::Section;
use super::facts::Facts;
use super::note::{Note, Reason, Standing};
use super::verdict::Verdict;
use super::window::Window;
use super::wording;
use crate::error::{Place, Problems};
use measure::Measured;

/// A kind of rule that looks at evidence.
pub(crate) trait Kind: Any {
    /// The key of the rule in a document.
    fn name(&self) -> &'static str;

    /// Notes what is wrong with the rule beyond its types.
    fn check(&self, _check: &mut Check<'_>) {}

    /// The window in which what counts must lie.
    fn window(&self) -> Window<'_> {
        Window::default()
    }

    /// Whether one look shows that the rule is met: never where [`Kind::judge`] says otherwise, but
    /// not always where it is. Asked first where nothing is explained, since most rules are plain
    /// and most applicants meet most of them.
    fn is_plainly_met(&self, _facts: &Facts<'_>) -> bool {
        false
    }

    /// Judges the facts, noting what became of each entry that the rule is about.
    fn judge(&self, facts: &Facts<'_>, notes: &mut Vec<Note>) -> Outcome;

    /// Names the days on which the verdict can change if nothing changes but time.
    fn changes(&self, changes: &mut Changes<'_>);

    /// What is asked for, as a phrase.
    fn required(&self, as_of: Date) -> String;

    /// What was found, as a phrase.
    fn found(&self, seen: &Seen<'_>) -> String {
        seen.entries(self.section())
    }

    /// What would settle the rule, as a phrase.
    fn question(&self, seen: &Seen<'_>) -> String {
        seen.question(self.section(), &self.window(), &self.next(seen))
    }

    /// What to do where the rule is not met, as a phrase.
    fn next(&self, seen: &Seen<'_>) -> String {
        self.required(seen.facts.as_of)
    }

    /// Whether the applicant can do something so that the rule, now unmet, comes to be met; not
    /// where it takes growing younger, or undoing what happened.
    fn can_be_mended(&self, _seen: &Seen<'_>) -> bool {
        true
    }

    /// Why an entry that falls into a part that is full does not count.
    fn capped(&self, _part: usize) -> String {
        "more than counts".to_owned()
    }

    /// The name and bounds of a part, where the rule has parts.
    fn part(&self, _number: usize) -> Option<(&str, Bounds)> {
        None
    }

    /// What a missing amount of the rule counts; `None` where no amount is ever missing.
    #[cfg_attr(not(feature = "arrow"), expect(dead_code, reason = "tables of many ask it"))]
    fn unit(&self) -> Option<Unit> {
        None
    }

    /// Whether what is missing in one rule and in another can be the same.
    fn may_share(&self, other: &dyn Kind) -> bool {
        self.name() == other.name()
    }

    /// Whether hours of continuing education can be carried over from the cycle before.
    fn carries(&self) -> bool {
        false
    }

    /// How many of the hours counted are above what is asked for, with what was carried over
    /// into the cycle.
    fn surplus(&self, _outcome: &Outcome, _carried: Amount) -> Amount {
        Amount::ZERO
    }

    /// Who can answer the question.
    fn answered_by(&self) -> &str {
        "applicant"
    }

    /// The rule, where it is one on hours.
    fn hours(&self) -> Option<&Hours> {
        None
    }

    /// The same, to give it the others that it names.
    fn hours_mut(&mut self) -> Option<&mut Hours> {
        None
    }

    /// The section that the rule reads, where it is one.
    fn section(&self) -> Option<Section>;
}

/// What a rule made of the facts.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Outcome {
    pub(crate) verdict: Verdict,
    pub(crate) missing: Option<Missing>,
    pub(crate) found: Found,
}

impl Outcome {
    pub(crate) fn of(verdict: Verdict) -> Outcome {
        Outcome { verdict, missing: None, found: Found::Entries }
    }
}

/// What was found, where the entries do not say it all.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Found {
    /// The entries say it.
    Entries,
    /// An age in years.
    Age(i32),
    /// A count of entries.
    Count(usize),
    /// Days in a row or in sum, of days needed, and the first day where they are in a row.
    Days { days: i32, since: Option<Date> },
    /// A sum.
    Measure(Box<Measured>),
}

/// How much is missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Missing {
    pub(crate) amount: Amount,
    pub(crate) unit: Unit,
}

/// What an amount counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Unit {
    Hours,
    Credits,
    Years,
    Days,
    References,
}

impl Unit {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Unit::Hours => "hours",
            Unit::Credits => "credits",
            Unit::Years => "years",
            Unit::Days => "days",
            Unit::References => "references",
        }
    }

    /// The unit after an amount, short where the field has a short form.
    pub(crate) fn after(self, amount: Amount) -> String {
        let unit = match self {
            Unit::Hours => "h",
            unit if amount.thousandths() == 1000 => {
                unit.name().strip_suffix('s').unwrap_or_default()
            }
            unit => unit.name(),
        };
        format!("{amount} {unit}")
    }
}

impl Missing {
    pub(crate) fn amount(amount: Amount, unit: Unit) -> Option<Missing> {
        (amount > Amount::ZERO).then_some(Missing { amount, unit })
    }

    pub(crate) fn of(count: usize, unit: Unit) -> Option<Missing> {
        let thousandths = i64::try_from(count).unwrap_or(i64::MAX).saturating_mul(1000);
        Missing::amount(Amount::from_thousandths(thousandths), unit)
    }
}

/// A judged rule, for wording it.
pub(crate) struct Seen<'a> {
    pub(crate) facts: &'a Facts<'a>,
    pub(crate) notes: &'a [Note],
    pub(crate) outcome: &'a Outcome,
}

impl Seen<'_> {
    /// The entries that count, else those that may count, else that there are none.
    fn entries(&self, section: Option<Section>) -> String {
        // Room for what most say.
        let mut text = String::with_capacity(64);
        let list = |text: &mut String, before: &str, wanted: fn(Standing) -> bool| {
            for note in self.notes.iter().filter(|note| wanted(note.standing)) {
                let entry = wording::Named(wording::Entry::of(self.facts.dossier, note));
                text.push_str(if text.is_empty() { before } else { "; " });
                let _written = write!(text, "{entry}");
            }
        };
        if self.outcome.verdict == Verdict::Met {
            list(&mut text, "", |standing| standing == Standing::Counts);
            if !text.is_empty() {
                return text;
            }
        }
        list(&mut text, "not settled by ", |standing| matches!(standing, Standing::Perhaps(_)));
        if !text.is_empty() {
            return text;
        }
        let Some(section) = section else { return "not recorded".to_owned() };
        text.push_str(if self.notes.is_empty() { "none recorded" } else { "none that counts" });
        let _written = write!(text, ", {}", self.state(section));
        text
    }

    /// Whether a section is open or complete.
    fn state(&self, section: Section) -> State {
        State { section, complete: self.facts.closed(section) }
    }

    /// What to record, so that an unknown rule is settled.
    fn question(&self, section: Option<Section>, window: &Window<'_>, required: &str) -> String {
        let mut asked = self.asked(window);
        if let Some(section) = section.filter(|&section| !self.facts.closed(section)) {
            asked.push(format!(
                "record {required}, or that `{}` is complete without it",
                section.name()
            ));
        }
        asked.join("; or ")
    }

    /// What to record of the days that the window is counted from, and of the entries.
    fn asked(&self, window: &Window<'_>) -> Vec<String> {
        let mut asked = window.asked(self.facts);
        asked.extend(self.notes.iter().filter_map(|note| {
            let reason = match (note.standing, note.doubt) {
                (Standing::Perhaps(Reason::NotCountedFrom), _) => return None,
                (Standing::Perhaps(reason), _) => reason,
                (_, Some(reason @ (Reason::Unsaid(_) | Reason::Straddles(_)))) => reason,
                _ => return None,
            };
            Some(wording::asked(self.facts.dossier, note, reason))
        }));
        asked
    }
}

/// Whether a section is open or complete; its `Display` are the words for it.
struct State {
    section: Section,
    complete: bool,
}

impl fmt::Display for State {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let state = if self.complete { "complete" } else { "open" };
        write!(f, "`{}` {state}", self.section.name())
    }
}

/// Where a rule is in a document, for noting what is wrong with it.
pub(crate) struct Check<'a> {
    pub(crate) pointer: String,
    pub(crate) problems: &'a mut Problems,
}

impl Check<'_> {
    /// Notes a problem under a key of the rule, or with the rule itself where it is empty.
    pub(crate) fn note(&mut self, key: &str, found: impl Into<String>, expected: &str) {
        let pointer = match key {
            "" => self.pointer.clone(),
            key => format!("{}/{key}", self.pointer),
        };
        self.problems.push(Place::pointer(pointer), found, expected);
    }

    /// Notes an empty list.
    pub(crate) fn not_empty<T>(&mut self, key: &str, list: Option<&[T]>) {
        if list.is_some_and(<[T]>::is_empty) {
            self.note(key, "an empty list", "at least one");
        }
    }
}
