"""From verified files to a synthesizer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tts_onnx.file.summary import summarize
from tts_onnx.plugin.config import read
from tts_onnx.plugin.loading import beside, usable
from tts_onnx.session import devices
from tts_onnx.session.opening import open_session
from tts_onnx.voice.styles import read_styles, style

from .config import CONFIG, parsed
from .graph import CONTRACT, Graph, trial
from .reading import read_aloud
from .synthesizer import KittenSynthesizer

if TYPE_CHECKING:
    from tts_core import LoadOptions

__all__ = ["load"]


def load(model: str, options: LoadOptions) -> KittenSynthesizer:
    """Make the files of *model* ready to speak."""
    at_once, threads = devices.arrangement(options, model)
    wanted = devices.providers(options, model)
    config = read(options.files[CONFIG], model, parsed)
    voices, file = options.files[config.voices], options.files[config.graph]
    with beside(read_aloud, "warm"):  # The first utterance need not wait for it then.
        with usable(model, voices):
            styles = read_styles(voices)
        with usable(model, file):
            tried = trial(style(next(iter(styles.values())), 1), config.ending)
            graph = Graph(open_session(file, CONTRACT, tried, threads=threads, providers=wanted))
    devices.check(wanted, graph.session.providers, model)
    return KittenSynthesizer(
        model, config, styles, graph, at_once=at_once, throws_dice=lambda: summarize(file).is_random
    )
