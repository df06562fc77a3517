"""What this machine offers: processors, and what the runtime can run on."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from tts_core import ModelUnavailable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tts_core import LoadOptions

__all__ = ["arrangement", "check", "processors", "providers"]

_MOST_AT_ONCE = 8
"""Utterances at once: each takes its own room for what is between input and output."""
_CPU = "CPUExecutionProvider"
_DEVICES = {
    "cpu": _CPU,
    "cuda": "CUDAExecutionProvider",
    "gpu": "CUDAExecutionProvider",
    "tensorrt": "TensorrtExecutionProvider",
    "rocm": "ROCMExecutionProvider",
    "migraphx": "MIGraphXExecutionProvider",
    "coreml": "CoreMLExecutionProvider",
    "directml": "DmlExecutionProvider",
    "openvino": "OpenVINOExecutionProvider",
}


def processors() -> int:
    """Count the processors that this process may use, as far as they are of use to one model."""
    allowed = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return max(1, min(allowed, _MOST_AT_ONCE))


def arrangement(options: LoadOptions, model: str) -> tuple[int, int]:
    """
    Return how many utterances may run at once, and how many threads work on each.

    Utterances run side by side, as many as there are processors, on a thread each: so these make more
    speech than together on one utterance after the other, or than with threads that help whoever needs
    them. Who gives a number of threads gets one utterance at a time, on that many: a short one is done
    sooner, and no more processors are busy than were asked for.
    """
    if options.threads is not None and options.threads < 1:
        raise ModelUnavailable(model, f"threads must be at least 1, not {options.threads}")
    return (processors(), 1) if options.threads is None else (1, options.threads)


def providers(options: LoadOptions, model: str) -> tuple[str, ...]:
    """
    Return the execution providers to ask for, the CPU always last.

    What was asked for and is not there is an error: speech from the CPU is not what was asked for.
    """
    import onnxruntime

    available: Sequence[str] = onnxruntime.get_available_providers()
    wanted = list(options.providers)
    if not wanted and options.device is not None:
        device = options.device.casefold().partition(":")[0]
        if device not in _DEVICES:
            why = f"there is no device {options.device!r}; known are {', '.join(_DEVICES)}"
            raise ModelUnavailable(model, why, "choose one of them, or leave it out for the CPU")
        wanted = [_DEVICES[device]]
    for name in wanted:
        if name not in available:
            raise _absent(name, model, available)
    return tuple(dict.fromkeys((*wanted, _CPU)))


def check(wanted: Sequence[str], running: Sequence[str], model: str) -> None:
    """Refuse a session that does not run on all that was *wanted*: the runtime may leave one out."""
    for name in wanted:
        if name not in running:
            raise _absent(name, model, running)


def _absent(name: str, model: str, available: Sequence[str]) -> ModelUnavailable:
    """Make the error for a provider that was asked for and cannot be had."""
    why = f"onnxruntime cannot run on {name} here; it can run on {', '.join(available)}"
    return ModelUnavailable(model, why, "install the onnxruntime package for that device, or ask for the CPU")
