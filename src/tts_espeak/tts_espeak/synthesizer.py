"""The synthesizer: one utterance in, samples and the times of its words out."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import numpy as np

from tts_core import Cancelled, ModelUnavailable, Rendering, SpeechWarning, UnsupportedOption

from .engine import engine
from .plain import plain
from .timing import timed
from .voices import DEFAULT_VOICE, find, speaking
from .words import assigned, is_worth_saying

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tts_core import Utterance, Word

    from .library import Library, Sound

__all__ = ["SLOWEST", "USUAL_RATE", "EspeakSynthesizer"]

USUAL_RATE = 175
SLOWEST, FASTEST = 80, 2000
"""Words per minute that espeak-ng can do: it takes any lower or higher rate for these."""
_USUAL = {"pitch": 50, "range": 50, "volume": 100}


class EspeakSynthesizer:
    """Speaks with the espeak-ng of this process, one utterance at a time, whoever else does too."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._closed = False
        engine.hold()

    def close(self) -> None:
        """Let go of espeak-ng; when nobody holds it any more it is unloaded."""
        with self._lock:
            if self._closed:
                return
            self._closed = True
        engine.release()

    def speak(self, utterance: Utterance) -> Rendering:
        """Render *utterance*. Its text is plain: no markup in it is obeyed."""
        if self._closed:
            raise ModelUnavailable("espeak", "this synthesizer was closed", "load the model again")
        if utterance.phonemes:
            raise UnsupportedOption(
                "phonemes", "espeak", _USUAL, why="it reads its own phoneme codes, not IPA"
            )
        selector = _selector(utterance)
        text, warnings = plain(utterance.text)
        rate, slowed = _rate(utterance)
        token = utterance.cancel
        with engine.fresh(token) as library:
            library.select(selector)
            library.set("rate", rate)
            for name, usual in _USUAL.items():
                library.set(name, int(utterance.options.get(name, usual)))
            sound = library.synthesize(text, lambda: token.cancelled)
            if sound.stopped:
                raise Cancelled("the work was cancelled")
            silent = _silent(library, text, sound)
            if not library.is_fresh:
                warnings = (*warnings, _STALE)
            sample_rate = library.sample_rate
        samples = _floats(sound)
        words, unspoken = _words(utterance.text, sound, samples, sample_rate, silent)
        return Rendering(
            samples=samples,
            sample_rate=sample_rate,
            words=words,
            warnings=(*warnings, *slowed, *unspoken),
        )


_STALE = SpeechWarning(
    "state",
    "espeak-ng cannot be unloaded on this platform: the same text may differ inaudibly when spoken again",
)


def _selector(utterance: Utterance) -> str:
    """Say what espeak-ng is to load for the utterance's voice, or its language, and its variant."""
    if utterance.voice is not None:
        selector = find(utterance.voice).selector
    else:
        selector = speaking(utterance.language or DEFAULT_VOICE).selector
    variant = utterance.options.get("variant")
    return f"{selector.partition('+')[0]}+{variant}" if variant else selector


def _rate(utterance: Utterance) -> tuple[int, tuple[SpeechWarning, ...]]:
    """Turn words per minute and the speed, which multiplies them, into what espeak-ng can do."""
    wanted = utterance.options.get("rate", USUAL_RATE) * utterance.speed
    rate = min(max(round(wanted), SLOWEST), FASTEST)
    if SLOWEST - 1 < wanted < FASTEST + 1:
        return rate, ()
    limit = "slowest" if rate == SLOWEST else "fastest"
    message = f"spoken at {rate} words per minute, the {limit} that espeak-ng can, not at {wanted:.0f}"
    return rate, (SpeechWarning("rate", message),)


def _floats(sound: Sound) -> NDArray[np.float32]:
    whole = np.frombuffer(b"".join(sound.chunks), dtype=np.int16)
    return whole.astype(np.float32) / np.float32(32768.0)


def _silent(library: Library, text: str, sound: Sound) -> set[int]:
    """
    Find the words that espeak-ng passes over in silence: it has no sound for their script or sign.

    A word without a mark is nearly always spoken as one with its neighbour; asked for alone, it
    tells.
    """
    unmarked = (
        word for word in assigned(text, sound.marks) if not word.marks and is_worth_saying(text, word)
    )
    return {word.start for word in unmarked if not any(library.phonemes(text[word.start : word.end]))}


def _words(
    text: str, sound: Sound, samples: NDArray[np.float32], sample_rate: int, silent: set[int]
) -> tuple[tuple[Word, ...], list[SpeechWarning]]:
    words = assigned(text, sound.marks)
    spoken = [word for word in words if word.marks or (word.has_letters and word.start not in silent)]
    unspoken = [
        SpeechWarning(
            "unspoken", f"the voice has no sound for {text[word.start : word.end]!r}", (word.start, word.end)
        )
        for word in words
        if word.start in silent
    ]
    return timed(text, spoken, sound.marks, samples, sample_rate), unspoken
