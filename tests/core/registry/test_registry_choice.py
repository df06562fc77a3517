"""Which model speaks, where a request names none."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tts_core import (
    Feature,
    LoadOptions,
    Model,
    ModelCard,
    ModelFile,
    ModelUnavailable,
    Registry,
    UnknownVoice,
    UnsupportedLanguage,
    UnsupportedOption,
    Voice,
    synthesize,
    voices,
)
from tts_core.testing import echo_model

if TYPE_CHECKING:
    from pathlib import Path

GERMAN = (Voice(id="uli", language="de-DE"), Voice(id="ida", language="en-GB"))
ENGLISH = (Voice(id="sam", language="en-US"),)


def _hum() -> Model:
    """Return a model that outranks the other and can do less."""
    return echo_model(
        "hum",
        rank=50,
        listed=True,
        languages=("en",),
        voices=ENGLISH,
        default_voice="sam",
        options=(),
        features=frozenset(),
    )


def _able(**changes: Any) -> Model:
    told: dict[str, Any] = {"rank": 0, "listed": True, "voices": GERMAN, "default_voice": "ida"}
    return echo_model("able", **{**told, **changes})


REGISTRY = Registry([_hum(), _able()])


class TestChoice:
    def test_the_highest_rank_speaks_what_it_can(self) -> None:
        """Where nothing particular is asked, the highest rank speaks."""
        assert synthesize("Hello.", registry=REGISTRY).receipt.model == "hum"

    @pytest.mark.parametrize(
        "asked",
        [
            {"language": "de"},
            {"voice": "uli"},
            {"speed": 1.5},
            {"options": {"pitch": 5}},
            {"lexicon": {"hello": "/həˈləʊ/"}},
            {"markup": True},
        ],
        ids=lambda asked: next(iter(asked)),
    )
    def test_a_model_is_chosen_by_need(self, asked: dict[str, Any]) -> None:
        """A model that is installed never takes from another what it cannot do itself."""
        text = "[voice uli]Hello.[/voice]" if "markup" in asked else "Hello."
        speech = synthesize(text, registry=REGISTRY, **asked)

        assert (speech.receipt.model, speech.receipt.chosen) == ("able", "default")

    def test_a_rate_in_the_markup_is_a_need_too(self) -> None:
        """Markup that asks for another rate is spoken by a model that has one."""
        speech = synthesize("[rate 1.5]Hello.[/rate]", markup=True, registry=REGISTRY)

        assert speech.receipt.model == "able"

    def test_every_listed_voice_can_be_asked_for(self) -> None:
        """A voice that `voices` lists speaks when it is asked for by its id alone, and says whose it is."""
        for voice in voices(registry=REGISTRY):
            speech = synthesize("Hello.", voice=voice.id, registry=REGISTRY)
            assert (speech.receipt.model, speech.receipt.voice) == (voice.model, voice.id)

    def test_a_named_model_is_not_exchanged(self) -> None:
        """A model that was named refuses what it cannot do, and the error names one that could."""
        with pytest.raises(UnsupportedLanguage, match="Model 'able' could: model='able'"):
            synthesize("Hallo.", model="hum", language="de", registry=REGISTRY)

    def test_the_environment_names_a_model_too(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """TTS_CORE_MODEL is a name like any other: nothing else speaks in its place."""
        monkeypatch.setenv("TTS_CORE_MODEL", "hum")

        with pytest.raises(UnsupportedLanguage, match="able"):
            synthesize("Hallo.", language="de", registry=REGISTRY)

    def test_a_voice_that_nobody_has_is_looked_for_among_all(self) -> None:
        """A name that no model knows is answered with the voices of all of them."""
        with pytest.raises(UnknownVoice) as raised:
            synthesize("Hello.", voice="ulli", registry=REGISTRY)

        assert "did you mean 'uli'?" in str(raised.value)
        assert {"uli", "ida", "sam"} <= set(raised.value.known)

    def test_who_is_not_here_is_told_how_to_come(self) -> None:
        """What only a model could do whose files are not here is refused with how to bring them."""
        able = _able()
        registry = Registry([_hum(), Model(able.card, able.load, present=lambda _: False)])

        with pytest.raises(UnsupportedOption, match="tts-core download able"):
            synthesize("Hello.", options={"pitch": 5}, registry=registry)

    def test_a_registry_of_one_has_a_default(self) -> None:
        """A model that an application registered itself speaks when there is no other, listed or not."""
        assert synthesize("Hello.", registry=Registry([echo_model("e")])).receipt.model == "e"

    def test_listed_models_go_before_others(self) -> None:
        """An application's unlisted model takes nothing from a listed one."""
        registry = Registry([echo_model("e", rank=900), _able()])

        assert synthesize("Hello.", registry=registry).receipt.model == "able"

    def test_a_voice_may_speak_several_languages(self) -> None:
        """A voice is given to who asks for any of its languages, and told which it was."""
        many = (Voice(id="poly", language="en-US", languages=("en-US", "fr-FR", "es-ES")),)
        registry = Registry([echo_model("many", voices=many, default_voice="poly", listed=True)])

        assert [voice.id for voice in voices(language="fr", registry=registry)] == ["poly"]
        assert synthesize("Bonjour.", language="fr-FR", registry=registry).receipt.language == "fr-FR"
        with pytest.raises(UnsupportedLanguage):
            synthesize("Hallo.", voice="poly", language="de", registry=registry)

    def test_rank_is_documented(self) -> None:
        """The scale of `rank` stands where authors look for it."""
        import inspect

        assert "Rule-based voices have 0" in inspect.getsource(ModelCard)
        assert Feature.SPEED not in _hum().card.features


def test_offline_a_model_that_is_not_here_is_not_asked_for_its_voices(tmp_path: Path) -> None:
    """What would be read from a file that is not here is not brought for a call that is to stay offline."""

    def listed() -> tuple[Voice, ...]:
        raise AssertionError("it was asked for its voices")

    files = (ModelFile(name="voices.json", repo="owner/away"),)
    away = echo_model("away", files=files, voices=listed, default_voice=None)
    offline = LoadOptions(offline=True, cache_dir=tmp_path)

    with pytest.raises(ModelUnavailable, match="to work offline"):
        synthesize("Hello.", model="away", load=offline, registry=Registry([away]))
