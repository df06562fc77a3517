"""Several utterances at once, each in an espeak-ng of its own."""

from __future__ import annotations

import gc
import os
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import tts_espeak
from tts_core import LoadOptions, Utterance
from tts_espeak.native.concurrency import concurrency
from tts_espeak.native.location import locate

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tts_core import Synthesizer

MODEL = tts_espeak.tts_models()[0]
VOICES = (
    *("en-us", "de", "en-gb", "fr", "cmn"),
    *("en-us+whisper", "en-us+f2", "de+f3", "en-us+f5", "en-us+croak", "en-us+Storm"),
    *("en-us+klatt", "en-us+klatt4", "en-us+klatt6", "en-us+Reed", "de+caleb", "en-us+adam"),
)
LENDING = """
import os, pathlib, shutil, sys, tempfile, threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
import tts_espeak
from tts_core import LoadOptions, ModelUnavailable, Utterance
from tts_espeak.native.pool import library_pool
from tts_espeak.native.location import locate
from tts_espeak.native.concurrency import concurrency

PLACES = concurrency() + 1
TEXTS = [f"Number {number} of many." for number in range(4 * PLACES)]

def copies():
    return list(pathlib.Path(tempfile.gettempdir()).glob("tts-espeak-*/*" + locate().library.name))

def together():
    with ExitStack() as stack:
        return [stack.enter_context(library_pool.borrow()).path for _ in range(PLACES)]

def speak_together(synthesizer):
    with ThreadPoolExecutor(8) as pool:
        spoken = pool.map(lambda text: synthesizer.speak(Utterance(text=text)).samples.tobytes(), TEXTS)
        return list(spoken)
"""


@pytest.fixture(scope="module")
def synthesizer() -> Iterator[Synthesizer]:
    loaded = MODEL.load(LoadOptions())
    yield loaded
    loaded.close()


@pytest.fixture
def tmp_path() -> Iterator[Path]:
    """A folder of so short a path that espeak-ng can hold it, wherever the tests are run."""
    folder = Path(tempfile.mkdtemp(prefix="t", dir="/tmp" if os.name == "posix" else None))  # noqa: S108  (mkdtemp makes a folder of our own in it)
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


def python(code: str, folder: Path) -> str:
    """Run *code* in an interpreter of its own, with *folder* for temporary files; return what it printed."""
    return subprocess.run(
        [sys.executable, "-W", "error", "-c", LENDING + code],
        check=True,
        timeout=60,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "TMPDIR": str(folder), "PYTHONIOENCODING": "utf-8"},
    ).stdout.strip()


def test_threads_equal_one_thread_in_every_manner(synthesizer: Synthesizer) -> None:
    """Twelve threads get what one gets: plain, breathing, drawn by chance, and shortened to be fast."""
    jobs = [
        Utterance(text=f"Is it so? Sharks hiss {number} times; whisper it.", voice=voice, speed=speed)
        for voice in VOICES
        for number, speed in enumerate((1.0, 1.7, 2.8, 5.5))
    ]
    alone = [synthesizer.speak(job) for job in jobs]

    with ThreadPoolExecutor(12) as pool:
        together = list(pool.map(synthesizer.speak, jobs))

    assert [each.samples.tobytes() for each in together] == [each.samples.tobytes() for each in alone]
    assert [each.words for each in together] == [each.words for each in alone]


def test_the_card_tells_how_many() -> None:
    """As many utterances at once as the process has processors, at most four."""
    allowed = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1

    assert MODEL.card.concurrency == concurrency() == min(allowed, 4)


def test_every_user_has_a_library_of_his_own(tmp_path: Path) -> None:
    """Those who have one at the same time have different ones, and what one does changes no other."""
    code = (
        "with ExitStack() as stack:\n"
        "    libraries = [stack.enter_context(library_pool.borrow()) for _ in range(PLACES)]\n"
        "    first, last = libraries[0], libraries[-1]\n"
        "    first.select('gmw/en-US')\n"
        "    last.select('gmw/de')\n"
        "    said = [each.phonemes('hello') for each in (first, last, first)]\n"
        "    assert said == [['həlˈoʊ'], ['hˈɛloː'], ['həlˈoʊ']]\n"
        "    print(len({each.path for each in libraries}) - PLACES)\n"
    )

    assert python(code, tmp_path) == "0"


def test_phonemes_do_not_wait_for_utterances(tmp_path: Path) -> None:
    """While as many are spoken as the model speaks at once, a text is pronounced all the same."""
    code = (
        "with ExitStack() as stack:\n"
        "    for _ in range(tts_espeak.tts_models()[0].card.concurrency):\n"
        "        stack.enter_context(library_pool.borrow())\n"
        "    print(tts_espeak.phonemes('hello'))\n"
    )

    assert python(code, tmp_path) == "həlˈoʊ"


def test_one_at_a_time_copies_nothing(tmp_path: Path) -> None:
    """Who speaks one text after the other, in whatever voice, uses the library's own file alone."""
    code = (
        "first, second = (tts_espeak.tts_models()[0].load(LoadOptions()) for _ in range(2))\n"
        "for voice in ('en-us', 'de+f3', 'en-us+klatt6'):\n"
        "    first.speak(Utterance(text='Hi.', voice=voice))\n"
        "    second.speak(Utterance(text='Hi.', voice=voice))\n"
        "    tts_espeak.phonemes('hello')\n"
        "print(copies())\n"
    )

    assert python(code, tmp_path) == "[]"


def test_copies_are_used_again(tmp_path: Path) -> None:
    """However much is spoken at once, there is one copy of the file for each place but the first."""
    code = (
        "synthesizer = tts_espeak.tts_models()[0].load(LoadOptions())\n"
        "places = set(together())\n"
        "first = speak_together(synthesizer)\n"
        "assert all(speak_together(synthesizer) == first for _ in range(3))\n"
        "synthesizer.close()\n"
        "assert set(together()) == places == {locate().library, *copies()}\n"
        "print(len(copies()) - PLACES)\n"
    )

    assert python(code, tmp_path) == "-1"
    assert list(tmp_path.iterdir()) == []


def test_a_sweep_takes_no_place_away(tmp_path: Path) -> None:
    """When the copies are deleted, be it while they are used, as many speak at once as before."""
    code = (
        "synthesizer = tts_espeak.tts_models()[0].load(LoadOptions())\n"
        "first = speak_together(synthesizer)\n"
        "with ExitStack() as stack:\n"
        "    libraries = [stack.enter_context(library_pool.borrow()) for _ in range(PLACES)]\n"
        "    for library in libraries:\n"
        "        library.select('gmw/de')\n"
        "    for each in pathlib.Path(tempfile.gettempdir()).iterdir():\n"
        "        shutil.rmtree(each)\n"
        "    for library in libraries:\n"
        "        assert library.phonemes('hello') == ['hˈɛloː']\n"
        "assert speak_together(synthesizer) == first\n"
        "print(len(set(together())) - PLACES)\n"
    )

    assert python(code, tmp_path) == "0"


@pytest.mark.skipif(os.name != "posix", reason="limits the size of files")
@pytest.mark.parametrize(
    "hindrance",
    [
        "tempfile.tempdir = '/nowhere'",
        "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (9999, 9999))",
    ],
    ids=["nowhere", "full"],
)
def test_without_room_for_a_copy(tmp_path: Path, hindrance: str) -> None:
    """Where nothing can be copied, those who speak at the same time do so one after the other."""
    code = (
        "synthesizer = tts_espeak.tts_models()[0].load(LoadOptions())\n"
        "first = [synthesizer.speak(Utterance(text=text)).samples.tobytes() for text in TEXTS]\n"
        f"{hindrance}\n"
        "assert speak_together(synthesizer) == first\n"
        "assert speak_together(synthesizer) == first\n"
        "print(copies())\n"
    )

    assert python(code, tmp_path) == "[]"


@pytest.mark.skipif(os.name != "posix", reason="limits the size of files")
def test_says_that_there_is_no_room(tmp_path: Path) -> None:
    """Where somebody else has the library and nothing can be copied, the error says so, and how to fix it."""
    code = (
        "import ctypes, resource\n"
        "other = ctypes.CDLL(str(locate().library))\n"
        "other.espeak_Initialize(2, 0, os.fsencode(locate().data), 0x8000)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (9999, resource.RLIM_INFINITY))\n"
        "try:\n"
        "    tts_espeak.phonemes('hello')\n"
        "except ModelUnavailable as error:\n"
        "    print(error)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))\n"
        "print(len(set(together())) - PLACES)\n"
    )

    said, missing = python(code, tmp_path).splitlines()

    assert "used by another part of this program" in said
    assert "set TMPDIR" in said
    assert missing == "0"


def test_a_broken_library_breaks_no_place(tmp_path: Path) -> None:
    """When many at once asked for a library that is none, as many speak at once as before."""
    code = (
        "broken = pathlib.Path(tempfile.gettempdir(), 'libespeak-ng.so')\n"
        "broken.write_text('not a library')\n"
        "def refused(_):\n"
        "    try:\n"
        "        with library_pool.borrow():\n"
        "            return False\n"
        "    except ModelUnavailable:\n"
        "        return True\n"
        "tts_espeak.configure(broken, locate().data)\n"
        "with ThreadPoolExecutor(8) as pool:\n"
        "    assert all(pool.map(refused, range(64)))\n"
        "shutil.copy(broken.parent / 'good', broken)\n"
        "print(len(set(together())) - PLACES)\n"
    )

    shipped = locate().library
    (tmp_path / "good").symlink_to(shipped)

    assert python(code, tmp_path) == "0"


def test_others_keep_theirs_while_many_speak(tmp_path: Path) -> None:
    """Somebody who loaded the same file keeps its voice, and nobody here gets that file."""
    code = (
        "import ctypes\n"
        "synthesizer = tts_espeak.tts_models()[0].load(LoadOptions())\n"
        "first = speak_together(synthesizer)\n"
        "other = ctypes.CDLL(str(locate().library))\n"
        "other.espeak_Initialize(2, 0, os.fsencode(locate().data), 0x8000)\n"
        "other.espeak_SetParameter(1, 321, 0)\n"
        "assert speak_together(synthesizer) == first\n"
        "assert other.espeak_GetParameter(1, 1) == 321\n"
        "print(locate().library in together(), len(set(together())) - PLACES)\n"
    )

    assert python(code, tmp_path) == "False 0"


def test_where_nothing_is_ever_unloaded(tmp_path: Path) -> None:
    """Where libraries stay loaded, as many speak at once, from copies made once, and say what it means."""
    code = (
        "import ctypes\n"
        "held = {}\n"
        "while not set(together()) <= held.keys():\n"
        "    held.update((path, ctypes.CDLL(str(path))) for path in together())\n"
        "synthesizer = tts_espeak.tts_models()[0].load(LoadOptions())\n"
        "with ThreadPoolExecutor(8) as pool:\n"
        "    spoken = list(pool.map(lambda text: synthesizer.speak(Utterance(text=text)), TEXTS))\n"
        "assert all(len(each.samples) > 10_000 for each in spoken)\n"
        "print({warning.code for each in spoken for warning in each.warnings}, len(copies()) - PLACES)\n"
    )

    assert python(code, tmp_path) == "{'state'} 0"


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere libraries call nobody else's functions")
@pytest.mark.parametrize("rate", [175, 321], ids=["only loaded", "in use"])
def test_others_may_share_theirs_with_all(tmp_path: Path, rate: int) -> None:
    """Somebody who loaded espeak-ng for the whole program to use keeps his, and we speak beside it."""
    code = (
        "import ctypes\n"
        "synthesizer = tts_espeak.tts_models()[0].load(LoadOptions())\n"
        "first = speak_together(synthesizer)\n"
        "other = ctypes.CDLL(str(locate().library), ctypes.RTLD_GLOBAL)\n"
        f"if {rate} != 175:\n"
        "    other.espeak_Initialize(2, 0, os.fsencode(locate().data), 0x8000)\n"
        f"    other.espeak_SetParameter(1, {rate}, 0)\n"
        "assert speak_together(synthesizer) == first\n"
        f"print(other.espeak_GetParameter(1, 1) == {rate}, len(set(together())) - PLACES)\n"
    )

    assert python(code, tmp_path) == "True 0"


def test_another_library_in_between(tmp_path: Path) -> None:
    """Which library is used may change while many speak; nobody gets one that is half of each."""
    code = (
        "synthesizer = tts_espeak.tts_models()[0].load(LoadOptions())\n"
        "first = speak_together(synthesizer)\n"
        "places = [None, pathlib.Path(tempfile.gettempdir(), 'other', locate().library.name)]\n"
        "places[1].parent.mkdir()\n"
        "shutil.copy(locate().library, places[1])\n"
        "data = locate().data\n"
        "done = threading.Event()\n"
        "def change():\n"
        "    while not done.wait(0.002):\n"
        "        places.reverse()\n"
        "        tts_espeak.configure(places[0], data if places[0] else None)\n"
        "changing = threading.Thread(target=change)\n"
        "changing.start()\n"
        "try:\n"
        "    print(all(speak_together(synthesizer) == first for _ in range(3)))\n"
        "finally:\n"
        "    done.set()\n"
        "    changing.join()\n"
    )

    assert python(code, tmp_path) == "True"


def test_the_locale_stays_while_many_load(tmp_path: Path) -> None:
    """However many libraries are loaded at once, the program has the locale that it had."""
    code = (
        "import locale\n"
        "locale.setlocale(locale.LC_CTYPE, 'C')\n"
        "def load(_):\n"
        "    with library_pool.borrow():\n"
        "        return locale.setlocale(locale.LC_CTYPE)\n"
        "with ThreadPoolExecutor(8) as pool:\n"
        "    list(pool.map(load, range(400)))\n"
        "print(locale.setlocale(locale.LC_CTYPE))\n"
    )

    assert python(code, tmp_path) == "C"


@pytest.mark.skipif(not hasattr(os, "fork"), reason="only where processes can be forked")
def test_a_forked_child_has_places_of_its_own(tmp_path: Path) -> None:
    """A child forked amid speech speaks as many at once, and writes over nothing that its parent uses."""
    code = (
        "with ExitStack() as stack:\n"
        "    libraries = [stack.enter_context(library_pool.borrow()) for _ in range(PLACES)]\n"
        "    before = {path: path.stat() for path in copies()}\n"
        "    child = os.fork()\n"
        "    if not child:\n"
        "        mine = set(together())\n"
        "        shared = {each.parent for each in mine} & {each.path.parent for each in libraries}\n"
        "        os._exit(len(mine) != PLACES or bool(shared))\n"
        "    assert os.waitpid(child, 0)[1] == 0\n"
        "    assert all(path.stat() == before[path] for path in before)\n"
        "    for library in libraries:\n"
        "        library.select('gmw/de')\n"
        "        assert library.phonemes('hello') == ['hˈɛloː']\n"
        "print(len(set(together())) - PLACES)\n"
    )

    assert python(code, tmp_path) == "0"


@pytest.mark.skipif(not hasattr(os, "fork"), reason="only where processes can be forked")
def test_a_forked_child_waits_for_nobody(tmp_path: Path) -> None:
    """A child that was forked while a library was being loaded, and one drew by chance, does both itself."""
    code = (
        "import signal\n"
        "from tts_espeak.native.random_state import seeded_rand\n"
        "from tts_espeak.native.lock import loading_lock\n"
        "synthesizer = tts_espeak.tts_models()[0].load(LoadOptions())\n"
        "speak = lambda: synthesizer.speak(Utterance(text='Hi.', voice='en-us+klatt6')).samples.tobytes()\n"
        "first = speak()\n"
        "with seeded_rand(), loading_lock.held():\n"
        "    child = os.fork()\n"
        "    if not child:\n"
        "        signal.alarm(30)\n"
        "        os._exit(speak() != first)\n"
        "    assert os.waitpid(child, 0)[1] == 0\n"
        "print(speak() == first)\n"
    )

    assert python(code, tmp_path) == "True"


@pytest.mark.skipif(sys.platform != "linux", reason="reads the memory of this process from /proc")
def test_memory_does_not_grow_where_many_speak(synthesizer: Synthesizer) -> None:
    """Six hundred utterances at once, with foreign words, breath and chance, hold on to less than 8 MB."""
    texts = ("Das war the best of all.", "Hello there.", "日本 hello 世界")
    jobs = [
        Utterance(text=text, voice=voice)
        for text, voice in zip(texts * 200, ("de", "en-us+whisper", "ja", "en-us+klatt6") * 150, strict=True)
    ]

    def resident() -> int:
        gc.collect()
        return int(Path("/proc/self/statm").read_text().split()[1]) * 4096

    with ThreadPoolExecutor(concurrency() + 1) as pool:
        for _ in pool.map(synthesizer.speak, jobs[:200]):
            pass
        before = resident()
        for _ in pool.map(synthesizer.speak, jobs):
            pass

    assert resident() - before < 8_000_000
