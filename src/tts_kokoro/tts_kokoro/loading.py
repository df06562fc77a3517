"""From verified files to a synthesizer."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from tts_core import ModelUnavailable
from tts_hibari.catalogue import READING, VOCABULARY
from tts_onnx.file.summary import interface
from tts_onnx.rewrite.durations import with_durations
from tts_onnx.session import devices
from tts_onnx.session.opening import open_session
from tts_onnx.session.session import BadGraph
from tts_onnx.voice.styles import BadStyles, style

from .graph import Graph, packaged
from .readers import Readers
from .synthesizer import KokoroSynthesizer
from .voices import styles

if TYPE_CHECKING:
    from tts_core import LoadOptions

__all__ = ["load"]


def load(model: str, options: LoadOptions) -> KokoroSynthesizer:
    """Make the files of *model* ready to speak."""
    at_once, threads = devices.arrangement(options, model)
    wanted = devices.providers(options, model)
    files = options.files
    reading = {file.name for file in READING}
    (file,) = (path for name, path in files.items() if name.endswith(".onnx") and name not in reading)
    readers = Readers(files)
    vocabulary: dict[str, int] = json.loads(files[VOCABULARY].read_bytes())
    try:
        with ThreadPoolExecutor(1, "tts-kokoro load") as beside:  # The runtime leaves a processor free.
            english = beside.submit(readers.english)  # The first utterance need not wait for it then.
            tables = styles(files)
            packaging = packaged(interface(file))
            trial = packaging.trial(style(next(iter(tables.values())), 1))
            session = open_session(
                file, packaging.contract, trial, threads=threads, providers=wanted, prepared=with_durations
            )
            graph = Graph(session, packaging, trial.first)
            english.result()
    except BadStyles as error:
        raise ModelUnavailable(model, f"its voices cannot be used: {error}") from error
    except BadGraph as error:
        raise ModelUnavailable(model, f"its {file.name} cannot be used: {error}") from error
    devices.check(wanted, session.providers, model)
    return KokoroSynthesizer(model, vocabulary, tables, readers, graph, at_once=at_once)
