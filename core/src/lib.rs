//! Certification standards, competency coverage and employment transitions of peer support
//! specialists.
//!
//! - [`standard`]: who meets a certification standard, what is missing, what would settle it.
//! - [`competency`]: what training covers, as its graduates rate it.
//! - [`transition`]: what happens after certification, with exact dates and in waves.
//! - [`catalog()`]: the standards and frameworks that are shipped.
//! - [`table`] (feature `arrow`, on by default): columns in and out.
#![forbid(unsafe_code)]

mod catalog;
pub mod competency;
pub mod document;
mod error;
mod labels;
mod order;
pub mod standard;
pub mod stats;
#[cfg(feature = "arrow")]
pub mod table;
mod threads;
pub mod transition;
mod warning;
mod watch;

pub use catalog::{Catalog, CatalogEntry, CatalogKind, CatalogSource, catalog};
pub use competency::{Framework, Survey};
pub use error::{Code, Error, Place, Problem, Problems};
pub use labels::Labels;
pub use standard::{
    Amount, Assessment, AssessmentSummary, Dossier, Renewal, Standard, Standards, Verdict,
};
#[cfg(feature = "arrow")]
pub use table::Table;
pub use transition::{AalenJohansen, Histories, Panel, RiskTable, StateSpace};
pub use warning::Warning;
pub use watch::Watch;

// The README's Rust is run with the other examples.
#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
struct Readme;
