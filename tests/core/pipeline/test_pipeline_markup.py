"""Markup as it is heard: rests, readings, voices and rates that the caller wrote into the text."""

from __future__ import annotations

import numpy as np
import pytest

import tts_core
from tts_core import (
    Audio,
    Feature,
    NothingToSpeak,
    Registry,
    Request,
    Speech,
    UnknownVoice,
    UnsupportedLanguage,
    UnsupportedOption,
)
from tts_core.testing import Heard, Recorder, decode, echo_model


def say(text: str, **fields: object) -> Speech:
    registry = Registry([echo_model()])
    request = Request(text=text, model="echo", markup=True, **fields)  # type: ignore[arg-type]  # as given
    return tts_core.synthesize(request, registry=registry)


def heard(speech: Speech) -> list[str]:
    return [each.text for each in decode(speech.audio)]


def longest_silence(audio: Audio) -> float:
    """Return the seconds of the longest run of exact zeros."""
    sounding = np.flatnonzero(audio.samples)
    edges = np.concatenate(([-1], sounding, [len(audio)]))
    return float(np.diff(edges).max() - 1) / audio.sample_rate


class TestPauses:
    @pytest.mark.parametrize(
        "text",
        [
            "Wait for it [pause 1.5s] now.",
            "Wait for it. [pause 1500ms] Now.",
            "[pause 1.5s] Now.",
            "Wait for it. [pause 1.5s]",
            "[pause 1s] [pause 500ms] Now.",
            '<speak>Wait for it <break time="1.5s"/> now.</speak>',
        ],
    )
    def test_a_pause_is_as_long_as_asked_for(self, text: str) -> None:
        """A rest that the caller asks for is there, whole, wherever it stands."""
        assert longest_silence(say(text).audio) == pytest.approx(1.5, abs=0.12)

    def test_a_text_of_pauses_is_nothing_to_speak(self) -> None:
        """Rests alone are no speech."""
        with pytest.raises(NothingToSpeak):
            say("[pause 1s]")

    def test_without_markup_brackets_are_text(self) -> None:
        """Markup is off unless it is asked for: what looks like it is read as text."""
        speech = tts_core.synthesize("Say [pause 1s] now.", model="echo", registry=Registry([echo_model()]))

        assert "pause" in speech.receipt.text


class TestVoicesAndRates:
    def test_another_voice_says_its_part(self) -> None:
        """Each part of the text is said by the voice that the markup gives it, in that voice's language."""
        speech = say("Hello. [voice bob]I am Bob.[/voice] And I am not.")
        parts: list[Heard] = list(decode(speech.audio))

        assert [(part.voice, part.language) for part in parts] == [
            ("ada", "en-US"),
            ("bob", "en-GB"),
            ("ada", "en-US"),
        ]
        assert [part.text for part in parts] == ["Hello.", "I am Bob.", "And I am not."]

    def test_an_unknown_voice_is_refused_on_the_call(self) -> None:
        """A voice in the markup that the model does not have fails like one in the call."""
        with pytest.raises(UnknownVoice, match="did you mean 'bob'"):
            tts_core.stream(
                "[voice bobb]Hi.[/voice]", model="echo", markup=True, registry=Registry([echo_model()])
            )

    def test_rates_multiply_the_speed(self) -> None:
        """A rate is a factor on the call's speed, and rates within rates multiply."""
        speech = say("Normal. [rate 0.5]Slow. [rate 0.5]Slower.[/rate][/rate]", speed=2.0)

        assert [part.speed for part in decode(speech.audio)] == [2.0, 1.0, 0.5]

    def test_a_rate_beyond_the_models_reach_is_refused(self) -> None:
        """Speed and rate together stay within what the card says, or fail on the call."""
        registry = Registry([echo_model(speeds=(0.5, 2.0))])

        for text, speed in (("[rate 0.5]Slow.[/rate]", 0.9), ("Fast.", 2.5)):
            with pytest.raises(ValueError, match=r"0\.5 to 2 times"):
                tts_core.stream(text, model="echo", markup=True, speed=speed, registry=registry)

    def test_a_model_with_one_speed_refuses_rates(self) -> None:
        """A rate that the model would have to ignore is refused on the call."""
        registry = Registry([echo_model(features=frozenset({Feature.PHONEMES}))])

        with pytest.raises(UnsupportedOption, match="one speed"):
            tts_core.stream("[rate 0.5]Slow.[/rate]", model="echo", markup=True, registry=registry)


class TestReadings:
    @pytest.mark.parametrize(
        ("text", "said"),
        [
            ("Use [SQL](sub: sequel) here.", "Use sequel here."),
            ("It is [spell]AB3[/spell] now.", "It is A B three now."),
            ('<speak>the <say-as interpret-as="ordinal">3</say-as> time</speak>', "the third time"),
            (
                '<speak>in <say-as interpret-as="cardinal">2024</say-as> steps</speak>',
                "in two thousand twenty four steps",
            ),
            ('<speak>code <say-as interpret-as="digits">407</say-as></speak>', "code four zero seven"),
            ('<speak>AT&amp;T is <sub alias="big">huge</sub>.</speak>', "AT and T is big."),
        ],
    )
    def test_readings_are_said(self, text: str, said: str) -> None:
        """What the markup says is said in place of what is written."""
        assert heard(say(text)) == [said]

    def test_ipa_reaches_the_model(self) -> None:
        """A reading in IPA reaches a model that takes them, at the right place of its text."""
        (utterance,) = decode(say("Say [tomato](/təˈmɑːtəʊ/) twice.").audio)

        assert [(utterance.text[p.start : p.end], p.ipa) for p in utterance.phonemes] == [
            ("tomato", "təˈmɑːtəʊ")
        ]

    def test_a_date_that_is_none_is_refused(self) -> None:
        """A say-as that the text does not fit is refused, not said in another way."""
        with pytest.raises(ValueError, match="cannot be said as"):
            say('<speak><say-as interpret-as="time">9999999</say-as></speak>')

    def test_emphasis_is_named(self) -> None:
        """What no model can do is said, and named in the warnings with its place."""
        text = "This is [emphasis]very[/emphasis] good."
        speech = say(text)

        assert heard(speech) == ["This is very good."]
        assert [(warning.code, text[slice(*(warning.span or (0, 0)))]) for warning in speech.warnings] == [
            ("emphasis", "very")
        ]

    @pytest.mark.parametrize(
        "text", ["[voice bob]never closed", "[pause forever]", "<speak>unclosed", "<speak><blink/></speak>"]
    )
    def test_broken_markup_is_refused_on_the_call(self, text: str) -> None:
        """Markup that cannot be understood is a ValueError that says where."""
        with pytest.raises(ValueError, match="line 1"):
            tts_core.stream(text, model="echo", markup=True, registry=Registry([echo_model()]))


@pytest.mark.parametrize(
    "text",
    [
        "Hello. [voice bob]I am $5 Bob.[/voice] And [I](sub: you) am [pause 1s] not [spell]X9[/spell].",
        "<speak>Hello &amp; <voice name='bob'>I am Bob</voice>.<p>It costs $5.</p></speak>",
        r"A \[literal] bracket [rate 2]fast[/rate] and slow.",
    ],
)
def test_words_find_their_place_in_the_marked_text(text: str) -> None:
    """Every word of the result is at its place in the text that the caller wrote, marks and all."""
    speech = say(text)

    for word in speech.words:
        assert text[slice(*word.span)] == word.text
        assert "[/" not in word.text
    starts = [word.span[0] for word in speech.words]
    assert starts == sorted(starts)
    assert "Bob" in [word.text for word in speech.words] or "fast" in [word.text for word in speech.words]


def test_marked_fragments_are_refused() -> None:
    """Markup may be cut by fragments, so that it needs the whole text."""
    with pytest.raises(ValueError, match="whole text"):
        tts_core.stream(iter(["[pause 1s]"]), model="echo", markup=True, registry=Registry([echo_model()]))


class TestLanguages:
    def test_a_stretch_in_another_language_is_read_and_spoken_in_it(self) -> None:
        """What stands in <lang> is read in that language, by a voice that speaks it, with its own code."""
        recorder = Recorder()
        text = '<speak>It has 5 words, <lang xml:lang="de">und 5 W\u00f6rter</lang> in all 5.</speak>'
        request = Request(text=text, model="echo", markup=True)
        tts_core.synthesize(request, registry=Registry([echo_model(recorder=recorder)]))

        spoken = [(each.language, each.text.strip()) for each in recorder.begun]
        assert [language for language, _ in spoken] == ["en-US", "de", "en-US"]
        assert spoken[1][1] == "und f\u00fcnf W\u00f6rter"
        assert spoken[2][1] == "in all five."
        assert recorder.begun[1].voice not in (None, recorder.begun[0].voice)

    def test_a_language_that_nobody_speaks_is_refused(self) -> None:
        """A language that no voice of the model speaks is refused on the call, never said by another."""
        with pytest.raises(UnsupportedLanguage, match="no language 'fr'"):
            tts_core.stream('<speak><lang xml:lang="fr">Bonjour.</lang></speak>', model="echo", markup=True)

    def test_what_is_said_in_a_way_is_said_in_its_language(self) -> None:
        """A number that is to be an ordinal is one of the language, or the voice, that it stands in."""
        third = '<say-as interpret-as="ordinal">3</say-as>'
        text = f'<speak>{third} <lang xml:lang="de">{third}</lang> <voice name="eva">{third}</voice></speak>'

        pieces = tts_core.explain(text, model="echo", markup=True).pieces

        assert [piece.said.strip() for piece in pieces] == ["third", "dritte", "dritte"]

    def test_a_voice_within_a_language_speaks_its_own(self) -> None:
        """A voice that is named inside a stretch of another language speaks the language that it has."""
        recorder = Recorder()
        text = '<speak><lang xml:lang="de">Eins. <voice name="ada">One 5.</voice></lang></speak>'
        request = Request(text=text, model="echo", markup=True)
        tts_core.synthesize(request, registry=Registry([echo_model(recorder=recorder)]))

        assert [(each.language, each.text.strip()) for each in recorder.begun] == [
            ("de", "Eins."),
            ("en-US", "One five."),
        ]


@pytest.mark.parametrize(
    ("how", "written", "said"),
    [
        ("ordinal", "3", "dritte"),
        ("cardinal", "1984", "eintausendneunhundertvierundachtzig"),
        ("digits", "12", "eins zwei"),
    ],
)
def test_a_number_is_said_as_asked_in_other_languages(how: str, written: str, said: str) -> None:
    """A way of saying a number means in another language what it means in English."""
    text = f'<speak><say-as interpret-as="{how}">{written}</say-as></speak>'

    assert tts_core.explain(text, model="echo", language="de", markup=True).said == said
