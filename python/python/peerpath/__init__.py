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
    Coverage,
    Framework,
    Histories,
    PublishedMargins,
    RiskTable,
    StateSpace,
    Survey,
    SurveySummary,
    Table,
    __version__,
)

__all__ = [
    "AalenJohansen",
    "Coverage",
    "Framework",
    "Histories",
    "PeerpathError",
    "PeerpathWarning",
    "Problem",
    "PublishedMargins",
    "RiskTable",
    "StateSpace",
    "Survey",
    "SurveySummary",
    "Table",
    "__version__",
]
