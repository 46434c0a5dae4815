//! From text to a document type.

use schemars::{JsonSchema, generate::SchemaSettings};
use serde::de::DeserializeOwned;
use serde_json::{Value, error::Category};

use super::diagnosis::diagnose;
use crate::error::{Code, Error, Place, Problems};

/// Reads a JSON document.
///
/// `subject` says what it is, such as `dossier`; the error also names the document where it
/// has a text under `person` or `id`.
///
/// # Errors
/// [`Code::Syntax`] where the text is not JSON (one problem: the first place where reading
/// cannot go on); [`Code::Document`] with every problem where it is not a `T`.
pub fn parse<T: DeserializeOwned + JsonSchema>(text: &str, subject: &str) -> Result<T, Error> {
    let error = match serde_json::from_str(text) {
        Ok(document) => return Ok(document),
        Err(error) => error,
    };
    // The first refusal may come before a syntax error further on, so the whole is read anew.
    let value: Value = serde_json::from_str(text).map_err(|error| unreadable(&error, subject))?;
    Err(refusal::<T>(&value, &error, subject, Code::Document))
}

/// Reads a JSON value, for options of a call and for parts of a larger document.
///
/// # Errors
/// With every problem, under the given code, where the value is not a `T`.
pub fn parse_value<T: DeserializeOwned + JsonSchema>(
    value: &Value,
    subject: &str,
    code: Code,
) -> Result<T, Error> {
    T::deserialize(value).map_err(|error| refusal::<T>(value, &error, subject, code))
}

/// The JSON Schema (draft 2020-12) of a document type.
#[must_use]
pub fn schema<T: JsonSchema>() -> Value {
    SchemaSettings::draft2020_12().into_generator().into_root_schema_for::<T>().to_value()
}

fn unreadable(error: &serde_json::Error, subject: &str) -> Error {
    let place = Place::Position { line: error.line(), column: error.column() };
    let found = match error.classify() {
        Category::Eof => "the end of the text".to_owned(),
        _ => without_position(error),
    };
    Error::one(Code::Syntax, subject, place, found, "JSON (RFC 8259)")
}

fn refusal<T: JsonSchema>(
    value: &Value,
    error: &serde_json::Error,
    subject: &str,
    code: Code,
) -> Error {
    let name = ["person", "id"].iter().find_map(|key| value.get(key)?.as_str());
    let subject = match name {
        Some(name) => format!("{subject} {name}"),
        None => subject.to_owned(),
    };
    let mut problems = Problems::new();
    diagnose(value, &schema::<T>(), &mut problems);
    if problems.is_empty() {
        // What a schema cannot see: a repeated key, a number too large for its type.
        let place = match error.line() {
            0 => Place::Whole,
            line => Place::Position { line, column: error.column() },
        };
        problems.push(place, without_position(error), "a value that can be read");
    }
    problems.into_error(code, subject)
}

/// The message of serde without its ` at line … column …`, which the place holds.
fn without_position(error: &serde_json::Error) -> String {
    let message = error.to_string();
    match message.rfind(" at line ") {
        Some(end) if error.line() > 0 => message[..end].to_owned(),
        _ => message,
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use serde::{Deserialize, Serialize};

    use super::*;
    use crate::document::{Day, Period};

    #[derive(Debug, Deserialize, Serialize, JsonSchema)]
    #[serde(deny_unknown_fields)]
    struct Course {
        id: String,
        #[serde(default)]
        hours: Vec<Entry>,
        within: Option<Period>,
        mode: Option<Mode>,
        rule: Option<Rule>,
        scale: Option<Scale>,
    }

    #[derive(Debug, Deserialize, Serialize, JsonSchema)]
    #[serde(deny_unknown_fields)]
    struct Entry {
        #[schemars(extend("x-accepts" = "hours as a number of 0 or more"), range(min = 0.0))]
        amount: f64,
        on: Option<Day>,
    }

    #[derive(Debug, Deserialize, Serialize, JsonSchema)]
    #[serde(rename_all = "kebab-case")]
    enum Mode {
        /// In one room.
        InPerson,
        Online,
    }

    #[derive(Debug, Deserialize, Serialize, JsonSchema)]
    #[serde(rename_all = "snake_case", deny_unknown_fields)]
    enum Rule {
        Age { at_least: u32 },
        Any(Vec<Rule>),
    }

    #[derive(Debug, Deserialize, Serialize, JsonSchema)]
    #[serde(untagged)]
    enum Scale {
        Bounds(u8, u8),
        Labels(Vec<String>),
    }

    fn problems(text: &str) -> Vec<String> {
        let error = parse::<Course>(text, "course").unwrap_err();
        error.problems().iter().map(ToString::to_string).collect()
    }

    #[test]
    fn a_good_document_is_read() {
        let text = r#"{"id": "c", "hours": [{"amount": 0.5, "on": "2024-02-29"}],
            "within": "P2Y", "mode": "in-person", "rule": {"any": [{"age": {"at_least": 18}}]},
            "scale": [1, 5]}"#;
        let course: Course = parse(text, "course").unwrap();
        assert_eq!(course.within.unwrap().in_words(), "2 years");
    }

    #[test]
    fn every_problem_is_listed_with_its_place() {
        let text = r#"{"hours": [{"amount": "fifty"}, {"amount": -1, "on": "2026-02-30"}, 7],
            "within": "PT5H", "mode": "in-preson", "modus": 1,
            "rule": {"any": [{"age": {"at_leest": 18}}, {"aje": {}}]}, "scale": ["a", 2]}"#;
        assert_eq!(
            problems(text),
            [
                "/: found no key `id`, expected text",
                "/hours/0/amount: found \"fifty\", expected hours as a number of 0 or more",
                "/hours/1/amount: found -1, expected hours as a number of 0 or more",
                "/hours/1/on: found \"2026-02-30\", expected a date that exists, as YYYY-MM-DD",
                "/hours/2: found 7, expected an object with the keys `amount`, `on`",
                "/within: found \"PT5H\", expected a calendar period such as P2Y, P18M or P90D",
                "/mode: found \"in-preson\", expected `online` or `in-person`; \
                 did you mean `in-person`?",
                "/modus: found unknown key `modus`, expected one of `hours`, `id`, `mode`, \
                 `rule`, `scale`, `within`; did you mean `mode`?",
                "/rule/any/0/age: found no key `at_least`, expected a whole number of 0 or more",
                "/rule/any/0/age/at_leest: found unknown key `at_leest`, \
                 expected one of `at_least`; did you mean `at_least`?",
                "/rule/any/1: found an object with the key `aje`, expected one of `age`, `any`; \
                 did you mean `age`?",
                "/scale: found a list of 2, expected a list of 2 or a list",
            ]
        );
    }

    #[test]
    fn what_is_not_json_says_where() {
        let error = parse::<Course>("{\"id\": \"c\",\n \"hours\": [}", "course").unwrap_err();
        assert_eq!(error.code(), Code::Syntax);
        assert_eq!(error.problems()[0].place(), &Place::Position { line: 2, column: 12 });
        let error = parse::<Course>("{\"id\"", "course").unwrap_err();
        assert_eq!(error.problems()[0].found(), "the end of the text");
    }

    #[test]
    fn hostile_text_is_refused_in_bounded_time() {
        let deep = "[".repeat(10_000);
        assert_eq!(parse::<Course>(&deep, "course").unwrap_err().code(), Code::Syntax);
        let garbage = "\u{1}x".repeat(5_000_000);
        assert_eq!(parse::<Course>(&garbage, "course").unwrap_err().code(), Code::Syntax);
        let many = format!("{{\"id\": \"c\", \"hours\": [{}1]}}", "1,".repeat(1_000_000));
        let error = parse::<Course>(&many, "course").unwrap_err();
        assert_eq!((error.count(), error.problems().len()), (1_000_001, Problems::KEPT));
    }

    #[test]
    fn what_a_schema_cannot_see_is_still_refused() {
        let error = parse::<Course>(r#"{"id": "a", "id": "b"}"#, "course").unwrap_err();
        assert_eq!(error.problems()[0].found(), "duplicate field `id`");
    }
}
