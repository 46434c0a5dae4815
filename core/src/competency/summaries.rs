//! Published tables of means and standard deviations, checked before anybody computes with them.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::document::described;
#[cfg(feature = "arrow")]
use crate::error::{Error, Place, Problem};

/// Which columns of a table of published summaries hold what.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct SummaryColumns {
    /// How many were asked. Default `n`.
    pub n: String,
    /// The mean. Default `mean`.
    pub mean: String,
    /// The standard deviation, with `n − 1`. Default `sd`.
    pub sd: String,
    /// The least value, of the sample or of the scale. Default `minimum`.
    pub minimum: String,
    /// The greatest. Default `maximum`.
    pub maximum: String,
    /// To how many decimals the figures are rounded. Default 1.
    pub decimals: u8,
}

impl Default for SummaryColumns {
    fn default() -> SummaryColumns {
        let name = |name: &str| name.to_owned();
        SummaryColumns {
            n: name("n"),
            mean: name("mean"),
            sd: name("sd"),
            minimum: name("minimum"),
            maximum: name("maximum"),
            decimals: 1,
        }
    }
}

described! { SummaryColumns = "summary-columns" }

/// Checks published means and standard deviations against each other: the table comes back with
/// a column `largest_sd`, the largest deviation that is possible with this number, mean, least and
/// greatest value: `√(n/(n−1) (mean − minimum)(maximum − mean))`, and what rounding adds.
///
/// R. Bhatia and C. Davis, *A better bound on the variance*, American Mathematical Monthly 107
/// (2000) 353–357.
///
/// # Errors
/// [`crate::Code::Table`] with every figure that cannot be: a mean outside its range, a deviation below 0
/// or larger than the largest, a number of persons that is none.
#[cfg(feature = "arrow")]
pub fn check_summaries(
    table: &crate::Table,
    columns: &SummaryColumns,
) -> Result<crate::Table, Error> {
    let mut reader = table.reader();
    let (n, mean) = (reader.numbers(&columns.n), reader.numbers(&columns.mean));
    let (sd, minimum) = (reader.numbers(&columns.sd), reader.numbers(&columns.minimum));
    let maximum = reader.numbers(&columns.maximum);
    let half = 0.5 * 10_f64.powi(-i32::from(columns.decimals));
    let mut largest = Vec::new();
    if reader.problems().is_empty() {
        let problems = reader.problems();
        for row in 0..n.len() {
            let (n, mean, sd) = (n[row], mean[row], sd[row]);
            let (low, high) = (minimum[row] - half, maximum[row] + half);
            let mut refuse = |column: &str, found: f64, expected: String| {
                problems
                    .add(|| Problem::new(Place::cell(row, column), found.to_string(), expected));
            };
            if n < 1.0 || n.fract() != 0.0 {
                refuse(&columns.n, n, "a whole number of 1 or more".to_owned());
            }
            if high < low {
                let expected = format!("{} or more, the minimum", minimum[row]);
                refuse(&columns.maximum, maximum[row], expected);
            } else if mean < low - half || mean > high + half {
                let expected = format!("a mean from {} to {}", minimum[row], maximum[row]);
                refuse(&columns.mean, mean, expected);
            } else {
                // The mean may be anywhere within its rounding: where the bound is largest.
                let middle = 0.5 * (low + high);
                let at = mean + (middle - mean).clamp(-half, half);
                let spread = ((at - low) * (high - at)).max(0.0);
                let bound = if n > 1.0 { (n / (n - 1.0) * spread).sqrt() } else { 0.0 };
                if sd < 0.0 || sd > bound + half {
                    let expected = format!(
                        "0 to {bound:.2}: the largest deviation of {n} values from {} to {} with a \
                         mean of {mean}",
                        minimum[row], maximum[row]
                    );
                    refuse(&columns.sd, sd, expected);
                }
                largest.push(bound);
            }
        }
    }
    reader.finish("published summaries")?;
    crate::Table::builder()
        .count("n", n.iter().map(|&n| n as u64))
        .number("mean", mean)
        .number("sd", sd)
        .number("minimum", minimum)
        .number("maximum", maximum)
        .number("largest_sd", largest)
        .finish()
}
