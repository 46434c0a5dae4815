//! `document`: a document on file.

mod order;

use super::attest::not_older;
use super::{Kind, Outcome};
use crate::standard::changes::Changes;
use crate::standard::evidence::Section;
use crate::standard::facts::Facts;
use crate::standard::note::{Key, Note, Standing};
use crate::standard::window::{Window, windowed};
use jiff::civil::Date;

windowed! {
    /// A document of a kind is on file, in a version and not too old.
    DocumentOnFile {
        /// The kind of document, such as `code-of-ethics`.
        kind: String,
        /// The version demanded.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        version: Option<String>,
    }
}

impl Kind for DocumentOnFile {
    fn name(&self) -> &'static str {
        "document"
    }

    fn is_plainly_met(&self, facts: &Facts<'_>) -> bool {
        let mut on_file = facts.dossier.documents.iter().filter(|entry| entry.kind == self.kind);
        self.is_unlimited()
            && self.version.is_none()
            && on_file.any(|entry| facts.is_past(entry.on))
    }

    fn judge(&self, facts: &Facts<'_>, notes: &mut Vec<Note>) -> Outcome {
        let frame = self.own_frame(facts, &[]);
        Outcome::of(facts.any(Section::Documents, &frame, notes, |index| {
            let entry = facts.dossier.documents.get(index)?;
            if entry.kind != self.kind {
                return None;
            }
            let version = self.version.as_deref().map_or(Standing::Counts, |version| {
                Standing::among(Key::Version, entry.version.as_deref(), [version].into_iter())
            });
            Some(facts.dated(entry.on, &frame).and(version))
        }))
    }

    fn changes(&self, changes: &mut Changes<'_>) {
        self.own_window().note_changes(Section::Documents, changes);
    }

    fn window(&self) -> Window<'_> {
        self.own_window()
    }

    fn required(&self, as_of: Date) -> String {
        let mut text = format!("document `{}`", self.kind);
        if let Some(version) = &self.version {
            text += &format!(" in version {version}");
        }
        text + &self.own_window().worded(as_of, &not_older)
    }

    fn section(&self) -> Option<Section> {
        Some(Section::Documents)
    }
}
