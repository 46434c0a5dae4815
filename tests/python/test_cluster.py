"""Parts of histories, counted apart and merged, are the whole: here, on Dask and on Spark."""

from __future__ import annotations

import os
import re
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import dask
import dask.dataframe
import pandas as pd
import peerpath as pp
import peerpath.dask
import peerpath.spark
import pyarrow as pa
import pytest
from peerpath import _parts

PAGE = Path(__file__).parents[2] / "docs" / "cluster.md"
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
# Two rows of one person, which parts must not cut where rules are to be kept.
ROWS.append(
    ROWS[1] | {"start": ROWS[1]["stop"], "stop": 20.0, "origin": "peer-job", "target": None}
)
COLUMNS: dict[str, Any] = {"weight": "weight", "covariates": ["region"]}
SCHEMA = (
    "person int, start double, stop double, origin string, target string, weight double, "
    "region string"
)


def columns(rows: list[dict[str, Any]]) -> dict[str, list[Any]]:
    return {name: [row[name] for row in rows] for name in ROWS[0]}


def whole() -> pp.RiskTable:
    return pp.Histories.from_intervals(columns(ROWS), **COLUMNS).summarise(by="region")


def example(about: str) -> dict[str, Any]:
    """What the one example of the page that speaks of this leaves behind, once it has run."""
    blocks = re.findall(r"```python\n(.*?)```", PAGE.read_text(encoding="utf-8"), flags=re.DOTALL)
    assert len(blocks) == 5
    (code,) = (block for block in blocks if about in block)
    names: dict[str, Any] = {}
    exec(compile(code, PAGE.name, "exec"), names)  # noqa: S102
    return names


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


def test_a_stream() -> None:
    rows = {
        "person": list(range(10)),
        "start": [0] * 10,
        "stop": [7, 24] * 5,
        "origin": ["seeking"] * 10,
        "target": ["peer-job", None] * 5,
    }
    assert example("def batch")["table"] == pp.Histories.from_intervals(rows).summarise()


def no_thread_left_behind() -> Any:
    """For calls that fail: Dask then returns while its threads still work, and a filter of warnings
    that they take away later is one of the next test's."""
    return dask.config.set(scheduler="synchronous")


def test_dask() -> None:
    frame = dask.dataframe.from_pandas(pd.DataFrame(ROWS), npartitions=4)
    assert peerpath.dask.summarise(frame, by="region", **COLUMNS) == whole()
    by_person = dask.dataframe.from_pandas(
        pd.DataFrame(ROWS).sort_values("person").set_index("person", drop=False), npartitions=4
    )
    found = peerpath.dask.summarise(by_person, by="region", partitioned=True, **COLUMNS)
    assert found == whole()
    with no_thread_left_behind(), pytest.raises(pp.PeerpathError, match="nosuch"):
        peerpath.dask.summarise(frame, start="nosuch")


# In the rows above `peer-job` empties and fills again, of which both ways of counting warn.
REFILLED = pytest.mark.filterwarnings("ignore:The risk set in group")


def robust_of_all() -> pp.Table:
    persons = pp.Histories.from_intervals(columns(ROWS), **COLUMNS)
    return persons.aalen_johansen(by="region", se="robust").at([6, 9])


def assert_close(found: pp.Table, expected: pp.Table) -> None:
    assert found.columns == expected.columns
    for name in set(found.columns) & {"group", "time", "state"}:
        assert list(found[name]) == list(expected[name])
    for name in ("probability", "std_err", "lower", "upper"):
        assert list(found[name]) == pytest.approx(list(expected[name]), rel=1e-12, nan_ok=True)


@REFILLED
def test_robust_errors_in_a_second_pass() -> None:
    counts, options = whole(), {"by": "region"}
    parts = [
        _parts.squares(
            columns([row for row in ROWS if row["person"] % 5 == k]),
            "intervals",
            counts.to_bytes(),
            options,
            [6, 9],
            COLUMNS,
        )
        for k in (3, 0, 4, 1, 2)
    ]
    found = _parts.with_squares(counts, options, [6, 9], [None, *parts])
    assert_close(found, robust_of_all())
    assert any(error > 0 for error in found["std_err"])
    with pytest.raises(ValueError, match="no rows"):
        _parts.with_squares(counts, options, [6, 9], [None])


def test_robust_errors_as_the_page_shows() -> None:
    names = example("peerpath.dask.robust")
    rows = {name: list(values) for name, values in names["frame"].compute().items()}
    expected = pp.Histories.from_intervals(rows).aalen_johansen(se="robust").at([12, 20])
    assert_close(names["robust"], expected)


@REFILLED
def test_robust_errors_on_dask() -> None:
    frame = dask.dataframe.from_pandas(pd.DataFrame(ROWS), npartitions=4)
    counts = peerpath.dask.summarise(frame, by="region", **COLUMNS)
    found = peerpath.dask.robust(frame, counts, [6, 9], options={"by": "region"}, **COLUMNS)
    assert_close(found, robust_of_all())


# Ten persons a region and a part of the covariates, so that no part has all there is.
SEEKERS = [
    {
        "person": person,
        "start": float(person % 3),
        "stop": float(4 + person * 7 % 11),
        "origin": "seeking",
        "target": None if person % 5 == 0 else "school" if person % 7 == 3 else "peer-job",
        "trained": (person * 11 % 6) / 2,
        "region": ["north", "south", "east"][person * 3 % 8 % 3],
        "agency": f"a{person % 9}",
    }
    for person in range(90)
]
MODEL: dict[str, Any] = {"transitions": None, "covariates": ["trained", "region"]}
READ: dict[str, Any] = {"covariates": ["trained", "region"], "cluster": "agency"}


def seekers(rows: list[dict[str, Any]]) -> pp.Histories:
    return pp.Histories.from_intervals(
        {name: [row[name] for row in rows] for name in rows[0]}, **READ
    )


def assert_same_model(found: pp.Cox, **options: Any) -> None:
    expected = seekers(SEEKERS).cox(**MODEL, **options)
    assert found.table.columns == expected.table.columns
    assert list(found.table["term"]) == list(expected.table["term"])
    for name in ("coef", "std_err", "robust_std_err", "lower", "p_value"):
        assert list(found.table[name]) == pytest.approx(list(expected.table[name]), rel=1e-9)
    assert found.describe()["transitions"] == expected.describe()["transitions"]
    profile = {"trained": [1.5], "region": ["south"]}
    hazards = [model.cumulative_hazard(profile) for model in (found, expected)]
    for name in ("cumulative_hazard", "std_err"):
        assert list(hazards[0][name]) == pytest.approx(list(hazards[1][name]), rel=1e-9)


def test_a_model_of_parts() -> None:
    rows = [
        [row for row in SEEKERS if row["region"] == region] for region in ("north", "south", "east")
    ]
    parts = [seekers(own) for own in rows]
    found = pp.Cox.of_parts(
        lambda asked: [None, *(p.cox_answer(asked) for p in parts)], **MODEL, robust=False
    )
    expected = seekers(SEEKERS).cox(**MODEL, robust=False)
    assert list(found.table["coef"]) == pytest.approx(list(expected.table["coef"]), rel=1e-9)
    with pytest.raises(pp.PeerpathError, match="a model of parts"):
        found.residuals()
    with pytest.raises(pp.PeerpathError, match="no answer") as none:
        pp.Cox.of_parts(lambda _: [None])
    assert none.value.code == "empty"
    with pytest.raises(pp.PeerpathError, match="nosuch"):
        pp.Cox.of_parts(lambda asked: [parts[0].cox_answer(asked)], nosuch=1)
    with pytest.raises(KeyError, match="gone"):
        pp.Cox.of_parts(lambda _: {}["gone"])
    with pytest.raises(pp.PeerpathError) as other:
        pp.Cox.of_parts(lambda asked: [asked])
    assert other.value.code == "document"
    with pytest.raises(TypeError):
        pp.Cox.of_parts(lambda _: ["text"])  # type: ignore[list-item]


def test_a_model_on_dask() -> None:
    frame = dask.dataframe.from_pandas(pd.DataFrame(SEEKERS), npartitions=4)
    found = peerpath.dask.cox(frame, terms=MODEL["covariates"], **READ)
    assert_same_model(found)
    found = peerpath.dask.cox(
        frame, terms=MODEL["covariates"], options={"ties": "breslow", "robust": True}, **READ
    )
    assert_same_model(found, ties="breslow", robust=True)
    with no_thread_left_behind(), pytest.raises(pp.PeerpathError, match="nosuch"):
        peerpath.dask.cox(frame, terms=["nosuch"], **READ)


def test_a_model_as_the_page_shows() -> None:
    names = example("peerpath.dask.cox")
    rows = {name: list(values) for name, values in names["frame"].compute().items()}
    persons = pp.Histories.from_intervals(rows, covariates=["trained"])
    expected = persons.cox("seeking -> peer-job", ["trained"])
    assert list(names["model"].table["coef"]) == pytest.approx(
        list(expected.table["coef"]), rel=1e-9
    )


def test_dask_as_the_page_shows() -> None:
    names = example("peerpath.dask.summarise(frame)\ntable.aalen")
    rows = {name: list(values) for name, values in names["frame"].compute().items()}
    assert names["table"] == pp.Histories.from_intervals(rows).summarise()


def test_a_partition_of_spark_without_spark() -> None:
    """The contract of ``mapInArrow``: an iterator of record batches to another one."""

    def part(batches: list[pa.RecordBatch]) -> list[pa.RecordBatch]:
        counts = peerpath.spark.counted(iter(batches), "intervals", "region", None, COLUMNS)
        return list(counts)

    table = pa.Table.from_pylist(ROWS)
    batches = table.to_batches(max_chunksize=7)
    (found,) = part(batches)
    assert (found.num_rows, found.schema) == (1, pa.schema([("part", pa.binary())]))
    assert _parts.merged(found["part"].to_pylist()) == whole()
    assert part([]) == part(table.slice(0, 0).to_batches()) == part([batches[0].slice(0, 0)]) == []


@pytest.fixture(scope="module")
def session() -> Iterator[Any]:
    try:
        from pyspark.sql import SparkSession
    except ImportError:
        SparkSession = None
    if SparkSession is None or shutil.which("java") is None:
        reason = "Spark or Java is not here: `make spark` installs Spark, which needs Java"
        if os.environ.get("PEERPATH_NO_SKIP"):
            pytest.fail(reason)
        pytest.skip(reason)
    with pytest.MonkeyPatch.context() as patch:
        # Else workers are the first Python of the path, which need not be this one.
        patch.setenv("PYSPARK_PYTHON", sys.executable)
        session = (
            SparkSession.builder.master("local[2]")
            .config("spark.ui.enabled", "false")
            .config("spark.driver.bindAddress", "127.0.0.1")
            .config("spark.driver.host", "127.0.0.1")
            .config("spark.sql.shuffle.partitions", "4")
            .getOrCreate()
        )
        yield session
        session.stop()


def test_spark(session: Any) -> None:
    frame = session.createDataFrame([tuple(row.values()) for row in ROWS], SCHEMA)
    assert peerpath.spark.summarise(frame, by="region", **COLUMNS) == whole()
    by_person = frame.repartition(3, "person")
    found = peerpath.spark.summarise(by_person, by="region", partitioned=True, **COLUMNS)
    assert found == whole()
    with pytest.raises(ValueError, match="no rows"):
        peerpath.spark.summarise(frame.limit(0))


def test_spark_says_which_rule_is_broken(session: Any) -> None:
    from pyspark.errors import PythonException

    twice = [tuple((row | {"start": 0.0}).values()) for row in [ROWS[0], *ROWS]]
    with pytest.raises(PythonException, match="PeerpathError(?s:.*)person `0`"):
        peerpath.spark.summarise(session.createDataFrame(twice, SCHEMA))


@REFILLED
def test_robust_errors_on_spark(session: Any) -> None:
    from pyspark.errors import PythonException

    frame = session.createDataFrame([tuple(row.values()) for row in ROWS], SCHEMA)
    counts, options = whole(), {"by": "region"}
    found = peerpath.spark.robust(frame, counts, [6, 9], options=options, **COLUMNS)
    assert_close(found, robust_of_all())
    with pytest.raises(PythonException, match="where the curves start"):
        peerpath.spark.robust(frame, counts, -1, options=options, **COLUMNS)


def test_a_model_on_spark(session: Any) -> None:
    from pyspark.errors import PythonException

    schema = (
        "person int, start double, stop double, origin string, target string, trained double, "
        "region string, agency string"
    )
    frame = session.createDataFrame([tuple(row.values()) for row in SEEKERS], schema)
    assert_same_model(peerpath.spark.cox(frame, terms=MODEL["covariates"], **READ))
    with pytest.raises(PythonException, match="PeerpathError(?s:.*)nosuch"):
        peerpath.spark.cox(frame, terms=["nosuch"], **READ)
    with pytest.raises(pp.PeerpathError, match="no answer"):
        peerpath.spark.cox(frame.limit(0), terms=["trained"], **READ)


def test_spark_reads_dates_and_no_moments(session: Any) -> None:
    from pyspark.errors import PythonException

    frame = session.createDataFrame(
        [(1, "2026-01-01", "2026-01-08")], "person int, start string, stop string"
    )
    frame = frame.selectExpr(
        "person",
        "to_date(start) start",
        "to_date(stop) stop",
        "'seeking' origin",
        "'peer-job' target",
    )
    rows = {
        "person": [1],
        "start": ["2026-01-01"],
        "stop": ["2026-01-08"],
        "origin": ["seeking"],
        "target": ["peer-job"],
    }
    assert peerpath.spark.summarise(frame) == pp.Histories.from_intervals(rows).summarise()
    moments = frame.selectExpr("person", "timestamp(start) start", "stop", "origin", "target")
    with pytest.raises(PythonException, match="moments in the time zone"):
        peerpath.spark.summarise(moments)


def test_spark_as_the_page_shows(session: Any) -> None:
    names = example("peerpath.spark")
    rows = {name: [row[name] for row in names["rows"].collect()] for name in names["rows"].columns}
    assert names["table"] == pp.Histories.from_intervals(rows).summarise()
