//! `peerpath.StateSpace`.

use peerpath::StateSpace;
use pyo3::prelude::*;
use pyo3::types::PyDict;

use crate::error::{compute, run};
use crate::source::json_text;
use crate::value::json_object;

/// The states that a person can be in, and the transitions between them that can happen.
///
/// A space is *declared* (by a document, or ``StateSpace.peer_workforce()``): then records must
/// keep to it. Or it is *open*: the states are those that occur in the data. Immutable,
/// picklable.
///
/// Examples
/// --------
/// >>> import peerpath as pp
/// >>> pp.StateSpace.peer_workforce().names
/// ['training', 'seeking', 'peer-job', 'advanced-peer-job', 'other-job', 'school', 'left-workforce']
#[pyclass(frozen, eq, name = "StateSpace", module = "peerpath")]
#[derive(PartialEq)]
pub(crate) struct PyStateSpace(pub(crate) StateSpace);

#[pymethods]
impl PyStateSpace {
    /// The space of the peer support workforce: into, through and beyond peer jobs.
    ///
    /// Returns
    /// -------
    /// StateSpace
    ///
    /// Examples
    /// --------
    /// >>> import peerpath as pp
    /// >>> len(pp.StateSpace.peer_workforce())
    /// 7
    #[staticmethod]
    fn peer_workforce() -> PyStateSpace {
        PyStateSpace(StateSpace::peer_workforce())
    }

    /// Reads a state space, ``peerpath/state-space/1``.
    ///
    /// Parameters
    /// ----------
    /// source : str, bytes, path or dict
    ///     The document. A ``str`` that ends in ``.json`` is a path.
    ///
    /// Returns
    /// -------
    /// StateSpace
    ///
    /// Raises
    /// ------
    /// PeerpathError
    ///     With code ``"syntax"`` or ``"document"`` and every problem.
    ///
    /// Examples
    /// --------
    /// >>> import peerpath as pp
    /// >>> pp.StateSpace.from_json({"format": "peerpath/state-space/1",
    /// ...                          "states": [{"name": "out"}, {"name": "in"}]})
    /// StateSpace(2 states declared: out, in)
    #[staticmethod]
    fn from_json(source: &Bound<'_, PyAny>) -> PyResult<PyStateSpace> {
        let text = json_text(source, "state space")?;
        run(source.py(), || StateSpace::from_json(&text)).map(PyStateSpace)
    }

    /// The space as JSON text.
    ///
    /// Returns
    /// -------
    /// str
    ///
    /// Examples
    /// --------
    /// >>> import peerpath as pp
    /// >>> space = pp.StateSpace.peer_workforce()
    /// >>> pp.StateSpace.from_json(space.to_json()) == space
    /// True
    fn to_json(&self, py: Python<'_>) -> PyResult<String> {
        compute(py, || self.0.to_json())
    }

    /// The space as a dict: the document.
    ///
    /// Returns
    /// -------
    /// dict
    ///
    /// Examples
    /// --------
    /// >>> import peerpath as pp
    /// >>> pp.StateSpace.peer_workforce().to_dict()["states"][0]["name"]
    /// 'training'
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        json_object(py, &self.to_json(py)?)
    }

    /// The names of the states, in the order in which results list them.
    #[getter]
    fn names(&self) -> Vec<String> {
        self.0.names().map(str::to_owned).collect()
    }

    /// Whether the states are merely those found in the data.
    #[getter]
    fn is_open(&self) -> bool {
        self.0.is_open()
    }

    fn __len__(&self) -> usize {
        self.0.len()
    }

    fn __str__(&self) -> String {
        self.0.to_string()
    }

    fn __repr__(&self) -> String {
        format!("StateSpace({})", self.0)
    }

    fn __reduce__<'py>(&self, py: Python<'py>) -> PyResult<(Bound<'py, PyAny>, (String,))> {
        Ok((py.get_type::<PyStateSpace>().getattr("from_json")?, (self.to_json(py)?,)))
    }
}
