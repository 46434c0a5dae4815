//! Whether a result is what a vector expects.

use peerpath::Error;
use serde_json::{Value, json};

use crate::vector::{ExpectedError, Tolerance};

/// Every difference, with its place in the expected value.
///
/// An object must hold every key that is expected, and may hold more; an array must have the
/// same length; numbers must agree within the tolerance; all else must be equal.
#[must_use]
pub fn differences(found: &Value, expected: &Value, tolerance: Tolerance) -> Vec<String> {
    let mut differences = Vec::new();
    visit(found, expected, tolerance, "", &mut differences);
    differences
}

fn visit(
    found: &Value,
    expected: &Value,
    tolerance: Tolerance,
    at: &str,
    differences: &mut Vec<String>,
) {
    match (found, expected) {
        (Value::Object(found), Value::Object(expected)) => {
            for (key, expected) in expected {
                let at = format!("{at}/{key}");
                match found.get(key) {
                    Some(found) => visit(found, expected, tolerance, &at, differences),
                    None => differences.push(format!("{at}: nothing, expected {expected}")),
                }
            }
        }
        (Value::Array(found), Value::Array(expected)) => {
            if found.len() != expected.len() {
                let lengths = format!("{} entries, expected {}", found.len(), expected.len());
                differences.push(format!("{at}: {lengths}"));
            }
            for (index, (found, expected)) in found.iter().zip(expected).enumerate() {
                visit(found, expected, tolerance, &format!("{at}/{index}"), differences);
            }
        }
        (Value::Number(found), Value::Number(expected)) => {
            if !agree(found.as_f64(), expected.as_f64(), tolerance) {
                differences.push(format!("{at}: {found}, expected {expected}"));
            }
        }
        (found, expected) if found == expected => {}
        (found, expected) => differences.push(format!("{at}: {found}, expected {expected}")),
    }
}

fn agree(found: Option<f64>, expected: Option<f64>, tolerance: Tolerance) -> bool {
    let (Some(found), Some(expected)) = (found, expected) else { return false };
    let distance = (found - expected).abs();
    distance <= tolerance.absolute.max(tolerance.relative * expected.abs())
}

/// Every way in which a refusal is not the expected one.
#[must_use]
pub fn error_differences(found: &Error, expected: &ExpectedError) -> Vec<String> {
    let mut differences = Vec::new();
    if found.code().name() != expected.code {
        let code = found.code().name();
        differences.push(format!("code `{code}`, expected `{}`: {found}", expected.code));
    }
    let Some(expected) = &expected.problems else { return differences };
    if found.problems().len() != expected.len() {
        let count = found.problems().len();
        differences.push(format!("{count} problems, expected {}: {found}", expected.len()));
    }
    for (index, (found, expected)) in found.problems().iter().zip(expected).enumerate() {
        let parts = [
            ("place", found.place().to_string(), &expected.place),
            ("found", found.found().to_owned(), &expected.found),
            ("expected", found.expected().to_owned(), &expected.expected),
        ];
        for (part, found, expected) in parts {
            if expected.as_ref().is_some_and(|expected| *expected != found) {
                let expected = json!(expected);
                differences
                    .push(format!("problem {index}, {part}: `{found}`, expected {expected}"));
            }
        }
    }
    differences
}
