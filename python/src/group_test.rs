//! `peerpath.GroupTest`.

use peerpath::transition::GroupTest;
use pyo3::prelude::*;
use pyo3::types::PyDict;

use crate::error::run;
use crate::table::PyTable;
use crate::value::to_python;
use crate::warning::warn;

/// The result of a test of whether groups differ. Made by ``Histories.log_rank`` and
/// ``Histories.gray_test``; immutable.
///
/// Examples
/// --------
/// >>> import peerpath as pp
/// >>> histories = pp.Histories.from_spells({"person": [1, 1, 2, 2], "start": [0, 7, 0, 9],
/// ...     "stop": [7, 30, 9, 30], "state": ["seeking", "peer-job"] * 2,
/// ...     "region": ["NC", "NC", "TN", "TN"]}, covariates=["region"])
/// >>> histories.log_rank("region", "seeking")
/// GroupTest(log-rank test: chi-squared 1.0000 on 1 df, p = 0.3173)
#[pyclass(frozen, name = "GroupTest", module = "peerpath")]
pub(crate) struct PyGroupTest(GroupTest);

impl PyGroupTest {
    pub(crate) fn new(py: Python<'_>, test: GroupTest) -> PyResult<PyGroupTest> {
        warn(py, &test.warnings)?;
        Ok(PyGroupTest(test))
    }
}

#[pymethods]
impl PyGroupTest {
    /// The name of the test.
    #[getter]
    fn test(&self) -> &'static str {
        self.0.test
    }

    /// The statistic, chi-squared if the groups do not differ.
    #[getter]
    fn statistic(&self) -> f64 {
        self.0.statistic
    }

    /// Its degrees of freedom.
    #[getter]
    fn df(&self) -> u64 {
        self.0.df
    }

    /// How likely a statistic as large as this one is if the groups do not differ.
    #[getter]
    fn p_value(&self) -> f64 {
        self.0.p_value
    }

    /// A row for each group: ``group``, ``n``, ``events``, ``observed``, ``expected``.
    #[getter]
    fn groups(&self, py: Python<'_>) -> PyResult<PyTable> {
        run(py, || self.0.groups_table()).map(PyTable)
    }

    /// The test as a table of one row: ``statistic``, ``df``, ``p_value``.
    #[getter]
    fn table(&self, py: Python<'_>) -> PyResult<PyTable> {
        run(py, || self.0.to_table()).map(PyTable)
    }

    /// The covariance of observed less expected, a list for each group.
    #[getter]
    fn covariance(&self) -> Vec<Vec<f64>> {
        self.0.covariance.clone()
    }

    /// The cautions that were raised with the test.
    #[getter]
    fn warnings(&self) -> Vec<String> {
        self.0.warnings.iter().map(ToString::to_string).collect()
    }

    /// All of it as a dict.
    ///
    /// Returns
    /// -------
    /// dict
    ///
    /// Examples
    /// --------
    /// >>> import peerpath as pp
    /// >>> histories = pp.Histories.from_spells({"person": [1, 2], "start": [0, 0],
    /// ...     "stop": [7, 9], "state": ["seeking"] * 2, "region": ["NC", "TN"]},
    /// ...     covariates=["region"], states=pp.StateSpace.peer_workforce())
    /// >>> try:
    /// ...     histories.log_rank("region", "seeking").to_dict()
    /// ... except pp.PeerpathError as error:
    /// ...     print(error.code)
    /// empty
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let value = serde_json::to_value(&self.0).unwrap_or_default();
        Ok(to_python(py, &value)?.cast_into()?)
    }

    /// All of it as JSON text.
    ///
    /// Returns
    /// -------
    /// str
    ///
    /// Examples
    /// --------
    /// >>> import json
    /// >>> import peerpath as pp
    /// >>> histories = pp.Histories.from_spells({"person": [1, 1, 2, 2], "start": [0, 7, 0, 9],
    /// ...     "stop": [7, 30, 9, 30], "state": ["seeking", "peer-job"] * 2,
    /// ...     "region": ["NC", "NC", "TN", "TN"]}, covariates=["region"])
    /// >>> json.loads(histories.log_rank("region", "seeking").to_json())["df"]
    /// 1
    fn to_json(&self) -> String {
        serde_json::to_string(&self.0).unwrap_or_default()
    }

    fn __str__(&self) -> String {
        self.0.to_string()
    }

    fn __repr__(&self) -> String {
        format!("GroupTest({})", self.0)
    }

    fn _repr_html_(&self, py: Python<'_>) -> PyResult<String> {
        self.groups(py)?.html(py)
    }
}
