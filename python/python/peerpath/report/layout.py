"""Tables and numbers as the page shows them. Nothing is computed here, only written."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Columns = Mapping[str, Sequence[Any]]
Writer = Callable[[Any], str]

MISSING = "–"


def text(value: Any) -> str:
    """A name, or – where there is none."""
    return MISSING if value is None else str(value)


def plain(value: Any) -> str:
    """A wave or a time as it was written: no decimals that say nothing."""
    return f"{value:g}" if isinstance(value, float) else text(value)


def percent(value: float | None) -> str:
    """A share as a percentage with one decimal."""
    return MISSING if value is None else f"{100 * value:.1f} %"


def number(digits: int) -> Writer:
    """A number with so many decimals."""
    return lambda value: MISSING if value is None else f"{value:,.{digits}f}"


def p_value(value: float | None) -> str:
    """A p-value; small ones by their bound, as journals print them."""
    if value is None:
        return MISSING
    return "< 0.001" if value < 0.001 else f"{value:.3f}"


@dataclass(frozen=True)
class Column:
    """A column of the page: from which column of a table, under which title, how written."""

    name: str
    title: str
    write: Writer = text

    @property
    def number(self) -> bool:
        """Whether it stands to the right."""
        return self.write not in (text, plain)


@dataclass(frozen=True)
class PageTable:
    """A table of the page, its cells written out."""

    caption: str
    columns: list[Column]
    rows: list[list[str]]


def page_table(
    caption: str, table: Columns, columns: Iterable[Column], rows: Sequence[int] | None = None
) -> PageTable:
    """The columns of a table that it has, as the page shows them; all rows unless some are chosen."""
    shown = [column for column in columns if column.name in table]
    length = len(next(iter(table.values()), ()))
    chosen = range(length) if rows is None else rows
    cells = [[column.write(table[column.name][row]) for column in shown] for row in chosen]
    return PageTable(caption, shown, cells)
