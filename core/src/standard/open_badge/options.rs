//! How badges are read.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::document::described;
use crate::standard::evidence::CredentialStatus;

described! { OpenBadgeOptions = "open-badge-options" }

/// What a badge cannot say itself.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct OpenBadgeOptions {
    /// Our credentials, such as `us-tn/cprs`, by the ids of the achievements that are them.
    pub achievements: BTreeMap<String, String>,
    /// Our names of issuers by their ids; an issuer without one keeps its id.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub issuers: BTreeMap<String, String>,
    /// The id of the person, where credentials of anyone else are to be left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub subject: Option<String>,
    /// The standing of the credentials, where the caller has verified it elsewhere, such as
    /// `active`. Left open where it is not given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<CredentialStatus>,
    /// Whether the payload of a JWT is read, without a look at its signature. A JWT is refused
    /// where this is not set.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub read_unverified_jwt: bool,
}
