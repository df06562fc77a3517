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


def heard(audio: Audio) -> list[str]:
    utterances = decode(audio)
    assert all(each.intact for each in utterances)
    return words(" ".join(each.text for each in utterances))


def test_every_word_arrives_through_a_server(far: Registry) -> None:
    """What is spoken by another machine is what was asked for, word for word, in order."""
    near = synthesize(TEXT, registry=Registry([echo_model()]), model="echo")

    assert heard(synthesize(TEXT, registry=far).audio) == heard(near.audio)


def test_every_word_arrives_through_two_servers(far: Registry, serve: Callable[..., Live]) -> None:
    """A fleet is this server in front of this server: voice, speed and words pass through both."""
    front = serve(far.model("far"))
    body = {"model": "far", "input": TEXT, "voice": "bob", "speed": 2.0, "response_format": "pcm"}

    answer = httpx.post(f"{front.url}/audio/speech", json=body, timeout=20, trust_env=False)

    assert answer.status_code == 200, answer.text
    audio = Audio(np.frombuffer(answer.content, "<i2").astype(np.float32) / np.float32(32767), 24000)
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


class TestRemoteContract(SynthesizerContract):
    """A remote model keeps every law that a model on this machine keeps."""
