"""Figures of the report, as inline SVG that reads well 400 pixels wide.

They draw tidy tables; no number is computed here.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from .layout import Columns, plain

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

# Okabe and Ito's palette: told apart by colour-blind readers too.
COLOURS = ("#0072B2", "#E69F00", "#009E73", "#CC79A7", "#56B4E9", "#D55E00", "#7A7A7A", "#F0E442")
# Who was not seen at a wave, in figures and tables.
NOT_SEEN = "not seen"
VERDICT_COLOURS = {"met": "#009E73", "unknown": "#B8B8B8", "unmet": "#D55E00"}
# A phone shows this many inches without shrinking the letters.
WIDTH = 4.3
STYLE: Any = {
    "font.family": "sans-serif",
    "font.size": 9,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.titlesize": 9,
    "axes.titlelocation": "left",
    "svg.fonttype": "none",
    # Fixed ids and no date: the same tables make the same bytes.
    "svg.hashsalt": "peerpath",
    "figure.constrained_layout.use": True,
}


def svg(height: float, label: str, caption: str | None, draw: Callable[[Figure], None]) -> str:
    """An SVG element with ``label`` as its text alternative and ``caption`` inside the picture."""
    import matplotlib
    from matplotlib.figure import Figure as NewFigure

    with matplotlib.rc_context(STYLE):
        figure = NewFigure(figsize=(WIDTH, height))
        draw(figure)
        if caption:
            figure.supxlabel(caption, fontsize=7.5, color="#8a3b00", x=0.01, ha="left")
        text = io.StringIO()
        figure.savefig(text, format="svg", metadata={"Date": None, "Creator": None})
    body = text.getvalue()
    body = body[body.index("<svg") :]
    described = f'<svg role="img" aria-label="{_attribute(label)}"'
    return _distinct_ids(body.replace("<svg", described, 1), label)


def verdicts(rows: Columns, caption: str | None) -> str:
    """Shares of met, unknown and unmet, a bar per standard."""

    def draw(figure: Figure) -> None:
        axes = figure.subplots()
        names = rows["standard"]
        places = range(len(names))
        left = [0.0] * len(names)
        for verdict, colour in VERDICT_COLOURS.items():
            shares = [n / of if of else 0.0 for n, of in zip(rows[verdict], rows["n"], strict=True)]
            axes.barh(places, shares, left=left, color=colour, label=verdict, height=0.62)
            for place, share, start, n in zip(places, shares, left, rows[verdict], strict=True):
                if share > 0.07:
                    axes.text(
                        start + share / 2, place, str(n), ha="center", va="center", fontsize=8
                    )
            left = [a + b for a, b in zip(left, shares, strict=True)]
        axes.set_yticks(list(places), names)
        axes.invert_yaxis()
        _percent(axes.xaxis)
        axes.set_xlim(0, 1)
        axes.set_xlabel("share of applicants (counts in the bars)")
        axes.legend(ncols=3, frameon=False, loc="lower left", bbox_to_anchor=(0, 1), borderpad=0)

    height = 1.3 + 0.36 * len(rows["standard"])
    return svg(height, "Share of applicants who meet each standard", caption, draw)


def coverage(rows: Columns, threshold: float, caption: str | None) -> str:
    """Dots with intervals: a line per item, a colour per group."""
    items = list(dict.fromkeys(rows["item"]))
    groups = list(dict.fromkeys(rows["group"])) if "group" in rows else [None]

    def draw(figure: Figure) -> None:
        axes = figure.subplots()
        step = 0.7 / len(groups)
        for index, group in enumerate(groups):
            chosen = [
                row
                for row in range(len(rows["item"]))
                if (group is None or rows["group"][row] == group) and rows["share"][row] is not None
            ]
            places = [
                items.index(rows["item"][row]) - 0.35 + step * (index + 0.5) for row in chosen
            ]
            shares = [rows["share"][row] for row in chosen]
            below = [rows["share"][row] - rows["lower"][row] for row in chosen]
            above = [rows["upper"][row] - rows["share"][row] for row in chosen]
            axes.errorbar(
                shares,
                places,
                xerr=[below, above],
                fmt="o",
                markersize=3.2,
                linewidth=1.1,
                color=COLOURS[index % len(COLOURS)],
                label=group,
            )
        for place in range(1, len(items)):
            axes.axhline(place - 0.5, color="#e4e4e4", linewidth=0.7, zorder=0)
        axes.set_yticks(range(len(items)), [_wrapped(item.replace("_", " "), 18) for item in items])
        axes.tick_params(axis="y", length=0)
        axes.set_ylim(len(items) - 0.5, -0.5)
        _percent(axes.xaxis)
        axes.set_xlabel(f"share who rate coverage {threshold:g} or more")
        if groups != [None]:
            axes.legend(
                ncols=min(4, len(groups)),
                frameon=False,
                loc="lower left",
                bbox_to_anchor=(0, 1),
                borderpad=0,
                handletextpad=0.2,
                columnspacing=1,
            )

    height = 1.1 + len(items) * max(0.3, 0.085 * len(groups) + 0.06)
    return svg(height, "Share of graduates who rate each competency as covered", caption, draw)


def state_probabilities(rows: Columns, unit: str, caption: str | None) -> str:
    """A panel per state: the probability over time with its band, a colour per group."""
    states = list(dict.fromkeys(rows["state"]))
    groups = list(dict.fromkeys(rows["group"])) if "group" in rows else [None]
    lines = -(-len(states) // 2)

    def draw(figure: Figure) -> None:
        grid = figure.subplots(lines, 2, sharex=True, sharey=True, squeeze=False)
        for axes, state in zip(grid.flat, states, strict=False):
            for index, group in enumerate(groups):
                chosen = [
                    row
                    for row in range(len(rows["state"]))
                    if rows["state"][row] == state
                    and (group is None or rows["group"][row] == group)
                    and rows["probability"][row] is not None
                ]
                colour = COLOURS[index % len(COLOURS)]
                times = [rows["time"][row] for row in chosen]
                axes.step(
                    times,
                    [rows["probability"][row] for row in chosen],
                    where="post",
                    color=colour,
                    linewidth=1.2,
                    label=group,
                )
                _band(axes, rows, chosen, colour)
            axes.set_title(state)
        for axes in list(grid.flat)[len(states) :]:
            axes.set_visible(False)
        _percent(grid[0][0].yaxis)
        grid[0][0].set_ylim(0, None)
        for axes in grid[-1]:
            axes.set_xlabel(unit)
        if groups != [None]:
            handles, labels = grid[0][0].get_legend_handles_labels()
            figure.legend(
                handles, labels, ncols=min(4, len(groups)), frameon=False, loc="outside upper left"
            )

    height = 0.6 + 1.35 * lines
    return svg(height, "Probability of being in each state over time, with bands", caption, draw)


def flows(rows: Columns, caption: str | None) -> str:
    """Who went where from wave to wave: bars per wave, ribbons between them."""
    from matplotlib.patches import PathPatch
    from matplotlib.path import Path

    steps = list(dict.fromkeys(zip(rows["from"], rows["to"], strict=True)))
    waves = [steps[0][0], *[to for _, to in steps]]
    names = [name for name in dict.fromkeys([*rows["origin"], *rows["target"]]) if name != NOT_SEEN]
    colours = {name: COLOURS[index % len(COLOURS)] for index, name in enumerate(names)}
    colours[NOT_SEEN] = "#D0D0D0"
    names.append(NOT_SEEN)

    def draw(figure: Figure) -> None:
        axes = figure.subplots()
        width = 0.14
        moves_of = [
            [
                (rows["origin"][row], rows["target"][row], rows["n"][row])
                for row in range(len(rows["n"]))
                if (rows["from"][row], rows["to"][row]) == step and rows["n"][row]
            ]
            for step in steps
        ]
        bars = _bars(moves_of, names)
        highest = max(low + size for bar in bars for low, size in bar.values())
        for place, bar in enumerate(bars):
            for name, (low, size) in bar.items():
                axes.bar(place, size, bottom=low, width=width, color=colours[name])
                if size > 0.04 * highest:
                    axes.text(
                        place, low + size / 2, str(size), ha="center", va="center", fontsize=7.5
                    )
        for position, moves in enumerate(moves_of):
            out = {name: low for name, (low, _) in bars[position].items()}
            into = {name: low for name, (low, _) in bars[position + 1].items()}
            order = sorted(moves, key=lambda move: (names.index(move[0]), names.index(move[1])))
            for origin, target, n in order:
                a, b = out[origin], into[target]
                out[origin], into[target] = a + n, b + n
                x0, x1 = position + width / 2, position + 1 - width / 2
                middle = (x0 + x1) / 2
                corners = [
                    (x0, a),
                    (middle, a),
                    (middle, b),
                    (x1, b),
                    (x1, b + n),
                    (middle, b + n),
                    (middle, a + n),
                    (x0, a + n),
                    (x0, a),
                ]
                codes = [
                    Path.MOVETO,
                    *[Path.CURVE4] * 3,
                    Path.LINETO,
                    *[Path.CURVE4] * 3,
                    Path.CLOSEPOLY,
                ]
                axes.add_patch(
                    PathPatch(Path(corners, codes), facecolor=colours[origin], alpha=0.28, lw=0)
                )
        axes.set_xticks(range(len(waves)), [plain(wave) for wave in waves])
        axes.set_yticks([])
        axes.spines["left"].set_visible(False)
        axes.spines["bottom"].set_visible(False)
        axes.tick_params(axis="x", length=0)
        handles = [_patch(colours[name], name) for name in names]
        figure.legend(
            handles=handles,
            ncols=3,
            frameon=False,
            loc="outside upper left",
            handlelength=1,
            columnspacing=1,
        )

    return svg(4.2, "Moves between states from wave to wave", caption, draw)


def _patch(colour: str, label: str) -> Any:
    from matplotlib.patches import Patch

    return Patch(color=colour, label=label)


def _bars(
    moves_of: Sequence[Sequence[tuple[str, str, int]]], names: Sequence[str]
) -> list[dict[str, tuple[int, int]]]:
    """For each wave and state where its bar starts and how high it is: as high as all who come, or
    all who go on, whichever are more. They differ for those not seen, who mostly stay away."""
    bars: list[dict[str, tuple[int, int]]] = []
    for wave in range(len(moves_of) + 1):
        coming = moves_of[wave - 1] if wave > 0 else []
        going = moves_of[wave] if wave < len(moves_of) else []
        bar: dict[str, tuple[int, int]] = {}
        low = 0
        for name in names:
            size = max(
                sum(n for _, target, n in coming if target == name),
                sum(n for origin, _, n in going if origin == name),
            )
            if size:
                bar[name] = (low, size)
                low += size
        bars.append(bar)
    return bars


def _band(axes: Axes, rows: Columns, chosen: Sequence[int], colour: str) -> None:
    """The interval, where there is one (a probability of exactly 0 or 1 has none)."""
    known = [row for row in chosen if rows["lower"][row] is not None]
    if known:
        axes.fill_between(
            [rows["time"][row] for row in known],
            [rows["lower"][row] for row in known],
            [rows["upper"][row] for row in known],
            step="post",
            color=colour,
            alpha=0.2,
            linewidth=0,
        )


def _percent(axis: Any) -> None:
    from matplotlib.ticker import PercentFormatter

    axis.set_major_formatter(PercentFormatter(xmax=1, decimals=0))


def _wrapped(text: str, width: int) -> str:
    import textwrap

    return "\n".join(textwrap.wrap(text, width)[:2])


def _attribute(text: str) -> str:
    return text.replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;")


def _distinct_ids(body: str, label: str) -> str:
    """Ids made distinct: several figures share one page."""
    prefix = re.sub(r"\W+", "-", label.lower())[:24]
    body = re.sub(r'\bid="([^"]+)"', rf'id="{prefix}-\1"', body)
    body = re.sub(r"url\(#([^)]+)\)", rf"url(#{prefix}-\1)", body)
    return re.sub(r'xlink:href="#([^"]+)"', rf'xlink:href="#{prefix}-\1"', body)
