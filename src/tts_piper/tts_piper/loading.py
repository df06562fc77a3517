"""From verified files to a synthesizer."""

from __future__ import annotations

from contextlib import nullcontext
from typing import TYPE_CHECKING

from tts_core import ModelUnavailable
from tts_espeak import phoneme_words
from tts_onnx.plugin.config import read
from tts_onnx.plugin.loading import beside, usable
from tts_onnx.rewrite.vits import parted
from tts_onnx.session import devices

from .config import END, PAD, START, parsed
from .synthesizer import PiperSynthesizer
from .voice import INPUTS, OUTPUT, SPEAKER, Voice

if TYPE_CHECKING:
    from tts_core import LoadOptions

__all__ = ["load"]


def load(model: str, options: LoadOptions) -> PiperSynthesizer:
    """Make the files of *model* ready to speak."""
    at_once, threads = devices.arrangement(options, model)
    wanted = devices.providers(options, model)
    (graph,) = (path for name, path in options.files.items() if name.endswith(".onnx"))
    (told,) = (path for name, path in options.files.items() if name.endswith(".onnx.json"))
    config = read(told, model, parsed)
    tried = [token for symbol in (START, PAD, PAD, END) for token in config.ids[symbol]]
    # Whether there is a reader for the language is found out beside.
    with beside(phoneme_words, "a", config.reader) if config.reader else nullcontext(), usable(model, graph):
        parts = parted(graph.read_bytes(), INPUTS, OUTPUT)
        voice = Voice(parts, config.sample_rate, tried, threads=threads, providers=wanted)
    devices.check(wanted, voice.encoder.providers, model)
    if bool(config.speakers) != (SPEAKER in parts.inputs):
        why = f"its {told.name} and its {graph.name} do not agree whether there are several speakers"
        raise ModelUnavailable(model, why, "bring both from the same place")
    return PiperSynthesizer(model, config, voice, at_once=at_once)
