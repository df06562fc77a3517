from __future__ import annotations

import base64
import json
from typing import TYPE_CHECKING, Any

import pytest

from tts_core import LoadOptions, Rendering, SynthesisFailed, Utterance
from tts_server.remote import remote_model

if TYPE_CHECKING:
    from tests.server.remote.conftest import Misbehaving, OwnClock, Stage, Step

PCM = bytes(range(1, 255)) * 4
WORD = {"text": "One", "span": [0, 3], "start": 0.0, "end": 0.01, "quality": "exact"}
DONE: dict[str, Any] = {"type": "speech.audio.done", "usage": {}, "warnings": ["mind the gap"]}


def delta(audio: bytes, *words: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "speech.audio.delta",
        "audio": base64.b64encode(audio).decode(),
        "words": list(words),
    }


def sent(stage: Stage, *events: Any) -> Step:
    lines = "".join(f"data: {each if isinstance(each, str) else json.dumps(each)}\n\n" for each in events)
    return stage.answer(body=lines.encode(), content_type="text/event-stream; charset=utf-8")


def speak(server: Misbehaving, clock: OwnClock) -> Rendering:
    synthesizer = remote_model("far", server.url, timings=True, attempts=2, clock=clock).load(LoadOptions())
    try:
        return synthesizer.speak(Utterance(text="One.", voice="nova"))
    finally:
        synthesizer.close()


def test_sound_and_words_come_together(misbehave: Stage, clock: OwnClock) -> None:
    """Events are put together to one sound, with its words and what should be known about it."""
    server = misbehave(sent(misbehave, delta(PCM[:501], WORD), {"type": "other"}, delta(PCM[501:]), DONE))

    rendering = speak(server, clock)

    assert len(rendering.samples) == len(PCM) // 2
    assert [(word.text, word.span, word.end) for word in rendering.words] == [("One", (0, 3), 0.01)]
    assert [str(warning) for warning in rendering.warnings] == ["mind the gap"]
    asked = server.spoken[0].body
    assert (asked["stream_format"], asked["captions"], asked["response_format"]) == ("sse", "json", "pcm")


@pytest.mark.parametrize(
    "events",
    [
        (delta(PCM),),
        (delta(PCM), {"error": {"message": "the model failed", "code": "synthesis_failed"}}),
        (DONE,),
        (delta(PCM[:-1]), DONE),
    ],
)
def test_events_without_their_end_are_asked_for_anew(
    misbehave: Stage, clock: OwnClock, events: tuple[dict[str, Any], ...]
) -> None:
    """Events that stop, tell of an error or hold half a sample are no speech; the next attempt is."""
    server = misbehave(sent(misbehave, *events), sent(misbehave, delta(PCM), DONE))
    always = misbehave(sent(misbehave, *events))

    assert len(speak(server, clock).samples) == len(PCM) // 2
    with pytest.raises(SynthesisFailed):
        speak(always, clock)
    assert len(always.spoken) == 2


@pytest.mark.parametrize(
    "event",
    [
        "nonsense",
        {"type": "speech.audio.delta", "audio": "%%%"},
        delta(PCM, {**WORD, "quality": "great"}),
        delta(PCM, {**WORD, "span": 3}),
        delta(PCM, {"text": "One"}),
    ],
)
def test_events_that_cannot_be_read_are_an_error(misbehave: Stage, clock: OwnClock, event: Any) -> None:
    """What is not understood is never guessed."""
    server = misbehave(sent(misbehave, event, DONE))

    with pytest.raises(SynthesisFailed, match="cannot be read"):
        speak(server, clock)


def test_a_server_without_events_is_told_apart(misbehave: Stage, clock: OwnClock) -> None:
    """A server that ignores the question for events is refused with what to change."""
    server = misbehave(misbehave.answer(body=PCM, content_type="audio/pcm"))

    with pytest.raises(SynthesisFailed, match="timings = false"):
        speak(server, clock)
