//! `peerpath.catalog`.

use pyo3::prelude::*;

use crate::error::run;
use crate::table::PyTable;

/// The standards and frameworks that are shipped, a row for each version.
///
/// Returns
/// -------
/// Table
///     ``kind`` (standard or framework), ``id``, ``version``, ``title``, ``jurisdiction``,
///     ``credential``, ``effective_from``, ``effective_until``, ``superseded_by``,
///     ``verified_on``, ``confidence``; ``requirements`` (competencies of a framework) and how
///     many of them are ``found`` and ``unverified``; of fourteen things one would want to know
///     of a credential how many are known, ``fields_found``, ``fields_unverified``,
///     ``fields_unknown``, and the names of those ``not_known``; ``sources``.
///
/// Examples
/// --------
/// >>> import peerpath as pp
/// >>> "us-nc/cpss" in pp.catalog()["id"]
/// True
#[pyfunction]
pub(crate) fn catalog(py: Python<'_>) -> PyResult<PyTable> {
    run(py, || peerpath::catalog().to_table()).map(PyTable)
}
