"""From verified files to a synthesizer."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from tts_core import ModelUnavailable
from tts_onnx.session import devices
from tts_onnx.session.opening import open_session
from tts_onnx.session.session import BadGraph

from .catalogue import GRAPH, VOCABULARY
from .english import English
from .graph import CONTRACT, TRIAL, prepared
from .synthesizer import HibariSynthesizer

if TYPE_CHECKING:
    from tts_core import LoadOptions

__all__ = ["load"]


def load(model: str, options: LoadOptions) -> HibariSynthesizer:
    """Make the files of *model* ready to speak."""
    at_once, threads = devices.arrangement(options, model)
    wanted = devices.providers(options, model)
    files = options.files
    vocabulary: dict[str, int] = json.loads(files[VOCABULARY].read_bytes())
    try:
        with ThreadPoolExecutor(1, "tts-hibari load") as beside:  # The runtime leaves a processor free.
            english = beside.submit(English, files)
            session = open_session(
                files[GRAPH], CONTRACT, TRIAL, threads=threads, providers=wanted, prepared=prepared
            )
            reader = english.result()
    except BadGraph as error:
        raise ModelUnavailable(model, f"its {GRAPH} cannot be used: {error}") from error
    devices.check(wanted, session.providers, model)
    return HibariSynthesizer(model, vocabulary, reader, session, at_once=at_once)
