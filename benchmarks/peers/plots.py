"""Pictures of what was measured, drawn by hand: an SVG is a few lines of text."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

__all__ = ["bars", "growth"]

_COLOURS = {
    "tts-core": "#0a7f5a",
    "kitten": "#0a7f5a",
    "floor": "#8a8f98",
    "reference": "#c05a2b",
    "sherpa": "#3b6fb6",
    "kokoro": "#8456a8",
    "espeak": "#b5892e",
}
_INK, _PALE = "#1c2024", "#d6d9dd"
_PANEL, _HEIGHT, _LEFT, _TOP, _GAP = 280, 230, 62, 58, 82


def bars(path: Path, values: Mapping[str, float], title: str) -> None:
    """Draw *values* as bars, the longest the full width."""
    most = max(values.values())
    height = 44 + 30 * len(values)
    parts = [*_opened(720, height), _text(12, 24, title, 15)]
    for index, (name, value) in enumerate(values.items()):
        y = 40 + 30 * index
        width = 400 * value / most
        parts += [
            _text(12, y + 16, name),
            f'<rect x="230" y="{y}" width="{width:.1f}" height="22" fill="{_colour(name)}"/>',
            _text(238 + width, y + 16, f"{value:.2f}"),
        ]
    path.write_text("\n".join([*parts, "</svg>"]) + "\n", "utf-8")


def growth(
    path: Path, panels: Mapping[str, Mapping[str, Sequence[tuple[float, float]]]], title: str, across: str
) -> None:
    """
    Draw lines in panels side by side, both axes logarithmic.

    Behind each line is a pale one that begins with it and grows as its x does: what grows in proportion lies
    on it, what stays the same leaves it at once.
    """
    width = _LEFT + len(panels) * (_PANEL + _GAP) - _GAP + 20
    parts = [*_opened(width, _TOP + _HEIGHT + 74), _text(12, 24, title, 15)]
    for index, (name, lines) in enumerate(panels.items()):
        left = _LEFT + index * (_PANEL + _GAP)
        parts += [*_panel(left, name, lines), _text(left, _TOP + _HEIGHT + 38, across, 12)]
    for index, name in enumerate(next(iter(panels.values()))):
        x, y = _LEFT + 130 * index, _TOP + _HEIGHT + 60
        parts += [f'<rect x="{x}" y="{y - 10}" width="12" height="12" fill="{_colour(name)}"/>']
        parts += [_text(x + 18, y, name)]
    parts += [_text(_LEFT + _PANEL + _GAP, _TOP + _HEIGHT + 60, "dashed: in proportion to the text", 12)]
    path.write_text("\n".join([*parts, "</svg>"]) + "\n", "utf-8")


def _panel(left: int, name: str, lines: Mapping[str, Sequence[tuple[float, float]]]) -> list[str]:
    points = [point for line in lines.values() for point in line]
    x_from, x_to = _decades(x for x, _ in points)
    y_from, y_to = _decades(y for _, y in points)

    def at(x: float, y: float) -> tuple[float, float]:
        across = (math.log10(x) - x_from) / (x_to - x_from)
        up = (math.log10(y) - y_from) / (y_to - y_from)
        return left + _PANEL * across, _TOP + _HEIGHT * (1 - up)

    parts = [_text(left, _TOP - 12, name)]
    for decade in range(y_from, y_to + 1):
        _, y = at(10**x_from, 10.0**decade)
        parts += [
            _line([(left, y), (left + _PANEL, y)], _PALE),
            _text(left - 8, y + 4, _short(decade), 11, "end"),
        ]
    for decade in range(x_from, x_to + 1):
        x, _ = at(10.0**decade, 10**y_from)
        parts += [_line([(x, _TOP), (x, _TOP + _HEIGHT)], _PALE)]
        parts += [_text(x, _TOP + _HEIGHT + 16, _short(decade), 11, "middle")]
    for each, line in lines.items():
        (x, y), room = line[0], 10.0**y_to
        last = min(line[-1][0], x * room / y)
        parts += [
            _line([at(x, y), at(last, y * last / x)], _colour(each), 'stroke-dasharray="3 4" opacity="0.5"')
        ]
        parts += [_line([at(*point) for point in line], _colour(each), 'stroke-width="2"')]
        dots = [at(*point) for point in line]
        parts += [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3.5" fill="{_colour(each)}"/>' for x, y in dots]
    return parts


def _decades(values: Iterable[float]) -> tuple[int, int]:
    logs = [math.log10(each) for each in values]
    least = math.floor(min(logs))
    return least, max(math.ceil(max(logs)), least + 1)


def _short(decade: int) -> str:
    for step, sign in ((6, "M"), (3, "k"), (0, "")):
        if decade >= step:
            return f"{10 ** (decade - step)}{sign}"
    return f"{10.0**decade:g}"


def _opened(width: int, height: int) -> list[str]:
    return [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" font-family="sans-serif">',
        f'<rect width="{width}" height="{height}" fill="#ffffff"/>',
    ]


def _text(x: float, y: float, said: str, size: int = 13, anchor: str = "start") -> str:
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size}" fill="{_INK}" text-anchor="{anchor}">{said}</text>'
    )


def _line(points: Iterable[tuple[float, float]], colour: str, more: str = "") -> str:
    drawn = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    return f'<polyline points="{drawn}" fill="none" stroke="{colour}" {more}/>'


def _colour(name: str) -> str:
    return next((each for key, each in _COLOURS.items() if name.startswith(key)), "#8a8f98")
