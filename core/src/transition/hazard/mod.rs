//! Hazards: how fast transitions happen, and for whom.

mod cautions;
mod coding;
mod cox;
mod design;
mod episodes;
mod fine_gray;
mod moments;
mod newton;
mod outline;
mod parametric;
mod product;
mod profiles;
mod term;

pub use cox::{
    Concordance, Cox, CoxCoefficient, CoxFit, CoxOptions, CoxResidual, CoxResiduals, CoxTest,
    CoxTransition, PredictedHazard, PredictedState, ProportionalityOptions, ProportionalityTest,
    Residual, ResidualOptions, StateProbabilityOptions, Ties, TimeTransform,
};
pub use fine_gray::{
    FineGray, FineGrayCoefficient, FineGrayFit, FineGrayOptions, PredictedIncidence,
};
pub use parametric::{
    Distribution, Parametric, ParametricFit, ParametricHazard, ParametricOptions, ParametricTerm,
};
pub use profiles::Profiles;
pub use term::{ChosenTerm, Names, Term};
