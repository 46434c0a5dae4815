//! Which tasks groups of raters hold to be core to a role, alone or together.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::SUBJECT;
use super::columns::Measurement;
use super::ratings::Ratings;
use crate::document::described;
use crate::error::{Code, Error, Place, Problems};
use crate::warning::Warning;

described! { OverlapOptions = "overlap-options" }

/// When a task is core to a group.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct OverlapOptions {
    /// The group column.
    pub between: String,
    /// The least rating that says a task is part of the role. Default 4; of labels, the place of
    /// the least label counted from 1.
    pub threshold: f64,
    /// Of nominal ratings, the category that says so, such as `yes`. Default none.
    pub category: Option<String>,
    /// The share of a group's raters from which a task is core to it. Default 0.5.
    pub share: f64,
}

impl Default for OverlapOptions {
    fn default() -> OverlapOptions {
        OverlapOptions { between: String::new(), threshold: 4.0, category: None, share: 0.5 }
    }
}

/// What one group says of a task.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct TaskRow {
    /// The unit.
    pub unit: String,
    /// The group.
    pub group: String,
    /// How many of it rated the task.
    pub n: u64,
    /// The share of them who say it is part of the role.
    pub share: Option<f64>,
    /// Whether the task is core to the group; `None` where nobody rated it.
    pub core: Option<bool>,
    /// `unique` to the group, `shared` with another, or `not-core`.
    pub place: Option<&'static str>,
}

/// How two groups see the tasks that both rated.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct OverlapRow {
    /// One group.
    pub group: String,
    /// The other.
    pub other: String,
    /// How many tasks both rated.
    pub units: u64,
    /// How many are core to both.
    pub shared: u64,
    /// How many are core to the one alone.
    pub only_group: u64,
    /// How many are core to the other alone.
    pub only_other: u64,
    /// How many are core to neither.
    pub neither: u64,
    /// The tasks core to the one, as a share of those both rated.
    pub core_group: Option<f64>,
    /// The tasks core to the other, as a share of those both rated.
    pub core_other: Option<f64>,
    /// The shared tasks as a share of those core to either.
    pub jaccard: Option<f64>,
    /// Spearman's correlation of the two groups' mean ratings, or of their shares of nominal
    /// ones, with mean ranks for ties; `None` where one group's do not vary.
    pub spearman: Option<f64>,
}

/// What [`Ratings::overlap`] gives.
#[derive(Clone, Debug, PartialEq)]
pub struct Overlap {
    tasks: Vec<TaskRow>,
    pairs: Vec<OverlapRow>,
    warnings: Vec<Warning>,
}

impl Overlap {
    /// A row for each group of each task.
    #[must_use]
    pub fn tasks(&self) -> &[TaskRow] {
        &self.tasks
    }

    /// A row for each two groups.
    #[must_use]
    pub fn pairs(&self) -> &[OverlapRow] {
        &self.pairs
    }

    /// What to say beside the result: those of [`Ratings::warnings`].
    #[must_use]
    pub fn warnings(&self) -> &[Warning] {
        &self.warnings
    }

    /// The tasks as a table: `unit`, `group`, `n`, `share`, `place` (`unique`, `shared`,
    /// `not-core`).
    ///
    /// # Errors
    /// Never for a result that exists; the type is that of every table.
    #[cfg(feature = "arrow")]
    pub fn tasks_table(&self) -> Result<crate::Table, Error> {
        let rows = &self.tasks;
        crate::Table::builder()
            .text("unit", rows.iter().map(|row| &row.unit))
            .text("group", rows.iter().map(|row| &row.group))
            .count("n", rows.iter().map(|row| row.n))
            .optional_number("share", rows.iter().map(|row| row.share))
            .optional_text("place", rows.iter().map(|row| row.place))
            .finish()
    }

    /// The pairs as a table: `group`, `other`, `units`, `shared`, `only_group`, `only_other`,
    /// `neither`, `core_group`, `core_other`, `jaccard`, `spearman`.
    ///
    /// # Errors
    /// Never for a result that exists; the type is that of every table.
    #[cfg(feature = "arrow")]
    pub fn to_table(&self) -> Result<crate::Table, Error> {
        let rows = &self.pairs;
        crate::Table::builder()
            .text("group", rows.iter().map(|row| &row.group))
            .text("other", rows.iter().map(|row| &row.other))
            .count("units", rows.iter().map(|row| row.units))
            .count("shared", rows.iter().map(|row| row.shared))
            .count("only_group", rows.iter().map(|row| row.only_group))
            .count("only_other", rows.iter().map(|row| row.only_other))
            .count("neither", rows.iter().map(|row| row.neither))
            .optional_number("core_group", rows.iter().map(|row| row.core_group))
            .optional_number("core_other", rows.iter().map(|row| row.core_other))
            .optional_number("jaccard", rows.iter().map(|row| row.jaccard))
            .optional_number("spearman", rows.iter().map(|row| row.spearman))
            .finish()
    }
}

/// How many of a group rated a unit, the share for it, and what ranks it.
type Rated = (u64, f64, f64);

/// What a group says of each unit.
struct View {
    name: String,
    /// Per unit; `None` where nobody rated it.
    units: Vec<Option<Rated>>,
}

impl Ratings {
    /// Which tasks are core to each group of raters, which of them two groups share, and how
    /// alike they rank the tasks.
    ///
    /// # Errors
    /// [`Code::Argument`] where `between` is not the group column, the share is not one, or
    /// nominal ratings lack the category that counts.
    pub fn overlap(&self, options: &OverlapOptions) -> Result<Overlap, Error> {
        let groups = self.grouped("between", &options.between)?;
        let nominal = self.level == Measurement::Nominal;
        let category = options
            .category
            .as_ref()
            .map(|name| (name, self.categories.iter().position(|category| category == name)));
        let mut problems = Problems::new();
        match category {
            Some((name, None)) => {
                let expected = "a category that occurs";
                problems.push(Place::argument("category"), format!("`{name}`"), expected);
            }
            None if nominal => {
                let expected = "the category that says a task is part of the role";
                problems.push(Place::argument("category"), "none, of nominal ratings", expected);
            }
            _ => {}
        }
        if !(options.share > 0.0 && options.share <= 1.0) {
            let expected = "a share above 0, at most 1";
            problems.push(Place::argument("share"), options.share.to_string(), expected);
        }
        problems.finish(Code::Argument, SUBJECT)?;
        let speaks_for = |(place, value): (usize, &f64)| match category {
            Some((_, chosen)) => chosen == Some(place),
            None => *value >= options.threshold,
        };
        let for_it: Vec<bool> = self.values.iter().enumerate().map(speaks_for).collect();
        let view = |code: u32| {
            let units = (0..self.units.len()).map(|unit| {
                let counts = self.counts(unit, &|rater| groups.has(code, rater));
                let n: u64 = counts.iter().sum();
                let chosen = counts.iter().zip(&for_it).filter(|(_, chosen)| **chosen);
                let share = chosen.map(|(count, _)| count).sum::<u64>() as f64 / n as f64;
                let rank = if category.is_some() { share } else { self.mean(&counts)? };
                (n > 0).then_some((n, share, rank))
            });
            let name = groups.names.get(code as usize).cloned().unwrap_or_default();
            View { name, units: units.collect() }
        };
        let views: Vec<View> = groups.order().into_iter().map(view).collect();
        let is_core = |rated: Option<Rated>| rated.map(|rated| rated.1 >= options.share);
        let mut tasks = Vec::new();
        for (unit, name) in self.units.iter().enumerate() {
            let rated = |view: &View| view.units.get(unit).copied().flatten();
            let core = views.iter().filter(|view| is_core(rated(view)) == Some(true)).count();
            for view in &views {
                let own = is_core(rated(view));
                let place = own.map(|own| match (own, core) {
                    (false, _) => "not-core",
                    (true, 1) => "unique",
                    (true, _) => "shared",
                });
                tasks.push(TaskRow {
                    unit: name.clone(),
                    group: view.name.clone(),
                    n: rated(view).map_or(0, |rated| rated.0),
                    share: rated(view).map(|rated| rated.1),
                    core: own,
                    place,
                });
            }
        }
        let mut pairs = Vec::new();
        for (place, one) in views.iter().enumerate() {
            for other in views.iter().skip(place + 1) {
                pairs.push(pair(one, other, options.share));
            }
        }
        Ok(Overlap { tasks, pairs, warnings: self.warnings.clone() })
    }
}

fn pair(one: &View, other: &View, share: f64) -> OverlapRow {
    let both: Vec<_> = one.units.iter().zip(&other.units).filter_map(|(a, b)| a.zip(*b)).collect();
    let count = |core: bool, other_core: bool| {
        let alike = both.iter().filter(|(a, b)| (a.1 >= share, b.1 >= share) == (core, other_core));
        alike.count() as u64
    };
    let (shared, only_group) = (count(true, true), count(true, false));
    let (only_other, neither) = (count(false, true), count(false, false));
    let of = |part: u64, whole: u64| (whole > 0).then(|| part as f64 / whole as f64);
    let units = both.len() as u64;
    let ranks =
        |pick: fn(&(Rated, Rated)) -> f64| mean_ranks(&both.iter().map(pick).collect::<Vec<f64>>());
    OverlapRow {
        group: one.name.clone(),
        other: other.name.clone(),
        units,
        shared,
        only_group,
        only_other,
        neither,
        core_group: of(shared + only_group, units),
        core_other: of(shared + only_other, units),
        jaccard: of(shared, shared + only_group + only_other),
        spearman: correlation(&ranks(|pair| pair.0.2), &ranks(|pair| pair.1.2)),
    }
}

/// Ranks, less the middle one; those that tie share theirs.
fn mean_ranks(numbers: &[f64]) -> Vec<f64> {
    let rank = |number: &f64| {
        let below = numbers.iter().filter(|other| *other < number).count();
        let same = numbers.iter().filter(|other| *other == number).count();
        below as f64 + 0.5 * same as f64 - 0.5 * numbers.len() as f64
    };
    numbers.iter().map(rank).collect()
}

/// Pearson's correlation of numbers whose means are 0.
fn correlation(one: &[f64], other: &[f64]) -> Option<f64> {
    let dot = |a: &[f64], b: &[f64]| -> f64 { a.iter().zip(b).map(|(a, b)| a * b).sum() };
    let squares = dot(one, one) * dot(other, other);
    (squares > 0.0).then(|| (dot(one, other) / squares.sqrt()).clamp(-1.0, 1.0))
}
