"""Every public name has a docstring, and every example in one is run."""

from __future__ import annotations

import doctest
import inspect
import itertools
from collections.abc import Iterator

import peerpath as pp
import peerpath.typing
import pytest

DESCRIPTORS = (property, type(pp.Table.columns), type(pp.Table.to_dict), staticmethod)


def public() -> Iterator[tuple[str, object]]:
    """Every public function, class, method and property of the package, by its full name."""
    for name in pp.__all__:
        value = getattr(pp, name)
        if name.startswith("__"):
            continue
        yield name, value
        if not inspect.isclass(value):
            continue
        for member in vars(value):
            found = inspect.getattr_static(value, member)
            if member.startswith("_") or (
                value.__module__ == "peerpath._errors" and not callable(found)
            ):
                continue
            if callable(found) or isinstance(found, DESCRIPTORS):
                yield f"{name}.{member}", getattr(value, member)


NAMES = dict(public())


@pytest.mark.parametrize("name", NAMES)
def test_docstring(name: str) -> None:
    text = inspect.getdoc(NAMES[name])
    assert text, f"{name} has no docstring"
    example = doctest.DocTestParser().get_doctest(text, {}, name, None, 0)
    runner = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS)
    runner.run(example, out=(lines := []).append)
    assert not runner.failures, "".join(lines)


def test_functions_and_classes_have_examples() -> None:
    without = []
    for name, value in NAMES.items():
        callable_or_class = inspect.isclass(value) or inspect.isroutine(value)
        # What the report gives is shown where it is made, in `workforce_report`.
        given = name.startswith("WorkforceReport")
        if callable_or_class and not given and ">>>" not in (inspect.getdoc(value) or ""):
            without.append(name)
    assert not without
    ran = sum(">>>" in (inspect.getdoc(value) or "") for value in NAMES.values())
    print(f"{ran} docstrings with examples of {len(NAMES)}")
    assert ran >= 50


def test_sections_are_those_of_numpy() -> None:
    sections = {
        "Parameters", "Returns", "Raises", "Warns", "Examples", "Attributes", "Notes",
    }  # fmt: skip
    for name, value in NAMES.items():
        lines = (inspect.getdoc(value) or "").splitlines()
        for line, below in itertools.pairwise(lines):
            if below and set(below) == {"-"}:
                assert line in sections, f"{name}: {line}"
                assert len(line) == len(below), f"{name}: {line}"


def test_the_module_of_types_is_documented() -> None:
    assert peerpath.typing.__doc__
