//! The Kruskal–Wallis test of ratings in several groups.

use super::Contingency;
use super::hypothesis::Hypothesis;
use super::p_value;

/// The Kruskal–Wallis rank test that all groups rate alike, corrected for ties; columns are
/// ratings in their order. The effect is epsilon squared, `H / (n − 1)`, from 0 to 1. `None` where
/// there are fewer than two groups or ratings.
///
/// W. H. Kruskal and W. A. Wallis, *Use of ranks in one-criterion variance analysis*, Journal of
/// the American Statistical Association 47 (1952) 583–621; in R, `kruskal.test`. Epsilon squared:
/// M. Tomczak and E. Tomczak, *The need to report effect size estimates revisited*, Trends in
/// Sport Sciences 1 (2014) 19–25.
#[must_use]
pub fn kruskal_wallis(table: &Contingency) -> Option<Hypothesis> {
    if !table.is_testable() {
        return None;
    }
    let ranks = centred_ranks(table.columns());
    let squares = table.columns().iter().zip(&ranks);
    let total: f64 = squares.map(|(&count, rank)| count as f64 * rank * rank).sum();
    let between = table.counts().iter().zip(table.rows()).map(|(counts, &size)| {
        let sum: f64 = counts.iter().zip(&ranks).map(|(&count, rank)| count as f64 * rank).sum();
        sum * sum / size as f64
    });
    // The textbook's H with its correction for ties, written as a share of a variance: nothing
    // large is subtracted.
    let effect = between.sum::<f64>() / total;
    let statistic = (table.n() - 1) as f64 * effect;
    let df = (table.rows().len() - 1) as f64;
    Some(Hypothesis {
        method: "Kruskal–Wallis",
        statistic: Some(statistic),
        df: Some(df),
        p_value: p_value::chi_squared(statistic, df),
        effect,
        effect_name: "epsilon_squared",
    })
}

/// The rank that each level's answers share, less the mean rank: exact in halves.
pub(super) fn centred_ranks(columns: &[u64]) -> Vec<f64> {
    let n: u64 = columns.iter().sum();
    let mut below = 0_u64;
    let ranks = columns.iter().map(|&count| {
        let twice = 2 * i128::from(below) + i128::from(count) - i128::from(n);
        below += count;
        0.5 * twice as f64
    });
    ranks.collect()
}
