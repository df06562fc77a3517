"""
What making a book costs beside the model: time and memory, the first time, again, and after an edit.

    python -m benchmarks longform
    python -m benchmarks longform 1 600              books of so many minutes instead of 6 and 60

The model hums at once, so that what is measured is the pipeline, the cache, and the encoder. Each
length runs in a process of its own, so that its memory is its own.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tts_core import Registry
    from tts_core.longform import Book

RATE = 24000
CHARACTERS_PER_SECOND = 15
SENTENCE = "In chapter {0}, paragraph {1}, somebody says a sentence of an ordinary length, number {2}."


def main(lengths: list[float]) -> int:
    """Print a line for each length and format, and return 1 if any could not be measured."""
    failed = 0
    print(f"a book of so many minutes at {RATE} Hz; times in × real time, memory beyond the imports\n")
    print(f"{'minutes':>8} {'format':8} {'first':>8} {'again':>8} {'edited':>8} {'check':>8} {'memory':>11}")
    for minutes in lengths:
        for name in ("wav", "m4b"):
            command = [sys.executable, __file__, str(minutes), name, "measure"]
            done = subprocess.run(command, capture_output=True, text=True, check=False)
            print(done.stdout.rstrip() or f"{name:8} {done.stderr.strip().splitlines()[-1]}", flush=True)
            failed |= done.returncode != 0
    return failed


def measure(name: str, minutes: float) -> None:
    """Make one book thrice."""
    import resource

    from tts_core.encoding import open_encoder
    from tts_core.longform import Edition, check_book, make_book

    registry = humming()
    edition = Edition(captions=["srt"], read_along=True)
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder, f"book.{name}")
        make_book(book(0.2, ""), out, edition, registry=registry)  # Libraries are loaded once.
        open_encoder(name, sample_rate=RATE).close()
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        times = []
        for edit in ("", "", "now "):
            begun = time.perf_counter()
            made = make_book(book(minutes, edit), out, edition, registry=registry)
            times.append(made.seconds / (time.perf_counter() - begun))
        begun = time.perf_counter()
        check_book(book(minutes, ""), out, edition, registry=registry)
        times.append(made.seconds / (time.perf_counter() - begun))
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - memory) / 1024
    speeds = " ".join(f"{each:8.0f}" for each in times)
    print(f"{made.seconds / 60:8.1f} {name:8} {speeds} {grown:7.1f} MiB")


def book(minutes: float, edit: str) -> Book:
    """Write a book that takes about so long to read; *edit* changes one sentence of it."""
    from tts_core.longform import Book, ChapterText

    wanted = round(minutes * 60 * CHARACTERS_PER_SECOND / len(SENTENCE))
    chapters: list[ChapterText] = []
    for chapter, begin in enumerate(range(0, wanted, 150), 1):
        said = [
            SENTENCE.format(chapter, number // 5, f"{number} {edit if number == 7 else ''}")
            for number in range(begin, min(wanted, begin + 150))
        ]
        paragraphs = [" ".join(said[at : at + 5]) for at in range(0, len(said), 5)]
        chapters.append(ChapterText(f"Chapter {chapter}", "\n\n".join(paragraphs)))
    return Book(title="A book", chapters=tuple(chapters))


def humming() -> Registry:
    """Return a registry with a model that hums as long as a voice would speak."""
    import numpy as np

    from tts_core import LoadOptions, Model, ModelCard, Registry, Rendering, Utterance

    noise = np.random.default_rng(1).standard_normal(RATE * 60).astype(np.float32)
    hum = (0.1 * np.convolve(noise, np.hanning(9).astype(np.float32) / 4, "same")).astype(np.float32)

    class Hum:
        def speak(self, utterance: Utterance) -> Rendering:
            return Rendering(
                samples=hum[: len(utterance.text) * RATE // CHARACTERS_PER_SECOND], sample_rate=RATE
            )

        def close(self) -> None:
            pass

    def load(_: LoadOptions) -> Hum:
        return Hum()

    return Registry([Model(ModelCard(id="hum", sample_rate=RATE, languages=("en",)), load)])


if __name__ == "__main__":
    if "measure" in sys.argv:
        measure(sys.argv[2], float(sys.argv[1]))
    else:
        sys.exit(main([float(each) for each in sys.argv[1:]] or [6.0, 60.0]))
