#![allow(clippy::unwrap_used, reason = "tests")]

use std::ffi::CStr;

use peerpath::Problems;

use super::*;

fn text(pointer: *const c_char) -> String {
    // SAFETY: a borrowed text of the library.
    unsafe { CStr::from_ptr(pointer) }.to_str().unwrap().to_owned()
}

#[test]
fn every_code_of_the_core_has_its_name() {
    for &code in Code::ALL {
        // SAFETY: no pointer is passed.
        assert_eq!(text(unsafe { peerpath_status_name(code.number()) }), code.name());
    }
}

#[test]
fn places_come_back_in_parts() {
    let mut problems = Problems::new();
    problems.push(Place::pointer("/hours/2"), "a", "b");
    problems.push(Place::cell(3, "time"), "a", "b");
    problems.push(Place::row(4), "a", "b");
    problems.push(Place::Position { line: 2, column: 5 }, "a\0b", "b");
    problems.push(Place::argument("as_of"), "a", "b");
    problems.push(Place::Whole, "a", "b");
    let error = PeerpathError::new(problems.into_error(Code::Table, "table"));
    let pointer = &raw const error;
    // SAFETY: `error` lives to the end of the test.
    unsafe {
        assert_eq!(text(peerpath_error_place_pointer(pointer, 0)), "/hours/2");
        assert!(peerpath_error_place_column(pointer, 0).is_null());
        assert_eq!(text(peerpath_error_place_column(pointer, 1)), "time");
        assert!(peerpath_error_place_column(pointer, 2).is_null());
        assert_eq!(text(peerpath_error_place_argument(pointer, 4)), "as_of");
        let rows: Vec<i64> = (0..6).map(|at| peerpath_error_place_row(pointer, at)).collect();
        assert_eq!(rows, [-1, 3, 4, -1, -1, -1]);
        assert_eq!(peerpath_error_place_line(pointer, 3), 2);
        assert_eq!(peerpath_error_place_character(pointer, 3), 5);
        let kinds: Vec<i32> = (0..7).map(|at| peerpath_error_place_kind(pointer, at)).collect();
        assert_eq!(kinds, [2, 4, 4, 3, 5, 1, 0]);
        let mut found = ptr::null();
        let status =
            peerpath_error_problem(pointer, 3, ptr::null_mut(), &raw mut found, ptr::null_mut());
        assert_eq!((status, text(found)), (PEERPATH_OK, "a\u{fffd}b".to_owned()));
    }
}
