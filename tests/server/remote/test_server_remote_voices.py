from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from tts_core import LoadOptions, ModelUnavailable, Registry, UnknownVoice, UnsupportedLanguage, synthesize
from tts_core.testing import echo_model
from tts_server.openai_names import OPENAI_VOICES
from tts_server.remote import remote_model

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.server.conftest import Live
    from tests.server.remote.conftest import Stage, Step

    from tts_core import Voice


def listed(stage: Stage, document: Any) -> Step:
    """A listing of voices."""
    return stage.answer(body=json.dumps(document).encode(), content_type="application/json")


def voices_of(url: str, **fields: Any) -> tuple[Voice, ...]:
    """The voices of a remote model."""
    registry = Registry([remote_model("far", url, **fields)])
    try:
        return registry.voices(registry.model("far"))
    finally:
        registry.close()


@pytest.mark.parametrize(
    "document",
    [
        {"voices": ["ann", "ben"]},
        ["ann", "ben"],
        {"data": [{"id": "ann"}, {"id": "ben"}]},
        {"voices": [{"name": "ann"}, {"voice_id": "ben"}]},
        {"voices": [{"id": "ann", "name": "Ann B."}, "ben", "ben"]},
        {"voices": [{"id": "ann", "model": "tts-1"}, {"id": "ben"}, {"id": "eva", "model": "other"}]},
    ],
)
def test_every_shape_of_listing_is_read(misbehave: Stage, document: Any) -> None:
    """Strings or objects, in a list or under a name: the voices of the model are found."""
    server = misbehave(listing=listed(misbehave, document))

    assert [voice.id for voice in voices_of(server.url)] == ["ann", "ben"]


def test_what_a_listing_says_of_a_voice_is_kept(misbehave: Stage) -> None:
    """Language, gender and description of a voice arrive; without a language, that of the settings holds."""
    entries = [{"id": "eva", "language": "de-DE", "gender": "Female", "description": "calm"}, "ben"]
    eva, ben = voices_of(misbehave(listing=listed(misbehave, entries)).url, language="fr")

    assert (eva.language, eva.gender, eva.description) == ("de-DE", "female", "calm")
    assert (ben.language, ben.gender) == ("fr", None)


def test_a_server_without_a_listing_has_the_built_in_voices(misbehave: Stage) -> None:
    """OpenAI itself lists no voices; its thirteen names are known."""
    found = voices_of(misbehave(listing=misbehave.answer(404)).url)

    assert [voice.id for voice in found] == sorted(OPENAI_VOICES)
    assert len(found) == 13


@pytest.mark.parametrize("body", [b"<html>", b'{"voices": 3}', b'{"voices": [{"colour": "red"}]}'])
def test_a_listing_that_cannot_be_read_is_an_error(misbehave: Stage, body: bytes) -> None:
    """Voices are never guessed from a listing that is not understood."""
    server = misbehave(listing=misbehave.answer(body=body))

    with pytest.raises(ModelUnavailable, match="voices cannot be listed"):
        voices_of(server.url)


def test_the_next_replica_is_asked_for_its_voices(misbehave: Stage) -> None:
    """A replica that is gone does not hide the voices that another can name."""
    gone = misbehave()
    gone.stop()
    here = misbehave(listing=listed(misbehave, ["ann"]))
    registry = Registry([remote_model("far", [gone.url, here.url])])

    assert [voice.id for voice in registry.voices(registry.model("far"))] == ["ann"]
    registry.close()


def test_nobody_to_ask_is_an_error(misbehave: Stage) -> None:
    """Without a server that can be reached there are no voices, not the built-in ones."""
    gone = misbehave()
    gone.stop()

    with pytest.raises(ModelUnavailable, match="no server answers"):
        voices_of(gone.url)


def test_who_did_not_answer_is_not_asked_at_once_again(misbehave: Stage) -> None:
    """A listing that failed is remembered for a while, so that a dead server does not hold up everybody."""
    server = misbehave(listing=misbehave.answer(500))
    registry = Registry([remote_model("far", server.url)])

    for _ in range(3):
        with pytest.raises(ModelUnavailable, match="answered 500"):
            registry.voices(registry.model("far"))

    assert len(server.asked) == 1
    registry.close()


def test_a_dead_remote_hides_no_other_model(serve: Callable[..., Live]) -> None:
    """The listings of a gateway name every model, and say which one is out of reach."""
    live = serve(echo_model("echo", listed=True), remote_model("far", "http://127.0.0.1:9"))

    engines = httpx.get(f"{live.url}/engines", trust_env=False).json()["engines"]
    harmony = httpx.get(f"{live.url}/audio/speech/models", trust_env=False)

    states = {each["id"]: each["state"] for each in engines}
    assert states.keys() == {"echo", "far"}
    assert states["far"] == "unreachable" != states["echo"]
    assert harmony.status_code == 200


def test_voices_that_are_set_are_not_asked_for(misbehave: Stage) -> None:
    """Who names the voices in the settings causes no request."""
    server = misbehave()

    assert [voice.id for voice in voices_of(server.url, voices=("ann",))] == ["ann"]
    assert server.asked == []


def test_listing_models_asks_nobody(misbehave: Stage) -> None:
    """Making and listing a remote model makes no connection."""
    server = misbehave()
    registry = Registry([remote_model("far", server.url)])

    assert [model.card.id for model in registry.models()] == ["far"]
    assert registry.models()[0].is_here()
    assert server.asked == []
    registry.close()


def test_what_the_remote_lacks_is_refused_here(serve: Callable[..., Live]) -> None:
    """A voice, a language or an option that the remote does not have is an error before anything is sent."""
    live = serve()
    registry = Registry([remote_model("far", live.root, remote_model="echo", speed=False)])

    with pytest.raises(UnknownVoice, match="did you mean 'ada'"):
        synthesize("One.", voice="adda", registry=registry)
    with pytest.raises(UnsupportedLanguage):
        synthesize("One.", language="fr", registry=registry)
    with pytest.raises(Exception, match="pitch"):
        synthesize("One.", options={"pitch": 1.0}, registry=registry)
    with pytest.raises(Exception, match="one speed"):
        synthesize("One.", speed=1.5, registry=registry)
    registry.close()


def test_is_not_loaded_offline() -> None:
    """A model on other machines cannot be had offline, and says so."""
    with pytest.raises(ModelUnavailable, match="other machines"):
        remote_model("far", "http://127.0.0.1:9").load(LoadOptions(offline=True))
