"""From a source to a synthesizer."""

from __future__ import annotations

import logging
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from tts_core import ModelUnavailable

from . import machine
from .graph import BadGraph
from .peek import peek
from .prepared import Prepared
from .quickest import CPU, quickest
from .reading import espeak
from .source import read_config
from .synthesizer import KittenSynthesizer
from .voices import BadVoices, read_styles, style

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray

    from tts_core import LoadOptions

    from .config import Config
    from .graph import Graph
    from .source import Source

__all__ = ["load", "optimise"]

logger = logging.getLogger("tts_kitten")


def load(source: Source, model: str, options: LoadOptions) -> KittenSynthesizer:
    """Bring the files here, verify them, and make them ready to speak."""
    if options.threads is not None and options.threads < 1:
        raise ModelUnavailable(model, f"threads must be at least 1, not {options.threads}")
    wanted = machine.providers(options, model)
    folder = source.find(options) or source.fetch(options, model)
    config = read_config(source, folder, model)
    at_once, threads = machine.arrangement(options)
    prepared = Prepared(folder / config.graph)
    try:
        with ThreadPoolExecutor(2, "tts-kitten load") as beside:  # The runtime leaves a processor free.
            valid = beside.submit(prepared.is_valid) if wanted == CPU and prepared.is_wanted else None
            pronunciation = beside.submit(espeak, "warm")  # The first utterance need not wait for it then.
            styles = _styles(source, folder, config, model)
            warm = style(next(iter(styles.values())), 1)
            kept = _kept(prepared, threads, warm, config.ending) if valid and valid.result() else None
            if kept is None:
                data = source.read(folder, config.graph, model)
                graph = quickest(data, threads, wanted, warm, config.ending)
                if valid is not None:
                    _renewed(prepared, data, threads, warm, config.ending)
            else:
                graph = kept
            pronunciation.result()
    except BadGraph as error:
        raise ModelUnavailable(model, f"its {config.graph} cannot be used: {error}") from error
    for name in wanted:
        if name not in graph.providers:
            raise machine.absent(name, model, graph.providers)
    file = folder / config.graph
    return KittenSynthesizer(
        model, config, styles, graph, at_once=at_once, throws_dice=lambda: peek(file).is_random
    )


def optimise(source: Source, model: str, options: LoadOptions) -> Prepared:
    """
    Keep the graph beside the model as the runtime makes it ready, so that it is loaded sooner from now on.

    What is found stale when the model is loaded is made anew then.
    """
    folder = source.find(options) or source.fetch(options, model)
    config = read_config(source, folder, model)
    warm = style(next(iter(_styles(source, folder, config, model).values())), 1)
    prepared = Prepared(folder / config.graph)
    data = source.read(folder, config.graph, model)
    try:
        prepared.make(data, machine.processors(), warm, config.ending)
    except BadGraph as error:
        raise ModelUnavailable(model, f"its {config.graph} cannot be kept: {error}") from error
    except OSError as error:
        why = f"nothing can be kept in {str(folder)!r}: {error}"
        raise ModelUnavailable(model, why, "make that folder writable") from error
    return prepared


def _styles(source: Source, folder: Path, config: Config, model: str) -> Mapping[str, NDArray[np.float32]]:
    try:
        return read_styles(source.read(folder, config.voices, model))
    except BadVoices as error:
        raise ModelUnavailable(model, f"its {config.voices} cannot be used: {error}") from error


def _kept(prepared: Prepared, threads: int, warm: NDArray[np.float32], ending: Sequence[int]) -> Graph | None:
    """Load what is kept, unless the runtime refuses it all the same."""
    try:
        graph = prepared.load(threads)
        graph.warm_up(warm, ending)
    except BadGraph as error:
        logger.warning("%s is made anew, because it cannot be used: %s", prepared.path, error)
        return None
    return graph


def _renewed(
    prepared: Prepared, data: bytes, threads: int, warm: NDArray[np.float32], ending: Sequence[int]
) -> None:
    """Keep anew what was found stale; the model speaks all the same if that cannot be."""
    try:
        prepared.make(data, threads, warm, ending)
    except (BadGraph, OSError) as error:
        logger.warning("%s is stale and cannot be made anew: %s", prepared.path, error)
