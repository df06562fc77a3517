"""Stopping a speech that is being made."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest

import tts_core
from tts_core import Audio, Cancelled, Registry
from tts_core.testing import Gate, Recorder, decode, echo_model

if TYPE_CHECKING:
    from collections.abc import Callable

    Until = Callable[[Callable[[], bool]], None]

STORY = "The first sentence is here. A second one follows it. Then comes the third. And the fourth ends it."


def heard(audio: Audio) -> list[str]:
    """Return the words that reached the speaker."""
    utterances = decode(audio)
    assert all(each.intact for each in utterances)
    return " ".join(each.text for each in utterances).split()


class TestCancelling:
    def test_cancel_reaches_the_running_model(self, until: Until) -> None:
        """Cancelling ends the running speak, and returns what had been delivered."""
        gate, recorder = Gate(), Recorder()
        registry = Registry([echo_model(best=30, limit=60, gate=gate, recorder=recorder)])
        pieces = tts_core.stream(STORY, model="echo", registry=registry)
        gate.let(1)
        first = next(pieces)
        gate.arrived(2)

        delivered = pieces.cancel()
        registry.close()

        assert (delivered.pieces, delivered.samples, delivered.text) == (1, len(first.audio), first.text)
        assert delivered.last_word == first.words[-1]
        assert len(recorder.spoken) == 1
        until(lambda: recorder.running == 0)

    def test_who_waits_is_told(self) -> None:
        """A thread that waits for a piece when another cancels gets Cancelled, not an end."""
        gate = Gate()
        registry = Registry([echo_model(gate=gate)])
        pieces = tts_core.stream(STORY, model="echo", registry=registry)
        with ThreadPoolExecutor(1) as threads:
            waiting = threads.submit(next, pieces)
            gate.arrived(1)
            pieces.cancel()

            with pytest.raises(Cancelled):
                waiting.result(timeout=20)

    def test_a_cancelled_stream_never_ends_well(self) -> None:
        """Asked for more after cancel, a stream raises Cancelled: half a speech is not a speech."""
        pieces = tts_core.stream(STORY, model="echo", registry=Registry([echo_model(best=30, limit=60)]))
        next(pieces)
        pieces.cancel()
        pieces.cancel()

        with pytest.raises(Cancelled):
            next(pieces)
        with pytest.raises(Cancelled):
            pieces.collect()

    def test_the_synthesizer_is_usable_afterwards(self) -> None:
        """After a cancel the same loaded model speaks the next text whole."""
        recorder = Recorder()
        registry = Registry([echo_model(best=30, limit=60, recorder=recorder)])
        with tts_core.stream(STORY, model="echo", registry=registry) as pieces:
            next(pieces)

        speech = tts_core.synthesize(STORY, model="echo", registry=registry)

        assert heard(speech.audio) == STORY.split()
        assert recorder.loads == 1

    def test_a_model_that_ignores_cancelling_holds_nobody_up(self) -> None:
        """Cancel returns at once even when the model goes on."""
        gate = Gate()
        registry = Registry([echo_model(gate=gate, ignore_cancel=True)])
        pieces = tts_core.stream(STORY, model="echo", registry=registry)
        with ThreadPoolExecutor(1) as threads:
            waiting = threads.submit(next, pieces)
            gate.arrived(1)

            pieces.cancel()

            with pytest.raises(Cancelled):
                waiting.result(timeout=20)
        gate.open()
        registry.close()

    def test_cancel_after_the_end_changes_nothing(self) -> None:
        """A stream that has ended stays ended, and cancelling says that all was delivered."""
        pieces = tts_core.stream(STORY, model="echo", registry=Registry([echo_model()]))
        speech = pieces.collect()

        delivered = pieces.cancel()

        assert delivered.samples == len(speech.audio)
        assert list(pieces) == []


def test_cancelling_is_quick(until: Until) -> None:
    """A model that works for a minute stops well within a second of being cancelled."""
    recorder = Recorder()
    registry = Registry([echo_model(latency=60.0, recorder=recorder)])
    pieces = tts_core.stream(STORY, model="echo", registry=registry)
    with ThreadPoolExecutor(1) as threads:
        waiting = threads.submit(next, pieces)
        until(lambda: recorder.running == 1)
        began = time.monotonic()
        pieces.cancel()
        with pytest.raises(Cancelled):
            waiting.result(timeout=20)
        until(lambda: recorder.running == 0)

    assert time.monotonic() - began < 10  # Far below the minute; how far is measured in benchmarks/.
