"""Risk tables on Dask: persons are counted where they are, and only counts travel.

``pip install peerpath[dask]``. The worked example and the limits are in ``docs/cluster.md``.
"""

from __future__ import annotations

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
