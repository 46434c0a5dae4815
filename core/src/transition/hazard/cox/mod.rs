//! The Cox model: proportional hazards of one transition or of several.
//!
//! [`risk_sets`] sorts the rows once; [`likelihood`] sweeps over them; [`fit`] climbs; [`cox`]
//! puts transitions together. What comes after the fit (residuals, predictions, tests) sorts and
//! sweeps again, so that a fitted model holds no rows but those of the histories.

mod answer;
mod baseline;
mod concordance;
mod cox;
mod fit;
mod likelihood;
mod message;
mod options;
mod parts;
mod prediction;
mod prepared;
#[cfg(test)]
mod property;
mod proportionality;
mod report;
mod residuals;
mod risk_sets;
mod score;
#[cfg(test)]
mod tests;

pub use concordance::Concordance;
pub(crate) use cox::Clusters;
pub use cox::{Cox, CoxFit, CoxTransition};
pub use options::{CoxOptions, Ties};
pub use prediction::{PredictedHazard, PredictedState, StateProbabilityOptions};
pub use proportionality::{ProportionalityOptions, ProportionalityTest, TimeTransform};
pub use report::{CoxCoefficient, CoxTest};
pub use residuals::{CoxResidual, CoxResiduals, Residual, ResidualOptions};
