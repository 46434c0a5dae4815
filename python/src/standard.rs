//! `peerpath.Standard`.

use peerpath::standard::{CtdlOptions, CtdlReadingOptions};
use peerpath::{Dossier, Standard, Standards};
use pyo3::prelude::*;
use pyo3::types::PyDict;

use crate::assess_many::{Many, PyAssessmentBatches};
use crate::assessment::PyAssessment;
use crate::assessment_summary::PyAssessmentSummary;
use crate::ctdl::{PyCtdl, PyCtdlReading};
use crate::day::day;
use crate::dossier::PyDossier;
use crate::error::{compute, run};
use crate::renewal::PyRenewal;
use crate::source::json_text;
use crate::table::PyTable;
use crate::transfer::PyTransfer;
use crate::value::{Options, json_object, to_python};

/// A certification standard: who qualifies, by which rules, from which sources, and when.
///
/// Made by ``Standard.builtin(id)`` or ``Standard.from_json(source)``; immutable, picklable.
///
/// Examples
/// --------
/// >>> import peerpath as pp
/// >>> standard = pp.Standard.builtin("us-nc/cpss")
/// >>> standard.jurisdiction
/// 'US-NC'
/// >>> who = pp.Dossier.from_json({"format": "peerpath/dossier/1", "born": "2015-05-02"})
/// >>> standard.assess(who, as_of="2026-11-21").verdict
/// 'unmet'
#[pyclass(frozen, name = "Standard", module = "peerpath")]
pub(crate) struct PyStandard(pub(crate) Standard);

#[pymethods]
impl PyStandard {
    /// A standard of the shipped catalog.
    ///
    /// Parameters
    /// ----------
    /// id : str
    ///     Such as ``"us-nc/cpss"``: of several versions the one that no other supersedes;
    ///     ``"us-nc/cpss@2020"`` asks for a version by name. ``catalog()`` lists them.
    ///
    /// Returns
    /// -------
    /// Standard
    ///
    /// Raises
    /// ------
    /// PeerpathError
    ///     With code ``"unknown_name"`` where the catalog has no such standard.
    ///
    /// Examples
    /// --------
    /// >>> import peerpath as pp
    /// >>> pp.Standard.builtin("us-tn/cprs").id
    /// 'us-tn/cprs'
    #[staticmethod]
    fn builtin(py: Python<'_>, id: &str) -> PyResult<PyStandard> {
        run(py, || Standard::builtin(id)).map(PyStandard)
    }

    /// Reads a standard document, ``peerpath/standard/1``.
    ///
    /// Parameters
    /// ----------
    /// source : str, bytes, path or dict
    ///     The document. A ``str`` that ends in ``.json`` is a path.
    /// standards : iterable of Standard, str, bytes, path or dict, optional
    ///     Other standards to whose requirements it refers; those of the catalog need not be given.
    ///
    /// Returns
    /// -------
    /// Standard
    ///
    /// Raises
    /// ------
    /// PeerpathError
    ///     With code ``"syntax"`` where the text is not JSON, ``"document"`` with every problem
    ///     where it is not a standard.
    ///
    /// Examples
    /// --------
    /// >>> import peerpath as pp
    /// >>> pp.Standard.from_json({
    /// ...     "format": "peerpath/standard/1", "id": "us-xx/cpss", "version": "2025",
    /// ...     "title": "Certified Peer Support Specialist",
    /// ...     "requirement": {"id": "age", "age": {"at_least": 18}}})
    /// Standard('us-xx/cpss', version='2025')
    /// >>> base = {"format": "peerpath/standard/1", "id": "us-xx/base", "version": "1",
    /// ...     "title": "Base", "requirement": {"id": "age", "age": {"at_least": 18}}}
    /// >>> pp.Standard.from_json({
    /// ...     "format": "peerpath/standard/1", "id": "us-xx/senior", "version": "1",
    /// ...     "title": "Senior", "requirement": {"id": "base", "refer": {"standard": "us-xx/base"}},
    /// ... }, standards=[base])
    /// Standard('us-xx/senior', version='1')
    #[staticmethod]
    #[pyo3(signature = (source, standards=None))]
    fn from_json(
        source: &Bound<'_, PyAny>,
        standards: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<PyStandard> {
        let text = json_text(source, "standard")?;
        let beside = documents(standards)?;
        run(source.py(), || Standard::from_json_with(&text, &Standards::from_json(&beside)?))
            .map(PyStandard)
    }

    /// The documents of the other standards to whose requirements this one refers, those of the
    /// catalog not among them: what ``from_json`` needs as ``standards`` to make the same again.
    ///
    /// Returns
    /// -------
    /// list of dict
    ///
    /// Examples
    /// --------
    /// >>> import peerpath as pp
    /// >>> pp.Standard.builtin("us-nc/cpss").beside()
    /// []
    fn beside<'py>(&self, py: Python<'py>) -> PyResult<Vec<Bound<'py, PyDict>>> {
        self.0.beside().iter().map(|document| json_object(py, document)).collect()
    }

    /// Reads a credential of a CTDL document (JSON-LD) as a standard, leniently.
    ///
    /// What is said in words becomes a decision that a person takes, never a rule.
    ///
    /// Parameters
    /// ----------
    /// source : str, bytes, path or dict
    ///     The document, with or without ``@graph``. A ``str`` that ends in ``.json`` is a path.
    /// credential : str, optional
    ///     The ``@id`` or the CTID of the credential, where the document has several.
    /// id : str, optional
    ///     The id of the standard. Default: the one that Peerpath wrote, else ``ctdl/`` and the CTID.
    ///
    /// Returns
    /// -------
    /// CtdlReading
    ///     With the ``standard``, and what was ``not_understood``.
    ///
    /// Raises
    /// ------
    /// PeerpathError
    ///     With code ``"syntax"`` where it is not JSON, ``"document"`` where it is not about one
    ///     credential.
    ///
    /// Examples
    /// --------
    /// >>> import peerpath as pp
    /// >>> ctdl = pp.Standard.builtin("us-nc/cpss").to_ctdl()
    /// >>> pp.Standard.from_ctdl(ctdl.document).standard.id
    /// 'us-nc/cpss'
    #[staticmethod]
    #[pyo3(signature = (source, *, credential=None, id=None))]
    fn from_ctdl(
        source: &Bound<'_, PyAny>,
        credential: Option<&Bound<'_, PyAny>>,
        id: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<PyCtdlReading> {
        let py = source.py();
        let text = json_text(source, "CTDL document")?;
        let options: CtdlReadingOptions =
            Options::new(py, "from_ctdl").with("credential", credential).with("id", id).parse()?;
        PyCtdlReading::new(py, run(py, || Standard::from_ctdl(&text, &options))?)
    }

    /// The standard as CTDL (Credential Transparency Description Language, JSON-LD), with a list of
    /// what does not survive.
    ///
    /// Parameters
    /// ----------
    /// ctid : str, optional
    ///     The identifier of the certification, where the registry has given one. Default: computed
    ///     from the id and the version of the standard.
    /// base : str, optional
    ///     What identifiers are appended to for an ``@id``. Default: the Credential Registry.
    /// webpage : str, optional
    ///     The page about the certification. Default: the first source with an address.
    /// owned_by : str, optional
    ///     The ``@id`` of the organisation that owns it.
    /// language : str, optional
    ///     The language of all texts. Default ``"en"``.
    ///
    /// Returns
    /// -------
    /// Ctdl
    ///
    /// Raises
    /// ------
    /// PeerpathError
    ///     With code ``"argument"`` where ``ctid`` is not a CTID.
    ///
    /// Examples
    /// --------
    /// >>> import peerpath as pp
    /// >>> standard = pp.Standard.from_json({
    /// ...     "format": "peerpath/standard/1", "id": "us-xx/cpss", "version": "1", "title": "CPSS",
    /// ...     "requirement": {"id": "not-minor", "not": {"id": "age", "age": {"at_most": 17}}}})
    /// >>> [(lost["pointer"], lost["why"]) for lost in standard.to_ctdl().lost]
    /// [('/requirement', 'CTDL has no negation')]
    #[pyo3(signature = (*, ctid=None, base=None, webpage=None, owned_by=None, language=None))]
    fn to_ctdl<'py>(
        &self,
        py: Python<'py>,
        ctid: Option<&Bound<'py, PyAny>>,
        base: Option<&Bound<'py, PyAny>>,
        webpage: Option<&Bound<'py, PyAny>>,
        owned_by: Option<&Bound<'py, PyAny>>,
        language: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<PyCtdl> {
        let options: CtdlOptions = Options::new(py, "to_ctdl")
            .with("ctid", ctid)
            .with("base", base)
            .with("webpage", webpage)
            .with("owned_by", owned_by)
            .with("language", language)
            .parse()?;
        run(py, || self.0.to_ctdl(&options)).map(PyCtdl)
    }

    /// Assesses a dossier as it stands on one day: what is dated later does not count.
    ///
    /// Parameters
    /// ----------
    /// dossier : Dossier
    /// as_of : str or datetime.date
    ///     The day, ``"YYYY-MM-DD"``. The library never reads the clock.
    ///
    /// Returns
    /// -------
    /// Assessment
    ///
    /// Raises
    /// ------
    /// PeerpathError
    ///     With code ``"argument"`` for a day that does not exist, ``"not_in_force"`` where the
    ///     version does not hold on the day that selects it.
    ///
    /// Examples
    /// --------
    /// >>> import datetime
    /// >>> import peerpath as pp
    /// >>> who = pp.Dossier.from_json({"format": "peerpath/dossier/1", "born": "1988-05-02"})
    /// >>> nc = pp.Standard.builtin("us-nc/cpss")
    /// >>> nc.assess(who, as_of=datetime.date(2026, 11, 21)).verdict
    /// 'unknown'
    #[pyo3(signature = (dossier, *, as_of))]
    fn assess(
        &self,
        py: Python<'_>,
        dossier: &PyDossier,
        as_of: &Bound<'_, PyAny>,
    ) -> PyResult<PyAssessment> {
        let as_of = day(as_of, "assess", "as_of")?;
        run(py, || self.0.assess(&dossier.0, as_of)).map(PyAssessment)
    }

    /// Assesses many dossiers as they stand on one day: a row for each, in their order.
    ///
    /// Parameters
    /// ----------
    /// dossiers : path, text, iterable, dict of tables, or data frame
    ///     JSON Lines (a path, or the text or bytes), an iterable of ``Dossier`` or dict, a
    ///     dict of tables, one for each section (``persons`` with ``person`` and ``born``; each other
    ///     with ``person`` and the keys of its entries; ``complete`` with ``person`` and
    ///     ``section``; a list of dicts will do as a table), or a data frame whose rows are dossiers
    ///     and whose columns their keys.
    /// as_of : str or datetime.date
    /// form : {"wide", "long"}, optional
    ///     A row for each person (the default), or for each person and requirement.
    /// on_error : {"refuse", "report"}, optional
    ///     Whether a dossier that cannot be assessed refuses the whole (the default), or its row says
    ///     what is wrong in a last column ``error``.
    /// met_on : bool, optional
    ///     Whether wide rows say when the standard is met if nothing changes but time.
    /// threads : int, optional
    ///     On how many threads; it does not change the result.
    /// batch_rows : int, optional
    ///     How many persons are taken in one portion; 8192 by default.
    ///
    /// Returns
    /// -------
    /// Table
    ///     Wide: ``person``, ``verdict``; ``met``, ``unmet``, ``unknown``: of how many requirements it is so;
    ///     ``missing``: of how many an amount is missing; then for each requirement that looks at
    ///     evidence its verdict under its id, and where it counts something the amount
    ///     missing under ``<id>_missing``. Long: ``person``, ``requirement``, ``verdict``, ``missing``,
    ///     ``unit``.
    ///
    /// Raises
    /// ------
    /// PeerpathError
    ///     With everything that is wrong with any dossier: code ``"document"`` with pointers into the
    ///     batch taken as a list, ``"table"`` with cells, ``"not_in_force"`` where that is all.
    ///
    /// Examples
    /// --------
    /// >>> import peerpath as pp
    /// >>> nc = pp.Standard.builtin("us-nc/cpss")
    /// >>> rows = nc.assess_many({
    /// ...     "persons": {"person": ["a", "b"], "born": ["1988-05-02", "2015-05-02"]},
    /// ...     "hours": [{"person": "a", "of": "training", "amount": 40, "to": "2026-03-13"}],
    /// ... }, as_of="2026-11-21")
    /// >>> rows["verdict"]
    /// ['unknown', 'unmet']
    #[pyo3(signature = (dossiers, *, as_of, form=None, on_error=None, met_on=None, threads=None,
        batch_rows=None))]
    #[expect(clippy::too_many_arguments, reason = "keyword arguments of Python")]
    fn assess_many<'py>(
        &self,
        py: Python<'py>,
        dossiers: &Bound<'py, PyAny>,
        as_of: &Bound<'py, PyAny>,
        form: Option<&Bound<'py, PyAny>>,
        on_error: Option<&Bound<'py, PyAny>>,
        met_on: Option<&Bound<'py, PyAny>>,
        threads: Option<&Bound<'py, PyAny>>,
        batch_rows: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<PyTable> {
        let options = Options::new(py, "assess_many")
            .with("form", form)
            .with("on_error", on_error)
            .with("met_on", met_on)
            .with("threads", threads)
            .with("batch_rows", batch_rows);
        Many::new(&self.0, "assess_many", dossiers, as_of, options)?.table(py)
    }

    /// Assesses many dossiers portion by portion, in memory that does not grow with their number.
    ///
    /// Parameters
    /// ----------
    /// dossiers, as_of, form, on_error, met_on, threads, batch_rows
    ///     As ``assess_many``.
    ///
    /// Returns
    /// -------
    /// AssessmentBatches
    ///     An iterator of tables, each a part of the one that ``assess_many`` gives; or write them to
    ///     a file with its ``write``.
    ///
    /// Raises
    /// ------
    /// PeerpathError
    ///     As ``assess_many``; what is wrong with a dossier when its portion is asked for.
    ///
    /// Examples
    /// --------
    /// >>> import peerpath as pp
    /// >>> nc = pp.Standard.builtin("us-nc/cpss")
    /// >>> lines = '{"format": "peerpath/dossier/1", "person": "a"}\n'
    /// >>> [table["verdict"] for table in nc.assess_batches(lines, as_of="2026-11-21")]
    /// [['unknown']]
    #[pyo3(signature = (dossiers, *, as_of, form=None, on_error=None, met_on=None, threads=None,
        batch_rows=None))]
    #[expect(clippy::too_many_arguments, reason = "keyword arguments of Python")]
    fn assess_batches<'py>(
        &self,
        py: Python<'py>,
        dossiers: &Bound<'py, PyAny>,
        as_of: &Bound<'py, PyAny>,
        form: Option<&Bound<'py, PyAny>>,
        on_error: Option<&Bound<'py, PyAny>>,
        met_on: Option<&Bound<'py, PyAny>>,
        threads: Option<&Bound<'py, PyAny>>,
        batch_rows: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<PyAssessmentBatches> {
        let options = Options::new(py, "assess_batches")
            .with("form", form)
            .with("on_error", on_error)
            .with("met_on", met_on)
            .with("threads", threads)
            .with("batch_rows", batch_rows);
        Ok(Many::new(&self.0, "assess_batches", dossiers, as_of, options)?.batches())
    }

    /// Assesses many dossiers as they stand on one day, and counts.
    ///
    /// Parameters
    /// ----------
    /// dossiers : iterable of Dossier
    /// as_of : str or datetime.date
    ///
    /// Returns
    /// -------
    /// AssessmentSummary
    ///
    /// Raises
    /// ------
    /// PeerpathError
    ///     As ``assess``, for the first dossier that cannot be assessed.
    ///
    /// Examples
    /// --------
    /// >>> import peerpath as pp
    /// >>> who = pp.Dossier.from_json({"format": "peerpath/dossier/1", "born": "2015-05-02"})
    /// >>> pp.Standard.builtin("us-nc/cpss").summarise([who], as_of="2026-11-21").unmet
    /// 1
    #[pyo3(signature = (dossiers, *, as_of))]
    fn summarise(
        &self,
        py: Python<'_>,
        dossiers: &Bound<'_, PyAny>,
        as_of: &Bound<'_, PyAny>,
    ) -> PyResult<PyAssessmentSummary> {
        let as_of = day(as_of, "summarise", "as_of")?;
        let mut read: Vec<Dossier> = Vec::new();
        for dossier in dossiers.try_iter()? {
            read.push(dossier?.cast::<PyDossier>()?.get().0.clone());
        }
        run(py, || self.0.summarise(&read, as_of)).map(PyAssessmentSummary)
    }

    /// What is doubtful in the standard, the worst first and then by place.
    ///
    /// Returns
    /// -------
    /// list of dict
    ///     ``kind``, ``severity`` (``"error"``, ``"warning"`` or ``"info"``), ``place`` (a JSON
    ///     pointer), ``requirement`` (an id or None), ``message``. A clean standard has none but
    ///     such as are ``"info"``.
    ///
    /// Examples
    /// --------
    /// >>> import peerpath as pp
    /// >>> standard = pp.Standard.from_json({
    /// ...     "format": "peerpath/standard/1", "id": "x", "version": "1", "title": "X",
    /// ...     "sources": [{"id": "s1", "title": "Rule 7", "year": 2025}],
    /// ...     "requirement": {"id": "all", "cite": "s1", "all": [
    /// ...         {"id": "adult", "age": {"at_least": 18}},
    /// ...         {"id": "young", "age": {"at_most": 17}}]}})
    /// >>> finding = standard.lint()[0]
    /// >>> finding["kind"], finding["place"]
    /// ('never-met', '/requirement')
    fn lint<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let findings = compute(py, || serde_json::to_value(self.0.lint()).unwrap_or_default())?;
        to_python(py, &findings)
    }

    /// What is wrong or doubtful in what should be a standard document: the problems for which
    /// ``from_json`` refuses it, and what ``lint`` finds.
    ///
    /// Parameters
    /// ----------
    /// source : str, bytes, path or dict
    ///     As for ``from_json``.
    /// standards : iterable, optional
    ///     Other standards to which it refers, as for ``from_json``. A reference to what they do
    ///     not have is found, and a circle that leads through them.
    ///
    /// Returns
    /// -------
    /// list of dict
    ///     In the form of ``lint``.
    ///
    /// Raises
    /// ------
    /// PeerpathError
    ///     With code ``"document"`` where one of ``standards`` is not a standard.
    ///
    /// Examples
    /// --------
    /// >>> import peerpath as pp
    /// >>> findings = pp.Standard.lint_document({"requirement": {"id": "a", "refer": "b"}})
    /// >>> "dangling-reference" in [finding["kind"] for finding in findings]
    /// True
    /// >>> def refers(id, other):
    /// ...     return {"format": "peerpath/standard/1", "id": id, "version": "1", "title": id,
    /// ...         "requirement": {"id": "all", "refer": {"standard": other}}}
    /// >>> findings = pp.Standard.lint_document(
    /// ...     refers("us-xx/a", "us-xx/b"), standards=[refers("us-xx/b", "us-xx/a")])
    /// >>> findings[0]["kind"]
    /// 'circle'
    #[staticmethod]
    #[pyo3(signature = (source, standards=None))]
    fn lint_document<'py>(
        source: &Bound<'py, PyAny>,
        standards: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let py = source.py();
        let text = json_text(source, "standard")?;
        let beside = documents(standards)?;
        let findings = run(py, || {
            let findings = Standard::lint_document_with(&text, &Standards::from_json(&beside)?);
            Ok(serde_json::to_value(findings).unwrap_or_default())
        })?;
        to_python(py, &findings)
    }

    /// Where the credential of a dossier stands in the life cycle of the standard on one day:
    /// what is dated later does not count.
    ///
    /// The credential is an entry under ``credentials`` whose ``credential`` is the id of the
    /// standard or its short name; of several the one issued last.
    ///
    /// Parameters
    /// ----------
    /// dossier : Dossier
    /// as_of : str or datetime.date
    ///     The day, ``"YYYY-MM-DD"``. The library never reads the clock.
    ///
    /// Returns
    /// -------
    /// Renewal
    ///
    /// Raises
    /// ------
    /// PeerpathError
    ///     With code ``"argument"`` for a day that does not exist or a standard without a life
    ///     cycle, ``"not_in_force"`` where the version does not hold on the day that selects it.
    ///
    /// Examples
    /// --------
    /// >>> import peerpath as pp
    /// >>> who = pp.Dossier.from_json({"format": "peerpath/dossier/1", "credentials": [
    /// ...     {"credential": "us-nc/cpss", "issued": "2024-11-15", "status": "active"}]})
    /// >>> pp.Standard.builtin("us-nc/cpss").renewal(who, as_of="2026-12-05").status
    /// 'grace'
    #[pyo3(signature = (dossier, *, as_of))]
    fn renewal(
        &self,
        py: Python<'_>,
        dossier: &PyDossier,
        as_of: &Bound<'_, PyAny>,
    ) -> PyResult<PyRenewal> {
        let as_of = day(as_of, "renewal", "as_of")?;
        run(py, || self.0.renewal(&dossier.0, as_of)).map(PyRenewal)
    }

    /// What a holder of this standard's credential, or someone who meets it, still needs for
    /// another standard.
    ///
    /// The dossier is assessed by the other standard; what a requirement of this one already
    /// shows is credited, and the routes of the other document for holders of a credential are
    /// listed. Nothing unknown becomes met because a credential is held.
    ///
    /// Parameters
    /// ----------
    /// other : Standard
    /// dossier : Dossier
    /// as_of : str or datetime.date
    ///
    /// Returns
    /// -------
    /// Transfer
    ///
    /// Raises
    /// ------
    /// PeerpathError
    ///     As ``assess``, for the other standard.
    ///
    /// Examples
    /// --------
    /// >>> import peerpath as pp
    /// >>> nc, va = pp.Standard.builtin("us-nc/cpss"), pp.Standard.builtin("us-va/cprs")
    /// >>> who = pp.Dossier.from_json({
    /// ...     "format": "peerpath/dossier/1", "education": [{"level": "bachelor"}]})
    /// >>> nc.transfer(va, who, as_of="2026-11-21").items[0]["status"]
    /// 'met-as'
    #[pyo3(signature = (other, dossier, *, as_of))]
    fn transfer(
        &self,
        py: Python<'_>,
        other: &PyStandard,
        dossier: &PyDossier,
        as_of: &Bound<'_, PyAny>,
    ) -> PyResult<PyTransfer> {
        let as_of = day(as_of, "transfer", "as_of")?;
        run(py, || self.0.transfer(&other.0, &dossier.0, as_of)).map(PyTransfer)
    }

    /// The name of the standard, the same in all its versions.
    #[getter]
    fn id(&self) -> &str {
        self.0.id()
    }

    /// The name of the version.
    #[getter]
    fn version(&self) -> &str {
        self.0.version()
    }

    /// The title for people.
    #[getter]
    fn title(&self) -> &str {
        self.0.title()
    }

    /// Where it holds, such as ``"US-NC"``, or None.
    #[getter]
    fn jurisdiction(&self) -> Option<&str> {
        self.0.jurisdiction()
    }

    /// The short name of the credential, or None.
    #[getter]
    fn credential(&self) -> Option<&str> {
        self.0.credential()
    }

    /// The first day on which the version holds, or None where it is not known.
    #[getter]
    fn effective_from(&self) -> Option<jiff::civil::Date> {
        self.0.effective_from()
    }

    /// The last day on which the version holds, or None where it is not known.
    #[getter]
    fn effective_until(&self) -> Option<jiff::civil::Date> {
        self.0.effective_until()
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
    /// >>> text = pp.Standard.builtin("us-nc/cpss").to_json()
    /// >>> pp.Standard.from_json(text).id
    /// 'us-nc/cpss'
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
    /// >>> pp.Standard.builtin("us-nc/cpss").to_dict()["format"]
    /// 'peerpath/standard/1'
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        json_object(py, &self.to_json(py)?)
    }

    fn __repr__(&self) -> String {
        format!("Standard('{}', version='{}')", self.0.id(), self.0.version())
    }

    fn __reduce__<'py>(&self, py: Python<'py>) -> PyResult<(Bound<'py, PyAny>, Documents)> {
        let from_json = py.get_type::<PyStandard>().getattr("from_json")?;
        Ok((from_json, (self.to_json(py)?, self.0.beside())))
    }
}

/// The documents of standards, given as such or as what they are read from, as a JSON list; with each
/// standard those beside which it was read.
fn documents(standards: Option<&Bound<'_, PyAny>>) -> PyResult<String> {
    let mut documents: Vec<String> = Vec::new();
    if let Some(standards) = standards {
        for standard in standards.try_iter()? {
            let standard = standard?;
            match standard.cast::<PyStandard>() {
                Ok(standard) => {
                    documents.push(standard.get().0.to_json());
                    documents.extend(standard.get().0.beside());
                }
                Err(_) => documents.push(json_text(&standard, "standard")?),
            }
        }
    }
    Ok(format!("[{}]", documents.join(",")))
}

/// What a standard is read from: its document, and those beside it.
type Documents = (String, Vec<String>);

impl PyStandard {
    pub(crate) fn standard(&self) -> &Standard {
        &self.0
    }
}
