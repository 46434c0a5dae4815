//! Pairing the requirements of two standards so that the pairs fit best together.

/// Pairs rows with columns so that the sum of the scores is the largest; pairs of score 0 are
/// not made. The answer is one number of a column per row.
///
/// This is the assignment problem, solved by shortest augmenting paths (the Hungarian method);
/// it takes time in the cube of the number of rows and columns.
pub(super) fn best(scores: &[Vec<i64>]) -> Vec<Option<usize>> {
    let rows = scores.len();
    let columns = scores.iter().map(Vec::len).max().unwrap_or(0);
    let size = rows.max(columns);
    let score = |row: usize, column: usize| -> i64 {
        scores.get(row).and_then(|row| row.get(column)).copied().unwrap_or(0)
    };
    // The method minimises, counts from 1, and keeps 0 for "not yet".
    let mut row_price = vec![0_i64; size + 1];
    let mut column_price = vec![0_i64; size + 1];
    let mut holder = vec![0_usize; size + 1];
    let mut before = vec![0_usize; size + 1];
    for row in 1..=size {
        holder[0] = row;
        let mut least = vec![i64::MAX; size + 1];
        let mut done = vec![false; size + 1];
        let mut column = 0;
        while holder[column] != 0 {
            done[column] = true;
            let (mut step, mut next) = (i64::MAX, 0);
            for other in 1..=size {
                if done[other] {
                    continue;
                }
                let from = holder[column];
                let cost = -score(from - 1, other - 1) - row_price[from] - column_price[other];
                if cost < least[other] {
                    least[other] = cost;
                    before[other] = column;
                }
                if least[other] < step {
                    step = least[other];
                    next = other;
                }
            }
            for other in 0..=size {
                if done[other] {
                    row_price[holder[other]] += step;
                    column_price[other] -= step;
                } else if least[other] < i64::MAX {
                    least[other] -= step;
                }
            }
            column = next;
        }
        while column != 0 {
            holder[column] = holder[before[column]];
            column = before[column];
        }
    }
    let mut pairs = vec![None; rows];
    for (column, &row) in holder.iter().enumerate().skip(1) {
        if row > 0
            && score(row - 1, column - 1) > 0
            && let Some(pair) = pairs.get_mut(row - 1)
        {
            *pair = Some(column - 1);
        }
    }
    pairs
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The best sum, by trying all pairings.
    fn tried(scores: &[Vec<i64>], taken: u32) -> i64 {
        let Some((row, rest)) = scores.split_first() else { return 0 };
        let pairs = row.iter().enumerate().filter(|(column, _)| taken >> column & 1 == 0);
        let pairs = pairs.map(|(column, score)| score + tried(rest, taken | 1 << column));
        pairs.fold(tried(rest, taken), i64::max)
    }

    proptest! {
        #[test]
        fn the_sum_is_the_best_of_all(
            scores in (1_usize..5, 1_usize..5).prop_flat_map(|(rows, columns)| {
                prop::collection::vec(prop::collection::vec(0_i64..6, columns), rows)
            })
        ) {
            let pairs = best(&scores);
            let mut taken: Vec<usize> = pairs.iter().flatten().copied().collect();
            taken.sort_unstable();
            let count = taken.len();
            taken.dedup();
            prop_assert_eq!(taken.len(), count);
            let sum: i64 = pairs.iter().enumerate()
                .filter_map(|(row, pair)| pair.map(|column| scores[row][column])).sum();
            prop_assert_eq!(sum, tried(&scores, 0));
        }
    }
}
