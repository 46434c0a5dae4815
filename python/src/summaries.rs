//! `peerpath.check_summaries`.

use peerpath::competency::{SummaryColumns, check_summaries as check};
use pyo3::prelude::*;

use crate::error::run;
use crate::table::PyTable;
use crate::table_input::TableInput;
use crate::value::Options;

/// Checks published means and standard deviations against each other, before anybody computes
/// with them.
///
/// Parameters
/// ----------
/// table : Table, data frame or dict of columns
///     A row for each published mean.
/// n, mean, sd, minimum, maximum : str, optional
///     The names of the columns. Default: these words.
/// decimals : int, optional
///     To how many decimals the figures are rounded. Default 1.
///
/// Returns
/// -------
/// Table
///     ``n``, ``mean``, ``sd``, ``minimum``, ``maximum``, ``largest_sd``: the largest deviation that
///     is possible.
///
/// Raises
/// ------
/// PeerpathError
///     With code ``"table"`` and every figure that cannot be.
///
/// Examples
/// --------
/// >>> import peerpath as pp
/// >>> published = {"n": [20], "mean": [47.7], "sd": [9017], "minimum": [32], "maximum": [69]}
/// >>> try:
/// ...     pp.check_summaries(published)
/// ... except pp.PeerpathError as error:
/// ...     error.problems[0].found
/// '9017'
#[pyfunction]
#[pyo3(signature = (
    table, *, n=None, mean=None, sd=None, minimum=None, maximum=None, decimals=None
))]
#[expect(clippy::too_many_arguments, reason = "keyword arguments of Python")]
pub(crate) fn check_summaries<'py>(
    py: Python<'py>,
    table: TableInput,
    n: Option<&Bound<'py, PyAny>>,
    mean: Option<&Bound<'py, PyAny>>,
    sd: Option<&Bound<'py, PyAny>>,
    minimum: Option<&Bound<'py, PyAny>>,
    maximum: Option<&Bound<'py, PyAny>>,
    decimals: Option<&Bound<'py, PyAny>>,
) -> PyResult<PyTable> {
    let columns: SummaryColumns = Options::new(py, "check_summaries")
        .with("n", n)
        .with("mean", mean)
        .with("sd", sd)
        .with("minimum", minimum)
        .with("maximum", maximum)
        .with("decimals", decimals)
        .parse()?;
    run(py, || check(&table.0, &columns)).map(PyTable)
}
