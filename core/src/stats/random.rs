//! Random numbers that a seed determines, wherever and on however many threads they are drawn.
//!
//! The generator is xoshiro256++ of D. Blackman and S. Vigna, *Scrambled linear pseudorandom
//! number generators*, ACM Transactions on Mathematical Software 47 (2021), in the public domain;
//! its state is filled by splitmix64 (G. L. Steele, D. Lea and C. H. Flood, *Fast splittable
//! pseudorandom number generators*, OOPSLA 2014), as its authors advise. Both are a few lines of
//! fixed arithmetic: a draw of today is the draw of any later version.

/// A stream of random numbers. Each unit of work, such as one draw of a bootstrap, takes a
/// [`Random::stream`] of its own, so that it draws the same numbers whichever thread does it.
///
/// ```
/// use peerpath::stats::random::Random;
/// let draws = |stream| { let mut random = Random::stream(7, stream); [random.bits(), random.bits()] };
/// assert_eq!(draws(3), draws(3));
/// assert_ne!(draws(3), draws(4));
/// ```
#[derive(Clone, Debug)]
pub struct Random([u64; 4]);

impl Random {
    /// The stream of this number under a seed.
    #[must_use]
    pub fn stream(seed: u64, stream: u64) -> Random {
        // Seed and stream are mixed one after the other: neighbours share nothing that is visible.
        let mut seeds = SplitMix(SplitMix(seed).next() ^ stream);
        let mut states = SplitMix(seeds.next());
        Random([states.next(), states.next(), states.next(), states.next()])
    }

    /// 64 random bits.
    pub fn bits(&mut self) -> u64 {
        let [a, b, c, d] = self.0;
        let result = a.wrapping_add(d).rotate_left(23).wrapping_add(a);
        let (c, d) = (c ^ a, d ^ b);
        self.0 = [a ^ d, b ^ c, c ^ (b << 17), d.rotate_left(45)];
        result
    }

    /// A number from 0 up to but not including 1, a multiple of 2⁻⁵³.
    pub fn uniform(&mut self) -> f64 {
        (self.bits() >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// A whole number below `bound`, each equally likely; 0 where `bound` is 0.
    ///
    /// By multiplication and rejection: D. Lemire, *Fast random integer generation in an interval*,
    /// ACM Transactions on Modeling and Computer Simulation 29 (2019).
    pub fn below(&mut self, bound: u64) -> u64 {
        let mut product = u128::from(self.bits()) * u128::from(bound);
        if (product as u64) < bound {
            let least = bound.wrapping_neg() % bound;
            while (product as u64) < least {
                product = u128::from(self.bits()) * u128::from(bound);
            }
        }
        (product >> 64) as u64
    }

    /// As [`Random::below`], for places in a list.
    pub fn index(&mut self, length: usize) -> usize {
        self.below(length as u64) as usize
    }

    /// A standard normal number, by Marsaglia's polar method.
    pub fn normal(&mut self) -> f64 {
        loop {
            let (x, y) = (2.0 * self.uniform() - 1.0, 2.0 * self.uniform() - 1.0);
            let square = x * x + y * y;
            if square > 0.0 && square < 1.0 {
                return x * (-2.0 * square.ln() / square).sqrt();
            }
        }
    }

    /// A place drawn with probabilities proportional to `weights`, which are not negative.
    pub fn weighted(&mut self, weights: &[f64]) -> usize {
        let mut left = self.uniform() * weights.iter().sum::<f64>();
        for (place, weight) in weights.iter().enumerate() {
            left -= weight;
            if left < 0.0 {
                return place;
            }
        }
        // Rounding may leave a little over: the last place that has any weight.
        weights.iter().rposition(|weight| *weight > 0.0).unwrap_or(0)
    }

    /// Puts a list in random order (Fisher and Yates).
    pub fn shuffle<T>(&mut self, list: &mut [T]) {
        for last in (1..list.len()).rev() {
            list.swap(last, self.index(last + 1));
        }
    }
}

struct SplitMix(u64);

impl SplitMix {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn is_xoshiro256_plus_plus_filled_by_splitmix() {
        // The first numbers of both reference programs in C (prng.di.unimi.it).
        let mut random = Random([1, 2, 3, 4]);
        let first = [random.bits(), random.bits(), random.bits(), random.bits()];
        assert_eq!(first, [41943041, 58720359, 3588806011781223, 3591011842654386]);
        assert_eq!(SplitMix(1234567).next(), 6457827717110365317);
    }

    #[test]
    fn draws_have_the_moments_of_their_distributions() {
        let mut random = Random::stream(1, 0);
        let draws = 20_000;
        let mean = |values: &[f64]| values.iter().sum::<f64>() / values.len() as f64;
        let normal: Vec<f64> = (0..draws).map(|_| random.normal()).collect();
        let squares: Vec<f64> = normal.iter().map(|z| z * z).collect();
        // Four standard errors.
        assert!(mean(&normal).abs() < 4.0 / 141.0 && (mean(&squares) - 1.0).abs() < 4.0 * 0.01);
        let mut counts = [0.0_f64; 7];
        (0..draws).for_each(|_| counts[random.index(7)] += 1.0);
        let expected = f64::from(draws) / 7.0;
        assert!(counts.iter().all(|count| (count - expected).abs() < 4.0 * expected.sqrt()));
        let mut thirds = [0.0_f64; 3];
        (0..draws).for_each(|_| thirds[random.weighted(&[2.0, 0.0, 1.0])] += 1.0);
        assert!(thirds[1] == 0.0 && (thirds[2] - f64::from(draws) / 3.0).abs() < 4.0 * 67.0);
    }

    #[test]
    fn a_shuffled_list_has_the_same_members() {
        let mut list: Vec<u32> = (0..50).collect();
        Random::stream(2, 5).shuffle(&mut list);
        assert_ne!(list, (0..50).collect::<Vec<_>>());
        list.sort_unstable();
        assert_eq!(list, (0..50).collect::<Vec<_>>());
        assert_eq!(Random::stream(0, 0).below(0), 0);
    }
}
