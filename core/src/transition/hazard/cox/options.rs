//! Options of the Cox model.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::document::described;
use crate::transition::hazard::design::Wanted;
use crate::transition::hazard::term::{Clock, Names, Term};
use crate::{Code, Error, Place, Problems};

described! { CoxOptions = "cox-options" }

/// How tied events are taken.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Ties {
    /// One after the other in every order, on average (Efron 1977): near the exact likelihood.
    #[default]
    Efron,
    /// All from the same risk set (Breslow 1974): too close to zero with heavy ties.
    Breslow,
}

/// Options of [`Histories::cox`](crate::Histories::cox).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct CoxOptions {
    /// The transitions whose hazards are modelled, such as `seeking -> peer-job`: one, or several.
    /// Left out, all that happen.
    pub transitions: Option<Names>,
    /// The covariates: names, or objects that say more of one. Default none: hazards are then
    /// those of Nelson and Aalen.
    pub covariates: Vec<Term>,
    /// How tied events are taken. Default `efron`.
    pub ties: Ties,
    /// Covariates whose values have baseline hazards of their own. Default none.
    pub strata: Vec<String>,
    /// A covariate that is added to the linear predictor as it is. Default none.
    pub offset: Option<String>,
    /// Whether rows count by the weights of the histories, where they have any. Default true.
    pub weighted: bool,
    /// Whether errors are computed that hold when rows of one cluster or person depend on each
    /// other, and when the model is wrong (Lin and Wei 1989); intervals and tests are then those.
    /// Left out, they are where the histories have weights or clusters, or several transitions are
    /// modelled.
    pub robust: Option<bool>,
    /// From where time is counted. Default `forward`.
    pub clock: Clock,
    /// The level of intervals, between 0 and 1. Default 0.95.
    pub level: f64,
    /// How many steps of Newton's method are taken at most. Default 50.
    pub iterations: u32,
    /// The iteration ends when the squared length of the next step, in standard errors, is no
    /// more than this. Default 1e-16: then a hundred-millionth of a standard error is left, and
    /// the step is taken.
    pub tolerance: f64,
    /// How many threads work. Left out, as many as the machine has. The result is the same, to
    /// the bit.
    pub threads: Option<usize>,
}

impl Default for CoxOptions {
    fn default() -> CoxOptions {
        CoxOptions {
            transitions: None,
            covariates: Vec::new(),
            ties: Ties::Efron,
            strata: Vec::new(),
            offset: None,
            weighted: true,
            robust: None,
            clock: Clock::Forward,
            level: 0.95,
            iterations: 50,
            tolerance: 1e-16,
            threads: None,
        }
    }
}

pub(super) const CALL: &str = "cox";

impl CoxOptions {
    pub(super) fn check(&self) -> Result<(), Error> {
        let mut problems = Problems::new();
        if !(self.level > 0.0 && self.level < 1.0) {
            let place = Place::argument("level");
            problems.push(place, self.level.to_string(), "a number between 0 and 1");
        }
        if !(self.tolerance > 0.0 && self.tolerance < 1.0) {
            let place = Place::argument("tolerance");
            problems.push(place, self.tolerance.to_string(), "a number between 0 and 1");
        }
        if self.iterations == 0 {
            problems.push(Place::argument("iterations"), "0", "a number of 1 or more");
        }
        problems.finish(Code::Argument, CALL)
    }

    pub(super) fn wanted(&self) -> Wanted<'_> {
        Wanted {
            call: CALL,
            transitions: self.transitions.as_ref(),
            covariates: &self.covariates,
            strata: &self.strata,
            offset: self.offset.as_deref(),
            weighted: self.weighted,
            clock: self.clock,
        }
    }
}
