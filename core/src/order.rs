//! Places of a list in an order. One copy of the sort serves every list of places.

use std::cmp::Ordering;

/// Puts places in order. Equal ones stay as they stand.
pub(crate) fn arrange(places: &mut [usize], compare: &dyn Fn(usize, usize) -> Ordering) {
    places.sort_by(|&one, &other| compare(one, other));
}

/// Puts a list that is short, or seldom sorted, in order: with less code for each type than the
/// sort of the standard library, which is kept for what is long and often sorted. Equal ones stay
/// as they stand.
pub(crate) fn sort<T>(list: &mut [T], compare: &dyn Fn(&T, &T) -> Ordering) {
    let mut from: Vec<usize> = (0..list.len()).collect();
    arrange(&mut from, &|one, other| compare(&list[one], &list[other]));
    // Round each cycle of places, every one of which takes what belongs there from the next.
    for start in 0..from.len() {
        let mut at = start;
        while from[at] != start && from[at] != at {
            let next = std::mem::replace(&mut from[at], at);
            list.swap(at, next);
            at = next;
        }
        from[at] = at;
    }
}

/// The places of numbers from the least to the greatest.
pub(crate) fn of_numbers(numbers: &[f64]) -> Vec<usize> {
    let mut places: Vec<usize> = (0..numbers.len()).collect();
    arrange(&mut places, &|one, other| numbers[one].total_cmp(&numbers[other]));
    places
}

/// The places of names in the order of their bytes.
pub(crate) fn of_names(names: &[String]) -> Vec<usize> {
    let mut places: Vec<usize> = (0..names.len()).collect();
    arrange(&mut places, &|one, other| names[one].cmp(&names[other]));
    places
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{arrange, of_names, of_numbers, sort};

    proptest! {
        #[test]
        fn as_the_standard_library_sorts(mut list in prop::collection::vec((0_u8..5, 0_u8..9), 0..30)) {
            let mut expected = list.clone();
            expected.sort_by_key(|one| one.0);
            sort(&mut list, &|one, other| one.0.cmp(&other.0));
            prop_assert_eq!(list, expected);
        }
    }

    #[test]
    fn equal_ones_stay_as_they_stand() {
        assert_eq!(of_numbers(&[2.0, 1.0, 2.0, -1.0]), [3, 1, 0, 2]);
        let names = ["b", "a", "b", "B"].map(str::to_owned);
        assert_eq!(of_names(&names), [3, 1, 0, 2]);
        let mut places = [4, 3, 2, 1];
        arrange(&mut places, &|one, other| (one % 2).cmp(&(other % 2)));
        assert_eq!(places, [4, 2, 3, 1]);
    }
}
