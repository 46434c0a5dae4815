//! How a long call says how far it is, and how its caller stops it.

use std::ffi::c_void;
use std::ops::ControlFlow;

use crate::guard::Call;

/// Whether a long call is to go on, asked between units of work.
///
/// `step` is called on the thread that made the call and on no other, with how many units of work are
/// done, how many there are in all, and `data`; where it returns false, the call ends with
/// `PEERPATH_CANCELLED`. It must return, and must not free a handle that the call uses. A NULL
/// `PeerpathWatch`, or one whose `step` is NULL, lets the call go on to its end.
#[repr(C)]
pub struct PeerpathWatch {
    /// Asked whether to go on.
    pub step: Option<unsafe extern "C" fn(done: u64, total: u64, data: *mut c_void) -> bool>,
    /// Handed to `step` as it is.
    pub data: *mut c_void,
}

impl Call {
    /// What a watch says; goes on where there is none.
    ///
    /// # Safety
    /// `watch` is NULL or valid during the call, and so is what its `step` does.
    pub(crate) unsafe fn watch(
        &self,
        watch: *const PeerpathWatch,
    ) -> impl FnMut(u64, u64) -> ControlFlow<()> {
        // SAFETY: by contract.
        let watch = unsafe { watch.as_ref() };
        let asked = watch.and_then(|watch| Some((watch.step?, watch.data)));
        move |done, total| {
            let Some((step, data)) = asked else { return ControlFlow::Continue(()) };
            // SAFETY: by contract.
            let goes_on = unsafe { step(done, total, data) };
            if goes_on { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
        }
    }
}
