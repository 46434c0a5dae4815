"""Three pillars, one page: reads the caller's files, asks the core, lays out what it answers."""

from __future__ import annotations

import datetime
import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import peerpath as pp

from .page import Page

STANDARDS = ("us-nc/cpss", "us-tn/cprs", "us-va/cprs", "us-ky/radpss", "samhsa-2023")


@dataclass
class WorkforceReport:
    """What the report says, as tables, as text and as a page.

    ``tables`` holds every table of the page by name, each a :class:`peerpath.Table` as the core
    returned it. ``html`` is the page, self-contained. ``warnings`` are the cautions of the core.
    """

    html: str
    tables: dict[str, pp.Table]
    lines: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)

    def summary(self) -> str:
        """The main figures as a few lines of text."""
        return "\n".join(self.lines)

    def write(self, path: str | Path) -> Path:
        """Writes the page and returns its path; folders on the way are made."""
        path = Path(path)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(self.html, encoding="utf-8")
        return path

    def _repr_html_(self) -> str:
        return self.html

    def __repr__(self) -> str:
        return f"WorkforceReport({len(self.tables)} tables)\n{self.summary()}"


def workforce_report(
    output: str | Path | None = None,
    *,
    dossiers: Any = None,
    standards: Sequence[Any] = STANDARDS,
    as_of: str | datetime.date | None = None,
    applicant: str | None = None,
    survey: Any = None,
    survey_columns: Mapping[str, Any] | None = None,
    survey_by: str | None = None,
    threshold: int = 4,
    events: Any = None,
    events_columns: Mapping[str, Any] | None = None,
    events_by: str | None = None,
    times: Sequence[float] | None = None,
    waves: Any = None,
    waves_columns: Mapping[str, Any] | None = None,
    states: pp.StateSpace | None = None,
    published: Any = None,
    published_tables: Mapping[str, Any] | None = None,
    title: str = "The peer support workforce",
    note: str | None = None,
) -> WorkforceReport:
    """One page on a peer support workforce: standards, coverage of competencies, transitions.

    Each of the four inputs is optional; the page has the sections that it has inputs for.

    Parameters
    ----------
    output : path, optional
        Where to write the page; it is also returned.
    dossiers : path or list of Dossier, optional
        Applicants: a file of JSON Lines, or dossiers.
    standards : list of str or Standard
        The standards to hold them against; names are those of the catalog.
    as_of : str or date
        The day of the assessment. Needed with ``dossiers``: the library never reads the clock.
    applicant : str, optional
        The person whose assessment is shown in full; left out, the first whom the first standard
        does not clearly accept.
    survey : path, table or Survey, optional
        Ratings of coverage.
    survey_columns : dict, optional
        The arguments of :meth:`Survey.from_table` (``items``, ``scale``, ``person``, ``group``).
    survey_by : str, optional
        The grouping column to compare by; left out, the first of ``group``.
    threshold : int
        The rating from which an item counts as covered.
    events : path, table or Histories, optional
        Employment with exact dates.
    events_columns : dict, optional
        The arguments of :meth:`Histories.from_events`.
    events_by : str, optional
        The covariate whose groups get curves of their own.
    times : list of float, optional
        The times of the table of probabilities, in the unit of the histories; left out, each year
        of five.
    waves : path, table or Panel, optional
        Employment at interviews.
    waves_columns : dict, optional
        The arguments of :meth:`Panel.from_table`.
    states : StateSpace, optional
        The states that events and waves must keep to.
    published : path or PublishedMargins, optional
        Figures that studies printed, shown beside what the files show.
    published_tables : dict, optional
        The tables that ``published`` counts in, by the names it uses.
    title, note : str
        The heading, and a sentence that stands at the top and under every figure, such as what is
        synthetic.

    Raises
    ------
    PeerpathError
        With every problem of the first input that is wrong.

    Examples
    --------
    >>> import peerpath as pp
    >>> report = pp.workforce_report(
    ...     events={"id": [1, 1, 2], "month": [0, 7, 0], "state": ["seeking", None, "seeking"]},
    ...     events_columns={"person": "id", "time": "month"}, times=[3, 6])
    >>> sorted(report.tables)
    ['restricted_mean_time', 'state_probabilities']
    """
    page = Page(title=title, note=note)
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always", pp.PeerpathWarning)
        if dossiers is not None:
            if as_of is None:
                raise TypeError("workforce_report() needs `as_of` where it has `dossiers`")
            people = _dossiers(dossiers, page)
            page.add_standards(people, [_standard(name) for name in standards], as_of, applicant)
        if survey is not None:
            options = dict(survey_columns or {})
            answers = _made(pp.Survey, "from_table", survey, options, "survey", page)
            page.add_coverage(answers, survey_by or _first(options.get("group")), threshold)
        if events is not None:
            options = _with_states(events_columns, states)
            histories = _made(pp.Histories, "from_events", events, options, "events", page)
            page.add_histories(histories, events_by, times)
        if waves is not None:
            options = _with_states(waves_columns, states)
            page.add_waves(_made(pp.Panel, "from_table", waves, options, "waves", page))
        if published is not None:
            margins = _made(pp.PublishedMargins, "from_json", published, {}, "published", page)
            tables = {name: _table(table) for name, table in (published_tables or {}).items()}
            page.add_published(margins, tables)
    page.add_cautions([str(caution.message) for caution in caught])
    report = WorkforceReport(page.html(as_of), page.tables, page.lines, page.cautions)
    if output is not None:
        report.write(output)
    return report


def _standard(standard: Any) -> pp.Standard:
    return pp.Standard.builtin(standard) if isinstance(standard, str) else standard


def _dossiers(dossiers: Any, page: Page) -> list[pp.Dossier]:
    if isinstance(dossiers, str | Path):
        people = pp.Dossier.read_json_lines(dossiers)
        page.inputs.append(f"dossiers: {Path(dossiers).name}, {len(people)} applicants")
        return people
    page.inputs.append(f"dossiers: {len(dossiers)} applicants")
    return list(dossiers)


def _table(table: Any) -> Any:
    return pp.Table.from_csv(table) if isinstance(table, str | Path) else table


def _made(
    kind: Any, reader: str, source: Any, options: Mapping[str, Any], name: str, page: Page
) -> Any:
    """The object itself, or one read from a path or a table with the caller's column names."""
    where = f": {Path(source).name}" if isinstance(source, str | Path) else ""
    if not isinstance(source, kind):
        table = source if reader == "from_json" else _table(source)
        source = getattr(kind, reader)(table, **options)
    page.inputs.append(f"{name}{where}, {str(source).splitlines()[0]}")
    return source


def _with_states(columns: Mapping[str, Any] | None, states: pp.StateSpace | None) -> dict[str, Any]:
    options = dict(columns or {})
    if states is not None:
        options.setdefault("states", states)
    return options


def _first(group: Any) -> str | None:
    return group if isinstance(group, str) or group is None else next(iter(group), None)
