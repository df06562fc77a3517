"""When each character of a text sounds, as far as the times of its words tell."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tts_core import Word

__all__ = ["alignment"]


def alignment(
    text: str, span: tuple[int, int], words: Sequence[Word], start: float, end: float
) -> dict[str, Any]:
    """
    Share the time from *start* to *end* out among the characters of *text*, which is at *span* of the whole.

    A word's time belongs to its characters in equal parts, and the time between two words to what stands
    between them.
    """
    times: list[float] = []
    at, now = span[0], start
    for word in words:
        first, last = max(at, word.span[0]), min(word.span[1], span[1])
        times += _shared(now, max(now, word.start), first - at)
        times += _shared(max(now, word.start), max(now, word.end), last - first)
        at, now = max(at, last), max(now, word.end)
    times += _shared(now, max(now, end), span[1] - at)
    ends = [*times[1:], max(now, end)]
    return {
        "characters": list(text),
        "character_start_times_seconds": [round(each, 4) for each in times],
        "character_end_times_seconds": [round(each, 4) for each in ends[: len(times)]],
    }


def _shared(begin: float, end: float, count: int) -> list[float]:
    """Return when each of *count* characters begins that share a time."""
    return [begin + (end - begin) * index / count for index in range(count)]
