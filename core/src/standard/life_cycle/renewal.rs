//! Where a credential stands, and what renews it.

use std::fmt;

use jiff::civil::Date;
use serde::{Serialize, Serializer};

use super::answer::Answer;
use super::report::{Needed, RenewalReport};
use super::status::Status;
use crate::error::{Error, Place};
use crate::standard::definition::Standard;
use crate::standard::dossier::Dossier;

/// Where a credential stands on one day: its standing, the days on which that changes, what
/// renews it and how much of that is still needed, or what reinstates it.
///
/// All days are inclusive: a credential is good on its last good day, and what follows begins
/// on the day after.
#[derive(Clone, Debug, PartialEq)]
pub struct Renewal(RenewalReport);

impl Standard {
    /// Where the credential of a dossier stands on one day in the life cycle of the standard:
    /// what is dated later does not count.
    ///
    /// The credential is an entry under `credentials` whose `credential` is the id of the
    /// standard or its short name; of several the one issued last. Where it does not record
    /// how long it is good, that follows from the day of issue and the `renewal` events; where
    /// it records neither, its standing is unknown.
    ///
    /// ```
    /// use jiff::civil::date;
    /// use peerpath::standard::Status;
    /// use peerpath::{Dossier, Standard};
    ///
    /// let standard = Standard::from_json(r#"{
    ///     "format": "peerpath/standard/1", "id": "us-xx/cpss", "version": "2025-07",
    ///     "title": "Certified Peer Support Specialist",
    ///     "requirement": {"id": "age", "age": {"at_least": 18}},
    ///     "life_cycle": {"renew_every": "P2Y", "window": "P90D", "grace": "P30D",
    ///         "renewal": {"id": "ce", "hours": {
    ///             "of": "continuing-education", "at_least": 20, "within": "cycle"}}} }"#)?;
    /// let dossier = Dossier::from_json(r#"{
    ///     "format": "peerpath/dossier/1",
    ///     "credentials": [{"credential": "us-xx/cpss", "issued": "2024-12-15", "status": "active"}],
    ///     "hours": [{"of": "continuing-education", "amount": 12, "to": "2026-03-13"}],
    ///     "complete": ["hours"] }"#)?;
    /// let renewal = standard.renewal(&dossier, date(2026, 11, 21))?;
    /// assert_eq!(renewal.status(), Status::RenewalWindow);
    /// assert_eq!(renewal.expires(), Some(date(2026, 12, 15)));
    /// assert_eq!(renewal.needed()[0].amount.to_string(), "8");
    /// println!("{renewal}");
    /// # Ok::<(), peerpath::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`Code::Argument`](crate::Code::Argument) where the standard has no life cycle,
    /// [`Code::NotInForce`](crate::Code::NotInForce) where the version does not hold on the
    /// day that selects it.
    pub fn renewal(&self, dossier: &Dossier, as_of: Date) -> Result<Renewal, Error> {
        self.in_force(dossier.document(), as_of)?;
        let Some(life_cycle) = self.life_cycle() else {
            let place = Place::argument("standard");
            let subject = format!("standard {} {}", self.id(), self.version());
            let found = "no `life_cycle`";
            let code = crate::error::Code::Argument;
            return Err(Error::one(code, subject, place, found, "a standard with one"));
        };
        Ok(Renewal(Answer::new(self, life_cycle, dossier, as_of).report()))
    }
}

impl Renewal {
    /// The standing.
    #[must_use]
    pub fn status(&self) -> Status {
        self.0.status
    }

    /// The day of the answer.
    #[must_use]
    pub fn as_of(&self) -> Date {
        self.0.as_of
    }

    /// The last good day.
    #[must_use]
    pub fn expires(&self) -> Option<Date> {
        self.0.expires
    }

    /// The last day on which renewal can be asked for in time.
    #[must_use]
    pub fn due(&self) -> Option<Date> {
        self.0.due
    }

    /// The last good day once it is renewed.
    #[must_use]
    pub fn next_expires(&self) -> Option<Date> {
        self.0.next_expires
    }

    /// The amounts still needed for renewal.
    #[must_use]
    pub fn needed(&self) -> &[Needed] {
        &self.0.needed
    }

    /// The whole answer.
    #[must_use]
    pub fn report(&self) -> &RenewalReport {
        &self.0
    }

    /// The answer in indented text, for people.
    #[must_use]
    pub fn explain(&self) -> String {
        self.0.explanation.join("\n")
    }

    /// The answer as JSON: [`RenewalReport`] says what it holds.
    #[must_use]
    pub fn to_json(&self) -> String {
        serde_json::to_string(&self.0).unwrap_or_default()
    }
}

impl Serialize for Renewal {
    /// Writes the [`RenewalReport`].
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

impl fmt::Display for Renewal {
    /// Writes what [`Renewal::explain`] gives.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.explain())
    }
}
