from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import numpy as np
import pytest

import tts_core
from tts_core import ModelUnavailable, Registry, UnknownVoice, Utterance
from tts_kokoro import readers, tts_model
from tts_kokoro.blend import parsed
from tts_kokoro.catalogue import grades
from tts_kokoro.voices import described, listing, voice

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tts_core import Model
    from tts_kokoro.synthesizer import KokoroSynthesizer

NAMES = [name for name, _ in grades()]


@pytest.fixture
def english_only(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have nothing that reads any language but English."""
    monkeypatch.setattr(readers, "find_spec", lambda _: None)


def test_there_are_54_voices_in_nine_languages() -> None:
    """The table has every voice of v1.0 with its language, and as many of each as the makers say."""
    languages = Counter(voice(name).language for name in NAMES)

    assert len(NAMES) == len(set(NAMES)) == 54
    assert languages == {
        "en-US": 20, "en-GB": 8, "es": 3, "fr-FR": 1, "hi": 4, "it": 2, "ja": 5, "pt-BR": 3, "zh": 8
    }  # fmt: skip
    assert Counter(voice(name).gender for name in NAMES) == {"female": 29, "male": 25}
    assert [name for name in NAMES if "A" in voice(name).description.split()[1:2]] == ["af_heart"]
    assert {name[0] for name, grade in grades() if not grade} == {"e", "p"}


def test_only_voices_in_the_files_are_listed(small: Model) -> None:
    """A model on the disk lists the voices that it has, the best known first, and no other."""
    listed = Registry([small]).voices(small)

    assert [each.id for each in listed] == ["af_heart", "af_sky", "am_adam", "bf_emma"]


@pytest.mark.usefixtures("english_only")
def test_voices_that_nothing_can_read_for_are_not_listed() -> None:
    """A voice of a language that nothing here reads is refused by name, with what would read it."""
    assert {each.language for each in listing(NAMES)} == {"en-US", "en-GB"}
    for name, extra in (("ef_dora", "espeak"), ("jm_kumo", "ja"), ("zf_xiaoni", "zh")):
        with pytest.raises(ModelUnavailable, match=rf'pip install "tts-kokoro\[{extra}\]"'):
            described(name, NAMES, "kokoro")


@pytest.mark.usefixtures("english_only")
def test_a_model_without_a_voice_that_can_be_read_for_says_so(build: Callable[..., Path]) -> None:
    """A folder of Japanese voices where nothing reads Japanese is refused on the call."""
    model = tts_model(f"kokoro:{build(voices={'jm_kumo': 0.3})}")
    assert model is not None

    with pytest.raises(ModelUnavailable, match=r"tts-kokoro\[ja\]"):
        tts_core.stream("Hello.", model=model.card.id, registry=Registry([model]))


def test_chinese_of_the_other_edition_is_refused() -> None:
    """The voices of v1.1-zh, which learned Chinese in another alphabet, are not spoken as if in this one."""
    assert listing(["zf_001"]) == ()
    with pytest.raises(ModelUnavailable, match=r"v1\.1-zh"):
        described("zf_001", ["zf_001"], "kokoro")


def test_a_mix_lies_between_its_voices(speaker: KokoroSynthesizer) -> None:
    """The styles of a mix are the mean of its voices', each counted by its weight."""
    heart, sky, mixed = map(speaker._table, ("af_heart", "af_sky", "af_heart(3)+af_sky(1)"))

    np.testing.assert_allclose(mixed, 0.75 * heart + 0.25 * sky, rtol=1e-6)


def test_a_mix_is_a_voice_of_its_own(small: Model) -> None:
    """Who asks for a mix gets it: it is in the receipt, and speaks what its main voice speaks."""
    registry = Registry([small])

    def speak(name: str) -> tts_core.Speech:
        return tts_core.synthesize("Hello there.", model=small.card.id, voice=name, registry=registry)

    mixed = speak("af_sky(0.5)+bf_emma(2)")

    assert mixed.receipt.voice == "af_sky(0.5)+bf_emma(2)"
    assert mixed.receipt.language == "en-GB"
    assert len({speak(name).audio.samples.tobytes() for name in ("af_sky", "bf_emma", "af_sky+bf_emma")}) == 3
    assert speak("bf_emma(7)").audio.samples.tobytes() == speak("bf_emma").audio.samples.tobytes()


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("af_heart(2)+", "'' in .* is no voice with a weight"),
        ("af_heart(x)+af_sky", "must be a number above 0, not 'x'"),
        ("af_heart(-1)+af_sky", "must be a number above 0, not '-1'"),
        ("af_heart(1e9)", "must be a number above 0"),
        ("af_heart(nan)", "must be a number above 0"),
        ("af_heart(0)+af_sky", "leave out a voice"),
        ("af_heart+af_heart", "twice"),
        ("af_heart(1", "no voice with a weight"),
    ],
)
def test_a_mix_that_is_none_is_refused(small: Model, name: str, told: str) -> None:
    """What is written like a mix and is none is refused on the call, with how one is written."""
    with pytest.raises(ValueError, match=told):
        tts_core.stream("Hello.", model=small.card.id, voice=name, registry=Registry([small]))


def test_a_mix_with_somebody_unknown_is_refused(small: Model) -> None:
    """A voice in a mix that is not here is answered with the one that was meant."""
    with pytest.raises(UnknownVoice, match="did you mean 'af_heart'"):
        tts_core.stream("Hello.", model=small.card.id, voice="af_hart+af_sky", registry=Registry([small]))


def test_a_plain_name_is_no_mix() -> None:
    """A name without weights or a plus is left to the listing, which knows what may have been meant."""
    assert parsed("af_heart", "kokoro", NAMES) is None
    assert described("af_hearts", NAMES, "kokoro") is None


def test_the_synthesizer_itself_refuses_nobody(speaker: KokoroSynthesizer) -> None:
    """A voice that is in no file is refused by the synthesizer too, should somebody ask it directly."""
    with pytest.raises(UnknownVoice, match="did you mean 'af_sky'"):
        speaker.speak(Utterance(text="ok", voice="af_skye"))
