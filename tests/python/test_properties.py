"""Properties that hold for any input."""

from __future__ import annotations

import datetime as dt
import math

import peerpath as pp
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

pytestmark = pytest.mark.filterwarnings("ignore::peerpath.PeerpathWarning")

# Arrow's C interface ends a name at a zero byte.
TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=8)
DAYS = st.dates(dt.date(1, 1, 1), dt.date(9999, 12, 31))
KINDS = [
    st.integers(-(2**63), 2**63 - 1),
    st.floats(allow_nan=False),
    TEXT,
    st.booleans(),
    DAYS,
    st.datetimes(dt.datetime(1, 1, 2), dt.datetime(9999, 12, 30)),
]


@st.composite
def tables(draw: st.DrawFn) -> dict[str, list[object]]:
    rows = draw(st.integers(0, 12))
    names = draw(st.lists(TEXT, unique=True, max_size=5))
    column = st.sampled_from(KINDS).flatmap(
        lambda kind: st.lists(st.none() | kind, min_size=rows, max_size=rows)
    )
    return {name: draw(column) for name in names}


@given(tables())
def test_any_table_goes_out_as_it_came(columns: dict[str, list[object]]) -> None:
    table = pp.Table(columns)
    assert table.to_dict() == columns
    assert pp.Table(pa.table(table)).to_dict() == columns if columns else True
    assert repr(table) and table.to_html() and table.to_latex()


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.binary(max_size=4),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4)
    ),
    max_leaves=12,
)


@given(VALUES)
def test_no_value_breaks_a_table_or_a_document(value: object) -> None:
    readers = [pp.Table, pp.Table.from_csv, pp.Framework.from_json, pp.StateSpace.from_json]
    for reader in readers:
        try:
            reader(value)  # type: ignore[operator]
        except pp.PeerpathError as error:
            assert error.code != "internal" and error.count >= 1


@given(VALUES, VALUES)
def test_no_argument_breaks_a_call(one: object, other: object) -> None:
    survey = pp.Survey.from_table({"a": [5, 4, 1]}, items={"a": None})
    curves = pp.Histories.from_spells(
        {"person": [1, 1], "start": [0, 7], "stop": [7, 9], "state": ["a", "b"]}
    ).aalen_johansen()
    calls = [
        lambda: survey.coverage(threshold=one, level=other),  # type: ignore[arg-type]
        lambda: survey.binomial(p=one, alternative=other),  # type: ignore[arg-type]
        lambda: pp.Survey.from_table({"a": [5]}, items=one, scale=other),  # type: ignore[arg-type]
        lambda: curves.at([one, other]),  # type: ignore[list-item]
        lambda: curves.transition_matrix(one, other),  # type: ignore[arg-type]
        lambda: curves.transition_covariance(one, other),  # type: ignore[arg-type]
        lambda: curves.covariance([one, other]),  # type: ignore[list-item]
    ]
    for call in calls:
        try:
            call()
        except pp.PeerpathError as error:
            assert error.code in ("argument", "empty", "table", "unknown_name")


@st.composite
def spells(draw: st.DrawFn) -> dict[str, list[object]]:
    rows: dict[str, list[object]] = {"person": [], "start": [], "stop": [], "state": []}
    for person in range(draw(st.integers(1, 12))):
        now = 0
        before = None
        for _ in range(draw(st.integers(1, 4))):
            state = draw(st.sampled_from([s for s in "abc" if s != before]))
            stop = now + draw(st.integers(1, 9))
            for name, value in zip(rows, (person, now, stop, state), strict=True):
                rows[name].append(value)
            now, before = stop, state
    return rows


@given(spells(), st.lists(st.floats(0, 40), min_size=1, max_size=4))
@settings(deadline=None)
def test_probabilities_are_probabilities(rows: dict[str, list[object]], times: list[float]) -> None:
    histories = pp.Histories.from_spells(rows)
    curves = histories.aalen_johansen()
    found = curves.at(times).to_dict()
    for time in set(times):
        shares = [
            share
            for when, share in zip(found["time"], found["probability"], strict=True)
            if when == time and share is not None
        ]
        assert not shares or math.isclose(
            math.fsum(shares), math.ceil(times.count(time)), abs_tol=1e-9
        )
        assert all(-1e-12 <= share <= 1 + 1e-12 for share in shares)
    for low, share, high in zip(found["lower"], found["probability"], found["upper"], strict=True):
        assert low is None or low <= share + 1e-12 and share <= high + 1e-12
    until = min(max(times), histories.last_time)
    means = curves.restricted_mean_time(until)["estimate"]
    assert math.isclose(math.fsum(means), until, abs_tol=1e-9)


@given(spells(), st.integers(0, 12))
@settings(deadline=None)
def test_parts_merged_are_the_whole(rows: dict[str, list[object]], cut: int) -> None:
    def part(keep: list[bool]) -> pp.RiskTable | None:
        if not any(keep):
            return None
        chosen = {
            name: [value for value, kept in zip(values, keep, strict=True) if kept]
            for name, values in rows.items()
        }
        return pp.Histories.from_spells(chosen).summarise()

    below = part([person < cut for person in rows["person"]])  # type: ignore[operator]
    above = part([person >= cut for person in rows["person"]])  # type: ignore[operator]
    whole = pp.Histories.from_spells(rows).summarise()
    merged = below.merge(above) if below and above else below or above
    assert merged == whole
    assert pp.RiskTable.from_bytes(whole.to_bytes()) == whole
