"""A voice from a sample: consent, who may be asked, what is kept of it, and what files say."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
import soundfile

import tts_core
from tts_core import Audio, Feature, Registry, Sample, UnsupportedLanguage, UnsupportedOption
from tts_core.encoding import read_tags
from tts_core.longform import make_book, read_book
from tts_core.longform.receipts import request_from_receipt
from tts_core.testing import Recorder, decode, echo_model

if TYPE_CHECKING:
    from pathlib import Path

CONSENT = "Ada, by letter"


def recording(hertz: float = 200.0) -> Audio:
    return Audio((0.3 * np.sin(2 * np.pi * hertz * np.arange(8000) / 16000)).astype(np.float32), 16000)


SAMPLE = Sample(recording(), "what is said", consent=CONSENT)


@pytest.mark.parametrize("consent", ["", "  ", None])
def test_without_consent_there_is_no_sample(consent: Any) -> None:
    """A sample without consent is refused, with how it is given."""
    with pytest.raises(ValueError, match="consent of whoever's voice"):
        Sample(recording(), consent=consent)


def test_a_sample_must_sound() -> None:
    """Silence is no sample of anybody's voice."""
    with pytest.raises(ValueError, match="silent"):
        Sample(Audio.silence(1.0, 16000), consent=CONSENT)


def test_samples_are_values() -> None:
    """The same recording with the same consent is the same sample; another sound has another checksum."""
    again = Sample(recording(), "what is said", consent=CONSENT)

    assert {SAMPLE, again} == {SAMPLE}
    assert Sample(recording(210), consent=CONSENT).sha256 != SAMPLE.sha256
    assert Sample(Audio(recording().samples, 8000), consent=CONSENT).sha256 != SAMPLE.sha256


def test_a_sample_is_read_from_a_file(tmp_path: Path) -> None:
    """A file of two channels is read as their mean."""
    sound = recording().samples
    soundfile.write(tmp_path / "ada.wav", np.stack([sound, sound], axis=1), 16000, subtype="FLOAT")

    assert Sample.read(tmp_path / "ada.wav", consent=CONSENT, text="what is said") == SAMPLE


def test_the_model_is_given_the_sample() -> None:
    """Every utterance carries the sample and no voice, unless markup gives it to a voice of the model."""
    registry = Registry([echo_model()])
    text = "Hello. [voice bob]Good day.[/voice]"

    speech = tts_core.synthesize(text, model="echo", voice=SAMPLE, markup=True, registry=registry)

    first, second = decode(speech.audio)
    assert (first.voice, first.sample, first.language) == (None, SAMPLE.sha256, "en-US")
    assert (second.voice, second.sample) == ("bob", None)


def test_the_receipt_keeps_checksum_and_consent() -> None:
    """The receipt keeps the sample's hash and the consent, not the sound, and is not replayed without it."""
    registry = Registry([echo_model()])

    receipt = tts_core.synthesize("Hello.", model="echo", voice=SAMPLE, registry=registry).receipt

    assert receipt.voice is None
    assert receipt.sample == {"sha256": SAMPLE.sha256, "consent": CONSENT, "text": "what is said"}
    with pytest.raises(ValueError, match=SAMPLE.sha256):
        request_from_receipt(receipt, registry)


@pytest.mark.parametrize("extension", ["wav", "flac", "mp3", "opus", "m4a"])
def test_a_file_says_that_the_voice_is_a_clone(extension: str, tmp_path: Path) -> None:
    """A file says so to programs and in plain sight; one that was not cloned does not."""
    registry = Registry([echo_model()])
    cloned = tts_core.synthesize("Hello.", model="echo", voice=SAMPLE, registry=registry)
    own = tts_core.synthesize("Hello.", model="echo", registry=registry)

    assert read_tags(cloned.save(tmp_path / f"cloned.{extension}")).clone
    assert not read_tags(own.save(tmp_path / f"own.{extension}")).clone
    assert "cloned from a sample" in (cloned.tags().remark or "")


def test_it_is_refused_where_it_would_be_ignored() -> None:
    """A model that clones no voice refuses a sample on the call, and says who could."""
    registry = Registry([echo_model("deaf", features=frozenset(), rank=1, listed=True)])

    with pytest.raises(UnsupportedOption, match="no voice but its own"):
        tts_core.stream("Hello.", model="deaf", voice=SAMPLE, registry=registry)
    registry.register(echo_model("able", features=frozenset({Feature.CLONE}), listed=True))
    with pytest.raises(UnsupportedOption, match="Model 'able' could"):
        tts_core.stream("Hello.", model="deaf", voice=SAMPLE, registry=registry)


def test_the_language_is_still_the_models() -> None:
    """A sample does not make a model speak a language that it does not."""
    registry = Registry([echo_model()])

    speech = tts_core.synthesize("Guten Tag.", model="echo", voice=SAMPLE, language="de", registry=registry)
    with pytest.raises(UnsupportedLanguage):
        tts_core.stream("Bonjour.", model="echo", voice=SAMPLE, language="fr", registry=registry)

    assert speech.receipt.language == "de"


def test_a_book_is_kept_by_its_sample(tmp_path: Path) -> None:
    """A book that is read again with another sample is spoken anew, with the same one it is not."""
    text = tmp_path / "book.md"
    text.write_text("# One\n\nThe first chapter.\n", "utf-8")
    recorder = Recorder()
    registry = Registry([echo_model(recorder=recorder)])

    def made(sample: Sample) -> int:
        before = len(recorder.spoken)
        make_book(read_book(text), tmp_path / "book.flac", model="echo", voice=sample, registry=registry)
        return len(recorder.spoken) - before

    other = Sample(recording(300), consent=CONSENT)
    assert [made(SAMPLE), made(SAMPLE), made(other)][1] == 0
    assert made(other) == 0
    assert len({each.sample for each in recorder.spoken}) == 2
