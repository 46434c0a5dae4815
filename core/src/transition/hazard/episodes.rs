//! Rows at risk of one transition, as columns: what every regression of a hazard starts from.

use std::borrow::Cow;

/// Values of a covariate, for each person or for each row of the histories.
#[derive(Clone, Debug)]
pub(crate) struct DesignColumn<'a> {
    pub(crate) values: Cow<'a, [f64]>,
    pub(crate) by_person: bool,
}

/// Rows at risk of one transition: row `i` is at risk on `(start[i], stop[i]]` and, where
/// `event[i]`, makes the transition at `stop[i]`. Rows are in the order of the histories.
#[derive(Clone, Debug, Default)]
pub(crate) struct Episodes {
    /// The number of each row in the histories.
    pub(crate) source: Vec<u32>,
    /// The person of each row.
    pub(crate) person: Vec<u32>,
    pub(crate) start: Vec<f64>,
    pub(crate) stop: Vec<f64>,
    pub(crate) event: Vec<bool>,
    /// The stratum of each row, from 0; empty where all are in one.
    pub(crate) stratum: Vec<u32>,
    /// The weight of each row, above 0; empty where each counts as one.
    pub(crate) weight: Vec<f64>,
    /// What is added to the linear predictor of each row; empty where nothing is.
    pub(crate) offset: Vec<f64>,
}

impl Episodes {
    pub(crate) fn len(&self) -> usize {
        self.stop.len()
    }

    pub(crate) fn events(&self) -> usize {
        self.event.iter().filter(|&&event| event).count()
    }

    pub(crate) fn stratum_of(&self, row: usize) -> usize {
        self.stratum.get(row).map_or(0, |&code| code as usize)
    }

    pub(crate) fn weight(&self, row: usize) -> f64 {
        self.weight.get(row).copied().unwrap_or(1.0)
    }
}
