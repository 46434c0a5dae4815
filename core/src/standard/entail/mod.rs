//! Whether one requirement asks for all that another asks for.
//!
//! A requirement *entails* another if whatever dossier meets the first meets the second, on
//! every day. There are three answers: it does, it does not, or that is not decided; a wrong
//! answer is a defect, an undecided one is not.
//!
//! - *It does* rests on a proof ([`proof`]): every requirement is written as `all`, `any` and
//!   `at least` over rules that are met or known not to be met ([`formula`]), which is exact
//!   for the three values, and two rules of one kind are compared key by key ([`keys`]; the
//!   comparisons stand beside the rules, as `order`). What follows only from several rules at
//!   once, or from rules of different kinds, is not seen.
//! - *It does not* rests on a witness ([`witness`]): a dossier is built that meets the first as
//!   barely as it can, and assessed by both.
//!
//! Nothing else is ever claimed. A property test draws pairs of requirements and dossiers.

mod formula;
mod keys;
mod leaf;
mod period;
mod proof;
mod window;
mod witness;
mod words;

use jiff::civil::{Date, date};

pub(crate) use formula::Formulas;
pub(crate) use keys::{Difference, Keys, Order, Ordered, within};
pub(crate) use leaf::order;
#[cfg(test)]
pub(crate) use leaf::{examples, spoilers};
pub(crate) use period::no_longer;
pub(crate) use proof::Prover;
pub(crate) use window::{Limit, in_words};
pub(crate) use witness::{BUDGET, witness};
pub(crate) use words::phrase;

use super::names::OneOrMore;
use crate::document::Period;

/// The day as of which witnesses are assessed.
pub(crate) const WITNESS_DAY: Date = date(2030, 6, 15);

/// The oldest day in a window that ends on a day; long ago where there is no window.
pub(crate) fn oldest(window: Option<Period>, day: Date) -> Date {
    window.map_or(date(1950, 1, 1), |window| super::facts::start_of(window, day))
}

/// Each of several names once, or no name where there is no list.
pub(crate) fn each<T>(names: Option<&OneOrMore<T>>) -> impl Iterator<Item = Option<&T>> {
    let slice = slice(names).unwrap_or_default();
    let none = names.is_none().then_some(None);
    slice.iter().map(Some).chain(none)
}

/// The names as a slice.
pub(crate) fn slice<T>(names: Option<&OneOrMore<T>>) -> Option<&[T]> {
    names.map(OneOrMore::as_slice)
}

#[cfg(test)]
mod tests;
