from __future__ import annotations

import os
import stat
import subprocess
import sys
import textwrap
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tts_core import LoadOptions, Pronunciation, Rendering, SpeechWarning, TTSError, Utterance, Word
from tts_core.longform.cache import PieceCache, plain
from tts_core.longform.cachekey import CacheKeys
from tts_core.longform.renderer import CachingRenderer
from tts_core.model_file import ModelFile
from tts_core.testing import echo_model

if TYPE_CHECKING:
    from pathlib import Path

KEY = "ab" + "0" * 62
UTTERANCE = Utterance(text="Hello.", voice="ada", language="en-US", options={"pitch": 0.0})


def rendering(samples: Any = (0.1, -0.5, 1.0), **changes: Any) -> Rendering:
    made = Rendering(
        samples=np.array(samples, dtype=np.float32),
        sample_rate=24000,
        words=(Word("Hello", (0, 5), 0.1, 0.25, "model"),),
        warnings=(SpeechWarning("odd", "how odd", (0, 5)), SpeechWarning("even", "at all")),
    )
    return replace(made, **changes)


def kept(made: Rendering) -> Rendering:
    return plain(made)


def same(one: Rendering | None, other: Rendering) -> bool:
    return (
        one is not None
        and one.samples.tobytes() == other.samples.tobytes()
        and (one.sample_rate, one.words, one.warnings) == (other.sample_rate, other.words, other.warnings)
    )


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.floats(-1, 1, width=32), min_size=1, max_size=50),
    st.text(max_size=10),
    st.floats(0, 1e6),
    st.sampled_from(["exact", "model", "estimated"]),
)
def test_what_is_kept_comes_back_to_the_bit(
    tmp_path_factory: pytest.TempPathFactory, samples: list[float], text: str, start: float, quality: Any
) -> None:
    """Samples, words, their times and warnings are afterwards what they were, exactly."""
    cache = PieceCache(tmp_path_factory.mktemp("cache"))
    made = kept(rendering(samples, words=(Word(text, (3, 9), start, start, quality),)))

    cache.put(KEY, made)

    assert same(cache.get(KEY), made)


def test_what_is_spoken_now_is_what_is_found_later() -> None:
    """A rendering is made plain before it is used: numbers of a model's own kind change nothing later."""
    odd = rendering(words=(Word("Hello", (np.int64(0), np.int64(5)), np.float32(0.1), np.float32(0.2)),))  # type: ignore[arg-type]  # models do that

    made = kept(odd)

    assert type(made.words[0].start) is float
    assert made.words[0].span == (0, 5)
    assert same(plain(made), made)


@pytest.mark.parametrize("at", [0, 3, 20, 60, -1])
def test_one_changed_byte_is_noticed(tmp_path: Path, at: int) -> None:
    """Wherever an entry was changed, it is no entry."""
    cache = PieceCache(tmp_path)
    cache.put(KEY, kept(rendering()))
    (place,) = tmp_path.rglob("*.piece")
    data = bytearray(place.read_bytes())
    data[at] ^= 1
    place.write_bytes(data)

    assert cache.get(KEY) is None
    assert cache.damaged == 1


@pytest.mark.parametrize("length", [0, 5, 30, 100])
def test_a_cut_entry_is_noticed(tmp_path: Path, length: int) -> None:
    """An entry that a full disk or a crash cut off is no entry."""
    cache = PieceCache(tmp_path)
    cache.put(KEY, kept(rendering()))
    (place,) = tmp_path.rglob("*.piece")
    place.write_bytes(place.read_bytes()[:length])

    assert cache.get(KEY) is None


def test_an_entry_under_another_name_is_noticed(tmp_path: Path) -> None:
    """A whole entry that stands where another should is not taken for it."""
    cache = PieceCache(tmp_path)
    cache.put(KEY, kept(rendering()))
    (place,) = tmp_path.rglob("*.piece")
    place.rename(place.with_name("1" * 62 + ".piece"))

    assert cache.get("ab" + "1" * 62) is None


def test_only_what_is_used_stays(tmp_path: Path) -> None:
    """What a book no longer needs goes, nothing else does."""
    cache = PieceCache(tmp_path)
    other = "cd" + "0" * 62
    for key in (KEY, other):
        cache.put(key, kept(rendering()))
    (tmp_path / "notes.txt").write_text("mine", "utf-8")

    cache.keep_only({KEY})

    assert cache.get(KEY) is not None
    assert sorted(each.name for each in tmp_path.iterdir()) == ["ab", "notes.txt"]
    assert [each.suffix for each in (tmp_path / "ab").iterdir()] == [".piece"]


def test_a_full_disk_is_no_fault_of_the_model(tmp_path: Path) -> None:
    """What cannot be kept is an error that names the cache and leaves nothing half."""
    blocked = tmp_path / "cache"
    blocked.write_bytes(b"a file, where a folder is needed")

    with pytest.raises(TTSError, match="cannot keep a piece in"):
        PieceCache(blocked).put(KEY, kept(rendering()))


@pytest.mark.parametrize(
    "changes",
    [
        {"text": "Hello!"},
        {"voice": "bob"},
        {"speed": 1.1},
        {"language": "en-GB"},
        {"options": {"pitch": 1.0}},
        {"phonemes": (Pronunciation(0, 5, "hɛˈləʊ"),)},
    ],
)
def test_whatever_changes_the_sound_changes_the_key(changes: dict[str, Any]) -> None:
    """Text, voice, speed, language, options and readings are all part of what a piece is."""
    keys = CacheKeys(echo_model(), LoadOptions())

    assert keys.key(replace(UTTERANCE, **changes)) != keys.key(UTTERANCE)


FILE = ModelFile(repo="a/b", revision="0" * 40, name="m.onnx", bytes=1, sha256="0" * 64)


@pytest.mark.parametrize(
    "changed",
    [
        CacheKeys(echo_model("other"), LoadOptions()),
        CacheKeys(echo_model(sample_rate=16000), LoadOptions()),
        CacheKeys(echo_model(files=(FILE,)), LoadOptions()),
        CacheKeys(echo_model(plugin="tts-core"), LoadOptions(device="cuda")),
        CacheKeys(echo_model(plugin="tts-espeak"), LoadOptions()),
    ],
)
def test_whatever_the_model_is_changes_the_key(changed: CacheKeys) -> None:
    """Another model, rate, file, device or plugin never answers for this one."""
    assert changed.key(UTTERANCE) != CacheKeys(echo_model(), LoadOptions()).key(UTTERANCE)


def test_revisions_change_the_key() -> None:
    """The same model of another revision is another model."""
    newer = replace(FILE, revision="1" * 40)

    one, other = (CacheKeys(echo_model(files=(each,)), LoadOptions()) for each in (FILE, newer))

    assert one.key(UTTERANCE) != other.key(UTTERANCE)


def test_versions_change_the_key(monkeypatch: pytest.MonkeyPatch) -> None:
    """An update of the core, the plugin or what the plugin stands on makes every piece anew."""
    model = echo_model(plugin="tts-kitten")
    before = CacheKeys(model, LoadOptions()).key(UTTERANCE)

    monkeypatch.setattr("tts_core.longform.cachekey.version", lambda name: f"9.{len(name)}")

    assert CacheKeys(model, LoadOptions()).key(UTTERANCE) != before


def test_where_it_stands_does_not_change_the_key() -> None:
    """A sentence that only moved is still the same piece."""
    keys = CacheKeys(echo_model(), LoadOptions())

    assert keys.key(replace(UTTERANCE, span=(70, 76))) == keys.key(UTTERANCE)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows cannot tell who writes to a file")
def test_what_killed_writers_left_goes(tmp_path: Path) -> None:
    """A later run removes the half entries of programs that were killed, and no others."""
    cache = PieceCache(tmp_path)
    cache.put(KEY, kept(rendering()))
    killed, living = (HalfWritten(next(tmp_path.rglob("*.piece"))) for _ in range(2))
    killed.kill()

    CachingRenderer(cache)

    assert list(tmp_path.rglob("*.part")) == [living.part]
    living.kill()
    assert cache.get(KEY) is not None


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has other rights")
@pytest.mark.parametrize("rights", [0o700, 0o755, 0o2770])
def test_an_entry_is_as_private_as_its_cache(tmp_path: Path, rights: int) -> None:
    """Who may use a cache is what its folder's rights say; a folder that is made is its user's alone."""
    folder = tmp_path / "cache"
    PieceCache(folder).put(KEY, kept(rendering()))
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700

    shared = tmp_path / "shared"
    shared.mkdir()
    shared.chmod(rights)
    PieceCache(shared).put(KEY, kept(rendering()))

    [entry] = shared.rglob("*.piece")
    assert stat.S_IMODE(entry.parent.stat().st_mode) == rights
    assert stat.S_IMODE(entry.stat().st_mode) == rights & 0o666


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() != 0, reason="needs to be two users")
@pytest.mark.parametrize("doing", ["get(key)", "put(key, rendering)"])
def test_another_users_cache_says_whose_it_is(tmp_path: Path, doing: str) -> None:
    """A cache that belongs to somebody else is an error that names who, and how it is shared."""
    cache = PieceCache(tmp_path / "cache")
    cache.put(KEY, kept(rendering()))
    code = f"""
        import os, pwd, sys
        from pathlib import Path
        import numpy as np
        from tts_core import Rendering, TTSError
        from tts_core.longform.cache import PieceCache
        key, rendering = {KEY!r}, Rendering(samples=np.zeros(9, np.float32), sample_rate=8000)
        cache = PieceCache(Path({str(cache.folder)!r}))
        os.seteuid(65534)
        try:
            cache.{doing}
        except TTSError as error:
            print(error)
    """
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(code)], capture_output=True, text=True, check=True
    )

    assert "belongs to root" in done.stdout
    assert "chmod -R g+rwX" in done.stdout


class HalfWritten:
    """A program that has begun to write a file, and does not go on."""

    def __init__(self, place: Path) -> None:
        code = f"""
            import sys
            from pathlib import Path
            from tts_core.atomic_file import replacing
            with replacing(Path({str(place)!r}), rights=0o600) as file:
                file.write(b"half")
                file.flush()
                print(flush=True)
                sys.stdin.read()
        """
        before = set(place.parent.glob(".*.part"))
        self._program = subprocess.Popen(
            [sys.executable, "-c", textwrap.dedent(code)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        assert self._program.stdout is not None
        self._program.stdout.readline()
        [self.part] = set(place.parent.glob(".*.part")) - before

    def kill(self) -> None:
        """Kill it, as kill -9 does."""
        self._program.kill()
        self._program.communicate()
