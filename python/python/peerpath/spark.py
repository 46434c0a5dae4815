"""Risk tables on Spark: persons are counted where they are, and only counts travel.

``pip install peerpath[spark]``, on every worker too; Spark needs Java. The worked example and the
limits are in ``docs/cluster.md``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from ._parts import checked, merged, part
from ._peerpath import RiskTable, StateSpace

__all__ = ["summarise"]


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


def counted(
    batches: Iterable[Any], form: str, by: str | None, states: str | None, columns: dict[str, Any]
) -> Iterator[Any]:
    """What ``mapInArrow`` asks of a partition: record batches in, record batches out."""
    import pyarrow as pa

    rows = list(batches)
    if rows:
        counts = part(pa.Table.from_batches(rows), form, by, states, columns)
        if counts is not None:
            yield pa.record_batch([pa.array([counts], pa.binary())], ["part"])
