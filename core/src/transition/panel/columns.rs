//! Which columns of a table of waves hold what.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::document::described;

described! { PanelColumns = "panel-columns" }

/// The columns of a table of waves: a row for each person and wave.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct PanelColumns {
    /// The column that tells persons apart. Default `person`.
    pub person: String,
    /// The column with the wave: numbers, such as years, or dates. Its distinct values are
    /// the waves, in order. Default `time`.
    pub time: String,
    /// The column with the state at the interview; null where the person was not seen.
    /// Default `state`.
    pub state: String,
}

impl Default for PanelColumns {
    fn default() -> PanelColumns {
        PanelColumns {
            person: "person".to_owned(),
            time: "time".to_owned(),
            state: "state".to_owned(),
        }
    }
}
