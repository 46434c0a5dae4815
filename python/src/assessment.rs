//! `peerpath.Assessment`.

use peerpath::standard::{Evidence, EvidenceStanding, Finding, NextStepsOptions, Question, Report};
use peerpath::{Assessment, Verdict};
use pyo3::prelude::*;
use pyo3::types::PyDict;
use serde::Serialize;

use crate::error::{compute, run};
use crate::html::{self, Html};
use crate::value::{Options, to_python};

/// What was made of a dossier under a standard on one day.
///
/// Examples
/// --------
/// >>> import peerpath as pp
/// >>> standard = pp.Standard.from_json({
/// ...     "format": "peerpath/standard/1", "id": "us-xx/cpss", "version": "2025",
/// ...     "title": "Certified Peer Support Specialist",
/// ...     "requirement": {"id": "age", "age": {"at_least": 18}}})
/// >>> who = pp.Dossier.from_json({"format": "peerpath/dossier/1", "born": "1988-05-02"})
/// >>> assessment = standard.assess(who, as_of="2026-11-21")
/// >>> assessment
/// Assessment('us-xx/cpss', version='2025', as_of='2026-11-21', verdict='met')
/// >>> print(assessment.explain().splitlines()[0])
/// us-xx/cpss 2025 as of 2026-11-21: MET
#[pyclass(frozen, name = "Assessment", module = "peerpath")]
pub(crate) struct PyAssessment(pub(crate) Assessment);

#[pymethods]
impl PyAssessment {
    /// The verdict on the whole: ``"met"``, ``"unmet"`` or ``"unknown"``.
    #[getter]
    fn verdict(&self) -> &'static str {
        self.0.verdict().name()
    }

    /// Who was assessed, or None where the dossier does not say.
    #[getter]
    fn person(&self) -> Option<&str> {
        self.0.dossier().person()
    }

    /// The day of assessment.
    #[getter]
    fn as_of(&self) -> jiff::civil::Date {
        self.0.as_of()
    }

    /// The assessment in indented text: what was asked, what was found, which evidence counted,
    /// and the sources.
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
    /// >>> "p-17" in nc.assess(who, as_of="2026-11-21").explain()
    /// True
    fn explain(&self, py: Python<'_>) -> PyResult<String> {
        compute(py, || self.0.explain())
    }

    /// The assessment as a dict, with the content of ``explain``.
    ///
    /// Returns
    /// -------
    /// dict
    ///
    /// Examples
    /// --------
    /// >>> import peerpath as pp
    /// >>> who = pp.Dossier.from_json({"format": "peerpath/dossier/1", "born": "2015-05-02"})
    /// >>> nc = pp.Standard.builtin("us-nc/cpss")
    /// >>> nc.assess(who, as_of="2026-11-21").to_dict()["unmet"]
    /// ['age']
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        Ok(self.values(py, Assessment::report)?.cast_into()?)
    }

    /// The assessment as JSON text, with the content of ``explain``.
    ///
    /// Returns
    /// -------
    /// str
    ///
    /// Examples
    /// --------
    /// >>> import json
    /// >>> import peerpath as pp
    /// >>> who = pp.Dossier.from_json({"format": "peerpath/dossier/1", "born": "2015-05-02"})
    /// >>> nc = pp.Standard.builtin("us-nc/cpss")
    /// >>> json.loads(nc.assess(who, as_of="2026-11-21").to_json())["verdict"]
    /// 'unmet'
    fn to_json(&self, py: Python<'_>) -> PyResult<String> {
        compute(py, || self.0.to_json())
    }

    /// The requirements not met on which the verdict turns, each a dict with ``id``, ``title``,
    /// ``required``, ``found``, ``missing``, ``evidence``, ``cite`` and more.
    ///
    /// Examples
    /// --------
    /// >>> import peerpath as pp
    /// >>> who = pp.Dossier.from_json({"format": "peerpath/dossier/1", "born": "2015-05-02"})
    /// >>> nc = pp.Standard.builtin("us-nc/cpss")
    /// >>> [finding["id"] for finding in nc.assess(who, as_of="2026-11-21").unmet]
    /// ['age']
    #[getter]
    fn unmet<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.values(py, Assessment::unmet)
    }

    /// The requirements unknown on which the verdict turns, in the form of ``unmet``.
    #[getter]
    fn unknown<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.values(py, Assessment::unknown)
    }

    /// The facts that could change the verdict, most decisive first, each a dict with
    /// ``requirement``, ``ask``, ``answered_by``, ``if_met``, ``if_unmet``.
    #[getter]
    fn questions<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.values(py, Assessment::questions)
    }

    /// The first day, from the day of assessment on, on which the verdict is met under this
    /// version if nothing changes but time, or None where there is none. Exact.
    ///
    /// Examples
    /// --------
    /// >>> import peerpath as pp
    /// >>> standard = pp.Standard.from_json({
    /// ...     "format": "peerpath/standard/1", "id": "x", "version": "1", "title": "X",
    /// ...     "requirement": {"id": "age", "age": {"at_least": 18, "at_most": 18}}})
    /// >>> who = pp.Dossier.from_json({"format": "peerpath/dossier/1", "born": "2009-03-01"})
    /// >>> assessment = standard.assess(who, as_of="2026-11-21")
    /// >>> assessment.met_on, assessment.met_until
    /// (datetime.date(2027, 3, 1), datetime.date(2028, 2, 29))
    #[getter]
    fn met_on(&self, py: Python<'_>) -> PyResult<Option<jiff::civil::Date>> {
        compute(py, || self.0.met_on())
    }

    /// The last day, counted from ``met_on``, on which the verdict is still met if nothing
    /// changes but time; None where it is never met, or met for good.
    #[getter]
    fn met_until(&self, py: Python<'_>) -> PyResult<Option<jiff::civil::Date>> {
        compute(py, || self.0.met_until())
    }

    /// A cheapest set of actions after which the verdict is met.
    ///
    /// Parameters
    /// ----------
    /// costs : dict, optional
    ///     What single requirements cost, by id: each a dict with any of ``action`` (doing what is
    ///     missing), ``unit`` (each unit of a missing amount besides), ``settle`` (recording what is
    ///     unknown), ``waiver``, and ``impossible``.
    /// action, settle, waiver : float, default 1
    ///     What an action of these kinds costs where ``costs`` does not say.
    /// day : float, default 0
    ///     What a day of waiting costs.
    /// units : dict, optional
    ///     What each unit of a missing amount costs besides: ``hours``, ``credits``,
    ///     ``references``, ``days``.
    /// wait_at_most : str, default "P50Y"
    /// budget : int, default 20000
    ///     How many combinations are looked into before the search ends with a bound.
    ///
    /// Returns
    /// -------
    /// dict
    ///     ``cost`` and ``on`` (the day on which the verdict then is met), None where nothing
    ///     helps; ``steps``, each with ``requirement``, ``kind`` (``"wait"``, ``"do"``,
    ///     ``"settle"``, ``"settle-not"``, ``"waiver"``), ``says``, ``by``, ``amount``, ``cost``,
    ///     ``on``; ``optimal``, ``lower_bound``, ``considered``, ``blocked_by``.
    ///
    /// Raises
    /// ------
    /// PeerpathError
    ///     With code ``"argument"`` for a cost below 0, a requirement or a unit that is not there.
    ///
    /// Examples
    /// --------
    /// >>> import peerpath as pp
    /// >>> standard = pp.Standard.from_json({
    /// ...     "format": "peerpath/standard/1", "id": "x", "version": "1", "title": "X",
    /// ...     "requirement": {"id": "any", "any": [
    /// ...         {"id": "training", "hours": {"of": "training", "at_least": 40}},
    /// ...         {"id": "exam", "exam": {"name": "icrc-pr"}}]}})
    /// >>> who = pp.Dossier.from_json({
    /// ...     "format": "peerpath/dossier/1", "complete": ["hours", "exams"],
    /// ...     "hours": [{"of": "training", "amount": 32, "to": "2026-05-01"}]})
    /// >>> assessment = standard.assess(who, as_of="2026-11-21")
    /// >>> plan = assessment.next_steps({"exam": {"action": 200}}, units={"hours": 15})
    /// >>> plan["cost"], plan["steps"][0]["says"]
    /// (121.0, '8 h more of training')
    #[pyo3(signature = (costs=None, *, action=None, settle=None, waiver=None, day=None, units=None, wait_at_most=None, budget=None))]
    #[allow(clippy::too_many_arguments, reason = "keyword arguments")]
    fn next_steps<'py>(
        &self,
        py: Python<'py>,
        costs: Option<&Bound<'py, PyAny>>,
        action: Option<&Bound<'py, PyAny>>,
        settle: Option<&Bound<'py, PyAny>>,
        waiver: Option<&Bound<'py, PyAny>>,
        day: Option<&Bound<'py, PyAny>>,
        units: Option<&Bound<'py, PyAny>>,
        wait_at_most: Option<&Bound<'py, PyAny>>,
        budget: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let options = Options::new(py, "next_steps")
            .with("costs", costs)
            .with("action", action)
            .with("settle", settle)
            .with("waiver", waiver)
            .with("day", day)
            .with("units", units)
            .with("wait_at_most", wait_at_most)
            .with("budget", budget);
        let options: NextStepsOptions = options.parse()?;
        let steps = run(py, || self.0.next_steps(&options))?;
        to_python(py, &serde_json::to_value(&steps).unwrap_or_default())
    }

    /// What was made of one requirement.
    ///
    /// Parameters
    /// ----------
    /// id : str
    ///
    /// Returns
    /// -------
    /// dict or None
    ///     In the form of ``unmet``; None where the standard has no such requirement.
    ///
    /// Examples
    /// --------
    /// >>> import peerpath as pp
    /// >>> who = pp.Dossier.from_json({"format": "peerpath/dossier/1", "born": "2015-05-02"})
    /// >>> nc = pp.Standard.builtin("us-nc/cpss")
    /// >>> nc.assess(who, as_of="2026-11-21").requirement("age")["verdict"]
    /// 'unmet'
    fn requirement<'py>(&self, py: Python<'py>, id: &str) -> PyResult<Bound<'py, PyAny>> {
        self.values(py, |assessment| assessment.requirement(id))
    }

    fn __str__(&self, py: Python<'_>) -> PyResult<String> {
        self.explain(py)
    }

    fn __repr__(&self) -> String {
        let standard = self.0.standard();
        let person = self.person().map_or_else(String::new, |who| format!(", person='{who}'"));
        format!(
            "Assessment('{}', version='{}'{person}, as_of='{}', verdict='{}')",
            standard.id(),
            standard.version(),
            self.0.as_of(),
            self.verdict()
        )
    }

    fn _repr_html_(&self, py: Python<'_>) -> PyResult<String> {
        compute(py, || html(&self.0.report()))
    }
}

impl PyAssessment {
    fn values<'py, T: Serialize>(
        &self,
        py: Python<'py>,
        of: impl FnOnce(&Assessment) -> T + Send,
    ) -> PyResult<Bound<'py, PyAny>> {
        let value = compute(py, || serde_json::to_value(of(&self.0)).unwrap_or_default())?;
        to_python(py, &value)
    }
}

/// The assessment as a tree that folds: what is met begins folded.
fn html(report: &Report) -> String {
    let mut html = Html::new(&format!(
        "{}{}: <b>{}</b>",
        html::standard(&report.standard.id, &report.standard.version),
        html::of_whom(report.person.as_deref(), report.as_of),
        report.verdict.name()
    ));
    branch(&mut html, &report.requirement);
    if !report.next.is_empty() {
        html.paragraph(&format!("Next: {}.", report.next.join("; ")));
    }
    if report.verdict == Verdict::Unknown {
        for question in &report.questions {
            let Question { requirement, ask, answered_by, if_met, if_unmet } = question;
            let then = format!("then {if_met} if met, {if_unmet} if not");
            html.paragraph(&format!("Question: {requirement} ({answered_by}): {ask}; {then}."));
        }
    }
    if !report.unverified.is_empty() {
        let ids = report.unverified.join(", ");
        html.paragraph(&format!("Rests on an unverified value: {ids}."));
    }
    for caution in &report.cautions {
        html.paragraph(&format!("Caution: {caution}"));
    }
    for gap in &report.standard.gaps {
        html.paragraph(&format!("Not covered: {gap}"));
    }
    for source in &report.sources {
        let url = source.url.as_ref().map_or_else(String::new, |url| format!(", {url}"));
        let title = format!("[{}] {} ({}){url}", source.id, source.title, source.dated);
        html.paragraph(&title);
    }
    html.paragraph(report.disclaimer);
    html.finish()
}

fn branch(html: &mut Html, finding: &Finding) {
    let (mark, open) = match finding.verdict {
        Verdict::Met => ("✓", ""),
        Verdict::Unmet => ("✗", " open"),
        Verdict::Unknown => ("?", " open"),
    };
    let title = finding.title.as_ref().unwrap_or(&finding.id);
    let by = finding.waived_by.as_ref().map_or_else(String::new, |by| format!(", waived by {by}"));
    let cite = if finding.cite.is_empty() {
        String::new()
    } else {
        format!(" [{}]", finding.cite.join(", "))
    };
    let line = format!("{}: {}{by}{cite}", finding.required, finding.found);
    html.push(&format!(
        "<details{open} style=\"margin-left: 1.2em\"><summary>{mark} {} <b>{}</b> {}</summary>",
        finding.verdict.name(),
        html::escaped(title),
        html::escaped(&line)
    ));
    if !finding.evidence.is_empty() {
        html.push("<ul>");
        for evidence in &finding.evidence {
            let amount = match (evidence.counted, evidence.amount) {
                (Some(counted), Some(amount)) => format!(" {counted} of {amount}"),
                _ => String::new(),
            };
            let reason =
                evidence.reason.as_ref().map_or_else(String::new, |why| format!(": {why}"));
            let standing = match evidence.standing {
                EvidenceStanding::Counted => "counts",
                EvidenceStanding::Partly => "counts in part",
                EvidenceStanding::LeftOut => "left out",
                EvidenceStanding::Unsettled => "may count",
            };
            let Evidence { entry, says, .. } = evidence;
            let line = format!("{entry}{amount} {says}; {standing}{reason}");
            html.push(&format!("<li>{}</li>", html::escaped(&line)));
        }
        html.push("</ul>");
    }
    if let Some(note) = &finding.note {
        html.push(&format!("<p>note: {}</p>", html::escaped(note)));
    }
    for part in finding.condition.iter().map(AsRef::as_ref).chain(&finding.children) {
        branch(html, part);
    }
    html.push("</details>");
}
