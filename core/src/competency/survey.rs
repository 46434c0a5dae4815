//! Ratings by many respondents of what their training covered.

mod binomial;
mod columns;
mod compare;
mod coverage;
mod design;
#[cfg(feature = "arrow")]
mod export;
mod multiple_response;
mod needs;
#[cfg(test)]
mod property;
mod reliability;
mod summary;
mod suppression;
#[cfg(test)]
mod tests;
mod weighted;

use std::fmt;

pub use binomial::{Binomial, BinomialOptions, BinomialRow};
pub use columns::{MissingCode, Scale, SurveyColumns};
pub use compare::{CompareOptions, CompareRow, GroupComparison, GroupTest};
pub use coverage::{Coverage, CoverageOptions, CoverageRow};
#[cfg(feature = "arrow")]
pub use export::{LabelledMetadata, RedcapOptions};
pub use multiple_response::{MultipleResponse, MultipleResponseOptions, MultipleResponseRow};
pub use needs::{Needed, Needs, NeedsOptions, NeedsRow};
pub use reliability::{ItemTotalRow, Reliability, ReliabilityOptions, ReliabilityRow};
pub use summary::SurveySummary;
pub use weighted::{WeightedCoverage, WeightedInterval, WeightedOptions, WeightedRow};

use design::{Design, DesignColumns};

use super::Framework;
use crate::error::{Code, Error, Place, Problem, Problems};
use crate::labels::Labels;

/// The level of an answer that is missing.
const MISSING: u8 = u8::MAX;

const SUBJECT: &str = "survey";

/// One thing that respondents rate.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Item {
    /// The name: that of the column.
    pub name: String,
    /// The id of the competency that it asks about.
    pub competency: Option<String>,
    /// What it asks, in words.
    pub label: Option<String>,
}

/// Ratings of items by respondents, well-formed: every answer is on the scale or missing.
///
/// ```
/// use peerpath::Table;
/// use peerpath::competency::{CoverageOptions, Survey, SurveyColumns};
/// let table = Table::from_csv("state,crisis\nNC,5\nNC,4\nTN,2\nTN,\n")?;
/// let columns = SurveyColumns {
///     items: [("crisis".to_owned(), Some("samhsa-2015/VIII".to_owned()))].into(),
///     group: vec!["state".to_owned()],
///     ..SurveyColumns::default()
/// };
/// let survey = Survey::from_table(&table, &columns)?;
/// let coverage = survey.coverage(&CoverageOptions::default())?;
/// let row = &coverage.rows()[0];
/// assert_eq!((row.n, row.missing, row.share), (3, 1, Some(2.0 / 3.0)));
/// # Ok::<(), peerpath::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct Survey {
    respondents: usize,
    scale: Scale,
    items: Vec<Item>,
    /// Per item, per respondent: the level from 0, or [`MISSING`].
    levels: Vec<Vec<u8>>,
    groups: Vec<(String, Labels)>,
    /// How respondents were drawn, where the survey says.
    design: Option<Design>,
}

/// The answers of a survey as columns in memory, for callers without tables.
#[derive(Clone, Debug, Default)]
pub struct SurveyRows {
    /// The name of each item with its rating by each respondent; with a scale of labels, a
    /// rating is the label's place counted from 1. All columns have one length.
    pub ratings: Vec<(String, Vec<Option<f64>>)>,
    /// Who each respondent is, where that is known.
    pub person: Option<Labels>,
    /// The group columns, by name.
    pub groups: Vec<(String, Labels)>,
    /// How many of the population each respondent stands for.
    pub weights: Option<Vec<f64>>,
    /// The part of the population that each respondent was drawn from.
    pub strata: Option<Labels>,
    /// What was drawn, where that is several respondents together.
    pub clusters: Option<Labels>,
    /// How many there were to draw from in the stratum of each respondent.
    pub population: Option<Vec<f64>>,
}

impl Survey {
    /// Reads a survey from columns in memory. `columns` says what [`SurveyColumns`] says for a
    /// table; items and groups that it does not name are passed over.
    ///
    /// # Errors
    /// As [`Survey::from_table`].
    pub fn from_rows(rows: &SurveyRows, columns: &SurveyColumns) -> Result<Survey, Error> {
        check(columns, None)?;
        let mut problems = Problems::new();
        let respondents = rows.ratings.first().map_or(0, |(_, ratings)| ratings.len());
        let mut reading = Reading::new(columns);
        for (name, ratings) in &rows.ratings {
            note_length(name, ratings.len(), respondents, &mut problems);
            if columns.items.contains_key(name) {
                reading.add(name, ratings, &mut problems);
            }
        }
        let named = |name: &String| rows.ratings.iter().any(|(column, _)| column == name);
        for name in columns.items.keys().filter(|name| !named(name)) {
            problems.push(Place::column(name), "no such column", "a column of ratings");
        }
        let mut groups = Vec::new();
        for name in &columns.group {
            match rows.groups.iter().find(|(column, _)| column == name) {
                Some((_, labels)) => {
                    note_length(name, labels.len(), respondents, &mut problems);
                    groups.push((name.clone(), labels.clone()));
                }
                None => problems.push(Place::column(name), "no such column", "a column of groups"),
            }
        }
        if let Some(person) = &rows.person {
            let name = columns.person.as_deref().unwrap_or("person");
            note_length(name, person.len(), respondents, &mut problems);
            note_repeated(name, person, &mut problems);
        }
        let design = rows.design(respondents, &mut problems);
        problems.finish(Code::Table, SUBJECT)?;
        reading.finish(groups, respondents, design)
    }

    /// Reads a survey from a table: a row for each respondent.
    ///
    /// # Errors
    /// [`Code::Argument`] where `columns` cannot be meant, or a competency is not in its
    /// framework; [`Code::Table`] with every column that is missing or of the wrong type,
    /// every rating that is not on the scale, every respondent who occurs twice;
    /// [`Code::Empty`] where there is no row.
    #[cfg(feature = "arrow")]
    pub fn from_table(table: &crate::Table, columns: &SurveyColumns) -> Result<Survey, Error> {
        Survey::read(table, columns, None)
    }

    /// Reads a survey whose competencies must all be in a framework of one's own. See
    /// [`Survey::from_table`].
    ///
    /// # Errors
    /// As [`Survey::from_table`].
    #[cfg(feature = "arrow")]
    pub fn from_table_in(
        table: &crate::Table,
        columns: &SurveyColumns,
        framework: &Framework,
    ) -> Result<Survey, Error> {
        Survey::read(table, columns, Some(framework))
    }

    #[cfg(feature = "arrow")]
    fn read(
        table: &crate::Table,
        columns: &SurveyColumns,
        framework: Option<&Framework>,
    ) -> Result<Survey, Error> {
        check(columns, framework)?;
        let mut reader = table.reader();
        let mut reading = Reading::new(columns);
        // Columns in the order of the table; then those it lacks, so that each is reported.
        let names = table.column_names();
        let lacking = columns.items.keys().filter(|name| !names.contains(&name.as_str()));
        let present = names.iter().filter(|name| columns.items.contains_key(**name)).copied();
        for name in present.chain(lacking.map(String::as_str)) {
            let ratings = match &columns.scale {
                Scale::Numbers(..) => reader.optional_numbers(name),
                Scale::Labels(labels) => {
                    let found = reader.optional_labels(name);
                    let missing = columns.missing.get(name).map_or(&[][..], Vec::as_slice);
                    places(name, &found, labels, missing, &columns.scale, reader.problems())
                }
            };
            reading.add(name, &ratings, reader.problems());
        }
        let groups =
            columns.group.iter().map(|name| (name.clone(), reader.optional_labels(name))).collect();
        if let Some(name) = &columns.person {
            let person = reader.labels(name);
            note_repeated(name, &person, reader.problems());
        }
        let named = |name: &Option<String>| name.clone();
        let design = DesignColumns {
            weights: named(&columns.weight).map(|name| (name.clone(), reader.numbers(&name))),
            strata: named(&columns.strata).map(|name| (name.clone(), reader.labels(&name))),
            clusters: named(&columns.cluster).map(|name| (name.clone(), reader.labels(&name))),
            population: named(&columns.population)
                .map(|name| (name.clone(), reader.numbers(&name))),
        };
        let design = if reader.problems().is_empty() {
            Design::of(design, table.row_count(), reader.problems())
        } else {
            None
        };
        reader.finish(SUBJECT)?;
        reading.finish(groups, table.row_count(), design)
    }

    /// The number of respondents, with or without answers.
    #[must_use]
    pub fn respondents(&self) -> usize {
        self.respondents
    }

    /// What they rate.
    #[must_use]
    pub fn items(&self) -> &[Item] {
        &self.items
    }

    /// The items as a table: `item`, `competency`, `label`.
    ///
    /// # Errors
    /// Never for a survey that exists; the type is that of every table.
    #[cfg(feature = "arrow")]
    pub fn items_to_table(&self) -> Result<crate::Table, Error> {
        let items = &self.items;
        crate::Table::builder()
            .text("item", items.iter().map(|item| &item.name))
            .optional_text("competency", items.iter().map(|item| item.competency.as_deref()))
            .optional_text("label", items.iter().map(|item| item.label.as_deref()))
            .finish()
    }

    /// The answers that are possible.
    #[must_use]
    pub fn scale(&self) -> &Scale {
        &self.scale
    }

    /// The columns by which results can be grouped.
    pub fn group_columns(&self) -> impl Iterator<Item = &str> {
        self.groups.iter().map(|(name, _)| name.as_str())
    }

    /// Each item's name with the level of each respondent's answer, counted from 0.
    pub(in crate::competency) fn levels_by_item(
        &self,
    ) -> impl Iterator<Item = (&str, impl Iterator<Item = Option<u8>>)> {
        self.items.iter().zip(&self.levels).map(|(item, levels)| {
            let answered = |&level: &u8| (level != MISSING).then_some(level);
            (item.name.as_str(), levels.iter().map(answered))
        })
    }

    /// Counts the answers to each item at each level, in the groups of the column `by` where
    /// one is named: the mergeable summary.
    ///
    /// # Errors
    /// [`Code::Argument`] where `by` is not one of the group columns.
    pub fn summarise(&self, by: Option<&str>) -> Result<SurveySummary, Error> {
        SurveySummary::of(self, by)
    }

    /// For each item, how many rate it at or above a threshold. See [`SurveySummary::coverage`].
    ///
    /// # Errors
    /// [`Code::Argument`] where an option is out of its range.
    pub fn coverage(&self, options: &CoverageOptions) -> Result<Coverage, Error> {
        let mut coverage = self.summarise(options.by.as_deref())?.coverage(options)?;
        coverage.warn(self.unweighted_warning());
        Ok(coverage)
    }

    /// Tests for each item the share that rates it at or above a threshold. See
    /// [`SurveySummary::binomial`].
    ///
    /// # Errors
    /// [`Code::Argument`] where an option is out of its range.
    pub fn binomial(&self, options: &BinomialOptions) -> Result<Binomial, Error> {
        let mut tests = self.summarise(options.by.as_deref())?.binomial(options)?;
        tests.warn(self.unweighted_warning());
        Ok(tests)
    }

    /// Tests for each item whether the groups of a column rate it alike. See
    /// [`SurveySummary::compare`].
    ///
    /// # Errors
    /// [`Code::Argument`] where an option is out of its range.
    pub fn compare(&self, options: &CompareOptions) -> Result<GroupComparison, Error> {
        let mut comparison = self.summarise(options.by.as_deref())?.compare(options)?;
        comparison.warn(self.unweighted_warning());
        Ok(comparison)
    }

    /// For a question with several answers, how many chose each. See
    /// [`SurveySummary::multiple_response`].
    ///
    /// # Errors
    /// [`Code::Argument`] where an option is out of its range.
    pub fn multiple_response(
        &self,
        options: &MultipleResponseOptions,
    ) -> Result<MultipleResponse, Error> {
        let mut table = self.summarise(options.by.as_deref())?.multiple_response(options)?;
        table.warn(self.unweighted_warning());
        Ok(table)
    }
}

impl SurveyRows {
    fn design(&self, respondents: usize, problems: &mut Problems) -> Option<Design> {
        let lengths = [
            ("weights", self.weights.as_ref().map(Vec::len)),
            ("strata", self.strata.as_ref().map(Labels::len)),
            ("clusters", self.clusters.as_ref().map(Labels::len)),
            ("population", self.population.as_ref().map(Vec::len)),
        ];
        for (name, length) in lengths {
            note_length(name, length.unwrap_or(respondents), respondents, problems);
        }
        let named = |name: &str| name.to_owned();
        let columns = DesignColumns {
            weights: self.weights.clone().map(|weights| (named("weights"), weights)),
            strata: self.strata.clone().map(|strata| (named("strata"), strata)),
            clusters: self.clusters.clone().map(|clusters| (named("clusters"), clusters)),
            population: self.population.clone().map(|sizes| (named("population"), sizes)),
        };
        if problems.is_empty() { Design::of(columns, respondents, problems) } else { None }
    }
}

impl fmt::Display for Survey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (low, high) = (self.scale.lowest(), self.scale.highest());
        write!(f, "{} respondents, {} items", self.respondents, self.items.len())?;
        write!(f, " rated {low} to {high}")
    }
}

/// Refuses options that cannot be meant.
fn check(columns: &SurveyColumns, given: Option<&Framework>) -> Result<(), Error> {
    let mut problems = Problems::new();
    columns.scale.check(&mut problems);
    if columns.items.is_empty() {
        problems.push(Place::argument("items"), "no item", "one column of ratings or more");
    }
    for (index, name) in columns.group.iter().enumerate() {
        if columns.group.iter().take(index).any(|earlier| earlier == name) {
            problems.push(Place::argument("group"), format!("`{name}` twice"), "each column once");
        }
    }
    let framework = match (given, &columns.framework) {
        (Some(framework), _) => Some(framework.clone()),
        (None, Some(name)) => Some(Framework::builtin(name)?),
        (None, None) => None,
    };
    if let Some(framework) = &framework {
        for (name, id) in &columns.items {
            if let Some(id) = id.as_ref().filter(|id| framework.find(id).is_none()) {
                let found = format!("`{id}` for the column `{name}`");
                problems.push(Place::argument("items"), found, framework.expected(id));
            }
        }
    }
    problems.finish(Code::Argument, SUBJECT)
}

/// A survey on the way in, column by column, so that no more than one column is held twice.
struct Reading<'a> {
    columns: &'a SurveyColumns,
    items: Vec<Item>,
    levels: Vec<Vec<u8>>,
}

impl<'a> Reading<'a> {
    fn new(columns: &'a SurveyColumns) -> Reading<'a> {
        Reading { columns, items: Vec::new(), levels: Vec::new() }
    }

    fn add(&mut self, name: &str, ratings: &[Option<f64>], problems: &mut Problems) {
        let scale = &self.columns.scale;
        let missing = self.columns.missing.get(name).map_or(&[][..], Vec::as_slice);
        let levels = ratings.iter().enumerate().map(|(row, rating)| match rating {
            None => MISSING,
            Some(rating) if missing.iter().any(|code| code.holds(*rating)) => MISSING,
            Some(rating) => scale.level(*rating).unwrap_or_else(|| {
                problems.add(|| {
                    Problem::new(Place::cell(row, name), rating.to_string(), scale.accepts())
                });
                MISSING
            }),
        });
        self.levels.push(levels.collect());
        let competency = self.columns.items.get(name).cloned().flatten();
        let label = self.columns.labels.get(name).cloned();
        self.items.push(Item { name: name.to_owned(), competency, label });
    }

    fn finish(
        self,
        groups: Vec<(String, Labels)>,
        respondents: usize,
        design: Option<Design>,
    ) -> Result<Survey, Error> {
        if respondents == 0 {
            let place = Place::Whole;
            return Err(Error::one(
                Code::Empty,
                SUBJECT,
                place,
                "no row",
                "one respondent or more",
            ));
        }
        let scale = self.columns.scale.clone();
        Ok(Survey { respondents, scale, items: self.items, levels: self.levels, groups, design })
    }
}

/// Labels as their places in the scale, counted from 1.
#[cfg(feature = "arrow")]
fn places(
    column: &str,
    found: &Labels,
    labels: &[String],
    missing: &[MissingCode],
    scale: &Scale,
    problems: &mut Problems,
) -> Vec<Option<f64>> {
    let is_missing = |name: &str| {
        missing.iter().any(|code| matches!(code, MissingCode::Label(label) if label == name))
    };
    let place = |name: &String| labels.iter().position(|label| label == name);
    let places: Vec<Option<usize>> = found.names().iter().map(place).collect();
    let mut ratings = Vec::with_capacity(found.len());
    for (row, &code) in found.codes().iter().enumerate() {
        let place = places.get(code as usize).copied();
        if place == Some(None) && !is_missing(found.name(row).unwrap_or_default()) {
            let name = found.name(row).unwrap_or_default();
            problems.add(|| {
                Problem::new(Place::cell(row, column), format!("`{name}`"), scale.accepts())
            });
        }
        ratings.push(place.flatten().map(|place| place as f64 + 1.0));
    }
    ratings
}

fn note_length(column: &str, length: usize, respondents: usize, problems: &mut Problems) {
    if length != respondents {
        let found = format!("{length} rows");
        problems.push(Place::column(column), found, format!("{respondents}, as in the first item"));
    }
}

fn note_repeated(column: &str, person: &Labels, problems: &mut Problems) {
    let mut first: Vec<Option<usize>> = vec![None; person.names().len()];
    for (row, &code) in person.codes().iter().enumerate() {
        let Some(first) = first.get_mut(code as usize) else { continue };
        match *first {
            None => *first = Some(row),
            Some(earlier) => problems.add(|| {
                let name = person.name(row).unwrap_or_default();
                let found = format!("`{name}`, who also answers in row {earlier}");
                Problem::new(Place::cell(row, column), found, "each respondent once")
            }),
        }
    }
}
