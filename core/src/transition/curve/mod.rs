//! Curves: estimates over time from histories, by way of their risk table.
//!
//! [`RiskTable`] is the summary: per distinct time the moves between states. It is small, can
//! be merged, and holds all that [`AalenJohansen`] needs.

mod aalen_johansen;
mod bootstrap;
mod bytes;
mod changes;
mod count;
mod covariance;
mod exits;
mod gray_test;
mod group_test;
mod hazard_influence;
mod influence;
mod initial;
mod interval;
mod kaplan_meier;
mod landmark;
mod leaving;
mod locate;
mod log_rank;
mod markov_test;
mod nelson_aalen;
mod options;
mod pseudo_value;
mod quantile;
mod report;
mod risk_table;
mod robust;
#[cfg(feature = "arrow")]
mod table;
#[cfg(test)]
mod tests;
mod walk;

pub use aalen_johansen::AalenJohansen;
pub use bootstrap::BootstrapOptions;
pub use covariance::{
    StateCovariance, StateCovariances, TransitionCovariance, TransitionCovariances,
};
pub use exits::{Exit, Exits, ExitsOptions};
pub use gray_test::GrayTestOptions;
pub use group_test::{GroupCounts, GroupTest};
pub(crate) use interval::{Bounded, Intervals};
pub use kaplan_meier::{Causes, CumulativeIncidenceOptions, KaplanMeierOptions};
pub use landmark::LandmarkOptions;
pub use leaving::Clock;
pub use log_rank::LogRankOptions;
pub use markov_test::{MarkovTest, MarkovTestOptions, MarkovTransition};
pub use nelson_aalen::{CumulativeHazard, CumulativeHazards, NelsonAalen, NelsonAalenOptions};
pub use options::{AalenJohansenOptions, IntervalScale, StandardError, SummariseOptions};
pub use pseudo_value::{PseudoValue, PseudoValues};
pub use quantile::{Quantile, Quantiles};
pub use report::{
    RestrictedMeanTime, RestrictedMeanTimes, StateProbabilities, StateProbability,
    TransitionMatrix, TransitionProbability,
};
pub use risk_table::RiskTable;
