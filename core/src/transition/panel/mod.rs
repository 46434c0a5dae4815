//! Panels: what the waves of a survey see.
//!
//! A wave sees the state of a person at the interview, not the moment of a change. Persons
//! miss waves, come back, or are lost; every share here says what it is a share of.

mod attrition;
mod columns;
#[cfg(test)]
mod tests;
mod transition_table;
mod waves;

pub use attrition::{Attrition, AttritionWave};
pub use columns::PanelColumns;
pub use transition_table::{TransitionCount, TransitionTable};
pub use waves::{Panel, PanelRows};
