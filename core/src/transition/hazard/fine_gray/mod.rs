//! The model of Fine and Gray: the hazard of the subdistribution of one of several competing
//! transitions.
//!
//! [`competing`] sorts the persons once; [`likelihood`] scans them in linear time, forwards and
//! backwards; [`variance`] adds up everybody's influence; [`fine_gray`] is the model.

mod competing;
mod fine_gray;
mod likelihood;
mod options;
mod report;
#[cfg(test)]
mod tests;
mod variance;

pub use fine_gray::{FineGray, FineGrayFit};
pub use options::FineGrayOptions;
pub use report::{FineGrayCoefficient, PredictedIncidence};
