//! The answers of a survey, or numbers, as a mixture reads them.

use std::collections::HashMap;

use super::SUBJECT;
use crate::error::{Code, Error, Place};
use crate::warning::Warning;

/// Answers, each different row of them once.
#[derive(Clone, Debug)]
pub(super) struct Answers {
    pub(super) items: Vec<ItemLevels>,
    /// The number of slots: one for each level of each item, and one for no answer to it.
    pub(super) slots: usize,
    /// Per different row its slots, one for each item.
    pub(super) rows: Vec<u32>,
    /// How many respondents gave each row.
    pub(super) weights: Vec<f64>,
    /// The row of each respondent; `None` for one who answered nothing.
    pub(super) of_person: Vec<Option<u32>>,
    /// Whether the levels are the numbers that were measured, and others were possible.
    pub(super) measured: bool,
}

/// One item.
#[derive(Clone, Debug)]
pub(super) struct ItemLevels {
    pub(super) name: String,
    /// The slot of its first level; after its levels comes the slot for no answer.
    pub(super) first: usize,
    /// What its levels count as, standardised to mean 0 and variance 1.
    pub(super) scores: Vec<f64>,
    /// What its levels count as, as rated.
    pub(super) values: Vec<f64>,
    pub(super) mean: f64,
    pub(super) sd: f64,
}

/// The levels of one item: the name, what each level counts as, and per respondent the level.
pub(super) struct Column<'a> {
    pub(super) name: &'a str,
    pub(super) values: Vec<f64>,
    pub(super) levels: Vec<Option<u32>>,
}

impl<'a> Column<'a> {
    /// Numbers as a column: its levels are the different ones.
    pub(super) fn of_numbers(name: &'a str, numbers: &[Option<f64>]) -> Column<'a> {
        // One zero, whatever its sign.
        let number = |number: &Option<f64>| number.map(|number| number + 0.0);
        let mut values: Vec<f64> = numbers.iter().filter_map(number).collect();
        values.sort_unstable_by(f64::total_cmp);
        values.dedup();
        let place = |number: f64| values.binary_search_by(|value| value.total_cmp(&number));
        let level = |given| Some(place(number(given)?).unwrap_or_else(|place| place) as u32);
        let levels = numbers.iter().map(level).collect();
        Column { name, values, levels }
    }
}

impl Answers {
    /// Reads columns; items that do not vary are left out, with a caution.
    pub(super) fn new(
        columns: &[Column<'_>],
        measured: bool,
        warnings: &mut Vec<Warning>,
    ) -> Result<Answers, Error> {
        let persons = columns.first().map_or(0, |column| column.levels.len());
        let mut items: Vec<ItemLevels> = Vec::new();
        let mut kept: Vec<&Column<'_>> = Vec::new();
        let mut slots = 0;
        for column in columns {
            // Levels that nobody gave have no place: their probability is 0 in every class.
            let mut counts = vec![0.0; column.values.len()];
            for level in column.levels.iter().flatten() {
                if let Some(count) = counts.get_mut(*level as usize) {
                    *count += 1.0;
                }
            }
            let n: f64 = counts.iter().sum();
            let weighted = |f: &dyn Fn(f64) -> f64| -> f64 {
                column.values.iter().zip(&counts).map(|(value, count)| f(*value) * count).sum()
            };
            let mean = weighted(&|value| value) / n;
            let sd = (weighted(&|value| (value - mean).powi(2)) / n).sqrt();
            if counts.iter().filter(|count| **count > 0.0).count() < 2 {
                let what = if n > 0.0 { "the same answer from all" } else { "no answer" };
                let message = format!("the item `{}` has {what} and is left out", column.name);
                warnings.push(Warning::new("constant-item", message));
                continue;
            }
            items.push(ItemLevels {
                name: column.name.to_owned(),
                first: slots,
                scores: column.values.iter().map(|value| (value - mean) / sd).collect(),
                values: column.values.clone(),
                mean,
                sd,
            });
            slots += column.values.len() + 1;
            kept.push(column);
        }
        if items.is_empty() {
            let expected = "an item whose answers vary, or more";
            return Err(Error::one(Code::Empty, SUBJECT, Place::Whole, "none that does", expected));
        }
        let mut answers = Answers {
            items,
            slots,
            rows: Vec::new(),
            weights: Vec::new(),
            of_person: Vec::new(),
            measured,
        };
        let mut known: HashMap<Vec<u32>, u32> = HashMap::new();
        let mut silent = 0;
        for person in 0..persons {
            let mut answered = false;
            let row: Vec<u32> = kept
                .iter()
                .zip(&answers.items)
                .map(|(column, item)| {
                    let level = column.levels.get(person).copied().flatten();
                    answered |= level.is_some();
                    (item.first + level.map_or(item.scores.len(), |level| level as usize)) as u32
                })
                .collect();
            if !answered {
                silent += 1;
                answers.of_person.push(None);
                continue;
            }
            let next = answers.weights.len() as u32;
            let place = match known.get(&row) {
                Some(&place) => place,
                None => {
                    answers.rows.extend(&row);
                    answers.weights.push(0.0);
                    known.insert(row, next);
                    next
                }
            };
            if let Some(weight) = answers.weights.get_mut(place as usize) {
                *weight += 1.0;
            }
            answers.of_person.push(Some(place));
        }
        if silent > 0 {
            let message = format!("{silent} respondents answered no item and have no class");
            warnings.push(Warning::new("silent-respondent", message));
        }
        Ok(answers)
    }

    /// How many respondents answered anything.
    pub(super) fn n(&self) -> f64 {
        self.weights.iter().sum()
    }

    /// How many different rows there are.
    pub(super) fn distinct(&self) -> usize {
        self.weights.len()
    }

    /// The rows, each with its weight.
    pub(super) fn weighted(&self) -> impl Iterator<Item = (&[u32], f64)> {
        self.rows.chunks_exact(self.items.len()).zip(self.weights.iter().copied())
    }

    /// The slots of one row.
    pub(super) fn row(&self, place: usize) -> &[u32] {
        let width = self.items.len();
        self.rows.get(place * width..(place + 1) * width).unwrap_or(&[])
    }
}
