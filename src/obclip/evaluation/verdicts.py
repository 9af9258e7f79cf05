"""The paper's claims beside what came out here: a line each, computed from the rows of `obclip evaluate claims`."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from .worlds import PORTRAITS

Row = dict[str, Any]
HEAD = "| claim | in the paper | here |\n|---|---|---|\n"


def verdicts(rows: Sequence[Row], steps: int, people: Sequence[str] = PORTRAITS.people) -> list[tuple[str, str, str]]:
    """(claim, paper, here) of every claim and control whose rows are there."""
    found = {(row["mode"], row["switch_point"]): row for row in rows}
    lines, right = [], partial(_people, people=people)
    for k in _points(found, "server-first"):
        first, last = found["server-first", k], found.get(("client-first", k))
        if last:
            here = f"FID {first['fid']:.2f} server first, {last['fid']:.2f} client first"
            lines.append((f"server first beats client first, server {_share(k, steps)}", "better at low shares (Fig. 3)", here))
    for k in _points(found, "wrong-prompt"):
        here = f"{right(found['wrong-prompt', k])} as prompted; {right(found['cloud-only', None])} without"
        lines.append((f"a wrong prompt for {_share(k, steps)} can be corrected", "only below about 20 % (Fig. 4)", here))
    for k in _points(found, "restarted"):
        if ("server-first", k) in found:
            here = f"FID {found['server-first', k]['fid']:.2f} carried, {found['restarted', k]['fid']:.2f} restarted"
            lines.append((f"solver history carried at k = {k}", "not said", here))
    for mode, claim in (
        ("neutral-start", "control A: one neutral prompt in the cloud"),
        ("half-steps", "control h: half the cloud's steps"),
    ):
        for k in _points(found, mode):
            whole = found.get(("server-first", k))
            beside = f"; with all steps and the real prompt FID {whole['fid']:.2f}, {right(whole)}" if whole else ""
            here = f"FID {found[mode, k]['fid']:.2f}, {right(found[mode, k])}{beside}"
            lines.append((f"{claim}, k = {k}", "not tried", here))
    return lines


def as_markdown(lines: Sequence[tuple[str, str, str]]) -> str:
    """A table."""
    return HEAD + "".join(f"| {' | '.join(line)} |\n" for line in lines)


def _points(found: dict[tuple[str, int | None], Row], mode: str) -> list[int]:
    return sorted(k for name, k in found if name == mode and k is not None)


def _share(k: int, steps: int) -> str:
    return f"{100 * k / steps:.0f} % of the steps"


def people_right(row: Row, people: Sequence[str] = PORTRAITS.people) -> float | None:
    """Mean over the attributes of people, as far as they are stated, of the pictures as prompted, in per cent."""
    told = [row["accuracy"][name]["mean"] for name in people if name in row["accuracy"]]
    return 100 * sum(told) / len(told) if told else None


def _people(row: Row, people: Sequence[str]) -> str:
    right = people_right(row, people)
    return "unknown" if right is None else f"{right:.1f} %"
