from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import httpx
import numpy as np
import pytest

from tts_core import Audio, Registry, astream, synthesize
from tts_core.testing import EchoOptions, SynthesizerContract, decode, echo_model
from tts_server.remote import model_of, remote_model

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.server.conftest import Live
    from tests.server.remote.conftest import Stage

    from tts_core import Model

TEXT = "Dr. Smith paid three dollars for tea. " * 4 + "Then he went home, and slept!"


@pytest.fixture(scope="module")
def far(echo: Live) -> Iterator[Registry]:
    """A registry whose only model is spoken by a live server of our own."""
    registry = Registry([remote_model("far", [echo.root], remote_model="echo", best=60, first=40)])
    yield registry
    registry.close()


def words(text: str) -> list[str]:
    return "".join(each if each.isalnum() else " " for each in text.lower()).split()


def audio_of(samples: bytes) -> Audio:
    return Audio((np.frombuffer(samples, "<i2") / 32767).astype(np.float32), 24000)


def heard(audio: Audio) -> list[str]:
    utterances = decode(audio)
    assert all(each.intact for each in utterances)
    return words(" ".join(each.text for each in utterances))


def test_every_word_arrives_through_a_server(far: Registry) -> None:
    """What is spoken by another machine is what was asked for, word for word, in order."""
    near = synthesize(TEXT, registry=Registry([echo_model()]), model="echo")

    assert heard(synthesize(TEXT, registry=far).audio) == heard(near.audio)


def test_every_word_arrives_through_two_servers(far: Registry, serve: Callable[..., Live]) -> None:
    """A remote model is this server in front of this server: voice, speed and words pass through both."""
    front = serve(far.model("far"))
    body = {"model": "far", "input": TEXT, "voice": "bob", "speed": 2.0, "response_format": "pcm"}

    answer = httpx.post(f"{front.url}/audio/speech", json=body, timeout=20, trust_env=False)

    assert answer.status_code == 200, answer.text
    audio = audio_of(answer.content)
    near = synthesize(TEXT, registry=Registry([echo_model()]), model="echo")
    assert heard(audio) == heard(near.audio)
    assert {(each.voice, each.speed) for each in decode(audio)} == {("bob", 2.0)}


def test_many_at_once_do_not_mix(far: Registry) -> None:
    """Speeches that several threads ask for over the same connections keep to themselves."""
    texts = [f"Speech number {n} says {n * 7}. And then it ends with {n}." for n in range(12)]

    with ThreadPoolExecutor(6) as threads:
        spoken = list(threads.map(lambda text: synthesize(text, registry=far), texts))

    near = Registry([echo_model()])
    assert [heard(each.audio) for each in spoken] == [
        heard(synthesize(text, registry=near, model="echo").audio) for text in texts
    ]


async def _first_words(registry: Registry) -> int:
    count = 0
    async with astream(TEXT, registry=registry) as pieces:
        async for piece in pieces:
            count += len(piece.words)
    return count


def test_streams_piece_by_piece(far: Registry) -> None:
    """A long text comes in pieces, each with its words, in asyncio too."""
    import asyncio

    assert asyncio.run(_first_words(far)) == len(TEXT.split())


def test_an_error_of_the_far_model_is_an_error_here(serve: Callable[..., Live]) -> None:
    """When the model behind the server fails, so does the speech, and no part of it is called whole."""
    live = serve(echo_model("echo", EchoOptions(fail_on="home"), listed=True))
    registry = Registry([remote_model("far", live.root, remote_model="echo", attempts=1)])
    front = serve(registry.model("far"))
    body = {"model": "far", "input": "Then he went home.", "voice": "ada"}

    answer = httpx.post(f"{front.url}/audio/speech", json=body, timeout=20, trust_env=False)

    assert answer.status_code == 500
    assert answer.json()["error"]["code"] == "synthesis_failed"
    registry.close()


def test_a_replica_killed_in_the_middle_is_not_heard(
    misbehave: Stage, echo: Live, serve: Callable[..., Live]
) -> None:
    """When a replica dies while it speaks, the client of the gateway gets the whole speech all the same."""
    head = b"HTTP/1.1 200 So\r\ncontent-type: audio/pcm\r\ncontent-length: 90000\r\n\r\n"
    dying = misbehave(misbehave.raw(head + bytes(4000), hang=True))
    urls = [dying.url, echo.root]
    front = serve(remote_model("far", urls, remote_model="echo", voices=("ada",), best=60, first=40))
    body = {"model": "far", "input": TEXT, "voice": "ada", "response_format": "pcm"}

    with ThreadPoolExecutor(1) as threads:
        asking = threads.submit(
            httpx.post, f"{front.url}/audio/speech", json=body, timeout=20, trust_env=False
        )
        assert dying.hanging.wait(20)
        dying.stop()
        answer = asking.result(20)

    assert answer.status_code == 200
    assert heard(audio_of(answer.content)) == heard(synthesize(TEXT, registry=serve().registry).audio)


def test_a_wrong_model_is_unavailable(echo: Live, serve: Callable[..., Live]) -> None:
    """A model that the far server does not have is a 503 here, before any audio."""
    front = serve(remote_model("far", echo.root, remote_model="ecko", voices=("ada",)))
    body = {"model": "far", "input": "One.", "voice": "ada"}

    answer = httpx.post(f"{front.url}/audio/speech", json=body, timeout=20, trust_env=False)

    assert (answer.status_code, answer.json()["error"]["code"]) == (503, "model_unavailable")


def test_a_reference_is_the_same_model_each_time(echo: Live) -> None:
    """`remote:URL#model` names a model that is loaded once, however often it is asked for."""
    reference = f"remote:{echo.root}#echo"
    model = model_of(reference)

    assert model is not None
    assert model is model_of(reference)
    assert model_of("kitten:/some/folder") is None
    speech = synthesize("One two.", registry=Registry([model]), model=reference)
    assert heard(speech.audio) == ["one", "two"]


@pytest.fixture(scope="class")
def model(echo: Live) -> Model:
    """A model that a live server speaks."""
    return remote_model("far", echo.root, remote_model="echo")


@pytest.fixture(scope="class")
def exact(echo: Live) -> Model:
    """The same, asked for its words as well."""
    return remote_model("far", echo.root, remote_model="echo", timings=True)


class TestRemoteContract(SynthesizerContract):
    """A remote model keeps every law that a model on this machine keeps."""


class TestTimedContract(SynthesizerContract):
    """And so does one that tells when each word sounds."""

    @pytest.fixture(scope="class")
    @classmethod
    def model(cls, exact: Model) -> Model:
        return exact


def test_words_sound_when_the_far_model_says(echo: Live) -> None:
    """Word timings pass through: they are those of the far model, not a guess."""
    registry = Registry([remote_model("far", echo.root, remote_model="echo", timings=True)])
    near = Registry([echo_model()])

    far_words = synthesize(TEXT, registry=registry).words
    near_words = synthesize(TEXT, registry=near, model="echo").words

    assert [(word.text, word.span, word.quality) for word in far_words] == [
        (word.text, word.span, word.quality) for word in near_words
    ]
    assert {word.quality for word in far_words} == {"exact"}
    assert [word.end - word.start for word in far_words] == pytest.approx(
        [word.end - word.start for word in near_words], abs=0.01
    )
    registry.close()
    near.close()
