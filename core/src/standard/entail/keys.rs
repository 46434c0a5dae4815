//! Comparing two rules of one kind, key by key.

use serde::Serialize;
use serde_json::Value;

use super::window::{Limit, Obstacle, in_words, obstacle};
use crate::standard::day_name::DayName;
use crate::standard::names::OneOrMore;
use crate::standard::window::Window;

/// A rule that can be compared with another of its kind.
///
/// An implementation takes both rules apart by *all* their keys (no `..`), so that a new key
/// does not compile before someone has said what it means here. [`Keys::opaque`] is always
/// right: it leaves rules that use the key undecided unless they are the same to the letter.
/// A key whose meaning depends on other requirements is [`Keys::elsewhere`].
pub(crate) trait Ordered: Serialize {
    /// Says of each key which of the two asks for more.
    fn against(&self, other: &Self, keys: &mut Keys);

    /// Parts of dossiers that barely meet the rule on a day, for building a witness. They
    /// need not be right: every witness is assessed.
    fn examples(&self, _day: jiff::civil::Date) -> Vec<Value> {
        Vec::new()
    }

    /// Parts of dossiers that are in the way of the rule.
    fn spoilers(&self, _day: jiff::civil::Date) -> Vec<Value> {
        Vec::new()
    }
}

/// How a rule compares with another. Each pair is `[first to second, second to first]`; true
/// is proved, false is not proved.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Order {
    /// Whatever meets the one meets the other.
    pub(crate) entails: [bool; 2],
    /// Whatever is known not to meet the other is known not to meet the one.
    pub(crate) refutes: [bool; 2],
    /// Whether both are about the same thing, such as the same statement.
    pub(crate) related: bool,
    /// How many keys say the same.
    pub(crate) agreeing: usize,
    /// In which keys they differ.
    pub(crate) differences: Vec<Difference>,
    /// Keys that are not understood well enough to decide.
    pub(crate) undecided: Vec<String>,
}

/// A key in which two rules differ.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Difference {
    /// What the key is about.
    pub(crate) about: &'static str,
    /// What each says.
    pub(crate) says: [String; 2],
    /// Which asks for at least as much in this key.
    pub(crate) stricter: [bool; 2],
}

/// Collects what is said of each key.
pub(crate) struct Keys {
    order: Order,
    opaque: bool,
    elsewhere: bool,
    /// Whether both are of standards of one credential.
    home: bool,
}

impl Keys {
    /// Compares two rules. `home` says whether both are of standards of one credential.
    pub(crate) fn compare<T: Ordered>(first: &T, second: &T, home: bool) -> Order {
        let order =
            Order { entails: [true; 2], refutes: [true; 2], related: true, ..Order::default() };
        let mut keys = Keys { order, opaque: false, elsewhere: false, home };
        first.against(second, &mut keys);
        let same = serde_json::to_value(first).ok() == serde_json::to_value(second).ok();
        if keys.elsewhere {
            keys.order.entails = [false; 2];
            keys.order.refutes = [false; 2];
        } else if same {
            keys.order.entails = [true; 2];
            keys.order.refutes = [true; 2];
            keys.order.undecided.clear();
            keys.order.differences.clear();
        } else if keys.opaque {
            keys.order.entails = [false; 2];
            keys.order.refutes = [false; 2];
        }
        keys.order
    }

    /// What a key says, and whether what meets the first's demand meets the second's and the
    /// other way round. Those two also hold of what is known not to be met.
    pub(crate) fn key(&mut self, about: &'static str, stricter: [bool; 2], says: [String; 2]) {
        for (side, holds) in stricter.into_iter().enumerate() {
            self.order.entails[side] &= holds;
            self.order.refutes[side] &= holds;
        }
        match stricter {
            [true, true] => self.order.agreeing += 1,
            _ => self.order.differences.push(Difference { about, says, stricter }),
        }
    }

    /// A key that says nothing about what is known not to be met, unless both say the same.
    pub(crate) fn key_of_met(
        &mut self,
        about: &'static str,
        stricter: [bool; 2],
        says: [String; 2],
    ) {
        if stricter != [true, true] {
            self.order.refutes = [false; 2];
        }
        self.key(about, stricter, says);
    }

    /// A key that says what the rule is about: where it differs, the rules have nothing to do
    /// with each other.
    pub(crate) fn subject(&mut self, about: &'static str, same: bool, says: [String; 2]) {
        self.order.related &= same;
        self.key(about, [same; 2], says);
    }

    /// Notes that the rules have nothing to do with each other, unless this holds.
    pub(crate) fn unrelated_unless(&mut self, related: bool) {
        self.order.related &= related;
    }

    /// What meets which, where the keys one by one do not tell. Of what is known not to be met
    /// nothing is said.
    pub(crate) fn settle(&mut self, entails: [bool; 2]) {
        self.order.entails = entails;
        self.order.refutes = [false; 2];
    }

    /// A least amount: the larger is stricter.
    pub(crate) fn least<T: PartialOrd + ToString>(
        &mut self,
        about: &'static str,
        first: Option<&T>,
        second: Option<&T>,
    ) {
        // Nothing is below every amount.
        let stricter = [first >= second, second >= first];
        self.key(about, stricter, [said(first), said(second)]);
    }

    /// A greatest amount: the smaller is stricter.
    pub(crate) fn most<T: PartialOrd + ToString>(
        &mut self,
        about: &'static str,
        first: Option<&T>,
        second: Option<&T>,
    ) {
        let below = |one: Option<&T>, other: Option<&T>| match (one, other) {
            (_, None) => true,
            (None, Some(_)) => false,
            (Some(one), Some(other)) => one <= other,
        };
        self.key(about, [below(first, second), below(second, first)], [said(first), said(second)]);
    }

    /// Any of several names: the fewer are stricter, and no list is any name at all.
    pub(crate) fn names(
        &mut self,
        about: &'static str,
        first: Option<&OneOrMore<String>>,
        second: Option<&OneOrMore<String>>,
    ) {
        let words = |names: Option<&OneOrMore<String>>| {
            names.map_or_else(|| "any".to_owned(), OneOrMore::in_words)
        };
        let first_slice = first.map(OneOrMore::as_slice);
        let second_slice = second.map(OneOrMore::as_slice);
        let stricter = [within(first_slice, second_slice), within(second_slice, first_slice)];
        self.key(about, stricter, [words(first), words(second)]);
    }

    /// In which days: the narrower window is stricter.
    pub(crate) fn window(&mut self, first: &Window<'_>, second: &Window<'_>) {
        let stricter = self.windows(first, second);
        self.key_of_window(stricter, first, second);
    }

    /// Which of two windows lies in the other.
    pub(crate) fn windows(&mut self, first: &Window<'_>, second: &Window<'_>) -> [bool; 2] {
        self.note_obstacle(first);
        self.note_obstacle(second);
        let inside = |one: &Window<'_>, other: &Window<'_>| match (Limit::of(one), Limit::of(other))
        {
            (one, None) => one.is_none_or(|one| one.is_plain()),
            (None, Some(_)) => false,
            (Some(one), Some(other)) => one.inside(&other),
        };
        [inside(first, second), inside(second, first)]
    }

    /// Says which of two windows asks for more.
    pub(crate) fn key_of_window(
        &mut self,
        stricter: [bool; 2],
        first: &Window<'_>,
        second: &Window<'_>,
    ) {
        let says = [in_words(first), in_words(second)];
        match first.is_plain() && second.is_plain() {
            true => self.key("window", stricter, says),
            false => self.key_of_met("window", stricter, says),
        }
        if !(first.is_plain() && second.is_plain()) {
            self.order.refutes = [false; 2];
        }
    }

    /// On which day.
    pub(crate) fn anchor(&mut self, first: Option<&DayName>, second: Option<&DayName>) {
        let (first, second) = (Window::on(first), Window::on(second));
        self.note_obstacle(&first);
        self.note_obstacle(&second);
        let same = Limit::of(&first) == Limit::of(&second);
        self.key("day", [same; 2], [in_words(&first), in_words(&second)]);
    }

    /// A window may be counted from a day that is another one elsewhere.
    pub(crate) fn note_obstacle(&mut self, window: &Window<'_>) {
        match obstacle(window) {
            Obstacle::None => return,
            Obstacle::Hours => self.opaque = true,
            Obstacle::Standard if self.home => self.opaque = true,
            Obstacle::Standard => self.elsewhere = true,
        }
        self.order.undecided.push("the day from which its window is counted".to_owned());
    }

    /// A key that is not understood: where a rule has it, the two are not compared unless
    /// they are the same to the letter.
    pub(crate) fn opaque<T: Serialize>(&mut self, about: &'static str, first: &T, second: &T) {
        if is_said(first) || is_said(second) {
            self.opaque = true;
            self.order.undecided.push(format!("`{about}`"));
        }
    }

    /// Notes whether a rule asks for the day of its own standard's certification.
    pub(crate) fn own_certification(&mut self, asked: bool) {
        match (asked, self.home) {
            (false, _) => return,
            (true, true) => self.opaque = true,
            (true, false) => self.elsewhere = true,
        }
        self.order.undecided.push("`certification`, which is of its own standard".to_owned());
    }

    /// A key whose meaning depends on other requirements of its standard: where a rule has
    /// it, it is never compared.
    pub(crate) fn elsewhere<T: Serialize>(&mut self, about: &'static str, first: &T, second: &T) {
        if is_said(first) || is_said(second) {
            self.elsewhere = true;
            self.order.undecided.push(format!("`{about}`"));
        }
    }
}

/// Whether every name of the first is one of the second; no list is every name.
pub(crate) fn within<T: PartialEq>(first: Option<&[T]>, second: Option<&[T]>) -> bool {
    match (first, second) {
        (_, None) => true,
        (None, Some(_)) => false,
        (Some(first), Some(second)) => first.iter().all(|name| second.contains(name)),
    }
}

fn said<T: ToString>(value: Option<&T>) -> String {
    value.map_or_else(|| "none".to_owned(), T::to_string)
}

fn is_said<T: Serialize>(value: &T) -> bool {
    match serde_json::to_value(value) {
        Ok(Value::Null | Value::Bool(false)) => false,
        Ok(Value::Array(list)) => !list.is_empty(),
        Ok(Value::Object(object)) => !object.is_empty(),
        _ => true,
    }
}
