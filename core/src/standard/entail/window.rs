//! Which of two windows lies in the other, whatever the dossier and the day.

use crate::document::Period;
use crate::standard::day_name::DayName;
use crate::standard::window::Window;

use super::period::no_longer;

/// A window: from which days it is counted, and its length. Days of a life cycle are not in it;
/// [`obstacle`] tells of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Limit {
    counted: [Option<String>; 5],
    within: Option<Period>,
}

impl Limit {
    /// The limit of a window; none where it limits nothing.
    pub(crate) fn of(window: &Window<'_>) -> Option<Limit> {
        let Window { within, opening: _, anchor, after, since, from, by, of: _ } = *window;
        let named = |name: Option<&DayName>| name.map(ToString::to_string);
        let anchor = anchor.filter(|anchor| **anchor != DayName::AsOf);
        let days = [from, by].map(|day| day.map(|day| day.to_string()));
        let [from, by] = days;
        let limit =
            Limit { counted: [named(anchor), named(after), named(since), from, by], within };
        (!window.is_open()).then_some(limit)
    }

    /// Whether it is only a length counted back from the day of assessment.
    pub(crate) fn is_plain(&self) -> bool {
        self.counted.iter().all(Option::is_none)
    }

    /// Its length, where it is counted back from the day of assessment.
    pub(crate) fn length(&self) -> Option<Period> {
        self.within.filter(|_| self.is_plain())
    }

    /// Whether what lies in this window lies in the other, which is counted from the same days.
    pub(crate) fn inside(&self, other: &Limit) -> bool {
        let forward = self.counted[1].is_some() || self.counted[2].is_some();
        let shorter = match (self.within, other.within) {
            (None, None) => true,
            // A length after a day ends the window, or bounds it from its start.
            (Some(one), Some(other)) if forward => no_longer(one, other) && no_longer(other, one),
            (Some(one), Some(other)) => no_longer(one, other),
            (Some(_), None) => !forward,
            (None, Some(_)) => false,
        };
        self.counted == other.counted && shorter
    }
}

/// What keeps a window from being compared across standards.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Obstacle {
    /// None does.
    None,
    /// A day that depends on which hours are counted.
    Hours,
    /// A day that depends on which standard the rule is of.
    Standard,
}

/// What keeps a window from being compared.
pub(crate) fn obstacle(window: &Window<'_>) -> Obstacle {
    // A day of the life cycle is one of its own standard.
    if window.opening.is_some() {
        return Obstacle::Standard;
    }
    let names = [window.anchor, window.after, window.since].into_iter().flatten();
    names.fold(Obstacle::None, |found, name| match name {
        DayName::Latest(kind) | DayName::First(kind) if kind == "certification" => {
            Obstacle::Standard
        }
        DayName::Latest(kind) | DayName::First(kind)
            if kind == "accrual-start" && found == Obstacle::None =>
        {
            Obstacle::Hours
        }
        DayName::AsOf | DayName::Fixed(_) | DayName::Latest(_) | DayName::First(_) => found,
    })
}

/// A window in words.
pub(crate) fn in_words(window: &Window<'_>) -> String {
    if window.is_open() {
        return "at any time".to_owned();
    }
    if window.is_plain() {
        return window.within.map_or_else(String::new, Period::in_words);
    }
    window.worded(jiff::civil::Date::MAX, &|within, _| within.to_owned()).trim().to_owned()
}
