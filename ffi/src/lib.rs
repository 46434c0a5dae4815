//! The C interface of Peerpath.
//!
//! Each file mirrors a noun of the core. A function reads its arguments ([`guard::Call`]), makes one call
//! into the core and gives out the result; rules, defaults and numbers are the core's. The
//! documentation of the items here is the text of `include/peerpath.h`: it speaks to users in C.
#![allow(
    clippy::missing_safety_doc,
    reason = "what callers promise is the header's, once for all functions: valid or NULL \
              pointers, and no handle used after it was freed"
)]

// In the order in which the header presents them.

mod guard;
mod handle;
mod stream;
mod warning;

pub mod status;

pub mod error;

pub mod version;

pub mod text;

pub mod bytes;

pub mod crosswalk;
pub mod ctdl;
pub mod curriculum;
pub mod date;

pub mod table;

pub mod watch;

pub mod standard;

pub mod lint;

pub mod dossier;

pub mod assess_many;

pub mod assessment;

pub mod assessment_summary;

pub mod comparison;
pub mod regression;
pub mod renewal;

pub mod transfer;

pub mod alignment;

pub mod catalog;

pub mod framework;

pub mod summaries;
pub mod survey;

pub mod survey_summary;

pub mod ratings;

pub mod profiles;

pub mod state_space;

pub mod histories;

pub mod landmark;

pub mod bootstrap;

pub mod exits;

pub mod risk_table;

pub mod aalen_johansen;

pub mod nelson_aalen;

pub mod cox;

pub mod cox_parts;

pub mod fine_gray;

pub mod parametric;

pub mod panel;

#[cfg(feature = "panic-test")]
pub mod panic_test;
