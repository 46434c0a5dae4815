//! Who was where in one wave, and where in the next.

use super::waves::{NOT_SEEN, Panel};
use crate::stats::proportion::wilson;

/// One row of a [`TransitionTable`].
///
/// | `origin` | `target` | `n` counts | `of` counts |
/// |---|---|---|---|
/// | a state | a state | who was in both | who was in `origin` and is seen again |
/// | a state | `None` | who is not seen | who was in `origin` |
/// | `None` | a state | who was not seen and now is | all of whom that is true |
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TransitionCount<'a> {
    /// The earlier wave, by its place in [`Panel::waves`].
    pub from: usize,
    /// The later wave, the next one.
    pub to: usize,
    /// The state in the earlier wave; `None` for those not seen in it, whether enrolled yet or
    /// not.
    pub origin: Option<&'a str>,
    /// The state in the later wave; `None` for those not seen in it.
    pub target: Option<&'a str>,
    /// How many.
    pub n: u64,
    /// Of how many.
    pub of: u64,
    /// `n / of`.
    pub share: f64,
    /// The lower bound of its Wilson interval.
    pub lower: f64,
    /// The upper bound.
    pub upper: f64,
}

/// The moves from wave to wave, with their denominators. An interval has level 0.95.
#[derive(Clone, Debug, PartialEq)]
pub struct TransitionTable<'a> {
    panel: &'a Panel,
    rows: Vec<TransitionCount<'a>>,
}

const LEVEL: f64 = 0.95;

impl Panel {
    /// The moves from each wave to the next: for each state in which anybody was seen, how
    /// many are in each state that occurs in the panel, and how many are not seen; and the
    /// states of those who were not seen in the wave before.
    #[must_use]
    pub fn transition_table(&self) -> TransitionTable<'_> {
        let states = self.space.len();
        let mut occurs = vec![false; states];
        // For each pair of waves origin by target; the last row and column: not seen.
        let side = states + 1;
        let pairs = self.waves.len().saturating_sub(1);
        let mut counts = vec![0u64; pairs * side * side];
        for rows in self.histories() {
            let place = |state: u16| if state == NOT_SEEN { states } else { usize::from(state) };
            let mut add = |pair: usize, origin: usize, target: usize| {
                if let Some(count) = counts.get_mut((pair * side + origin) * side + target) {
                    *count += 1;
                }
            };
            for (i, &(wave, state)) in rows.iter().enumerate() {
                if let Some(occurs) = occurs.get_mut(usize::from(state)) {
                    *occurs = true;
                }
                let wave = usize::from(wave);
                let before = i.checked_sub(1).and_then(|i| rows.get(i));
                if before.is_none_or(|(last, _)| usize::from(*last) + 1 != wave) && wave > 0 {
                    add(wave - 1, states, place(state));
                }
                if wave < pairs {
                    let next = rows.get(i + 1).filter(|(next, _)| usize::from(*next) == wave + 1);
                    add(wave, place(state), next.map_or(states, |(_, next)| place(*next)));
                }
            }
        }
        let mut rows = Vec::new();
        let name = |state: usize| (state < states).then(|| self.space.name(state));
        for (pair, counts) in counts.chunks(side * side).enumerate() {
            for (origin, counts) in counts.chunks(side).enumerate() {
                let again: u64 = counts.iter().take(states).sum();
                let lost = counts.last().copied().unwrap_or(0);
                // Of those who were not seen, those who still are not are no move at all.
                let all = if origin < states { again + lost } else { again };
                if all == 0 {
                    continue;
                }
                for (target, &n) in counts.iter().enumerate() {
                    let is_lost = target == states;
                    if (is_lost && origin == states)
                        || (!is_lost && occurs.get(target) != Some(&true))
                    {
                        continue;
                    }
                    let of = if is_lost { all } else { again };
                    let (share, (lower, upper)) = match of {
                        0 => (f64::NAN, (f64::NAN, f64::NAN)),
                        _ => (n as f64 / of as f64, wilson(n, of, LEVEL)),
                    };
                    let (origin, target) = (name(origin), name(target));
                    let (from, to) = (pair, pair + 1);
                    let row =
                        TransitionCount { from, to, origin, target, n, of, share, lower, upper };
                    rows.push(row);
                }
            }
        }
        TransitionTable { panel: self, rows }
    }
}

impl TransitionTable<'_> {
    /// The rows: by wave, then origin, then target, those not seen last.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = &TransitionCount<'_>> {
        self.rows.iter()
    }

    /// The rows as a table: `from`, `to`, `origin`, `target`, `n`, `of`, `share`, `lower`,
    /// `upper`. A null `origin` or `target` means not seen; see [`TransitionCount`].
    ///
    /// # Errors
    /// None but a defect of the library.
    #[cfg(feature = "arrow")]
    pub fn to_table(&self) -> Result<crate::Table, crate::Error> {
        let rows = &self.rows;
        let builder = crate::Table::builder();
        let builder = self.panel.wave_column(builder, "from", rows.iter().map(|row| row.from));
        self.panel
            .wave_column(builder, "to", rows.iter().map(|row| row.to))
            .optional_text("origin", rows.iter().map(|row| row.origin))
            .optional_text("target", rows.iter().map(|row| row.target))
            .count("n", rows.iter().map(|row| row.n))
            .count("of", rows.iter().map(|row| row.of))
            .number("share", rows.iter().map(|row| row.share))
            .number("lower", rows.iter().map(|row| row.lower))
            .number("upper", rows.iter().map(|row| row.upper))
            .finish()
    }
}
