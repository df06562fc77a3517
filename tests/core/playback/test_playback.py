"""Speech that is played: on a device made of numbers, and on miniaudio's own that plays into nothing."""

from __future__ import annotations

import asyncio
import os
import random
import subprocess
import sys
import threading
import time
from typing import TYPE_CHECKING

import numpy as np
import pytest

import tts_core
from tts_core import PlaybackUnavailable, Registry, SynthesisFailed
from tts_core.playback import Playback, player
from tts_core.playback import device as devices
from tts_core.testing import Gate, Recorder, echo_model

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterable
    from typing import Any

    from tts_core import Heard, Speech, Word

    Until = Callable[[Callable[[], bool]], None]

TEXT = "Hello big world. And another one, of nine words or so. Then comes a last one, which ends all."


class Loudspeaker:
    """A device whose time is counted in frames: what it played is known, to the frame."""

    def __init__(self, rate: int = 24000, period: int = 480, periods: int = 3) -> None:
        self.rate, self.period, self.buffered = rate, period, period * periods
        self.held = np.zeros(0, np.float32)
        self.heard = np.zeros(0, np.float32)
        self.closed = threading.Event()

    def clock(self) -> float:
        return len(self.heard) / self.rate

    def start(self, pull: Callable[[int], bytes]) -> None:
        self.pull = pull
        while len(self.held) < self.buffered:
            self.fill()

    def fill(self) -> None:
        self.held = np.concatenate([self.held, np.frombuffer(self.pull(self.period), np.float32)])

    def play(self, frames: int) -> None:
        """Let so many frames be heard, and ask for more wherever there is room."""
        for _ in range(frames):
            self.heard, self.held = np.append(self.heard, self.held[:1]), self.held[1:]
            if len(self.held) <= self.buffered - self.period:
                self.fill()

    def close(self) -> None:
        self.closed.set()

    def forsake(self) -> None:
        pass


@pytest.fixture
def registry() -> Registry:
    return Registry([echo_model(listed=True, sample_rate=8000)])


@pytest.fixture
def speech(registry: Registry) -> Speech:
    return tts_core.synthesize(TEXT, registry=registry)


def playing(speech: Speech, until: Until, **loudspeaker: Any) -> tuple[Playback, Loudspeaker]:
    """Play a whole speech on a device of numbers, once all of it is at hand."""
    speaker = Loudspeaker(speech.audio.sample_rate, **loudspeaker)
    playback = Playback([speech], speaker.rate, speaker, text=lambda: speech.text, clock=speaker.clock)
    until(lambda: len(playback.words) == len(speech.words))
    return playback, speaker


def ended(words: Iterable[Word], rate: int, frames: int) -> list[Word]:
    return [word for word in words if round(word.end * rate) <= frames]


@pytest.mark.parametrize("seed", range(50))
def test_a_cut_tells_exactly_the_words_that_were_heard(speech: Speech, until: Until, seed: int) -> None:
    """Stopped anywhere, it names the words whose last frame had left the device, not one more or less."""
    chance = random.Random(seed)  # noqa: S311  (chance, no secret)
    period = chance.choice([80, 160, 333])
    playback, speaker = playing(speech, until, period=period, periods=chance.choice([2, 3, 4]))
    speaker.play(chance.randrange(len(speech.audio)))

    heard = playback.stop()

    sound = speaker.heard[np.flatnonzero(speaker.heard)[0] :] if speaker.heard.any() else speaker.heard[:0]
    before = np.flatnonzero(speech.audio.samples)[0]
    whole = ended(speech.words, speaker.rate, len(sound) + before if len(sound) else 0)
    assert list(heard.words) == whole
    assert heard.last_word == (whole[-1] if whole else None)
    assert heard.text == TEXT[: whole[-1].span[1] if whole else 0]
    assert not heard.whole
    assert speaker.closed.wait(10)


def test_what_is_played_is_the_speech(speech: Speech, until: Until) -> None:
    """Every sample reaches the device, in order; then it is over, and the whole of it was heard."""
    playback, speaker = playing(speech, until)

    speaker.play(len(speech.audio) + 4 * speaker.buffered)

    sound = np.trim_zeros(speaker.heard)
    assert np.array_equal(sound, np.trim_zeros(speech.audio.samples))
    heard = playback.wait()
    assert heard.whole
    assert heard.words == speech.words
    assert heard.text == TEXT
    assert heard.seconds == pytest.approx(speech.duration)
    assert speaker.closed.wait(10)


def test_a_pause_loses_nothing(speech: Speech, until: Until) -> None:
    """Between pause and resume the device plays silence, and nothing of the speech is lost for it."""
    playback, speaker = playing(speech, until)
    speaker.play(6000)

    playback.pause()
    speaker.play(5000)
    at_rest = playback.heard
    speaker.play(5000)
    assert playback.paused
    assert playback.heard == at_rest
    playback.resume()
    speaker.play(len(speech.audio) + 4 * speaker.buffered)

    rests = np.flatnonzero(np.diff(np.flatnonzero(speaker.heard)) > 8000)
    assert len(rests) == 1
    assert playback.wait().words == speech.words


def test_who_jumps_hears_what_is_there(speech: Speech, until: Until) -> None:
    """After a jump it goes on from that word; a word that was jumped over was not heard."""
    playback, speaker = playing(speech, until, period=80, periods=2)
    speaker.play(round(speech.words[1].end * speaker.rate) + 200)

    playback.seek(8)
    speaker.play(round((speech.words[9].end - speech.words[8].start) * speaker.rate) + 400)

    heard = playback.heard
    assert speech.words[5] not in heard.words
    assert {speech.words[number] for number in (0, 1, 8, 9)} <= set(heard.words)
    assert heard.last_word == heard.words[-1]
    playback.seek(0)
    speaker.play(round((speech.words[0].end - speech.words[0].start) * speaker.rate) + 200)
    assert playback.stop().last_word == speech.words[0]


def test_there_is_no_jump_to_a_word_that_is_not_there(speech: Speech, until: Until) -> None:
    """A word that is not made, or never will be, is refused with how many there are."""
    playback, _ = playing(speech, until)

    with pytest.raises(ValueError, match=f"{len(speech.words)} words are made"):
        playback.seek(len(speech.words))
    playback.stop()


@pytest.mark.parametrize("seed", range(50))
def test_a_cut_of_a_stream_on_a_real_backend(seed: int) -> None:
    """On miniaudio's own clock the words are those before the cut, and there was time for every one."""
    registry = Registry([echo_model(listed=True, sample_rate=8000)])
    chance = random.Random(seed)  # noqa: S311  (chance, no secret)
    stream = tts_core.stream(TEXT, registry=registry)
    patience = threading.Event()

    begun = time.monotonic()
    playback = stream.play(device="null", wait=False)
    patience.wait(chance.uniform(0.0, 0.4))
    heard = playback.stop()
    taken = time.monotonic() - begun

    spoken = tts_core.stream(TEXT, registry=registry)
    words = [word for piece in spoken for word in piece.words]
    assert heard.seconds <= taken
    assert list(heard.words) == ended(words, 8000, round(heard.seconds * 8000))
    assert heard.text == TEXT[: heard.words[-1].span[1] if heard.words else 0]


def test_stopping_stops_the_model(until: Until) -> None:
    """Who stops a stream that is being played cancels the run that the model is in."""
    gate, recorder = Gate(), Recorder()
    registry = Registry([echo_model(listed=True, gate=gate, recorder=recorder)])
    playback = tts_core.stream(TEXT, registry=registry).play(device="null", wait=False)
    gate.arrived()

    heard = playback.stop()

    assert not heard.words
    until(lambda: recorder.cancelled == 1)


def test_what_fails_is_told_after_what_was_made() -> None:
    """A speech that breaks is played as far as it goes, and whoever waits is told that it is not whole."""
    registry = Registry([echo_model(listed=True, fail_on="broken", sample_rate=8000, limit=20, best=20)])
    stream = tts_core.stream("This is well. This is broken.", registry=registry)

    playback = stream.play(device="null", wait=False)
    with pytest.raises(SynthesisFailed):
        playback.wait()

    assert [word.text for word in playback.heard.words] == ["This", "is", "well"]
    assert not playback.heard.whole
    with pytest.raises(SynthesisFailed):
        tts_core.stream("This is broken.", registry=registry).play(device="null")


def test_a_playback_of_what_was_taken_already_begins_there() -> None:
    """Of a stream whose first piece was taken, the rest is played, with times of the whole speech."""
    registry = Registry([echo_model(listed=True, sample_rate=8000, limit=20, best=20)])
    stream = tts_core.stream("One is here. Two is here, and then some more of it.", registry=registry)
    first = next(stream)

    heard = stream.play(device="null").heard

    assert heard.whole
    assert heard.words
    assert heard.words[0].start >= first.end


def test_without_a_device_it_says_so(monkeypatch: pytest.MonkeyPatch, speech: Speech) -> None:
    """Where there is no device, the error says that, and what to do instead; nothing plays into nothing."""
    library = devices._miniaudio()
    monkeypatch.setattr(library, "get_enabled_backends", lambda: {library.Backend.NULL, library.Backend.JACK})

    with pytest.raises(PlaybackUnavailable, match=r"no sound device .* write a file instead"):
        speech.play()


def test_without_the_library_it_says_so(monkeypatch: pytest.MonkeyPatch, speech: Speech) -> None:
    """Where miniaudio is not installed, the error names the extra that brings it."""
    monkeypatch.setitem(__import__("sys").modules, "miniaudio", None)

    with pytest.raises(PlaybackUnavailable, match=r"tts-core\[play\]"):
        speech.play()


def test_a_device_goes_by_its_name_or_a_part_of_it(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """A device is asked for by name, or by what only its name holds; another name is told what there is."""
    library = devices._miniaudio()
    listed = [{"name": name, "id": number} for number, name in enumerate(["Desk", "Headset", "Desk"])]
    monkeypatch.setattr(
        library, "Devices", lambda _: type("Listed", (), {"get_playbacks": lambda self: listed})()
    )

    assert tts_core.output_devices() == ["Desk", "Headset", "Desk #2"]
    found = devices._devices(library)
    assert devices._named("head", found) == 1
    assert devices._named("Desk", found) == 0
    for wrong in ("des", "usb"):
        with pytest.raises(PlaybackUnavailable, match="'Desk'"):
            devices._named(wrong, found)
    assert capfd.readouterr().err == ""


def test_a_device_that_went_away_is_not_waited_for_for_ever(
    monkeypatch: pytest.MonkeyPatch, speech: Speech, until: Until
) -> None:
    """A device that asks for nothing any more is named, and not waited for."""
    playback, speaker = playing(speech, until)
    monkeypatch.setattr(player, "LONGEST_SILENCE", 0.0)
    monkeypatch.setattr(speaker, "clock", lambda: 1.0)
    playback._clock = lambda: 1.0

    with pytest.raises(PlaybackUnavailable, match="asked for no sound"):
        playback.wait()


def test_playing_leaves_nothing_behind(registry: Registry) -> None:
    """A hundred playbacks end with no thread that was not there before."""
    speech = tts_core.synthesize("Hi.", registry=registry)
    before = threading.active_count()

    for _ in range(100):
        speech.play(device="null", wait=False).stop()

    assert len([each for each in threading.enumerate() if each.name == "tts-core playback"]) <= 1
    assert threading.active_count() <= before + 1


def test_tokens_of_an_event_loop_are_heard(registry: Registry) -> None:
    """An asynchronous stream plays what a language model still writes, and the loop goes on meanwhile."""

    async def tokens() -> AsyncIterator[str]:
        for token in ("Hello", " big", " world", "."):
            await asyncio.sleep(0)
            yield token

    async def heard() -> Heard:
        return (await tts_core.astream(tokens(), registry=registry).play(device="null")).heard

    result = asyncio.run(heard())

    assert result.whole
    assert result.text == "Hello big world."


def test_cancelling_the_task_falls_silent(until: Until) -> None:
    """A task that plays and is cancelled ends the playback, and the run that the model is in."""
    gate, recorder = Gate(), Recorder()
    registry = Registry([echo_model(listed=True, gate=gate, recorder=recorder)])

    async def work() -> None:
        playing = asyncio.create_task(tts_core.astream(TEXT, registry=registry).play(device="null"))
        await asyncio.to_thread(gate.arrived)
        playing.cancel()
        with pytest.raises(asyncio.CancelledError):
            await playing

    asyncio.run(work())

    until(lambda: recorder.cancelled == 1)


def run(code: str) -> subprocess.CompletedProcess[str]:
    asked = [sys.executable, "-c", code]
    return subprocess.run(asked, capture_output=True, text=True, timeout=60, check=False)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="there is no fork here")
def test_a_forked_child_leaves_the_device_to_its_parent() -> None:
    """In a child what is being played is the parent's: the child is told so, and can play itself."""
    code = (
        "import os\nimport tts_core\nfrom tts_core import PlaybackUnavailable, Registry\n"
        "from tts_core.testing import echo_model\n"
        "speech = tts_core.synthesize('Hello world.', registry=Registry([echo_model(listed=True)]))\n"
        "playback = speech.play(device='null', wait=False)\n"
        "if not (child := os.fork()):\n"
        "    playback.stop()\n"
        "    try:\n        playback.wait()\n"
        "    except PlaybackUnavailable as error:\n        assert 'forked' in str(error)\n"
        "    assert speech.play(device='null').heard.whole\n"
        "    raise SystemExit(7)\n"
        "assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 7\n"
        "assert playback.wait().whole\n"
        "print('whole')\n"
    )

    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=False
    )

    assert (done.returncode, done.stdout) == (0, "whole\n"), done.stderr


@pytest.mark.parametrize("paused", [False, True])
def test_a_playback_ends_with_the_program(paused: bool) -> None:
    """A program that ends while it plays ends well and at once, even where the speech rests."""
    code = (
        "import tts_core\nfrom tts_core import Registry\nfrom tts_core.testing import echo_model\n"
        "registry = Registry([echo_model(listed=True)])\n"
        "stream = tts_core.stream('Hello world. ' * 200, registry=registry)\n"
        "playback = stream.play(device='null', wait=False)\n"
        f"playback.pause() if {paused} else None\n"
    )

    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=False
    )

    assert (done.returncode, done.stderr) == (0, "")
