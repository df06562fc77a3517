"""From a source to a synthesizer."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from tts_core import ModelUnavailable

from . import machine
from .faster import faster
from .graph import BadGraph, Graph
from .reading import espeak
from .source import read_config
from .synthesizer import KittenSynthesizer
from .voices import BadVoices, read_styles, style

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    from tts_core import LoadOptions

    from .source import Source

__all__ = ["load"]


def load(source: Source, model: str, options: LoadOptions) -> KittenSynthesizer:
    """Bring the files here, verify them, and make them ready to speak."""
    if options.threads is not None and options.threads < 1:
        raise ModelUnavailable(model, f"threads must be at least 1, not {options.threads}")
    wanted = machine.providers(options, model)
    folder = source.find(options) or source.fetch(options, model)
    config = read_config(source, folder, model)
    try:
        styles = read_styles(source.read(folder, config.voices, model))
    except BadVoices as error:
        raise ModelUnavailable(model, f"its {config.voices} cannot be used: {error}") from error
    at_once, threads = machine.arrangement(options)
    warm = style(next(iter(styles.values())), 1)
    try:
        with ThreadPoolExecutor(1, "tts-kitten warm-up") as beside:  # The runtime leaves a processor free.
            pronunciation = beside.submit(espeak, "warm")  # The first utterance need not wait for it then.
            graph = _graph(source.read(folder, config.graph, model), threads, wanted, warm, config.ending)
            pronunciation.result()
    except BadGraph as error:
        raise ModelUnavailable(model, f"its {config.graph} cannot be used: {error}") from error
    for name in wanted:
        if name not in graph.providers:
            raise machine.absent(name, model, graph.providers)
    return KittenSynthesizer(model, config, styles, graph, at_once=at_once)


def _graph(
    data: bytes,
    threads: int,
    providers: Sequence[str],
    warm: NDArray[np.float32],
    ending: Sequence[int],
) -> Graph:
    """
    Load the graph as it runs fastest and run it once, or else as it was published.

    What is done to it is right for the shapes that a KittenTTS model has. In a graph that has others,
    the runtime refuses it in that first run.
    """
    quick = faster(data)
    if quick is not data:
        try:
            graph = Graph(quick, threads=threads, providers=providers)
            graph.warm_up(warm, ending)
        except BadGraph:
            del quick  # The graph as it was published is tried next, and says what is wrong if it is.
        else:
            return graph
    graph = Graph(data, threads=threads, providers=providers)
    graph.warm_up(warm, ending)
    return graph
