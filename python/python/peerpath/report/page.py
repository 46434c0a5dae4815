"""The page, section by section: what was asked of the core, and how its answers are laid out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import peerpath as pp

from . import figures
from .layout import Column, number, p_value, page_table, percent, plain

# The grid of the curves: fine enough for the eye, coarse enough for a page.
CURVE_POINTS = 61
MOST_MISSING_SHOWN = 8

GROUP = Column("group", "Group")
INTERVAL = [Column("lower", "Lower", percent), Column("upper", "Upper", percent)]


class Page:
    """Collects sections, tables, figures and the lines of the summary."""

    def __init__(self, *, title: str, note: str | None) -> None:
        self.title = title
        self.note = note
        self.inputs: list[str] = []
        self.lines: list[str] = [title] + ([note] if note else [])
        self.cautions: list[str] = []
        self.tables: dict[str, pp.Table] = {}
        self._cards: list[dict[str, str]] = []
        self._sections: list[dict[str, Any]] = []

    def add_standards(
        self,
        dossiers: Sequence[pp.Dossier],
        standards: Sequence[pp.Standard],
        as_of: Any,
        applicant: str | None,
    ) -> None:
        """Verdicts by standard, what is most often missing, one applicant in full."""
        section = self._section(
            "Certification standards",
            f"{len(dossiers)} applicants held against {len(standards)} standards as of {as_of}. "
            "Unknown means that the file does not say: it is neither a yes nor a no.",
        )
        summaries = [standard.summarise(dossiers, as_of=as_of) for standard in standards]
        rows: dict[str, list[Any]] = {
            "standard": [standard.id for standard in standards],
            "n": [summary.n for summary in summaries],
            "met": [summary.met for summary in summaries],
            "unmet": [summary.unmet for summary in summaries],
            "unknown": [summary.unknown for summary in summaries],
        }
        self.tables["verdicts"] = pp.Table(rows)
        section.append(
            {
                "figure": figures.verdicts(rows, self.note),
                "caption": "Applicants by verdict.",
                "table": page_table(
                    "Applicants by verdict",
                    rows,
                    [
                        Column("standard", "Standard"),
                        Column("n", "n", number(0)),
                        Column("met", "Met", number(0)),
                        Column("unmet", "Unmet", number(0)),
                        Column("unknown", "Unknown", number(0)),
                    ],
                ),
            }
        )
        for standard, summary in zip(standards, summaries, strict=True):
            name = f"missing {standard.id}"
            self.tables[name] = summary.requirements()
            missing = self.tables[name].to_dict()
            shown = sorted(
                range(len(missing["requirement"])),
                key=lambda row: -missing["deciding_unmet"][row] - missing["deciding_unknown"][row],
            )[:MOST_MISSING_SHOWN]
            part = {
                "folded": f"Most often missing for {standard.id}: {standard.title}",
                "table": page_table(
                    "Requirements by how often the verdict turns on them",
                    missing,
                    [
                        Column("title", "Requirement"),
                        Column("deciding_unmet", "Decides: unmet", number(0)),
                        Column("deciding_unknown", "Leaves open: unknown", number(0)),
                        Column("unmet", "Unmet in all", number(0)),
                        Column("unknown", "Unknown in all", number(0)),
                        Column("met", "Met", number(0)),
                    ],
                    shown,
                ),
            }
            section.append(part)
            self.lines.append(
                f"{standard.id}: {summary.met} met, {summary.unmet} unmet, "
                f"{summary.unknown} unknown of {summary.n}"
            )
        first = summaries[0]
        self._card(f"{first.met} of {first.n}", f"applicants meet {standards[0].id}")
        explained = _applicant(dossiers, standards[0], as_of, applicant)
        if explained is not None:
            section.append(
                {
                    "heading": f"One applicant in full: {explained.person}",
                    "text": explained.explain(),
                }
            )

    def add_coverage(self, survey: pp.Survey, by: str | None, threshold: int) -> None:
        """Coverage by group with intervals, and the exact binomial test."""
        section = self._section(
            "Competency coverage",
            f"How many graduates rate the coverage of each competency {threshold} or more. "
            "n counts the answers to that item; the missing are shown beside it.",
        )
        coverage = survey.coverage(by=by, threshold=threshold).table
        binomial = survey.binomial(threshold=threshold)
        self.tables["coverage"] = coverage
        self.tables["binomial"] = binomial
        rows, tests = coverage.to_dict(), binomial.to_dict()
        section.append(
            {
                "figure": figures.coverage(rows, threshold, self.note),
                "caption": f"Share who rate coverage {threshold} or more, with 95 % intervals"
                + (f", by {by}." if by else "."),
                "folded": "The figures in a table",
                "table": page_table(
                    "Coverage by competency",
                    rows,
                    [
                        GROUP,
                        Column("item", "Item"),
                        Column("competency", "Competency"),
                        Column("n", "n", number(0)),
                        Column("missing", "Missing", number(0)),
                        Column("mean", "Mean", number(2)),
                        Column("sd", "SD", number(2)),
                        Column("median", "Median", number(1)),
                        Column("share", "Share", percent),
                        *INTERVAL,
                    ],
                ),
            }
        )
        section.append(
            {
                "heading": "More adequate than not?",
                "paragraph": "Exact one-sided binomial test of each item against one half.",
                "table": page_table(
                    "Exact binomial tests, all groups together",
                    tests,
                    [
                        Column("item", "Item"),
                        Column("competency", "Competency"),
                        Column("n", "n", number(0)),
                        Column("successes", "Covered", number(0)),
                        Column("estimate", "Share", percent),
                        *INTERVAL,
                        Column("p_value", "p", p_value),
                    ],
                ),
            }
        )
        best = max(range(len(tests["item"])), key=lambda row: tests["estimate"][row] or 0)
        least = min(range(len(tests["item"])), key=lambda row: tests["estimate"][row] or 1)
        for word, row in (("most", best), ("least", least)):
            share, item = percent(tests["estimate"][row]), tests["item"][row].replace("_", " ")
            self.lines.append(f"covered {word}: {item}, {share}")
            self._card(share, f"say training covered {item} ({word} covered)")

    def add_histories(
        self, histories: pp.Histories, by: str | None, times: Sequence[float] | None
    ) -> None:
        """State probabilities with bands, and the time spent in each state."""
        unit = histories.unit or "time"
        section = self._section(
            "Employment with exact dates",
            f"{str(histories).splitlines()[0]}. Aalen–Johansen estimates: the probability of being "
            "in each state, with everybody counted only while followed.",
        )
        curves = histories.aalen_johansen(by=by)
        times = list(times) if times is not None else _years(unit, histories.last_time)
        end = max(times)
        grid = curves.at([end * step / (CURVE_POINTS - 1) for step in range(CURVE_POINTS)])
        self.tables["state_probabilities"] = curves.at(times)
        self.tables["restricted_mean_time"] = curves.restricted_mean_time(end)
        section.append(
            {
                "figure": figures.state_probabilities(grid.to_dict(), unit, self.note),
                "caption": "State probabilities with 95 % bands.",
                "folded": "The figures in a table",
                "table": page_table(
                    f"State probabilities ({unit})",
                    self.tables["state_probabilities"].to_dict(),
                    [
                        GROUP,
                        Column("time", "Time", number(1)),
                        Column("state", "State"),
                        Column("probability", "Probability", percent),
                        Column("std_err", "Std. err.", number(4)),
                        *INTERVAL,
                    ],
                ),
            }
        )
        section.append(
            {
                "heading": f"Mean time in each state in the first {end:g} {unit}",
                "table": page_table(
                    f"Restricted mean time ({unit})",
                    self.tables["restricted_mean_time"].to_dict(),
                    [
                        GROUP,
                        Column("state", "State"),
                        Column("estimate", "Mean", number(2)),
                        Column("std_err", "Std. err.", number(3)),
                        Column("lower", "Lower", number(2)),
                        Column("upper", "Upper", number(2)),
                    ],
                ),
            }
        )
        for group, time, state, share in _probabilities(self.tables["state_probabilities"]):
            of = f" ({group})" if group else ""
            self.lines.append(f"P({state} at {time:g} {unit}){of} = {percent(share)}")

    def add_waves(self, panel: pp.Panel) -> None:
        """Who moved where from wave to wave, and who was lost."""
        section = self._section(
            "Employment at interviews",
            f"{str(panel).splitlines()[0]}. Every share says of whom: those in the state at the "
            "earlier wave who were seen again; who was not seen is of all in that state.",
        )
        transitions, attrition = panel.transition_table(), panel.attrition()
        self.tables["transitions"] = transitions
        self.tables["attrition"] = attrition
        moved, lost = transitions.to_dict(), attrition.to_dict()
        for side in ("origin", "target"):
            moved[side] = [name or figures.NOT_SEEN for name in moved[side]]
        section.append(
            {
                "figure": figures.flows(moved, self.note),
                "caption": "From wave to wave; the width of a ribbon is a number of persons.",
                "folded": "The moves in a table",
                "table": page_table(
                    "Moves from wave to wave",
                    moved,
                    [
                        Column("from", "From", plain),
                        Column("to", "To", plain),
                        Column("origin", "State before"),
                        Column("target", "State after"),
                        Column("n", "n", number(0)),
                        Column("of", "of", number(0)),
                        Column("share", "Share", percent),
                        *INTERVAL,
                    ],
                ),
            }
        )
        section.append(
            {
                "heading": "Who was seen, missed and lost",
                "table": page_table(
                    "Attrition by wave",
                    lost,
                    [
                        Column("wave", "Wave", plain),
                        Column("enrolled", "Enrolled", number(0)),
                        Column("seen", "Seen", number(0)),
                        Column("joined", "New", number(0)),
                        Column("returned", "Came back", number(0)),
                        Column("missed", "Missed, seen later", number(0)),
                        Column("lost", "Lost for good", number(0)),
                        Column("ended", "Ended", number(0)),
                        Column("share", "Seen of those who could be", percent),
                        *INTERVAL,
                    ],
                ),
            }
        )
        for wave, seen, of in zip(lost["wave"], lost["seen"], lost["enrolled"], strict=True):
            self.lines.append(f"wave {plain(wave)}: {seen} of {of} seen")
        last = len(lost["wave"]) - 1
        seen = f"{lost['seen'][last]} of {lost['enrolled'][last]}"
        self._card(seen, f"were seen at the last wave ({plain(lost['wave'][last])})")

    def add_published(self, margins: pp.PublishedMargins, tables: Mapping[str, Any]) -> None:
        """Figures that studies printed, beside what the files show."""
        section = self._section("Published figures", margins.about)
        compared = margins.compare(dict(tables))
        self.tables["published"] = compared
        rows = compared.to_dict()
        # Shares as percentages, means as they are: a mean has no count below the line.
        for name in ("published", "reproduced"):
            rows[name] = [
                number(1)(value) if value is not None and value > 1 else percent(value)
                for value in rows[name]
            ]
        section.append(
            {
                "table": page_table(
                    "As printed, and as counted in the files of this report",
                    rows,
                    [
                        Column("figure", "Figure"),
                        Column("published_n", "Printed n", number(0)),
                        Column("published_of", "of", number(0)),
                        Column("published", "Printed", str),
                        Column("n", "Here n", number(0)),
                        Column("of", "of", number(0)),
                        Column("reproduced", "Here", str),
                    ],
                ),
                "paragraph": "Sources: " + " ".join(dict.fromkeys(rows["source"])),
            }
        )
        for row, figure in enumerate(rows["figure"]):
            printed = f"{rows['published'][row]} printed, {rows['reproduced'][row]} here"
            self.lines.append(f"{figure}: {printed} ({rows['n'][row]}/{rows['of'][row]})")

    def add_cautions(self, cautions: Sequence[str]) -> None:
        """What the core warned of, each once."""
        self.cautions.extend(dict.fromkeys(cautions))

    def html(self, as_of: Any) -> str:
        """The whole page."""
        from jinja2 import Environment

        source = Path(__file__).with_name("workforce.html.jinja").read_text(encoding="utf-8")
        environment = Environment(autoescape=True, trim_blocks=True)
        return environment.from_string(source).render(
            title=self.title,
            note=self.note,
            as_of=as_of or "the dates in the files",
            version=pp.__version__,
            cards=self._cards,
            sections=self._sections,
            warnings=self.cautions,
            inputs=self.inputs,
        )

    def _section(self, title: str, about: str) -> list[dict[str, Any]]:
        parts: list[dict[str, Any]] = []
        self._sections.append({"title": title, "about": about, "parts": parts})
        return parts

    def _card(self, value: str, label: str) -> None:
        self._cards.append({"value": value, "label": label})


def _applicant(
    dossiers: Sequence[pp.Dossier], standard: pp.Standard, as_of: Any, person: str | None
) -> pp.Assessment | None:
    """The assessment of the person asked for, or of the first whom the standard does not accept."""
    for dossier in dossiers:
        if person is None or dossier.person == person:
            assessment = standard.assess(dossier, as_of=as_of)
            if person is not None or assessment.verdict == "unmet":
                return assessment
    return None


def _years(unit: str, last: float) -> list[float]:
    """The first five years, as far as anybody is followed, in the unit of the histories."""
    lengths = {"days": 365.25, "weeks": 365.25 / 7, "months": 12.0, "years": 1.0}
    year = lengths.get(unit, last / 5)
    return [year * count for count in range(1, 6) if year * count <= last] or [last]


def _probabilities(table: pp.Table) -> list[tuple[str | None, float, str, float | None]]:
    rows = table.to_dict()
    groups = rows.get("group", [None] * len(rows["time"]))
    return list(zip(groups, rows["time"], rows["state"], rows["probability"], strict=True))
