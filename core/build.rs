//! Packs the documents that the library carries, the catalog and the schemas, to a third of their
//! text.

use std::path::{Path, PathBuf};
use std::{env, fs, io};

use miniz_oxide::deflate::compress_to_vec;

/// What the catalog is made of, which the library does not carry.
const LEFT_OUT: [&str; 2] = ["facts", "refinements"];

fn main() -> io::Result<()> {
    let folder = |name: &str| {
        let path = env::var_os(name).map(PathBuf::from);
        path.ok_or_else(|| io::Error::other(format!("cargo sets {name}")))
    };
    let (root, out) = (folder("CARGO_MANIFEST_DIR")?, folder("OUT_DIR")?);
    for documents in ["catalog", "schemas"] {
        println!("cargo::rerun-if-changed={documents}");
        pack(&root.join(documents), &out.join(documents))?;
    }
    Ok(())
}

fn pack(from: &Path, to: &Path) -> io::Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let (path, packed) = (entry.path(), to.join(entry.file_name()));
        if LEFT_OUT.iter().any(|name| entry.file_name() == *name) {
            continue;
        }
        if path.is_dir() {
            pack(&path, &packed)?;
        } else if path.extension().is_some_and(|extension| extension == "json") {
            fs::write(packed, compress_to_vec(&fs::read(path)?, 9))?;
        }
    }
    Ok(())
}
