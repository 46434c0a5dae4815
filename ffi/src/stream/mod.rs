//! Arrow C streams: how bulk data cross, as `arrow.apache.org/docs/format/CStreamInterface.html`
//! defines them.
//!
//! `arrow-array` has both directions too, but its reader trusts what it is given (a missing
//! callback or text that is not UTF-8 is undefined behaviour there), and its exported callbacks
//! let a panic through.

mod export;
mod import;

pub(crate) use export::{export, export_batches};
pub(crate) use import::{import, open};

#[cfg(test)]
mod tests;
