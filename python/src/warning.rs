//! Cautions of core as Python warnings.

use peerpath::Warning;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::PyType;

/// Raises each caution of a new result as a `PeerpathWarning`, where the caller made the result.
pub(crate) fn warn(py: Python<'_>, warnings: &[Warning]) -> PyResult<()> {
    static WARNING: PyOnceLock<Py<PyType>> = PyOnceLock::new();
    for warning in warnings {
        let category = WARNING.import(py, "peerpath._errors", "PeerpathWarning")?;
        let warning = category.call1((warning.message(), warning.name()))?;
        py.import("warnings")?.call_method1("warn", (warning,))?;
    }
    Ok(())
}
