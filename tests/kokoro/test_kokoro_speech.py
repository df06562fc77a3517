from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import pytest

from tts_core import Cancelled, CancelToken, LoadOptions, ModelUnavailable, Pronunciation, Utterance
from tts_kokoro.contract import HOP, LIMIT

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tts_core import Model
    from tts_kokoro.synthesizer import KokoroSynthesizer

TEXT = "The old boat reached the harbor before sunrise, while the keeper was asleep."
LONG = "and then they went on to the next house on the long road to the sea " * 12


def test_every_word_has_its_time(speaker: KokoroSynthesizer) -> None:
    """Words come in order, each with a time that the graph gave, inside the sound."""
    rendering = speaker.speak(Utterance(text=TEXT))

    assert " ".join(word.text for word in rendering.words) == TEXT.replace(",", "").rstrip(".")
    assert {word.quality for word in rendering.words} == {"model"}
    assert all(one.end <= other.start + 1e-6 for one, other in pairwise(rendering.words))
    assert rendering.words[-1].end <= len(rendering.samples) / rendering.sample_rate


@pytest.mark.parametrize("speed", [0.5, 1.0, 2.0])
def test_durations_are_the_samples_exactly(speaker: KokoroSynthesizer, speed: float) -> None:
    """The frames of the phonemes, times the samples of one, are the samples of the run."""
    assert speaker._graph is not None
    sound = speaker._graph.run(range(43, 68), speaker._styles["af_heart"][:1], speed, 0)

    assert sound.frames is not None
    assert int(sound.frames.sum()) * HOP == len(sound.samples)


@pytest.mark.parametrize("text", ["a", TEXT])
def test_the_style_is_that_of_the_number_of_phonemes(speaker: KokoroSynthesizer, text: str) -> None:
    """A run of so many phonemes, the boundary not counted, is said in the row before that number."""
    assert speaker._graph is not None
    spoken = speaker.speak(Utterance(text=text, voice="af_heart"))
    line = speaker._alphabet.line(speaker._read(Utterance(text=text)).words)
    rows = (len(line) - 1, len(line))

    right, next_one = (
        speaker._graph.run(line.tokens, speaker._styles["af_heart"][row : row + 1], 1.0, 0) for row in rows
    )

    assert np.abs(spoken.samples).max() == np.abs(right.samples).max() < np.abs(next_one.samples).max()


def test_what_is_longer_than_a_run_is_spoken_in_several(speaker: KokoroSynthesizer) -> None:
    """A text of more phonemes than the graph has room for is spoken whole, each word timed."""
    text = LONG.strip()
    assert len(speaker._alphabet.line(speaker._read(Utterance(text=text)).words)) > LIMIT

    rendering = speaker.speak(Utterance(text=text))

    assert [word.text for word in rendering.words] == text.split()


def test_a_measure_is_near_what_is_said(speaker: KokoroSynthesizer) -> None:
    """What a text is estimated to cost is within a third of the phonemes that it has."""
    for text in (TEXT, LONG):
        counted = len(speaker._alphabet.line(speaker._read(Utterance(text=text)).words))
        assert 2 / 3 < speaker.measure(text) / counted < 4 / 3


def test_a_sound_that_the_alphabet_lacks_is_warned_of(speaker: KokoroSynthesizer) -> None:
    """Signs of a given reading that are not in the alphabet are named, the rest is said."""
    given = (Pronunciation(0, 5, "həʘloʊ"),)

    rendering = speaker.speak(Utterance(text="Hello there.", phonemes=given))

    assert [(warning.code, warning.span) for warning in rendering.warnings] == [("symbol", (0, 5))]
    assert "'ʘ'" in str(rendering.warnings[0])


def test_nothing_to_say_is_said(speaker: KokoroSynthesizer) -> None:
    """A text without a sound is a moment of silence and a warning."""
    rendering = speaker.speak(Utterance(text="☃"))

    assert "unspoken" in [warning.code for warning in rendering.warnings]
    assert not rendering.samples.any()


def test_several_at_once_are_each_as_alone(speaker: KokoroSynthesizer) -> None:
    """Utterances that run side by side, by voices and in dialects of their own, do not disturb each other."""
    asked = [Utterance(text=TEXT, voice=voice) for voice in ("af_heart", "bf_emma", "af_heart(1)+af_sky(2)")]
    alone = [speaker.speak(each).samples.tobytes() for each in asked]

    with ThreadPoolExecutor(3) as pool:
        together = list(pool.map(speaker.speak, asked * 2))

    assert [each.samples.tobytes() for each in together] == alone * 2


def test_a_running_graph_is_stopped(
    build: Callable[..., Path], load: Callable[[Path], KokoroSynthesizer]
) -> None:
    """Cancelling ends what is under way with Cancelled; the next utterance is as if nothing had been."""
    slow = load(build(slow=200))
    whole = slow.speak(Utterance(text="ok")).samples.tobytes()
    token = CancelToken()
    begun = threading.Event()

    def run() -> None:
        begun.set()
        for _ in range(1000):
            slow.speak(Utterance(text=LONG, cancel=token))

    with ThreadPoolExecutor(1) as thread:
        running = thread.submit(run)
        begun.wait()
        token.cancel()
        assert isinstance(running.exception(60), Cancelled)

    assert slow.speak(Utterance(text="ok")).samples.tobytes() == whole
    slow.close()


def test_nonsense_is_refused(speaker: KokoroSynthesizer) -> None:
    """A speed at which it slurs is refused with what would be right."""
    with pytest.raises(ValueError, match=r"0\.5 to 2\.0"):
        speaker.speak(Utterance(text="ok", speed=4.0))


def test_closed_is_closed(small: Model) -> None:
    """A synthesizer speaks no more once it was closed, and says so."""
    synthesizer = small.load(LoadOptions())
    synthesizer.close()
    synthesizer.close()

    with pytest.raises(ModelUnavailable, match="closed"):
        synthesizer.speak(Utterance(text="ok"))
