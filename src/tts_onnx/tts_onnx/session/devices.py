"""What this machine offers: processors, and what the runtime can run on."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, TypeAlias

from tts_core import ModelUnavailable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tts_core import LoadOptions

__all__ = ["Provider", "arrangement", "check", "processors", "providers"]

_MOST_AT_ONCE = 8
"""Utterances at once: each takes its own room for what is between input and output."""
Provider: TypeAlias = "str | tuple[str, dict[str, str]]"
"""An execution provider as onnxruntime takes it: its name, and its options where it has some."""
_CPU = "CPUExecutionProvider"
_NUMBERED = frozenset(
    {
        "CUDAExecutionProvider",
        "TensorrtExecutionProvider",
        "ROCMExecutionProvider",
        "MIGraphXExecutionProvider",
        "DmlExecutionProvider",
    }
)
"""Those of which a machine may have several devices."""
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


def providers(options: LoadOptions, model: str) -> tuple[Provider, ...]:
    """
    Return the execution providers to ask for, the CPU always last; of several devices, the one asked for.

    What was asked for and is not there is an error: speech from the CPU is not what was asked for.
    """
    import onnxruntime

    available: Sequence[str] = onnxruntime.get_available_providers()
    wanted = list(options.providers)
    device, colon, index = (options.device or "").casefold().partition(":")
    if device and device not in _DEVICES:
        why = f"there is no device {options.device!r}; known are {', '.join(_DEVICES)}"
        raise ModelUnavailable(model, why, "choose one of them, or leave it out for the CPU")
    if colon and (_DEVICES[device] not in _NUMBERED or not index.isdecimal()):
        why = f"there is no device {options.device!r}: only {', '.join(_several())} are numbered, from 0 on"
        raise ModelUnavailable(model, why, "leave the number out, or write cuda:1")
    if device and not wanted:
        wanted = [_DEVICES[device]]
    for name in wanted:
        if name not in available:
            raise _absent(name, model, available)
    numbered = {name: (name, {"device_id": index}) for name in _NUMBERED if index}
    return tuple(numbered.get(name, name) for name in dict.fromkeys((*wanted, _CPU)))


def _several() -> list[str]:
    return [device for device, provider in _DEVICES.items() if provider in _NUMBERED]


def check(wanted: Sequence[Provider], running: Sequence[str], model: str) -> None:
    """Refuse a session that does not run on all that was *wanted*: the runtime may leave one out."""
    for each in wanted:
        name = each if isinstance(each, str) else each[0]
        if name not in running:
            raise _absent(name, model, running)


def _absent(name: str, model: str, available: Sequence[str]) -> ModelUnavailable:
    """Make the error for a provider that was asked for and cannot be had."""
    why = f"onnxruntime cannot run on {name} here; it can run on {', '.join(available)}"
    return ModelUnavailable(model, why, "install the onnxruntime package for that device, or ask for the CPU")
