from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest

from tts_core import Cancelled, CancelToken, LoadOptions, ModelUnavailable, Utterance
from tts_kitten import tts_model

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tts_kitten.synthesizer import KittenSynthesizer

VOICE = "expr-voice-2-f"
LONG = "This is a sentence that takes the slow model some seconds to say, " * 5


@pytest.fixture(scope="module")
def slow(build: Callable[..., Path]) -> Iterator[KittenSynthesizer]:
    """A loaded model that takes its time, operator by operator."""
    model = tts_model(f"kitten:{build(slow=150)}")
    assert model is not None
    synthesizer = model.load(LoadOptions())
    yield synthesizer  # type: ignore[misc]  # what this plugin loads
    synthesizer.close()


def test_a_running_graph_is_stopped(slow: KittenSynthesizer) -> None:
    """Cancelling ends the run that is under way with Cancelled; the next one is as if nothing had been."""
    whole = slow.speak(Utterance(text="ok", voice=VOICE)).samples.tobytes()
    token = CancelToken()
    begun = threading.Event()

    def run() -> None:
        begun.set()
        slow.speak(Utterance(text=LONG, voice=VOICE, cancel=token))

    with ThreadPoolExecutor(1) as thread:
        running = thread.submit(run)
        begun.wait()
        running.exception(timeout=None) if token.wait(0.2) else token.cancel()
        assert isinstance(running.exception(60), Cancelled)

    assert slow.speak(Utterance(text="ok", voice=VOICE)).samples.tobytes() == whole


def test_stopping_one_spares_the_other(slow: KittenSynthesizer) -> None:
    """Of two utterances that run at once in one session, only the cancelled one stops."""
    token = CancelToken()
    with ThreadPoolExecutor(2) as threads:
        stopped = threads.submit(slow.speak, Utterance(text=LONG, voice=VOICE, cancel=token))
        other = threads.submit(slow.speak, Utterance(text="ok", voice=VOICE))
        token.cancel()

        assert isinstance(stopped.exception(60), Cancelled)
        assert len(other.result(60).samples)


def test_waiting_for_a_turn_can_be_stopped(build: Callable[..., Path]) -> None:
    """An utterance that waits until another is done can be cancelled while it waits."""
    model = tts_model(f"kitten:{build(slow=150)}")
    assert model is not None
    kitten = model.load(LoadOptions(threads=1))
    first, second = CancelToken(), CancelToken()
    with ThreadPoolExecutor(2) as threads:
        running = [
            threads.submit(kitten.speak, Utterance(text=LONG, voice=VOICE, cancel=token))
            for token in (first, second)
        ]
        second.cancel()

        assert isinstance(running[1].exception(60), Cancelled)
        assert not running[0].done()
        first.cancel()


def test_closed_is_closed(build: Callable[..., Path]) -> None:
    """A synthesizer that was closed speaks no more, says so, and holds its graph no more."""
    import gc
    import weakref

    model = tts_model(f"kitten:{build()}")
    assert model is not None
    kitten: KittenSynthesizer = model.load(LoadOptions())  # type: ignore[assignment]  # what this plugin loads
    graph = weakref.ref(kitten._graph)
    kitten.close()
    kitten.close()
    gc.collect()

    assert graph() is None
    with pytest.raises(ModelUnavailable, match="closed"):
        kitten.speak(Utterance(text="ok", voice=VOICE))
