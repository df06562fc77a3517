"""The echo model's synthesizer: text in, tones that spell it out."""

from __future__ import annotations

import asyncio
import binascii
import json
import re
import threading
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from ..synthesizer import Rendering, Word
from . import tones

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ..card import ModelCard
    from ..synthesizer import Utterance
    from .echo_options import EchoOptions

__all__ = ["EchoSynthesizer", "echo_synthesizer"]

SLOWEST, FASTEST = 0.1, 4.0
_WORD = re.compile(r"\w+(?:[^\w\s—–…]+\w+)*")


class EchoSynthesizer:
    """Spells out each utterance in tones, as its options tell it to."""

    def __init__(self, card: ModelCard, options: EchoOptions) -> None:
        self._rate = card.sample_rate
        self._options = options
        self._lock = threading.Lock()
        self._closed = False

    def speak(self, utterance: Utterance) -> Rendering:
        """Spell out *utterance*."""
        options = self._options
        with options.recorder.call(utterance):
            cancel = None if options.ignore_cancel else utterance.cancel
            if options.gate is not None:
                options.gate.hold(cancel)
            if options.latency:
                (cancel or threading.Event()).wait(options.latency)
            if cancel is not None:
                cancel.check()
            if self._closed:
                raise RuntimeError("this echo model is closed")
            if options.fail_on and options.fail_on in utterance.text:
                raise options.error
            twisted = options.twist(utterance) if options.twist is not None else utterance
            rendering = self._spelt(twisted)
            if len(twisted.text) > len(utterance.text):  # Words are those of the text that was asked for.
                words = [word for word in rendering.words if word.span[1] <= len(utterance.text)]
                rendering = replace(rendering, words=tuple(words))
            return options.damage(rendering) if options.damage is not None else rendering

    def close(self) -> None:
        """Speak no more."""
        with self._lock:
            if self._closed:
                return
            self._closed = True
        self._options.recorder.closed()

    def _spelt(self, utterance: Utterance) -> Rendering:
        if not SLOWEST <= utterance.speed <= FASTEST:
            raise ValueError(f"the echo model's speed is from {SLOWEST} to {FASTEST}, not {utterance.speed}")
        text = utterance.text.encode("utf-8", "surrogatepass")
        notes = json.dumps(_notes(utterance), ensure_ascii=False, separators=(",", ":")).encode()
        header = tones.Header(
            sample_rate=self._rate,
            length=round(tones.TONE * self._rate / utterance.speed),
            text=len(text),
            notes=len(notes),
            pitch=round(utterance.options.get("pitch", 0.0)),
        )
        said = text + notes
        samples = tones.encode(header, said + binascii.crc32(said).to_bytes(4, "big"))
        return Rendering(samples=samples, sample_rate=self._rate, words=self._words(utterance.text, header))

    def _words(self, text: str, header: tones.Header) -> tuple[Word, ...]:
        """Say when each word sounds: exactly, because its bytes are tones of one length."""
        opening = round(tones.PILOT * self._rate) + round(tones.CHIRP * self._rate)
        begin = opening + tones.HEADER * round(tones.TONE * self._rate)
        found: list[Word] = []
        position = byte = 0
        for match in _WORD.finditer(text):
            start = byte + len(text[position : match.start()].encode("utf-8", "surrogatepass"))
            position, byte = match.end(), start + len(match[0].encode("utf-8", "surrogatepass"))
            since, until = ((begin + 2 * each * header.length) / self._rate for each in (start, byte))
            found.append(Word(match[0], match.span(), since, until))
        return tuple(found)


class _Measuring(EchoSynthesizer):
    def measure(self, text: str) -> int:
        """Count as the options say."""
        measure = self._options.measure
        return measure(text) if measure is not None else len(text)


class _Streaming(EchoSynthesizer):
    def stream(self, utterance: Utterance) -> Iterator[Rendering]:
        """Spell out *utterance* in parts, each of which ends with a word."""
        whole = self.speak(utterance)
        at = 0
        for word in whole.words[:-1]:
            end = round(word.end * whole.sample_rate)
            yield self._part(whole, at, end, (word,))
            at = end
        yield self._part(whole, at, len(whole.samples), whole.words[-1:])

    def _part(self, whole: Rendering, start: int, end: int, words: tuple[Word, ...]) -> Rendering:
        begin = start / whole.sample_rate
        moved = tuple(replace(word, start=word.start - begin, end=word.end - begin) for word in words)
        return replace(whole, samples=whole.samples[start:end], words=moved)


class _Many(EchoSynthesizer):
    def speak_many(self, utterances: Sequence[Utterance]) -> list[Rendering]:
        """Spell out all of them."""
        return [self.speak(utterance) for utterance in utterances]


class _Splitting(EchoSynthesizer):
    def split(self, text: str) -> list[int]:
        """Cut behind every comma."""
        return [place + 1 for place, character in enumerate(text) if character == ","]


class _Awaiting(EchoSynthesizer):
    async def speak(self, utterance: Utterance) -> Rendering:  # type: ignore[override]  # the other manner
        """Spell out *utterance*, off the event loop."""
        return await asyncio.to_thread(super().speak, utterance)


_POWERS = {"streams": _Streaming, "many": _Many, "splits": _Splitting, "awaits": _Awaiting}


def echo_synthesizer(card: ModelCard, options: EchoOptions) -> EchoSynthesizer:
    """Make the synthesizer that has what *options* say."""
    kinds = [_POWERS[power] for power in sorted(options.powers)]
    kinds += [_Measuring] if options.measure is not None else []
    kind: type[EchoSynthesizer] = type("EchoSynthesizer", tuple(kinds) or (EchoSynthesizer,), {})
    return kind(card, options)


def _notes(utterance: Utterance) -> dict[str, Any]:
    """Write down how an utterance is said, sparing what is usual."""
    notes: dict[str, Any] = {
        "voice": utterance.voice,
        "sample": utterance.sample.sha256 if utterance.sample else None,
        "language": utterance.language,
        "options": {name: value for name, value in utterance.options.items() if value},
        "phonemes": [(each.start, each.end, each.ipa) for each in utterance.phonemes],
    }
    spared = {name: value for name, value in notes.items() if value}
    return spared if utterance.speed == 1.0 else {**spared, "speed": utterance.speed}
