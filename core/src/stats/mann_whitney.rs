//! The Mann–Whitney test of ratings in two groups.

use super::Contingency;
use super::hypothesis::Hypothesis;
use super::kruskal_wallis::centred_ranks;
use super::p_value;

/// Groups as large as this are tested by the normal approximation even without ties.
const LARGE: u64 = 50;

/// The Mann–Whitney (Wilcoxon rank-sum) test that two groups rate alike; columns are ratings in
/// their order. Exact where there are no ties and both groups have fewer than 50; else by the
/// normal approximation, corrected for ties and continuity. `None` unless there are exactly two
/// groups, and two ratings or more.
///
/// The statistic is U of the first group: in how many pairs it rates higher, ties counting half.
/// The effect is the rank-biserial correlation, `2 U / (n₁ n₂) − 1`: 1 where everybody in the
/// first group rates higher than everybody in the second, −1 the other way round.
///
/// H. B. Mann and D. R. Whitney, *On a test of whether one of two random variables is
/// stochastically larger than the other*, Annals of Mathematical Statistics 18 (1947) 50–60; in
/// R, `wilcox.test(x, y)`, whose W is our U.
#[must_use]
pub fn mann_whitney(table: &Contingency) -> Option<Hypothesis> {
    let (&[first, second], true) = (table.rows(), table.is_testable()) else { return None };
    let ranks = centred_ranks(table.columns());
    let of_first = table.counts().first()?;
    let sum: f64 = of_first.iter().zip(&ranks).map(|(&count, rank)| count as f64 * rank).sum();
    let pairs = first as f64 * second as f64;
    // The sum of centred ranks is U less its mean.
    let statistic = sum + 0.5 * pairs;
    let tied = table.columns().iter().any(|&count| count > 1);
    let exact = !tied && first < LARGE && second < LARGE;
    let p_value = if exact {
        exact_p_value(first as usize, second as usize, statistic)
    } else {
        let n = table.n() as f64;
        let ties: f64 = table.columns().iter().map(|&count| cube_less(count as f64)).sum();
        let deviation = (pairs / 12.0 * ((n + 1.0) - ties / (n * (n - 1.0)))).sqrt();
        let size = (sum.abs() - 0.5).max(0.0);
        p_value::normal(size / deviation)
    };
    Some(Hypothesis {
        method: if exact {
            "Mann–Whitney, exact"
        } else {
            "Mann–Whitney, normal approximation"
        },
        statistic: Some(statistic),
        df: None,
        p_value,
        effect: 2.0 * sum / pairs,
        effect_name: "rank_biserial",
    })
}

fn cube_less(count: f64) -> f64 {
    count * (count * count - 1.0)
}

/// Twice the smaller tail of the distribution of U without ties, 1 at most.
fn exact_p_value(first: usize, second: usize, statistic: f64) -> f64 {
    let ways = ways(first, second);
    let total = ways.iter().sum::<i128>() as f64;
    let u = (statistic.round() as usize).min(first * second);
    let lower = ways.iter().take(u + 1).sum::<i128>();
    let upper = ways.iter().skip(u).sum::<i128>();
    (2.0 * lower.min(upper) as f64 / total).min(1.0)
}

/// In how many orders of all persons U takes each value: the coefficients of the Gaussian
/// binomial, `∏ (1 − q^(second + i)) / (1 − q^i)`. Below 10^30 for groups under 50: exact.
fn ways(first: usize, second: usize) -> Vec<i128> {
    let size = first * second + 1;
    let mut ways = vec![0_i128; size];
    if let Some(one) = ways.first_mut() {
        *one = 1;
    }
    for factor in 1..=first {
        let over = second + factor;
        for place in (over..size).rev() {
            ways[place] -= ways[place - over];
        }
        for place in factor..size {
            ways[place] += ways[place - factor];
        }
    }
    ways
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exact_as_in_r() {
        // R 4.2.2: wilcox.test(c(1.1, 2.3, 4.5, 6.7, 8.8), c(0.5, 3.3, 5.1, 9.9, 10.2, 12)).
        let mut counts = vec![vec![0_u64; 11], vec![0; 11]];
        for (place, group) in [1, 0, 0, 1, 0, 1, 0, 0, 1, 1, 1].into_iter().enumerate() {
            counts[group][place] = 1;
        }
        let test = mann_whitney(&Contingency::of(&counts));
        assert!(test.is_some_and(|test| {
            test.statistic == Some(10.0) && (test.p_value - 0.428_571_428_571_429).abs() < 1e-14
        }));
    }

    #[test]
    fn all_orders_are_counted() {
        assert_eq!(ways(2, 2), [1, 1, 2, 1, 1]);
        assert_eq!(ways(49, 49).iter().sum::<i128>(), 25_477_612_258_980_856_902_730_428_600);
    }
}
