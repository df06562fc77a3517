"""The chance that espeak-ng takes from the C library, which there is once in a program."""

from __future__ import annotations

import ctypes
import platform
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import tts_espeak
from tts_core import Cancelled, CancelToken, LoadOptions, Utterance
from tts_espeak.native.location import variants
from tts_espeak.native.pool import library_pool
from tts_espeak.native.random_state import seeded_rand, uses_rand
from tts_espeak.voices import find_speaker, list_voices

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tts_core import Synthesizer

MODEL = tts_espeak.tts_models()[0]
TEXT = "Is it so? Sharks hiss; 34 zebras."
BREATHING = ("f2", "f3", "f5", "whisper", "whisperf", "klatt", "klatt4")


@pytest.fixture(scope="module")
def synthesizer() -> Iterator[Synthesizer]:
    loaded = MODEL.load(LoadOptions())
    yield loaded
    loaded.close()


@pytest.fixture(scope="module")
def data() -> Path:
    with library_pool.borrow() as library:
        return library.data


@pytest.fixture
def system() -> Any:
    return ctypes.CDLL(None if sys.platform != "win32" else "msvcrt")


@pytest.fixture(params=["shipped", "system"])
def library(request: pytest.FixtureRequest) -> Iterator[None]:
    """The library that was installed along, then that of the system, which may be an older one."""
    if request.param == "system":
        found = Path("/usr/lib", f"{platform.machine()}-linux-gnu", "libespeak-ng.so.1")
        if not found.is_file():
            pytest.skip("this system has no espeak-ng where Debian puts it")
        tts_espeak.configure(found)
    yield
    tts_espeak.configure(None)


@pytest.mark.usefixtures("library")
@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the state of rand cannot be exchanged")
def test_leaves_the_program_its_chance(synthesizer: Synthesizer, system: Any) -> None:
    """In whatever voice and variant is spoken, `rand` goes on for the program as if nothing had been."""
    system.srand(7)
    expected = system.rand()
    plain = [voice.id for voice in list_voices() if "+" not in voice.id]
    disturbed = []
    for voice in (*plain, *(f"en-us+{variant}" for variant in variants())):
        system.srand(7)
        synthesizer.speak(Utterance(text=TEXT, voice=voice))
        if system.rand() != expected:
            disturbed.append(voice)

    assert disturbed == []


def test_few_have_to_wait_for_each_other(data: Path) -> None:
    """No plain voice uses_rand from the chance of the program, nor do those that breathe; `klatt6` does."""
    listed = [voice.id for voice in list_voices()]
    breathing = [f"en-us+{variant}" for variant in BREATHING]

    assert not any(
        uses_rand(data, find_speaker(name).selector, has_own=True) for name in (*listed, *breathing)
    )
    assert uses_rand(data, find_speaker("en-us+klatt6").selector, has_own=True)


def test_those_who_breathed_drew(data: Path) -> None:
    """Before espeak-ng had a chance of its own, whoever breathes drew from the program's."""
    assert all(
        uses_rand(data, find_speaker(f"en-us+{variant}").selector, has_own=False) for variant in BREATHING
    )
    assert not uses_rand(data, find_speaker("en-us").selector, has_own=False)


@pytest.mark.parametrize("has_own", [True, False])
def test_what_cannot_be_told_is_taken_for_drawing(data: Path, tmp_path: Path, has_own: bool) -> None:
    """A voice or variant whose file cannot be read waits for its turn, as those do that draw."""
    selector = find_speaker("en-us").selector

    assert uses_rand(data, f"{selector}+nobody", has_own=has_own)
    assert uses_rand(tmp_path, selector, has_own=has_own)


def test_only_one_settles_it() -> None:
    """While one has settled the chance, another waits for it, and may give up waiting."""
    token = CancelToken()
    waited: list[bool] = []

    def wait() -> None:
        try:
            with seeded_rand(token):
                waited.append(False)
        except Cancelled:
            waited.append(True)

    with seeded_rand():
        waiting = threading.Thread(target=wait)
        waiting.start()
        token.cancel()
        waiting.join()

    assert waited == [True]
