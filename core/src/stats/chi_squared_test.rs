//! The chi-squared test of a table of counts.

use super::Contingency;
use super::hypothesis::Hypothesis;
use super::p_value;

/// Pearson's chi-squared test that groups and answers have nothing to do with each other, with
/// Yates' continuity correction where `yates` and the table has two rows and columns. The effect
/// is Cramér's V, in a table of two rows and columns phi, of the uncorrected statistic. `None`
/// where there are fewer than two groups or answers.
///
/// In R, `chisq.test(table, correct = yates)`: the correction takes ½, or the largest difference
/// where that is less, from each difference.
#[must_use]
pub fn chi_squared_test(table: &Contingency, yates: bool) -> Option<Hypothesis> {
    if !table.is_testable() {
        return None;
    }
    let corrected = yates && table.is_two_by_two();
    let statistic = if corrected { with_yates(table) } else { table.chi_squared() };
    let df = ((table.rows().len() - 1) * (table.columns().len() - 1)) as f64;
    let (effect_name, effect) = table.association();
    Some(Hypothesis {
        method: if corrected { "chi-squared with Yates' correction" } else { "chi-squared" },
        statistic: Some(statistic),
        df: Some(df),
        p_value: p_value::chi_squared(statistic, df),
        effect,
        effect_name,
    })
}

fn with_yates(table: &Contingency) -> f64 {
    let cells = table.counts().iter().flatten().zip(table.expected());
    let differences: Vec<(f64, f64)> =
        cells.map(|(&observed, expected)| ((observed as f64 - expected).abs(), expected)).collect();
    // In a table of two rows and columns all differences are of one size.
    let correction = differences.iter().map(|(size, _)| *size).fold(0.5, f64::min);
    differences.iter().map(|(size, expected)| (size - correction).powi(2) / expected).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_two_rows_as_in_r() {
        // R 4.2.2: chisq.test(matrix(c(10, 20, 30, 15), 2), correct = TRUE, and FALSE).
        let table = Contingency::of(&[vec![10, 30], vec![20, 15]]);
        for (yates, statistic, p_value) in [
            (true, 6.752_232_142_857_14, 0.009_363_047_637_533_93),
            (false, 8.035_714_285_714_29, 0.004_586_392_080_252_49),
        ] {
            let test = chi_squared_test(&table, yates);
            let close = |found: f64, expected: f64| (found / expected - 1.0).abs() < 1e-12;
            assert!(test.is_some_and(|test| {
                close(test.statistic.unwrap_or(0.0), statistic) && close(test.p_value, p_value)
            }));
        }
    }

    #[test]
    fn of_one_answer_there_is_none() {
        assert_eq!(chi_squared_test(&Contingency::of(&[vec![5, 0], vec![7, 0]]), false), None);
        assert_eq!(chi_squared_test(&Contingency::of(&[]), false), None);
    }
}
