"""Sound: samples and their rate, never apart."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from numpy.typing import NDArray

__all__ = ["Audio"]


@dataclass(frozen=True, slots=True, eq=False)
class Audio:
    """
    Mono speech as float32 samples from -1 to 1.

    The sample rate travels with the samples, so that nobody can play them at another speed than
    the one they were made for. The samples cannot be written to.
    """

    samples: NDArray[np.float32]
    sample_rate: int

    def __post_init__(self) -> None:
        samples = np.ascontiguousarray(self.samples, dtype=np.float32)
        if samples.ndim != 1:
            raise ValueError(
                f"audio must be one row of samples (mono), not an array of shape {samples.shape}"
            )
        if self.sample_rate <= 0:
            raise ValueError(f"the sample rate must be positive, not {self.sample_rate}")
        view = samples.view()
        view.flags.writeable = False
        object.__setattr__(self, "samples", view)

    def __len__(self) -> int:
        return len(self.samples)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Audio):
            return NotImplemented
        return self.sample_rate == other.sample_rate and np.array_equal(self.samples, other.samples)

    __hash__ = None  # type: ignore[assignment]  # Arrays are too large to hash for an accidental dict key.

    @property
    def duration(self) -> float:
        """Length in seconds."""
        return len(self.samples) / self.sample_rate

    @classmethod
    def silence(cls, seconds: float, sample_rate: int) -> Audio:
        """Make so much silence."""
        return cls(np.zeros(max(0, round(seconds * sample_rate)), dtype=np.float32), sample_rate)

    @classmethod
    def joined(cls, parts: Iterable[Audio], sample_rate: int | None = None) -> Audio:
        """Put *parts* one behind the other. Two different rates are an error, never a guess."""
        held = list(parts)
        rates = {part.sample_rate for part in held} | ({sample_rate} if sample_rate else set())
        if len(rates) != 1:
            what = f"different sample rates {sorted(rates)}" if rates else "no audio and no sample rate"
            raise ValueError(f"cannot join audio of {what}; resample first")
        empty = [np.zeros(0, dtype=np.float32)]
        return cls(np.concatenate([part.samples for part in held] or empty), rates.pop())

    def blocks(self, length: int = 1 << 18) -> Iterator[Audio]:
        """Yield the sound in pieces of so many samples, for work that should not need it all at once."""
        for start in range(0, len(self.samples), length):
            yield Audio(self.samples[start : start + length], self.sample_rate)

    def resampled(self, sample_rate: int) -> Audio:
        """Return the same sound at another rate, by soxr at its very high quality."""
        if sample_rate == self.sample_rate:
            return self
        if sample_rate <= 0:
            raise ValueError(f"the sample rate must be positive, not {sample_rate}")
        if not len(self.samples):
            return Audio(self.samples, sample_rate)
        import soxr

        moved = soxr.resample(self.samples, self.sample_rate, sample_rate, quality="VHQ")
        return Audio(cast("NDArray[np.float32]", moved), sample_rate)

    def pcm16(self) -> bytes:
        """Return signed 16-bit little-endian samples. What is too loud is clipped; it never wraps."""
        scaled = np.rint(self.samples * np.float32(32767.0))
        return bytes(np.clip(scaled, -32768, 32767).astype("<i2").tobytes())
