"""Risk tables and models on Spark: persons stay where they are, and only sums travel.

``pip install peerpath[spark]``, on every worker too; Spark needs Java. The worked example and the
limits are in ``docs/cluster.md``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from ._parts import answer, checked, merged, model, numbers, part, squares, with_squares
from ._peerpath import Cox, RiskTable, StateSpace, Table

__all__ = ["cox", "robust", "summarise"]


def summarise(
    frame: Any,
    *,
    form: str = "intervals",
    by: str | None = None,
    states: StateSpace | None = None,
    partitioned: bool = False,
    **columns: Any,
) -> RiskTable:
    """The risk table of a Spark data frame, equal to that of one process to the bit.

    Parameters
    ----------
    frame : pyspark.sql.DataFrame
    form : {"events", "spells", "intervals"}, optional
        What a row is. Default ``"intervals"``.
    by : str, optional
        The covariate whose values are groups; it must be among ``covariates``.
    states : StateSpace, optional
        The states that records must keep to. Default: those found.
    partitioned : bool, optional
        Whether all rows of a person are in one partition already. Default False: the frame is
        partitioned anew by person, which moves rows between workers.
    **columns
        As ``Histories.from_events``, ``from_spells`` or ``from_intervals`` take them.

    Returns
    -------
    RiskTable

    Raises
    ------
    pyspark.errors.PythonException
        With the ``PeerpathError`` of a worker in its message, where rows break a rule; the numbers
        of rows count within the partition.
    ValueError
        Where the frame has no rows.
    """
    checked(form)
    document = None if states is None else states.to_json()
    if not partitioned:
        frame = frame.repartition(columns.get("person", "person"))

    def count(batches: Iterable[Any]) -> Iterator[Any]:
        return counted(batches, form, by, document, columns)

    return merged(row["part"] for row in frame.mapInArrow(count, "part binary").collect())


def robust(
    frame: Any,
    table: RiskTable,
    times: float | Iterable[float],
    *,
    options: dict[str, Any] | None = None,
    form: str = "intervals",
    partitioned: bool = False,
    **columns: Any,
) -> Table:
    """The probabilities of states at times, with robust errors: a second pass over the rows.

    Parameters
    ----------
    frame : pyspark.sql.DataFrame
        The rows from which the table was made.
    table : RiskTable
        What ``summarise`` gave of them.
    times : float or iterable of float
    options : dict, optional
        As ``RiskTable.aalen_johansen`` takes them, without ``se``. Default: none.
    form : {"events", "spells", "intervals"}, optional
        What a row is. Default ``"intervals"``.
    partitioned : bool, optional
        Whether all rows of a person, and all persons of a cluster, are in one partition already.
        Default False: the frame is partitioned anew by cluster, else by person.
    **columns
        As ``summarise``.

    Returns
    -------
    Table
        As ``Histories.aalen_johansen(se="robust").at(times)``: but for rounding, the same.

    Raises
    ------
    pyspark.errors.PythonException
        With the ``PeerpathError`` of a worker in its message.
    ValueError
        Where the frame has no rows.
    """
    checked(form)
    wanted, asked = options or {}, numbers(times)
    if not partitioned:
        frame = frame.repartition(columns.get("cluster") or columns.get("person", "person"))
    counts = table.to_bytes()

    def add(batches: Iterable[Any]) -> Iterator[Any]:
        return answered(
            batches,
            "squares",
            lambda rows: squares(rows, form, counts, wanted, asked, columns),
        )

    parts = frame.mapInArrow(add, "squares array<double>").collect()
    return with_squares(table, wanted, asked, (row["squares"] for row in parts))


def cox(
    frame: Any,
    transitions: str | list[str] | None = None,
    terms: list[Any] | None = None,
    *,
    options: dict[str, Any] | None = None,
    form: str = "intervals",
    states: StateSpace | None = None,
    partitioned: bool = False,
    **columns: Any,
) -> Cox:
    """The model of Cox of persons who stay where they are: two small exchanges for each step.

    Parameters
    ----------
    frame : pyspark.sql.DataFrame
        It is kept in memory until the model is fitted.
    transitions : str or list of str, optional
        As in ``Histories.cox``.
    terms : list, optional
        The covariates of the model, as ``Histories.cox`` takes ``covariates``; they must be among
        the ``covariates`` that are read.
    options : dict, optional
        All else that ``Histories.cox`` takes. Default: one thread for each part.
    form : {"events", "spells", "intervals"}, optional
        What a row is. Default ``"intervals"``.
    states : StateSpace, optional
        The states that records must keep to. Default: those found.
    partitioned : bool, optional
        Whether all rows of a person, and all persons of a cluster, are in one partition already.
        Default False: the frame is partitioned anew by cluster, else by person.
    **columns
        As ``summarise``.

    Returns
    -------
    Cox
        As ``Histories.cox`` of all persons: but for rounding, the same. It predicts; residuals and
        what else needs the rows it refuses.

    Raises
    ------
    PeerpathError
        As ``Histories.cox``. With code ``"empty"`` where the frame has no rows.
    pyspark.errors.PythonException
        With the ``PeerpathError`` of a worker in its message; the numbers of rows count within the
        partition.
    """
    checked(form)
    document = None if states is None else states.to_json()
    if not partitioned:
        frame = frame.repartition(columns.get("cluster") or columns.get("person", "person"))
    frame = frame.persist()

    def ask(question: bytes) -> Iterable[bytes | None]:
        def say(batches: Iterable[Any]) -> Iterator[Any]:
            return answered(
                batches, "answer", lambda rows: answer(rows, form, document, question, columns)
            )

        return [bytes(row["answer"]) for row in frame.mapInArrow(say, "answer binary").collect()]

    try:
        return model(ask, transitions, terms, options)
    finally:
        frame.unpersist()


def counted(
    batches: Iterable[Any], form: str, by: str | None, states: str | None, columns: dict[str, Any]
) -> Iterator[Any]:
    """What ``mapInArrow`` asks of a partition: record batches in, record batches out."""
    return answered(batches, "part", lambda rows: part(rows, form, by, states, columns))


def answered(batches: Iterable[Any], name: str, work: Callable[[Any], Any]) -> Iterator[Any]:
    """What some work makes of all rows of a partition, as a column of one row; nothing for None."""
    import pyarrow as pa

    rows = list(batches)
    own = work(pa.Table.from_batches(rows)) if rows else None
    if own is not None:
        # Said, since a list may be empty.
        kind = pa.list_(pa.float64()) if isinstance(own, list) else pa.binary()
        yield pa.record_batch([pa.array([own], kind)], [name])
