//! The schema of each type that is read, as text in the library.
//!
//! The types are where schemas come from, but the code that makes one is far larger than the
//! schema. So it runs in tests alone, which write and check `core/schemas/`; the library holds
//! those texts and none of the code.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value, json};

/// A type that JSON is read into: a document, a part of one, or the options of a call.
///
/// Types of this crate have it from `described!`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is read from JSON, so its schema must be in the library",
    note = "write `described! {{ {Self} = \"a-name\" }}` beside the type, create an empty \
            core/schemas/a-name.json, and run \
            `PEERPATH_UPDATE=1 cargo test -p peerpath --lib schemas_are_those_of_the_types`"
)]
pub trait Described: DeserializeOwned + JsonSchema {
    /// What a value must be to be read, as a JSON Schema (draft 2020-12).
    #[must_use]
    fn schema() -> Value;
}

impl Described for Value {
    fn schema() -> Value {
        json!({})
    }
}

impl Described for Map<String, Value> {
    fn schema() -> Value {
        json!({"type": "object"})
    }
}

/// Names and what they stand for, if anything: such as columns and their competencies.
impl Described for BTreeMap<String, Option<String>> {
    fn schema() -> Value {
        json!({"type": "object", "additionalProperties": {"type": ["string", "null"]}})
    }
}

/// Gives types of a module their schemas, `core/schemas/<name>.json`, and the module a test
/// that they are what the types say.
macro_rules! described {
    ($($type:ty = $name:literal),* $(,)?) => {
        $(impl $crate::document::Described for $type {
            fn schema() -> serde_json::Value {
                let text = $crate::document::packed!("schemas/", $name, ".json").text();
                serde_json::from_str(&text).unwrap_or_default()
            }
        })*

        #[cfg(test)]
        #[test]
        fn schemas_are_those_of_the_types() {
            $($crate::document::described::check::<$type>($name);)*
        }
    };
}
pub(crate) use described;

/// Fails where the schema in `core/schemas/` is not what a type says; writes it instead where
/// `PEERPATH_UPDATE` is set.
#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
pub(crate) fn check<T: Described>(name: &str) {
    let settings = schemars::generate::SchemaSettings::draft2020_12();
    let schema = settings.into_generator().into_root_schema_for::<T>().to_value();
    if std::env::var_os("PEERPATH_UPDATE").is_some() {
        let path = format!("{}/schemas/{name}.json", env!("CARGO_MANIFEST_DIR"));
        std::fs::write(path, format!("{schema}\n")).unwrap();
    } else {
        assert!(
            T::schema() == schema,
            "core/schemas/{name}.json is not what the type says: run \
             PEERPATH_UPDATE=1 cargo test -p peerpath --lib schemas_are_those_of_the_types"
        );
    }
}
