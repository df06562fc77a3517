"""A runtime session: loaded, held to its contract, run, and stopped."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
import onnxruntime

from ..rewrite.noise import START, start
from .forked_exit import leave_without_the_runtime

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from tts_core import CancelToken

    from .devices import Provider

__all__ = ["BadGraph", "Contract", "Feeds", "Session"]

Feeds: TypeAlias = "Mapping[str, NDArray[Any]]"
"""What goes into a run, by the names of the graph's inputs."""

_SILENT = 4
"""Only what ends the process is worth a line on somebody else's stderr; the rest are exceptions."""


class BadGraph(ValueError):
    """A graph that does not keep its contract, or cannot be loaded at all."""


@dataclass(frozen=True, slots=True)
class Contract:
    """What a family of graphs takes and gives: names to the runtime's own names of types."""

    family: str
    inputs: Mapping[str, str]
    outputs: Mapping[str, tuple[str, ...]]
    """Every output that is asked for where it is there, and the types that it may have."""
    needed: tuple[str, ...]
    """The outputs without which there is no speech."""
    rewritten: bool = True
    """Whether passes find anything in it; looking a graph over for nothing takes time at every start."""

    def check(self, session: Any) -> list[str]:
        """Hold a session's inputs and outputs to the contract; return the outputs to ask for."""
        inputs = {each.name: each.type for each in session.get_inputs()}
        for name, kind in self.inputs.items():
            if name not in inputs:
                raise BadGraph(f"it has no input {name!r}; its inputs are {', '.join(inputs) or 'none'}")
            if inputs[name] != kind:
                raise BadGraph(f"its input {name!r} must be {kind}, not {inputs[name]}")
        surplus = [name for name in inputs if name not in self.inputs]
        if surplus:
            raise BadGraph(f"it asks for {', '.join(surplus)}, which {self.family} does not have")
        outputs = {each.name: each.type for each in session.get_outputs()}
        for name in self.needed:
            if name not in outputs:
                raise BadGraph(f"it has no output {name!r}; its outputs are {', '.join(outputs) or 'none'}")
        for name, kinds in self.outputs.items():
            if name in outputs and outputs[name] not in kinds:
                raise BadGraph(f"its output {name!r} must be {kinds[0]}, not {outputs[name]}")
        return [name for name in self.outputs if name in outputs]


class Session:
    """A loaded graph. Runs may overlap; each has its own way to be stopped."""

    def __init__(
        self,
        model: bytes | Path,
        contract: Contract,
        *,
        threads: int,
        providers: Sequence[Provider],
        operators: Path | None = None,
        rewritten: str = "",
        ready: bool = False,
        keep: Path | None = None,
    ) -> None:
        """
        Load *model*, a file or what was in one; *operators* is the library of those that are our own.

        A model that is *ready* was made ready by this runtime before, and is taken as it is; in *keep*
        the runtime writes how it made this one ready. *rewritten* says which passes went over it.
        """
        leave_without_the_runtime()
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
        self.rewritten = rewritten
        """Which passes went over the graph before it was loaded."""
        self.kept = "yes" if ready else ""
        """Whether it was kept ready, or why that could not be; empty where nobody asked for it."""
        self.outputs = contract.check(session)
        self.tried: Mapping[str, Any] = {}
        """What it gave when it was tried on."""
        self._session = session
        self.takes_seed = any(each.name == START for each in session.get_overridable_initializers())
        """Whether it breathes as it is told to."""

    def report(self) -> dict[str, str]:
        """Say what the graph really runs on, whose operators run it, and which passes went over it."""
        told = {
            "providers": ", ".join(self.providers),
            "operators": "onnxruntime" if self.operators is None else "onnxruntime, tts-onnx",
            "rewritten": self.rewritten,
        }
        return told | {"kept": self.kept} if self.kept else told

    def run(self, feeds: Feeds, cancel: CancelToken | None = None, *, seed: int = 0) -> dict[str, Any]:
        """Run the graph. When it is cancelled, the run ends within the operator that it is in."""
        given = {**feeds, START: start(seed)} if self.takes_seed else feeds
        options = onnxruntime.RunOptions()
        options.log_severity_level = _SILENT
        if cancel is None:
            return self._values(given, options)
        with cancel.calling(lambda: setattr(options, "terminate", True)):
            cancel.check()
            return self._values(given, options)

    def try_on(self, feeds: Feeds) -> None:
        """
        Run once on next to nothing, so that the first utterance finds everything in place.

        The runtime refuses a graph whose shapes do not fit in its first run alone.
        """
        try:
            values = self.run(feeds)
        except Exception as error:
            raise BadGraph(f"it fails on the shortest text: {error}") from error
        for name, value in values.items():
            if not np.isfinite(value).all():
                raise BadGraph(f"its {name} on the shortest text is not all finite numbers")
        self.tried = values

    def _values(self, feeds: Feeds, options: Any) -> dict[str, Any]:
        return dict(zip(self.outputs, self._session.run(self.outputs, feeds, options), strict=True))
