//! What became of one entry of a dossier under one requirement.

use jiff::civil::Date;

use super::Amount;
use super::evidence::{Proof, Section};

/// An entry that was looked at, and what became of it. Words are made from it only when an
/// explanation is asked for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Note {
    pub(crate) section: Section,
    pub(crate) index: u32,
    pub(crate) standing: Standing,
    /// How much of it counts, where it has an amount.
    pub(crate) counted: Option<Amount>,
    /// Why it does not, or may not, count in a part, though it counts in all.
    pub(crate) doubt: Option<Reason>,
}

/// Whether an entry counts.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Standing {
    /// It counts.
    Counts,
    /// It may count: a fact about it is not recorded.
    Perhaps(Reason),
    /// It does not count.
    Out(Reason),
}

/// Why an entry does not count, or why that is not known.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Reason {
    /// It is dated after the day of assessment.
    Future,
    /// It is from before the window that begins on this day.
    Before(Date),
    /// It is after the window, which ends on this day.
    After(Date),
    /// The day from which its window is counted is not recorded.
    NotCountedFrom,
    /// The day from which its window is counted has not been.
    NoDay,
    /// Part of it is outside the window or after the day of assessment.
    Straddles(Date),
    /// It does not say something that is asked for.
    Unsaid(Key),
    /// What it says under this key is not what is asked for.
    Differs(Key),
    /// It is not proved well enough.
    Proof(Proof),
    /// It says that the thing is not so, or was not passed.
    Denies,
    /// It is below the level or score asked for.
    Below,
    /// There were more attempts than are allowed.
    Attempts,
    /// It was too soon after the attempt before.
    TooSoon,
    /// It is above the amount allowed.
    Above,
    /// A later entry governs.
    Superseded,
    /// Entries of the same day contradict each other.
    Contradicted,
    /// It ended before this day.
    Ended(Date),
    /// A part is full: its number among the parts of the requirement.
    Capped(u8),
    /// More hours of its period or course than count.
    Limited,
    /// A finding bars.
    Bars,
    /// It stands in the way of something that must be absent.
    Present,
    /// It does not touch the time that counts.
    Apart,
    /// Another entry already fills the place it could take.
    Surplus,
}

/// The keys of entries of which an explanation can speak.
macro_rules! keys {
    ($($key:ident => $name:literal,)*) => {
        /// A key of an entry. It stands for its name so that a [`Standing`] is a few bytes, which are
        /// combined many times for each entry.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(crate) enum Key {
            $($key,)*
        }

        impl Key {
            pub(crate) fn name(self) -> &'static str {
                match self {
                    $(Key::$key => $name,)*
                }
            }
        }
    };
}

keys! {
    About => "about",
    Approved => "approved",
    Attempt => "attempt",
    Course => "course",
    Credits => "credits",
    Employer => "employer",
    Field => "field",
    Findings => "findings",
    From => "from",
    Issued => "issued",
    IssuedBy => "issued_by",
    Jurisdiction => "jurisdiction",
    KnownSince => "known_since",
    Mode => "mode",
    Of => "of",
    On => "on",
    Parts => "parts",
    Passed => "passed",
    Proof => "proof",
    Provider => "provider",
    Role => "role",
    Score => "score",
    Setting => "setting",
    Share => "share",
    Status => "status",
    Supervisor => "supervisor",
    To => "to",
    Topics => "topics",
    Unit => "unit",
    Version => "version",
}

impl Note {
    pub(crate) fn new(section: Section, index: usize, standing: Standing) -> Note {
        Note { section, index: index as u32, standing, counted: None, doubt: None }
    }

    pub(crate) fn amount(
        section: Section,
        index: usize,
        standing: Standing,
        counted: Amount,
    ) -> Note {
        Note { counted: Some(counted), ..Note::new(section, index, standing) }
    }
}

impl Standing {
    /// Whether both count: what rules one out rules both out, else what leaves one open
    /// leaves both open.
    pub(crate) fn and(self, other: Standing) -> Standing {
        match (self, other) {
            (Standing::Out(_), _) => self,
            (_, Standing::Out(_)) => other,
            (Standing::Perhaps(_), _) => self,
            _ => other,
        }
    }

    /// Whether what is recorded is one of what is accepted.
    pub(crate) fn among<'a>(
        key: Key,
        recorded: Option<&str>,
        mut accepted: impl Iterator<Item = &'a str>,
    ) -> Standing {
        match recorded {
            None => Standing::Perhaps(Reason::Unsaid(key)),
            Some(recorded) if accepted.any(|one| one == recorded) => Standing::Counts,
            Some(_) => Standing::Out(Reason::Differs(key)),
        }
    }
}
