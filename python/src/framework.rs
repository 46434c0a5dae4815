//! `peerpath.Framework`.

use peerpath::Framework;
use peerpath::competency::{CaseOptions, CaseReading};
use pyo3::prelude::*;
use pyo3::types::PyDict;

use crate::error::{compute, raised, run};
use crate::source::json_text;
use crate::table::PyTable;
use crate::value::{Options, json_object};

/// A tree of competencies with stable ids such as ``samhsa-2015/I.1``.
///
/// Made by ``Framework.builtin(name)`` or ``Framework.from_json(source)``; immutable, picklable.
///
/// Examples
/// --------
/// >>> import peerpath as pp
/// >>> framework = pp.Framework.builtin("samhsa-2015")
/// >>> framework.get("samhsa-2015/I.1")["label"]
/// 'Starts contact with peers'
/// >>> len(framework)
/// 74
#[pyclass(frozen, name = "Framework", module = "peerpath")]
pub(crate) struct PyFramework(pub(crate) Framework);

#[pymethods]
impl PyFramework {
    /// A framework that is shipped with the library.
    ///
    /// Parameters
    /// ----------
    /// name : str
    ///     Such as ``"samhsa-2015"``; ``Framework.builtin_names()`` lists them.
    ///
    /// Returns
    /// -------
    /// Framework
    ///
    /// Raises
    /// ------
    /// PeerpathError
    ///     With code ``"unknown_name"`` where there is none of this name.
    ///
    /// Examples
    /// --------
    /// >>> import peerpath as pp
    /// >>> pp.Framework.builtin("samhsa-2015").id
    /// 'samhsa-2015'
    #[staticmethod]
    fn builtin(py: Python<'_>, name: &str) -> PyResult<PyFramework> {
        run(py, || Framework::builtin(name)).map(PyFramework)
    }

    /// The names of the frameworks that are shipped.
    ///
    /// Returns
    /// -------
    /// list of str
    ///
    /// Examples
    /// --------
    /// >>> import peerpath as pp
    /// >>> "samhsa-2015" in pp.Framework.builtin_names()
    /// True
    #[staticmethod]
    fn builtin_names() -> Vec<&'static str> {
        Framework::builtin_names().collect()
    }

    /// Reads a framework document, ``peerpath/framework/1``.
    ///
    /// Parameters
    /// ----------
    /// source : str, bytes, path or dict
    ///     The document. A ``str`` that ends in ``.json`` is a path.
    ///
    /// Returns
    /// -------
    /// Framework
    ///
    /// Raises
    /// ------
    /// PeerpathError
    ///     With code ``"syntax"`` where the text is not JSON, ``"document"`` with every problem
    ///     where it is not a framework.
    ///
    /// Examples
    /// --------
    /// >>> import peerpath as pp
    /// >>> pp.Framework.from_json({
    /// ...     "format": "peerpath/framework/1", "id": "demo", "version": "1", "title": "Demo",
    /// ...     "competencies": [{"id": "A", "label": "Listens"}]})
    /// Framework('demo', version='1', 1 competencies)
    #[staticmethod]
    fn from_json(source: &Bound<'_, PyAny>) -> PyResult<PyFramework> {
        let text = json_text(source, "framework")?;
        run(source.py(), || Framework::from_json(&text)).map(PyFramework)
    }

    /// Reads a CASE package (1EdTech Competencies and Academic Standards Exchange, 1.0 or 1.1), mends
    /// what can be mended and tells it.
    ///
    /// Parameters
    /// ----------
    /// source : str, bytes, path or dict
    ///     The ``CFPackage``. A ``str`` that ends in ``.json`` is a path.
    /// id : str, optional
    ///     The name that the framework gets. Default: made of its title.
    ///
    /// Returns
    /// -------
    /// CaseReading
    ///
    /// Raises
    /// ------
    /// PeerpathError
    ///     With code ``"syntax"`` where the text is not JSON, ``"document"`` where it is not a package.
    ///
    /// Examples
    /// --------
    /// >>> import peerpath as pp
    /// >>> reading = pp.Framework.from_case({
    /// ...     "CFDocument": {"title": "Peers"}, "CFItems": [{"fullStatement": "Listens"}]}, id="peers")
    /// >>> [repair["found"] for repair in reading.repairs]
    /// ['no `identifier`']
    #[staticmethod]
    #[pyo3(signature = (source, *, id=None))]
    fn from_case(source: &Bound<'_, PyAny>, id: Option<&str>) -> PyResult<PyCaseReading> {
        let text = json_text(source, "CASE package")?;
        run(source.py(), || Framework::from_case(&text, id)).map(PyCaseReading)
    }

    /// The framework as a CASE 1.1 package (``CFPackage``). Identifiers are the same in every export.
    ///
    /// Parameters
    /// ----------
    /// changed : str, optional
    ///     The day of the last change. Default: the first of January of the framework's year.
    /// base : str, optional
    ///     The address under which items are found. Default: they are named as ``urn:uuid:``.
    /// adoption_status : {"Private Draft", "Draft", "Adopted", "Deprecated"}, optional
    /// language : str, optional
    ///     Default ``"en"``.
    ///
    /// Returns
    /// -------
    /// dict
    ///     ``document``, the package, and ``lost``, what it has no place for.
    ///
    /// Raises
    /// ------
    /// PeerpathError
    ///     With code ``"argument"`` where an argument cannot be meant.
    ///
    /// Examples
    /// --------
    /// >>> import peerpath as pp
    /// >>> package = pp.Framework.builtin("icrc-pr").to_case()["document"]
    /// >>> package["CFItems"][0]["fullStatement"]
    /// 'Advocacy'
    #[pyo3(signature = (*, changed=None, base=None, adoption_status=None, language=None))]
    fn to_case<'py>(
        &self,
        py: Python<'py>,
        changed: Option<&Bound<'py, PyAny>>,
        base: Option<&Bound<'py, PyAny>>,
        adoption_status: Option<&Bound<'py, PyAny>>,
        language: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyDict>> {
        let options: CaseOptions = Options::new(py, "to_case")
            .with("changed", changed)
            .with("base", base)
            .with("adoption_status", adoption_status)
            .with("language", language)
            .parse()?;
        let package = run(py, || self.0.to_case(&options))?;
        json_object(py, &package.report_json())
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
    /// >>> text = pp.Framework.builtin("samhsa-2015").to_json()
    /// >>> pp.Framework.from_json(text).id
    /// 'samhsa-2015'
    fn to_json(&self, py: Python<'_>) -> PyResult<String> {
        compute(py, || self.0.to_json())
    }

    /// The name of the framework, with which the id of every competency begins.
    #[getter]
    fn id(&self) -> &str {
        self.0.id()
    }

    /// Which version of it this is.
    #[getter]
    fn version(&self) -> &str {
        self.0.version()
    }

    /// What it is called.
    #[getter]
    fn title(&self) -> &str {
        self.0.title()
    }

    /// Who published it, or None.
    #[getter]
    fn issuer(&self) -> Option<&str> {
        self.0.issuer()
    }

    /// The year of publication, or None.
    #[getter]
    fn year(&self) -> Option<u16> {
        self.0.year()
    }

    /// One competency.
    ///
    /// Parameters
    /// ----------
    /// id : str
    ///     The whole id, such as ``"samhsa-2015/I.1"``.
    ///
    /// Returns
    /// -------
    /// dict
    ///     ``id``, ``label``, ``note``, ``parent``, ``level``, ``confidence``, ``cite``.
    ///
    /// Raises
    /// ------
    /// PeerpathError
    ///     With code ``"unknown_name"`` where there is none.
    ///
    /// Examples
    /// --------
    /// >>> import peerpath as pp
    /// >>> pp.Framework.builtin("samhsa-2015").get("samhsa-2015/I.1")["parent"]
    /// 'samhsa-2015/I'
    fn get<'py>(&self, py: Python<'py>, id: &str) -> PyResult<Bound<'py, PyDict>> {
        let found = self.0.get(id).map_err(|error| raised(py, &error))?;
        let competency = PyDict::new(py);
        competency.set_item("id", found.id())?;
        competency.set_item("label", found.label())?;
        competency.set_item("note", found.note())?;
        competency.set_item("parent", found.parent())?;
        competency.set_item("level", found.level())?;
        competency.set_item(
            "confidence",
            found.confidence().map(peerpath::competency::Confidence::name),
        )?;
        competency.set_item("cite", found.cite())?;
        Ok(competency)
    }

    /// A row for each competency: ``id``, ``parent``, ``level``, ``label``, ``confidence``,
    /// ``cite``.
    ///
    /// Examples
    /// --------
    /// >>> import peerpath as pp
    /// >>> pp.Framework.builtin("samhsa-2015").table.columns
    /// ['id', 'parent', 'level', 'label', 'confidence', 'cite']
    #[getter]
    fn table(&self, py: Python<'_>) -> PyResult<PyTable> {
        run(py, || self.0.to_table()).map(PyTable)
    }

    fn __len__(&self) -> usize {
        self.0.competencies().len()
    }

    fn __str__(&self, py: Python<'_>) -> PyResult<String> {
        compute(py, || self.0.to_string())
    }

    fn __repr__(&self) -> String {
        let (id, version, count) = (self.0.id(), self.0.version(), self.0.competencies().len());
        format!("Framework('{id}', version='{version}', {count} competencies)")
    }

    fn _repr_html_(&self, py: Python<'_>) -> PyResult<String> {
        self.table(py)?.html(py)
    }

    fn __reduce__<'py>(&self, py: Python<'py>) -> PyResult<(Bound<'py, PyAny>, (String,))> {
        Ok((py.get_type::<PyFramework>().getattr("from_json")?, (self.to_json(py)?,)))
    }

    /// The framework as a dict: the document.
    ///
    /// Returns
    /// -------
    /// dict
    ///
    /// Examples
    /// --------
    /// >>> import peerpath as pp
    /// >>> pp.Framework.builtin("samhsa-2015").to_dict()["id"]
    /// 'samhsa-2015'
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        json_object(py, &self.to_json(py)?)
    }
}

/// A framework read from a CASE package. Made by ``Framework.from_case``.
///
/// Examples
/// --------
/// >>> import peerpath as pp
/// >>> package = pp.Framework.builtin("icrc-pr").to_case()["document"]
/// >>> pp.Framework.from_case(package, id="again").repairs
/// []
#[pyclass(frozen, name = "CaseReading", module = "peerpath")]
pub(crate) struct PyCaseReading(CaseReading);

#[pymethods]
impl PyCaseReading {
    /// The framework.
    #[getter]
    fn framework(&self) -> PyFramework {
        PyFramework(self.0.framework().clone())
    }

    /// What had to be mended: ``place``, ``found``, and what was ``taken`` instead.
    #[getter]
    fn repairs<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.to_dict(py)?.as_any().get_item("repairs")
    }

    /// The GUID of each competency in the package, by its id.
    #[getter]
    fn identifiers<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.to_dict(py)?.as_any().get_item("identifiers")
    }

    /// All of it as a dict: ``framework`` (the document), ``repairs``, ``identifiers``.
    ///
    /// Examples
    /// --------
    /// >>> import peerpath as pp
    /// >>> package = pp.Framework.builtin("icrc-pr").to_case()["document"]
    /// >>> sorted(pp.Framework.from_case(package, id="again").to_dict())
    /// ['framework', 'identifiers', 'repairs']
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let text = compute(py, || self.0.to_json())?;
        json_object(py, &text)
    }

    fn __repr__(&self) -> String {
        let (id, count) = (self.0.framework().id(), self.0.repairs().len());
        format!("CaseReading('{id}', {count} repairs)")
    }
}
