"""A loaded voice: ids in, a latent of the whole text, and sound of it piece by piece."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from tts_onnx.session.session import BadGraph, Contract
from tts_onnx.session.versions import quickest
from tts_onnx.voice.frames import Clock, one_row

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from tts_core import CancelToken
    from tts_onnx.rewrite.vits import Parts
    from tts_onnx.session.devices import Provider
    from tts_onnx.session.session import Feeds, Session

__all__ = ["INPUTS", "OUTPUT", "SPEAKER", "Latent", "Manner", "Voice"]

OUTPUT, SPEAKER = "output", "sid"
INPUTS = ("input", "input_lengths", "scales", SPEAKER)
_FLOAT = "tensor(float)"


@dataclass(frozen=True, slots=True)
class Manner:
    """Who speaks, how fast, and with how much of whose noise."""

    noise: float
    length: float
    noise_w: float
    speaker: int = 0
    seed: int = 0


@dataclass(frozen=True, slots=True)
class Latent:
    """What a text is before it is sound."""

    columns: NDArray[np.float32]
    """The last axis has one for each frame."""
    beside: Feeds
    frames: NDArray[np.int64] | None
    """How many frames each id sounds, where that is what the columns add up to."""

    @property
    def length(self) -> int:
        """How many frames all of it sounds."""
        return int(self.columns.shape[-1])


class Voice:
    """The two sessions of one voice. Runs may overlap."""

    def __init__(
        self,
        parts: Parts,
        sample_rate: int,
        tried: Sequence[int],
        *,
        threads: int,
        providers: Sequence[Provider],
    ) -> None:
        """Load both, and try them on the ids *tried*."""
        self._parts = parts
        self.clock = Clock(sample_rate, parts.hop, lead=0.03)
        inputs = {name: _FLOAT if name == "scales" else "tensor(int64)" for name in parts.inputs}
        given = (parts.latent, *parts.beside)
        told = (*given, parts.frames)
        contract = Contract("Piper", inputs, dict.fromkeys(told, (_FLOAT,)), told)
        feeds = self._feeds(tried, Manner(0.0, 1.0, 0.0))
        self.encoder = quickest(parts.encoder, contract, feeds, threads=threads, providers=providers)
        first = self._latent(self.encoder.tried, len(tried))
        if any(np.shape(value)[-1:] != (1,) for value in first.beside.values()):
            raise BadGraph("what its decoder takes beside the latent is not the same for all frames")
        contract = Contract("Piper", dict.fromkeys(given, _FLOAT), {OUTPUT: (_FLOAT,)}, (OUTPUT,))
        feeds = {parts.latent: first.columns, **first.beside}
        self._decoder: Session = quickest(
            parts.decoder, contract, feeds, threads=threads, providers=providers
        )

    def encoded(self, ids: Sequence[int], manner: Manner, cancel: CancelToken | None = None) -> Latent:
        """Make the latent of *ids*. When it is cancelled, the run ends within the operator it is in."""
        values = self.encoder.run(self._feeds(ids, manner), cancel, seed=manner.seed)
        return self._latent(values, len(ids))

    def decoded(
        self, latent: Latent, begin: int, end: int, cancel: CancelToken | None = None
    ) -> NDArray[np.float32]:
        """Make sound of the frames from *begin* to *end*; cancelled as above."""
        reach, hop = self._parts.reach, self._parts.hop
        first, last = max(0, begin - reach), min(latent.length, end + reach)
        columns = np.ascontiguousarray(latent.columns[..., first:last])
        values = self._decoder.run({self._parts.latent: columns, **latent.beside}, cancel)
        samples = one_row(values[OUTPUT])
        if len(samples) != (last - first) * hop:
            raise BadGraph(f"it made {len(samples)} samples of {last - first} frames of {hop}")
        return samples[(begin - first) * hop : (end - first) * hop]

    def _feeds(self, ids: Sequence[int], manner: Manner) -> Feeds:
        feeds: dict[str, NDArray[Any]] = {
            "input": np.asarray([ids], dtype=np.int64),
            "input_lengths": np.asarray([len(ids)], dtype=np.int64),
            "scales": np.asarray([manner.noise, manner.length, manner.noise_w], dtype=np.float32),
        }
        if SPEAKER in self._parts.inputs:
            feeds[SPEAKER] = np.asarray([manner.speaker], dtype=np.int64)
        return feeds

    def _latent(self, values: Feeds, ids: int) -> Latent:
        columns = values[self._parts.latent]
        frames = self.clock.frames(values[self._parts.frames], ids, columns.shape[-1] * self.clock.hop)
        return Latent(columns, {name: values[name] for name in self._parts.beside}, frames)
