"""
What our path to espeak-ng costs over the bare library call, and what ten minutes of speech leave behind.

    python -m benchmarks espeak

Prints ratios of things measured in turn in the same run, so that a busy machine slows both alike.
"""

from __future__ import annotations

import ctypes
import gc
import shutil
import statistics
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import tts_espeak
from tts_core import LoadOptions, Utterance
from tts_espeak.native.location import locate

if TYPE_CHECKING:
    from collections.abc import Callable

SENTENCES = (
    "The harbour was quiet when the first boats came in, and nobody had told them why. ",
    "Seven people waited on the quay; two of them had been there since four o'clock. ",
    '"Did you bring the papers?" she asked, but he only shook his head and looked away. ',
    "It would rain before noon, they said, and for once they were right. ",
)
CALLBACK = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p)


def text_of(length: int) -> str:
    """Make prose of about *length* characters."""
    whole = "".join(SENTENCES)
    return (whole * (length // len(whole) + 1))[:length]


def bare_call(text: str) -> Callable[[], object]:
    """Prepare the least that gets samples out of the library: a private copy of it, one call, no words."""
    place = locate()
    api: Any = ctypes.CDLL(str(_copied(place.library)))
    chunks: list[bytes] = []

    def receive(wave: int | None, count: int, _: int | None) -> int:
        if wave and count:
            chunks.append(ctypes.string_at(wave, 2 * count))
        return 0

    callback = CALLBACK(receive)
    api.espeak_Initialize(2, 0, str(place.data).encode(), 0x8000)
    api.espeak_SetSynthCallback(callback)
    api.espeak_SetVoiceByName(b"en-us")
    encoded = text.encode()

    def speak() -> object:
        chunks.clear()
        api.espeak_Synth(ctypes.c_char_p(encoded), ctypes.c_size_t(len(encoded) + 1), 0, 1, 0, 1, None, None)
        return callback, b"".join(chunks)

    return speak


def _copied(library: Path) -> Path:
    import atexit
    import tempfile

    folder = Path(tempfile.mkdtemp())
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return Path(shutil.copy(library, folder / library.name))


def interleaved(rounds: int, **subjects: Callable[[], object]) -> dict[str, list[float]]:
    """Time each subject once per round, in turn."""
    seconds: dict[str, list[float]] = {name: [] for name in subjects}
    for number in range(rounds + 2):
        for name, subject in subjects.items():
            begun = time.perf_counter()
            subject()
            if number >= 2:  # The first rounds warm everything up.
                seconds[name].append(time.perf_counter() - begun)
    return seconds


def resident() -> int:
    """Bytes of memory that this process holds."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * 4096


def compare() -> None:
    """Compare our synthesizer with the bare call, whole and in utterances."""
    text = text_of(5000)
    model = tts_espeak.tts_models()[0]
    synthesizer = model.load(LoadOptions())
    best = model.card.best
    pieces = [text[start : start + best] for start in range(0, len(text), best)]
    seconds = interleaved(
        15,
        bare=bare_call(text),
        whole=lambda: synthesizer.speak(Utterance(text=text, voice="en-us")),
        pieces=lambda: [synthesizer.speak(Utterance(text=piece, voice="en-us")) for piece in pieces],
        phonemes=lambda: tts_espeak.phonemes(text),
    )
    bare = statistics.median(seconds["bare"])
    print(f"bare library call, 5,000 characters: {bare * 1000:.1f} ms")
    for name in ("whole", "pieces", "phonemes"):
        ratios = [ours / theirs for ours, theirs in zip(seconds[name], seconds["bare"], strict=True)]
        print(
            f"{name:>9}: {statistics.median(ratios):.3f} of it (from {min(ratios):.3f} to {max(ratios):.3f})"
        )
    synthesizer.close()


def program() -> None:
    """Compare with the espeak-ng program, where there is one."""
    found = shutil.which("espeak-ng")
    if found is None:
        print("there is no espeak-ng program to compare with")
        return
    speak = (
        "import tts_espeak; from tts_core import LoadOptions, Utterance\n"
        "tts_espeak.tts_models()[0].load(LoadOptions()).speak(Utterance(text='Hello, world.'))"
    )
    seconds = interleaved(
        7,
        program=lambda: subprocess.run([found, "--stdout", "Hello, world."], check=True, capture_output=True),
        ours=lambda: subprocess.run([sys.executable, "-c", speak], check=True),
    )
    ratios = [ours / theirs for ours, theirs in zip(seconds["ours"], seconds["program"], strict=True)]
    print(f"cold start and one sentence: {statistics.median(ratios):.1f} of the espeak-ng program")


def memory() -> None:
    """Speak for ten minutes of sound, twice, and see what the second ten minutes added."""
    synthesizer = tts_espeak.tts_models()[0].load(LoadOptions())
    for language, sentence in (
        ("en-us", text_of(600)),
        ("de", "Das Meeting war cool, sagt der Manager. " * 15),
    ):
        grown = []
        for _ in range(3):
            gc.collect()
            before, spoken = resident(), 0.0
            while spoken < 600:
                rendering = synthesizer.speak(Utterance(text=sentence, voice=language))
                spoken += len(rendering.samples) / rendering.sample_rate
            del rendering
            gc.collect()
            grown.append(f"{(resident() - before) / 1e6:+.2f} MB")
        print(f"three times ten minutes of {language}: {', '.join(grown)}")
    synthesizer.close()


if __name__ == "__main__":
    compare()
    program()
    memory()
