"""What is known to have gone wrong in KittenTTS and around it, one text at a time, through the pipeline."""

from __future__ import annotations

import os
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

import pytest

import tts_core
from tts_core import NothingToSpeak, Registry
from tts_espeak import PhonemeWord
from tts_espeak.reading import american
from tts_kitten import tts_model
from tts_kitten.tokens import closed, encode

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tests.kitten.conftest import Tones

    from tts_core import Speech


@pytest.fixture(scope="module")
def say(build: Callable[..., Path]) -> Iterator[Callable[..., Speech]]:
    """A function that speaks a text with a model that speaks in tones."""
    model = tts_model(f"kitten:{build()}")
    assert model is not None
    registry = Registry([model])

    def speak(text: str, **fields: Any) -> Speech:
        speech: Speech = tts_core.synthesize(text, registry=registry, model=model.card.id, **fields)
        return speech

    yield speak
    registry.close()


@pytest.mark.parametrize("text", ["", "...", "!!!", " \n\t ", "\u200b", '"', ")", "— …"])
def test_nothing_to_speak_is_an_error_of_its_own(say: Callable[..., Speech], text: str) -> None:
    """A text without a word is told to be one on the call, and costs no run of the model."""
    with pytest.raises(NothingToSpeak):
        say(text)


@pytest.mark.parametrize(
    ("text", "spoken"),
    [
        ("Pi is 3.14. Really?", "Pi is three point one four. Really?"),
        ("Dr. Smith went to the U.S. Yesterday!", None),
        ("(Hello.) (World.)", None),
        ('"Stop!" she said.', None),
        ("He said “hello” to me.", 'He said "hello" to me.'),
        ("Yes. No. Maybe.", None),
        ("One. Two. Three.", None),
        ("hello world", None),
        ("Version 3.5 shipped on time.", None),
        ("Title\nText", "Title, Text"),
        ("live/read homographs", None),
        ("I have 5, you have 20th.", None),
    ],
)
def test_every_word_is_heard(
    say: Callable[..., Speech],
    listen: Callable[..., Tones],
    expected_runs: Callable[..., Any],
    text: str,
    spoken: str | None,
) -> None:
    """All that is to be said is heard, its last sound as whole as its first, with the marks as written."""
    speech = say(text)

    wanted = spoken or " ".join(speech.receipt.text.split())
    heard = [token for token, _ in listen(speech.audio.samples).runs if token != 16]
    expected = [token for token, _ in expected_runs(closed(encode(american(wanted))).tokens) if token != 16]
    assert heard == expected
    assert not speech.warnings


def test_a_question_stays_one(say: Callable[..., Speech], listen: Callable[..., Tones]) -> None:
    """The mark that ends a sentence reaches the model: a question sounds like one."""
    endings = [listen(say(f"Is it done{mark}").audio.samples).runs[-1][0] for mark in ".?!"]

    assert endings == [4, 6, 5]


def test_times_are_read_as_times(say: Callable[..., Speech]) -> None:
    """A time of day is said as one, not with a colon in it, and its word is the caller's."""
    speech = say("It is 12:30 pm now.")

    assert "twelve thirty" in speech.receipt.text
    assert ":" not in speech.receipt.text
    assert "12:30 pm" in [word.text for word in speech.words]


def test_token_bombs_are_spoken(say: Callable[..., Speech], expected_runs: Callable[..., Any]) -> None:
    """What is short in characters and long in tokens never reaches the model's limit, and is said whole."""
    text = "1234567890 " * 37

    speech = say(text)

    sounding = sum(frames for _, frames in expected_runs(encode(american(speech.receipt.text)).tokens))
    assert speech.duration == pytest.approx(sounding * 0.025, rel=0.03)
    covered = {place for word in speech.words for place in range(*word.span)}
    assert covered >= {place for place, sign in enumerate(text) if sign.isdigit()}


@pytest.mark.parametrize("text", ["x" * 600, "no full stop in this text at all " * 30, "👍 ok " * 40])
def test_monsters_are_spoken(say: Callable[..., Speech], text: str) -> None:
    """Words without a space and sentences without an end are spoken, not refused."""
    assert say(text).duration > 5


def test_other_scripts_are_spoken_and_named(say: Callable[..., Speech], listen: Callable[..., Tones]) -> None:
    """A word in another script is read without the names of languages in it, and named in a warning."""
    speech = say("नमस्ते")

    heard = [token for token, _ in listen(speech.audio.samples).runs]
    assert heard == [token for token in closed(encode(american("नमस्ते"))).tokens if token]
    assert [warning.code for warning in speech.warnings] == ["script"]


def test_lexicon_is_heard(
    say: Callable[..., Speech], listen: Callable[..., Tones], expected_runs: Callable[..., Any]
) -> None:
    """A reading in the caller's lexicon is what the model says, and the mark behind the word stays."""
    speech = say("hello world.", lexicon={"world": "/wˈɔː/"})

    spelled = [PhonemeWord(0, 5, "həlˈoʊ"), PhonemeWord(6, 12, "wˈɔː.")]
    assert listen(speech.audio.samples).runs == expected_runs(encode(spelled).tokens)


def test_sentences_ride_together(say: Callable[..., Speech]) -> None:
    """Short sentences share a run, so that the fixed lead-in is not paid for each."""
    text = "Yes. No. Maybe. I do not know. Ask me again tomorrow."

    assert say(text).duration == pytest.approx(say(text.replace(". ", ", ")).duration, rel=0.1)


def test_threads_get_what_one_thread_gets(say: Callable[..., Speech]) -> None:
    """Eight threads with sixty-four texts get, byte for byte, what one thread gets; nothing else changes."""
    texts = [f"Text number {index} is not the same, is it?" for index in range(64)]
    before, written = dict(os.environ), (sys.stdout, sys.stderr)
    alone = [say(text).audio.samples.tobytes() for text in texts]

    with ThreadPoolExecutor(8) as threads:
        together = [speech.audio.samples.tobytes() for speech in threads.map(say, texts)]

    assert together == alone
    assert (dict(os.environ), (sys.stdout, sys.stderr)) == (before, written)


def test_nothing_is_printed(say: Callable[..., Speech], capfd: pytest.CaptureFixture[str]) -> None:
    """Speaking writes nothing to stdout or stderr, not from below Python either, from any thread."""
    threads = [threading.Thread(target=say, args=("hello world.",)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert capfd.readouterr() == ("", "")
