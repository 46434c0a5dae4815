//! Finding times in a sorted list of them.

/// A sorted list of times, in which a time is found in a few steps: the range of times is cut
/// in even pieces, of which each knows the first time in it.
#[derive(Clone, Debug)]
pub(super) struct Locator {
    times: Vec<f64>,
    first: f64,
    scale: f64,
    /// The place of the first time in each piece or a later one; one more than there are pieces.
    pieces: Vec<u32>,
}

impl Locator {
    /// `times` are in order, finite and each once.
    pub(super) fn new(times: Vec<f64>) -> Locator {
        let first = times.first().copied().unwrap_or(0.0);
        let length = times.last().map_or(0.0, |last| last - first);
        let count = times.len().next_power_of_two();
        let scale = if length > 0.0 { count as f64 / length } else { 0.0 };
        let mut locator = Locator { times, first, scale, pieces: Vec::with_capacity(count + 2) };
        let mut place = 0;
        for piece in 0..=count + 1 {
            let in_piece = |time: &f64| locator.piece_of(*time, count) < piece;
            while locator.times.get(place).is_some_and(in_piece) {
                place += 1;
            }
            locator.pieces.push(place as u32);
        }
        locator
    }

    fn piece_of(&self, time: f64, count: usize) -> usize {
        // Before the first: 0, as a negative number becomes. It grows with the time.
        (((time - self.first) * self.scale) as usize).min(count)
    }

    /// Whether the last of so many times is this one.
    pub(super) fn is_last_of(&self, count: usize, time: f64) -> bool {
        let last = count.checked_sub(1).and_then(|last| self.times.get(last));
        last.is_some_and(|last| *last == time)
    }

    /// How many of the times are not after `time`.
    pub(super) fn until(&self, time: f64) -> usize {
        if time < self.first || self.times.is_empty() {
            return 0;
        }
        let piece = self.piece_of(time, self.pieces.len().saturating_sub(2));
        let at = |piece: usize| self.pieces.get(piece).map_or(0, |&place| place as usize);
        let (from, to) = (at(piece), at(piece + 1));
        let within = self.times.get(from..to).unwrap_or_default();
        from + within.partition_point(|known| *known <= time)
    }
}

#[cfg(test)]
mod tests {
    use super::Locator;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn as_a_search_finds(times in prop::collection::vec(0.0f64..9.0, 0..40), asked in 0.0f64..10.0) {
            let mut times: Vec<f64> = times.iter().map(|time| (time * 8.0).round() / 8.0).collect();
            times.sort_by(f64::total_cmp);
            times.dedup();
            let locator = Locator::new(times.clone());
            for asked in times.iter().copied().chain([asked, 0.0, 1e300]) {
                let expected = times.partition_point(|time| *time <= asked);
                prop_assert_eq!(locator.until(asked), expected);
            }
        }
    }
}
