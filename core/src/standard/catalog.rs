//! Finding the standards that are shipped.

mod documents;

use jiff::civil::Date;

use super::definition::Standard;
use super::document::StandardDocument;
use crate::document::{self, Packed, hint};
use crate::error::{Code, Error, Place};
use documents::DOCUMENTS;

/// A shipped document. It is read when it is asked for, and only then.
struct Shipped {
    id: &'static str,
    version: &'static str,
    /// Whether no other version took its place.
    current: bool,
    text: Packed,
}

impl Shipped {
    fn read(&self) -> Result<Standard, Error> {
        Standard::from_json(&self.text.text())
    }
}

/// A shipped standard by its id, or by its id and version as `id@version`.
pub(crate) fn standard(name: &str) -> Result<Standard, Error> {
    let (id, version) = match name.split_once('@') {
        Some((id, version)) => (id, Some(version)),
        None => (name, None),
    };
    let wanted = |shipped: &&Shipped| {
        shipped.id == id && version.map_or(shipped.current, |version| shipped.version == version)
    };
    match DOCUMENTS.iter().find(wanted) {
        Some(shipped) => shipped.read(),
        None => {
            let place = Place::argument("id");
            Err(Error::one(
                Code::UnknownName,
                "catalog",
                place,
                format!("`{name}`"),
                expected(id, name),
            ))
        }
    }
}

/// What is accepted in place of an unknown name: a version of the same standard, else any name.
fn expected(id: &str, name: &str) -> String {
    let names: Vec<String> = DOCUMENTS
        .iter()
        .filter(|shipped| shipped.id == id)
        .map(|shipped| match shipped.current {
            true => shipped.id.to_owned(),
            false => format!("{}@{}", shipped.id, shipped.version),
        })
        .collect();
    if !names.is_empty() {
        return format!("one of {}", names.join(", "));
    }
    let ids: Vec<&str> = DOCUMENTS.iter().map(|shipped| shipped.id).collect();
    format!("the id of a shipped standard, as the catalog lists them{}", hint(name, &ids))
}

/// Every shipped standard, the newest version of a standard before its older ones; a test sees
/// that every document can be read.
pub(crate) fn shipped() -> impl Iterator<Item = Standard> {
    DOCUMENTS.iter().filter_map(|shipped| shipped.read().ok())
}

/// The shipped documents of a standard, the newest version first, not yet held against what
/// they refer to.
pub(crate) fn documents(id: &str) -> Vec<StandardDocument> {
    let about = DOCUMENTS.iter().filter(|shipped| shipped.id == id);
    about.filter_map(|shipped| document::parse(&shipped.text.text(), "standard").ok()).collect()
}

/// The shipped version of a standard that holds on a day.
pub(crate) fn in_force(id: &str, day: Date) -> Option<Standard> {
    let versions = DOCUMENTS.iter().filter(|shipped| shipped.id == id);
    versions.filter_map(|shipped| shipped.read().ok()).find(|standard| standard.holds_on(day))
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::panic, reason = "tests")]
mod tests {
    use super::*;

    #[test]
    fn every_document_is_read_and_is_what_the_list_says() {
        for shipped in DOCUMENTS {
            let standard = shipped.read().unwrap_or_else(|error| panic!("{}: {error}", shipped.id));
            let current = standard.document().effective.superseded_by.is_none();
            assert_eq!(
                (standard.id(), standard.version(), current),
                (shipped.id, shipped.version, shipped.current)
            );
        }
        assert_eq!(shipped().count(), DOCUMENTS.len());
    }

    #[test]
    fn a_name_that_is_not_shipped_is_hinted_at() {
        let expected = |name: &str| standard(name).unwrap_err().problems()[0].expected().to_owned();
        assert_eq!(expected("us-nc/cpss@1999"), "one of us-nc/cpss, us-nc/cpss@2020");
        assert!(expected("us-nc/cps").contains("did you mean `us-nc/cpss`?"));
    }
}
