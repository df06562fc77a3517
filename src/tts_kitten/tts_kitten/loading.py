"""From verified files to a synthesizer."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from tts_core import ModelUnavailable
from tts_espeak.reading import american
from tts_onnx.file.summary import summarize
from tts_onnx.session import devices
from tts_onnx.session.opening import open_session
from tts_onnx.session.session import BadGraph
from tts_onnx.voice.styles import BadStyles, read_styles, style

from .config import read_config
from .graph import CONTRACT, Graph, trial
from .synthesizer import KittenSynthesizer

if TYPE_CHECKING:
    from tts_core import LoadOptions

__all__ = ["load"]


def load(model: str, options: LoadOptions) -> KittenSynthesizer:
    """Make the files of *model* ready to speak."""
    at_once, threads = devices.arrangement(options, model)
    wanted = devices.providers(options, model)
    config = read_config(options.files, model)
    file = options.files[config.graph]
    try:
        with ThreadPoolExecutor(1, "tts-kitten load") as beside:  # The runtime leaves a processor free.
            pronunciation = beside.submit(american, "warm")  # The first utterance need not wait for it then.
            styles = read_styles(options.files[config.voices])
            tried = trial(style(next(iter(styles.values())), 1), config.ending)
            session = open_session(file, CONTRACT, tried, threads=threads, providers=wanted)
            graph = Graph(session, tried.first)
            pronunciation.result()
    except BadStyles as error:
        raise ModelUnavailable(model, f"its {config.voices} cannot be used: {error}") from error
    except BadGraph as error:
        raise ModelUnavailable(model, f"its {config.graph} cannot be used: {error}") from error
    devices.check(wanted, session.providers, model)
    return KittenSynthesizer(
        model, config, styles, graph, at_once=at_once, throws_dice=lambda: summarize(file).is_random
    )
