"""The synthesizer: one utterance in, samples and the times of its words out."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import numpy as np

from tts_core import (
    ModelUnavailable,
    Pronunciation,
    Rendering,
    SpeechWarning,
    UnsupportedOption,
)

from .native.pool import library_pool
from .pronunciation import phoneme_words
from .text.breaks import insert_breaks
from .text.gaps import blanked, has_gaps
from .text.sanitize import sanitize
from .text.words import assign_marks, is_worth_saying
from .timing import word_times
from .voices import DEFAULT_VOICE, find_speaker, speaker_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from tts_core import Utterance

    from .native.library import Library
    from .native.sound import Sound
    from .text.words import WrittenWord

__all__ = ["EspeakSynthesizer"]

_USUAL_RATE = 175
_SLOWEST, _FASTEST = 80, 2000
"""Words per minute that espeak-ng can do: it takes any lower or higher rate for these."""
_USUAL = {"pitch": 50, "range": 50, "volume": 100}


class EspeakSynthesizer:
    """Speaks with the espeak-ngs of this process, which all synthesizers share."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._closed = False
        library_pool.hold()

    def close(self) -> None:
        """Let go of espeak-ng; when nobody holds it any more it is unloaded."""
        with self._lock:
            if self._closed:
                return
            self._closed = True
        library_pool.release()

    def pronounce(self, utterance: Utterance) -> tuple[Pronunciation, ...]:
        """Return the words of the utterance's text as espeak-ng reads them."""
        language = (utterance.voice or utterance.language or DEFAULT_VOICE).partition("+")[0]
        words = phoneme_words(utterance.text, language, look_up=True)
        return tuple(Pronunciation(word.start, word.end, word.ipa, listed=word.listed) for word in words)

    def speak(self, utterance: Utterance) -> Rendering:
        """Render *utterance*. Its text is plain: no markup in it is obeyed."""
        if self._closed:
            raise ModelUnavailable("espeak", "this synthesizer was closed", "load the model again")
        if utterance.phonemes:
            raise UnsupportedOption(
                "phonemes", "espeak", _USUAL, why="it reads its own phoneme codes, not IPA"
            )
        selector = _selector(utterance)
        text, warnings = sanitize(utterance.text)
        rate, slowed = _rate(utterance)
        token = utterance.cancel
        with library_pool.borrow(token) as library:
            library.select(selector)

            def to_ipa(stretch: str) -> list[str]:
                token.check()
                return library.phonemes(stretch)

            whole = insert_breaks(text, to_ipa)
            lost: list[tuple[int, int]] = []
            if has_gaps(to_ipa(whole.text)):
                text, lost = blanked(text, to_ipa, lambda: library.select(selector))
                whole = insert_breaks(text, to_ipa)
            library.set("rate", rate)
            for name, usual in _USUAL.items():
                library.set(name, int(utterance.options.get(name, usual)))
            sound = library.synthesize(whole.text, token)
            marks = whole.restored(sound.marks)
            words = assign_marks(text, marks)
            mute = _silent(library, text, words)
            if not library.is_fresh:
                warnings = (*warnings, _STALE)
            sample_rate = library.sample_rate
        samples = _floats(sound)
        spoken = [word for word in words if word.marks or (word.has_letters and word not in mute)]
        silent = sorted([*lost, *((word.start, word.end) for word in mute)])
        return Rendering(
            samples=samples,
            sample_rate=sample_rate,
            words=word_times(utterance.text, spoken, marks, samples, sample_rate),
            warnings=(*warnings, *slowed, *(_unspoken(utterance.text, span) for span in silent)),
        )


_STALE = SpeechWarning(
    "state",
    "espeak-ng cannot be unloaded on this platform: the same text may differ inaudibly when spoken again",
)


def _selector(utterance: Utterance) -> str:
    """Say what espeak-ng is to load for the utterance's voice, or its language, and its variant."""
    name = utterance.voice or speaker_of(utterance.language or DEFAULT_VOICE).voice.id
    variant = utterance.options.get("variant")
    return find_speaker(f"{name.partition('+')[0]}+{variant}" if variant else name).selector


def _rate(utterance: Utterance) -> tuple[int, tuple[SpeechWarning, ...]]:
    """Turn words per minute and the speed, which multiplies them, into what espeak-ng can do."""
    wanted = utterance.options.get("rate", _USUAL_RATE) * utterance.speed
    rate = min(max(round(wanted), _SLOWEST), _FASTEST)
    if _SLOWEST - 1 < wanted < _FASTEST + 1:
        return rate, ()
    limit = "slowest" if rate == _SLOWEST else "fastest"
    message = f"spoken at {rate} words per minute, the {limit} that espeak-ng can, not at {wanted:.0f}"
    return rate, (SpeechWarning("rate", message),)


def _floats(sound: Sound) -> NDArray[np.float32]:
    samples = np.empty(sound.samples, dtype=np.float32)
    begin = 0
    for chunk in sound.chunks:  # One by one, so that no second copy of the whole is made.
        end = begin + len(chunk) // 2
        np.multiply(np.frombuffer(chunk, dtype=np.int16), np.float32(1 / 32768), out=samples[begin:end])
        begin = end
    return samples


def _silent(library: Library, text: str, words: Sequence[WrittenWord]) -> list[WrittenWord]:
    """
    Find the words that espeak-ng passes over in silence: it has no sound for their script or sign.

    A word without a mark is nearly always spoken as one with its neighbour; asked for alone, it
    tells.
    """
    unmarked = (word for word in words if not word.marks and is_worth_saying(text, word))
    return [word for word in unmarked if not any(library.phonemes(text[word.start : word.end]))]


def _unspoken(text: str, span: tuple[int, int]) -> SpeechWarning:
    return SpeechWarning("unspoken", f"the voice has no sound for {text[slice(*span)]!r}", span)
