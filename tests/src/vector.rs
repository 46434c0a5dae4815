//! Vectors as files.

use std::fs;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use serde_json::{Map, Value};

/// One call with its inputs, and what must come out.
#[derive(Debug)]
pub struct Case {
    /// The file, such as `standard/pattern-024`, and where it holds several cases the number
    /// of the case from 1, as in `standard/pattern-024#2`.
    pub name: String,
    /// The call, such as `survey.coverage`.
    pub call: String,
    /// Its inputs by name.
    pub input: Map<String, Value>,
    /// What must come out.
    pub expected: Expected,
    /// How near numbers must be.
    pub tolerance: Tolerance,
}

/// What must come out of a call.
#[derive(Debug)]
pub enum Expected {
    /// A result that holds this.
    Result(Value),
    /// A refusal that holds this.
    Refusal(ExpectedError),
}

/// A file: a call with its inputs and what must come out, or several cases that share inputs.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Vector {
    #[serde(rename = "format")]
    _format: Format,
    about: String,
    source: String,
    call: String,
    input: Map<String, Value>,
    expect: Option<Value>,
    error: Option<ExpectedError>,
    #[serde(default)]
    cases: Vec<OneOfSeveral>,
    #[serde(default)]
    tolerance: Tolerance,
}

/// A case beside others: what it adds to the shared inputs or puts in their place.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct OneOfSeveral {
    about: String,
    #[serde(default)]
    input: Map<String, Value>,
    expect: Option<Value>,
    error: Option<ExpectedError>,
}

#[derive(Debug, Deserialize)]
enum Format {
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

impl Vector {
    /// The cases of the file.
    fn cases(self, name: &str) -> Result<Vec<Case>, String> {
        if self.about.is_empty() || self.source.is_empty() {
            return Err(format!("{name}: says nothing of itself or of its source"));
        }
        let alone = self.expect.is_some() || self.error.is_some();
        match (alone, self.cases.len()) {
            (true, 0) => {
                let expected = expected(name, self.expect, self.error)?;
                let (call, input, tolerance) = (self.call, self.input, self.tolerance);
                return Ok(vec![Case { name: name.to_owned(), call, input, expected, tolerance }]);
            }
            (true, _) => return Err(format!("{name}: what comes out is said by its cases alone")),
            (false, 0 | 1) => return Err(format!("{name}: fewer than two `cases`")),
            (false, _) => {}
        }
        let numbered = self.cases.into_iter().enumerate();
        let cases = numbered.map(|(index, case)| {
            let name = format!("{name}#{}", index + 1);
            if case.about.is_empty() {
                return Err(format!("{name}: says nothing of itself"));
            }
            let mut input = self.input.clone();
            input.extend(case.input);
            let expected = expected(&name, case.expect, case.error)?;
            let (call, tolerance) = (self.call.clone(), self.tolerance);
            Ok(Case { name, call, input, expected, tolerance })
        });
        cases.collect()
    }
}

fn expected(
    name: &str,
    result: Option<Value>,
    refusal: Option<ExpectedError>,
) -> Result<Expected, String> {
    match (result, refusal) {
        (Some(result), None) => Ok(Expected::Result(result)),
        (None, Some(refusal)) => Ok(Expected::Refusal(refusal)),
        _ => Err(format!("{name}: either `expect` or `error`, and one of them")),
    }
}

/// Every case of every vector below the folder, in order of name.
///
/// # Errors
/// Every file that cannot be read or is not a vector.
pub fn all() -> Result<Vec<Case>, Vec<String>> {
    let mut paths = Vec::new();
    let mut failures = Vec::new();
    collect(&folder(), &mut paths, &mut failures);
    paths.sort();
    let mut cases = Vec::new();
    for path in paths {
        let name = path.strip_prefix(folder()).unwrap_or(&path).with_extension("");
        let name = name.to_string_lossy().replace('\\', "/");
        if name == "codes" {
            continue;
        }
        let read = fs::read_to_string(&path).map_err(|error| format!("{name}: {error}"));
        let vector = read.and_then(|text| {
            serde_json::from_str::<Vector>(&text).map_err(|error| format!("{name}: {error}"))
        });
        match vector.and_then(|vector| vector.cases(&name)) {
            Ok(of) => cases.extend(of),
            Err(failure) => failures.push(failure),
        }
    }
    if failures.is_empty() { Ok(cases) } else { Err(failures) }
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
