//! What training and role descriptions cover of the competencies that the work needs.
//!
//! - [`Framework`]: a tree of competencies with stable ids, such as `samhsa-2015/I.1`.
//! - [`Survey`]: how graduates rate what their training covered. [`Survey::coverage`] gives the
//!   share that rates an item at or above a threshold, with an interval; [`Survey::binomial`]
//!   tests it exactly; [`Survey::compare`] tests whether groups rate alike. All need only the
//!   counts of a [`SurveySummary`], which can be merged.
//! - [`Profiles`]: the patterns of coverage among the respondents of a survey.
//! - [`Ratings`]: how far raters agree, and where groups of them differ.

mod framework;
mod profiles;
mod ratings;
mod regression;
mod survey;

pub use crate::document::{Confidence, Source};
pub use framework::{Competency, Framework};
pub use profiles::{
    Correction, LikelihoodRatio, LikelihoodRatioOptions, PredictorRow, PredictorValues, Predictors,
    PredictorsOptions, ProfileFit, ProfileModel, Profiles, ProfilesOptions, Variances,
};
pub use ratings::{
    Agreement, AgreementOptions, AgreementRow, AlphaOptions, AnswerRow, CohenOptions,
    CompetenceRow, Consensus, ConsensusOptions, ConsensusRow, CulturalConsensus,
    CulturalConsensusOptions, Delphi, DelphiOptions, DelphiRow, Disagreement, DisagreementOptions,
    DisagreementRow, DisagreementTest, Measurement, Overlap, OverlapOptions, OverlapRow, PairRow,
    Pairwise, PairwiseOptions, RatingValues, Ratings, RatingsColumns, RatingsRows, StandardError,
    TaskRow, Weights,
};
pub use regression::{
    BinomialRegression, BinomialRegressionOptions, BlockRow, Covariate, Errors, Link,
    RegressionRows, TermRow,
};
pub use survey::{
    Binomial, BinomialOptions, BinomialRow, CompareOptions, CompareRow, Coverage, CoverageOptions,
    CoverageRow, GroupComparison, GroupTest, Item, ItemTotalRow, MultipleResponse,
    MultipleResponseOptions, MultipleResponseRow, Needed, Needs, NeedsOptions, NeedsRow,
    Reliability, ReliabilityOptions, ReliabilityRow, Scale, Survey, SurveyColumns, SurveyRows,
    SurveySummary, WeightedCoverage, WeightedInterval, WeightedOptions, WeightedRow,
};
