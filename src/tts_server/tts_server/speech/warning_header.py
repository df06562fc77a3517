"""Warnings as a header."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["HEADER", "warning_headers"]

HEADER = "x-tts-warning"
MOST = 10
LONGEST = 200


def warning_headers(warnings: Iterable[str]) -> dict[str, str]:
    """
    Put *warnings* into one header, separated by "; ".

    A header holds plain ASCII only and has to stay short; what is left out is counted.
    """
    told = list(dict.fromkeys(warnings))
    if not told:
        return {}
    shown = [_plain(warning) for warning in told[:MOST]]
    if len(told) > MOST:
        shown.append(f"and {len(told) - MOST} more")
    return {HEADER: "; ".join(shown)}


def _plain(text: str) -> str:
    line = " ".join(text.split()).encode("ascii", "backslashreplace").decode("ascii")
    line = "".join(each if each.isprintable() else "?" for each in line)
    return line if len(line) <= LONGEST else f"{line[:LONGEST]}..."
