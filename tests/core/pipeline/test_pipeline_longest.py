"""How long a speech may become, however short its text is."""

from __future__ import annotations

import tracemalloc

import pytest

import tts_core
from tts_core import Registry, SpeechTooLong
from tts_core.testing import echo_model

REGISTRY = Registry([echo_model()])


class TestLongest:
    def test_rests_that_are_too_long_are_refused_on_the_call(self) -> None:
        """Markup whose rests alone exceed what a request may last is refused before anything is spoken."""
        with pytest.raises(SpeechTooLong, match="longest=SECONDS"):
            tts_core.stream("Hi. [pause 60s] " * 300, markup=True, registry=REGISTRY)

    def test_a_lexicon_that_blows_up_a_text_is_refused_on_the_call(self) -> None:
        """A respelling that makes hours of a few characters is refused."""
        with pytest.raises(SpeechTooLong):
            tts_core.stream("boom boom boom", lexicon={"boom": "very " * 20000}, registry=REGISTRY)

    def test_what_only_the_sound_tells_ends_with_an_error(self) -> None:
        """A speech that becomes longer than it may ends in an error, behind what was delivered."""
        registry = Registry([echo_model(best=10, limit=20)])
        stream = tts_core.stream("A cat. " * 10, pauses={".": 1.0}, longest=3.0, registry=registry)
        heard: list[tts_core.Piece] = []
        with pytest.raises(SpeechTooLong) as raised:
            heard.extend(stream)

        assert raised.value.longest == 3.0
        assert stream.delivered.pieces >= 1
        assert stream.delivered.seconds <= 3.0

    def test_who_allows_more_gets_more(self) -> None:
        """With `longest` an application says itself how much is too much."""
        text = "Hi. " + "[pause 60s]" * 70 + " there."
        pieces = tts_core.stream(text, markup=True, longest=10_000, registry=REGISTRY)

        assert sum(piece.audio.duration for piece in pieces) > 4200

    def test_silence_is_made_as_it_is_taken(self) -> None:
        """An hour of rest takes no more memory than a few seconds of it."""
        text = "Hi. " + "[pause 60s]" * 58 + " there."
        tts_core.synthesize("Hi.", registry=REGISTRY)
        tracemalloc.start()
        try:
            pieces = tts_core.stream(text, markup=True, registry=REGISTRY)
            seconds = sum(piece.audio.duration for piece in pieces)
            peak = tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

        assert seconds > 3480
        assert peak < 20e6

    def test_pieces_of_silence_keep_the_words_true(self) -> None:
        """Words behind a long rest have their times, and the pieces' texts are still the whole text."""
        text = "Hi. [pause 20s] there."
        with tts_core.stream(text, markup=True, registry=REGISTRY) as stream:
            pieces = list(stream)
        speech = tts_core.synthesize(text, markup=True, registry=REGISTRY)

        assert "".join(piece.text for piece in pieces) == text
        assert [piece.start for piece in pieces[1:]] == pytest.approx([piece.end for piece in pieces[:-1]])
        assert speech.words[1].start > 20
        assert [word.text for word in speech.words] == ["Hi", "there"]

    @pytest.mark.parametrize("longest", [0, -1, float("nan"), float("inf"), "ten"])
    def test_a_limit_is_a_number_of_seconds(self, longest: object) -> None:
        """What is no number of seconds is refused."""
        with pytest.raises(ValueError, match="longest"):
            tts_core.stream("Hi.", longest=longest, registry=REGISTRY)  # type: ignore[arg-type]  # the point


class TestTwoWaysToPlan:
    TEXT = "Is it true that you will leave if I do not come? Well, to be honest, I do not know."

    def _said(self, text: str, *, patient: bool, normalize: bool = True) -> list[str]:
        from tts_core.testing import Recorder

        recorder = Recorder()
        registry = Registry([echo_model("e", best=200, limit=400, first=20, recorder=recorder)])
        if patient:
            tts_core.synthesize(text, normalize=normalize, registry=registry)
        else:
            list(tts_core.stream(text, normalize=normalize, registry=registry))
        return [utterance.text for utterance in recorder.begun]

    def test_whole_speech_is_cut_for_no_first_sound(self) -> None:
        """What is waited for as a whole is not cut inside a sentence where the model has room."""
        assert self._said(self.TEXT, patient=True) == [self.TEXT]
        assert len(self._said(self.TEXT, patient=False)) > 1

    @pytest.mark.parametrize("short", ["Mr.", "e.g.", "U.S.", "vs."])
    def test_no_cut_after_an_abbreviation(self, short: str) -> None:
        """A full stop that ends no sentence is no place to cut, normalised or not."""
        text = f"We saw it all with {short} Smith in there and then we went away again at last"
        for normalize in (True, False):
            said = self._said(text, patient=False, normalize=normalize)
            assert not any(each.endswith(short) for each in said)

    def test_a_patient_stream_is_the_speech(self) -> None:
        """A stream that is told to be patient says, byte for byte, what `synthesize` says."""
        registry = Registry([echo_model("e", best=200, limit=400, first=20)])
        stream = tts_core.stream(self.TEXT, registry=registry)
        stream.patient = True

        assert stream.whole(list(stream)).audio == tts_core.synthesize(self.TEXT, registry=registry).audio
