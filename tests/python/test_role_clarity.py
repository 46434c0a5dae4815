"""The worked example of `docs/role_clarity.md` runs, and gives what it says."""

from __future__ import annotations

import doctest
import warnings
from pathlib import Path

PAGE = Path(__file__).resolve().parents[2] / "docs" / "role_clarity.md"


def test_the_page_runs() -> None:
    with warnings.catch_warnings():
        failures, ran = doctest.testfile(str(PAGE), module_relative=False, encoding="utf-8")
    assert ran > 15
    assert failures == 0
