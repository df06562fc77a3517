from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

import tts_core
from tts_core import Cancelled, CancelToken, LoadOptions, ModelUnavailable, Pronunciation, Utterance
from tts_core.pipeline.trim import FADE

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from tts_core import Model
    from tts_piper.synthesizer import PiperSynthesizer

JOE = "piper-en_US-joe-medium"
TEXT = "The old boat reached the harbour before sunrise, and nobody was awake to see it."


def test_what_is_streamed_is_what_is_made_in_one_call(joe: PiperSynthesizer) -> None:
    """The pieces of a stream joined are the samples of the whole, byte for byte, and the words as well."""
    parts, whole = list(joe.stream(Utterance(text=TEXT))), joe.speak(Utterance(text=TEXT))

    assert len(parts) > 2
    assert b"".join(part.samples.tobytes() for part in parts) == whole.samples.tobytes()
    assert [word.text for part in parts for word in part.words] == [word.text for word in whole.words]


def test_the_first_piece_is_short(joe: PiperSynthesizer) -> None:
    """Somebody who listens gets the first piece of a long sentence before the others: half a second or so."""
    first = next(joe.stream(Utterance(text=f"{TEXT[:-1]}, {TEXT}")))

    assert 0.2 < len(first.samples) / first.sample_rate < 0.8


def test_every_word_has_its_time(joe: PiperSynthesizer) -> None:
    """Words are timed by the model, in order, within the sound, and with the characters that they are."""
    spoken = joe.speak(Utterance(text=TEXT))

    assert [TEXT[slice(*word.span)] for word in spoken.words] == TEXT.replace(",", "").rstrip(".").split()
    assert {word.quality for word in spoken.words} == {"model"}
    assert all(one.end <= other.start + 1e-6 for one, other in pairwise(spoken.words))
    assert spoken.words[-1].end <= len(spoken.samples) / spoken.sample_rate


def test_a_word_sounds_when_it_is_said_to(joe: PiperSynthesizer) -> None:
    """Where words are said to sound it is much louder than in the pause between two sentences."""
    spoken = joe.speak(Utterance(text="It was late. He went home."))
    loud = [
        float(np.abs(spoken.samples[round(begin * 22_050) : round(end * 22_050)]).mean())
        for begin, end in (
            (spoken.words[1].start, spoken.words[2].end),
            (spoken.words[2].end + 0.03, spoken.words[3].start - 0.03),
        )
    ]

    assert loud[0] > 5 * loud[1]


def test_an_abbreviation_ends_no_sentence(joe: PiperSynthesizer) -> None:
    """A full stop that abbreviates is no pause, also where it reaches the voice as it is written."""
    with_stop = joe.speak(Utterance(text="Mr. Smith arrived."))
    without = joe.speak(Utterance(text="Mr Smith arrived."))

    assert np.array_equal(with_stop.samples, without.samples)


def test_the_same_text_is_the_same_sound(joe: PiperSynthesizer) -> None:
    """Nothing is left to chance: the same seed gives the same samples, also to several at once."""
    once = joe.speak(Utterance(text=TEXT))
    with ThreadPoolExecutor(2) as pool:
        others = list(pool.map(joe.speak, [Utterance(text=TEXT)] * 2))

    assert all(np.array_equal(once.samples, other.samples) for other in others)


def test_options_are_heard(joe: PiperSynthesizer) -> None:
    """A seed says it in another way, more noise in a rougher one, and a speed in another time."""
    usual = joe.speak(Utterance(text=TEXT)).samples
    for options in ({"seed": 1}, {"noise": 0.1}, {"noise_w": 0.1}):
        other = joe.speak(Utterance(text=TEXT, options=options)).samples
        assert len(other) != len(usual) or not np.array_equal(other, usual), options
    own = {"noise": 0.667, "noise_w": 0.8, "length": 1.0, "seed": 0}

    assert np.array_equal(joe.speak(Utterance(text=TEXT, options=own)).samples, usual)
    quick = joe.speak(Utterance(text=TEXT, speed=2.0)).samples
    assert len(quick) < 0.7 * len(usual)
    assert np.array_equal(joe.speak(Utterance(text=TEXT, options={"length": 0.5})).samples, quick)


def test_a_reading_in_ipa_is_obeyed(joe: PiperSynthesizer) -> None:
    """What the caller gave a reading for is said so; a sign that the voice lacks is named with its word."""
    given = (Pronunciation(4, 9, "ˈɛndʒɪnˈɛksʭ"),)
    spoken = joe.speak(Utterance(text="The nginx, again.", phonemes=given))

    assert [word.text for word in spoken.words] == ["The", "nginx", "again"]
    (warning,) = spoken.warnings
    assert (warning.code, warning.span) == ("symbol", (4, 10))
    assert "ʭ" in warning.message


def test_cancelling_stops_a_run_within_the_graph(
    joe: PiperSynthesizer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A run that is cancelled while it is in the graph ends there: no sound is made, and all is well."""
    voice, cancel, entered, made = joe.opened(), CancelToken(), threading.Event(), []
    run, decoded = voice.encoder.run, voice.decoded

    def running(*given: Any, **more: Any) -> Any:
        entered.set()
        return run(*given, **more)

    def decoding(*given: Any) -> Any:
        made.append(given)
        return decoded(*given)

    monkeypatch.setattr(voice.encoder, "run", running)
    monkeypatch.setattr(voice, "decoded", decoding)
    with ThreadPoolExecutor(1) as pool:
        speaking = pool.submit(joe.speak, Utterance(text=" ".join([TEXT] * 12), cancel=cancel))
        entered.wait()
        cancel.cancel()
        with pytest.raises(Cancelled):
            speaking.result()

    assert not made
    assert joe.speak(Utterance(text="Hi.")).samples.any()


def test_sentences_keep_their_loudness(joe: PiperSynthesizer) -> None:
    """No sentence is scaled to its own peak: what is louder in the graph is louder in the speech."""
    peaks = [float(np.abs(joe.speak(Utterance(text=text)).samples).max()) for text in (TEXT, "Hm.", "Stop!")]

    assert len({round(peak, 3) for peak in peaks}) == 3
    assert all(peak < 1 for peak in peaks)


def test_what_has_no_sound_is_silence_and_named(joe: PiperSynthesizer) -> None:
    """A text of marks alone is a moment of silence with a warning, not an error and not a guess."""
    spoken = joe.speak(Utterance(text="…"))

    assert not spoken.samples.any()
    assert {warning.code for warning in spoken.warnings} == {"unspoken"}


def test_a_closed_voice_says_so(joe_model: Model, joe_files: Mapping[str, Path]) -> None:
    """A voice that was closed, twice, says that it was when it is to speak."""
    synthesizer = joe_model.load(LoadOptions(files=joe_files))
    synthesizer.close()
    synthesizer.close()

    with pytest.raises(ModelUnavailable, match="was closed"):
        synthesizer.speak(Utterance(text="Hello."))


def test_a_stream_of_the_core_begins_before_the_sentence_is_made() -> None:
    """A stream hands out pieces of one sentence; but for the trimmed edges they are what one call makes."""
    with tts_core.stream(TEXT, model=JOE) as stream:
        pieces = list(stream)
    whole = tts_core.synthesize(TEXT, model=JOE)

    assert len(pieces) > 2
    assert pieces[0].audio.duration < 1.0
    streamed = np.concatenate([piece.audio.samples for piece in pieces])
    edge = round(2 * FADE * whole.audio.sample_rate)
    assert whole.audio.samples[edge:-edge].tobytes() in streamed.tobytes()
    assert "".join(piece.text for piece in pieces) == TEXT


def test_speakers_are_voices(write: Callable[..., Path], load: Callable[[Path], PiperSynthesizer]) -> None:
    """Each speaker of a voice is one that can be asked for, and sounds like nobody else."""
    path = write(speakers={"ann": 1, "bob": 0, "cy": 2})
    synthesizer = load(path)

    said = {
        name: synthesizer.speak(Utterance(text="All is well.", voice=name)).samples
        for name in ("ann", "bob", "cy")
    }

    assert len({samples.tobytes() for samples in said.values()}) == 3
    assert synthesizer.speak(Utterance(text="All is well.", voice="ann")).sample_rate == 16_000
    assert np.array_equal(synthesizer.speak(Utterance(text="All is well.")).samples, said["bob"])
    with pytest.raises(tts_core.UnknownVoice, match="ann, bob, cy"):
        synthesizer.speak(Utterance(text="Hi.", voice="dora"))


def test_a_streamed_speaker_is_the_whole_one(
    write: Callable[..., Path], load: Callable[[Path], PiperSynthesizer]
) -> None:
    """What the decoder takes beside the latent goes to each of its pieces."""
    synthesizer = load(write(speakers={"ann": 1, "bob": 0}))
    utterance = Utterance(text=" ".join([TEXT] * 3), voice="ann")

    parts = list(synthesizer.stream(utterance))

    assert len(parts) > 2
    assert np.array_equal(
        np.concatenate([part.samples for part in parts]), synthesizer.speak(utterance).samples
    )


def test_letters_are_read_by_a_voice_that_learned_letters(
    write: Callable[..., Path], load: Callable[[Path], PiperSynthesizer]
) -> None:
    """A voice of phoneme type text gets the letters, in the case that it has, and names what it lacks."""
    synthesizer = load(write(phoneme_type="text"))

    spoken = synthesizer.speak(Utterance(text="Abc дом."))

    assert [word.text for word in spoken.words] == ["Abc"]
    assert [(warning.code, warning.span) for warning in spoken.warnings] == [("symbol", (4, 8))]
    assert synthesizer.speak(Utterance(text="abc.")).samples.any()
