//! Conformance: one set of vectors under `tests/vectors/`, run through every face.
//!
//! `tests/vectors/README.md` documents the format. This crate reads it ([`vector`]), runs each
//! call through the public Rust API ([`calls`]) and compares ([`compare`]).

mod agreement;
pub mod calls;
pub mod compare;
mod curriculum;
pub mod fuzz;
mod hazards;
mod interchange;
mod profiles;
mod standard;
mod transition;
pub mod vector;
