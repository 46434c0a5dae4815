"""Plots draw the tables they are given, on the axes they are given, and show nothing."""

from __future__ import annotations

import subprocess
import sys

import peerpath as pp
import pytest

pytest.importorskip("matplotlib")
from matplotlib.figure import Figure

pytestmark = pytest.mark.filterwarnings("ignore::peerpath.PeerpathWarning")


def curves(**options: object) -> pp.AalenJohansen:
    rows: dict[str, list[object]] = {"person": [], "time": [], "state": [], "site": []}
    for person in range(40):
        steps = [
            (0, "seeking"),
            (1 + person % 7, "peer-job"),
            (9 + person % 5, "seeking"),
            (20, None),
        ]
        for when, state in steps:
            rows["person"].append(person)
            rows["time"].append(when)
            rows["state"].append(state)
            rows["site"].append("ab"[person % 2])
    histories = pp.Histories.from_events(rows, covariates=["site"], unit="months")
    return histories.aalen_johansen(**options)  # type: ignore[arg-type]


def test_curves() -> None:
    found = curves()
    ax = found.plot()
    table = found.table.to_dict()
    assert [line.get_label() for line in ax.get_lines()] == ["peer-job", "seeking"]
    drawn = ax.get_lines()[0]
    expected = [
        probability
        for probability, state in zip(table["probability"], table["state"], strict=True)
        if state == "peer-job"
    ]
    assert list(drawn.get_ydata()) == expected
    assert drawn.get_drawstyle() == "steps-post"
    assert len(ax.collections) == 2
    assert "months" in ax.get_xlabel()
    grouped = curves(by="site")
    ax = grouped.plot()
    assert [text.get_text() for text in ax.get_legend().get_texts()] == [
        "peer-job", "seeking", "a", "b",
    ]  # fmt: skip
    assert not ax.collections
    ax = grouped.plot(state="peer-job")
    assert [line.get_label() for line in ax.get_lines()] == ["a", "b"]
    assert len(ax.collections) == 2
    with pytest.raises(pp.PeerpathError, match="one of `peer-job`, `seeking`"):
        grouped.plot(state="peer job")


def test_coverage() -> None:
    survey = pp.Survey.from_table(
        {"a": [5, 4, 1, None], "b": [1, 2, 3, None], "g": ["x", "y", "x", "y"]},
        items={"a": None, "b": None},
        group=["g"],
    )
    ax = survey.coverage(by="g", threshold=3, level=0.9).plot()
    assert ax.get_xlabel() == "share who rate coverage 3 or more (90% intervals)"
    assert [label.get_text() for label in ax.get_yticklabels()] == ["a", "b"]
    assert [text.get_text() for text in ax.get_legend().get_texts()] == ["x", "y"]
    assert ax.yaxis_inverted()


def test_agreement_map_is_symmetric() -> None:
    ratings = pp.Ratings.from_table(
        {"unit": list("aabbcc"), "rater": list("xyxyxz"), "value": [1, 1, 2, 3, 1, 1]}
    )
    ax = ratings.pairwise().plot()
    cells = ax.images[0].get_array().filled(-1).tolist()
    assert cells == [[-1, 0.5, 1], [0.5, -1, -1], [1, -1, -1]]
    assert [label.get_text() for label in ax.get_xticklabels()] == ["x", "y", "z"]


def test_disagreement_ranks_units() -> None:
    ratings = pp.Ratings.from_table(
        {
            "unit": ["same"] * 10 + ["split"] * 10,
            "rater": list(range(10)) * 2,
            "role": (["peer"] * 5 + ["staff"] * 5) * 2,
            "value": [3, 4, 3, 4, 3, 4, 3, 4, 3, 4, 5, 5, 4, 4, 5, 1, 2, 1, 2, 1],
        },
        group="role",
        level="ordinal",
    )
    ax = ratings.disagreement(between="role").plot()
    assert [label.get_text() for label in ax.get_yticklabels()] == ["split", "same"]
    assert ax.texts[0].get_text() == " peer > staff"
    assert ax.patches[0].get_width() > ax.patches[1].get_width()


def test_profile_lines() -> None:
    rows = {"a": [5, 4, 1, 2] * 15, "b": [5, 5, 2, 1] * 15}
    survey = pp.Survey.from_table(rows, items={"a": None, "b": None})
    for model in ("gaussian", "categorical"):
        ax = survey.profiles(classes=[2], starts=5, model=model).plot()
        assert [label.get_text() for label in ax.get_xticklabels()] == ["a", "b"]
        assert len(ax.get_lines()) == 2
        assert all(1 <= mean <= 5 for line in ax.get_lines() for mean in line.get_ydata())


def test_axes_of_the_caller_are_used() -> None:
    ax = Figure().subplots()
    assert curves().plot(ax=ax) is ax
    assert ax.get_lines()


def test_nothing_is_shown_and_pyplot_stays_out() -> None:
    code = """
import sys
import peerpath as pp
curves = pp.Histories.from_spells(
    {"person": [1], "start": [0], "stop": [9], "state": ["a"]}).aalen_johansen()
curves.plot()
assert "matplotlib.pyplot" not in sys.modules
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False, text=True)
    assert done.returncode == 0, done.stderr


def test_a_missing_matplotlib_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "matplotlib.figure", None)
    with pytest.raises(ImportError, match=r"pip install peerpath\[plot\]"):
        curves().plot()
