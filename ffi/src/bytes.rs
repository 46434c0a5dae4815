//! Bytes out: summaries on their way to another process.

use std::ptr;

use crate::guard::guarded_or;
use crate::handle::{self, Handle};

/// Bytes that a call gives out: a summary to be stored, or sent to where it is merged.
///
/// The caller owns them and frees them with `peerpath_bytes_free`. They are immutable: any thread
/// may use them, and several at once.
pub struct PeerpathBytes(pub(crate) Vec<u8>);

impl Handle for PeerpathBytes {
    const NAME: &'static str = "PeerpathBytes";
}

/// The first byte; NULL where `bytes` is NULL. Borrowed: valid until the bytes are freed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn peerpath_bytes_data(bytes: *const PeerpathBytes) -> *const u8 {
    guarded_or!(ptr::null(), |call| { Ok(call.handle("bytes", bytes)?.0.as_ptr()) })
}

/// How many bytes there are; 0 where `bytes` is NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn peerpath_bytes_length(bytes: *const PeerpathBytes) -> usize {
    guarded_or!(0, |call| { Ok(call.handle("bytes", bytes)?.0.len()) })
}

/// Frees bytes. NULL is fine.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn peerpath_bytes_free(bytes: *mut PeerpathBytes) {
    guarded_or!((), |_call| {
        handle::free(bytes);
        Ok(())
    });
}
