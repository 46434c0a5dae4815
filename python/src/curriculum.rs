//! `peerpath.Curriculum`.

use peerpath::Dossier;
use peerpath::competency::{Curriculum, CurriculumOptions, SelectionOptions};
use peerpath::document::Day;
use pyo3::prelude::*;
use pyo3::types::PyDict;

use crate::crosswalk::PyCrosswalk;
use crate::day::day;
use crate::dossier::PyDossier;
use crate::error::{compute, run};
use crate::framework::PyFramework;
use crate::source::json_text;
use crate::table::PyTable;
use crate::value::{Options, json_object};

/// The modules of a training, and the competencies that each introduces, practises or assesses.
///
/// Made by ``Curriculum.from_json``; immutable.
///
/// Examples
/// --------
/// >>> import peerpath as pp
/// >>> curriculum = pp.Curriculum.from_json({
/// ...     "format": "peerpath/curriculum/1", "id": "c", "version": "1", "title": "C", "modules": [
/// ...     {"id": "m", "title": "M", "hours": 10, "introduces": ["icrc-pr/advocacy"]}]})
/// >>> framework = pp.Framework.builtin("icrc-pr")
/// >>> curriculum.coverage(framework)["covered"]
/// [True, False, False, False, False]
#[pyclass(frozen, name = "Curriculum", module = "peerpath")]
pub(crate) struct PyCurriculum(pub(crate) Curriculum);

#[pymethods]
impl PyCurriculum {
    /// Reads a curriculum document, ``peerpath/curriculum/1``.
    ///
    /// Parameters
    /// ----------
    /// source : str, bytes, path or dict
    ///     The document. A ``str`` that ends in ``.json`` is a path.
    ///
    /// Returns
    /// -------
    /// Curriculum
    ///
    /// Raises
    /// ------
    /// PeerpathError
    ///     With code ``"syntax"`` where the text is not JSON, ``"document"`` with every problem where it
    ///     is not a curriculum.
    ///
    /// Examples
    /// --------
    /// >>> import peerpath as pp
    /// >>> curriculum = pp.Curriculum.from_json({
    /// ...     "format": "peerpath/curriculum/1", "id": "c", "version": "1", "title": "C", "modules": [
    /// ...     {"id": "m", "title": "M", "hours": 10, "introduces": ["icrc-pr/advocacy"]}]})
    /// >>> framework = pp.Framework.builtin("icrc-pr")
    /// >>> curriculum
    /// Curriculum('c', version='1', 1 modules, 10 hours)
    #[staticmethod]
    fn from_json(source: &Bound<'_, PyAny>) -> PyResult<PyCurriculum> {
        let text = json_text(source, "curriculum")?;
        run(source.py(), || Curriculum::from_json(&text)).map(PyCurriculum)
    }

    /// The document as JSON text.
    ///
    /// Examples
    /// --------
    /// >>> import peerpath as pp
    /// >>> curriculum = pp.Curriculum.from_json({
    /// ...     "format": "peerpath/curriculum/1", "id": "c", "version": "1", "title": "C", "modules": [
    /// ...     {"id": "m", "title": "M", "hours": 10, "introduces": ["icrc-pr/advocacy"]}]})
    /// >>> pp.Curriculum.from_json(curriculum.to_json()).to_dict() == curriculum.to_dict()
    /// True
    fn to_json(&self, py: Python<'_>) -> PyResult<String> {
        compute(py, || self.0.to_json())
    }

    /// The document as a dict.
    ///
    /// Examples
    /// --------
    /// >>> import peerpath as pp
    /// >>> curriculum = pp.Curriculum.from_json({
    /// ...     "format": "peerpath/curriculum/1", "id": "c", "version": "1", "title": "C", "modules": [
    /// ...     {"id": "m", "title": "M", "hours": 10, "introduces": ["icrc-pr/advocacy"]}]})
    /// >>> curriculum.to_dict()["modules"][0]["hours"]
    /// 10.0
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        json_object(py, &self.to_json(py)?)
    }

    /// The name of the curriculum.
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

    /// The hours of all modules.
    #[getter]
    fn hours(&self) -> f64 {
        self.0.hours()
    }

    /// For each competency of a framework, which modules go into it and how deep.
    ///
    /// Parameters
    /// ----------
    /// framework : Framework
    /// depth : {"introduced", "practised", "assessed"}, optional
    ///     How deep a module must go. Default ``"introduced"``: any depth.
    ///
    /// Returns
    /// -------
    /// Table
    ///     ``competency``, ``label``, ``level``, ``modules``, ``module_ids``, ``hours``, ``depth``,
    ///     ``covered``, ``share``.
    ///
    /// Raises
    /// ------
    /// PeerpathError
    ///     With code ``"document"`` where the curriculum names what is not in the framework.
    ///
    /// Examples
    /// --------
    /// >>> import peerpath as pp
    /// >>> curriculum = pp.Curriculum.from_json({
    /// ...     "format": "peerpath/curriculum/1", "id": "c", "version": "1", "title": "C", "modules": [
    /// ...     {"id": "m", "title": "M", "hours": 10, "introduces": ["icrc-pr/advocacy"]}]})
    /// >>> framework = pp.Framework.builtin("icrc-pr")
    /// >>> curriculum.coverage(framework)["hours"]
    /// [10.0, 0.0, 0.0, 0.0, 0.0]
    #[pyo3(signature = (framework, *, depth=None))]
    fn coverage<'py>(
        &self,
        py: Python<'py>,
        framework: PyRef<'py, PyFramework>,
        depth: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<PyTable> {
        let options: CurriculumOptions =
            Options::new(py, "coverage").with("depth", depth).parse()?;
        let framework = framework.0.clone();
        run(py, || self.0.coverage(&framework, &options)?.to_table()).map(PyTable)
    }

    /// The competencies without parts that the curriculum does not cover.
    ///
    /// Parameters
    /// ----------
    /// framework : Framework
    /// depth : {"introduced", "practised", "assessed"}, optional
    ///     How deep a module must go. Default ``"introduced"``: any depth.
    ///
    /// Returns
    /// -------
    /// Table
    ///     ``competency``, ``label``, ``level``, ``modules``, ``module_ids``, ``hours``, ``depth``,
    ///     ``covered``, ``share``.
    ///
    /// Raises
    /// ------
    /// PeerpathError
    ///     With code ``"document"`` where the curriculum names what is not in the framework.
    ///
    /// Examples
    /// --------
    /// >>> import peerpath as pp
    /// >>> curriculum = pp.Curriculum.from_json({
    /// ...     "format": "peerpath/curriculum/1", "id": "c", "version": "1", "title": "C", "modules": [
    /// ...     {"id": "m", "title": "M", "hours": 10, "introduces": ["icrc-pr/advocacy"]}]})
    /// >>> framework = pp.Framework.builtin("icrc-pr")
    /// >>> len(curriculum.gaps(framework))
    /// 4
    #[pyo3(signature = (framework, *, depth=None))]
    fn gaps<'py>(
        &self,
        py: Python<'py>,
        framework: PyRef<'py, PyFramework>,
        depth: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<PyTable> {
        let options: CurriculumOptions = Options::new(py, "gaps").with("depth", depth).parse()?;
        let framework = framework.0.clone();
        run(py, || self.0.gaps(&framework, &options)?.to_table()).map(PyTable)
    }

    /// The competencies without parts that two or more modules go into as deep as asked for.
    ///
    /// Parameters
    /// ----------
    /// framework : Framework
    /// depth : {"introduced", "practised", "assessed"}, optional
    ///     How deep a module must go. Default ``"introduced"``: any depth.
    ///
    /// Returns
    /// -------
    /// Table
    ///     ``competency``, ``label``, ``level``, ``modules``, ``module_ids``, ``hours``, ``depth``,
    ///     ``covered``, ``share``.
    ///
    /// Raises
    /// ------
    /// PeerpathError
    ///     With code ``"document"`` where the curriculum names what is not in the framework.
    ///
    /// Examples
    /// --------
    /// >>> import peerpath as pp
    /// >>> curriculum = pp.Curriculum.from_json({
    /// ...     "format": "peerpath/curriculum/1", "id": "c", "version": "1", "title": "C", "modules": [
    /// ...     {"id": "m", "title": "M", "hours": 10, "introduces": ["icrc-pr/advocacy"]}]})
    /// >>> framework = pp.Framework.builtin("icrc-pr")
    /// >>> len(curriculum.overlaps(framework))
    /// 0
    #[pyo3(signature = (framework, *, depth=None))]
    fn overlaps<'py>(
        &self,
        py: Python<'py>,
        framework: PyRef<'py, PyFramework>,
        depth: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<PyTable> {
        let options: CurriculumOptions =
            Options::new(py, "overlaps").with("depth", depth).parse()?;
        let framework = framework.0.clone();
        run(py, || self.0.overlaps(&framework, &options)?.to_table()).map(PyTable)
    }

    /// The cheapest modules that together cover what is asked for: exact, by branch and bound.
    ///
    /// Parameters
    /// ----------
    /// framework : Framework
    /// depth : {"introduced", "practised", "assessed"}, optional
    ///     How deep a module must go. Default ``"introduced"``.
    /// competencies : list of str, optional
    ///     What to cover, with all parts. Default: all that the curriculum covers.
    /// cost : {"hours", "price", "modules"}, optional
    ///     What is to be least. Default ``"hours"``.
    /// with_modules : list of str, optional
    ///     Modules that are taken anyway.
    /// without : list of str, optional
    ///     Modules that cannot be taken.
    /// steps : int, optional
    ///     After how many steps to stop with what was found so far. Default 1,000,000.
    ///
    /// Returns
    /// -------
    /// dict
    ///     ``modules``, ``cost``, ``bound`` (no selection costs less), ``optimal``, ``wanted`` (how many
    ///     competencies), ``uncovered``.
    ///
    /// Raises
    /// ------
    /// PeerpathError
    ///     With code ``"argument"`` where an argument names what is not there.
    ///
    /// Examples
    /// --------
    /// >>> import peerpath as pp
    /// >>> curriculum = pp.Curriculum.from_json({
    /// ...     "format": "peerpath/curriculum/1", "id": "c", "version": "1", "title": "C", "modules": [
    /// ...     {"id": "m", "title": "M", "hours": 10, "introduces": ["icrc-pr/advocacy"]}]})
    /// >>> framework = pp.Framework.builtin("icrc-pr")
    /// >>> curriculum.smallest_selection(framework)["modules"]
    /// ['m']
    #[pyo3(signature = (
        framework, *, depth=None, competencies=None, cost=None, with_modules=None, without=None,
        steps=None
    ))]
    #[expect(clippy::too_many_arguments, reason = "keyword arguments of Python")]
    fn smallest_selection<'py>(
        &self,
        py: Python<'py>,
        framework: PyRef<'py, PyFramework>,
        depth: Option<&Bound<'py, PyAny>>,
        competencies: Option<&Bound<'py, PyAny>>,
        cost: Option<&Bound<'py, PyAny>>,
        with_modules: Option<&Bound<'py, PyAny>>,
        without: Option<&Bound<'py, PyAny>>,
        steps: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyDict>> {
        let options: SelectionOptions = Options::new(py, "smallest_selection")
            .with("depth", depth)
            .with("competencies", competencies)
            .with("cost", cost)
            .with("with_modules", with_modules)
            .with("without", without)
            .with("steps", steps)
            .parse()?;
        let framework = framework.0.clone();
        let selection = run(py, || self.0.smallest_selection(&framework, &options))?;
        json_object(py, &selection.to_json())
    }

    /// For each competency without parts, how deep this curriculum and another go.
    ///
    /// Parameters
    /// ----------
    /// other : Curriculum
    /// framework : Framework
    ///
    /// Returns
    /// -------
    /// Table
    ///     ``competency``, ``label``, ``depth``, ``other_depth``, ``hours``, ``other_hours``,
    ///     ``relation`` (``"same"``, ``"deeper"``, ``"shallower"``, ``"only-here"``, ``"only-there"``,
    ///     ``"neither"``).
    ///
    /// Examples
    /// --------
    /// >>> import peerpath as pp
    /// >>> curriculum = pp.Curriculum.from_json({
    /// ...     "format": "peerpath/curriculum/1", "id": "c", "version": "1", "title": "C", "modules": [
    /// ...     {"id": "m", "title": "M", "hours": 10, "introduces": ["icrc-pr/advocacy"]}]})
    /// >>> framework = pp.Framework.builtin("icrc-pr")
    /// >>> curriculum.compare(curriculum, framework)["relation"][0]
    /// 'same'
    fn compare<'py>(
        &self,
        py: Python<'py>,
        other: PyRef<'py, PyCurriculum>,
        framework: PyRef<'py, PyFramework>,
    ) -> PyResult<PyTable> {
        let (other, framework) = (other.0.clone(), framework.0.clone());
        run(py, || self.0.compare(&other, &framework)?.to_table()).map(PyTable)
    }

    /// The curriculum in the terms of another framework, as far as a crosswalk carries it over: to what
    /// says the same as a competency, or is a part of it.
    ///
    /// Parameters
    /// ----------
    /// crosswalk : Crosswalk
    ///
    /// Returns
    /// -------
    /// Curriculum
    ///
    /// Examples
    /// --------
    /// >>> import peerpath as pp
    /// >>> curriculum = pp.Curriculum.from_json({
    /// ...     "format": "peerpath/curriculum/1", "id": "c", "version": "1", "title": "C", "modules": [
    /// ...     {"id": "m", "title": "M", "hours": 10, "introduces": ["icrc-pr/advocacy"]}]})
    /// >>> framework = pp.Framework.builtin("icrc-pr")
    /// >>> crosswalk = pp.Crosswalk.from_json({
    /// ...     "format": "peerpath/crosswalk/1", "id": "x", "version": "1", "title": "X",
    /// ...     "from": "icrc-pr", "to": "samhsa-2015", "links": [
    /// ...     {"from": "icrc-pr/advocacy", "to": "samhsa-2015/X", "relation": "narrower"}]})
    /// >>> curriculum.through(crosswalk).to_dict()["modules"][0]["introduces"]
    /// ['samhsa-2015/X']
    fn through(&self, py: Python<'_>, crosswalk: PyRef<'_, PyCrosswalk>) -> PyResult<PyCurriculum> {
        let crosswalk = crosswalk.0.clone();
        compute(py, || self.0.through(&crosswalk)).map(PyCurriculum)
    }

    /// The dossier of a person who has done all of it on a day, and nothing else: assessed by a
    /// standard, it says whether the training requirement is met, and what is missing.
    ///
    /// Parameters
    /// ----------
    /// person : str
    /// on : date or str
    ///     The day.
    ///
    /// Returns
    /// -------
    /// Dossier
    ///
    /// Examples
    /// --------
    /// >>> import peerpath as pp
    /// >>> curriculum = pp.Curriculum.from_json({
    /// ...     "format": "peerpath/curriculum/1", "id": "c", "version": "1", "title": "C", "modules": [
    /// ...     {"id": "m", "title": "M", "hours": 10, "introduces": ["icrc-pr/advocacy"]}]})
    /// >>> framework = pp.Framework.builtin("icrc-pr")
    /// >>> curriculum.to_dossier("anyone", on="2026-01-31")
    /// Dossier('anyone')
    #[pyo3(signature = (person, *, on))]
    fn to_dossier(
        &self,
        py: Python<'_>,
        person: &str,
        on: &Bound<'_, PyAny>,
    ) -> PyResult<PyDossier> {
        let on = Day(day(on, "to_dossier", "on")?);
        run(py, || Dossier::from_json(&self.0.to_dossier(person, on, None))).map(PyDossier)
    }

    fn __len__(&self) -> usize {
        self.0.modules().len()
    }

    fn __repr__(&self) -> String {
        let (id, version) = (self.0.id(), self.0.version());
        let (modules, hours) = (self.0.modules().len(), self.0.hours());
        format!("Curriculum('{id}', version='{version}', {modules} modules, {hours} hours)")
    }
}
