"""Whether a ratio is worse than it was, or only noisier."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from .metrics import MEASURES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .measurement import Ratio

__all__ = ["Verdict", "compare_ratios"]

TOLERANCE = 1.25
"""How much worse the middle of the rounds must be."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """One ratio, as it was and as it is."""

    name: str
    way: str
    is_steady: bool
    then: Ratio
    now: Ratio

    @property
    def change(self) -> float:
        """How many times as bad it is now."""
        if self.way == "≥":
            return self.then.median / self.now.median
        return self.now.median / self.then.median

    @property
    def is_worse(self) -> bool:
        """Whether it is a quarter worse, and the worst round then was better than the best round now."""
        apart = self.now.most < self.then.least if self.way == "≥" else self.now.least > self.then.most
        return apart and self.change > TOLERANCE


def compare_ratios(then: Mapping[str, Ratio], now: Mapping[str, Ratio]) -> list[Verdict]:
    """Compare what was measured both times: the same ratio of the same text, and nothing else."""
    return [
        Verdict(measure.name, measure.way, measure.is_steady, then[key], now[key])
        for key, measure in MEASURES.items()
        if key in then and key in now
    ]
