"""The echo model does what a test tells it to do."""

from __future__ import annotations

from concurrent.futures import FIRST_COMPLETED, ThreadPoolExecutor, wait

import pytest

import tts_core
from tts_core import Audio, Cancelled, CancelToken, LoadOptions, Measures, Registry, Utterance
from tts_core.testing import EchoOptions, Gate, Recorder, decode, echo_model


def test_fails_on_a_word() -> None:
    """The word that is to fail fails with the error that was given, and no other word does."""
    synthesizer = echo_model(fail_on="bomb", error=KeyError("boom")).load(LoadOptions())

    assert len(synthesizer.speak(Utterance(text="all is well")).samples)
    with pytest.raises(KeyError, match="boom"):
        synthesizer.speak(Utterance(text="a bomb"))


def test_fails_to_load() -> None:
    """A load that is to fail raises what was given, and is counted."""
    recorder = Recorder()
    model = echo_model(fail_load=OSError("no such file"), recorder=recorder)

    with pytest.raises(OSError, match="no such file"):
        model.load(LoadOptions())
    assert recorder.loads == 1


def test_a_gate_holds_and_lets_pass() -> None:
    """Calls stand at the gate until they are let through, one by one or all."""
    gate, recorder = Gate(), Recorder()
    synthesizer = echo_model(gate=gate, recorder=recorder).load(LoadOptions())
    with ThreadPoolExecutor(3) as threads:
        calls = [threads.submit(synthesizer.speak, Utterance(text=f"text {n}")) for n in range(3)]
        gate.arrived(3)
        assert (recorder.running, recorder.spoken) == (3, [])

        gate.let(1)
        wait(calls, timeout=20, return_when=FIRST_COMPLETED)
        assert (recorder.running, len(recorder.spoken)) == (2, 1)

        gate.open()
    assert recorder.peak == 3
    assert sorted(each.text for each in recorder.spoken) == ["text 0", "text 1", "text 2"]


@pytest.mark.parametrize("held", ["gate", "latency"])
def test_a_waiting_call_can_be_cancelled(held: str) -> None:
    """A call that waits at a gate, or for its latency, ends with Cancelled as soon as it is cancelled."""
    recorder, token, gate = Recorder(), CancelToken(), Gate()
    options = EchoOptions(recorder=recorder, gate=gate, latency=1e6 if held == "latency" else 0.0)
    synthesizer = echo_model("held", options).load(LoadOptions())
    with ThreadPoolExecutor(1) as threads:
        call = threads.submit(synthesizer.speak, Utterance(text="never said", cancel=token))
        gate.arrived()
        if held == "latency":
            gate.open()

        token.cancel()

        with pytest.raises(Cancelled):
            call.result(20)
    assert (recorder.cancelled, recorder.running, recorder.spoken) == (1, 0, [])


def test_can_ignore_being_cancelled() -> None:
    """A model that ignores being cancelled speaks on."""
    token = CancelToken()
    token.cancel()
    synthesizer = echo_model(ignore_cancel=True).load(LoadOptions())

    assert len(synthesizer.speak(Utterance(text="said all the same", cancel=token)).samples)


def test_refuses_to_speak_when_closed() -> None:
    """A closed echo model refuses to speak, and counts one close however often it is closed."""
    recorder = Recorder()
    synthesizer = echo_model(recorder=recorder).load(LoadOptions())
    synthesizer.close()
    synthesizer.close()

    with pytest.raises(RuntimeError, match="closed"):
        synthesizer.speak(Utterance(text="text"))
    assert (recorder.closes, recorder.failed) == (1, 1)


def test_measures_only_when_told_how() -> None:
    """An echo model has a measure of its own only when it is given one."""
    tokens = echo_model(measure=lambda text: len(text) // 3).load(LoadOptions())

    assert isinstance(tokens, Measures)
    assert tokens.measure("nine char") == 3
    assert not isinstance(echo_model().load(LoadOptions()), Measures)


def test_is_heard_through_the_pipeline() -> None:
    """What an application asks for is what reaches the speaker, in its order, voice and speed."""
    text = "First things first. Then a second, with a clause.\n\nAnd last: an end."
    with_registry = Registry([echo_model(best=20, limit=40, concurrency=3)])

    speech = tts_core.synthesize(text, registry=with_registry, model="echo", voice="Robert", speed=1.5)

    heard = decode(speech.audio.resampled(16000))
    assert all(each.intact and (each.voice, each.speed) == ("bob", 1.5) for each in heard)
    assert " ".join(each.text for each in heard).split() == text.split()
    assert len(heard) > 2


def test_card_fields_can_be_changed() -> None:
    """A test may give the card any field it needs."""
    model = echo_model("mine", sample_rate=16000, limit=50, best=20, rank=7)

    assert (model.card.id, model.card.sample_rate, model.card.limit, model.card.rank) == (
        "mine",
        16000,
        50,
        7,
    )
    rendering = model.load(LoadOptions()).speak(Utterance(text="text"))
    assert Audio(rendering.samples, rendering.sample_rate).sample_rate == 16000
