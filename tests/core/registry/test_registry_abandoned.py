from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor, wait

import pytest

import tts_core
from tts_core import Cancelled, Registry
from tts_core.testing import Gate, echo_model


@pytest.mark.parametrize("ignores", [True, False])
def test_runs_that_do_not_stop_are_known(*, ignores: bool) -> None:
    """A run that goes on after its speech was cancelled is known until it ends; one that stops never is."""
    gate = Gate()
    registry = Registry([echo_model("echo", gate=gate, ignore_cancel=ignores)])
    stream = tts_core.stream("Nobody waits for this.", model="echo", registry=registry)
    with ThreadPoolExecutor(1) as threads:
        taken = threads.submit(next, stream)
        gate.arrived(1)
        assert registry.abandoned() == ()
        stream.cancel()
        with pytest.raises(Cancelled):
            taken.result()
        left = registry.abandoned()
        gate.open()
    if ignores:
        assert [each.model for each in left] == ["echo"]
    wait([each.run for each in left], timeout=20)
    assert registry.abandoned() == ()
    registry.close()


def test_speech_that_ends_leaves_nothing() -> None:
    """A speech that was taken to its end leaves no run behind."""
    registry = Registry([echo_model("echo")])
    tts_core.synthesize("One. Two. Three.", model="echo", registry=registry)
    assert registry.abandoned() == ()
    registry.close()
