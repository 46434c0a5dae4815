#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

use super::*;

#[test]
fn a_panic_becomes_an_error_with_its_text_and_place() {
    let error = caught("work", || -> Result<(), Error> { panic!("on {}", "purpose") }).unwrap_err();
    assert_eq!(error.code(), Code::Internal);
    let found = error.problems()[0].found();
    assert!(found.starts_with("a panic at ffi/src/guard/tests.rs:"), "{found}");
    assert!(found.ends_with(": on purpose"), "{found}");
}

#[test]
fn what_is_no_text_is_said_to_be_none() {
    let work = || -> Result<(), Error> { panic::panic_any(7) };
    let error = caught("work", work).unwrap_err();
    assert!(error.problems()[0].found().ends_with(": no text"));
}

#[test]
fn a_guard_within_a_guard_keeps_the_outer_one() {
    let result = caught("outer", || {
        let inner = caught("inner", || -> Result<(), Error> { panic!("inner") });
        assert!(inner.is_err());
        assert!(GUARDED.get());
        Ok(7)
    });
    assert_eq!(result.unwrap(), 7);
    assert!(!GUARDED.get());
}

#[test]
fn workers_of_the_library_are_known_by_their_name() {
    let on = |name: &str| {
        let thread = thread::Builder::new().name(name.to_owned());
        thread.spawn(is_ours).unwrap().join().unwrap()
    };
    assert!(on("peerpath-0"));
    assert!(!on("host-0"));
}
