//! One name or several.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// One name or a list of names, any of which is meant.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(untagged)]
pub(crate) enum OneOrMore<T> {
    /// One.
    One(T),
    /// Any of several.
    More(Vec<T>),
}

impl<T> OneOrMore<T> {
    pub(crate) fn as_slice(&self) -> &[T] {
        match self {
            OneOrMore::One(one) => std::slice::from_ref(one),
            OneOrMore::More(more) => more,
        }
    }
}

impl OneOrMore<String> {
    pub(crate) fn iter(&self) -> impl Iterator<Item = &str> {
        self.as_slice().iter().map(String::as_str)
    }

    /// The names as a phrase, such as `a, b or c`.
    pub(crate) fn in_words(&self) -> String {
        or(&self.iter().collect::<Vec<_>>())
    }
}

/// A phrase such as `a, b or c`.
pub(crate) fn or(names: &[&str]) -> String {
    match names {
        [] => "nothing".to_owned(),
        [name] => (*name).to_owned(),
        [names @ .., name] => format!("{} or {name}", names.join(", ")),
    }
}
