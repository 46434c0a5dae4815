//! A fitted model with its rows again: sorted and swept over at the coefficients found.

use super::cox::Cox;
use super::likelihood::Sweep;
use super::risk_sets::RiskSets;
use crate::threads;
use crate::transition::hazard::design::{Design, Rows};
use crate::{Code, Error, Place};

/// A transition of a fitted model. Coefficients have the numbers they have in the model.
pub(super) struct Prepared {
    pub(super) place: usize,
    pub(super) name: String,
    pub(super) rows: Rows,
    pub(super) sets: RiskSets,
}

impl Cox {
    /// The design of the model.
    pub(super) fn design(&self) -> Result<Design<'_>, Error> {
        Design::of(&self.histories, &self.options.wanted(), self.outline.clone())
    }

    /// The design of the model, for what needs its rows.
    pub(super) fn design_with_rows(&self, call: &str) -> Result<Design<'_>, Error> {
        match &self.baselines {
            None => self.design(),
            Some(_) => {
                let (found, expected) = ("a model of parts", "one whose rows are here");
                Err(Error::one(Code::Argument, call, Place::Whole, found, expected))
            }
        }
    }

    /// The coefficients of the scaled covariates.
    pub(super) fn scaled(&self) -> Vec<f64> {
        self.coefficients.iter().map(|one| one.value * one.scale).collect()
    }

    pub(super) fn threads(&self) -> usize {
        threads::count(self.options.threads)
    }

    /// The rows of a transition, sorted.
    pub(super) fn prepared(&self, design: &Design<'_>, place: usize) -> Prepared {
        let rows = design.rows(place);
        let sets = RiskSets::new(&rows.episodes, &design.columns_of(place), self.threads());
        Prepared { place, name: design.transition_name(place), rows, sets }
    }
}

impl Prepared {
    /// A detailed sweep at the coefficients of the model.
    pub(super) fn swept(&self, cox: &Cox) -> Sweep<'_> {
        let mut sweep = Sweep::new(&self.sets, cox.options.ties, cox.threads());
        sweep.detailed(&cox.scaled());
        sweep
    }
}
