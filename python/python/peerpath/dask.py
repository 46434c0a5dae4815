"""Risk tables and models on Dask: persons stay where they are, and only sums travel.

``pip install peerpath[dask]``. The worked example and the limits are in ``docs/cluster.md``.
"""

from __future__ import annotations

from collections.abc import Iterable
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
    """The risk table of a Dask data frame, equal to that of one process to the bit.

    Parameters
    ----------
    frame : dask.dataframe.DataFrame
    form : {"events", "spells", "intervals"}, optional
        What a row is. Default ``"intervals"``.
    by : str, optional
        The covariate whose values are groups; it must be among ``covariates``.
    states : StateSpace, optional
        The states that records must keep to. Default: those found.
    partitioned : bool, optional
        Whether all rows of a person are in one partition already. Default False: the frame is
        shuffled by person.
    **columns
        As ``Histories.from_events``, ``from_spells`` or ``from_intervals`` take them.

    Returns
    -------
    RiskTable

    Raises
    ------
    PeerpathError
        Where rows break a rule; the numbers of rows count within the partition.
    ValueError
        Where the frame has no rows.
    """
    import dask

    checked(form)
    document = None if states is None else states.to_json()
    if not partitioned:
        frame = frame.shuffle(columns.get("person", "person"))
    count = dask.delayed(part)
    parts = [count(rows, form, by, document, columns) for rows in frame.to_delayed()]
    return merged(dask.compute(*parts))


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
    frame : dask.dataframe.DataFrame
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
        Default False: the frame is shuffled by cluster, else by person.
    **columns
        As ``summarise``.

    Returns
    -------
    Table
        As ``Histories.aalen_johansen(se="robust").at(times)``: but for rounding, the same.

    Raises
    ------
    PeerpathError
        As ``summarise``, and where an option or a time is refused.
    ValueError
        Where the frame has no rows.
    """
    import dask

    checked(form)
    wanted, asked = options or {}, numbers(times)
    if not partitioned:
        frame = frame.shuffle(columns.get("cluster") or columns.get("person", "person"))
    add = dask.delayed(squares)
    counts = dask.delayed(table.to_bytes())
    parts = [add(rows, form, counts, wanted, asked, columns) for rows in frame.to_delayed()]
    return with_squares(table, wanted, asked, dask.compute(*parts))


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
    frame : dask.dataframe.DataFrame
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
        Default False: the frame is shuffled by cluster, else by person.
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
        As ``Histories.cox``; the numbers of rows count within the partition. With code ``"empty"``
        where the frame has no rows.
    """
    import dask

    checked(form)
    document = None if states is None else states.to_json()
    if not partitioned:
        frame = frame.shuffle(columns.get("cluster") or columns.get("person", "person"))
    parts = dask.persist(*frame.to_delayed())
    say = dask.delayed(answer)

    def ask(question: bytes) -> Iterable[bytes | None]:
        said = [say(rows, form, document, question, columns) for rows in parts]
        given: tuple[bytes | None, ...] = dask.compute(*said)
        return given

    return model(ask, transitions, terms, options)
