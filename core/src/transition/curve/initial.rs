//! The distribution over states at the start, where it is given.

use super::options::{AalenJohansenOptions, CALL};
use crate::transition::state_space::StateSpace;
use crate::{Code, Error, Place, Problems};

/// How far from 1 the sum of probabilities may be that were rounded.
const ROUNDED: f64 = 1e-9;

impl AalenJohansenOptions {
    /// Checks what can be checked of the distribution without data.
    pub(super) fn check_distribution(&self, problems: &mut Problems) {
        let Some(shares) = &self.start_distribution else { return };
        let place = || Place::argument("start_distribution");
        if self.start_state.is_some() {
            problems.push(place(), "a `start_state` too", "one of the two");
        }
        let mut sum = 0.0;
        for (state, &share) in shares {
            sum += share;
            if !(0.0..=1.0).contains(&share) {
                let found = format!("{share} for `{state}`");
                problems.push(place(), found, "a probability, from 0 to 1");
            }
        }
        if (sum - 1.0).abs() > ROUNDED {
            let found = format!("probabilities that add up to {sum}");
            problems.push(place(), found, "1 in all");
        }
    }

    /// The distribution, by the numbers of the states.
    pub(super) fn initial(&self, space: &StateSpace) -> Result<Option<Vec<f64>>, Error> {
        let mut problems = Problems::new();
        let mut initial = vec![0.0; space.len()];
        let one = self.start_state.iter().map(|state| ("start_state", state, 1.0));
        let shares = self.start_distribution.iter().flatten();
        let several = shares.map(|(state, &share)| ("start_distribution", state, share));
        for (argument, state, share) in one.chain(several) {
            match space.index(state).and_then(|state| initial.get_mut(state)) {
                Some(slot) => *slot = share,
                None => {
                    let expected = format!("one of {}", space.listed());
                    problems.push(Place::argument(argument), format!("`{state}`"), expected);
                }
            }
        }
        problems.finish(Code::Argument, CALL)?;
        let given = self.start_state.is_some() || self.start_distribution.is_some();
        Ok(given.then_some(initial))
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use super::super::tests::histories;
    use super::super::{AalenJohansen, StandardError};
    use super::*;

    fn begins(shares: &[(&str, f64)]) -> AalenJohansenOptions {
        let shares = shares.iter().map(|(state, share)| ((*state).to_owned(), *share)).collect();
        AalenJohansenOptions { start_distribution: Some(shares), ..Default::default() }
    }

    fn curves(options: &AalenJohansenOptions) -> Result<AalenJohansen, Error> {
        let rows = [
            (1, 0.0, 2.0, 0, Some(1)),
            (1, 2.0, 6.0, 1, Some(0)),
            (1, 6.0, 9.0, 0, None),
            (2, 0.0, 5.0, 0, Some(1)),
            (2, 5.0, 9.0, 1, None),
            (3, 0.0, 7.0, 1, Some(0)),
            (3, 7.0, 8.0, 0, None),
            (4, 0.0, 3.0, 1, None),
        ];
        histories(&rows).aalen_johansen(options)
    }

    #[test]
    fn curves_are_mixtures_of_those_from_each_state() {
        let times = [0.0, 2.0, 5.5, 8.0];
        let probabilities = |options: &AalenJohansenOptions| -> Vec<f64> {
            let found = curves(options).unwrap().at(&times).unwrap();
            found.iter().map(|row| row.probability.unwrap()).collect()
        };
        let mixed = probabilities(&begins(&[("a", 0.25), ("b", 0.75)]));
        let from_a = probabilities(&begins(&[("a", 1.0)]));
        let from_b = probabilities(&begins(&[("b", 1.0)]));
        for ((mixed, a), b) in mixed.iter().zip(&from_a).zip(&from_b) {
            assert!((mixed - (0.25 * a + 0.75 * b)).abs() < 1e-15);
        }
    }

    #[test]
    fn one_state_for_certain_is_a_start_state() {
        for se in [StandardError::Greenwood, StandardError::Aalen, StandardError::Robust] {
            let state = Some("b".to_owned());
            let named = AalenJohansenOptions { start_state: state, se, ..Default::default() };
            let given = AalenJohansenOptions { se, ..begins(&[("b", 1.0)]) };
            let at = |options| curves(options).unwrap().at(&[5.0, 7.5]).unwrap();
            assert!(at(&named).iter().eq(at(&given).iter()));
        }
    }

    #[test]
    fn what_is_no_distribution_is_refused() {
        let refused = |options: AalenJohansenOptions| {
            let error = curves(&options).unwrap_err();
            assert_eq!(error.code(), Code::Argument);
            (error.problems().len(), error.message())
        };
        assert_eq!(refused(begins(&[("y", 0.5), ("z", 0.5)])).0, 2);
        assert!(refused(begins(&[("a", 1.5), ("b", -0.5)])).1.contains("-0.5 for `b`"));
        assert!(refused(begins(&[("a", f64::NAN)])).1.contains("NaN for `a`"));
        assert!(refused(begins(&[("a", 0.5)])).1.contains("add up to 0.5"));
        assert!(refused(begins(&[])).1.contains("add up to 0"));
        let start_state = Some("a".to_owned());
        let both = AalenJohansenOptions { start_state, ..begins(&[("a", 1.0)]) };
        assert!(refused(both).1.contains("one of the two"));
    }
}
