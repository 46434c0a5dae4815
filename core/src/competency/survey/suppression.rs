//! Which cells of a table are too small to be shown.

use super::summary::{Group, SurveySummary};
use crate::error::{Place, Problems};
use crate::warning::Warning;

/// One cell of a table of shares: how many answered, and how many of them yes.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cell {
    pub(super) n: u64,
    pub(super) successes: u64,
}

impl Cell {
    /// Whether it tells on fewer than `least` persons: on those who answered, those who said yes
    /// or those who said no. None at all tell on nobody.
    fn tells_on_fewer_than(self, least: u64) -> bool {
        let few = |count: u64| count > 0 && count < least;
        few(self.n) || few(self.successes) || few(self.n - self.successes)
    }
}

/// Which cells, a list of items for each group, are hidden where each must tell on `least` persons
/// or more. Where that hides one group of an item alone, so is the smallest of the others:
/// otherwise what is hidden could be worked out from the whole.
pub(super) fn hidden(groups: &[Vec<Cell>], least: Option<u64>) -> Vec<Vec<bool>> {
    let Some(least) = least else {
        return groups.iter().map(|cells| vec![false; cells.len()]).collect();
    };
    let mut hidden: Vec<Vec<bool>> = groups
        .iter()
        .map(|cells| cells.iter().map(|cell| cell.tells_on_fewer_than(least)).collect())
        .collect();
    for item in 0..groups.first().map_or(0, Vec::len) {
        if hidden.iter().filter(|group| group[item]).count() != 1 {
            continue;
        }
        let others = (0..groups.len()).filter(|&group| !hidden[group][item]);
        let others = others.filter(|&group| groups[group][item].n > 0);
        if let Some(smallest) = others.min_by_key(|&group| groups[group][item].n) {
            hidden[smallest][item] = true;
        }
    }
    hidden
}

/// The cells of a summary at a threshold, groups in the order given.
pub(super) fn cells(
    summary: &SurveySummary,
    groups: &[(&str, &Group)],
    threshold: i64,
) -> Vec<Vec<Cell>> {
    let of = |(_, group): &(&str, &Group)| {
        let counts = group.counts.iter();
        let cell = |counts: &Vec<u64>| Cell {
            n: counts.iter().sum(),
            successes: super::coverage::successes(&summary.scale, counts, threshold),
        };
        counts.map(cell).collect()
    };
    groups.iter().map(of).collect()
}

pub(super) fn check(min_cell: Option<u64>, problems: &mut Problems) {
    if min_cell == Some(0) {
        problems.push(Place::argument("min_cell"), "0", "1 person or more, or nothing");
    }
}

pub(super) fn warning(hidden: &[Vec<bool>], min_cell: Option<u64>) -> Option<Warning> {
    let least = min_cell?;
    let count = hidden.iter().flatten().filter(|hidden| **hidden).count();
    let all: usize = hidden.iter().map(Vec::len).sum();
    let message = format!(
        "{count} of {all} rows are hidden, because they tell on fewer than {least} persons or \
         would let such a row be worked out; totals published elsewhere may still do so"
    );
    (count > 0).then(|| Warning::new("suppressed", message))
}
