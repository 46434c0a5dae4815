"""Parts of histories, counted apart and merged, are the whole: here, and on Dask."""

from __future__ import annotations

from typing import Any

import peerpath as pp
import pytest
from peerpath import _parts

ROWS = [
    {
        "person": person,
        "start": float(person % 3),
        "stop": float(5 + person % 7),
        "origin": "seeking",
        "target": "peer-job" if person % 4 else None,
        "weight": 0.1 + person / 7,
        "region": "north" if person % 2 else "south",
    }
    for person in range(60)
]
COLUMNS: dict[str, Any] = {"weight": "weight", "covariates": ["region"]}


def columns(rows: list[dict[str, Any]]) -> dict[str, list[Any]]:
    return {name: [row[name] for row in rows] for name in ROWS[0]}


def whole() -> pp.RiskTable:
    return pp.Histories.from_intervals(columns(ROWS), **COLUMNS).summarise(by="region")


def test_parts_are_the_whole() -> None:
    parts = [
        _parts.part(
            columns([row for row in ROWS if row["person"] % 5 == k]),
            "intervals",
            "region",
            None,
            COLUMNS,
        )
        for k in (3, 0, 4, 1, 2)
    ]
    assert _parts.merged([None, *parts]) == whole()
    with pytest.raises(ValueError, match="no rows"):
        _parts.merged([None])
    with pytest.raises(ValueError, match="form"):
        _parts.checked("rows")


def test_dask() -> None:
    dataframe = pytest.importorskip(
        "dask.dataframe", reason="Dask is not here: pip install peerpath[dask]"
    )
    pandas = pytest.importorskip("pandas")
    import peerpath.dask

    frame = dataframe.from_pandas(pandas.DataFrame(ROWS), npartitions=4)
    assert peerpath.dask.summarise(frame, by="region", **COLUMNS) == whole()
