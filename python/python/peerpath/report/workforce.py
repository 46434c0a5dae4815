"""Three pillars, one page: reads the caller's files, asks the core, lays out what it answers."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import peerpath as pp

STANDARDS = ("us-nc/cpss", "us-tn/cprs", "us-va/cprs", "us-ky/radpss", "samhsa-2023")
DAYS_A_YEAR = 365.25


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
