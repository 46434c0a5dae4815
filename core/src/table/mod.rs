//! Columns in and out.
