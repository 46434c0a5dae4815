//! Open Badges and other verifiable credentials as `credentials` of a dossier.
//!
//! Read are `AchievementCredential`s (`OpenBadgeCredential`s) of Open Badges 3.0, in the data
//! model of Verifiable Credentials 1.1 (`issuanceDate`, `expirationDate`) or 2.0 (`validFrom`,
//! `validUntil`); alone, in lists, in a comprehensive learner record (CLR 2.0) or in a
//! presentation. One value may stand for a list of it, as in all JSON-LD.
//!
//! **No signature is checked, no status list is asked, no page is fetched.** Structure and
//! dates are checked, nothing else: anyone can write such a document. So an entry says of
//! itself that its proof is at most the person's own statement, its standing is left open
//! unless the caller, who checked it elsewhere, gives one, and every explanation that rests on
//! it says so.
//!
//! - A credential counts for one of ours only through a map that the caller gives, from the
//!   id of the achievement.
//! - The day of a moment is its day in the time zone that it is written in. What is good until
//!   a midnight is good to the day before.
//! - What is not taken over is listed: endorsements, achievements without a name in the map,
//!   credentials of another subject, `credentialStatus`, `proof`.

mod credential;
mod jwt;
mod moment;
mod options;
mod reading;

pub use options::OpenBadgeOptions;
pub use reading::{LeftOut, OpenBadgeReading};

#[cfg(test)]
mod tests;
