//! `include/peerpath.h` is what the sources of `ffi` say, and says it of every item.
//!
//! `PEERPATH_UPDATE=1 cargo test -p peerpath-tests --test header` writes the header anew.
#![allow(clippy::unwrap_used, reason = "tests")]

use std::fs;
use std::path::{Path, PathBuf};

use peerpath::Code;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}

/// The version macros, from the version that all members of the workspace share.
fn version_macros() -> String {
    let parts = [
        ("MAJOR", env!("CARGO_PKG_VERSION_MAJOR")),
        ("MINOR", env!("CARGO_PKG_VERSION_MINOR")),
        ("PATCH", env!("CARGO_PKG_VERSION_PATCH")),
    ];
    let mut text = String::from("\n");
    for (name, value) in parts {
        let described = name.to_lowercase();
        text.push_str(&format!("\n/** The {described} version of this header. */"));
        text.push_str(&format!("\n#define PEERPATH_VERSION_{name} {value}"));
    }
    text.push_str("\n/** The version of this header, as text. */");
    text.push_str(&format!("\n#define PEERPATH_VERSION \"{}\"", env!("CARGO_PKG_VERSION")));
    text
}

fn generated() -> String {
    let source = root().join("ffi");
    let mut config = cbindgen::Config::from_file(source.join("cbindgen.toml")).unwrap();
    let after_includes = config.after_includes.take().unwrap_or_default();
    config.after_includes = Some(after_includes + &version_macros());
    let bindings = cbindgen::generate_with_config(source, config).unwrap();
    let mut header = Vec::new();
    bindings.write(&mut header);
    String::from_utf8(header).unwrap()
}

#[test]
fn the_committed_header_is_the_generated_one() {
    let path = root().join("include/peerpath.h");
    let header = generated();
    if std::env::var_os("PEERPATH_UPDATE").is_some() {
        fs::write(&path, &header).unwrap();
    }
    assert!(
        fs::read_to_string(&path).is_ok_and(|committed| committed == header),
        "include/peerpath.h is not what ffi/src says: \
         run PEERPATH_UPDATE=1 cargo test -p peerpath-tests --test header, and look at the change"
    );
}

/// Whether a line declares something of ours that a reader must be told about.
fn declares(line: &str) -> bool {
    let constant = line.starts_with("#define PEERPATH_") && line != "#define PEERPATH_H";
    let function = line.contains(" peerpath_") || line.contains("*peerpath_");
    constant
        || line.starts_with("typedef ")
        || (function && !line.starts_with([' ', '*', '/']))
        || (line.starts_with("    int") && line.ends_with(';') && !line.contains("n_children"))
}

#[test]
fn every_item_of_the_header_is_documented() {
    let header = generated();
    let (_, ours) = header.split_once("#endif /* ARROW_C_STREAM_INTERFACE */").unwrap();
    let mut before = "";
    let mut declared = 0;
    for line in ours.lines() {
        if declares(line) {
            declared += 1;
            assert!(before.ends_with("*/"), "not documented: {line}");
        }
        before = line;
    }
    assert!(declared > 50, "only {declared} items were looked at");
}

#[test]
fn every_function_is_called_by_a_test_in_c() {
    let folder = root().join("tests/c");
    let sources = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let sources = sources.filter(|path| path.extension().is_some_and(|extension| extension == "c"));
    let calls: String = sources.map(|path| fs::read_to_string(path).unwrap()).collect();
    let header = generated();
    let declared = header.lines().filter(|line| declares(line)).filter_map(|line| {
        let (before, _) = line.split_once('(')?;
        Some(before.rsplit([' ', '*']).next()?.to_owned() + "(")
    });
    let mut count = 0;
    for function in declared {
        count += 1;
        assert!(calls.contains(&function), "not called in tests/c: {function}");
    }
    assert!(count > 50, "only {count} functions were found");
}

#[test]
fn the_header_has_every_code_with_its_number() {
    let header = generated();
    assert!(header.contains("#define PEERPATH_OK 0\n"));
    for code in Code::ALL {
        let line = format!("#define PEERPATH_{} {}\n", code.name().to_uppercase(), code.number());
        assert!(header.contains(&line), "no {line}");
    }
}

#[test]
fn the_version_of_the_header_is_composed_of_its_parts() {
    let header = generated();
    let number = |name: &str| {
        let define = format!("#define PEERPATH_VERSION_{name} ");
        header.lines().find_map(|line| line.strip_prefix(&define)).unwrap().to_owned()
    };
    let composed = ["MAJOR", "MINOR", "PATCH"].map(number).join(".");
    assert!(header.contains(&format!("#define PEERPATH_VERSION \"{composed}\"\n")));
}
