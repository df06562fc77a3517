from __future__ import annotations

import io
import struct
from contextlib import closing
from typing import TYPE_CHECKING, Any

import av
import mutagen.aac
import mutagen.flac
import mutagen.id3
import mutagen.mp3
import mutagen.mp4
import mutagen.oggopus
import mutagen.oggvorbis
import mutagen.wave
import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tts_core.audio import Audio
from tts_core.encoding import FORMATS, Tags, encode, open_encoder, read_tags

if TYPE_CHECKING:
    from pathlib import Path

TAGGED = sorted(name for name, each in FORMATS.items() if each.tagged)

FULL = Tags(
    title="Grüße, 世界",
    artist="Jasper",
    album="Letters",
    track=3,
    tracks=12,
    date="2026-11-20",
    language="en-GB",
    comment="Read slowly.",
    model="kitten-nano 0123abc",
    encoder="tts-core 0.1.0",
    receipt='{"model": "kitten-nano", "text": "' + "long " * 20000 + '"}',
)


def sound(length: int = 6000) -> Audio:
    return Audio((0.3 * np.sin(np.arange(length) * 0.1)).astype(np.float32), 24000)


def written(name: str, tags: Tags | None, whole: bool) -> bytes:
    if whole:
        return encode(sound(), name, tags=tags)
    with closing(open_encoder(name, sample_rate=24000, tags=tags)) as encoder:
        return encoder.write(sound()) + encoder.finish()


def opened(data: bytes, name: str) -> Any:
    """Open with mutagen, which is told the kind: by the bytes alone it takes ADTS for MP3."""
    kinds: dict[str, Any] = {
        "wav": mutagen.wave.WAVE,
        "flac": mutagen.flac.FLAC,
        "mp3": mutagen.mp3.MP3,
        "opus": mutagen.oggopus.OggOpus,
        "vorbis": mutagen.oggvorbis.OggVorbis,
        "aac": mutagen.id3.ID3,
        "m4a": mutagen.mp4.MP4,
        "m4b": mutagen.mp4.MP4,
    }
    return kinds[name](io.BytesIO(data))


def by_mutagen(data: bytes, name: str) -> dict[str, str]:
    """Read with mutagen, each container by the names that are its own."""
    tags: dict[str, Any] = dict(opened(data, name))
    if name in ("m4a", "m4b"):
        free = {key.rpartition(":")[2]: bytes(tags[key][0]).decode() for key in tags if key[0] == "-"}
        texts = {key.lstrip("\xa9"): value[0] for key, value in tags.items() if key[0] == "\xa9"}
        return texts | free | {"track": "/".join(map(str, tags["trkn"][0]))}
    if name in ("flac", "opus", "vorbis"):
        found = {key.upper(): value[0] for key, value in tags.items()}
        return found | {"track": f"{found['TRACKNUMBER']}/{found['TRACKTOTAL']}"}
    return {key.split(":")[1] if key[:4] == "TXXX" else key[:4]: str(frame) for key, frame in tags.items()}


NAMES = {
    "title": {"TITLE", "TIT2", "nam"},
    "artist": {"ARTIST", "TPE1", "ART"},
    "album": {"ALBUM", "TALB", "alb"},
    "date": {"DATE", "TDRC", "day"},
    "language": {"LANGUAGE", "TLAN"},
    "comment": {"COMMENT", "COMM", "cmt"},
    "encoder": {"ENCODER", "TSSE", "too"},
    "model": {"TTS_MODEL"},
    "receipt": {"TTS_RECEIPT"},
}


@pytest.mark.parametrize("whole", [True, False], ids=["whole", "streamed"])
@pytest.mark.parametrize("name", TAGGED)
def test_mutagen_reads_every_tag(name: str, whole: bool) -> None:
    """In every container, whole or streamed, mutagen finds all that was written, by customary names."""
    found = by_mutagen(written(name, FULL, whole), name)

    for field, names in NAMES.items():
        assert {found[each] for each in names if each in found} == {getattr(FULL, field)}, field
    assert found.get("track", found.get("TRCK")) == "3/12"
    assert found["SYNTHETIC_SPEECH"] == "yes"


@pytest.mark.parametrize("whole", [True, False], ids=["whole", "streamed"])
@pytest.mark.parametrize("name", TAGGED)
def test_ffmpeg_reads_what_players_show(name: str, whole: bool) -> None:
    """In every container, FFmpeg finds title, artist, album, date and comment."""
    with av.open(io.BytesIO(written(name, FULL, whole))) as container:
        found = {**container.metadata, **container.streams.audio[0].metadata}

    shown = {key.lower(): value for key, value in found.items()}
    for field in ("title", "artist", "album", "date", "comment"):
        assert shown[field] == getattr(FULL, field)
    assert shown["track"] in ("3", "3/12")


@pytest.mark.parametrize("whole", [True, False], ids=["whole", "streamed"])
@pytest.mark.parametrize("name", TAGGED)
def test_tags_are_read_back(name: str, whole: bool, tmp_path: Path) -> None:
    """What was written is read back, every field of it, the receipt to the letter."""
    file = tmp_path / "speech"
    file.write_bytes(written(name, FULL, whole))

    assert read_tags(file) == FULL


TEXT = st.none() | st.text(
    st.characters(exclude_characters="\0", exclude_categories=["Cs"]), min_size=1, max_size=30
)


@pytest.mark.parametrize("name", ["wav", "mp3", "flac", "opus", "m4a"])
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(title=TEXT, comment=TEXT, model=TEXT, synthetic=st.booleans(), track=st.none() | st.integers(1, 9999))
def test_any_text_is_read_back(
    *,
    name: str,
    title: str | None,
    comment: str | None,
    model: str | None,
    synthetic: bool,
    track: int | None,
    tmp_path: Path,
) -> None:
    """Any characters but NUL, in any script, come back as they were, and so does what was left out."""
    tags = Tags(title=title, comment=comment, model=model, synthetic=synthetic, track=track)
    file = tmp_path / "speech"
    file.write_bytes(encode(sound(100), name, tags=tags))

    assert read_tags(file) == tags


@pytest.mark.parametrize("name", TAGGED)
def test_a_file_without_tags_claims_nothing(name: str, tmp_path: Path) -> None:
    """Where no tags were asked for, none are found, and a stranger's file is not called synthetic."""
    file = tmp_path / "speech"
    file.write_bytes(written(name, None, True))

    assert read_tags(file) == Tags(synthetic=False)


def test_synthetic_speech_says_so_in_plain_sight() -> None:
    """Players show that a machine spoke and which, unless the caller has a comment or says otherwise."""
    assert Tags(model="kitten 1").remark == "Synthetic speech, spoken by kitten 1"
    assert Tags().remark == "Synthetic speech"
    assert Tags(comment="Mine.").remark == "Mine."
    assert Tags(synthetic=False, model="kitten 1").remark is None


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"title": "a\0b"}, "NUL"),
        ({"track": 0}, "from 1 to 9999"),
        ({"track": 2, "tracks": 10000}, "from 1 to 9999"),
        ({"tracks": 12}, "needs 'track'"),
    ],
)
def test_tags_that_no_file_can_hold_are_refused(fields: dict[str, Any], why: str) -> None:
    """A tag that could not be read back is an error when it is made."""
    with pytest.raises(ValueError, match=why):
        Tags(**fields)


@pytest.mark.parametrize("data", [b"", b"plain text, no sound", b"\0" * 100, b"PK\3\4 a zip"])
def test_what_carries_no_tags_is_refused(data: bytes, tmp_path: Path) -> None:
    """A file in no format of ours is an error that names the formats."""
    file = tmp_path / "speech.mp3"
    file.write_bytes(data)

    with pytest.raises(ValueError, match="not in a format that carries tags"):
        read_tags(file)


@pytest.mark.parametrize("name", TAGGED)
def test_a_cut_file_is_an_error_or_its_tags(name: str, tmp_path: Path) -> None:
    """A file cut off anywhere gives what it still holds or a clear error, and never hangs."""
    data = written(name, Tags(title="Cut", model="kitten 1"), False)
    file = tmp_path / "speech"

    for cut in range(12, 900, 7):
        file.write_bytes(data[:cut])
        assert outcome(file) in {"nothing", "Cut", "damaged"}


def outcome(file: Path) -> str:
    try:
        return read_tags(file).title or "nothing"
    except ValueError as error:
        return "damaged" if "damaged or cut off" in str(error) else str(error)


def test_id3_of_others_is_read(tmp_path: Path) -> None:
    """Tags of the older ID3v2.3, in the encodings it knew, are read too."""
    file = tmp_path / "old.mp3"
    title, artist = b"\1" + "Grüße".encode("utf-16"), b"\0" + "Zoë".encode("latin-1") + b"\0"
    frames = b"".join(
        name + struct.pack(">IH", len(text), 0) + text
        for name, text in [(b"TIT2", title), (b"TPE1", artist), (b"TRCK", b"\0" + b"0/12")]
    )
    file.write_bytes(b"ID3\3\0\0" + bytes((0, 0, len(frames) >> 7, len(frames) & 127)) + frames)

    assert read_tags(file) == Tags(title="Grüße", artist="Zoë", synthetic=False)
