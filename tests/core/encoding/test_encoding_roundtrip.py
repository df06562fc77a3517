from __future__ import annotations

import io
from contextlib import closing
from functools import cache
from typing import TYPE_CHECKING, Any

import av
import numpy as np
import pytest
import soundfile

from tts_core.audio import Audio
from tts_core.encoding import FORMATS, encode, open_encoder

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

RATES = (8000, 16000, 22050, 24000, 44100, 48000)

# An MP3 has two frames at least, of which its delay takes all but 1199 samples.
LONGEST_FRAME = {"wav": 0, "pcm": 0, "flac": 0, "mp3": 1199, "vorbis": 1024, "opus": 0.02, "aac": 1024}
LONGEST_FRAME |= {"ulaw": 0, "alaw": 0}
"""How far from exact FFmpeg's reading may be: samples, or seconds where it is less than one."""

LIKENESS = {"wav": 0.99999, "pcm": 0.99999, "flac": 0.99999, "mp3": 0.98, "opus": 0.9, "vorbis": 0.95}


@cache
def voice(rate: int, length: int) -> Audio:
    """Make noise that rises and falls like syllables, in the band that every codec keeps."""
    noise = np.random.default_rng(20).standard_normal(max(length, 64))
    spectrum = np.fft.rfft(noise)
    frequencies = np.fft.rfftfreq(len(noise), 1 / rate)
    spectrum[(frequencies > 0.3 * min(rate, 12000)) | (frequencies < 150)] = 0
    sound = np.fft.irfft(spectrum, len(noise))
    loudness = np.std(sound)
    sound = sound[:length]
    syllables = 0.1 + np.abs(np.sin(2 * np.pi * 2.3 * np.arange(length) / rate))
    return Audio((0.15 * sound * syllables / loudness).astype(np.float32), rate)


def pieces(audio: Audio) -> Iterator[Audio]:
    """Cut *audio* as a pipeline would hand it on: a short first piece, then longer ones."""
    start, length = 0, audio.sample_rate // 5 + 7
    while start < len(audio):
        yield Audio(audio.samples[start : start + length], audio.sample_rate)
        start, length = start + length, length * 3


def written(audio: Audio, name: str, whole: bool) -> tuple[bytes, float]:
    if whole:
        with closing(open_encoder(name, sample_rate=audio.sample_rate, whole=True)) as encoder:
            delay = encoder.delay
        return encode(audio, name), delay
    with closing(open_encoder(name, sample_rate=audio.sample_rate)) as encoder:
        return b"".join([encoder.write(piece) for piece in pieces(audio)]) + encoder.finish(), encoder.delay


def ffmpeg(data: bytes, name: str, rate: int) -> Audio:
    """Decode with FFmpeg, which but for AAC shares nothing with the libraries that encoded."""
    options: dict[str, Any] = {}
    if raw := {"pcm": "s16le", "ulaw": "mulaw", "alaw": "alaw"}.get(name):
        held = str(FORMATS[name].rate_for(rate))
        options = {"format": raw, "options": {"sample_rate": held, "ch_layout": "mono"}}
    with av.open(io.BytesIO(data), **options) as container:
        stream = container.streams.audio[0]
        parts: list[NDArray[np.float64]] = []
        for frame in container.decode(stream):
            part = frame.to_ndarray()
            scale = np.iinfo(part.dtype).max + 1.0 if part.dtype.kind == "i" else 1.0
            parts.append(part.reshape(-1) / scale)
        found: NDArray[np.float64] = np.concatenate(parts) if parts else np.zeros(0)
        return Audio(found.astype(np.float32), stream.rate)


def likeness(heard: Audio, meant: Audio, start: int) -> float:
    """Compare sample by sample from where the sound must begin: sound that is late or early is unlike."""
    there = heard.samples[start : start + len(meant)]
    return float(np.corrcoef(there, meant.samples[: len(there)])[0, 1])


def check(name: str, rate: int, length: int, whole: bool) -> None:
    audio = voice(rate, length)
    data, delay = written(audio, name, whole)
    kind = "aac" if name in ("aac", "m4a", "m4b") else name

    heard = ffmpeg(data, name, rate)

    frame = LONGEST_FRAME[kind]
    allowed = round(frame * heard.sample_rate) if 0 < frame < 1 else frame
    expected = round(length * heard.sample_rate / rate)
    start = round(delay * heard.sample_rate)
    assert abs(len(heard) - start - expected) <= allowed + (1 if heard.sample_rate != rate else 0)
    assert np.max(np.abs(heard.samples), initial=0) <= 1
    if length > rate // 5:
        assert likeness(heard, audio.resampled(heard.sample_rate), start) > LIKENESS.get(kind, 0.95)


@pytest.mark.parametrize("length", [0, 1, 0.3], ids=["empty", "one-sample", "third-of-a-second"])
@pytest.mark.parametrize("rate", RATES)
@pytest.mark.parametrize("whole", [True, False], ids=["whole", "streamed"])
@pytest.mark.parametrize("name", FORMATS)
def test_a_second_library_hears_what_was_written(name: str, whole: bool, rate: int, length: float) -> None:
    """In every format and rate, another library hears the same sound, as long, at its place."""
    check(name, rate, round(length * rate) if length < 1 else int(length), whole)


@pytest.mark.parametrize("whole", [True, False], ids=["whole", "streamed"])
@pytest.mark.parametrize("name", FORMATS)
def test_a_minute_does_not_drift(name: str, whole: bool) -> None:
    """After sixty-one seconds the sound is still where it was, in every format."""
    check(name, 24000, 61 * 24000, whole)


@pytest.mark.parametrize("rate", RATES)
@pytest.mark.parametrize("name", ["mp3", "aac", "m4a", "opus", "flac", "wav"])
def test_a_stream_tells_how_much_longer_it_is(name: str, rate: int) -> None:
    """What is decoded of a stream is as long as its delay, the sound and its padding, to a sample."""
    for length in (4095, 4096, 7200, 7201):  # FFmpeg takes fewer frames for no AAC.
        audio = voice(rate, length)
        with closing(open_encoder(name, sample_rate=rate)) as encoder:
            data = encoder.write(audio) + encoder.finish()
            around = encoder.delay + encoder.padding

        heard = ffmpeg(data, name, rate)

        expected = (around + length / rate) * heard.sample_rate
        assert len(heard) == pytest.approx(expected, abs=1.0), length


@pytest.mark.parametrize("rate", RATES)
@pytest.mark.parametrize("name", FORMATS)
def test_a_whole_file_has_no_padding_that_readers_cannot_know_of(name: str, rate: int) -> None:
    """Whole files, but for raw frames of AAC, tell where the sound ends."""
    with closing(open_encoder(name, sample_rate=rate, whole=True)) as encoder:
        encoder.write(voice(rate, 7200))
        encoder.finish()

        assert (encoder.padding == 0) == (name != "aac")


@pytest.mark.parametrize("rate", RATES)
@pytest.mark.parametrize(
    ("name", "length"),
    # libsndfile cannot open a FLAC without a frame; FFmpeg, above, can.
    [
        (name, n)
        for name in ("wav", "flac", "mp3", "opus", "vorbis")
        for n in (0, 1, 7200)
        if n or name != "flac"
    ],
)
def test_whole_files_count_their_samples_exactly(name: str, rate: int, length: int) -> None:
    """A whole file holds as many samples as it was given, as libsndfile counts by the headers."""
    with closing(open_encoder(name, sample_rate=rate, whole=True)) as encoder:
        written_rate = encoder.sample_rate

    samples, heard_rate = soundfile.read(io.BytesIO(encode(voice(rate, length), name)))

    assert heard_rate == written_rate
    assert len(samples) == (2 * length * written_rate + rate) // (2 * rate)


@pytest.mark.parametrize("whole", [True, False], ids=["whole", "streamed"])
@pytest.mark.parametrize("name", FORMATS)
def test_the_last_word_is_kept(name: str, whole: bool) -> None:
    """Of twenty words counted aloud, the twentieth is as loud in the file as it was spoken."""
    rate, word = 24000, 9600
    burst = 0.5 * np.hanning(word // 2) * np.sin(2 * np.pi * 440 * np.arange(word // 2) / rate)
    speech = np.tile(np.concatenate([np.zeros(word // 2), burst]), 20).astype(np.float32)

    data, delay = written(Audio(speech, rate), name, whole)

    heard = ffmpeg(data, name, rate).resampled(rate).samples[round(delay * rate) :]
    last, meant = heard[19 * word : 20 * word], speech[19 * word :]
    assert np.sum(last**2) > 0.9 * np.sum(meant**2)


@pytest.mark.parametrize("law", ["ulaw", "alaw"])
def test_every_step_of_a_law_is_exact(law: str) -> None:
    """Each of the law's values, as libsndfile reads it, is written as the byte that it was read from."""
    codes = bytes(range(256))
    options = {"format": "RAW", "subtype": law.upper(), "channels": 1, "samplerate": 8000}
    values, _ = soundfile.read(io.BytesIO(codes), dtype="int16", **options)
    again = encode(Audio((values / 32767).astype(np.float32), 8000), law)
    heard, _ = soundfile.read(io.BytesIO(again), dtype="int16", **options)

    assert np.array_equal(heard, values)
    two_zeros = [0x7F] if law == "ulaw" else []
    assert [code for code in codes if again[code] != code] == two_zeros


@pytest.mark.parametrize("law", ["ulaw", "alaw"])
def test_a_wav_may_hold_a_law(law: str) -> None:
    """A WAV of a law says so, is read by libsndfile and FFmpeg alike, and has a byte for each sample."""
    audio = voice(8000, 8001)
    data = encode(audio, "wav", sample_format=law)
    samples, rate = soundfile.read(io.BytesIO(data), dtype="float32")

    assert soundfile.info(io.BytesIO(data)).subtype == law.upper()
    assert (len(samples), rate) == (8001, 8000)
    assert np.array_equal(ffmpeg(data, "wav", 8000).samples, samples)
    assert data[-8002:-1] == encode(audio, law)
