//! Patterns of coverage: latent profiles and latent classes of the respondents of a survey, or of
//! the rows of a table of numbers ([`Profiles::from_table`]).
//!
//! A finite mixture: each respondent belongs to one of a few classes that nobody sees, and within
//! a class the items do not depend on each other. [`ProfileModel::Gaussian`] takes a rating as a
//! number with a mean and a variance in each class (latent profile analysis);
//! [`ProfileModel::Categorical`] gives every answer a probability in each class (latent class
//! analysis). [`Profiles`] holds the fits for several numbers of classes.
//!
//! - Every start is a run of expectation–maximisation of its own, sped up by squared extrapolation
//!   (R. Varadhan and C. Roland, *Simple and globally convergent methods for accelerating the
//!   convergence of any EM algorithm*, Scandinavian Journal of Statistics 35 (2008) 335–353). All
//!   starts take a few steps; those that are most likely then, [`ProfilesOptions::finalists`], go on
//!   to the end (C. Biernacki, G. Celeux and G. Govaert, *Choosing starting values for the EM
//!   algorithm for getting the highest likelihood in multivariate Gaussian mixture models*,
//!   Computational Statistics & Data Analysis 41 (2003) 561–575). How many of these end at the best
//!   solution is [`ProfileFit::replicated`] of [`ProfileFit::finished`].
//! - The best is polished by Newton's method until its gradient is next to zero, and the gradient
//!   is reported.
//! - An answer that is missing is left out of the likelihood of its respondent, which is right
//!   where it is missing at random given the others.
//! - The Gaussian likelihood has no bound: a class whose members all give an item the same rating
//!   could have a variance of 0. No variance falls below a share of the item's own; each class that
//!   touches this floor is flagged. A start ends where that happens, and further ones are run to the
//!   end in its place; only where all starts touch the floor do the best go on past it. So a
//!   solution at the floor is not taken while another start found one that is not.
//! - Classes come in the order of their shares, the largest first.

mod data;
mod em;
mod fit;
mod likelihood_ratio;
mod newton;
mod options;
mod parameters;
mod predictors;
mod profiles;
mod report;
mod search;
#[cfg(test)]
mod tests;
mod three_step;

pub use fit::ProfileFit;
pub use likelihood_ratio::{LikelihoodRatio, LikelihoodRatioOptions};
pub use options::{ProfileModel, ProfilesColumns, ProfilesOptions, Variances};
pub use predictors::{Correction, PredictorRow, PredictorValues, Predictors, PredictorsOptions};
pub use profiles::Profiles;

const SUBJECT: &str = "profiles";
