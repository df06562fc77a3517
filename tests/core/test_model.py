"""Cards, options and voices."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest

from tts_core import (
    Feature,
    ModelCard,
    ModelUnavailable,
    Option,
    Registry,
    UnknownVoice,
    UnsupportedOption,
    Voice,
    stream,
    synthesize,
)
from tts_core.testing import echo_model


class TestOptions:
    @pytest.mark.parametrize(
        ("option", "good", "bad"),
        [
            (Option(name="n", type=int, min=0, max=9), [0, 9, 3.0], [-1, 10, 1.5, "3", True, None]),
            (Option(name="x", type=float, min=0.5), [0.5, 1, 1e9], [0.4, float("nan"), float("inf"), "1"]),
            (Option(name="b", type=bool), [True, False], [0, 1, "yes"]),
            (Option(name="s", type=str, choices=("a", "b")), ["a", "b"], ["c", 1, None]),
        ],
    )
    def test_values_are_checked(self, option: Option, good: list[object], bad: list[object]) -> None:
        """An option takes what its type and bounds allow and refuses all else by its name."""
        for value in good:
            assert option.check(value) == value
        for value in bad:
            with pytest.raises(ValueError, match=repr(option.name)):
                option.check(value)

    @pytest.mark.parametrize(
        ("option", "text", "value"),
        [
            (Option(name="n", type=int), "7", 7),
            (Option(name="x", type=float), "0.25", 0.25),
            (Option(name="b", type=bool), "Yes", True),
            (Option(name="b", type=bool), "off", False),
            (Option(name="s", type=str), "plain", "plain"),
        ],
    )
    def test_values_are_read_from_text(self, option: Option, text: str, value: object) -> None:
        """A command line's text becomes a value of the option's type."""
        assert option.parse(text) == value

    @pytest.mark.parametrize(
        ("option", "text"),
        [(Option(name="n", type=int), "seven"), (Option(name="b", type=bool), "perhaps")],
    )
    def test_text_that_is_no_value(self, option: Option, text: str) -> None:
        """Text that is no value of the type is refused with both named."""
        with pytest.raises(ValueError, match=text):
            option.parse(text)

    def test_a_card_fills_in_and_refuses(self) -> None:
        """A card's options are complete after checking, and the unknown is refused."""
        card = ModelCard(id="m", sample_rate=8000, options=(Option(name="pitch", type=int, default=50),))

        assert card.checked_options({}) == {"pitch": 50}
        assert card.checked_options({"pitch": 7}) == {"pitch": 7}
        with pytest.raises(UnsupportedOption, match="did you mean 'pitch'"):
            card.checked_options({"pich": 7})

    @pytest.mark.parametrize(
        "wrong",
        [{"id": ""}, {"id": " m"}, {"sample_rate": 0}, {"best": 500}, {"concurrency": 0}, {"first": 0}],
    )
    def test_an_impossible_card_is_refused(self, wrong: dict[str, object]) -> None:
        """A card that cannot be true is a ValueError where it is made."""
        with pytest.raises(ValueError, match="must be"):
            ModelCard(**{"id": "m", "sample_rate": 8000, **wrong})  # type: ignore[arg-type]  # the point


def test_a_voice_answers_to_its_names_in_any_case() -> None:
    """Id, name and aliases all name the voice, whatever their case."""
    voice = Voice(id="expr-voice-2-f", name="Bella", aliases=("Belle",))

    assert all(voice.answers_to(name) for name in ("EXPR-voice-2-F", "bella", "BELLE"))
    assert not voice.answers_to("")
    assert not voice.answers_to("bell")


@pytest.mark.parametrize(
    ("offered", "wanted", "suit"),
    [
        ("en-US", "en", True),
        ("en", "en-GB", True),
        ("en-US", "en-GB", False),
        ("zh", "cmn", True),
        ("no", "nb-NO", True),
        ("pt_BR", "pt-br", True),
        ("de", "en", False),
        ("eng", "en", False),
    ],
)
def test_languages_suit_each_other(offered: str, wanted: str, suit: bool) -> None:
    """A voice suits a language that is the same, more general or more special, and no other."""
    assert Voice(id="x", language=offered).speaks(wanted) is suit


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"rank": "best"}, "rank must be int, not 'best'"),
        ({"rank": float("nan")}, "rank must be int"),
        ({"sample_rate": "24000"}, "sample_rate must be int"),
        ({"sample_rate": 24000.5}, "sample_rate must be int"),
        ({"sample_rate": 10**12}, "from 1 to 768000"),
        ({"languages": "en"}, "languages must be tuple"),
        ({"languages": [5]}, "languages must hold str only"),
        ({"languages": lambda: ("en",)}, "languages must be tuple"),
        ({"voices": ["anna"]}, "voices must hold Voice only"),
        ({"features": None}, "features must be frozenset"),
        ({"default_voice": 5}, "default_voice must be str | None"),
        ({"licence": "MIT"}, "licence must be Licence"),
        ({"listed": None}, "listed must be bool"),
        ({"files": None}, "files must be tuple"),
    ],
)
def test_a_card_holds_what_it_says(wrong: dict[str, Any], says: str) -> None:
    """A field of another type is an error where the card is made, by the model's and the field's name."""
    fields: dict[str, Any] = {"id": "mine", "sample_rate": 24000} | wrong

    with pytest.raises(ValueError, match=re.escape(says)):
        ModelCard(**fields)


def test_rows_of_a_card_may_be_lists() -> None:
    """Lists are made the tuples that they stand for, and a size may be written 80e6."""
    given: dict[str, Any] = {"languages": ["en"], "features": ["speed"], "voices": [Voice(id="a")]}

    card = ModelCard(id="mine", sample_rate=24000, size=80e6, **given)  # type: ignore[arg-type]

    assert (card.languages, card.voices) == (("en",), (Voice(id="a"),))
    assert Feature.SPEED in card.features


class TestVoiceNamed:
    def test_a_name_may_be_a_voice_without_being_listed(self) -> None:
        """A name that no listed voice answers to is handed to the model, which may make a voice of it."""
        model = replace(echo_model(), voice_named=lambda name: Voice(id=name) if "+" in name else None)

        speech = synthesize("hello", model="echo", voice="one+other", registry=Registry([model]))

        assert speech.receipt.voice == "one+other"
        with pytest.raises(UnknownVoice, match="one-other"):
            synthesize("hello", model="echo", voice="one-other", registry=Registry([model]))

    @pytest.mark.parametrize(
        ("raised", "seen", "told"),
        [
            (ValueError("a mix is written so"), ValueError, "a mix is written so"),
            (UnknownVoice("one", "echo", ["on"]), UnknownVoice, "did you mean 'on'"),
            (SystemExit(3), ModelUnavailable, "whether 'x\\+y' is a voice of it cannot be told: SystemExit"),
        ],
        ids=lambda value: type(value).__name__,
    )
    def test_what_is_wrong_with_a_name_is_said(
        self, raised: BaseException, seen: type[Exception], told: str
    ) -> None:
        """What the model says of a name is what the caller hears, on the call; its own fault is its own."""

        def fail(_: str) -> Voice | None:
            raise raised

        model = replace(echo_model(), voice_named=fail)

        with pytest.raises(seen, match=told):
            stream("hello", model="echo", voice="x+y", registry=Registry([model]))

    def test_what_is_made_must_be_a_voice(self) -> None:
        """A model that answers with something else is named, as for a wrong listing."""
        model = replace(echo_model(), voice_named=lambda name: name)  # type: ignore[arg-type, return-value]  # what is tried

        with pytest.raises(ModelUnavailable, match=r"'x', which is no tts_core\.Voice"):
            stream("hello", model="echo", voice="x", registry=Registry([model]))
