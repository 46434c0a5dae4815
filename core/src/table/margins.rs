//! Published figures held against a table: does a sample, or the data of one's own agency,
//! show what a study printed?

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Table, TableReader};
use crate::document::{self, described};
use crate::error::{Code, Error, Place, Problems};

described! { PublishedMargins = "published-margins" }

/// Figures that studies published, each with its source and with how to count it in a table.
///
/// ```
/// use peerpath::{Table, table::PublishedMargins};
/// let margins = PublishedMargins::from_json(r#"{
///     "format": "peerpath/published-margins/1", "about": "an example",
///     "sources": {"s": {"citation": "A study, 2025"}},
///     "figures": [{"name": "employed", "source": "s", "numerator": 448, "denominator": 591,
///         "recipe": {"file": "waves", "where": {"state": ["peer-job", "other-job"]}}}]}"#)?;
/// let waves = Table::from_csv("person,state\n1,peer-job\n2,seeking\n")?;
/// let compared = margins.compare(&[("waves", &waves)])?;
/// assert_eq!(compared.row_count(), 1);
/// # Ok::<(), peerpath::Error>(())
/// ```
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PublishedMargins {
    /// `peerpath/published-margins/1`.
    pub format: MarginsFormat,
    /// What these figures are for.
    pub about: String,
    /// The studies, by a short name.
    pub sources: BTreeMap<String, MarginSource>,
    /// The figures.
    pub figures: Vec<PublishedFigure>,
}

/// The format of a document of published figures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
pub enum MarginsFormat {
    /// The first version.
    #[serde(rename = "peerpath/published-margins/1")]
    Version1,
}

/// A study.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MarginSource {
    /// The full citation.
    pub citation: String,
    /// The digital object identifier.
    pub doi: Option<String>,
    /// The year of publication.
    pub year: Option<i32>,
}

/// A figure as it was printed.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PublishedFigure {
    /// What it counts.
    pub name: String,
    /// The study, by its short name.
    pub source: String,
    /// The count above the line, where printed.
    pub numerator: Option<u64>,
    /// The count below the line, where printed.
    pub denominator: Option<u64>,
    /// The percentage, where only that was printed.
    pub percent: Option<f64>,
    /// The mean, where one was printed.
    pub mean: Option<f64>,
    /// How to count it.
    pub recipe: Recipe,
}

/// How to count a figure in a table: the share of the rows under `of` that are also under
/// `where`, or the mean of a column over the rows under `of`.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Recipe {
    /// The name under which the table is handed in.
    pub file: String,
    /// For each column the values that a row of the denominator has; all rows where empty.
    #[serde(default)]
    pub of: BTreeMap<String, Vec<String>>,
    /// For each column the values that a row of the numerator has besides.
    #[serde(default, rename = "where")]
    pub having: BTreeMap<String, Vec<String>>,
    /// The column of which the mean is taken; no `where` then.
    pub mean: Option<String>,
}

impl PublishedMargins {
    /// Figures from a JSON document.
    ///
    /// # Errors
    /// As [`document::parse`]; [`Code::Document`] also where a figure names no source of the
    /// document.
    pub fn from_json(text: &str) -> Result<PublishedMargins, Error> {
        let margins: PublishedMargins = document::parse(text, "published margins")?;
        let mut problems = Problems::new();
        for (index, figure) in margins.figures.iter().enumerate() {
            if !margins.sources.contains_key(&figure.source) {
                let place = Place::pointer(format!("/figures/{index}/source"));
                problems.push(place, format!("`{}`", figure.source), "a key of `/sources`");
            }
        }
        problems.finish(Code::Document, "published margins")?;
        Ok(margins)
    }

    /// The figures beside what the tables show, a row each: `figure`, `source` (the
    /// citation), `published_n`, `published_of`, `published` (a share, or a mean), `n`, `of`,
    /// `reproduced`. Figures of a table that was not handed in are left out.
    ///
    /// # Errors
    /// [`Code::Table`] with every column that is missing or unreadable.
    pub fn compare(&self, tables: &[(&str, &Table)]) -> Result<Table, Error> {
        let mut rows = Vec::new();
        for (name, table) in tables {
            let mut reader = table.reader();
            for figure in self.figures.iter().filter(|figure| figure.recipe.file == *name) {
                rows.push((figure, figure.recipe.count(&mut reader)));
            }
            reader.finish(name)?;
        }
        let citation = |figure: &PublishedFigure| {
            self.sources.get(&figure.source).map(|source| source.citation.clone())
        };
        Table::builder()
            .text("figure", rows.iter().map(|(figure, _)| &figure.name))
            .optional_text("source", rows.iter().map(|(figure, _)| citation(figure)))
            .optional_number("published_n", rows.iter().map(|(f, _)| f.numerator.map(as_number)))
            .optional_number("published_of", rows.iter().map(|(f, _)| f.denominator.map(as_number)))
            .optional_number("published", rows.iter().map(|(figure, _)| figure.published()))
            .count("n", rows.iter().map(|(_, counted)| counted.n))
            .count("of", rows.iter().map(|(_, counted)| counted.of))
            .number("reproduced", rows.iter().map(|(_, counted)| counted.value))
            .finish()
    }
}

impl PublishedFigure {
    fn published(&self) -> Option<f64> {
        match (self.numerator, self.denominator) {
            (Some(n), Some(of)) if of > 0 => Some(n as f64 / of as f64),
            _ => self.percent.map(|percent| percent / 100.0).or(self.mean),
        }
    }
}

struct Counted {
    n: u64,
    of: u64,
    value: f64,
}

impl Recipe {
    fn count(&self, reader: &mut TableReader<'_>) -> Counted {
        let inside = chosen(reader, &self.of);
        if let Some(column) = &self.mean {
            let values = reader.optional_numbers(column);
            let values: Vec<f64> = (0..values.len())
                .filter(|&row| inside.holds(row))
                .filter_map(|row| values[row])
                .collect();
            let n = values.len() as u64;
            return Counted { n, of: n, value: values.iter().sum::<f64>() / n as f64 };
        }
        let counted = chosen(reader, &self.having);
        let of = (0..inside.rows).filter(|&row| inside.holds(row)).count() as u64;
        let both = |&row: &usize| inside.holds(row) && counted.holds(row);
        let n = (0..inside.rows).filter(both).count() as u64;
        Counted { n, of, value: n as f64 / of as f64 }
    }
}

/// The rows that a filter lets through.
struct Chosen {
    rows: usize,
    columns: Vec<Vec<bool>>,
}

impl Chosen {
    fn holds(&self, row: usize) -> bool {
        self.columns.iter().all(|column| column.get(row).copied().unwrap_or(false))
    }
}

fn chosen(reader: &mut TableReader<'_>, filter: &BTreeMap<String, Vec<String>>) -> Chosen {
    let columns = filter.iter().map(|(column, values)| {
        let labels = reader.optional_labels(column);
        let wanted =
            |row| labels.name(row).is_some_and(|name| values.iter().any(|value| value == name));
        (0..labels.len()).map(wanted).collect()
    });
    Chosen { columns: columns.collect(), rows: reader.row_count() }
}

fn as_number(count: u64) -> f64 {
    count as f64
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::*;

    #[test]
    fn the_sample_files_reproduce_every_published_figure() {
        let sample = |name: &str| format!("{}/../sample/{name}", env!("CARGO_MANIFEST_DIR"));
        let text = std::fs::read_to_string(sample("published_margins.json")).unwrap();
        let margins = PublishedMargins::from_json(&text).unwrap();
        let read = |name: &str| Table::from_csv_file(sample(name)).unwrap();
        let (waves, survey) = (read("waves.synthetic.csv"), read("survey.synthetic.csv"));
        let compared = margins
            .compare(&[("waves.synthetic.csv", &waves), ("survey.synthetic.csv", &survey)])
            .unwrap();
        assert_eq!(compared.row_count(), margins.figures.len());
        let mut reader = compared.reader();
        let published_n = reader.optional_numbers("published_n");
        let published = reader.numbers("published");
        let n = reader.numbers("n");
        let reproduced = reader.numbers("reproduced");
        reader.finish("compared").unwrap();
        assert_eq!(published_n.iter().flatten().count(), 9);
        for (row, figure) in margins.figures.iter().enumerate() {
            // Counts exactly; else as printed, in whole percent or in whole years.
            let difference = match (published_n[row], figure.mean) {
                (Some(count), _) => (n[row] - count).abs() / 1e-9,
                (None, None) => (reproduced[row] - published[row]).abs() / 0.005,
                (None, Some(_)) => (reproduced[row] - published[row]).abs() / 0.5,
            };
            assert!(difference <= 1.0, "{}: {}", figure.name, reproduced[row]);
        }
    }

    #[test]
    fn a_figure_of_no_source_and_a_missing_column_are_refused() {
        let document = |source: &str| {
            format!(
                r#"{{"format": "peerpath/published-margins/1", "about": "", "sources":
                {{"s": {{"citation": "c"}}}}, "figures": [{{"name": "f", "source": "{source}",
                "recipe": {{"file": "t", "where": {{"stat": ["x"]}}}}}}]}}"#
            )
        };
        let error = PublishedMargins::from_json(&document("z")).unwrap_err();
        assert_eq!(error.problems()[0].place(), &Place::pointer("/figures/0/source"));
        let margins = PublishedMargins::from_json(&document("s")).unwrap();
        let table = Table::from_csv("state\nx\n").unwrap();
        let error = margins.compare(&[("t", &table)]).unwrap_err();
        assert_eq!(error.code(), Code::Table);
        assert!(error.message().contains("did you mean `state`?"));
    }
}
