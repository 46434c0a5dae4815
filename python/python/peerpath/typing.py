"""Types for annotations: what counts as a table, a document, a day."""

from __future__ import annotations

import datetime
import os
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Protocol, TypeAlias, runtime_checkable

__all__ = [
    "ArrowArrayExportable",
    "ArrowStreamExportable",
    "DayLike",
    "DocumentLike",
    "DossiersLike",
    "TableLike",
]


@runtime_checkable
class ArrowStreamExportable(Protocol):
    """What hands out rows as an Arrow C stream: data frames of pandas, polars, DuckDB."""

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object: ...


@runtime_checkable
class ArrowArrayExportable(Protocol):
    """What hands out rows as one Arrow C array, such as a ``pyarrow.RecordBatch``."""

    def __arrow_c_array__(
        self, requested_schema: object | None = None
    ) -> tuple[object, object]: ...


TableLike: TypeAlias = ArrowStreamExportable | ArrowArrayExportable | Mapping[str, Iterable[Any]]
"""A :class:`peerpath.Table`, a data frame, or a dict of columns."""

DocumentLike: TypeAlias = str | bytes | os.PathLike[str] | dict[str, Any]
"""A JSON document: text, UTF-8 bytes, a path, or a dict."""

DayLike: TypeAlias = str | datetime.date
"""A day: ``"YYYY-MM-DD"`` or a ``datetime.date``."""

DossiersLike: TypeAlias = (
    str
    | bytes
    | os.PathLike[str]
    | ArrowStreamExportable
    | ArrowArrayExportable
    | Mapping[str, TableLike | Sequence[Mapping[str, Any]]]
    | Iterable[Any]
)
"""Many dossiers: JSON Lines (text, bytes, a path), a data frame whose rows are dossiers, a dict of
tables by section, or an iterable of ``Dossier`` or dict."""
