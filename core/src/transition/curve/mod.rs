//! Curves: estimates over time from histories, by way of their risk table.
//!
//! [`RiskTable`] is the summary: per distinct time the moves between states. It is small, can
//! be merged, and holds all that [`AalenJohansen`] needs.

mod aalen_johansen;
mod bytes;
mod count;
mod interval;
mod options;
mod report;
mod risk_table;
#[cfg(feature = "arrow")]
mod table;
#[cfg(test)]
mod tests;
mod walk;

pub use aalen_johansen::AalenJohansen;
pub use options::{AalenJohansenOptions, IntervalScale, StandardError, SummariseOptions};
pub use report::{
    RestrictedMeanTime, RestrictedMeanTimes, StateProbabilities, StateProbability,
    TransitionMatrix, TransitionProbability,
};
pub use risk_table::RiskTable;
