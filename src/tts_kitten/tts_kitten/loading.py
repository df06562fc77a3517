"""From a source to a synthesizer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tts_core import ModelUnavailable

from . import machine
from .graph import BadGraph, Graph
from .reading import espeak
from .source import read_config
from .synthesizer import KittenSynthesizer
from .voices import BadVoices, read_styles, style

if TYPE_CHECKING:
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
    try:
        graph = Graph(
            source.read(folder, config.graph, model),
            threads=threads,
            providers=wanted,
        )
        graph.warm_up(style(next(iter(styles.values())), 1), config.ending)
    except BadGraph as error:
        raise ModelUnavailable(model, f"its {config.graph} cannot be used: {error}") from error
    for name in wanted:
        if name not in graph.providers:
            raise machine.absent(name, model, graph.providers)
    espeak("warm")  # Loads the pronunciation too, so that the first utterance need not.
    return KittenSynthesizer(model, config, styles, graph, at_once=at_once)
