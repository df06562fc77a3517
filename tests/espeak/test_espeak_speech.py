from __future__ import annotations

import gc
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

import tts_espeak
from tts_core import (
    Cancelled,
    CancelToken,
    LoadOptions,
    ModelUnavailable,
    UnknownVoice,
    UnsupportedLanguage,
    UnsupportedOption,
    Utterance,
)
from tts_core import Pronunciation as Reading
from tts_espeak.native.concurrency import concurrency
from tts_espeak.native.location import variants

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tts_core import Rendering, Synthesizer

MODEL = tts_espeak.tts_models()[0]
TEXTS = [f"Sentence {number} of the day: it costs ${number}.50, he said." for number in range(100)]
VOICES = ("en-us", "de", "en-us+f3", "en-us+whisper", "en-us+croak", "en-gb+klatt")


@pytest.fixture(scope="module")
def synthesizer() -> Iterator[Synthesizer]:
    loaded = MODEL.load(LoadOptions())
    yield loaded
    loaded.close()


def say(synthesizer: Synthesizer, text: str, voice: str = "en-us", **options: object) -> Rendering:
    return synthesizer.speak(Utterance(text=text, voice=voice, options=MODEL.card.checked_options(options)))


def pitch(samples: np.ndarray) -> float:
    """Estimate the pitch of the loudest tenth of a second, by autocorrelation."""
    middle = int(np.argmax(np.convolve(samples**2, np.ones(2205), "same")))
    piece = samples[max(0, middle - 1102) : middle + 1102]
    likeness = np.correlate(piece, piece, "full")[len(piece) - 1 :]
    lag = 22050 // 400 + int(np.argmax(likeness[22050 // 400 : 22050 // 50]))
    return 22050 / lag


def test_speaks(synthesizer: Synthesizer) -> None:
    """A sentence is a few seconds of sound within the bounds of what can be played, at the card's rate."""
    rendering = say(synthesizer, "Hello, world.")

    assert rendering.samples.dtype == np.float32
    assert rendering.sample_rate == MODEL.card.sample_rate
    assert 0.5 < len(rendering.samples) / rendering.sample_rate < 3
    assert 0.1 < float(np.abs(rendering.samples).max()) <= 1
    assert rendering.warnings == ()


def test_threads_equal_one_thread(synthesizer: Synthesizer) -> None:
    """Eight threads with a hundred texts get, byte for byte, what one thread gets."""
    jobs = [(text, VOICES[index % len(VOICES)]) for index, text in enumerate(TEXTS)]
    alone = [say(synthesizer, *job).samples.tobytes() for job in jobs]

    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(lambda job: say(synthesizer, *job).samples.tobytes(), jobs))

    assert together == alone


@pytest.mark.parametrize("variant", variants())
def test_every_variant_repeats_itself(synthesizer: Synthesizer, variant: str) -> None:
    """Whatever was spoken in between, the same text in the same voice is the same samples."""
    first = say(synthesizer, "Is it so? Aha!", variant=variant)
    say(synthesizer, "Something else, and longer; it leaves its traces in the library.", "de+croak")

    assert say(synthesizer, "Is it so? Aha!", variant=variant).samples.tobytes() == first.samples.tobytes()


def test_two_synthesizers_are_independent(synthesizer: Synthesizer) -> None:
    """Closing one synthesizer, even twice, leaves the other speaking; the closed one refuses."""
    other = MODEL.load(LoadOptions())
    other.close()
    other.close()

    assert len(say(synthesizer, "Still here.").samples)
    with pytest.raises(ModelUnavailable, match="closed"):
        say(other, "Not any more.")


def test_comes_back_after_the_last_one_closed() -> None:
    """Loading again after everything was closed speaks the same as before."""
    first = MODEL.load(LoadOptions())
    before = say(first, "Once more.").samples.tobytes()
    first.close()

    again = MODEL.load(LoadOptions())

    assert say(again, "Once more.").samples.tobytes() == before
    again.close()


@pytest.mark.parametrize("markup", ["<b>", "&amp;", "[[h@l'oU]]", '<break time="5s"/>', "\x01 50S "])
def test_markup_is_text(synthesizer: Synthesizer, markup: str) -> None:
    """What looks like SSML, phoneme codes or commands is read out, or at least never obeyed."""
    plain = say(synthesizer, "Before. After.")
    marked = say(synthesizer, f"Before {markup} After.")

    assert len(plain.samples) * 0.8 < len(marked.samples)
    assert marked.words[0].text == "Before"
    assert marked.words[-1].text == "After"
    length = marked.words[-1].end - marked.words[-1].start
    assert length == pytest.approx(plain.words[-1].end - plain.words[-1].start, rel=0.3)


@pytest.mark.parametrize("bad", ["\0", "\x01", "\x1b", "\x9f", "\ud800"], ids=ascii)
def test_unspeakable_characters_cut_nothing_off(synthesizer: Synthesizer, bad: str) -> None:
    """A NUL, a control character or half a surrogate pair is a space with a warning; the rest is spoken."""
    rendering = say(synthesizer, f"one{bad}two {bad} three")

    assert [word.text for word in rendering.words] == ["one", "two", "three"] or bad in rendering.words[
        0
    ].text
    assert rendering.words[-1].text == "three"
    assert len(rendering.samples) >= 0.9 * len(say(synthesizer, "one two three").samples)
    assert [warning.code for warning in rendering.warnings] == ["unspeakable"]
    assert rendering.warnings[0].span == (3, 4)


def test_says_what_it_cannot_say(synthesizer: Synthesizer) -> None:
    """A word in a script that the voice has no sound for is named in a warning, with its place."""
    rendering = say(synthesizer, "Hello \u13a0\u13b9 world.")

    assert [word.text for word in rendering.words] == ["Hello", "world"]
    assert [(warning.code, warning.span) for warning in rendering.warnings] == [("unspoken", (6, 8))]


@pytest.mark.parametrize("text", ["", " ", "...", "—"])
def test_nothing_is_hardly_anything(synthesizer: Synthesizer, text: str) -> None:
    """A text without words is silence without words, and no error of the library."""
    rendering = say(synthesizer, text)

    assert rendering.words == ()
    assert len(rendering.samples) < 22050
    assert not np.abs(rendering.samples).max(initial=0)


def test_long_text_without_a_space(synthesizer: Synthesizer) -> None:
    """Twenty thousand letters in one word are spoken to the end, in one written word."""
    short, long = (say(synthesizer, "a" * count) for count in (2_000, 20_000))

    assert len(long.samples) == pytest.approx(10 * len(short.samples), rel=0.1)
    assert sum(word.span[1] - word.span[0] for word in long.words) == 20_000


def test_long_text_does_not_drift(synthesizer: Synthesizer) -> None:
    """The last words of a long text lie at its end, and no word was lost on the way."""
    sentence = "Of all the people in the house, nobody paid $3.50. "
    rendering = say(synthesizer, sentence * 200)

    duration = len(rendering.samples) / rendering.sample_rate
    assert len(rendering.words) == 200 * 10
    assert duration - 1 < rendering.words[-1].end <= duration
    periods = [after.start - before.start for before, after in pairwise(rendering.words[::10])]
    assert max(periods) - min(periods) < 0.05


def test_rate_and_speed_multiply(synthesizer: Synthesizer) -> None:
    """Twice the rate, or twice the speed, is the same samples, and about half the time."""
    usual = say(synthesizer, TEXTS[7])
    by_rate = say(synthesizer, TEXTS[7], rate=350)
    by_speed = synthesizer.speak(Utterance(text=TEXTS[7], voice="en-us", speed=2.0))

    assert by_rate.samples.tobytes() == by_speed.samples.tobytes()
    assert len(by_rate.samples) == pytest.approx(len(usual.samples) / 2, rel=0.2)


@pytest.mark.parametrize("speed", [0.1, 50.0])
def test_impossible_tempo_is_admitted(synthesizer: Synthesizer, speed: float) -> None:
    """A speed beyond what espeak-ng can do is the nearest that it can, with a warning."""
    rendering = synthesizer.speak(Utterance(text="Hello there.", voice="en-us", speed=speed))

    assert [warning.code for warning in rendering.warnings] == ["rate"]
    assert rendering.words[-1].end <= len(rendering.samples) / rendering.sample_rate


def test_options_are_heard(synthesizer: Synthesizer) -> None:
    """Pitch raises the voice, volume scales it, range and variant change it."""
    usual = say(synthesizer, "Mama, no more rain?")

    assert pitch(say(synthesizer, "Mama, no more rain?", pitch=90).samples) > 1.2 * pitch(usual.samples)
    quiet = say(synthesizer, "Mama, no more rain?", volume=50)
    assert float(np.abs(quiet.samples).max()) == pytest.approx(
        float(np.abs(usual.samples).max()) / 2, rel=0.2
    )
    flat = say(synthesizer, "Mama, no more rain?", range=0)
    assert flat.samples.tobytes() != usual.samples.tobytes()
    woman = say(synthesizer, "Mama, no more rain?", variant="f3")
    assert woman.samples.tobytes() == say(synthesizer, "Mama, no more rain?", "en-us+f3").samples.tobytes()
    assert woman.samples.tobytes() != usual.samples.tobytes()


def test_options_do_not_stay(synthesizer: Synthesizer) -> None:
    """An utterance with options leaves the next one without them as it was."""
    before = say(synthesizer, TEXTS[3]).samples.tobytes()
    say(synthesizer, TEXTS[3], rate=300, pitch=99, range=99, volume=10, variant="whisper")

    assert say(synthesizer, TEXTS[3]).samples.tobytes() == before


def test_language_finds_a_voice(synthesizer: Synthesizer) -> None:
    """Without a voice, the utterance's language chooses one; without both it is American."""
    german = synthesizer.speak(Utterance(text="Guten Tag.", language="de-AT"))
    nobody = synthesizer.speak(Utterance(text="Good day."))

    assert german.samples.tobytes() == say(synthesizer, "Guten Tag.", "de").samples.tobytes()
    assert nobody.samples.tobytes() == say(synthesizer, "Good day.", "en-us").samples.tobytes()


def test_refuses_what_it_does_not_know(synthesizer: Synthesizer) -> None:
    """An unknown voice, variant or language, and readings in IPA, are refused by name."""
    with pytest.raises(UnknownVoice, match="did you mean 'en-us'"):
        say(synthesizer, "x", "en-uss")
    with pytest.raises(UnknownVoice):
        say(synthesizer, "x", "en-us+nobody")
    with pytest.raises(UnsupportedLanguage, match="tlx"):
        synthesizer.speak(Utterance(text="x", language="tlx"))
    with pytest.raises(UnsupportedOption, match="phonemes"):
        synthesizer.speak(Utterance(text="x", phonemes=(Reading(0, 1, "ɛks"),)))


def test_cancelled_before_it_begins(synthesizer: Synthesizer) -> None:
    """Who cancelled beforehand gets nothing but Cancelled."""
    token = CancelToken()
    token.cancel()

    with pytest.raises(Cancelled):
        synthesizer.speak(Utterance(text="Never heard.", cancel=token))


def test_cancels_while_it_speaks(synthesizer: Synthesizer) -> None:
    """Cancelling stops a text that has minutes to go, also for who waits for it, and the next is whole."""
    expected = say(synthesizer, TEXTS[0]).samples.tobytes()
    tokens = [CancelToken() for _ in range(concurrency() + 3)]
    book = TEXTS[0] * 20_000
    started = threading.Barrier(len(tokens) + 1)

    def speak(token: CancelToken) -> bool:
        started.wait()
        try:
            synthesizer.speak(Utterance(text=book, voice="en-us", cancel=token))
        except Cancelled:
            return True
        return False

    with ThreadPoolExecutor(len(tokens)) as pool:
        speaking = [pool.submit(speak, token) for token in tokens]
        started.wait()
        for token in tokens:
            token.cancel()
        assert all(work.result() for work in speaking)

    assert say(synthesizer, TEXTS[0]).samples.tobytes() == expected


@pytest.mark.skipif(sys.platform != "linux", reason="reads the memory of this process from /proc")
@pytest.mark.parametrize(
    ("voice", "text"), [("en-us", TEXTS[1]), ("de", "Das war the best of all."), ("ja", "日本 hello 世界")]
)
def test_memory_does_not_grow(synthesizer: Synthesizer, voice: str, text: str) -> None:
    """Three hundred utterances hold on to less than 5 MB, foreign words in them or not."""

    def resident() -> int:
        gc.collect()
        return int(Path("/proc/self/statm").read_text().split()[1]) * 4096

    for _ in range(30):
        say(synthesizer, text, voice)
    before = resident()

    for _ in range(300):
        say(synthesizer, text, voice)

    assert resident() - before < 5_000_000
