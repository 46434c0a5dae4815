//! `peerpath.compare` and `peerpath.Comparison`.

use peerpath::standard::{ComparedRequirement, Comparison, RequirementName};
use pyo3::prelude::*;
use pyo3::types::PyDict;

use crate::error::{compute, run};
use crate::html::{self, Html};
use crate::standard::PyStandard;
use crate::table::PyTable;
use crate::value::json_object;

/// Compares two standards: which asks for more, as a whole and requirement by requirement.
///
/// A requirement asks for at least as much as another if whatever dossier meets it meets the
/// other, on every day. That is proved rule by rule, and that it is not so is shown by a dossier
/// that meets the one and not the other; what is neither is ``incomparable``, with the reason.
///
/// Parameters
/// ----------
/// a, b : Standard
///
/// Returns
/// -------
/// Comparison
///
/// Examples
/// --------
/// >>> import peerpath as pp
/// >>> def training(hours):
/// ...     return pp.Standard.from_json({
/// ...         "format": "peerpath/standard/1", "id": f"us-xx/{hours}", "version": "1",
/// ...         "title": "CPSS", "requirement": {
/// ...             "id": "training", "hours": {"of": "training", "at_least": hours}}})
/// >>> pp.compare(training(60), training(40))
/// Comparison('us-xx/60', 'us-xx/40', relation='stricter')
#[pyfunction]
pub(crate) fn compare(py: Python<'_>, a: &PyStandard, b: &PyStandard) -> PyResult<PyComparison> {
    compute(py, || peerpath::standard::compare(a.standard(), b.standard())).map(PyComparison)
}

/// How two standards compare. Made by ``compare(a, b)``.
///
/// Examples
/// --------
/// >>> import peerpath as pp
/// >>> nc, va = pp.Standard.builtin("us-nc/cpss"), pp.Standard.builtin("us-va/cprs")
/// >>> comparison = pp.compare(nc, va)
/// >>> comparison.relation
/// 'incomparable'
/// >>> table = comparison.table
/// >>> dict(zip(table["requirement_a"], table["relation"]))["schooling"]
/// 'same'
#[pyclass(frozen, name = "Comparison", module = "peerpath")]
pub(crate) struct PyComparison(Comparison);

#[pymethods]
impl PyComparison {
    /// How the standards compare as a whole: ``"same"``, ``"stricter"`` (whoever meets a meets
    /// b), ``"looser"`` or ``"incomparable"``.
    #[getter]
    fn relation(&self) -> &'static str {
        self.0.relation.name()
    }

    /// Why, in words.
    #[getter]
    fn reason(&self) -> &str {
        &self.0.reason
    }

    /// The comparison requirement by requirement.
    ///
    /// Returns
    /// -------
    /// Table
    ///     ``requirement_a``, ``requirement_b``, ``relation``, ``reason``, ``required_a``,
    ///     ``required_b``, ``a_entails_b``, ``b_entails_a``, ``confidence_a``,
    ///     ``confidence_b``: a row for each pair, or requirement that has no counterpart.
    #[getter]
    fn table(&self, py: Python<'_>) -> PyResult<PyTable> {
        run(py, || self.0.to_table()).map(PyTable)
    }

    /// The comparison in text.
    ///
    /// Returns
    /// -------
    /// str
    ///
    /// Examples
    /// --------
    /// >>> import peerpath as pp
    /// >>> nc = pp.Standard.builtin("us-nc/cpss")
    /// >>> "both ask for the same" in pp.compare(nc, nc).explain()
    /// True
    fn explain(&self, py: Python<'_>) -> PyResult<String> {
        compute(py, || self.0.explain())
    }

    /// The comparison as a dict, with the content of ``explain``.
    ///
    /// Returns
    /// -------
    /// dict
    ///
    /// Examples
    /// --------
    /// >>> import peerpath as pp
    /// >>> nc = pp.Standard.builtin("us-nc/cpss")
    /// >>> pp.compare(nc, nc).to_dict()["a_entails_b"]
    /// 'yes'
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        json_object(py, &self.to_json(py)?)
    }

    /// The comparison as JSON text.
    ///
    /// Returns
    /// -------
    /// str
    ///
    /// Examples
    /// --------
    /// >>> import json
    /// >>> import peerpath as pp
    /// >>> nc = pp.Standard.builtin("us-nc/cpss")
    /// >>> json.loads(pp.compare(nc, nc).to_json())["relation"]
    /// 'same'
    fn to_json(&self, py: Python<'_>) -> PyResult<String> {
        compute(py, || self.0.to_json())
    }

    fn __str__(&self, py: Python<'_>) -> PyResult<String> {
        self.explain(py)
    }

    fn __repr__(&self) -> String {
        let Comparison { a, b, relation, .. } = &self.0;
        format!("Comparison('{}', '{}', relation='{}')", a.id, b.id, relation.name())
    }

    fn _repr_html_(&self, py: Python<'_>) -> PyResult<String> {
        compute(py, || html(&self.0))
    }
}

/// The comparison as a table, its gaps below.
fn html(comparison: &Comparison) -> String {
    let Comparison { a, b, relation, reason, .. } = comparison;
    let mut html = Html::new(&format!(
        "{} (a) and {} (b): <b>{}</b>, {}.",
        html::standard(&a.id, &a.version),
        html::standard(&b.id, &b.version),
        relation.name(),
        html::escaped(reason)
    ));
    let rows = comparison.requirements.iter().map(|row| {
        let ComparedRequirement { a, b, relation, reason, .. } = row;
        let cell = |name: &Option<RequirementName>| match name {
            Some(name) => {
                let title = name.title.as_ref().unwrap_or(&name.id);
                let doubt = if name.confidence == "unverified" { " (unverified)" } else { "" };
                html::requirement(title, doubt, &name.required)
            }
            None => String::new(),
        };
        vec![cell(a), cell(b), relation.name().to_owned(), html::escaped(reason)]
    });
    html.table(&["a", "b", "relation", "reason"], &rows.collect::<Vec<_>>());
    for (letter, standard) in [("a", a), ("b", b)] {
        for gap in &standard.gaps {
            html.paragraph(&format!("Not covered in {letter}: {gap}"));
        }
    }
    html.paragraph(comparison.disclaimer);
    html.finish()
}
