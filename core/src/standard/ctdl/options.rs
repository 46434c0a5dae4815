//! Options of the way to CTDL and back.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::document::described;

described! {
    CtdlOptions = "ctdl-options",
    CtdlReadingOptions = "ctdl-reading-options",
}

/// What a standard does not say and CTDL asks for.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct CtdlOptions {
    /// The identifier of the certification, `ce-` and a UUID, where the registry has given
    /// one. Computed from the id and the version of the standard where it is not given; the
    /// identifiers of all else are computed from it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ctid: Option<String>,
    /// What identifiers are appended to for an `@id`;
    /// `https://credentialengineregistry.org/resources/` where it is not given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub base: Option<String>,
    /// The page about the certification; the first source with an address where it is not
    /// given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub webpage: Option<String>,
    /// The organisation that owns the certification: its `@id`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub owned_by: Option<String>,
    /// The language of all texts, `en` where it is not given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
}

/// How a CTDL document is read.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct CtdlReadingOptions {
    /// The `@id` or the CTID of the credential to read, where the document has several.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub credential: Option<String>,
    /// The id of the standard; where it is not given, the one that Peerpath wrote, else
    /// `ctdl/` and the CTID.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
}
