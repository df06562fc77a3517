"""Voices in LiveKit's own agents: `nox -s livekit`, for its libraries are large."""

from __future__ import annotations

import asyncio
import itertools
import random
import threading
import time
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

agents = pytest.importorskip("livekit.agents")

from livekit.agents.types import USERDATA_TIMED_TRANSCRIPT  # noqa: E402
from livekit.agents.voice import io  # noqa: E402

import tts_core  # noqa: E402  (skipped where LiveKit is not)
import tts_livekit  # noqa: E402
from tts_core import Audio, Registry, UnknownVoice  # noqa: E402
from tts_core.testing import Gate, Recorder, decode, echo_model  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

TEXT = "Hello big world. And another one, of nine words or so. Then comes a last one, which ends all."


def echo(**changes: Any) -> Registry:
    return Registry([echo_model(listed=True, **changes)])


class Loudspeaker(io.AudioOutput):
    """An output whose listener interrupts where the test says."""

    def __init__(self) -> None:
        super().__init__(
            label="test", capabilities=io.AudioOutputCapabilities(pause=False), sample_rate=24000
        )
        self.seconds = 0.0
        self.played = 0.0
        self.full = asyncio.Event()

    async def capture_frame(self, frame: Any) -> None:
        await super().capture_frame(frame)
        if not self.seconds:
            self.on_playback_started(created_at=time.time())
        self.seconds += frame.duration

    def flush(self) -> None:
        super().flush()
        self.full.set()

    def clear_buffer(self) -> None:
        self.on_playback_finished(playback_position=self.played, interrupted=True)


@asynccontextmanager
async def agent(registry: Registry) -> AsyncIterator[tuple[Any, Loudspeaker]]:
    """Run a real session of an agent that only speaks."""
    session = agents.AgentSession(tts=tts_livekit.TTS(registry=registry), use_tts_aligned_transcript=True)
    speaker = Loudspeaker()
    session.output.audio = tts_livekit.HeardOutput(speaker)
    await session.start(agents.Agent(instructions="Say what you are told."))
    try:
        yield session, speaker
    finally:
        await session.aclose()


async def taken(stream: Any) -> tuple[bytes, list[Any]]:
    frames = [event.frame async for event in stream]
    words = [word for frame in frames for word in frame.userdata.get(USERDATA_TIMED_TRANSCRIPT, ())]
    return b"".join(frame.data.tobytes() for frame in frames), words


def heard(sound: bytes, rate: int = 24000) -> str:
    samples = (np.frombuffer(sound, "<i2") / 32767).astype(np.float32)
    return " ".join(each.text.strip() for each in decode(Audio(samples, rate)))


@pytest.mark.parametrize("rate", [24000, 16000])
def test_text_that_is_written_is_spoken_with_its_words(rate: int) -> None:
    """Tokens become sound at the rate that is asked for; the timed words joined are the text as written."""

    async def work() -> tuple[bytes, list[Any]]:
        voice = tts_livekit.TTS(registry=echo(sample_rate=22050), sample_rate=rate)
        async with voice.stream() as stream:
            for token in TEXT.split(" "):
                stream.push_text(token + " ")
            stream.end_input()
            return await taken(stream)

    sound, words = asyncio.run(work())

    assert heard(sound, rate) == TEXT
    assert "".join(words) == TEXT + " "
    assert all(before.end_time <= after.end_time for before, after in itertools.pairwise(words))
    assert max(word.end_time for word in words) <= len(sound) / 2 / rate + 0.001


def test_a_whole_text_is_spoken() -> None:
    """`synthesize` says the text, by the voice that was asked for."""
    recorder = Recorder()

    async def work() -> tuple[bytes, list[Any]]:
        voice = tts_livekit.TTS(registry=echo(recorder=recorder), voice="bob")
        assert (voice.model, voice.provider) == ("echo", "tts-core")
        async with voice.synthesize("Hello world.") as stream:
            return await taken(stream)

    sound, words = asyncio.run(work())

    assert heard(sound) == "Hello world."
    assert "".join(words) == "Hello world."
    assert {each.voice for each in recorder.spoken} == {"bob"}


def test_what_is_wrong_is_said_before_anybody_waits() -> None:
    """A voice that is not there is refused when the agent is built."""
    with pytest.raises(UnknownVoice):
        tts_livekit.TTS(registry=echo(), voice="nobody")


def test_a_model_that_fails_ends_the_stream_once() -> None:
    """A failure is LiveKit's error, which is not asked for again: the same text would fail again."""
    recorder = Recorder()

    async def work() -> None:
        voice = tts_livekit.TTS(registry=echo(fail_on="broken", recorder=recorder))
        async with voice.stream() as stream:
            stream.push_text("This is broken.")
            stream.end_input()
            await taken(stream)

    with pytest.raises(agents.APIError, match="told to fail"):
        asyncio.run(work())
    assert recorder.failed == 1


def test_closing_a_stream_stops_the_model() -> None:
    """A stream that is closed while the model speaks has cancelled that run when it is closed."""
    gate, recorder = Gate(), Recorder()

    async def work() -> None:
        voice = tts_livekit.TTS(registry=echo(gate=gate, recorder=recorder))
        stream = voice.stream()
        stream.push_text(TEXT)
        stream.end_input()
        await asyncio.to_thread(gate.arrived)
        await stream.aclose()

    asyncio.run(work())

    assert recorder.cancelled == 1


def test_prewarming_loads_the_model() -> None:
    """After `prewarm` the model is there before the first word is asked for."""
    recorder = Recorder()
    voice = tts_livekit.TTS(registry=echo(recorder=recorder))

    voice.prewarm()

    patience = threading.Event()
    assert any(recorder.loads or patience.wait(0.001) for _ in range(20_000))


def test_an_agent_says_all_of_it() -> None:
    """A speech that is not interrupted stands whole in the agent's transcript."""

    async def work() -> str:
        async with agent(echo()) as (session, speaker):
            handle = session.say(TEXT)
            await speaker.full.wait()
            speaker.on_playback_finished(playback_position=speaker.seconds, interrupted=False)
            await handle
            return str(handle.chat_items[0].text_content)

    assert asyncio.run(work()) == TEXT


@pytest.mark.parametrize("seed", range(50))
def test_a_cut_leaves_exactly_the_words_that_were_heard(seed: int) -> None:
    """Interrupted anywhere, the agent's transcript ends with the last word that the listener heard whole."""
    registry = echo()
    pieces = list(tts_core.stream(iter([TEXT]), registry=registry))  # As the session hands it on.
    words = [word for piece in pieces for word in piece.words]

    async def work() -> tuple[float, str]:
        async with agent(registry) as (session, speaker):
            handle = session.say(TEXT)
            await speaker.full.wait()
            chance = random.Random(seed)  # noqa: S311  (chance, no secret)
            speaker.played = chance.uniform(0.01, speaker.seconds)
            await session.interrupt()
            await handle
            said = handle.chat_items[0].text_content if handle.chat_items else ""
            return speaker.played, str(said or "")

    played, said = asyncio.run(work())

    whole = [word for word in words if word.end <= played]
    assert said.rstrip(" .,") == TEXT[: whole[-1].span[1] if whole else 0]
