//! The guard in which the body of every C function runs: no panic leaves it.

use std::cell::{Cell, RefCell};
use std::panic::{self, AssertUnwindSafe, PanicHookInfo};
use std::sync::Once;
use std::thread;

use peerpath::{Code, Error, Place};

use crate::error::PeerpathError;
use crate::status::{PEERPATH_OK, PeerpathStatus};

/// The body of a C function that returns a status: `guarded!(error, |call| { … Ok(()) })`.
///
/// A macro *inside* a plainly written function, so that the header generator sees the
/// signature. It also holds the one `unsafe` of all bodies, since they all rest on the same
/// promise.
macro_rules! guarded {
    ($error:ident, |$call:ident| $body:block) => {
        // SAFETY: the caller keeps the promises of the header: a pointer is NULL or valid for
        // what its function says, and nothing changes or frees a handle while another call uses it.
        unsafe { $crate::guard::status($error, |$call: &$crate::guard::Call| $body) }
    };
}

/// The body of a C function that returns a value, and `$default` where it cannot.
macro_rules! guarded_or {
    ($default:expr, |$call:ident| $body:block) => {
        // SAFETY: as in `guarded!`.
        unsafe { $crate::guard::value($default, |$call: &$crate::guard::Call| $body) }
    };
}

pub(crate) use {guarded, guarded_or};

/// The call under way. Its methods, in the files of what they read, turn what C passes into
/// what Rust may use; a refusal names the function and the argument.
pub(crate) struct Call {
    function: &'static str,
}

impl Call {
    /// The call whose body has this name: that of a closure is its path,
    /// `peerpath_ffi::table::peerpath_table_free::{{closure}}`.
    fn of(path: &'static str) -> Call {
        let function =
            path.split("::").find(|part| part.starts_with("peerpath_") && *part != "peerpath_ffi");
        Call { function: function.unwrap_or("call") }
    }

    #[cfg(test)]
    pub(crate) fn in_test() -> Call {
        Call { function: "test" }
    }

    /// The name of the C function.
    pub(crate) fn function(&self) -> &'static str {
        self.function
    }

    /// A refusal of one argument.
    pub(crate) fn refuse(&self, code: Code, argument: &str, found: &str, expected: &str) -> Error {
        Error::one(code, self.function, Place::argument(argument), found, expected)
    }
}

/// Runs a body; where it fails, writes its error to `error` and returns its code.
///
/// # Safety
/// `error` is NULL or valid for writing.
pub(crate) unsafe fn status<F>(error: *mut *mut PeerpathError, body: F) -> PeerpathStatus
where
    F: FnOnce(&Call) -> Result<(), Error>,
{
    let mut body = Some(body);
    let mut once = |call: &Call| body.take().map_or(Ok(()), |body| body(call));
    // SAFETY: as here.
    unsafe { report(guard(std::any::type_name::<F>(), &mut once), error) }
}

/// Runs a body; where it fails, returns `default`.
///
/// # Safety
/// None of its own; unsafe so that the body may do what its C function promises.
pub(crate) unsafe fn value<T, F>(default: T, body: F) -> T
where
    F: FnOnce(&Call) -> Result<T, Error>,
{
    let (mut body, mut found) = (Some(body), None);
    let mut once = |call: &Call| {
        found = body.take().map(|body| body(call)).transpose()?;
        Ok(())
    };
    // There is nowhere to say why there is no value.
    let _ = guard(std::any::type_name::<F>(), &mut once);
    found.unwrap_or(default)
}

/// Guards the body with this name: one piece of code for hundreds of functions.
#[inline(never)]
fn guard(
    name: &'static str,
    body: &mut dyn FnMut(&Call) -> Result<(), Error>,
) -> Result<(), Error> {
    let call = Call::of(name);
    caught(call.function, || body(&call))
}

/// Writes the error of what failed to `error`, and returns its code.
///
/// # Safety
/// `error` is NULL or valid for writing.
#[inline(never)]
unsafe fn report(outcome: Result<(), Error>, error: *mut *mut PeerpathError) -> PeerpathStatus {
    let Err(failure) = outcome else { return PEERPATH_OK };
    let status = failure.code().number();
    if !error.is_null() {
        let object = caught("report", || Ok(Box::into_raw(Box::new(PeerpathError::new(failure)))));
        // SAFETY: not NULL, so valid by contract.
        unsafe { error.write(object.unwrap_or(std::ptr::null_mut())) };
    }
    status
}

/// Runs `work`, and turns a panic into an error that has the text and place of the panic.
///
/// That it may be called with references to anything (`AssertUnwindSafe`) is sound because what
/// a panic could leave half changed is either dropped with the call or poisoned
/// ([`crate::handle::Mutable`]).
pub(crate) fn caught<T>(
    subject: &str,
    work: impl FnOnce() -> Result<T, Error>,
) -> Result<T, Error> {
    static HOOK: Once = Once::new();
    HOOK.call_once(install_hook);
    let outer = GUARDED.replace(true);
    let result = panic::catch_unwind(AssertUnwindSafe(work));
    GUARDED.set(outer);
    result.unwrap_or_else(|payload| {
        let place = LAST_PANIC_PLACE.take();
        Err(Error::of_panic(subject, payload.as_ref(), place.as_deref()))
    })
}

thread_local! {
    /// Whether this thread is inside a guard.
    static GUARDED: Cell<bool> = const { Cell::new(false) };
    /// Where the panic now unwinding on this thread began, as `file:line`.
    static LAST_PANIC_PLACE: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// Keeps panics under a guard off the host's standard error.
///
/// Rust prints a panic *before* it unwinds, through a hook that is one for all threads: the only
/// way to keep the host's terminal clean is a hook, and a swap around each call would race. So
/// one is installed at the first call and stays: it holds no state of the library, only
/// notes the place of a panic in a guarded call, and hands every other panic to the hook that
/// was there before. In the shared library, Rust's runtime is private, so a host in Rust is not
/// even touched; in a static library it keeps its own hook for its own panics.
fn install_hook() {
    let previous = panic::take_hook();
    panic::set_hook(Box::new(move |info: &PanicHookInfo<'_>| {
        if is_ours() {
            let place = info.location().map(|at| format!("{}:{}", at.file(), at.line()));
            LAST_PANIC_PLACE.set(place);
        } else {
            previous(info);
        }
    }));
}

/// Whether this thread works for a guarded call: it is inside a guard, or a worker that core named
/// after the library, whose panic comes back to the thread inside the guard.
fn is_ours() -> bool {
    GUARDED.get() || thread::current().name().is_some_and(|name| name.starts_with("peerpath-"))
}

#[cfg(test)]
mod tests;
