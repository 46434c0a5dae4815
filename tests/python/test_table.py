"""Tables come in from everything that holds columns, and go out again."""

from __future__ import annotations

import datetime as dt
import math
import sys
from typing import Any

import duckdb
import numpy as np
import pandas as pd
import peerpath as pp
import polars as pl
import pyarrow as pa
import pytest

COLUMNS: dict[str, list[Any]] = {
    "person": [1, 2, 3],
    "month": [0.5, None, 1e300],
    "state": ["seeking", None, "peer-job"],
    "peer": [True, False, None],
    "due": [dt.date(2024, 2, 29), None, dt.date(1969, 12, 31)],
}


def survey_of(table: Any) -> dict[str, list[Any]]:
    survey = pp.Survey.from_table(table, items={"rating": None}, group=["state"])
    return survey.coverage(by="state").table.to_dict()


RATINGS = {"rating": [5, 4, None, 2, 1, 4], "state": ["NC", "TN", "NC", "TN", "NC", "NC"]}
SOURCES = {
    "dict": lambda: RATINGS,
    "dict of tuples": lambda: {name: tuple(values) for name, values in RATINGS.items()},
    "dict of series": lambda: dict(pd.DataFrame(RATINGS)),
    "dict of arrow": lambda: {name: pa.array(values) for name, values in RATINGS.items()},
    "dict of polars": lambda: pl.DataFrame(RATINGS).to_dict(),
    "table": lambda: pp.Table(RATINGS),
    "csv": lambda: pp.Table.from_csv("rating,state\n5,NC\n4,TN\n,NC\n2,TN\n1,NC\n4,NC\n"),
    "pandas": lambda: pd.DataFrame(RATINGS).astype({"rating": "Int64"}),
    "pandas categories": lambda: pd.DataFrame(RATINGS).astype(
        {"rating": "Int8", "state": "category"}
    ),
    "pandas strings": lambda: pd.DataFrame(RATINGS).astype(
        {"rating": "Int64", "state": "string[python]"}
    ),
    "pandas objects": lambda: pd.DataFrame(RATINGS).astype({"rating": "Int64", "state": object}),
    "pandas with gaps as NaN": lambda: pd.DataFrame(RATINGS),
    "polars": lambda: pl.DataFrame(RATINGS),
    "polars categories": lambda: pl.DataFrame(RATINGS).with_columns(
        pl.col("state").cast(pl.Categorical), pl.col("rating").cast(pl.UInt8)
    ),
    "polars chunks": lambda: pl.concat(
        [pl.DataFrame(RATINGS)[:2], pl.DataFrame(RATINGS)[2:]], rechunk=False
    ),
    "arrow table": lambda: pa.table(RATINGS),
    "arrow batch": lambda: pa.RecordBatch.from_pydict(RATINGS),
    "arrow reader": lambda: pa.table(RATINGS).to_reader(max_chunksize=2),
    "arrow dictionary": lambda: pa.table(
        {
            "rating": pa.chunked_array([[5, 4], [None, 2, 1, 4]], pa.float32()),
            "state": pa.array(RATINGS["state"]).dictionary_encode(),
        }
    ),
    "arrow large and view": lambda: pa.table(
        {
            "rating": pa.array(RATINGS["rating"], pa.decimal128(5, 2)),
            "state": pa.array(RATINGS["state"], pa.string_view()),
        }
    ),
    "duckdb": lambda: duckdb.sql(
        "select * from (values (0,5,'NC'),(1,4,'TN'),(2,null,'NC'),(3,2,'TN'),(4,1,'NC'),(5,4,'NC'))"
        " as t(row, rating, state) order by row"
    ),
}


@pytest.mark.parametrize("source", SOURCES)
def test_every_source_gives_the_same(source: str) -> None:
    assert survey_of(SOURCES[source]()) == survey_of(RATINGS)


def test_a_table_goes_out_as_it_came() -> None:
    table = pp.Table(COLUMNS)
    assert table.to_dict() == COLUMNS
    assert table.columns == list(COLUMNS) and len(table) == 3
    assert table["due"] == COLUMNS["due"]
    assert type(table["due"][0]) is dt.date
    assert pp.Table(table).to_dict() == COLUMNS
    assert pp.Table(table.to_arrow()).to_dict() == COLUMNS
    assert pp.Table(table.to_polars()).to_dict() == COLUMNS
    assert table.to_arrow().schema.field("due").type == pa.date32()
    assert table.to_polars()["due"].dtype == pl.Date
    assert pa.schema(table).names == list(COLUMNS)
    frame = table.to_pandas()
    assert list(frame["person"]) == [1, 2, 3] and frame["person"].dtype == "int64"
    assert frame["month"].dtype == "float64" and math.isnan(frame["month"][1])
    assert frame["due"][0] == pd.Timestamp("2024-02-29") and frame["due"][1] is pd.NaT
    assert pd.api.types.is_datetime64_any_dtype(frame["due"])
    registry = table  # DuckDB finds it by its name here
    assert len(registry) == 3
    assert duckdb.sql("select sum(person) from registry").fetchall() == [(6,)]


def test_a_requested_type_is_not_taken_up() -> None:
    """The interface leaves it to the producer; columns keep their types."""
    wanted = pa.schema([("person", pa.float64())])
    capsule = pp.Table({"person": [1, 2]}).__arrow_c_stream__(wanted.__arrow_c_schema__())
    reader = pa.RecordBatchReader._import_from_c_capsule(capsule)
    assert reader.schema.field("person").type == pa.int64()
    assert reader.read_all()["person"].to_pylist() == [1, 2]


def test_empty_tables() -> None:
    for empty in ({}, {"a": []}, pl.DataFrame(), pd.DataFrame({"a": []}), pa.table({"a": []})):
        table = pp.Table(empty)
        assert len(table) == 0
        assert repr(table) and table.to_html() and table.to_latex()
        assert table.to_dict() == {name: [] for name in table.columns}
        table.to_pandas(), table.to_polars(), table.to_arrow()
    with pytest.raises(pp.PeerpathError) as caught:
        pp.Survey.from_table({"a": []}, items={"a": None})
    assert caught.value.code == "empty"


def test_arrays_of_numpy() -> None:
    table = pp.Table(
        {
            "f8": np.array([1.5, 2]),
            "f4": np.array([1.5, 2], "f4"),
            "i2": np.array([1, -2], "i2"),
            "u8": np.array([1, 2], "u8"),
            "flag": np.array([True, False]),
            "name": np.array(["a", "b"]),
            "strided": np.arange(4)[::2],
            "day": np.array(["2024-02-29", "NaT"], "datetime64[D]"),
            "moment": np.array(["2024-02-29", "NaT"], "datetime64[ns]"),
            "object": np.array(["x", float("nan")], object),
            "range": range(2),
            "generated": (value for value in "xy"),
        }
    )
    assert table.to_dict() == {
        "f8": [1.5, 2.0],
        "f4": [1.5, 2.0],
        "i2": [1, -2],
        "u8": [1, 2],
        "flag": [True, False],
        "name": ["a", "b"],
        "strided": [0, 2],
        "day": [dt.date(2024, 2, 29), None],
        "moment": [dt.datetime(2024, 2, 29), None],
        "object": ["x", None],
        "range": [0, 1],
        "generated": ["x", "y"],
    }


def test_other_arrow_types_come_out() -> None:
    moment = dt.datetime(2024, 2, 29, 12, 30)
    table = pa.table(
        {
            "large": pa.array(["a"], pa.large_string()),
            "u64": pa.array([2**64 - 1], pa.uint64()),
            "ms": pa.array([moment], pa.timestamp("ms")),
            "date64": pa.array([moment.date()], pa.date64()),
            "list": pa.array([[1, 2]]),
            "binary": pa.array([b"\xff"]),
            "none": pa.nulls(1),
            "zone": pa.array([moment], pa.timestamp("us", "UTC")),
        }
    )
    out = pp.Table(table).to_dict()
    assert out["large"] == ["a"] and out["u64"] == [2**64 - 1] and out["ms"] == [moment]
    assert out["date64"] == [moment.date()] and out["list"] == [[1, 2]] and out["none"] == [None]
    assert out["zone"][0].startswith("2024-02-29") and out["binary"] == [b"\xff"]
    assert repr(pp.Table(table))
    odd = pp.Table(pa.table({"a": [1], "odd": [{"b": 1}]}))
    assert "Struct" in repr(odd) and odd["a"] == [1]
    with pytest.raises(pp.PeerpathError, match="a column of type Struct"):
        odd["odd"]


def refused(table: Any) -> pp.PeerpathError:
    with pytest.raises(pp.PeerpathError) as caught:
        pp.Table(table)
    return caught.value


@pytest.mark.parametrize(
    ("table", "code"),
    [
        (None, "argument"),
        (7, "argument"),
        ("a,b\n1,2\n", "argument"),
        ([{"a": 1}], "argument"),
        ({"a": 1}, "table"),
        ({"a": "xy"}, "table"),
        ({"a": b"xy"}, "table"),
        ({"a": {"b": 1}}, "table"),
        ({"a": [1], "b": [1, 2]}, "table"),
        ({"a": [1, "x"]}, "table"),
        ({"a": [[1]]}, "table"),
        ({"a": [2**70]}, "table"),
        ({"a": ["\ud800"]}, "table"),
        ({1: [1]}, "table"),
        ({"a": [dt.datetime(2024, 1, 1, tzinfo=dt.UTC)]}, "table"),
        ({"a": np.zeros((2, 2))}, "table"),
        (pd.Series([1, 2]), "stream"),
        (pa.chunked_array([[1]]), "stream"),
        (pa.array([1]), "stream"),
        (pa.table([[1], [2]], names=["a", "a"]), "table"),
    ],
    ids=lambda value: repr(value)[:32].replace("\n", " "),
)
def test_what_is_no_table_is_refused(table: Any, code: str) -> None:
    assert refused(table).code == code


def test_every_bad_column_is_listed() -> None:
    error = refused({"a": [1, "x", 2, "y"], "b": 3, "c": [True, 1.5]})
    assert [(p.row, p.column) for p in error.problems] == [
        (1, "a"),
        (3, "a"),
        (None, "b"),
        (1, "c"),
    ]


def test_a_stream_that_was_read_or_fails_is_refused() -> None:
    reader = pa.table({"a": [1]}).to_reader()
    pp.Table(reader)
    assert pp.Table(reader).to_dict() == {"a": []} or refused(reader).code == "stream"

    def batches() -> Any:
        yield pa.RecordBatch.from_pydict({"a": [1]})
        raise ValueError("the cable was cut")

    broken = pa.RecordBatchReader.from_batches(pa.schema([("a", pa.int64())]), batches())
    error = refused(broken)
    assert error.code == "stream" and "the cable was cut" in str(error)

    class Released:
        capsule = pp.Table({"a": [1]}).__arrow_c_stream__()

        def __arrow_c_stream__(self, requested_schema: object = None) -> object:
            return self.capsule

    assert pp.Table(Released()).to_dict() == {"a": [1]}
    assert refused(Released()).code == "stream"

    class Liar:
        def __arrow_c_stream__(self, requested_schema: object = None) -> object:
            return "no capsule"

    assert refused(Liar()).code == "stream"

    class Raises:
        def __arrow_c_stream__(self, requested_schema: object = None) -> object:
            raise OSError("no connection")

    error = refused(Raises())
    assert error.code == "stream" and isinstance(error.__cause__, OSError)


def test_the_rows_outlive_their_frame() -> None:
    frame = pl.DataFrame({"a": list(range(100_000))})
    table = pp.Table(frame)
    del frame
    reader = pa.RecordBatchReader.from_stream(table)
    del table
    assert sum(reader.read_all()["a"].to_pylist()) == sum(range(100_000))


def test_a_missing_column_says_which_there_are() -> None:
    with pytest.raises(pp.PeerpathError, match="did you mean `state`"):
        pp.Table(COLUMNS)["staet"]


def test_csv(tmp_path: Any) -> None:
    path = tmp_path / "table.csv"
    path.write_text("\ufeffa,b\n007,\n8,x\n", encoding="utf-8")
    for source in (path, str(path), path.read_text(encoding="utf-8"), path.read_bytes()):
        assert pp.Table.from_csv(source).to_dict() == {"a": ["007", "8"], "b": [None, "x"]}
    for source, code in [
        ("a,b\n1\n1,2,3\n", "table"),
        ("\n", "table"),
        (tmp_path / "none.csv", "file"),
        ("none.csv", "file"),
        (b"a\n\xff\n", "invalid_text"),
        (3, "argument"),
    ]:
        with pytest.raises(pp.PeerpathError) as caught:
            pp.Table.from_csv(source)
        assert caught.value.code == code


def test_what_people_see() -> None:
    table = pp.Table({"n": list(range(100)), "who": ["<b>&x"] * 100, "p": [0.123456] * 100})
    text = repr(table).splitlines()
    assert len(text) == 14
    assert text[0].split() == ["n", "who", "p"]
    assert text[1] == " 0  <b>&x  0.1235"
    assert text[-1] == "… 100 rows, 3 columns; the first 12 shown"
    html = table._repr_html_()
    assert "<b>" not in html and "&lt;b&gt;&amp;x" in html and html.count("<tr>") == 61
    assert table.to_html().count("<tr>") == 101
    latex = pp.Table({"a_b": ["50% & $x_{1}^2$ \\ ~#"]}).to_latex()
    assert r"a\_b \\" in latex
    assert r"50\% \& \$x\_\{1\}\textasciicircum{}2\$ \textbackslash{} \textasciitilde{}\#" in latex
    numbers = pp.Table({"x": [0.0, 1e-9, 1e20, 12.0, 1.5, None, -0.00012]})
    shown = [line.strip() for line in repr(numbers).splitlines()[1:-1]]
    assert shown == ["0", "1.000e-9", "1.000e20", "12", "1.5", "", "-0.0001"]
    wide = repr(pp.Table({"x": ["é" * 100, "two\nlines"]})).splitlines()
    assert len(wide) == 4 and wide[1].endswith("…") and len(wide[1]) == 40


@pytest.mark.parametrize(("call", "library"), [
    ("to_pandas", "pandas"), ("to_polars", "polars"), ("to_arrow", "pyarrow"),
])  # fmt: skip
def test_a_library_that_is_absent_is_named(
    call: str, library: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, library, None)
    with pytest.raises(ImportError, match=rf"{call}\(\) needs {library}: pip install {library}"):
        getattr(pp.Table({"a": [1]}), call)()
