//! Amounts held as exact decimals.

use std::borrow::Cow;
use std::fmt;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// An amount of hours or credits: a decimal with at most three places, from 0 to 1 000 000,
/// held as whole thousandths. Sums are exact: ten tenths are one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Amount(i64);

impl Amount {
    /// Nothing.
    pub const ZERO: Amount = Amount(0);

    /// The largest amount of one entry, 1 000 000.
    pub const MOST: f64 = 1_000_000.0;

    /// What a refusal says is accepted.
    pub(crate) const ACCEPTS: &str = "a number from 0 to 1000000 with at most three decimal places";

    /// The amount of a number; `None` where the number is negative, above
    /// [`Amount::MOST`], not a number, or has more than three decimal places.
    #[must_use]
    pub fn new(number: f64) -> Option<Amount> {
        if !(0.0..=Amount::MOST).contains(&number) {
            return None;
        }
        let thousandths = (number * 1000.0).round();
        // Division is correctly rounded, so this is equal exactly where `number` is the
        // nearest double of a decimal with three places.
        #[allow(clippy::float_cmp, reason = "exactness is what is tested")]
        let exact = thousandths / 1000.0 == number;
        exact.then_some(Amount(thousandths as i64))
    }

    /// So many thousandths; a negative number is nothing.
    #[must_use]
    pub fn from_thousandths(thousandths: i64) -> Amount {
        Amount(thousandths.max(0))
    }

    /// The amount in thousandths.
    #[must_use]
    pub fn thousandths(self) -> i64 {
        self.0
    }

    /// The amount as a number.
    #[must_use]
    pub fn to_f64(self) -> f64 {
        self.0 as f64 / 1000.0
    }
}

impl std::iter::Sum for Amount {
    /// The sum, at most the largest number that can be held. Nine thousand million entries
    /// of the largest amount stay below it.
    fn sum<I: Iterator<Item = Amount>>(amounts: I) -> Amount {
        Amount(amounts.fold(0, |sum, amount| sum.saturating_add(amount.0)))
    }
}

impl fmt::Display for Amount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (whole, thousandths) = (self.0 / 1000, self.0 % 1000);
        if thousandths == 0 {
            return write!(f, "{whole}");
        }
        match (thousandths % 10, thousandths % 100) {
            (_, 0) => write!(f, "{whole}.{}", thousandths / 100),
            (0, _) => write!(f, "{whole}.{:02}", thousandths / 10),
            _ => write!(f, "{whole}.{thousandths:03}"),
        }
    }
}

impl<'de> Deserialize<'de> for Amount {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Amount, D::Error> {
        let number = f64::deserialize(deserializer)?;
        Amount::new(number).ok_or_else(|| {
            de::Error::custom(format!("found {number}, expected {}", Amount::ACCEPTS))
        })
    }
}

impl Serialize for Amount {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0 % 1000 {
            0 => serializer.serialize_i64(self.0 / 1000),
            _ => serializer.serialize_f64(self.to_f64()),
        }
    }
}

impl JsonSchema for Amount {
    fn schema_name() -> Cow<'static, str> {
        "Amount".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": "number", "minimum": 0, "maximum": 1_000_000, "multipleOf": 0.001,
            "x-accepts": Amount::ACCEPTS
        })
    }

    fn inline_schema() -> bool {
        true
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn sums_of_decimals_are_exact() {
        let tenth = Amount::new(0.1).unwrap();
        assert_eq!(std::iter::repeat_n(tenth, 10).sum::<Amount>(), Amount::new(1.0).unwrap());
        let mixed = [0.1, 0.2].map(|number| Amount::new(number).unwrap());
        assert_eq!(mixed.into_iter().sum::<Amount>(), Amount::new(0.3).unwrap());
    }

    #[test]
    fn what_cannot_be_held_exactly_is_refused() {
        for number in [-1.0, -0.001, 0.0001, 1.0 / 3.0, 1_000_000.001, f64::NAN, f64::INFINITY] {
            assert_eq!(Amount::new(number), None, "{number}");
        }
        assert_eq!(Amount::new(-0.0), Some(Amount::ZERO));
        assert_eq!(Amount::new(Amount::MOST).unwrap().to_string(), "1000000");
    }

    proptest! {
        #[test]
        fn every_decimal_with_three_places_is_held(thousandths in 0_i64..=1_000_000_000) {
            let amount = Amount::from_thousandths(thousandths);
            let text = amount.to_string();
            let number: f64 = text.parse().unwrap();
            prop_assert_eq!(Amount::new(number), Some(amount));
            prop_assert_eq!(Amount::new(amount.to_f64()), Some(amount));
        }
    }
}
