//! P-values adjusted for the number of tests.

use crate::order;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// How p-values are adjusted for their number.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Adjustment {
    /// Holm's step-down method: bounds the probability of even one false rejection, whatever
    /// the dependence between the tests.
    ///
    /// S. Holm, *A simple sequentially rejective multiple test procedure*, Scandinavian Journal
    /// of Statistics 6 (1979) 65–70; in R, `p.adjust(p, "holm")`.
    #[default]
    Holm,
    /// Benjamini and Hochberg's step-up method: bounds the expected share of false rejections
    /// among all, for independent or positively dependent tests.
    ///
    /// Y. Benjamini and Y. Hochberg, *Controlling the false discovery rate*, Journal of the
    /// Royal Statistical Society B 57 (1995) 289–300; in R, `p.adjust(p, "BH")`.
    Bh,
}

impl Adjustment {
    /// The adjusted p-values, in the order of those given. One that is `None` was not tested: it
    /// stays so, and does not count.
    ///
    /// ```
    /// use peerpath::stats::Adjustment;
    /// let adjusted = Adjustment::Holm.adjust(&[Some(0.01), None, Some(0.04), Some(0.03)]);
    /// assert_eq!(adjusted, [Some(0.03), None, Some(0.06), Some(0.06)]);
    /// ```
    #[must_use]
    pub fn adjust(self, p_values: &[Option<f64>]) -> Vec<Option<f64>> {
        let mut tested: Vec<(usize, f64)> = p_values
            .iter()
            .enumerate()
            .filter_map(|(place, p_value)| Some((place, (*p_value)?)))
            .collect();
        order::sort(&mut tested, &|(_, one), (_, other)| one.total_cmp(other));
        let count = tested.len();
        let mut adjusted = vec![None; p_values.len()];
        let mut set = |place: usize, value: f64| {
            if let Some(slot) = adjusted.get_mut(place) {
                *slot = Some(value);
            }
        };
        match self {
            Adjustment::Holm => {
                let mut least = 0.0_f64;
                for (rank, &(place, p_value)) in tested.iter().enumerate() {
                    least = least.max((count - rank) as f64 * p_value).min(1.0);
                    set(place, least);
                }
            }
            Adjustment::Bh => {
                let mut most = 1.0_f64;
                for (rank, &(place, p_value)) in tested.iter().enumerate().rev() {
                    most = most.min(count as f64 * p_value / (rank + 1) as f64);
                    set(place, most);
                }
            }
        }
        adjusted
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::Adjustment;

    const P_VALUES: [f64; 8] = [0.001, 0.008, 0.039, 0.041, 0.042, 0.06, 0.074, 0.205];

    fn close(found: &[Option<f64>], expected: &[f64]) {
        for (found, expected) in found.iter().zip(expected) {
            assert!(found.is_some_and(|found| (found - expected).abs() < 1e-12), "{found:?}");
        }
        assert_eq!(found.len(), expected.len());
    }

    #[test]
    fn as_in_r() {
        // R 4.2.2: p.adjust(p, "holm"); p.adjust(p, "BH").
        let p_values = P_VALUES.map(Some);
        let holm = [0.008, 0.056, 0.234, 0.234, 0.234, 0.234, 0.234, 0.234];
        close(&Adjustment::Holm.adjust(&p_values), &holm);
        let bh = [0.008, 0.032, 0.0672, 0.0672, 0.0672, 0.08, 0.592 / 7.0, 0.205];
        close(&Adjustment::Bh.adjust(&p_values), &bh);
    }

    proptest! {
        #[test]
        fn never_below_the_p_value_and_in_its_order(
            p_values in prop::collection::vec(prop::option::weighted(0.9, 0.0..=1.0), 0..30)
        ) {
            for method in [Adjustment::Holm, Adjustment::Bh] {
                let adjusted = method.adjust(&p_values);
                let mut pairs = Vec::new();
                for (p_value, adjusted) in p_values.iter().zip(&adjusted) {
                    prop_assert_eq!(p_value.is_some(), adjusted.is_some());
                    if let (Some(p_value), Some(adjusted)) = (p_value, adjusted) {
                        prop_assert!(*adjusted >= *p_value * (1.0 - 1e-15) && *adjusted <= 1.0);
                        pairs.push((*p_value, *adjusted));
                    }
                }
                pairs.sort_by(|one, other| one.0.total_cmp(&other.0));
                prop_assert!(pairs.windows(2).all(|pair| pair[0].1 <= pair[1].1));
            }
        }
    }
}
