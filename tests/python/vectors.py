"""Conformance vectors: reading them, and comparing results with what they expect.

The rules are in `tests/vectors/README.md`. Runners in any language that is driven from Python use
this file: they hand in what a call gave, and get every difference.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).resolve().parents[1] / "vectors"
FORMAT = "peerpath/vector/1"


@dataclass(frozen=True)
class Case:
    """One call with its inputs, and what must come out."""

    name: str
    """The file and, where it holds several cases, the number of the case from 1."""
    call: str
    input: dict[str, Any]
    expect: Any
    error: dict[str, Any] | None
    relative: float
    absolute: float


def paths() -> list[Path]:
    """The files of all vectors, in order of name."""
    return sorted(path for path in FOLDER.glob("*/**/*.json"))


def cases() -> list[Case]:
    """The cases of all vectors, in order of name."""
    return [case for path in paths() for case in read(path)]


def read(path: Path) -> list[Case]:
    """The cases of one file. What is not a vector is an error, not a case that passes."""
    document = json.loads(path.read_text(encoding="utf-8"))
    known = {"format", "about", "source", "call", "input", "expect", "error", "cases", "tolerance"}
    assert set(document) <= known, f"{path}: unknown keys {set(document) - known}"
    assert document["format"] == FORMAT, f"{path}: format {document['format']}"
    assert document["about"] and document["source"], f"{path}: says nothing of its source"
    tolerance = document.get("tolerance", {})
    assert set(tolerance) <= {"relative", "absolute"}, f"{path}: tolerance {tolerance}"
    name = path.relative_to(FOLDER).with_suffix("").as_posix()
    several = document.get("cases")
    if several is None:
        several = [{key: document[key] for key in ("expect", "error") if key in document}]
        names = [name]
    else:
        assert not {"expect", "error"} & set(document), f"{path}: said by its cases alone"
        assert len(several) > 1, f"{path}: fewer than two cases"
        assert all(case["about"] for case in several), f"{path}: a case says nothing of itself"
        names = [f"{name}#{number}" for number in range(1, len(several) + 1)]
    for case in several:
        unknown = set(case) - {"about", "input", "expect", "error"}
        assert not unknown, f"{path}: unknown keys {unknown}"
        assert ("expect" in case) != ("error" in case), f"{path}: expect or error, not both"
    return [
        Case(
            name=name,
            call=document["call"],
            input={**document.get("input", {}), **case.get("input", {})},
            expect=case.get("expect"),
            error=case.get("error"),
            relative=tolerance.get("relative", 0.0),
            absolute=tolerance.get("absolute", 0.0),
        )
        for name, case in zip(names, several, strict=True)
    ]


def differences(found: Any, case: Case) -> list[str]:
    """Every way in which a result, as JSON values, is not the expected one."""
    return list(_differences(found, case.expect, case, ""))


def error_differences(error: dict[str, Any], case: Case) -> list[str]:
    """Every way in which a refusal is not the expected one.

    ``error`` is ``{"code": …, "problems": [{"place": …, "found": …, "expected": …}]}``.
    """
    assert case.error is not None
    wanted = case.error
    text = json.dumps(error, ensure_ascii=False)
    list_of = []
    if error["code"] != wanted["code"]:
        list_of.append(f"code {error['code']!r}, expected {wanted['code']!r}: {text}")
    if "problems" not in wanted:
        return list_of
    if len(error["problems"]) != len(wanted["problems"]):
        expected = len(wanted["problems"])
        list_of.append(f"{len(error['problems'])} problems, expected {expected}: {text}")
    pairs = zip(error["problems"], wanted["problems"], strict=False)
    for number, (problem, expected) in enumerate(pairs):
        for key, value in expected.items():
            if problem[key] != value:
                list_of.append(f"problem {number}, {key}: {problem[key]!r}, expected {value!r}")
    return list_of


def _differences(found: Any, expected: Any, case: Case, at: str) -> Iterator[str]:
    if isinstance(expected, dict) and isinstance(found, dict):
        for key, value in expected.items():
            if key in found:
                yield from _differences(found[key], value, case, f"{at}/{key}")
            else:
                yield f"{at}/{key}: nothing, expected {value!r}"
    elif isinstance(expected, list) and isinstance(found, list):
        if len(found) != len(expected):
            yield f"{at}: {len(found)} entries, expected {len(expected)}"
        for index, (one, other) in enumerate(zip(found, expected, strict=False)):
            yield from _differences(one, other, case, f"{at}/{index}")
    elif _is_number(expected) and _is_number(found):
        if abs(found - expected) > max(case.absolute, case.relative * abs(expected)):
            yield f"{at}: {found!r}, expected {expected!r}"
    elif type(found) is not type(expected) or found != expected:
        yield f"{at}: {found!r}, expected {expected!r}"


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
