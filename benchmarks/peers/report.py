"""What was measured, as a table to read and as numbers to compare with later."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from .measurement import Ratio
from .metrics import MEASURES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = ["as_json", "from_json", "head_of", "rows_of", "table"]


def table(head: Mapping[str, str], found: Mapping[str, Ratio], rows: list[dict[str, str]]) -> str:
    """Write the Markdown: the machine, the goals, who took how long, and the ratios that have no goal."""
    held = {key: measure for key, measure in MEASURES.items() if key in found}
    goals = [
        {
            "measure": measure.name,
            "goal": f"{measure.way} {measure.goal}",
            **_spread(found[key]),
            "": "met" if _met(found[key], measure.way, measure.goal) else "not met",
        }
        for key, measure in held.items()
        if measure.goal is not None
    ]
    free = [
        {"measure, without a goal": measure.name, "better": measure.way, **_spread(found[key])}
        for key, measure in held.items()
        if measure.goal is None
    ]
    return "\n".join([*head_of(head), *rows_of(goals), *rows_of(rows), *rows_of(free)]).rstrip("\n") + "\n"


def head_of(head: Mapping[str, str]) -> list[str]:
    """Write what was measured on."""
    return ["| | |", "|---|---|", *(f"| {name} | {value} |" for name, value in head.items()), ""]


def rows_of(rows: Sequence[Mapping[str, str]]) -> list[str]:
    """Write rows that have the same columns as a table of their own."""
    lines = [f"| {' | '.join(row.values())} |" for row in rows]
    if not rows:
        return []
    return [f"| {' | '.join(rows[0])} |", f"|{'---|' * len(rows[0])}", *lines, ""]


def as_json(head: Mapping[str, str], found: Mapping[str, Ratio]) -> str:
    """Write the numbers."""
    numbers: dict[str, Any] = {
        name: {"median": round(one.median, 4), "least": round(one.least, 4), "most": round(one.most, 4)}
        for name, one in found.items()
    }
    return json.dumps({"machine": dict(head), "ratios": numbers}, indent=1) + "\n"


def from_json(written: str) -> dict[str, Ratio]:
    """Read what `as_json` wrote."""
    return {name: Ratio(**numbers) for name, numbers in json.loads(written)["ratios"].items()}


def _spread(one: Ratio) -> dict[str, str]:
    return {"median": f"{one.median:.3g}", "from": f"{one.least:.3g}", "to": f"{one.most:.3g}"}


def _met(one: Ratio, way: str, goal: float) -> bool:
    return one.median >= goal if way == "≥" else one.median <= goal
