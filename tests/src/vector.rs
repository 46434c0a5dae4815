//! Vectors as files.

use std::fs;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use serde_json::{Map, Value};

/// One case: a call, its inputs, and what must come out.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Vector {
    /// `peerpath/vector/1`.
    pub format: Format,
    /// What the case shows, in a sentence.
    pub about: String,
    /// Where the expected values come from.
    pub source: String,
    /// The call, such as `survey.coverage`.
    pub call: String,
    /// Its inputs by name.
    pub input: Map<String, Value>,
    /// What the result must hold.
    pub expect: Option<Value>,
    /// What the refusal must hold.
    pub error: Option<ExpectedError>,
    /// How near numbers must be.
    #[serde(default)]
    pub tolerance: Tolerance,
}

/// The format of a vector.
#[derive(Debug, Deserialize)]
pub enum Format {
    /// The first version.
    #[serde(rename = "peerpath/vector/1")]
    One,
}

/// What a refusal must hold: what is left out is not compared.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ExpectedError {
    /// The name of the code.
    pub code: String,
    /// The problems, all of them and in order.
    pub problems: Option<Vec<ExpectedProblem>>,
}

/// What a problem must hold: what is left out is not compared.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ExpectedProblem {
    /// The place as text.
    pub place: Option<String>,
    /// What was found.
    pub found: Option<String>,
    /// What would be accepted.
    pub expected: Option<String>,
}

/// Two numbers agree where they differ by no more than `absolute`, or by no more than
/// `relative` times the expected one. Both are 0 unless said: exact.
#[derive(Clone, Copy, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tolerance {
    /// Relative to the expected number.
    #[serde(default)]
    pub relative: f64,
    /// In the unit of the number.
    #[serde(default)]
    pub absolute: f64,
}

/// The folder of vectors.
#[must_use]
pub fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("vectors")
}

/// Every vector below the folder, with its name such as `competency/wilson`, in order of name.
///
/// # Errors
/// Every file that cannot be read or is not a vector.
pub fn all() -> Result<Vec<(String, Vector)>, Vec<String>> {
    let mut paths = Vec::new();
    let mut failures = Vec::new();
    collect(&folder(), &mut paths, &mut failures);
    paths.sort();
    let mut vectors = Vec::new();
    for path in paths {
        let name = path.strip_prefix(folder()).unwrap_or(&path).with_extension("");
        let name = name.to_string_lossy().replace('\\', "/");
        if name == "codes" {
            continue;
        }
        let text = fs::read_to_string(&path).map_err(|error| error.to_string());
        let vector = text.and_then(|text| {
            serde_json::from_str::<Vector>(&text).map_err(|error| error.to_string())
        });
        match vector {
            Ok(vector) if vector.expect.is_some() == vector.error.is_some() => {
                failures.push(format!("{name}: a vector has either `expect` or `error`"));
            }
            Ok(vector) => vectors.push((name, vector)),
            Err(error) => failures.push(format!("{name}: {error}")),
        }
    }
    if failures.is_empty() { Ok(vectors) } else { Err(failures) }
}

fn collect(folder: &Path, paths: &mut Vec<PathBuf>, failures: &mut Vec<String>) {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) => return failures.push(format!("{}: {error}", folder.display())),
    };
    for path in entries.flatten().map(|entry| entry.path()) {
        if path.is_dir() {
            collect(&path, paths, failures);
        } else if path.extension().is_some_and(|extension| extension == "json") {
            paths.push(path);
        }
    }
}
