//! Met, unmet or unknown: Kleene's strong three-valued logic.

use std::fmt;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Whether something holds: known so, known not so, or not known.
///
/// The combinations are Kleene's strong ones: a result is known as soon as the known parts
/// settle it, whatever the unknown ones are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// It holds.
    Met,
    /// It does not hold.
    Unmet,
    /// What is recorded does not settle it.
    Unknown,
}

impl Verdict {
    /// The fixed name: `met`, `unmet` or `unknown`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Verdict::Met => "met",
            Verdict::Unmet => "unmet",
            Verdict::Unknown => "unknown",
        }
    }

    /// Whether it is met or unmet.
    #[must_use]
    pub fn is_known(self) -> bool {
        self != Verdict::Unknown
    }

    /// Both hold.
    #[must_use]
    pub fn and(self, other: Verdict) -> Verdict {
        match (self, other) {
            (Verdict::Unmet, _) | (_, Verdict::Unmet) => Verdict::Unmet,
            (Verdict::Met, Verdict::Met) => Verdict::Met,
            _ => Verdict::Unknown,
        }
    }

    /// At least one of the two holds.
    #[must_use]
    pub fn or(self, other: Verdict) -> Verdict {
        self.negated().and(other.negated()).negated()
    }

    /// The opposite; the opposite of unknown is unknown.
    #[must_use]
    pub fn negated(self) -> Verdict {
        match self {
            Verdict::Met => Verdict::Unmet,
            Verdict::Unmet => Verdict::Met,
            Verdict::Unknown => Verdict::Unknown,
        }
    }

    /// At least `count` of several hold.
    #[must_use]
    pub fn at_least(count: usize, of: impl IntoIterator<Item = Verdict>) -> Verdict {
        let (mut met, mut unknown) = (0, 0);
        for verdict in of {
            match verdict {
                Verdict::Met => met += 1,
                Verdict::Unknown => unknown += 1,
                Verdict::Unmet => {}
            }
        }
        match () {
            () if met >= count => Verdict::Met,
            () if met + unknown < count => Verdict::Unmet,
            () => Verdict::Unknown,
        }
    }

    /// The branch that a condition selects. Where the condition is unknown the branches
    /// decide if they agree.
    #[must_use]
    pub fn choose(self, then: Verdict, otherwise: Verdict) -> Verdict {
        match self {
            Verdict::Met => then,
            Verdict::Unmet => otherwise,
            Verdict::Unknown if then == otherwise => then,
            Verdict::Unknown => Verdict::Unknown,
        }
    }

    /// What a closed or an open section makes of an entry that is not there.
    pub(crate) fn absent(closed: bool) -> Verdict {
        if closed { Verdict::Unmet } else { Verdict::Unknown }
    }
}

impl From<bool> for Verdict {
    fn from(holds: bool) -> Verdict {
        if holds { Verdict::Met } else { Verdict::Unmet }
    }
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::Verdict::{self, Met, Unknown, Unmet};

    #[test]
    fn tables_are_those_of_kleene() {
        let and = [
            (Met, Met, Met),
            (Met, Unmet, Unmet),
            (Met, Unknown, Unknown),
            (Unmet, Unmet, Unmet),
            (Unmet, Unknown, Unmet),
            (Unknown, Unknown, Unknown),
        ];
        let or = [
            (Met, Met, Met),
            (Met, Unmet, Met),
            (Met, Unknown, Met),
            (Unmet, Unmet, Unmet),
            (Unmet, Unknown, Unknown),
            (Unknown, Unknown, Unknown),
        ];
        for (left, right, result) in and {
            assert_eq!((left.and(right), right.and(left)), (result, result));
        }
        for (left, right, result) in or {
            assert_eq!((left.or(right), right.or(left)), (result, result));
        }
        assert_eq!([Met, Unmet, Unknown].map(Verdict::negated), [Unmet, Met, Unknown]);
    }

    /// Every combination agrees with trying all completions of the unknown inputs.
    #[test]
    fn combinations_agree_with_their_completions() {
        let all = [Met, Unmet, Unknown];
        let completions = |verdict: Verdict| match verdict {
            Unknown => vec![Met, Unmet],
            known => vec![known],
        };
        for a in all {
            for b in all {
                for c in all {
                    for count in 0..=4 {
                        check(
                            Verdict::at_least(count, [a, b, c]),
                            [a, b, c].map(completions),
                            |[a, b, c]| Verdict::at_least(count, [a, b, c]),
                        );
                    }
                    check(a.choose(b, c), [a, b, c].map(completions), |[a, b, c]| a.choose(b, c));
                }
            }
        }
    }

    fn check(
        verdict: Verdict,
        completions: [Vec<Verdict>; 3],
        combine: impl Fn([Verdict; 3]) -> Verdict,
    ) {
        let [a, b, c] = completions;
        let mut results = Vec::new();
        for &a in &a {
            for &b in &b {
                for &c in &c {
                    results.push(combine([a, b, c]));
                }
            }
        }
        let met = results.contains(&Met);
        let unmet = results.contains(&Unmet);
        let expected = match (met, unmet) {
            (true, true) => Unknown,
            (true, false) => Met,
            _ => Unmet,
        };
        assert_eq!(verdict, expected);
    }
}
