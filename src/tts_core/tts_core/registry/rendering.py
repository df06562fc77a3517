"""Holding what a model returns to what a Rendering is, before anything is made of it."""

from __future__ import annotations

import math
from dataclasses import replace
from numbers import Integral, Real
from typing import TYPE_CHECKING, Any, get_args

import numpy as np

from ..card import HIGHEST_RATE
from ..synthesizer import Quality, Rendering, SpeechWarning, Word

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray


__all__ = ["RENDERING", "NoRendering", "checked"]

RENDERING = (
    "A Rendering has samples, one row of finite float32 from -1 to 1; their sample_rate, a whole number "
    "of Hz; words in the order in which they sound, with spans in the utterance's text and seconds within "
    "the sound; and SpeechWarnings"
)
SLACK = 0.25
"""
Seconds by which a word may begin before the first or end after the last sample: models work in frames.

The contract is stricter: what is meant well is not to fail in front of an audience.
"""
FULL = 1.0 + 1 / 32767
"""A sample beyond it is clipped in 16-bit sound."""
ABSURD = 16.0
"""A peak beyond it is no loud sound but samples of another scale, such as that of 16-bit integers."""


class NoRendering(ValueError):
    """What a model returned, in words that hold nothing of the text."""


def checked(returned: object, text: str, sample_rate: int) -> Rendering:
    """
    Return what a model *returned* for *text* as a sound Rendering, or raise NoRendering.

    What can be used, but is not what was promised, is told by a warning: sound at another rate than
    the card's, and sound that is too loud.
    """
    if not isinstance(returned, Rendering):
        raise NoRendering(f"{_kind(returned)}, not a Rendering")
    samples, rate = _samples(returned.samples), _rate(returned.sample_rate)
    warnings = list(_warnings(returned.warnings))
    told = {warning.code for warning in warnings}  # A cache hands on what was warned of already.
    peak = max(float(samples.max()), -float(samples.min()))
    if peak > ABSURD:
        raise NoRendering(
            f"samples up to {peak:g}, not from -1 to 1; integers of 16 bits are divided by 32768"
        )
    if peak > FULL and "loud" not in told:
        count = int(np.count_nonzero(np.abs(samples) > FULL))
        warnings.append(
            SpeechWarning(
                "loud",
                f"the model's sound is too loud: {count} samples reach up to {peak:.2f}, not 1; "
                "effects=['limit'] turns them down",
            )
        )
    if rate != sample_rate and "resampled" not in told:
        message = f"the model's sound came at {rate} Hz and was resampled to the {sample_rate} Hz of its card"
        warnings.append(SpeechWarning("resampled", message))
    words = tuple(_words(returned.words, len(text), len(samples) / rate))
    return replace(returned, samples=samples, sample_rate=rate, words=words, warnings=tuple(warnings))


def _samples(given: Any) -> NDArray[np.float32]:
    samples = np.asarray(given)
    if samples.ndim != 1 or samples.dtype.kind != "f":
        what = (
            f"a {samples.dtype} array of shape {samples.shape}" if samples.dtype != object else _kind(given)
        )
        raise NoRendering(f"{what} as its samples, not mono float32")
    if not len(samples):
        raise NoRendering("no sound")
    with np.errstate(over="ignore", invalid="ignore"):  # Told below.
        samples = np.ascontiguousarray(samples, dtype=np.float32)
        is_finite = np.isfinite(np.dot(samples, samples)) or np.isfinite(samples).all()
    if not is_finite:
        raise NoRendering("samples that are not finite")
    return samples


def _rate(given: Any) -> int:
    if not _is_whole(given) or not 1 <= int(given) <= HIGHEST_RATE:
        raise NoRendering(
            f"a sample rate of {_kind(given)}" if not _is_number(given) else f"a sample rate of {given!r}"
        )
    return int(given)


def _words(given: Any, length: int, seconds: float) -> Iterator[Word]:
    before = -SLACK
    for index, word in enumerate(_row(given, "words")):
        where = f"as word {index}"
        if not isinstance(word, Word):
            raise NoRendering(f"{_kind(word)} {where}, not a Word")
        if not isinstance(word.text, str) or word.quality not in get_args(Quality):
            raise NoRendering(f"a Word {where} whose text is no str or whose quality is not one of Quality")
        start, end = _span(word.span, where)
        if end > length:
            raise NoRendering(f"the span {start} to {end} {where}, in a text of {length} characters")
        if not (_is_number(word.start) and _is_number(word.end)):
            raise NoRendering(f"times {where} that are no finite numbers")
        begin, stop = float(word.start), float(word.end)
        if not before <= begin + 1e-6 or not begin <= stop + 1e-6 or stop > seconds + SLACK:
            raise NoRendering(
                f"the times {begin:.3f} to {stop:.3f} {where}, behind {max(before, 0):.3f}, "
                f"in {seconds:.3f} s of sound"
            )
        before = begin
        yield Word(word.text, (start, end), max(0.0, begin), max(0.0, begin, stop), word.quality)


def _warnings(given: Any) -> Iterator[SpeechWarning]:
    for index, warning in enumerate(_row(given, "warnings")):
        where = f"as warning {index}"
        if not isinstance(warning, SpeechWarning):
            raise NoRendering(f"{_kind(warning)} {where}, not a SpeechWarning")
        if not (isinstance(warning.code, str) and isinstance(warning.message, str)):
            raise NoRendering(f"a SpeechWarning {where} whose code or message is no str")
        yield warning if warning.span is None else replace(warning, span=_span(warning.span, where))


def _row(given: Any, name: str) -> tuple[Any, ...]:
    if not isinstance(given, tuple | list):
        raise NoRendering(f"{_kind(given)} as its {name}")
    return tuple(given)


def _span(given: Any, where: str) -> tuple[int, int]:
    if not isinstance(given, tuple | list) or len(given) != 2 or not all(map(_is_whole, given)):
        raise NoRendering(f"a span {where} that is not two whole numbers")
    start, end = (int(each) for each in given)
    if not 0 <= start <= end:
        raise NoRendering(f"the impossible span {start} to {end} {where}")
    return start, end


def _is_whole(value: object) -> bool:
    return isinstance(value, Integral) and not isinstance(value, bool)


def _is_number(value: Any) -> bool:
    return isinstance(value, Real) and not isinstance(value, bool) and math.isfinite(value)


def _kind(value: object) -> str:
    return type(value).__name__
