//! Text in and out: UTF-8 with a length.

use std::ffi::{CStr, CString, c_char};
use std::ptr;
use std::slice;

use peerpath::document::Described;
use peerpath::{Code, Error, Place, Problem, Problems, document};
use serde_json::Value;

use crate::guard::{Call, guarded_or};
use crate::handle::{self, Handle};

/// A text that a call gives out: UTF-8, with a length, and with a NUL after its last byte.
///
/// The caller owns it and frees it with `peerpath_text_free`. It is immutable: any thread may use
/// it, and several at once.
pub struct PeerpathText {
    /// The text and a NUL.
    bytes: Box<[u8]>,
}

impl Handle for PeerpathText {
    const NAME: &'static str = "PeerpathText";
}

impl PeerpathText {
    pub(crate) fn new(text: String) -> PeerpathText {
        PeerpathText::of_bytes(text.into_bytes())
    }

    fn of_bytes(mut bytes: Vec<u8>) -> PeerpathText {
        bytes.push(0);
        PeerpathText { bytes: bytes.into_boxed_slice() }
    }
}

/// The first byte; NULL where `text` is NULL. The byte after the last is NUL. Borrowed: valid until
/// the text is freed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn peerpath_text_data(text: *const PeerpathText) -> *const c_char {
    guarded_or!(ptr::null(), |call| { Ok(call.handle("text", text)?.bytes.as_ptr().cast()) })
}

/// The length in bytes, without the NUL; 0 where `text` is NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn peerpath_text_length(text: *const PeerpathText) -> usize {
    guarded_or!(0, |call| { Ok(call.handle("text", text)?.bytes.len() - 1) })
}

/// Frees a text. NULL is fine.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn peerpath_text_free(text: *mut PeerpathText) {
    guarded_or!((), |_call| {
        handle::free(text);
        Ok(())
    });
}

/// A result as JSON text.
pub(crate) fn json_of(result: &impl serde::Serialize) -> Result<PeerpathText, Error> {
    let text = serde_json::to_string(result).map_err(|error| {
        Error::one(Code::Internal, "result", Place::Whole, error.to_string(), "JSON")
    })?;
    Ok(PeerpathText::new(text))
}

/// A text as C reads it to the first NUL: a NUL inside it becomes U+FFFD, so that what follows
/// is not lost.
pub(crate) fn c_string(text: &str) -> CString {
    CString::new(text.replace('\0', "\u{fffd}")).unwrap_or_default()
}

impl Call {
    /// The bytes at `pointer`. NULL with the length 0 is no bytes.
    ///
    /// # Safety
    /// `pointer` is NULL or valid for `length` bytes that nothing changes during the call.
    pub(crate) unsafe fn bytes<'a>(
        &self,
        argument: &str,
        pointer: *const u8,
        length: usize,
    ) -> Result<&'a [u8], Error> {
        if pointer.is_null() {
            return match length {
                0 => Ok(&[]),
                _ => {
                    let expected = format!("{length} bytes, as the length says");
                    Err(self.refuse(Code::NullPointer, argument, "NULL", &expected))
                }
            };
        }
        if isize::try_from(length).is_err() {
            let found = format!("a length of {length} bytes");
            return Err(self.refuse(Code::Argument, argument, &found, "a length that memory has"));
        }
        // SAFETY: not NULL and of possible length; valid by contract.
        Ok(unsafe { slice::from_raw_parts(pointer, length) })
    }

    /// The text at `pointer`.
    ///
    /// # Safety
    /// As [`Call::bytes`].
    pub(crate) unsafe fn text<'a>(
        &self,
        argument: &str,
        pointer: *const c_char,
        length: usize,
    ) -> Result<&'a str, Error> {
        if pointer.is_null() {
            return Err(self.refuse(Code::NullPointer, argument, "NULL", "UTF-8 text"));
        }
        // SAFETY: by contract.
        let bytes = unsafe { self.bytes(argument, pointer.cast(), length) }?;
        std::str::from_utf8(bytes).map_err(|_| self.not_utf8(argument, bytes))
    }

    /// The text at `pointer`, to its NUL.
    ///
    /// # Safety
    /// `pointer` is NULL or a NUL-terminated text that nothing changes during the call.
    pub(crate) unsafe fn c_text<'a>(
        &self,
        argument: &str,
        pointer: *const c_char,
    ) -> Result<&'a str, Error> {
        if pointer.is_null() {
            return Err(self.refuse(Code::NullPointer, argument, "NULL", "UTF-8 text"));
        }
        // SAFETY: not NULL; valid by contract.
        let bytes = unsafe { CStr::from_ptr(pointer) }.to_bytes();
        std::str::from_utf8(bytes).map_err(|_| self.not_utf8(argument, bytes))
    }

    /// The list at `pointer`. NULL with the length 0 is an empty list.
    ///
    /// # Safety
    /// `pointer` is NULL or valid for `length` values that nothing changes during the call.
    pub(crate) unsafe fn list<'a, T>(
        &self,
        argument: &str,
        pointer: *const T,
        length: usize,
    ) -> Result<&'a [T], Error> {
        if length == 0 {
            return Ok(&[]);
        }
        if pointer.is_null() {
            let expected = format!("{length} values, as the length says");
            return Err(self.refuse(Code::NullPointer, argument, "NULL", &expected));
        }
        if length > isize::MAX as usize / size_of::<T>().max(1) {
            let found = format!("a length of {length}");
            return Err(self.refuse(Code::Argument, argument, &found, "a length that memory has"));
        }
        // SAFETY: not NULL and of possible length; valid by contract.
        Ok(unsafe { slice::from_raw_parts(pointer, length) })
    }

    /// The text at `pointer`; NULL with the length 0 is no text.
    ///
    /// # Safety
    /// As [`Call::bytes`].
    pub(crate) unsafe fn optional_text<'a>(
        &self,
        argument: &str,
        pointer: *const c_char,
        length: usize,
    ) -> Result<Option<&'a str>, Error> {
        if pointer.is_null() && length == 0 {
            return Ok(None);
        }
        // SAFETY: by contract.
        unsafe { self.text(argument, pointer, length) }.map(Some)
    }

    /// Every place where bytes are not UTF-8.
    fn not_utf8(&self, argument: &str, bytes: &[u8]) -> Error {
        let mut problems = Problems::new();
        let mut at = 0;
        for chunk in bytes.utf8_chunks() {
            at += chunk.valid().len();
            if let Some(byte) = chunk.invalid().first() {
                problems.add(|| {
                    let found = format!("byte 0x{byte:02x} at offset {at}");
                    Problem::new(Place::argument(argument), found, "UTF-8 text")
                });
            }
            at += chunk.invalid().len();
        }
        problems.into_error(Code::InvalidText, self.function())
    }

    /// Options in JSON. NULL or no text is all defaults.
    ///
    /// # Safety
    /// As [`Call::bytes`].
    pub(crate) unsafe fn options<T>(
        &self,
        argument: &str,
        pointer: *const c_char,
        length: usize,
    ) -> Result<T, Error>
    where
        T: Described,
    {
        let subject = format!("{}, argument `{argument}`", self.function());
        // SAFETY: by contract.
        let value = unsafe { self.value(&subject, argument, pointer, length) }?;
        document::parse_value(&value, &subject, Code::Argument)
    }

    /// A JSON value. NULL or no text is an empty object.
    ///
    /// # Safety
    /// As [`Call::bytes`].
    unsafe fn value(
        &self,
        subject: &str,
        argument: &str,
        pointer: *const c_char,
        length: usize,
    ) -> Result<Value, Error> {
        // SAFETY: by contract.
        match unsafe { self.optional_text(argument, pointer, length) }? {
            None | Some("") => Ok(Value::Object(serde_json::Map::new())),
            Some(text) => document::parse(text, subject),
        }
    }
}

#[cfg(test)]
mod tests;
