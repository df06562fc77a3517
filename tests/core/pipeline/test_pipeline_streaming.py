"""Pieces as they come: in order, ahead of who takes them, several at once."""

from __future__ import annotations

import gc
import itertools
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import tts_core
from tts_core import Audio, NothingToSpeak, Registry
from tts_core.testing import Gate, Recorder, decode, echo_model

STORY = "The first sentence is here. A second one follows it. Then comes the third. And the fourth ends it."


def heard(audio: Audio) -> list[str]:
    """Return the words that reached the speaker."""
    utterances = decode(audio)
    assert all(each.intact for each in utterances)
    return " ".join(each.text for each in utterances).split()


class TestStreaming:
    @settings(max_examples=25, deadline=None)
    @given(
        text=st.lists(st.text("abc dE,.!?\n", min_size=1, max_size=40), min_size=1, max_size=6).map("".join),
        concurrency=st.integers(1, 3),
    )
    def test_pieces_joined_are_the_speech(self, text: str, concurrency: int) -> None:
        """The pieces of a stream, joined, are the whole speech: sound, words and text."""
        registry = Registry([echo_model(best=20, limit=40, concurrency=concurrency)])
        try:
            whole = tts_core.synthesize(text, model="echo", normalize=False, registry=registry)
        except NothingToSpeak:
            return
        pieces = list(tts_core.stream(text, model="echo", normalize=False, registry=registry))

        assert Audio.joined(piece.audio for piece in pieces) == whole.audio
        assert tuple(word for piece in pieces for word in piece.words) == whole.words
        assert whole.text.startswith("".join(piece.text for piece in pieces))
        assert list(filter(str.isalnum, "".join(heard(whole.audio)))) == list(filter(str.isalnum, text))
        registry.close()

    def test_pieces_follow_each_other(self) -> None:
        """Each piece begins where the one before ended, in the text and in time."""
        pieces = list(
            tts_core.stream(STORY, model="echo", registry=Registry([echo_model(best=30, limit=60)]))
        )

        assert [piece.index for piece in pieces] == list(range(len(pieces)))
        for before, after in itertools.pairwise(pieces):
            assert before.span[1] == after.span[0]
            assert after.start == pytest.approx(before.end)
        assert "".join(piece.text for piece in pieces) == STORY

    def test_a_slow_consumer_is_waited_for(self, recorder: Recorder) -> None:
        """However long the text, no more than a few utterances are spoken ahead of who takes them."""
        registry = Registry([echo_model(best=30, limit=60, concurrency=2, recorder=recorder)])
        pieces = tts_core.stream(STORY * 50, model="echo", registry=registry)
        for taken in range(1, 6):
            next(pieces)
            assert len(recorder.begun) <= taken + 4
        pieces.cancel()

    def test_several_utterances_run_at_once(self) -> None:
        """Behind the first, as many utterances are spoken at once as the card allows, and in order."""
        gate, recorder = Gate(), Recorder()
        registry = Registry([echo_model(best=30, limit=60, concurrency=3, gate=gate, recorder=recorder)])
        with ThreadPoolExecutor(1) as threads:
            work = threads.submit(tts_core.synthesize, STORY * 4, model="echo", registry=registry)
            gate.arrived(1)
            gate.let(1)  # Nobody speaks beside the first.
            gate.arrived(4)
            running = recorder.running
            gate.open()
            speech = work.result()

        assert running == 3
        assert recorder.peak == 3
        assert heard(speech.audio) == (STORY * 4).replace(".The", ". The").split()

    def test_concurrent_equals_serial(self) -> None:
        """Eight threads get, byte for byte, what one thread gets."""
        registry = Registry([echo_model(best=30, limit=60, concurrency=4)])
        texts = [
            f"Text number {index} is spoken. It is not like the others, is it? {STORY}" for index in range(24)
        ]
        serial = [tts_core.synthesize(text, model="echo", registry=registry) for text in texts]

        with ThreadPoolExecutor(8) as threads:
            concurrent = list(
                threads.map(lambda text: tts_core.synthesize(text, model="echo", registry=registry), texts)
            )

        assert [speech.audio.samples.tobytes() for speech in concurrent] == [
            speech.audio.samples.tobytes() for speech in serial
        ]

    def test_a_stream_that_nobody_takes_loads_nothing(self, recorder: Recorder) -> None:
        """Making a stream costs nothing: the model is loaded when the first piece is asked for."""
        registry = Registry([echo_model(recorder=recorder)])

        tts_core.stream(STORY, model="echo", registry=registry)

        assert recorder.loads == 0

    def test_a_stream_that_is_dropped_gives_its_model_back(self) -> None:
        """A consumer that leaves without a word does not keep the model in use."""
        registry = Registry([echo_model(best=30, limit=60)])
        pieces = tts_core.stream(STORY * 5, model="echo", registry=registry)
        next(pieces)

        del pieces
        gc.collect()
        registry.close()

        assert registry.loaded() == []
