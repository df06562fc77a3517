"""What a synthesizer may have beside `speak`: parts, runs of several, places to cut, coroutines."""

from __future__ import annotations

import asyncio
import sys
import threading
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

import tts_core
from tts_core import (
    Cancelled,
    Model,
    ModelCard,
    ModelFile,
    Registry,
    Rendering,
    SpeaksMany,
    Splits,
    Streams,
    SynthesisFailed,
    Utterance,
    Voice,
    Word,
)

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator, Sequence
    from pathlib import Path

RATE = 8000
PER_CHARACTER = 400
STORY = "The first boat came in. The second one stayed out. Nobody knew why. The third was lost."


def sound(text: str) -> np.ndarray[Any, np.dtype[np.float32]]:
    """Return a tone whose pitch and length follow from the text."""
    time = np.arange(PER_CHARACTER * len(text), dtype=np.float32) / RATE
    return (0.5 * np.sin(2 * np.pi * (200 + 7 * len(text)) * time)).astype(np.float32)


class Plain:
    """Hums each utterance and notes it."""

    def __init__(self) -> None:
        self.spoken: list[Utterance] = []
        self.runs: list[int] = []

    def speak(self, utterance: Utterance) -> Rendering:
        """Hum."""
        self.spoken.append(utterance)
        self.runs.append(1)
        return Rendering(samples=sound(utterance.text), sample_rate=RATE)

    def close(self) -> None:
        """Nothing to free."""


def registry_of(synthesizer: Any, **card: Any) -> Registry:
    """Make a registry of one model."""
    told = {"id": "hum", "sample_rate": RATE, "best": 40, "limit": 60, "languages": ("en",), **card}
    return Registry([Model(ModelCard(**told), lambda _: synthesizer)])


class InParts(Plain):
    """Gives a part for each word, with its time."""

    def stream(self, utterance: Utterance) -> Iterator[Rendering]:
        """Hum word by word."""
        self.spoken.append(utterance)
        position = 0
        for word in utterance.text.split(" "):
            made = sound(word)
            span = (position, position + len(word))
            yield Rendering(samples=made, sample_rate=RATE, words=(Word(word, span, 0.0, len(made) / RATE),))
            position += len(word) + 1


class TestStreams:
    def test_the_first_part_is_heard_before_the_second_is_made(self) -> None:
        """A model that makes an utterance in parts is heard part by part."""
        made = InParts()
        assert isinstance(made, Streams)
        registry = registry_of(made)
        with tts_core.stream("Hello my dear world.", registry=registry) as pieces:
            first = next(pieces)
            assert [word.text for word in first.words] == ["Hello"]
            rest = list(pieces)

        assert [word.text for piece in rest for word in piece.words] == ["my", "dear", "world"]

    def test_parts_joined_are_the_speech(self) -> None:
        """Texts and words of all parts are those of the whole, in order, with their times."""
        registry = registry_of(InParts())
        with tts_core.stream(STORY, registry=registry) as pieces:
            taken = list(pieces)
            whole = pieces.whole(taken)

        assert "".join(piece.text for piece in taken) == STORY
        assert [STORY[slice(*word.span)] for word in whole.words] == [word.text for word in whole.words]
        assert len(whole.words) == len(STORY.split())
        assert [word.start for word in whole.words] == sorted(word.start for word in whole.words)

    def test_words_that_no_part_told_of_come_with_the_end(self) -> None:
        """A model whose parts tell no words has every word all the same, estimated."""

        class Mute(InParts):
            def stream(self, utterance: Utterance) -> Iterator[Rendering]:
                for part in super().stream(utterance):
                    yield Rendering(samples=part.samples, sample_rate=RATE)

        with tts_core.stream(STORY, registry=registry_of(Mute())) as pieces:
            speech = pieces.whole(list(pieces))

        assert [word.text for word in speech.words] == [word.strip(".") for word in STORY.split()]
        assert {word.quality for word in speech.words} == {"estimated"}
        assert speech.words[-1].end <= speech.duration

    def test_an_asynchronous_generator_will_do(self) -> None:
        """`async def stream` with `yield` is driven by the core, and closed when nobody takes more."""
        closed = threading.Event()

        class Later(Plain):
            async def stream(self, utterance: Utterance) -> AsyncIterator[Rendering]:
                try:
                    for word in utterance.text.split():
                        await asyncio.sleep(0)
                        yield Rendering(samples=sound(word), sample_rate=RATE)
                finally:
                    closed.set()

        assert len(list(tts_core.stream("Hello there.", registry=registry_of(Later())))) > 1
        assert closed.wait(10)

    def test_whole_speech_and_effects_get_whole_utterances(self) -> None:
        """Nobody hears parts of whole speech, and effects promise silent edges: both get whole utterances."""

        class Whole(InParts):
            def stream(self, utterance: Utterance) -> Iterator[Rendering]:
                raise AssertionError(f"it was asked for parts of {utterance.text!r}")

        registry = registry_of(Whole())
        speech = tts_core.synthesize(STORY, registry=registry)
        over = list(tts_core.stream(STORY, effects=["telephone"], registry=registry))

        assert len(speech.words) == sum(len(piece.words) for piece in over) == len(STORY.split())

    def test_an_error_comes_behind_what_was_heard(self) -> None:
        """A part that fails ends the speech with an error; the parts before it were delivered."""

        class Broken(InParts):
            def stream(self, utterance: Utterance) -> Iterator[Rendering]:
                yield next(super().stream(utterance))
                raise RuntimeError("the line broke")

        with tts_core.stream("Hello there.", registry=registry_of(Broken())) as pieces:
            assert next(pieces).words[0].text == "Hello"
            with pytest.raises(SynthesisFailed, match="the line broke"):
                next(pieces)


class Together(Plain):
    """Hums several at once."""

    def __init__(self) -> None:
        super().__init__()
        self.gate = threading.Event()
        self.gate.set()

    def speak(self, utterance: Utterance) -> Rendering:
        """Hum one, when the gate is open."""
        assert self.gate.wait(20)
        return super().speak(utterance)

    def speak_many(self, utterances: Sequence[Utterance]) -> list[Rendering]:
        """Hum all of them."""
        self.runs.append(len(utterances))
        self.spoken.extend(utterances)
        return [Rendering(samples=sound(each.text), sample_rate=RATE) for each in utterances]


class TestSpeaksMany:
    def test_a_list_is_spoken_in_few_runs_and_equals_one_by_one(self) -> None:
        """Sixteen texts in runs of up to eight are, sample by sample, what each is alone."""
        made, alone = Together(), Plain()
        assert isinstance(made, SpeaksMany)
        texts = [f"This is text number {'x' * index}." for index in range(16)]
        speeches = tts_core.synthesize(texts, registry=registry_of(made, batch=8))

        assert max(made.runs) > 1
        assert max(made.runs) <= 8
        for text, speech in zip(texts, speeches, strict=True):
            assert speech.audio == tts_core.synthesize(text, registry=registry_of(alone)).audio

    def test_streams_of_one_model_share_runs_and_a_lone_one_never_waits(self) -> None:
        """What waits for a busy model goes together, across streams; a lone utterance goes at once."""
        made = Together()
        registry = registry_of(made, batch=8)
        assert tts_core.synthesize("Alone.", registry=registry).duration > 0
        assert made.runs == [1]
        made.gate.clear()

        async def work() -> None:
            tasks = [
                asyncio.create_task(tts_core.asynthesize(f"Number {n}.", registry=registry)) for n in range(5)
            ]
            while len(made.spoken) < 1 and not _is_waiting(registry, 4):
                await asyncio.sleep(0)
            made.gate.set()
            await asyncio.gather(*tasks)

        asyncio.run(work())

        assert sum(made.runs) == 6
        assert max(made.runs) > 1

    def test_one_bad_utterance_spoils_no_other(self) -> None:
        """Where a run of several fails, each is spoken alone and has its own outcome."""

        class Picky(Together):
            def speak(self, utterance: Utterance) -> Rendering:
                if "bad" in utterance.text:
                    raise ValueError("a bad one")
                return super().speak(utterance)

            def speak_many(self, utterances: Sequence[Utterance]) -> list[Rendering]:
                if any("bad" in each.text for each in utterances):
                    raise ValueError("one of them is bad")
                return super().speak_many(utterances)

        texts = ["One good text.", "One bad text.", "Another good text."]
        kept = tts_core.synthesize(texts, errors="keep", registry=registry_of(Picky(), batch=4))

        assert [isinstance(each, tts_core.Speech) for each in kept] == [True, False, True]
        assert isinstance(kept[1], SynthesisFailed)

    def test_a_model_that_leaves_in_a_run_of_several_hangs_nobody(
        self, caplog: pytest.LogCaptureFixture
    ) -> None:
        """A speak_many that calls sys.exit() harms its own run: each is spoken alone, and the log says so."""

        class Leaving(Together):
            def speak_many(self, utterances: Sequence[Utterance]) -> list[Rendering]:
                del utterances
                sys.exit(3)

        texts = [f"Text number {index}." for index in range(6)]
        speeches = tts_core.synthesize(texts, registry=registry_of(Leaving(), batch=4))

        assert len(speeches) == 6
        assert "in one run: SystemExit" in caplog.text


def _is_waiting(registry: Registry, count: int) -> bool:
    claim = registry.claim(registry.model("hum"))
    try:
        return len(claim.loading.result()._waiting) >= count
    finally:
        claim.release()


class TestSplits:
    def test_a_long_sentence_is_cut_where_the_model_says(self) -> None:
        """A model with places of its own to cut is given texts that were cut there."""

        class Own(Plain):
            def split(self, text: str) -> list[int]:
                """Cut behind every "and"."""
                return [place + 4 for place in range(len(text)) if text.startswith("and ", place)]

        made = Own()
        assert isinstance(made, Splits)
        text = "one two three and four five six and seven eight nine and ten eleven twelve and more to come"
        tts_core.synthesize(text, registry=registry_of(made))

        assert len(made.spoken) > 1
        assert all(each.text.endswith("and") for each in made.spoken[:-1])


class TestCoroutines:
    def test_speak_may_be_a_coroutine_function(self) -> None:
        """`async def speak` is run by the core, several at once as the card says."""

        class Later(Plain):
            async def speak(self, utterance: Utterance) -> Rendering:  # type: ignore[override]  # the other manner
                await asyncio.sleep(0)
                return super().speak(utterance)

        registry, plain = registry_of(Later(), concurrency=4), registry_of(Plain())

        assert (
            tts_core.synthesize(STORY, registry=registry).audio
            == tts_core.synthesize(STORY, registry=plain).audio
        )

    def test_its_task_is_cancelled(self) -> None:
        """Cancelling a speech cancels the task of the coroutine that speaks it."""
        begun, cancelled = threading.Event(), threading.Event()

        class Endless(Plain):
            async def speak(self, utterance: Utterance) -> Rendering:  # type: ignore[override]  # the other manner
                begun.set()
                try:
                    await asyncio.Event().wait()
                except asyncio.CancelledError:
                    cancelled.set()
                    raise
                return super().speak(utterance)

        stream = tts_core.stream(STORY, registry=registry_of(Endless()))

        def take() -> None:
            with pytest.raises(Cancelled):
                next(stream)

        taking = threading.Thread(target=take)
        taking.start()
        assert begun.wait(10)
        stream.cancel()
        taking.join(10)

        assert cancelled.wait(10)


class TestUtterances:
    def test_an_utterance_knows_its_neighbours(self) -> None:
        """What is said before and after an utterance is handed to models that read context."""
        made = Plain()
        speech = tts_core.synthesize(STORY, registry=registry_of(made))
        said = [each.text for each in made.spoken]

        assert len(said) > 2
        assert [each.before.strip() for each in made.spoken] == ["", *said[:-1]]
        assert [each.after.strip() for each in made.spoken] == [*said[1:], ""]
        assert speech.duration > 0

    def test_a_voice_may_have_files_of_its_own(self, tmp_path: Path) -> None:
        """The files of a voice are verified and handed over when that voice is asked for, not before."""
        (tmp_path / "b.bin").write_bytes(b"style")
        here = ModelFile(name="b.bin", folder=tmp_path, bytes=5)
        gone = ModelFile(name="c.bin", folder=tmp_path)
        voices = (Voice(id="a"), Voice(id="b", files=(here,)), Voice(id="c", files=(gone,)))
        made = Plain()
        registry = registry_of(made, voices=voices)

        tts_core.synthesize("Hello.", voice="b", registry=registry)
        assert made.spoken[-1].files == {"b.bin": tmp_path / "b.bin"}
        tts_core.synthesize("Hello.", voice="a", registry=registry)
        assert made.spoken[-1].files == {}
        with pytest.raises(tts_core.ModelUnavailable, match=r"c\.bin"):
            tts_core.synthesize("Hello.", voice="c", registry=registry)

    def test_nobody_is_given_a_voice_unasked_that_is_not_here(self, tmp_path: Path) -> None:
        """Who names neither a model nor a voice gets one that need not be brought, or who else speaks."""
        gone = ModelFile(name="c.bin", folder=tmp_path)
        away = Voice(id="away", language="en-GB", files=(gone,))
        made = Plain()
        registry = registry_of(made, voices=(Voice(id="here", language="en-US"), away))

        tts_core.synthesize("Hello.", language="en", registry=registry)
        assert made.spoken[-1].voice == "here"
        with pytest.raises(tts_core.UnsupportedLanguage):
            tts_core.synthesize("Hello.", language="en-GB", registry=registry)
        (name,) = [each.card.id for each in registry.models(unlisted=True)]
        with pytest.raises(tts_core.ModelUnavailable, match=r"c\.bin"):
            tts_core.synthesize("Hello.", language="en-GB", model=name, registry=registry)
        with pytest.raises(tts_core.ModelUnavailable, match="none of its voices is here"):
            tts_core.synthesize("Hello.", registry=registry_of(Plain(), voices=(away,)))

    def test_a_voice_may_have_a_rate_of_its_own(self) -> None:
        """A voice that says its sample rate is streamed and saved at it."""

        class Low(Plain):
            def speak(self, utterance: Utterance) -> Rendering:
                return Rendering(samples=sound(utterance.text), sample_rate=16000)

        registry = registry_of(Low(), voices=(Voice(id="a", sample_rate=16000),))
        speech = tts_core.synthesize("Hello.", registry=registry)

        assert (speech.audio.sample_rate, speech.receipt.sample_rate) == (16000, 16000)
