//! Ratings of units by raters.

use std::collections::HashMap;
use std::fmt;

use super::SUBJECT;
use super::columns::{Measurement, RatingsColumns};
use crate::competency::Scale;
use crate::error::{Code, Error, Place, Problem, Problems};
use crate::labels::Labels;
use crate::order;
use crate::warning::Warning;

/// Ratings of units by raters, well-formed: each rater rates a unit at most once, and every
/// rating is on the scale. Not every rater need rate every unit.
///
/// ```
/// use peerpath::{Table, Watch};
/// use peerpath::competency::{AlphaOptions, Ratings, RatingsColumns};
/// let table = Table::from_csv("unit,rater,value\na,1,yes\na,2,yes\nb,1,no\nb,2,no\nc,1,no\nc,2,yes\n")?;
/// let ratings = Ratings::from_table(&table, &RatingsColumns::default())?;
/// let alpha = ratings.krippendorff_alpha(&AlphaOptions::default(), &mut Watch::none())?;
/// assert!((alpha.rows()[0].estimate.unwrap_or_default() - 4.0 / 9.0).abs() < 1e-12);
/// # Ok::<(), peerpath::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct Ratings {
    pub(super) units: Vec<String>,
    pub(super) raters: Vec<String>,
    pub(super) level: Measurement,
    pub(super) categories: Vec<String>,
    /// What each category counts as: itself where it is a number, else its place from 1.
    pub(super) values: Vec<f64>,
    /// Per unit its ratings, by rater.
    pub(super) ratings: Vec<Vec<Rating>>,
    pub(super) groups: Option<Groups>,
    pub(super) warnings: Vec<Warning>,
}

/// One rating of a unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Rating {
    pub(super) rater: u32,
    pub(super) category: u32,
}

/// To which group each rater belongs.
#[derive(Clone, Debug)]
pub(super) struct Groups {
    pub(super) column: String,
    pub(super) names: Vec<String>,
    /// Per rater; [`Labels::MISSING`] for one without a group.
    pub(super) of_rater: Vec<u32>,
}

/// Ratings as columns in memory, for callers without tables: a row for each rating.
#[derive(Clone, Debug, Default)]
pub struct RatingsRows {
    /// What is rated.
    pub unit: Labels,
    /// Who rates.
    pub rater: Labels,
    /// The rating.
    pub value: RatingValues,
    /// The group of the rater.
    pub group: Option<Labels>,
}

/// A column of ratings.
#[derive(Clone, Debug)]
pub enum RatingValues {
    /// Names of categories.
    Labels(Labels),
    /// Numbers.
    Numbers(Vec<Option<f64>>),
}

impl Default for RatingValues {
    fn default() -> RatingValues {
        RatingValues::Labels(Labels::default())
    }
}

impl RatingValues {
    fn len(&self) -> usize {
        match self {
            RatingValues::Labels(labels) => labels.len(),
            RatingValues::Numbers(numbers) => numbers.len(),
        }
    }
}

impl Ratings {
    /// Reads ratings from a table.
    ///
    /// # Errors
    /// [`Code::Argument`] where `columns` cannot be meant; [`Code::Table`] with every column that
    /// is missing or of the wrong type, every rating that is not on the scale, every second
    /// rating of a unit by one rater, and every rater in two groups; [`Code::Empty`] where there
    /// is no rating.
    #[cfg(feature = "arrow")]
    pub fn from_table(table: &crate::Table, columns: &RatingsColumns) -> Result<Ratings, Error> {
        let mut problems = Problems::new();
        columns.check(&mut problems);
        problems.finish(Code::Argument, SUBJECT)?;
        let mut reader = table.reader();
        let unit = reader.labels(&columns.unit);
        let rater = reader.labels(&columns.rater);
        let named = match columns.scale {
            Some(Scale::Labels(_)) => true,
            Some(Scale::Numbers(..)) => false,
            None => columns.level == Measurement::Nominal,
        };
        let value = if named {
            RatingValues::Labels(reader.optional_labels(&columns.value))
        } else {
            RatingValues::Numbers(reader.optional_numbers(&columns.value))
        };
        let group = columns.group.as_ref().map(|name| reader.optional_labels(name));
        // Columns that could not be read are empty: then nothing is said of what they hold.
        reader.finish(SUBJECT)?;
        Ratings::from_rows(&RatingsRows { unit, rater, value, group }, columns)
    }

    /// Reads ratings from columns in memory. The names of `columns` are those in errors.
    ///
    /// # Errors
    /// As [`Ratings::from_table`].
    pub fn from_rows(rows: &RatingsRows, columns: &RatingsColumns) -> Result<Ratings, Error> {
        let mut problems = Problems::new();
        columns.check(&mut problems);
        problems.finish(Code::Argument, SUBJECT)?;
        let mut problems = Problems::new();
        let length = rows.unit.len();
        let group = rows.group.as_ref().zip(columns.group.as_ref());
        for (name, found) in [
            (&columns.rater, rows.rater.len()),
            (&columns.value, rows.value.len()),
            (
                columns.group.as_ref().unwrap_or(&columns.unit),
                group.map_or(length, |(g, _)| g.len()),
            ),
        ] {
            if found != length {
                let found = format!("{found} rows");
                problems.push(Place::column(name), found, format!("{length}, as of the units"));
            }
        }
        problems.finish(Code::Table, SUBJECT)?;

        let mut problems = Problems::new();
        let coded = Coded::new(&rows.value, columns, &mut problems);
        let mut ratings: Vec<Vec<(Rating, usize)>> = vec![Vec::new(); rows.unit.names().len()];
        for (row, (&unit, &rater)) in rows.unit.codes().iter().zip(rows.rater.codes()).enumerate() {
            let Some(&category) = coded.codes.get(row) else { continue };
            let (Some(of_unit), false) = (ratings.get_mut(unit as usize), rater == Labels::MISSING)
            else {
                let column = if unit == Labels::MISSING { &columns.unit } else { &columns.rater };
                problems.add(|| Problem::new(Place::cell(row, column), "nothing", "a name"));
                continue;
            };
            if category != Labels::MISSING {
                of_unit.push((Rating { rater, category }, row));
            }
        }
        for of_unit in &mut ratings {
            of_unit.sort_unstable_by_key(|(rating, row)| (rating.rater, *row));
            for pair in of_unit.windows(2) {
                let [(first, earlier), (second, row)] = pair else { continue };
                if first.rater == second.rater {
                    problems.add(|| {
                        let name = rows.rater.name(*row).unwrap_or_default();
                        let found = format!("`{name}`, who also rates it in row {earlier}");
                        let place = Place::cell(*row, &columns.rater);
                        Problem::new(place, found, "each rater once for a unit")
                    });
                }
            }
        }
        let groups =
            group.map(|(labels, column)| Groups::new(column, labels, &rows.rater, &mut problems));
        problems.finish(Code::Table, SUBJECT)?;
        let ratings = ratings
            .into_iter()
            .map(|of_unit| of_unit.into_iter().map(|(rating, _)| rating).collect())
            .collect();
        Ratings {
            units: rows.unit.names().to_vec(),
            raters: rows.rater.names().to_vec(),
            level: columns.level,
            categories: coded.categories,
            values: coded.values,
            ratings,
            groups,
            warnings: Vec::new(),
        }
        .with_warnings()
    }

    /// Cautions about what was read; a refusal where nothing was.
    fn with_warnings(mut self) -> Result<Ratings, Error> {
        let mut rated = vec![false; self.raters.len()];
        for rating in self.ratings.iter().flatten() {
            if let Some(rated) = rated.get_mut(rating.rater as usize) {
                *rated = true;
            }
        }
        if !rated.contains(&true) {
            let expected = "a rating or more";
            return Err(Error::one(Code::Empty, SUBJECT, Place::Whole, "no rating", expected));
        }
        let silent = named(self.raters.iter().zip(&rated).filter(|(_, rated)| !**rated));
        if let Some(names) = silent {
            let message = format!("raters without any rating, who do not count: {names}");
            self.warnings.push(Warning::new("silent-rater", message));
        }
        let unrated = self.units.iter().zip(&self.ratings).filter(|(_, list)| list.is_empty());
        if let Some(names) = named(unrated) {
            let message = format!("units that nobody rated, which do not count: {names}");
            self.warnings.push(Warning::new("unrated-unit", message));
        }
        if let Some(groups) = &self.groups {
            let homeless = self.raters.iter().zip(&groups.of_rater);
            if let Some(names) = named(homeless.filter(|(_, group)| **group == Labels::MISSING)) {
                let message = format!("raters without a `{}`: {names}", groups.column);
                self.warnings.push(Warning::new("missing-group", message));
            }
        }
        Ok(self)
    }

    /// What is rated, in the order of the rows.
    #[must_use]
    pub fn units(&self) -> &[String] {
        &self.units
    }

    /// Who rates, in the order of the rows.
    #[must_use]
    pub fn raters(&self) -> &[String] {
        &self.raters
    }

    /// The categories: those of the scale, else those that occur, in order.
    #[must_use]
    pub fn categories(&self) -> &[String] {
        &self.categories
    }

    /// What the ratings mean.
    #[must_use]
    pub fn level(&self) -> Measurement {
        self.level
    }

    /// How many ratings there are.
    #[must_use]
    pub fn count(&self) -> usize {
        self.ratings.iter().map(Vec::len).sum()
    }

    /// The groups of raters in order, and the name of their column.
    #[must_use]
    pub fn groups(&self) -> Option<(&str, Vec<&str>)> {
        let groups = self.groups.as_ref()?;
        let order = groups.order();
        let names = order.iter().filter_map(|&code| groups.names.get(code as usize));
        Some((&groups.column, names.map(String::as_str).collect()))
    }

    /// What to say beside every result: `silent-rater`, `unrated-unit`, `missing-group`.
    #[must_use]
    pub fn warnings(&self) -> &[Warning] {
        &self.warnings
    }

    /// The groups, which must be in the column named.
    pub(super) fn grouped(&self, argument: &str, column: &str) -> Result<&Groups, Error> {
        match &self.groups {
            Some(groups) if groups.column == column => Ok(groups),
            groups => {
                let expected = match groups {
                    Some(groups) => format!("`{}`", groups.column),
                    None => "ratings that were read with a `group`".to_owned(),
                };
                Err(Error::argument(SUBJECT, argument, format!("`{column}`"), expected))
            }
        }
    }
}

impl fmt::Display for Ratings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (units, raters) = (self.units.len(), self.raters.len());
        write!(f, "{} {} ratings of {units} units", self.count(), self.level.name())?;
        write!(f, " by {raters} raters")
    }
}

/// The names of things, or of the first of them; `None` where there are none.
fn named<'a, T>(things: impl Iterator<Item = (&'a String, T)>) -> Option<String> {
    let names: Vec<String> = things.map(|(name, _)| format!("`{name}`")).collect();
    match names.get(..5) {
        _ if names.is_empty() => None,
        Some(first) if names.len() > 5 => {
            Some(format!("{} and {} more", first.join(", "), names.len() - 5))
        }
        _ => Some(names.join(", ")),
    }
}

impl Groups {
    fn new(column: &str, labels: &Labels, raters: &Labels, problems: &mut Problems) -> Groups {
        let mut of_rater = vec![Labels::MISSING; raters.names().len()];
        for (row, (&rater, &group)) in raters.codes().iter().zip(labels.codes()).enumerate() {
            let Some(known) = of_rater.get_mut(rater as usize) else { continue };
            if *known == Labels::MISSING {
                *known = group;
            } else if group != Labels::MISSING && *known != group {
                let earlier = labels.names().get(*known as usize);
                problems.add(|| {
                    let found = labels.name(row).unwrap_or_default();
                    let rater = raters.name(row).unwrap_or_default();
                    let earlier = earlier.map_or("", String::as_str);
                    let expected = format!("`{earlier}`, as before for the rater `{rater}`");
                    Problem::new(Place::cell(row, column), format!("`{found}`"), expected)
                });
            }
        }
        Groups { column: column.to_owned(), names: labels.names().to_vec(), of_rater }
    }

    /// The codes of the groups in the order of their names.
    pub(super) fn order(&self) -> Vec<u32> {
        order::of_names(&self.names).into_iter().map(|code| code as u32).collect()
    }

    /// Whether a rater is of this group.
    pub(super) fn has(&self, group: u32, rater: u32) -> bool {
        self.of_rater.get(rater as usize) == Some(&group)
    }
}

/// Ratings as the places of their categories.
struct Coded {
    codes: Vec<u32>,
    categories: Vec<String>,
    values: Vec<f64>,
}

impl Coded {
    fn new(values: &RatingValues, columns: &RatingsColumns, problems: &mut Problems) -> Coded {
        match values {
            RatingValues::Labels(labels) => Coded::named(labels, columns, problems),
            RatingValues::Numbers(numbers) => Coded::numbers(numbers, columns, problems),
        }
    }

    fn named(labels: &Labels, columns: &RatingsColumns, problems: &mut Problems) -> Coded {
        let mut categories = match &columns.scale {
            Some(Scale::Labels(names)) => names.clone(),
            _ => labels.names().to_vec(),
        };
        if columns.scale.is_none() {
            order::sort(&mut categories, &Ord::cmp);
        }
        let places: HashMap<&str, u32> =
            categories.iter().zip(0..).map(|(name, place)| (name.as_str(), place)).collect();
        let of_label: Vec<Option<u32>> =
            labels.names().iter().map(|name| places.get(name.as_str()).copied()).collect();
        let mut codes = Vec::with_capacity(labels.len());
        for (row, &label) in labels.codes().iter().enumerate() {
            let code = of_label.get(label as usize);
            if let (Some(None), Some(scale)) = (code, &columns.scale) {
                problems.add(|| {
                    let found = format!("`{}`", labels.name(row).unwrap_or_default());
                    Problem::new(Place::cell(row, &columns.value), found, scale.accepts())
                });
            }
            codes.push(code.copied().flatten().unwrap_or(Labels::MISSING));
        }
        let values = (1..=categories.len()).map(|place| place as f64).collect();
        Coded { codes, categories, values }
    }

    fn numbers(
        numbers: &[Option<f64>],
        columns: &RatingsColumns,
        problems: &mut Problems,
    ) -> Coded {
        let wrong = |value: f64| match &columns.scale {
            Some(scale) if scale.level(value).is_none() => Some(scale.accepts()),
            _ if !value.is_finite() => Some("a finite number, or nothing".to_owned()),
            _ if columns.level == Measurement::Ratio && value < 0.0 => {
                Some("0 or more, for a ratio".to_owned())
            }
            _ => None,
        };
        for (row, value) in numbers.iter().enumerate() {
            if let Some((value, expected)) = value.and_then(|value| Some((value, wrong(value)?))) {
                let place = || Place::cell(row, &columns.value);
                problems.add(|| Problem::new(place(), value.to_string(), expected));
            }
        }
        // Minus 0 is 0.
        let key = |value: f64| (value + 0.0).to_bits();
        let mut values: Vec<f64> = match &columns.scale {
            Some(scale) => (scale.lowest()..=scale.highest()).map(|level| level as f64).collect(),
            None => numbers.iter().flatten().map(|value| value + 0.0).collect(),
        };
        values.sort_unstable_by(f64::total_cmp);
        values.dedup();
        let places: HashMap<u64, u32> =
            values.iter().zip(0..).map(|(value, place)| (key(*value), place)).collect();
        let codes = numbers.iter().map(|value| {
            let place = value.and_then(|value| places.get(&key(value)).copied());
            place.unwrap_or(Labels::MISSING)
        });
        let categories = values.iter().map(ToString::to_string).collect();
        Coded { codes: codes.collect(), categories, values }
    }
}
