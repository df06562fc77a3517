"""What the model is told to say, and what the caller is told of it."""

from __future__ import annotations

import pytest

import tts_core
from tts_core import Audio, Feature, Registry, UnsupportedOption
from tts_core.testing import decode, echo_model

STORY = "The first sentence is here. A second one follows it. Then comes the third. And the fourth ends it."


def heard(audio: Audio) -> list[str]:
    """Return the words that reached the speaker."""
    utterances = decode(audio)
    assert all(each.intact for each in utterances)
    return " ".join(each.text for each in utterances).split()


class TestWhatIsSaid:
    def test_every_word_reaches_the_speaker_in_order(self) -> None:
        """The words that are heard are the words of the text, each once, in their order."""
        registry = Registry([echo_model(best=30, limit=60, concurrency=3)])

        speech = tts_core.synthesize(STORY, model="echo", registry=registry)

        assert heard(speech.audio) == STORY.split()

    def test_voice_speed_and_options_reach_the_model(self) -> None:
        """What the caller asks is what the model is told, with defaults filled in."""
        registry = Registry([echo_model()])

        speech = tts_core.synthesize(
            "Good day.", model="echo", voice="robert", speed=1.5, options={"pitch": 20}, registry=registry
        )
        (utterance,) = decode(speech.audio)

        assert (utterance.voice, utterance.speed, utterance.options) == ("bob", 1.5, {"pitch": 20.0})
        assert utterance.language == "en-GB"
        assert (speech.receipt.voice, speech.receipt.speed) == ("bob", 1.5)

    def test_words_carry_their_place_in_the_callers_text(self) -> None:
        """Each word of a speech is the caller's own, at its place, even where another was said."""
        registry = Registry([echo_model()])
        text = "It cost $3.50, said Dr. Smith."

        speech = tts_core.synthesize(text, model="echo", registry=registry)

        assert "$3.50" in [word.text for word in speech.words]
        for word in speech.words:
            assert text[slice(*word.span)] == word.text
        assert "three dollars and fifty cents" in speech.receipt.text

    def test_normalisation_can_be_left_out(self) -> None:
        """With normalize=False the model gets the text as it was written."""
        registry = Registry([echo_model()])

        speech = tts_core.synthesize("It cost $3.50.", model="echo", normalize=False, registry=registry)

        assert heard(speech.audio) == ["It", "cost", "$3.50."]

    def test_a_lexicon_says_how_a_word_is_said(self) -> None:
        """A respelling reaches the model, and the word in the result stays the caller's."""
        registry = Registry([echo_model()])

        speech = tts_core.synthesize(
            "Ask nginx now.", model="echo", lexicon={"nginx": "engine ex"}, registry=registry
        )

        assert heard(speech.audio) == ["Ask", "engine", "ex", "now."]
        assert [word.text for word in speech.words] == ["Ask", "nginx", "now"]

    def test_a_model_without_phonemes_refuses_them(self) -> None:
        """An IPA reading that the model would have to ignore is refused on the call."""
        registry = Registry([echo_model(features=frozenset({Feature.TIMINGS}))])

        with pytest.raises(UnsupportedOption, match="IPA"):
            tts_core.stream("Ask nginx.", model="echo", lexicon={"nginx": "/ˈɛndʒɪn/"}, registry=registry)

    def test_what_is_not_spoken_is_named(self) -> None:
        """A symbol that is dropped stands in the warnings, with its place."""
        text = "I am here 🙂 now. And then.\n\n🙃"
        registry = Registry([echo_model()])

        speech = tts_core.synthesize(text, model="echo", registry=registry)
        named = {text[slice(*warning.span)] for warning in speech.warnings if warning.span}

        assert {"🙂", "🙃"} <= named
