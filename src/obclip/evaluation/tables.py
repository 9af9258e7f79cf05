"""Rows as JSON, CSV and Markdown."""

import csv
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from .scores import REST
from .worlds import PORTRAITS

Row = dict[str, Any]


def write_tables(rows: Sequence[Row], out: Path, name: str, note: str, told: Sequence[str] = PORTRAITS.told) -> str:
    """Write `name`.json, .csv and .md to the folder `out` and return the Markdown."""
    (out / f"{name}.json").write_text(json.dumps(list(rows), indent=1) + "\n")
    flat = [_flat(row) for row in rows]
    with (out / f"{name}.csv").open("w", newline="") as file:
        writer = csv.DictWriter(file, sorted({key for row in flat for key in row}, key=_order(flat)), lineterminator="\n")
        writer.writeheader()
        writer.writerows(flat)
    text = markdown(rows, told) + f"\n{note}\n"
    (out / f"{name}.md").write_text(text)
    return text


def _order(flat: Sequence[Row]) -> Any:
    places: dict[str, int] = {}
    for row in flat:
        for key in row:
            places.setdefault(key, len(places))
    return places.__getitem__


def _flat(row: Row, before: str = "") -> Row:
    plain: Row = {}
    for key, value in row.items():
        if isinstance(value, dict):
            plain |= _flat(value, f"{before}{key}.")
        elif isinstance(value, list):
            plain |= {f"{before}{key}.{end}": part for end, part in zip(("low", "high"), value, strict=True)}
        else:
            plain[before + key] = value
    return plain


def markdown(rows: Sequence[Row], told: Sequence[str] = PORTRAITS.told) -> str:
    """A table with 95 % intervals in brackets."""
    told = [name for name in (*told, REST) if any(name in row["accuracy"] for row in rows)]
    faults = ["faults"] if any("faults" in row for row in rows) else []
    heads = ["mode", "k", "N", "server", "FID", "gap closed", "KID x 1000", "IS", "CLIP", *faults, *told]
    lines = ["| " + " | ".join(heads) + " |", "|" + "---|" * len(heads)]
    for row in rows:
        cells = [row["mode"], _k(row), f"{row['n']:g}", f"{row['server_multiple']:.2f}", _fid(row), _gap(row)]
        cells += [f"{1000 * row['kid']:.1f}", f"{row['inception_score']:.2f}", f"{row['clip']:.2f}"]
        cells += [_percent(row.get(name)) for name in faults] + [_percent(row["accuracy"].get(name)) for name in told]
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines) + "\n"


def _k(row: Row) -> str:
    return "" if row["switch_point"] is None else str(row["switch_point"])


def _fid(row: Row) -> str:
    low_high = row.get("fid_interval")
    return f"{row['fid']:.2f}" + (f" ({low_high[0]:.2f}–{low_high[1]:.2f})" if low_high else "")


def _gap(row: Row) -> str:
    return _percent(row["gap_closed"], 0) if "gap_closed" in row else ""


def _percent(rate: dict[str, float] | None, digits: int = 1) -> str:
    if rate is None:
        return ""
    mean, *ends = (f"{100 * rate[key]:.{digits}f}" for key in ("mean", "low", "high") if key in rate)
    return f"{mean} %" + (f" ({ends[0]}–{ends[1]})" if ends else "")
