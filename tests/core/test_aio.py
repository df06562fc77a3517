"""The asynchronous twin: the same pieces, without blocking the loop."""

from __future__ import annotations

import asyncio
import threading
from typing import TYPE_CHECKING, Any, TypeVar

import pytest

import tts_core
from tts_core import (
    AsyncSpeechStream,
    Audio,
    Cancelled,
    NothingToSpeak,
    Registry,
    SpeechStream,
    SynthesisFailed,
    UnknownVoice,
)
from tts_core.testing import Gate, Recorder, decode, echo_model

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Coroutine

    from tts_core import Speech

    Until = Callable[[Callable[[], bool]], None]

STORY = "The first sentence is here. A second one follows it. Then comes the third. And the fourth ends it."
T = TypeVar("T")


def run(work: Coroutine[Any, Any, T]) -> T:
    """Run *work* in a plain event loop, with a bound so that a hang is a failure."""
    return asyncio.run(asyncio.wait_for(work, 30))


def heard(audio: Audio) -> list[str]:
    return " ".join(each.text for each in decode(audio)).split()


def test_the_same_speech_as_without_async() -> None:
    """What asynthesize returns is, byte for byte, what synthesize returns."""
    registry = Registry([echo_model(best=30, limit=60, concurrency=2)])

    there = run(tts_core.asynthesize(STORY, model="echo", registry=registry))

    here = tts_core.synthesize(STORY, model="echo", registry=registry)
    assert (there.audio, there.words, there.receipt) == (here.audio, here.words, here.receipt)


def test_pieces_taken_one_by_one_are_put_together() -> None:
    """Whoever takes the pieces himself gets, at the end, the Speech that collecting would have given."""
    registry = Registry([echo_model(best=30, limit=60)])
    marked = "One [pause 200ms] two. " + STORY

    async def work() -> tuple[Speech, Speech]:
        taken = tts_core.astream(marked, model="echo", markup=True, registry=registry)
        collected = tts_core.astream(marked, model="echo", markup=True, registry=registry)
        pieces = [piece async for piece in taken]
        assert (taken.text, taken.edits) == (marked, ((4, 17, ""),))
        return taken.whole(pieces), await collected.collect()

    taken, collected = run(work())
    assert taken == collected


def test_the_twin_has_everything_but_what_drives_it() -> None:
    """What a plain stream can be asked, its asynchronous twin can be asked too."""
    plain, twin = (
        {name for name in dir(kind) if not name.startswith("_")} for kind in (SpeechStream, AsyncSpeechStream)
    )

    assert plain - twin == {"step"}


def test_the_loop_runs_while_the_model_works() -> None:
    """While a model loads and speaks, other tasks of the loop go on."""
    gate, loading = Gate(), Gate()
    registry = Registry([echo_model(gate=gate, load_gate=loading)])

    async def work() -> int:
        speaking = asyncio.create_task(tts_core.asynthesize(STORY, model="echo", registry=registry))
        turns = 0
        while turns < 50:
            await asyncio.sleep(0)
            turns += 1
        loading.open()
        gate.open()
        await speaking
        return turns

    assert run(work()) == 50


def test_a_bad_request_fails_on_the_call() -> None:
    """Astream refuses a bad request itself, not at the first piece."""

    async def work() -> None:
        with pytest.raises(UnknownVoice):
            tts_core.astream("Hi.", model="echo", voice="nobody", registry=Registry([echo_model()]))
        with pytest.raises(NothingToSpeak):
            tts_core.astream("…", model="echo", registry=Registry([echo_model()]))

    run(work())


def test_cancelling_the_task_stops_the_model(until: Until) -> None:
    """A cancelled task ends the running speak and gives the model back."""
    gate, recorder = Gate(), Recorder()
    registry = Registry([echo_model(best=30, limit=60, gate=gate, recorder=recorder)])

    async def work() -> None:
        task = asyncio.create_task(tts_core.asynthesize(STORY, model="echo", registry=registry))
        await asyncio.to_thread(gate.arrived, 1)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task

    run(work())
    until(lambda: recorder.running == 0)
    registry.close()

    assert recorder.spoken == []
    assert registry.loaded() == []


def test_cancel_tells_who_waits() -> None:
    """A task that waits for a piece while another cancels gets Cancelled."""
    gate = Gate()
    registry = Registry([echo_model(gate=gate)])

    async def work() -> None:
        pieces = tts_core.astream(STORY, model="echo", registry=registry)
        waiting = asyncio.ensure_future(anext(pieces))
        await asyncio.to_thread(gate.arrived, 1)
        delivered = await pieces.cancel()
        assert delivered.pieces == 0
        with pytest.raises(Cancelled):
            await waiting

    run(work())


def test_leaving_the_block_stops_the_work() -> None:
    """Leaving `async with` early cancels what is still running."""
    recorder = Recorder()
    registry = Registry([echo_model(best=30, limit=60, recorder=recorder)])

    async def work() -> None:
        async with tts_core.astream(STORY * 20, model="echo", registry=registry) as pieces:
            async for piece in pieces:
                assert piece.index == 0
                break

    run(work())
    registry.close()

    assert len(recorder.begun) <= 4


def test_text_may_come_asynchronously() -> None:
    """A sentence is spoken while the asynchronous text after it has not come yet."""

    async def work() -> None:
        more = asyncio.Event()

        async def fragments() -> AsyncIterator[str]:
            yield "Here is one sentence. And"
            await more.wait()
            yield " here is another."

        pieces = tts_core.astream(fragments(), model="echo", registry=Registry([echo_model()]))
        first = await anext(pieces)
        more.set()
        rest = [piece async for piece in pieces]

        assert heard(first.audio) == ["Here", "is", "one", "sentence."]
        assert [heard(piece.audio) for piece in rest] == [["And", "here", "is", "another."]]

    run(work())


def test_asynchronous_text_needs_the_asynchronous_call() -> None:
    """A plain stream refuses an asynchronous text and says what takes it."""

    async def fragments() -> AsyncIterator[str]:
        yield "Never asked for."

    with pytest.raises(ValueError, match="astream"):
        tts_core.stream(fragments(), model="echo", registry=Registry([echo_model()]))


def test_an_error_of_the_text_comes_out() -> None:
    """What an asynchronous text raises comes out of the stream unchanged."""

    async def fragments() -> AsyncIterator[str]:
        yield "One sentence. "
        raise ConnectionError("gone")

    async def work() -> None:
        with pytest.raises(ConnectionError, match="gone"):
            await tts_core.asynthesize(fragments(), model="echo", registry=Registry([echo_model()]))

    run(work())


def test_a_failing_model_is_the_same_error() -> None:
    """A failure of the model is SynthesisFailed here too, with its cause."""
    registry = Registry([echo_model(fail_on="third", best=30, limit=60)])

    async def work() -> None:
        with pytest.raises(SynthesisFailed) as caught:
            await tts_core.asynthesize(STORY, model="echo", registry=registry)
        assert isinstance(caught.value.__cause__, RuntimeError)

    run(work())


def test_many_streams_in_one_loop() -> None:
    """Fifty speeches at once, on a model that takes one at a time, are each whole and their own."""
    registry = Registry([echo_model()])
    texts = [f"This is the speech of number {index}." for index in range(50)]

    async def work() -> list[list[str]]:
        speeches = await asyncio.gather(
            *(tts_core.asynthesize(text, model="echo", normalize=False, registry=registry) for text in texts)
        )
        return [heard(speech.audio) for speech in speeches]

    assert run(work()) == [text.split() for text in texts]


def test_nothing_is_left_behind() -> None:
    """After its streams have ended and its registry is closed, no thread of ours is left."""
    registry = Registry([echo_model("unique", concurrency=2)])
    run(tts_core.asynthesize(STORY, model="unique", registry=registry))

    registry.close()

    assert [thread.name for thread in threading.enumerate() if "unique" in thread.name] == []


def test_encoded_as_it_comes() -> None:
    """An asynchronous stream encodes to the same bytes as a plain one."""
    registry = Registry([echo_model(best=30, limit=60)])

    async def work() -> bytes:
        pieces = tts_core.astream(STORY, model="echo", registry=registry)
        return b"".join([chunk async for chunk in pieces.encode("flac")])

    assert run(work()) == b"".join(tts_core.stream(STORY, model="echo", registry=registry).encode("flac"))
