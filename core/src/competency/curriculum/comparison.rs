//! What one curriculum covers and another does not.

use serde::Serialize;

use super::coverage::leaves;
use super::{Curriculum, CurriculumOptions, Depth};
use crate::competency::Framework;
use crate::error::Error;

/// One competency in two curricula.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CurriculumComparisonRow {
    /// The whole id.
    pub competency: String,
    /// What it is called.
    pub label: String,
    /// How deep the one goes.
    pub depth: Option<Depth>,
    /// How deep the other goes.
    pub other_depth: Option<Depth>,
    /// The hours of the modules of the one that go into it.
    pub hours: f64,
    /// The hours of those of the other.
    pub other_hours: f64,
    /// `same`, `deeper`, `shallower` (the one, than the other), `only-here`, `only-there`,
    /// `neither`.
    pub relation: &'static str,
}

/// What [`Curriculum::compare`] gives.
#[derive(Clone, Debug, PartialEq)]
pub struct CurriculumComparison {
    rows: Vec<CurriculumComparisonRow>,
}

impl CurriculumComparison {
    /// A row for each competency without parts, in the order of the framework.
    #[must_use]
    pub fn rows(&self) -> &[CurriculumComparisonRow] {
        &self.rows
    }

    /// The rows as a table: `competency`, `label`, `depth`, `other_depth`, `hours`,
    /// `other_hours`, `relation`.
    ///
    /// # Errors
    /// Never for a result that exists; the type is that of every table.
    #[cfg(feature = "arrow")]
    pub fn to_table(&self) -> Result<crate::Table, Error> {
        let rows = &self.rows;
        crate::Table::builder()
            .text("competency", rows.iter().map(|row| &row.competency))
            .text("label", rows.iter().map(|row| &row.label))
            .optional_text("depth", rows.iter().map(|row| row.depth.map(Depth::name)))
            .optional_text("other_depth", rows.iter().map(|row| row.other_depth.map(Depth::name)))
            .number("hours", rows.iter().map(|row| row.hours))
            .number("other_hours", rows.iter().map(|row| row.other_hours))
            .text("relation", rows.iter().map(|row| row.relation))
            .finish()
    }
}

impl Curriculum {
    /// For each competency without parts, how deep this curriculum and another go.
    ///
    /// # Errors
    /// As [`Curriculum::coverage`], of either.
    pub fn compare(
        &self,
        other: &Curriculum,
        framework: &Framework,
    ) -> Result<CurriculumComparison, Error> {
        let options = CurriculumOptions::default();
        let (own, others) =
            (self.coverage(framework, &options)?, other.coverage(framework, &options)?);
        let rows = own.rows().iter().zip(others.rows());
        let rows = rows.filter(|(own, _)| leaves(framework, &own.competency).len() == 1);
        let rows = rows.filter(|(own, _)| framework.parts(&own.competency).next().is_none());
        let rows = rows.map(|(own, other)| CurriculumComparisonRow {
            competency: own.competency.clone(),
            label: own.label.clone(),
            depth: own.depth,
            other_depth: other.depth,
            hours: own.hours,
            other_hours: other.hours,
            relation: match (own.depth, other.depth) {
                (None, None) => "neither",
                (Some(_), None) => "only-here",
                (None, Some(_)) => "only-there",
                (Some(one), Some(other)) if one == other => "same",
                (Some(one), Some(other)) if one > other => "deeper",
                (Some(_), Some(_)) => "shallower",
            },
        });
        Ok(CurriculumComparison { rows: rows.collect() })
    }
}
