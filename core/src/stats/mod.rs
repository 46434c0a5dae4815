//! The few numerics that several rooms share: proportions, with the beta and binomial
//! distributions under them, the normal distribution, and random numbers.

mod beta;
pub mod normal;
pub mod proportion;
pub mod random;
