//! The baseline hazards of a fitted model, and what they are for persons with covariates.

use std::borrow::Cow;

use super::cox::Cox;
use super::likelihood::Hazards;
use super::prepared::Prepared;
use super::risk_sets::Slots;
use crate::transition::hazard::design::{Design, JOINT};
use crate::transition::hazard::profiles::Resolved;
use crate::{Code, Error, Place};

/// The baseline hazards of a transition, in every stratum, at the coefficients of the model.
#[derive(Clone, Debug)]
pub(super) struct Baseline {
    pub(super) name: String,
    /// The coefficients of the transition.
    pub(super) coefficient: Vec<usize>,
    /// What was taken from each of their covariates.
    pub(super) centre: Vec<f64>,
    /// Empty where there are no strata.
    pub(super) strata: Vec<String>,
    pub(super) slots: Slots,
    /// With details.
    pub(super) hazards: Hazards,
}

/// One step of the hazard of one transition for one profile.
pub(super) struct Step {
    pub(super) time: f64,
    pub(super) origin: usize,
    pub(super) target: usize,
    pub(super) increment: f64,
    pub(super) variance: f64,
    /// The derivative of the increment in each coefficient of the transition.
    pub(super) gradient: Vec<(usize, f64)>,
}

impl Cox {
    /// The baselines of all transitions.
    pub(super) fn baselines(&self, design: &Design<'_>) -> Cow<'_, [Baseline]> {
        match &self.baselines {
            Some(baselines) => Cow::Borrowed(baselines),
            None => {
                let places = 0..design.transitions.len();
                places.map(|place| Baseline::of(self.prepared(design, place), self)).collect()
            }
        }
    }
}

impl Baseline {
    fn of(prepared: Prepared, cox: &Cox) -> Baseline {
        let hazards = prepared.swept(cox).hazards;
        let sets = prepared.sets;
        Baseline {
            name: prepared.name,
            coefficient: sets.coefficient,
            centre: sets.centre,
            strata: prepared.rows.strata,
            slots: Slots { strata: sets.strata, time: sets.time },
            hazards,
        }
    }

    /// Whether every coefficient of the transition has an error.
    pub(super) fn has_errors(&self, cox: &Cox) -> bool {
        self.coefficient.iter().all(|&one| cox.kept[one] || cox.coefficients[one].left_out)
    }

    /// The steps of the hazard for a profile.
    pub(super) fn steps(
        &self,
        cox: &Cox,
        resolved: &Resolved,
        profile: usize,
        (origin, target): (usize, usize),
    ) -> Result<Vec<Step>, Error> {
        let stratum = match self.strata.as_slice() {
            [] => 0,
            names => {
                let wanted = &resolved.strata[profile];
                names.iter().position(|name| name == wanted).ok_or_else(|| {
                    let named = |name: &String| name.replace(JOINT, ", ");
                    let found = format!("the stratum `{}`, in row {profile}", named(wanted));
                    let known: Vec<String> = names.iter().map(named).collect();
                    let expected = format!("one of {}", known.join("; "));
                    Error::one(Code::Table, "profiles", Place::Whole, found, expected)
                })?
            }
        };
        let Some(detail) = &self.hazards.detail else { return Ok(Vec::new()) };
        let cumulative = &self.hazards.cumulative;
        let count = self.coefficient.len();
        // The profile in the units of the columns.
        let own: Vec<f64> = self
            .coefficient
            .iter()
            .zip(&self.centre)
            .map(|(&one, centre)| {
                (resolved.values.at(profile, one) - centre) / cox.coefficients[one].scale
            })
            .collect();
        let scaled = cox.scaled();
        let predictor: f64 =
            self.coefficient.iter().zip(&own).map(|(&one, value)| scaled[one] * value).sum();
        let factor = (predictor + resolved.offset[profile]).exp();
        let slots = self.slots.strata[stratum].clone().skip(1);
        let steps = slots.map(|slot| {
            let increment = cumulative[slot] - cumulative[slot - 1];
            let gradient = (0..count).map(|column| {
                let cell = slot * count + column;
                let drift = detail.drift[cell] - detail.drift[cell - count];
                let one = self.coefficient[column];
                let slope = factor * (own[column] * increment - drift);
                (one, slope * cox.coefficients[one].scale)
            });
            Step {
                time: self.slots.time[slot],
                origin,
                target,
                increment: factor * increment,
                variance: factor * factor * detail.variance[slot],
                gradient: gradient.collect(),
            }
        });
        Ok(steps.collect())
    }
}
