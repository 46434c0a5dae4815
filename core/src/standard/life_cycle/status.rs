//! The standing of a credential on a day, and when it changes.

use std::fmt;

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::document::AfterGrace;
use crate::standard::evidence::CredentialStatus;

/// The standing of a credential on a day.
///
/// The last good day counts: the credential is still good on it, and what follows begins on
/// the day after. The same holds of the last day to ask for renewal and of the last day of
/// grace.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    /// It was not asked for.
    None,
    /// It was asked for and not yet given.
    Applied,
    /// It was asked for, and the application was not completed in time.
    ApplicationClosed,
    /// It is given for a limited time, with something still to do.
    Provisional,
    /// It is good, and renewal is not open yet.
    Active,
    /// It is good, and renewal is open.
    RenewalWindow,
    /// It is good, but the last day to ask for renewal in time is past.
    Overdue,
    /// It has run out and can still be renewed.
    Grace,
    /// It has run out.
    Lapsed,
    /// It rests.
    Inactive,
    /// It is good under conditions.
    Probation,
    /// It is taken away for a time.
    Suspended,
    /// It is taken away.
    Revoked,
    /// It was given back.
    Relinquished,
    /// The credential no longer exists.
    Ended,
    /// What is recorded does not say.
    Unknown,
}

impl Status {
    /// All of them.
    pub const ALL: [Status; 16] = [
        Status::None,
        Status::Applied,
        Status::ApplicationClosed,
        Status::Provisional,
        Status::Active,
        Status::RenewalWindow,
        Status::Overdue,
        Status::Grace,
        Status::Lapsed,
        Status::Inactive,
        Status::Probation,
        Status::Suspended,
        Status::Revoked,
        Status::Relinquished,
        Status::Ended,
        Status::Unknown,
    ];

    /// The fixed name, such as `renewal-window`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Status::None => "none",
            Status::Applied => "applied",
            Status::ApplicationClosed => "application-closed",
            Status::Provisional => "provisional",
            Status::Active => "active",
            Status::RenewalWindow => "renewal-window",
            Status::Overdue => "overdue",
            Status::Grace => "grace",
            Status::Lapsed => "lapsed",
            Status::Inactive => "inactive",
            Status::Probation => "probation",
            Status::Suspended => "suspended",
            Status::Revoked => "revoked",
            Status::Relinquished => "relinquished",
            Status::Ended => "ended",
            Status::Unknown => "unknown",
        }
    }

    /// Whether the holder may call themselves certified: a provisional credential and one on
    /// probation are good, one in grace is not. `None` where the standing is not known.
    #[must_use]
    pub fn is_good(self) -> Option<bool> {
        match self {
            Status::Provisional
            | Status::Active
            | Status::RenewalWindow
            | Status::Overdue
            | Status::Probation => Some(true),
            Status::Unknown => None,
            _ => Some(false),
        }
    }
}

impl fmt::Display for Status {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

/// A day on which the standing changes, if nothing further is recorded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct StatusChange {
    /// The first day of the new standing.
    pub on: Date,
    /// The new standing.
    pub status: Status,
}

/// The days on which the standing of a credential turns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Course {
    /// An application, open to its last day where there is one.
    Application { open_to: Option<Date> },
    /// A provisional credential, to its last good day.
    Provisional { last: Date },
    /// A credential that is renewed.
    Term { opens: Option<Date>, due: Date, last: Date, grace: Option<Date>, after: AfterGrace },
    /// One standing, whatever the day.
    Fixed(Status),
}

/// The standing on each day: by its course, by what is recorded of it beside, and by the end
/// of the credential as such.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Timeline {
    pub(super) course: Course,
    /// What was recorded beside the days.
    pub(super) recorded: Option<CredentialStatus>,
    /// The last day on which any such credential is good.
    pub(super) ends: Option<Date>,
}

impl Timeline {
    /// The standing on a day.
    pub(super) fn on(&self, day: Date) -> Status {
        let by_days = self.course.on(day);
        // What had not run out before the end ended with it.
        let ended = self.ends.is_some_and(|ends| {
            let gone = [Status::None, Status::Applied, Status::ApplicationClosed, Status::Lapsed];
            day > ends && !gone.contains(&self.course.on(ends))
        });
        match self.recorded {
            Some(CredentialStatus::Revoked) => Status::Revoked,
            Some(CredentialStatus::Relinquished) => Status::Relinquished,
            _ if ended => Status::Ended,
            Some(CredentialStatus::Suspended) => Status::Suspended,
            Some(CredentialStatus::Inactive) => Status::Inactive,
            Some(CredentialStatus::Lapsed) => Status::Lapsed,
            Some(CredentialStatus::Probation) if by_days.is_good() == Some(true) => {
                Status::Probation
            }
            _ => by_days,
        }
    }

    /// The days after this one on which the standing changes.
    pub(super) fn changes(&self, after: Date) -> Vec<StatusChange> {
        let mut days = self.course.turns();
        days.extend(self.ends.and_then(|ends| ends.tomorrow().ok()));
        days.retain(|&day| day > after);
        days.sort_unstable();
        let mut status = self.on(after);
        let mut changes = Vec::new();
        for on in days {
            let next = self.on(on);
            if next != status {
                changes.push(StatusChange { on, status: next });
                status = next;
            }
        }
        changes
    }
}

impl Course {
    fn on(self, day: Date) -> Status {
        match self {
            Course::Application { open_to: Some(last) } if day > last => Status::ApplicationClosed,
            Course::Application { .. } => Status::Applied,
            Course::Provisional { last } if day > last => Status::Lapsed,
            Course::Provisional { .. } => Status::Provisional,
            Course::Term { grace, last, after, .. } if day > grace.unwrap_or(last) => after.into(),
            Course::Term { last, .. } if day > last => Status::Grace,
            Course::Term { due, .. } if day > due => Status::Overdue,
            Course::Term { opens: Some(opens), .. } if day >= opens => Status::RenewalWindow,
            Course::Term { .. } => Status::Active,
            Course::Fixed(status) => status,
        }
    }

    /// The days on which it may change.
    fn turns(self) -> Vec<Date> {
        let after = |day: Date| day.tomorrow().ok();
        match self {
            Course::Application { open_to } => open_to.and_then(after).into_iter().collect(),
            Course::Provisional { last } => after(last).into_iter().collect(),
            Course::Term { opens, due, last, grace, .. } => {
                let past = [Some(due), Some(last), grace];
                opens.into_iter().chain(past.into_iter().flatten().filter_map(after)).collect()
            }
            Course::Fixed(_) => Vec::new(),
        }
    }
}

impl From<AfterGrace> for Status {
    fn from(after: AfterGrace) -> Status {
        match after {
            AfterGrace::Lapsed => Status::Lapsed,
            AfterGrace::Inactive => Status::Inactive,
            AfterGrace::Probation => Status::Probation,
        }
    }
}
