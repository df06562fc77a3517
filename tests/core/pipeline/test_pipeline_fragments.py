"""A text that is still being written."""

from __future__ import annotations

import itertools
import threading
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import tts_core
from tts_core import Audio, NothingToSpeak, Registry
from tts_core.testing import decode, echo_model

if TYPE_CHECKING:
    from collections.abc import Iterator

STORY = "The first sentence is here. A second one follows it. Then comes the third. And the fourth ends it."


def heard(audio: Audio) -> list[str]:
    """Return the words that reached the speaker."""
    utterances = decode(audio)
    assert all(each.intact for each in utterances)
    return " ".join(each.text for each in utterances).split()


class TestFragments:
    @settings(max_examples=30, deadline=None)
    @given(cuts=st.lists(st.integers(0, len(STORY)), max_size=12))
    def test_cuts_change_nothing(self, cuts: list[int]) -> None:
        """The same text is spoken whatever fragments it comes in."""
        edges = [0, *sorted(cuts), len(STORY)]
        fragments = [STORY[a:b] for a, b in itertools.pairwise(edges)]
        registry = Registry([echo_model()])

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

        pieces = tts_core.stream(fragments(), model="echo", registry=Registry([echo_model()]))
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

        pieces = tts_core.stream(fragments(), model="echo", registry=Registry([echo_model()]))
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

        pieces = tts_core.stream(fragments(), model="echo", registry=Registry([echo_model()]))
        said = [heard(next(pieces).audio) for _ in range(2)]
        more.set()

        assert said == [["This", "is", "the", "first", "sentence."], ["And", "you?"]]
        assert len(list(pieces)) == 1

    def test_an_error_of_the_callers_iterator_is_the_callers(self) -> None:
        """What the text's own iterator raises comes out unchanged, behind the sentences before it."""

        def fragments() -> Iterator[str]:
            yield "One sentence is here. Another one"
            raise ConnectionError("the model of words is gone")

        pieces = tts_core.stream(fragments(), model="echo", registry=Registry([echo_model()]))

        assert heard(next(pieces).audio) == ["One", "sentence", "is", "here."]
        with pytest.raises(ConnectionError, match="gone"):
            next(pieces)

    def test_fragments_without_a_word(self) -> None:
        """Fragments that never become a word end in NothingToSpeak, not in silence."""
        with pytest.raises(NothingToSpeak):
            tts_core.synthesize(iter(["...", " ", "!"]), model="echo", registry=Registry([echo_model()]))

    def test_fragments_must_be_text(self) -> None:
        """A fragment that is no str is a ValueError that says so."""
        with pytest.raises(ValueError, match="fragments of a text must be str"):
            tts_core.synthesize(iter([1, 2]), model="echo", registry=Registry([echo_model()]))  # type: ignore[arg-type]  # the point
