"""Plots of the tables, and contact sheets of the pictures that were kept."""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from PIL import Image

from obclip.device.sheet import Tile, grid
from obclip.errors import BadRequest

from .study import SHOWN, Study
from .verdicts import people_right
from .worlds import PORTRAITS, said

Row = dict[str, Any]
COLORS = {"oblivious": "#236e5a", "hybrid": "#c47a2c", "server-first": "#236e5a", "client-first": "#b2434f", "neutral-start": "#5b6bb0"}
COUNTS = {2: "#c47a2c", 6: "#5b6bb0", 30: "#236e5a"}
MARKERS = [*"sXPd^ov*<>Dph8H", *(f"${letter}$" for letter in "ABCDEFGHJKL")]
PLAIN = "#55555c"


def _axes(width: float = 6.4, height: float = 4.2, panels: int = 1) -> Any:
    """A figure, and its axes: one, or an array of several side by side."""
    try:
        from matplotlib.figure import Figure
    except ImportError:
        raise BadRequest('The plots need matplotlib: pip install "obclip[evaluate]".', code="missing_extra") from None
    figure = Figure(figsize=(width, height), dpi=130, layout="constrained")
    axes = figure.subplots(1, panels)
    for panel in figure.axes:
        panel.spines[["top", "right"]].set_visible(False)
        panel.grid(alpha=0.25)
    return figure, axes


def quality_against_cost(rows: Sequence[Row], file: Path) -> None:
    """FID against what the server computes, in plain generations (logarithmic from 0.2 on); below is better, left is cheaper."""
    figure, axes = _axes()
    for mode in dict.fromkeys(row["mode"] for row in rows):
        own = sorted((row for row in rows if row["mode"] == mode), key=lambda row: float(row["server_multiple"]))
        line = "o-" if mode in COLORS else "s" if mode == "cloud-only" else "o"
        axes.plot([row["server_multiple"] for row in own], [row["fid"] for row in own], line, color=COLORS.get(mode, PLAIN), label=mode)
        for row in own:
            if row["switch_point"] is not None:
                place = (row["server_multiple"], row["fid"])
                axes.annotate(f"k = {row['switch_point']}", place, xytext=(0, -14), textcoords="offset points", fontsize=7, ha="center")
    top = 1.15 * max(row["fid"] for row in rows)
    axes.set_xscale("symlog", linthresh=0.2)
    _mark_costs(axes, (0, 0.2, 0.5, 1, 2, 5, 10, 20), rows)
    axes.set(xlabel="server cost, in plain generations of the cloud model", ylabel="FID (lower is better)", ylim=(0, top))
    axes.legend(frameon=False, fontsize=8)
    figure.savefig(file)


def _mark_costs(axes: Any, ticks: Sequence[float], rows: Sequence[Row]) -> None:
    shown = [tick for tick in ticks if tick <= 2 * max(1, *(row["server_multiple"] for row in rows))]
    axes.set_xticks(shown, [f"{tick:g}" for tick in shown])
    axes.minorticks_off()


def share_of_the_server(rows: Sequence[Row], file: Path) -> None:
    """The paper's Figure 3a: FID over the share of the steps that the server runs, server first (as in a hybrid) and client first.

    Not written without such rows.
    """
    if not any(row["mode"] in ("server-first", "hybrid", "client-first") for row in rows):
        return
    figure, axes = _axes()
    ends = {row["mode"]: row["fid"] for row in rows if row["switch_point"] is None}
    for mode, names in (("server-first", ("server-first", "hybrid")), ("client-first", ("client-first",))):
        own = sorted((row for row in rows if row["mode"] in names), key=lambda row: int(row["switch_point"]))
        if not own:
            continue
        shares = [0.0, *(row["server_multiple"] for row in own), 1.0]
        values = [ends.get("device-only"), *(row["fid"] for row in own), ends.get("cloud-only")]
        axes.plot(shares, values, "o-", color=COLORS[mode], label=mode)
    axes.set(xlabel="share of the steps that the server runs", ylabel="FID (lower is better)")
    axes.set_ylim(0, 1.15 * axes.dataLim.ymax)
    axes.legend(frameon=False)
    figure.savefig(file)


def wrong_for_long(rows: Sequence[Row], file: Path, people: tuple[str, ...] = PORTRAITS.people) -> None:
    """The paper's Figure 4: what is left of the prompted attributes after k steps with another person's words."""
    figure, axes = _axes()
    begin = [row for row in rows if row["mode"] == "cloud-only"]
    own = [*begin, *sorted((row for row in rows if row["mode"] == "wrong-prompt"), key=lambda row: int(row["switch_point"]))]
    steps = [row["switch_point"] or 0 for row in own]
    for name in people:
        if all(name in row["accuracy"] for row in own):
            axes.plot(steps, [100 * row["accuracy"][name]["mean"] for row in own], "o-", label=name)
    axes.set(xlabel="steps with the wrong prompt", ylabel="pictures as prompted in the end, %", ylim=(0, 102))
    axes.legend(frameon=False)
    figure.savefig(file)


def pareto(rows: Sequence[Row], file: Path, people: tuple[str, ...] = PORTRAITS.people) -> None:
    """Sensitive attributes as prompted, and FID, against what the server executes (logarithmic).

    A marker a plan, a colour a number of candidates (grey: one), full for the largest switch point and hollow for smaller ones.
    Control h stands once for each number of candidates, at what so many of it cost.
    """
    figure, panels = _axes(11.5, 4.6, panels=2)
    shown = [row for row in for_all_candidates(rows) if row["server_multiple"] and people_right(row, people) is not None]
    markers = dict(zip(dict.fromkeys(row["mode"] for row in shown), MARKERS * len(shown), strict=False))
    latest = max((row["switch_point"] or 0 for row in shown), default=0)
    nearest = {n: min((abs(count - n), count) for count in COUNTS)[1] for n in sorted({row["n"] for row in shown}) if n > 1}
    for row in shown:
        color = COUNTS[nearest[row["n"]]] if row["n"] in nearest else PLAIN
        face = color if row["switch_point"] in (latest, None) else "none"
        for panel, value in zip(panels, (people_right(row, people), row["fid"]), strict=True):
            look = {"marker": markers[row["mode"]], "color": color, "markerfacecolor": face, "markersize": 6}
            panel.plot(row["server_multiple"], value, linestyle="", **look)
    for panel, name in zip(panels, (f"{said(people)} as prompted, mean, %", "FID (lower is better)"), strict=True):
        panel.set(xscale="log", xlabel="server cost, in plain generations", ylabel=name)
        limits = panel.get_xlim()
        _mark_costs(panel, (0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20), shown)
        panel.set_xlim(limits)
    for mode, marker in markers.items():
        panels[1].plot([], [], linestyle="", marker=marker, color=PLAIN, label=mode)
    for count in dict.fromkeys(nearest.values()):
        panels[1].plot([], [], "-", color=COUNTS[count], linewidth=4, label=f"about {count} candidates")
    if any(row["switch_point"] not in (latest, None) for row in shown):
        panels[1].plot([], [], "o", color=PLAIN, markerfacecolor="none", label=f"hollow: k below {latest}")
    figure.legend(*panels[1].get_legend_handles_labels(), loc="outside right", frameon=False, fontsize=7)
    figure.savefig(file)


def for_all_candidates(rows: Sequence[Row]) -> Iterator[Row]:
    """The rows; that of control h, which is drawn for one candidate, as often as there are numbers of candidates, each at its cost."""
    for row in rows:
        counts = {other["n"] for other in rows if other["switch_point"] == row["switch_point"] and other["n"] > 1}
        for n in sorted(counts) if row["mode"] == "half-steps" and counts else [1]:
            yield {**row, "n": n * row["n"], "server_multiple": n * row["server_multiple"]}


def contact_sheet(study: Study, file: Path, columns: int = 8) -> None:
    """A row a course, a column a prompt, one seed a column."""
    count = min(columns, SHOWN, len(study.items))
    tiles = []
    for place, course in enumerate(study.courses):
        for number in range(count):
            name = re.sub(r"-(?=[nk]\d|[a-z]+_)", " ", course.name)  # a place to break the line
            words = f"{name}: {study.items[number].prompt}" if place == 0 else name
            tiles.append(Tile(Image.open(study.picture(course, number)), words))
    grid(tiles, count, title=f"{study.lab.steps} steps; one prompt and seed a column", side=140, lines=4).save(file)
