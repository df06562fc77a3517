"""From verified files to a synthesizer."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from tts_core import ModelUnavailable
from tts_espeak import phoneme_words
from tts_onnx.session import devices
from tts_onnx.session.session import BadGraph

from .config import END, PAD, START, read_config
from .parts import parted
from .synthesizer import PiperSynthesizer
from .voice import Voice

if TYPE_CHECKING:
    from tts_core import LoadOptions

__all__ = ["load"]


def load(model: str, options: LoadOptions) -> PiperSynthesizer:
    """Make the files of *model* ready to speak."""
    at_once, threads = devices.arrangement(options, model)
    wanted = devices.providers(options, model)
    (graph,) = (path for name, path in options.files.items() if name.endswith(".onnx"))
    (told,) = (path for name, path in options.files.items() if name.endswith(".onnx.json"))
    config = read_config(told, model)
    tried = [token for symbol in (START, PAD, PAD, END) for token in config.ids[symbol]]
    try:
        with ThreadPoolExecutor(1, "tts-piper load") as beside:  # The runtime leaves a processor free.
            reading = beside.submit(phoneme_words, "a", config.reader) if config.reader else None
            parts = parted(graph.read_bytes())
            voice = Voice(parts, config.sample_rate, tried, threads=threads, providers=wanted)
            if reading is not None:
                reading.result()  # Whether there is a reader for the language.
    except BadGraph as error:
        raise ModelUnavailable(model, f"its {graph.name} cannot be used: {error}") from error
    devices.check(wanted, voice.encoder.providers, model)
    if bool(config.speakers) != parts.has_speakers:
        why = f"its {told.name} and its {graph.name} do not agree whether there are several speakers"
        raise ModelUnavailable(model, why, "bring both from the same place")
    return PiperSynthesizer(model, config, voice, at_once=at_once)
