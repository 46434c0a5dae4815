//! Errors and panics of core as Python exceptions. Every call into core goes through [`run`].

use std::cell::RefCell;
use std::panic::{AssertUnwindSafe, catch_unwind};

use peerpath::{Code, Error, Place, Problem};
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyDict, PyList, PyType};

/// Does a piece of work without holding the interpreter, and raises what goes wrong.
pub(crate) fn run<T: Send>(
    py: Python<'_>,
    work: impl FnOnce() -> Result<T, Error> + Send,
) -> PyResult<T> {
    py.detach(|| guarded(work)).map_err(|error| raised(py, &error))
}

/// As [`run`], for work that cannot fail.
pub(crate) fn compute<T: Send>(py: Python<'_>, work: impl FnOnce() -> T + Send) -> PyResult<T> {
    run(py, || Ok(work()))
}

/// Does a piece of work that needs the interpreter, such as reading foreign memory, and raises a
/// panic as any other error.
pub(crate) fn attached<T>(py: Python<'_>, work: impl FnOnce() -> PyResult<T>) -> PyResult<T> {
    let done = guarded(|| Ok(work()));
    done.unwrap_or_else(|error| Err(raised(py, &error)))
}

/// The Python exception of an error.
pub(crate) fn raised(py: Python<'_>, error: &Error) -> PyErr {
    exception(py, error).map_or_else(|failure| failure, PyErr::from_value)
}

/// The Python exception of an error that another exception caused.
pub(crate) fn raised_from(py: Python<'_>, error: &Error, cause: PyErr) -> PyErr {
    let raised = raised(py, error);
    raised.set_cause(py, Some(cause));
    raised
}

fn exception<'py>(py: Python<'py>, error: &Error) -> PyResult<Bound<'py, PyAny>> {
    static ERROR: PyOnceLock<Py<PyType>> = PyOnceLock::new();
    static PROBLEM: PyOnceLock<Py<PyType>> = PyOnceLock::new();
    let problem = PROBLEM.import(py, "peerpath._errors", "Problem")?;
    let problems = PyList::empty(py);
    for each in error.problems() {
        problems.append(problem.call((), Some(&fields(py, each)?))?)?;
    }
    let code = error.code();
    ERROR.import(py, "peerpath._errors", "PeerpathError")?.call1((
        error.message(),
        code.name(),
        code.number(),
        problems,
        error.count(),
    ))
}

fn fields<'py>(py: Python<'py>, problem: &Problem) -> PyResult<Bound<'py, PyDict>> {
    let fields = PyDict::new(py);
    fields.set_item("place", problem.place().to_string())?;
    fields.set_item("found", problem.found())?;
    fields.set_item("expected", problem.expected())?;
    match problem.place() {
        Place::Pointer(pointer) => fields.set_item("pointer", pointer)?,
        Place::Position { line, column } => fields.set_item("position", (line, column))?,
        Place::Cell { row, column } => {
            fields.set_item("row", row)?;
            fields.set_item("column", column)?;
        }
        Place::Argument(name) => fields.set_item("argument", name)?,
        _ => {}
    }
    Ok(fields)
}

thread_local! {
    /// Where the last panic of this thread began.
    static PANICKED_AT: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// Keeps the place of a panic for the error that it becomes, instead of printing it. The hook is
/// this shared library's own: Rust code elsewhere in the process has its own standard library.
pub(crate) fn keep_panics_quiet() {
    std::panic::set_hook(Box::new(|panic| {
        let place = panic.location().map(|place| format!("{}:{}", place.file(), place.line()));
        PANICKED_AT.set(place);
    }));
}

/// The one place where a panic stops.
fn guarded<T>(work: impl FnOnce() -> Result<T, Error>) -> Result<T, Error> {
    // What the work left half done is dropped with it; everything shared is immutable.
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|panic| {
        let place = PANICKED_AT.take();
        Err(Error::of_panic("peerpath", panic.as_ref(), place.as_deref()))
    })
}

/// Panics, so that a test can see what becomes of it. Not public: its name begins with `_`.
#[pyfunction]
#[pyo3(name = "_panic", signature = (with_interpreter=false))]
pub(crate) fn panic_deliberately(py: Python<'_>, with_interpreter: bool) -> PyResult<()> {
    fn panics() {
        let nothing: [u8; 0] = [];
        let index = std::hint::black_box(7);
        let _ = nothing[index];
    }
    if !with_interpreter {
        return compute(py, panics);
    }
    attached(py, || {
        panics();
        Ok(())
    })
}

/// The codes of core, by name. Not public.
#[pyfunction]
#[pyo3(name = "_codes")]
pub(crate) fn codes() -> Vec<(&'static str, i32)> {
    Code::ALL.iter().map(|code| (code.name(), code.number())).collect()
}
