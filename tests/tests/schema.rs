//! The published JSON Schemas are those of the types that read the documents.
//!
//! `PEERPATH_UPDATE=1 cargo test -p peerpath-tests --test schema` writes them anew.
#![allow(clippy::unwrap_used, reason = "tests")]

use std::fs;
use std::path::Path;

use peerpath::competency::{Crosswalk, Curriculum};
use peerpath::document::Described;
use peerpath::table::PublishedMargins;
use peerpath::{Dossier, Framework, Standard};

#[test]
fn the_committed_schemas_are_the_generated_ones() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().join("schemas");
    let schemas = [
        ("standard.json", Standard::json_schema()),
        ("dossier.json", Dossier::json_schema()),
        ("framework.json", Framework::json_schema()),
        ("curriculum.json", Curriculum::json_schema()),
        ("crosswalk.json", Crosswalk::json_schema()),
        ("published-margins.json", PublishedMargins::schema()),
    ];
    for (name, schema) in &schemas {
        let text = serde_json::to_string_pretty(schema).unwrap() + "\n";
        let path = folder.join(name);
        if std::env::var_os("PEERPATH_UPDATE").is_some() {
            fs::write(&path, &text).unwrap();
        }
        assert!(
            fs::read_to_string(&path).is_ok_and(|committed| committed == text),
            "schemas/{name} is not what the types say: \
             run PEERPATH_UPDATE=1 cargo test -p peerpath-tests --test schema"
        );
    }
    assert_eq!(fs::read_dir(folder).unwrap().count(), schemas.len());
}
