"""The workforce report: standards, coverage and transitions of one's own files on one page.

Needs the extra ``report`` (``pip install peerpath[report]``), loaded only when a report is made.
"""

from .workforce import WorkforceReport, workforce_report

__all__ = ["WorkforceReport", "workforce_report"]
