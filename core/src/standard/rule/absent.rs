//! `absent`: nothing of a kind in a window.

mod order;

use super::{Kind, Outcome, Seen};
use crate::document::Day;
use crate::standard::changes::Changes;
use crate::standard::evidence::Section;
use crate::standard::facts::Facts;
use crate::standard::note::{Note, Reason, Standing};
use crate::standard::verdict::Verdict;
use crate::standard::window::{Frame, State, Window, windowed};
use jiff::civil::Date;

windowed! {
    /// No event and no span of a kind touches the window, both its ends included; at any time
    /// up to the day of assessment where there is no window. Known only where `events` and
    /// `spans` are both complete.
    Absent {
        /// The `kind` of events and the `of` of spans.
        of: String,
    }
}

impl Absent {
    fn standing(frame: &Frame, facts: &Facts<'_>, from: Date, to: Option<Day>) -> Standing {
        match (frame.start, to) {
            _ if from > facts.as_of => Standing::Out(Reason::Future),
            _ if frame.state == State::Never => Standing::Out(Reason::NoDay),
            _ if from > frame.end => Standing::Out(Reason::After(frame.end)),
            (Some(start), Some(Day(to))) if to < start => Standing::Out(Reason::Before(start)),
            (Some(start), _) if start > frame.end => Standing::Out(Reason::After(frame.end)),
            _ if frame.state == State::Unknown => Standing::Perhaps(Reason::NotCountedFrom),
            _ => Standing::Out(Reason::Present),
        }
    }
}

impl Kind for Absent {
    fn name(&self) -> &'static str {
        "absent"
    }

    fn judge(&self, facts: &Facts<'_>, notes: &mut Vec<Note>) -> Outcome {
        let first = notes.len();
        let frame = self.own_frame(facts, &[]);
        for (index, event) in facts.dossier.events.iter().enumerate() {
            if event.kind == self.of {
                let standing = Absent::standing(&frame, facts, event.on.0, Some(event.on));
                notes.push(Note::new(Section::Events, index, standing));
            }
        }
        for (index, span) in facts.dossier.spans.iter().enumerate() {
            if span.of == self.of {
                let standing = Absent::standing(&frame, facts, span.from.0, span.to);
                notes.push(Note::new(Section::Spans, index, standing));
            }
        }
        let any = |wanted: fn(Standing) -> bool| {
            notes.iter().skip(first).any(|note| wanted(note.standing))
        };
        let closed = facts.closed(Section::Events) && facts.closed(Section::Spans);
        let complete = closed || frame.is_never();
        Outcome::of(match complete {
            _ if any(|standing| standing == Standing::Out(Reason::Present)) => Verdict::Unmet,
            true if !any(|standing| matches!(standing, Standing::Perhaps(_))) => Verdict::Met,
            _ => Verdict::Unknown,
        })
    }

    fn changes(&self, changes: &mut Changes<'_>) {
        self.own_window().note_changes(Section::Events, changes);
        self.own_window().note_changes(Section::Spans, changes);
    }

    fn window(&self) -> Window<'_> {
        self.own_window()
    }

    fn can_be_mended(&self, _: &Seen<'_>) -> bool {
        false
    }

    fn required(&self, as_of: Date) -> String {
        let window = self.own_window().in_words(as_of);
        format!("no {}{window}", self.of)
    }

    fn found(&self, seen: &Seen<'_>) -> String {
        match seen.outcome.verdict {
            Verdict::Met if self.own_frame(seen.facts, &[]).is_never() => {
                "nothing can lie in the window".to_owned()
            }
            Verdict::Met => "none, `events` and `spans` complete".to_owned(),
            Verdict::Unmet => format!("{} recorded", self.of),
            Verdict::Unknown => {
                let events = seen.state(Section::Events);
                format!("none recorded, {events}, {}", seen.state(Section::Spans))
            }
        }
    }

    fn question(&self, seen: &Seen<'_>) -> String {
        let open = [Section::Events, Section::Spans];
        let open = open.into_iter().filter(|&section| !seen.facts.closed(section));
        let open: Vec<String> = open.map(|section| format!("`{}`", section.name())).collect();
        format!("record any {}, or that {} is complete without it", self.of, open.join(" and "))
    }

    fn section(&self) -> Option<Section> {
        None
    }
}
