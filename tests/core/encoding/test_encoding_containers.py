from __future__ import annotations

import hashlib
import io
import struct
import wave
from contextlib import closing

import av
import numpy as np
import pytest
import soundfile
from hypothesis import given, settings
from hypothesis import strategies as st

from tts_core.audio import Audio
from tts_core.encoding import Tags, encode, open_encoder, wav
from tts_core.encoding.oggpage import Page, paged, split_pages, unpacked

RATE = 24000


def tone(length: int, rate: int = RATE) -> Audio:
    return Audio((0.4 * np.sin(np.arange(length) * 0.11)).astype(np.float32), rate)


def streamed(name: str, audio: Audio) -> bytes:
    with closing(open_encoder(name, sample_rate=audio.sample_rate)) as encoder:
        return encoder.write(audio) + encoder.finish()


class TestWAV:
    def test_a_whole_file_says_its_sizes(self) -> None:
        """The plainest of all readers, the standard library's, gets the exact length and samples."""
        audio = tone(1234)

        with wave.open(io.BytesIO(encode(audio, "wav"))) as file:
            assert (file.getnframes(), file.getframerate(), file.getnchannels()) == (1234, RATE, 1)
            assert file.readframes(9999) == audio.pcm16()

    def test_a_stream_says_once_that_it_has_no_end(self) -> None:
        """A streamed WAV is one header whose sizes mean "read on", the samples, and nothing behind them."""
        audio = tone(1234)

        data = streamed("wav", audio)

        assert data[:4] == b"RIFF"
        assert data[4:8] == data[40:44] == b"\xff\xff\xff\xff"
        assert data[44:] == audio.pcm16()

    @pytest.mark.parametrize(("sample_format", "subtype"), [("pcm24", "PCM_24"), ("float32", "FLOAT")])
    @pytest.mark.parametrize("length", [0, 1, 1001])
    def test_finer_samples_are_exact(self, sample_format: str, subtype: str, length: int) -> None:
        """Samples of 24 bits and of floats come back as fine as they were stored, and the sizes add up."""
        audio = tone(length)

        data = encode(audio, "wav", sample_format=sample_format)

        assert struct.unpack_from("<I", data, 4) == (len(data) - 8,)
        assert len(data) % 2 == 0
        with soundfile.SoundFile(io.BytesIO(data)) as file:
            assert file.subtype == subtype
            assert file.frames == length
            heard = file.read(dtype="float64")
        error = np.max(np.abs(heard - audio.samples), initial=0)
        assert error == 0 if sample_format == "float32" else error < 2**-22

    def test_floats_keep_what_is_beyond_full_scale(self) -> None:
        """Only float samples can hold more than full scale, and they do: turning down later loses nothing."""
        loud = Audio(np.array([1.5, -2.0], dtype=np.float32), RATE)

        heard, _ = soundfile.read(io.BytesIO(encode(loud, "wav", sample_format="float32")))

        assert heard.tolist() == [1.5, -2.0]

    def test_too_much_for_a_wav_is_refused_in_time(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """What a whole WAV cannot count is an error when it is written, not a wrong size at the end."""
        monkeypatch.setattr(wav, "_LARGEST", 1000)

        with pytest.raises(ValueError, match="4 GiB"):
            encode(tone(1000), "wav")
        assert len(streamed("wav", tone(1000))) == 2044


class TestFLAC:
    @pytest.mark.parametrize("bits", [16, 24])
    def test_a_whole_file_knows_its_length_and_checksum(self, bits: int) -> None:
        """STREAMINFO holds the number of samples and the MD5 of the very samples that were given."""
        audio = tone(9000)

        data = encode(audio, "flac", bits=bits)

        (packed,) = struct.unpack_from(">Q", data, 18)
        assert packed & (1 << 36) - 1 == 9000
        assert (packed >> 36 & 31) + 1 == bits
        raw = np.rint(audio.samples.astype(np.float64) * 8388607).astype("<i4").tobytes()
        samples = audio.pcm16() if bits == 16 else b"".join(raw[i : i + 3] for i in range(0, len(raw), 4))
        assert data[26:42] == hashlib.md5(samples, usedforsecurity=False).digest()

    def test_a_stream_does_not_pretend_to_know(self) -> None:
        """In a stream, length and checksum are the zeros by which FLAC says unknown."""
        data = streamed("flac", tone(9000))

        (packed,) = struct.unpack_from(">Q", data, 18)
        assert packed & (1 << 36) - 1 == 0
        assert data[26:42] == bytes(16)

    def test_whole_and_stream_differ_only_in_what_is_known(self) -> None:
        """Behind STREAMINFO, the whole file and the stream are the same bytes."""
        audio = tone(50000)

        assert encode(audio, "flac")[42:] == streamed("flac", audio)[42:]


class TestOgg:
    @pytest.mark.parametrize("name", ["opus", "vorbis"])
    @pytest.mark.parametrize("remark", [None, "x" * 200_000], ids=["small", "large"])
    def test_pages_are_numbered_signed_and_ended(self, name: str, remark: str | None) -> None:
        """However long the tags are, every page has the next number, one serial and a right checksum."""
        data = encode(tone(70000), name, tags=Tags(comment=remark))

        starts = [at for at in range(len(data)) if data[at : at + 5] == b"OggS\0"]
        pages, rest = split_pages(data)
        assert rest == b""
        assert [page.number for page in pages] == list(range(len(pages))) == list(range(len(starts)))
        for start, end in zip(starts, [*starts[1:], len(data)], strict=True):
            bare = data[start : start + 22] + bytes(4) + data[start + 26 : end]
            assert struct.unpack_from("<I", data, start + 22) == (slow_checksum(bare),)
        assert len({data[at + 14 : at + 18] for at in starts}) == 1
        assert [page.flags & 4 for page in pages] == [0] * (len(pages) - 1) + [4]

    @pytest.mark.parametrize("rate", [8000, 22050, 24000, 48000])
    @pytest.mark.parametrize("length", [0, 1, 5001])
    def test_the_last_page_of_opus_is_exact(self, rate: int, length: int) -> None:
        """The last granule is the pre-skip and the length, in the 48 kHz that Opus counts in."""
        with closing(open_encoder("opus", sample_rate=rate)) as encoder:
            data = encoder.write(tone(length, rate)) + encoder.finish()
            written = encoder.sample_rate

        pages, _ = split_pages(data)
        skip = int.from_bytes(pages[0].packets[0][10:12], "little")
        samples = (2 * length * written + rate) // (2 * rate)
        assert pages[-1].granule == skip + samples * 48000 // written

    @pytest.mark.parametrize("name", ["opus", "vorbis"])
    def test_the_same_sound_makes_the_same_file(self, name: str) -> None:
        """Nothing in a file comes from chance or the clock."""
        assert encode(tone(9000), name) == encode(tone(9000), name)

    @settings(max_examples=30, deadline=None)
    @given(
        sizes=st.lists(
            st.sampled_from([0, 1, 254, 255, 256, 510, 255 * 254, 255 * 255, 70000]), min_size=1, max_size=4
        )
    )
    def test_packets_survive_their_pages(self, sizes: list[int]) -> None:
        """Packets of any length, laid out on pages and written, are found again as they were."""
        packets = [bytes([7 * n % 256 for n in range(size)]) for size in sizes]

        data = b"".join(page.written(serial=9, number=page.number) for page in paged(packets, 0))

        pages, rest = split_pages(data)
        assert rest == b""
        assert unpacked(pages, len(packets)) == (packets, len(pages))
        assert unpacked(pages[:-1], len(packets)) is None

    def test_a_cut_page_is_kept_for_later(self) -> None:
        """Bytes that end within a page give the pages before it, and the rest unharmed."""
        data = Page(0, 5, 0, [b"abc"]).written(serial=1, number=0) * 2

        for cut in range(len(data) // 2, len(data)):
            pages, rest = split_pages(data[:cut])
            assert len(pages) == 1
            assert rest == data[len(data) // 2 : cut]


class TestMP3:
    @pytest.mark.parametrize("rate", [8000, 16000, 24000, 44100])
    @pytest.mark.parametrize("kind", ["lowest", "usual", "highest"])
    def test_every_bit_rate_has_its_exact_length(self, rate: int, kind: str) -> None:
        """From the lowest bit rate to the highest, players find the exact length."""
        allowed = {8000: (8, 64), 16000: (8, 160), 24000: (8, 160), 44100: (32, 320)}[rate]
        bitrate = {"lowest": allowed[0], "usual": None, "highest": allowed[1]}[kind]

        data = encode(tone(3 * rate, rate), "mp3", bitrate=bitrate)

        with soundfile.SoundFile(io.BytesIO(data)) as file:
            assert (file.frames, file.samplerate) == (3 * rate, rate)
        with av.open(io.BytesIO(data), "r") as container:
            assert container.duration == 3_000_000
        if bitrate:
            assert len(data) * 8 / 3 == pytest.approx(bitrate * 1000, rel=0.15)

    @settings(max_examples=25, deadline=None)
    @given(rate=st.sampled_from([11025, 16000, 24000, 44100]), length=st.integers(0, 9000))
    def test_every_length_is_exact(self, rate: int, length: int) -> None:
        """Whatever the length, the first frame makes players play so many samples and no more."""
        samples, _ = soundfile.read(io.BytesIO(encode(tone(length, rate), "mp3")))

        assert len(samples) == length

    @settings(max_examples=25, deadline=None)
    @given(rate=st.sampled_from([11025, 16000, 24000, 44100]), length=st.integers(0, 9000))
    def test_a_stream_ends_within_a_frame(self, rate: int, length: int) -> None:
        """Behind the sound of a stream comes less than one frame, unless it is too short to be an MP3."""
        samples, _ = soundfile.read(io.BytesIO(streamed("mp3", tone(length, rate))))

        frame = 1152 if rate >= 32000 else 576
        assert len(samples) == frame * max(2, -(-(length + 1105) // frame))

    def test_frames_follow_one_another(self) -> None:
        """A stream is whole frames from its first byte to its last, and none of them is LAME's empty one."""
        data = streamed("mp3", tone(50000))

        assert len(data) % 288 == 0  # 96 kbit/s at 24 kHz needs no padding.
        assert {data[at : at + 3] for at in range(0, len(data), 288)} == {b"\xff\xf3\xa4"}
        assert b"Info" not in data
        assert any(data[4:288])

    @pytest.mark.parametrize("rate", [8000, 24000, 44100])
    @pytest.mark.parametrize("length", [0, 1, 30000])
    def test_a_variable_bit_rate_has_its_exact_length(self, rate: int, length: int) -> None:
        """A whole file of variable bit rate is as exact; of nothing at all it makes a single sample."""
        data = encode(tone(length, rate), "mp3", quality=4)

        with soundfile.SoundFile(io.BytesIO(data)) as file:
            assert file.frames == max(1, length)
        assert b"Xing" in data[:60]


class TestMP4:
    @pytest.mark.parametrize("name", ["m4a", "m4b"])
    def test_the_edit_list_is_exact(self, name: str) -> None:
        """The edit list of a whole file skips the encoder's silence and lasts as long as the sound."""
        data = encode(tone(50001), name)

        at = data.index(b"elst")
        assert struct.unpack_from(">III", data, at + 8) == (1, 50001, 1024)
        assert data[8:12] == {"m4a": b"M4A ", "m4b": b"M4B "}[name]

    def test_a_stream_needs_nothing_behind_it(self) -> None:
        """Every prefix of a stream that ends with a fragment can be played: the index comes first."""
        with closing(open_encoder("m4a", sample_rate=RATE)) as encoder:
            begun = encoder.write(tone(2 * RATE))

        with av.open(io.BytesIO(begun), "r") as container:
            samples = sum(frame.samples for frame in container.decode(audio=0))
        assert samples > RATE


def slow_checksum(data: bytes) -> int:
    """Return Ogg's checksum bit by bit, as its specification puts it."""
    value = 0
    for byte in data:
        value ^= byte << 24
        for _ in range(8):
            value = (value << 1 ^ (0x04C11DB7 if value & 0x80000000 else 0)) & 0xFFFFFFFF
    return value
