"""Sentences of several languages in one text, told apart with `language="auto"`."""

from __future__ import annotations

import importlib.util

import pytest

import tts_core
from tts_core import Registry, Voice
from tts_core.testing import Recorder, echo_model

VOICES = (
    Voice(id="ada", language="en-US"),
    Voice(id="heidi", language="de-DE"),
    Voice(id="li", language="zh-CN"),
    Voice(id="olga", language="ru-RU"),
)

needs_detector = pytest.mark.skipif(
    importlib.util.find_spec("py3langid") is None, reason="the detector is an extra of its own"
)


def heard(text: str, **asked: object) -> tuple[list[tuple[str | None, str | None, str]], tts_core.Speech]:
    """Return who said what in which language, and the speech."""
    recorder = Recorder()
    model = echo_model("several", recorder=recorder, voices=VOICES, default_voice="ada")
    speech = tts_core.synthesize(text, model="several", language="auto", registry=Registry([model]), **asked)  # type: ignore[call-overload]
    return [(each.voice, each.language, each.text.strip()) for each in recorder.begun], speech


@needs_detector
def test_each_sentence_goes_to_a_voice_of_its_language() -> None:
    """A sentence is read and spoken in its own language, by a voice that speaks it."""
    said, speech = heard(
        "The weather is very nice today, said 5 people. Heute ist das Wetter wirklich schön, sagten 5 Leute. "
        "Сегодня очень хорошая погода."
    )

    assert said == [
        ("ada", "en-US", "The weather is very nice today, said five people."),
        ("heidi", "de-DE", "Heute ist das Wetter wirklich schön, sagten fünf Leute."),
        ("olga", "ru-RU", "Сегодня очень хорошая погода."),
    ]
    assert speech.warnings == ()


@needs_detector
def test_a_few_words_in_another_script_go_to_who_speaks_it() -> None:
    """Words of another script within a sentence are spoken by a voice of that script, without a rest."""
    said, speech = heard("She said 你好世界 to all of the people in the room.")

    assert [(voice, text) for voice, _, text in said] == [
        ("ada", "She said"),
        ("li", "你好世界"),
        ("ada", "to all of the people in the room."),
    ]
    assert speech.warnings == ()


@needs_detector
def test_what_nobody_speaks_is_warned_of() -> None:
    """A sentence in a language that no voice of the model speaks is warned of, and spoken all the same."""
    said, speech = heard("The weather is nice today. Le temps est vraiment très beau aujourd'hui, mes amis.")

    assert [voice for voice, _, _ in said] == ["ada"]
    (warning,) = speech.warnings
    assert warning.code == "language"
    assert "'fr', which no voice of model 'several' speaks" in str(warning)
    assert warning.span == (27, 81)


@needs_detector
def test_too_little_to_tell_is_in_the_language_before_it() -> None:
    """A word or a number that could be of any language is said in that of the sentence before it."""
    said, _ = heard("Heute ist das Wetter wirklich schön. 5! Ok.")

    assert {voice for voice, _, _ in said} == {"heidi"}
    assert "fünf!" in said[-1][2] or "fünf!" in said[0][2]


@needs_detector
def test_markup_names_its_languages_itself() -> None:
    """Sentences of marked text are not told apart: that is refused on the call."""
    with pytest.raises(ValueError, match="mark the languages instead"):
        heard("Hello.", markup=True)


def test_without_the_detector_the_call_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the detector is not installed, the request is refused with the command that brings it."""
    monkeypatch.setattr("tts_core.pipeline.told_apart.find_spec", lambda name: None)

    with pytest.raises(ValueError, match=r'pip install "tts-core\[auto\]"'):
        heard("Hello.")
