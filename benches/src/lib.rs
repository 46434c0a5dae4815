//! Data for the benches: made here from a seed, the same on every machine.

mod certification;
mod employment;
mod random;
mod regression;

pub use certification::{DOSSIER, EIGHT, STANDARD, applicants, lines};
pub use employment::{Clock, employment};
pub use regression::seekers;
