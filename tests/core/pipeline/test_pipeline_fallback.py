"""Several models asked for in turn: the first that can be had speaks, and it is said which were not."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING

import pytest

import tts_core
from tts_core import (
    LoadOptions,
    ModelFile,
    ModelUnavailable,
    Registry,
    Request,
    SynthesisFailed,
    UnknownModel,
    UnknownVoice,
)
from tts_core.longform import make_book, read_book
from tts_core.testing import Recorder, decode, echo_model

if TYPE_CHECKING:
    from pathlib import Path

    from tts_core import Speech


@pytest.fixture
def registry(tmp_path: Path) -> Registry:
    """Have a model that speaks, one that does not load, and one whose file is not here."""
    return Registry(
        [
            echo_model("well"),
            echo_model("broken", fail_load=RuntimeError("the licence has expired")),
            echo_model("absent", files=(ModelFile(name="gone.onnx", folder=tmp_path),)),
        ]
    )


def check(speech: Speech, *passed_over: str) -> None:
    assert speech.receipt.model == "well"
    assert speech.receipt.chosen == ("fallback" if passed_over else "asked")
    assert list(speech.receipt.passed_over) == list(passed_over)
    assert [warning.code for warning in speech.warnings] == ["fallback"] * len(passed_over)
    for name, warning in zip(passed_over, speech.warnings, strict=True):
        assert name in warning.message
        assert "'well' speaks instead" in warning.message
    assert " ".join(each.text for each in decode(speech.audio)) == "Hello world."


@pytest.mark.parametrize(
    "passed_over", [(), ("nobody",), ("broken",), ("absent",), ("nobody", "absent", "broken")]
)
def test_the_first_that_can_be_had_speaks(registry: Registry, passed_over: tuple[str, ...]) -> None:
    """What is unknown, not here, or does not load is passed over; receipt and warnings tell each, and why."""
    models = [*passed_over, "well", "broken"]

    check(tts_core.synthesize("Hello world.", model=models, registry=registry), *passed_over)
    check(asyncio.run(tts_core.asynthesize("Hello world.", model=models, registry=registry)), *passed_over)
    (many,) = tts_core.synthesize(["Hello world."], model=models, registry=registry)
    check(many, *passed_over)


def test_fragments_are_spoken_by_it_too(registry: Registry) -> None:
    """A text that is still being written loses nothing of itself while models are tried."""
    fragments = iter(["Hello", " world", "."])

    check(tts_core.synthesize(fragments, model=["broken", "well"], registry=registry), "broken")


def test_an_astream_tells_it(registry: Registry) -> None:
    """An asynchronous stream loads on a helper thread, and carries the warning from its first piece on."""

    async def spoken() -> list[str]:
        async with tts_core.astream("Hello.", model=["broken", "well"], registry=registry) as pieces:
            await anext(pieces)
            return [warning.code for warning in pieces.warnings]

    assert asyncio.run(spoken()) == ["fallback"]


def test_what_none_of_them_can_be_had_for_is_refused(registry: Registry) -> None:
    """Where none can be had, the error is the first one's, and names all of them."""
    with pytest.raises(UnknownModel, match=r"'nobody'.* None of the models can be had: nobody, broken\."):
        tts_core.synthesize("Hello.", model=["nobody", "broken"], registry=registry)
    with pytest.raises(ModelUnavailable, match="the licence has expired"):
        tts_core.stream("Hello.", model=["broken", "nobody"], registry=registry)


def test_what_a_model_cannot_do_is_no_reason(registry: Registry) -> None:
    """A model that can be had and lacks the voice refuses: a misspelt voice brings no other model."""
    with pytest.raises(UnknownVoice):
        tts_core.synthesize("Hello.", model=["well", "broken"], voice="adda", registry=registry)


def test_no_other_voice_takes_over_in_the_middle() -> None:
    """A model that fails while it speaks ends the speech, though another is named behind it."""
    recorder = Recorder()
    registry = Registry(
        [
            echo_model("first", fail_on="broken", limit=20, best=20),
            echo_model("second", recorder=recorder, limit=20, best=20),
        ]
    )
    pieces = tts_core.stream("This is well. This is broken.", model=["first", "second"], registry=registry)

    next(pieces)
    with pytest.raises(SynthesisFailed):
        list(pieces)
    assert not recorder.begun


def test_offline_is_a_reason(registry: Registry) -> None:
    """A model that would have to be downloaded is passed over where all is to stay offline."""
    speech = tts_core.synthesize(
        "Hello world.", model=("absent", "well"), load=LoadOptions(offline=True), registry=registry
    )

    check(speech, "absent")


@pytest.mark.parametrize("models", [[], [""], ["well", 3], {"well"}])
def test_what_names_no_models_is_refused(models: object) -> None:
    """An empty list, or names that are none, are impossible arguments."""
    with pytest.raises(ValueError, match="model must be a name"):
        Request(text="Hello.", model=models)  # type: ignore[arg-type]  # that is what is tried


def test_a_receipt_of_it_says_the_same_again(registry: Registry) -> None:
    """What was passed over stands in the receipt as plain JSON."""
    speech = tts_core.synthesize("Hello.", model=["nobody", "well"], registry=registry)

    told = json.loads(speech.receipt.as_json())

    assert told["chosen"] == "fallback"
    assert "nobody" in told["passed_over"]["nobody"]


def test_a_book_names_one_model(registry: Registry, tmp_path: Path) -> None:
    """What may be gone on with another day is refused several: it would go on in another voice."""
    (tmp_path / "tale.txt").write_text("It rained.", "utf-8")
    book = read_book(tmp_path / "tale.txt")

    with pytest.raises(ValueError, match="names one model"):
        make_book(book, tmp_path / "a.wav", model=["broken", "well"], registry=registry)
