//! Identifiers: the same for the same standard, without a register or a clock.

use uuid::{Builder, Uuid};

/// The identifiers of one export.
pub(super) struct Names {
    base: String,
    certification: String,
}

/// Where resources of the Credential Registry are.
const REGISTRY: &str = "https://credentialengineregistry.org/resources/";

impl Names {
    pub(super) fn new(ctid: Option<&str>, base: Option<&str>, id: &str, version: &str) -> Names {
        let certification =
            ctid.map_or_else(|| computed(&format!("{id}@{version}")), str::to_owned);
        Names { base: base.unwrap_or(REGISTRY).to_owned(), certification }
    }

    /// The CTID of the certification.
    pub(super) fn certification(&self) -> &str {
        &self.certification
    }

    /// The CTID of a part, such as `pathway` or `component/training`.
    pub(super) fn part(&self, part: &str) -> String {
        computed(&format!("{}/{part}", self.certification))
    }

    /// The `@id` of a CTID.
    pub(super) fn at(&self, ctid: &str) -> String {
        format!("{}{ctid}", self.base)
    }
}

/// Whether a text is `ce-` and a UUID in lower case.
pub(super) fn is_ctid(text: &str) -> bool {
    let uuid = text.strip_prefix("ce-");
    uuid.is_some_and(|uuid| {
        uuid.len() == 36 && uuid == uuid.to_ascii_lowercase() && Uuid::try_parse(uuid).is_ok()
    })
}

/// A CTID computed from a name: the UUID of version 5 (RFC 9562) of `urn:peerpath:` and the
/// name in the namespace of addresses, with its version written as 4, the one that the
/// definition of a CTID demands.
fn computed(name: &str) -> String {
    let uuid = Uuid::new_v5(&Uuid::NAMESPACE_URL, format!("urn:peerpath:{name}").as_bytes());
    let uuid =
        Builder::from_bytes(*uuid.as_bytes()).with_version(uuid::Version::Random).into_uuid();
    format!("ce-{uuid}")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Python: `uuid.uuid5(uuid.NAMESPACE_URL, "urn:peerpath:us-nc/cpss@2024")` is
    /// `5984c511-dc15-52cd-935c-27284a2fd070`; only the version differs.
    #[test]
    fn an_identifier_is_computed_from_the_name_alone() {
        let names = Names::new(None, None, "us-nc/cpss", "2024");
        assert_eq!(names.certification(), "ce-5984c511-dc15-42cd-935c-27284a2fd070");
        assert!(is_ctid(names.certification()) && is_ctid(&names.part("pathway")));
        assert_ne!(names.part("pathway"), names.part("component/a"));
        assert!(!is_ctid("9d9e0000-0000-4000-8000-000000000000") && !is_ctid("ce-"));
    }
}
