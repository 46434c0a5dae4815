"""Certification standards, competency coverage and employment transitions of peer support
specialists.

- ``Standard``, ``Dossier``, ``catalog``: who meets a certification standard, what is missing.
- ``Framework``, ``Survey``: what training covers, as its graduates rate it.
- ``StateSpace``, ``Histories``, ``Panel``: what happens after certification.
- ``Table``: columns in and out, from and to pandas, polars, pyarrow, DuckDB or dicts.
"""

from ._errors import PeerpathError, PeerpathWarning, Problem
from ._peerpath import (
    AalenJohansen,
    Assessment,
    AssessmentSummary,
    Coverage,
    Dossier,
    Framework,
    Histories,
    Panel,
    PublishedMargins,
    RiskTable,
    Standard,
    StateSpace,
    Survey,
    SurveySummary,
    Table,
    __version__,
    catalog,
)
from .report import WorkforceReport, workforce_report

__all__ = [
    "AalenJohansen",
    "Assessment",
    "AssessmentSummary",
    "Coverage",
    "Dossier",
    "Framework",
    "Histories",
    "Panel",
    "PeerpathError",
    "PeerpathWarning",
    "Problem",
    "PublishedMargins",
    "RiskTable",
    "Standard",
    "StateSpace",
    "Survey",
    "SurveySummary",
    "Table",
    "WorkforceReport",
    "__version__",
    "catalog",
    "workforce_report",
]
