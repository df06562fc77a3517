"""Secrets of services: where they come from, and that nobody sees them."""

from __future__ import annotations

import json
import logging
import pickle
import sys
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import keyring
import numpy as np
import pytest
from click.testing import CliRunner
from keyring.backend import KeyringBackend
from keyring.backends import fail
from keyring.errors import KeyringLocked

import tts_core
from tts_core import (
    Model,
    ModelCard,
    ModelUnavailable,
    Option,
    Registry,
    Rendering,
    Request,
    Secret,
    Utterance,
)
from tts_core.cli import Commands
from tts_core.longform.cachekey import CacheKeys

if TYPE_CHECKING:
    from collections.abc import Iterator

KEY = "sk-0123456789"
NAME = "TTS_CORE_CLOUD_9_API_KEY"


class Service:
    """A model that asks a service, as it believes."""

    def __init__(self) -> None:
        self.asked: list[Utterance] = []

    def speak(self, utterance: Utterance) -> Rendering:
        self.asked.append(utterance)
        return Rendering(samples=np.full(800, 0.1, np.float32), sample_rate=8000)

    def close(self) -> None:
        pass


@pytest.fixture
def service() -> Service:
    return Service()


@pytest.fixture
def model(service: Service) -> Model:
    options = (
        Option(name="api_key", type=str, secret=True, doc="Who asks."),
        Option(name="tone", type=str, default="dry"),
    )
    card = ModelCard(id="cloud-9", sample_rate=8000, languages=("en",), options=options)
    return Model(card, lambda _: service)


@pytest.fixture
def registry(model: Model) -> Registry:
    return Registry([model])


class Ring(KeyringBackend):
    """A keyring of the test's own: a real one asks its owner for a password."""

    priority = 1.0

    def __init__(self, held: dict[str, str] | None = None, *, locked: bool = False) -> None:
        super().__init__()  # type: ignore[no-untyped-call]  # keyring's own has no types
        self.locked, self.held = locked, held or {}

    def get_password(self, service: str, username: str) -> str | None:
        if self.locked:
            raise KeyringLocked("the keyring is locked")
        return self.held.get(username) if service == "tts-core" else None

    def set_password(self, service: str, username: str, password: str) -> None:
        raise NotImplementedError

    def delete_password(self, service: str, username: str) -> None:
        raise NotImplementedError


@pytest.fixture(autouse=True)
def nothing_kept(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Ask neither the environment nor the keyring of who runs the tests."""
    monkeypatch.delenv(NAME, raising=False)
    before = keyring.get_keyring()
    keyring.set_keyring(fail.Keyring())  # type: ignore[no-untyped-call]  # as above
    yield
    keyring.set_keyring(before)


def test_the_environment_tells_it(
    registry: Registry, service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The variable named for model and option reaches the model as a Secret, beside its other options."""
    monkeypatch.setenv(NAME, KEY)

    tts_core.synthesize("Hello.", registry=registry)

    assert service.asked[0].options == {"api_key": Secret(KEY), "tone": "dry"}
    assert service.asked[0].options["api_key"].reveal() == KEY


def test_a_service_may_have_a_variable_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    """An option's own variable is used in place of ours."""
    option = Option(name="api_key", type=str, secret=True, env="CLOUD_KEY")
    monkeypatch.setenv("CLOUD_KEY", KEY)

    assert option.kept("any") == Secret(KEY)
    assert replace(option, env="").kept_as("cloud-9") == NAME


def test_a_keyring_tells_it(registry: Registry, service: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where keyring is installed, it is asked under the same name; the environment goes before it."""
    keyring.set_keyring(Ring({NAME: "kept"}))

    tts_core.synthesize("Hello.", registry=registry)
    monkeypatch.setenv(NAME, KEY)
    tts_core.synthesize("Hello.", registry=registry)

    assert [each.options["api_key"].reveal() for each in service.asked] == ["kept", KEY]


def test_a_secret_that_is_nowhere_is_said(registry: Registry, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without it the model cannot be had, and the error says where to put it; so does one a keyring hides."""
    with pytest.raises(ModelUnavailable, match=rf"'api_key' is not set.* \${NAME}"):
        tts_core.stream("Hello.", model="cloud-9", registry=registry)

    keyring.set_keyring(Ring(locked=True))
    with pytest.raises(ModelUnavailable, match="the keyring is locked"):
        tts_core.stream("Hello.", model="cloud-9", registry=registry)

    monkeypatch.setitem(sys.modules, "keyring", None)
    with pytest.raises(ModelUnavailable, match="is not set"):
        tts_core.stream("Hello.", model="cloud-9", registry=registry)


def test_a_secret_may_be_optional(model: Model) -> None:
    """One whose default is empty may be missing, and is None then."""
    card = replace(model.card, options=(Option(name="api_key", type=str, secret=True, default=""),))

    assert card.checked_options({}) == {"api_key": None}


def test_nobody_sees_it(
    registry: Registry,
    model: Model,
    service: Service,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """Not in receipts, logs, reprs, files or keys of the cache, wherever it came from."""
    caplog.set_level(logging.DEBUG)
    request = Request(text="Hello.", model="cloud-9", options={"api_key": Secret(KEY)})

    speech = tts_core.synthesize(request, registry=registry)
    keys = CacheKeys(model, request.load)

    assert service.asked[0].options["api_key"].reveal() == KEY
    assert "api_key" not in speech.receipt.options
    shown = [repr(each) for each in (request, speech, service.asked[0], Secret(KEY))]
    shown += [str(Secret(KEY)), f"{Secret(KEY)}", speech.receipt.as_json(), caplog.text]
    shown += [repr(speech.encode("wav", receipt=True)), repr(tts_core.explain(request, registry=registry))]
    assert not [each for each in shown if KEY in each]
    other = replace(request, options={"api_key": Secret("another")})
    assert keys.request_key(request) == keys.request_key(other)
    with pytest.raises(TypeError):
        json.dumps(Secret(KEY))


def test_a_secret_is_not_given_in_plain(registry: Registry) -> None:
    """A plain text in its place is refused without being repeated, in a call and on the command line."""
    with pytest.raises(ValueError, match="is a secret") as refused:
        tts_core.stream("Hello.", options={"api_key": KEY}, registry=registry)
    said = CliRunner().invoke(
        Commands(registry), ["say", "Hello.", "-m", "cloud-9", "--option", f"api_key={KEY}"]
    )

    assert KEY not in str(refused.value)
    assert said.exit_code == 2
    assert "is a secret" in said.stderr
    assert KEY not in said.stderr


def test_the_command_says_where_it_is_kept(registry: Registry) -> None:
    """`models ID` tells the variable of a secret, and never its value."""
    shown = " ".join(CliRunner().invoke(Commands(registry), ["models", "cloud-9"]).stdout.split())

    assert "a secret" in shown
    assert NAME in shown.replace(" ", "")


def test_a_secret_travels_to_a_model_of_its_own_process() -> None:
    """What is sent to an isolated model arrives as it was."""
    assert pickle.loads(pickle.dumps(Secret(KEY))) == Secret(KEY)  # noqa: S301  (our own)


@pytest.mark.parametrize("wrong", [{"type": int}, {"default": "sk-public"}, {"choices": ("a", "b")}])
def test_a_secret_that_all_can_see_is_none(wrong: dict[str, Any]) -> None:
    """A secret is a text, and its default and choices are not on the card."""
    with pytest.raises(ValueError, match="the secret 'api_key' must be a str"):
        Option(**{"name": "api_key", "type": str, "secret": True, **wrong})
    with pytest.raises(ValueError, match="a text that is not empty"):
        Secret("")
