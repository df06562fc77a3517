from __future__ import annotations

import gc
import io
import threading
import warnings
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from itertools import pairwise

import numpy as np
import pytest
import soundfile
from hypothesis import given, settings
from hypothesis import strategies as st

from tts_core.audio import Audio
from tts_core.encoding import FORMATS, Encoder, encode, open_encoder

RATE = 24000


def tone(length: int, rate: int = RATE, level: float = 0.4) -> Audio:
    return Audio((level * np.sin(np.arange(length) * 0.11)).astype(np.float32), rate)


def full(_data: bytes) -> None:
    raise OSError("disk full")


def streamed(name: str, parts: list[Audio], rate: int = RATE) -> bytes:
    with closing(open_encoder(name, sample_rate=rate)) as encoder:
        return b"".join([encoder.write(part) for part in parts]) + encoder.finish()


@pytest.mark.parametrize("name", sorted(set(FORMATS) - {"vorbis", "opus"}))
@settings(max_examples=8, deadline=None)
@given(cuts=st.lists(st.integers(0, 15000), max_size=5))
def test_where_the_pieces_are_cut_changes_no_byte(name: str, cuts: list[int]) -> None:
    """The same sound in other pieces makes the same stream, byte for byte."""
    audio = tone(15000)
    edges = [0, *sorted(cuts), 15000]
    parts = [Audio(audio.samples[a:b], RATE) for a, b in pairwise(edges)]

    assert streamed(name, parts) == streamed(name, [audio])


@pytest.mark.parametrize("name", ["vorbis", "opus"])
def test_where_the_pieces_are_cut_changes_no_sound(name: str) -> None:
    """Ogg's pages may fall elsewhere when the pieces do, but the sound and its length stay."""
    audio = tone(30000)
    parts = [Audio(audio.samples[at : at + 777], RATE) for at in range(0, 30000, 777)]

    apart, _ = soundfile.read(io.BytesIO(streamed(name, parts)))
    at_once, _ = soundfile.read(io.BytesIO(streamed(name, [audio])))

    assert len(apart) == len(at_once) == 30000
    assert np.corrcoef(apart, at_once)[0, 1] > 0.999


@pytest.mark.parametrize("name", FORMATS)
def test_the_first_bytes_come_with_the_first_piece(name: str) -> None:
    """Whoever waits for the first piece need not wait for the second."""
    with closing(open_encoder(name, sample_rate=RATE)) as encoder:
        assert encoder.write(tone(RATE))


@pytest.mark.parametrize("name", sorted(set(FORMATS) - {"vorbis"}))
def test_little_is_held_back(name: str) -> None:
    """After three seconds, at most half a second of sound is still inside the encoder."""
    audio = tone(3 * RATE)
    with closing(open_encoder(name, sample_rate=RATE)) as encoder:
        out = len(encoder.write(audio))
        held = len(encoder.finish())

    assert held < out / 5


@pytest.mark.parametrize("name", FORMATS)
def test_a_stream_is_never_corrected(name: str) -> None:
    """What a stream has sent stays true: it has no header to overwrite."""
    with closing(open_encoder(name, sample_rate=RATE)) as encoder:
        encoder.write(tone(100))
        encoder.finish()

        assert encoder.header() == b""


@pytest.mark.parametrize("name", FORMATS)
def test_the_header_of_a_whole_file_fits_over_its_beginning(name: str) -> None:
    """The header that completes a whole file is never longer than what was written."""
    with closing(open_encoder(name, sample_rate=RATE, whole=True)) as encoder:
        data = encoder.write(tone(5000)) + encoder.finish()
        header = encoder.header()

    assert len(header) <= len(data)
    assert header + data[len(header) :] == encode(tone(5000), name)


@pytest.mark.parametrize("name", FORMATS)
def test_a_broken_sink_frees_the_encoder(name: str) -> None:
    """When whatever takes the bytes breaks, closing is enough: nothing is left open or taken."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        encoder = open_encoder(name, sample_rate=RATE)
        with pytest.raises(OSError, match="disk full"), closing(encoder):
            full(encoder.write(tone(RATE)))
        encoder.close()
        with pytest.raises(ValueError, match="closed"):
            encoder.write(tone(10))
        del encoder
        gc.collect()


@pytest.mark.parametrize("name", FORMATS)
def test_closing_waits_for_the_piece_in_work(name: str) -> None:
    """A stream abandoned while another thread still writes ends in an error there, not in a crash."""
    audio = tone(RATE)
    for _ in range(3):
        with closing(open_encoder(name, sample_rate=RATE)) as encoder, ThreadPoolExecutor(1) as pool:
            begun = threading.Event()
            work = pool.submit(write_for_ever, encoder, audio, begun)
            assert begun.wait(10)
            encoder.close()
            with pytest.raises(ValueError, match="closed"):
                work.result(10)


def write_for_ever(encoder: Encoder, audio: Audio, begun: threading.Event) -> None:
    while True:
        encoder.write(audio)
        begun.set()


@pytest.mark.parametrize("name", FORMATS)
def test_encoders_share_nothing(name: str) -> None:
    """Eight threads encoding at once get, byte for byte, what each would get alone."""
    sounds = [tone(5000 + 1000 * index, level=0.1 + 0.1 * index) for index in range(8)]
    alone = [encode(sound, name) for sound in sounds]

    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(lambda sound: encode(sound, name), sounds * 3))

    assert together == alone * 3


@pytest.mark.parametrize("name", FORMATS)
def test_an_abandoned_encoder_complains_of_nothing(name: str) -> None:
    """An encoder that was opened and never used can be closed."""
    open_encoder(name, sample_rate=RATE).close()


@pytest.mark.parametrize("name", FORMATS)
def test_a_stream_is_finished_once(name: str) -> None:
    """After the last byte there is no further one."""
    encoder = open_encoder(name, sample_rate=RATE)
    encoder.finish()

    with pytest.raises(ValueError, match="finished"):
        encoder.finish()
    with pytest.raises(ValueError, match="finished"):
        encoder.write(tone(10))


@pytest.mark.parametrize("name", FORMATS)
def test_audio_of_another_rate_is_refused(name: str) -> None:
    """An encoder never plays samples at another speed than the one they were made for."""
    with (
        closing(open_encoder(name, sample_rate=RATE)) as encoder,
        pytest.raises(ValueError, match="resample"),
    ):
        encoder.write(tone(10, rate=16000))


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("value", [np.nan, np.inf])
def test_samples_that_are_no_numbers_are_refused(name: str, value: float) -> None:
    """NaN is an error where it enters, not a click where it is heard, at native and resampled rates alike."""
    for rate in (RATE, 22050):
        with closing(open_encoder(name, sample_rate=rate)) as encoder, pytest.raises(ValueError, match="NaN"):
            encoder.write(Audio(np.array([0, value], dtype=np.float32), rate))


@pytest.mark.parametrize("name", ["wav", "pcm", "flac"])
def test_what_is_too_loud_is_clipped(name: str) -> None:
    """A sample beyond full scale stays at full scale, with its sign; it never wraps to the other side."""
    loud = Audio(np.array([0, 1.5, -1.5, 1.0, -1.0] * 100, dtype=np.float32), RATE)

    data = encode(loud, name)

    heard = (
        np.frombuffer(data, "<i2") if name == "pcm" else soundfile.read(io.BytesIO(data), dtype="int16")[0]
    )
    assert heard.tolist() == [0, 32767, -32768, 32767, -32767] * 100


@pytest.mark.parametrize("name", FORMATS)
def test_nothing_is_printed(name: str, capfd: pytest.CaptureFixture[str]) -> None:
    """No library under an encoder writes to the terminal, whether the stream is finished or abandoned."""
    encode(tone(3000), name)
    encode(tone(0), name)
    with closing(open_encoder(name, sample_rate=RATE)) as encoder:
        encoder.write(tone(3000, level=3.0))

    assert capfd.readouterr() == ("", "")


def test_pcm_is_what_audio_says() -> None:
    """The pcm format is Audio.pcm16, to the bit."""
    audio = tone(5000, level=1.2)

    assert encode(audio, "pcm") == audio.pcm16()
