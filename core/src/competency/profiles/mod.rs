//! Patterns of coverage: latent profiles and latent classes of the respondents of a survey.
//!
//! A finite mixture: each respondent belongs to one of a few classes that nobody sees, and within
//! a class the items do not depend on each other. [`ProfileModel::Gaussian`] takes a rating as a
//! number with a mean and a variance in each class (latent profile analysis);
//! [`ProfileModel::Categorical`] gives every answer a probability in each class (latent class
//! analysis). [`Profiles`] holds the fits for several numbers of classes.
//!
//! - Every start is an expectation–maximisation run of its own, sped up by squared extrapolation
//!   (R. Varadhan and C. Roland, *Simple and globally convergent methods for accelerating the
//!   convergence of any EM algorithm*, Scandinavian Journal of Statistics 35 (2008) 335–353); the
//!   best is run on until its gradient is next to zero, and the gradient is reported.
//! - An answer that is missing is left out of the likelihood of its respondent, which is right
//!   where it is missing at random given the others.
//! - The Gaussian likelihood has no bound: a class whose members all give an item the same rating
//!   could have a variance of 0. No variance falls below a share of the item's own; each class that
//!   touches this floor is flagged, and a solution that does is not taken while another start
//!   found one that does not.
//! - Classes come in the order of their shares, the largest first.

mod data;
mod em;
mod fit;
mod likelihood_ratio;
mod options;
mod parameters;
mod predictors;
mod profiles;
mod report;
#[cfg(test)]
mod tests;
mod three_step;

pub use fit::ProfileFit;
pub use likelihood_ratio::{LikelihoodRatio, LikelihoodRatioOptions};
pub use options::{ProfileModel, ProfilesOptions, Variances};
pub use predictors::{Correction, PredictorRow, PredictorValues, Predictors, PredictorsOptions};
pub use profiles::Profiles;

const SUBJECT: &str = "profiles";
