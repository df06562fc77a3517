"""Laws about the process that a model lives in: it is a guest there."""

from __future__ import annotations

import json
import subprocess
import sys
from importlib.metadata import entry_points
from typing import TYPE_CHECKING

from .subject import Inapplicable, require

if TYPE_CHECKING:
    from .subject import Subject

__all__ = ["CHECKS"]

HEAVY = (
    "jax",
    "librosa",
    "numpy",
    "onnxruntime",
    "scipy",
    "soundfile",
    "tensorflow",
    "torch",
    "transformers",
)
_PROBE = """
import importlib, json, sys
module_name, sys.path, heavy = json.loads(sys.argv[1])
module = importlib.import_module(module_name)
list(module.tts_models()) if hasattr(module, "tts_models") else None
print(*[name for name in heavy if name in sys.modules])
"""


def nothing_is_printed(subject: Subject) -> None:
    """Loading, speaking and closing print nothing, neither from Python nor from below."""
    printed = subject.outing.printed
    require(not printed, f"it printed {printed[:200]!r}")


def environment_is_left_alone(subject: Subject) -> None:
    """No environment variable is changed, and the working directory stays what it is."""
    seen = subject.outing
    require(not seen.environment, f"it changed {', '.join(sorted(seen.environment))}")
    require(not seen.moved, "it changed the working directory")


def working_directory_is_left_alone(subject: Subject) -> None:
    """No file is written in the working directory."""
    written = subject.outing.written
    require(not written, f"it wrote {', '.join(sorted(set(written))[:5])}")


def no_network_when_files_are_here(subject: Subject) -> None:
    """A model whose files are here loads and speaks without the network."""
    if not subject.model.is_here(subject.load):
        raise Inapplicable("the model's files are not here")
    connected = subject.outing.connected
    require(not connected, f"it asked for {', '.join(sorted(set(connected))[:5])}")


def text_is_not_logged(subject: Subject) -> None:
    """No log message at INFO or above holds the caller's text."""
    words = {word.strip(".,。，、").casefold() for word in subject.text.split()}
    telling = {word for word in words if len(word) >= 6} or {subject.text.casefold()}
    for message in subject.outing.logged:
        found = [word for word in telling if word in message.casefold()]
        require(len(found) < min(2, len(telling)), f"it logged {message[:200]!r}")


def no_thread_is_left(subject: Subject) -> None:
    """A model that was closed has left no thread behind."""
    threads = subject.outing.threads
    require(not threads, f"these threads go on: {', '.join(threads)}")


def listing_imports_nothing_heavy(subject: Subject) -> None:
    """Importing the plugin and listing its models imports no numerics and no inference library."""
    owner = subject.card.plugin
    entries = [
        entry
        for entry in entry_points(group="tts_core")
        if entry.dist is not None and entry.dist.name == owner
    ]
    if not entries:
        raise Inapplicable("the model was not brought by an installed plugin")
    for entry in entries:
        command = [sys.executable, "-c", _PROBE, json.dumps([entry.module, sys.path, HEAVY])]
        probe = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)  # noqa: S603  (our own probe)
        require(probe.returncode == 0, f"importing {entry.module} failed: {probe.stderr.strip()[-200:]}")
        require(
            not probe.stdout.split(), f"importing {entry.module} imports {', '.join(probe.stdout.split())}"
        )


CHECKS = (
    nothing_is_printed,
    environment_is_left_alone,
    working_directory_is_left_alone,
    no_network_when_files_are_here,
    text_is_not_logged,
    no_thread_is_left,
    listing_imports_nothing_heavy,
)
