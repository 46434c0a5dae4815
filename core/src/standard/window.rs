//! Windows of days in which something must lie.

use jiff::civil::Date;

use super::changes::Changes;
use super::day_name::{DayName, Named};
use super::evidence::{Activity, Section};
use super::facts::{Facts, start_of};
use super::note::{Reason, Standing};
use super::rule::Check;
use super::within::Opening;
use crate::document::{Day, Period};

/// The keys of a window in a document.
///
/// `within` is counted back on the calendar from `anchor`, the day of assessment where none is
/// given; where only `after` or `since` is, it is counted forward from that day. Both ends are
/// in the window, and what is after the day of assessment never is.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Window<'a> {
    pub(crate) within: Option<Period>,
    /// The day of a life cycle from which on things count, in place of `within`.
    pub(crate) opening: Option<Opening>,
    pub(crate) anchor: Option<&'a DayName>,
    pub(crate) after: Option<&'a DayName>,
    pub(crate) since: Option<&'a DayName>,
    pub(crate) from: Option<Day>,
    pub(crate) by: Option<Day>,
    /// The activities whose hours are counted, any where none is named.
    pub(crate) of: &'a [Activity],
}

/// A window in a dossier, as far as its days are known.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Frame {
    /// The first day.
    pub(crate) start: Option<Date>,
    /// The last day.
    pub(crate) end: Date,
    /// The morning to which time that lasts is counted.
    pub(crate) until: Date,
    /// Whether the window ends before the day of assessment.
    pub(crate) ended: bool,
    /// Whether no day up to the day of assessment lies in it, whatever else comes to be known.
    pub(crate) empty: bool,
    /// Whether the days are all known.
    pub(crate) state: State,
}

/// Whether the days of a window are known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum State {
    /// All are.
    Settled,
    /// One that it is counted from is not recorded: the window may be narrower.
    Unknown,
    /// One that it is counted from has not been: nothing lies in the window.
    Never,
}

/// Declares a rule that has a window: the struct as written, with the keys of a window.
macro_rules! windowed {
    ($(#[$about:meta])* $name:ident { $($(#[$attribute:meta])* $seen:vis $key:ident: $kind:ty,)* }) => {
        $(#[$about])*
        #[derive(Clone, Debug, serde::Deserialize, serde::Serialize, schemars::JsonSchema)]
        #[serde(deny_unknown_fields)]
        pub(crate) struct $name {
            $($(#[$attribute])* $seen $key: $kind,)*
            /// The length of the window: back from `anchor`, or forward from `after` or
            /// `since` where there is no `anchor`.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            within: Option<crate::standard::within::Within>,
            /// The last day of the window; the day of assessment where not given.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            anchor: Option<crate::standard::day_name::DayName>,
            /// Only what is later than this day counts.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            after: Option<crate::standard::day_name::DayName>,
            /// Only what is on this day or later counts.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            since: Option<crate::standard::day_name::DayName>,
            /// The first day that counts.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            from: Option<crate::document::Day>,
            /// The last day that counts.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            by: Option<crate::document::Day>,
        }

        impl $name {
            /// The length of the window, where it is a period.
            pub(crate) fn within_period(&self) -> Option<crate::document::Period> {
                self.within.and_then(crate::standard::within::Within::period)
            }

            /// The window in a dossier, of a rule on hours of these activities where it is on any.
            pub(crate) fn own_frame(
                &self,
                facts: &crate::standard::facts::Facts<'_>,
                of: &[crate::standard::evidence::Activity],
            ) -> crate::standard::window::Frame {
                use crate::standard::window::{Frame, Window};
                use crate::standard::within::Within;

                match self.within {
                    _ if self.is_unlimited() => Frame::up_to(facts.as_of),
                    // As below, without what most windows do not need.
                    Some(Within::Period(within)) if self.names_no_day() => {
                        Frame::back(within, facts.as_of)
                    }
                    _ => Window { of, ..self.own_window() }.frame(facts),
                }
            }

            /// Whether no key limits the days: all up to the day of assessment count.
            #[inline(always)]
            pub(crate) fn is_unlimited(&self) -> bool {
                self.within.is_none() && self.names_no_day()
            }

            #[inline(always)]
            fn names_no_day(&self) -> bool {
                self.anchor.is_none()
                    && self.after.is_none()
                    && self.since.is_none()
                    && self.from.is_none()
                    && self.by.is_none()
            }

            pub(crate) fn own_window(&self) -> crate::standard::window::Window<'_> {
                crate::standard::window::Window {
                    within: self.within_period(),
                    opening: self.within.and_then(crate::standard::within::Within::opening),
                    anchor: self.anchor.as_ref(),
                    after: self.after.as_ref(),
                    since: self.since.as_ref(),
                    from: self.from,
                    by: self.by,
                    of: &[],
                }
            }
        }
    };
}
pub(crate) use windowed;

impl<'a> Window<'a> {
    /// The window that ends on a named day.
    pub(crate) fn on(anchor: Option<&'a DayName>) -> Window<'a> {
        Window { anchor, ..Window::default() }
    }

    /// Whether it limits nothing beside the day of assessment.
    pub(crate) fn is_open(&self) -> bool {
        self.is_plain() && self.within.is_none()
    }

    /// Whether it is no more than a length counted back from the day of assessment.
    pub(crate) fn is_plain(&self) -> bool {
        let named = self.anchor.is_some_and(|anchor| *anchor != DayName::AsOf);
        !named
            && self.opening.is_none()
            && self.after.is_none()
            && self.since.is_none()
            && self.from.is_none()
            && self.by.is_none()
    }

    /// The window in a dossier.
    pub(crate) fn frame(&self, facts: &Facts<'_>) -> Frame {
        let as_of = facts.as_of;
        let mut frame = Frame::up_to(as_of);
        if self.is_plain() {
            return self.within.map_or(frame, |within| Frame::back(within, as_of));
        }
        let mut find = |name: &DayName| match name.find(facts, self.of) {
            Named::On(day) => Some(day),
            Named::Unknown => {
                if frame.state == State::Settled {
                    frame.state = State::Unknown;
                }
                None
            }
            Named::Never => {
                frame.state = State::Never;
                None
            }
        };
        let anchor = self.anchor.and_then(&mut find);
        let after = self.after.and_then(&mut find);
        let since = self.since.and_then(&mut find);
        let mut starts = [None; 5];
        if let Some(opening) = self.opening {
            starts[4] = facts.opening(opening);
            if starts[4].is_none() && frame.state == State::Settled {
                frame.state = State::Unknown;
            }
        }
        starts[0] = self.from.map(|from| from.0);
        starts[1] = after.map(|after| after.tomorrow().unwrap_or(Date::MAX));
        starts[2] = since;
        if let Some(anchor) = anchor {
            (frame.end, frame.until) = (anchor, anchor);
        }
        if let Some(within) = self.within {
            let forward = after.or(since);
            match (self.anchor, self.after.or(self.since)) {
                (None, None) => starts[3] = Some(start_of(within, as_of)),
                (Some(_), _) => starts[3] = anchor.map(|anchor| start_of(within, anchor)),
                (None, Some(_)) => {
                    if let Some(end) = forward.and_then(|day| within.after(day)) {
                        frame.end_by(end);
                    }
                }
            }
        }
        if let Some(Day(by)) = self.by {
            frame.end_by(by);
        }
        frame.start = starts.into_iter().flatten().max();
        frame.ended = frame.end < as_of;
        // Days that are not known can only make the window narrower.
        frame.empty = frame.start.is_some_and(|start| start > frame.end.min(as_of));
        frame
    }

    /// The window in words after what must lie in it.
    pub(crate) fn in_words(&self, as_of: Date) -> String {
        let to = Day(as_of);
        self.worded(as_of, &|within, start| format!(" in the {within} to {to} (from {start})"))
    }

    /// The window in words after what must lie in it. `back` words a length counted back from the
    /// day of assessment, with the first day.
    pub(crate) fn worded(&self, as_of: Date, back: &dyn Fn(&str, Day) -> String) -> String {
        let start = |within| Day(start_of(within, as_of));
        if self.is_plain() {
            return self.within.map_or(String::new(), |one| back(&one.in_words(), start(one)));
        }
        let within = self.within.map(|one| (one.in_words(), one));
        let mut text = match (&within, self.anchor, self.after, self.since) {
            (Some((within, _)), Some(anchor), ..) => format!(" in the {within} to {anchor}"),
            (Some((within, _)), None, Some(day), _) => format!(" in the {within} after {day}"),
            (Some((within, _)), None, None, Some(day)) => format!(" in the {within} from {day}"),
            (Some((within, one)), None, None, None) => back(within, start(*one)),
            (None, Some(anchor), ..) => format!(" up to {anchor}"),
            (None, None, ..) => String::new(),
        };
        if within.is_none() || self.anchor.is_some() {
            if let Some(after) = self.after {
                text += &format!(" after {after}");
            }
            if let Some(since) = self.since {
                text += &format!(" from {since} on");
            }
        }
        if let Some(opening) = self.opening {
            text += &opening.to_string();
        }
        if let Some(from) = self.from {
            text += &format!(" from {from}");
        }
        if let Some(by) = self.by {
            text += &format!(" by {by}");
        }
        text
    }

    fn names(&self) -> impl Iterator<Item = (&'static str, &'a DayName)> {
        let names = [("anchor", self.anchor), ("after", self.after), ("since", self.since)];
        names.into_iter().filter_map(|(key, name)| Some((key, name?)))
    }

    /// The days that the window is counted from and that the dossier gives, in words.
    pub(crate) fn days_in_words(&self, facts: &Facts<'_>) -> Vec<String> {
        let given =
            self.names().filter(|(_, name)| matches!(name, DayName::Latest(_) | DayName::First(_)));
        let days = given.map(|(_, name)| match name.find(facts, self.of) {
            Named::On(day) => format!("{name} {day}"),
            Named::Unknown => format!("{name} not recorded"),
            Named::Never => format!("no {name}"),
        });
        days.collect()
    }

    /// What to record, so that the days that the window is counted from are known.
    pub(crate) fn asked(&self, facts: &Facts<'_>) -> Vec<String> {
        let unknown = self.names().filter(|(_, name)| name.find(facts, self.of) == Named::Unknown);
        unknown.map(|(_, name)| name.asked()).collect()
    }

    /// Names the days on which what a section records can begin or cease to lie in the window, if
    /// nothing changes but time. A named day changes only on a day that is recorded.
    pub(crate) fn note_changes(&self, section: Section, changes: &mut Changes<'_>) {
        changes.window(section, self.within);
        if self.is_plain() {
            return;
        }
        for day in self.fixed() {
            changes.on(day);
            changes.on_next(day);
        }
        if let Some(within) = self.within {
            for day in self.fixed() {
                changes.ends(day, within);
                changes.on(start_of(within, day));
            }
            for section in Section::ALL {
                changes.end(section, within);
            }
        }
    }

    /// The days that are given, not recorded.
    pub(crate) fn fixed(&self) -> impl Iterator<Item = Date> {
        let named = [self.anchor, self.after, self.since].into_iter().flatten();
        let named = named.filter_map(|name| match name {
            DayName::Fixed(day) => Some(day.0),
            _ => None,
        });
        named.chain([self.from, self.by].into_iter().flatten().map(|day| day.0))
    }

    /// Notes what is wrong with the keys, which are under `key` of the rule.
    pub(crate) fn check(&self, key: &str, check: &mut Check<'_>) {
        let under = |name: &str| match key {
            "" => name.to_owned(),
            key => format!("{key}/{name}"),
        };
        for (name, day) in self.names() {
            if !day.is_named() {
                check.note(&under(name), format!("`{day}`"), DayName::ACCEPTS);
            }
        }
        if let (Some(after), Some(_)) = (self.after, self.since) {
            let found = format!("`{after}`, and `since` beside it");
            check.note(&under("after"), found, "one of `after` and `since`");
        }
        if let (Some(from), Some(by)) = (self.from, self.by)
            && by < from
        {
            let found = format!("{by}, before `from` {from}");
            check.note(&under("by"), found, "a day on or after `from`");
        }
    }
}

impl Frame {
    /// Every day up to one.
    pub(crate) fn up_to(day: Date) -> Frame {
        Frame {
            start: None,
            end: day,
            until: day,
            ended: false,
            empty: false,
            state: State::Settled,
        }
    }

    /// So long, up to a day.
    pub(crate) fn back(within: Period, day: Date) -> Frame {
        Frame { start: Some(start_of(within, day)), ..Frame::up_to(day) }
    }

    fn end_by(&mut self, end: Date) {
        if end < self.end {
            self.end = end;
            self.until = end.tomorrow().unwrap_or(end);
        }
    }

    /// Whether a day is in the window, for what is dated on or before the day of assessment.
    pub(crate) fn holds(&self, day: Date) -> Standing {
        match self.start {
            _ if self.state == State::Never => Standing::Out(Reason::NoDay),
            Some(start) if day < start => Standing::Out(Reason::Before(start)),
            _ if day > self.end => Standing::Out(Reason::After(self.end)),
            _ => self.settled(),
        }
    }

    /// Whether nothing can lie in the window.
    pub(crate) fn is_never(&self) -> bool {
        self.state == State::Never || self.empty
    }

    /// What the days that are not known make of something that lies between those that are.
    pub(crate) fn settled(&self) -> Standing {
        match self.state {
            State::Settled => Standing::Counts,
            State::Unknown => Standing::Perhaps(Reason::NotCountedFrom),
            State::Never => Standing::Out(Reason::NoDay),
        }
    }

    /// Whether the window limits the days at all, beside the day of assessment.
    pub(crate) fn limits(&self) -> bool {
        self.start.is_some() || self.ended || self.state != State::Settled
    }
}
