//! Histories: who was in which state from when to when, with exact times.
//!
//! The same histories can be told in three forms, each with its reader:
//!
//! | Form | A row is | Reader |
//! |---|---|---|
//! | events | an entry into a state, or the end of observation | [`Histories::from_events`] |
//! | spells | a stay in a state | [`Histories::from_spells`] |
//! | intervals | a time at risk, and the transition that ends it | [`Histories::from_intervals`] |
//!
//! All of them end in the same rows, checked against the same rules.

mod attributes;
mod chain;
mod columns;
mod covariate;
mod events;
#[cfg(feature = "arrow")]
mod forms;
mod histories;
mod intervals;
mod rows;
mod spells;
mod summary;
#[cfg(feature = "arrow")]
mod table;
#[cfg(test)]
mod tests;

pub(crate) use attributes::{Attributes, Column, Groups};
pub use attributes::{CovariateValues, RowAttributes};
pub use columns::{EventColumns, Gaps, IntervalColumns, SpellColumns};
pub(crate) use covariate::{Covariate, Values};
pub use events::EventRows;
pub use histories::Histories;
pub use intervals::IntervalRows;
pub(crate) use rows::{CENSORED, Row, Rows};
pub use spells::SpellRows;
pub use summary::Summary;
