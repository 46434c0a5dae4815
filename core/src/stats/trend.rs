//! Tests of a trend over ordered groups.

use super::Contingency;
use super::hypothesis::Hypothesis;
use super::p_value;

/// The test that answers neither rise nor fall with the groups, each with a score (as many as the
/// counts given to [`Contingency::of`] had rows and columns). The effect is the correlation of the
/// two scores. `None` where there are fewer than two groups or answers, or scores are all the same.
///
/// - Of two answers, the Cochran–Armitage test of a trend in shares, `χ² = n r²`; in R,
///   `prop.trend.test`.
/// - Of more, Mantel's linear-by-linear test, `χ² = (n − 1) r²`; in R, `coin::lbl_test`.
///
/// P. Armitage, *Tests for linear trends in proportions and frequencies*, Biometrics 11 (1955)
/// 375–386; N. Mantel, *Chi-square tests with one degree of freedom*, Journal of the American
/// Statistical Association 58 (1963) 690–700.
#[must_use]
pub fn trend(table: &Contingency, groups: &[f64], answers: &[f64]) -> Option<Hypothesis> {
    if !table.is_testable() {
        return None;
    }
    let groups = centred(table.kept_rows(), groups, table.rows())?;
    let answers = centred(table.kept_columns(), answers, table.columns())?;
    let mut product = 0.0;
    for (counts, group) in table.counts().iter().zip(&groups) {
        for (&count, answer) in counts.iter().zip(&answers) {
            product += count as f64 * group * answer;
        }
    }
    let squares = |scores: &[f64], counts: &[u64]| -> f64 {
        counts.iter().zip(scores).map(|(&count, score)| count as f64 * score * score).sum()
    };
    let size = (squares(&groups, table.rows()) * squares(&answers, table.columns())).sqrt();
    if size <= 0.0 || !size.is_finite() {
        return None;
    }
    let correlation = (product / size).clamp(-1.0, 1.0);
    let two = table.columns().len() == 2;
    let n = if two { table.n() } else { table.n() - 1 };
    let statistic = n as f64 * correlation * correlation;
    Some(Hypothesis {
        method: if two { "Cochran–Armitage trend" } else { "linear-by-linear trend" },
        statistic: Some(statistic),
        df: Some(1.0),
        p_value: p_value::chi_squared(statistic, 1.0),
        effect: correlation,
        effect_name: "correlation",
    })
}

/// The scores of the rows that are kept, less their mean over all answers.
fn centred(kept: &[usize], scores: &[f64], counts: &[u64]) -> Option<Vec<f64>> {
    let scores: Option<Vec<f64>> = kept.iter().map(|&place| scores.get(place).copied()).collect();
    let scores = scores?;
    let n: u64 = counts.iter().sum();
    let sum: f64 = scores.iter().zip(counts).map(|(score, &count)| score * count as f64).sum();
    let mean = sum / n as f64;
    Some(scores.into_iter().map(|score| score - mean).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn in_shares_as_in_r() {
        // R 4.2.2: prop.trend.test(c(10, 17, 26, 30), c(50, 55, 60, 58)).
        let table = Contingency::of(&[vec![40, 10], vec![38, 17], vec![34, 26], vec![28, 30]]);
        let test = trend(&table, &[1.0, 2.0, 3.0, 4.0], &[0.0, 1.0]);
        assert!(test.is_some_and(|test| {
            let statistic = test.statistic.unwrap_or(0.0);
            (statistic / 13.385_145_578_410_4 - 1.0).abs() < 1e-12
                && (test.p_value / 0.000_253_624_964_869_822 - 1.0).abs() < 1e-11
        }));
    }
}
