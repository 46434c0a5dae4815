//! JSON documents and options: read in one step, refused with every problem.
//!
//! The types are the one source of truth. A document type derives its reader (serde) and its
//! JSON Schema (schemars) from the same definition. Reading tries serde alone; only where it
//! fails is the value held against the schema, to find *all* problems with their places. The
//! library has the schemas as texts that tests make from the types: [`Described`].

mod day;
pub(crate) mod described;
mod diagnosis;
mod file;
mod once;
mod packed;
mod parse;
mod period;
mod phrase;
mod source;

pub use day::Day;
pub use described::Described;
pub(crate) use described::described;
#[cfg(feature = "arrow")]
pub(crate) use diagnosis::diagnose;
pub use file::read_file;
pub(crate) use packed::{Packed, packed};
pub(crate) use parse::parse_directly;
pub use parse::{parse, parse_value};
pub use period::Period;
pub(crate) use phrase::hint;
pub use source::{Confidence, Source};
