"""Each check of the card, the text and the sound catches the model that breaks its law, and no other does."""

from __future__ import annotations

import itertools
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from tts_core import (
    Feature,
    Licence,
    LoadOptions,
    Model,
    ModelFile,
    Option,
    Pronunciation,
    Rendering,
    Utterance,
    Voice,
)
from tts_core.testing import check_model, echo_model
from tts_core.testing.checks import streaming

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from tts_core import Synthesizer, Word


def sounding(change: Callable[[NDArray[np.float32]], NDArray[Any]]) -> Model:
    """Make an echo model whose every sample is changed."""
    return echo_model(damage=lambda each: replace(each, samples=change(each.samples)))


def wording(**how: Callable[[Word], object]) -> Model:
    """Make an echo model whose words are changed."""

    def changed(word: Word) -> Word:
        values: dict[str, Any] = {name: change(word) for name, change in how.items()}
        return replace(word, **values)

    return echo_model(damage=lambda each: replace(each, words=tuple(map(changed, each.words))))


def twisting(**how: object) -> Model:
    """Make an echo model that is deaf to some field of what it is asked."""
    values: dict[str, Any] = how
    return echo_model(twist=lambda each: replace(each, **values))


def failing_on(part: str) -> Model:
    """Make an echo model that raises what is not ours when the text has this part."""
    return echo_model(fail_on=part, error=KeyError("no such token"))


class Anyone(Voice):
    """A voice that answers to every name."""

    def answers_to(self, name: str) -> bool:
        """Answer."""
        return bool(name)


def unstable_voices() -> Model:
    """Make a model that lists its voices in another order each time."""
    voices = (Voice(id="ada"), Voice(id="bob"))
    orders = itertools.cycle([voices, voices[::-1]])
    return echo_model(voices=lambda: next(orders))


def files(**changes: Any) -> Model:
    """Make a model with a file to download, which is here."""
    file = ModelFile(repo="someone/model", revision="a" * 40, name="model.onnx", bytes=1, sha256="b" * 64)
    model = echo_model(files=(replace(file, **changes),), licence=Licence(code="MIT", weights="MIT"))
    return replace(model, present=lambda _: True)


def late(rendering: Rendering) -> Rendering:
    """Come with silence first."""
    silence = np.zeros(round(0.7 * rendering.sample_rate), np.float32)
    words = tuple(replace(word, start=word.start + 0.7, end=word.end + 0.7) for word in rendering.words)
    return replace(rendering, samples=np.concatenate((silence, rendering.samples)), words=words)


def doubled_rate(rendering: Rendering) -> Rendering:
    """Come at another rate than the card's, with the samples that belong to it."""
    return replace(rendering, samples=np.repeat(rendering.samples, 2), sample_rate=48000)


def first_second(rendering: Rendering) -> Rendering:
    """Stop after a second."""
    return replace(rendering, samples=rendering.samples[: rendering.sample_rate])


def limited(rendering: Rendering) -> Rendering:
    """Stop after a second when the text has more than two hundred characters."""
    long = bool(rendering.words) and rendering.words[-1].span[1] > 210
    return first_second(rendering) if long else rendering


def forgetful(rendering: Rendering) -> Rendering:
    """Stop after a second when the text is two whole sentences."""
    said = [word.text for word in rendering.words]
    return first_second(rendering) if said.count("asleep") == 2 and said[-1] == "asleep" else rendering


def letterless(rendering: Rendering) -> Rendering:
    """Keep silent for a single letter."""
    single = [len(word.text) for word in rendering.words] == [1]
    return replace(rendering, samples=np.zeros_like(rendering.samples)) if single else rendering


def slow_accents(rendering: Rendering) -> Rendering:
    """Take twice the time for accents that stand apart."""
    apart = any("\u030a" in word.text for word in rendering.words)
    return replace(rendering, samples=np.repeat(rendering.samples, 2)) if apart else rendering


def latin_only(utterance: Utterance) -> Utterance:
    """Pass over every letter of another script, as a table of symbols does that has only ours."""
    return replace(utterance, text=re.sub(r"[^\u0000-\u036f\u2000-\u206f]", "", utterance.text))


def no_higher(utterance: Utterance) -> Utterance:
    """Break down at the option's greatest value."""
    if utterance.options["pitch"] == 100:
        raise OverflowError("too high")
    return utterance


class Telling:
    """A synthesizer that tells how it reads the first word of a text."""

    def __init__(self, synthesizer: Synthesizer, reading: Pronunciation) -> None:
        self._reading = reading
        self.speak, self.close = synthesizer.speak, synthesizer.close

    def pronounce(self, utterance: Utterance) -> tuple[Pronunciation, ...]:
        """Tell it."""
        return (self._reading,) if utterance.text else ()


def telling(ipa: str, start: int = 0) -> Model:
    """Make an echo model that says it reads the first word so."""
    model = echo_model()
    return replace(
        model, load=lambda options: Telling(model.load(options), Pronunciation(start, start + 3, ipa))
    )


def test_a_reading_in_ipa_passes() -> None:
    """A model that tells its readings in IPA, with all of its signs, passes."""
    results = {result.name: result for result in check_model(telling("ˈt͡ʃɪə̯n βθχ"), only=("pronun*",))}

    assert results["pronunciations_are_ipa"].outcome == "passed"


@pytest.mark.parametrize("model", [telling("DH AH0"), telling("привет"), telling(""), telling("ə", 4000)])
def test_catches_who_tells_no_ipa(model: Model) -> None:
    """A reading in another alphabet, an empty one, or one of no word of the text is caught."""
    (result,) = check_model(model, only=("pronunciations_are_ipa",))

    assert result.outcome == "failed"


def test_catches_whoever_keeps_us_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    """A slow model whose card does not say how short it begins is caught; one whose card does is not."""
    monkeypatch.setattr(streaming, "SOON", 0.1)
    outcomes = {
        first: next(
            check_model(echo_model(latency=0.2, first=first), only=("first_sound_comes_soon",))
        ).outcome
        for first in (None, 40)
    }

    assert outcomes == {None: "failed", 40: "passed"}


ONE_KNOB = Option(name="pitch", type=float, default=0.0, min=-9, max=9)


def having(power: str, change: Callable[[Any], Callable[..., Any]], **card: Any) -> Model:
    """Make an echo model with a *power* whose method is changed for the worse."""
    model = echo_model(powers=frozenset({power}), **card)
    names = {"streams": "stream", "many": "speak_many", "splits": "split"}

    def load(options: LoadOptions) -> Any:
        made: Any = model.load(options)
        setattr(made, names[power], change(getattr(made, names[power])))
        return made

    return Model(model.card, load)


BREAKS: dict[str, Callable[[], Model]] = {
    "card_tells_what_it_is": lambda: echo_model(description=" "),
    "licences_are_named": lambda: echo_model(licence=Licence()),
    "card_can_be_sent": lambda: echo_model(size=float("nan")),
    "files_are_pinned": lambda: files(revision="main"),
    "options_are_sound": lambda: echo_model(options=(ONE_KNOB,)),
    "voices_are_unique": lambda: echo_model(voices=(Voice(id="ada"), Voice(id="Ada"))),
    "voices_are_stable": unstable_voices,
    "languages_are_bcp47": lambda: echo_model(languages=("english_us",)),
    "voices_sound_different": lambda: twisting(voice="ada", language="en"),
    "samples_are_spoken_with": lambda: twisting(sample=None),
    "unknown_voice_is_refused": lambda: echo_model(voices=(Anyone(id="ada"),)),
    "language_is_kept": lambda: echo_model(voices=(Voice(id="ada"), Voice(id="x", language="qaa-x-y"))),
    "samples_are_float32_mono": lambda: sounding(lambda each: each.astype(np.float64)),
    "samples_are_finite_and_in_range": lambda: sounding(lambda each: each * np.float32(2.1)),
    "speech_is_audible": lambda: sounding(lambda each: each * np.float32(0.03)),
    "sound_has_no_offset": lambda: sounding(lambda each: each + np.float32(0.1)),
    "rate_is_the_declared_one": lambda: echo_model(damage=doubled_rate),
    "sound_begins_soon": lambda: echo_model(damage=late),
    "short_texts_are_spoken": lambda: echo_model(damage=letterless),
    "long_text_is_whole": lambda: echo_model(damage=forgetful),
    "limit_is_real": lambda: echo_model(damage=limited),
    "digits_are_spoken": lambda: failing_on("nine zero one"),
    "run_on_sentence_is_spoken": lambda: failing_on("reached The old"),
    "monstrous_word_is_spoken": lambda: failing_on("pneumono"),
    "odd_text_is_spoken": lambda: failing_on("fish"),
    "other_scripts_are_said_or_named": lambda: echo_model(twist=latin_only),
    "accents_may_be_composed_or_not": lambda: echo_model(damage=slow_accents),
    "speed_scales_the_length": lambda: twisting(speed=1.0),
    "options_take_their_range": lambda: echo_model(twist=no_higher),
    "readings_are_honoured": lambda: twisting(phonemes=()),
    "pronunciations_are_ipa": lambda: telling("DH AH0"),
    "words_lie_inside_the_sound": lambda: wording(start=lambda word: word.start - 0.3 * (word.span[0] == 0)),
    "words_are_those_of_the_text": lambda: wording(text=lambda word: word.text + "s"),
    "timings_are_given": lambda: echo_model(damage=lambda each: replace(each, words=())),
    "words_are_spread_over_the_sound": lambda: wording(
        start=lambda word: word.start / 9, end=lambda word: word.end / 9
    ),
}
"""For each check a model that breaks its law."""


@pytest.mark.parametrize("name", BREAKS)
def test_catches_whoever_breaks_it(name: str) -> None:
    """A model that breaks one law fails the check of that law, with a message, and passes all others."""
    results = check_model(BREAKS[name]())

    failed = {result.name: result.message for result in results if result.outcome == "failed"}

    assert set(failed) == {name}, failed
    assert failed[name]


@pytest.mark.parametrize(
    ("name", "model"),
    [
        ("model_loads", echo_model(fail_load=OSError("disk on fire"))),
        ("default_voice_exists", echo_model(default_voice="nobody")),
        ("samples_are_finite_and_in_range", sounding(lambda each: each * np.float32(np.nan))),
        ("samples_are_float32_mono", sounding(lambda each: (each * 32767).astype(np.int16))),
        ("speech_is_audible", sounding(np.zeros_like)),
        ("parts_are_the_utterance", having("streams", lambda real: lambda each: list(real(each))[:-1])),
        ("many_equal_one_by_one", having("many", lambda real: lambda all_: real(all_[::-1]), batch=4)),
        ("cuts_lie_in_the_text", having("splits", lambda _: lambda text: [len(text) + 9])),
        ("speech_is_audible", sounding(lambda each: each[:0])),
    ],
)
def test_catches_whoever_breaks_much(name: str, model: Model) -> None:
    """A model that breaks many laws at once fails each of them, and the checks come to their end."""
    results = {result.name: result for result in check_model(model)}

    assert results[name].outcome == "failed"
    assert results["card_can_be_sent"].outcome == "passed"
    assert results["listing_imports_nothing_heavy"].outcome == "skipped"


@pytest.mark.parametrize("feature", sorted(Feature))
def test_undeclared_features_are_not_demanded(feature: Feature) -> None:
    """A model that does not declare a feature is not failed for it."""
    results = check_model(echo_model(features=frozenset(Feature) - {feature}))

    assert not [result for result in results if result.outcome == "failed"]


def test_what_works_undeclared_is_noted() -> None:
    """A model that can do more than its card says is told so."""
    results = check_model(echo_model(features=frozenset()))

    notes = {result.name: result.message for result in results if result.message}

    assert "does not declare" in notes["same_text_same_sound"]
    assert "does not declare" in notes["timings_are_given"]
