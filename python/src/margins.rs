//! `peerpath.PublishedMargins`.

use peerpath::Table;
use peerpath::table::PublishedMargins;
use pyo3::prelude::*;
use pyo3::types::PyDict;

use crate::error::run;
use crate::source::json_text;
use crate::table::PyTable;
use crate::table_input::TableInput;

/// Figures that studies published, each with its source and with how to count it in a table.
///
/// Examples
/// --------
/// >>> import peerpath as pp
/// >>> margins = pp.PublishedMargins.from_json({
/// ...     "format": "peerpath/published-margins/1", "about": "an example",
/// ...     "sources": {"s": {"citation": "A study, 2025"}},
/// ...     "figures": [{"name": "employed", "source": "s", "numerator": 448, "denominator": 591,
/// ...                  "recipe": {"file": "waves", "where": {"state": ["peer-job"]}}}]})
/// >>> margins
/// PublishedMargins(1 figures)
/// >>> margins.compare({"waves": {"state": ["peer-job", "seeking"]}})["reproduced"]
/// [0.5]
#[pyclass(frozen, name = "PublishedMargins", module = "peerpath")]
pub(crate) struct PyPublishedMargins(PublishedMargins);

#[pymethods]
impl PyPublishedMargins {
    /// Reads figures from a JSON document, ``peerpath/published-margins/1``.
    ///
    /// Parameters
    /// ----------
    /// source : str, bytes, path or dict
    ///     The document. A ``str`` that ends in ``.json`` is a path.
    ///
    /// Returns
    /// -------
    /// PublishedMargins
    ///
    /// Raises
    /// ------
    /// PeerpathError
    ///     With code ``"syntax"`` or ``"document"`` and every problem.
    ///
    /// Examples
    /// --------
    /// >>> import peerpath as pp
    /// >>> pp.PublishedMargins.from_json({"format": "peerpath/published-margins/1",
    /// ...                                "about": "none", "sources": {}, "figures": []})
    /// PublishedMargins(0 figures)
    #[staticmethod]
    fn from_json(source: &Bound<'_, PyAny>) -> PyResult<PyPublishedMargins> {
        let text = json_text(source, "published margins")?;
        run(source.py(), || PublishedMargins::from_json(&text)).map(PyPublishedMargins)
    }

    /// The figures beside what the tables show.
    ///
    /// Parameters
    /// ----------
    /// tables : dict of str to table
    ///     The tables to count in, by the names that the document uses.
    ///
    /// Returns
    /// -------
    /// Table
    ///     ``figure``, ``source``, ``published_n``, ``published_of``, ``published``, ``n``,
    ///     ``of``, ``reproduced``. Figures of a table that was not handed in are left out.
    ///
    /// Raises
    /// ------
    /// PeerpathError
    ///     With code ``"table"`` and every column that is missing or unreadable.
    ///
    /// Examples
    /// --------
    /// >>> import peerpath as pp
    /// >>> margins = pp.PublishedMargins.from_json({"format": "peerpath/published-margins/1",
    /// ...     "about": "none", "sources": {}, "figures": []})
    /// >>> len(margins.compare({}))
    /// 0
    fn compare(&self, py: Python<'_>, tables: &Bound<'_, PyDict>) -> PyResult<PyTable> {
        let tables = tables
            .iter()
            .map(|(name, table)| Ok((name.extract()?, table.extract::<TableInput>()?.0)))
            .collect::<PyResult<Vec<(String, Table)>>>()?;
        run(py, || {
            let tables: Vec<(&str, &Table)> =
                tables.iter().map(|(name, table)| (name.as_str(), table)).collect();
            self.0.compare(&tables)
        })
        .map(PyTable)
    }

    /// What these figures are for.
    #[getter]
    fn about(&self) -> &str {
        &self.0.about
    }

    fn __len__(&self) -> usize {
        self.0.figures.len()
    }

    fn __repr__(&self) -> String {
        format!("PublishedMargins({} figures)", self.0.figures.len())
    }
}
