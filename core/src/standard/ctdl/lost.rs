//! What does not survive the way to CTDL and back.

use serde::Serialize;

/// Something that CTDL has no terms for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Lost {
    /// Where it is in the standard, as a JSON pointer.
    pub pointer: String,
    /// What it is: the key of a rule, or of the document.
    pub what: String,
    /// Why it does not survive.
    pub why: String,
    /// Whether the document says it in words; else not at all.
    pub in_words: bool,
    /// Whether the standard that is read back may answer unknown because of it.
    pub bears_on_verdict: bool,
}

impl Lost {
    /// A rule that is carried in words.
    pub(super) fn rule(pointer: &str, what: &str, why: &str) -> Lost {
        Lost { bears_on_verdict: true, ..Lost::in_words(pointer, what, why) }
    }

    /// Something for people that is carried in words.
    pub(super) fn in_words(pointer: &str, what: &str, why: &str) -> Lost {
        Lost { in_words: true, ..Lost::left_out(pointer, what, why) }
    }

    /// Something that is not carried.
    pub(super) fn left_out(pointer: &str, what: &str, why: &str) -> Lost {
        Lost {
            pointer: pointer.to_owned(),
            what: what.to_owned(),
            why: why.to_owned(),
            in_words: false,
            bears_on_verdict: false,
        }
    }
}
