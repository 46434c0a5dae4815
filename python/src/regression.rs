//! `peerpath.BinomialRegression`.

use peerpath::competency::{BinomialRegression, BinomialRegressionOptions};
use pyo3::prelude::*;

use crate::error::run;
use crate::table::PyTable;
use crate::table_input::TableInput;
use crate::value::Options;
use crate::warning::warn;

/// A logistic or log-link binomial regression, fitted. Made by ``binomial_regression``.
///
/// Examples
/// --------
/// >>> import peerpath as pp
/// >>> table = {"stayed": [1, 1, 0] * 3 + [1, 0, 0] * 3, "role": ["clear"] * 9 + ["unclear"] * 9}
/// >>> fitted = pp.binomial_regression(table, "stayed", [["role"]])
/// >>> fitted.blocks["n"]
/// [18]
#[pyclass(frozen, name = "BinomialRegression", module = "peerpath")]
pub(crate) struct PyBinomialRegression {
    table: Py<PyTable>,
    blocks: Py<PyTable>,
    warnings: Vec<String>,
}

#[pymethods]
impl PyBinomialRegression {
    /// The coefficients, block by block: ``block``, ``term``, ``coef``, ``std_err``,
    /// ``robust_std_err``, ``odds_ratio`` (``risk_ratio`` with the log link), ``lower``,
    /// ``upper``, ``z``, ``p_value``.
    #[getter]
    fn table(&self, py: Python<'_>) -> Py<PyTable> {
        self.table.clone_ref(py)
    }

    /// The fits, block by block: ``block``, ``parameters``, ``n``, ``missing``, ``events``,
    /// ``log_likelihood``, ``aic``, ``statistic``, ``df``, ``p_value`` (of the likelihood ratio
    /// against the block before), ``iterations``, ``converged``.
    #[getter]
    fn blocks(&self, py: Python<'_>) -> Py<PyTable> {
        self.blocks.clone_ref(py)
    }

    /// The cautions that were raised with the result.
    #[getter]
    fn warnings(&self) -> Vec<String> {
        self.warnings.clone()
    }

    fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
        let (table, blocks) = (self.table.get().text(py)?, self.blocks.get().text(py)?);
        Ok(format!("BinomialRegression\n{table}\n{blocks}"))
    }

    fn _repr_html_(&self, py: Python<'_>) -> PyResult<String> {
        Ok(format!("{}{}", self.table.get().html(py)?, self.blocks.get().html(py)?))
    }
}

/// Who does and who does not: logistic or log-link binomial regression, once for each block of
/// covariates and all blocks before it, over the rows in which nothing is missing.
///
/// Parameters
/// ----------
/// table : Table, data frame or dict of columns
/// outcome : str
///     The column that says yes or no: true or false, 1 or 0, or any with ``success``.
/// blocks : list of list of str
///     Covariates: columns, or products of two as ``"a:b"``. Columns of numbers are taken as they
///     are, others as categories.
/// success : str, optional
///     The value of the outcome that counts as yes.
/// categories : list of str, optional
///     Columns of numbers that are categories.
/// reference : dict of str to str, optional
///     The category that others are held against. Default: the first.
/// link : {"logit", "log"}, optional
///     Odds ratios or risk ratios. Default ``"logit"``.
/// weight : str, optional
///     A column of weights.
/// cluster : str, optional
///     A column of clusters whose members are alike.
/// errors : {"model", "robust"}, optional
///     Which standard errors intervals and tests rest on. Default: ``"robust"`` with weights or
///     clusters, else ``"model"``.
/// level : float, optional
///     The level of the intervals. Default 0.95.
///
/// Returns
/// -------
/// BinomialRegression
///
/// Raises
/// ------
/// PeerpathError
///     With code ``"argument"`` where an argument cannot be meant, ``"table"`` where a column is
///     missing or an outcome neither yes nor no, ``"empty"`` where all outcomes are alike.
///
/// Warns
/// -----
/// PeerpathWarning
///     Where covariates separate the outcomes or make each other up, events or clusters are few,
///     or the fit did not converge.
///
/// Examples
/// --------
/// >>> import peerpath as pp
/// >>> table = {"stayed": [1, 1, 0] * 3 + [1, 0, 0] * 3, "role": ["clear"] * 9 + ["unclear"] * 9}
/// >>> fitted = pp.binomial_regression(table, "stayed", [["role"]], reference={"role": "unclear"})
/// >>> [round(ratio, 6) for ratio in fitted.table["odds_ratio"]]
/// [0.5, 4.0]
#[pyfunction]
#[pyo3(signature = (
    table, outcome, blocks, *, success=None, categories=None, reference=None, link=None,
    weight=None, cluster=None, errors=None, level=None
))]
#[expect(clippy::too_many_arguments, reason = "keyword arguments of Python")]
pub(crate) fn binomial_regression<'py>(
    py: Python<'py>,
    table: TableInput,
    outcome: &Bound<'py, PyAny>,
    blocks: &Bound<'py, PyAny>,
    success: Option<&Bound<'py, PyAny>>,
    categories: Option<&Bound<'py, PyAny>>,
    reference: Option<&Bound<'py, PyAny>>,
    link: Option<&Bound<'py, PyAny>>,
    weight: Option<&Bound<'py, PyAny>>,
    cluster: Option<&Bound<'py, PyAny>>,
    errors: Option<&Bound<'py, PyAny>>,
    level: Option<&Bound<'py, PyAny>>,
) -> PyResult<PyBinomialRegression> {
    let options: BinomialRegressionOptions = Options::new(py, "binomial regression")
        .with("outcome", Some(outcome))
        .with("blocks", Some(blocks))
        .with("success", success)
        .with("categories", categories)
        .with("reference", reference)
        .with("link", link)
        .with("weight", weight)
        .with("cluster", cluster)
        .with("errors", errors)
        .with("level", level)
        .parse()?;
    let (terms, by_block, warnings) = run(py, || {
        let fitted = BinomialRegression::from_table(&table.0, &options)?;
        Ok((fitted.to_table()?, fitted.blocks_to_table()?, fitted.warnings().to_vec()))
    })?;
    warn(py, &warnings)?;
    Ok(PyBinomialRegression {
        table: Py::new(py, PyTable(terms))?,
        blocks: Py::new(py, PyTable(by_block))?,
        warnings: warnings.iter().map(ToString::to_string).collect(),
    })
}
