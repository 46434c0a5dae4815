//! Text files.

use std::path::Path;

use crate::error::{Code, Error, Place};

/// The text of a file in UTF-8.
///
/// # Errors
/// [`Code::File`] where it cannot be read, [`Code::InvalidText`] where it is not UTF-8.
pub fn read_file(path: &Path) -> Result<String, Error> {
    let subject = path.display().to_string();
    let bytes = std::fs::read(path).map_err(|error| {
        Error::one(Code::File, &subject, Place::Whole, error.to_string(), "a file to read")
    })?;
    String::from_utf8(bytes).map_err(|error| {
        let position = error.utf8_error().valid_up_to();
        let found = format!("a byte that is not UTF-8 after {position} good ones");
        Error::one(Code::InvalidText, &subject, Place::Whole, found, "UTF-8")
    })
}
