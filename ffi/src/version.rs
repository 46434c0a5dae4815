//! The version of the library and of its binary interface.

use std::ffi::c_char;

/// The binary interface that this header describes: one more for each version of the header that
/// adds to it. A library serves this header where `peerpath_abi_version()` is at least this and
/// the shared library has the same name (`libpeerpath.so.0.1`).
pub const PEERPATH_ABI_VERSION: u32 = 1;

/// The version of the library in use, such as `0.1.0`; compare it with `PEERPATH_VERSION`, the
/// version of this header. A constant of the library: never freed, valid for ever.
#[unsafe(no_mangle)]
pub extern "C" fn peerpath_version() -> *const c_char {
    concat!(env!("CARGO_PKG_VERSION"), "\0").as_ptr().cast()
}

/// The binary interface of the library in use; compare it with `PEERPATH_ABI_VERSION`.
#[unsafe(no_mangle)]
pub extern "C" fn peerpath_abi_version() -> u32 {
    PEERPATH_ABI_VERSION
}
