//! Documents that the library carries, packed by `build.rs`.

use miniz_oxide::inflate::decompress_to_vec;

/// A document in the library.
#[derive(Clone, Copy)]
pub(crate) struct Packed(pub(crate) &'static [u8]);

impl Packed {
    /// The text; a test reads every document there is.
    pub(crate) fn text(self) -> String {
        let bytes = decompress_to_vec(self.0).unwrap_or_default();
        String::from_utf8(bytes).unwrap_or_default()
    }
}

/// The document of a file below `core/`, such as `"schemas/standard.json"`.
macro_rules! packed {
    ($($path:expr),+) => {
        $crate::document::Packed(include_bytes!(concat!(env!("OUT_DIR"), "/", $($path),+)))
    };
}
pub(crate) use packed;
