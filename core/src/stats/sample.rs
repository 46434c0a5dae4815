//! Quantiles, mean and standard deviation of a list of numbers.

/// The quantile of numbers in ascending order, by linear interpolation between the two nearest
/// (type 7 of R. J. Hyndman and Y. Fan, *Sample quantiles in statistical packages*, The American
/// Statistician 50 (1996) 361–365, R's default). `None` where there is no number.
///
/// ```
/// use peerpath::stats::sample::quantile;
/// assert_eq!(quantile(&[1.0, 2.0, 4.0, 8.0], 0.5), Some(3.0));
/// ```
#[must_use]
pub fn quantile(sorted: &[f64], probability: f64) -> Option<f64> {
    let last = sorted.len().checked_sub(1)?;
    let place = probability.clamp(0.0, 1.0) * last as f64;
    let below = place.floor();
    let low = *sorted.get(below as usize)?;
    let high = sorted.get(below as usize + 1).copied().unwrap_or(low);
    Some(low + (place - below) * (high - low))
}

/// The mean, and the standard deviation with `n − 1`, in one pass (Welford). `None` where there
/// are too few numbers: none, and fewer than two.
#[must_use]
pub fn mean_and_sd(numbers: &[f64]) -> (Option<f64>, Option<f64>) {
    let (mut n, mut mean, mut squares) = (0.0, 0.0, 0.0);
    for number in numbers {
        n += 1.0;
        let apart = number - mean;
        mean += apart / n;
        squares += apart * (number - mean);
    }
    let variance: f64 = squares / (n - 1.0);
    ((n > 0.0).then_some(mean), (n > 1.0).then(|| variance.sqrt()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn as_in_r() {
        // R 4.2.2: quantile(c(1, 2, 4, 8, 9), c(0, .1, .975, 1)); sd(c(1, 2, 4, 8, 9)).
        let numbers = [1.0, 2.0, 4.0, 8.0, 9.0];
        let found = [0.0, 0.1, 0.975, 1.0].map(|p| quantile(&numbers, p).unwrap_or(f64::NAN));
        assert!(found.iter().zip([1.0, 1.4, 8.9, 9.0]).all(|(a, b)| (a - b).abs() < 1e-12));
        let (mean, sd) = mean_and_sd(&numbers);
        assert_eq!(mean, Some(4.8));
        assert!(sd.is_some_and(|sd| (sd - 3.5637059362410923).abs() < 1e-14));
        assert_eq!(quantile(&[], 0.5), None);
        assert_eq!(mean_and_sd(&[3.0]), (Some(3.0), None));
    }
}
