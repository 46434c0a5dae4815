"""Every conformance vector, through the C interface.

`tests/c/vectors.c` makes the calls; its path comes in PEERPATH_C_VECTORS. Without it these tests fail:
a runner that is left out must not look like one that passed.
"""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path
from typing import Any

import pytest
import vectors

CASES = vectors.cases()
VARIABLE = "PEERPATH_C_VECTORS"
TESTS = Path(__file__).resolve().parents[1]


def program() -> str:
    path = os.environ.get(VARIABLE)
    assert path, f"{VARIABLE} does not say where the program built from tests/c/vectors.c is"
    return path


def request(case: vectors.Case) -> bytes:
    """The request that `tests/c/request.h` describes. Text goes as it is, all else as JSON."""
    lines = [case.call.encode() + b"\n"]
    inputs = dict(case.input)
    for section, columns in inputs.pop("tables", {}).items():
        inputs[f"tables.{section}"] = columns
    for name, value in inputs.items():
        if isinstance(value, dict) and set(value) == {"csv"}:
            name, value = f"{name}.csv", (TESTS / value["csv"]).read_text(encoding="utf-8")
        text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
        data = text.encode("utf-8")
        lines.append(f"{name} {len(data)}\n".encode() + data + b"\n")
    return b"".join(lines)


def answer(case: vectors.Case) -> dict[str, Any]:
    ran = subprocess.run([program()], input=request(case), capture_output=True, check=False)
    told = ran.stderr.decode("utf-8", "replace")
    assert ran.returncode == 0, f"{case.name}: ended with {ran.returncode}: {told}"
    assert not told, f"{case.name}: printed to standard error: {told}"
    answer = json.loads(ran.stdout.decode("utf-8"))
    assert isinstance(answer, dict)
    return answer


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_vector(case: vectors.Case) -> None:
    found = answer(case)
    if case.error is not None:
        assert "error" in found, f"{case.name}: no refusal, but {found}"
        differences = vectors.error_differences(found["error"], case)
    else:
        assert "result" in found, f"{case.name}: {found['error']['message']}"
        differences = vectors.differences(found["result"], case)
    assert not differences, f"{case.name}:\n" + "\n".join(differences)


def test_every_vector_is_run_and_every_call_has_one(request: pytest.FixtureRequest) -> None:
    assert CASES, "no vector was found"
    listed = subprocess.run([program(), "--calls"], capture_output=True, check=True, text=True)
    with_vector = {case.call for case in CASES}
    calls = set(listed.stdout.split())
    assert calls == with_vector, f"without a vector: {calls - with_vector}"
    collected = [item for item in request.session.items if item.path == Path(__file__)]
    ran = [item for item in collected if item.name.startswith("test_vector[")]
    if len(ran) < len(CASES):
        pytest.skip("only some of the vectors were asked for")
    print(f"{len(ran)} cases")


def test_the_header_has_every_code() -> None:
    codes = json.loads((vectors.FOLDER / "codes.json").read_text(encoding="utf-8"))
    header = (TESTS.parent / "include" / "peerpath.h").read_text(encoding="utf-8")
    for code in codes:
        define = f"#define PEERPATH_{code['name'].upper()} {code['number']}\n"
        assert define in header, define


def test_an_unknown_call_is_not_passed_over() -> None:
    ran = subprocess.run([program()], input=b"no.such.call\n", capture_output=True, check=False)
    assert ran.returncode == 2
