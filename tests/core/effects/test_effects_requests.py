"""Effects as they are asked for: found, checked on the call, in order, streamed, on the receipt."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

import tts_core
from tts_core import (
    Audio,
    Effect,
    EffectCard,
    EffectUnavailable,
    Option,
    Registry,
    Request,
    SynthesisFailed,
)
from tts_core.longform.receipts import request_from_receipt
from tts_core.testing import echo_model

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

TEXT = "The first sentence is here. A second one follows it.\n\nThen comes the third."


@dataclass
class Doing:
    """Does to each piece what it is told, and notes what it was given."""

    change: Callable[[Audio], Any]
    seen: list[Audio] = field(default_factory=list)

    def process(self, audio: Audio) -> Any:
        self.seen.append(audio)
        return self.change(audio)


class Padding(Doing):
    """A processor that comes half a second later, and says so."""

    def moved(self, seconds: float) -> float:
        return seconds + 0.5


def effect(name: str, change: Callable[[Audio], Any], made: type[Doing] = Doing, **card: Any) -> Effect:
    return Effect(EffectCard(id=name, **card), lambda options, rate: made(change))


def times(factor: float) -> Callable[[Audio], Audio]:
    return lambda audio: Audio(audio.samples * np.float32(factor), audio.sample_rate)


def later(audio: Audio) -> Audio:
    return Audio.joined([Audio.silence(0.5, audio.sample_rate), audio])


def speak(effects: Sequence[Any], *brought: Effect, text: str = TEXT, **fields: Any) -> tts_core.Speech:
    registry = Registry([echo_model(best=30, limit=60, concurrency=2)], effects=brought)
    speech: tts_core.Speech = tts_core.synthesize(
        text, model="echo", effects=effects, registry=registry, **fields
    )
    return speech


def test_effects_work_in_the_order_they_are_named() -> None:
    """Each effect is given what the one before it made."""
    plain = speak([])
    clipped = effect("clip", lambda audio: Audio(np.clip(audio.samples, -0.1, 0.1), audio.sample_rate))
    half = effect("half", times(0.5))

    one, other = speak(["clip", "half"], clipped, half), speak(["half", "clip"], clipped, half)

    assert np.abs(one.audio.samples).max() == pytest.approx(0.05)
    assert np.abs(other.audio.samples).max() == pytest.approx(0.1)
    for word, before in zip(one.words, plain.words, strict=True):
        assert (word.text, word.span) == (before.text, before.span)
        assert (word.start, word.end) == pytest.approx((before.start, before.end))


def test_words_move_with_the_sound() -> None:
    """Where an effect says how it changes time, each word is where it is heard, piece after piece."""
    registry = Registry([echo_model(best=30, limit=60)], effects=[effect("later", later, Padding)])
    with tts_core.stream(TEXT, model="echo", registry=registry) as stream:
        usual = list(stream)
    with tts_core.stream(TEXT, model="echo", effects=["later"], registry=registry) as stream:
        moved = list(stream)

    assert len(usual) > 2
    for piece, before in zip(moved, usual, strict=True):
        assert piece.audio.duration == pytest.approx(before.audio.duration + 0.5)
        assert [word.start - piece.start for word in piece.words] == pytest.approx(
            [word.start - before.start + 0.5 for word in before.words]
        )


def test_a_stream_joined_is_the_speech() -> None:
    """The pieces of a stream with effects, joined, are the speech; it tells its rate before the first."""
    registry = Registry([echo_model(best=30, limit=60)])
    asked: dict[str, Any] = {"model": "echo", "effects": ["telephone"], "registry": registry}
    with tts_core.stream(TEXT, **asked) as stream:
        rate = stream.sample_rate
        pieces = list(stream)
        seconds = stream.delivered.seconds

    joined = Audio.joined(piece.audio for piece in pieces)
    assert rate == joined.sample_rate == 8000
    assert joined == tts_core.synthesize(TEXT, **asked).audio
    assert seconds == pytest.approx(joined.duration)
    for before, after in itertools.pairwise(pieces):
        assert after.start == pytest.approx(before.end)


def test_what_is_not_here_is_refused_on_the_call() -> None:
    """An effect that nothing brings is refused before anything is spoken, with the nearest name."""
    with pytest.raises(EffectUnavailable, match="did you mean 'telephone'"):
        tts_core.stream("Hello.", model="echo", effects=["telefone"], registry=Registry([echo_model()]))


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        (["stretch:sped=2"], "no option 'sped'"),
        (["stretch:speed=9"], "from 0.25 to 4.0"),
        (["stretch:speed"], "KEY=VALUE"),
        ([{"name": "stretch", "speed": "fast"}], "must be float"),
        (["telephone:band=3"], "it has none"),
        ("telephone", "a list"),
        ([7], "asked for as"),
        ([{"speed": 2}], "asked for as"),
    ],
)
def test_what_is_asked_wrongly_is_refused_on_the_call(asked: Any, says: str) -> None:
    """Options that an effect does not have or take, and effects that are none, are a ValueError."""
    with pytest.raises(ValueError, match=says):
        tts_core.stream("Hello.", model="echo", effects=asked, registry=Registry([echo_model()]))


@pytest.mark.parametrize(
    ("faulty", "says"),
    [
        (effect("x", lambda audio: 1 / 0), "effect 'x' failed: ZeroDivisionError"),
        (effect("x", later), "does not say where the words have gone"),
        (effect("x", times(float("nan"))), "not finite"),
        (effect("x", lambda audio: audio, sample_rate=16000), "promised 16000 Hz"),
    ],
)
def test_a_faulty_effect_is_named(faulty: Effect, says: str) -> None:
    """An effect that breaks, or returns what it did not promise, fails the speech by its name."""
    with pytest.raises(SynthesisFailed, match=says):
        speak(["x"], faulty)


def test_one_that_cannot_be_made_is_refused_on_the_call() -> None:
    """What goes wrong while a processor is made is said on the call, whatever it is."""

    def broken(*_: object) -> Any:
        raise OSError("no such weights")

    registry = Registry([echo_model()], effects=[Effect(EffectCard(id="x"), broken)])
    with pytest.raises(EffectUnavailable, match="no such weights"):
        tts_core.stream("Hello.", model="echo", effects=["x"], registry=registry)


def test_options_are_complete_and_typed() -> None:
    """A processor is given every option, from a string or a mapping, and the rate of its sound."""
    given: list[tuple[dict[str, Any], int]] = []
    options = (Option(name="depth", type=int, default=3), Option(name="wet", type=bool, default=False))

    def make(options: Mapping[str, Any], rate: int) -> Doing:
        given.append((dict(options), rate))
        return Doing(times(1.0))

    speak(
        ["telephone", "x:wet=yes", {"name": "x", "depth": 5}],
        Effect(EffectCard(id="x", options=options), make),
    )

    assert given == [({"depth": 3, "wet": True}, 8000), ({"depth": 5, "wet": False}, 8000)]


def test_the_receipt_tells_of_effects_and_replays_them() -> None:
    """The receipt has the effects as they were asked for, and the request made of it has them again."""
    registry = Registry([echo_model()])
    request = Request(text="Hello there.", model="echo", effects=["telephone", {"name": "telephone"}])

    speech = tts_core.synthesize(request, registry=registry)
    again = request_from_receipt(speech.receipt, registry)

    assert speech.receipt.asked["effects"] == ["telephone", {"name": "telephone"}]
    assert speech.receipt.sample_rate == 8000
    assert tts_core.synthesize(again, registry=registry).audio == speech.audio


def test_an_id_can_be_written_on_a_command_line() -> None:
    """An effect's id holds none of the signs that part its options from it."""
    with pytest.raises(ValueError, match="without"):
        EffectCard(id="a:b")
