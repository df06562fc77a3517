"""What was measured, as a table to read, a picture to look at, and numbers to compare with later."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from .rounds import Ratio

__all__ = ["GOALS", "as_json", "plot", "table"]

GOALS: dict[str, tuple[str, str, float]] = {
    "reference": ("throughput, 5,000 characters, against the reference", "≥", 1.6),
    "sherpa": ("throughput against sherpa-onnx, the better of its thread settings", "≥", 1.15),
    "floor": ("throughput against the best arrangement of the bare session", "≥", 0.97),
    "first": ("first audio, 400 characters, against the reference's stream", "≤", 0.35),
    "first at any length": ("first audio, 5,000 characters, against ours at 400", "≤", 1.05),
    "first against bare": ("first audio, 5,000 characters, against a bare run of 40", "≤", 1.15),
    "beside the runs": ("everything that is no run of the graph, of the processor time", "≤", 0.03),
    "espeak plugin": ("espeak, 5,000 characters, the plugin against the bare library", "≤", 1.10),
    "espeak front door": ("the same through the front door", "≤", 1.10),
    "cold start": ("cold start to first audio, 60 characters, against the reference", "≤", 0.5),
    "memory": ("peak memory of the book against the chapter", "≤", 1.1),
    "front end": ("text front end, ms for 1,000 characters", "≤", 2.0),
}
"""What is held against a goal: its name, which way, and how much."""
_COLOURS = {"tts-core": "#0a7f5a", "floor": "#8a8f98", "reference": "#c05a2b", "sherpa": "#3b6fb6"}


def table(head: Mapping[str, str], found: Mapping[str, Ratio], rows: list[dict[str, str]]) -> str:
    """Write the Markdown."""
    lines = ["| | |", "|---|---|", *(f"| {name} | {value} |" for name, value in head.items()), ""]
    lines += ["| measure | goal | median | from | to | |", "|---|---|---|---|---|---|"]
    for key, (name, way, goal) in GOALS.items():
        if key in found:
            one = found[key]
            met = one.median >= goal if way == "≥" else one.median <= goal
            lines.append(
                f"| {name} | {way} {goal} | {one.median:.3g} | {one.least:.3g} | {one.most:.3g} "
                f"| {'met' if met else 'not met'} |"
            )
    if rows:
        lines += ["", f"| {' | '.join(rows[0])} |", f"|{'---|' * len(rows[0])}"]
        lines += [f"| {' | '.join(row.values())} |" for row in rows]
    return "\n".join(lines) + "\n"


def as_json(head: Mapping[str, str], found: Mapping[str, Ratio]) -> str:
    """Write the numbers."""
    numbers: dict[str, Any] = {
        name: {"median": round(one.median, 4), "least": round(one.least, 4), "most": round(one.most, 4)}
        for name, one in found.items()
    }
    return json.dumps({"machine": dict(head), "ratios": numbers}, indent=1) + "\n"


def plot(path: Path, bars: Mapping[str, float], title: str) -> None:
    """Draw *bars* as an SVG, the longest the full width."""
    most = max(bars.values())
    height = 44 + 30 * len(bars)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 720 {height}" font-family="sans-serif">',
        f'<rect width="720" height="{height}" fill="#ffffff"/>',
        f'<text x="12" y="24" font-size="15" fill="#1c2024">{title}</text>',
    ]
    for index, (name, value) in enumerate(bars.items()):
        y = 40 + 30 * index
        colour = next((each for key, each in _COLOURS.items() if name.startswith(key)), "#8a8f98")
        width = 400 * value / most
        parts += [
            f'<text x="12" y="{y + 16}" font-size="13" fill="#1c2024">{name}</text>',
            f'<rect x="230" y="{y}" width="{width:.1f}" height="22" fill="{colour}"/>',
            f'<text x="{238 + width:.1f}" y="{y + 16}" font-size="13" fill="#1c2024">{value:.2f}</text>',
        ]
    path.write_text("\n".join([*parts, "</svg>"]) + "\n", "utf-8")
