"""Utterances that are made piece by piece."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import pytest

from tts_core import Rendering, SpeechWarning, Word
from tts_onnx.voice.pieces import joined, stretches

if TYPE_CHECKING:
    from collections.abc import Sequence


@pytest.mark.parametrize("ends", [(), (30, 55, 130, 260, 300, 700), range(0, 2000, 7)])
def test_pieces_grow_and_leave_nothing_out(ends: Sequence[int]) -> None:
    """Pieces follow each other without a gap, the first is short, and each may be longer than the last."""
    cut = stretches(2000, list(ends))

    assert cut[0][0] == 0
    assert cut[0][1] <= 60
    assert cut[-1][1] == 2000
    assert all(one[1] == other[0] for one, other in pairwise(cut))
    assert len(cut) < 9


def test_a_short_text_is_one_piece() -> None:
    """What is hardly longer than a first piece is not cut."""
    assert stretches(55, (20, 40)) == [(0, 55)]


def test_joined_pieces_are_one_rendering() -> None:
    """Samples follow each other, words are as much later as the pieces before are long, warnings are kept."""
    warning = SpeechWarning("symbol", "no sound", (0, 1))
    a, b = Word("a", (0, 1), 0.0, 0.1), Word("b", (2, 3), 0.01, 0.05)
    one = Rendering(samples=np.zeros(800, np.float32), sample_rate=8000, words=(a,), warnings=(warning,))
    two = Rendering(samples=np.ones(400, np.float32), sample_rate=8000, words=(b,))

    whole = joined([one, two])

    assert np.array_equal(whole.samples, np.concatenate([one.samples, two.samples]))
    assert [(word.text, word.start, word.end) for word in whole.words] == [
        ("a", 0.0, 0.1),
        ("b", pytest.approx(0.11), pytest.approx(0.15)),
    ]
    assert whole.warnings == (warning,)
