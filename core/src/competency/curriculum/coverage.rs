//! What of a framework a curriculum covers, where, and how deep.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Curriculum, Depth};
use crate::competency::{Competency, Framework};
use crate::document::described;
use crate::error::Error;

/// What counts as covered.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct CurriculumOptions {
    /// How deep a module must go. Default `introduced`: any depth.
    pub depth: Depth,
}

described! { CurriculumOptions = "curriculum-options" }

/// One competency of the framework.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CurriculumCoverageRow {
    /// The whole id.
    pub competency: String,
    /// What it is called.
    pub label: String,
    /// The depth in the tree, from 1.
    pub level: u64,
    /// How many modules go into it, or into a part of it.
    pub modules: u64,
    /// Their ids.
    pub module_ids: Vec<String>,
    /// Their hours: those of a module that goes into several competencies count for each whole.
    pub hours: f64,
    /// How deep the deepest of them goes; `None` where no module goes into it.
    pub depth: Option<Depth>,
    /// Whether it is covered: named itself (or what it is a part of is) by a module that goes deep
    /// enough, or all its parts are covered.
    pub covered: bool,
    /// The share of its parts without parts that are covered; of one that has none, 1 or 0.
    pub share: f64,
}

/// What [`Curriculum::coverage`] gives.
#[derive(Clone, Debug, PartialEq)]
pub struct CurriculumCoverage {
    rows: Vec<CurriculumCoverageRow>,
}

impl CurriculumCoverage {
    /// A row for each competency, in the order of the framework.
    #[must_use]
    pub fn rows(&self) -> &[CurriculumCoverageRow] {
        &self.rows
    }

    pub(super) fn keep(mut self, keep: impl Fn(&CurriculumCoverageRow) -> bool) -> Self {
        self.rows.retain(keep);
        self
    }

    /// The rows as a table: `competency`, `label`, `level`, `modules`, `module_ids` (with spaces
    /// between), `hours`, `depth`, `covered`, `share`.
    ///
    /// # Errors
    /// Never for a result that exists; the type is that of every table.
    #[cfg(feature = "arrow")]
    pub fn to_table(&self) -> Result<crate::Table, Error> {
        let rows = &self.rows;
        crate::Table::builder()
            .text("competency", rows.iter().map(|row| &row.competency))
            .text("label", rows.iter().map(|row| &row.label))
            .count("level", rows.iter().map(|row| row.level))
            .count("modules", rows.iter().map(|row| row.modules))
            .text("module_ids", rows.iter().map(|row| row.module_ids.join(" ")))
            .number("hours", rows.iter().map(|row| row.hours))
            .optional_text("depth", rows.iter().map(|row| row.depth.map(Depth::name)))
            .flag("covered", rows.iter().map(|row| row.covered))
            .number("share", rows.iter().map(|row| row.share))
            .finish()
    }
}

impl Curriculum {
    /// For each competency of a framework, which modules go into it and how deep. A module that
    /// names a competency covers its parts; all parts covered cover the competency.
    ///
    /// # Errors
    /// [`crate::Code::Document`] where the curriculum names a competency of the framework that is
    /// not in it.
    pub fn coverage(
        &self,
        framework: &Framework,
        options: &CurriculumOptions,
    ) -> Result<CurriculumCoverage, Error> {
        self.check_against(framework)?;
        let rows = framework.competencies().iter().map(|competency| {
            let within = |id: &str| is_within(framework, id, competency.id());
            let above = |id: &str| is_within(framework, competency.id(), id);
            let mut row = CurriculumCoverageRow {
                competency: competency.id().to_owned(),
                label: competency.label().to_owned(),
                level: competency.level() as u64,
                modules: 0,
                module_ids: Vec::new(),
                hours: 0.0,
                depth: None,
                covered: self.covers(framework, competency.id(), options.depth),
                share: 0.0,
            };
            for module in self.modules() {
                let deepest = module
                    .touches()
                    .filter(|(id, _)| within(id) || above(id))
                    .map(|(_, depth)| depth)
                    .max();
                if let Some(depth) = deepest {
                    row.modules += 1;
                    row.module_ids.push(module.id.clone());
                    row.hours += module.hours;
                    row.depth = row.depth.max(Some(depth));
                }
            }
            let leaves = leaves(framework, competency.id());
            let covered =
                leaves.iter().filter(|leaf| self.covers(framework, leaf, options.depth)).count();
            row.share = covered as f64 / leaves.len() as f64;
            row
        });
        Ok(CurriculumCoverage { rows: rows.collect() })
    }

    /// The competencies without parts that the curriculum does not cover.
    ///
    /// # Errors
    /// As [`Curriculum::coverage`].
    pub fn gaps(
        &self,
        framework: &Framework,
        options: &CurriculumOptions,
    ) -> Result<CurriculumCoverage, Error> {
        let coverage = self.coverage(framework, options)?;
        Ok(coverage.keep(|row| !row.covered && is_leaf(framework, &row.competency)))
    }

    /// The competencies without parts that two or more modules go into as deep as asked for.
    ///
    /// # Errors
    /// As [`Curriculum::coverage`].
    pub fn overlaps(
        &self,
        framework: &Framework,
        options: &CurriculumOptions,
    ) -> Result<CurriculumCoverage, Error> {
        let mut deep = (*self.0).clone();
        for module in &mut deep.modules {
            if options.depth > Depth::Introduced {
                module.introduces.clear();
            }
            if options.depth > Depth::Practised {
                module.practises.clear();
            }
        }
        self.check_against(framework)?;
        let coverage = Curriculum(deep.into()).coverage(framework, options)?;
        Ok(coverage.keep(|row| row.modules > 1 && is_leaf(framework, &row.competency)))
    }

    /// Whether a module names the competency, or what it is a part of, and goes deep enough; or
    /// all its parts are covered so.
    fn covers(&self, framework: &Framework, competency: &str, depth: Depth) -> bool {
        let named = self.modules().iter().any(|module| {
            let mut touched = module.touches();
            touched.any(|(id, found)| found >= depth && is_within(framework, competency, id))
        });
        if named {
            return true;
        }
        let mut parts = framework.parts(competency).peekable();
        parts.peek().is_some() && parts.all(|part| self.covers(framework, part.id(), depth))
    }
}

/// Whether a competency is another one or a part of it.
pub(super) fn is_within(framework: &Framework, id: &str, whole: &str) -> bool {
    let mut at = Some(id);
    while let Some(id) = at {
        if id == whole {
            return true;
        }
        at = framework.find(id).and_then(|competency| competency.parent());
    }
    false
}

fn is_leaf(framework: &Framework, id: &str) -> bool {
    framework.parts(id).next().is_none()
}

/// The parts without parts of a competency; itself where it has none.
pub(super) fn leaves(framework: &Framework, id: &str) -> Vec<String> {
    let parts: Vec<&str> = framework.parts(id).map(Competency::id).collect();
    if parts.is_empty() {
        return vec![id.to_owned()];
    }
    parts.into_iter().flat_map(|part| leaves(framework, part)).collect()
}
