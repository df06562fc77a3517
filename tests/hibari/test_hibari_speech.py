from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import numpy as np
import pytest

import tts_core
from tts_core import Cancelled, CancelToken, LoadOptions, ModelUnavailable, UnknownVoice, Utterance
from tts_hibari.contract import HOP, LIMIT
from tts_hibari.graph import spoken
from tts_hibari.vocoder import waveform

if TYPE_CHECKING:
    from tts_core import Model
    from tts_hibari.synthesizer import HibariSynthesizer

    Floats = np.ndarray[tuple[int, ...], np.dtype[np.float32]]

TEXT = "The old boat reached the harbour before sunrise, while the keeper was asleep."
LONG = "and then they went on to the next house on the long road to the sea " * 8


@pytest.mark.parametrize("speed", [0.25, 0.8, 1.0, 1.7, 4.0])
@pytest.mark.parametrize("text", ["a", TEXT, LONG])
def test_durations_are_the_samples_exactly(hibari: HibariSynthesizer, text: str, speed: float) -> None:
    """The frames of the phonemes, times the samples of one, are the samples of the run."""
    sound = spoken(hibari.opened()["heart"], _tokens(hibari, text), speed, 0)

    assert sound.frames is not None
    assert int(sound.frames.sum()) * HOP == len(sound.samples)


def test_every_word_has_its_time(hibari: HibariSynthesizer) -> None:
    """Words come in order, each with a time that the network predicted, none of them empty."""
    rendering = hibari.speak(Utterance(text=TEXT))

    assert " ".join(word.text for word in rendering.words) == TEXT.replace(",", "").replace(".", "")
    assert {word.quality for word in rendering.words} == {"model"}
    edges = [time for word in rendering.words for time in (word.start, word.end)]
    assert edges == sorted(edges)
    assert all(word.end - word.start >= 0.049 for word in rendering.words)
    assert edges[-1] <= len(rendering.samples) / rendering.sample_rate


def test_the_sound_is_what_the_package_makes_of_the_same_prediction(hibari: HibariSynthesizer) -> None:
    """But for the breath, which is drawn, the samples are those of hibari's own signal processing."""
    from hibari import dsp

    spectra, pitch = _predicted(hibari, TEXT)
    _parts(spectra)[2][:] = -200.0

    theirs = dsp.synth(*_parts(spectra), pitch, np.random.default_rng(0))

    np.testing.assert_allclose(waveform(spectra, pitch, 0), theirs, atol=2e-4)


def test_the_breath_is_as_loud_as_it_should_be(hibari: HibariSynthesizer) -> None:
    """The drawn part has the power of the package's, whose numbers are other ones of the same kind."""
    from hibari import dsp

    spectra, pitch = _predicted(hibari, LONG)
    parts = _parts(spectra)
    parts[0][:] = parts[3][:] = -200.0

    ours = sum(np.square(waveform(spectra, pitch, seed)).mean() for seed in range(12))
    theirs = sum(
        np.square(dsp.synth(*parts, pitch, np.random.default_rng(seed))).mean() for seed in range(12)
    )

    assert float(ours / theirs) == pytest.approx(1.0, abs=0.1)


def test_the_same_seed_is_the_same_breath(hibari: HibariSynthesizer) -> None:
    """The same seed gives the same samples, byte for byte, and another one others of the same length."""
    usual, again, other = (
        hibari.speak(Utterance(text=TEXT, options={"seed": seed})).samples for seed in (0, 0, 2**31 - 1)
    )

    assert usual.tobytes() == again.tobytes()
    assert usual.tobytes() != other.tobytes()
    assert float(np.square(usual - other).mean() / np.square(usual).mean()) < 0.05


def test_the_same_request_gives_the_same_bytes() -> None:
    """Whole speeches are the same, byte for byte, unless another seed is asked for."""
    usual, again, other = (
        tts_core.synthesize(f"{TEXT} {TEXT}", model="hibari", options=options).audio.samples.tobytes()
        for options in ({}, {"seed": 0}, {"seed": 1})
    )

    assert usual == again
    assert usual != other


def test_a_sentence_does_not_depend_on_those_before_it() -> None:
    """A sentence sounds the same alone and behind others: the breath begins anew with each utterance."""
    alone = tts_core.synthesize("Nobody saw it.", model="hibari")
    with tts_core.stream(f"{TEXT}\n\nNobody saw it.", model="hibari", pauses={"\n": 0.0}) as pieces:
        *_, last = pieces

    sound = alone.audio.samples
    assert last.audio.samples[-len(sound) :].tobytes() == sound.tobytes()


def test_what_is_longer_than_a_run_is_spoken_in_several(hibari: HibariSynthesizer) -> None:
    """A text of more phonemes than the voice was made for is spoken whole, in parts, each word timed."""
    text = LONG.strip()
    assert hibari.measure(text) > LIMIT

    rendering = hibari.speak(Utterance(text=text))

    assert [word.text for word in rendering.words] == text.split()


def test_texts_of_any_length_are_cut_by_the_core() -> None:
    """A sentence without a mark that is longer than any run comes out whole, in several pieces."""
    text = LONG.strip() + "."
    with tts_core.stream(text, model="hibari") as pieces:
        found = list(pieces)

    assert len(found) > 1
    assert "".join(piece.text for piece in found).split() == text.split()


def test_other_scripts_are_warned_of_in_the_speech() -> None:
    """A speech names the words of other scripts by their place in the caller's text."""
    text = "She said 日本 and hello."

    speech = tts_core.synthesize(text, model="hibari")

    assert "日本" in [text[slice(*each.span)] for each in speech.warnings if each.span]
    assert [word.text for word in speech.words] == ["She", "said", "日本", "and", "hello"]


def test_a_reading_that_the_voice_has_no_sound_for_is_warned_of(hibari: HibariSynthesizer) -> None:
    """Signs of a given reading that are not in the alphabet are named, the rest is said."""
    given = (tts_core.Pronunciation(0, 5, "həʘloʊ"),)

    rendering = hibari.speak(Utterance(text="Hello there.", phonemes=given))

    assert [warning.code for warning in rendering.warnings] == ["symbol"]
    assert "'ʘ'" in str(rendering.warnings[0])


def test_a_running_graph_is_stopped(hibari: HibariSynthesizer) -> None:
    """Cancelling ends what is under way with Cancelled; the next utterance is as if nothing had been."""
    whole = hibari.speak(Utterance(text="ok")).samples.tobytes()
    token = CancelToken()
    begun = threading.Event()

    def run() -> None:
        begun.set()
        for _ in range(1000):
            hibari.speak(Utterance(text=LONG, cancel=token))

    with ThreadPoolExecutor(1) as thread:
        running = thread.submit(run)
        begun.wait()
        token.cancel()
        assert isinstance(running.exception(60), Cancelled)

    assert hibari.speak(Utterance(text="ok")).samples.tobytes() == whole


def test_the_sound_is_not_made_when_nobody_waits(hibari: HibariSynthesizer) -> None:
    """What follows the network stops as well: between any two blocks of frames."""
    spectra, pitch = _predicted(hibari, TEXT)
    token = CancelToken()
    token.cancel()

    with pytest.raises(Cancelled):
        waveform(spectra, pitch, 0, token)


def test_nonsense_is_refused(hibari: HibariSynthesizer) -> None:
    """Another voice and an impossible speed are refused with what would be right."""
    with pytest.raises(UnknownVoice, match="heart"):
        hibari.speak(Utterance(text="ok", voice="bella"))
    with pytest.raises(ValueError, match=r"0\.25 to 4\.0"):
        hibari.speak(Utterance(text="ok", speed=9.0))


def test_closed_is_closed(model: Model) -> None:
    """A synthesizer, here loaded by its model alone, speaks no more once it was closed, and says so."""
    synthesizer = model.load(LoadOptions())
    synthesizer.close()
    synthesizer.close()

    with pytest.raises(ModelUnavailable, match="closed"):
        synthesizer.speak(Utterance(text="ok"))


def _predicted(hibari: HibariSynthesizer, text: str) -> tuple[Floats, Floats]:
    """What the network says of *text*: spectra, a row for each frame, and the pitch of each."""
    from tts_hibari.graph import PITCH, SPECTRA, feeds

    values = hibari.opened()["heart"].run(feeds(_tokens(hibari, text)))
    return values[SPECTRA][0], values[PITCH][0]


def _tokens(hibari: HibariSynthesizer, text: str) -> tuple[int, ...]:
    words = hibari._reader(british=False).read(text).words
    return hibari._alphabet.line(words).tokens


def _parts(spectra: Floats) -> list[Floats]:
    """The five that a row holds, as the package takes them: a column for each frame."""
    return np.split(spectra.T, 5)
