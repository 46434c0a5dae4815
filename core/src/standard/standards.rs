//! Documents of standards to which others refer.

use std::sync::Arc;

use serde_json::Value;

use super::catalog;
use super::document::{Elsewhere, StandardDocument};
use crate::document;
use crate::error::{Code, Error, Place, Problems};

/// Documents of standards, given beside one that refers to their requirements.
///
/// Each is held against its types when it is added, and against all else when another standard
/// refers to it, since it may itself refer to the others.
#[derive(Clone, Debug, Default)]
pub struct Standards(Vec<Arc<StandardDocument>>);

impl Standards {
    /// No documents.
    #[must_use]
    pub fn new() -> Standards {
        Standards::default()
    }

    /// Reads documents from a JSON list of them.
    ///
    /// # Errors
    /// As [`Standards::add_json`], with the problems of all documents; a pointer begins with the
    /// place of its document in the list, from 0.
    pub fn from_json(text: &str) -> Result<Standards, Error> {
        let list: Value = document::parse(text, "standards")?;
        let mut standards = Standards::new();
        let mut problems = Problems::new();
        if !list.is_array() {
            problems.push(Place::Whole, "no list", "a list of standard documents");
        }
        for (index, document) in list.as_array().into_iter().flatten().enumerate() {
            let Err(error) = standards.add_json(&document.to_string()) else { continue };
            for problem in error.problems() {
                let place = Place::pointer(format!("/{index}{}", problem.place()));
                problems.push(place, problem.found(), problem.expected());
            }
        }
        problems.finish(Code::Document, "standards")?;
        Ok(standards)
    }

    /// Adds a document.
    ///
    /// # Errors
    /// [`crate::Code::Syntax`] where the text is not JSON, [`crate::Code::Document`] with
    /// every problem where a value is not of its type.
    pub fn add_json(&mut self, text: &str) -> Result<(), Error> {
        self.0.push(Arc::new(StandardDocument::read(text)?));
        Ok(())
    }

    /// The number of documents.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The document that a reference means, and whether it is one of these: else it is of the
    /// catalog.
    pub(super) fn find(&self, name: &Elsewhere) -> Option<(Arc<StandardDocument>, bool)> {
        let here = self.0.iter().find(|document| means(name, document)).cloned();
        here.map(|document| (document, true)).or_else(|| {
            let shipped = catalog::documents(&name.standard);
            let mut meant = shipped.into_iter().filter(|document| means(name, document));
            meant.next().map(|document| (Arc::new(document), false))
        })
    }
}

fn means(name: &Elsewhere, document: &StandardDocument) -> bool {
    document.id == name.standard
        && match &name.version {
            Some(version) => document.version == *version,
            None => document.effective.superseded_by.is_none(),
        }
}
