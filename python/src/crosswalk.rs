//! `peerpath.Crosswalk`.

use peerpath::competency::Crosswalk;
use pyo3::prelude::*;
use pyo3::types::PyDict;

use crate::error::{compute, run};
use crate::source::json_text;
use crate::table::PyTable;
use crate::value::json_object;

/// Links between the competencies of two frameworks: what the one at the end of a link is to the
/// one at its beginning, ``exact``, ``broader``, ``narrower`` or ``related``.
///
/// Made by ``Crosswalk.from_json``; immutable.
///
/// Examples
/// --------
/// >>> import peerpath as pp
/// >>> crosswalk = pp.Crosswalk.from_json({
/// ...     "format": "peerpath/crosswalk/1", "id": "x", "version": "1", "title": "X",
/// ...     "from": "icrc-pr", "to": "samhsa-2015", "links": [
/// ...     {"from": "icrc-pr/advocacy", "to": "samhsa-2015/X", "relation": "narrower"}]})
/// >>> crosswalk.reversed().table["relation"]
/// ['broader']
#[pyclass(frozen, name = "Crosswalk", module = "peerpath")]
pub(crate) struct PyCrosswalk(pub(crate) Crosswalk);

#[pymethods]
impl PyCrosswalk {
    /// Reads a crosswalk document, ``peerpath/crosswalk/1``.
    ///
    /// Parameters
    /// ----------
    /// source : str, bytes, path or dict
    ///     The document. A ``str`` that ends in ``.json`` is a path.
    ///
    /// Returns
    /// -------
    /// Crosswalk
    ///
    /// Raises
    /// ------
    /// PeerpathError
    ///     With code ``"syntax"`` where the text is not JSON, ``"document"`` with every problem where it
    ///     is not a crosswalk.
    ///
    /// Examples
    /// --------
    /// >>> import peerpath as pp
    /// >>> crosswalk = pp.Crosswalk.from_json({
    /// ...     "format": "peerpath/crosswalk/1", "id": "x", "version": "1", "title": "X",
    /// ...     "from": "icrc-pr", "to": "samhsa-2015", "links": [
    /// ...     {"from": "icrc-pr/advocacy", "to": "samhsa-2015/X", "relation": "narrower"}]})
    /// >>> crosswalk
    /// Crosswalk('x', 'icrc-pr' to 'samhsa-2015', 1 links)
    #[staticmethod]
    fn from_json(source: &Bound<'_, PyAny>) -> PyResult<PyCrosswalk> {
        let text = json_text(source, "crosswalk")?;
        run(source.py(), || Crosswalk::from_json(&text)).map(PyCrosswalk)
    }

    /// The document as JSON text.
    ///
    /// Examples
    /// --------
    /// >>> import peerpath as pp
    /// >>> crosswalk = pp.Crosswalk.from_json({
    /// ...     "format": "peerpath/crosswalk/1", "id": "x", "version": "1", "title": "X",
    /// ...     "from": "icrc-pr", "to": "samhsa-2015", "links": [
    /// ...     {"from": "icrc-pr/advocacy", "to": "samhsa-2015/X", "relation": "narrower"}]})
    /// >>> pp.Crosswalk.from_json(crosswalk.to_json()).to_dict() == crosswalk.to_dict()
    /// True
    fn to_json(&self, py: Python<'_>) -> PyResult<String> {
        compute(py, || self.0.to_json())
    }

    /// The document as a dict.
    ///
    /// Examples
    /// --------
    /// >>> import peerpath as pp
    /// >>> crosswalk = pp.Crosswalk.from_json({
    /// ...     "format": "peerpath/crosswalk/1", "id": "x", "version": "1", "title": "X",
    /// ...     "from": "icrc-pr", "to": "samhsa-2015", "links": [
    /// ...     {"from": "icrc-pr/advocacy", "to": "samhsa-2015/X", "relation": "narrower"}]})
    /// >>> crosswalk.to_dict()["links"][0]["relation"]
    /// 'narrower'
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        json_object(py, &self.to_json(py)?)
    }

    /// A row for each link: ``from``, ``to``, ``relation``, ``confidence``, ``note``.
    #[getter]
    fn table(&self, py: Python<'_>) -> PyResult<PyTable> {
        run(py, || self.0.to_table()).map(PyTable)
    }

    /// The crosswalk the other way round.
    ///
    /// Examples
    /// --------
    /// >>> import peerpath as pp
    /// >>> crosswalk = pp.Crosswalk.from_json({
    /// ...     "format": "peerpath/crosswalk/1", "id": "x", "version": "1", "title": "X",
    /// ...     "from": "icrc-pr", "to": "samhsa-2015", "links": [
    /// ...     {"from": "icrc-pr/advocacy", "to": "samhsa-2015/X", "relation": "narrower"}]})
    /// >>> crosswalk.reversed().to_dict()["links"][0]["relation"]
    /// 'broader'
    fn reversed(&self, py: Python<'_>) -> PyResult<PyCrosswalk> {
        compute(py, || self.0.reversed()).map(PyCrosswalk)
    }

    fn __len__(&self) -> usize {
        self.0.links().len()
    }

    fn __repr__(&self) -> String {
        let (id, from, to) = (self.0.id(), self.0.from(), self.0.to());
        format!("Crosswalk('{id}', '{from}' to '{to}', {} links)", self.0.links().len())
    }
}
