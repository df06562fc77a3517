from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

import tts_espeak
from tts_core import LoadOptions, ModelUnavailable, Utterance
from tts_espeak.native.location import Location, locate
from tts_espeak.native.pool import library_pool

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

MODEL = tts_espeak.tts_models()[0]


@pytest.fixture
def elsewhere(tmp_path: Path) -> Iterator[Location]:
    """A copy of the library and its data, behind a path that is longer than espeak-ng can hold."""
    home = tmp_path / ("d" * 100) / ("e" * 100)
    shipped = locate()
    assert shipped.data is not None
    shutil.copytree(shipped.data, home / "espeak-ng-data")
    shutil.copy(shipped.library, home)
    yield Location(home / shipped.library.name, home / "espeak-ng-data")
    tts_espeak.configure(None)


def samples(text: str = "Hello there.") -> bytes:
    synthesizer = MODEL.load(LoadOptions())
    try:
        return synthesizer.speak(Utterance(text=text, voice="en-us")).samples.tobytes()
    finally:
        synthesizer.close()


def python(code: str, **environment: str) -> str:
    """Run *code* in an interpreter of its own, warnings as errors, and return what it printed."""
    return subprocess.run(
        [sys.executable, "-W", "error", "-c", code],
        check=True,
        capture_output=True,
        text=True,
        env={**os.environ, **environment},
    ).stdout.strip()


def test_listing_imports_nothing_heavy() -> None:
    """Naming the model loads neither numpy nor ctypes nor the library."""
    heavy = "[name for name in ('numpy', 'ctypes', 'espeakng_loader') if name in sys.modules]"

    assert python(f"import sys, tts_espeak; tts_espeak.tts_models(); print({heavy})") == "[]"


def test_leaves_the_process_as_it_was(tmp_path: Path) -> None:
    """Speaking changes neither the environment nor the locale, and leaves no temporary file behind."""
    code = (
        "import locale, os, tempfile, tts_espeak\n"
        "from tts_core import LoadOptions, Utterance\n"
        "locale.setlocale(locale.LC_CTYPE, 'C')\n"
        "before = dict(os.environ)\n"
        "tts_espeak.tts_models()[0].load(LoadOptions()).speak(Utterance(text='Hi.', voice='en-us'))\n"
        "assert dict(os.environ) == before\n"
        "print(locale.setlocale(locale.LC_CTYPE), tempfile.gettempdir())\n"
    )

    assert python(code, TMPDIR=str(tmp_path)) == f"C {tmp_path}"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(os.name != "posix", reason="temporary links are made on POSIX systems only")
def test_clears_up_after_the_killed(tmp_path: Path) -> None:
    """What a killed process left in the temporary folder is gone when the next one has spoken."""
    leave = "import os, tts_espeak; tts_espeak.phonemes('a'); os._exit(0)"
    python(leave, TMPDIR=str(tmp_path))
    left = list(tmp_path.iterdir())
    (tmp_path / "tts-espeak-mine").mkdir()
    (tmp_path / f"tts-espeak-{os.getpid()}-alive").mkdir()

    python("import tts_espeak; tts_espeak.phonemes('a')", TMPDIR=str(tmp_path))

    assert not any(each.exists() for each in left)
    assert {each.name for each in tmp_path.iterdir()} == {
        "tts-espeak-mine",
        f"tts-espeak-{os.getpid()}-alive",
    }


def test_survives_a_sweep_of_temporary_files(tmp_path: Path) -> None:
    """When the temporary folder is emptied in the middle of its work, it makes what it needs anew."""
    code = (
        "import shutil, tempfile, pathlib, tts_espeak\n"
        "first = tts_espeak.phonemes('hello')\n"
        "for each in pathlib.Path(tempfile.gettempdir()).iterdir():\n"
        "    shutil.rmtree(each)\n"
        "print(tts_espeak.phonemes('hello') == first)\n"
    )

    assert python(code, TMPDIR=str(tmp_path)) == "True"


def test_uses_the_library_that_is_configured(elsewhere: Location) -> None:
    """Another library, with its data beside it, is used from the next utterance on, however long its path."""
    before = samples()

    tts_espeak.configure(elsewhere.library)

    assert locate() == elsewhere
    assert samples() == before
    assert tts_espeak.phonemes("hello") == "həlˈoʊ"
    with library_pool.borrow() as library:
        assert len(os.fsencode(library.data)) < 160


def test_the_environment_names_a_library(elsewhere: Location, monkeypatch: pytest.MonkeyPatch) -> None:
    """PHONEMIZER_ESPEAK_LIBRARY is honoured, and what was configured in the program comes before it."""
    monkeypatch.setenv("PHONEMIZER_ESPEAK_LIBRARY", str(elsewhere.library))
    assert locate() == elsewhere

    monkeypatch.setenv("PHONEMIZER_ESPEAK_LIBRARY", "/nowhere/libespeak-ng.so")
    with pytest.raises(ModelUnavailable, match=r"PHONEMIZER_ESPEAK_LIBRARY names .*/nowhere/libespeak-ng"):
        MODEL.load(LoadOptions())
    tts_espeak.configure(elsewhere.library, elsewhere.data)
    assert samples()


def test_says_what_is_missing(elsewhere: Location, tmp_path: Path) -> None:
    """Data that is missing, or a library that is none, is ModelUnavailable with the way to mend it."""
    with pytest.raises(ModelUnavailable, match=r"no espeak-ng data in .*To fix it"):
        tts_espeak.configure(elsewhere.library, tmp_path)

    broken = tmp_path / "libespeak-ng.so"
    broken.write_text("not a library")
    tts_espeak.configure(broken, elsewhere.data)
    with pytest.raises(ModelUnavailable, match=r"cannot be loaded.*To fix it"):
        MODEL.load(LoadOptions())


def test_lists_the_model_without_a_library(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without any library the model is still named; only who loads it is told."""
    monkeypatch.setenv("PHONEMIZER_ESPEAK_LIBRARY", "/nowhere")

    assert [model.card.id for model in tts_espeak.tts_models()] == ["espeak"]


def test_other_users_of_the_library_are_left_alone() -> None:
    """Somebody who loaded the same file keeps its voice, and we speak as if there were nobody."""
    expected = samples()
    place = locate()
    code = (
        "import ctypes, hashlib, sys, tts_espeak\n"
        "from tts_core import LoadOptions, Utterance\n"
        f"other = ctypes.CDLL({str(place.library)!r})\n"
        f"other.espeak_Initialize(2, 0, {str(place.data).encode()!r}, 0x8000)\n"
        "other.espeak_SetVoiceByName(b'de')\n"
        "other.espeak_SetParameter(1, 321, 0)\n"
        "synthesizer = tts_espeak.tts_models()[0].load(LoadOptions())\n"
        "spoken = {synthesizer.speak(Utterance(text='Hello there.')).samples.tobytes() for _ in range(3)}\n"
        "synthesizer.close()\n"
        "assert other.espeak_GetParameter(1, 1) == 321\n"
        "assert len(spoken) == 1\n"
        "print(hashlib.sha256(spoken.pop()).hexdigest())\n"
    )
    assert python(code) == hashlib.sha256(expected).hexdigest()


def test_survives_what_kills_espeak() -> None:
    """Texts over which espeak-ng itself breaks down are spoken, and the process lives."""
    texts = [
        ("vi", "`"),
        ("vi", "mã `x` và (a)-b _-g"),
        ("kn", "\u24dc"),
        ("ti", "\u28ff \u287f"),
        ("hi", "\ua98a\xe9\u1ecf"),
        ("hi", "'-\u6881"),
    ]
    code = (
        "import tts_espeak\n"
        "from tts_core import LoadOptions, Utterance\n"
        "synthesizer = tts_espeak.tts_models()[0].load(LoadOptions())\n"
        f"for voice, text in {texts!a}:\n"
        "    synthesizer.speak(Utterance(text=text, voice=voice))\n"
        "    tts_espeak.phonemes(text, voice)\n"
        "print('alive')\n"
    )

    assert python(code) == "alive"


def test_admits_when_it_cannot_start_afresh() -> None:
    """Where the library cannot be unloaded, it speaks all the same, and the result says what that means."""
    code = (
        "import ctypes, tts_espeak\n"
        "from tts_core import LoadOptions, Utterance\n"
        "from tts_espeak.native.pool import library_pool\n"
        f"held = [ctypes.CDLL({str(locate().library)!r})]\n"
        f"held[0].espeak_Initialize(2, 0, {str(locate().data).encode()!r}, 0x8000)\n"
        "synthesizer = tts_espeak.tts_models()[0].load(LoadOptions())\n"
        "with library_pool.borrow() as library:\n"
        "    held.append(ctypes.CDLL(str(library.path)))\n"
        "rendering = synthesizer.speak(Utterance(text='Hello there.'))\n"
        "print(len(rendering.samples) > 10000, [warning.code for warning in rendering.warnings])\n"
    )

    assert python(code) == "True ['state']"


@pytest.mark.skipif(not hasattr(os, "fork"), reason="only where processes can be forked")
def test_survives_a_fork() -> None:
    """A forked child speaks, and its end takes nothing away from its parent."""
    code = (
        "import os, sys, tts_espeak\n"
        "first = tts_espeak.phonemes('hello')\n"
        "child = os.fork()\n"
        "if not child:\n"
        "    sys.exit(tts_espeak.phonemes('hello') != first)\n"
        "assert os.waitpid(child, 0)[1] == 0\n"
        "print(tts_espeak.phonemes('hello'))\n"
    )

    assert python(code, PYTHONIOENCODING="utf-8") == "həlˈoʊ"


@pytest.mark.skipif(not hasattr(os, "fork"), reason="only where processes can be forked")
def test_survives_a_fork_amid_speech() -> None:
    """A child forked while another thread speaks has no thread to wait for, and speaks itself."""
    code = (
        "import os, threading, tts_espeak, warnings\n"
        "from tts_core import CancelToken, Cancelled, LoadOptions, Utterance\n"
        "warnings.simplefilter('ignore')\n"
        "first = tts_espeak.phonemes('hello')\n"
        "synthesizer = tts_espeak.tts_models()[0].load(LoadOptions())\n"
        "from tts_espeak.native.pool import library_pool\n"
        "token = CancelToken()\n"
        "def speak():\n"
        "    try:\n"
        "        synthesizer.speak(Utterance(text='A book. ' * 1_000_000, cancel=token))\n"
        "    except Cancelled:\n"
        "        pass\n"
        "thread = threading.Thread(target=speak)\n"
        "thread.start()\n"
        "while not library_pool.is_lent:\n"
        "    pass\n"
        "child = os.fork()\n"
        "if not child:\n"
        "    os._exit(tts_espeak.phonemes('hello') != first)\n"
        "assert os.waitpid(child, 0)[1] == 0\n"
        "token.cancel()\n"
        "thread.join()\n"
        "print(tts_espeak.phonemes('hello'))\n"
    )

    assert python(code, PYTHONIOENCODING="utf-8") == "həlˈoʊ"


def test_unloads_with_the_last_synthesizer() -> None:
    """When nobody holds the model any more, its library is out of the process."""
    assert loaded("", "first.close()", "second.close()") == [True, True, False]


def test_unloads_what_was_used() -> None:
    """A library in which something was spoken is used for nothing else, and not kept until the next."""
    speak = "second.speak(Utterance(text='Hi.'))"

    assert loaded("", speak, "first.close()", speak, "tts_espeak.phonemes('hello')") == [True, *[False] * 4]


def loaded(*steps: str) -> list[bool]:
    """Ask the library in a new process, after each of the *steps*, whether somebody initialised it."""
    code = (
        "import _ctypes, ctypes, json, tts_espeak\n"
        "from tts_core import LoadOptions, Utterance\n"
        "first, second = (tts_espeak.tts_models()[0].load(LoadOptions()) for _ in range(2))\n"
        "found = []\n"
        f"for step in {steps!r}:\n"
        "    exec(step)\n"
        f"    library = ctypes.CDLL({str(locate().library)!r})\n"
        "    found.append(library.espeak_ng_GetSampleRate() != 0)\n"
        "    _ctypes.dlclose(library._handle)\n"
        "print(json.dumps(found))\n"
    )
    answers: list[bool] = json.loads(python(code))
    return answers


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has other rights")
@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda library: library.chmod(0o777), "can be written by everybody"),
        pytest.param(
            lambda library: os.chown(library, 65534, 65534),
            "belongs to another user",
            marks=pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a file away"),
        ),
    ],
    ids=["world", "owner"],
)
def test_a_library_that_others_can_have_put_there_is_not_loaded(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, change: Callable[[Path], None], says: str
) -> None:
    """What the environment names is loaded, which runs it, only if it is the user's or root's alone."""
    library = tmp_path / "libespeak-ng.so"
    library.write_bytes(b"anything")
    change(library)
    link = tmp_path / "link.so"
    link.symlink_to(library)

    for named in (library, link):
        monkeypatch.setenv("PHONEMIZER_ESPEAK_LIBRARY", str(named))
        with pytest.raises(ModelUnavailable, match=says) as caught:
            locate()
        assert "unset PHONEMIZER_ESPEAK_LIBRARY" in caught.value.fix


def test_a_library_is_named_absolutely(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A name that means another library in another folder is refused."""
    (tmp_path / "libespeak-ng.so").write_bytes(b"anything")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PHONEMIZER_ESPEAK_LIBRARY", "libespeak-ng.so")

    with pytest.raises(ModelUnavailable, match="is not absolute"):
        locate()
