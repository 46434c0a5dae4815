//! Columns in and out: the one boundary through which tables pass, from every language.
//!
//! A [`Table`] is a set of named columns of one length. It comes from Arrow record batches,
//! from CSV or from JSON columns, and goes out as Arrow record batches or JSON. Estimators read
//! their columns through a [`TableReader`], which notes everything that is wrong before it
//! gives up, and write their results with a [`TableBuilder`].

mod builder;
mod cell;
mod csv;
mod json;
mod margins;
mod names;
mod numbers;
mod reader;
mod record;
mod table;
#[cfg(test)]
mod tests;
mod times;
mod write;

pub use builder::TableBuilder;
pub(crate) use cell::{Cell, Column, Refused};
pub use margins::{MarginSource, MarginsFormat, PublishedFigure, PublishedMargins, Recipe};
pub use reader::TableReader;
pub(crate) use record::{
    FieldReader, FieldValue, Record, Records, Run, field_values, fields, record,
};
pub use table::Table;
pub use times::Times;
