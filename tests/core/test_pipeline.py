"""From a request to pieces: order, joining, running ahead, cancelling, failing."""

from __future__ import annotations

import gc
import itertools
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import tts_core
from tts_core import (
    Audio,
    Cancelled,
    Feature,
    Model,
    ModelCard,
    ModelUnavailable,
    NothingToSpeak,
    Registry,
    Rendering,
    SynthesisFailed,
    UnknownVoice,
    UnsupportedLanguage,
    UnsupportedOption,
    Utterance,
    Word,
)
from tts_core.testing import Gate, Recorder, decode, echo_model

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Until = Callable[[Callable[[], bool]], None]

STORY = "The first sentence is here. A second one follows it. Then comes the third. And the fourth ends it."


def heard(audio: Audio) -> list[str]:
    """Return the words that reached the speaker."""
    utterances = decode(audio)
    assert all(each.intact for each in utterances)
    return " ".join(each.text for each in utterances).split()


def registry_of(*models: Model) -> Registry:
    return Registry(models)


@pytest.fixture
def recorder() -> Recorder:
    return Recorder()


class TestWhatIsSaid:
    def test_every_word_reaches_the_speaker_in_order(self) -> None:
        """The words that are heard are the words of the text, each once, in their order."""
        registry = registry_of(echo_model(best=30, limit=60, concurrency=3))

        speech = tts_core.synthesize(STORY, model="echo", registry=registry)

        assert heard(speech.audio) == STORY.split()

    def test_voice_speed_and_options_reach_the_model(self) -> None:
        """What the caller asks is what the model is told, with defaults filled in."""
        registry = registry_of(echo_model())

        speech = tts_core.synthesize(
            "Good day.", model="echo", voice="robert", speed=1.5, options={"pitch": 20}, registry=registry
        )
        (utterance,) = decode(speech.audio)

        assert (utterance.voice, utterance.speed, utterance.options) == ("bob", 1.5, {"pitch": 20.0})
        assert utterance.language == "en-GB"
        assert (speech.receipt.voice, speech.receipt.speed) == ("bob", 1.5)

    def test_words_carry_their_place_in_the_callers_text(self) -> None:
        """Each word of a speech is the caller's own, at its place, even where another was said."""
        registry = registry_of(echo_model())
        text = "It cost $3.50, said Dr. Smith."

        speech = tts_core.synthesize(text, model="echo", registry=registry)

        assert "$3.50" in [word.text for word in speech.words]
        for word in speech.words:
            assert text[slice(*word.span)] == word.text
        assert "three dollars fifty" in speech.receipt.text

    def test_normalisation_can_be_left_out(self) -> None:
        """With normalize=False the model gets the text as it was written."""
        registry = registry_of(echo_model())

        speech = tts_core.synthesize("It cost $3.50.", model="echo", normalize=False, registry=registry)

        assert heard(speech.audio) == ["It", "cost", "$3.50."]

    def test_a_lexicon_says_how_a_word_is_said(self) -> None:
        """A respelling reaches the model, and the word in the result stays the caller's."""
        registry = registry_of(echo_model())

        speech = tts_core.synthesize(
            "Ask nginx now.", model="echo", lexicon={"nginx": "engine ex"}, registry=registry
        )

        assert heard(speech.audio) == ["Ask", "engine", "ex", "now."]
        assert [word.text for word in speech.words] == ["Ask", "nginx", "now"]

    def test_a_model_without_phonemes_refuses_them(self) -> None:
        """An IPA reading that the model would have to ignore is refused on the call."""
        registry = registry_of(echo_model(features=frozenset({Feature.TIMINGS})))

        with pytest.raises(UnsupportedOption, match="IPA"):
            tts_core.stream("Ask nginx.", model="echo", lexicon={"nginx": "/ˈɛndʒɪn/"}, registry=registry)

    def test_what_is_not_spoken_is_named(self) -> None:
        """A symbol that is dropped stands in the warnings, with its place."""
        text = "I am here 🙂 now. And then.\n\n🙃"
        registry = registry_of(echo_model())

        speech = tts_core.synthesize(text, model="echo", registry=registry)
        named = {text[slice(*warning.span)] for warning in speech.warnings if warning.span}

        assert {"🙂", "🙃"} <= named


class TestBadRequests:
    @pytest.mark.parametrize("text", ["", "   ", "\n\t\n", "...", "?!", "— … —", "😀🎉", "()[]"])
    def test_nothing_to_speak(self, text: str) -> None:
        """A text without a word is refused on the call."""
        with pytest.raises(NothingToSpeak):
            tts_core.stream(text, model="echo", registry=registry_of(echo_model()))

    @pytest.mark.parametrize("speed", [0, -1, float("nan"), float("inf"), "fast", True, None])
    def test_impossible_speeds(self, speed: object) -> None:
        """An impossible speed is a ValueError on the call."""
        with pytest.raises(ValueError, match="speed"):
            tts_core.stream("Hi.", model="echo", speed=speed, registry=registry_of(echo_model()))  # type: ignore[arg-type]  # the point

    @pytest.mark.parametrize("text", [None, 7, b"bytes", 1.5])
    def test_text_that_is_no_text(self, text: object) -> None:
        """A text that is neither str nor fragments of it is a ValueError on the call."""
        with pytest.raises(ValueError, match="text must be a str"):
            tts_core.stream(text, registry=registry_of(echo_model()))  # type: ignore[arg-type]  # the point

    def test_a_voice_that_is_not_there(self) -> None:
        """An unknown voice is refused on the call, with the one that was meant."""
        with pytest.raises(UnknownVoice, match="did you mean 'ada'"):
            tts_core.stream("Hi.", model="echo", voice="adda", registry=registry_of(echo_model()))

    def test_an_option_that_is_not_there(self) -> None:
        """An unknown option is refused on the call, with the one that was meant."""
        with pytest.raises(UnsupportedOption, match="did you mean 'pitch'"):
            tts_core.stream("Hi.", model="echo", options={"ptich": 1}, registry=registry_of(echo_model()))

    def test_an_option_out_of_bounds(self) -> None:
        """A value that an option cannot take is a ValueError on the call."""
        with pytest.raises(ValueError, match="pitch"):
            tts_core.stream("Hi.", model="echo", options={"pitch": 1e9}, registry=registry_of(echo_model()))

    def test_a_language_that_no_voice_speaks(self) -> None:
        """A language is never swapped for another one."""
        with pytest.raises(UnsupportedLanguage):
            tts_core.stream("Hi.", model="echo", language="fr", registry=registry_of(echo_model()))
        with pytest.raises(UnsupportedLanguage):
            tts_core.stream(
                "Hi.", model="echo", voice="ada", language="de", registry=registry_of(echo_model())
            )

    def test_a_speed_that_the_model_does_not_have(self) -> None:
        """A model with one speed refuses another, rather than ignoring it."""
        registry = registry_of(echo_model(features=frozenset()))

        with pytest.raises(UnsupportedOption, match="speed"):
            tts_core.stream("Hi.", model="echo", speed=1.1, registry=registry)

    def test_a_keyword_that_is_no_field(self) -> None:
        """An unknown keyword is a TypeError that says where the model's own knobs go."""
        with pytest.raises(TypeError, match="options="):
            tts_core.stream("Hi.", pitch=3, registry=registry_of(echo_model()))  # type: ignore[call-arg]  # the point

    def test_a_language_finds_its_voice(self) -> None:
        """Without a voice, the language chooses one that speaks it."""
        registry = registry_of(echo_model())

        speech = tts_core.synthesize("Guten Tag.", model="echo", language="de", registry=registry)

        assert speech.receipt.voice == "eva"


class TestStreaming:
    @settings(max_examples=25, deadline=None)
    @given(
        text=st.lists(st.text("abc dE,.!?\n", min_size=1, max_size=40), min_size=1, max_size=6).map("".join),
        concurrency=st.integers(1, 3),
    )
    def test_pieces_joined_are_the_speech(self, text: str, concurrency: int) -> None:
        """The pieces of a stream, joined, are the whole speech: sound, words and text."""
        registry = registry_of(echo_model(best=20, limit=40, concurrency=concurrency))
        try:
            whole = tts_core.synthesize(text, model="echo", normalize=False, registry=registry)
        except NothingToSpeak:
            return
        pieces = list(tts_core.stream(text, model="echo", normalize=False, registry=registry))

        assert Audio.joined(piece.audio for piece in pieces) == whole.audio
        assert tuple(word for piece in pieces for word in piece.words) == whole.words
        assert whole.text.startswith("".join(piece.text for piece in pieces))
        assert list(filter(str.isalnum, "".join(heard(whole.audio)))) == list(filter(str.isalnum, text))
        registry.close()

    def test_pieces_follow_each_other(self) -> None:
        """Each piece begins where the one before ended, in the text and in time."""
        pieces = list(
            tts_core.stream(STORY, model="echo", registry=registry_of(echo_model(best=30, limit=60)))
        )

        assert [piece.index for piece in pieces] == list(range(len(pieces)))
        for before, after in itertools.pairwise(pieces):
            assert before.span[1] == after.span[0]
            assert after.start == pytest.approx(before.end)
        assert "".join(piece.text for piece in pieces) == STORY

    def test_a_slow_consumer_is_waited_for(self, recorder: Recorder) -> None:
        """However long the text, no more than a few utterances are spoken ahead of who takes them."""
        registry = registry_of(echo_model(best=30, limit=60, concurrency=2, recorder=recorder))
        pieces = tts_core.stream(STORY * 50, model="echo", registry=registry)
        for taken in range(1, 6):
            next(pieces)
            assert len(recorder.begun) <= taken + 4
        pieces.cancel()

    def test_several_utterances_run_at_once(self) -> None:
        """Behind the first, as many utterances are spoken at once as the card allows, and in order."""
        gate, recorder = Gate(), Recorder()
        registry = registry_of(echo_model(best=30, limit=60, concurrency=3, gate=gate, recorder=recorder))
        with ThreadPoolExecutor(1) as threads:
            work = threads.submit(tts_core.synthesize, STORY * 4, model="echo", registry=registry)
            gate.arrived(1)
            gate.let(1)  # Nobody speaks beside the first.
            gate.arrived(4)
            running = recorder.running
            gate.open()
            speech = work.result()

        assert running == 3
        assert recorder.peak == 3
        assert heard(speech.audio) == (STORY * 4).replace(".The", ". The").split()

    def test_concurrent_equals_serial(self) -> None:
        """Eight threads get, byte for byte, what one thread gets."""
        registry = registry_of(echo_model(best=30, limit=60, concurrency=4))
        texts = [
            f"Text number {index} is spoken. It is not like the others, is it? {STORY}" for index in range(24)
        ]
        serial = [tts_core.synthesize(text, model="echo", registry=registry) for text in texts]

        with ThreadPoolExecutor(8) as threads:
            concurrent = list(
                threads.map(lambda text: tts_core.synthesize(text, model="echo", registry=registry), texts)
            )

        assert [speech.audio.samples.tobytes() for speech in concurrent] == [
            speech.audio.samples.tobytes() for speech in serial
        ]

    def test_a_stream_that_nobody_takes_loads_nothing(self, recorder: Recorder) -> None:
        """Making a stream costs nothing: the model is loaded when the first piece is asked for."""
        registry = registry_of(echo_model(recorder=recorder))

        tts_core.stream(STORY, model="echo", registry=registry)

        assert recorder.loads == 0

    def test_a_stream_that_is_dropped_gives_its_model_back(self) -> None:
        """A consumer that leaves without a word does not keep the model in use."""
        registry = registry_of(echo_model(best=30, limit=60))
        pieces = tts_core.stream(STORY * 5, model="echo", registry=registry)
        next(pieces)

        del pieces
        gc.collect()
        registry.close()

        assert registry.loaded() == []


class TestFragments:
    @settings(max_examples=30, deadline=None)
    @given(cuts=st.lists(st.integers(0, len(STORY)), max_size=12))
    def test_cuts_change_nothing(self, cuts: list[int]) -> None:
        """The same text is spoken whatever fragments it comes in."""
        edges = [0, *sorted(cuts), len(STORY)]
        fragments = [STORY[a:b] for a, b in itertools.pairwise(edges)]
        registry = registry_of(echo_model())

        speech = tts_core.synthesize(iter(fragments), model="echo", registry=registry)

        assert heard(speech.audio) == STORY.split()
        assert speech.text == STORY
        for word in speech.words:
            assert STORY[slice(*word.span)] == word.text
        registry.close()

    def test_the_first_whole_sentence_is_spoken_at_once(self) -> None:
        """A sentence is spoken while the text after it has not been written yet."""
        more = threading.Event()

        def fragments() -> Iterator[str]:
            yield "Here is one sentence. And"
            assert more.wait(20)
            yield " here is another."

        pieces = tts_core.stream(fragments(), model="echo", registry=registry_of(echo_model()))
        first = next(pieces)
        more.set()

        assert heard(first.audio) == ["Here", "is", "one", "sentence."]
        assert [heard(piece.audio) for piece in pieces] == [["And", "here", "is", "another."]]

    def test_flush_holds_nothing_back(self) -> None:
        """After FLUSH what has come is spoken, though its sentence may go on."""
        more = threading.Event()

        def fragments() -> Iterator[str]:
            yield "Well"
            yield tts_core.FLUSH
            assert more.wait(20)
            yield ", yes."

        pieces = tts_core.stream(fragments(), model="echo", registry=registry_of(echo_model()))
        first = next(pieces)
        more.set()

        assert heard(first.audio) == ["Well"]
        assert len(list(pieces)) == 1

    def test_flush_holds_back_no_short_sentence(self) -> None:
        """After FLUSH a short sentence goes without others, wherever in the text it stands."""
        more = threading.Event()

        def fragments() -> Iterator[str]:
            yield "This is the first sentence. And you?"
            yield tts_core.FLUSH
            yield " Well"
            assert more.wait(20)
            yield ", yes."

        pieces = tts_core.stream(fragments(), model="echo", registry=registry_of(echo_model()))
        said = [heard(next(pieces).audio) for _ in range(2)]
        more.set()

        assert said == [["This", "is", "the", "first", "sentence."], ["And", "you?"]]
        assert len(list(pieces)) == 1

    def test_an_error_of_the_callers_iterator_is_the_callers(self) -> None:
        """What the text's own iterator raises comes out unchanged, behind the sentences before it."""

        def fragments() -> Iterator[str]:
            yield "One sentence is here. Another one"
            raise ConnectionError("the model of words is gone")

        pieces = tts_core.stream(fragments(), model="echo", registry=registry_of(echo_model()))

        assert heard(next(pieces).audio) == ["One", "sentence", "is", "here."]
        with pytest.raises(ConnectionError, match="gone"):
            next(pieces)

    def test_fragments_without_a_word(self) -> None:
        """Fragments that never become a word end in NothingToSpeak, not in silence."""
        with pytest.raises(NothingToSpeak):
            tts_core.synthesize(iter(["...", " ", "!"]), model="echo", registry=registry_of(echo_model()))

    def test_fragments_must_be_text(self) -> None:
        """A fragment that is no str is a ValueError that says so."""
        with pytest.raises(ValueError, match="fragments of a text must be str"):
            tts_core.synthesize(iter([1, 2]), model="echo", registry=registry_of(echo_model()))  # type: ignore[arg-type]  # the point


class TestCancelling:
    def test_cancel_reaches_the_running_model(self, until: Until) -> None:
        """Cancelling ends the running speak, and returns what had been delivered."""
        gate, recorder = Gate(), Recorder()
        registry = registry_of(echo_model(best=30, limit=60, gate=gate, recorder=recorder))
        pieces = tts_core.stream(STORY, model="echo", registry=registry)
        gate.let(1)
        first = next(pieces)
        gate.arrived(2)

        delivered = pieces.cancel()
        registry.close()

        assert (delivered.pieces, delivered.samples, delivered.text) == (1, len(first.audio), first.text)
        assert delivered.last_word == first.words[-1]
        assert len(recorder.spoken) == 1
        until(lambda: recorder.running == 0)

    def test_who_waits_is_told(self) -> None:
        """A thread that waits for a piece when another cancels gets Cancelled, not an end."""
        gate = Gate()
        registry = registry_of(echo_model(gate=gate))
        pieces = tts_core.stream(STORY, model="echo", registry=registry)
        with ThreadPoolExecutor(1) as threads:
            waiting = threads.submit(next, pieces)
            gate.arrived(1)
            pieces.cancel()

            with pytest.raises(Cancelled):
                waiting.result(timeout=20)

    def test_a_cancelled_stream_never_ends_well(self) -> None:
        """Asked for more after cancel, a stream raises Cancelled: half a speech is not a speech."""
        pieces = tts_core.stream(STORY, model="echo", registry=registry_of(echo_model(best=30, limit=60)))
        next(pieces)
        pieces.cancel()
        pieces.cancel()

        with pytest.raises(Cancelled):
            next(pieces)
        with pytest.raises(Cancelled):
            pieces.collect()

    def test_the_synthesizer_is_usable_afterwards(self) -> None:
        """After a cancel the same loaded model speaks the next text whole."""
        recorder = Recorder()
        registry = registry_of(echo_model(best=30, limit=60, recorder=recorder))
        with tts_core.stream(STORY, model="echo", registry=registry) as pieces:
            next(pieces)

        speech = tts_core.synthesize(STORY, model="echo", registry=registry)

        assert heard(speech.audio) == STORY.split()
        assert recorder.loads == 1

    def test_a_model_that_ignores_cancelling_holds_nobody_up(self) -> None:
        """Cancel returns at once even when the model goes on."""
        gate = Gate()
        registry = registry_of(echo_model(gate=gate, ignore_cancel=True))
        pieces = tts_core.stream(STORY, model="echo", registry=registry)
        with ThreadPoolExecutor(1) as threads:
            waiting = threads.submit(next, pieces)
            gate.arrived(1)

            pieces.cancel()

            with pytest.raises(Cancelled):
                waiting.result(timeout=20)
        gate.open()
        registry.close()

    def test_cancel_after_the_end_changes_nothing(self) -> None:
        """A stream that has ended stays ended, and cancelling says that all was delivered."""
        pieces = tts_core.stream(STORY, model="echo", registry=registry_of(echo_model()))
        speech = pieces.collect()

        delivered = pieces.cancel()

        assert delivered.samples == len(speech.audio)
        assert list(pieces) == []


class TestFailing:
    def test_a_failing_model_is_an_error_with_its_cause(self) -> None:
        """What the model raises is the cause of SynthesisFailed, without the caller's text in the message."""
        registry = registry_of(
            echo_model(fail_on="third", error=RuntimeError("bad tensor"), best=30, limit=60)
        )

        with pytest.raises(SynthesisFailed, match="bad tensor") as caught:
            tts_core.synthesize(STORY, model="echo", registry=registry)

        assert isinstance(caught.value.__cause__, RuntimeError)
        assert "third" not in str(caught.value)
        assert registry.figures("echo").errors >= 1

    def test_pieces_before_the_failure_are_delivered(self) -> None:
        """A failure in the middle comes after the pieces before it, and the stream has then ended."""
        registry = registry_of(echo_model(fail_on="third", best=30, limit=60))
        pieces = tts_core.stream(STORY, model="echo", registry=registry)

        first = next(pieces)
        with pytest.raises(SynthesisFailed):
            pieces.collect()

        assert first.text.startswith("The first sentence")
        assert next(pieces, None) is None

    @pytest.mark.parametrize(
        ("samples", "says"),
        [
            (np.array([0.1, np.nan], dtype=np.float32), "not finite"),
            (np.zeros(0, dtype=np.float32), "no sound"),
            (np.zeros((1, 100), dtype=np.float32), "mono"),
            (np.zeros(100, dtype=np.int16), "int16"),
        ],
    )
    def test_what_is_no_sound_is_refused(self, samples: np.ndarray, says: str) -> None:
        """A rendering that is no whole, finite mono sound fails, whatever the model says."""

        class Odd:
            def speak(self, utterance: Utterance) -> Rendering:
                del utterance
                return Rendering(samples=samples, sample_rate=8000)

            def close(self) -> None:
                pass

        registry = registry_of(Model(ModelCard(id="odd", sample_rate=8000), lambda options: Odd()))

        with pytest.raises(SynthesisFailed, match=says):
            tts_core.synthesize("Hello.", model="odd", registry=registry)

    def test_a_load_that_fails_is_raised_by_the_first_piece(self) -> None:
        """A model that cannot be loaded says so to whoever asks for sound."""
        registry = registry_of(echo_model(fail_load=OSError("no such file")))

        with pytest.raises(ModelUnavailable, match="no such file"):
            tts_core.synthesize("Hello.", model="echo", registry=registry)

    def test_silence_is_said(self) -> None:
        """A model that answers with silence gets a warning, not a shrug."""

        class Mute:
            def speak(self, utterance: Utterance) -> Rendering:
                del utterance
                return Rendering(samples=np.zeros(8000, dtype=np.float32), sample_rate=8000)

            def close(self) -> None:
                pass

        registry = registry_of(Model(ModelCard(id="mute", sample_rate=8000), lambda options: Mute()))

        speech = tts_core.synthesize("Hello.", model="mute", registry=registry)

        assert [warning.code for warning in speech.warnings] == ["silent"]


class Tone:
    """Speaks a loud tone between silences, with or without knowing its words."""

    def __init__(self, rate: int = 16000, *, silence: float = 0.5, knows: bool = False) -> None:
        self.rate = rate
        self.silence = silence
        self.knows = knows

    def speak(self, utterance: Utterance) -> Rendering:
        silence = np.zeros(round(self.rate * self.silence), dtype=np.float32)
        time_line = np.arange(self.rate) / self.rate
        tone = (0.5 * np.sin(2 * np.pi * 200 * time_line + 1.0)).astype(np.float32)
        words: tuple[Word, ...] = ()
        if self.knows:
            first = utterance.text.split()[0]
            words = (Word(first, (0, len(first)), 0.5, 0.9),)
        return Rendering(samples=np.concatenate([silence, tone, silence]), sample_rate=self.rate, words=words)

    def close(self) -> None:
        pass


def tone_model(
    rate: int = 16000, *, declared: int | None = None, silence: float = 0.5, knows: bool = False
) -> Model:
    card = ModelCard(id="tone", sample_rate=declared or rate, best=20, limit=40)
    return Model(card, lambda options: Tone(rate, silence=silence, knows=knows))


class TestJoining:
    def test_dead_air_is_trimmed_and_rests_follow_the_marks(self) -> None:
        """Silence at the edges goes, and pieces are parted by the rest that the first one's mark asks for."""
        registry = registry_of(tone_model())
        pieces = list(
            tts_core.stream(
                "A first sentence. And a second one.",
                model="tone",
                pauses={".": 0.5},
                registry=registry,
            )
        )

        assert pieces[0].audio.duration == pytest.approx(1.085, abs=0.02)
        assert pieces[1].audio.duration == pytest.approx(1.585, abs=0.02)
        assert not pieces[1].audio.samples[: int(0.5 * 16000)].any()

    def test_paragraphs_rest_longer(self) -> None:
        """A paragraph's end rests longer than a sentence's."""
        registry = registry_of(tone_model())
        near = list(tts_core.stream("A first sentence. And a second one.", model="tone", registry=registry))
        far = list(tts_core.stream("A first sentence.\n\nAnd a second one.", model="tone", registry=registry))

        assert far[1].audio.duration > near[1].audio.duration + 0.2

    def test_seams_do_not_click(self) -> None:
        """No step between neighbouring samples of a joined speech is larger than the tone's own."""
        registry = registry_of(tone_model(silence=0.0))
        speech = tts_core.synthesize(
            "One thing is here. Two things are there.", model="tone", registry=registry
        )
        own = 0.5 * 2 * np.pi * 200 / 16000

        assert np.abs(np.diff(speech.audio.samples)).max() <= own * 1.05
        assert speech.audio.samples[0] == 0
        assert abs(float(speech.audio.samples[-1])) < 1e-6

    def test_another_rate_than_the_cards_is_resampled(self) -> None:
        """Sound at another rate than the card says keeps its pitch and length."""
        registry = registry_of(tone_model(16000, declared=24000))
        speech = tts_core.synthesize("One thing is here.", model="tone", registry=registry)
        spectrum = np.abs(np.fft.rfft(speech.audio.samples))
        pitch = float(np.argmax(spectrum)) * speech.audio.sample_rate / len(speech.audio)

        assert speech.audio.sample_rate == 24000
        assert pitch == pytest.approx(200, abs=2)
        assert speech.duration == pytest.approx(1.085, abs=0.02)

    def test_every_word_is_timed_and_says_how(self) -> None:
        """Words that the model knows keep their quality; the others are fitted in and marked estimated."""
        registry = registry_of(tone_model(knows=True))
        speech = tts_core.synthesize("Hello there, friend.", model="tone", registry=registry)

        assert [word.text for word in speech.words] == ["Hello", "there", "friend"]
        assert [word.quality for word in speech.words] == ["exact", "estimated", "estimated"]
        assert speech.words[0].start == pytest.approx(0.025, abs=0.01)
        starts = [word.start for word in speech.words]
        assert starts == sorted(starts)
        assert all(0 <= word.start <= word.end <= speech.duration for word in speech.words)


class TestLimits:
    @pytest.mark.parametrize(
        "text", ["a" * 5000, "word " * 1000, "a,b;" * 900, "é" * 3000, "1234567890 " * 200, "नमस्ते " * 300]
    )
    def test_no_utterance_passes_the_limit(self, text: str, recorder: Recorder) -> None:
        """Whatever the text, no utterance is longer than the model can take, and nothing is lost."""
        registry = registry_of(echo_model(best=100, limit=200, recorder=recorder))

        speech = tts_core.synthesize(text, model="echo", normalize=False, registry=registry)

        assert max(len(utterance.text) for utterance in recorder.begun) <= 200
        assert "".join("".join(heard(speech.audio)).split()) == "".join(text.split())

    def test_the_limit_is_in_the_models_own_units(self, recorder: Recorder) -> None:
        """A model that counts tokens gets utterances within its tokens."""

        def tokens(text: str) -> int:
            return 2 + 3 * len(text)

        registry = registry_of(echo_model(best=90, limit=120, measure=tokens, recorder=recorder))

        tts_core.synthesize(STORY + "x" * 400, model="echo", registry=registry)

        assert max(tokens(utterance.text) for utterance in recorder.begun) <= 120

    def test_a_short_first_piece_where_the_model_asks_for_it(self, recorder: Recorder) -> None:
        """With `first` on the card, speech opens with a clause of about that length."""
        text = "Well, to be honest, this sentence goes on for quite a while before it comes to its end."
        registry = registry_of(echo_model(best=200, limit=400, first=15, recorder=recorder))

        tts_core.synthesize(text, model="echo", registry=registry)

        assert recorder.begun[0].text == "Well, to be honest,"

    def test_short_sentences_ride_together(self, recorder: Recorder) -> None:
        """Sentences are merged up to the model's best length."""
        registry = registry_of(echo_model(best=200, limit=400, recorder=recorder))

        tts_core.synthesize("Yes. No. Maybe. Who knows? Not I.", model="echo", registry=registry)

        assert [utterance.text for utterance in recorder.begun] == ["Yes. No. Maybe. Who knows? Not I."]


def test_cancelling_is_quick(until: Until) -> None:
    """A model that works for a minute stops well within a second of being cancelled."""
    recorder = Recorder()
    registry = registry_of(echo_model(latency=60.0, recorder=recorder))
    pieces = tts_core.stream(STORY, model="echo", registry=registry)
    with ThreadPoolExecutor(1) as threads:
        waiting = threads.submit(next, pieces)
        until(lambda: recorder.running == 1)
        began = time.monotonic()
        pieces.cancel()
        with pytest.raises(Cancelled):
            waiting.result(timeout=20)
        until(lambda: recorder.running == 0)

    assert time.monotonic() - began < 10  # Far below the minute; how far is measured in benchmarks/.
