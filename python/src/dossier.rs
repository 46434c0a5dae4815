//! `peerpath.Dossier`.

use peerpath::Dossier;
use peerpath::standard::OpenBadgeOptions;
use pyo3::prelude::*;
use pyo3::types::PyDict;

use crate::error::{compute, run};
use crate::open_badge::PyOpenBadgeReading;
use crate::source::{json_text, path};
use crate::value::{Options, json_object};

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

    /// Reads Open Badges 3.0 (Verifiable Credentials 1.1 or 2.0) as entries of a dossier.
    ///
    /// **No signature is checked** and no status list is asked: an entry proves no more than the
    /// person's own statement, and every explanation that rests on it says so.
    ///
    /// Parameters
    /// ----------
    /// source : str, bytes, path, dict or list
    ///     A credential, a list of them, a learner record (CLR) or a presentation.
    /// achievements : dict of str to str
    ///     Our credentials by the ids of the achievements that are them. Others are left out.
    /// issuers : dict of str to str, optional
    ///     Our names of issuers by their ids.
    /// subject : str, optional
    ///     The id of the person: credentials of anyone else are left out.
    /// status : str, optional
    ///     The standing of the credentials, such as ``"active"``, where it was verified elsewhere.
    ///     Left open by default.
    /// read_unverified_jwt : bool, optional
    ///     Whether the payload of a JWT is read without checking it. Default False: it is refused.
    ///
    /// Returns
    /// -------
    /// OpenBadgeReading
    ///     With ``credentials``, ``left_out`` and a ``notice``.
    ///
    /// Raises
    /// ------
    /// PeerpathError
    ///     With code ``"syntax"`` where it is not JSON, ``"document"`` with every problem where it is
    ///     not a credential.
    ///
    /// Examples
    /// --------
    /// >>> import peerpath as pp
    /// >>> badge = {
    /// ...     "@context": ["https://www.w3.org/ns/credentials/v2"], "id": "urn:uuid:1",
    /// ...     "type": ["VerifiableCredential", "AchievementCredential"], "issuer": "did:web:a.example",
    /// ...     "validFrom": "2024-02-01T09:00:00Z", "credentialSubject": {"achievement": {
    /// ...         "id": "https://a.example/cprs", "name": "CPRS", "criteria": {"narrative": "40 h"}}}}
    /// >>> reading = pp.Dossier.credentials_from_open_badge(
    /// ...     badge, achievements={"https://a.example/cprs": "us-tn/cprs"})
    /// >>> reading
    /// OpenBadgeReading(1 credentials, 0 left out, no signature checked)
    /// >>> reading.credentials[0]["issued"], reading.credentials[0]["proof"]
    /// ('2024-02-01', 'self')
    #[staticmethod]
    #[pyo3(signature = (source, *, achievements, issuers=None, subject=None, status=None,
                        read_unverified_jwt=None))]
    fn credentials_from_open_badge(
        source: &Bound<'_, PyAny>,
        achievements: &Bound<'_, PyAny>,
        issuers: Option<&Bound<'_, PyAny>>,
        subject: Option<&Bound<'_, PyAny>>,
        status: Option<&Bound<'_, PyAny>>,
        read_unverified_jwt: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<PyOpenBadgeReading> {
        let text = json_text(source, "Open Badge")?;
        let options: OpenBadgeOptions = Options::new(source.py(), "credentials_from_open_badge")
            .with("achievements", Some(achievements))
            .with("issuers", issuers)
            .with("subject", subject)
            .with("status", status)
            .with("read_unverified_jwt", read_unverified_jwt)
            .parse()?;
        let reading = run(source.py(), || Dossier::credentials_from_open_badge(&text, &options))?;
        Ok(PyOpenBadgeReading(reading))
    }

    /// A new dossier with the credentials of badges beside its own. **No signature is checked.**
    ///
    /// Parameters
    /// ----------
    /// source : str, bytes, path, dict or list
    /// achievements, issuers, subject, status, read_unverified_jwt
    ///     As for ``credentials_from_open_badge``.
    ///
    /// Returns
    /// -------
    /// (Dossier, OpenBadgeReading)
    ///     An entry whose id the dossier has already is left out.
    ///
    /// Raises
    /// ------
    /// PeerpathError
    ///     As ``credentials_from_open_badge``.
    ///
    /// Examples
    /// --------
    /// >>> import peerpath as pp
    /// >>> badge = {
    /// ...     "id": "urn:uuid:1", "type": "AchievementCredential", "issuer": "did:web:a.example",
    /// ...     "validFrom": "2024-02-01T09:00:00Z", "credentialSubject": {"achievement": {
    /// ...         "id": "https://a.example/cprs", "name": "CPRS", "criteria": {"narrative": "40 h"}}}}
    /// >>> who = pp.Dossier.from_json({"format": "peerpath/dossier/1", "person": "p-17"})
    /// >>> who, reading = who.with_open_badge(
    /// ...     badge, achievements={"https://a.example/cprs": "us-tn/cprs"})
    /// >>> who.to_dict()["credentials"][0]["note"]
    /// 'from an Open Badge, signature not checked'
    #[pyo3(signature = (source, *, achievements, issuers=None, subject=None, status=None,
                        read_unverified_jwt=None))]
    #[allow(clippy::too_many_arguments, reason = "each is a keyword")]
    fn with_open_badge(
        &self,
        source: &Bound<'_, PyAny>,
        achievements: &Bound<'_, PyAny>,
        issuers: Option<&Bound<'_, PyAny>>,
        subject: Option<&Bound<'_, PyAny>>,
        status: Option<&Bound<'_, PyAny>>,
        read_unverified_jwt: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<(PyDossier, PyOpenBadgeReading)> {
        let text = json_text(source, "Open Badge")?;
        let options: OpenBadgeOptions = Options::new(source.py(), "with_open_badge")
            .with("achievements", Some(achievements))
            .with("issuers", issuers)
            .with("subject", subject)
            .with("status", status)
            .with("read_unverified_jwt", read_unverified_jwt)
            .parse()?;
        let (dossier, reading) = run(source.py(), || self.0.with_open_badge(&text, &options))?;
        Ok((PyDossier(dossier), PyOpenBadgeReading(reading)))
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
