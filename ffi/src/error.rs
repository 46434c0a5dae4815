//! The error object: what went wrong, with every problem and its place.

use std::ffi::{CString, c_char};
use std::ptr;

use peerpath::{Code, Error, Place, Problem};
use serde_json::{Value, json};

use crate::guard::{guarded, guarded_or};
use crate::handle::{self, Handle};
use crate::status::{PEERPATH_ARGUMENT, PEERPATH_NULL_POINTER, PEERPATH_OK, PeerpathStatus};
use crate::text::{PeerpathText, c_string};

/// Why a call failed: a status, a message, and a list of every problem found, each with its
/// place, what was found there and what would be accepted.
///
/// A fallible function that fails writes a new error to its last argument, unless that is NULL.
/// The caller owns it and frees it with `peerpath_error_free`. It is immutable: any thread may
/// use it, and several at once.
pub struct PeerpathError {
    error: Error,
    message: CString,
    problems: Vec<Lines>,
}

/// The texts of one problem, as C reads them.
struct Lines {
    place: CString,
    found: CString,
    expected: CString,
    /// The JSON pointer, column or argument of the place, where it names one.
    name: Option<CString>,
}

/// What kind of place a problem has; one of the constants `PEERPATH_PLACE_…`.
pub type PeerpathPlace = i32;

/// There is no such problem.
pub const PEERPATH_PLACE_NONE: PeerpathPlace = 0;
/// The whole of what was read.
pub const PEERPATH_PLACE_WHOLE: PeerpathPlace = 1;
/// A value in a JSON document, named by a JSON pointer (RFC 6901).
pub const PEERPATH_PLACE_POINTER: PeerpathPlace = 2;
/// A line and a character of a text.
pub const PEERPATH_PLACE_POSITION: PeerpathPlace = 3;
/// A cell, a row or a column of a table.
pub const PEERPATH_PLACE_CELL: PeerpathPlace = 4;
/// An argument of the call.
pub const PEERPATH_PLACE_ARGUMENT: PeerpathPlace = 5;

impl Handle for PeerpathError {
    const NAME: &'static str = "PeerpathError";
}

impl PeerpathError {
    pub(crate) fn new(error: Error) -> PeerpathError {
        let problems = error.problems().iter().map(Lines::of).collect();
        PeerpathError { message: c_string(&error.message()), problems, error }
    }

    fn place(&self, index: usize) -> Option<&Place> {
        self.error.problems().get(index).map(Problem::place)
    }

    fn name_if(&self, index: usize, wanted: impl FnOnce(&Place) -> bool) -> *const c_char {
        let name = self.problems.get(index).and_then(|lines| lines.name.as_ref());
        match (self.place(index).is_some_and(wanted), name) {
            (true, Some(name)) => name.as_ptr(),
            _ => ptr::null(),
        }
    }

    fn to_json(&self) -> Value {
        let problems = self.error.problems().iter().map(|problem| {
            json!({
                "place": problem.place().to_string(),
                "found": problem.found(),
                "expected": problem.expected(),
            })
        });
        json!({
            "code": self.error.code().name(),
            "number": self.error.code().number(),
            "message": self.error.message(),
            "count": self.error.count(),
            "problems": problems.collect::<Vec<_>>(),
        })
    }
}

impl Lines {
    fn of(problem: &Problem) -> Lines {
        let name = match problem.place() {
            Place::Pointer(name) | Place::Argument(name) => Some(name),
            Place::Cell { column, .. } => column.as_ref(),
            _ => None,
        };
        Lines {
            place: c_string(&problem.place().to_string()),
            found: c_string(problem.found()),
            expected: c_string(problem.expected()),
            name: name.map(|name| c_string(name)),
        }
    }
}

/// The status that the failed call returned; `PEERPATH_OK` where `error` is NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn peerpath_error_code(error: *const PeerpathError) -> PeerpathStatus {
    guarded_or!(PEERPATH_OK, |call| { Ok(call.handle("error", error)?.error.code().number()) })
}

/// The name of the status, such as `document`, the same as in Python; NULL where `error` is NULL.
/// A constant of the library: never freed, valid for ever.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn peerpath_error_code_name(error: *const PeerpathError) -> *const c_char {
    guarded_or!(ptr::null(), |call| { Ok(name_of(call.handle("error", error)?.error.code())) })
}

/// The name of a status, such as `document`; `ok` for `PEERPATH_OK`, NULL for a number that this
/// version of the library never returns. A constant of the library: never freed, valid for ever.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn peerpath_status_name(status: PeerpathStatus) -> *const c_char {
    guarded_or!(ptr::null(), |_call| {
        let code = Code::ALL.iter().find(|code| code.number() == status);
        Ok(match code {
            Some(code) => name_of(*code),
            None if status == PEERPATH_OK => c"ok".as_ptr(),
            None => ptr::null(),
        })
    })
}

/// The whole message, one line for each problem; UTF-8, NUL-terminated. NULL where `error` is
/// NULL. Borrowed: valid until the error is freed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn peerpath_error_message(error: *const PeerpathError) -> *const c_char {
    guarded_or!(ptr::null(), |call| { Ok(call.handle("error", error)?.message.as_ptr()) })
}

/// How many problems there are in all; 0 where `error` is NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn peerpath_error_problem_count(error: *const PeerpathError) -> usize {
    guarded_or!(0, |call| { Ok(call.handle("error", error)?.error.count()) })
}

/// How many of the problems the error keeps in full, the first ones: at most 100. Their indices
/// run from 0 to one less than this. 0 where `error` is NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn peerpath_error_problems_kept(error: *const PeerpathError) -> usize {
    guarded_or!(0, |call| { Ok(call.handle("error", error)?.problems.len()) })
}

/// One problem: where it is, what was found there, what would be accepted there.
///
/// Each output is UTF-8, NUL-terminated and borrowed: valid until the error is freed. Each may be
/// NULL where it is not wanted. The place is empty where it is the whole of what was read.
/// Returns `PEERPATH_ARGUMENT` where `index` is not below `peerpath_error_problems_kept`,
/// `PEERPATH_NULL_POINTER` where `error` is NULL; outputs are then untouched.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn peerpath_error_problem(
    error: *const PeerpathError,
    index: usize,
    place: *mut *const c_char,
    found: *mut *const c_char,
    expected: *mut *const c_char,
) -> PeerpathStatus {
    guarded_or!(PEERPATH_NULL_POINTER, |call| {
        let Some(lines) = call.handle("error", error)?.problems.get(index) else {
            return Ok(PEERPATH_ARGUMENT);
        };
        let texts = [(place, &lines.place), (found, &lines.found), (expected, &lines.expected)];
        for (out, text) in texts {
            if !out.is_null() {
                out.write(text.as_ptr());
            }
        }
        Ok(PEERPATH_OK)
    })
}

/// The kind of place of a problem; `PEERPATH_PLACE_NONE` where there is no such problem.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn peerpath_error_place_kind(
    error: *const PeerpathError,
    index: usize,
) -> PeerpathPlace {
    guarded_or!(PEERPATH_PLACE_NONE, |call| {
        Ok(match call.handle("error", error)?.place(index) {
            None => PEERPATH_PLACE_NONE,
            Some(Place::Pointer(_)) => PEERPATH_PLACE_POINTER,
            Some(Place::Position { .. }) => PEERPATH_PLACE_POSITION,
            Some(Place::Cell { .. }) => PEERPATH_PLACE_CELL,
            Some(Place::Argument(_)) => PEERPATH_PLACE_ARGUMENT,
            Some(_) => PEERPATH_PLACE_WHOLE,
        })
    })
}

/// The JSON pointer of a problem, empty for the whole document; NULL where its place is of another
/// kind. Borrowed: valid until the error is freed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn peerpath_error_place_pointer(
    error: *const PeerpathError,
    index: usize,
) -> *const c_char {
    guarded_or!(ptr::null(), |call| {
        let error = call.handle("error", error)?;
        Ok(error.name_if(index, |place| matches!(place, Place::Pointer(_))))
    })
}

/// The name of the argument in which a problem is; NULL where its place is of another kind.
/// Borrowed: valid until the error is freed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn peerpath_error_place_argument(
    error: *const PeerpathError,
    index: usize,
) -> *const c_char {
    guarded_or!(ptr::null(), |call| {
        let error = call.handle("error", error)?;
        Ok(error.name_if(index, |place| matches!(place, Place::Argument(_))))
    })
}

/// The name of the table column in which a problem is; NULL where it is not in one column.
/// Borrowed: valid until the error is freed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn peerpath_error_place_column(
    error: *const PeerpathError,
    index: usize,
) -> *const c_char {
    guarded_or!(ptr::null(), |call| {
        let error = call.handle("error", error)?;
        Ok(error.name_if(index, |place| matches!(place, Place::Cell { .. })))
    })
}

/// The table row in which a problem is, counted from 0 without the header; -1 where it is not in
/// one row.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn peerpath_error_place_row(
    error: *const PeerpathError,
    index: usize,
) -> i64 {
    guarded_or!(-1, |call| {
        Ok(match call.handle("error", error)?.place(index) {
            Some(Place::Cell { row: Some(row), .. }) => number(*row),
            _ => -1,
        })
    })
}

/// The line of a text in which a problem is, counted from 1; -1 where its place is of another kind.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn peerpath_error_place_line(
    error: *const PeerpathError,
    index: usize,
) -> i64 {
    guarded_or!(-1, |call| {
        Ok(match call.handle("error", error)?.place(index) {
            Some(Place::Position { line, .. }) => number(*line),
            _ => -1,
        })
    })
}

/// The character of the line at which a problem is, counted from 1; -1 where its place is of
/// another kind.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn peerpath_error_place_character(
    error: *const PeerpathError,
    index: usize,
) -> i64 {
    guarded_or!(-1, |call| {
        Ok(match call.handle("error", error)?.place(index) {
            Some(Place::Position { column, .. }) => number(*column),
            _ => -1,
        })
    })
}

/// The error as JSON: `{"code", "number", "message", "count", "problems": [{"place", "found",
/// "expected"}]}`, for languages that bind the library flatly.
///
/// The caller owns the text and frees it with `peerpath_text_free`. `failure` (nullable) receives
/// an error about this very call.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn peerpath_error_to_json(
    error: *const PeerpathError,
    json: *mut *mut PeerpathText,
    failure: *mut *mut PeerpathError,
) -> PeerpathStatus {
    guarded!(failure, |call| {
        let error = call.handle("error", error)?;
        let json = call.out("json", json)?;
        json.give(PeerpathText::new(error.to_json().to_string()));
        Ok(())
    })
}

/// Frees an error. NULL is fine. Every text borrowed from it ends with it.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn peerpath_error_free(error: *mut PeerpathError) {
    guarded_or!((), |_call| {
        handle::free(error);
        Ok(())
    });
}

fn number(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

/// The name of a code with the NUL that C needs.
fn name_of(code: Code) -> *const c_char {
    match code {
        Code::Internal => c"internal",
        Code::Cancelled => c"cancelled",
        Code::NullPointer => c"null_pointer",
        Code::InvalidText => c"invalid_text",
        Code::PoisonedHandle => c"poisoned_handle",
        Code::Stream => c"stream",
        Code::File => c"file",
        Code::Argument => c"argument",
        Code::Syntax => c"syntax",
        Code::Document => c"document",
        Code::UnknownName => c"unknown_name",
        Code::NotInForce => c"not_in_force",
        Code::Table => c"table",
        Code::Histories => c"histories",
        Code::Panel => c"panel",
        Code::Empty => c"empty",
        // A code that core gained: the test below fails until it is named here.
        _ => c"",
    }
    .as_ptr()
}

#[cfg(test)]
mod tests;
