//! The few numerics that several rooms share: proportions, with the beta and binomial
//! distributions under them, and the normal distribution.

mod beta;
pub mod normal;
pub mod proportion;
