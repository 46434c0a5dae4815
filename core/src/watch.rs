//! How a long computation says how far it is, and how its caller stops it.

use std::fmt;
use std::ops::ControlFlow;

use crate::error::{Code, Error, Place};

type Step<'a> = &'a mut dyn FnMut(u64, u64) -> ControlFlow<()>;

/// Asked between units of work, with how many are done and how many there are in all, whether
/// to go on. It is asked on the thread that made the call and on no other, whatever the number
/// of threads that work.
///
/// ```
/// use std::ops::ControlFlow;
/// use peerpath::Watch;
/// let mut show = |done: u64, total: u64| {
///     println!("{done} of {total}");
///     if done < 3 { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
/// };
/// let mut watch = Watch::calling(&mut show);
/// # let _ = &mut watch;
/// let mut nobody = Watch::none();
/// # let _ = &mut nobody;
/// ```
#[derive(Default)]
pub struct Watch<'a>(Option<Step<'a>>);

impl<'a> Watch<'a> {
    /// Nobody watches: the work is done to its end.
    #[must_use]
    pub fn none() -> Watch<'a> {
        Watch(None)
    }

    /// Asks `step`; where it breaks, the call ends with [`Code::Cancelled`].
    pub fn calling(step: Step<'a>) -> Watch<'a> {
        Watch(Some(step))
    }

    /// Whether to go on.
    pub(crate) fn goes_on(&mut self, done: u64, total: u64) -> bool {
        self.0.as_mut().is_none_or(|step| step(done, total).is_continue())
    }
}

impl fmt::Debug for Watch<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.0.is_some() { "Watch(calling)" } else { "Watch(none)" })
    }
}

/// The error of work that its caller stopped.
pub(crate) fn cancelled(subject: &str, done: u64, total: u64) -> Error {
    let found = format!("a request to stop after {done} of {total} steps");
    Error::one(Code::Cancelled, subject, Place::Whole, found, "work to its end")
}
