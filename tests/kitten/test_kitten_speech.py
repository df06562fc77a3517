from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from tts_core import LoadOptions, Pronunciation, SynthesisFailed, UnknownVoice, Utterance
from tts_espeak.reading import american, read
from tts_kitten import tts_model
from tts_kitten.tokens import closed, encode

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tests.kitten.conftest import Tones

    from tts_core import Rendering
    from tts_kitten.synthesizer import KittenSynthesizer

FRAME = 0.025
BELLA, JASPER, HUGO = "expr-voice-2-f", "expr-voice-2-m", "expr-voice-4-m"


def load(folder: Path) -> KittenSynthesizer:
    """Load the model in *folder*."""
    model = tts_model(f"kitten:{folder}")
    assert model is not None
    return model.load(LoadOptions())  # type: ignore[return-value]  # what this plugin loads


@pytest.fixture(scope="module")
def kitten(build: Callable[..., Path]) -> Iterator[KittenSynthesizer]:
    """A loaded model that speaks in tones."""
    synthesizer = load(build())
    yield synthesizer
    synthesizer.close()


def speak(kitten: KittenSynthesizer, text: str, voice: str = BELLA, **fields: Any) -> Rendering:
    """Speak *text* without the pipeline."""
    return kitten.speak(Utterance(text=text, voice=voice, **fields))


@pytest.mark.parametrize(
    "text",
    [
        "hello world.",
        "Hi.",
        "no mark at the end",
        "Fifty fish.",
        "She sells",
        '"Quoted," he said!',
        "a",
        "Wait — what?",
    ],
)
def test_every_token_is_heard(
    kitten: KittenSynthesizer, listen: Callable[..., Tones], expected_runs: Callable[..., Any], text: str
) -> None:
    """From the first phone to the last mark every token is heard whole, whatever its edges are like."""
    assert listen(speak(kitten, text).samples).runs == expected_runs(closed(encode(american(text))).tokens)


def test_sentence_that_goes_on_is_not_closed(
    kitten: KittenSynthesizer, listen: Callable[..., Tones], expected_runs: Callable[..., Any]
) -> None:
    """What is cut off inside a sentence is given no comma that the text does not have."""
    rendering = kitten.speak(Utterance(text="She sells", continues=True))
    assert listen(rendering.samples).runs == expected_runs(encode(american("She sells")).tokens)


def test_dead_air_is_trimmed(kitten: KittenSynthesizer) -> None:
    """Of the lead-in and the ending, which are longer than many a word, only small margins are left."""
    rendering = speak(kitten, "hello world.")

    sounding = sum(3 + token % 3 for token in encode(american("hello world.")).tokens) * FRAME
    assert len(rendering.samples) / 24000 == pytest.approx(sounding + 0.050 + 0.080)


def test_sound_beyond_the_prediction_is_kept(
    build: Callable[..., Path], listen: Callable[..., Tones]
) -> None:
    """Where the ending sounds as loud as speech, against what was predicted, it is not cut."""
    kitten = load(build(spill=True))

    assert listen(speak(kitten, "hello world.").samples).runs[-1] == (10, 1)


def test_edges_are_faded(kitten: KittenSynthesizer) -> None:
    """A cut edge comes from nothing and goes to nothing."""
    samples = speak(kitten, "hello world.").samples

    assert (samples[0], abs(samples[-1]) < 1e-4) == (0.0, True)


def test_style_is_chosen_by_characters(kitten: KittenSynthesizer, listen: Callable[..., Tones]) -> None:
    """The row of the style is the number of characters, the missing mark at the end counted in."""
    for text, row in [("hello world.", 12), ("hello world", 12), ("hi", 3), (f"no{' ' * 500}no.", 399)]:
        assert listen(speak(kitten, text).samples).loudness == pytest.approx(0.2 + 0.0005 * row, abs=3e-4)


def test_voices_are_told_apart(kitten: KittenSynthesizer, listen: Callable[..., Tones]) -> None:
    """Every voice speaks with its own styles."""
    for voice in (BELLA, JASPER, HUGO):
        assert listen(speak(kitten, "hello world.", voice).samples).voice == voice


def test_voice_that_is_not_there_is_refused(kitten: KittenSynthesizer) -> None:
    """A voice that the file does not hold is never replaced by another."""
    with pytest.raises(UnknownVoice):
        speak(kitten, "hello", "expr-voice-9-x")


def test_speed_and_its_prior_multiply(
    kitten: KittenSynthesizer, listen: Callable[..., Tones], expected_runs: Callable[..., Any]
) -> None:
    """The speed that the model gets is the caller's times the voice's own."""
    tokens = encode(american("hello world.")).tokens

    assert listen(speak(kitten, "hello world.", speed=1.5).samples).runs == expected_runs(tokens, 1.5)
    assert listen(speak(kitten, "hello world.", HUGO).samples).runs == expected_runs(tokens, 0.5)
    assert listen(speak(kitten, "hello world.", HUGO, speed=2.0).samples).runs == expected_runs(tokens)


@pytest.mark.parametrize("speed", [0.0, -1.0, 0.1, 9.0, float("nan"), float("inf")])
def test_impossible_speeds_never_reach_the_graph(kitten: KittenSynthesizer, speed: float) -> None:
    """A speed that would make the model run wild is refused with those that it can do."""
    with pytest.raises(ValueError, match=r"from 0\.25 to 4\.0"):
        speak(kitten, "hello", speed=speed)


def test_given_readings_are_spoken(
    kitten: KittenSynthesizer, listen: Callable[..., Tones], expected_runs: Callable[..., Any]
) -> None:
    """A reading that the caller gives is what the model says."""
    given = (Pronunciation(6, 11, "wˈɔː"),)

    rendering = speak(kitten, "hello world.", phonemes=given)

    assert listen(rendering.samples).runs == expected_runs(encode(read("hello world.", given).words).tokens)


def test_words_sound_when_they_say(kitten: KittenSynthesizer) -> None:
    """A word's time is that of its own tokens: marks and spaces around it do not count."""
    first, second = speak(kitten, 'Hello, "world".').words

    assert (first.text, first.span, first.quality) == ("Hello", (0, 5), "model")
    assert (second.text, second.span, second.quality) == ("world", (8, 13), "model")
    tokens = encode(american('Hello, "world".')).tokens
    assert tokens[6:11] == (16, 3, 16, 15, 16)
    assert first.start == pytest.approx(0.050)
    assert first.end == pytest.approx(0.050 + sum(3 + token % 3 for token in tokens[:6]) * FRAME)
    assert second.start == pytest.approx(first.end + sum(3 + token % 3 for token in tokens[6:11]) * FRAME)


def test_words_spoken_as_one_share_its_time(kitten: KittenSynthesizer) -> None:
    """Of words that are spoken as one each has its span, and a time that is marked as estimated."""
    words = speak(kitten, "out of the box").words

    assert [(word.text, word.quality) for word in words] == [
        ("out", "estimated"), ("of", "estimated"), ("the", "model"), ("box", "model"),
    ]  # fmt: skip
    assert all(one.end <= other.start for one, other in pairwise(words))


@pytest.mark.parametrize(
    "text",
    [
        "1234567890 " * 37,
        "x" * 600,
        "日本語" * 60,
        "WWW " * 100,
        "a, " * 700,
        "supercalifragilistic" * 30,
        "no " * 500,
    ],
)
def test_no_text_is_too_long(kitten: KittenSynthesizer, expected_runs: Callable[..., Any], text: str) -> None:
    """Whatever the text, no run has more tokens than the model has positions, and no token is lost."""
    tokens = closed(encode(american(text))).tokens
    assert len(tokens) > 512

    rendering = speak(kitten, text)

    sounding = sum(frames for _, frames in expected_runs(tokens)) * FRAME
    runs = -(-len(tokens) // 509)
    assert sounding < len(rendering.samples) / 24000 < sounding + 0.130 * 2 * runs
    assert rendering.words[-1].end <= len(rendering.samples) / 24000


def test_measure_counts_tokens(kitten: KittenSynthesizer) -> None:
    """A text measures its tokens and the boundary; texts side by side measure no less than both together."""
    one, other = "The quick brown fox.", "It jumps over the lazy dog."

    assert kitten.measure("hello world.") == 15 + 3
    assert kitten.measure(one) + kitten.measure(other) >= kitten.measure(f"{one} {other}")


def test_nothing_to_say_is_said(kitten: KittenSynthesizer) -> None:
    """A text of which nothing can be spoken is a moment of silence and a warning, never a breath of noise."""
    rendering = speak(kitten, "\U0001d11e")

    assert not rendering.samples.any()
    assert {warning.code for warning in rendering.warnings} == {"unspoken"}


@pytest.mark.parametrize("variant", [{"row": True}, {"types": {"duration": 6}}, {"types": {"duration": 1}}])
def test_exports_that_differ_speak_alike(
    kitten: KittenSynthesizer, build: Callable[..., Path], variant: Any
) -> None:
    """A waveform of (1, N), or durations of another type, change nothing of the speech."""
    other = load(build(**variant))

    ours, theirs = speak(kitten, "Hello, world."), speak(other, "Hello, world.")

    assert theirs.samples.ndim == 1
    assert theirs.samples.flags.c_contiguous
    np.testing.assert_array_equal(ours.samples, theirs.samples)
    assert ours.words == theirs.words


@pytest.mark.parametrize("variant", [{"duration": False}, {"tail": 5000}, {"tail": 900}])
def test_without_durations_the_sound_decides(
    build: Callable[..., Path], listen: Callable[..., Tones], expected_runs: Callable[..., Any], variant: Any
) -> None:
    """Where there are no durations, or none to trust, silence is trimmed, and timings are estimated."""
    rendering = speak(load(build(**variant)), "hello world.")

    assert listen(rendering.samples).runs == expected_runs(encode(american("hello world.")).tokens)
    assert [(word.text, word.quality) for word in rendering.words] == [
        ("hello", "estimated"),
        ("world", "estimated"),
    ]
    assert 0 <= rendering.words[0].start < rendering.words[1].end <= len(rendering.samples) / 24000


def test_oldest_models_have_their_own_boundary(build: Callable[..., Path]) -> None:
    """A model of the first type gets no ellipsis at the end, and has one style for every length."""
    old = load(build(kind="ONNX1", rows=1))

    assert old.measure("hello world.") == 15 + 2
    assert float(np.abs(speak(old, "hello world, how are you?").samples).max()) == pytest.approx(
        0.26, abs=0.01
    )


def test_sound_that_is_none_is_refused(build: Callable[..., Path]) -> None:
    """Samples that are not finite numbers fail the utterance, not the listener's ears."""
    kitten = load(build(poison=True))

    with pytest.raises(SynthesisFailed, match="not finite"):
        speak(kitten, "hello world, this is longer")
