//! One error for everything that can go wrong, with every problem and its place.
//!
//! An [`Error`] says what failed ([`Code`], a fixed number that is the same in Rust, C and
//! Python), what it was about (its subject) and lists each [`Problem`]: where it is
//! ([`Place`]), what was found there and what would be accepted.

use std::any::Any;
use std::fmt;

/// Why a call failed. The numbers are part of the interface: they never change meaning,
/// and retired numbers are not used again.
///
/// `tests/vectors/codes.json` lists them all, and a test in each language compares.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(i32)]
#[non_exhaustive]
pub enum Code {
    /// A defect of the library itself: an unexpected panic was caught at a boundary.
    Internal = 1,
    /// The caller stopped the work.
    Cancelled = 2,
    /// A pointer that must not be NULL is NULL (C only).
    NullPointer = 3,
    /// Text is not valid UTF-8.
    InvalidText = 4,
    /// A handle can no longer be used, because an earlier call on it panicked (C only).
    PoisonedHandle = 5,
    /// An Arrow stream was already released, or reported an error of its own.
    Stream = 6,
    /// A file could not be read or written.
    File = 7,
    /// An argument of a call is out of its range, or names something that is not there.
    Argument = 100,
    /// A document is not JSON.
    Syntax = 101,
    /// A document is JSON, but not a document of the asked kind.
    Document = 102,
    /// The catalog has no document of this name.
    UnknownName = 103,
    /// A standard is not in force on the date asked for.
    NotInForce = 104,
    /// A table lacks a column, or a column has the wrong type or impossible values.
    Table = 200,
    /// Employment records contradict each other or the state space.
    Histories = 201,
    /// Wave records contradict each other or the state space.
    Panel = 202,
    /// There is nothing to compute from.
    Empty = 203,
}

impl Code {
    /// All codes, in the order of their numbers.
    pub const ALL: &'static [Code] = &[
        Code::Internal,
        Code::Cancelled,
        Code::NullPointer,
        Code::InvalidText,
        Code::PoisonedHandle,
        Code::Stream,
        Code::File,
        Code::Argument,
        Code::Syntax,
        Code::Document,
        Code::UnknownName,
        Code::NotInForce,
        Code::Table,
        Code::Histories,
        Code::Panel,
        Code::Empty,
    ];

    /// The fixed number, the value of `PeerpathStatus` in C and of `.code_number` in Python.
    #[must_use]
    pub fn number(self) -> i32 {
        self as i32
    }

    /// The fixed name, the value of `.code` in Python.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Code::Internal => "internal",
            Code::Cancelled => "cancelled",
            Code::NullPointer => "null_pointer",
            Code::InvalidText => "invalid_text",
            Code::PoisonedHandle => "poisoned_handle",
            Code::Stream => "stream",
            Code::File => "file",
            Code::Argument => "argument",
            Code::Syntax => "syntax",
            Code::Document => "document",
            Code::UnknownName => "unknown_name",
            Code::NotInForce => "not_in_force",
            Code::Table => "table",
            Code::Histories => "histories",
            Code::Panel => "panel",
            Code::Empty => "empty",
        }
    }
}

/// Where a problem is.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Place {
    /// The whole of the subject.
    Whole,
    /// A value in a JSON document, as a JSON pointer (RFC 6901) such as `/hours/2/amount`.
    Pointer(String),
    /// A line and column of a text, both counted from 1.
    Position {
        /// Line, from 1.
        line: usize,
        /// Column, from 1.
        column: usize,
    },
    /// A cell, a row or a column of a table. Rows are counted from 0, as data frames do, and
    /// do not include a header.
    Cell {
        /// Row, from 0, where the problem is in one row.
        row: Option<usize>,
        /// Column name, where the problem is in one column.
        column: Option<String>,
    },
    /// An argument of the call, by name.
    Argument(String),
}

impl Place {
    /// The place of a JSON pointer.
    #[must_use]
    pub fn pointer(pointer: impl Into<String>) -> Place {
        Place::Pointer(pointer.into())
    }

    /// A whole column.
    #[must_use]
    pub fn column(column: impl Into<String>) -> Place {
        Place::Cell { row: None, column: Some(column.into()) }
    }

    /// A whole row.
    #[must_use]
    pub fn row(row: usize) -> Place {
        Place::Cell { row: Some(row), column: None }
    }

    /// One cell.
    #[must_use]
    pub fn cell(row: usize, column: impl Into<String>) -> Place {
        Place::Cell { row: Some(row), column: Some(column.into()) }
    }

    /// An argument of the call.
    #[must_use]
    pub fn argument(name: impl Into<String>) -> Place {
        Place::Argument(name.into())
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Place::Whole => Ok(()),
            Place::Pointer(pointer) if pointer.is_empty() => f.write_str("/"),
            Place::Pointer(pointer) => f.write_str(pointer),
            Place::Position { line, column } => write!(f, "line {line}, column {column}"),
            Place::Cell { row: Some(row), column: Some(column) } => {
                write!(f, "row {row}, column `{column}`")
            }
            Place::Cell { row: Some(row), column: None } => write!(f, "row {row}"),
            Place::Cell { row: None, column: Some(column) } => write!(f, "column `{column}`"),
            Place::Cell { row: None, column: None } => f.write_str("table"),
            Place::Argument(name) => write!(f, "argument `{name}`"),
        }
    }
}

/// One thing that is wrong: where, what was found, what would be accepted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    place: Place,
    found: String,
    expected: String,
}

/// Longest text of a `found` or `expected`, in characters. Input can be of any size; a
/// message about it cannot.
const LONGEST_TEXT: usize = 200;

impl Problem {
    /// A problem. `found` and `expected` are phrases without a full stop; longer ones than
    /// 200 characters are cut and end in `…`.
    #[must_use]
    pub fn new(place: Place, found: impl Into<String>, expected: impl Into<String>) -> Problem {
        Problem { place, found: shortened(found.into()), expected: shortened(expected.into()) }
    }

    /// Where it is.
    #[must_use]
    pub fn place(&self) -> &Place {
        &self.place
    }

    /// What was found there.
    #[must_use]
    pub fn found(&self) -> &str {
        &self.found
    }

    /// What would be accepted there.
    #[must_use]
    pub fn expected(&self) -> &str {
        &self.expected
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.place != Place::Whole {
            write!(f, "{}: ", self.place)?;
        }
        write!(f, "found {}, expected {}", self.found, self.expected)
    }
}

fn shortened(text: String) -> String {
    match text.char_indices().nth(LONGEST_TEXT) {
        None => text,
        Some((end, _)) => format!("{}…", &text[..end]),
    }
}

/// The problems found so far by a reader that does not stop at the first.
///
/// At most [`Problems::KEPT`] are kept in full; all are counted.
#[derive(Debug, Default)]
pub struct Problems {
    kept: Vec<Problem>,
    count: usize,
}

impl Problems {
    /// How many problems an error keeps in full.
    pub const KEPT: usize = 100;

    /// No problems yet.
    #[must_use]
    pub fn new() -> Problems {
        Problems::default()
    }

    /// Notes a problem.
    pub fn push(&mut self, place: Place, found: impl Into<String>, expected: impl Into<String>) {
        self.add(|| Problem::new(place, found, expected));
    }

    /// Notes a problem whose text is only made if it will be kept, for loops over many rows.
    pub fn add(&mut self, problem: impl FnOnce() -> Problem) {
        self.count += 1;
        if self.kept.len() < Problems::KEPT {
            self.kept.push(problem());
        }
    }

    /// Whether nothing was wrong.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// How many problems there are, kept or not.
    #[must_use]
    pub fn len(&self) -> usize {
        self.count
    }

    /// Takes over the problems of another reader.
    pub fn append(&mut self, mut other: Problems) {
        self.count += other.count;
        let room = Problems::KEPT - self.kept.len();
        other.kept.truncate(room);
        self.kept.append(&mut other.kept);
    }

    /// `Ok` if nothing was wrong, else one error with all problems. `subject` names what
    /// was read, such as `dossier p-17`.
    ///
    /// # Errors
    /// Where a problem was noted.
    pub fn finish(self, code: Code, subject: impl Into<String>) -> Result<(), Error> {
        if self.is_empty() { Ok(()) } else { Err(self.into_error(code, subject)) }
    }

    /// One error with all problems.
    #[must_use]
    pub fn into_error(self, code: Code, subject: impl Into<String>) -> Error {
        Error(Box::new(Inner {
            code,
            subject: shortened(subject.into()),
            problems: self.kept,
            count: self.count,
        }))
    }
}

/// What went wrong, with every problem found and its place.
///
/// ```
/// let error = peerpath::Dossier::from_json(r#"{"format": "peerpath/dossier/1",
///     "person": "p-17", "hours": [{"id": "e1", "of": "training", "amount": "fifty"}],
///     "exam": []}"#).unwrap_err();
/// assert_eq!(error.code().name(), "document");
/// assert_eq!(error.problems().len(), error.count());
/// println!("{error}");
/// ```
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.message())]
pub struct Error(Box<Inner>);

#[derive(Clone, Debug, PartialEq, Eq)]
struct Inner {
    code: Code,
    subject: String,
    problems: Vec<Problem>,
    count: usize,
}

impl Error {
    /// An error with one problem.
    #[must_use]
    pub fn one(
        code: Code,
        subject: impl Into<String>,
        place: Place,
        found: impl Into<String>,
        expected: impl Into<String>,
    ) -> Error {
        let mut problems = Problems::new();
        problems.push(place, found, expected);
        problems.into_error(code, subject)
    }

    /// A panic, caught where a language binding ends: what it said, and where it began if that is
    /// known.
    #[must_use]
    pub fn of_panic(
        subject: impl Into<String>,
        panic: &(dyn Any + Send),
        began: Option<&str>,
    ) -> Error {
        let text = panic.downcast_ref::<&str>().copied();
        let text = text.or_else(|| panic.downcast_ref::<String>().map(String::as_str));
        let place = began.map(|place| format!(" at {place}")).unwrap_or_default();
        let found = format!("a panic{place}: {}", text.unwrap_or("no text"));
        let expected = "a result; this is a defect of the library, please report it";
        Error::one(Code::Internal, subject, Place::Whole, found, expected)
    }

    /// An argument that cannot be used.
    #[must_use]
    pub fn argument(
        call: impl Into<String>,
        name: impl Into<String>,
        found: impl Into<String>,
        expected: impl Into<String>,
    ) -> Error {
        Error::one(Code::Argument, call, Place::argument(name), found, expected)
    }

    /// The same error about something named more precisely, such as a line of a batch.
    pub(crate) fn with_subject(mut self, subject: String) -> Error {
        self.0.subject = shortened(subject);
        self
    }

    /// Why the call failed.
    #[must_use]
    pub fn code(&self) -> Code {
        self.0.code
    }

    /// What the error is about, such as `dossier p-17` or `histories`.
    #[must_use]
    pub fn subject(&self) -> &str {
        &self.0.subject
    }

    /// The problems, the first [`Problems::KEPT`] of them where there are more.
    #[must_use]
    pub fn problems(&self) -> &[Problem] {
        &self.0.problems
    }

    /// How many problems there are, including those not kept.
    #[must_use]
    pub fn count(&self) -> usize {
        self.0.count
    }

    /// The whole message: a line that counts the problems, then a line for each.
    #[must_use]
    pub fn message(&self) -> String {
        let Inner { subject, problems, count, .. } = &*self.0;
        if let ([problem], 1) = (problems.as_slice(), *count) {
            return format!("{subject}: {problem}");
        }
        let mut message = format!("{subject}: {count} problems");
        for problem in problems {
            message.push_str("\n  ");
            message.push_str(&problem.to_string());
        }
        if *count > problems.len() {
            message.push_str(&format!("\n  … and {} more", count - problems.len()));
        }
        message
    }
}
