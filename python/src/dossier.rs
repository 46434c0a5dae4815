//! `peerpath.Dossier`.

use peerpath::Dossier;
use pyo3::prelude::*;
use pyo3::types::PyDict;

use crate::error::{compute, run};
use crate::source::{json_text, path};
use crate::value::json_object;

/// The evidence on one person.
///
/// Every section is optional. What is absent is unknown, save in the sections that the dossier
/// lists as ``complete``: there it is not so. Made by ``Dossier.from_json(source)``; immutable,
/// picklable.
///
/// Examples
/// --------
/// >>> import peerpath as pp
/// >>> pp.Dossier.from_json({
/// ...     "format": "peerpath/dossier/1", "person": "p-17", "born": "1988-05-02",
/// ...     "hours": [{"id": "e3", "of": "training", "amount": 50, "to": "2026-03-13"}]})
/// Dossier('p-17')
#[pyclass(frozen, name = "Dossier", module = "peerpath")]
pub(crate) struct PyDossier(pub(crate) Dossier);

#[pymethods]
impl PyDossier {
    /// Reads a dossier document, ``peerpath/dossier/1``.
    ///
    /// Parameters
    /// ----------
    /// source : str, bytes, path or dict
    ///     The document. A ``str`` that ends in ``.json`` is a path.
    ///
    /// Returns
    /// -------
    /// Dossier
    ///
    /// Raises
    /// ------
    /// PeerpathError
    ///     With code ``"syntax"`` where the text is not JSON, ``"document"`` with every problem
    ///     where it is not a dossier.
    ///
    /// Examples
    /// --------
    /// >>> import peerpath as pp
    /// >>> try:
    /// ...     pp.Dossier.from_json({"format": "peerpath/dossier/1", "born": "1988-02-30"})
    /// ... except pp.PeerpathError as error:
    /// ...     error.problems[0].pointer
    /// '/born'
    #[staticmethod]
    fn from_json(source: &Bound<'_, PyAny>) -> PyResult<PyDossier> {
        let text = json_text(source, "dossier")?;
        run(source.py(), || Dossier::from_json(&text)).map(PyDossier)
    }

    /// Reads a file of dossiers, one JSON document a line (JSON Lines).
    ///
    /// Parameters
    /// ----------
    /// path : path
    ///
    /// Returns
    /// -------
    /// list of Dossier
    ///
    /// Raises
    /// ------
    /// PeerpathError
    ///     With code ``"file"`` where the file cannot be read; ``"document"`` with every problem
    ///     of every line, its pointer after the number of the line.
    ///
    /// Examples
    /// --------
    /// >>> import pathlib, tempfile
    /// >>> import peerpath as pp
    /// >>> with tempfile.TemporaryDirectory() as folder:
    /// ...     path = pathlib.Path(folder) / "dossiers.jsonl"
    /// ...     _ = path.write_text('{"format": "peerpath/dossier/1", "person": "a"}\n')
    /// ...     pp.Dossier.read_json_lines(path)
    /// [Dossier('a')]
    #[staticmethod]
    #[pyo3(signature = (path))]
    fn read_json_lines(path: &Bound<'_, PyAny>) -> PyResult<Vec<PyDossier>> {
        let file = self::path(path, "read_json_lines")?;
        let dossiers = run(path.py(), || {
            let text = peerpath::document::read_file(&file)?;
            Dossier::all_from_json_lines(&text, &file.display().to_string())
        })?;
        Ok(dossiers.into_iter().map(PyDossier).collect())
    }

    /// Who the dossier is about, or None where it does not say.
    #[getter]
    fn person(&self) -> Option<&str> {
        self.0.person()
    }

    /// The day of birth, or None where it is not known.
    #[getter]
    fn born(&self) -> Option<jiff::civil::Date> {
        self.0.born()
    }

    /// The sections in which everything there is has been recorded.
    #[getter]
    fn complete(&self) -> Vec<&'static str> {
        self.0.complete().iter().map(|section| section.name()).collect()
    }

    /// The document as JSON text.
    ///
    /// Returns
    /// -------
    /// str
    ///
    /// Examples
    /// --------
    /// >>> import peerpath as pp
    /// >>> pp.Dossier.from_json({"format": "peerpath/dossier/1", "person": "a"}).to_json()
    /// '{"format":"peerpath/dossier/1","person":"a"}'
    fn to_json(&self, py: Python<'_>) -> PyResult<String> {
        compute(py, || self.0.to_json())
    }

    /// The document as a dict.
    ///
    /// Returns
    /// -------
    /// dict
    ///
    /// Examples
    /// --------
    /// >>> import peerpath as pp
    /// >>> pp.Dossier.from_json({"format": "peerpath/dossier/1", "person": "a"}).to_dict()
    /// {'format': 'peerpath/dossier/1', 'person': 'a'}
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        json_object(py, &self.to_json(py)?)
    }

    fn __repr__(&self) -> String {
        match self.0.person() {
            Some(person) => format!("Dossier('{person}')"),
            None => "Dossier()".to_owned(),
        }
    }

    fn __reduce__<'py>(&self, py: Python<'py>) -> PyResult<(Bound<'py, PyAny>, (String,))> {
        Ok((py.get_type::<PyDossier>().getattr("from_json")?, (self.to_json(py)?,)))
    }
}
