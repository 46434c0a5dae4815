//! State spaces: the states a person can be in, and the transitions between them.

use std::ffi::{CString, c_char};
use std::ptr;

use peerpath::StateSpace;

use crate::error::PeerpathError;
use crate::guard::{guarded, guarded_or};
use crate::handle::{self, Handle};
use crate::status::PeerpathStatus;
use crate::text::{PeerpathText, c_string};

/// Named states, and the transitions allowed between them.
///
/// The caller owns it and frees it with `peerpath_state_space_free`. It is immutable: any thread may
/// use it, and several at once.
pub struct PeerpathStateSpace {
    space: StateSpace,
    names: Vec<CString>,
}

impl Handle for PeerpathStateSpace {
    const NAME: &'static str = "PeerpathStateSpace";
}

impl PeerpathStateSpace {
    pub(crate) fn new(space: StateSpace) -> PeerpathStateSpace {
        PeerpathStateSpace { names: space.names().map(c_string).collect(), space }
    }

    pub(crate) fn space(&self) -> &StateSpace {
        &self.space
    }
}

/// The states of the peer support workforce, shipped with the library: training, seeking, peer-job,
/// advanced-peer-job, other-job, school, left-workforce.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn peerpath_state_space_peer_workforce(
    space: *mut *mut PeerpathStateSpace,
    error: *mut *mut PeerpathError,
) -> PeerpathStatus {
    guarded!(error, |call| {
        let space = call.out("space", space)?;
        space.give(PeerpathStateSpace::new(StateSpace::peer_workforce()));
        Ok(())
    })
}

/// Reads a state space from a document, `"format": "peerpath/state-space/1"`.
///
/// `PEERPATH_SYNTAX` or `PEERPATH_DOCUMENT` where it is not one, with every problem.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn peerpath_state_space_from_json(
    text: *const c_char,
    length: usize,
    space: *mut *mut PeerpathStateSpace,
    error: *mut *mut PeerpathError,
) -> PeerpathStatus {
    guarded!(error, |call| {
        let text = call.text("text", text, length)?;
        let space = call.out("space", space)?;
        space.give(PeerpathStateSpace::new(StateSpace::from_json(text)?));
        Ok(())
    })
}

/// The number of states; 0 where `space` is NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn peerpath_state_space_state_count(
    space: *const PeerpathStateSpace,
) -> usize {
    guarded_or!(0, |call| { Ok(call.handle("space", space)?.names.len()) })
}

/// The name of a state, UTF-8 and NUL-terminated; NULL where there is none at `index`, counted from
/// 0. Borrowed: valid until the space is freed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn peerpath_state_space_state_name(
    space: *const PeerpathStateSpace,
    index: usize,
) -> *const c_char {
    guarded_or!(ptr::null(), |call| {
        let name = call.handle("space", space)?.names.get(index);
        Ok(name.map_or(ptr::null(), |name| name.as_ptr()))
    })
}

/// The space as a document again. The caller owns the text.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn peerpath_state_space_to_json(
    space: *const PeerpathStateSpace,
    json: *mut *mut PeerpathText,
    error: *mut *mut PeerpathError,
) -> PeerpathStatus {
    guarded!(error, |call| {
        let space = call.handle("space", space)?;
        let json = call.out("json", json)?;
        json.give(PeerpathText::new(space.space.to_json()));
        Ok(())
    })
}

/// Frees a state space. NULL is fine.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn peerpath_state_space_free(space: *mut PeerpathStateSpace) {
    guarded_or!((), |_call| {
        handle::free(space);
        Ok(())
    });
}
