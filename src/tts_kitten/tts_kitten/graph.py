"""The ONNX graph: loaded, held to its contract, run, and stopped."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import onnxruntime

from .chance import START, start
from .contract import HOP

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from tts_core import CancelToken

__all__ = ["BadGraph", "Graph", "Manner", "Sound"]

_INPUTS = {"input_ids": "tensor(int64)", "style": "tensor(float)", "speed": "tensor(float)"}
_WAVEFORM, _DURATION = "waveform", "duration"
_OUTPUTS = {_WAVEFORM: ("tensor(float)",), _DURATION: ("tensor(int64)", "tensor(int32)", "tensor(float)")}
_SILENT = 4
"""Only what ends the process is worth a line on somebody else's stderr; the rest are exceptions."""


class BadGraph(ValueError):
    """A graph that does not keep the contract, or cannot be loaded at all."""


@dataclass(frozen=True, slots=True)
class Manner:
    """How tokens are said: in which style, how fast, and with whose breath."""

    style: NDArray[np.float32]
    speed: float = 1.0
    seed: int = 0


@dataclass(frozen=True, slots=True)
class Sound:
    """What one run gave: one row of samples, and the frames of every token where they can be trusted."""

    samples: NDArray[np.float32]
    frames: NDArray[np.int64] | None


class Graph:
    """A loaded graph. Runs may overlap; each has its own way to be stopped."""

    def __init__(
        self,
        model: bytes | Path,
        *,
        threads: int,
        providers: Sequence[str],
        operators: Path | None = None,
        ready: bool = False,
        keep: Path | None = None,
    ) -> None:
        """
        Load *model*, a file or what was in one; *operators* is the library of those that are our own.

        A model that is *ready* was made ready by this runtime before, and is taken as it is; in *keep*
        the runtime writes how it made this one ready.
        """
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        options.log_severity_level = _SILENT
        # Threads that spin while they wait would take the processor from whoever embeds us.
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        # Work is handed out in ever smaller blocks: a thread that comes late finds some left to do.
        options.add_session_config_entry("session.dynamic_block_base", "4")
        options.add_session_config_entry("session.prepack.enable_parallel", "1")
        options.enable_mem_pattern = False  # A plan for every length of text: a quarter more memory, no gain.
        if ready:
            options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_DISABLE_ALL
        if keep is not None:
            options.optimized_model_filepath = str(keep)
        try:
            if operators is not None:
                options.register_custom_ops_library(str(operators))
            session: Any = onnxruntime.InferenceSession(
                model if isinstance(model, bytes) else str(model),
                options,
                providers=list(providers),
                enable_fallback=0,
            )
        except Exception as error:  # The runtime raises a dozen kinds without a base of their own.
            raise BadGraph(f"onnxruntime cannot load it: {error}") from error
        self.providers: tuple[str, ...] = tuple(session.get_providers())
        """Where it really runs, best first."""
        self.operators = operators
        """Where the operators are that are not the runtime's, if it has any."""
        self._outputs = _checked(session)
        self._session = session
        self._tells_frames = _DURATION in self._outputs
        self.takes_seed = any(each.name == START for each in session.get_overridable_initializers())
        """Whether it breathes as it is told to."""

    def run(self, tokens: Sequence[int], manner: Manner, cancel: CancelToken | None = None) -> Sound:
        """Speak *tokens*. When it is cancelled, the run ends within the operator that it is in."""
        feeds: dict[str, Any] = {
            "input_ids": np.asarray([tokens], dtype=np.int64),
            "style": manner.style,
            "speed": np.asarray([manner.speed], dtype=np.float32),
        }
        if self.takes_seed:
            feeds[START] = start(manner.seed)
        options = onnxruntime.RunOptions()
        options.log_severity_level = _SILENT
        if cancel is None:
            values = self._session.run(self._outputs, feeds, options)
        else:
            with cancel.calling(lambda: setattr(options, "terminate", True)):
                cancel.check()
                try:
                    values = self._session.run(self._outputs, feeds, options)
                except Exception:
                    cancel.check()
                    raise
        return self._sound(dict(zip(self._outputs, values, strict=True)), len(tokens))

    def warm_up(self, style: NDArray[np.float32], ending: Sequence[int]) -> None:
        """
        Run once on next to nothing, so that the first utterance finds everything in place.

        A graph whose samples are not what its durations add up to is not asked for them again.
        """
        tokens = [0, 43, 43, *ending]
        try:
            sound = self.run(tokens, Manner(style))
        except Exception as error:
            raise BadGraph(f"it fails on the shortest text: {error}") from error
        self._tells_frames = sound.frames is not None

    def _sound(self, values: dict[str, Any], tokens: int) -> Sound:
        waveform = np.asarray(values[_WAVEFORM])
        if waveform.size != max(waveform.shape, default=0):
            raise BadGraph(f"its waveform has the shape {waveform.shape}, which is not one row of samples")
        samples = np.ascontiguousarray(waveform.reshape(-1), dtype=np.float32)
        if not np.isfinite(samples).all():
            raise BadGraph("it answered with samples that are not finite numbers")
        frames = self._frames(values.get(_DURATION), tokens, len(samples)) if self._tells_frames else None
        return Sound(samples, frames)

    @staticmethod
    def _frames(duration: Any, tokens: int, samples: int) -> NDArray[np.int64] | None:
        if duration is None:
            return None
        frames: NDArray[np.int64] = np.rint(np.asarray(duration).reshape(-1)).astype(np.int64)
        if len(frames) != tokens or (frames < 0).any() or int(frames.sum()) * HOP != samples:
            return None
        return frames


def _checked(session: Any) -> list[str]:
    """Hold the graph's inputs and outputs to the contract; return the outputs to ask for."""
    inputs = {each.name: each.type for each in session.get_inputs()}
    for name, kind in _INPUTS.items():
        if name not in inputs:
            raise BadGraph(f"it has no input {name!r}; its inputs are {', '.join(inputs) or 'none'}")
        if inputs[name] != kind:
            raise BadGraph(f"its input {name!r} must be {kind}, not {inputs[name]}")
    surplus = [name for name in inputs if name not in _INPUTS]
    if surplus:
        raise BadGraph(f"it asks for {', '.join(surplus)}, which KittenTTS does not have")
    outputs = {each.name: each.type for each in session.get_outputs()}
    if _WAVEFORM not in outputs:
        raise BadGraph(f"it has no output {_WAVEFORM!r}; its outputs are {', '.join(outputs) or 'none'}")
    for name, kinds in _OUTPUTS.items():
        if name in outputs and outputs[name] not in kinds:
            raise BadGraph(f"its output {name!r} must be {kinds[0]}, not {outputs[name]}")
    return [name for name in _OUTPUTS if name in outputs]
