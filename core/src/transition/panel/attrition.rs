//! Who was seen in each wave, and who was lost.

use super::waves::{NOT_SEEN, Panel};
use crate::stats::proportion::wilson;

/// One wave of [`Attrition`]. `enrolled` = `seen` + `missed` + `ended` + `lost`.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct AttritionWave {
    /// The wave, by its place in [`Panel::waves`].
    pub wave: usize,
    /// Persons whose first row is of this wave or an earlier one.
    pub enrolled: u64,
    /// Persons seen in this wave.
    pub seen: u64,
    /// Persons seen for the first time.
    pub joined: u64,
    /// Persons seen again who had missed the wave before.
    pub returned: u64,
    /// Persons not seen, but seen in a later wave.
    pub missed: u64,
    /// Persons not seen any more, who were last seen in an absorbing state: there is nothing
    /// left to see.
    pub ended: u64,
    /// Persons not seen in this wave or any later one: final dropout.
    pub lost: u64,
    /// `seen / (enrolled - ended)`, NaN where nobody could be seen.
    pub share: f64,
    /// The lower bound of its Wilson interval of level 0.95.
    pub lower: f64,
    /// The upper bound.
    pub upper: f64,
}

/// Who was seen in each wave, and who was lost.
#[derive(Clone, Debug, PartialEq)]
pub struct Attrition<'a> {
    panel: &'a Panel,
    waves: Vec<AttritionWave>,
}

const LEVEL: f64 = 0.95;

impl Panel {
    /// Who was seen in each wave, who missed it, and who was lost.
    #[must_use]
    pub fn attrition(&self) -> Attrition<'_> {
        let mut waves: Vec<AttritionWave> = (0..self.waves.len())
            .map(|wave| AttritionWave { wave, ..AttritionWave::default() })
            .collect();
        for rows in self.histories() {
            let Some(&(enrolled, _)) = rows.first() else { continue };
            let last = rows.iter().rev().find(|(_, state)| *state != NOT_SEEN);
            let ended = last.is_some_and(|(_, state)| self.space.is_absorbing(usize::from(*state)));
            let mut seen_at = rows
                .iter()
                .filter(|(_, state)| *state != NOT_SEEN)
                .map(|(wave, _)| *wave)
                .peekable();
            let mut seen_before: Option<usize> = None;
            for counts in waves.iter_mut().skip(usize::from(enrolled)) {
                counts.enrolled += 1;
                if seen_at.next_if(|wave| usize::from(*wave) == counts.wave).is_some() {
                    counts.seen += 1;
                    match seen_before {
                        None => counts.joined += 1,
                        Some(before) if before + 1 < counts.wave => counts.returned += 1,
                        Some(_) => {}
                    }
                    seen_before = Some(counts.wave);
                } else if seen_at.peek().is_some() {
                    counts.missed += 1;
                } else if ended {
                    counts.ended += 1;
                } else {
                    counts.lost += 1;
                }
            }
        }
        for counts in &mut waves {
            let of = counts.enrolled - counts.ended;
            (counts.share, (counts.lower, counts.upper)) = match of {
                0 => (f64::NAN, (f64::NAN, f64::NAN)),
                _ => (counts.seen as f64 / of as f64, wilson(counts.seen, of, LEVEL)),
            };
        }
        Attrition { panel: self, waves }
    }
}

impl Attrition<'_> {
    /// The waves in order.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = &AttritionWave> {
        self.waves.iter()
    }

    /// The waves as a table: `wave`, `enrolled`, `seen`, `joined`, `returned`, `missed`, `ended`,
    /// `lost`, `share`, `lower`, `upper`.
    ///
    /// # Errors
    /// None but a defect of the library.
    #[cfg(feature = "arrow")]
    pub fn to_table(&self) -> Result<crate::Table, crate::Error> {
        let waves = &self.waves;
        let builder = crate::Table::builder();
        self.panel
            .wave_column(builder, "wave", waves.iter().map(|wave| wave.wave))
            .count("enrolled", waves.iter().map(|wave| wave.enrolled))
            .count("seen", waves.iter().map(|wave| wave.seen))
            .count("joined", waves.iter().map(|wave| wave.joined))
            .count("returned", waves.iter().map(|wave| wave.returned))
            .count("missed", waves.iter().map(|wave| wave.missed))
            .count("ended", waves.iter().map(|wave| wave.ended))
            .count("lost", waves.iter().map(|wave| wave.lost))
            .number("share", waves.iter().map(|wave| wave.share))
            .number("lower", waves.iter().map(|wave| wave.lower))
            .number("upper", waves.iter().map(|wave| wave.upper))
            .finish()
    }
}
