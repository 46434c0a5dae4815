//! `peerpath.Renewal`.

use peerpath::Renewal;
use peerpath::standard::RenewalReport;
use pyo3::prelude::*;
use pyo3::types::PyDict;
use serde::Serialize;

use crate::error::compute;
use crate::html::{self, Html};
use crate::value::to_python;

/// Where a credential stands in its life on one day: its standing, the days on which that
/// changes, what renews it and how much of that is still needed, or what reinstates it.
///
/// All days are inclusive: a credential is good on the day ``expires``.
///
/// Examples
/// --------
/// >>> import peerpath as pp
/// >>> nc = pp.Standard.builtin("us-nc/cpss")
/// >>> who = pp.Dossier.from_json({"format": "peerpath/dossier/1", "credentials": [
/// ...     {"credential": "us-nc/cpss", "issued": "2025-01-15", "status": "active"}]})
/// >>> renewal = nc.renewal(who, as_of="2026-11-21")
/// >>> renewal
/// Renewal('us-nc/cpss', version='after-2020', as_of='2026-11-21', status='active')
/// >>> [(need["requirement"], need["amount"]) for need in renewal.needed]
/// [('continuing-education', 20), ('renewal-references', 2)]
/// >>> print(renewal.explain().splitlines()[0])
/// us-nc/cpss after-2020 as of 2026-11-21: ACTIVE
#[pyclass(frozen, name = "Renewal", module = "peerpath")]
pub(crate) struct PyRenewal(pub(crate) Renewal);

#[pymethods]
impl PyRenewal {
    /// The standing: ``"none"``, ``"applied"``, ``"application-closed"``, ``"provisional"``,
    /// ``"active"``, ``"renewal-window"``, ``"overdue"``, ``"grace"``, ``"lapsed"``,
    /// ``"inactive"``, ``"probation"``, ``"suspended"``, ``"revoked"``, ``"relinquished"``,
    /// ``"ended"`` or ``"unknown"``.
    #[getter]
    fn status(&self) -> &'static str {
        self.0.status().name()
    }

    /// Whether the credential is good on the day, or None where that is not known.
    #[getter]
    fn in_good_standing(&self) -> Option<bool> {
        self.0.report().in_good_standing
    }

    /// Whose credential it is, or None where the dossier does not say.
    #[getter]
    fn person(&self) -> Option<&str> {
        self.0.report().person.as_deref()
    }

    /// The day of the answer.
    #[getter]
    fn as_of(&self) -> jiff::civil::Date {
        self.0.as_of()
    }

    /// The last good day, or None where it is not known.
    #[getter]
    fn expires(&self) -> Option<jiff::civil::Date> {
        self.0.expires()
    }

    /// The first day on which renewal can be asked for, or None.
    #[getter]
    fn window_opens(&self) -> Option<jiff::civil::Date> {
        self.0.report().window_opens
    }

    /// The last day on which renewal can be asked for in time, or None.
    #[getter]
    fn due(&self) -> Option<jiff::civil::Date> {
        self.0.due()
    }

    /// The last day on which it can be renewed late, or None.
    #[getter]
    fn grace_until(&self) -> Option<jiff::civil::Date> {
        self.0.report().grace_until
    }

    /// The last good day once it is renewed, or None.
    #[getter]
    fn next_expires(&self) -> Option<jiff::civil::Date> {
        self.0.next_expires()
    }

    /// Whether what renewal asks for is there: ``"met"``, ``"unmet"`` or ``"unknown"``, or None
    /// where the credential cannot be renewed or nothing is known of what renewal asks for.
    #[getter]
    fn verdict(&self) -> Option<&'static str> {
        self.0.report().verdict.map(peerpath::Verdict::name)
    }

    /// The amounts still needed for renewal, each a dict with ``requirement``, ``part``,
    /// ``amount``, ``unit``.
    #[getter]
    fn needed<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.values(py, |report| &report.needed)
    }

    /// The days on which the standing changes if nothing further is recorded, each a dict with
    /// ``on``, ``status``.
    #[getter]
    fn changes<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.values(py, |report| &report.changes)
    }

    /// What to record, so that what is unknown is settled, each a dict with ``about``, ``ask``,
    /// ``answered_by``.
    #[getter]
    fn questions<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.values(py, |report| &report.questions)
    }

    /// The renewal in indented text.
    ///
    /// Returns
    /// -------
    /// str
    ///
    /// Examples
    /// --------
    /// >>> import peerpath as pp
    /// >>> who = pp.Dossier.from_json({"format": "peerpath/dossier/1", "person": "p-17"})
    /// >>> nc = pp.Standard.builtin("us-nc/cpss")
    /// >>> "p-17" in nc.renewal(who, as_of="2026-11-21").explain()
    /// True
    fn explain(&self, py: Python<'_>) -> PyResult<String> {
        compute(py, || self.0.explain())
    }

    /// The renewal as a dict, with the content of ``explain``.
    ///
    /// Returns
    /// -------
    /// dict
    ///
    /// Examples
    /// --------
    /// >>> import peerpath as pp
    /// >>> who = pp.Dossier.from_json({"format": "peerpath/dossier/1"})
    /// >>> nc = pp.Standard.builtin("us-nc/cpss")
    /// >>> nc.renewal(who, as_of="2026-11-21").to_dict()["status"]
    /// 'unknown'
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        Ok(self.values(py, |report| report)?.cast_into()?)
    }

    /// The renewal as JSON text, with the content of ``explain``.
    ///
    /// Returns
    /// -------
    /// str
    ///
    /// Examples
    /// --------
    /// >>> import json
    /// >>> import peerpath as pp
    /// >>> who = pp.Dossier.from_json({"format": "peerpath/dossier/1"})
    /// >>> nc = pp.Standard.builtin("us-nc/cpss")
    /// >>> json.loads(nc.renewal(who, as_of="2026-11-21").to_json())["format"]
    /// 'peerpath/renewal/1'
    fn to_json(&self, py: Python<'_>) -> PyResult<String> {
        compute(py, || self.0.to_json())
    }

    fn __str__(&self, py: Python<'_>) -> PyResult<String> {
        self.explain(py)
    }

    fn __repr__(&self) -> String {
        let report = self.0.report();
        let person = self.person().map_or_else(String::new, |who| format!(", person='{who}'"));
        format!(
            "Renewal('{}', version='{}'{person}, as_of='{}', status='{}')",
            report.standard.id,
            report.standard.version,
            report.as_of,
            self.status()
        )
    }

    fn _repr_html_(&self, py: Python<'_>) -> PyResult<String> {
        compute(py, || html(self.0.report()))
    }
}

impl PyRenewal {
    fn values<'py, T: Serialize + ?Sized>(
        &self,
        py: Python<'py>,
        of: impl FnOnce(&RenewalReport) -> &T + Send,
    ) -> PyResult<Bound<'py, PyAny>> {
        let value = compute(py, || serde_json::to_value(of(self.0.report())).unwrap_or_default())?;
        to_python(py, &value)
    }
}

/// The standing and its days as a table, and the explanation, folded, beneath.
fn html(report: &RenewalReport) -> String {
    let mut html = Html::new(&format!(
        "{}{}: <b>{}</b>",
        html::standard(&report.standard.id, &report.standard.version),
        html::of_whom(report.person.as_deref(), report.as_of),
        report.status
    ));
    html.push("<table><tbody>");
    let days = [
        ("renewal opens", report.window_opens),
        ("due", report.due),
        ("last good day", report.expires),
        ("grace until", report.grace_until),
        ("once renewed, good to", report.next_expires),
    ];
    for (name, day) in days {
        if let Some(day) = day {
            html.push(&format!("<tr><th>{name}</th><td>{day}</td></tr>"));
        }
    }
    for need in &report.needed {
        let part = need.part.as_ref().map_or_else(String::new, |part| format!(", {part}"));
        let line = format!("{} {} ({}{part})", need.amount, need.unit, need.requirement);
        html.push(&format!("<tr><th>needed</th><td>{}</td></tr>", html::escaped(&line)));
    }
    let text = report.explanation.join("\n");
    html.push(&format!(
        "</tbody></table><details><summary>explanation</summary><pre>{}</pre></details>",
        html::escaped(&text)
    ));
    html.finish()
}
