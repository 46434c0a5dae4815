//! The few numerics that several rooms share: proportions, with the beta and binomial
//! distributions under them, the normal distribution, p-values, small matrices, and random
//! numbers.

mod beta;
pub(crate) mod matrix;
pub mod normal;
pub mod p_value;
pub mod proportion;
pub mod random;
