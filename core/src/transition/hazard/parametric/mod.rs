//! Parametric hazards: the hazard of a transition has the form of a known distribution.
//!
//! [`jet`] carries first and second derivatives along; [`distribution`] says what the hazards are;
//! [`likelihood`] adds them up over rows; [`parametric`] is the model.

mod distribution;
mod gamma;
mod jet;
mod likelihood;
mod options;
mod parametric;
mod report;

pub use distribution::Distribution;
pub use options::ParametricOptions;
pub use parametric::{Parametric, ParametricFit};
pub use report::{ParametricHazard, ParametricTerm};
