//! What training and role descriptions cover of the competencies that the work needs.
//!
//! - [`Framework`]: a tree of competencies with stable ids, such as `samhsa-2015/I.1`.
//!   It goes to and comes from CASE packages ([`Framework::to_case`], [`Framework::from_case`]); a
//!   [`Crosswalk`] links two.
//! - [`Curriculum`]: what the modules of a training cover of a framework, where they overlap or
//!   leave gaps, and which of them are enough.
//! - [`Survey`]: how graduates rate what their training covered. [`Survey::coverage`] gives the
//!   share that rates an item at or above a threshold, with an interval; [`Survey::binomial`]
//!   tests it exactly; [`Survey::compare`] tests whether groups rate alike. All need only the
//!   counts of a [`SurveySummary`], which can be merged.
//! - [`Profiles`]: the patterns of coverage among the respondents of a survey.
//! - [`Ratings`]: how far raters agree, and where groups of them differ.
//! - [`BinomialRegression`]: who does and who does not, by blocks of covariates.

mod crosswalk;
mod curriculum;
mod framework;
mod profiles;
mod ratings;
mod regression;
mod summaries;
mod survey;

pub use crate::document::{Confidence, Source};
pub use crosswalk::{Crosswalk, CrosswalkLink, Relation};
pub use curriculum::{
    Curriculum, CurriculumComparison, CurriculumComparisonRow, CurriculumCoverage,
    CurriculumCoverageRow, CurriculumOptions, Depth, Module, Selection, SelectionCost,
    SelectionOptions,
};
pub use framework::{AdoptionStatus, CaseOptions, CasePackage, CaseReading, Competency, Framework};
pub use profiles::{
    Correction, LikelihoodRatio, LikelihoodRatioOptions, PredictorRow, PredictorValues, Predictors,
    PredictorsOptions, ProfileFit, ProfileModel, Profiles, ProfilesColumns, ProfilesOptions,
    Variances,
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
pub use summaries::SummaryColumns;
#[cfg(feature = "arrow")]
pub use summaries::check_summaries;
pub use survey::{
    Binomial, BinomialOptions, BinomialRow, CompareOptions, CompareRow, Coverage, CoverageOptions,
    CoverageRow, GroupComparison, GroupTest, Item, ItemTotalRow, MissingCode, MultipleResponse,
    MultipleResponseOptions, MultipleResponseRow, Needed, Needs, NeedsOptions, NeedsRow,
    Reliability, ReliabilityOptions, ReliabilityRow, Scale, Survey, SurveyColumns, SurveyRows,
    SurveySummary, WeightedCoverage, WeightedInterval, WeightedOptions, WeightedRow,
};
#[cfg(feature = "arrow")]
pub use survey::{LabelledMetadata, RedcapOptions};
