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
class Vector:
    """One case: a call, its inputs, and what must come out."""

    path: Path
    call: str
    input: dict[str, Any]
    expect: Any
    error: dict[str, Any] | None
    relative: float
    absolute: float

    @property
    def name(self) -> str:
        return self.path.relative_to(FOLDER).with_suffix("").as_posix()


def paths() -> list[Path]:
    """The files of all vectors, in order of name."""
    return sorted(path for path in FOLDER.glob("*/**/*.json"))


def read(path: Path) -> Vector:
    """Reads one file. What is not a vector is an error, not a case that passes."""
    document = json.loads(path.read_text(encoding="utf-8"))
    known = {"format", "about", "source", "call", "input", "expect", "error", "tolerance"}
    assert set(document) <= known, f"{path}: unknown keys {set(document) - known}"
    assert document["format"] == FORMAT, f"{path}: format {document['format']}"
    assert document["about"] and document["source"], f"{path}: says nothing of its source"
    assert ("expect" in document) != ("error" in document), f"{path}: expect or error, not both"
    tolerance = document.get("tolerance", {})
    assert set(tolerance) <= {"relative", "absolute"}, f"{path}: tolerance {tolerance}"
    return Vector(
        path=path,
        call=document["call"],
        input=document.get("input", {}),
        expect=document.get("expect"),
        error=document.get("error"),
        relative=tolerance.get("relative", 0.0),
        absolute=tolerance.get("absolute", 0.0),
    )


def differences(found: Any, vector: Vector) -> list[str]:
    """Every way in which a result, as JSON values, is not the expected one."""
    return list(_differences(found, vector.expect, vector, ""))


def error_differences(error: dict[str, Any], vector: Vector) -> list[str]:
    """Every way in which a refusal is not the expected one.

    ``error`` is ``{"code": …, "problems": [{"place": …, "found": …, "expected": …}]}``.
    """
    assert vector.error is not None
    wanted = vector.error
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


def _differences(found: Any, expected: Any, vector: Vector, at: str) -> Iterator[str]:
    if isinstance(expected, dict) and isinstance(found, dict):
        for key, value in expected.items():
            if key in found:
                yield from _differences(found[key], value, vector, f"{at}/{key}")
            else:
                yield f"{at}/{key}: nothing, expected {value!r}"
    elif isinstance(expected, list) and isinstance(found, list):
        if len(found) != len(expected):
            yield f"{at}: {len(found)} entries, expected {len(expected)}"
        for index, (one, other) in enumerate(zip(found, expected, strict=False)):
            yield from _differences(one, other, vector, f"{at}/{index}")
    elif _is_number(expected) and _is_number(found):
        if abs(found - expected) > max(vector.absolute, vector.relative * abs(expected)):
            yield f"{at}: {found!r}, expected {expected!r}"
    elif type(found) is not type(expected) or found != expected:
        yield f"{at}: {found!r}, expected {expected!r}"


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
