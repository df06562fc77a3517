"""What the echo model says is what is heard, whatever happens to the sound on its way."""

from __future__ import annotations

import io
import subprocess
import sys

import numpy as np
import pytest
import soundfile
from hypothesis import given, settings
from hypothesis import strategies as st

from tts_core import Audio, LoadOptions, Pronunciation, Synthesizer, Utterance
from tts_core.encoding import encode
from tts_core.testing import decode, echo_model

TEXT = "Hello, wörld! 你好. It costs $3.50 — really."


def spoken(text: str, **fields: object) -> Audio:
    """Speak *text* with an echo model of the usual rate."""
    rendering = loaded().speak(Utterance(text=text, **fields))  # type: ignore[arg-type]  # the test's own fields
    return Audio(rendering.samples, rendering.sample_rate)


def printed_by(code: str) -> str:
    """Run *code* in a fresh interpreter."""
    return subprocess.run(
        [sys.executable, "-c", code], check=True, capture_output=True, text=True
    ).stdout.strip()


def loaded(**changes: object) -> Synthesizer:
    """Load an echo model."""
    return echo_model(**changes).load(LoadOptions())


@settings(max_examples=60, deadline=None)
@given(
    text=st.text(min_size=1, max_size=80),
    voice=st.sampled_from(("ada", "bob", None)),
    speed=st.floats(0.1, 4.0),
    pitch=st.integers(-100, 100),
)
def test_says_what_it_was_given(text: str, voice: str | None, speed: float, pitch: int) -> None:
    """Any text, voice, speed and option is heard as it was given."""
    (heard,) = decode(spoken(text, voice=voice, speed=speed, language="en-US", options={"pitch": pitch}))

    assert (heard.text, heard.voice, heard.speed, heard.language) == (text, voice, speed, "en-US")
    assert heard.options.get("pitch", 0) == pitch
    assert heard.intact


@pytest.mark.parametrize("origin", [8000, 11025, 16000, 22050, 24000, 48000])
@pytest.mark.parametrize("speed", [0.5, 1.0, 2.0, 4.0])
def test_survives_resampling(origin: int, speed: float) -> None:
    """Text is heard through a chain of sample rates, down to 8 kHz."""
    rendering = loaded(sample_rate=origin).speak(Utterance(text=TEXT, speed=speed))

    moved = Audio(rendering.samples, origin)
    for rate in (16000, 48000, 44100, 8000):
        moved = moved.resampled(rate)
        assert [(heard.text, heard.intact) for heard in decode(moved)] == [(TEXT, True)]


@pytest.mark.parametrize("form", ["mp3", "opus", "vorbis"])
def test_survives_lossy_formats(form: str) -> None:
    """Text is heard through formats that were made to throw away what nobody hears."""
    samples, rate = soundfile.read(io.BytesIO(encode(spoken(TEXT), form)), dtype="float32")

    assert [(heard.text, heard.intact) for heard in decode(Audio(samples, rate))] == [(TEXT, True)]


def test_survives_faded_edges() -> None:
    """Fading five milliseconds at both ends loses nothing."""
    audio = spoken(TEXT)
    samples = audio.samples.copy()
    ramp = np.linspace(0, 1, 120).astype(np.float32)
    samples[:120] *= ramp
    samples[-120:] *= ramp[::-1]

    assert [heard.text for heard in decode(Audio(samples, 24000))] == [TEXT]


def test_survives_sixteen_bits_and_quiet() -> None:
    """A hundredth of the loudness in 16 bits is loud enough."""
    quiet = (spoken(TEXT).samples * np.float32(327.67)).astype(np.int16)

    assert [heard.text for heard in decode(Audio(quiet.astype(np.float32) / np.float32(32767), 24000))] == [
        TEXT
    ]


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(st.text(min_size=1, max_size=20), st.floats(0.0, 0.7)), max_size=6))
def test_hears_one_after_the_other(parts: list[tuple[str, float]]) -> None:
    """Utterances are heard in their order and at their times, with any rest between them or none."""
    sounds, starts = [Audio.silence(0.0, 24000)], []
    for text, rest in parts:
        sounds.append(Audio.silence(rest, 24000))
        starts.append(sum(sound.duration for sound in sounds))
        sounds.append(spoken(text))

    heard = decode(Audio.joined(sounds))

    assert [each.text for each in heard] == [text for text, _ in parts]
    assert [each.start for each in heard] == pytest.approx(starts, abs=1e-3)


def test_hears_what_was_cut_off() -> None:
    """An utterance that breaks off is heard as far as it goes, and as not intact."""
    audio = spoken("a text that will be cut off somewhere here")
    cut = Audio(audio.samples[: len(audio) * 2 // 3], 24000)

    (heard,) = decode(Audio.joined([cut]))

    assert not heard.intact
    assert heard.text
    assert "a text that will be cut off somewhere here".startswith(heard.text)


def test_hears_the_next_after_a_cut() -> None:
    """An utterance that follows one that breaks off is heard whole."""
    one, other = spoken("this one will be cut off in the middle"), spoken("this one not")
    cut = Audio(one.samples[: len(one) // 2], 24000)

    heard = decode(Audio.joined([cut, other]))

    assert [(each.intact, each.text) for each in heard][1:] == [(True, "this one not")]
    assert not heard[0].intact


def test_hears_that_the_beginning_is_missing() -> None:
    """Sound that belongs to no utterance is heard as such, not passed over."""
    audio = spoken("the beginning is missing")

    (heard,) = decode(Audio(audio.samples[2400:], 24000))

    assert (heard.text, heard.intact) == ("", False)


def test_hears_a_lost_word() -> None:
    """Sound that is taken out of the middle is noticed."""
    audio = spoken("every single word of this is needed")
    without = np.concatenate((audio.samples[:12000], audio.samples[13200:]))

    assert not all(heard.intact for heard in decode(Audio(without, 24000)))


def test_hears_nothing_in_silence() -> None:
    """Silence, and no sound at all, say nothing."""
    assert decode(Audio.silence(2.0, 24000)) == ()
    assert decode(Audio.silence(0.0, 24000)) == ()


def test_hears_readings() -> None:
    """The readings that came with an utterance are heard with it."""
    readings = (Pronunciation(0, 5, "həˈləʊ"), Pronunciation(7, 11, "wɜːld"))

    (heard,) = decode(spoken("Hello, all!", phonemes=readings))

    assert heard.phonemes == readings


def test_words_sound_when_it_says() -> None:
    """What is heard between a word's times is that word."""
    text = "One two, thrée — 4 five."
    rendering = loaded().speak(Utterance(text=text))
    table = {word.text: word for word in rendering.words}

    assert list(table) == ["One", "two", "thrée", "4", "five"]
    for word in rendering.words:
        assert text[slice(*word.span)] == word.text
        size = len(word.text.encode())
        assert word.end - word.start == pytest.approx(size * 0.010, abs=1e-9)
    other = loaded().speak(Utterance(text=text.replace("two", "owt")))
    differing = np.flatnonzero(rendering.samples != other.samples) / 24000
    assert table["two"].start <= differing[0]
    assert table["two"].end > differing[differing < 1.0][0]


def test_speed_is_length() -> None:
    """Twice the speed is nearly half the length."""
    usual, fast = (len(spoken("word " * 80, speed=speed)) for speed in (1.0, 2.0))

    assert 1.8 < usual / fast <= 2.0


def test_refuses_a_speed_it_cannot_speak() -> None:
    """A speed at which its tones could not be told apart is refused."""
    with pytest.raises(ValueError, match=r"from 0\.1 to 4\.0"):
        spoken("text", speed=5.0)


def test_refuses_a_rate_too_low_to_hear() -> None:
    """Sound below 8 kHz is refused, rather than heard wrongly."""
    with pytest.raises(ValueError, match="8000 Hz is the least"):
        decode(spoken("text").resampled(7000))


def test_a_field_that_nobody_has_is_an_error() -> None:
    """A misspelt field of the echo model is refused."""
    with pytest.raises(TypeError, match="latncy"):
        echo_model(latncy=1.0)


def test_naming_it_imports_nothing_heavy() -> None:
    """The plugin names its model without importing numpy or pytest."""
    code = (
        "import sys, tts_core.testing.echo as echo; [model] = echo.tts_models(); "
        "print(*{'numpy', 'pytest', 'soxr'} & sys.modules.keys())"
    )

    assert printed_by(code) == ""


def test_is_checked_without_pytest() -> None:
    """The echo model and the checks do not need pytest."""
    code = (
        "import sys; sys.modules['pytest'] = None\n"
        "from tts_core.testing import check_model, echo_model\n"
        "print(*{each.outcome for each in check_model(echo_model())} - {'skipped'})"
    )

    assert printed_by(code) == "passed"
