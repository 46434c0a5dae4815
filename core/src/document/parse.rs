//! From text to a document type.

use serde_json::{Value, error::Category};

use super::described::Described;
use super::diagnosis::diagnose;
use super::once::read_once;
use crate::error::{Code, Error, Place, Problems};

/// Reads a JSON document.
///
/// `subject` says what it is, such as `dossier`; the error also names the document where it
/// has a text under `person` or `id`.
///
/// # Errors
/// [`Code::Syntax`] where the text is not JSON (one problem: the first place where reading
/// cannot go on); [`Code::Document`] with every problem where it is not a `T`, or where an
/// object has a key twice.
pub fn parse<T: Described>(text: &str, subject: &str) -> Result<T, Error> {
    let mut problems = Problems::new();
    let value = read_once(text, &mut problems).map_err(|error| unreadable(&error, subject))?;
    match T::deserialize(&value) {
        Ok(document) if problems.is_empty() => Ok(document),
        read => Err(refusal(&value, T::schema, read.err(), problems, subject, Code::Document)),
    }
}

/// As [`parse`], without a value in between: faster, at the price of more code for each type,
/// so it is for what is read by the million.
///
/// # Errors
/// As [`parse`].
pub(crate) fn parse_directly<T: Described>(text: &str, subject: &str) -> Result<T, Error> {
    serde_json::from_str(text).or_else(|_| parse(text, subject))
}

/// Reads a JSON value, for options of a call and for parts of a larger document.
///
/// # Errors
/// With every problem, under the given code, where the value is not a `T`.
pub fn parse_value<T: Described>(value: &Value, subject: &str, code: Code) -> Result<T, Error> {
    T::deserialize(value)
        .map_err(|error| refusal(value, T::schema, Some(error), Problems::new(), subject, code))
}

fn unreadable(error: &serde_json::Error, subject: &str) -> Error {
    let place = Place::Position { line: error.line(), column: error.column() };
    let found = match error.classify() {
        Category::Eof => "the end of the text".to_owned(),
        _ => without_position(error),
    };
    Error::one(Code::Syntax, subject, place, found, "JSON (RFC 8259)")
}

fn refusal(
    value: &Value,
    schema: fn() -> Value,
    refused: Option<serde_json::Error>,
    mut problems: Problems,
    subject: &str,
    code: Code,
) -> Error {
    let name = ["person", "id"].iter().find_map(|key| value.get(key)?.as_str());
    let subject = match name {
        Some(name) => format!("{subject} {name}"),
        None => subject.to_owned(),
    };
    if let Some(refused) = refused {
        let known = problems.len();
        diagnose(value, &schema(), &mut problems);
        if problems.len() == known {
            // What a schema cannot see, such as a number too large for its type.
            problems.push(Place::Whole, without_position(&refused), "a value that can be read");
        }
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
    use schemars::JsonSchema;
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

    impl Described for Course {
        fn schema() -> Value {
            schemars::generate::SchemaSettings::draft2020_12()
                .into_generator()
                .into_root_schema_for::<Course>()
                .to_value()
        }
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
        let text = r#"{"id": "a", "id": "b", "hours": [{"amount": 1, "amount": "x"}]}"#;
        assert_eq!(
            problems(text),
            [
                "/id: found the key `id` again, expected each key once",
                "/hours/0/amount: found the key `amount` again, expected each key once",
                "/hours/0/amount: found \"x\", expected hours as a number of 0 or more",
            ]
        );
    }
}
