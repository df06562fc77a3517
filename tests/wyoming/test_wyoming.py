"""The protocol, spoken with wyoming's own client over real sockets."""

from __future__ import annotations

import asyncio
import socket
from contextlib import asynccontextmanager, suppress
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from click.testing import CliRunner
from wyoming.audio import AudioChunk, AudioStart, AudioStop
from wyoming.client import AsyncClient
from wyoming.error import Error
from wyoming.event import Event
from wyoming.info import Describe, Info
from wyoming.ping import Ping, Pong
from wyoming.tts import (
    Synthesize,
    SynthesizeChunk,
    SynthesizeStart,
    SynthesizeStop,
    SynthesizeStopped,
    SynthesizeVoice,
)

import tts_core
import tts_wyoming
from tts_core import Audio, ModelFile, Registry
from tts_core.cli import Commands
from tts_core.testing import Gate, Recorder, decode, echo_model

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

TEXT = "Hello big world. And another one, which is a little longer!"


@pytest.fixture
def place(tmp_path: Path) -> str:
    return f"unix://{tmp_path}/wyoming"


@asynccontextmanager
async def client(place: str, registry: Registry, **asked: Any) -> AsyncIterator[AsyncClient]:
    """Serve *registry* at *place*, and lend a client of it."""
    serving = asyncio.create_task(tts_wyoming.serve(place, registry=registry, **asked))
    try:
        async with connected(place, serving) as found:
            yield found
    finally:
        serving.cancel()
        with suppress(asyncio.CancelledError):
            await serving


@asynccontextmanager
async def connected(place: str, serving: asyncio.Task[None]) -> AsyncIterator[AsyncClient]:
    """Connect as soon as the server listens."""
    while True:
        found = AsyncClient.from_uri(place)
        try:
            await found.connect()
        except OSError:
            if serving.done():
                raise
            await asyncio.sleep(0)
        else:
            break
    try:
        yield found
    finally:
        await found.disconnect()


async def answer(asking: AsyncClient, last: Any = AudioStop) -> list[Event]:
    """Return the events up to one of the kind *last*, or to the end of the connection."""
    events: list[Event] = []
    async with asyncio.timeout(20):
        while (event := await asking.read_event()) is not None:
            events.append(event)
            if last.is_type(event.type):
                break
    return events


def heard(events: list[Event]) -> tuple[str, int]:
    """Return what the sound of *events* says, and its rate."""
    begun = AudioStart.from_event(next(event for event in events if AudioStart.is_type(event.type)))
    assert (begun.width, begun.channels) == (2, 1)
    chunks = [AudioChunk.from_event(event) for event in events if AudioChunk.is_type(event.type)]
    assert {(chunk.rate, chunk.width, chunk.channels) for chunk in chunks} == {(begun.rate, 2, 1)}
    samples = np.frombuffer(b"".join(chunk.audio for chunk in chunks), "<i2") / 32767
    at = 0
    for chunk in chunks:
        assert chunk.timestamp == at * 1000 // begun.rate
        at += chunk.samples
    said = decode(Audio(samples.astype(np.float32), begun.rate))
    return " ".join(each.text.strip() for each in said), begun.rate


def echo(**changes: Any) -> Registry:
    return Registry([echo_model(listed=True, **changes)])


def test_the_voices_are_those_that_are_here(place: str, tmp_path: Path) -> None:
    """One program names every voice that needs no download, the best first, with language and attribution."""
    files = (ModelFile(name="gone.onnx", folder=tmp_path),)
    registry = Registry(
        [
            echo_model(listed=True, label="Echo", homepage="https://example.org/echo"),
            echo_model("plain", listed=True, rank=5, voices=(), default_voice=None, languages=("fr",)),
            echo_model("absent", listed=True, files=files),
        ]
    )

    async def asked() -> Info:
        async with client(place, registry) as asking:
            await asking.write_event(Describe().event())
            return Info.from_event((await answer(asking, Info))[-1])

    (program,) = asyncio.run(asked()).tts

    assert program.supports_synthesize_streaming
    assert program.installed
    assert [(voice.name, voice.languages) for voice in program.voices] == [
        ("plain/", ["fr"]),
        ("echo/ada", ["en-US"]),
        ("echo/bob", ["en-GB"]),
        ("echo/eva", ["de-DE"]),
    ]
    assert program.voices[1].attribution.url == "https://example.org/echo"
    assert program.voices[1].attribution.name == "Echo"
    assert program.voices[1].description == "Ada (Echo)"
    assert all(voice.installed for voice in program.voices)


def test_a_text_is_spoken(place: str) -> None:
    """What is heard is the text, by the voice and at the rate of the model, sample for sample our speech."""
    recorder = Recorder()
    registry = echo(recorder=recorder)

    async def asked() -> list[Event]:
        async with client(place, registry) as asking:
            await asking.write_event(Ping(text="here?").event())
            assert Pong.from_event((await answer(asking, Pong))[0]).text == "here?"
            await asking.write_event(Synthesize(TEXT, SynthesizeVoice(name="echo/bob")).event())
            return await answer(asking)

    events = asyncio.run(asked())

    assert heard(events) == (TEXT, 24000)
    assert recorder.spoken[-1].voice == "bob"
    sound = b"".join(event.payload or b"" for event in events)
    pieces = list(tts_core.stream(TEXT, voice="bob", registry=registry))
    assert sound == b"".join(piece.audio.pcm16() for piece in pieces)


@pytest.mark.parametrize(
    ("voice", "spoke"),
    [
        (None, "ada"),
        (SynthesizeVoice(language="de"), "eva"),
        (SynthesizeVoice(name="Robert"), "bob"),
        (SynthesizeVoice(name="echo/"), "ada"),
    ],
)
def test_a_voice_may_be_left_to_us(place: str, voice: SynthesizeVoice | None, spoke: str) -> None:
    """Without a voice, or by a language, or by a name without a model, the best that is here speaks."""
    recorder = Recorder()

    async def asked() -> None:
        async with client(place, echo(recorder=recorder)) as asking:
            await asking.write_event(Synthesize("Hello.", voice).event())
            await answer(asking)

    asyncio.run(asked())

    assert recorder.spoken[-1].voice == spoke


def test_one_connection_takes_several_speeches(place: str) -> None:
    """Speeches of one connection follow each other, whole, in the order they were asked for."""

    async def asked() -> list[str]:
        async with client(place, echo()) as asking:
            for text in ("Number one.", "Number two.", "Number three."):
                await asking.write_event(Synthesize(text).event())
            return [heard(await answer(asking))[0] for _ in range(3)]

    assert asyncio.run(asked()) == ["Number one.", "Number two.", "Number three."]


def test_text_is_spoken_while_it_is_written(place: str) -> None:
    """The first sentence of a language model is heard before it has written the second, and once."""
    tokens = ["Hello", " there", ".", " How", " are", " you", " today", "?"]

    async def asked() -> tuple[list[Event], list[Event]]:
        async with client(place, echo()) as asking:
            await asking.write_event(SynthesizeStart().event())
            for token in tokens[:4]:
                await asking.write_event(SynthesizeChunk(token).event())
            first = await answer(asking, AudioChunk)
            for token in tokens[4:]:
                await asking.write_event(SynthesizeChunk(token).event())
            await asking.write_event(Synthesize("".join(tokens)).event())
            await asking.write_event(SynthesizeStop().event())
            return first, await answer(asking, SynthesizeStopped)

    first, rest = asyncio.run(asked())

    assert AudioChunk.is_type(first[-1].type)
    assert heard([*first, *rest])[0] == "Hello there. How are you today?"
    assert AudioStop.is_type(rest[-2].type)
    assert SynthesizeStopped.is_type(rest[-1].type)


@pytest.mark.parametrize("streamed", [False, True])
def test_ssml_is_obeyed(place: str, streamed: bool) -> None:
    """Text that says it is SSML is read as such, whole or in fragments."""
    ssml = '<speak>Wait <break time="1s"/> here.</speak>'

    async def asked() -> list[Event]:
        async with client(place, echo()) as asking:
            if streamed:
                await asking.write_event(Event("synthesize-start", {"text_format": "ssml"}))
                for fragment in (ssml[:10], ssml[10:]):
                    await asking.write_event(SynthesizeChunk(fragment).event())
                await asking.write_event(SynthesizeStop().event())
            else:
                await asking.write_event(Event("synthesize", {"text": ssml, "text_format": "ssml"}))
            return await answer(asking)

    said, _ = heard(asyncio.run(asked()))

    assert "Wait" in said
    assert "break" not in said


@pytest.mark.parametrize(
    ("asked_for", "says"),
    [
        ([Synthesize("Hello.", SynthesizeVoice(name="echo/bobb")).event()], "did you mean 'bob'"),
        ([Synthesize("Hello.", SynthesizeVoice(name="ecoh/bob")).event()], "did you mean 'echo'"),
        ([Synthesize("Hello.", SynthesizeVoice(language="xx")).event()], "'xx'"),
        ([Synthesize("...").event()], "nothing to speak"),
        ([SynthesizeStart().event(), SynthesizeStop().event()], "nothing to speak"),
        ([SynthesizeChunk("Hello.").event()], "without a synthesize-start"),
        ([SynthesizeStop().event()], "without a synthesize-start"),
        ([SynthesizeStart().event(), SynthesizeStart().event()], "before the synthesize-stop"),
    ],
)
def test_what_cannot_be_is_answered_and_ends(place: str, asked_for: list[Event], says: str) -> None:
    """A mistake is answered with an error that says why, and then the connection ends."""

    async def asked() -> list[Event]:
        async with client(place, echo()) as asking:
            for event in asked_for:
                await asking.write_event(event)
            return await answer(asking)

    (event,) = asyncio.run(asked())

    assert says in Error.from_event(event).text


def test_half_a_speech_never_looks_whole(place: str) -> None:
    """A model that fails in the middle ends the connection with an error, without the end of sound."""
    registry = echo(fail_on="broken", limit=20, best=20)

    async def asked() -> list[Event]:
        async with client(place, registry) as asking:
            await asking.write_event(Synthesize("This is well. This is broken.").event())
            return await answer(asking)

    events = asyncio.run(asked())

    assert AudioStart.is_type(events[0].type)
    assert Error.is_type(events[-1].type)
    assert not any(AudioStop.is_type(event.type) for event in events)


def test_an_error_reaches_who_still_writes(place: str) -> None:
    """A client that writes on and on, whose voice is refused, gets the error all the same."""

    async def asked() -> list[Event]:
        async with client(place, echo()) as asking:
            await asking.write_event(SynthesizeStart(SynthesizeVoice(name="nobody")).event())
            for number in range(2000):
                await asking.write_event(SynthesizeChunk(f"Sentence {number}. ").event())
            return await answer(asking)

    assert "nobody" in Error.from_event(asyncio.run(asked())[0]).text


def test_who_leaves_stops_the_model(place: str) -> None:
    """When a client goes, the run that is made for it is cancelled in the model."""
    gate, recorder = Gate(), Recorder()
    registry = echo(gate=gate, recorder=recorder)

    async def asked() -> None:
        async with client(place, registry) as asking:
            await asking.write_event(Synthesize(TEXT).event())
            await asyncio.to_thread(gate.arrived)
            await asking.disconnect()
            async with asyncio.timeout(20):
                while not recorder.cancelled:
                    await asyncio.sleep(0)

    asyncio.run(asked())

    assert recorder.cancelled == 1


def test_one_model_may_be_offered_alone(place: str) -> None:
    """With a model, only its voices are named, it is the default, and another is refused."""
    registry = Registry([echo_model(listed=True, rank=9), echo_model("other", listed=True)])

    async def asked() -> tuple[Info, list[Event]]:
        async with client(place, registry, model="other") as asking:
            await asking.write_event(Describe().event())
            info = Info.from_event((await answer(asking, Info))[-1])
            await asking.write_event(Synthesize("Hello.", SynthesizeVoice(name="echo/bob")).event())
            return info, await answer(asking)

    info, (refused,) = asyncio.run(asked())

    assert {voice.name.partition("/")[0] for voice in info.tts[0].voices} == {"other"}
    assert "'other' only" in Error.from_event(refused).text


def test_it_is_found_in_the_local_network() -> None:
    """Announced, the server is found by Home Assistant's kind of service, at its address and port."""
    zeroconf = pytest.importorskip("zeroconf.asyncio")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]

    async def asked() -> Any:
        async with client(f"tcp://127.0.0.1:{port}", echo(), zeroconf="kitchen") as asking:
            await asking.write_event(Ping().event())
            await answer(asking, Pong)
            network = zeroconf.AsyncZeroconf()
            try:
                kind = "_wyoming._tcp.local."
                return await network.async_get_service_info(kind, f"kitchen.{kind}", 10_000)
            finally:
                await network.async_close()

    found = asyncio.run(asked())

    assert found.port == port
    assert found.parsed_addresses() == ["127.0.0.1"]


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (["--uri", "http://127.0.0.1"], "are supported"),
        (["--uri", "unix:///nowhere/tts", "--zeroconf", "kitchen"], "tcp://HOST:PORT"),
        (["-m", "hibarri"], "no model 'hibarri'"),
    ],
)
def test_the_command_says_what_it_cannot_do(args: list[str], says: str) -> None:
    """What cannot be served ends with status 2 and one sentence."""
    result = CliRunner().invoke(Commands(), ["wyoming", *args])

    assert result.exit_code == 2
    assert says in result.stderr
