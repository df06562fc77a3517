"""What a synthesizer is given for a stretch of text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..synthesizer import Utterance

if TYPE_CHECKING:
    from ..cancel import CancelToken
    from .order import Order
    from .plan import Stretch
    from .prepare import Prepared

__all__ = ["leading", "utterance_of"]


def leading(text: str) -> int:
    """Count the white space before *text*, which an utterance is given without."""
    return len(text) - len(text.lstrip())


def utterance_of(order: Order, prepared: Prepared, stretch: Stretch, cancel: CancelToken) -> Utterance:
    """Make the utterance of a planned stretch: its words, in the manner of the order and of its own."""
    text = stretch.spoken.text
    return Utterance(
        text=text.strip(),
        voice=stretch.voice or (order.voice.id if order.voice else None),
        speed=order.request.speed * stretch.rate,
        language=stretch.language or order.language,
        options=order.options,
        phonemes=prepared.readings(stretch.spoken, leading(text)),
        span=stretch.spoken.span,
        continues=stretch.continues,
        cancel=cancel,
    )
