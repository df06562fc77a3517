"""A list of texts, or of requests, is spoken as a list of speeches."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

import tts_core
from tts_core import NothingToSpeak, Registry, Request, Speech, SynthesisFailed, UnknownVoice
from tts_core.testing import Gate, Recorder, decode, echo_model

if TYPE_CHECKING:
    from collections.abc import Callable

    Until = Callable[[Callable[[], bool]], None]

TEXTS = ["One sentence.", "Another, which is longer than that.", "A third."]


def said(speech: Speech) -> str:
    """Return what was heard in a speech."""
    return "".join(heard.text for heard in decode(speech.audio))


class TestMany:
    def test_speeches_come_in_the_order_of_their_texts(self) -> None:
        """Each text has its speech, in its place, the same as alone; no text has none."""
        registry = Registry([echo_model("e", concurrency=3)])
        speeches = tts_core.synthesize(TEXTS * 5, registry=registry)

        assert [said(speech) for speech in speeches] == TEXTS * 5
        assert speeches[1] == tts_core.synthesize(TEXTS[1], registry=registry)
        empty: list[str] = []
        assert tts_core.synthesize(empty, registry=registry) == []

    def test_requests_keep_their_own_fields(self) -> None:
        """A request in the list is spoken as it says; a text as the call says."""
        registry = Registry([echo_model("e")])
        asked: list[str | Request] = [Request(text="One.", voice="bob"), "Two."]
        first, second = tts_core.synthesize(asked, voice="eva", registry=registry)

        assert (first.receipt.voice, second.receipt.voice) == ("bob", "eva")

    def test_what_is_wrong_is_refused_before_anything_is_spoken(self) -> None:
        """A request that no model can do ends the call, and nothing was spoken for it."""
        recorder = Recorder()
        registry = Registry([echo_model("e", recorder=recorder)])

        with pytest.raises(UnknownVoice):
            tts_core.synthesize(
                [Request(text="One."), Request(text="Two.", voice="nobody")], registry=registry
            )
        assert recorder.begun == []

    def test_an_error_ends_all_and_leaves_nothing_running(self, until: Until) -> None:
        """Without errors="keep" the first error is raised, and the model is free again."""
        registry = Registry([echo_model("e", fail_on="Two")])

        with pytest.raises(SynthesisFailed):
            tts_core.synthesize(["One.", "Two.", "Three."], registry=registry)
        until(lambda: registry.unload() == ["e"])

    def test_errors_are_kept_in_their_places(self) -> None:
        """With errors="keep" each error stands where its speech would."""
        kept = tts_core.synthesize(["One.", "…", "Two."], errors="keep", registry=Registry([echo_model("e")]))

        assert [type(each) for each in kept] == [Speech, NothingToSpeak, Speech]

    def test_the_same_in_asyncio(self) -> None:
        """`asynthesize` of a list gives the list."""
        registry = Registry([echo_model("e")])
        speeches = asyncio.run(tts_core.asynthesize(TEXTS, registry=registry))

        assert [said(speech) for speech in speeches] == TEXTS

    def test_cancelling_the_task_stops_them(self, until: Until) -> None:
        """Cancelling the task that waits for a list stops the model, and nothing is left running."""
        gate = Gate()
        registry = Registry([echo_model("e", gate=gate)])

        async def work() -> None:
            task = asyncio.create_task(tts_core.asynthesize(TEXTS, registry=registry))
            await asyncio.to_thread(gate.arrived, 1)
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await task

        asyncio.run(work())
        until(lambda: registry.unload() == ["e"])
