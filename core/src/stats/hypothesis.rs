//! What every test of a hypothesis gives.

/// The result of a test.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Hypothesis {
    /// Which test it was, in a few words.
    pub method: &'static str,
    /// The test statistic; `None` where the p-value is computed without one.
    pub statistic: Option<f64>,
    /// The degrees of freedom; `None` where the test has none.
    pub df: Option<f64>,
    /// The probability of data as far from the hypothesis as these or farther, if it holds.
    pub p_value: f64,
    /// How large the difference is, whatever the number of answers.
    pub effect: f64,
    /// Which measure that is.
    pub effect_name: &'static str,
}
