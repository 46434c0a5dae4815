"""Risk tables of parts of histories, wherever the parts are."""

from __future__ import annotations

import json
import warnings
from collections.abc import Callable, Iterable
from functools import reduce
from typing import Any

from ._errors import PeerpathError, PeerpathWarning
from ._peerpath import Cox, Histories, RiskTable, StateSpace, Table


def part(
    table: Any, form: str, by: str | None, states: str | None, columns: dict[str, Any]
) -> bytes | None:
    """The risk table of some persons as bytes; None where there is no row."""
    space = None if states is None else StateSpace.from_json(states)
    histories = read(table, form, space, columns)
    return None if histories is None else histories.summarise(by=by, threads=1).to_bytes()


def read(
    table: Any, form: str, states: StateSpace | None, columns: dict[str, Any]
) -> Histories | None:
    """The histories of some persons; None where there is no row."""
    try:
        histories: Histories = getattr(Histories, f"from_{form}")(table, states=states, **columns)
    except PeerpathError as error:
        if error.code == "empty":
            return None
        raise
    return histories


def squares(
    table: Any,
    form: str,
    counts: bytes,
    options: dict[str, Any],
    times: list[float],
    columns: dict[str, Any],
) -> list[float] | None:
    """What some persons add to the robust variances of the curves of all; None for no row."""
    curves = RiskTable.from_bytes(counts)._curves(json.dumps(options))
    histories = read(table, form, curves.states, columns)
    return None if histories is None else histories.influence_squares(curves, times)


def with_squares(
    counts: RiskTable,
    options: dict[str, Any],
    times: list[float],
    parts: Iterable[list[float] | None],
) -> Table:
    """The probabilities with robust errors by what all parts gave."""
    given = [part for part in parts if part is not None]
    if not given:
        raise ValueError("the frame has no rows")
    added = [sum(one) for one in zip(*given, strict=True)]
    with warnings.catch_warnings():
        # Of errors that these are not.
        warnings.filterwarnings("ignore", "The standard errors take weights", PeerpathWarning)
        curves = counts.aalen_johansen(**options)
    return curves.at_with_squares(times, added)


def answer(
    table: Any, form: str, states: str | None, question: bytes, columns: dict[str, Any]
) -> bytes | None:
    """What some persons answer to a question of a model of all; None where there is no row."""
    space = None if states is None else StateSpace.from_json(states)
    histories = read(table, form, space, columns)
    return None if histories is None else histories.cox_answer(question)


def model(
    ask: Callable[[bytes], Iterable[bytes | None]],
    transitions: str | list[str] | None,
    terms: list[Any] | None,
    options: dict[str, Any] | None,
) -> Cox:
    """The model of Cox of parts, of which each works on one thread unless more are asked for."""
    wanted = {"threads": 1} | (options or {})
    return Cox.of_parts(ask, transitions=transitions, covariates=terms or [], **wanted)


def numbers(times: float | Iterable[float]) -> list[float]:
    """A list of times, from one or several."""
    return list(times) if isinstance(times, Iterable) else [times]


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
