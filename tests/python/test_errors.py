"""One exception, with a code and every problem, and no panic that gets away."""

from __future__ import annotations

import json
import pickle
import subprocess
import sys
import warnings
from pathlib import Path

import peerpath as pp
import pytest
import vectors
from peerpath import _peerpath


def refused(call, *args, **kwargs) -> pp.PeerpathError:
    with pytest.raises(pp.PeerpathError) as caught:
        call(*args, **kwargs)
    return caught.value


def test_no_code_is_missing() -> None:
    listed = json.loads((vectors.FOLDER / "codes.json").read_text(encoding="utf-8"))
    assert _peerpath._codes() == [(code["name"], code["number"]) for code in listed]


def test_an_error_has_everything() -> None:
    error = refused(pp.Survey.from_table, {"a": [9, 1, 7]}, items={"a": None, "b": None})
    assert (error.code, error.code_number, error.count) == ("table", 200, 3)
    cell = error.problems[0]
    assert (cell.row, cell.column, cell.pointer, cell.argument) == (0, "a", None, None)
    assert cell.found == "9"
    assert str(error).splitlines()[1].strip() == str(cell)
    assert "Problem(place='row 0, column `a`'" in repr(cell)
    column = error.problems[2]
    assert (column.row, column.column) == (None, "b")
    assert repr(error).startswith("PeerpathError('table', ")
    argument = refused(pp.Survey.from_table, {"a": [1]}, items={}).problems[0]
    assert argument.argument == "items"
    pointer = refused(pp.Framework.from_json, {"format": "peerpath/framework/1", "id": 3})
    assert "/id" in [problem.pointer for problem in pointer.problems]
    position = refused(pp.Framework.from_json, '{"format":\n }').problems[0]
    assert position.position == (2, 2)


def test_more_problems_than_are_kept_are_counted() -> None:
    error = refused(pp.Survey.from_table, {"a": [0] * 1000}, items={"a": None})
    assert (error.count, len(error.problems)) == (1000, 100)
    assert str(error).endswith("… and 900 more")


def test_errors_can_be_pickled() -> None:
    error = refused(pp.Survey.from_table, {"a": [9]}, items={"a": None})
    again = pickle.loads(pickle.dumps(error))
    assert (again.code, again.problems, str(again)) == (error.code, error.problems, str(error))
    warning = pp.PeerpathWarning("mind this", "a-name")
    again = pickle.loads(pickle.dumps(warning))
    assert (again.name, str(again)) == ("a-name", "mind this")


def test_a_panic_is_an_exception_and_prints_nothing() -> None:
    code = """
import peerpath as pp
from peerpath import _peerpath
for with_interpreter in (False, True, False):
    try:
        _peerpath._panic(with_interpreter)
    except Exception as error:
        assert type(error) is pp.PeerpathError, error
        assert (error.code, error.code_number) == ("internal", 1)
        assert "index out of bounds" in str(error) and "error.rs:" in str(error)
    else:
        raise SystemExit("no panic")
assert pp.Table({"a": [1]})["a"] == [1]
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False, text=True)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_a_caution_is_raised_once_where_the_caller_is() -> None:
    survey = pp.Survey.from_table({"a": [5], "b": [4]}, items={"a": None, "b": None})
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        coverage = survey.coverage()
        repr(coverage), coverage.table, coverage._repr_html_()
    assert [warning.category for warning in caught] == [pp.PeerpathWarning]
    assert caught[0].message.name == "single-answer"
    assert Path(caught[0].filename) == Path(__file__)
    assert coverage.warnings == [str(caught[0].message)]
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        with pytest.raises(pp.PeerpathWarning):
            survey.coverage()


GARBAGE = "\x01garbage{[" * 1_200_000


@pytest.mark.parametrize(
    ("source", "code"),
    [
        ("{", "syntax"),
        ("", "syntax"),
        ("[" * 100_000, "syntax"),
        (GARBAGE, "syntax"),
        (b"\xff\xfe", "invalid_text"),
        ("\ud800", "invalid_text"),
        ("null", "document"),
        ("[]", "document"),
        ({}, "document"),
        ({"id": float("nan")}, "document"),
        ({1: 2}, "document"),
        ({"id": object()}, "document"),
        (Path("/no/such/file"), "file"),
        ("nowhere.json", "file"),
        ("a\0b.json", "file"),
        (7, "argument"),
        (None, "argument"),
    ],
    ids=lambda value: repr(value)[:24],
)
@pytest.mark.parametrize("kind", ["Framework", "StateSpace", "PublishedMargins"])
def test_bad_documents_are_refused(kind: str, source: object, code: str) -> None:
    error = refused(getattr(pp, kind).from_json, source)
    assert error.code == code
    assert error.count >= 1 and len(str(error)) < 60_000


def test_a_dict_that_holds_itself_is_refused() -> None:
    loop: dict[str, object] = {}
    loop["id"] = loop
    assert refused(pp.Framework.from_json, loop).code == "document"
    deep: list[object] = []
    for _ in range(5000):
        deep = [deep]
    assert refused(pp.Framework.from_json, {"id": deep}).code == "document"


def test_arguments_are_checked_together_by_core() -> None:
    survey = pp.Survey.from_table({"a": [5, 4]}, items={"a": None})
    error = refused(survey.coverage, threshold="high", level=float("inf"), interval="wilsen")
    assert error.code == "argument"
    error = refused(survey.coverage, threshold="high", interval="wilsen")
    assert error.count == 2 and "did you mean `wilson`?" in str(error)
    with pytest.raises(TypeError, match="treshold"):
        survey.coverage(treshold=4)
