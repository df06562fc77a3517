"""Each check of what the pipeline answers for catches a pipeline that does not."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from tts_core import Audio, Cancelled, Delivered, Feature, Piece, TTSError
from tts_core.testing import echo_model
from tts_core.testing.checks import CHECKS
from tts_core.testing.checks.subject import Subject

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tts_core import Speech, SpeechStream

RUN = {check.name: check for check in CHECKS}
PLAIN: dict[str, Any] = {"features": frozenset({Feature.DETERMINISTIC})}


class Indulgent(Subject):
    """Goes through a pipeline that lets every bad request pass."""

    def stream(self, text: Any, **fields: Any) -> SpeechStream:
        """Stream something or other when the request is bad."""
        try:
            return super().stream(text, **fields)
        except (TTSError, ValueError):
            return super().stream("Something or other.")

    def synthesize(self, text: Any, **fields: Any) -> Speech:
        """Forget the lexicon."""
        fields.pop("lexicon", None)
        return super().synthesize(text, **fields)


class Tampered:
    """A stream that something is done to."""

    def __init__(self, stream: SpeechStream, change: Callable[[Iterator[Piece]], Iterator[Piece]]) -> None:
        self._stream = stream
        self._pieces = change(iter(stream))

    def __enter__(self) -> Tampered:
        return self

    def __exit__(self, *_: object) -> None:
        self._stream.cancel()

    def __iter__(self) -> Iterator[Piece]:
        return self._pieces

    def __next__(self) -> Piece:
        return next(self._pieces)

    def cancel(self) -> Delivered:
        """Cancel the true stream."""
        return self._stream.cancel()

    def collect(self) -> Speech:
        """Collect the true stream."""
        return self._stream.collect()


def tampering(change: Callable[[Iterator[Piece]], Iterator[Piece]]) -> type[Subject]:
    """Make a subject that goes through a pipeline whose pieces are changed."""

    class Changed(Subject):
        def stream(self, text: Any, **fields: Any) -> Any:
            return Tampered(super().stream(text, **fields), change)

    return Changed


def jumping(pieces: Iterator[Piece]) -> Iterator[Piece]:
    """End each piece with a step."""
    for piece in pieces:
        samples = piece.audio.samples.copy()
        samples[-1] = 0.99
        yield replace(piece, audio=Audio(samples, piece.audio.sample_rate))


def losing_the_last(pieces: Iterator[Piece]) -> Iterator[Piece]:
    """Keep the last piece back."""
    yield from list(pieces)[:-1]


def losing_a_sample(pieces: Iterator[Piece]) -> Iterator[Piece]:
    """Keep the last sample of each piece back."""
    for piece in pieces:
        yield replace(piece, audio=Audio(piece.audio.samples[:-1], piece.audio.sample_rate))


def waiting_for_all(pieces: Iterator[Piece]) -> Iterator[Piece]:
    """Hand nothing out before everything is there."""
    yield from list(pieces)


def ending_well(pieces: Iterator[Piece]) -> Iterator[Piece]:
    """End as if nothing had happened."""
    try:
        yield from pieces
    except Cancelled:
        return


def going_on(pieces: Iterator[Piece]) -> Iterator[Piece]:
    """Hand out the first piece again and again."""
    first = next(pieces)
    while True:
        yield first


class Impatient(Subject):
    """Goes through a pipeline that drops the last fragment of a text."""

    def synthesize(self, text: Any, **fields: Any) -> Speech:
        """Drop it."""
        return super().synthesize(text if isinstance(text, str) else list(text)[:-1], **fields)


class Unmoved(Subject):
    """Goes through a pipeline that knows of no effects."""

    def synthesize(self, text: Any, **fields: Any) -> Speech:
        """Forget them."""
        fields.pop("effects", None)
        return super().synthesize(text, **fields)


CARELESS: dict[str, tuple[type[Subject], dict[str, Any]]] = {
    "nothing_to_speak_is_said": (Indulgent, {}),
    "text_must_be_text": (Indulgent, {}),
    "unknown_voice_is_refused": (Indulgent, {}),
    "unknown_option_is_refused": (Indulgent, {}),
    "options_take_their_range": (Indulgent, {}),
    "impossible_speed_is_refused": (Indulgent, {}),
    "language_is_kept": (Indulgent, {}),
    "speed_is_refused_where_there_is_one": (Indulgent, PLAIN),
    "readings_are_refused_where_there_are_none": (Indulgent, PLAIN),
    "samples_are_refused_where_none_is_cloned": (Indulgent, PLAIN),
    "effects_keep_the_words": (Unmoved, {}),
    "seams_do_not_click": (tampering(jumping), {}),
    "streamed_equals_whole": (tampering(losing_the_last), {}),
    "first_piece_comes_first": (tampering(waiting_for_all), {}),
    "fragments_are_spoken_as_they_come": (Impatient, {}),
    "cancelled_stream_says_so": (tampering(ending_well), {}),
}


@pytest.mark.parametrize("name", CARELESS)
def test_catches_a_careless_pipeline(name: str) -> None:
    """A pipeline that breaks a law fails its check, and the true one passes it."""
    careless, card = CARELESS[name]
    outcomes = {}
    for kind in (careless, Subject):
        subject = kind(echo_model(**card))
        outcomes[kind] = RUN[name].on(subject)
        subject.close()

    assert outcomes[careless].outcome == "failed", outcomes[careless]
    assert outcomes[careless].message
    assert outcomes[Subject].outcome == "passed", outcomes[Subject]


@pytest.mark.parametrize(
    ("name", "change"),
    [("streamed_equals_whole", losing_a_sample), ("cancelled_stream_says_so", going_on)],
)
def test_catches_subtler_carelessness(
    name: str, change: Callable[[Iterator[Piece]], Iterator[Piece]]
) -> None:
    """A sample too few, or a piece too many, is found too."""
    subject = tampering(change)(echo_model())

    result = RUN[name].on(subject)
    subject.close()

    assert result.outcome == "failed"


@pytest.fixture
def heavy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """An installed plugin that imports numpy when it is merely listed."""
    (tmp_path / "heavy_echo.py").write_text("import numpy\n", "utf-8")
    information = tmp_path / "heavy_echo-1.0.dist-info"
    information.mkdir()
    (information / "METADATA").write_text("Metadata-Version: 2.1\nName: heavy-echo\nVersion: 1.0\n", "utf-8")
    (information / "entry_points.txt").write_text("[tts_core]\nheavy = heavy_echo\n", "utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    return "heavy-echo"


def test_catches_a_heavy_plugin(heavy: str) -> None:
    """A plugin that imports numpy when it is listed is found out."""
    subject = Subject(echo_model(plugin=heavy))

    result = RUN["listing_imports_nothing_heavy"].on(subject)

    assert result.outcome == "failed"
    assert "heavy_echo imports numpy" in result.message
