//! `duration`: a time that lasts, in a row or in sum.

mod changes;
mod order;

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Found, Kind, Missing, Outcome, Seen, Unit};
use crate::document::{Day, Period};
use crate::standard::changes::{Changes, lengths};
use crate::standard::evidence::{Section, end_of};
use crate::standard::facts::{Facts, start_of};
use crate::standard::note::{Note, Reason, Standing};
use crate::standard::verdict::Verdict;
use crate::standard::window::{Frame, State, Window, windowed};

windowed! {
    /// A time of one kind, such as recovery or employment, lasts this long: in a row and still
    /// now, in a row anywhere, or in sum.
    ///
    /// Spans that overlap or follow each other without a day between are one. Only what lies in
    /// the window and before the day of assessment counts. In a row: the run begins on or before
    /// the day that lies the period before its end. In sum: at least as many days as the period
    /// has when counted back from the day of assessment.
    Duration {
        /// What lasts, the `of` of the spans.
        of: String,
        /// The least length.
        at_least: Period,
        /// Whether it must be in a row; in sum where not given.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        consecutive: Option<Consecutive>,
    }
}

/// Where a time in a row must be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Consecutive {
    /// It lasts still, or ended on the day before.
    Now,
    /// Anywhere in the window.
    Anywhere,
}

/// Days from `from` to the morning of `until`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Run {
    from: Date,
    until: Date,
}

impl Run {
    fn days(self) -> i32 {
        days_between(self.from, self.until)
    }

    /// How many days the run lacks to be as long as a period.
    fn lacks(self, period: Period) -> i32 {
        days_between(start_of(period, self.until), self.from).max(0)
    }
}

impl Duration {
    /// How many days are needed in sum.
    fn needed(&self, frame: &Frame) -> i32 {
        match frame.state != State::Unknown {
            true => Run { from: start_of(self.at_least, frame.until), until: frame.until }.days(),
            false => least_days(self.at_least),
        }
    }

    /// Whether the window has fewer days than are needed, whatever is recorded.
    fn is_too_long_for(&self, frame: &Frame) -> bool {
        if self.own_window().is_plain() {
            let within = self.within_period();
            return within.is_some_and(|within| lengths(within).1 < lengths(self.at_least).0);
        }
        let needed = match self.consecutive {
            Some(Consecutive::Anywhere) => least_days(self.at_least),
            _ => self.needed(frame),
        };
        frame.start.is_some_and(|start| days_between(start, frame.until) < needed)
    }

    /// The runs of days that the spans cover, in order.
    fn runs(&self, facts: &Facts<'_>, frame: &Frame, notes: &mut Vec<Note>) -> Vec<Run> {
        let start = frame.start;
        let mut runs = Vec::new();
        for (index, span) in facts.dossier.spans.iter().enumerate() {
            if span.of != self.of {
                continue;
            }
            let until = end_of(span.to, frame.until);
            let from = start.map_or(span.from.0, |start| start.max(span.from.0));
            let standing = match start {
                _ if span.from.0 > facts.as_of => Standing::Out(Reason::Future),
                _ if frame.state == State::Never => Standing::Out(Reason::NoDay),
                _ if from > frame.until => Standing::Out(Reason::After(frame.end)),
                Some(start) if from > until => Standing::Out(Reason::Before(start)),
                _ => Standing::Counts,
            };
            notes.push(Note::new(Section::Spans, index, standing));
            if standing == Standing::Counts {
                runs.push(Run { from, until });
            }
        }
        runs.sort_unstable();
        let mut joined: Vec<Run> = Vec::with_capacity(runs.len());
        for run in runs {
            match joined.last_mut() {
                Some(last) if run.from <= last.until => last.until = last.until.max(run.until),
                _ => joined.push(run),
            }
        }
        joined
    }
}

impl Kind for Duration {
    fn name(&self) -> &'static str {
        "duration"
    }

    fn judge(&self, facts: &Facts<'_>, notes: &mut Vec<Note>) -> Outcome {
        let first = notes.len();
        let frame = self.own_frame(facts, &[]);
        let runs = self.runs(facts, &frame, notes);
        let settled = frame.state != State::Unknown;
        let needed = self.needed(&frame);
        let (lacking, days, counted) = match self.consecutive {
            None => {
                let days = runs.iter().map(|run| run.days()).sum::<i32>();
                (needed - days, days, None)
            }
            Some(consecutive) => {
                // A window of which an end is not known may end with any run.
                let anywhere = consecutive == Consecutive::Anywhere || !settled;
                let eligible = runs.iter().filter(|run| anywhere || run.until == frame.until);
                match eligible.min_by_key(|run| run.lacks(self.at_least)) {
                    Some(run) => (run.lacks(self.at_least), run.days(), Some(*run)),
                    None => (needed, 0, None),
                }
            }
        };
        if self.consecutive.is_some() {
            for note in notes.iter_mut().skip(first) {
                let span = facts.dossier.spans.get(note.index as usize);
                let inside = span.zip(counted).is_some_and(|(span, run)| {
                    span.from.0 <= run.until && end_of(span.to, frame.until) >= run.from
                });
                if note.standing == Standing::Counts && !inside {
                    note.standing = Standing::Out(Reason::Apart);
                }
            }
        }
        let verdict = match lacking <= 0 {
            true if frame.state == State::Settled => Verdict::Met,
            true if frame.state == State::Unknown => Verdict::Unknown,
            _ => {
                let short = self.is_too_long_for(&frame);
                Verdict::absent(facts.closed(Section::Spans) || frame.is_never() || short)
            }
        };
        if frame.state == State::Unknown {
            for note in notes.iter_mut().skip(first) {
                if note.standing == Standing::Counts {
                    note.standing = Standing::Perhaps(Reason::NotCountedFrom);
                }
            }
        }
        Outcome {
            verdict,
            missing: Missing::of(lacking.max(0) as usize, Unit::Days),
            found: Found::Days { days, since: counted.map(|run| run.from) },
        }
    }

    fn changes(&self, changes: &mut Changes<'_>) {
        self.note_changes(changes);
        self.own_window().note_changes(Section::Spans, changes);
        if !self.own_window().is_plain() {
            self.note_all_changes(changes);
        }
    }

    fn window(&self) -> Window<'_> {
        self.own_window()
    }

    fn required(&self, as_of: Date) -> String {
        let how = match self.consecutive {
            Some(Consecutive::Now) => " in a row and still now",
            Some(Consecutive::Anywhere) => " in a row",
            None => "",
        };
        let mut text = format!("{} of {}{how}", self.at_least.in_words(), self.of);
        let window = self.own_window().in_words(as_of);
        if window.is_empty() && self.consecutive == Some(Consecutive::Now) {
            text += &format!(" (since {} or before)", Day(start_of(self.at_least, as_of)));
        }
        text + &window
    }

    fn found(&self, seen: &Seen<'_>) -> String {
        let Found::Days { days, since } = seen.outcome.found else { return String::new() };
        if seen.notes.is_empty() {
            return seen.entries(self.section());
        }
        let mut text = match since {
            Some(since) => format!("since {}, {days} days", Day(since)),
            None => format!("{days} days"),
        };
        if let Some(missing) = seen.outcome.missing {
            text += &format!(", {} missing", missing.unit.after(missing.amount));
        }
        text
    }

    fn next(&self, seen: &Seen<'_>) -> String {
        match seen.outcome.missing {
            Some(missing) => format!("{} more of {}", missing.unit.after(missing.amount), self.of),
            None => self.required(seen.facts.as_of),
        }
    }

    fn unit(&self) -> Option<Unit> {
        Some(Unit::Days)
    }

    fn section(&self) -> Option<Section> {
        Some(Section::Spans)
    }
}

/// No more days than a period has, wherever it is on the calendar.
fn least_days(period: Period) -> i32 {
    let span = period.span();
    let years = i32::from(span.get_years()).saturating_mul(365);
    let weeks = span.get_weeks().saturating_mul(7);
    let months = span.get_months().saturating_mul(28);
    years.saturating_add(months).saturating_add(weeks).saturating_add(span.get_days())
}

fn days_between(from: Date, until: Date) -> i32 {
    until.since(from).map_or(0, |span| span.get_days())
}
