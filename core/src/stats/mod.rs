//! The few numerics that several rooms share: proportions, and the beta and binomial
//! distributions under them.

mod beta;
pub mod normal;
pub mod proportion;
