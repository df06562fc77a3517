"""What joining, trimming, encoding and other speeds do to the sound of a voice."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import numpy as np
import soundfile

import tts_core
from tts_core import Audio, Model, Piece, Registry, Rendering, Utterance
from tts_core.encoding import encode

from . import scoring, texts
from .ears import NINE_SECONDS
from .kept import RATE, Spoken
from .voices import OURS, at_16_khz

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from .panel import Figures, Judge

__all__ = ["formats", "sound"]

_SPEECHES = 4
_FEW = 5


def sound(judge: Judge, name: str) -> Figures:
    """
    Compare whole speeches, as samples and through files, with what the model gave, piece behind piece.

    Each stretch of nine seconds that begins with a piece is marked beside the same words of the model's own.
    """
    marks: dict[str, list[float]] = {each: [] for each in ("bare", "whole", "wav", "mp3", "opus")}
    for sentences in texts.long_texts()[:_SPEECHES]:
        pieces, renderings = _with_bare(name, " ".join(sentences[:10]))
        rate = pieces[0].audio.sample_rate
        whole = np.concatenate([piece.audio.samples for piece in pieces])
        lengths = [len(each.samples) / each.sample_rate for each in renderings]
        begins = np.cumsum([0.0, *lengths[:-1]])
        last = len(whole) / rate - NINE_SECONDS / RATE
        held = [number for number, piece in enumerate(pieces) if piece.start < last]
        bare = at_16_khz(np.concatenate([each.samples for each in renderings]), renderings[0].sample_rate)
        marks["bare"] += judge.quality.overall(bare, [begins[number] for number in held])
        heard = {"whole": at_16_khz(whole, rate)}
        heard |= {
            format_: _decoded(encode(Audio(whole, rate), format_)) for format_ in ("wav", "mp3", "opus")
        }
        for how, samples in heard.items():
            marks[how] += judge.quality.overall(samples, [pieces[number].start for number in held])
    against = {how: np.array(each) - np.array(marks["bare"]) for how, each in marks.items() if how != "bare"}
    return {
        "stretches": len(marks["bare"]),
        "bare": round(float(np.mean(marks["bare"])), 3),
        **{how: round(float(each.mean()), 3) for how, each in against.items()},
        "error": round(float(against["whole"].std() / np.sqrt(len(marks["bare"]))), 3),
    }


def _with_bare(name: str, text: str) -> tuple[list[Piece], list[Rendering]]:
    """Speak *text*, and return beside its pieces the model's own renderings of them."""
    renderings: list[tuple[tuple[int, int], Rendering]] = []
    model = tts_core.default_registry().model(OURS[name].model)

    def load(options: tts_core.LoadOptions) -> Any:
        synthesizer: Any = model.load(options)
        speak = synthesizer.speak

        def noted(utterance: Utterance) -> Rendering:
            rendering: Rendering = speak(utterance)
            renderings.append((utterance.span, rendering))
            return rendering

        synthesizer.speak = noted
        return synthesizer

    registry = Registry()
    registry.register(Model(model.card, load, present=model.present))
    pieces = OURS[name].pieces(text, registry=registry)
    registry.close()
    if len(pieces) != len(renderings):
        raise ValueError(f"{len(pieces)} pieces were made of {len(renderings)} renderings")
    return pieces, [each for _, each in sorted(renderings, key=lambda pair: pair[0])]


def formats(judge: Judge, name: str) -> Figures:
    """Count word errors of a few sentences through files, whole and streamed, at several speeds."""
    found: Figures = {}
    sentences = texts.plain()[:_FEW]
    for speed in (0.8, 1.0, 1.3):
        for format_ in ("wav", "mp3", "opus"):
            for way in ("whole", "streamed"):
                wrong = 0
                for text in sentences:
                    asked = {"model": OURS[name].model, **OURS[name].fields, "speed": speed}
                    if way == "whole":
                        data = tts_core.synthesize(text, **asked).encode(format_)
                    else:
                        with tts_core.stream(text, **asked) as stream:
                            data = b"".join(stream.encode(format_))
                    wrong += len(judge.hearing(Spoken(_decoded(data)), text).changes)
                found[f"{format_} {way} {speed}"] = wrong
    return {"words": sum(len(scoring.words(text)) for text in sentences), "wrong": found}


def _decoded(data: bytes) -> NDArray[np.float32]:
    samples, rate = soundfile.read(io.BytesIO(data), dtype="float32")
    return at_16_khz(samples, rate)
