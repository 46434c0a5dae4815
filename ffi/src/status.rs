//! The status that every fallible function returns.

/// What every fallible function returns: `PEERPATH_OK`, or the number that says why it failed.
///
/// It is a plain integer, so that a program built against this header also meets numbers that a
/// later version of the library adds; treat any other number than `PEERPATH_OK` as a failure.
/// The numbers never change meaning. They are the same in Rust (`Code::number`) and in Python.
pub type PeerpathStatus = i32;

/// The call succeeded; its outputs are written.
pub const PEERPATH_OK: PeerpathStatus = 0;
/// A defect of the library itself: an unexpected panic was caught, the message has its text.
pub const PEERPATH_INTERNAL: PeerpathStatus = 1;
/// The caller stopped the work.
pub const PEERPATH_CANCELLED: PeerpathStatus = 2;
/// A pointer that must not be NULL is NULL.
pub const PEERPATH_NULL_POINTER: PeerpathStatus = 3;
/// Text is not valid UTF-8.
pub const PEERPATH_INVALID_TEXT: PeerpathStatus = 4;
/// A handle can no longer be used, because an earlier call that changed it panicked.
/// It can only be freed.
pub const PEERPATH_POISONED_HANDLE: PeerpathStatus = 5;
/// An Arrow stream was already released, is malformed, or reported an error of its own.
pub const PEERPATH_STREAM: PeerpathStatus = 6;
/// A file could not be read or written.
pub const PEERPATH_FILE: PeerpathStatus = 7;
/// An argument is out of its range, or names something that is not there.
pub const PEERPATH_ARGUMENT: PeerpathStatus = 100;
/// A document is not JSON.
pub const PEERPATH_SYNTAX: PeerpathStatus = 101;
/// A document is JSON, but not a document of the asked kind.
pub const PEERPATH_DOCUMENT: PeerpathStatus = 102;
/// The catalog has no document of this name.
pub const PEERPATH_UNKNOWN_NAME: PeerpathStatus = 103;
/// A standard is not in force on the date asked for.
pub const PEERPATH_NOT_IN_FORCE: PeerpathStatus = 104;
/// A table lacks a column, or a column has the wrong type or impossible values.
pub const PEERPATH_TABLE: PeerpathStatus = 200;
/// Employment records contradict each other or the state space.
pub const PEERPATH_HISTORIES: PeerpathStatus = 201;
/// Wave records contradict each other or the state space.
pub const PEERPATH_PANEL: PeerpathStatus = 202;
/// There is nothing to compute from.
pub const PEERPATH_EMPTY: PeerpathStatus = 203;
