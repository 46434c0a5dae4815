//! The few numerics that several rooms share: proportions, with the beta and binomial
//! distributions under them; the normal distribution and p-values; tests of tables of counts, and
//! the adjustment of p-values for their number; small matrices; and random numbers.

mod adjustment;
mod beta;
mod chi_squared_test;
mod contingency;
mod fisher;
mod hypothesis;
mod kruskal_wallis;
mod mann_whitney;
pub(crate) mod matrix;
pub mod normal;
pub(crate) mod one_factor;
pub mod p_value;
pub mod proportion;
pub mod quantile;
pub mod random;
pub mod sample;
pub(crate) mod sum;
mod trend;

pub use adjustment::Adjustment;
pub use chi_squared_test::chi_squared_test;
pub use contingency::Contingency;
pub use fisher::{MOST_STEPS, NotExact, fisher};
pub use hypothesis::Hypothesis;
pub use kruskal_wallis::kruskal_wallis;
pub use mann_whitney::mann_whitney;
pub use trend::trend;
