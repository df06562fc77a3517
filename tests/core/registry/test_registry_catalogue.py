"""What could be had: the catalogues of plugins, which nobody asks unless it is wanted."""

from __future__ import annotations

import sys
from dataclasses import replace
from importlib.metadata import EntryPoint
from types import ModuleType
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from tts_core import Model, ModelCard, ModelUnavailable, Registry, UnknownModel, hookimpl
from tts_core.cli.models import command
from tts_core.plugins import Plugins
from tts_core.testing import echo_model

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ASKED: list[str] = []


def could(name: str) -> Model:
    """A model that a catalogue names."""
    return Model(ModelCard(id=name, sample_rate=8000), echo_model(name).load)


def listed(name: str) -> Model:
    """A model that a plugin lists."""
    echo = echo_model(name)
    return replace(echo, card=replace(echo.card, listed=True))


@pytest.fixture
def registry(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., Registry]]:
    """A function that makes a registry of one plugin whose catalogue is told."""
    ASKED.clear()

    def make(*names: str, fails: bool = False) -> Registry:
        module = ModuleType("tts_many")

        @hookimpl
        def tts_models() -> list[Model]:
            return [listed("here")]

        @hookimpl
        def tts_catalogue() -> list[Model]:
            ASKED.append("catalogue")
            if fails:
                raise RuntimeError("the list is torn")
            return [could(name) for name in names]

        module.tts_models, module.tts_catalogue = tts_models, tts_catalogue  # type: ignore[attr-defined]  # as in a file
        monkeypatch.setitem(sys.modules, "tts_many", module)
        return Registry(discover=lambda: Plugins([EntryPoint("many", "tts_many", "tts_core")]))

    yield make
    ASKED.clear()


def test_nobody_waits_for_a_catalogue(registry: Callable[..., Registry]) -> None:
    """Listing the models, finding one that is listed and choosing the default ask no catalogue."""
    held = registry("many-one")

    assert [model.card.id for model in held.models()] == ["here"]
    assert held.model("here").card.id == held.model().card.id == "here"
    assert not ASKED


def test_a_name_of_the_catalogue_is_a_model(registry: Callable[..., Registry]) -> None:
    """A name that no listed model has is looked for in the catalogues, which are asked once."""
    held = registry("many-one", "many-two")

    assert held.model("many-two") is held.model("many-two")
    assert held.model("many-two").card.plugin
    assert [model.card.id for model in held.catalogue()] == ["many-one", "many-two"]
    assert ASKED == ["catalogue"]


def test_what_is_listed_goes_before_the_catalogue(registry: Callable[..., Registry]) -> None:
    """A model that is listed, by a plugin or by the application, is not named a second time."""
    held = registry("here", "many-one")
    held.register(echo_model("many-one"))

    assert not held.catalogue()
    assert held.model("many-one").card.plugin == ""


def test_a_misspelt_name_is_answered_out_of_the_catalogue(registry: Callable[..., Registry]) -> None:
    """What could be had is suggested like what is here."""
    with pytest.raises(UnknownModel, match="did you mean 'many-one'"):
        registry("many-one", "many-two").model("many-onne")


def test_a_catalogue_that_fails_harms_its_own_names_only(registry: Callable[..., Registry]) -> None:
    """A plugin whose catalogue breaks is named to who asks for its models, and to nobody else."""
    held = registry(fails=True)

    assert not held.catalogue()
    assert held.model("here").card.id == "here"
    with pytest.raises(ModelUnavailable, match="the list is torn"):
        held.model("many-one")
    with pytest.raises(UnknownModel):
        held.model("another")


def test_the_command_shows_all_that_could_be_had(registry: Callable[..., Registry]) -> None:
    """`tts-core models` lists what is listed, and with --all what the catalogues name as well."""
    held = registry("many-one")
    plain = CliRunner().invoke(command, [], obj=held)
    every = CliRunner().invoke(command, ["--all"], obj=held)

    assert "many-one" not in plain.output
    assert "many-one" in every.output
    assert "here" in every.output


def test_whether_a_catalogued_model_is_known_is_told_by_its_voices(registry: Callable[..., Registry]) -> None:
    """Of a model whose voices have to be asked for, a stream is begun off the event loop."""
    held = registry("many-one")
    held.models()

    assert held.is_known("many-one")
    assert held.is_known("here")
