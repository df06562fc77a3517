"""From verified files to a synthesizer."""

from __future__ import annotations

import json
from functools import cache, partial
from typing import TYPE_CHECKING

from tts_onnx.plugin.loading import beside, usable
from tts_onnx.session import devices
from tts_onnx.session.opening import open_session
from tts_onnx.voice.speaking import Alphabet

from .alphabet import MARKS
from .catalogue import GRAPH, VOCABULARY
from .english import English
from .graph import CONTRACT, TRIAL, prepared
from .synthesizer import HibariSynthesizer

if TYPE_CHECKING:
    from pathlib import Path

    from tts_core import LoadOptions
    from tts_onnx.session.session import Session

__all__ = ["load"]


def load(model: str, options: LoadOptions) -> HibariSynthesizer:
    """Make the files of *model* ready to speak."""
    at_once, threads = devices.arrangement(options, model)
    wanted = devices.providers(options, model)

    def opened(graph: Path) -> Session:
        """Load the *graph* of a voice."""
        with usable(model, graph):
            session = open_session(
                graph, CONTRACT, TRIAL, threads=threads, providers=wanted, prepared=prepared
            )
        devices.check(wanted, session.providers, model)
        return session

    alphabet = Alphabet(json.loads(options.files[VOCABULARY].read_bytes()), MARKS)
    reader = cache(partial(English, options.files))
    with beside(reader, british=False):  # The runtime leaves a processor free.
        session = opened(options.files[GRAPH])
    return HibariSynthesizer(model, alphabet, reader, session, opened, at_once=at_once)
