//! `peerpath.Panel`.

use peerpath::Panel;
use peerpath::transition::PanelColumns;
use pyo3::prelude::*;

use crate::error::{compute, run};
use crate::state_space::PyStateSpace;
use crate::table::PyTable;
use crate::table_input::TableInput;
use crate::value::Options;

/// What the waves of a survey saw: for each person and wave the state, or that the person was
/// not seen.
///
/// Made by ``Panel.from_table``; immutable.
///
/// Examples
/// --------
/// >>> import peerpath as pp
/// >>> panel = pp.Panel.from_table(
/// ...     {"id": ["a", "a", "b", "b", "c"], "year": [2020, 2021, 2020, 2021, 2020],
/// ...      "status": ["seeking", "peer-job", "seeking", None, "seeking"]},
/// ...     person="id", time="year", state="status")
/// >>> panel.attrition()["seen"]
/// [3, 1]
#[pyclass(frozen, name = "Panel", module = "peerpath")]
pub(crate) struct PyPanel(Panel);

#[pymethods]
impl PyPanel {
    /// Reads a table of waves: a row for each person and wave, in any order.
    ///
    /// Parameters
    /// ----------
    /// table : Table, data frame or dict of columns
    /// person, time, state : str, optional
    ///     The columns that tell persons apart, that hold the wave (numbers or dates), and the
    ///     state at the interview; null where the person was not seen. Default ``"person"``,
    ///     ``"time"``, ``"state"``.
    /// states : StateSpace, optional
    ///     The states that records must keep to. Default: those found in the table.
    ///
    /// Returns
    /// -------
    /// Panel
    ///
    /// Raises
    /// ------
    /// PeerpathError
    ///     With code ``"table"`` where columns cannot be read, ``"empty"`` where there is no
    ///     row, ``"panel"`` with every row that breaks a rule.
    ///
    /// Examples
    /// --------
    /// >>> import peerpath as pp
    /// >>> pp.Panel.from_table({"person": [1, 1], "time": [2020, 2021],
    /// ...                      "state": ["seeking", "peer-job"]}).waves
    /// [2020.0, 2021.0]
    #[staticmethod]
    #[pyo3(signature = (table, *, person=None, time=None, state=None, states=None))]
    fn from_table<'py>(
        py: Python<'py>,
        table: TableInput,
        person: Option<&Bound<'py, PyAny>>,
        time: Option<&Bound<'py, PyAny>>,
        state: Option<&Bound<'py, PyAny>>,
        states: Option<&Bound<'py, PyStateSpace>>,
    ) -> PyResult<PyPanel> {
        let columns: PanelColumns = Options::new(py, "panel")
            .with("person", person)
            .with("time", time)
            .with("state", state)
            .parse()?;
        let space = states.map(|states| states.get().0.clone());
        run(py, || Panel::from_table(&table.0, &columns, space.as_ref())).map(PyPanel)
    }

    /// The moves from each wave to the next, with their denominators.
    ///
    /// Returns
    /// -------
    /// Table
    ///     ``from``, ``to``, ``origin``, ``target``, ``n``, ``of``, ``share``, ``lower``,
    ///     ``upper``. A null state means not seen: ``of`` counts those seen again where both
    ///     states are there, else all of whom it could be true.
    ///
    /// Examples
    /// --------
    /// >>> import peerpath as pp
    /// >>> panel = pp.Panel.from_table({"person": [1, 1], "time": [2020, 2021],
    /// ...                              "state": ["seeking", "peer-job"]})
    /// >>> panel.transition_table()["n"]
    /// [1, 0, 0]
    fn transition_table(&self, py: Python<'_>) -> PyResult<PyTable> {
        run(py, || self.0.transition_table().to_table()).map(PyTable)
    }

    /// Who was seen in each wave, who missed it, and who was lost.
    ///
    /// Returns
    /// -------
    /// Table
    ///     ``wave``, ``enrolled``, ``seen``, ``joined``, ``returned``, ``missed``, ``ended``,
    ///     ``lost``, ``share``, ``lower``, ``upper``.
    ///
    /// Examples
    /// --------
    /// >>> import peerpath as pp
    /// >>> panel = pp.Panel.from_table({"person": [1, 1, 2], "time": [2020, 2021, 2020],
    /// ...                              "state": ["seeking", "peer-job", "seeking"]})
    /// >>> panel.attrition()["lost"]
    /// [0, 1]
    fn attrition(&self, py: Python<'_>) -> PyResult<PyTable> {
        run(py, || self.0.attrition().to_table()).map(PyTable)
    }

    /// The states.
    #[getter]
    fn states(&self) -> PyStateSpace {
        PyStateSpace(self.0.space().clone())
    }

    /// The waves in order, as numbers; where they are dates, as days since 1970-01-01.
    #[getter]
    fn waves(&self) -> Vec<f64> {
        self.0.waves().to_vec()
    }

    /// The number of persons.
    fn __len__(&self) -> usize {
        self.0.persons().len()
    }

    fn __str__(&self, py: Python<'_>) -> PyResult<String> {
        compute(py, || self.0.to_string())
    }

    fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
        compute(py, || format!("Panel({})", self.0))
    }

    fn _repr_html_(&self, py: Python<'_>) -> PyResult<String> {
        self.attrition(py)?.html(py)
    }
}
