//! `event`: something has happened, in time.

mod order;

use jiff::civil::Date;

use super::{Check, Kind, Outcome, Seen};
use crate::standard::changes::Changes;
use crate::standard::day_name::each_day;
use crate::standard::evidence::Section;
use crate::standard::facts::Facts;
use crate::standard::names::OneOrMore;
use crate::standard::note::{Key, Note, Reason, Standing};
use crate::standard::verdict::Verdict;
use crate::standard::window::{Window, windowed};

windowed! {
    /// Something of a kind has happened in the window: an event of that kind, the first day of
    /// a span of that name, or for `certification` the issue of this standard's credential.
    /// Known not to be so where `events` and `spans` (for `certification` also `credentials`)
    /// are complete.
    EventOnFile {
        /// The kind, any of several.
        kind: OneOrMore<String>,
    }
}

impl EventOnFile {
    /// The sections in which it may be recorded.
    fn sections(&self) -> impl Iterator<Item = Section> {
        let certification = self.kind.iter().any(|kind| kind == "certification");
        let credentials = certification.then_some(Section::Credentials);
        [Section::Events, Section::Spans].into_iter().chain(credentials)
    }
}

impl Kind for EventOnFile {
    fn name(&self) -> &'static str {
        "event"
    }

    fn check(&self, check: &mut Check<'_>) {
        check.not_empty("kind", Some(self.kind.as_slice()));
    }

    fn judge(&self, facts: &Facts<'_>, notes: &mut Vec<Note>) -> Outcome {
        let frame = self.own_frame(facts, &[]);
        let closed = self.sections().all(|section| facts.closed(section)) || frame.is_never();
        let mut verdict = Verdict::absent(closed);
        for kind in self.kind.iter() {
            each_day(facts, kind, false, |section, index, day| {
                let mut standing = match day {
                    Some(day) if day > facts.as_of => Standing::Out(Reason::Future),
                    Some(day) => frame.holds(day),
                    None => facts.dated(None, &frame),
                };
                if standing == Standing::Perhaps(Reason::Unsaid(Key::On)) {
                    standing = Standing::Perhaps(Reason::Unsaid(Key::Issued));
                }
                match standing {
                    Standing::Counts => verdict = Verdict::Met,
                    Standing::Perhaps(_) => verdict = verdict.or(Verdict::Unknown),
                    Standing::Out(_) => {}
                }
                notes.push(Note::new(section, index, standing));
            });
        }
        Outcome::of(verdict)
    }

    fn changes(&self, changes: &mut Changes<'_>) {
        let window = self.own_window();
        for section in self.sections() {
            window.note_changes(section, changes);
        }
    }

    fn window(&self) -> Window<'_> {
        self.own_window()
    }

    fn required(&self, as_of: Date) -> String {
        let window = self.own_window().in_words(as_of);
        format!("{}{window}", self.kind.in_words())
    }

    fn found(&self, seen: &Seen<'_>) -> String {
        match seen.notes {
            [] => {
                let states: Vec<String> =
                    self.sections().map(|section| seen.state(section).to_string()).collect();
                format!("none recorded, {}", states.join(", "))
            }
            _ => seen.entries(self.section()),
        }
    }

    fn question(&self, seen: &Seen<'_>) -> String {
        let mut asked = seen.asked(&self.own_window());
        let open = self.sections().filter(|&section| !seen.facts.closed(section));
        let open: Vec<String> = open.map(|section| format!("`{}`", section.name())).collect();
        if !open.is_empty() {
            asked.push(format!(
                "record {}, or that {} is complete without it",
                self.next(seen),
                open.join(" and ")
            ));
        }
        asked.join("; or ")
    }

    fn section(&self) -> Option<Section> {
        Some(Section::Events)
    }
}
