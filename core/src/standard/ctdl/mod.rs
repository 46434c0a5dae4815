//! Standards as Credential Transparency Description Language (CTDL), and back.
//!
//! CTDL is what the Credential Registry publishes (JSON-LD, <https://credreg.net/ctdl>). A
//! standard becomes one `@graph`:
//!
//! - a `Certification` with a `ConditionProfile` for each requirement at the top: in words,
//!   and in the terms that CTDL has (`minimumAge`, `yearsOfExperience`, `creditValue`,
//!   `targetCredential`, `targetAssessment`, `residentOf`, `alternativeCondition` …);
//! - a `Pathway` whose destination carries the rules that can be computed: `all`, `any` and
//!   `at_least` as `ComponentCondition`s with `requiredNumber`, a rule whose bounds and filters
//!   are single values as a `ComponentCondition` with one `Constraint` for each of them.
//!
//! # What survives the trip
//!
//! `all`, `any`, `at_least`, `refer` within the document, and each rule that looks at evidence
//! and holds no list of further parts. All else (`not`, `when`, `applies`, waivers, parts and
//! buckets of hours, roles of references, bars of screenings …) is carried in words: read
//! back, it is a `decide` that a person answers. [`Ctdl::lost`] lists each, and is checked by
//! reading the document back.
//!
//! So what is read back never says met or unmet where the standard says otherwise; where
//! something is lost it may say unknown.
//!
//! The left side of a constraint is `urn:peerpath:rule:` with the path of the value in our
//! rule, such as `urn:peerpath:rule:hours.at_least`: CTDL has a place for such names, but no
//! vocabulary of its own for evidence.

mod constraint;
mod export;
mod import;
mod lost;
mod name;
mod options;
mod pathway;
mod profile;
mod reading;
mod resource;
mod term;
mod words;

pub use export::{Ctdl, Wanting};
pub use import::CtdlReading;
pub use lost::Lost;
pub use options::{CtdlOptions, CtdlReadingOptions};
pub use resource::NotUnderstood;

#[cfg(test)]
mod tests;
