//! Ratings of the same units by several raters: how far they agree, where groups of raters
//! differ, and what they know in common.
//!
//! [`Ratings`] holds them; a coefficient of agreement is an [`Agreement`]:
//!
//! | Method | Corrects for chance by | Standard error |
//! |---|---|---|
//! | [`Ratings::krippendorff_alpha`] | drawing from all ratings together | Gwet; ordinal: bootstrap |
//! | [`Ratings::fleiss_kappa`] | drawing from all units' shares | Gwet |
//! | [`Ratings::gwet_ac`] (AC1, AC2) | the chance that a rating is a guess | Gwet |
//! | [`Ratings::cohen_kappa`] | drawing from each of two raters' shares | Fleiss, Cohen and Everitt |
//! | [`Ratings::percent_agreement`] | nothing | Gwet |
//!
//! Sources: K. Krippendorff, *Computing Krippendorff's alpha-reliability* (2011); K. L. Gwet,
//! *Handbook of inter-rater reliability*, 4th ed. (2014), chapters 2 to 6, which also has the
//! forms with weights and missing ratings; J. L. Fleiss, *Measuring nominal scale agreement among
//! many raters*, Psychological Bulletin 76 (1971) 378–382; J. Cohen, *Weighted kappa*,
//! Psychological Bulletin 70 (1968) 213–220; J. L. Fleiss, J. Cohen and B. S. Everitt, *Large
//! sample standard errors of kappa and weighted kappa*, Psychological Bulletin 72 (1969) 323–327.

mod agreement;
mod alpha;
mod bootstrap;
mod chance;
mod cohen;
mod columns;
mod consensus;
mod cultural;
mod disagreement;
mod overlap;
#[allow(clippy::module_inception, reason = "the model of the room")]
mod ratings;
mod tally;
#[cfg(test)]
mod tests;
mod weights;

pub use agreement::{Agreement, AgreementOptions, AgreementRow, StandardError};
pub use alpha::AlphaOptions;
pub use cohen::{CohenOptions, PairRow, Pairwise, PairwiseOptions};
pub use columns::{Measurement, RatingsColumns};
pub use consensus::{Consensus, ConsensusOptions, ConsensusRow, Delphi, DelphiOptions, DelphiRow};
pub use cultural::{AnswerRow, CompetenceRow, CulturalConsensus, CulturalConsensusOptions};
pub use disagreement::{Disagreement, DisagreementOptions, DisagreementRow, DisagreementTest};
pub use overlap::{Overlap, OverlapOptions, OverlapRow, TaskRow};
pub use ratings::{RatingValues, Ratings, RatingsRows};
pub use weights::Weights;

const SUBJECT: &str = "ratings";
