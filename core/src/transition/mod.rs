//! Employment transitions: what happens after certification, into, through and beyond peer
//! jobs.
//!
//! - [`StateSpace`]: the states a person can be in.
//! - [`Histories`]: who was in which state from when to when, with exact times.
//! - [`RiskTable`]: the mergeable summary of histories, under every curve.
//! - [`AalenJohansen`]: probabilities of states over time, with errors.
//! - [`Cox`], [`FineGray`], [`Parametric`]: how hazards depend on covariates.
//! - [`Panel`]: what the waves of a survey see, and whom they lose.
//!
//! ```
//! use peerpath::Labels;
//! use peerpath::transition::{AalenJohansenOptions, EventColumns, EventRows, Histories};
//!
//! // Ann finds a peer job in month 3 and is last known to be in it in month 12; Ben looks for
//! // one until month 12; Cho finds one in month 6 and leaves it for school in month 9.
//! let events = EventRows {
//!     person: Labels::from_names(
//!         ["Ann", "Ann", "Ann", "Ben", "Ben", "Cho", "Cho", "Cho", "Cho"].map(Some),
//!     ),
//!     time: vec![0.0, 3.0, 12.0, 0.0, 12.0, 0.0, 6.0, 9.0, 12.0],
//!     state: Labels::from_names([
//!         Some("seeking"), Some("peer-job"), None,
//!         Some("seeking"), None,
//!         Some("seeking"), Some("peer-job"), Some("school"), None,
//!     ]),
//!     attributes: Default::default(),
//! };
//! let histories = Histories::from_event_rows(events, &EventColumns::default(), None)?;
//! let curves = histories.aalen_johansen(&AalenJohansenOptions::default())?;
//! let in_peer_job: Vec<f64> = curves
//!     .at(&[3.0, 6.0, 9.0])?
//!     .iter()
//!     .filter(|row| row.state == "peer-job")
//!     .filter_map(|row| row.probability)
//!     .collect();
//! assert!((in_peer_job[0] - 1.0 / 3.0).abs() < 1e-12);
//! assert!((in_peer_job[1] - 2.0 / 3.0).abs() < 1e-12);
//! assert!((in_peer_job[2] - 1.0 / 3.0).abs() < 1e-12);
//! # Ok::<(), peerpath::Error>(())
//! ```

mod bytes;
mod curve;
mod hazard;
mod history;
mod panel;
mod state_space;
mod time;

pub use curve::{
    AalenJohansen, AalenJohansenOptions, BootstrapOptions, Causes, Clock, CumulativeHazard,
    CumulativeHazards, CumulativeIncidenceOptions, Exit, Exits, ExitsOptions, GrayTestOptions,
    GroupCounts, GroupTest, IntervalScale, KaplanMeierOptions, LandmarkOptions, LogRankOptions,
    MarkovTest, MarkovTestOptions, MarkovTransition, NelsonAalen, NelsonAalenOptions, PseudoValue,
    PseudoValues, Quantile, Quantiles, RestrictedMeanTime, RestrictedMeanTimes, RiskTable,
    StandardError, StateCovariance, StateCovariances, StateProbabilities, StateProbability,
    SummariseOptions, TransitionCovariance, TransitionCovariances, TransitionMatrix,
    TransitionProbability,
};
pub use hazard::{
    ChosenTerm, Concordance, Cox, CoxCoefficient, CoxFit, CoxOptions, CoxResidual, CoxResiduals,
    CoxTest, CoxTransition, Distribution, FineGray, FineGrayCoefficient, FineGrayFit,
    FineGrayOptions, Names, Parametric, ParametricFit, ParametricHazard, ParametricOptions,
    ParametricTerm, PredictedHazard, PredictedIncidence, PredictedState, Profiles,
    ProportionalityOptions, ProportionalityTest, Residual, ResidualOptions,
    StateProbabilityOptions, Term, Ties, TimeTransform,
};
pub use history::{
    CovariateValues, EventColumns, EventRows, Gaps, Histories, IntervalColumns, IntervalRows,
    RowAttributes, SpellColumns, SpellRows, Summary,
};
pub use panel::{
    Attrition, AttritionWave, Panel, PanelColumns, PanelRows, TransitionCount, TransitionTable,
};
pub use state_space::{Phase, State, StateSpace};
pub use time::{TimeOrigin, TimeUnit};
