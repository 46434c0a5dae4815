//! `document`: a document on file.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Kind, Outcome};
use crate::document::Period;
use crate::standard::changes::Changes;
use crate::standard::evidence::Section;
use crate::standard::facts::{Facts, start_of};
use crate::standard::note::{Note, Standing};

/// A document of a kind is on file, in a version and not too old.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct DocumentOnFile {
    /// The kind of document, such as `code-of-ethics`.
    kind: String,
    /// The version demanded.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    version: Option<String>,
    /// How old it may be.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    within: Option<Period>,
}

impl Kind for DocumentOnFile {
    fn name(&self) -> &'static str {
        "document"
    }

    fn judge(&self, facts: &Facts<'_>, notes: &mut Vec<Note>) -> Outcome {
        Outcome::of(facts.any(Section::Documents, notes, |index| {
            let entry = facts.dossier.documents.get(index)?;
            if entry.kind != self.kind {
                return None;
            }
            let version = self.version.as_deref().map_or(Standing::Counts, |version| {
                Standing::among("version", entry.version.as_deref(), [version].into_iter())
            });
            Some(facts.dated(entry.on, self.within).and(version))
        }))
    }

    fn changes(&self, changes: &mut Changes<'_>) {
        changes.window(Section::Documents, self.within);
    }

    fn required(&self, as_of: Date) -> String {
        let mut text = format!("document `{}`", self.kind);
        if let Some(version) = &self.version {
            text += &format!(" in version {version}");
        }
        if let Some(within) = self.within {
            text +=
                &format!(", not older than {} ({})", within.in_words(), start_of(within, as_of));
        }
        text
    }

    fn section(&self) -> Option<Section> {
        Some(Section::Documents)
    }
}
