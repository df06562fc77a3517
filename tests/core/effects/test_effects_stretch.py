"""The stretch: its length, its pitch, and what is said where the library is missing."""

from __future__ import annotations

import sys
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

import tts_core
from tts_core import Audio, EffectUnavailable, Registry, UnsupportedOption
from tts_core.effects.stretch import STRETCH, _Stretch
from tts_core.testing import echo_model

RATE = 24000
TWICE = "stretch:speed=2"


def stretched(audio: Audio, speed: float) -> Audio:
    return STRETCH.make({"speed": speed}, RATE).process(audio)


@pytest.mark.parametrize("speed", [0.5, 0.8, 1.25, 2.0])
def test_the_length_changes_and_the_pitch_does_not(speed: float) -> None:
    """The sound lasts as much longer or shorter as was asked, at the same pitch."""
    time = np.arange(2 * RATE) / RATE
    sound = Audio((0.3 * np.sin(2 * np.pi * 220 * time)).astype(np.float32), RATE)

    heard = stretched(sound, speed)

    spectrum = np.abs(np.fft.rfft(heard.samples))
    loudest = float(np.fft.rfftfreq(len(heard.samples), 1 / RATE)[np.argmax(spectrum)])
    assert heard.duration == pytest.approx(2 / speed, abs=0.01)
    assert loudest == pytest.approx(220, abs=4)


@pytest.mark.parametrize("speed", [0.5, 1.5, 2.0])
def test_a_moment_is_where_it_is_said_to_be(speed: float) -> None:
    """A burst is heard when `moved` says."""
    samples = np.zeros(2 * RATE, np.float32)
    burst = slice(RATE, RATE + RATE // 5)
    samples[burst] = 0.5 * np.sin(np.arange(RATE // 5) * 0.05)
    processor = STRETCH.make({"speed": speed}, RATE)

    heard = np.flatnonzero(np.abs(processor.process(Audio(samples, RATE)).samples) > 0.2)

    assert isinstance(processor, tts_core.Retimes)
    assert heard[0] / RATE == pytest.approx(processor.moved(1.0), abs=0.04)
    assert heard[-1] / RATE == pytest.approx(processor.moved(1.2), abs=0.04)


def test_little_is_stretched_at_once() -> None:
    """However long a piece is, Python's lock is held for a second and a half of it, and all is stretched."""
    import python_stretch

    given: list[int] = []

    class Watched(python_stretch.Signalsmith.Stretch):
        def process(self, samples: Any) -> Any:
            given.append(samples.shape[1])
            return super().process(samples)

    library = SimpleNamespace(Signalsmith=SimpleNamespace(Stretch=Watched))
    sound = Audio(np.random.default_rng(0).uniform(-0.3, 0.3, 20 * RATE).astype(np.float32), RATE)

    heard = _Stretch(library, 1.25).process(sound)

    assert max(given) <= 1.5 * RATE
    assert sum(given) == len(sound)
    assert heard.duration == pytest.approx(16.0, abs=0.01)


def test_no_seam_is_heard() -> None:
    """Where two blocks meet, a tone with rests in it goes on as it does elsewhere: nothing jumps."""
    time = np.arange(6 * RATE) / RATE
    loud = 0.3 * np.sin(2 * np.pi * 150 * time) * np.clip(np.sin(2 * np.pi * 1.7 * time) * 4, 0, 1)

    heard = stretched(Audio(loud.astype(np.float32), RATE), 1.3)

    assert np.abs(np.diff(heard.samples)).max() < 1.5 * np.abs(np.diff(loud)).max()


def test_any_model_has_another_speed() -> None:
    """A model of one speed refuses another and says how it can be had; asked for so, it is half as long."""
    registry = Registry([echo_model(features=frozenset())])
    usual = tts_core.synthesize("One speed only.", model="echo", registry=registry)

    with pytest.raises(UnsupportedOption, match="stretch:speed"):
        tts_core.synthesize("One speed only.", model="echo", speed=2.0, registry=registry)
    fast = tts_core.synthesize("One speed only.", model="echo", effects=[TWICE], registry=registry)

    assert fast.duration == pytest.approx(usual.duration / 2, abs=0.01)
    for word, before in zip(fast.words, usual.words, strict=True):
        assert word.span == before.span
        assert word.start == pytest.approx(before.start / 2, abs=0.01)
        assert word.end == pytest.approx(before.end / 2, abs=0.01)
    assert fast.receipt.versions["python-stretch"]


def test_without_its_library_it_is_refused_on_the_call(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where python-stretch is not installed, the call says so and what to install."""
    monkeypatch.setitem(sys.modules, "python_stretch", None)

    with pytest.raises(EffectUnavailable, match=r"tts-core\[stretch\]") as refused:
        tts_core.stream("Hello.", model="echo", effects=[TWICE], registry=Registry([echo_model()]))

    assert refused.value.effect == "stretch"
