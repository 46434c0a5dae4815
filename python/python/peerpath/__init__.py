"""Certification standards, competency coverage and employment transitions of peer support
specialists.

- ``Standard``, ``Dossier``, ``catalog``: who meets a certification standard, what is missing.
- ``compare``, ``alignment``: how standards differ, from each other and from a model.
- ``Framework``, ``Survey``: what training covers, as its graduates rate it.
- ``Ratings``: how far raters agree, and where groups of them differ.
- ``StateSpace``, ``Histories``, ``Panel``: what happens after certification.
- ``Table``: columns in and out, from and to pandas, polars, pyarrow, DuckDB or dicts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ._errors import PeerpathError, PeerpathWarning, Problem
from ._peerpath import (
    AalenJohansen,
    Agreement,
    Assessment,
    AssessmentBatches,
    AssessmentSummary,
    BinomialRegression,
    CaseReading,
    Comparison,
    Coverage,
    Cox,
    Crosswalk,
    Ctdl,
    CtdlReading,
    CulturalConsensus,
    Curriculum,
    Disagreement,
    Dossier,
    FineGray,
    Framework,
    GroupTest,
    Histories,
    NelsonAalen,
    OpenBadgeReading,
    Overlap,
    Pairwise,
    Panel,
    Parametric,
    Profiles,
    PublishedMargins,
    Ratings,
    Reliability,
    Renewal,
    RiskTable,
    Standard,
    StateSpace,
    Survey,
    SurveySummary,
    Table,
    Transfer,
    __version__,
    alignment,
    binomial_regression,
    catalog,
    check_summaries,
    compare,
)

if TYPE_CHECKING:
    from .report import WorkforceReport, workforce_report

__all__ = [
    "AalenJohansen",
    "Agreement",
    "Assessment",
    "AssessmentBatches",
    "AssessmentSummary",
    "BinomialRegression",
    "CaseReading",
    "Comparison",
    "Coverage",
    "Cox",
    "Crosswalk",
    "Ctdl",
    "CtdlReading",
    "CulturalConsensus",
    "Curriculum",
    "Disagreement",
    "Dossier",
    "FineGray",
    "Framework",
    "GroupTest",
    "Histories",
    "NelsonAalen",
    "OpenBadgeReading",
    "Overlap",
    "Pairwise",
    "Panel",
    "Parametric",
    "PeerpathError",
    "PeerpathWarning",
    "Problem",
    "Profiles",
    "PublishedMargins",
    "Ratings",
    "Reliability",
    "Renewal",
    "RiskTable",
    "Standard",
    "StateSpace",
    "Survey",
    "SurveySummary",
    "Table",
    "Transfer",
    "WorkforceReport",
    "__version__",
    "alignment",
    "binomial_regression",
    "catalog",
    "check_summaries",
    "compare",
    "workforce_report",
]


def __getattr__(name: str) -> Any:
    # The report is loaded when it is first asked for: the rest is imported in a moment.
    if name in ("WorkforceReport", "workforce_report"):
        from . import report

        return getattr(report, name)
    raise AttributeError(f"module 'peerpath' has no attribute {name!r}")


def __dir__() -> list[str]:
    return __all__
