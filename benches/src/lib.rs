//! Data for the benches: made here from a seed, the same on every machine.

mod employment;
mod random;

pub use employment::{Clock, employment};
