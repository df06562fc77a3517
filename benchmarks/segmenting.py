"""
How fast text is cut into sentences, beside other libraries that are installed, in one run.

    python benchmarks/segmenting.py

Prints characters per second for prose of several sizes, for pysbd and spaCy's sentencizer where they can be
imported, and the cost per character of adversarial texts as a multiple of prose.
"""

from __future__ import annotations

import importlib
import importlib.util
import time
from typing import TYPE_CHECKING

from tts_core.text.segment import Segmenter, segment

if TYPE_CHECKING:
    from collections.abc import Callable

PROSE = (
    "Dr. Hill paid $3.50 for the book at 5 p.m. on Monday. It was a long and winding road, and nobody knew "
    "where it would end! Would they ever arrive? She said, “Perhaps.” An engine had been built in 1984 "
    "by J. R. Hall & Co. in the U.S., was\nstill running well; the others had\nbeen lost. Read it.\n\n"
)
ADVERSARIES = {
    '"a" * 1,000,000': "a" * 1_000_000,
    '"1" * 1,000,000': "1" * 1_000_000,
    '"(" * 100,000': "(" * 100_000,
    '"1/" * 100,000': "1/" * 100_000,
    '"a.b." * 100,000': "a.b." * 100_000,
    '"$" * 100,000': "$" * 100_000,
    '"." * 100,000': "." * 100_000,
    '". " * 100,000': ". " * 100_000,
    '"A. " * 100,000': "A. " * 100_000,
    '"1) " * 100,000': "1) " * 100_000,
    '"a\\n" * 100,000': "a\n" * 100_000,
    "bidi and combining marks": "\u202e\u0301\u05d0\u0627\u0308" * 50_000,
    "white space": " " * 1_000_000,
}


def prose(size: int) -> str:
    """Make prose of so many characters."""
    return (PROSE * (size // len(PROSE) + 1))[:size]


def rate(run: Callable[[str], object], text: str, *, seconds: float = 1.0) -> float:
    """Return the characters per second of the best run that fits the time."""
    best, spent = 0.0, 0.0
    while spent < seconds:
        start = time.perf_counter()
        run(text)
        taken = time.perf_counter() - start
        best, spent = max(best, len(text) / taken), spent + taken
    return best


def in_single_characters(text: str) -> None:
    """Segment as from a model that writes one character at a time."""
    segmenter = Segmenter()
    for sign in text:
        segmenter.feed(sign)
    segmenter.flush()


def others() -> dict[str, Callable[[str], object]]:
    """Find the other libraries that are installed."""
    found: dict[str, Callable[[str], object]] = {}
    if importlib.util.find_spec("pysbd"):
        pysbd = importlib.import_module("pysbd")
        found["pysbd"] = pysbd.Segmenter(language="en", clean=False).segment
    if importlib.util.find_spec("spacy"):
        spacy = importlib.import_module("spacy")
        pipeline = spacy.blank("en")
        pipeline.add_pipe("sentencizer")
        pipeline.max_length = 10_000_000
        found["spaCy sentencizer"] = lambda text: list(pipeline(text).sents)
    return found


def main() -> None:
    """Measure and print."""
    print(f"{'prose':24}{'characters':>12}{'characters/s':>16}")
    for size in (1_000, 10_000, 100_000, 1_000_000):
        print(f"{'tts_core':24}{size:>12,}{rate(lambda text: list(segment(text)), prose(size)):>16,.0f}")
    print(f"{'tts_core, by character':24}{100_000:>12,}{rate(in_single_characters, prose(100_000)):>16,.0f}")
    for name, run in others().items():
        print(f"{name:24}{20_000:>12,}{rate(run, prose(20_000)):>16,.0f}")

    base = rate(lambda text: list(segment(text)), prose(1_000_000))
    print(f"\n{'adversarial':32}{'ns per character':>18}{'× prose':>10}")
    for name, text in ADVERSARIES.items():
        here = rate(lambda each: list(segment(each)), text, seconds=0.3)
        print(f"{name:32}{1e9 / here:>18.1f}{base / here:>10.1f}")


if __name__ == "__main__":
    main()
