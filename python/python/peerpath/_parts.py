"""Risk tables of parts of histories, wherever the parts are."""

from __future__ import annotations

from collections.abc import Iterable
from functools import reduce
from typing import Any

from ._errors import PeerpathError
from ._peerpath import Histories, RiskTable, StateSpace


def part(
    table: Any, form: str, by: str | None, states: str | None, columns: dict[str, Any]
) -> bytes | None:
    """The risk table of some persons as bytes; None where there is no row."""
    space = None if states is None else StateSpace.from_json(states)
    try:
        histories: Histories = getattr(Histories, f"from_{form}")(table, states=space, **columns)
    except PeerpathError as error:
        if error.code == "empty":
            return None
        raise
    return histories.summarise(by=by, threads=1).to_bytes()


def merged(parts: Iterable[bytes | None]) -> RiskTable:
    """The risk table of all parts together: the same in whatever order they come."""
    tables = (RiskTable.from_bytes(part) for part in parts if part is not None)
    try:
        return reduce(RiskTable.merge, tables)
    except TypeError as error:
        raise ValueError("the frame has no rows") from error


def checked(form: str) -> None:
    """Refuses a form that there is not, before anything is sent anywhere."""
    if form not in ("events", "spells", "intervals"):
        raise ValueError(f"form: found {form!r}, expected 'events', 'spells' or 'intervals'")
