"""Plots over the tidy result tables. Nothing is computed here, and nothing is shown unasked.

matplotlib is imported where it is needed: it is an optional extra.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from ._peerpath import Table

# Okabe and Ito's colours, which colour-blind readers tell apart; the palest comes last.
COLOURS = ("#0072B2", "#E69F00", "#009E73", "#D55E00", "#CC79A7", "#56B4E9", "#555555", "#F0E442")
STYLES = ("-", "--", ":", "-.")
WIDTH = 6.4
LONGEST_LABEL = 34

Columns = dict[str, list[Any]]


def coverage(table: Table, threshold: int, level: float, ax: Axes | None = None) -> Axes:
    """Dots with intervals: a line per item, a colour per group, the first item on top."""
    rows = table.to_dict()
    items = _distinct(rows["item"])
    groups = _distinct(rows["group"]) if "group" in rows else [None]
    axes = _axes(ax, 1.2 + len(items) * max(0.34, 0.13 * len(groups) + 0.1))
    step = min(0.16, 0.7 / len(groups))
    for index, group in enumerate(groups):
        chosen = [row for row in _rows(rows, group=group) if rows["share"][row] is not None]
        shift = step * (index - (len(groups) - 1) / 2)
        places = [items.index(rows["item"][row]) + shift for row in chosen]
        shares = [rows["share"][row] for row in chosen]
        below = [rows["share"][row] - rows["lower"][row] for row in chosen]
        above = [rows["upper"][row] - rows["share"][row] for row in chosen]
        axes.errorbar(
            shares,
            places,
            xerr=[below, above],
            fmt="o",
            markersize=4,
            linewidth=1.4,
            color=COLOURS[index % len(COLOURS)],
            label=group,
        )
    for line in range(1, len(items)):
        axes.axhline(line - 0.5, color="#dddddd", linewidth=0.7, zorder=0)
    axes.set_yticks(range(len(items)), [_label(item) for item in items])
    axes.set_ylim(len(items) - 0.5, -0.5)
    axes.tick_params(axis="y", length=0)
    axes.set_xlim(0, 1)
    _percent(axes.xaxis)
    axes.set_xlabel(f"share who rate coverage {threshold} or more ({100 * level:.4g}% intervals)")
    _plain(axes)
    if groups != [None]:
        _legend_above(axes, len(groups))
    return axes


def agreement_map(table: Table, measure: str, ax: Axes | None = None) -> Axes:
    """A square for every two raters, the darker the more they agree; white where they share none."""
    rows = table.to_dict()
    raters = _distinct(rows["rater"] + rows["other"])
    places = {rater: place for place, rater in enumerate(raters)}
    cells = [[float("nan")] * len(raters) for _ in raters]
    for one, other, value in zip(rows["rater"], rows["other"], rows[measure], strict=True):
        if value is not None:
            cells[places[one]][places[other]] = cells[places[other]][places[one]] = value
    axes = _axes(ax, 1.4 + 0.95 * WIDTH * 0.8)
    low = min((value for value in rows[measure] if value is not None), default=0)
    image = axes.imshow(cells, cmap="Blues", vmin=min(low, 0.9), vmax=1)
    size = 9 if len(raters) <= 20 else 6
    axes.set_xticks(range(len(raters)), [_label(rater) for rater in raters], rotation=90, size=size)
    axes.set_yticks(range(len(raters)), [_label(rater) for rater in raters], size=size)
    axes.tick_params(length=0)
    for side in axes.spines.values():
        side.set_visible(False)
    axes.figure.colorbar(image, ax=axes, shrink=0.8, label=measure)
    return axes


def disagreement(table: Table, most: int, alpha: float, ax: Axes | None = None) -> Axes:
    """A bar per unit as long as its effect, the most divided on top, with the groups at its ends."""
    rows = table.to_dict()
    tested = [row for row, effect in enumerate(rows["effect"]) if effect is not None]
    shown = sorted(tested, key=lambda row: -rows["effect"][row])[:most]
    axes = _axes(ax, 1.2 + 0.34 * max(1, len(shown)))
    small = [(rows["p_adjusted"][row] or 0) < alpha for row in shown]
    axes.barh(
        range(len(shown)),
        [rows["effect"][row] for row in shown],
        color=[COLOURS[0] if dark else "#b8cfe0" for dark in small],
        height=0.62,
    )
    for place, row in enumerate(shown):
        high, low = rows["highest"][row], rows["lowest"][row]
        if high is not None:
            text = f" {_label(high)} > {_label(low)}"
            axes.text(rows["effect"][row], place, text, va="center", size=8, color="#333333")
    axes.set_yticks(range(len(shown)), [_label(rows["unit"][row]) for row in shown])
    axes.set_ylim(len(shown) - 0.4, -0.6)
    axes.set_xlim(0, 1)
    axes.tick_params(axis="y", length=0)
    name = next((rows["effect_name"][row] for row in shown), "effect")
    axes.set_xlabel(f"{name.replace('_', ' ')} (dark: adjusted p below {alpha:g})")
    _plain(axes)
    return axes


def profiles(table: Table, ax: Axes | None = None) -> Axes:
    """A line per class over the items; of categorical classes the mean rating."""
    rows = table.to_dict()
    items = _distinct(rows["item"])
    axes = _axes(ax, 4.0)
    for index, name in enumerate(_distinct(rows["class"])):
        chosen = _rows(rows, **{"class": name})
        means = [0.0] * len(items)
        for row in chosen:
            place = items.index(rows["item"][row])
            if "mean" in rows:
                means[place] = rows["mean"][row]
            else:
                means[place] += rows["rating"][row] * rows["probability"][row]
        axes.plot(
            range(len(items)),
            means,
            marker="o",
            markersize=4,
            linewidth=1.6,
            color=COLOURS[index % len(COLOURS)],
            label=f"class {name} ({100 * rows['share'][chosen[0]]:.0f}%)",
        )
    turned = 45 if max(map(len, items)) * len(items) > 60 else 0
    axes.set_xticks(
        range(len(items)),
        [_label(item) for item in items],
        rotation=turned,
        ha="right" if turned else "center",
    )
    axes.set_ylabel("mean rating")
    axes.margins(y=0.08)
    _plain(axes)
    _legend_above(axes, len(_distinct(rows["class"])))
    return axes


def state_probabilities(
    table: Table, unit: str | None, level: float, state: str | None, ax: Axes | None = None
) -> Axes:
    """Step curves: a colour per state with bands, and a line style per group without.

    Of one state: a colour per group, with bands.
    """
    rows = table.to_dict()
    states = _distinct(rows["state"]) if state is None else [state]
    groups = _distinct(rows["group"]) if "group" in rows else [None]
    by_group = state is not None and groups != [None]
    banded = by_group or groups == [None]
    axes = _axes(ax, 4.2)
    for index, name in enumerate(states):
        for number, group in enumerate(groups):
            chosen = _rows(rows, group=group, state=name)
            times = [rows["time"][row] for row in chosen]
            colour = COLOURS[(number if by_group else index) % len(COLOURS)]
            axes.step(
                times,
                [rows["probability"][row] for row in chosen],
                where="post",
                color=colour,
                linestyle="-" if by_group else STYLES[number % len(STYLES)],
                linewidth=1.6,
                label=group if by_group else name if number == 0 else None,
            )
            if banded:
                # A probability of 0 or 1 may have no interval: the band has a gap there.
                axes.fill_between(
                    times,
                    _numbers(rows["lower"], chosen),
                    _numbers(rows["upper"], chosen),
                    step="post",
                    color=colour,
                    alpha=0.16,
                    linewidth=0,
                )
    entries = len(groups) if by_group else len(states)
    if not banded:
        for number, group in enumerate(groups):
            axes.plot([], [], color="#333333", linestyle=STYLES[number % len(STYLES)], label=group)
        entries += len(groups)
    axes.set_ylim(0, 1)
    axes.set_xlim(left=min(rows["time"], default=0))
    _percent(axes.yaxis)
    axes.set_xlabel("time" if unit is None else f"time ({unit})")
    bands = f" ({100 * level:.4g}% bands)" if banded else ""
    axes.set_ylabel(f"probability{'' if state is None else f' of {state}'}{bands}")
    _plain(axes)
    _legend_above(axes, entries)
    return axes


def _axes(ax: Axes | None, height: float) -> Axes:
    if ax is not None:
        return ax
    try:
        from matplotlib.figure import Figure
    except ImportError as cause:
        raise ImportError("plot() needs matplotlib: pip install peerpath[plot]") from cause
    # A figure of its own, not of pyplot: nothing stays open, and a notebook shows it once.
    return Figure(figsize=(WIDTH, height), layout="constrained").subplots()


def _distinct(values: Sequence[Any]) -> list[Any]:
    return list(dict.fromkeys(values))


def _rows(rows: Columns, **wanted: Any) -> list[int]:
    def matches(row: int) -> Iterator[bool]:
        return (rows[name][row] == value for name, value in wanted.items() if name in rows)

    return [row for row in range(len(next(iter(rows.values())))) if all(matches(row))]


def _numbers(values: Sequence[float | None], chosen: Sequence[int]) -> list[float]:
    return [float("nan") if values[row] is None else float(values[row] or 0) for row in chosen]


def _percent(axis: Any) -> None:
    from matplotlib.ticker import PercentFormatter

    axis.set_major_formatter(PercentFormatter(xmax=1, decimals=0))


def _plain(axes: Axes) -> None:
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)


def _legend_above(axes: Axes, entries: int) -> None:
    axes.legend(
        ncols=min(4, entries),
        frameon=False,
        loc="lower left",
        bbox_to_anchor=(0, 1),
        borderaxespad=0.2,
        fontsize="small",
        columnspacing=1.2,
    )


def _label(item: str) -> str:
    return item if len(item) <= LONGEST_LABEL else item[: LONGEST_LABEL - 1] + "…"
