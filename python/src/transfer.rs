//! `peerpath.Transfer`.

use peerpath::standard::{RequirementName, Route, Transfer, TransferItem};
use pyo3::prelude::*;
use pyo3::types::PyDict;
use serde::Serialize;

use crate::error::{compute, run};
use crate::html::{self, Html};
use crate::table::PyTable;
use crate::value::{json_object, to_python};

/// What someone who meets one standard still needs for another. Made by ``Standard.transfer``.
///
/// Examples
/// --------
/// >>> import peerpath as pp
/// >>> nc, va = pp.Standard.builtin("us-nc/cpss"), pp.Standard.builtin("us-va/cprs")
/// >>> who = pp.Dossier.from_json({"format": "peerpath/dossier/1", "credentials": [
/// ...     {"credential": "us-nc/cpss", "issued": "2025-02-01", "status": "active"}]})
/// >>> transfer = nc.transfer(va, who, as_of="2026-11-21")
/// >>> transfer
/// Transfer('us-nc/cpss', 'us-va/cprs', as_of='2026-11-21', verdict='unknown')
/// >>> dict(zip(transfer.table["requirement"], transfer.table["status"]))["schooling"]
/// 'shown-once'
#[pyclass(frozen, name = "Transfer", module = "peerpath")]
pub(crate) struct PyTransfer(pub(crate) Transfer);

#[pymethods]
impl PyTransfer {
    /// The verdict on the dossier by the standard gone to: ``"met"``, ``"unmet"`` or
    /// ``"unknown"``. Nothing unknown becomes met because a credential is held.
    #[getter]
    fn verdict(&self) -> &'static str {
        self.0.verdict.name()
    }

    /// The requirements of the standard gone to, each a dict with ``requirement``, ``status``,
    /// ``verdict``, ``found``, ``missing``, ``still_needed``, ``already_met_as``,
    /// ``certified_as``.
    #[getter]
    fn items<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.values(py, |transfer| &transfer.items)
    }

    /// The parts of the standard gone to in which a credential counts, each a dict with
    /// ``kind``, ``requirement``, ``credentials``, ``for_holders``, ``instead_of``,
    /// ``verdict``, ``still_needed``.
    #[getter]
    fn routes<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.values(py, |transfer| &transfer.routes)
    }

    /// What to keep in mind, in sentences.
    #[getter]
    fn notes(&self) -> Vec<String> {
        self.0.notes.clone()
    }

    /// The requirements of the standard gone to.
    ///
    /// Returns
    /// -------
    /// Table
    ///     ``requirement``, ``title``, ``required``, ``status``, ``verdict``, ``found``,
    ///     ``missing``, ``unit``, ``still_needed``, ``already_met_as``, ``certified_as``,
    ///     ``confidence``.
    #[getter]
    fn table(&self, py: Python<'_>) -> PyResult<PyTable> {
        run(py, || self.0.to_table()).map(PyTable)
    }

    /// The transfer in text.
    ///
    /// Returns
    /// -------
    /// str
    ///
    /// Examples
    /// --------
    /// >>> import peerpath as pp
    /// >>> nc, va = pp.Standard.builtin("us-nc/cpss"), pp.Standard.builtin("us-va/cprs")
    /// >>> who = pp.Dossier.from_json({"format": "peerpath/dossier/1"})
    /// >>> "a gap in the document" in nc.transfer(va, who, as_of="2026-11-21").explain()
    /// True
    fn explain(&self, py: Python<'_>) -> PyResult<String> {
        compute(py, || self.0.explain())
    }

    /// The transfer as a dict, with the content of ``explain``.
    ///
    /// Returns
    /// -------
    /// dict
    ///
    /// Examples
    /// --------
    /// >>> import peerpath as pp
    /// >>> nc, va = pp.Standard.builtin("us-nc/cpss"), pp.Standard.builtin("us-va/cprs")
    /// >>> who = pp.Dossier.from_json({"format": "peerpath/dossier/1"})
    /// >>> transfer = nc.transfer(va, who, as_of="2026-11-21")
    /// >>> transfer.to_dict()["format"]
    /// 'peerpath/transfer/1'
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        json_object(py, &self.to_json(py)?)
    }

    /// The transfer as JSON text.
    ///
    /// Returns
    /// -------
    /// str
    ///
    /// Examples
    /// --------
    /// >>> import json
    /// >>> import peerpath as pp
    /// >>> nc, va = pp.Standard.builtin("us-nc/cpss"), pp.Standard.builtin("us-va/cprs")
    /// >>> who = pp.Dossier.from_json({"format": "peerpath/dossier/1"})
    /// >>> transfer = nc.transfer(va, who, as_of="2026-11-21")
    /// >>> json.loads(transfer.to_json())["verdict"]
    /// 'unknown'
    fn to_json(&self, py: Python<'_>) -> PyResult<String> {
        compute(py, || self.0.to_json())
    }

    fn __str__(&self, py: Python<'_>) -> PyResult<String> {
        self.explain(py)
    }

    fn __repr__(&self) -> String {
        let Transfer { from, to, as_of, verdict, .. } = &self.0;
        format!(
            "Transfer('{}', '{}', as_of='{as_of}', verdict='{}')",
            from.id,
            to.id,
            verdict.name()
        )
    }

    fn _repr_html_(&self, py: Python<'_>) -> PyResult<String> {
        compute(py, || html(&self.0))
    }
}

impl PyTransfer {
    fn values<'py, T: Serialize>(
        &self,
        py: Python<'py>,
        of: impl FnOnce(&Transfer) -> &T + Send,
    ) -> PyResult<Bound<'py, PyAny>> {
        let value = compute(py, || serde_json::to_value(of(&self.0)).unwrap_or_default())?;
        to_python(py, &value)
    }
}

/// The transfer as a table, routes and notes below.
fn html(transfer: &Transfer) -> String {
    let Transfer { from, to, as_of, verdict, .. } = transfer;
    let mut html = Html::new(&format!(
        "{} to {}{}: <b>{}</b>",
        html::standard(&from.id, &from.version),
        html::standard(&to.id, &to.version),
        html::of_whom(transfer.person.as_deref(), as_of),
        verdict.name()
    ));
    let rows = transfer.items.iter().map(|item| {
        let TransferItem { requirement, status, found, still_needed, .. } = item;
        let title = requirement.title.as_ref().unwrap_or(&requirement.id);
        let credit =
            [("already met as", &item.already_met_as), ("shown once as", &item.certified_as)];
        let credit = credit.into_iter().filter(|(_, names)| !names.is_empty());
        let credit: Vec<String> =
            credit.map(|(how, names)| format!("{how} {}", listed(names))).collect();
        vec![
            html::requirement(title, "", &requirement.required),
            status.name().to_owned(),
            html::escaped(found),
            html::escaped(&credit.join("; ")),
            html::escaped(&still_needed.join("; ")),
        ]
    });
    let heads = ["requirement", "status", "found", "credit", "still needed"];
    html.table(&heads, &rows.collect::<Vec<_>>());
    for route in &transfer.routes {
        let Route { kind, requirement, credentials, verdict, still_needed, .. } = route;
        let instead = match route.instead_of.as_slice() {
            [] => String::new(),
            names => format!(" instead of {}", listed(names)),
        };
        html.paragraph(&format!(
            "Route {} ({}): holders of {}{instead}: {}. {}",
            requirement.id,
            kind.name(),
            credentials.join(", "),
            verdict.name(),
            still_needed.join("; ")
        ));
    }
    transfer.notes.iter().for_each(|note| html.paragraph(note));
    html.paragraph(transfer.disclaimer);
    html.finish()
}

fn listed(names: &[RequirementName]) -> String {
    names.iter().map(|name| name.id.as_str()).collect::<Vec<_>>().join(", ")
}
