from __future__ import annotations

import subprocess
import sys
from typing import Any

import numpy as np
import pytest
import soundfile

from tts_core.audio import Audio
from tts_core.encoding import FORMATS, Tags, encode, format_of, open_encoder
from tts_core.errors import EncodingUnavailable


@pytest.mark.parametrize(
    ("path", "name"),
    [("a.wav", "wav"), ("B.MP3", "mp3"), ("x/y.z.opus", "opus"), ("a.ogg", "vorbis"), ("book.m4b", "m4b")],
)
def test_the_extension_names_the_format(path: str, name: str) -> None:
    """A path's extension, in any case, is enough to know the format."""
    assert format_of(path) == name


def test_every_extension_belongs_to_one_format() -> None:
    """Of a file's name it is never in doubt which format it has."""
    extensions = [extension for each in FORMATS.values() for extension in each.extensions]

    assert len(extensions) == len(set(extensions))
    assert all(format_of("a" + each.extensions[0]) == each.name for each in FORMATS.values())


@pytest.mark.parametrize("path", ["speech", "speech.txt", ".mp3"])
def test_an_unknown_extension_is_answered_with_the_known(path: str) -> None:
    """A path that names no format is an error that lists what would."""
    with pytest.raises(ValueError, match=r"\.flac.*\.wav"):
        format_of(path)


def test_an_unknown_format_is_answered_with_the_known() -> None:
    """A misspelt format is an error that lists the right ones."""
    with pytest.raises(ValueError, match=r"no format 'mp4'; known: wav, .*m4b"):
        open_encoder("mp4", sample_rate=24000)


@pytest.mark.parametrize(
    ("name", "options", "why"),
    [
        ("wav", {"bitrate": 64}, "no option 'bitrate'; it has sample_format"),
        ("pcm", {"bits": 16}, "no option 'bits'; it has none"),
        ("wav", {"sample_format": "pcm8"}, "one of pcm16, pcm24, float32, ulaw, alaw, not 'pcm8'"),
        ("flac", {"bits": 20}, "one of 16, 24"),
        ("flac", {"compression": 9}, "a whole number from 0 to 8"),
        ("flac", {"compression": True}, "a whole number"),
        ("flac", {"compression": 2.5}, "a whole number"),
        ("mp3", {"bitrate": 100}, "it has 8, 16, 24, .*160"),
        ("mp3", {"bitrate": "64"}, "a whole number from 8 to 320, not '64'"),
        ("mp3", {"bitrate": float("nan")}, "a whole number"),
        ("mp3", {"quality": 2, "bitrate": 64}, "not both"),
        ("mp3", {"quality": 2}, "cannot have a variable bit rate"),
        ("opus", {"bitrate": 5}, "from 6 to 256"),
        ("vorbis", {"quality": 11}, "from 0 to 10"),
        ("aac", {"bitrate": 200}, "ends at 144 kbit/s"),
    ],
)
def test_an_impossible_option_is_refused_by_name(name: str, options: dict[str, Any], why: str) -> None:
    """An option that a format has not, or a value it cannot take, is an error that says what it can."""
    with pytest.raises(ValueError, match=why):
        open_encoder(name, sample_rate=24000, **options)


@pytest.mark.parametrize(
    ("name", "small", "large"),
    [
        ("wav", {"sample_format": "pcm16"}, {"sample_format": "float32"}),
        ("flac", {"bits": 16}, {"bits": 24}),
        ("flac", {"compression": 8}, {"compression": 0}),
        ("mp3", {"bitrate": 32}, {"bitrate": 128}),
        ("mp3", {"quality": 9}, {"quality": 0}),
        ("opus", {"bitrate": 12}, {"bitrate": 96}),
        ("vorbis", {"quality": 0}, {"quality": 9}),
        ("aac", {"bitrate": 24}, {"bitrate": 96}),
        ("m4a", {"bitrate": 24}, {"bitrate": 96}),
    ],
)
def test_an_option_does_what_it_says(name: str, small: dict[str, Any], large: dict[str, Any]) -> None:
    """Better quality costs more bytes: no option is taken and then ignored."""
    noise = np.random.default_rng(1).standard_normal(24000) * np.hanning(24000)
    audio = Audio((0.2 * noise).astype(np.float32), 24000)

    assert len(encode(audio, name, **small)) < len(encode(audio, name, **large))


def test_an_option_of_none_is_the_default() -> None:
    """None, which callers hand on for what they were not asked, means nothing was asked."""
    audio = Audio.silence(0.1, 24000)

    assert encode(audio, "mp3", bitrate=None, quality=None) == encode(audio, "mp3")


@pytest.mark.parametrize("rate", [0, -1, 24000.0, "24000"])
def test_an_impossible_rate_is_refused(rate: int) -> None:
    """A sample rate is a positive whole number."""
    with pytest.raises(ValueError, match="sample rate"):
        open_encoder("wav", sample_rate=rate)


def test_tags_that_cannot_be_written_are_refused() -> None:
    """Headerless samples cannot carry tags, and do not drop them in silence."""
    with pytest.raises(ValueError, match="cannot carry tags"):
        open_encoder("pcm", sample_rate=24000, tags=Tags(title="Gone"))


@pytest.mark.parametrize("name", ["aac", "m4a", "m4b"])
def test_a_missing_library_is_named_with_its_cure(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without PyAV, AAC is an error that says which command brings it."""
    monkeypatch.setitem(sys.modules, "av", None)

    with pytest.raises(EncodingUnavailable, match=r'pip install "tts-core\[aac\]"'):
        open_encoder(name, sample_rate=24000)


@pytest.mark.parametrize("name", ["flac", "mp3", "opus", "vorbis"])
def test_a_library_without_the_format_is_named(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the system's libsndfile is too old for a format, the error says so and how to get a newer one."""
    monkeypatch.setattr(soundfile, "check_format", lambda *_: False)

    with pytest.raises(
        EncodingUnavailable, match=rf"cannot encode '{name}'.*pip install.*soundfile"
    ) as caught:
        open_encoder(name, sample_rate=24000)
    assert caught.value.format == name


def test_importing_imports_no_library() -> None:
    """Naming the formats costs none of the libraries that write them."""
    program = (
        "import sys, tts_core.encoding; "
        "print(sorted({'numpy', 'soundfile', 'soxr', 'av'} & set(sys.modules)))"
    )

    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "[]"
