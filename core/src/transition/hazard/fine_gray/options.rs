//! Options of the model of Fine and Gray.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::document::described;
use crate::transition::hazard::design::Wanted;
use crate::transition::hazard::term::{Clock, Names, Term};
use crate::{Code, Error, Place, Problems};

described! { FineGrayOptions = "fine-gray-options" }

/// Options of [`Histories::fine_gray`](crate::Histories::fine_gray).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct FineGrayOptions {
    /// The transition, such as `seeking -> peer-job`. All others from its origin compete with it.
    pub transition: String,
    /// The covariates, which must not change within a person. Default none.
    pub covariates: Vec<Term>,
    /// Whether rows count by the weights of the histories, where they have any. Default true.
    pub weighted: bool,
    /// From where time is counted. Default `forward`: everybody must then be followed from time 0.
    pub clock: Clock,
    /// The level of intervals, between 0 and 1. Default 0.95.
    pub level: f64,
    /// How many steps of Newton's method are taken at most. Default 50.
    pub iterations: u32,
    /// The iteration ends when the squared length of the next step, in standard errors, is no
    /// more than this. Default 1e-16.
    pub tolerance: f64,
    /// How many threads work. Left out, as many as the machine has. The result is the same, to
    /// the bit.
    pub threads: Option<usize>,
}

impl Default for FineGrayOptions {
    fn default() -> FineGrayOptions {
        FineGrayOptions {
            transition: String::new(),
            covariates: Vec::new(),
            weighted: true,
            clock: Clock::Forward,
            level: 0.95,
            iterations: 50,
            tolerance: 1e-16,
            threads: None,
        }
    }
}

pub(super) const CALL: &str = "fine_gray";

impl FineGrayOptions {
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

    pub(super) fn names(&self) -> Names {
        Names::One(self.transition.clone())
    }

    pub(super) fn wanted<'o>(&'o self, names: &'o Names) -> Wanted<'o> {
        Wanted {
            call: CALL,
            transitions: Some(names),
            covariates: &self.covariates,
            strata: &[],
            offset: None,
            weighted: self.weighted,
            clock: self.clock,
        }
    }
}
