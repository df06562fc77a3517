"""
Compiles the operator of our own into the wheel, where there is a compiler.

Without one the wheel holds Python alone, and says the same more slowly. TTS_ONNX_KERNEL=0 leaves the
operator out, TTS_ONNX_KERNEL=1 fails where it cannot be compiled.
"""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sysconfig
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

_SOURCE, _LIBRARY = "tts_onnx/kernel/kernel.c", "tts_onnx/kernel/_kernel.so"
_FLAGS = (
    "-std=gnu11",
    "-O3",
    "-fPIC",
    "-shared",
    "-fvisibility=hidden",
    "-fno-math-errno",
    "-fno-trapping-math",
)
_ATTEMPTS = ((), ("-DONE_KIND",))
"""An old compiler does not know how to make code for several kinds of processor."""


class KernelHook(BuildHookInterface):  # type: ignore[type-arg]  # Its configuration is nothing to us.
    """What hatchling asks before it builds a wheel."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile, and say what the wheel is for then."""
        wish = os.environ.get("TTS_ONNX_KERNEL", "")
        if wish == "0":
            return
        root = Path(self.root)
        self._room = tempfile.TemporaryDirectory(prefix="tts-onnx-")
        library = root / _LIBRARY if version == "editable" else Path(self._room.name, "_kernel.so")
        problem = compiled(root / _SOURCE, library)
        if problem and wish == "1":
            self._room.cleanup()
            raise RuntimeError(f"the operator cannot be compiled: {problem}")
        if problem:
            self.app.display_warning(f"tts-onnx is built without its operator: {problem}")
        elif version != "editable":
            platform = sysconfig.get_platform().replace("-", "_").replace(".", "_")
            build_data["force_include"][str(library)] = _LIBRARY
            build_data["pure_python"] = False
            build_data["tag"] = f"py3-none-{platform}"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Leave nothing behind."""
        del version, build_data, artifact_path
        if hasattr(self, "_room"):
            self._room.cleanup()


def compiled(source: Path, library: Path) -> str:
    """Compile *source* to *library*; return why it cannot be done, or nothing."""
    if os.name != "posix":
        return "it is compiled on Linux and macOS alone"
    wanted = shlex.split(os.environ.get("CC", ""))
    command = wanted or [found for found in map(shutil.which, ("cc", "gcc", "clang")) if found][:1]
    if not command:
        return "there is no C compiler"
    said = ""
    for more in _ATTEMPTS:
        flags = (*_FLAGS, *more, *shlex.split(os.environ.get("CFLAGS", "")))
        try:
            done = subprocess.run(  # noqa: S603  (the compiler of whoever builds this)
                [*command, *flags, str(source), "-o", str(library), "-lm"],
                capture_output=True,
                text=True,
                check=False,
            )
        except OSError as error:
            return str(error)
        if done.returncode == 0:
            return ""
        said = said or done.stderr.strip() or f"{command[0]} ended with {done.returncode}"
    return said
