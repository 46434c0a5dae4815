#![allow(clippy::unwrap_used, reason = "tests")]

use super::*;

#[test]
fn every_byte_that_is_not_utf8_is_counted() {
    let call = Call::in_test();
    let bytes = b"ab\xffcd\xc3(\xe2\x82";
    // SAFETY: a slice and its length.
    let error = unsafe { call.text("text", bytes.as_ptr().cast(), bytes.len()) }.unwrap_err();
    assert_eq!(error.code(), Code::InvalidText);
    let found: Vec<&str> = error.problems().iter().map(Problem::found).collect();
    assert_eq!(found, ["byte 0xff at offset 2", "byte 0xc3 at offset 5", "byte 0xe2 at offset 7"]);
}

#[test]
fn impossible_arguments_are_refused() {
    let call = Call::in_test();
    // SAFETY: refused before anything is read.
    unsafe {
        assert_eq!(call.text("text", ptr::null(), 0).unwrap_err().code(), Code::NullPointer);
        assert_eq!(call.bytes("b", ptr::null(), 3).unwrap_err().code(), Code::NullPointer);
        let pointer = c"x".as_ptr();
        let error = call.text("text", pointer, usize::MAX).unwrap_err();
        assert_eq!(error.code(), Code::Argument);
    }
}

#[test]
fn a_text_ends_in_a_nul_that_does_not_count() {
    let text = PeerpathText::new("né\0".to_owned());
    // SAFETY: `text` lives to the end of the test.
    unsafe {
        assert_eq!(peerpath_text_length(&raw const text), 4);
        assert_eq!(*peerpath_text_data(&raw const text).add(4), 0);
    }
    assert_eq!(c_string("a\0b").to_str().unwrap(), "a\u{fffd}b");
}
