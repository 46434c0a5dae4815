//! `education`: a level of schooling.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Kind, Outcome};
use crate::standard::changes::Changes;
use crate::standard::evidence::{Level, Section};
use crate::standard::facts::Facts;
use crate::standard::note::{Note, Reason, Standing};

/// A level of schooling reached, or a higher one.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Education {
    /// The least level.
    at_least: Level,
}

impl Kind for Education {
    fn name(&self) -> &'static str {
        "education"
    }

    fn judge(&self, facts: &Facts<'_>, notes: &mut Vec<Note>) -> Outcome {
        Outcome::of(facts.any(Section::Education, notes, |index| {
            let entry = facts.dossier.education.get(index)?;
            Some(facts.dated(entry.on, None).and(match entry.level >= self.at_least {
                true => Standing::Counts,
                false => Standing::Out(Reason::Below),
            }))
        }))
    }

    // Only days that the dossier records matter.
    fn changes(&self, _: &mut Changes<'_>) {}

    fn required(&self, _: Date) -> String {
        format!("at least {}", self.at_least.in_words())
    }

    fn section(&self) -> Option<Section> {
        Some(Section::Education)
    }
}
