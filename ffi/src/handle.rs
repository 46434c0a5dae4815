//! Handles: what the library gives out behind a pointer and takes back to be freed.

use std::ptr::NonNull;

use peerpath::{Code, Error};

use crate::guard::Call;

/// A type that C sees as an opaque pointer. `Send + Sync` is what the header promises: any
/// thread may use a handle, and several may read one at once.
pub(crate) trait Handle: Sized + Send + Sync {
    /// The name of the type in C.
    const NAME: &'static str;

    /// Whether a panic may have left it half changed.
    fn is_poisoned(&self) -> bool {
        false
    }
}

/// The value of a handle that calls may change, and whether one of them panicked midway.
pub(crate) struct Mutable<T> {
    value: T,
    poisoned: bool,
}

impl<T> Mutable<T> {
    pub(crate) fn new(value: T) -> Mutable<T> {
        Mutable { value, poisoned: false }
    }

    /// The value. The handle was checked by [`Call::handle`].
    pub(crate) fn get(&self) -> &T {
        &self.value
    }

    pub(crate) fn is_poisoned(&self) -> bool {
        self.poisoned
    }

    /// Changes the value. If `change` panics, the handle stays poisoned.
    pub(crate) fn change<R>(&mut self, change: impl FnOnce(&mut T) -> R) -> R {
        self.poisoned = true;
        let result = change(&mut self.value);
        self.poisoned = false;
        result
    }
}

impl Call {
    /// The value behind a handle that is only read.
    ///
    /// # Safety
    /// `pointer` is NULL or a live handle that nothing changes during the call.
    pub(crate) unsafe fn handle<'a, T: Handle>(
        &self,
        argument: &str,
        pointer: *const T,
    ) -> Result<&'a T, Error> {
        // SAFETY: by contract.
        let handle = unsafe { pointer.as_ref() };
        self.usable(argument, handle)
    }

    /// The value behind a handle that may be left out.
    ///
    /// # Safety
    /// As [`Call::handle`].
    pub(crate) unsafe fn optional_handle<'a, T: Handle>(
        &self,
        argument: &str,
        pointer: *const T,
    ) -> Result<Option<&'a T>, Error> {
        if pointer.is_null() {
            return Ok(None);
        }
        // SAFETY: by contract.
        unsafe { self.handle(argument, pointer) }.map(Some)
    }

    /// The value behind a handle that is changed.
    ///
    /// # Safety
    /// `pointer` is NULL or a live handle that nothing else uses during the call.
    pub(crate) unsafe fn handle_mut<'a, T: Handle>(
        &self,
        argument: &str,
        pointer: *mut T,
    ) -> Result<&'a mut T, Error> {
        // SAFETY: by contract.
        let handle = unsafe { pointer.as_mut() };
        self.usable(argument, handle)
    }

    fn usable<R>(&self, argument: &str, handle: Option<R>) -> Result<R, Error>
    where
        R: std::ops::Deref<Target: Handle>,
    {
        let name = <R::Target as Handle>::NAME;
        let Some(handle) = handle else {
            return Err(self.refuse(Code::NullPointer, argument, "NULL", &format!("a {name}")));
        };
        if handle.is_poisoned() {
            let found = "a handle whose last change panicked";
            let expected = format!("another {name}; this one can only be freed");
            return Err(self.refuse(Code::PoisonedHandle, argument, found, &expected));
        }
        Ok(handle)
    }

    /// Where a result goes. Checked before the work and written after it, so that outputs stay
    /// untouched on failure.
    ///
    /// # Safety
    /// `pointer` is NULL or valid for writing.
    pub(crate) unsafe fn out<T>(&self, argument: &str, pointer: *mut T) -> Result<Out<T>, Error> {
        match NonNull::new(pointer) {
            Some(pointer) => Ok(Out(pointer)),
            None => {
                let expected = "where the result is to be written";
                Err(self.refuse(Code::NullPointer, argument, "NULL", expected))
            }
        }
    }
}

/// A checked place for a result.
pub(crate) struct Out<T>(NonNull<T>);

impl<T> Out<T> {
    /// Writes a plain value.
    pub(crate) fn write(self, value: T) {
        // SAFETY: valid for writing, by the contract of `Call::out`.
        unsafe { self.0.write(value) }
    }
}

impl<T: Handle> Out<*mut T> {
    /// Gives out a new handle; the caller owns it.
    pub(crate) fn give(self, value: T) {
        self.write(Box::into_raw(Box::new(value)));
    }
}

/// Takes a handle back and drops it; NULL is fine.
///
/// # Safety
/// `pointer` is NULL or a live handle that no other call uses.
pub(crate) unsafe fn free<T: Handle>(pointer: *mut T) {
    if !pointer.is_null() {
        // SAFETY: every handle comes from `Out::give` or from the guard, as a box.
        drop(unsafe { Box::from_raw(pointer) });
    }
}
